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

/* A text as it stands between the quotes of a JSON string. */
static Text json_inside(Arena *arena, Text text) {
  Text inside = { 0 };
  for (u32 i = 0; i < text.count; i++) {
    Part part = text.parts[i];
    if (part.kind == PART_LITERAL) {
      Buf out = buf_new(arena);
      json_print_compact(&out, json_string(arena, part.text));
      part.text = str_slice(buf_view(&out), 1, out.length - 1);
    }
    inside = text_join(arena, inside, (Text){ &part, 1 });
  }
  return inside;
}

/* {"name":{"DataType":"String","StringValue":"${…}"}}; `$x` of a request value
 * stands there as `${x}`. */
Text document_of_attributes(Analysis *analysis, const Parameter *attributes,
                            u32 count) {
  Arena *arena = analysis->arena;
  Text document = text_of(arena, STR("{"));
  for (u32 i = 0; i < count; i++) {
    Text value = attributes[i].value;
    Str literal;
    if (text_literal(arena, value, &literal) && str_starts(literal, STR("$")))
      value = text_of(arena,
                      str_format(arena, "${%.*s}",
                                 STR_ARG(str_slice(literal, 1,
                                                   literal.length))));
    Buf head = buf_new(arena);
    json_print_compact(&head, json_string(arena, attributes[i].name));
    buf_text(&head, ":{\"DataType\":\"String\",\"StringValue\":\"");
    Text pieces[] = { text_of(arena, i ? STR(",") : STR("")),
                      text_of(arena, buf_view(&head)),
                      json_inside(arena, value),
                      text_of(arena, STR("\"}")) };
    for (u32 k = 0; k < COUNT_OF(pieces); k++)
      document = text_join(arena, document, pieces[k]);
  }
  return text_join(arena, document, text_of(arena, STR("}")));
}
