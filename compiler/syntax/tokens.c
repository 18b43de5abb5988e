/* SPDX-License-Identifier: Apache-2.0
 *
 * tokens.def as tables: how a token is called, which class it has, and which
 * words are keywords somewhere.
 */
#include "syntax/scanner.h"

#include <string.h>

typedef enum Class {
  CLASS_PUNCTUATION,
  CLASS_WORD,
  CLASS_NAME,
  CLASS_LITERAL,
  CLASS_STRING_PART,
  CLASS_ILLEGAL,
  CLASS_TRIVIA,
} Class;

typedef struct Row {
  Str spelling;
  Class class;
} Row;

static const Row rows[TOKEN_COUNT] = {
  [TOKEN_END] = { STR_INIT("the end of the file"), CLASS_ILLEGAL },
#define TOKEN(id, text, class) [TOKEN_##id] = { STR_INIT(text), CLASS_##class },
#include "tokens.def"
#undef TOKEN
};

/* Trivia come last, so that one comparison tells them. */
_Static_assert(TOKEN_WHITE < TOKEN_COMMENT && TOKEN_ILLEGAL < TOKEN_WHITE &&
                 TOKEN_COUNT <= UINT8_MAX,
               "the order of tokens.def");

Str token_spelling(TokenKind kind) {
  return rows[kind].spelling;
}

bool token_is_trivia(TokenKind kind) {
  return kind >= TOKEN_WHITE;
}

bool token_is_word(TokenKind kind) {
  return rows[kind].class == CLASS_WORD;
}

TokenKind token_word(Str text) {
  for (u32 kind = TOKEN_PARAM; kind <= TOKEN_NOT; kind++) {
    Str spelling = rows[kind].spelling; /* between backticks */
    if (spelling.length == text.length + 2 && spelling.at[1] == text.at[0] &&
        memcmp(spelling.at + 1, text.at, text.length) == 0)
      return (TokenKind)kind;
  }
  return TOKEN_NAME;
}
