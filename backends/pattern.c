/* SPDX-License-Identifier: Apache-2.0
 *
 * Patterns: POSIX extended expressions as the targets' own engines read them.
 */
#include "backends/backend.h"

#include <stdlib.h>

/* The classes of POSIX, which are written otherwise here. */
static const struct {
  Str name, characters;
} classes[] = {
  { STR_INIT("[:alpha:]"), STR_INIT("a-zA-Z") },
  { STR_INIT("[:digit:]"), STR_INIT("0-9") },
  { STR_INIT("[:alnum:]"), STR_INIT("a-zA-Z0-9") },
  { STR_INIT("[:lower:]"), STR_INIT("a-z") },
  { STR_INIT("[:upper:]"), STR_INIT("A-Z") },
  { STR_INIT("[:xdigit:]"), STR_INIT("0-9A-Fa-f") },
  { STR_INIT("[:space:]"), STR_INIT(" \\t\\n\\r\\f\\x0b") },
  { STR_INIT("[:blank:]"), STR_INIT(" \\t") },
  { STR_INIT("[:cntrl:]"), STR_INIT("\\x00-\\x1f\\x7f") },
  { STR_INIT("[:print:]"), STR_INIT(" -~") },
  { STR_INIT("[:graph:]"), STR_INIT("!-~") },
  { STR_INIT("[:punct:]"), STR_INIT("!-/:-@\\[-`{-~") },
};

/* Appends what stands at the start of `rest` in a bracket; how long it was. */
static u32 bracket_item(Buf *out, Str rest) {
  for (u32 i = 0; i < COUNT_OF(classes); i++)
    if (str_starts(rest, classes[i].name)) {
      buf_str(out, classes[i].characters);
      return classes[i].name.length;
    }
  char c = rest.at[0];
  if (c == '\\' || c == '[' || c == ']' || c == '&')
    buf_char(out, '\\');
  buf_char(out, c);
  return 1;
}

/* `[…]` at the start of `rest`: there a backslash is a character like another,
 * and `]` closes only behind something. How long it was. */
static u32 bracket(Buf *out, Str rest) {
  u32 at = 1;
  buf_char(out, '[');
  if (at < rest.length && rest.at[at] == '^') {
    buf_char(out, '^');
    at++;
  }
  for (u32 first = at; at < rest.length;) {
    if (rest.at[at] == ']' && at > first)
      break;
    at += bracket_item(out, str_slice(rest, at, rest.length));
  }
  buf_char(out, ']');
  return at < rest.length ? at + 1 : at;
}

Str spell_pattern(Arena *arena, Str pattern, bool *choice) {
  Buf out = buf_new(arena);
  u32 depth = 0;
  *choice = false;
  for (u32 at = 0; at < pattern.length;) {
    char c = pattern.at[at];
    if (c == '[') {
      at += bracket(&out, str_slice(pattern, at, pattern.length));
      continue;
    }
    depth += c == '(';
    depth -= c == ')' && depth;
    *choice = *choice || (c == '|' && depth == 0);
    u32 length = c == '\\' && at + 1 < pattern.length ? 2 : 1;
    buf_str(&out, str_slice(pattern, at, at + length));
    at += length;
  }
  return buf_view(&out);
}

static int by_text(const void *left, const void *right) {
  return str_compare(*(const Str *)left, *(const Str *)right);
}

u32 spell_patterns(Arena *arena, const Input *input, Str *sorted) {
  u32 count = input->patterns.count;
  for (u32 i = 0; i < count; i++) {
    bool choice;
    sorted[i] = spell_pattern(arena, input->patterns.items[i], &choice);
  }
  if (input->type->kind == TYPE_ARN)
    sorted[count++] = STR("^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$");
  if (count)
    qsort(sorted, count, sizeof *sorted, by_text);
  return count;
}
