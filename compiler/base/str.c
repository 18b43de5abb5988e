/* SPDX-License-Identifier: Apache-2.0
 *
 * Slices of text and text that grows. Lengths are u32: a source file has at
 * most 16 MiB, and an output that would pass 4 GiB counts as exhausted memory.
 */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

Str str_from(const char *text) {
  return (Str){ text, (u32)strlen(text) };
}

char *str_terminated(Arena *arena, Str str) {
  char *copy = arena_alloc(arena, (size_t)str.length + 1);
  if (str.length)
    memcpy(copy, str.at, str.length);
  return copy;
}

Str str_copy(Arena *arena, Str str) {
  return (Str){ str_terminated(arena, str), str.length };
}

Str str_format(Arena *arena, const char *format, ...) {
  Buf buf = buf_new(arena);
  va_list arguments;
  va_start(arguments, format);
  buf_format_list(&buf, format, arguments);
  va_end(arguments);
  return buf_view(&buf);
}

Str str_join(Arena *arena, Str separator, const Str *parts, u32 count) {
  Buf buf = buf_new(arena);
  for (u32 i = 0; i < count; i++) {
    if (i)
      buf_str(&buf, separator);
    buf_str(&buf, parts[i]);
  }
  return buf_view(&buf);
}

Str str_slice(Str str, u32 from, u32 to) {
  return (Str){ str.at + from, to - from };
}

bool str_equal(Str left, Str right) {
  return left.length == right.length &&
         (left.length == 0 || memcmp(left.at, right.at, left.length) == 0);
}

int str_compare(Str left, Str right) {
  u32 shorter = left.length < right.length ? left.length : right.length;
  int order = shorter ? memcmp(left.at, right.at, shorter) : 0;
  if (order)
    return order;
  return (left.length > right.length) - (left.length < right.length);
}

bool str_starts(Str str, Str prefix) {
  return str.length >= prefix.length &&
         str_equal(str_slice(str, 0, prefix.length), prefix);
}

bool str_ends(Str str, Str suffix) {
  return str.length >= suffix.length &&
         str_equal(str_slice(str, str.length - suffix.length, str.length),
                   suffix);
}

u32 str_search(u32 low, u32 high, Str wanted, Str (*name_at)(u32 index)) {
  u32 end = high;
  while (low < high) {
    u32 middle = low + (high - low) / 2;
    int order = str_compare(name_at(middle), wanted);
    if (order == 0)
      return middle;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return end;
}

Str str_small(Arena *arena, Str str) {
  char *copy = str_terminated(arena, str);
  for (u32 i = 0; i < str.length; i++)
    copy[i] = to_small(copy[i]);
  return (Str){ copy, str.length };
}

u32 str_hex_tail(Str str) {
  u32 count = 0;
  while (count < str.length) {
    char c = str.at[str.length - 1 - count];
    if (!is_digit(c) && !(c >= 'a' && c <= 'f'))
      break;
    count++;
  }
  return count;
}

u32 str_find(Str str, char wanted) {
  const char *found =
    str.length ? memchr(str.at, wanted, str.length) : NULL;
  return found ? (u32)(found - str.at) : str.length;
}

u64 str_hash(Str str) { /* FNV-1a */
  u64 hash = 14695981039346656037u;
  for (u32 i = 0; i < str.length; i++)
    hash = (hash ^ (u8)str.at[i]) * 1099511628211u;
  return hash;
}

Buf buf_new(Arena *arena) {
  return (Buf){ .arena = arena };
}

/* Room for `more` bytes and a NUL. */
static void buf_reserve(Buf *buf, size_t more) {
  size_t needed = (size_t)buf->length + more + 1;
  if (needed <= buf->capacity)
    return;
  size_t capacity = buf->capacity ? buf->capacity : 64;
  while (capacity < needed)
    capacity *= 2;
  if (capacity > UINT32_MAX)
    arena_exhausted(buf->arena);
  char *grown = arena_alloc(buf->arena, capacity);
  if (buf->length)
    memcpy(grown, buf->at, buf->length);
  buf->at = grown;
  buf->capacity = (u32)capacity;
}

void buf_str(Buf *buf, Str str) {
  buf_reserve(buf, str.length);
  if (str.length)
    memcpy(buf->at + buf->length, str.at, str.length);
  buf->length += str.length;
  buf->at[buf->length] = '\0';
}

void buf_char(Buf *buf, char c) {
  buf_reserve(buf, 1);
  buf->at[buf->length++] = c;
  buf->at[buf->length] = '\0';
}

void buf_text(Buf *buf, const char *text) {
  buf_str(buf, str_from(text));
}

void buf_repeat(Buf *buf, char c, u32 count) {
  buf_reserve(buf, count);
  memset(buf->at + buf->length, c, count);
  buf->length += count;
  buf->at[buf->length] = '\0';
}

void buf_format(Buf *buf, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  buf_format_list(buf, format, arguments);
  va_end(arguments);
}

/* ---- formats ---- */

/* The directives that nearly all formats are made of. */
typedef enum Directive {
  DIRECTIVE_SLICE,    /* %.*s */
  DIRECTIVE_TEXT,     /* %s */
  DIRECTIVE_UNSIGNED, /* %u */
  DIRECTIVE_INTEGER,  /* %d */
  DIRECTIVE_LONG,     /* %lld */
  DIRECTIVE_CHAR,     /* %c */
  DIRECTIVE_PERCENT,  /* %% */
  DIRECTIVE_OTHER,
} Directive;

/* The directive behind a `%`, and its length. */
static Directive directive_at(const char *at, u32 *length) {
  *length = 1;
  switch (*at) {
  case 's':
    return DIRECTIVE_TEXT;
  case 'u':
    return DIRECTIVE_UNSIGNED;
  case 'd':
    return DIRECTIVE_INTEGER;
  case 'c':
    return DIRECTIVE_CHAR;
  case '%':
    return DIRECTIVE_PERCENT;
  case '.':
    *length = 3;
    return at[1] == '*' && at[2] == 's' ? DIRECTIVE_SLICE : DIRECTIVE_OTHER;
  case 'l':
    *length = 3;
    return at[1] == 'l' && at[2] == 'd' ? DIRECTIVE_LONG : DIRECTIVE_OTHER;
  default:
    return DIRECTIVE_OTHER;
  }
}

static bool is_plain(const char *format) {
  u32 length = 0;
  for (const char *at = strchr(format, '%'); at; at = strchr(at, '%')) {
    if (directive_at(at + 1, &length) == DIRECTIVE_OTHER)
      return false;
    at += 1 + length;
  }
  return true;
}

static void buf_number(Buf *buf, bool negative, u64 amount) {
  char digits[20];
  u32 count = 0;
  do
    digits[sizeof digits - ++count] = (char)('0' + amount % 10);
  while (amount /= 10);
  if (negative)
    buf_char(buf, '-');
  buf_str(buf, (Str){ digits + sizeof digits - count, count });
}

static void buf_signed(Buf *buf, i64 number) {
  buf_number(buf, number < 0, number < 0 ? 0 - (u64)number : (u64)number);
}

static void buf_directive(Buf *buf, Directive directive, va_list *arguments) {
  switch (directive) {
  case DIRECTIVE_SLICE: {
    int length = va_arg(*arguments, int);
    buf_str(buf, (Str){ va_arg(*arguments, const char *), (u32)length });
    break;
  }
  case DIRECTIVE_TEXT:
    buf_text(buf, va_arg(*arguments, const char *));
    break;
  case DIRECTIVE_UNSIGNED:
    buf_number(buf, false, va_arg(*arguments, unsigned));
    break;
  case DIRECTIVE_INTEGER:
    buf_signed(buf, va_arg(*arguments, int));
    break;
  case DIRECTIVE_CHAR:
    buf_char(buf, (char)va_arg(*arguments, int));
    break;
  case DIRECTIVE_LONG:
    buf_signed(buf, va_arg(*arguments, long long));
    break;
  default:
    buf_char(buf, '%');
    break;
  }
}

/* What the library's formatter would make of it, in a tenth of the time. */
static void buf_plain(Buf *buf, const char *format, va_list *arguments) {
  for (;;) {
    const char *percent = strchr(format, '%');
    u32 length = 0;
    if (!percent)
      break;
    buf_str(buf, (Str){ format, (u32)(percent - format) });
    Directive directive = directive_at(percent + 1, &length);
    buf_directive(buf, directive, arguments);
    format = percent + 1 + length;
  }
  buf_text(buf, format);
}

static void buf_library(Buf *buf, const char *format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  buf_reserve(buf, 64);
  size_t room = buf->capacity - buf->length;
  int length = vsnprintf(buf->at + buf->length, room, format, arguments);
  if (length < 0)
    arena_exhausted(buf->arena); /* only ENOMEM and EOVERFLOW are possible */
  if ((size_t)length >= room) {
    buf_reserve(buf, (size_t)length);
    vsnprintf(buf->at + buf->length, (size_t)length + 1, format, again);
  }
  va_end(again);
  buf->length += (u32)length;
}

void buf_format_list(Buf *buf, const char *format, va_list arguments) {
  va_list own; /* an array on some machines: only its copy has an address */
  va_copy(own, arguments);
  if (is_plain(format))
    buf_plain(buf, format, &own);
  else
    buf_library(buf, format, own);
  va_end(own);
}

Str buf_view(const Buf *buf) {
  return (Str){ buf->at ? buf->at : "", buf->length };
}

const EmbeddedFile *embedded_find(const Embedded *embedded, Str name) {
  u32 low = 0, high = embedded->count;
  while (low < high) {
    u32 middle = low + (high - low) / 2;
    int order = str_compare(embedded->files[middle].name, name);
    if (order == 0)
      return &embedded->files[middle];
    low = order < 0 ? middle + 1 : low;
    high = order < 0 ? high : middle;
  }
  return NULL;
}
