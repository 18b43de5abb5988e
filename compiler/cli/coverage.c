/* SPDX-License-Identifier: Apache-2.0
 *
 * `apiqc targets --coverage`: each attribute of the language, and which targets
 * say what it is; as a table or as JSON.
 */
#include "cli/cli.h"

#include "backends/backend.h"
#include "json/json.h"

enum { ATTRIBUTE = 38, TARGET = 11 }; /* columns */

/* "external queue" */
static Str kind_called(Arena *arena, KindId kind) {
  const KindRow *row = kind_row(kind);
  return str_format(arena, "%s%.*s", row->external ? "external " : "",
                    STR_ARG(row->word));
}

/* The text and what fills its column; all is ASCII but for the dash. */
static void print_column(Buf *out, Str text, u32 width) {
  u32 wide = str_equal(text, STR("–")) ? 1 : text.length;
  buf_format(out, "%.*s", STR_ARG(text));
  buf_repeat(out, ' ', wide < width ? width - wide : 1);
}

/* The line without what fills its end. */
static void print_line(Cli *cli, const Buf *line) {
  Str text = buf_view(line);
  while (text.length && text.at[text.length - 1] == ' ')
    text.length--;
  buf_format(&cli->out, "%.*s\n", STR_ARG(text));
}

static void print_row(Cli *cli, AttrId attr) {
  u32 count;
  const Backend *targets = backend_list(&count);
  Str kind = kind_called(cli->arena, attr_row(attr)->kind), reason = STR("");
  Str path = attr_path(cli->arena, attr);
  Buf line = buf_new(cli->arena);
  Str name = str_format(cli->arena, "%.*s %.*s", STR_ARG(kind), STR_ARG(path));
  print_column(&line, name, ATTRIBUTE);
  for (u32 i = 0; i < count; i++) {
    Str why;
    Coverage coverage = coverage_of(&targets[i], attr, &why);
    print_column(&line, coverage_word(coverage), TARGET);
    reason = reason.length ? reason : why;
  }
  buf_format(&line, "%.*s", STR_ARG(reason));
  print_line(cli, &line);
}

static Json *row_json(Arena *arena, AttrId attr) {
  u32 count;
  const Backend *targets = backend_list(&count);
  Json *row = json_object(arena), *coverage = json_object(arena);
  Json *reasons = json_object(arena);
  json_set(arena, row, "kind",
           json_string(arena, kind_called(arena, attr_row(attr)->kind)));
  json_set(arena, row, "attribute", json_string(arena, attr_path(arena, attr)));
  bool all = true;
  for (u32 i = 0; i < count; i++) {
    static const char *const words[] = { "said", "silent", "refused" };
    Str why;
    Coverage found = coverage_of(&targets[i], attr, &why);
    json_set_key(arena, coverage, targets[i].name,
                 json_string(arena, str_from(words[found])));
    if (found != COVERAGE_SAID)
      json_set_key(arena, reasons, targets[i].name, json_string(arena, why));
    all = all && found == COVERAGE_SAID;
  }
  json_set(arena, row, "coverage", coverage);
  if (!all)
    json_set(arena, row, "why", reasons);
  return row;
}

static void print_table(Cli *cli) {
  u32 count;
  const Backend *targets = backend_list(&count);
  Buf head = buf_new(cli->arena);
  print_column(&head, STR("attribute"), ATTRIBUTE);
  for (u32 i = 0; i < count; i++)
    print_column(&head, targets[i].name, TARGET);
  print_line(cli, &head);
  for (AttrId attr = ATTR_NONE; coverage_next(&attr);)
    print_row(cli, attr);
}

static void print_document(Cli *cli) {
  Arena *arena = cli->arena;
  Json *root = json_object(arena), *rows = json_array(arena);
  for (AttrId attr = ATTR_NONE; coverage_next(&attr);)
    json_add(arena, rows, row_json(arena, attr));
  json_set(arena, root, "attributes", rows);
  json_print(&cli->out, root);
}

void coverage_print(Cli *cli, bool json) {
  if (json)
    print_document(cli);
  else
    print_table(cli);
}
