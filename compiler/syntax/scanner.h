/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside syntax only: the machines that re2c makes of grammar/lexer.re, and the
 * tables and checks that lexing takes from elsewhere. Each machine reads one
 * piece from `at` and leaves `at` behind it; only at the end of the text does
 * it read nothing.
 */
#ifndef APIQC_SCANNER_H
#define APIQC_SCANNER_H

#include "syntax/syntax.h"

typedef struct Scanner {
  const char *at, *end;
} Scanner;

/* What lies outside strings and comments: a TokenKind, or one of these. */
enum {
  SCAN_WORD = TOKEN_COUNT, /* a name, or a word of tokens.def */
  SCAN_WIDE_WORD,     /* a name with characters in it that are not ASCII */
  SCAN_DIGITS,        /* INTEGER, perhaps too large */
  SCAN_FRACTION,      /* DECIMAL, perhaps too large */
  SCAN_TIME,          /* DURATION, perhaps out of order or too large */
  SCAN_BYTES,         /* SIZE, perhaps too large */
  SCAN_FREQUENCY,     /* RATE, perhaps too large */
  SCAN_SHARE,         /* PERCENT, perhaps too large */
  SCAN_BAD_NUMBER,    /* digits that touch what is no unit */
  SCAN_DOUBLE_QUOTE,  /* `"` */
  SCAN_TRIPLE_QUOTE,
  SCAN_SINGLE_QUOTED, /* 'text' */
  SCAN_CURLY_QUOTED,  /* “text” */
  SCAN_LINE_COMMENT,  /* `//` */
  SCAN_DOCUMENTATION, /* `///` and no more slashes */
  SCAN_HASH_COMMENT,
  SCAN_BLOCK_COMMENT, /* the opening */
  SCAN_HABIT,         /* an operator of another language */
  SCAN_BAD,           /* the first of some bytes that mean nothing here */
};
int scan_code(Scanner *scanner);

/* What lies inside strings and comments. */
typedef enum Piece {
  PIECE_END,
  PIECE_TEXT,
  PIECE_NEWLINE,
  PIECE_CLOSE,      /* `"` or the end of a block comment */
  PIECE_BLOCK_CLOSE, /* `"""` */
  PIECE_OPEN,       /* `${` */
  PIECE_ESCAPE,
  PIECE_CODE_POINT, /* \u{…} with digits, perhaps no scalar value */
  PIECE_BAD_ESCAPE,
  PIECE_BAD,        /* the first of some bytes that may stand nowhere */
} Piece;
Piece scan_string(Scanner *scanner);
Piece scan_line_comment(Scanner *scanner);
Piece scan_block_comment(Scanner *scanner);
/* The rest of a bare path, from its `/`. */
void scan_path(Scanner *scanner);

/* ---- tables ------------------------------------------------------------- */

/* The word's own kind, or TOKEN_NAME. */
TokenKind token_word(Str text);
bool token_is_word(TokenKind kind);

/* ---- checks; each reports what is wrong and says whether it is fine ----- */

bool number_check(Diags *diags, int scan, Span span, Str text);
bool code_point_check(Diags *diags, Span span, Str escape);

/* How many bytes from `at` on are one run of characters that may not stand
 * there; 0: the first one may. In code nothing but ASCII may. */
u32 character_bad_run(const char *at, const char *end, bool in_code);
/* Reports such a run. */
void character_report(Diags *diags, Span span, Str run);

/* Lexes; says how many runs of bad characters there were. */
u32 lex_file(Arena *arena, Diags *diags, const Sources *sources, u32 file,
             Tree *tree);
enum {
  BAD_RUNS_LISTED = 20,   /* beyond this many the file is noise */
  MISTAKES_LISTED = 1000, /* of one file, of all rules of syntax */
};

#endif
