/* SPDX-License-Identifier: Apache-2.0
 *
 * One line for each diagnostic: `short` for editors and grep, `github` as
 * workflow commands that GitHub shows beside the changed lines.
 */
#include "diag/render.h"

#include <string.h>

void render_short(Buf *out, const Diags *diags) {
  for (u32 i = 0; i < diags->items.count; i++) {
    const Diag *diag = diags->items.items[i];
    Place place = sources_place(diags->sources, diag->span.lo);
    text_visible(out, place.file->path);
    buf_format(out, ":%u:%u: %.*s[%.*s]: ", place.line, place.column,
               STR_ARG(severity_word(diag->severity)),
               STR_ARG(diag_name(diag)));
    text_visible(out, diag->message);
    buf_char(out, '\n');
  }
}

/* The characters in `reserved` have a meaning in the command. */
static void github_text(Buf *out, Str text, const char *reserved) {
  const char *end = text.at + text.length;
  for (const char *at = text.at; at < end;) {
    Cell cell = cell_read(at, end);
    if (*at && strchr(reserved, *at))
      buf_format(out, "%%%02X", (unsigned)*at);
    else
      buf_text(out, cell.shown);
    at += cell.bytes;
  }
}

void render_github(Buf *out, const Diags *diags) {
  static const char in_message[] = "%\r\n", in_property[] = "%\r\n:,";
  static const char *const commands[] = {
    [SEVERITY_NOTE] = "notice",
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_ERROR] = "error",
  };
  for (u32 i = 0; i < diags->items.count; i++) {
    const Diag *diag = diags->items.items[i];
    Place start = sources_place(diags->sources, diag->span.lo);
    Place end = sources_place(diags->sources, diag->span.hi);
    buf_format(out, "::%s file=", commands[diag->severity]);
    github_text(out, start.file->path, in_property);
    buf_format(out,
               ",line=%u,endLine=%u,col=%u,endColumn=%u,title=", start.line,
               end.line, start.column, end.column);
    github_text(out, diag_name(diag), in_property);
    buf_text(out, "::");
    github_text(out, diag->message, in_message);
    buf_char(out, '\n');
  }
}
