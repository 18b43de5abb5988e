/* SPDX-License-Identifier: Apache-2.0
 *
 * What texts stand for: strings without their escapes and, between `"""`, the
 * indent that their lines share; documentation without its slashes.
 *
 * A `"""` text begins after the line of the opening quotes, if nothing else
 * stands there, and ends before the line of the closing ones likewise. How much
 * indent goes is counted over all lines that are not blank and over the line of
 * the closing quotes, once for the whole string.
 */
#include "syntax/parser.h"

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/* ---- indent ----------------------------------------------------------------
 */

u32 text_indent(const Tree *tree, u32 first, u32 last) {
  u32 indent = UINT32_MAX, level = 0;
  for (u32 token = first; token < last; token++) {
    TokenKind kind = (TokenKind)tree->tokens.items[token].kind;
    level += kind == TOKEN_INTERPOLATION_OPEN;
    level -= kind == TOKEN_INTERPOLATION_CLOSE;
    if (level || kind != TOKEN_TEXT)
      continue;
    Str text = token_text(tree, token);
    for (u32 at = str_find(text, '\n'); at < text.length;) {
      u32 start = ++at;
      while (at < text.length && is_blank(text.at[at]))
        at++;
      bool blank = at < text.length && /* else closing quotes or `${` follow */
                   (text.at[at] == '\n' || text.at[at] == '\r');
      if (!blank && at - start < indent)
        indent = at - start;
      at += str_find(str_slice(text, at, text.length), '\n');
    }
  }
  return indent == UINT32_MAX ? 0 : indent;
}

/* The part of a `"""` text that counts. */
static Str without_edge_lines(const Tree *tree, u32 token, Str text) {
  TokenKind before = (TokenKind)tree->tokens.items[token - 1].kind;
  TokenKind after = (TokenKind)tree->tokens.items[token + 1].kind;
  u32 from = 0, to = text.length;
  if (before == TOKEN_BLOCK_OPEN) {
    while (from < to && is_blank(text.at[from]))
      from++;
    if (from < to && text.at[from] == '\r')
      from++;
    from = from < to && text.at[from] == '\n' ? from + 1 : 0;
  }
  if (after == TOKEN_STRING_CLOSE) {
    u32 end = to;
    while (end > from && is_blank(text.at[end - 1]))
      end--;
    if (end > from && text.at[end - 1] == '\n')
      to = end > from + 1 && text.at[end - 2] == '\r' ? end - 2 : end - 1;
    else if (end == from && from > 0)
      to = from; /* only the line of the closing quotes is left */
  }
  return str_slice(text, from, to);
}

/* ---- escapes ----------------------------------------------------------------
 */

static u32 hexadecimal(Str digits) {
  u32 value = 0;
  for (u32 i = 0; i < digits.length && value < 0x110000; i++) {
    char c = digits.at[i];
    u32 digit = c <= '9' ? (u32)(c - '0') : (u32)((c | 0x20) - 'a' + 10);
    value = value * 16 + digit;
  }
  return value;
}

/* Adds what the escape at `at` stands for; returns its length. One that the
 * lexer refused stands for itself. */
static u32 add_escape(Buf *out, Str text, u32 at) {
  char c = at + 1 < text.length ? text.at[at + 1] : '\0';
  u32 close = at + str_find(str_slice(text, at, text.length), '}');
  char encoded[4];
  switch (c) {
  case 'n':
    buf_char(out, '\n');
    return 2;
  case 't':
    buf_char(out, '\t');
    return 2;
  case 'r':
    buf_char(out, '\r');
    return 2;
  case '"':
  case '\\':
  case '$':
    buf_char(out, c);
    return 2;
  case 'u':
    if (close < text.length && text.at[at + 2] == '{') {
      u32 value = hexadecimal(str_slice(text, at + 3, close));
      if (value < 0x110000 && (value < 0xd800 || value > 0xdfff)) {
        buf_str(out, (Str){ encoded, utf8_encode(value, encoded) });
        return close + 1 - at;
      }
    }
    /* fall through */
  default:
    buf_char(out, '\\');
    return 1;
  }
}

Str node_string_text(Arena *arena, const Tree *tree, NodeId node) {
  const Node *found = tree_node(tree, node);
  Str text = token_text(tree, found->first);
  u32 indent = found->operator;
  bool block = indent > 0;
  if (block) {
    indent--;
    text = without_edge_lines(tree, found->first, text);
  }
  bool at_start =
    block && tree->tokens.items[found->first - 1].kind == TOKEN_BLOCK_OPEN &&
    text.at > token_text(tree, found->first).at;
  if (!block && str_find(text, '\\') == text.length)
    return text;
  Buf out = buf_new(arena);
  for (u32 at = 0; at < text.length;) {
    for (u32 n = 0;
         at_start && n < indent && at < text.length && is_blank(text.at[at]);
         n++)
      at++;
    at_start = false;
    if (at == text.length)
      break;
    char c = text.at[at];
    if (c == '\\') {
      at += add_escape(&out, text, at);
      continue;
    }
    at++;
    if (c == '\r' && at < text.length && text.at[at] == '\n')
      continue;
    buf_char(&out, c);
    at_start = block && c == '\n';
  }
  return buf_view(&out);
}

/* ---- documentation --------------------------------------------------------
 */

/* Is it white space with one line end in it, no blank line? */
static bool ends_one_line(const Tree *tree, u32 token) {
  if (tree->tokens.items[token].kind != TOKEN_WHITE)
    return false;
  Str text = token_text(tree, token);
  u32 end = str_find(text, '\n');
  return end < text.length && str_find(str_slice(text, end + 1, text.length),
                                       '\n') == text.length - end - 1;
}

Str node_documentation(Arena *arena, const Tree *tree, NodeId node) {
  const Token *tokens = tree->tokens.items;
  u32 end = tree_node(tree, node)->first, start = end;
  while (start >= 2 && tokens[start - 2].kind == TOKEN_DOCUMENTATION &&
         tokens[start - 2].first && ends_one_line(tree, start - 1))
    start -= 2;
  Buf out = buf_new(arena);
  for (u32 token = start; token < end; token += 2) {
    Str line = token_text(tree, token);
    u32 from = line.length > 3 && line.at[3] == ' ' ? 4 : 3;
    if (token > start)
      buf_char(&out, '\n');
    buf_str(&out, str_slice(line, from, line.length));
  }
  return buf_view(&out);
}
