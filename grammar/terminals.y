/* SPDX-License-Identifier: Apache-2.0
 *
 * The C preprocessor makes of this the head of the parser's grammar: its
 * terminals, numbered as in tokens.def, and the words that may be names.
 */
#define TOKEN(id, text, class) id
%token
#include "tokens.def"
.
#undef TOKEN
#define PUNCTUATION(id)
#define NAME(id)
#define LITERAL(id)
#define STRING_PART(id)
#define ILLEGAL(id)
#define TRIVIA(id)
#define WORD(id) id
#define TOKEN(id, text, class) class(id)
%fallback NAME
#include "tokens.def"
.
