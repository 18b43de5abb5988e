/* SPDX-License-Identifier: Apache-2.0
 *
 * Sentences on standard error. They quote arguments and names of files, which
 * may hold anything: what a terminal would obey is made visible.
 */
#include "cli/cli.h"

#include "diag/render.h"

static void say(Cli *cli, const char *format, va_list arguments) {
  Buf text = buf_new(cli->arena);
  buf_format_list(&text, format, arguments);
  buf_text(&cli->err, "apiqc: ");
  text_visible(&cli->err, buf_view(&text));
  buf_char(&cli->err, '\n');
}

void console_say(Cli *cli, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  say(cli, format, arguments);
  va_end(arguments);
}

Status console_misuse(Cli *cli, const CommandRow *command, const char *format,
                      ...) {
  va_list arguments;
  va_start(arguments, format);
  say(cli, format, arguments);
  va_end(arguments);
  if (command)
    buf_format(&cli->err, "usage: apiqc %.*s%s%.*s\n", STR_ARG(command->name),
               command->usage.length ? " " : "", STR_ARG(command->usage));
  else
    buf_text(&cli->err, "usage: apiqc COMMAND [ARGUMENT…]; `apiqc help` lists "
                        "the commands\n");
  return STATUS_USAGE;
}

Str console_hint(Arena *arena, Str word, const Str *candidates, u32 count) {
  Str near = suggest(word, candidates, count);
  if (!near.length)
    return near;
  return str_format(arena, "; did you mean `%.*s`?", STR_ARG(near));
}
