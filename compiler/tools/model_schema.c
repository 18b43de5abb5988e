/* SPDX-License-Identifier: Apache-2.0
 *
 * A program of the build: the JSON Schema of the model.
 *
 *   model_schema FRAME
 *
 * The frame is the schema without what the tables know. To its `$defs` come the
 * words of kinds, the calls, and for each kind its settings, an attribute with
 * the values of its type: a row in stdlib/ is in the schema by itself.
 */
#include "backends/backend.h"
#include "json/json.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct Schema {
  Arena *arena;
  Json *definitions;
} Schema;

static void fail(const char *what, const char *reason) {
  fprintf(stderr, "model_schema: %s: %s\n", what, reason);
  exit(1);
}

static void out_of_memory(void *context) {
  (void)context;
  fail("memory", "there is none left");
}

/* ---- pieces -------------------------------------------------------------- */

static Json *typed(Schema *schema, const char *type) {
  Json *json = json_object(schema->arena);
  json_set(schema->arena, json, "type",
           json_string(schema->arena, str_from(type)));
  return json;
}

static Json *reference_to(Schema *schema, Str definition) {
  Arena *arena = schema->arena;
  Json *json = json_object(arena);
  json_set(
    arena, json, "$ref",
    json_string(arena, str_format(arena, "#/$defs/%.*s", STR_ARG(definition))));
  return json;
}

static void set_description(Schema *schema, Json *json, Str text) {
  if (text.length)
    json_set(schema->arena, json, "description",
             json_string(schema->arena, text));
}

static void require(Schema *schema, Json *object, Str name) {
  Json *list = cJSON_GetObjectItem(object, "required");
  if (!list) {
    list = json_array(schema->arena);
    json_set(schema->arena, object, "required", list);
  }
  json_add(schema->arena, list, json_string(schema->arena, name));
}

static Json *closed_object(Schema *schema, Json *properties) {
  Json *json = typed(schema, "object");
  json_set(schema->arena, json, "properties", properties);
  json_set(schema->arena, json, "additionalProperties",
           json_bool(schema->arena, false));
  return json;
}

/* ---- what a value of a type may be --------------------------------------- */

static Json *value_of(Schema *schema, const Type *type);

static void add_numbers(Schema *schema, Json *choices, const Type *type) {
  Arena *arena = schema->arena;
  bool decimal = type->kind == TYPE_DECIMAL;
  Json *json = typed(schema, decimal ? "number" : "integer");
  if (!decimal && (type->min || type->max)) {
    json_set(arena, json, "minimum", json_integer(arena, type->min));
    json_set(arena, json, "maximum", json_integer(arena, type->max));
  }
  json_add(arena, choices, json);
}

static void add_words(Schema *schema, Json *choices, Str words) {
  Arena *arena = schema->arena;
  Str *list = ARENA_ARRAY(arena, Str, words.length + 1);
  u32 count = words_split(words, list, words.length + 1);
  if (!count)
    return;
  Json *json = json_object(arena), *values = json_array(arena);
  for (u32 i = 0; i < count; i++)
    json_add(arena, values, json_string(arena, list[i]));
  json_set(arena, json, "enum", values);
  json_add(arena, choices, json);
}

/* A thing of one of the kinds. */
static Json *thing_of(Schema *schema, u32 kinds) {
  Arena *arena = schema->arena;
  Json *json = reference_to(schema, STR("reference"));
  Json *words = json_array(arena), *kind = json_object(arena);
  Json *properties = json_object(arena);
  for (u32 i = 0; i < KIND_COUNT; i++)
    if (kinds >> i & 1)
      json_add(arena, words, json_string(arena, spell_kind(arena, (KindId)i)));
  json_set(arena, kind, "enum", words);
  json_set(arena, properties, "kind", kind);
  json_set(arena, json, "properties", properties);
  return json;
}

static Str call_definition(Schema *schema, Str name) {
  return str_format(schema->arena, "call.%.*s", STR_ARG(name));
}

static void add_calls(Schema *schema, Json *choices, CallGroup group) {
  Str names[32];
  u32 count = call_names(group, names, COUNT_OF(names));
  for (u32 i = 0; i < count; i++)
    json_add(schema->arena, choices,
             reference_to(schema, call_definition(schema, names[i])));
}

static void add_access(Schema *schema, Json *choices, u32 kinds) {
  Arena *arena = schema->arena;
  Json *properties = json_object(arena), *ways = typed(schema, "array");
  json_set(arena, properties, "of", thing_of(schema, kinds));
  json_set(arena, properties, "index", typed(schema, "string"));
  json_set(arena, ways, "items", typed(schema, "string"));
  json_set(arena, properties, "ways", ways);
  Json *json = closed_object(schema, properties);
  require(schema, json, STR("of"));
  require(schema, json, STR("ways"));
  json_add(arena, choices, json);
}

/* False: it may be anything. */
static bool add_own(Schema *schema, Json *choices, const Type *type) {
  Arena *arena = schema->arena;
  switch (type->kind) {
  case TYPE_BOOL:
    json_add(arena, choices, typed(schema, "boolean"));
    break;
  case TYPE_INTEGER:
  case TYPE_DECIMAL:
  case TYPE_DURATION:
  case TYPE_SIZE:
  case TYPE_RATE:
  case TYPE_PERCENT:
    add_numbers(schema, choices, type);
    break;
  case TYPE_STRING:
  case TYPE_ARN:
  case TYPE_RUNTIME:
  case TYPE_METHOD:
    json_add(arena, choices, reference_to(schema, STR("text")));
    break;
  case TYPE_CALL:
    add_calls(schema, choices, type->calls);
    if (type->calls != CALLS_AUTH)
      json_add(arena, choices, reference_to(schema, STR("text")));
    break;
  case TYPE_ACCESS:
    add_access(schema, choices, type->references);
    break;
  case TYPE_WORD:
  case TYPE_REFERENCE:
    break;
  default:
    return false;
  }
  return true;
}

/* One value, without what its shape makes of it. */
static Json *one_of(Schema *schema, const Type *type, bool none) {
  Arena *arena = schema->arena;
  Json *choices = json_array(arena), *json = json_object(arena);
  if (!add_own(schema, choices, type))
    return json;
  add_words(schema, choices, type->words);
  if (type->references == KIND_BIT(profile)) /* by its name: it is no thing */
    json_add(arena, choices, typed(schema, "string"));
  else if (type->references)
    json_add(arena, choices, thing_of(schema, type->references));
  if (type->kind >= TYPE_BOOL && type->kind <= TYPE_PERCENT)
    json_add(arena, choices, reference_to(schema, STR("late")));
  if (none)
    json_add(arena, choices, typed(schema, "null"));
  if (choices->child && !choices->child->next)
    return choices->child;
  json_set(arena, json, "anyOf", choices);
  return json;
}

static Json *shaped(Schema *schema, const Type *type, bool none) {
  Arena *arena = schema->arena;
  if (type->shape == SHAPE_ONE)
    return one_of(schema, type, none);
  bool map = type->shape == SHAPE_MAP;
  Json *json = typed(schema, map ? "object" : "array");
  json_set(arena, json, map ? "additionalProperties" : "items",
           one_of(schema, type, false));
  if (type->most)
    json_set(arena, json, map ? "maxProperties" : "maxItems",
             json_integer(arena, type->most));
  if (type->shape != SHAPE_ONE_OR_LIST && !none)
    return json;
  Json *choices = json_array(arena), *either = json_object(arena);
  json_add(arena, choices, json);
  if (type->shape == SHAPE_ONE_OR_LIST)
    json_add(arena, choices, one_of(schema, type, false));
  if (none)
    json_add(arena, choices, typed(schema, "null"));
  json_set(arena, either, "anyOf", choices);
  return either;
}

static Json *value_of(Schema *schema, const Type *type) {
  return shaped(schema, type, type->none);
}

/* ---- calls --------------------------------------------------------------- */

static Json *call_schema(Schema *schema, const CallRow *row) {
  Arena *arena = schema->arena;
  Json *properties = json_object(arena), *name = json_object(arena);
  json_set(arena, name, "const", json_string(arena, row->name));
  json_set(arena, properties, "call", name);
  Json *json = closed_object(schema, properties);
  set_description(schema, json, row->doc);
  require(schema, json, STR("call"));
  for (u32 i = 0; i < call_argument_count(row); i++) {
    const ArgumentRow *argument = &row->arguments[i];
    json_set_key(arena, properties, argument->name,
                 value_of(schema, &argument->type));
    if (argument->required)
      require(schema, json, argument->name);
  }
  return json;
}

static void define_calls(Schema *schema) {
  static const CallGroup groups[] = { CALLS_AUTH, CALLS_CODE, CALLS_REQUEST };
  for (u32 i = 0; i < COUNT_OF(groups); i++) {
    Str names[32];
    u32 count = call_names(groups[i], names, COUNT_OF(names));
    for (u32 k = 0; k < count; k++)
      json_set_key(schema->arena, schema->definitions,
                   call_definition(schema, names[k]),
                   call_schema(schema, call_find(groups[i], names[k])));
  }
}

/* ---- kinds --------------------------------------------------------------- */

/* "settings.external_table" */
static Str settings_definition(Schema *schema, KindId kind) {
  const KindRow *row = kind_row(kind);
  return str_format(schema->arena, "settings.%s%.*s",
                    row->external ? "external_" : "", STR_ARG(row->word));
}

/* What stands in a block that is not there has no value either. */
static bool may_be_none(AttrId attr) {
  const AttrRow *row = attr_row(attr), *block = attr_row(row->block);
  return row->none || row->type.none ||
         (row->block != ATTR_NONE && (block->none || block->optional));
}

static Json *setting_schema(Schema *schema, AttrId attr) {
  Arena *arena = schema->arena;
  const AttrRow *row = attr_row(attr);
  Json *json = reference_to(schema, STR("setting"));
  Json *properties = json_object(arena);
  set_description(schema, json, row->doc);
  json_set(arena, properties, "value",
           shaped(schema, &row->type, may_be_none(attr)));
  json_set(arena, json, "properties", properties);
  return json;
}

static Json *settings_schema(Schema *schema, KindId kind) {
  Json *properties = json_object(schema->arena);
  for (u32 i = 0; i < kind_attr_count(kind); i++) {
    AttrId attr = (AttrId)(kind_row(kind)->first + i);
    if (attr_row(attr)->type.kind != TYPE_BLOCK)
      json_set_key(schema->arena, properties, attr_path(schema->arena, attr),
                   setting_schema(schema, attr));
  }
  return closed_object(schema, properties);
}

/* "if it is an external table, these are its settings" */
static Json *choice_of_settings(Schema *schema, KindId kind) {
  Arena *arena = schema->arena;
  Json *choice = json_object(arena), *when = json_object(arena);
  Json *then = json_object(arena), *member = json_object(arena);
  Json *is = json_object(arena), *settings = json_object(arena);
  json_set(arena, is, "const", json_string(arena, spell_kind(arena, kind)));
  json_set(arena, member, "kind", is);
  json_set(arena, when, "properties", member);
  json_set(arena, settings, "settings",
           reference_to(schema, settings_definition(schema, kind)));
  json_set(arena, then, "properties", settings);
  json_set(arena, choice, "if", when);
  json_set(arena, choice, "then", then);
  return choice;
}

static void define_kinds(Schema *schema) {
  Arena *arena = schema->arena;
  Json *words = json_array(arena), *external_words = json_array(arena);
  Json *choices = json_array(arena);
  for (u32 i = 0; i < KIND_COUNT; i++) {
    KindId kind = (KindId)i;
    Str word = spell_kind(arena, kind);
    if (word.length)
      json_add(arena, words, json_string(arena, word));
    if (!kind_row(kind)->word.length)
      continue;
    json_set_key(arena, schema->definitions, settings_definition(schema, kind),
                 settings_schema(schema, kind));
    if (!kind_row(kind)->external)
      continue;
    json_add(arena, external_words, json_string(arena, word));
    json_add(arena, choices, choice_of_settings(schema, kind));
  }
  Json *any = json_object(arena), *external = json_object(arena);
  Json *settings = json_object(arena);
  json_set(arena, any, "enum", words);
  json_set(arena, external, "enum", external_words);
  json_set(arena, settings, "allOf", choices);
  json_set(arena, schema->definitions, "kind", any);
  json_set(arena, schema->definitions, "external_kind", external);
  json_set(arena, schema->definitions, "external_settings", settings);
}

int main(int argc, char **argv) {
  Arena *arena = arena_new(out_of_memory, NULL);
  if (!arena)
    out_of_memory(NULL);
  if (argc != 2)
    fail("usage", "model_schema FRAME");
  Str text;
  const char *refused;
  FsResult result = fs_read(arena, str_from(argv[1]), 1 << 20, &text);
  if (result.status)
    fail(argv[1], str_terminated(arena, result.reason));
  Json *frame = json_parse(arena, text, &refused);
  Schema schema = { arena, frame ? cJSON_GetObjectItem(frame, "$defs") : NULL };
  if (!schema.definitions)
    fail(argv[1], "it is no JSON object with `$defs`");
  define_calls(&schema);
  define_kinds(&schema);
  Buf out = buf_new(arena);
  json_print(&out, frame);
  fwrite(out.at, 1, out.length, stdout);
  bool good = fflush(stdout) == 0 && !ferror(stdout);
  arena_free(arena);
  return good ? 0 : 1;
}
