/* SPDX-License-Identifier: Apache-2.0
 *
 * What the renderers of diagnostics share among themselves. Text of a program
 * reaches a terminal only through text_visible: a source must not be able to
 * move the cursor, change colours or reorder what people read.
 */
#ifndef APIQC_RENDER_H
#define APIQC_RENDER_H

#include "diag/diag.h"

Str severity_word(Severity severity); /* "error", "warning", "note" */

/* ---- visible: characters as a terminal may see them ------------------- */

/* One code point of a text. */
typedef struct Cell {
  u32 bytes;      /* that it takes in the text */
  u32 columns;    /* that it takes when shown: 0 for a combining mark */
  char shown[16]; /* NUL-terminated: itself, or a stand-in */
} Cell;

/* The code point at `at`, which lies before `end`. */
Cell cell_read(const char *at, const char *end);
/* Controls as pictures (U+241B for ESC) or `<U+202E>`, a tab as four spaces,
 * invalid bytes as U+FFFD, all else as it is. */
void text_visible(Buf *out, Str text);

/* ---- a page of text for people ---------------------------------------- */

typedef enum Style {
  STYLE_PLAIN,
  STYLE_STRONG,
  STYLE_ERROR,
  STYLE_WARNING,
  STYLE_NOTE,
  STYLE_GUTTER,
  STYLE_HELP,
} Style;

typedef struct Page {
  Buf *out;
  const Sources *sources;
  bool color;
  u32 width;  /* columns of a line */
  u32 digits; /* columns of the widest line number of this diagnostic */
} Page;

Style severity_style(Severity severity);
void page_text(Page *page, Style style, Str text);
/* The left margin with `number` in it, or without when it is 0; `sign` stands
 * between it and the text. */
void page_gutter(Page *page, u32 number, Str sign);

/* A stretch of one line of text to point at, in bytes; empty for a place
 * between two characters. */
typedef struct Mark {
  u32 from, to;
  char glyph; /* what it is underlined with */
  Style style;
  Str text; /* what to say about it; may be empty */
} Mark;

/* A line of text and below it its marks with their texts. Later marks are
 * drawn over earlier ones, and the last is the one that must be seen. */
void page_line(Page *page, u32 number, Str sign, Str line, const Mark *marks,
               u32 count);

/* The source lines that the diagnostic's labels point at. */
void page_excerpt(Page *page, const Diag *diag);
/* The line as it would be with the fix, if the fix stays within one line. */
void page_fixed(Page *page, const Diag *diag, const Fix *fix);
/* The largest line number that the two above would show. */
u32 page_last_line(const Sources *sources, const Diag *diag);

#endif
