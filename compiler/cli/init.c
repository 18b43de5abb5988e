/* SPDX-License-Identifier: Apache-2.0
 *
 * `apiqc init`: a starter project that builds. Whatever is there already is
 * left alone, so that it can be run anywhere and again.
 */
#include "cli/cli.h"

static bool was_written(const WriteResult *result, Str path) {
  for (u32 i = 0; i < result->written.count; i++)
    if (str_equal(result->written.items[i], path))
      return true;
  return false;
}

static void print_result(Cli *cli, Str folder, const WriteResult *result) {
  for (u32 i = 0; i < starter_files.count; i++) {
    Str name = starter_files.files[i].name;
    Str path = fs_join(cli->arena, folder, name);
    if (was_written(result, name))
      buf_format(&cli->out, "wrote %.*s\n", STR_ARG(path));
    else
      buf_format(&cli->out, "kept  %.*s, which was there already\n",
                 STR_ARG(path));
  }
  buf_text(&cli->out, "\nnext:\n");
  if (!str_equal(folder, STR(".")))
    buf_format(&cli->out, "  cd %.*s\n",
               STR_ARG(spell_shell(cli->arena, folder)));
  buf_text(&cli->out, "  apiqc check\n  apiqc build --target cfn\n");
}

Status init_run(Cli *cli, const CommandLine *line) {
  Arena *arena = cli->arena;
  Str folder = line->operands.count ? line->operands.items[0] : STR(".");
  while (folder.length > 1 && str_ends(folder, STR("/")))
    folder.length--;
  if (folder.length == 0)
    return console_misuse(cli, line->command, "the name of DIR is empty");
  if (fs_is_file(arena, fs_join(arena, folder, MANIFEST_NAME))) {
    console_say(cli, "%.*s holds the output of a build; give another folder",
                STR_ARG(folder));
    return STATUS_FILES;
  }
  FileSet *files = fileset_new(arena);
  for (u32 i = 0; i < starter_files.count; i++)
    fileset_add(files, starter_files.files[i].name, starter_files.files[i].text,
                FILE_ONCE);
  WriteResult result =
    fileset_write(arena, files, folder, (WriteOptions){ .force = false });
  if (result.status) {
    console_say(cli, "%.*s", STR_ARG(result.message));
    return STATUS_FILES;
  }
  print_result(cli, folder, &result);
  return STATUS_DONE;
}
