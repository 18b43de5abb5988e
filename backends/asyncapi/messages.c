/* SPDX-License-Identifier: Apache-2.0
 *
 * Messages, as far as the program says what is in them. Message attributes are
 * headers. What is taken from a request is said in words and as the expression
 * that the API evaluates; a fixed text is a constant.
 */
#include "backends/asyncapi/asyncapi.h"

/* ---- values of a request ---- */

/* "$request.header.x-kind", or the text itself. */
static Str expression_of(const AsyncApi *document, const Value *value) {
  Arena *arena = document->arena;
  if (value->kind == VALUE_CALL)
    return spell_request(arena, value);
  return value->kind == VALUE_TEXT
           ? describe_text(arena, document->model, value->text, NULL)
           : STR("");
}

static Json *string_schema(const AsyncApi *document, const Value *value) {
  Arena *arena = document->arena;
  Json *schema = json_object(arena);
  Str text = expression_of(document, value), literal;
  describe_set(arena, schema, "type", STR("string"));
  if (value->kind == VALUE_CALL)
    describe_set(arena, schema, "description",
                 str_format(arena, "From the request: %.*s", STR_ARG(text)));
  else if (value->kind == VALUE_TEXT &&
           text_literal(arena, value->text, &literal))
    json_set(arena, schema, "const", json_string(arena, literal));
  else
    describe_set(arena, schema, "description",
                 str_format(arena, "From the deployment: %.*s", STR_ARG(text)));
  return schema;
}

static Json *headers_json(const AsyncApi *document, const Value *map) {
  Arena *arena = document->arena;
  Json *headers = json_object(arena), *properties = json_object(arena);
  Json *required = json_array(arena);
  describe_set(arena, headers, "type", STR("object"));
  for (u32 i = 0; i < map->map.count; i++) {
    const Entry *entry = &map->map.entries[i];
    json_set_key(arena, properties, entry->key,
                 string_schema(document, entry->value));
    json_add(arena, required, json_string(arena, entry->key));
  }
  json_set(arena, headers, "properties", properties);
  json_set(arena, headers, "required", required);
  return headers;
}

static void set_value(const AsyncApi *document, Json *json, const char *key,
                      const Setting *set) {
  if (setting_given(set))
    describe_set(document->arena, json, key,
                 expression_of(document, &set->value));
}

/* The whole body is whatever the caller sends. */
static void describe_request(const AsyncApi *document, Json *json,
                             const Endpoint *endpoint) {
  Arena *arena = document->arena;
  const Resource *self = &endpoint->resource;
  const Setting *message = setting(self, ATTR_endpoint_message);
  const Value *map = &setting(self, ATTR_endpoint_attributes)->value;
  bool whole = message->origin == ORIGIN_DEFAULT;
  if (!whole)
    describe_set(arena, json, "contentType", STR("text/plain"));
  describe_set(arena, json, "summary",
               whole ? STR("The body of the request, as it is.") : STR(""));
  if (map->kind == VALUE_MAP && map->map.count)
    json_set(arena, json, "headers", headers_json(document, map));
  if (!whole)
    json_set(arena, json, "payload", string_schema(document, &message->value));
  set_value(document, json, "x-apiqc-group",
            setting(self, ATTR_endpoint_group_by));
  set_value(document, json, "x-apiqc-deduplication",
            setting(self, ATTR_endpoint_deduplicate_by));
}

/* ---- other senders ---- */

static void describe_input(const AsyncApi *document, Json *json,
                           const Schedule *schedule) {
  Arena *arena = document->arena;
  Json *payload = json_object(arena);
  const Setting *group = setting(&schedule->resource, ATTR_schedule_group);
  const char *error;
  Json *input = json_parse(arena, schedule->input, &error);
  describe_set(arena, json, "contentType",
               input ? STR("application/json") : STR("text/plain"));
  json_set(arena, payload, "const",
           input ? input : json_string(arena, schedule->input));
  json_set(arena, json, "payload", payload);
  if (group->value.kind == VALUE_TEXT)
    set_value(document, json, "x-apiqc-group", group);
}

/* Source: "Capturing records of Lambda asynchronous invocations", under "Adding
 * a dead-letter queue": the event is the body, and these are the attributes. */
static void describe_failure(Arena *arena, Json *json) {
  static const struct {
    Str name, text;
  } attributes[] = {
    { STR_INIT("RequestID"), STR_INIT("The id of the call.") },
    { STR_INIT("ErrorCode"), STR_INIT("The status of the answer.") },
    { STR_INIT("ErrorMessage"),
      STR_INIT("The first kilobyte of the error's message.") },
  };
  Json *headers = json_object(arena), *properties = json_object(arena);
  describe_set(arena, headers, "type", STR("object"));
  for (u32 i = 0; i < COUNT_OF(attributes); i++) {
    Json *schema = json_object(arena);
    describe_set(arena, schema, "description", attributes[i].text);
    json_set_key(arena, properties, attributes[i].name, schema);
  }
  json_set(arena, headers, "properties", properties);
  describe_set(arena, json, "contentType", STR("application/json"));
  describe_set(arena, json, "summary",
               STR("The event that the handler was called with."));
  json_set(arena, json, "headers", headers);
}

Json *async_message(const AsyncApi *document, const AsyncOperation *operation) {
  Arena *arena = document->arena;
  Json *json = json_object(arena);
  describe_set(arena, json, "name", operation->id);
  describe_set(arena, json, "title",
               str_format(arena, "%.*s to %.*s",
                          STR_ARG(operation->actor->path),
                          STR_ARG(operation->channel->path)));
  if (operation->failures)
    describe_failure(arena, json);
  else if (operation->actor->kind == KIND_endpoint)
    describe_request(document, json, (const Endpoint *)operation->actor);
  else if (operation->actor->kind == KIND_schedule)
    describe_input(document, json, (const Schedule *)operation->actor);
  else
    describe_set(arena, json, "summary",
                 STR("The handler's code says what is in it."));
  return json;
}

/* The members that a subscriber reads; a subject is not always there. Sources:
 * "Amazon SNS raw message delivery" (such a message in a queue), "HTTP/HTTPS
 * notification JSON format". */
Json *async_notification(Arena *arena, const Topic *topic) {
  static const char *const members[] = { "Type", "MessageId", "TopicArn",
                                         "Message", "Timestamp" };
  Json *json = json_object(arena), *payload = json_object(arena);
  Json *properties = json_object(arena), *required = json_array(arena);
  describe_set(
    arena, json, "title",
    str_format(arena, "Notification of %.*s", STR_ARG(topic->resource.path)));
  describe_set(arena, json, "contentType", STR("application/json"));
  describe_set(arena, json, "summary",
               STR("An envelope; what was published is in `Message`."));
  describe_set(arena, payload, "type", STR("object"));
  for (u32 i = 0; i < COUNT_OF(members); i++) {
    Json *schema = json_object(arena);
    describe_set(arena, schema, "type", STR("string"));
    json_set(arena, properties, members[i], schema);
    json_add(arena, required, json_string(arena, str_from(members[i])));
  }
  json_set(arena, payload, "properties", properties);
  json_set(arena, payload, "required", required);
  json_set(arena, json, "payload", payload);
  return json;
}
