/* SPDX-License-Identifier: Apache-2.0
 *
 * Documents as JSON: as it stands in a property, or as the argument of one
 * Fn::Sub where the service takes it as a text.
 */
#include "backends/cloudformation/cloudformation.h"

typedef struct Spelling {
  Template *template;
  SubText *sub; /* NULL: each text has a function of its own */
  u32 by_name;
} Spelling;

static Json *spell(Spelling *spelling, const Document *document);

static Json *spell_set(Spelling *spelling, const Document *document) {
  Arena *arena = spelling->template->arena;
  u32 count = document->members.count;
  Json *array = json_array(arena);
  Spelled *items = ARENA_ARRAY(arena, Spelled, count);
  for (u32 i = 0; i < count; i++) {
    Buf text = buf_new(arena);
    Json *item = spell(spelling, document->members.items[i].value);
    json_print_compact(&text, item);
    items[i] = (Spelled){ buf_view(&text), item };
  }
  if (count == 1 && document->kind == DOCUMENT_ONE_OR_SET)
    return items[0].item;
  count = spelled_sort(items, count);
  for (u32 i = 0; i < count; i++)
    json_add(arena, array, items[i].item);
  return array;
}

static Json *spell(Spelling *spelling, const Document *document) {
  Template *template = spelling->template;
  Arena *arena = template->arena;
  Json *whole = NULL;
  switch (document->kind) {
  case DOCUMENT_TEXT:
    return spelling->sub
             ? json_string(arena, sub_text(spelling->sub, document->text))
             : json_text(template, document->text, spelling->by_name);
  case DOCUMENT_INTEGER:
    return json_integer(arena, document->number);
  case DOCUMENT_SET:
  case DOCUMENT_ONE_OR_SET:
    return spell_set(spelling, document);
  case DOCUMENT_LIST:
    whole = json_array(arena);
    for (u32 i = 0; i < document->members.count; i++)
      json_add(arena, whole, spell(spelling, document->members.items[i].value));
    return whole;
  case DOCUMENT_OBJECT:
    whole = json_object(arena);
    for (u32 i = 0; i < document->members.count; i++)
      json_set_key(arena, whole, document->members.items[i].key,
                   spell(spelling, document->members.items[i].value));
  }
  return whole;
}

Json *json_document(Template *template, const Document *document, u32 by_name) {
  Spelling spelling = { .template = template, .by_name = by_name };
  return spell(&spelling, document);
}

Json *json_document_text(Template *template, const Document *document) {
  SubText sub = { .template = template };
  Spelling spelling = { .template = template, .sub = &sub };
  Buf text = buf_new(template->arena);
  json_print_compact(&text, spell(&spelling, document));
  return json_sub(template->arena, &sub, buf_view(&text));
}

Json *json_policy(Template *template, const Statements *statements,
                  u32 by_name) {
  return json_document(
    template, policy_document(template->arena, template->diags, statements),
    by_name);
}
