/* SPDX-License-Identifier: Apache-2.0
 *
 * A token does not fit. What other languages would have there is answered with
 * the form that is right here; else a token that is plainly missing is put in,
 * or one too many left out; else recover leaves out the least it can. Whatever
 * is tried, the machine is asked first whether the next tokens then fit.
 */
#include "syntax/repair.h"

u32 repair_look_ahead(const Parsing *parsing, u32 token, u8 kinds[ROOM]) {
  u32 count = 0, seen = 0;
  while (count < ROOM) {
    const Token *found = parse_token(parsing, token);
    seen += found->kind != TOKEN_TEXT && found->kind != TOKEN_STRING_CLOSE;
    if (seen > AHEAD || found->kind == TOKEN_ILLEGAL || (count && found->first))
      break;
    kinds[count++] = found->kind;
    if (found->kind == TOKEN_END)
      break;
    token = parse_skip(parsing, token + 1);
  }
  return count;
}

bool repair_goes_well(const Parsing *parsing, TokenKind kind, u32 next) {
  u8 kinds[ROOM + 1];
  kinds[0] = (u8)kind;
  u32 count = 1 + repair_look_ahead(parsing, next, kinds + 1);
  return parser_would_take(parsing->parser, parser_height(parsing->parser),
                           kinds, count);
}

bool repair_goes_on(const Parsing *parsing, u32 next) {
  u8 kinds[ROOM];
  u32 count = repair_look_ahead(parsing, next, kinds);
  return parser_would_take(parsing->parser, parser_height(parsing->parser),
                           kinds, count);
}

u32 parse_following(const Parsing *parsing) {
  return parse_skip(parsing, parsing->at + 1);
}

Span parse_span(const Parsing *parsing, u32 token) {
  return token_span(parsing->tree, token);
}

void repair_leave_out(Parsing *parsing) {
  parsing->last = parsing->at;
  parsing->at = parse_following(parsing);
}

void repair_feed_as(Parsing *parsing, TokenKind kind) {
  Token *token = &parsing->tree->tokens.items[parsing->at];
  token->kind = (u8)kind;
  token->ok = false;
  parse_feed(parsing, kind, TOKEN_PART(parsing->at));
  repair_leave_out(parsing);
}

bool repair_lacks_bracket(Parsing *parsing) {
  u32 height = parser_height(parsing->parser);
  Part part;
  TokenKind kind = parse_innermost(parsing, &height, &part);
  return (kind == TOKEN_LPAREN || kind == TOKEN_LBRACKET) &&
         !parse_partner(parsing, part.from);
}

/* ---- one token too few or too many -------------------------------------- */

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
  u32 last = parsing->at, next = parse_following(parsing);
  if (!is_stray(parsing, kind))
    return false;
  while (is_stray(parsing, (TokenKind)parse_token(parsing, next)->kind)) {
    last = next;
    next = parse_skip(parsing, next + 1);
  }
  if (!repair_goes_on(parsing, next))
    return false;
  Span span =
    span_join(parse_span(parsing, parsing->at), parse_span(parsing, last));
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
  if (token_is_word(kind) && !parser_takes(parsing->parser, kind))
    return false;
  if (kind != TOKEN_RPAREN && kind != TOKEN_RBRACKET)
    return !token->first || !token_begins_item((TokenKind)token->kind);
  return repair_lacks_bracket(parsing);
}

static bool put_in(Parsing *parsing, Diag *diag) {
  static const u8 candidates[] = { TOKEN_RPAREN, TOKEN_RBRACKET, TOKEN_EQUALS,
                                   TOKEN_COMMA,  TOKEN_COLON,    TOKEN_TO_ARROW,
                                   TOKEN_ON };
  for (u32 i = 0; i < COUNT_OF(candidates); i++) {
    TokenKind kind = (TokenKind)candidates[i];
    if (!repair_goes_well(parsing, kind, parsing->at) ||
        !may_put_in(parsing, kind))
      continue;
    Str shown = token_spelling(kind);
    Str text = str_slice(shown, 1, shown.length - 1); /* without backticks */
    u32 end = parse_span(parsing, parsing->last).hi;
    bool spaced =
      kind == TOKEN_EQUALS || kind == TOKEN_TO_ARROW || kind == TOKEN_ON;
    diag_fix(
      parsing->diags, diag, FIX_MAYBE, (Span){ end, end },
      str_format(parsing->arena, spaced ? " %.*s" : "%.*s", STR_ARG(text)),
      "put in %.*s", STR_ARG(shown));
    parse_feed(parsing, kind, NO_PART);
    return true;
  }
  return false;
}

/* `a b = 5` without its `{`, `a b.c` without its `=`: `b` was taken for the
 * name of a declaration, and the token that is missing belongs before it. */
static bool put_in_before(Parsing *parsing) {
  static const u8 candidates[] = { TOKEN_LBRACE, TOKEN_EQUALS };
  u32 height = parser_height(parsing->parser), name = parsing->last;
  Part part;
  if (!token_is_namelike(parser_terminal(parsing->parser, height, &part)) ||
      part.from != name || parse_token(parsing, name)->first)
    return false;
  for (u32 i = 0; i < COUNT_OF(candidates); i++) {
    TokenKind kind = (TokenKind)candidates[i];
    u8 kinds[ROOM + 1] = { (u8)kind };
    u32 count = 1 + repair_look_ahead(parsing, name, kinds + 1);
    if ((kind == TOKEN_LBRACE && !parsing->surplus) ||
        !parser_would_take(parsing->parser, height - 1, kinds, count))
      continue;
    Span span = parse_span(parsing, name);
    Diag *diag =
      parse_report(parsing, span,
                   str_format(parsing->arena, "expected %.*s before %.*s",
                              STR_ARG(token_spelling(kind)),
                              STR_ARG(parse_words(parsing, name))));
    diag_fix(parsing->diags, diag, FIX_MAYBE, (Span){ span.lo, span.lo },
             kind == TOKEN_LBRACE ? STR("{ ") : STR("= "), "put in %.*s",
             STR_ARG(token_spelling(kind)));
    parser_drop(parsing->parser, height - 1);
    parse_feed(parsing, kind, NO_PART);
    parsing->surplus -= kind == TOKEN_LBRACE;
    parsing->at = name;
    return true;
  }
  return false;
}

static bool may_leave_out(const Parsing *parsing) {
  const Token *token = parse_token(parsing, parsing->at);
  TokenKind kind = (TokenKind)token->kind;
  return !token_is_open(kind) && !token_is_close(kind) &&
         kind != TOKEN_STRING_OPEN && kind != TOKEN_BLOCK_OPEN &&
         !token->first && repair_goes_on(parsing, parse_following(parsing));
}

bool begins_too_early(const Parsing *parsing) {
  const Parser *parser = parsing->parser;
  u32 height = parser_height(parser);
  const Token *found = parse_token(parsing, parsing->at);
  u8 kinds[ROOM];
  if (!found->first || !token_begins_item((TokenKind)found->kind) ||
      repair_look_ahead(parsing, parsing->at, kinds) < 2)
    return false;
  bool named = token_begins_item((TokenKind)kinds[1]);
  if (!named && kinds[1] != TOKEN_EQUALS && kinds[1] != TOKEN_LBRACE)
    return false;
  if (parser_would_take(parser, height, kinds, 2))
    return named && parser_takes(parser, TOKEN_INTEGER);
  static const u8 attribute[] = { TOKEN_NAME, TOKEN_EQUALS };
  return !parser_would_take(parser, height, attribute, COUNT_OF(attribute));
}

/* The next token is a consequence of what the lexer has reported: it or the one
 * before is wrong itself, or it stands in a string that does not end. */
static bool is_told(const Parsing *parsing) {
  if (!parse_token(parsing, parsing->at)->ok ||
      !parse_token(parsing, parsing->last)->ok)
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
    u32 next = parse_following(parsing);
    bool value = parse_token(parsing, next)->first &&
                 parser_takes(parsing->parser, TOKEN_INTEGER);
    if (!value && repair_goes_on(parsing, next))
      repair_leave_out(parsing);
    else
      recover(parsing, parsing->at);
    return;
  }
  if (put_in_before(parsing) || repair_habit(parsing) ||
      leave_out_stray(parsing))
    return;
  Diag *diag = report_unexpected(parsing);
  if (put_in(parsing, diag))
    return;
  if (may_leave_out(parsing))
    repair_leave_out(parsing);
  else
    recover(parsing, parsing->at);
}
