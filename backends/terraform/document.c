/* SPDX-License-Identifier: Apache-2.0
 *
 * Documents as expressions, which Terraform itself encodes.
 */
#include "backends/terraform/terraform.h"

static Expression *spell(Terraform *tf, const Document *document, u32 by_name);

static Expression *spell_set(Terraform *tf, const Document *document,
                             u32 by_name) {
  Arena *arena = tf->arena;
  u32 count = document->members.count;
  Expression *list = expression_list(arena);
  Spelled *items = ARENA_ARRAY(arena, Spelled, count);
  for (u32 i = 0; i < count; i++) {
    Buf text = buf_new(arena);
    Expression *item = spell(tf, document->members.items[i].value, by_name);
    hcl_print_compact(&text, item);
    items[i] = (Spelled){ buf_view(&text), item };
  }
  if (count == 1 && document->kind == DOCUMENT_ONE_OR_SET)
    return items[0].item;
  count = spelled_sort(items, count);
  for (u32 i = 0; i < count; i++)
    expression_add(arena, list, items[i].item);
  return list;
}

static Expression *spell(Terraform *tf, const Document *document, u32 by_name) {
  Expression *whole = NULL;
  switch (document->kind) {
  case DOCUMENT_TEXT:
    return hcl_text(tf, document->text, by_name);
  case DOCUMENT_INTEGER:
    return expression_integer(tf->arena, document->number);
  case DOCUMENT_SET:
  case DOCUMENT_ONE_OR_SET:
    return spell_set(tf, document, by_name);
  case DOCUMENT_LIST:
    whole = expression_list(tf->arena);
    for (u32 i = 0; i < document->members.count; i++)
      expression_add(tf->arena, whole,
                     spell(tf, document->members.items[i].value, by_name));
    return whole;
  case DOCUMENT_OBJECT:
    whole = expression_object(tf->arena);
    for (u32 i = 0; i < document->members.count; i++)
      expression_put(tf->arena, whole, document->members.items[i].key,
                     spell(tf, document->members.items[i].value, by_name));
  }
  return whole;
}

Expression *hcl_document(Terraform *tf, const Document *document, u32 by_name) {
  return hcl_call(tf->arena, "jsonencode", spell(tf, document, by_name));
}

Expression *hcl_policy(Terraform *tf, const Statements *statements,
                       u32 by_name) {
  return hcl_document(tf, policy_document(tf->arena, tf->diags, statements),
                      by_name);
}
