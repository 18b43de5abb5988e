/* SPDX-License-Identifier: Apache-2.0
 *
 * What a caller is answered. A queue's answer comes from the queue service:
 * which body it has over an HTTP API is documented nowhere, so none is
 * promised. What a handler answers is its own affair.
 *
 * Sources: "Troubleshooting issues with HTTP API JWT authorizers" (401 and the
 * body of a message), "Working with AWS Lambda authorizers for HTTP APIs" (401
 * where a source of identity is missing, 500), "How do I troubleshoot HTTP 403
 * errors from API Gateway?" (403 and its messages) and, for certificates, "How
 * do I troubleshoot HTTP 403 Forbidden errors from an API Gateway custom domain
 * name that requires mutual TLS?", "Throttle requests to your HTTP APIs for
 * better throughput in API Gateway" (429), "Quotas for configuring and running
 * an HTTP API in API Gateway" (10 MB, 30 seconds), "Common Errors" of the SQS
 * API (400, 500, 503).
 *
 * Answers that clients should expect, but without a source: 413 for the 10 MB,
 * 503 for the 30 seconds, 403 for a token without the scope, and that an HTTP
 * API hands on the statuses of the queue service as they are.
 */
#include "backends/openapi/openapi.h"

static const struct {
  const char *status;
  Str name, text;
  bool message; /* its body is documented */
} problems[] = {
  [PROBLEM_REFUSED] = { "400", STR_INIT("Refused"),
                        STR_INIT("The queue refuses the message: it is empty "
                                 "or too large, or a value for it is missing."),
                        false },
  [PROBLEM_UNAUTHORIZED] = { "401", STR_INIT("Unauthorized"),
                             STR_INIT("The caller is not known."), true },
  [PROBLEM_FORBIDDEN] = { "403", STR_INIT("Forbidden"),
                          STR_INIT("The caller may not do this."), true },
  [PROBLEM_TOO_LARGE] = { "413", STR_INIT("TooLarge"),
                          STR_INIT("The body has more than 10 MB."), false },
  [PROBLEM_THROTTLED] = { "429", STR_INIT("Throttled"),
                          STR_INIT("There are too many requests just now; try "
                                   "again later."),
                          false },
  [PROBLEM_FAILED] = { "500", STR_INIT("Failed"),
                       STR_INIT("The API failed, or what it calls."), false },
  [PROBLEM_UNAVAILABLE] = { "503", STR_INIT("Unavailable"),
                            STR_INIT("What the API calls is not there, or did "
                                     "not answer within 30 seconds."),
                            false },
};

static Json *answer_json(Arena *arena, Str text, const char *type,
                         const char *schema) {
  Json *answer = json_object(arena), *content = json_object(arena);
  Json *media = json_object(arena), *reference = json_object(arena);
  json_set(arena, answer, "description", json_string(arena, text));
  if (schema) {
    describe_set(arena, reference, "$ref", str_from(schema));
    json_set(arena, media, "schema", reference);
  }
  json_set(arena, content, type, media);
  json_set(arena, answer, "content", content);
  return answer;
}

static void add_problem(OpenApi *document, Json *responses,
                        OpenApiProblem problem) {
  Arena *arena = document->arena;
  Json *reference = json_object(arena);
  describe_set(arena, reference, "$ref",
               str_format(arena, "#/components/responses/%.*s",
                          STR_ARG(problems[problem].name)));
  json_set(arena, responses, problems[problem].status, reference);
  document->told[problem] = true;
}

/* A function is not asked about a request without what it decides by. */
static bool may_lack_sources(const Endpoint *endpoint) {
  const Value *sources =
    endpoint->auth == AUTH_FUNCTION
      ? call_argument(endpoint->authorizer->call, STR("sources"))
      : NULL;
  return sources && sources->list.count;
}

static bool may_be_told(const OpenApi *document, const Endpoint *endpoint,
                        OpenApiProblem problem, bool has_body) {
  const Resource *api = &document->api->resource;
  switch (problem) {
  case PROBLEM_REFUSED:
    return resource_is_queue(endpoint->target);
  case PROBLEM_UNAUTHORIZED:
    return endpoint->auth == AUTH_JWT || may_lack_sources(endpoint);
  case PROBLEM_FORBIDDEN:
    return endpoint->auth != AUTH_NONE ||
           setting_given(setting(api, ATTR_api_domain_truststore));
  case PROBLEM_TOO_LARGE:
    return has_body;
  default:
    return true;
  }
}

Json *openapi_responses(OpenApi *document, const Endpoint *endpoint,
                        bool has_body) {
  Arena *arena = document->arena;
  Json *responses = json_object(arena);
  Str target = endpoint->target->path;
  bool queue = resource_is_queue(endpoint->target);
  AttrId attr = ATTR_endpoint_reply_status;
  i64 status =
    setting_low(&endpoint->resource, attr, attr_row(attr)->standard.number);
  if (queue)
    json_set_key(
      arena, responses, str_format(arena, "%lld", (long long)status),
      answer_json(
        arena,
        str_format(arena, "The queue %.*s has the message.", STR_ARG(target)),
        "*/*", NULL));
  for (u32 i = 0; i < PROBLEM_COUNT; i++)
    if (may_be_told(document, endpoint, (OpenApiProblem)i, has_body))
      add_problem(document, responses, (OpenApiProblem)i);
  if (!queue)
    json_set(arena, responses, "default",
             answer_json(arena,
                         str_format(arena, "What the handler %.*s answers.",
                                    STR_ARG(target)),
                         "*/*", NULL));
  return responses;
}

static Json *message_schema(Arena *arena) {
  Json *schema = json_object(arena), *properties = json_object(arena);
  Json *message = json_object(arena);
  describe_set(arena, schema, "type", STR("object"));
  describe_set(arena, message, "type", STR("string"));
  json_set(arena, properties, "message", message);
  json_set(arena, schema, "properties", properties);
  return schema;
}

void openapi_answers(const OpenApi *document, Json *components) {
  static const char message[] = "#/components/schemas/Message";
  Arena *arena = document->arena;
  Json *schemas = json_object(arena), *responses = json_object(arena);
  bool messages = false;
  for (u32 i = 0; i < PROBLEM_COUNT; i++) {
    if (!document->told[i])
      continue;
    messages = messages || problems[i].message;
    json_set_key(
      arena, responses, problems[i].name,
      problems[i].message
        ? answer_json(arena, problems[i].text, "application/json", message)
        : answer_json(arena, problems[i].text, "*/*", NULL));
  }
  if (!responses->child)
    return;
  if (messages) {
    json_set(arena, schemas, "Message", message_schema(arena));
    json_set(arena, components, "schemas", schemas);
  }
  json_set(arena, components, "responses", responses);
}
