/* SPDX-License-Identifier: Apache-2.0
 *
 * A C program for each handler with a `provided.*` runtime, in a folder of its
 * own. The runtime and what the stack says follow every build; the handler, its
 * test and the sample events are written once and then theirs. What a handler
 * needs and its program would not do is an error, never left out.
 */
#include "backends/c_handler/c_handler.h"

extern const Embedded c_project;

static const Str runtime_folder = STR_INIT("runtime/");

Feeds feeds_of(const Model *model, const Handler *handler) {
  Feeds feeds = { 0 };
  if (handler->source && resource_is_queue(handler->source))
    feeds.queue = as_queue(handler->source);
  feeds.endpoints = handler->callers.count > 0;
  for (u32 i = 0; i < model->schedules.count; i++)
    if (model->schedules.items[i]->target == &handler->resource)
      feeds.schedules = true;
  return feeds;
}

/* ---- what cannot be said ------------------------------------------------- */

static void refuse(Emission *emission, const Handler *handler, Span span,
                   const char *what, const char *help) {
  Diag *diag = diag_add(emission->diags, RULE_TARGET_CANNOT_EXPRESS, span,
                        "handler `%.*s` cannot be built for c: %s",
                        STR_ARG(handler->resource.path), what);
  diag_help(emission->diags, diag, "%s", help);
}

static bool hears_topic(const Model *model, const Handler *handler) {
  for (u32 i = 0; i < model->subscriptions.count; i++)
    if (model->subscriptions.items[i]->subscriber == &handler->resource)
      return true;
  return handler->source && as_topic(handler->source);
}

static void judge(Emission *emission, const Handler *handler) {
  static const char elsewhere[] =
    "let a handler with the runtime of another language do that";
  Feeds feeds = feeds_of(emission->model, handler);
  Span span = handler->resource.span;
  bool topic = hears_topic(emission->model, handler);
  if (handler->targets.count)
    refuse(emission, handler, handler->target_spans.items[0],
           "its program would not send anything along `->`", elsewhere);
  if (topic)
    refuse(emission, handler, span,
           "its program would not understand what a topic sends",
           "put a queue between the topic and the handler");
  if (handler->authorizer)
    refuse(emission, handler, span,
           "its program would not answer as an authorizer", elsewhere);
  if (!feeds.queue && !feeds.endpoints && !feeds.schedules && !topic &&
      !handler->authorizer)
    refuse(emission, handler, span, "nothing calls it",
           "give it a queue with `<-`, an endpoint or a schedule");
}

static void report_none(Emission *emission) {
  Diag *diag = diag_add(
    emission->diags, RULE_TARGET_CANNOT_EXPRESS, emission->model->stack->span,
    "nothing can be built for c: no handler has a `provided.*` "
    "runtime");
  diag_help(emission->diags, diag,
            "write `runtime = provided.al2023` in each handler that is a C "
            "program");
}

/* ---- the files ----------------------------------------------------------- */

static void add_file(Emission *emission, Str folder, Str name, Str text,
                     FileRole role) {
  Str path =
    str_format(emission->arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));
  Str problem = fileset_add(emission->files, path, text, role);
  if (problem.length)
    diag_add(emission->diags, RULE_NAME_BAD_CHARACTER,
             emission->model->stack->span, "%.*s", STR_ARG(problem));
}

static void add_runtime(Emission *emission, Str folder) {
  for (u32 i = 0; i < c_project.count; i++) {
    const EmbeddedFile *file = &c_project.files[i];
    if (str_starts(file->name, runtime_folder))
      add_file(emission, folder,
               str_slice(file->name, runtime_folder.length, file->name.length),
               file->text, FILE_GENERATED);
  }
}

static void add_events(Emission *emission, Str folder, Feeds feeds) {
  if (feeds.queue)
    add_file(emission, folder, STR("events/message.json"),
             piece(feeds.queue->fifo ? STR("pieces/message.fifo.json")
                                     : STR("pieces/message.json")),
             FILE_ONCE);
  if (feeds.endpoints)
    add_file(emission, folder, STR("events/request.json"),
             piece(STR("pieces/request.json")), FILE_ONCE);
  if (feeds.schedules)
    add_file(emission, folder, STR("events/schedule.json"),
             piece(STR("pieces/schedule.json")), FILE_ONCE);
}

static void add_handler(Emission *emission, const Handler *handler,
                        Str folder) {
  Arena *arena = emission->arena;
  Feeds feeds = feeds_of(emission->model, handler);
  Str machine =
    setting_is(&handler->resource, ATTR_handler_architecture, STR("arm64"))
      ? STR("arm64")
      : STR("x86_64");
  add_runtime(emission, folder);
  add_file(emission, folder, STR("apiq_stack.h"),
           print_stack_header(arena, emission->model, handler, feeds),
           FILE_GENERATED);
  add_file(emission, folder, STR("apiq.mk"),
           str_format(arena,
                      "# Made by apiqc: the next build writes this file anew.\n"
                      "ARCHITECTURE := %.*s\n",
                      STR_ARG(machine)),
           FILE_GENERATED);
  add_file(emission, folder, STR("README.md"),
           print_handler_readme(arena, handler, feeds), FILE_GENERATED);
  add_file(emission, folder, STR("handler.c"),
           print_handler_source(arena, feeds), FILE_ONCE);
  add_file(emission, folder, STR("test_handler.c"),
           print_handler_test(arena, feeds), FILE_ONCE);
  add_file(emission, folder, STR(".gitignore"), piece(STR("pieces/.gitignore")),
           FILE_ONCE);
  add_events(emission, folder, feeds);
}

void c_handler_emit(Emission *emission) {
  const Model *model = emission->model;
  Ids folders = ids_new(emission->arena);
  bool any = false;
  for (u32 i = 0; i < model->handlers.count; i++)
    ids_add(&folders, model->handlers.items[i]->resource.path);
  for (u32 i = 0; i < model->handlers.count; i++) {
    const Handler *handler = model->handlers.items[i];
    if (!handler_is_native(handler))
      continue;
    any = true;
    judge(emission, handler);
    add_handler(emission, handler, ids_of(&folders, handler->resource.path));
  }
  if (!any)
    report_none(emission);
}

void c_handler_next(Buf *out, const Model *model, Str folder,
                    const FileSet *files) {
  static const Str makefile = STR_INIT("/Makefile");
  (void)model;
  for (u32 i = 0; i < files->files.count; i++) {
    Str path = files->files.items[i].path;
    if (!str_ends(path, makefile))
      continue;
    Str home = fs_join(out->arena, folder,
                       str_slice(path, 0, path.length - makefile.length));
    buf_format(out, "make -C %.*s test zip\n",
               STR_ARG(spell_shell(out->arena, home)));
  }
}
