/* SPDX-License-Identifier: Apache-2.0
 *
 * Characters that may not stand where they stand: what is wrong with the first
 * of a run is said, and what was probably meant. Writing marks that make a
 * program read otherwise than it runs are refused in strings and comments too.
 */
#include "syntax/scanner.h"

#include <string.h>

typedef struct LookAlike {
  u32 code_point;
  char ascii;
} LookAlike;

/* Letters and signs that are easily typed or pasted for an ASCII one. */
static const LookAlike look_alikes[] = {
  /* Cyrillic */
  { 0x0430, 'a' }, { 0x0435, 'e' }, { 0x043e, 'o' }, { 0x0440, 'p' },
  { 0x0441, 'c' }, { 0x0443, 'y' }, { 0x0445, 'x' }, { 0x0455, 's' },
  { 0x0456, 'i' }, { 0x0458, 'j' }, { 0x0501, 'd' }, { 0x051b, 'q' },
  { 0x051d, 'w' }, { 0x0410, 'A' }, { 0x0412, 'B' }, { 0x0415, 'E' },
  { 0x041a, 'K' }, { 0x041c, 'M' }, { 0x041d, 'H' }, { 0x041e, 'O' },
  { 0x0420, 'P' }, { 0x0421, 'C' }, { 0x0422, 'T' }, { 0x0425, 'X' },
  { 0x0405, 'S' }, { 0x0406, 'I' }, { 0x0408, 'J' },
  /* Greek */
  { 0x03b1, 'a' }, { 0x03b9, 'i' }, { 0x03bd, 'v' }, { 0x03bf, 'o' },
  { 0x03c1, 'p' }, { 0x03c5, 'u' }, { 0x0391, 'A' }, { 0x0392, 'B' },
  { 0x0395, 'E' }, { 0x0396, 'Z' }, { 0x0397, 'H' }, { 0x0399, 'I' },
  { 0x039a, 'K' }, { 0x039c, 'M' }, { 0x039d, 'N' }, { 0x039f, 'O' },
  { 0x03a1, 'P' }, { 0x03a4, 'T' }, { 0x03a5, 'Y' }, { 0x03a7, 'X' },
  { 0x037e, ';' },
  /* quotes, dashes, spaces */
  { 0x201c, '"' }, { 0x201d, '"' }, { 0x201e, '"' }, { 0x2018, '"' },
  { 0x2019, '"' }, { 0x00ab, '"' }, { 0x00bb, '"' }, { 0x2010, '-' },
  { 0x2011, '-' }, { 0x2012, '-' }, { 0x2013, '-' }, { 0x2014, '-' },
  { 0x2212, '-' }, { 0x00d7, '*' }, { 0x2215, '/' }, { 0x00a0, ' ' },
  { 0x2002, ' ' }, { 0x2003, ' ' }, { 0x2009, ' ' }, { 0x202f, ' ' },
  { 0x3000, ' ' }, { 0xff08, '(' }, { 0xff09, ')' }, { 0xff0c, ',' },
  { 0xff1a, ':' }, { 0xff1d, '=' }, { 0xff5b, '{' }, { 0xff5d, '}' },
};

static char look_alike(i64 code_point) {
  for (u32 i = 0; i < COUNT_OF(look_alikes); i++)
    if (look_alikes[i].code_point == code_point)
      return look_alikes[i].ascii;
  return 0;
}

/* Changes the direction of writing. */
static bool is_direction(i64 c) {
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0x200e || c == 0x200f || c == 0x061c;
}

static bool is_control(i64 c) {
  return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0);
}

u32 character_bad_run(const char *at, const char *end, bool in_code) {
  const char *start = at;
  while (at < end) {
    u32 length;
    i64 c = utf8_decode(at, end, &length);
    if (c == '\r' && end - at > 1 && at[1] == '\n')
      break;
    bool bad = c < 0 || is_control(c) || is_direction(c) || c == 0xfeff;
    if (in_code)
      bad = bad || c >= 0x80 || (c && strchr("%@^`~\\?$'", (int)c));
    if (!bad)
      break;
    at += length;
  }
  return (u32)(at - start);
}

/* The run in ASCII, if all of it looks like ASCII; else nothing. */
static Str run_meant(Arena *arena, Str run) {
  Buf meant = buf_new(arena);
  const char *end = run.at + run.length;
  u32 length;
  for (const char *at = run.at; at < end; at += length) {
    i64 c = utf8_decode(at, end, &length);
    char ascii = c > 0 && c < 0x80 ? (char)c : look_alike(c);
    if (!ascii)
      return (Str){ "", 0 };
    buf_char(&meant, ascii);
  }
  return buf_view(&meant);
}

static void report_wide(Diags *diags, Span span, Str run, Str first, u32 c) {
  Str meant = run_meant(diags->arena, run);
  const char *what = "may stand in strings and comments only";
  if (meant.length == 0) {
    diag_add(diags, RULE_SYNTAX_BAD_CHARACTER, span, "`%.*s` (U+%04X) %s",
             STR_ARG(first), c, what);
    return;
  }
  char ascii = look_alike(c);
  Diag *diag =
    ascii == ' '
      ? diag_add(diags, RULE_SYNTAX_BAD_CHARACTER, span,
                 "U+%04X looks like a space, but %s", c, what)
      : diag_add(diags, RULE_SYNTAX_BAD_CHARACTER, span,
                 "`%.*s` (U+%04X) looks like `%c`, but %s", STR_ARG(first), c,
                 ascii, what);
  diag_fix(diags, diag, FIX_MAYBE, span, meant, "write %s",
           ascii == ' ' ? "a plain space" : "the plain character");
}

void character_report(Diags *diags, Span span, Str run) {
  u32 length;
  i64 c = utf8_decode(run.at, run.at + run.length, &length);
  Rule rule = RULE_SYNTAX_BAD_CHARACTER;
  if (c < 0)
    diag_add(diags, rule, span, "byte 0x%02X is not valid UTF-8",
             (unsigned)(u8)run.at[0]);
  else if (c == 0)
    diag_add(diags, rule, span, "a NUL byte");
  else if (c == '\r')
    diag_add(diags, rule, span, "a carriage return without a line feed");
  else if (is_control(c))
    diag_add(diags, rule, span, "the control character U+%04X", (unsigned)c);
  else if (c == 0xfeff)
    diag_fix(diags,
             diag_add(diags, rule, span, "a byte order mark (U+FEFF)"),
             FIX_SAFE, span, STR(""), "take it away");
  else if (is_direction(c))
    diag_fix(diags,
             diag_add(diags, rule, span,
                      "U+%04X changes the direction of writing: the text would "
                      "read otherwise than it is",
                      (unsigned)c),
             FIX_MAYBE, span, STR(""), "take it away");
  else if (c < 0x80)
    diag_add(diags, rule, span, "`%c` means nothing here", (char)c);
  else
    report_wide(diags, span, run, str_slice(run, 0, length), (u32)c);
}
