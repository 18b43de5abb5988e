/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of commands, and the way from the arguments to one of them.
 */
#include "cli/cli.h"

#define TAKES(id) (1u << OPTION_##id)

static const CommandRow commands[] = {
#define GROUP(title) { .group = STR_INIT(title) },
#define COMMAND(id, most, taken, use, says, more)                              \
  { .name = STR_INIT(#id),                                                     \
    .operands = most,                                                          \
    .options = taken,                                                          \
    .usage = STR_INIT(use),                                                    \
    .summary = STR_INIT(says),                                                 \
    .details = STR_INIT(more),                                                 \
    .run = id##_run },
#include "cli/commands.def"
#undef COMMAND
#undef GROUP
};

const CommandRow *command_list(u32 *count) {
  *count = COUNT_OF(commands);
  return commands;
}

const CommandRow *command_find(Str name) {
  for (u32 i = 0; i < COUNT_OF(commands); i++)
    if (commands[i].run && str_equal(commands[i].name, name))
      return &commands[i];
  return NULL;
}

Str command_hint(Arena *arena, Str word) {
  Str names[COUNT_OF(commands)];
  u32 count = 0;
  for (u32 i = 0; i < COUNT_OF(commands); i++)
    if (commands[i].run)
      names[count++] = commands[i].name;
  return console_hint(arena, word, names, count);
}

Status cli_run(Cli *cli, const Str *arguments, u32 count) {
  CommandLine line = command_line_read(cli->arena, arguments, count);
  bool help = option_given(&line, OPTION_help);
  if (line.problem.length)
    return console_misuse(cli, line.command, "%.*s", STR_ARG(line.problem));
  if (line.command && !help)
    return line.command->run(cli, &line);
  if (line.command) {
    help_about(&cli->out, line.command);
    return STATUS_DONE;
  }
  if (option_given(&line, OPTION_version))
    return version_run(cli, &line);
  help_overview(help ? &cli->out : &cli->err);
  return help ? STATUS_DONE : STATUS_USAGE;
}
