/* SPDX-License-Identifier: Apache-2.0
 *
 * What a security review finds and nobody can do better.
 */
#include "schema/acknowledged.h"
#include "tools/reference.h"

static void print_when(Buf *out, const AcknowledgedRow *row) {
  switch (row->when) {
  case ACKNOWLEDGED_ALWAYS:
    buf_text(out, "always");
    break;
  case ACKNOWLEDGED_GRANT:
    buf_format(out, "derived grants of `%.*s…` with a wildcard",
               STR_ARG(row->of));
    break;
  case ACKNOWLEDGED_WRITTEN:
    buf_text(out, "a written policy with a wildcard");
    break;
  case ACKNOWLEDGED_EXCUSED: {
    Str path = attr_path(out->arena, row->attr);
    buf_format(out, "`%.*s` of the %.*s has a `because`", STR_ARG(path),
               STR_ARG(kind_row(attr_row(row->attr)->kind)->word));
    break;
  }
  case ACKNOWLEDGED_AWAITED:
    buf_text(out, "all who call it wait for its answer");
    break;
  case ACKNOWLEDGED_PROPERTY:
    buf_format(out, "it has `%.*s`", STR_ARG(row->of));
    break;
  }
}

/* "a|b" or "a b", each as code. */
static void print_each(Buf *out, Str words, char between) {
  for (u32 from = 0; from < words.length;) {
    Str rest = str_slice(words, from, words.length);
    Str one = str_slice(rest, 0, str_find(rest, between));
    buf_format(out, "%s`%.*s`", from ? ", " : "", STR_ARG(one));
    from += one.length + 1;
  }
}

static void print_reason(Buf *out, const AcknowledgedRow *row) {
  bool own =
    row->when == ACKNOWLEDGED_EXCUSED || row->when == ACKNOWLEDGED_WRITTEN;
  if (own)
    buf_text(out, row->reason.length ? "the `because`; without one: "
                                     : "the `because`");
  print_cell(out, row->reason);
}

bool table_of_review(Buf *out, Str name) {
  if (!str_equal(name, STR("acknowledged")))
    return false;
  print_head(out, "rules|on|when|reason");
  for (u32 i = 0; i < acknowledged_count; i++) {
    const AcknowledgedRow *row = &acknowledged_rows[i];
    buf_text(out, "| ");
    print_each(out, row->rules, ' ');
    buf_text(out, " | ");
    print_each(out, row->type, '|');
    buf_text(out, " | ");
    print_when(out, row);
    buf_text(out, " | ");
    print_reason(out, row);
    buf_text(out, " |\n");
  }
  return true;
}
