/* SPDX-License-Identifier: Apache-2.0
 *
 * Settings to arguments by the rows of the schema: which argument, in which
 * unit, under which word. What somebody gave or the compiler worked out is
 * written, a default only where its row says so.
 */
#include "backends/terraform/terraform.h"

/* ---- values -------------------------------------------------------------- */

static Expression *hcl_value(Terraform *tf, const AttrRow *row,
                             const Value *value) {
  Arena *arena = tf->arena;
  Expression *whole;
  if (value_late(value))
    return hcl_input(tf, value->input);
  switch (value->kind) {
  case VALUE_BOOL:
    return expression_bool(arena, value->truth);
  case VALUE_INTEGER:
  case VALUE_DECIMAL:
  case VALUE_DURATION:
  case VALUE_SIZE:
  case VALUE_RATE:
  case VALUE_PERCENT:
    return expression_token(arena, spell_number(arena, row, value));
  case VALUE_TEXT:
    return hcl_text(tf, value->text, 0);
  case VALUE_WORD:
    return row->wire == WIRE_BOOL
             ? expression_bool(arena, str_equal(value->word, STR("on")))
             : expression_string(arena, words_map(row->spelling, value->word));
  case VALUE_LIST:
    whole = expression_list(arena);
    for (u32 i = 0; i < value->list.count; i++)
      expression_add(arena, whole, hcl_value(tf, row, &value->list.items[i]));
    return whole;
  case VALUE_MAP:
    whole = expression_object(arena);
    for (u32 i = 0; i < value->map.count; i++)
      expression_put(arena, whole, value->map.entries[i].key,
                     hcl_value(tf, row, value->map.entries[i].value));
    return whole;
  case VALUE_REFERENCE:
    return hcl_part(
      tf, value->reference.resource->kind == KIND_raw ? PART_ID : PART_ARN,
      value->reference.resource);
  default:
    return expression_token(arena, STR("null"));
  }
}

Expression *hcl_any(Terraform *tf, const Value *value) {
  static const AttrRow plain = { 0 };
  return hcl_value(tf, &plain, value);
}

/* ---- settings ------------------------------------------------------------ */

/* Arguments that are lists of what the language has one of. */
static const Str lists[] = { STR_INIT("architectures") };

/* Sets "cors_configuration.max_age" in the block within the body. */
static void put_at(Terraform *tf, HclBody *body, Str path, Expression *value) {
  Arena *arena = tf->arena;
  for (u32 dot = str_find(path, '.'); dot < path.length;
       dot = str_find(path, '.')) {
    body = hcl_only_block(arena, body, str_slice(path, 0, dot));
    path = str_slice(path, dot + 1, path.length);
  }
  for (u32 i = 0; i < COUNT_OF(lists); i++)
    if (str_equal(lists[i], path)) {
      Expression *list = expression_list(arena);
      expression_add(arena, list, value);
      value = list;
    }
  hcl_set(arena, body, path, value);
}

void put_settings(Terraform *tf, HclBody *body, const Resource *resource,
                  Str type) {
  u32 first = kind_row(resource->kind)->first;
  u32 end = first + kind_attr_count(resource->kind);
  for (u32 attr = first; attr < end; attr++) {
    const AttrRow *row = attr_row((AttrId)attr);
    const Setting *set = setting(resource, (AttrId)attr);
    u32 colon = str_find(row->tf, ':');
    if (!setting_given(set) ||
        (set->origin == ORIGIN_DEFAULT && !row->emit_default) ||
        colon == row->tf.length ||
        !str_equal(str_slice(row->tf, 0, colon), type))
      continue;
    put_at(tf, body, str_slice(row->tf, colon + 1, row->tf.length),
           hcl_value(tf, row, &set->value));
  }
}

/* ---- arguments ----------------------------------------------------------- */

void put(Terraform *tf, HclBody *body, const char *name, Expression *value) {
  hcl_set(tf->arena, body, str_from(name), value);
}

void put_string(Terraform *tf, HclBody *body, const char *name, Str text) {
  put(tf, body, name, expression_string(tf->arena, text));
}

void put_integer(Terraform *tf, HclBody *body, const char *name, i64 number) {
  put(tf, body, name, expression_integer(tf->arena, number));
}

void put_bool(Terraform *tf, HclBody *body, const char *name, bool truth) {
  put(tf, body, name, expression_bool(tf->arena, truth));
}

void put_text(Terraform *tf, HclBody *body, const char *name, Text text) {
  if (text.count)
    put(tf, body, name, hcl_text(tf, text, 0));
}

void put_part(Terraform *tf, HclBody *body, const char *name, PartKind part,
              const Resource *thing) {
  put(tf, body, name, hcl_part(tf, part, thing));
}

void put_name(Terraform *tf, HclBody *body, const char *name,
              const Resource *resource) {
  if (resource->physical_name.length)
    put(tf, body, name, hcl_text(tf, resource_name(tf->arena, resource), 0));
}

void put_description(Terraform *tf, HclBody *body, Str text,
                     DescriptionOf what) {
  if (text.length)
    put_string(tf, body, "description",
               spell_description(tf->arena, text, what));
}

HclBody *block(Terraform *tf, HclBody *body, const char *type) {
  return hcl_block(tf->arena, body, str_from(type), STR(""), STR(""));
}

void depend_on(Terraform *tf, HclBody *body, Str type, Str name) {
  Expression *list = NULL;
  for (u32 i = 0; i < body->items.count; i++)
    if (str_equal(body->items.items[i].name, STR("depends_on")))
      list = body->items.items[i].value;
  if (!list) {
    list = expression_list(tf->arena);
    put(tf, body, "depends_on", list);
  }
  expression_add(
    tf->arena, list,
    expression_token(tf->arena, str_format(tf->arena, "%.*s.%.*s",
                                           STR_ARG(type), STR_ARG(name))));
}

void put_keep(Terraform *tf, HclBody *body, const Resource *resource) {
  if (resource->keep)
    put_bool(tf, block(tf, body, "lifecycle"), "prevent_destroy", true);
}
