/* SPDX-License-Identifier: Apache-2.0
 *
 * A token does not fit. What other languages would have there is answered with
 * the form that is right here; else a token that is plainly missing is put in,
 * or one too many left out; else recover leaves out the least it can. Whatever
 * is tried, the machine is asked first whether the next tokens then fit.
 */
#include "syntax/parsing.h"

enum { AHEAD = 3 };

/* The kinds of up to `room` tokens from `token` on, to the end of its line. */
static u32 look_ahead(const Parsing *parsing, u32 token, u8 *kinds, u32 room) {
  u32 count = 0;
  while (count < room) {
    const Token *found = parse_token(parsing, token);
    if (found->kind == TOKEN_ILLEGAL || (count && found->first))
      break;
    kinds[count++] = found->kind;
    if (found->kind == TOKEN_END)
      break;
    token = parse_skip(parsing, token + 1);
  }
  return count;
}

/* Would things go well with `kind` fed first, then the tokens from `next`? */
static bool goes_well(const Parsing *parsing, TokenKind kind, u32 next) {
  u8 kinds[AHEAD + 1];
  kinds[0] = (u8)kind;
  u32 count = 1 + look_ahead(parsing, next, kinds + 1, AHEAD);
  return parser_would_take(parsing->parser, parser_height(parsing->parser),
                           kinds, count);
}

/* Would they with the tokens from `next` alone? */
static bool goes_on(const Parsing *parsing, u32 next) {
  u8 kinds[AHEAD];
  u32 count = look_ahead(parsing, next, kinds, AHEAD);
  return parser_would_take(parsing->parser, parser_height(parsing->parser),
                           kinds, count);
}

static u32 following(const Parsing *parsing) {
  return parse_skip(parsing, parsing->at + 1);
}

static Span span_of(const Parsing *parsing, u32 token) {
  return token_span(parsing->tree, token);
}

static void leave_out(Parsing *parsing) {
  parsing->last = parsing->at;
  parsing->at = following(parsing);
}

static void feed_as(Parsing *parsing, TokenKind kind) {
  parse_feed(parsing, kind, TOKEN_PART(parsing->at));
  leave_out(parsing);
}

/* ---- what other languages would have there ----------------------------------------- */

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
  Diag *diag = parse_report(parsing, span_of(parsing, parsing->at),
                            STR("a list stands between brackets here"));
  diag_help(parsing->diags, diag, "write `[a, b]`");
  skip_dashes(parsing);
  return true;
}

static bool colon_for_equals(Parsing *parsing) {
  u32 next = following(parsing);
  Span span = span_of(parsing, parsing->at);
  bool dashes = parse_token(parsing, next)->kind == TOKEN_MINUS &&
                parse_token(parsing, next)->first;
  if (!goes_well(parsing, TOKEN_EQUALS, next))
    return false;
  Diag *diag = parse_report(
    parsing, span,
    dashes ? STR("a list is written `key = [a, b]` here")
           : STR("`key: value` is written `key = value` here"));
  if (!dashes)
    diag_fix(parsing->diags, diag, FIX_SAFE, span, STR(" ="), "write `=`");
  feed_as(parsing, TOKEN_EQUALS);
  if (dashes)
    skip_dashes(parsing);
  return true;
}

static bool equals_for_equals(Parsing *parsing, TokenKind meant,
                              const char *message, Str text) {
  if (!goes_well(parsing, meant, following(parsing)))
    return false;
  Span span = span_of(parsing, parsing->at);
  Diag *diag = parse_report(parsing, span, str_from(message));
  diag_fix(parsing->diags, diag, FIX_SAFE, span, text, "write `%.*s`",
           STR_ARG(text));
  feed_as(parsing, meant);
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
  Span span = span_join(span_of(parsing, parsing->at), span_of(parsing, close));
  TokenKind before = (TokenKind)parse_token(parsing, parsing->last)->kind;
  if (before == TOKEN_RESOURCE) {
    Diag *diag = parse_report(parsing, span,
                              STR("a raw resource names its target first"));
    diag_help(parsing->diags, diag,
              "write `resource terraform NAME \"TYPE\" { … }`");
    recover(parsing, parsing->at);
    return true;
  }
  Str name = token_text(parsing->tree, text);
  if (!is_plain_name(name) || !goes_well(parsing, TOKEN_NAME, next))
    return false;
  Diag *diag = parse_report(parsing, span,
                            STR("names are written without quotes"));
  diag_fix(parsing->diags, diag, FIX_SAFE, span, name, "write `%.*s`",
           STR_ARG(name));
  parse_feed(parsing, TOKEN_NAME, TOKEN_PART(text));
  parsing->last = close;
  parsing->at = next;
  return true;
}

static bool dash_of_item(Parsing *parsing) {
  if (!parse_token(parsing, parsing->at)->first ||
      !goes_on(parsing, following(parsing)))
    return false;
  Span span = span_of(parsing, parsing->at);
  Diag *diag =
    parse_report(parsing, span, STR("an item begins without `-` here"));
  diag_fix(parsing->diags, diag, FIX_SAFE, span, STR(""), "take it away");
  leave_out(parsing);
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
  Span span = span_join(span_of(parsing, first), span_of(parsing, first + 2));
  Span letter = span_of(parsing, first + 2);
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
  if (!parser_takes_word(parsing->parser, TOKEN_LIKE) ||
      parsing->at != first + 1 || !is_qualified(parsing, first))
    return false;
  Span span = span_join(span_of(parsing, first), span_of(parsing, first + 2));
  Diag *diag =
    parse_report(parsing, span, STR("this key stands in quotes"));
  diag_fix(parsing->diags, diag, FIX_SAFE, span,
           str_format(parsing->arena, "\"%.*s\"",
                      STR_ARG(sources_text(parsing->tree->sources, span))),
           "write it in quotes");
  parse_replace(parsing, parser_height(parsing->parser) - 1,
                parse_skip(parsing, first + 3));
  return true;
}

static bool chained_comparison(Parsing *parsing) {
  if (!parser_takes_word(parsing->parser, TOKEN_AND) ||
      !parser_takes(parsing->parser, TOKEN_PLUS))
    return false;
  Diag *diag = parse_report(parsing, span_of(parsing, parsing->at),
                            STR("comparisons do not follow each other"));
  diag_help(parsing->diags, diag, "write `a < b and b < c`");
  recover(parsing, parsing->at);
  return true;
}

static bool from_elsewhere(Parsing *parsing) {
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

/* ---- one token too few or too many ----------------------------------------------- */

static bool is_stray(const Parsing *parsing, TokenKind close) {
  static const u8 opening[TOKEN_COUNT] = {
    [TOKEN_RBRACE] = TOKEN_LBRACE,
    [TOKEN_RPAREN] = TOKEN_LPAREN,
    [TOKEN_RBRACKET] = TOKEN_LBRACKET,
  };
  if (!opening[close])
    return false;
  u32 height = parser_height(parsing->parser);
  Part ignored;
  TokenKind kind;
  while ((kind = parse_innermost(parsing, &height, &ignored))) {
    if (kind == (TokenKind)opening[close])
      return false;
    if (close != TOKEN_RBRACE &&
        (kind == TOKEN_LBRACE || kind == TOKEN_INTERPOLATION_OPEN))
      break;
    height--;
  }
  return true;
}

static bool leave_out_stray(Parsing *parsing) {
  TokenKind kind = (TokenKind)parse_token(parsing, parsing->at)->kind;
  u32 last = parsing->at, next = following(parsing);
  if (!is_stray(parsing, kind))
    return false;
  while (is_stray(parsing, (TokenKind)parse_token(parsing, next)->kind)) {
    last = next;
    next = parse_skip(parsing, next + 1);
  }
  if (!goes_on(parsing, next))
    return false;
  Span span = span_join(span_of(parsing, parsing->at), span_of(parsing, last));
  Diag *diag =
    parse_report(parsing, span,
                 str_format(parsing->arena, "nothing is open here for %.*s",
                            STR_ARG(token_spelling(kind))));
  diag_fix(parsing->diags, diag, FIX_MAYBE, span, STR(""), "take it away");
  parsing->last = last;
  parsing->at = next;
  return true;
}

/* A bracket that nothing closes may be closed here, others not. Where the next
 * item begins, nothing else can be missing. */
static bool may_put_in(Parsing *parsing, TokenKind kind) {
  const Token *token = parse_token(parsing, parsing->at);
  if (token_is_word(kind) && !parser_takes_word(parsing->parser, kind))
    return false;
  if (kind != TOKEN_RPAREN && kind != TOKEN_RBRACKET)
    return !token->first || !token_begins_item((TokenKind)token->kind);
  u32 height = parser_height(parsing->parser);
  Part part;
  return parse_innermost(parsing, &height, &part) &&
         !parse_partner(parsing, part.from);
}

static bool put_in(Parsing *parsing, Diag *diag) {
  static const u8 candidates[] = { TOKEN_RPAREN,   TOKEN_RBRACKET,
                                   TOKEN_EQUALS,   TOKEN_COMMA,
                                   TOKEN_COLON,    TOKEN_TO_ARROW,
                                   TOKEN_ON };
  for (u32 i = 0; i < COUNT_OF(candidates); i++) {
    TokenKind kind = (TokenKind)candidates[i];
    if (!goes_well(parsing, kind, parsing->at) ||
        !may_put_in(parsing, kind))
      continue;
    Str shown = token_spelling(kind);
    Str text = str_slice(shown, 1, shown.length - 1); /* without backticks */
    u32 end = span_of(parsing, parsing->last).hi;
    bool spaced = kind == TOKEN_EQUALS || kind == TOKEN_TO_ARROW ||
                  kind == TOKEN_ON;
    diag_fix(parsing->diags, diag, FIX_MAYBE, (Span){ end, end },
             str_format(parsing->arena, spaced ? " %.*s" : "%.*s",
                        STR_ARG(text)),
             "put in %.*s", STR_ARG(shown));
    parse_feed(parsing, kind, NO_PART);
    return true;
  }
  return false;
}

static bool may_leave_out(const Parsing *parsing) {
  const Token *token = parse_token(parsing, parsing->at);
  TokenKind kind = (TokenKind)token->kind;
  return !token_is_open(kind) && !token_is_close(kind) &&
         kind != TOKEN_STRING_OPEN && kind != TOKEN_BLOCK_OPEN &&
         !token->first && goes_on(parsing, following(parsing));
}

bool begins_too_early(const Parsing *parsing) {
  const Parser *parser = parsing->parser;
  u32 height = parser_height(parser);
  const Token *found = parse_token(parsing, parsing->at);
  u8 kinds[2];
  if (!found->first || !token_begins_item((TokenKind)found->kind) ||
      look_ahead(parsing, parsing->at, kinds, 2) < 2)
    return false;
  bool named = token_begins_item((TokenKind)kinds[1]);
  if (!named && kinds[1] != TOKEN_EQUALS && kinds[1] != TOKEN_LBRACE)
    return false;
  if (parser_would_take(parser, height, kinds, 2))
    return named && parser_takes(parser, TOKEN_INTEGER);
  return !parser_takes_word(parser, TOKEN_LET); /* where items begin */
}

/* The next token is a consequence of what the lexer has reported: it is wrong
 * itself, or stands in a string that does not end. */
static bool is_told(const Parsing *parsing) {
  if (!parse_token(parsing, parsing->at)->ok)
    return true;
  u32 height = parser_height(parsing->parser);
  Part part;
  for (TokenKind kind; (kind = parse_innermost(parsing, &height, &part));
       height--)
    if (kind == TOKEN_INTERPOLATION_OPEN &&
        !parse_token(parsing, part.from)->ok)
      return true;
  return false;
}

void repair(Parsing *parsing) {
  if (is_told(parsing)) {
    u32 next = following(parsing);
    bool value = parse_token(parsing, next)->first &&
                 parser_takes(parsing->parser, TOKEN_INTEGER);
    if (!value && goes_on(parsing, next))
      leave_out(parsing);
    else
      recover(parsing, parsing->at);
    return;
  }
  if (from_elsewhere(parsing) || leave_out_stray(parsing))
    return;
  Diag *diag = report_unexpected(parsing);
  if (put_in(parsing, diag))
    return;
  if (may_leave_out(parsing))
    leave_out(parsing);
  else
    recover(parsing, parsing->at);
}
