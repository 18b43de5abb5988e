/* SPDX-License-Identifier: Apache-2.0
 *
 * A program of the build: chapters become one page.
 *
 *   reference CHAPTER…
 *
 * prints the chapters one after the other. Where a line is `<!-- table: NAME
 * -->` the table of that name stands in its place, and `<!-- contents -->`
 * becomes a list of the sections that follow.
 */
#include "tools/reference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *what, const char *reason) {
  fprintf(stderr, "reference: %s: %s\n", what, reason);
  exit(1);
}

static void out_of_memory(void *context) {
  (void)context;
  fail("memory", "there is none left");
}

static Str line_at(Str text, u32 from) {
  Str rest = str_slice(text, from, text.length);
  return str_slice(rest, 0, str_find(rest, '\n'));
}

/* What stands between the two in a line; false: it is another line. */
static bool between(Str line, Str before, Str behind, Str *inside) {
  if (line.length < before.length + behind.length ||
      !str_starts(line, before) || !str_ends(line, behind))
    return false;
  *inside = str_slice(line, before.length, line.length - behind.length);
  return true;
}

static void print_table(Buf *out, Str name) {
  bool (*const tables[])(Buf *, Str) = { table_of_kind,    table_of_facts,
                                         table_of_access,  table_of_commands,
                                         table_of_modules, table_of_review,
                                         table_of_coverage };
  for (u32 i = 0; i < COUNT_OF(tables); i++)
    if (tables[i](out, name))
      return;
  fail(str_terminated(out->arena, name), "there is no such table");
}

static bool is_fence(Str line) {
  return str_starts(line, STR("```"));
}

/* The place in the page that a heading gets: small letters, digits, `-`. */
static void print_anchor(Buf *out, Str heading) {
  for (u32 i = 0; i < heading.length; i++) {
    char c = heading.at[i];
    if (is_letter(c) || is_digit(c) || c == '-' || c == '_')
      buf_char(out, to_small(c));
    else if (c == ' ')
      buf_char(out, '-');
  }
}

static void print_contents(Buf *out, Str text) {
  bool code = false;
  for (u32 at = 0; at < text.length;) {
    Str line = line_at(text, at);
    at += line.length + 1;
    code = is_fence(line) ? !code : code;
    bool chapter = str_starts(line, STR("## "));
    if (code || (!chapter && !str_starts(line, STR("### "))))
      continue;
    Str heading = str_slice(line, chapter ? 3 : 4, line.length);
    buf_format(out, "%s- [%.*s](#", chapter ? "" : "  ", STR_ARG(heading));
    print_anchor(out, heading);
    buf_text(out, ")\n");
  }
}

static void print_text(Buf *out, Str text) {
  bool code = false;
  for (u32 at = 0; at < text.length;) {
    Str line = line_at(text, at), name;
    at += line.length + 1;
    code = is_fence(line) ? !code : code;
    if (!code && between(line, STR("<!-- table: "), STR(" -->"), &name))
      print_table(out, name);
    else if (!code && str_equal(line, STR("<!-- contents -->")))
      print_contents(out, str_slice(text, at, text.length));
    else
      buf_format(out, "%.*s\n", STR_ARG(line));
  }
}

int main(int argc, char **argv) {
  Arena *arena = arena_new(out_of_memory, NULL);
  if (!arena)
    out_of_memory(NULL);
  Buf text = buf_new(arena), out = buf_new(arena);
  for (int i = 1; i < argc; i++) {
    Str chapter;
    FsResult result = fs_read(arena, str_from(argv[i]), 1 << 20, &chapter);
    if (result.status != FS_OK)
      fail(argv[i], str_terminated(arena, result.reason));
    buf_format(&text, "%s%.*s", i > 1 ? "\n" : "", STR_ARG(chapter));
  }
  if (argc < 2)
    fail("usage", "reference CHAPTER…");
  print_text(&out, buf_view(&text));
  fwrite(out.at, 1, out.length, stdout);
  bool good = fflush(stdout) == 0 && !ferror(stdout);
  arena_free(arena);
  return good ? 0 : 1;
}
