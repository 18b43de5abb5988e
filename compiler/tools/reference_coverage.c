/* SPDX-License-Identifier: Apache-2.0
 *
 * Which attributes the targets say: a section for each kind, a row for each.
 */
#include "backends/backend.h"
#include "tools/reference.h"

static void print_row(Buf *out, AttrId attr) {
  u32 count;
  const Backend *targets = backend_list(&count);
  Str reason = STR("");
  buf_format(out, "| `%.*s`", STR_ARG(attr_path(out->arena, attr)));
  for (u32 i = 0; i < count; i++) {
    Str why, word = coverage_word(coverage_of(&targets[i], attr, &why));
    reason = reason.length ? reason : why;
    buf_format(out, " | %.*s", STR_ARG(word));
  }
  buf_text(out, " | ");
  print_cell(out, reason);
  buf_text(out, " |\n");
}

static void print_columns(Buf *out) {
  u32 count;
  const Backend *targets = backend_list(&count);
  Buf head = buf_new(out->arena);
  buf_text(&head, "attribute");
  for (u32 i = 0; i < count; i++)
    buf_format(&head, "|%.*s", STR_ARG(targets[i].name));
  buf_text(&head, "|why not");
  buf_char(&head, '\0');
  print_head(out, buf_view(&head).at);
}

bool table_of_coverage(Buf *out, Str name) {
  if (!str_equal(name, STR("coverage")))
    return false;
  KindId kind = KIND_COUNT;
  for (AttrId attr = ATTR_NONE; coverage_next(&attr);) {
    if (attr_row(attr)->kind != kind) {
      buf_text(out, kind == KIND_COUNT ? "" : "\n");
      kind = attr_row(attr)->kind;
      const KindRow *row = kind_row(kind);
      buf_format(out, "## %s%.*s\n\n", row->external ? "external " : "",
                 STR_ARG(row->word));
      print_columns(out);
    }
    print_row(out, attr);
  }
  return true;
}
