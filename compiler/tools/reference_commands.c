/* SPDX-License-Identifier: Apache-2.0
 *
 * Commands, options and targets, as `apiqc help` knows them.
 */
#include "backends/backend.h"
#include "cli/cli.h"
#include "tools/reference.h"

static void print_commands(Buf *out) {
  u32 count;
  const CommandRow *rows = command_list(&count);
  print_head(out, "command|does");
  for (u32 i = 0; i < count; i++) {
    if (!rows[i].run)
      continue;
    Str usage = str_format(out->arena, "apiqc %.*s %.*s", STR_ARG(rows[i].name),
                           STR_ARG(rows[i].usage));
    if (!rows[i].usage.length)
      usage.length--;
    buf_text(out, "| `");
    print_cell(out, usage);
    buf_text(out, "` | ");
    print_cell(out, rows[i].summary);
    buf_text(out, " |\n");
  }
}

static void print_takers(Buf *out, OptionId option) {
  u32 count, found = 0;
  const CommandRow *rows = command_list(&count);
  for (u32 i = 0; i < count; i++)
    if (rows[i].run && rows[i].options >> option & 1)
      buf_format(out, "%s`%.*s`", found++ ? " " : "", STR_ARG(rows[i].name));
  if (!found)
    buf_text(out, "alone");
}

static void print_options(Buf *out) {
  print_head(out, "option|with|is given|does");
  for (u32 option = 0; option < OPTION_COUNT; option++) {
    const OptionRow *row = option_row((OptionId)option);
    buf_format(out, "| `%.*s%s%.*s`", STR_ARG(row->name),
               row->value.length ? " " : "", STR_ARG(row->value));
    if (row->other.length)
      buf_format(out, " `%.*s`", STR_ARG(row->other));
    buf_text(out, " | ");
    print_takers(out, (OptionId)option);
    buf_format(out, " | %s | ", row->many ? "any number of times" : "once");
    print_cell(out, row->summary);
    buf_text(out, " |\n");
  }
}

static void print_targets(Buf *out) {
  u32 count;
  const Backend *rows = backend_list(&count);
  print_head(out, "target|is");
  for (u32 i = 0; i < count; i++)
    buf_format(out, "| `%.*s` | %.*s |\n", STR_ARG(rows[i].name),
               STR_ARG(rows[i].summary));
}

bool table_of_commands(Buf *out, Str name) {
  if (str_equal(name, STR("commands")))
    print_commands(out);
  else if (str_equal(name, STR("options")))
    print_options(out);
  else if (str_equal(name, STR("targets")))
    print_targets(out);
  else
    return false;
  return true;
}
