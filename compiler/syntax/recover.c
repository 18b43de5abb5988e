/* SPDX-License-Identifier: Apache-2.0
 *
 * Leaving out what cannot be read, and no more than that. Some symbols at the
 * top of the machine's stack and some tokens are replaced by one ILLEGAL, at
 * the highest place of the stack and the first token for which the machine says
 * that it can go on. What is left out stays within the innermost bracket that
 * is known to be closed.
 */
#include "syntax/parsing.h"

/* ---- which brackets belong together ------------------------------------- */

static TokenKind opening_of(TokenKind close) {
  switch (close) {
  case TOKEN_RBRACE:
    return TOKEN_LBRACE;
  case TOKEN_RPAREN:
    return TOKEN_LPAREN;
  case TOKEN_RBRACKET:
    return TOKEN_LBRACKET;
  default:
    return TOKEN_INTERPOLATION_OPEN;
  }
}

/* How many open brackets the closing one takes from the stack, its own last;
 * 0: it is a stray one. Those that it passes over are never closed. */
static u32 closes(const Parsing *parsing, const u32 *stack, u32 count,
                  TokenKind close) {
  TokenKind wanted = opening_of(close);
  bool braces = wanted == TOKEN_LBRACE || wanted == TOKEN_INTERPOLATION_OPEN;
  for (u32 taken = 1; taken <= count; taken++) {
    TokenKind kind =
      (TokenKind)parse_token(parsing, stack[count - taken])->kind;
    if (kind == wanted)
      return taken;
    bool round = kind == TOKEN_LPAREN || kind == TOKEN_LBRACKET;
    if (!braces && (!round || taken == 2))
      return 0;
    if (wanted == TOKEN_LBRACE && kind == TOKEN_INTERPOLATION_OPEN)
      return 0;
  }
  return 0;
}

static void find_partners(Parsing *parsing) {
  u32 tokens = parsing->tree->tokens.count;
  u32 *partners = ARENA_ARRAY(parsing->arena, u32, tokens);
  VEC(u32) stack = { 0 };
  for (u32 i = 0; i < tokens; i++) {
    TokenKind kind = (TokenKind)parse_token(parsing, i)->kind;
    if (token_is_open(kind))
      VEC_PUSH(parsing->arena, &stack, i);
    if (!token_is_close(kind))
      continue;
    if (!stack.items)
      continue; /* nothing was ever open */
    u32 taken = closes(parsing, stack.items, stack.count, kind);
    if (taken) {
      stack.count -= taken;
      partners[stack.items[stack.count]] = i;
      partners[i] = stack.items[stack.count];
    }
  }
  parsing->partners = partners;
}

u32 parse_partner(Parsing *parsing, u32 token) {
  if (!parsing->partners)
    find_partners(parsing);
  return parsing->partners[token];
}

/* ---- where to go on ----------------------------------------------------- */

/* The height of the innermost bracket that nothing is dropped below, and its
 * kind; 0 and TOKEN_END at the level of the file. */
static u32 find_floor(Parsing *parsing, TokenKind *kind) {
  u32 height = parser_height(parsing->parser);
  for (Part part; (*kind = parse_innermost(parsing, &height, &part)); height--)
    if (*kind == TOKEN_LBRACE || parse_partner(parsing, part.from))
      break;
  return height;
}

/* Is the token a likely place, inside such a bracket? */
static bool is_likely(const Parsing *parsing, u32 token, TokenKind inside,
                      bool same_line) {
  const Token *found = parse_token(parsing, token);
  TokenKind kind = (TokenKind)found->kind;
  bool in_items = inside == TOKEN_LBRACE || inside == TOKEN_END;
  if (token_is_close(kind))
    return inside == opening_of(kind);
  if (kind == TOKEN_COMMA)
    return !in_items;
  if (kind == TOKEN_LBRACE)
    return in_items && same_line;
  return in_items && found->first &&
         (token_begins_item(kind) || kind == TOKEN_STRING_OPEN);
}

/* One symbol less than that height, or a whole pair of brackets less. */
static u32 below(const Parsing *parsing, u32 height) {
  u32 closed = 0;
  do {
    Part ignored;
    TokenKind kind = parser_terminal(parsing->parser, height, &ignored);
    closed += token_is_close(kind);
    closed -= token_is_open(kind) && closed;
    height--;
  } while (closed);
  return height;
}

static bool resume_at(Parsing *parsing, u32 token, u32 floor) {
  u8 kinds[] = { TOKEN_ILLEGAL, parse_token(parsing, token)->kind };
  u32 height = parser_height(parsing->parser);
  while (!parser_would_take(parsing->parser, height, kinds, 2)) {
    if (height == floor)
      return false;
    height = below(parsing, height);
  }
  parse_replace(parsing, height, token);
  return true;
}

void recover(Parsing *parsing, u32 at) {
  TokenKind inside;
  u32 floor = find_floor(parsing, &inside), start = at;
  bool same_line = true;
  for (;; at = parse_skip(parsing, at + 1)) {
    TokenKind kind = (TokenKind)parse_token(parsing, at)->kind;
    if (kind == TOKEN_END)
      break;
    same_line = same_line && (at == start || !parse_token(parsing, at)->first);
    if (is_likely(parsing, at, inside, same_line) &&
        resume_at(parsing, at, floor))
      return;
    u32 partner = token_is_open(kind) ? parse_partner(parsing, at) : 0;
    if (partner > at)
      at = partner;
  }
  parsing->at = at;
  u8 end[] = { TOKEN_ILLEGAL, TOKEN_END };
  if (inside == TOKEN_END &&
      parser_would_take(parsing->parser, parser_height(parsing->parser), end,
                        2))
    parse_replace(parsing, parser_height(parsing->parser), at);
  else
    parsing->stopped = true;
}

/* ---- closing ------------------------------------------------------------ */

/* The height of the innermost `{`; 0: there is none. */
static u32 innermost_brace(const Parsing *parsing) {
  u32 height = parser_height(parsing->parser);
  Part ignored;
  TokenKind kind;
  while ((kind = parse_innermost(parsing, &height, &ignored)) &&
         kind != TOKEN_LBRACE)
    height--;
  return height;
}

/* Feeds the kind without a token of its own; what is unfinished above `floor`
 * becomes an error. */
static bool force(Parsing *parsing, TokenKind kind, u32 floor) {
  u8 kinds[] = { TOKEN_ILLEGAL, (u8)kind };
  u32 height = parser_height(parsing->parser);
  if (!parser_takes(parsing->parser, kind)) {
    while (!parser_would_take(parsing->parser, height, kinds, 2)) {
      if (height == floor)
        return false;
      height = below(parsing, height);
    }
    parse_replace(parsing, height, parsing->at);
  }
  parse_feed(parsing, kind, NO_PART);
  return true;
}

void recover_brace(Parsing *parsing) {
  u32 floor = innermost_brace(parsing);
  if (!floor || !force(parsing, TOKEN_RBRACE, floor))
    parsing->stopped = true;
}

void recover_end(Parsing *parsing) {
  parsing->at = parsing->tree->tokens.count - 1;
  const bool *gave_up = &parsing->builder.gave_up;
  for (u32 floor; !*gave_up && (floor = innermost_brace(parsing));)
    if (!force(parsing, TOKEN_RBRACE, floor))
      break;
  if (!*gave_up)
    force(parsing, TOKEN_END, 0);
  if (parsing->tree->root)
    return;
  Part all = { 0, 0, 0, parsing->at };
  Part error = builder_node(&parsing->builder, NODE_ERROR, NO_PART, &all, 1);
  parsing->tree->root =
    builder_node(&parsing->builder, NODE_FILE, NO_PART, &error, 1).first;
}
