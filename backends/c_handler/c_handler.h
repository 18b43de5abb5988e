/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of the target share: a handler and what calls it.
 */
#ifndef APIQC_C_HANDLER_H
#define APIQC_C_HANDLER_H

#include "backends/backend.h"

/* What may call a handler. Each has a function of its own in handler.c. */
typedef struct Feeds {
  const Queue *queue; /* NULL: none */
  bool endpoints, schedules;
} Feeds;

Feeds feeds_of(const Model *model, const Handler *handler);

/* ---- stack.c ------------------------------------------------------------- */

/* apiq_stack.h: what the program says of the handler, as constants. */
Str print_stack_header(Arena *arena, const Model *model, const Handler *handler,
                       Feeds feeds);

/* ---- texts.c ------------------------------------------------------------- */

/* What is handed over to people: written once. */
Str print_handler_source(Arena *arena, Feeds feeds);
Str print_handler_test(Arena *arena, Feeds feeds);
Str print_handler_readme(Arena *arena, const Handler *handler, Feeds feeds);
/* A file that the target carries. */
Str piece(Str name);

#endif
