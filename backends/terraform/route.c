/* SPDX-License-Identifier: Apache-2.0
 *
 * Routes of an API: where each leads, and how its callers are known. A route to
 * a queue sends the message itself, in the name of a role; a route to a handler
 * calls it and waits.
 */
#include "backends/terraform/terraform.h"

/* ---- integrations -------------------------------------------------------- */

/* What the queue answers with 200 becomes the reply's own status. */
static void put_reply(Terraform *tf, HclBody *body, const Endpoint *endpoint) {
  enum { ACCEPTED_BY_QUEUE = 200 };
  Arena *arena = tf->arena;
  AttrId attr = ATTR_endpoint_reply_status;
  i64 status =
    setting_low(&endpoint->resource, attr, attr_row(attr)->standard.number);
  if (status == ACCEPTED_BY_QUEUE)
    return;
  Expression *mappings = expression_object(arena);
  HclBody *reply = block(tf, body, "response_parameters");
  expression_put(
    arena, mappings, STR("overwrite:statuscode"),
    expression_string(arena, str_format(arena, "%lld", (long long)status)));
  put_string(tf, reply, "status_code", STR("200"));
  put(tf, reply, "mappings", mappings);
}

static void put_to_queue(Terraform *tf, HclBody *body,
                         const Endpoint *endpoint) {
  Expression *parameters = expression_object(tf->arena);
  put_string(tf, body, "integration_subtype", STR("SQS-SendMessage"));
  put_string(tf, body, "payload_format_version", STR("1.0"));
  if (endpoint->role)
    put_part(tf, body, "credentials_arn", PART_ARN, &endpoint->role->resource);
  expression_put(tf->arena, parameters, STR("QueueUrl"),
                 hcl_part(tf, PART_URL, endpoint->target));
  for (u32 i = 0; i < endpoint->parameters.count; i++) {
    const Parameter *parameter = &endpoint->parameters.items[i];
    if (!str_equal(parameter->name, STR("QueueUrl")))
      expression_put(tf->arena, parameters, parameter->name,
                     hcl_text(tf, parameter->value, 0));
  }
  put(tf, body, "request_parameters", parameters);
  put_reply(tf, body, endpoint);
}

static Expression *invocation(Terraform *tf, const Resource *handler) {
  return hcl_reference(tf, type_of(handler), name_of(tf, handler),
                       "invoke_arn");
}

static void emit_integration(Terraform *tf, const Endpoint *endpoint) {
  const Resource *resource = &endpoint->resource;
  HclBody *body =
    add(tf, "aws_apigatewayv2_integration", name_of(tf, resource), resource);
  put_part(tf, body, "api_id", PART_ID, &endpoint->api->resource);
  put_description(tf, body, resource->documentation, DESCRIPTION_PLAIN);
  put_string(tf, body, "integration_type", STR("AWS_PROXY"));
  if (resource_is_queue(endpoint->target)) {
    put_to_queue(tf, body, endpoint);
    return;
  }
  put_string(tf, body, "integration_method", STR("POST"));
  put(tf, body, "integration_uri", invocation(tf, endpoint->target));
  put_string(tf, body, "payload_format_version", STR("2.0"));
}

/* ---- routes -------------------------------------------------------------- */

static void put_auth(Terraform *tf, HclBody *body, const Endpoint *endpoint) {
  static const Str types[] = {
    [AUTH_NONE] = STR_INIT("NONE"),
    [AUTH_IAM] = STR_INIT("AWS_IAM"),
    [AUTH_JWT] = STR_INIT("JWT"),
    [AUTH_FUNCTION] = STR_INIT("CUSTOM"),
  };
  const Value *auth = &setting(&endpoint->resource, ATTR_endpoint_auth)->value;
  const Value *scopes =
    endpoint->auth == AUTH_JWT ? call_argument(auth, STR("scopes")) : NULL;
  put_string(tf, body, "authorization_type", types[endpoint->auth]);
  if (endpoint->authorizer)
    put_part(tf, body, "authorizer_id", PART_ID,
             &endpoint->authorizer->resource);
  if (scopes && scopes->list.count)
    put(tf, body, "authorization_scopes", hcl_texts(tf, scopes));
}

void terraform_endpoint(Terraform *tf, const Endpoint *endpoint) {
  Arena *arena = tf->arena;
  const Resource *resource = &endpoint->resource;
  if (!endpoint->target)
    return;
  HclBody *body = add_main(tf, resource);
  Expression *target = expression_string(arena, STR("integrations/"));
  expression_add_reference(arena, target,
                           str_format(arena,
                                      "aws_apigatewayv2_integration.%.*s.id",
                                      STR_ARG(name_of(tf, resource))));
  put_part(tf, body, "api_id", PART_ID, &endpoint->api->resource);
  put_string(tf, body, "route_key", spell_route_key(arena, endpoint));
  put(tf, body, "target", target);
  put_auth(tf, body, endpoint);
  emit_integration(tf, endpoint);
}

/* ---- authorizers --------------------------------------------------------- */

static Expression *hcl_request(Terraform *tf, const Value *value) {
  return value->kind == VALUE_CALL
           ? expression_string(tf->arena, spell_request(tf->arena, value))
           : hcl_text(tf, value->text, 0);
}

static void put_jwt(Terraform *tf, HclBody *body, const Value *call) {
  const Value *issuer = call_argument(call, STR("issuer"));
  const Value *audience = call_argument(call, STR("audience"));
  const Value *from = call_argument(call, STR("from"));
  Expression *sources = expression_list(tf->arena);
  put_string(tf, body, "authorizer_type", STR("JWT"));
  expression_add(
    tf->arena, sources,
    from ? hcl_request(tf, from)
         : expression_string(tf->arena, STR("$request.header.Authorization")));
  put(tf, body, "identity_sources", sources);
  HclBody *jwt = block(tf, body, "jwt_configuration");
  if (issuer)
    put_text(tf, jwt, "issuer", issuer->text);
  if (audience)
    put(tf, jwt, "audience", hcl_texts(tf, audience));
}

static void put_function(Terraform *tf, HclBody *body,
                         const Authorizer *authorizer) {
  enum { MILLISECONDS = 1000 };
  const Value *sources = call_argument(authorizer->call, STR("sources"));
  const Value *ttl = call_argument(authorizer->call, STR("ttl"));
  Expression *list = expression_list(tf->arena);
  put_string(tf, body, "authorizer_type", STR("REQUEST"));
  put_string(tf, body, "authorizer_payload_format_version", STR("2.0"));
  put_bool(tf, body, "enable_simple_responses", true);
  put(tf, body, "authorizer_uri",
      invocation(tf, &authorizer->handler->resource));
  put(tf, body, "authorizer_result_ttl_in_seconds",
      ttl && value_late(ttl)
        ? hcl_input(tf, ttl->input)
        : expression_integer(tf->arena, ttl ? ttl->number / MILLISECONDS : 0));
  for (u32 i = 0; sources && i < sources->list.count; i++)
    expression_add(tf->arena, list, hcl_request(tf, &sources->list.items[i]));
  if (sources && sources->list.count)
    put(tf, body, "identity_sources", list);
}

void terraform_authorizer(Terraform *tf, const Authorizer *authorizer) {
  const Resource *resource = &authorizer->resource;
  HclBody *body = add_main(tf, resource);
  put_part(tf, body, "api_id", PART_ID, &authorizer->api->resource);
  put_string(tf, body, "name",
             resource->physical_name.length ? resource->physical_name
                                            : name_of(tf, resource));
  if (authorizer->handler)
    put_function(tf, body, authorizer);
  else
    put_jwt(tf, body, authorizer->call);
}
