/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside syntax only: the state of a parse, shared by the loop that feeds the
 * machine, by what repairs mistakes, and by what words them.
 */
#ifndef APIQC_PARSING_H
#define APIQC_PARSING_H

#include "syntax/parser.h"
#include "syntax/scanner.h"

typedef struct Parsing {
  Arena *arena;
  Diags *diags;
  Tree *tree;
  Builder builder;
  Parser *parser;
  u32 at;        /* the next token, no trivia */
  u32 last;      /* the last token that was fed; at: none so far */
  u32 depth;     /* open brackets and interpolations */
  u32 missing;   /* how many `{` the file has more than `}` */
  u32 surplus;   /* how many `}` it has more than `{` */
  u32 *partners; /* token of the other bracket, 0: none; made when needed */
  u32 repairs;
  u32 repaired; /* the token of the last one */
  u32 attempts; /* at that token */
  u32 reported; /* diagnostics that were there before the file */
  bool muted;   /* the file is noise: no further diagnostics */
  bool stopped;
} Parsing;

/* ---- the loop -------------------------------------------------------------
 */

const Token *parse_token(const Parsing *parsing, u32 token);
/* The first token from `token` on that is no trivia. */
u32 parse_skip(const Parsing *parsing, u32 token);
/* Feeds a kind that fits, which stands for the tokens of the part. */
void parse_feed(Parsing *parsing, TokenKind kind, Part part);
/* Takes symbols away and feeds ILLEGAL in their place. */
void parse_replace(Parsing *parsing, u32 height, u32 next);
/* The innermost bracket that is open at that height of the stack: its kind and
 * what it stands for; TOKEN_END when nothing is. `*height` becomes its own. */
TokenKind parse_innermost(const Parsing *parsing, u32 *height, Part *part);
bool token_is_open(TokenKind kind);
bool token_is_close(TokenKind kind);
bool token_is_namelike(TokenKind kind);
/* A name, or a word that has a place at the start of an item. */
bool token_begins_item(TokenKind kind);

/* Hostile input must not make a diagnostic of every byte: past the limit says
 * so and is true. */
bool parse_has_enough(Parsing *parsing);

/* ---- brackets that are not closed -------------------------------------------
 */

/* Counts how many `}` the file lacks or has too many. */
void count_braces(Parsing *parsing);
/* If the next token is a head in column 1 and `}` are missing: closes what is
 * open, and reports. */
void close_before_head(Parsing *parsing);
/* False when no bracket is open. */
bool report_unclosed(Parsing *parsing, bool at_end);

/* ---- repair ------------------------------------------------------------- */

/* The next token does not fit: reports, and changes the state so that parsing
 * can go on as if the mistake were not there. */
void repair(Parsing *parsing);
/* A value or a name is due, but the next token begins a line and looks like the
 * next item: it is not to be taken for what is due. */
bool begins_too_early(const Parsing *parsing);
/* A mistake from elsewhere that happens to fit: `- a` for an element. */
bool repair_dashes(Parsing *parsing);
/* The bracket that closes or opens this one; 0: none. */
u32 parse_partner(Parsing *parsing, u32 token);
/* Leaves out what stands between the stack and a token where parsing can go on,
 * from `at` on; stops at the end of the file if there is none. */
void recover(Parsing *parsing, u32 at);
/* Closes what is open with as few losses as possible, then ends the file. */
void recover_end(Parsing *parsing);
/* One `}`, whatever is unfinished before it. */
void recover_brace(Parsing *parsing);

/* ---- words -------------------------------------------------------------- */

/* A diagnostic of syntax/unexpected-token; NULL when there shall be none. */
Diag *parse_report(Parsing *parsing, Span span, Str message);
/* "expected X or Y, found Z" for the next token. */
Diag *report_unexpected(Parsing *parsing);
/* The token for people, as `text`. */
Str parse_words(const Parsing *parsing, u32 token);

#endif
