/* SPDX-License-Identifier: Apache-2.0
 *
 * A template made from a model, and what stands at places of it: a path like
 * "Resources/MainQueue/Properties" and the compact JSON that is expected there.
 */
#ifndef APIQC_TEMPLATE_H
#define APIQC_TEMPLATE_H

#include "backends/backend.h"
#include "blueprint.h"
#include "json/json.h"

typedef struct Made {
  FileSet *files;
  Str text;
  Json *root;
} Made;

static inline Made make(Blueprint *blueprint) {
  Arena *arena = blueprint->arena;
  Made made = { .files = fileset_new(arena) };
  Emission emission = { arena, blueprint->model, blueprint->diags,
                        made.files };
  const Backend *backend = backend_find(STR("cfn"));
  const char *error_at;
  assert_non_null(backend);
  backend->emit(&emission);
  assert_int_equal(made.files->files.count, 1);
  assert_str(made.files->files.items[0].path,
             "orders-dev-queue-stack.template.json");
  made.text = made.files->files.items[0].content;
  made.root = json_parse(arena, made.text, &error_at);
  assert_non_null(made.root);
  return made;
}

/* What stands at "Resource/Property/0", or NULL. */
static inline Json *at(Arena *arena, const Json *root, const char *path) {
  const Json *item = root;
  for (Str rest = str_from(path); rest.length && item;) {
    u32 slash = str_find(rest, '/');
    Str step = str_slice(rest, 0, slash);
    rest = str_slice(rest, slash + (slash < rest.length), rest.length);
    item = cJSON_IsArray(item)
             ? cJSON_GetArrayItem(item, atoi(str_terminated(arena, step)))
             : cJSON_GetObjectItemCaseSensitive(item,
                                                str_terminated(arena, step));
  }
  return (Json *)(uintptr_t)item;
}

static inline void assert_at(Arena *arena, const Made *made, const char *path,
                      const char *expected) {
  const Json *found = at(arena, made->root, path);
  Buf text = buf_new(arena);
  if (found)
    json_print_compact(&text, found);
  else
    buf_text(&text, "absent");
  assert_string_equal(str_terminated(arena, buf_view(&text)), expected);
}

typedef struct Expectation {
  const char *path, *expected;
} Expectation;

static inline void assert_all(Arena *arena, const Made *made,
                       const Expectation *expected, size_t count) {
  for (size_t i = 0; i < count; i++)
    assert_at(arena, made, expected[i].path, expected[i].expected);
}

#define ASSERT_ALL(arena, made, ...)                                           \
  do {                                                                         \
    static const Expectation expected[] = { __VA_ARGS__ };                     \
    assert_all((arena), (made), expected, COUNT_OF(expected));                 \
  } while (0)

#endif
