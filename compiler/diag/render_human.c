/* SPDX-License-Identifier: Apache-2.0
 *
 * Diagnostics for people, in the manner of rustc and Elm: what is wrong, where
 * and beside what, what it does in the user's world, how to repair it. A line
 * at the end counts them. Without a terminal's width, lines are cut as if it
 * were 200 columns: a program of one endless line must not be printed whole
 * for each of its errors.
 */
#include "diag/render.h"

enum { WIDEST = 200 };

Str severity_word(Severity severity) {
  static const Str words[] = {
    [SEVERITY_NOTE] = STR_INIT("note"),
    [SEVERITY_WARNING] = STR_INIT("warning"),
    [SEVERITY_ERROR] = STR_INIT("error"),
  };
  return words[severity];
}

static u32 digits_of(u32 number) {
  u32 digits = 1;
  for (; number >= 10; number /= 10)
    digits++;
  return digits;
}

static void write_header(Page *page, const Diag *diag) {
  Str rule = diag_name(diag);
  Str word = severity_word(diag->severity);
  page_text(
    page, severity_style(diag->severity),
    str_format(page->out->arena, "%.*s[%.*s]", STR_ARG(word), STR_ARG(rule)));
  page_text(page, STYLE_STRONG, STR(": "));
  page_text(page, STYLE_STRONG, diag->message);
  buf_char(page->out, '\n');
}

static void write_remarks(Page *page, Str word, const Str *texts, u32 count) {
  for (u32 i = 0; i < count; i++) {
    page_gutter(page, 0, STR("= "));
    page_text(page, STYLE_STRONG, word);
    buf_text(page->out, ": ");
    text_visible(page->out, texts[i]);
    buf_char(page->out, '\n');
  }
}

static void write_fix(Page *page, const Diag *diag, const Fix *fix) {
  page_text(page, STYLE_HELP,
            fix->certainty == FIX_SAFE ? STR("help (safe)") : STR("help"));
  buf_text(page->out, ": ");
  text_visible(page->out, fix->title);
  buf_char(page->out, '\n');
  page_fixed(page, diag, fix);
}

static void write_diag(Page *page, const Diag *diag) {
  page->digits = digits_of(page_last_line(page->sources, diag));
  write_header(page, diag);
  page_excerpt(page, diag);
  if (diag->effects.count || diag->notes.count || diag->fixes.count) {
    page_gutter(page, 0, STR("|"));
    buf_char(page->out, '\n');
  }
  write_remarks(page, STR("effect"), diag->effects.items, diag->effects.count);
  write_remarks(page, STR("note"), diag->notes.items, diag->notes.count);
  for (u32 i = 0; i < diag->fixes.count; i++)
    write_fix(page, diag, &diag->fixes.items[i]);
  buf_char(page->out, '\n');
}

static void write_summary(Page *page, const Diags *diags) {
  Buf counts = buf_new(page->out->arena);
  Severity worst = SEVERITY_NOTE;
  for (int severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--) {
    u32 count = diags_count(diags, (Severity)severity);
    if (count == 0)
      continue;
    if (counts.length == 0)
      worst = (Severity)severity;
    buf_format(&counts, "%s %u %.*s%s", counts.length ? "," : ":", count,
               STR_ARG(severity_word((Severity)severity)),
               count == 1 ? "" : "s");
  }
  page_text(page, severity_style(worst), severity_word(worst));
  page_text(page, STYLE_STRONG, buf_view(&counts));
  if (diags->dropped)
    buf_format(page->out, ", and %u more that are not kept", diags->dropped);
  const Diag *first = diags->items.items[0];
  for (u32 i = diags->items.count; i > 0; i--)
    if (diags->items.items[i - 1]->severity == worst)
      first = diags->items.items[i - 1];
  Str rule = rule_row(first->rule)->name;
  buf_format(page->out, "\nrun `apiqc explain %.*s` to read about %s\n",
             STR_ARG(rule),
             diags->items.count == 1 ? "it" : "the first of them");
}

void render_human(Buf *out, const Diags *diags, RenderOptions options) {
  Page page = { .out = out,
                .sources = diags->sources,
                .color = options.color,
                .width = options.width ? options.width : WIDEST };
  for (u32 i = 0; i < diags->items.count; i++)
    write_diag(&page, diags->items.items[i]);
  if (diags->items.count)
    write_summary(&page, diags);
}
