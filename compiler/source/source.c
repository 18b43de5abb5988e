/* SPDX-License-Identifier: Apache-2.0
 *
 * Files in the order they were added, found by binary search over their base
 * addresses; lines likewise over their starts, and copies over theirs.
 */
#include "source/source.h"

Sources *sources_new(Arena *arena) {
  Sources *sources = ARENA_NEW(arena, Sources);
  sources->arena = arena;
  return sources;
}

u32 sources_add(Sources *sources, Str path, Str text) {
  SourceFile *file = ARENA_NEW(sources->arena, SourceFile);
  VEC_PUSH(sources->arena, &sources->files, file);
  file->path = path;
  file->text = text;
  file->base = sources->next_base;
  sources->next_base += text.length + 1;
  return sources->files.count - 1;
}

u32 sources_copy(Sources *sources, Span stretch, Span user, Str name) {
  u32 base = sources->next_base, length = stretch.hi - stretch.lo + 1;
  sources->next_base += length;
  VEC_PUSH(sources->arena, &sources->copies,
           ((SourceCopy){ base, base + length, stretch.lo, user, name }));
  return base - stretch.lo;
}

const SourceCopy *sources_copy_at(const Sources *sources, u32 address) {
  u32 low = 0, high = sources->copies.count;
  while (high - low > 1) {
    u32 middle = low + (high - low) / 2;
    if (sources->copies.items[middle].base <= address)
      low = middle;
    else
      high = middle;
  }
  const SourceCopy *copy = high ? &sources->copies.items[low] : NULL;
  return copy && address >= copy->base && address < copy->end ? copy : NULL;
}

u32 sources_original(const Sources *sources, u32 address) {
  const SourceCopy *copy = sources_copy_at(sources, address);
  return copy ? address - copy->base + copy->original : address;
}

SourceFile *sources_file(const Sources *sources, u32 address) {
  u32 low = 0, high = sources->files.count;
  address = sources_original(sources, address);
  while (high - low > 1) {
    u32 middle = low + (high - low) / 2;
    if (sources->files.items[middle]->base <= address)
      low = middle;
    else
      high = middle;
  }
  return sources->files.items[low];
}

static void find_lines(const Sources *sources, SourceFile *file) {
  VEC_PUSH(sources->arena, &file->lines, 0);
  for (u32 i = 0; i < file->text.length; i++)
    if (file->text.at[i] == '\n')
      VEC_PUSH(sources->arena, &file->lines, i + 1);
}

Place sources_place(const Sources *sources, u32 address) {
  SourceFile *file = sources_file(sources, address);
  if (file->lines.count == 0)
    find_lines(sources, file);
  u32 offset = sources_original(sources, address) - file->base;
  u32 low = 0, high = file->lines.count;
  while (high - low > 1) {
    u32 middle = low + (high - low) / 2;
    if (file->lines.items[middle] <= offset)
      low = middle;
    else
      high = middle;
  }
  u32 start = file->lines.items[low], column = 1;
  if (file->asked >= start && file->asked <= offset && file->column) {
    start = file->asked;
    column = file->column;
  }
  column += utf8_count(str_slice(file->text, start, offset));
  file->asked = offset;
  file->column = column;
  return (Place){ file, low + 1, column, offset };
}

Str sources_text(const Sources *sources, Span span) {
  const SourceFile *file = sources_file(sources, span.lo);
  u32 from = sources_original(sources, span.lo) - file->base;
  return str_slice(file->text, from, from + (span.hi - span.lo));
}

Str sources_line(const Sources *sources, const SourceFile *file, u32 line) {
  u32 from = file->lines.items[line - 1];
  u32 to = line < file->lines.count ? file->lines.items[line] - 1
                                    : file->text.length;
  if (to > from && file->text.at[to - 1] == '\r')
    to--;
  (void)sources;
  return str_slice(file->text, from, to);
}

Span span_join(Span first, Span last) {
  return (Span){ first.lo, last.hi };
}
