/* SPDX-License-Identifier: Apache-2.0
 *
 * Tokens become a tree. The loop feeds the grammar's machine what it takes and
 * hands everything else to repair; it alone knows how deep the brackets are.
 */
#include "syntax/parsing.h"

const Token *parse_token(const Parsing *parsing, u32 token) {
  return &parsing->tree->tokens.items[token];
}

u32 parse_skip(const Parsing *parsing, u32 token) {
  while (token_is_trivia((TokenKind)parse_token(parsing, token)->kind))
    token++;
  return token;
}

bool token_is_open(TokenKind kind) {
  return kind == TOKEN_LBRACE || kind == TOKEN_LPAREN ||
         kind == TOKEN_LBRACKET || kind == TOKEN_INTERPOLATION_OPEN;
}

bool token_is_close(TokenKind kind) {
  return kind == TOKEN_RBRACE || kind == TOKEN_RPAREN ||
         kind == TOKEN_RBRACKET || kind == TOKEN_INTERPOLATION_CLOSE;
}

bool token_is_namelike(TokenKind kind) {
  return kind == TOKEN_NAME || token_is_word(kind);
}

bool token_begins_item(TokenKind kind) {
  return kind == TOKEN_NAME || (kind >= TOKEN_PARAM && kind <= TOKEN_ENDPOINT);
}

TokenKind parse_innermost(const Parsing *parsing, u32 *height, Part *part) {
  u32 closed = 0; /* of brackets that are whole but not reduced yet */
  for (; *height > 0; --*height) {
    TokenKind kind = parser_terminal(parsing->parser, *height, part);
    if (token_is_close(kind))
      closed++;
    else if (token_is_open(kind) && closed)
      closed--;
    else if (token_is_open(kind))
      return kind;
  }
  return TOKEN_END;
}

/* ---- feeding ------------------------------------------------------------ */

static void too_deep(Parsing *parsing, u32 token) {
  parsing->stopped = true;
  if (parsing->muted)
    return;
  bool brackets = parsing->depth > NESTING_LIMIT;
  Diag *diag = diag_add(
    parsing->diags, RULE_SYNTAX_TOO_DEEP, token_span(parsing->tree, token),
    brackets ? "more than %u brackets in each other"
             : "more than %u operations in each other",
    (unsigned)(brackets ? NESTING_LIMIT : EXPRESSION_LIMIT));
  diag_note(parsing->diags, diag, "the rest of the file is not read");
  if (!brackets)
    diag_help(parsing->diags, diag, "give parts of it names with `let`");
}

void parse_feed(Parsing *parsing, TokenKind kind, Part part) {
  parsing->depth += token_is_open(kind);
  parsing->depth -= token_is_close(kind);
  parser_feed(parsing->parser, kind, part);
}

/* Feeds the next token as of that kind. */
static void shift(Parsing *parsing, TokenKind kind) {
  u32 token = parsing->at;
  parse_feed(parsing, kind, TOKEN_PART(token));
  if (kind == TOKEN_END) {
    parsing->stopped = true;
    return;
  }
  parsing->last = token;
  parsing->at = parse_skip(parsing, token + 1);
  if (parsing->depth > NESTING_LIMIT || parsing->builder.too_deep ||
      parsing->builder.gave_up)
    too_deep(parsing, token);
}

void parse_replace(Parsing *parsing, u32 height, u32 next) {
  Part part = parser_drop(parsing->parser, height);
  if (part.from > parsing->at)
    part.from = parsing->at;
  u32 last = next > part.from ? next - 1 : part.from;
  while (last > part.from &&
         token_is_trivia((TokenKind)parse_token(parsing, last)->kind))
    last--;
  part.to = last;
  parsing->depth = 0;
  Part ignored;
  for (u32 i = height; parse_innermost(parsing, &i, &ignored); i--)
    parsing->depth++;
  parse_feed(parsing, TOKEN_ILLEGAL, part);
  parsing->at = next;
}

bool parse_has_enough(Parsing *parsing) {
  if (parsing->repairs < MISTAKES_LISTED &&
      parsing->diags->items.count - parsing->reported < MISTAKES_LISTED)
    return false;
  parse_report(parsing, token_span(parsing->tree, parsing->at),
               str_format(parsing->arena,
                          "more than %u mistakes: the rest of the file is not "
                          "read",
                          (unsigned)MISTAKES_LISTED));
  return true;
}

/* ---- the loop ----------------------------------------------------------- */

static void end_of_file(Parsing *parsing) {
  if (!report_unclosed(parsing, true))
    report_unexpected(parsing);
  parsing->stopped = true;
}

/* Repairs, but leaves a token out that was repaired in vain again and again. */
static void repair_once(Parsing *parsing) {
  enum { ATTEMPTS = 3 };
  u32 token = parsing->at;
  bool again = parsing->attempts && parsing->repaired == token;
  parsing->attempts = again ? parsing->attempts + 1 : 1;
  parsing->repaired = token;
  if (parsing->attempts <= ATTEMPTS)
    repair(parsing);
  else
    parsing->at = parse_skip(parsing, token + 1);
}

static void step(Parsing *parsing) {
  const Token *token = parse_token(parsing, parsing->at);
  TokenKind kind = (TokenKind)token->kind;
  if (parsing->missing && parsing->depth)
    close_before_head(parsing);
  if (parsing->stopped)
    return;
  if (kind == TOKEN_MINUS && token->first && repair_dashes(parsing))
    return;
  bool fits = kind != TOKEN_ILLEGAL && parser_takes(parsing->parser, kind);
  if (!fits && token_is_word(kind)) {
    kind = TOKEN_NAME;
    fits = parser_takes(parsing->parser, kind);
  }
  if (!fits || begins_too_early(parsing)) {
    parsing->repairs++;
    if (kind == TOKEN_END)
      end_of_file(parsing);
    else if (parse_has_enough(parsing))
      parsing->stopped = true;
    else
      repair_once(parsing);
    return;
  }
  shift(parsing, kind);
}

Tree *parse(Arena *arena, Diags *diags, const Sources *sources, u32 file) {
  Tree *tree = ARENA_NEW(arena, Tree);
  u32 reported = diags->items.count;
  u32 bad_runs = lex_file(arena, diags, sources, file, tree);
  tree->nodes.capacity = tree->tokens.count / 8 * 5 + 8;
  tree->nodes.items = ARENA_ARRAY(arena, Node, tree->nodes.capacity);
  VEC_ADD(arena, &tree->nodes);
  Parsing *parsing = ARENA_NEW(arena, Parsing);
  *parsing = (Parsing){
    .arena = arena,
    .diags = diags,
    .tree = tree,
    .builder = { .arena = arena, .tree = tree },
    .reported = reported,
    .muted = bad_runs > BAD_RUNS_LISTED ||
             diags->items.count - reported >= MISTAKES_LISTED,
  };
  count_braces(parsing);
  parsing->parser = parser_new(arena, &parsing->builder);
  parsing->at = parsing->last = parse_skip(parsing, 0);
  while (!parsing->stopped)
    step(parsing);
  if (!tree->root)
    recover_end(parsing);
  return tree;
}
