/* SPDX-License-Identifier: Apache-2.0
 *
 * The contract of a handler: a digest of what calls it and of what it finds in
 * its environment. The stack puts it there too, so that a program that was
 * built before any of that changed can tell, and need not start.
 */
#include "model/model.h"

#include <stdlib.h>

static int by_text(const void *left, const void *right) {
  return str_compare(*(const Str *)left, *(const Str *)right);
}

static Str source_edge(Arena *arena, const Handler *handler) {
  const Queue *queue = as_queue(handler->source);
  bool partial =
    !setting_is(&handler->resource, ATTR_handler_partial_failures, STR("off"));
  return str_format(arena, "%s of %.*s%s%s", queue ? "messages" : "calls",
                    STR_ARG(handler->source->path),
                    queue && queue->fifo ? ", in order" : "",
                    queue && partial ? ", one by one" : "");
}

Str handler_contract(Arena *arena, const Model *model, const Handler *handler) {
  enum { DIGITS = 16 };
  VEC(Str) edges = { 0 };
  if (handler->source)
    VEC_PUSH(arena, &edges, source_edge(arena, handler));
  for (u32 i = 0; i < handler->callers.count; i++)
    VEC_PUSH(arena, &edges,
             str_format(arena, "requests %.*s",
                        STR_ARG(handler->callers.items[i]->path)));
  for (u32 i = 0; i < model->schedules.count; i++)
    if (model->schedules.items[i]->target == &handler->resource)
      VEC_PUSH(arena, &edges,
               str_format(arena, "schedule %.*s",
                          STR_ARG(model->schedules.items[i]->resource.path)));
  for (u32 i = 0; i < handler->environment.count; i++)
    if (!str_equal(handler->environment.items[i].name, CONTRACT_VARIABLE))
      VEC_PUSH(arena, &edges,
               str_format(arena, "variable %.*s",
                          STR_ARG(handler->environment.items[i].name)));
  if (edges.count)
    qsort(edges.items, edges.count, sizeof *edges.items, by_text);
  Digest digest =
    digest_of(str_join(arena, STR("\n"), edges.items, edges.count));
  return str_slice(digest_hex(arena, &digest), 0, DIGITS);
}
