/* SPDX-License-Identifier: Apache-2.0
 *
 * Brackets that are never closed. A file with too few `}` would swallow what
 * follows the gap; there, and only there, a head in column 1 closes what is
 * open, so that the rest is read as it was meant. Which brace it was is told
 * from the indent of the `}` that are there.
 */
#include "syntax/parsing.h"

void count_braces(Parsing *parsing) {
  u32 open = 0, closed = 0;
  for (u32 i = 0; i < parsing->tree->tokens.count; i++) {
    open += parse_token(parsing, i)->kind == TOKEN_LBRACE;
    closed += parse_token(parsing, i)->kind == TOKEN_RBRACE;
  }
  parsing->missing = open > closed ? open - closed : 0;
  parsing->surplus = closed > open ? closed - open : 0;
}

/* A word in column 1 and another behind it on its line. */
static bool stands_as_head(const Parsing *parsing, u32 token) {
  const Token *found = parse_token(parsing, token);
  if (!found->first || !token_is_namelike((TokenKind)found->kind))
    return false;
  if (token > 0) {
    Str before = token_text(parsing->tree, token - 1);
    if (before.length == 0 || before.at[before.length - 1] != '\n')
      return false;
  }
  const Token *next = parse_token(parsing, parse_skip(parsing, token + 1));
  return !next->first && token_is_namelike((TokenKind)next->kind);
}

static u32 column_of(const Parsing *parsing, u32 token) {
  const SourceFile *file = parsing->tree->file;
  u32 start = parse_token(parsing, token)->start - file->base, at = start;
  while (at > 0 && file->text.at[at - 1] != '\n')
    at--;
  return start - at;
}

static u32 indent_of(const Parsing *parsing, u32 token) {
  while (token > 0 && !parse_token(parsing, token)->first)
    token--;
  return column_of(parsing, token);
}

/* Which brace is it really that lacks its end? The next `}` is taken for the
 * innermost one; where it stands further left than that one's line, it was
 * meant for another. Looks at so many tokens only. */
static u32 find_unclosed(const Parsing *parsing, u32 open) {
  enum { LOOK = 10000 };
  VEC(u32) braces = { 0 };
  for (u32 i = open; i < parsing->at && i - open < LOOK; i++) {
    const Token *token = parse_token(parsing, i);
    if (token->kind == TOKEN_LBRACE)
      VEC_PUSH(parsing->arena, &braces, i);
    if (token->kind != TOKEN_RBRACE || braces.count == 0)
      continue;
    u32 brace = braces.items[--braces.count];
    if (token->first && column_of(parsing, i) < indent_of(parsing, brace))
      return brace;
  }
  return open;
}

bool report_unclosed(Parsing *parsing, bool at_end) {
  u32 height = parser_height(parsing->parser);
  Part part;
  if (!parse_innermost(parsing, &height, &part))
    return false;
  if (part.from > part.to) /* put in by repair, which has reported it */
    return true;
  u32 open = part.from;
  bool brace = parse_token(parsing, open)->kind == TOKEN_LBRACE;
  if (brace)
    open = find_unclosed(parsing, open);
  Str words = parse_words(parsing, parsing->at);
  Span place = token_span(parsing->tree, parsing->at);
  Diag *diag = parse_report(
    parsing, place,
    str_format(parsing->arena, "`%.*s` is not closed before %.*s",
               STR_ARG(token_text(parsing->tree, open)), STR_ARG(words)));
  diag_related(parsing->diags, diag, token_span(parsing->tree, open),
               "opened here");
  if (brace && !at_end)
    diag_fix(parsing->diags, diag, FIX_MAYBE, (Span){ place.lo, place.lo },
             STR("}\n\n"), "close it before this line");
  return true;
}

void close_before_head(Parsing *parsing) {
  if (!stands_as_head(parsing, parsing->at))
    return;
  bool told = false;
  parsing->stopped = parse_has_enough(parsing);
  while (parsing->missing && !parsing->stopped) {
    u32 height = parser_height(parsing->parser);
    Part part;
    TokenKind kind = parse_innermost(parsing, &height, &part);
    if (kind == TOKEN_END || kind == TOKEN_INTERPOLATION_OPEN)
      break;
    if (!told)
      report_unclosed(parsing, false);
    told = true;
    parsing->missing--;
    recover_brace(parsing);
  }
}
