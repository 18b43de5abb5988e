/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside syntax only: the state of lexing one file.
 */
#ifndef APIQC_LEXER_H
#define APIQC_LEXER_H

#include "syntax/scanner.h"

/* An open string; all but the innermost are in an interpolation. */
typedef struct Frame {
  u32 open;          /* its first token */
  u32 interpolation; /* the last `${` */
  u32 braces;        /* open in that */
  bool block;        /* """ */
} Frame;

typedef struct Lexer {
  Arena *arena;
  Diags *diags;
  Tree *tree;
  const char *start;
  Scanner scanner;
  VEC(Frame) frames;
  bool in_string;       /* in the text of the innermost */
  bool line_start;      /* nothing but white space on this line so far */
  u32 before, previous; /* the last two tokens that are no trivia */
  u32 bad_runs;
  u32 reported; /* diagnostics that were there before */
} Lexer;

/* `from` and `at` point into the text; what was read last ends at scanner.at.
 */
u32 lex_address(const Lexer *lexer, const char *at);
Span lex_span(const Lexer *lexer, const char *from);
Str lex_text(const Lexer *lexer, const char *from);
Token *lex_token(Lexer *lexer, u32 token);
Frame *lex_frame(Lexer *lexer); /* the innermost open string, or NULL */
void lex_emit(Lexer *lexer, TokenKind kind, const char *from, bool ok);
bool lex_full(const Lexer *lexer); /* no more diagnostics of this file */
/* Takes the run of bad characters at `from` and reports it. */
void lex_bad_run(Lexer *lexer, const char *from, bool in_code);

void lex_open_string(Lexer *lexer, TokenKind kind, const char *from);
/* One run of text and what ends it. */
void lex_string(Lexer *lexer);
/* Text between quotes that are none here: 'a' or “a”. */
void lex_quoted(Lexer *lexer, const char *from);
/* A line or the file ends at `at` inside strings: closes those that may not go
 * on, and reports the outermost. */
void lex_unterminated(Lexer *lexer, const char *at, bool at_end);

#endif
