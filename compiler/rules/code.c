/* SPDX-License-Identifier: Apache-2.0
 *
 * A function's runtime, code and entry: whether they go together, and whether
 * the runtime can still be had by the day of the table of runtimes.
 */
#include "rules/check.h"

/* ---- runtimes ---- */

static bool has_come(Str day) {
  return day.length && str_compare(day, runtime_day()) <= 0;
}

static bool is_alive(const RuntimeRow *row) {
  return row && !has_come(row->deprecated) && !has_come(row->blocked);
}

static void unknown_runtime(const Rules *rules, const Resource *resource,
                            Str name) {
  Str names[128];
  u32 count = runtime_names(names, COUNT_OF(names));
  Str near = suggest(name, names, count);
  Diag *diag = diag_add(rules->diags, RULE_TYPE_MISMATCH,
                        setting_place(resource, ATTR_handler_runtime),
                        "there is no runtime `%.*s`", STR_ARG(name));
  if (near.length) {
    Str title = str_format(rules->arena, "did you mean `%.*s`?", STR_ARG(near));
    rules_replace(rules, diag, FIX_SAFE, resource, ATTR_handler_runtime, near,
                  title);
    return;
  }
  Buf alive = buf_new(rules->arena);
  for (u32 i = 0; i < count; i++)
    if (is_alive(runtime_find(names[i])))
      buf_format(&alive, "%s%.*s", alive.length ? ", " : "", STR_ARG(names[i]));
  diag_note(rules->diags, diag, "there are: %.*s", STR_ARG(buf_view(&alive)));
}

static void old_runtime(const Rules *rules, const Resource *resource,
                        const RuntimeRow *row) {
  bool blocked = has_come(row->blocked);
  Str name = row->name, day = runtime_day();
  Diag *diag =
    diag_add(rules->diags, RULE_LIMIT_RUNTIME,
             setting_place(resource, ATTR_handler_runtime),
             blocked ? "no function with the runtime `%.*s` can be created any "
                       "more"
                     : "the runtime `%.*s` is deprecated",
             STR_ARG(name));
  diag_label(rules->diags, diag, "%s since %.*s",
             blocked ? "blocked" : "deprecated",
             STR_ARG(blocked ? row->blocked : row->deprecated));
  rules_receiver(rules, diag, resource, ATTR_handler_runtime);
  if (blocked) {
    diag_effect(rules->diags, diag, "the deployment of a new stack would fail");
  } else {
    diag_severity(diag, SEVERITY_WARNING);
    diag_effect(rules->diags, diag, "it gets no security fixes any more");
  }
  if (!blocked && row->blocked.length)
    diag_note(rules->diags, diag,
              "from %.*s on no function can be created with it",
              STR_ARG(row->blocked));
  diag_note(rules->diags, diag,
            "judged by the day of the compiler's own table, %.*s",
            STR_ARG(day));
  if (!is_alive(runtime_find(row->successor)))
    return;
  Str title = str_format(rules->arena, "move to `%.*s`, its successor",
                         STR_ARG(row->successor));
  rules_replace(rules, diag, FIX_MAYBE, resource, ATTR_handler_runtime,
                row->successor, title);
}

static void missing(const Rules *rules, const Resource *resource,
                    const char *name, const char *example) {
  Diag *diag =
    diag_add(rules->diags, RULE_TYPE_MISSING_ATTRIBUTE, resource->span,
             "handler `%.*s` needs `%s`", STR_ARG(resource->path), name);
  diag_related(rules->diags, diag, setting_place(resource, ATTR_handler_code),
               "for this code");
  diag_help(rules->diags, diag, "add `%s = %s`", name, example);
}

void check_runtime(const Rules *rules) {
  for (u32 i = 0; i < rules->model->handlers.count; i++) {
    const Handler *handler = rules->model->handlers.items[i];
    const Resource *resource = &handler->resource;
    if (rules_code_is(handler, STR("image")))
      continue; /* check_code says that there is none */
    if (rules_left_out(resource, ATTR_handler_runtime)) {
      if (setting_given(setting(resource, ATTR_handler_code)))
        missing(rules, resource, "runtime", "provided.al2023");
      continue;
    }
    Str name = rules_runtime(rules, handler);
    if (!name.length)
      continue;
    const RuntimeRow *row = runtime_find(name);
    if (!row)
      unknown_runtime(rules, resource, name);
    else if (!is_alive(row))
      old_runtime(rules, resource, row);
  }
}

/* ---- code ---- */

/* What is in the image cannot be said a second time. */
static void check_image(const Rules *rules, const Handler *handler) {
  static const struct {
    AttrId attr;
    const char *why;
  } inside[] = {
    { ATTR_handler_runtime, "an image brings its own runtime" },
    { ATTR_handler_entry, "an image says itself what is called" },
    { ATTR_handler_layers, "an image holds everything, layers do not apply" },
  };
  const Resource *resource = &handler->resource;
  for (u32 i = 0; i < COUNT_OF(inside); i++) {
    if (!rules_explicit(resource, inside[i].attr))
      continue;
    Str name = attr_row(inside[i].attr)->name;
    Diag *diag = diag_add(rules->diags, RULE_TYPE_BAD_ARGUMENT,
                          setting_place(resource, inside[i].attr),
                          "`%.*s` does not go with an image: %s", STR_ARG(name),
                          inside[i].why);
    diag_related(rules->diags, diag, setting_place(resource, ATTR_handler_code),
                 "the code is an image");
    diag_help(rules->diags, diag, "leave `%.*s` out", STR_ARG(name));
  }
}

static void check_inline(const Rules *rules, const Handler *handler) {
  const Resource *resource = &handler->resource;
  Str runtime = rules_runtime(rules, handler);
  if (runtime_find(runtime) && !str_starts(runtime, STR("python")) &&
      !str_starts(runtime, STR("nodejs"))) {
    Diag *diag = diag_add(rules->diags, RULE_TYPE_BAD_ARGUMENT,
                          setting_place(resource, ATTR_handler_runtime),
                          "inline code is for python and nodejs only, and the "
                          "runtime is `%.*s`",
                          STR_ARG(runtime));
    diag_related(rules->diags, diag, setting_place(resource, ATTR_handler_code),
                 "the code stands here");
    diag_help(rules->diags, diag,
              "put the code into a folder, and write `code = \"FOLDER\"`");
  }
  Str entry = setting_text(rules->arena, resource, ATTR_handler_entry);
  if (!rules_written(resource, ATTR_handler_entry) || !entry.length ||
      str_starts(entry, STR("index.")))
    return;
  Diag *diag = diag_add(rules->diags, RULE_TYPE_BAD_ARGUMENT,
                        setting_place(resource, ATTR_handler_entry),
                        "the entry of inline code begins with `index.`, and "
                        "this is `%.*s`",
                        STR_ARG(entry));
  rules_receiver(rules, diag, resource, ATTR_handler_entry);
  diag_related(rules->diags, diag, setting_place(resource, ATTR_handler_code),
               "this becomes the file `index.py` or `index.js`");
  u32 dot = str_find(entry, '.');
  Str function =
    dot < entry.length ? str_slice(entry, dot + 1, entry.length) : entry;
  Str text = str_format(rules->arena, "\"index.%.*s\"", STR_ARG(function));
  Str title = str_format(rules->arena, "write %.*s", STR_ARG(text));
  rules_replace(rules, diag, FIX_SAFE, resource, ATTR_handler_entry, text,
                title);
}

/* A custom runtime and inline code have an entry of their own. */
static void check_entry(const Rules *rules, const Handler *handler) {
  const Resource *resource = &handler->resource;
  Str runtime = rules_runtime(rules, handler);
  if (setting(resource, ATTR_handler_entry)->origin == ORIGIN_ABSENT &&
      runtime_find(runtime) && !str_starts(runtime, STR("provided")))
    missing(rules, resource, "entry", "\"app.handle\"");
}

void check_code(const Rules *rules) {
  for (u32 i = 0; i < rules->model->handlers.count; i++) {
    const Handler *handler = rules->model->handlers.items[i];
    if (!setting_given(setting(&handler->resource, ATTR_handler_code)))
      continue;
    if (rules_code_is(handler, STR("image")))
      check_image(rules, handler);
    else if (rules_code_is(handler, STR("inline")))
      check_inline(rules, handler);
    else
      check_entry(rules, handler);
  }
}
