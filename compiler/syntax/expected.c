/* SPDX-License-Identifier: Apache-2.0
 *
 * "expected X or Y, found Z". The machine is asked about every token; what
 * belongs together is named together, and of many possibilities the telling
 * ones are named.
 */
#include "syntax/parsing.h"

enum { ALTERNATIVES = 4, LONGEST_QUOTE = 40 };

/* In the order of how much each says about the place. */
static const u8 telling[] = {
  TOKEN_PATH,   TOKEN_ACTION,   TOKEN_EQUALS,     TOKEN_COLON,
  TOKEN_COMMA,  TOKEN_RPAREN,   TOKEN_RBRACKET,   TOKEN_RBRACE,
  TOKEN_LBRACE, TOKEN_TO_ARROW, TOKEN_FROM_ARROW, TOKEN_INTERPOLATION_CLOSE,
  TOKEN_THEN,   TOKEN_ELSE,     TOKEN_IN,         TOKEN_MAY,
  TOKEN_ON,     TOKEN_DEPLOY,   TOKEN_WHEN,       TOKEN_AT,
  TOKEN_AS,     TOKEN_BECAUSE,  TOKEN_FOR,        TOKEN_IF,
  TOKEN_LPAREN, TOKEN_DOT,
};

static bool takes(const Parsing *parsing, TokenKind kind) {
  return parser_takes(parsing->parser, kind);
}

static Str expected(const Parsing *parsing) {
  bool item = takes(parsing, TOKEN_LET);
  bool value = takes(parsing, TOKEN_INTEGER);
  bool operated = takes(parsing, TOKEN_SLASH);
  bool action = !value && takes(parsing, TOKEN_ACTION);
  Str words[COUNT_OF(telling) + 8];
  u32 count = 0;
  if (value)
    words[count++] = STR("a value");
  if (!value && !item && takes(parsing, TOKEN_NAME))
    words[count++] = token_spelling(TOKEN_NAME);
  if (!value && !item && !action && takes(parsing, TOKEN_STRING_OPEN))
    words[count++] = token_spelling(TOKEN_STRING_OPEN);
  for (u32 i = 0; i < COUNT_OF(telling); i++) {
    TokenKind kind = (TokenKind)telling[i];
    bool covered =
      (value && (kind == TOKEN_LPAREN || kind == TOKEN_LBRACE ||
                 kind == TOKEN_IF || kind == TOKEN_ACTION)) ||
      (operated &&
       (kind == TOKEN_IN || kind == TOKEN_DOT || kind == TOKEN_LPAREN)) ||
      (action && (kind == TOKEN_LBRACE || kind == TOKEN_BECAUSE)) ||
      (item && kind == TOKEN_COMMA);
    if (!covered && takes(parsing, kind))
      words[count++] = token_spelling(kind);
  }
  if (item)
    words[count++] =
      parsing->depth ? STR("an attribute") : STR("a declaration");
  if (operated)
    words[count++] = STR("an operator");
  if (count == 0)
    words[count++] = token_spelling(TOKEN_END);
  if (count > ALTERNATIVES)
    count = ALTERNATIVES;
  Buf buf = buf_new(parsing->arena);
  for (u32 i = 0; i < count; i++) {
    if (i)
      buf_text(&buf, i + 1 == count ? " or " : ", ");
    buf_str(&buf, words[i]);
  }
  return buf_view(&buf);
}

Str parse_words(const Parsing *parsing, u32 token) {
  TokenKind kind = (TokenKind)parse_token(parsing, token)->kind;
  Str text = token_text(parsing->tree, token);
  if (kind == TOKEN_END || kind == TOKEN_STRING_OPEN ||
      kind == TOKEN_BLOCK_OPEN || kind == TOKEN_STRING_CLOSE ||
      text.length > LONGEST_QUOTE)
    return token_spelling(kind);
  return str_format(parsing->arena, "`%.*s`", STR_ARG(text));
}

Diag *parse_report(Parsing *parsing, Span span, Str message) {
  if (parsing->muted)
    return NULL;
  return diag_add(parsing->diags, RULE_SYNTAX_UNEXPECTED_TOKEN, span, "%.*s",
                  STR_ARG(message));
}

Diag *report_unexpected(Parsing *parsing) {
  if (parsing->muted)
    return NULL;
  Str wanted = expected(parsing);
  bool after = parsing->last != parsing->at &&
               (parse_token(parsing, parsing->at)->first ||
                parse_token(parsing, parsing->at)->kind == TOKEN_END);
  u32 place = after ? parsing->last : parsing->at;
  Str message =
    after ? str_format(parsing->arena, "expected %.*s after %.*s",
                       STR_ARG(wanted), STR_ARG(parse_words(parsing, place)))
          : str_format(parsing->arena, "expected %.*s, found %.*s",
                       STR_ARG(wanted), STR_ARG(parse_words(parsing, place)));
  return parse_report(parsing, token_span(parsing->tree, place), message);
}
