/* SPDX-License-Identifier: Apache-2.0
 *
 * Values as JSON documents, for filters and message attributes.
 */
#include "json/json.h"
#include "sema/program.h"

static Json *value_json(Analysis *analysis, const Value *value) {
  Arena *arena = analysis->arena;
  Str text;
  Json *json;
  if (value_late(value) && !value_known(analysis, value))
    return json_null(arena);
  switch (value->kind) {
  case VALUE_NONE:
    return json_null(arena);
  case VALUE_BOOL:
    return json_bool(arena, value->truth);
  case VALUE_INTEGER:
    return json_integer(arena, value->number);
  case VALUE_DECIMAL:
    return json_raw(arena, quantity_text(arena, VALUE_DECIMAL, value->number));
  case VALUE_LIST:
    json = json_array(arena);
    for (u32 i = 0; i < value->list.count; i++)
      json_add(arena, json, value_json(analysis, &value->list.items[i]));
    return json;
  case VALUE_MAP:
    json = json_object(arena);
    for (u32 i = 0; i < value->map.count; i++)
      json_set_key(arena, json, value->map.entries[i].key,
                   value_json(analysis, value->map.entries[i].value));
    return json;
  case VALUE_TEXT:
    if (!text_known(analysis, value) ||
        !text_literal(arena, value->text, &text))
      text = STR("");
    return json_string(arena, text);
  default:
    return json_string(arena, value_text(arena, value));
  }
}

Str document_json(Analysis *analysis, const Value *value) {
  Buf out = buf_new(analysis->arena);
  json_print_compact(&out, value_json(analysis, value));
  return buf_view(&out);
}

Str document_of(Analysis *analysis, const Value *value) {
  Str text;
  const char *error;
  if (value->kind == VALUE_TEXT &&
      text_literal(analysis->arena, value->text, &text)) {
    if (!json_parse(analysis->arena, text, &error))
      diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, value->span,
               "this is no JSON: it breaks off at byte %ld",
               (long)(error - text.at));
    return text;
  }
  return document_json(analysis, value);
}

/* {"name":{"DataType":"String","StringValue":"${…}"}}; `$x` of a request value
 * stands there as `${x}`. */
Str document_of_attributes(Analysis *analysis, const Parameter *attributes,
                           u32 count) {
  Arena *arena = analysis->arena;
  Json *document = json_object(arena);
  for (u32 i = 0; i < count; i++) {
    Json *one = json_object(arena);
    Str value;
    text_literal(arena, attributes[i].value, &value);
    if (value.length && value.at[0] == '$')
      value = str_format(arena, "${%.*s}",
                         STR_ARG(str_slice(value, 1, value.length)));
    json_set(arena, one, "DataType", json_string(arena, STR("String")));
    json_set(arena, one, "StringValue", json_string(arena, value));
    json_set_key(arena, document, attributes[i].name, one);
  }
  Buf out = buf_new(arena);
  json_print_compact(&out, document);
  return buf_view(&out);
}
