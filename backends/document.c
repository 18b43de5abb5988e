/* SPDX-License-Identifier: Apache-2.0
 *
 * JSON that a service takes inside of a property: policies and the dashboard.
 *
 * It is the same for every target but for its texts, which have parts that only
 * the deployment knows. So it is made once, with texts of the model in its
 * leaves, and a target spells the tree.
 */
#include "backends/backend.h"

#include <stdlib.h>

Document *document_new(Arena *arena, DocumentKind kind) {
  Document *made = ARENA_NEW(arena, Document);
  made->kind = kind;
  return made;
}

Document *document_text(Arena *arena, Text text) {
  Document *made = document_new(arena, DOCUMENT_TEXT);
  made->text = text;
  return made;
}

Document *document_string(Arena *arena, Str text) {
  return document_text(arena, text_of(arena, text));
}

Document *document_integer(Arena *arena, i64 number) {
  Document *made = document_new(arena, DOCUMENT_INTEGER);
  made->number = number;
  return made;
}

void document_add(Arena *arena, Document *list, Document *item) {
  VEC_PUSH(arena, &list->members, ((DocumentMember){ STR(""), item }));
}

void document_put(Arena *arena, Document *object, Str key, Document *value) {
  VEC_PUSH(arena, &object->members, ((DocumentMember){ key, value }));
}

void document_put_string(Arena *arena, Document *object, const char *key,
                         Str text) {
  document_put(arena, object, str_from(key), document_string(arena, text));
}

Document *document_find(const Document *object, Str key) {
  for (u32 i = 0; i < object->members.count; i++)
    if (str_equal(object->members.items[i].key, key))
      return object->members.items[i].value;
  return NULL;
}

static int compare(const void *left, const void *right) {
  return str_compare(((const Spelled *)left)->text,
                     ((const Spelled *)right)->text);
}

u32 spelled_sort(Spelled *items, u32 count) {
  u32 kept = 0;
  if (count)
    qsort(items, count, sizeof *items, compare);
  for (u32 i = 0; i < count; i++)
    if (i == 0 || !str_equal(items[i].text, items[kept - 1].text))
      items[kept++] = items[i];
  return kept;
}
