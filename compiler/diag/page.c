/* SPDX-License-Identifier: Apache-2.0
 *
 * One line of text with its marks below it. The last label stands beside the
 * underline, the others hang below at their own columns, from right to left,
 * so that none is crossed by another:
 *
 *   12 | a line with three marks
 *      |   ----      ----- ^^^^^ beside
 *      |   |         second
 *      |   first
 *
 * A line that is too wide is cut around its marks; a mark outside the cut
 * points at the `…`. Only the part that is shown is ever looked at.
 */
#include "diag/render.h"

#include <stdlib.h>

Style severity_style(Severity severity) {
  static const Style styles[] = {
    [SEVERITY_NOTE] = STYLE_NOTE,
    [SEVERITY_WARNING] = STYLE_WARNING,
    [SEVERITY_ERROR] = STYLE_ERROR,
  };
  return styles[severity];
}

static void page_paint(Page *page, Style style, bool start) {
  static const char *const codes[] = {
    [STYLE_STRONG] = "\033[1m",     [STYLE_ERROR] = "\033[1;31m",
    [STYLE_WARNING] = "\033[1;33m", [STYLE_NOTE] = "\033[1;36m",
    [STYLE_GUTTER] = "\033[1;34m",  [STYLE_HELP] = "\033[1;32m",
  };
  if (page->color && style != STYLE_PLAIN)
    buf_text(page->out, start ? codes[style] : "\033[0m");
}

void page_text(Page *page, Style style, Str text) {
  if (text.length == 0)
    return;
  page_paint(page, style, true);
  text_visible(page->out, text);
  page_paint(page, style, false);
}

void page_gutter(Page *page, u32 number, Str sign) {
  Buf margin = buf_new(page->out->arena);
  if (number)
    buf_format(&margin, "%*u ", (int)page->digits, number);
  else
    buf_repeat(&margin, ' ', page->digits + 1);
  buf_str(&margin, sign);
  page_text(page, STYLE_GUTTER, buf_view(&margin));
}

/* ---- what is shown of a line ------------------------------------------ */

typedef struct View {
  Str line;
  u32 from, to; /* bytes; what lies outside is cut */
} View;

/* The byte up to which `columns` reach; zero-width characters are bounded. */
static u32 view_reach(Str line, u32 from, u32 columns) {
  u32 limit = from + 8 * columns, at = from;
  for (u32 used = 0; at < line.length && at < limit;) {
    Cell cell = cell_read(line.at + at, line.at + line.length);
    used += cell.columns;
    if (used > columns)
      break;
    at += cell.bytes;
  }
  return at;
}

static u32 view_back(Str line, u32 from, u32 columns) {
  u32 limit = from > 8 * columns ? from - 8 * columns : 0;
  for (u32 used = 0; from > limit && used < columns;) {
    do
      from--;
    while (from > limit && ((u8)line.at[from] & 0xC0) == 0x80);
    used += cell_read(line.at + from, line.at + line.length).columns;
  }
  return from;
}

static View view_of(const Page *page, Str line, const Mark *marks, u32 count) {
  enum { LEAST_COLUMNS = 20, CUT = 1 };
  u32 margin = page->digits + 3;
  u32 columns =
    page->width > margin + LEAST_COLUMNS ? page->width - margin : LEAST_COLUMNS;
  if (view_reach(line, 0, columns) == line.length)
    return (View){ line, 0, line.length };
  u32 focus = count ? marks[count - 1].from : 0, left = focus;
  for (u32 i = 0; i < count; i++)
    if (marks[i].from < left)
      left = marks[i].from;
  if (focus - left <= columns / 2)
    focus = left;
  u32 from = view_back(line, focus, columns / 4);
  columns -= from > 0 ? 2 * CUT : CUT;
  return (View){ line, from, view_reach(line, from, columns) };
}

static u32 view_column(const View *view, u32 byte) {
  u32 column = view->from > 0;
  for (u32 at = view->from; at < view->to && at < byte;) {
    Cell cell = cell_read(view->line.at + at, view->line.at + view->to);
    column += cell.columns;
    at += cell.bytes;
  }
  return column;
}

static void view_write(Page *page, const View *view) {
  if (view->line.length == 0)
    return;
  buf_char(page->out, ' ');
  if (view->from > 0)
    page_text(page, STYLE_GUTTER, STR("…"));
  text_visible(page->out, str_slice(view->line, view->from, view->to));
  if (view->to < view->line.length)
    page_text(page, STYLE_GUTTER, STR("…"));
}

/* ---- rows below it ---------------------------------------------------- */

/* Both have one byte for each column. */
typedef struct Row {
  Buf glyphs, styles;
} Row;

static Row row_new(Page *page) {
  return (Row){ buf_new(page->out->arena), buf_new(page->out->arena) };
}

/* Fills the columns, and those before them that are not there yet. */
static void row_draw(Row *row, u32 from, u32 to, char glyph, Style style) {
  while (row->glyphs.length < to || row->glyphs.length < from) {
    buf_char(&row->glyphs, ' ');
    buf_char(&row->styles, STYLE_PLAIN);
  }
  for (u32 i = from; i < to; i++) {
    row->glyphs.at[i] = glyph;
    row->styles.at[i] = (char)style;
  }
}

static void row_write(Page *page, const Row *row) {
  page_gutter(page, 0, STR("|"));
  buf_char(page->out, ' ');
  Str glyphs = buf_view(&row->glyphs);
  for (u32 from = 0, to; from < glyphs.length; from = to) {
    char style = row->styles.at[from];
    for (to = from; to < glyphs.length && row->styles.at[to] == style;)
      to++;
    page_text(page, (Style)style, str_slice(glyphs, from, to));
  }
}

/* A mark in columns. */
typedef struct Underline {
  u32 from, to;
  u32 order; /* of drawing */
  const Mark *mark;
} Underline;

static Underline underline_of(const View *view, const Mark *mark, u32 order) {
  Underline line = { .order = order, .mark = mark };
  line.from = mark->from < view->from ? 0 : view_column(view, mark->from);
  line.to = view_column(view, mark->to) + (mark->to > view->to);
  if (line.to <= line.from)
    line.to = line.from + 1;
  return line;
}

/* Labels that end last come first, then those that begin last. */
static bool is_beside(const Underline *left, const Underline *right) {
  if (left->to != right->to)
    return left->to > right->to;
  if (left->from != right->from)
    return left->from > right->from;
  return left->order > right->order;
}

static int from_right(const void *left, const void *right) {
  const Underline *a = left, *b = right;
  if (a->from != b->from)
    return a->from > b->from ? -1 : 1;
  return a->order > b->order ? -1 : 1;
}

/* Takes the label that stands beside the underlines out of the list, if there
 * is one that reaches their end. */
static const Mark *take_beside(Underline *labels, u32 *count, u32 end) {
  u32 best = 0;
  for (u32 i = 1; i < *count; i++)
    if (is_beside(&labels[i], &labels[best]))
      best = i;
  if (*count == 0 || labels[best].to < end)
    return NULL;
  const Mark *mark = labels[best].mark;
  labels[best] = labels[--*count];
  return mark;
}

static void write_hanging(Page *page, Underline *labels, u32 count) {
  if (count > 1)
    qsort(labels, count, sizeof *labels, from_right);
  for (u32 i = 0; i < count; i++) {
    Row row = row_new(page);
    for (u32 j = count - 1; j > i; j--)
      if (labels[j].from < labels[i].from)
        row_draw(&row, labels[j].from, labels[j].from + 1, '|',
                 labels[j].mark->style);
    row_draw(&row, labels[i].from, labels[i].from, ' ', STYLE_PLAIN);
    row_write(page, &row);
    page_text(page, labels[i].mark->style, labels[i].mark->text);
    buf_char(page->out, '\n');
  }
}

void page_line(Page *page, u32 number, Str sign, Str line, const Mark *marks,
               u32 count) {
  View view = view_of(page, line, marks, count);
  page_gutter(page, number, sign);
  view_write(page, &view);
  buf_char(page->out, '\n');
  if (count == 0)
    return;

  Row row = row_new(page);
  Underline *labels = ARENA_ARRAY(page->out->arena, Underline, count);
  u32 label_count = 0;
  for (u32 i = 0; i < count; i++) {
    Underline underline = underline_of(&view, &marks[i], i);
    row_draw(&row, underline.from, underline.to, marks[i].glyph,
             marks[i].style);
    if (marks[i].text.length)
      labels[label_count++] = underline;
  }
  row_write(page, &row);
  const Mark *beside = take_beside(labels, &label_count, row.glyphs.length);
  if (beside) {
    buf_char(page->out, ' ');
    page_text(page, beside->style, beside->text);
  }
  buf_char(page->out, '\n');
  write_hanging(page, labels, label_count);
}
