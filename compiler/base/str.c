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

void buf_format_list(Buf *buf, const char *format, va_list arguments) {
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
