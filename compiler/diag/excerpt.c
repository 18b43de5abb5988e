/* SPDX-License-Identifier: Apache-2.0
 *
 * Which lines of which files a diagnostic shows. Its spans become spots, sorted
 * by file and line, the diagnostic's own file first; each line is shown once
 * with all its marks.
 */
#include "diag/render.h"

#include <stdlib.h>

/* A span within its first line. */
typedef struct Spot {
  const SourceFile *file;
  u32 line, column;
  bool elsewhere; /* not in the diagnostic's own file */
  u32 order;      /* of drawing: the primary one is last */
  Mark mark;
} Spot;

typedef VEC(Spot) Spots;
typedef VEC(Mark) Marks;

static u32 line_offset(Place place) {
  return place.file->lines.items[place.line - 1];
}

static Spot spot_of(const Page *page, Span span, Str text) {
  bool empty = span.hi <= span.lo;
  Place first = sources_place(page->sources, span.lo);
  Place last = sources_place(page->sources, empty ? span.lo : span.hi - 1);
  Str line = sources_line(page->sources, first.file, first.line);
  u32 from = first.offset - line_offset(first);
  Spot spot = { .file = first.file,
                .line = first.line,
                .column = first.column };
  spot.mark = (Mark){ .from = from, .to = from, .text = text };
  if (last.line == first.line)
    spot.mark.to += empty ? 0 : span.hi - span.lo;
  else {
    spot.mark.to = line.length > from ? line.length : from;
    spot.mark.text =
      str_format(page->out->arena, "%.*s%s… to line %u", STR_ARG(text),
                 text.length ? " " : "", last.line);
  }
  return spot;
}

static int by_line(const void *left, const void *right) {
  const Spot *a = left, *b = right;
  if (a->elsewhere != b->elsewhere)
    return a->elsewhere ? 1 : -1;
  if (a->file != b->file)
    return a->file->base < b->file->base ? -1 : 1;
  if (a->line != b->line)
    return a->line < b->line ? -1 : 1;
  return a->order < b->order ? -1 : 1;
}

static Spots spots_of(const Page *page, const Diag *diag) {
  Arena *arena = page->out->arena;
  Spots spots = { 0 };
  Str text = STR("");
  for (u32 i = 0; i < diag->labels.count; i++) {
    const Label *label = &diag->labels.items[i];
    if (label->role == LABEL_PRIMARY) {
      text = label->text;
      continue;
    }
    Spot spot = spot_of(page, label->span, label->text);
    spot.mark.glyph = '-';
    spot.mark.style = STYLE_GUTTER;
    VEC_PUSH(arena, &spots, spot);
  }
  Spot primary = spot_of(page, diag->span, text);
  primary.mark.glyph = '^';
  primary.mark.style = severity_style(diag->severity);
  VEC_PUSH(arena, &spots, primary);
  for (u32 i = 0; i < spots.count; i++) {
    spots.items[i].order = i;
    spots.items[i].elsewhere = spots.items[i].file != primary.file;
  }
  qsort(spots.items, spots.count, sizeof *spots.items, by_line);
  return spots;
}

/* `--> file:line:column`, and the empty line below it. */
static void write_place(Page *page, Str arrow, const SourceFile *file, u32 line,
                        u32 column) {
  buf_repeat(page->out, ' ', page->digits);
  page_text(page, STYLE_GUTTER, arrow);
  buf_char(page->out, ' ');
  text_visible(page->out, file->path);
  buf_format(page->out, ":%u:%u\n", line, column);
  if (file->opaque)
    return;
  page_gutter(page, 0, STR("|"));
  buf_char(page->out, '\n');
}

/* What stands between two lines that are shown: a single line is shown too,
 * a few are told by the numbers, and many by dots. */
static void write_gap(Page *page, const SourceFile *file, u32 above,
                      u32 below) {
  enum { MANY = 6 };
  u32 between = below - above - 1;
  if (between == 1)
    page_line(page, above + 1, STR("|"),
              sources_line(page->sources, file, above + 1), NULL, 0);
  else if (between >= MANY) {
    page_text(page, STYLE_GUTTER, STR("..."));
    buf_char(page->out, '\n');
  }
}

static void write_file(Page *page, const Spot *spots, u32 count) {
  Arena *arena = page->out->arena;
  const SourceFile *file = spots[0].file;
  for (u32 i = 0; i < count;) {
    u32 line = spots[i].line;
    if (i > 0)
      write_gap(page, file, spots[i - 1].line, line);
    Marks marks = { 0 };
    for (; i < count && spots[i].line == line; i++)
      VEC_PUSH(arena, &marks, spots[i].mark);
    page_line(page, line, STR("|"), sources_line(page->sources, file, line),
              marks.items, marks.count);
  }
}

void page_excerpt(Page *page, const Diag *diag) {
  Spots spots = spots_of(page, diag);
  Place place = sources_place(page->sources, diag->span.lo);
  for (u32 from = 0, to; from < spots.count; from = to) {
    const Spot *first = &spots.items[from];
    for (to = from; to < spots.count && spots.items[to].file == first->file;)
      to++;
    if (!first->elsewhere)
      write_place(page, STR("-->"), place.file, place.line, place.column);
    else {
      page_gutter(page, 0, STR("|"));
      buf_char(page->out, '\n');
      write_place(page, STR(":::"), first->file, first->line, first->column);
    }
    if (!first->file->opaque)
      write_file(page, first, to - from);
  }
}

/* ---- the line with a fix ---------------------------------------------- */

static int by_start(const void *left, const void *right) {
  const Edit *a = left, *b = right;
  return (a->span.lo > b->span.lo) - (a->span.lo < b->span.lo);
}

/* Where the one line stands that the fix edits; no file when it edits none or
 * several. */
static Place fix_place(const Sources *sources, const Fix *fix) {
  Place place = { 0 };
  for (u32 i = 0; i < fix->edits.count; i++) {
    Span span = fix->edits.items[i].span;
    Place first = sources_place(sources, span.lo);
    Place last = sources_place(sources, span.hi);
    if (i == 0)
      place = first;
    if (first.file != place.file || first.line != place.line ||
        last.line != place.line)
      return (Place){ 0 };
  }
  return place;
}

/* The line after the edits, with marks on what is new. */
static Str fixed_text(Page *page, Place place, const Fix *fix, Marks *marks) {
  Arena *arena = page->out->arena;
  u32 count = fix->edits.count;
  Edit *edits = ARENA_ARRAY(arena, Edit, count);
  for (u32 i = 0; i < count; i++)
    edits[i] = fix->edits.items[i];
  qsort(edits, count, sizeof *edits, by_start);

  Str line = sources_line(page->sources, place.file, place.line);
  u32 base = place.file->base + line_offset(place), done = 0;
  Buf fixed = buf_new(arena);
  for (u32 i = 0; i < count; i++) {
    u32 lo = edits[i].span.lo - base, hi = edits[i].span.hi - base;
    if (lo > done)
      buf_str(&fixed, str_slice(line, done, lo));
    done = hi > done ? hi : done;
    if (edits[i].text.length == 0)
      continue;
    VEC_PUSH(arena, marks,
             ((Mark){ .from = fixed.length,
                      .to = fixed.length + edits[i].text.length,
                      .glyph = lo == hi ? '+' : '~',
                      .style = STYLE_HELP }));
    buf_str(&fixed, edits[i].text);
  }
  if (line.length > done)
    buf_str(&fixed, str_slice(line, done, line.length));
  return buf_view(&fixed);
}

static bool is_blank(Str text) {
  for (u32 i = 0; i < text.length; i++)
    if (text.at[i] != ' ' && text.at[i] != '\t' && text.at[i] != '\n')
      return false;
  return true;
}

/* The marks that touch `text` from `from` to `to`, counted from `from`. */
static Marks marks_within(Arena *arena, const Marks *marks, u32 from, u32 to) {
  Marks inside = { 0 };
  for (u32 i = 0; i < marks->count; i++) {
    Mark mark = marks->items[i];
    if (mark.to <= from || mark.from >= to)
      continue;
    mark.from = mark.from > from ? mark.from - from : 0;
    mark.to = (mark.to < to ? mark.to : to) - from;
    VEC_PUSH(arena, &inside, mark);
  }
  return inside;
}

/* All of the line is new: white space before the mark does not count. */
static bool is_new(Str line, const Marks *marks) {
  return marks->count == 1 && marks->items[0].glyph == '+' &&
         is_blank(str_slice(line, 0, marks->items[0].from)) &&
         is_blank(str_slice(line, marks->items[0].to, line.length));
}

void page_fixed(Page *page, const Diag *diag, const Fix *fix) {
  Place place = fix_place(page->sources, fix);
  if (!place.file)
    return;
  Marks marks = { 0 };
  Str text = fixed_text(page, place, fix, &marks);
  if (is_blank(text))
    return;
  if (place.file != sources_file(page->sources, diag->span.lo))
    write_place(page, STR("-->"), place.file, place.line, place.column);
  else {
    page_gutter(page, 0, STR("|"));
    buf_char(page->out, '\n');
  }
  u32 number = place.line;
  for (u32 from = 0; from < text.length; number++) {
    Str rest = str_slice(text, from, text.length);
    Str line = str_slice(rest, 0, str_find(rest, '\n'));
    Marks inside =
      marks_within(page->out->arena, &marks, from, from + line.length);
    if (line.length < text.length && is_new(line, &inside))
      page_line(page, number, STR("+"), line, NULL, 0);
    else
      page_line(page, number, STR("|"), line, inside.items, inside.count);
    from += line.length + 1;
  }
}

u32 page_last_line(const Sources *sources, const Diag *diag) {
  u32 last = sources_place(sources, diag->span.lo).line;
  for (u32 i = 0; i < diag->labels.count; i++) {
    u32 line = sources_place(sources, diag->labels.items[i].span.lo).line;
    last = line > last ? line : last;
  }
  for (u32 i = 0; i < diag->fixes.count; i++) {
    const Fix *fix = &diag->fixes.items[i];
    u32 line = fix_place(sources, fix).line;
    for (u32 j = 0; line && j < fix->edits.count; j++)
      for (u32 k = 0; k < fix->edits.items[j].text.length; k++)
        line += fix->edits.items[j].text.at[k] == '\n';
    last = line > last ? line : last;
  }
  return last;
}
