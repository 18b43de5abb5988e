/* SPDX-License-Identifier: Apache-2.0
 *
 * UTF-8 as Unicode defines it: shortest form only, no surrogates.
 */
#include "base/base.h"

#include <stddef.h>

i64 utf8_decode(const char *at, const char *end, u32 *length) {
  const u8 *byte = (const u8 *)at;
  ptrdiff_t room = end - at;
  *length = 1;
  if (byte[0] < 0x80)
    return byte[0];
  u32 extra = byte[0] >= 0xF0 ? 3 : byte[0] >= 0xE0 ? 2 : 1;
  if (byte[0] < 0xC2 || byte[0] > 0xF4 || room <= (ptrdiff_t)extra)
    return -1;
  u32 code_point = byte[0] & (0x3Fu >> extra);
  for (u32 i = 1; i <= extra; i++) {
    if ((byte[i] & 0xC0) != 0x80)
      return -1;
    code_point = code_point << 6 | (byte[i] & 0x3Fu);
  }
  static const u32 smallest[] = { 0, 0x80, 0x800, 0x10000 };
  if (code_point < smallest[extra] || code_point > 0x10FFFF ||
      (code_point >= 0xD800 && code_point <= 0xDFFF))
    return -1;
  *length = extra + 1;
  return code_point;
}

u32 utf8_encode(u32 code_point, char *out) {
  if (code_point < 0x80) {
    out[0] = (char)code_point;
    return 1;
  }
  u32 extra = code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
  static const u8 lead[] = { 0, 0xC0, 0xE0, 0xF0 };
  for (u32 i = extra; i > 0; i--) {
    out[i] = (char)(0x80 | (code_point & 0x3F));
    code_point >>= 6;
  }
  out[0] = (char)(lead[extra] | code_point);
  return extra + 1;
}

u32 utf8_count(Str str) {
  u32 count = 0;
  const char *end = str.at + str.length;
  for (const char *at = str.at; at < end; count++) {
    u32 length;
    utf8_decode(at, end, &length);
    at += length;
  }
  return count;
}

typedef struct Interval {
  u32 first, last;
} Interval;

static bool inside(const Interval *table, size_t count, u32 code_point) {
  for (size_t i = 0; i < count; i++)
    if (code_point >= table[i].first && code_point <= table[i].last)
      return true;
  return false;
}

int utf8_width(u32 code_point) {
  /* The blocks that terminals draw in no or in two columns: Unicode's
   * EastAsianWidth W and F, and the common combining marks. */
  static const Interval none[] = {
    { 0x0300, 0x036F }, { 0x0483, 0x0489 }, { 0x0591, 0x05BD },
    { 0x0610, 0x061A }, { 0x064B, 0x065F }, { 0x200B, 0x200F },
    { 0x20D0, 0x20FF }, { 0xFE00, 0xFE0F }, { 0xFE20, 0xFE2F },
  };
  static const Interval two[] = {
    { 0x1100, 0x115F },   { 0x2E80, 0x303E },   { 0x3041, 0x33FF },
    { 0x3400, 0x4DBF },   { 0x4E00, 0x9FFF },   { 0xA000, 0xA4CF },
    { 0xAC00, 0xD7A3 },   { 0xF900, 0xFAFF },   { 0xFE30, 0xFE4F },
    { 0xFF00, 0xFF60 },   { 0xFFE0, 0xFFE6 },   { 0x1F300, 0x1F64F },
    { 0x1F680, 0x1F6FF }, { 0x1F900, 0x1F9FF }, { 0x20000, 0x3FFFD },
  };
  if (code_point < 0x300)
    return 1;
  if (inside(none, COUNT_OF(none), code_point))
    return 0;
  return inside(two, COUNT_OF(two), code_point) ? 2 : 1;
}
