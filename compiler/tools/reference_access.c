/* SPDX-License-Identifier: Apache-2.0
 *
 * Who may do what: the grants that edges give, and the ways to use a thing.
 */
#include "schema/facts.h"
#include "schema/terms.h"
#include "tools/reference.h"

#define EMPTY(...)

static const Str grant_ids[GRANT_COUNT] = {
#define SERVICE        EMPTY
#define WAY            EMPTY
#define KEY_GRANT      EMPTY
#define GRANT(id, ...) [GRANT_##id] = TEXT(#id),
#include "stdlib/grants.def"
#undef SERVICE
#undef GRANT
#undef WAY
#undef KEY_GRANT
};

/* Actions are separated by spaces. */
static void print_actions(Buf *out, Str actions) {
  for (u32 from = 0; from < actions.length;) {
    Str rest = str_slice(actions, from, actions.length);
    Str one = str_slice(rest, 0, str_find(rest, ' '));
    buf_format(out, "%s`%.*s`", from ? " " : "", STR_ARG(one));
    from += one.length + 1;
  }
}

static void print_code(Buf *out, Str text) {
  if (!text.length)
    return;
  buf_char(out, '`');
  print_cell(out, text);
  buf_char(out, '`');
}

static void print_grants(Buf *out) {
  print_head(out, "grant|actions|on|under");
  for (u32 grant = 0; grant < GRANT_COUNT; grant++) {
    const GrantRow *row = grant_row((GrantId)grant);
    buf_format(out, "| %.*s | ", STR_ARG(grant_ids[grant]));
    print_actions(out, row->actions);
    buf_text(out, " | ");
    print_code(out, row->resource);
    buf_text(out, " | ");
    print_code(out, row->conditions);
    buf_text(out, " |\n");
  }
}

static void print_way(Buf *out, const WayRow *row) {
  buf_format(out, "| `%.*s` | `%s` | `%.*s` | %s | %s | ",
             STR_ARG(kind_row(row->kind)->word),
             row->flags & ACCESS_READ ? "reads" : "writes", STR_ARG(row->name),
             row->flags & ACCESS_BARE ? "yes" : "",
             row->flags & ACCESS_INDEX ? "yes" : "");
  print_actions(out, row->grant.actions);
  buf_text(out, " | ");
  print_code(out, row->grant.resource);
  buf_text(out, " | ");
  print_code(out, row->grant.conditions);
  buf_text(out, " |\n");
}

static void print_ways(Buf *out) {
  print_head(out, "thing|in|way|the bare name has it|on an index too|actions|"
                  "on|under");
  for (u32 i = 0; i < way_count; i++)
    print_way(out, &way_rows[i]);
}

static void print_key_grants(Buf *out) {
  static const struct {
    int flag;
    const char *word;
  } directions[] = { { ACCESS_READ, "read" }, { ACCESS_WRITE, "written" } };
  print_head(out, "thing with a `key`|when it is|actions on the key|under");
  for (u32 kind = 0; kind < KIND_COUNT; kind++)
    for (u32 i = 0; i < COUNT_OF(directions); i++) {
      const GrantRow *row = key_grant_row((KindId)kind, directions[i].flag);
      if (!row)
        continue;
      buf_format(out, "| `%.*s` | %s | ", STR_ARG(kind_row((KindId)kind)->word),
                 directions[i].word);
      print_actions(out, row->actions);
      buf_text(out, " | ");
      print_code(out, row->conditions);
      buf_text(out, " |\n");
    }
}

bool table_of_access(Buf *out, Str name) {
  if (str_equal(name, STR("grants")))
    print_grants(out);
  else if (str_equal(name, STR("ways")))
    print_ways(out);
  else if (str_equal(name, STR("key grants")))
    print_key_grants(out);
  else
    return false;
  return true;
}
