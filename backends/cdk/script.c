/* SPDX-License-Identifier: Apache-2.0
 *
 * The tree is made and printed in lines of at most 80 columns, but for texts,
 * which are never broken: one with several lines stands in backquotes, as it
 * is.
 */
#include "backends/cdk/script.h"

enum { STEP = 2, LONGEST_LINE = 80 };

/* ---- texts --------------------------------------------------------------- */

/* What cannot be seen, would end a line or change its direction. */
static bool is_hidden(i64 c) {
  return c < 0x20 || (c >= 0x7F && c <= 0xA0) || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0xFEFF;
}

static void print_hidden(Buf *out, i64 c) {
  if (c == '\n')
    buf_text(out, "\\n");
  else if (c == '\r')
    buf_text(out, "\\r");
  else if (c == '\t')
    buf_text(out, "\\t");
  else
    buf_format(out, "\\u%04x", (u32)c);
}

/* The literal between `quote`s; a line's end stands as it is in backquotes. */
static void print_literal(Buf *out, Str text, char quote, bool lines) {
  for (u32 i = 0; i < text.length;) {
    Str rest = str_slice(text, i, text.length);
    u32 length;
    i64 c = utf8_decode(rest.at, rest.at + rest.length, &length);
    if (c < 0)
      buf_text(out, "\\ufffd");
    else if (c == quote || c == '\\' ||
             (quote == '`' && str_starts(rest, STR("${"))))
      buf_format(out, "\\%c", (char)c);
    else if (is_hidden(c) && !(c == '\n' && lines))
      print_hidden(out, c);
    else
      buf_str(out, str_slice(rest, 0, length));
    i += length;
  }
}

/* Whether the text is better read line by line. */
static bool has_lines(const Expression *text) {
  enum { SHORT = 40 };
  u32 length = 0, ends = 0;
  for (u32 i = 0; i < text->pieces.count; i++) {
    Str piece = text->pieces.items[i].text;
    length += piece.length;
    for (u32 k = 0; k < piece.length; k++)
      ends += piece.at[k] == '\n';
  }
  return ends && length > SHORT;
}

static void print_text(Buf *out, const Expression *text) {
  u32 count = text->pieces.count;
  const ExpressionPiece *pieces = text->pieces.items;
  bool lines = has_lines(text);
  if (count == 1 && pieces[0].reference) {
    buf_str(out, pieces[0].text);
    return;
  }
  bool plain = !lines;
  for (u32 i = 0; i < count; i++)
    plain = plain && !pieces[i].reference;
  char quote = plain ? '\'' : '`';
  buf_char(out, quote);
  for (u32 i = 0; i < count; i++)
    if (pieces[i].reference)
      buf_format(out, "${%.*s}", STR_ARG(pieces[i].text));
    else
      print_literal(out, pieces[i].text, quote, lines);
  buf_char(out, quote);
}

/* ---- expressions --------------------------------------------------------- */

static bool is_identifier(Str key) {
  for (u32 i = 0; i < key.length; i++)
    if (!is_letter(key.at[i]) && key.at[i] != '_' &&
        !(i && is_digit(key.at[i])))
      return false;
  return key.length > 0;
}

/* `__proto__` in quotes would still be the prototype. */
static void print_key(Buf *out, Str key) {
  Expression *text = expression_string(out->arena, key);
  if (is_identifier(key) && !str_equal(key, STR("__proto__"))) {
    buf_str(out, key);
    return;
  }
  bool computed = str_equal(key, STR("__proto__"));
  buf_text(out, computed ? "[" : "");
  buf_char(out, '\'');
  if (text->pieces.count)
    print_literal(out, key, '\'', false);
  buf_char(out, '\'');
  buf_text(out, computed ? "]" : "");
}

static const char *const brackets[][2] = {
  [EXPRESSION_LIST] = { "[", "]" },
  [EXPRESSION_OBJECT] = { "{", "}" },
  [EXPRESSION_CALL] = { "(", ")" },
};

static bool is_leaf(const Expression *script) {
  return script->kind == EXPRESSION_TOKEN || script->kind == EXPRESSION_TEXT;
}

static void print_compact(Buf *out, const Expression *script) {
  bool object = script->kind == EXPRESSION_OBJECT && script->members.count;
  if (script->kind == EXPRESSION_TEXT) {
    print_text(out, script);
    return;
  }
  buf_str(out, script->token);
  if (script->kind == EXPRESSION_TOKEN)
    return;
  buf_text(out, brackets[script->kind][0]);
  buf_text(out, object ? " " : "");
  for (u32 i = 0; i < script->members.count; i++) {
    buf_text(out, i ? ", " : "");
    if (object) {
      print_key(out, script->members.items[i].key);
      buf_text(out, ": ");
    }
    print_compact(out, script->members.items[i].value);
  }
  buf_text(out, object ? " " : "");
  buf_text(out, brackets[script->kind][1]);
}

/* Columns since the last line's end. */
static u32 column(const Buf *out) {
  u32 at = out->length;
  while (at && out->at[at - 1] != '\n')
    at--;
  return utf8_count(str_slice(buf_view(out), at, out->length));
}

/* Whether it has one line, which ends before the margin. */
static bool fits(const Buf *out, const Expression *script) {
  enum { FOLLOWING = 2 }; /* ");" or "," */
  Buf line = buf_new(out->arena);
  print_compact(&line, script);
  Str text = buf_view(&line);
  return str_find(text, '\n') == text.length &&
         column(out) + utf8_count(text) + FOLLOWING <= LONGEST_LINE;
}

static void print_broken(Buf *out, const Expression *script, u32 indent) {
  for (u32 i = 0; i < script->members.count; i++) {
    const ExpressionMember *member = &script->members.items[i];
    buf_repeat(out, ' ', indent + STEP);
    if (script->kind == EXPRESSION_OBJECT) {
      print_key(out, member->key);
      buf_text(out, ": ");
    }
    script_print(out, member->value, indent + STEP);
    buf_text(out, ",\n");
  }
  buf_repeat(out, ' ', indent);
}

/* A call whose last argument alone is long begins it on the same line. */
static bool hugs(const Expression *call) {
  u32 count = call->members.count;
  if (call->kind != EXPRESSION_CALL || !count ||
      is_leaf(call->members.items[count - 1].value))
    return false;
  for (u32 i = 0; i + 1 < count; i++)
    if (!is_leaf(call->members.items[i].value))
      return false;
  return true;
}

void script_print(Buf *out, const Expression *script, u32 indent) {
  u32 count = script->members.count;
  if (is_leaf(script) || !count || fits(out, script)) {
    print_compact(out, script);
    return;
  }
  buf_str(out, script->token);
  buf_text(out, brackets[script->kind][0]);
  if (hugs(script)) {
    for (u32 i = 0; i < count; i++) {
      buf_text(out, i ? ", " : "");
      script_print(out, script->members.items[i].value, indent);
    }
  } else {
    buf_char(out, '\n');
    print_broken(out, script, indent);
  }
  buf_text(out, brackets[script->kind][1]);
}

/* ---- comments ------------------------------------------------------------ */

void script_print_comment(Buf *out, const char *lead, Str text) {
  while (text.length && text.at[text.length - 1] == '\n')
    text.length--;
  buf_text(out, lead);
  for (u32 i = 0; i < text.length;) {
    Str rest = str_slice(text, i, text.length);
    u32 length;
    i64 c = utf8_decode(rest.at, rest.at + rest.length, &length);
    if (c == '\n')
      buf_format(out, "\n%s", lead);
    else if (str_starts(rest, STR("*/")))
      buf_text(out, "* ");
    else if (is_hidden(c))
      buf_char(out, '?');
    else
      buf_str(out, str_slice(rest, 0, length));
    i += length;
  }
  buf_char(out, '\n');
}
