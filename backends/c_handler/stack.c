/* SPDX-License-Identifier: Apache-2.0
 *
 * apiq_stack.h: what the program says of one handler, as constants and
 * functions that read its environment.
 */
#include "backends/c_handler/c_handler.h"

#include <stdlib.h>

/* ---- constants ----------------------------------------------------------- */

static void define(Buf *out, const char *name, i64 value, const char *what) {
  buf_format(out, "#define APIQ_%s %lld%s%s%s\n", name, (long long)value,
             *what ? " /* " : "", what, *what ? " */" : "");
}

/* Nothing, where only the deployment knows. */
static void define_known(Buf *out, const char *name, i64 value,
                         const char *what) {
  if (value > 0)
    define(out, name, value, what);
}

static void print_limits(Buf *out, const Handler *handler, Feeds feeds) {
  const Resource *own = &handler->resource;
  buf_text(out, "\n/* A value that only the deployment knows stands as the "
                "least that it may be. */\n");
  define(out, "TIMEOUT_MS", setting_low(own, ATTR_handler_timeout, 0),
         "of one call");
  define(out, "MEMORY_MB",
         setting_low(own, ATTR_handler_memory, 0) / (1024 * 1024), "");
  if (!feeds.queue)
    return;
  const Resource *queue = &feeds.queue->resource;
  bool declared = queue->kind == KIND_queue;
  define(out, "BATCH_SIZE", setting_low(own, ATTR_handler_batch_size, 0),
         "messages of one call, at most");
  define_known(out, "VISIBILITY_MS",
               setting_low(queue,
                           declared ? ATTR_queue_visibility
                                    : ATTR_external_queue_visibility,
                           0),
               "until a failed message comes back");
  if (declared)
    define_known(out, "MOST_DELIVERIES",
                 setting_low(queue, ATTR_queue_dead_letter_after, 0),
                 "before it is a dead letter");
}

static void print_functions(Buf *out, Feeds feeds) {
  buf_text(out, "\n/* In handler.c. */\n"
                "apiq_result apiq_start(apiq_settings *settings);\n");
  if (feeds.queue)
    buf_text(out, "apiq_result process_message(const apiq_message *message,\n"
                  "                            apiq_context *context);\n");
  if (feeds.endpoints)
    buf_text(out, "apiq_result process_request(const apiq_request *request,\n"
                  "                            apiq_response *response,\n"
                  "                            apiq_context *context);\n");
  if (feeds.schedules)
    buf_text(out, "apiq_result process_schedule(const apiq_call *call,\n"
                  "                             apiq_context *context);\n");
}

static int by_name(const void *left, const void *right) {
  return str_compare(((const Variable *)left)->name,
                     ((const Variable *)right)->name);
}

static void print_variables(Arena *arena, Buf *out, const Handler *handler) {
  u32 count = 0;
  Variable *sorted = ARENA_ARRAY(arena, Variable, handler->environment.count);
  for (u32 i = 0; i < handler->environment.count; i++)
    if (!str_equal(handler->environment.items[i].name, CONTRACT_VARIABLE))
      sorted[count++] = handler->environment.items[i];
  if (!count)
    return;
  qsort(sorted, count, sizeof *sorted, by_name);
  buf_text(out, "\n/* What the stack puts into the environment; NULL: it is "
                "not there. */\n");
  for (u32 i = 0; i < count; i++)
    buf_format(out,
               "static inline const char *apiq_env_%.*s(void) {\n"
               "  return getenv(\"%.*s\");\n"
               "}\n",
               STR_ARG(sorted[i].name), STR_ARG(sorted[i].name));
}

Str print_stack_header(Arena *arena, const Model *model, const Handler *handler,
                       Feeds feeds) {
  Buf out = buf_new(arena);
  buf_format(&out,
             "/* SPDX-License-Identifier: Apache-2.0\n"
             " *\n"
             " * Made by apiqc: the next build writes this file anew.\n"
             " *\n"
             " * What the stack says of the handler.\n"
             " */\n"
             "#ifndef APIQ_STACK_H\n"
             "#define APIQ_STACK_H\n"
             "\n"
             "#include <stdlib.h>\n"
             "\n"
             "#include \"apiq_runtime.h\"\n"
             "\n"
             "#define APIQ_STAGE \"%.*s\"\n"
             "#define APIQ_HANDLER \"%.*s\"\n"
             "/* Of all that calls it, and of what it finds in its "
             "environment. */\n"
             "#define APIQ_CONTRACT \"%.*s\"\n"
             "\n",
             STR_ARG(model->stage), STR_ARG(handler->resource.path),
             STR_ARG(handler_contract(arena, model, handler)));
  define(&out, "TAKES_MESSAGES", feeds.queue != NULL, "");
  define(&out, "ANSWERS_REQUESTS", feeds.endpoints, "");
  define(&out, "RUNS_ON_SCHEDULE", feeds.schedules, "");
  if (feeds.queue) {
    define(&out, "FIFO", feeds.queue->fifo, "");
    define(&out, "PARTIAL_FAILURES",
           !setting_is(&handler->resource, ATTR_handler_partial_failures,
                       STR("off")),
           "");
  }
  print_limits(&out, handler, feeds);
  print_functions(&out, feeds);
  print_variables(arena, &out, handler);
  buf_text(&out, "\n#endif\n");
  return buf_view(&out);
}
