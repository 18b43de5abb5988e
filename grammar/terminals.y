/* SPDX-License-Identifier: Apache-2.0
 *
 * The C preprocessor makes of this the head of the parser's grammar: its
 * terminals, numbered as in tokens.def.
 */
#define TOKEN(id, text, class) id
%token
#include "tokens.def"
.
