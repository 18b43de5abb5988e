/* SPDX-License-Identifier: Apache-2.0
 *
 * `apiqc help`: the tables of commands and options as text.
 */
#include "cli/cli.h"

void help_overview(Buf *out) {
  buf_text(out, "apiqc compiles .apiq programs: services of endpoints, queues "
                "and handlers, with\nthe permissions, alarms and logs that "
                "belong to them.\n\n"
                "usage: apiqc COMMAND [ARGUMENT…]\n");
  u32 count;
  const CommandRow *commands = command_list(&count);
  for (u32 i = 0; i < count; i++)
    if (commands[i].run)
      buf_format(out, "  %-9.*s %.*s\n", STR_ARG(commands[i].name),
                 STR_ARG(commands[i].summary));
    else
      buf_format(out, "\n%.*s\n", STR_ARG(commands[i].group));
  buf_text(out, "\n"
                "Examples\n"
                "  apiqc init shop\n"
                "  apiqc check shop/stack.apiq\n"
                "  apiqc build shop/stack.apiq --target cfn --stage prod\n"
                "\n"
                "The exit status is 0 when all is well, 1 when the program has "
                "errors, 2 when the\ncommand line is wrong, 3 when a file "
                "could not be read or written.\n"
                "`apiqc help COMMAND` says more about a command.\n");
}

/* A form that is wider than its column has a line to itself. */
static void print_option(Buf *out, const OptionRow *row) {
  enum { COLUMN = 17 };
  bool joined = str_starts(row->name, STR("--"));
  Str form = row->name;
  if (row->value.length)
    form = str_format(out->arena, "%.*s%s%.*s", STR_ARG(row->name),
                      joined ? "=" : " ", STR_ARG(row->value));
  buf_format(out, "  %-*.*s", COLUMN, STR_ARG(form));
  if (form.length > COLUMN)
    buf_format(out, "\n  %*s", COLUMN, "");
  buf_format(out, "  %.*s\n", STR_ARG(row->summary));
}

void help_about(Buf *out, const CommandRow *command) {
  buf_format(out, "apiqc %.*s: %.*s\n\nusage: apiqc %.*s%s%.*s\n",
             STR_ARG(command->name), STR_ARG(command->summary),
             STR_ARG(command->name), command->usage.length ? " " : "",
             STR_ARG(command->usage));
  if (command->details.length)
    buf_format(out, "\n%.*s", STR_ARG(command->details));
  if (command->options)
    buf_text(out, "\nOptions\n");
  for (u32 i = 0; i < OPTION_COUNT; i++)
    if (command->options >> i & 1)
      print_option(out, option_row((OptionId)i));
}

Status help_run(Cli *cli, const CommandLine *line) {
  if (line->operands.count == 0) {
    help_overview(&cli->out);
    return STATUS_DONE;
  }
  Str name = line->operands.items[0];
  const CommandRow *command = command_find(name);
  if (!command) {
    Str hint = command_hint(cli->arena, name);
    return console_misuse(cli, NULL, "there is no command `%.*s`%.*s",
                          STR_ARG(name), STR_ARG(hint));
  }
  help_about(&cli->out, command);
  return STATUS_DONE;
}
