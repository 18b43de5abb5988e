/* SPDX-License-Identifier: Apache-2.0
 *
 * What people go on from: the handler with one function for each sort of call,
 * its test, and a README. They are put together from pieces that are C files of
 * their own.
 */
#include "backends/c_handler/c_handler.h"

extern const Embedded c_project;

Str piece(Str name) {
  return embedded_find(&c_project, name)->text;
}

Str print_handler_source(Arena *arena, Feeds feeds) {
  Buf out = buf_new(arena);
  buf_str(&out, piece(STR("pieces/start.c")));
  if (feeds.queue)
    buf_str(&out, piece(STR("pieces/message.c")));
  if (feeds.endpoints)
    buf_str(&out, piece(STR("pieces/request.c")));
  if (feeds.schedules)
    buf_str(&out, piece(STR("pieces/schedule.c")));
  return buf_view(&out);
}

Str print_handler_test(Arena *arena, Feeds feeds) {
  Buf out = buf_new(arena);
  buf_str(&out, piece(STR("pieces/test_handler.c")));
  if (feeds.queue)
    buf_str(&out, piece(STR("pieces/test_message.c")));
  if (feeds.endpoints)
    buf_str(&out, piece(STR("pieces/test_request.c")));
  if (feeds.schedules)
    buf_str(&out, piece(STR("pieces/test_schedule.c")));
  buf_text(&out, "\nint main(void) {\n"
                 "  static const struct CMUnitTest tests[] = {\n");
  if (feeds.queue)
    buf_text(&out, "    cmocka_unit_test(takes_a_message),\n");
  if (feeds.endpoints)
    buf_text(&out, "    cmocka_unit_test(answers_a_request),\n");
  if (feeds.schedules)
    buf_text(&out, "    cmocka_unit_test(runs_on_schedule),\n");
  buf_text(&out, "  };\n"
                 "  int failed = cmocka_run_group_tests(tests, NULL, NULL);\n"
                 "  apiq_release();\n"
                 "  return failed;\n"
                 "}\n");
  return buf_view(&out);
}

Str print_handler_readme(Arena *arena, const Handler *handler, Feeds feeds) {
  Buf out = buf_new(arena);
  buf_format(&out,
             "# %.*s\n\n"
             "Made by apiqc: the next build writes this file anew.\n\n"
             "A handler in C. It needs gcc, make and zip, and cmocka for its "
             "test (Debian:\nlibcmocka-dev); with musl-gcc (musl-tools) the "
             "program is smaller.\n\n"
             "```sh\n"
             "make        # bootstrap, the program\n"
             "make test   # tries the handler with the events in events/\n"
             "make zip    # bootstrap.zip, to be named as `code` of the "
             "handler\n"
             "```\n\n"
             "| file | whose | what is in it |\n"
             "| --- | --- | --- |\n",
             STR_ARG(handler->resource.path));
  Buf functions = buf_new(arena);
  buf_text(&functions, "`apiq_start`");
  if (feeds.queue)
    buf_text(&functions, ", `process_message`");
  if (feeds.endpoints)
    buf_text(&functions, ", `process_request`");
  if (feeds.schedules)
    buf_text(&functions, ", `process_schedule`");
  buf_format(&out, "| `handler.c` | yours | %.*s |\n",
             STR_ARG(buf_view(&functions)));
  buf_text(&out,
           "| `test_handler.c`, `events/` | yours | its test and sample "
           "events |\n"
           "| `own.mk` | yours, if you want it | further `SOURCES`, `LIBS`, "
           "another `CC` |\n"
           "| `apiq_stack.h` | made anew | what the stack says: limits, "
           "variables |\n"
           "| `apiq_runtime.h` | made anew | what the handler sees |\n"
           "| the other `apiq_*`, `apiq.mk`, `Makefile` | made anew | the "
           "runtime, and how all is built |\n");
  if (feeds.queue)
    buf_text(&out,
             "\nMessages may be delivered more than once. Where doing a thing "
             "twice does harm, let\n`apiq_start` set `is_done` and "
             "`mark_done`: a message whose key is known as done is\nnot handed "
             "out again.\n");
  return buf_view(&out);
}
