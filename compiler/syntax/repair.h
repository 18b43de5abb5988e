/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside syntax only: what the kinds of repair share. Each asks the machine
 * first whether the next tokens would then fit.
 */
#ifndef APIQC_REPAIR_H
#define APIQC_REPAIR_H

#include "syntax/parsing.h"

/* How far to look: so many tokens, where a short string counts as one. */
enum { AHEAD = 3, ROOM = 3 * AHEAD };

/* The kinds of the tokens from `token` on, to the end of its line at most. */
u32 repair_look_ahead(const Parsing *parsing, u32 token, u8 kinds[ROOM]);
/* Would things go well with `kind` fed first, then the tokens from `next`? */
bool repair_goes_well(const Parsing *parsing, TokenKind kind, u32 next);
/* Would they with the tokens from `next` alone? */
bool repair_goes_on(const Parsing *parsing, u32 next);
/* Passes over the next token. */
void repair_leave_out(Parsing *parsing);
/* Makes the next token one of that kind, and feeds it. */
void repair_feed_as(Parsing *parsing, TokenKind kind);
/* Is the innermost bracket a round or square one that nothing closes? */
bool repair_lacks_bracket(Parsing *parsing);
/* The token behind the next one. */
u32 parse_following(const Parsing *parsing);
Span parse_span(const Parsing *parsing, u32 token);
/* What other languages have there: repairs it, or is false. */
bool repair_habit(Parsing *parsing);

#endif
