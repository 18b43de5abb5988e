/* SPDX-License-Identifier: Apache-2.0
 *
 * Quantities: the one table of units, reading them and writing them. Numbers
 * are exact; what does not fit into 64 bits is said, never cut.
 */
#include "schema/input.h"

static const WireRow wires[] = {
  [WIRE_NONE] = { 1, STR_INIT(""), STR_INIT(""), false },
  [WIRE_SECOND] = { 1000, STR_INIT("s"), STR_INIT("seconds"), false },
  [WIRE_DAY] = { 86400000, STR_INIT("d"), STR_INIT("days"), false },
  [WIRE_BYTE] = { 1, STR_INIT("B"), STR_INIT("bytes"), false },
  [WIRE_MEGABYTE] = { 1048576, STR_INIT("MB"), STR_INIT("megabytes"), false },
  [WIRE_PER_SECOND] = { 3600, STR_INIT("/s"), STR_INIT("requests a second"),
                        true },
  [WIRE_BOOL] = { 1, STR_INIT(""), STR_INIT(""), false },
  [WIRE_MILLISECOND] = { 1, STR_INIT("ms"), STR_INIT("milliseconds"), false },
  [WIRE_MINUTE] = { 60000, STR_INIT("m"), STR_INIT("minutes"), false },
};

const WireRow *wire_row(WireUnit wire) {
  return &wires[wire];
}

typedef struct UnitRow {
  ValueKind kind;
  Str name;
  i64 size; /* in base units */
} UnitRow;

static const UnitRow units[] = {
#define UNIT(kind, name, size) { VALUE_##kind, STR_INIT(name), INT64_C(size) },
#include "stdlib/units.def"
#undef UNIT
};

static const UnitRow *unit_find(ValueKind kind, Str name) {
  for (u32 i = 0; i < COUNT_OF(units); i++)
    if (units[i].kind == kind && str_equal(units[i].name, name))
      return &units[i];
  return NULL;
}

/* Reads digits and `_` at `*at`; false: more than 64 bits hold. */
static bool read_digits(Str text, u32 *at, i64 *number) {
  *number = 0;
  for (; *at < text.length && (is_digit(text.at[*at]) || text.at[*at] == '_');
       (*at)++) {
    if (text.at[*at] == '_')
      continue;
    if (__builtin_mul_overflow(*number, 10, number) ||
        __builtin_add_overflow(*number, text.at[*at] - '0', number))
      return false;
  }
  return true;
}

/* Digits with units in turn: 1h30m, 256MB, 100/s, 80%. */
static bool parse_units(ValueKind kind, Str text, i64 *number) {
  *number = 0;
  for (u32 at = 0; at < text.length;) {
    i64 part;
    if (!read_digits(text, &at, &part))
      return false;
    u32 from = at;
    while (at < text.length && !is_digit(text.at[at]))
      at++;
    const UnitRow *unit = unit_find(kind, str_slice(text, from, at));
    if (!unit || __builtin_mul_overflow(part, unit->size, &part) ||
        __builtin_add_overflow(*number, part, number))
      return false;
  }
  return true;
}

enum { DECIMAL_DIGITS = 9 };

static bool parse_decimal(Str text, i64 *number) {
  u32 at = 0;
  if (!read_digits(text, &at, number))
    return false;
  at++; /* the point */
  for (u32 i = 0; i < DECIMAL_DIGITS; i++) {
    i64 digit = at < text.length ? text.at[at++] - '0' : 0;
    if (__builtin_mul_overflow(*number, 10, number) ||
        __builtin_add_overflow(*number, digit, number))
      return false;
  }
  return at == text.length;
}

bool quantity_parse(ValueKind kind, Str text, i64 *number) {
  u32 at = 0;
  switch (kind) {
  case VALUE_INTEGER:
    return read_digits(text, &at, number);
  case VALUE_DECIMAL:
    return parse_decimal(text, number);
  default:
    return parse_units(kind, text, number);
  }
}

static Str decimal_text(Arena *arena, i64 number) {
  static const i64 billion = 1000000000;
  i64 fraction = number % billion < 0 ? -(number % billion) : number % billion;
  Str text = str_format(arena, "%s%lld.%09lld", number < 0 ? "-" : "",
                        (long long)(number < 0 ? -(number / billion)
                                               : number / billion),
                        (long long)fraction);
  while (text.at[text.length - 1] == '0' && text.at[text.length - 2] != '.')
    text.length--;
  return text;
}

Str quantity_text(Arena *arena, ValueKind kind, i64 number) {
  if (kind == VALUE_DECIMAL)
    return decimal_text(arena, number);
  Str unit = STR("");
  for (u32 i = 0; i < COUNT_OF(units); i++) {
    if (units[i].kind != kind)
      continue;
    unit = units[i].name;
    if (number != 0 && number % units[i].size == 0) {
      number /= units[i].size;
      break;
    }
  }
  if (number == 0 && kind == VALUE_DURATION)
    unit = STR("s"); /* 0s reads better than 0ms */
  return str_format(arena, "%lld%.*s", (long long)number, STR_ARG(unit));
}
