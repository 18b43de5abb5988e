/* SPDX-License-Identifier: Apache-2.0
 *
 * What people write who come from YAML, HCL, JSON or a general language, where
 * only the grammar shows that it is wrong: it is answered with the form that is
 * right here, and parsing goes on as if that stood there. What is wrong
 * everywhere, such as `&&`, the lexer answers.
 */
#include "syntax/repair.h"

/* Lines that begin with a dash, as YAML writes a list, from parsing->at on. */
static void skip_dashes(Parsing *parsing) {
  u32 token = parsing->at;
  while (parse_token(parsing, token)->kind == TOKEN_MINUS) {
    do
      token = parse_skip(parsing, token + 1);
    while (parse_token(parsing, token)->kind != TOKEN_END &&
           !parse_token(parsing, token)->first);
  }
  parse_replace(parsing, parser_height(parsing->parser), token);
}

bool repair_dashes(Parsing *parsing) {
  if (parse_token(parsing, parsing->last)->kind != TOKEN_EQUALS)
    return false;
  Diag *diag = parse_report(parsing, parse_span(parsing, parsing->at),
                            STR("a list stands between brackets here"));
  diag_help(parsing->diags, diag, "write `[a, b]`");
  skip_dashes(parsing);
  return true;
}

static bool colon_for_equals(Parsing *parsing) {
  u32 next = parse_following(parsing);
  Span span = parse_span(parsing, parsing->at);
  bool dashes = parse_token(parsing, next)->kind == TOKEN_MINUS &&
                parse_token(parsing, next)->first;
  if (!repair_goes_well(parsing, TOKEN_EQUALS, next))
    return false;
  Diag *diag =
    parse_report(parsing, span,
                 dashes ? STR("a list is written `key = [a, b]` here")
                        : STR("`key: value` is written `key = value` here"));
  if (!dashes)
    diag_fix(parsing->diags, diag, FIX_SAFE, span, STR(" ="), "write `=`");
  repair_feed_as(parsing, TOKEN_EQUALS);
  if (dashes)
    skip_dashes(parsing);
  return true;
}

static bool equals_for_equals(Parsing *parsing, TokenKind meant,
                              const char *message, Str text) {
  if (!repair_goes_well(parsing, meant, parse_following(parsing)) ||
      repair_lacks_bracket(parsing))
    return false;
  Span span = parse_span(parsing, parsing->at);
  Diag *diag = parse_report(parsing, span, str_from(message));
  diag_fix(parsing->diags, diag, FIX_SAFE, span, text, "write `%.*s`",
           STR_ARG(text));
  repair_feed_as(parsing, meant);
  return true;
}

static bool is_plain_name(Str text) {
  for (u32 i = 0; i < text.length; i++) {
    char c = text.at[i];
    bool letter = ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_';
    if (!letter && (i == 0 || c < '0' || c > '9'))
      return false;
  }
  return text.length > 0;
}

/* `queue "main" {`, and `resource "type" "name" {` */
static bool quoted_name(Parsing *parsing) {
  u32 text = parsing->at + 1, close = parsing->at + 2;
  if (parse_token(parsing, text)->kind != TOKEN_TEXT ||
      parse_token(parsing, close)->kind != TOKEN_STRING_CLOSE)
    return false;
  u32 next = parse_skip(parsing, close + 1);
  Span span =
    span_join(parse_span(parsing, parsing->at), parse_span(parsing, close));
  TokenKind before = (TokenKind)parse_token(parsing, parsing->last)->kind;
  if (before == TOKEN_RESOURCE) {
    Diag *diag =
      parse_report(parsing, span, STR("a raw resource names its target first"));
    diag_help(parsing->diags, diag,
              "write `resource terraform NAME \"TYPE\" { … }`");
    recover(parsing, parsing->at);
    return true;
  }
  Str name = token_text(parsing->tree, text);
  if (!is_plain_name(name) || !repair_goes_well(parsing, TOKEN_NAME, next))
    return false;
  Diag *diag =
    parse_report(parsing, span, STR("names are written without quotes"));
  diag_fix(parsing->diags, diag, FIX_SAFE, span, name, "write `%.*s`",
           STR_ARG(name));
  parse_feed(parsing, TOKEN_NAME, TOKEN_PART(text));
  parsing->last = close;
  parsing->at = next;
  return true;
}

static bool dash_of_item(Parsing *parsing) {
  if (!parse_token(parsing, parsing->at)->first ||
      !repair_goes_on(parsing, parse_following(parsing)))
    return false;
  Span span = parse_span(parsing, parsing->at);
  Diag *diag =
    parse_report(parsing, span, STR("an item begins without `-` here"));
  diag_fix(parsing->diags, diag, FIX_SAFE, span, STR(""), "take it away");
  repair_leave_out(parsing);
  return true;
}

/* Are the next tokens `word:word` in one? */
static bool is_qualified(const Parsing *parsing, u32 token) {
  return parse_token(parsing, token + 1)->kind == TOKEN_COLON &&
         token_is_namelike((TokenKind)parse_token(parsing, token + 2)->kind);
}

/* `allow s3:getObject`, where an action is due */
static bool small_action(Parsing *parsing) {
  u32 first = parsing->at;
  if (!parser_takes(parsing->parser, TOKEN_ACTION) ||
      !is_qualified(parsing, first))
    return false;
  Span span =
    span_join(parse_span(parsing, first), parse_span(parsing, first + 2));
  Span letter = parse_span(parsing, first + 2);
  char capital = (char)(token_text(parsing->tree, first + 2).at[0] & ~0x20);
  Diag *diag = parse_report(
    parsing, span, STR("an action has a capital letter after its colon"));
  letter.hi = letter.lo + 1;
  diag_fix(parsing->diags, diag, FIX_MAYBE, letter, (Str){ &capital, 1 },
           "write `%c`", capital);
  parse_replace(parsing, parser_height(parsing->parser),
                parse_skip(parsing, first + 3));
  return true;
}

/* `when s3:prefix == …`, of which `s3` has been taken for the key */
static bool bare_key(Parsing *parsing) {
  u32 first = parsing->last;
  if (!parser_takes(parsing->parser, TOKEN_LIKE) ||
      parsing->at != first + 1 || !is_qualified(parsing, first))
    return false;
  Span span =
    span_join(parse_span(parsing, first), parse_span(parsing, first + 2));
  Diag *diag = parse_report(parsing, span, STR("this key stands in quotes"));
  diag_fix(parsing->diags, diag, FIX_SAFE, span,
           str_format(parsing->arena, "\"%.*s\"",
                      STR_ARG(sources_text(parsing->tree->sources, span))),
           "write it in quotes");
  parse_replace(parsing, parser_height(parsing->parser) - 1,
                parse_skip(parsing, first + 3));
  return true;
}

static bool chained_comparison(Parsing *parsing) {
  if (!parser_takes(parsing->parser, TOKEN_AND) ||
      !parser_takes(parsing->parser, TOKEN_PLUS))
    return false;
  Diag *diag = parse_report(parsing, parse_span(parsing, parsing->at),
                            STR("comparisons do not follow each other"));
  diag_help(parsing->diags, diag, "write `a < b and b < c`");
  recover(parsing, parsing->at);
  return true;
}

bool repair_habit(Parsing *parsing) {
  switch (parse_token(parsing, parsing->at)->kind) {
  case TOKEN_NAME:
    return small_action(parsing);
  case TOKEN_COLON:
    return bare_key(parsing) || colon_for_equals(parsing);
  case TOKEN_EQUAL:
    return equals_for_equals(parsing, TOKEN_EQUALS,
                             "`==` compares; a value is given with `=`",
                             STR("=")) ||
           chained_comparison(parsing);
  case TOKEN_EQUALS:
    return equals_for_equals(parsing, TOKEN_EQUAL,
                             "`=` gives a value; values are compared with `==`",
                             STR("=="));
  case TOKEN_STRING_OPEN:
    return quoted_name(parsing);
  case TOKEN_MINUS:
    return dash_of_item(parsing);
  case TOKEN_UNEQUAL:
  case TOKEN_LESS:
  case TOKEN_LESS_EQUAL:
  case TOKEN_GREATER:
  case TOKEN_GREATER_EQUAL:
    return chained_comparison(parsing);
  default:
    return false;
  }
}
