/* SPDX-License-Identifier: Apache-2.0
 *
 * script: expressions as TypeScript has them. What fits stands on one line;
 * what does not is broken from the outside inwards.
 */
#ifndef APIQC_SCRIPT_H
#define APIQC_SCRIPT_H

#include "backends/expression.h"

/* Appends the expression to a line that is indented by `indent`. */
void script_print(Buf *out, const Expression *script, u32 indent);
/* A text as lines that begin with `lead`, with nothing in them that could end
 * a comment or a line. */
void script_print_comment(Buf *out, const char *lead, Str text);

#endif
