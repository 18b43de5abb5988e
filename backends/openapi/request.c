/* SPDX-License-Identifier: Apache-2.0
 *
 * What of a request is asked for: variables of the path, and for a message
 * headers, parameters of the query and the body. An HTTP API checks none of
 * it; where a value is missing, sending the message fails.
 */
#include "backends/openapi/openapi.h"

enum { LONGEST_ID = 128 }; /* characters of a message group: SendMessage */

/* A parameter, and what becomes of it. */
typedef struct Asked {
  Str place, name; /* "header" */
  Str uses;        /* "the message group, the message attribute `kind`" */
  bool id;         /* becomes a group or an id, which are short */
  bool greedy;
} Asked;

typedef struct Request {
  const OpenApi *document;
  const OpenApiOperation *of;
  VEC(Asked) asked;
  Json *members; /* schema of the body where members of it are asked for */
  bool whole;    /* the body is the message */
} Request;

/* ---- variables of the path ---- */

/* The variable of that number in a path, without braces; empty: none. */
static Str variable_at(Str path, u32 number) {
  for (u32 i = 0; i < path.length; i++) {
    if (path.at[i] != '{' || number--)
      continue;
    Str rest = str_slice(path, i + 1, path.length);
    return str_slice(rest, 0, str_find(rest, '}'));
  }
  return STR("");
}

/* How the document calls a variable of the endpoint's own path. */
static Str variable_called(const OpenApiOperation *of, Str name) {
  Str route = of->endpoint->route, own;
  for (u32 i = 0; (own = variable_at(route, i)).length; i++)
    if (str_equal(own, name) ||
        (str_ends(own, STR("+")) &&
         str_equal(str_slice(own, 0, own.length - 1), name)))
      return variable_at(of->path, i);
  return name;
}

static void ask_variables(Request *request) {
  Arena *arena = request->document->arena;
  Str own;
  for (u32 i = 0; (own = variable_at(request->of->endpoint->route, i)).length;
       i++) {
    Asked *asked = VEC_ADD(arena, &request->asked);
    asked->place = STR("path");
    asked->name = variable_at(request->of->path, i);
    asked->greedy = str_ends(own, STR("+"));
  }
}

/* ---- values for the message ---- */

static Asked *asked_for(Request *request, Str place, Str name) {
  Arena *arena = request->document->arena;
  bool header = str_equal(place, STR("header"));
  for (u32 i = 0; i < request->asked.count; i++) {
    Asked *asked = &request->asked.items[i];
    Str one = header ? str_small(arena, name) : name;
    Str other = header ? str_small(arena, asked->name) : asked->name;
    if (str_equal(asked->place, place) && str_equal(one, other))
      return asked;
  }
  Asked *asked = VEC_ADD(arena, &request->asked);
  asked->place = place;
  asked->name = name;
  return asked;
}

static void also(Arena *arena, Json *json, Str use) {
  static const char key[] = "description";
  Json *old = cJSON_GetObjectItemCaseSensitive(json, key);
  if (!old) {
    Str text = str_format(arena, "Becomes %.*s.", STR_ARG(use));
    json_set(arena, json, key, json_string(arena, text));
    return;
  }
  Str before = str_from(old->valuestring);
  before.length--; /* the full stop */
  json_replace(json, old,
               json_string(arena, str_format(arena, "%.*s, %.*s.",
                                             STR_ARG(before), STR_ARG(use))));
}

static Json *member_object(Arena *arena, Json *json, const char *key) {
  Json *found = cJSON_GetObjectItemCaseSensitive(json, key);
  if (!found)
    json_set(arena, json, key, found = json_object(arena));
  return found;
}

/* An object that must have the member; the member's schema. */
static Json *require_member(Arena *arena, Json *schema, Str name) {
  const char *key = str_terminated(arena, name);
  if (!cJSON_GetObjectItemCaseSensitive(schema, "type"))
    json_set(arena, schema, "type", json_string(arena, STR("object")));
  Json *properties = member_object(arena, schema, "properties");
  Json *member = cJSON_GetObjectItemCaseSensitive(properties, key);
  if (member)
    return member;
  Json *required = cJSON_GetObjectItemCaseSensitive(schema, "required");
  if (!required)
    json_set(arena, schema, "required", required = json_array(arena));
  json_add(arena, required, json_string(arena, name));
  return member_object(arena, properties, key);
}

/* `body("a.b")` */
static void ask_member(Request *request, Str path, Str use) {
  Arena *arena = request->document->arena;
  if (!request->members)
    request->members = json_object(arena);
  Json *schema = request->members;
  while (path.length) {
    Str name = str_slice(path, 0, str_find(path, '.'));
    schema = require_member(arena, schema, name);
    path = name.length < path.length
             ? str_slice(path, name.length + 1, path.length)
             : STR("");
  }
  also(arena, schema, use);
}

static void ask_value(Request *request, const Value *value, Str use, bool id) {
  Arena *arena = request->document->arena;
  Str name;
  if (value->kind != VALUE_CALL || !value->call.row ||
      !text_literal(arena, value->call.arguments[0].text, &name))
    return;
  Str place = value->call.row->name;
  if (str_equal(place, STR("body"))) {
    ask_member(request, name, use);
    return;
  }
  bool variable = str_equal(place, STR("path"));
  if (!variable && !str_equal(place, STR("header")) &&
      !str_equal(place, STR("query")))
    return; /* nothing that a caller sends */
  if (variable)
    name = variable_called(request->of, name);
  Asked *asked = asked_for(request, place, name);
  asked->uses =
    asked->uses.length
      ? str_format(arena, "%.*s, %.*s", STR_ARG(asked->uses), STR_ARG(use))
      : use;
  asked->id = asked->id || id;
}

static void ask_message(Request *request) {
  Arena *arena = request->document->arena;
  const Resource *self = &request->of->endpoint->resource;
  const Value *message = &setting(self, ATTR_endpoint_message)->value;
  const Value *map = &setting(self, ATTR_endpoint_attributes)->value;
  request->whole =
    setting(self, ATTR_endpoint_message)->origin == ORIGIN_DEFAULT;
  ask_value(request, message, STR("the message"), false);
  ask_value(request, &setting(self, ATTR_endpoint_group_by)->value,
            STR("the message group"), true);
  ask_value(request, &setting(self, ATTR_endpoint_deduplicate_by)->value,
            STR("the deduplication id"), true);
  for (u32 i = 0; map->kind == VALUE_MAP && i < map->map.count; i++)
    ask_value(request, map->map.entries[i].value,
              str_format(arena, "the message attribute `%.*s`",
                         STR_ARG(map->map.entries[i].key)),
              false);
}

/* ---- as JSON ---- */

static Json *asked_json(Arena *arena, const Asked *asked) {
  Json *json = json_object(arena), *schema = json_object(arena);
  json_set(arena, json, "name", json_string(arena, asked->name));
  json_set(arena, json, "in", json_string(arena, asked->place));
  json_set(arena, json, "required", json_bool(arena, true));
  Str text = asked->greedy ? STR("All the rest of the path, with its slashes.")
                           : STR("");
  if (asked->uses.length)
    text = str_format(arena, "%.*s%sBecomes %.*s.", STR_ARG(text),
                      text.length ? " " : "", STR_ARG(asked->uses));
  describe_set(arena, json, "description", text);
  json_set(arena, schema, "type", json_string(arena, STR("string")));
  if (asked->id)
    json_set(arena, schema, "maxLength", json_integer(arena, LONGEST_ID));
  json_set(arena, json, "schema", schema);
  if (asked->greedy)
    json_set(arena, json, "x-apiqc-greedy", json_bool(arena, true));
  return json;
}

static Json *body_json(Arena *arena, const char *type, Json *schema,
                       Str description, bool required) {
  Json *body = json_object(arena), *content = json_object(arena);
  Json *media = json_object(arena);
  if (schema)
    json_set(arena, media, "schema", schema);
  describe_set(arena, body, "description", description);
  json_set(arena, body, "required", json_bool(arena, required));
  json_set(arena, content, type, media);
  json_set(arena, body, "content", content);
  return body;
}

/* The body as the message: any text that the queue takes. */
static Str message_limits(const Request *request) {
  const Resource *target = request->of->endpoint->target;
  AttrId attr = ATTR_queue_max_message;
  i64 most = target->kind == KIND_queue
               ? setting_high(target, attr, attr_row(attr)->standard.number)
               : attr_row(attr)->standard.number;
  return str_format(request->document->arena,
                    "The message: text of at least one character, and with its "
                    "attributes of at most %lld bytes.",
                    (long long)most);
}

static bool set_body(const Request *request, Json *operation) {
  Arena *arena = request->document->arena;
  static const char *const bodies[] = { "post", "put", "patch" };
  Json *body = NULL;
  if (!resource_is_queue(request->of->endpoint->target)) {
    for (u32 i = 0; i < COUNT_OF(bodies); i++)
      if (str_equal(request->of->method, str_from(bodies[i])))
        body =
          body_json(arena, "*/*", NULL, STR("What the handler reads."), false);
  } else if (request->members) {
    Str text = STR("Its members are looked for in the first 100 KB.");
    if (request->whole)
      text = str_format(arena, "%.*s %.*s", STR_ARG(message_limits(request)),
                        STR_ARG(text));
    body = body_json(arena, "application/json", request->members, text, true);
  } else if (request->whole) {
    body = body_json(arena, "*/*", NULL, message_limits(request), true);
  }
  if (body)
    json_set(arena, operation, "requestBody", body);
  return body != NULL;
}

bool openapi_request(const OpenApi *document, Json *operation,
                     const OpenApiOperation *of) {
  Arena *arena = document->arena;
  Request request = { .document = document, .of = of };
  Json *parameters = json_array(arena);
  ask_variables(&request);
  if (resource_is_queue(of->endpoint->target))
    ask_message(&request);
  for (u32 i = 0; i < request.asked.count; i++)
    json_add(arena, parameters, asked_json(arena, &request.asked.items[i]));
  if (request.asked.count)
    json_set(arena, operation, "parameters", parameters);
  return set_body(&request, operation);
}
