/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers as they are written: whether they fit, whether the parts of a
 * duration come largest first, and, of what is no number, what was probably
 * meant. A number that is fine here can be read later without further checks.
 */
#include "syntax/scanner.h"

#include <string.h>

typedef struct Unit {
  Str name;
  i64 factor; /* milliseconds or bytes */
  bool size;
} Unit;

/* Durations, then sizes, each smallest first. */
static const Unit units[] = {
  { STR_INIT("ms"), 1, false },
  { STR_INIT("s"), 1000, false },
  { STR_INIT("m"), 60 * 1000, false },
  { STR_INIT("h"), 60 * 60 * 1000, false },
  { STR_INIT("d"), 24 * 60 * 60 * 1000, false },
  { STR_INIT("w"), 7 * 24 * 60 * 60 * 1000, false },
  { STR_INIT("B"), 1, true },
  { STR_INIT("KB"), 1024, true },
  { STR_INIT("MB"), 1024 * 1024, true },
  { STR_INIT("GB"), 1024 * 1024 * 1024, true },
};

/* How they are written elsewhere. */
static const struct {
  Str written, unit;
} aliases[] = {
  { STR_INIT("msec"), STR_INIT("ms") }, { STR_INIT("millis"), STR_INIT("ms") },
  { STR_INIT("sec"), STR_INIT("s") },   { STR_INIT("secs"), STR_INIT("s") },
  { STR_INIT("second"), STR_INIT("s") }, { STR_INIT("seconds"), STR_INIT("s") },
  { STR_INIT("S"), STR_INIT("s") },
  { STR_INIT("min"), STR_INIT("m") },   { STR_INIT("mins"), STR_INIT("m") },
  { STR_INIT("minute"), STR_INIT("m") }, { STR_INIT("minutes"), STR_INIT("m") },
  { STR_INIT("hr"), STR_INIT("h") },    { STR_INIT("hrs"), STR_INIT("h") },
  { STR_INIT("hour"), STR_INIT("h") },  { STR_INIT("hours"), STR_INIT("h") },
  { STR_INIT("H"), STR_INIT("h") },     { STR_INIT("D"), STR_INIT("d") },
  { STR_INIT("day"), STR_INIT("d") },   { STR_INIT("days"), STR_INIT("d") },
  { STR_INIT("week"), STR_INIT("w") },  { STR_INIT("weeks"), STR_INIT("w") },
  { STR_INIT("b"), STR_INIT("B") },     { STR_INIT("byte"), STR_INIT("B") },
  { STR_INIT("bytes"), STR_INIT("B") }, { STR_INIT("k"), STR_INIT("KB") },
  { STR_INIT("K"), STR_INIT("KB") },    { STR_INIT("kb"), STR_INIT("KB") },
  { STR_INIT("kB"), STR_INIT("KB") },   { STR_INIT("KiB"), STR_INIT("KB") },
  { STR_INIT("M"), STR_INIT("MB") },    { STR_INIT("mb"), STR_INIT("MB") },
  { STR_INIT("Mb"), STR_INIT("MB") },   { STR_INIT("MiB"), STR_INIT("MB") },
  { STR_INIT("G"), STR_INIT("GB") },    { STR_INIT("g"), STR_INIT("GB") },
  { STR_INIT("gb"), STR_INIT("GB") },   { STR_INIT("Gb"), STR_INIT("GB") },
  { STR_INIT("GiB"), STR_INIT("GB") },
};

static const Unit *unit_find(Str name) {
  for (u32 i = 0; i < COUNT_OF(units); i++)
    if (str_equal(units[i].name, name))
      return &units[i];
  return NULL;
}

static Str unit_meant(Str written) {
  Str names[COUNT_OF(units)];
  for (u32 i = 0; i < COUNT_OF(aliases); i++)
    if (str_equal(aliases[i].written, written))
      return aliases[i].unit;
  for (u32 i = 0; i < COUNT_OF(units); i++)
    names[i] = units[i].name;
  return suggest(written, names, COUNT_OF(names));
}

/* Reads digits and `_` from `*at` on; false when they pass 64 bits. */
static bool read_digits(Str text, u32 *at, i64 *value) {
  bool fits = true;
  for (*value = 0; *at < text.length; ++*at) {
    char c = text.at[*at];
    if (c == '_')
      continue;
    if (!is_digit(c))
      break;
    i64 digit = c - '0';
    if (*value > (INT64_MAX - digit) / 10)
      fits = false;
    else
      *value = *value * 10 + digit;
  }
  return fits;
}

static Str read_letters(Str text, u32 *at) {
  u32 from = *at;
  while (*at < text.length && !is_digit(text.at[*at]) && text.at[*at] != '.')
    ++*at;
  return str_slice(text, from, *at);
}

static bool too_large(Diags *diags, Span span, Str text) {
  diag_add(diags, RULE_SYNTAX_BAD_NUMBER, span,
           "`%.*s` does not fit into 64 bits", STR_ARG(text));
  return false;
}

static bool bad_unit(Diags *diags, Span span, Str text, Str written) {
  u32 lo = span.lo + (u32)(written.at - text.at);
  Span place = { lo, lo + written.length };
  Diag *diag = diag_add(diags, RULE_SYNTAX_BAD_UNIT, place,
                        "`%.*s` is no unit", STR_ARG(written));
  Str meant = unit_meant(written);
  if (meant.length)
    diag_fix(diags, diag, FIX_MAYBE, place, meant, "did you mean `%.*s`?",
             STR_ARG(meant));
  diag_note(diags, diag,
            "durations take ms, s, m, h, d and w; sizes B, KB, MB and GB");
  return false;
}

/* Whole parts with units, as in 1h30m; a size has one part only. */
static bool check_parts(Diags *diags, Span span, Str text) {
  i64 total = 0;
  const Unit *last = NULL;
  for (u32 at = 0; at < text.length;) {
    i64 value;
    bool fits = read_digits(text, &at, &value);
    Str written = read_letters(text, &at);
    const Unit *unit = unit_find(written);
    if (written.length == 0) {
      diag_add(diags, RULE_SYNTAX_BAD_NUMBER, span,
               "the last part of `%.*s` has no unit", STR_ARG(text));
      return false;
    }
    if (!unit)
      return bad_unit(diags, span, text, written);
    if (last && (unit->size || last->size || unit->factor >= last->factor)) {
      diag_add(diags, RULE_SYNTAX_BAD_NUMBER, span,
               unit->size || last->size
                 ? "`%.*s` puts two sizes together"
                 : "`%.*s`: the parts of a duration come largest first, each "
                   "unit once",
               STR_ARG(text));
      return false;
    }
    if (!fits || value > (INT64_MAX - total) / unit->factor)
      return too_large(diags, span, text);
    total += value * unit->factor;
    last = unit;
  }
  return true;
}

/* 1.5h as 90m, if a unit expresses it exactly. */
static Str in_whole_units(Arena *arena, i64 whole, Str fraction,
                          const Unit *unit) {
  i64 scale = 1, part = 0;
  u32 at = 0;
  if (fraction.length > 3 || whole > 1000000 ||
      !read_digits(fraction, &at, &part))
    return (Str){ "", 0 };
  for (u32 i = 0; i < fraction.length; i++)
    scale *= 10;
  i64 scaled = (whole * scale + part) * unit->factor;
  if (scaled % scale)
    return (Str){ "", 0 };
  const Unit *best = NULL;
  for (u32 i = 0; i < COUNT_OF(units); i++)
    if (units[i].size == unit->size && scaled / scale % units[i].factor == 0)
      best = &units[i];
  if (!best)
    return (Str){ "", 0 };
  return str_format(arena, "%lld%.*s",
                    (long long)(scaled / scale / best->factor),
                    STR_ARG(best->name));
}

/* Digits, a dot, digits, and then something. */
static bool bad_fraction(Diags *diags, Span span, Str text, u32 dot,
                         i64 whole) {
  u32 at = dot + 1;
  i64 ignored;
  read_digits(text, &at, &ignored);
  Str fraction = str_slice(text, dot + 1, at);
  Str written = str_slice(text, at, text.length);
  const Unit *unit = unit_find(written);
  if (!unit)
    unit = unit_find(unit_meant(written));
  if (str_equal(written, STR("%"))) {
    diag_add(diags, RULE_SYNTAX_BAD_NUMBER, span,
             "`%.*s`: a percentage is a whole number", STR_ARG(text));
  } else if (fraction.length && unit) {
    Diag *diag = diag_add(diags, RULE_SYNTAX_BAD_NUMBER, span,
                          "`%.*s`: a number with a unit is a whole number",
                          STR_ARG(text));
    Str meant = in_whole_units(diags->arena, whole, fraction, unit);
    if (meant.length)
      diag_fix(diags, diag, FIX_SAFE, span, meant, "write `%.*s`",
               STR_ARG(meant));
  } else {
    diag_add(diags, RULE_SYNTAX_BAD_NUMBER, span, "`%.*s` is no number",
             STR_ARG(text));
  }
  return false;
}

static bool bad_number(Diags *diags, Span span, Str text) {
  u32 at = 0;
  i64 whole;
  read_digits(text, &at, &whole);
  char next = at < text.length ? text.at[at] : '\0';
  char after = at + 1 < text.length ? text.at[at + 1] : '\0';
  if (next == '.')
    return bad_fraction(diags, span, text, at, whole);
  bool other_base = whole == 0 && at == 1 && (next == 'x' || next == 'o');
  if (other_base || ((next == 'e' || next == 'E') && is_digit(after))) {
    diag_add(diags, RULE_SYNTAX_BAD_NUMBER, span,
             "`%.*s`: numbers are decimal and written out", STR_ARG(text));
    return false;
  }
  if (next == '\0' || next == '%') {
    diag_add(diags, RULE_SYNTAX_BAD_NUMBER, span,
             "`%.*s`: a `_` stands between two digits", STR_ARG(text));
    return false;
  }
  u32 dot = str_find(text, '.');
  if (check_parts(diags, span, str_slice(text, 0, dot)))
    diag_add(diags, RULE_SYNTAX_BAD_NUMBER, span, "`%.*s` is no number",
             STR_ARG(text));
  return false;
}

bool number_check(Diags *diags, int scan, Span span, Str text) {
  u32 at = 0;
  i64 value;
  switch (scan) {
  case SCAN_TIME:
  case SCAN_BYTES:
    return check_parts(diags, span, text);
  case SCAN_BAD_NUMBER:
    return bad_number(diags, span, text);
  case SCAN_FRACTION:
    if (text.length > 18) /* digits that any 64-bit reading can hold */
      return too_large(diags, span, text);
    return true;
  default:
    if (text.length > 18 && !read_digits(text, &at, &value))
      return too_large(diags, span, text);
    return true;
  }
}

bool code_point_check(Diags *diags, Span span, Str escape) {
  u32 value = 0;
  for (u32 i = 3; i + 1 < escape.length && value < 0x110000; i++) {
    char c = escape.at[i];
    u32 digit = is_digit(c) ? (u32)(c - '0') : (u32)((c | 0x20) - 'a' + 10);
    value = value * 16 + digit;
  }
  if (value < 0x110000 && (value < 0xd800 || value > 0xdfff))
    return true;
  diag_add(diags, RULE_SYNTAX_BAD_ESCAPE, span,
           "`%.*s` is no character: U+0000 to U+D7FF and U+E000 to U+10FFFF are",
           STR_ARG(escape));
  return false;
}
