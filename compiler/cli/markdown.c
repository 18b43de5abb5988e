/* SPDX-License-Identifier: Apache-2.0
 *
 * Markdown as plain text for a terminal: paragraphs and list items are wrapped,
 * fenced code stands as it is, moved in, with the last word of its info line
 * above it ("```apiq wrong" -> "wrong:"). That is all the Markdown that the
 * pages about rules use.
 */
#include "cli/cli.h"

typedef struct Layout {
  Buf *out;
  u32 width;
  u32 column; /* 0: at the start of a line */
  u32 indent; /* of the next lines of the paragraph */
  bool open;  /* in a paragraph */
  bool gap;   /* an empty line is due before the next thing */
} Layout;

static void end_line(Layout *layout) {
  if (layout->column)
    buf_char(layout->out, '\n');
  layout->column = 0;
}

static void end_paragraph(Layout *layout) {
  end_line(layout);
  layout->gap = layout->gap || layout->open;
  layout->open = false;
  layout->indent = 0;
}

static void begin(Layout *layout) {
  if (layout->gap)
    buf_char(layout->out, '\n');
  layout->gap = false;
  layout->open = true;
}

static void put_word(Layout *layout, Str word) {
  u32 columns = utf8_count(word);
  if (layout->column && layout->column + 1 + columns > layout->width)
    end_line(layout);
  if (layout->column) {
    buf_char(layout->out, ' ');
    layout->column++;
  } else {
    buf_repeat(layout->out, ' ', layout->indent);
    layout->column = layout->indent;
  }
  buf_str(layout->out, word);
  layout->column += columns;
}

static void put_words(Layout *layout, Str line) {
  for (u32 from = 0; from < line.length;) {
    Str rest = str_slice(line, from, line.length);
    u32 length = str_find(rest, ' ');
    if (length)
      put_word(layout, str_slice(rest, 0, length));
    from += length + 1;
  }
}

static void put_text(Layout *layout, Str line) {
  bool item = str_starts(line, STR("- "));
  if (item)
    end_line(layout);
  if (!layout->open)
    begin(layout);
  if (item) {
    layout->indent = 0;
    put_word(layout, STR("-"));
    layout->indent = 2;
    line = str_slice(line, 2, line.length);
  }
  put_words(layout, line);
}

static void put_label(Layout *layout, Str info) {
  u32 space = str_find(info, ' ');
  begin(layout);
  if (space == info.length)
    return;
  put_word(layout,
           str_format(layout->out->arena, "%.*s:",
                      STR_ARG(str_slice(info, space + 1, info.length))));
  end_line(layout);
}

void markdown_plain(Buf *out, Str text, u32 width) {
  Layout layout = { .out = out, .width = width };
  bool code = false;
  for (u32 from = 0; from < text.length;) {
    Str line = str_slice(text, from, text.length);
    line.length = str_find(line, '\n');
    from += line.length + 1;
    if (str_starts(line, STR("```"))) {
      end_paragraph(&layout);
      code = !code;
      if (code)
        put_label(&layout, line);
      else
        end_paragraph(&layout);
    } else if (code) {
      buf_format(out, "%s%.*s\n", line.length ? "    " : "", STR_ARG(line));
    } else if (line.length == 0) {
      end_paragraph(&layout);
    } else {
      put_text(&layout, line);
    }
  }
  end_line(&layout);
}
