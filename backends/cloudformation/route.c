/* SPDX-License-Identifier: Apache-2.0
 *
 * Routes of an API: where each leads, and how its callers are known. A route to
 * a queue sends the message itself, in the name of a role; a route to a handler
 * calls it and waits.
 */
#include "backends/cloudformation/cloudformation.h"

/* ---- integrations ---- */

/* {"200": {"ResponseParameters": [{"Destination": …, "Source": "202"}]}} */
static void set_reply(Template *template, Json *properties,
                      const Endpoint *endpoint) {
  enum { ACCEPTED_BY_QUEUE = 200 };
  Arena *arena = template->arena;
  AttrId attr = ATTR_endpoint_reply_status;
  i64 status = setting_low(&endpoint->resource, attr,
                           attr_row(attr)->standard.number);
  Json *replies = json_object(arena), *reply = json_object(arena);
  Json *changes = json_array(arena), *change = json_object(arena);
  if (status == ACCEPTED_BY_QUEUE)
    return;
  set_string(template, change, "Destination", STR("overwrite:statuscode"));
  set_string(template, change, "Source",
             str_format(arena, "%lld", (long long)status));
  json_add(arena, changes, change);
  json_set(arena, reply, "ResponseParameters", changes);
  json_set(arena, replies, "200", reply);
  json_set(arena, properties, "ResponseParameters", replies);
}

static void set_to_queue(Template *template, Json *properties,
                         const Endpoint *endpoint) {
  Arena *arena = template->arena;
  Json *parameters = json_object(arena);
  set_string(template, properties, "IntegrationSubtype",
             STR("SQS-SendMessage"));
  set_string(template, properties, "PayloadFormatVersion", STR("1.0"));
  if (endpoint->role)
    json_set(arena, properties, "CredentialsArn",
             json_part(template, PART_ARN, &endpoint->role->resource));
  json_set(arena, parameters, "QueueUrl",
           json_part(template, PART_URL, endpoint->target));
  for (u32 i = 0; i < endpoint->parameters.count; i++) {
    const Parameter *parameter = &endpoint->parameters.items[i];
    if (!str_equal(parameter->name, STR("QueueUrl")))
      json_set_key(arena, parameters, parameter->name,
                   json_text(template, parameter->value, 0));
  }
  json_set(arena, properties, "RequestParameters", parameters);
  set_reply(template, properties, endpoint);
}

static void set_to_handler(Template *template, Json *properties,
                           const Endpoint *endpoint) {
  json_set(template->arena, properties, "IntegrationUri",
           json_part(template, PART_ARN, endpoint->target));
  set_string(template, properties, "PayloadFormatVersion", STR("2.0"));
}

static Str emit_integration(Template *template, const Endpoint *endpoint) {
  Arena *arena = template->arena;
  TemplateEntry entry = {
    .id = id_of_endpoint(template, SUFFIX_INTEGRATION, endpoint),
    .type = "AWS::ApiGatewayV2::Integration",
  };
  Json *properties = template_add(template, entry);
  json_set(arena, properties, "ApiId",
           json_part(template, PART_ID, &endpoint->api->resource));
  set_description(template, properties, "Description",
                  endpoint->resource.documentation, DESCRIPTION_PLAIN);
  set_string(template, properties, "IntegrationType", STR("AWS_PROXY"));
  if (resource_is_queue(endpoint->target))
    set_to_queue(template, properties, endpoint);
  else
    set_to_handler(template, properties, endpoint);
  return entry.id;
}

/* ---- routes ---- */

static void set_auth(Template *template, Json *properties,
                     const Endpoint *endpoint) {
  static const Str types[] = {
    [AUTH_NONE] = STR_INIT("NONE"),
    [AUTH_IAM] = STR_INIT("AWS_IAM"),
    [AUTH_JWT] = STR_INIT("JWT"),
    [AUTH_FUNCTION] = STR_INIT("CUSTOM"),
  };
  Arena *arena = template->arena;
  const Value *auth = &setting(&endpoint->resource, ATTR_endpoint_auth)->value;
  const Value *scopes =
    endpoint->auth == AUTH_JWT ? call_argument(auth, STR("scopes")) : NULL;
  set_string(template, properties, "AuthorizationType", types[endpoint->auth]);
  if (endpoint->authorizer)
    json_set(arena, properties, "AuthorizerId",
             json_part(template, PART_ID, &endpoint->authorizer->resource));
  if (scopes && scopes->list.count)
    json_set(arena, properties, "AuthorizationScopes",
             json_texts(template, scopes));
}

void emit_endpoint(Template *template, const Endpoint *endpoint) {
  Arena *arena = template->arena;
  TemplateEntry entry = {
    .id = id_of_endpoint(template, SUFFIX_ROUTE, endpoint),
    .type = "AWS::ApiGatewayV2::Route",
    .of = &endpoint->resource,
  };
  if (!endpoint->target)
    return;
  Json *properties = template_add(template, entry);
  Str integration = emit_integration(template, endpoint);
  SubText target = { .template = template };
  json_set(arena, properties, "ApiId",
           json_part(template, PART_ID, &endpoint->api->resource));
  set_string(template, properties, "RouteKey", spell_route_key(arena, endpoint));
  json_set(arena, properties, "Target",
           json_sub(arena, &target,
                    str_format(arena, "integrations/${%.*s}",
                               STR_ARG(integration))));
  set_auth(template, properties, endpoint);
}

/* ---- authorizers ---- */

/* `header("x")` as the service spells it: "$request.header.x". */
static Json *json_request(Template *template, const Value *value) {
  Arena *arena = template->arena;
  if (value->kind != VALUE_CALL)
    return json_text(template, value->text, 0);
  return json_string(arena, spell_request(arena, value));
}

static void set_jwt(Template *template, Json *properties, const Value *call) {
  Arena *arena = template->arena;
  const Value *issuer = call_argument(call, STR("issuer"));
  const Value *audience = call_argument(call, STR("audience"));
  const Value *from = call_argument(call, STR("from"));
  Json *jwt = json_object(arena), *sources = json_array(arena);
  set_string(template, properties, "AuthorizerType", STR("JWT"));
  json_add(arena, sources,
           from ? json_request(template, from)
                : json_string(arena, STR("$request.header.Authorization")));
  json_set(arena, properties, "IdentitySource", sources);
  if (issuer)
    json_set(arena, jwt, "Issuer", json_text(template, issuer->text, 0));
  if (audience)
    json_set(arena, jwt, "Audience", json_texts(template, audience));
  json_set(arena, properties, "JwtConfiguration", jwt);
}

/* The path of Lambda's API at which the function is called. */
static Json *json_invocation(Template *template, const Handler *handler) {
  const Part parts[] = {
    { .kind = PART_LITERAL, .text = STR_INIT("arn:") },
    { .kind = PART_PARTITION },
    { .kind = PART_LITERAL, .text = STR_INIT(":apigateway:") },
    { .kind = PART_REGION },
    { .kind = PART_LITERAL,
      .text = STR_INIT(":lambda:path/2015-03-31/functions/") },
    { .kind = PART_ARN, .thing = &handler->resource },
    { .kind = PART_LITERAL, .text = STR_INIT("/invocations") },
  };
  return json_text(template, (Text){ parts, COUNT_OF(parts) }, 0);
}

static void set_function(Template *template, Json *properties,
                         const Authorizer *authorizer) {
  enum { MILLISECONDS = 1000 };
  Arena *arena = template->arena;
  const Value *sources = call_argument(authorizer->call, STR("sources"));
  const Value *ttl = call_argument(authorizer->call, STR("ttl"));
  Json *list = json_array(arena);
  set_string(template, properties, "AuthorizerType", STR("REQUEST"));
  set_string(template, properties, "AuthorizerPayloadFormatVersion",
             STR("2.0"));
  json_set(arena, properties, "EnableSimpleResponses",
           json_bool(arena, true));
  json_set(arena, properties, "AuthorizerUri",
           json_invocation(template, authorizer->handler));
  json_set(arena, properties, "AuthorizerResultTtlInSeconds",
           ttl && value_late(ttl)
             ? json_input(template, ttl->input)
             : json_integer(arena, ttl ? ttl->number / MILLISECONDS : 0));
  for (u32 i = 0; sources && i < sources->list.count; i++)
    json_add(arena, list, json_request(template, &sources->list.items[i]));
  if (sources && sources->list.count)
    json_set(arena, properties, "IdentitySource", list);
}

void emit_authorizer(Template *template, const Authorizer *authorizer) {
  Arena *arena = template->arena;
  const Resource *resource = &authorizer->resource;
  TemplateEntry entry = {
    .id = id_of_resource(template, resource),
    .type = "AWS::ApiGatewayV2::Authorizer",
  };
  Json *properties = template_add(template, entry);
  json_set(arena, properties, "ApiId",
           json_part(template, PART_ID, &authorizer->api->resource));
  set_string(template, properties, "Name",
             resource->physical_name.length ? resource->physical_name
                                            : entry.id);
  if (authorizer->handler)
    set_function(template, properties, authorizer);
  else
    set_jwt(template, properties, authorizer->call);
}
