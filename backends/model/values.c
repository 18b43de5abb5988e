/* SPDX-License-Identifier: Apache-2.0
 *
 * Values, texts, settings and statements as JSON.
 */
#include "backends/model/model_json.h"

#include <stdlib.h>

Json *model_reference(Arena *arena, const Resource *resource) {
  Json *json = json_object(arena);
  json_set(arena, json, "kind",
           json_string(arena, spell_kind(arena, resource->kind)));
  json_set(arena, json, "path", json_string(arena, resource->path));
  return json;
}

static Json *part_json(Arena *arena, const Part *part) {
  static const Str names[] = {
    [PART_LITERAL] = STR_INIT("text"),   [PART_REGION] = STR_INIT("region"),
    [PART_ACCOUNT] = STR_INIT("account"), [PART_PARTITION] = STR_INIT("partition"),
    [PART_ARN] = STR_INIT("arn"),        [PART_NAME] = STR_INIT("name"),
    [PART_URL] = STR_INIT("url"),        [PART_ID] = STR_INIT("id"),
    [PART_PARAMETER] = STR_INIT("parameter"),
    [PART_SECRET] = STR_INIT("secret"),
    [PART_INPUT] = STR_INIT("input"),
    [PART_INPUT_UNIT] = STR_INIT("input_unit"),
    [PART_ATTRIBUTE] = STR_INIT("attribute"),
  };
  Json *json = json_object(arena);
  json_set(arena, json, "part", json_string(arena, names[part->kind]));
  if (part->text.length)
    json_set(arena, json, "text", json_string(arena, part->text));
  if (part->key.length)
    json_set(arena, json, "key", json_string(arena, part->key));
  if (part->thing)
    json_set(arena, json, "of", model_reference(arena, part->thing));
  return json;
}

Json *model_text(Arena *arena, Text text) {
  Str literal;
  if (text_literal(arena, text, &literal))
    return json_string(arena, literal);
  Json *json = json_array(arena);
  for (u32 i = 0; i < text.count; i++)
    json_add(arena, json, part_json(arena, &text.parts[i]));
  return json;
}

static Json *call_json(Arena *arena, const Value *value) {
  Json *json = json_object(arena);
  const CallRow *row = value->call.row;
  if (row) {
    json_set(arena, json, "call", json_string(arena, row->name));
    for (u32 i = 0; i < value->call.count; i++)
      if (value->call.arguments[i].kind != VALUE_NONE)
        json_set_key(arena, json, row->arguments[i].name,
                     model_value(arena, &value->call.arguments[i]));
    return json;
  }
  Json *ways = json_array(arena);
  json_set(arena, json, "of", model_reference(arena, value->call.resource));
  if (value->call.member.length)
    json_set(arena, json, "index", json_string(arena, value->call.member));
  for (u32 i = 0; i < value->call.count; i++)
    json_add(arena, ways, model_value(arena, &value->call.arguments[i]));
  json_set(arena, json, "ways", ways);
  return json;
}

Json *model_value(Arena *arena, const Value *value) {
  Json *json;
  if (value_late(value)) {
    json = json_object(arena);
    json_set(arena, json, "input", json_string(arena, value->input->name));
    return json;
  }
  switch (value->kind) {
  case VALUE_BOOL:
    return json_bool(arena, value->truth);
  case VALUE_DECIMAL:
    return json_raw(arena, quantity_text(arena, VALUE_DECIMAL, value->number));
  case VALUE_INTEGER:
  case VALUE_DURATION:
  case VALUE_SIZE:
  case VALUE_RATE:
  case VALUE_PERCENT:
    return json_integer(arena, value->number);
  case VALUE_TEXT:
    return model_text(arena, value->text);
  case VALUE_WORD:
    return json_string(arena, value->word);
  case VALUE_LIST:
    json = json_array(arena);
    for (u32 i = 0; i < value->list.count; i++)
      json_add(arena, json, model_value(arena, &value->list.items[i]));
    return json;
  case VALUE_MAP:
    json = json_object(arena);
    for (u32 i = 0; i < value->map.count; i++)
      json_set_key(arena, json, value->map.entries[i].key,
                   model_value(arena, value->map.entries[i].value));
    return json;
  case VALUE_REFERENCE:
    return model_reference(arena, value->reference.resource);
  case VALUE_CALL:
    return call_json(arena, value);
  default:
    return json_null(arena);
  }
}

static Json *setting_json(Arena *arena, const Setting *set) {
  static const Str origins[] = {
    [ORIGIN_ABSENT] = STR_INIT("absent"),
    [ORIGIN_DEFAULT] = STR_INIT("default"),
    [ORIGIN_INFERRED] = STR_INIT("inferred"),
    [ORIGIN_PROFILE] = STR_INIT("profile"),
    [ORIGIN_EXPLICIT] = STR_INIT("explicit"),
  };
  Json *json = json_object(arena);
  json_set(arena, json, "value", model_value(arena, &set->value));
  if (set->value.kind >= VALUE_DURATION && set->value.kind <= VALUE_PERCENT)
    json_set(arena, json, "text",
             json_string(arena, value_text(arena, &set->value)));
  json_set(arena, json, "origin", json_string(arena, origins[set->origin]));
  if (set->profile.length)
    json_set(arena, json, "profile", json_string(arena, set->profile));
  if (set->why.length)
    json_set(arena, json, "why", json_string(arena, set->why));
  if (set->reason)
    json_set(arena, json, "because", json_string(arena, set->reason->text));
  return json;
}

static Str unit_text(const Input *input) {
  return input->type->kind == TYPE_PERCENT ? STR("%")
                                           : wire_row(input->wire)->unit;
}

Json *model_input(Arena *arena, const Input *input) {
  static const Str types[] = {
    [TYPE_STRING] = STR_INIT("string"),     [TYPE_BOOL] = STR_INIT("bool"),
    [TYPE_INTEGER] = STR_INIT("int"),       [TYPE_DECIMAL] = STR_INIT("number"),
    [TYPE_DURATION] = STR_INIT("duration"), [TYPE_SIZE] = STR_INIT("size"),
    [TYPE_RATE] = STR_INIT("rate"),         [TYPE_PERCENT] = STR_INIT("percent"),
    [TYPE_ARN] = STR_INIT("arn"),           [TYPE_WORD] = STR_INIT("enum"),
  };
  const Type *type = input->type;
  Json *json = json_object(arena), *words = json_array(arena);
  Str *list = ARENA_ARRAY(arena, Str, type->words.length + 1);
  u32 count = words_split(type->words, list, type->words.length + 1);
  json_set(arena, json, "name", json_string(arena, input->name));
  if (input->documentation.length)
    json_set(arena, json, "documentation",
             json_string(arena, input->documentation));
  json_set(arena, json, "type", json_string(arena, types[type->kind]));
  for (u32 i = 0; i < count; i++)
    json_add(arena, words, json_string(arena, list[i]));
  if (count)
    json_set(arena, json, "words", words);
  if (type->min || type->max) {
    json_set(arena, json, "least", json_integer(arena, type->min));
    json_set(arena, json, "most", json_integer(arena, type->max));
  }
  if (type->pattern.length)
    json_set(arena, json, "pattern", json_string(arena, type->pattern));
  if (value_of_type(type->kind) != VALUE_NONE) {
    json_set(arena, json, "unit", json_string(arena, unit_text(input)));
    json_set(arena, json, "unit_size",
             json_integer(arena, wire_row(input->wire)->size));
  }
  if (input->standard.kind != VALUE_POISON)
    json_set(arena, json, "default", model_value(arena, &input->standard));
  return json;
}

Json *model_settings(Arena *arena, const Resource *resource) {
  Json *json = json_object(arena);
  const KindRow *row = kind_row(resource->kind);
  for (u32 i = 0; i < kind_attr_count(resource->kind); i++) {
    AttrId attr = (AttrId)(row->first + i);
    const Setting *set = setting(resource, attr);
    if (set->origin != ORIGIN_ABSENT && attr_row(attr)->type.kind != TYPE_BLOCK)
      json_set_key(arena, json, attr_path(arena, attr),
                   setting_json(arena, set));
  }
  return json;
}

/* ---- statements ---- */

static Json *principal_json(Arena *arena, const Statement *statement) {
  static const Str names[] = {
    [PRINCIPAL_NONE] = STR_INIT(""),
    [PRINCIPAL_ANYONE] = STR_INIT("anyone"),
    [PRINCIPAL_ACCOUNT] = STR_INIT("account"),
    [PRINCIPAL_SERVICE] = STR_INIT("service"),
    [PRINCIPAL_ROLE] = STR_INIT("role"),
  };
  Json *json = json_object(arena);
  json_set(arena, json, "sort", json_string(arena, names[statement->principal]));
  if (statement->principal_name.count)
    json_set(arena, json, "name", model_text(arena, statement->principal_name));
  return json;
}

/* Alternatives are a set: their order says nothing. */
static int by_parts(const void *left, const void *right) {
  const Text *a = *(const Text *const *)left, *b = *(const Text *const *)right;
  int order = 0;
  for (u32 i = 0; !order && i < a->count && i < b->count; i++) {
    const Part *x = &a->parts[i], *y = &b->parts[i];
    order = (int)x->kind - (int)y->kind;
    order = order ? order : str_compare(x->text, y->text);
    if (!order && x->thing && y->thing)
      order = str_compare(x->thing->path, y->thing->path);
  }
  return order ? order : (int)a->count - (int)b->count;
}

static Json *condition_json(Arena *arena, const Condition *condition) {
  Json *json = json_object(arena), *values = json_array(arena);
  const Text **sorted = ARENA_ARRAY(arena, const Text *, condition->count);
  for (u32 i = 0; i < condition->count; i++)
    sorted[i] = &condition->values[i];
  qsort(sorted, condition->count, sizeof *sorted, by_parts);
  for (u32 i = 0; i < condition->count; i++)
    json_add(arena, values, model_text(arena, *sorted[i]));
  json_set(arena, json, "operator", json_string(arena, condition->operator));
  json_set(arena, json, "key", json_string(arena, condition->key));
  json_set(arena, json, "values", values);
  return json;
}

Json *model_conditions(Arena *arena, const Condition *conditions, u32 count) {
  Json *json = json_array(arena);
  for (u32 i = 0; i < count; i++)
    json_add(arena, json, condition_json(arena, &conditions[i]));
  return json;
}

static Json *statement_json(Arena *arena, const Statement *statement) {
  Json *json = json_object(arena), *actions = json_array(arena);
  Json *resources = json_array(arena);
  for (u32 i = 0; i < statement->actions.count; i++)
    json_add(arena, actions, json_string(arena, statement->actions.items[i]));
  for (u32 i = 0; i < statement->resources.count; i++)
    json_add(arena, resources,
             model_text(arena, statement->resources.items[i]));
  json_set(arena, json, "sid", json_string(arena, statement->sid));
  json_set(arena, json, "effect",
           json_string(arena, statement->deny ? STR("deny") : STR("allow")));
  if (statement->principal != PRINCIPAL_NONE)
    json_set(arena, json, "principal", principal_json(arena, statement));
  json_set(arena, json, "actions", actions);
  json_set(arena, json, "resources", resources);
  json_set(arena, json, "conditions",
           model_conditions(arena, statement->conditions.items,
                            statement->conditions.count));
  json_set(arena, json, "reason", json_string(arena, statement->reason_text));
  return json;
}

static int by_sid(const void *left, const void *right) {
  return str_compare((*(const Statement *const *)left)->sid,
                     (*(const Statement *const *)right)->sid);
}

Json *model_statements(Arena *arena, const Statements *statements) {
  u32 count = statements->items.count;
  const Statement **sorted = ARENA_ARRAY(arena, const Statement *, count);
  for (u32 i = 0; i < count; i++)
    sorted[i] = &statements->items.items[i];
  if (count)
    qsort(sorted, count, sizeof *sorted, by_sid);
  Json *json = json_array(arena);
  for (u32 i = 0; i < count; i++)
    json_add(arena, json, statement_json(arena, sorted[i]));
  return json;
}
