/* SPDX-License-Identifier: Apache-2.0
 *
 * Code points become what a terminal may be shown. Whatever it would obey, or
 * not show at all, gets a stand-in that people can see; the stand-in's width is
 * known, so that marks below it stay in line.
 */
#include "diag/render.h"

#include <stdio.h>

static bool is_hidden(u32 code_point) {
  static const struct {
    u32 first, last;
  } hidden[] = {
    { 0x0080, 0x009F },   /* C1 controls */
    { 0x00AD, 0x00AD },   /* soft hyphen */
    { 0x061C, 0x061C },   /* Arabic letter mark */
    { 0x180E, 0x180E },   /* Mongolian vowel separator */
    { 0x200B, 0x200B },   /* zero width space */
    { 0x200E, 0x200F },   /* left-to-right and right-to-left mark */
    { 0x2028, 0x202E },   /* line ends, bidi embeddings and overrides */
    { 0x2060, 0x206F },   /* word joiner, bidi isolates, format controls */
    { 0xFEFF, 0xFEFF },   /* byte order mark */
    { 0xFFF9, 0xFFFB },   /* interlinear annotation */
    { 0xFFFE, 0xFFFF },   /* noncharacters, which XML refuses */
    { 0xE0000, 0xE0FFF }, /* tags */
  };
  for (size_t i = 0; i < COUNT_OF(hidden); i++)
    if (code_point >= hidden[i].first && code_point <= hidden[i].last)
      return true;
  return false;
}

Cell cell_read(const char *at, const char *end) {
  enum { TAB_COLUMNS = 4, PICTURES = 0x2400, PICTURE_OF_DELETE = 0x2421 };
  Cell cell = { .columns = 1 };
  i64 decoded = utf8_decode(at, end, &cell.bytes);
  u32 code_point = decoded < 0 ? 0xFFFD : (u32)decoded;
  if (code_point == '\t') {
    cell.columns = TAB_COLUMNS;
    snprintf(cell.shown, sizeof cell.shown, "%*s", TAB_COLUMNS, "");
  } else if (is_hidden(code_point)) {
    cell.columns =
      (u32)snprintf(cell.shown, sizeof cell.shown, "<U+%04X>", code_point);
  } else if (code_point < 0x20) {
    utf8_encode(PICTURES + code_point, cell.shown);
  } else if (code_point == 0x7F) {
    utf8_encode(PICTURE_OF_DELETE, cell.shown);
  } else {
    cell.columns = (u32)utf8_width(code_point);
    utf8_encode(code_point, cell.shown);
  }
  return cell;
}

void text_visible(Buf *out, Str text) {
  const char *end = text.at + text.length;
  for (const char *at = text.at; at < end;) {
    Cell cell = cell_read(at, end);
    buf_text(out, cell.shown);
    at += cell.bytes;
  }
}
