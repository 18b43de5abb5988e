/* SPDX-License-Identifier: Apache-2.0
 *
 * The targets as a list, and the spellings that they share: numbers in the
 * services' units, the fields of given ARNs, words of a shell.
 */
#include "backends/backend.h"

static const Backend backends[] = {
#define BACKEND(id, name, one_file, packages, summary)                         \
  { STR_INIT(name), STR_INIT(summary), one_file,                               \
    packages,       id##_emit,         id##_next },
#include "backends/backends.def"
#undef BACKEND
};

const Backend *backend_find(Str name) {
  for (u32 i = 0; i < COUNT_OF(backends); i++)
    if (str_equal(backends[i].name, name))
      return &backends[i];
  return NULL;
}

const Backend *backend_list(u32 *count) {
  *count = COUNT_OF(backends);
  return backends;
}

/* ---- numbers ---- */

static i64 base_units(const AttrRow *row, const Value *value) {
  return value->kind == VALUE_DECIMAL ? 1000000000 : wire_row(row->wire)->size;
}

Str spell_number(Arena *arena, const AttrRow *row, const Value *value) {
  enum { PLACES = 9, ONE = 1000000000 };
  i64 divisor = base_units(row, value), whole = value->number / divisor;
  i64 rest = value->number % divisor;
  bool negative = value->number < 0;
  rest = negative ? -rest : rest;
  i64 fraction = (rest * ONE + divisor / 2) / divisor;
  whole += fraction == ONE ? (negative ? -1 : 1) : 0;
  fraction %= ONE;
  if (fraction == 0)
    return str_format(arena, "%lld", (long long)whole);
  Str digits = str_format(arena, "%s%lld.%0*lld", negative && !whole ? "-" : "",
                          (long long)whole, PLACES, (long long)fraction);
  while (digits.at[digits.length - 1] == '0')
    digits.length--;
  return digits;
}

/* ---- ARNs ---- */

void spell_arn_fields(Arena *arena, Text arn, Text fields[6]) {
  u32 field = 0;
  for (u32 i = 0; i < 6; i++)
    fields[i] = (Text){ 0 };
  for (u32 i = 0; i < arn.count; i++) {
    Text one = { &arn.parts[i], 1 };
    Str rest = arn.parts[i].text;
    if (arn.parts[i].kind != PART_LITERAL) {
      fields[field] = text_join(arena, fields[field], one);
      continue;
    }
    for (u32 end = str_find(rest, ':'); field < 5 && end < rest.length;
         end = str_find(rest, ':')) {
      Text before = text_of(arena, str_slice(rest, 0, end));
      fields[field] = text_join(arena, fields[field], before);
      rest = str_slice(rest, end + 1, rest.length);
      field++;
    }
    fields[field] = text_join(arena, fields[field], text_of(arena, rest));
  }
}

/* The row of the kind's own ARN; NULL: it has none. */
static const ArnRow *arn_of_kind(KindId kind) {
  AttrId attr = attr_find(kind, ATTR_NONE, STR("arn"));
  u32 bits = attr == ATTR_NONE ? 0 : attr_row(attr)->type.arns;
  for (u32 arn = 0; arn < ARN_COUNT; arn++)
    if (bits & 1u << arn)
      return arn_row((ArnId)arn);
  return NULL;
}

/* A parameter in a hierarchy is called "/a/b", its ARN ends in "parameter/a/b".
 */
static bool needs_slash(const Resource *external, Text name) {
  bool hierarchy = false;
  for (u32 i = 0; i < name.count; i++)
    hierarchy = hierarchy || str_find(name.parts[i].text, '/') <
                               name.parts[i].text.length;
  return external->kind == KIND_external_parameter && hierarchy;
}

Text spell_external_name(Arena *arena, const Resource *external) {
  const ArnRow *row = arn_of_kind(external->kind);
  Text fields[6];
  spell_arn_fields(arena, external->arn, fields);
  Text name = fields[5];
  if (!row || name.count == 0 || name.parts[0].kind != PART_LITERAL ||
      !str_starts(name.parts[0].text, row->resource))
    return name;
  Str first = name.parts[0].text;
  first = str_slice(first, row->resource.length, first.length);
  Text rest = { name.parts + 1, name.count - 1 };
  name = text_join(arena, text_of(arena, first), rest);
  return needs_slash(external, name)
           ? text_join(arena, text_of(arena, STR("/")), name)
           : name;
}

/* ---- shell ---- */

static bool is_plain(char c) {
  return is_letter(c) || is_digit(c) || c == '/' || c == '.' || c == '_' ||
         c == '-' || c == '+' || c == ':' || c == '@' || c == ',';
}

Str spell_shell(Arena *arena, Str text) {
  bool plain = text.length > 0;
  for (u32 i = 0; i < text.length; i++)
    plain = plain && is_plain(text.at[i]);
  if (plain)
    return text;
  Buf out = buf_new(arena);
  buf_char(&out, '\'');
  for (u32 i = 0; i < text.length; i++)
    if (text.at[i] == '\'')
      buf_text(&out, "'\\''");
    else
      buf_char(&out, text.at[i]);
  buf_char(&out, '\'');
  return buf_view(&out);
}
