/* SPDX-License-Identifier: Apache-2.0
 *
 * How callers are known: a scheme for each authorizer, one for requests that
 * are signed, one for callers who show a certificate.
 */
#include "backends/openapi/openapi.h"

/* ---- schemes ---- */

static Json *scheme_json(OpenApi *document, Str name, const char *type) {
  Json *scheme = json_object(document->arena);
  describe_set(document->arena, scheme, "type", str_from(type));
  json_set_key(document->arena, document->schemes, name, scheme);
  return scheme;
}

/* NULL: the document has it already. */
static Json *new_scheme(OpenApi *document, Str name, const char *type) {
  const char *key = str_terminated(document->arena, name);
  return cJSON_GetObjectItemCaseSensitive(document->schemes, key)
           ? NULL
           : scheme_json(document, name, type);
}

/* A value that stands in a header or a parameter of the query. */
static void set_key(Arena *arena, Json *scheme, Str place, Str name) {
  describe_set(arena, scheme, "in", place);
  describe_set(arena, scheme, "name", name);
}

/* A request is signed: the form that the service's own extension has. Source:
 * "x-amazon-apigateway-authtype property". */
static Str signed_requests(OpenApi *document) {
  Arena *arena = document->arena;
  Str name = STR("sigv4");
  Json *scheme = new_scheme(document, name, "apiKey");
  if (!scheme)
    return name;
  set_key(arena, scheme, STR("header"), STR("Authorization"));
  describe_set(arena, scheme, "description",
               STR("Requests are signed with AWS credentials, in Signature "
                   "Version 4 for the service execute-api."));
  describe_set(arena, scheme, "x-amazon-apigateway-authtype", STR("awsSigv4"));
  return name;
}

/* Where a request value is read; false: nowhere that a key can stand. */
static bool is_key(Arena *arena, const Value *value, Str *place, Str *name) {
  if (value->kind != VALUE_CALL || !value->call.row)
    return false;
  *place = value->call.row->name;
  return (str_equal(*place, STR("header")) ||
          str_equal(*place, STR("query"))) &&
         text_literal(arena, value->call.arguments[0].text, name);
}

/* ---- tokens ---- */

static Json *texts_json(const OpenApi *document, const Value *list) {
  Json *json = json_array(document->arena);
  for (u32 i = 0; list && i < list->list.count; i++)
    json_add(document->arena, json,
             json_string(document->arena,
                         describe_text(document->arena, document->model,
                                       list->list.items[i].text, NULL)));
  return json;
}

static Str audience_text(Arena *arena, const Json *audience) {
  Buf out = buf_new(arena);
  for (const Json *one = audience->child; one; one = one->next)
    buf_format(&out, "%s`%s`", one == audience->child ? "" : " or ",
               one->valuestring);
  return buf_view(&out);
}

/* The authorizer as the service's own extension tells it. Source:
 * "x-amazon-apigateway-authorizer object", its examples for HTTP APIs. */
static void set_authorizer(const OpenApi *document, Json *scheme, Str issuer,
                           Str source, Json *audience) {
  Arena *arena = document->arena;
  Json *authorizer = json_object(arena), *jwt = json_object(arena);
  describe_set(arena, jwt, "issuer", issuer);
  json_set(arena, jwt, "audience", audience);
  describe_set(arena, authorizer, "type", STR("jwt"));
  describe_set(arena, authorizer, "identitySource", source);
  json_set(arena, authorizer, "jwtConfiguration", jwt);
  json_set(arena, scheme, "x-amazon-apigateway-authorizer", authorizer);
}

/* Whether the text is an address as it stands: all of it known, and without a
 * character that would have to be escaped. */
static bool is_address(Str text) {
  static const char marks[] = "-._~:/?#[]@!$&'()*+,;=";
  for (u32 i = 0; i < text.length; i++)
    if (!is_letter(text.at[i]) && !is_digit(text.at[i]) &&
        str_find(str_from(marks), text.at[i]) == sizeof marks - 1)
      return false;
  return true;
}

static const char *token_type(Str issuer, bool elsewhere) {
  return elsewhere ? "apiKey" : is_address(issuer) ? "openIdConnect" : "http";
}

static Str token(OpenApi *document, const Authorizer *authorizer) {
  Arena *arena = document->arena;
  Str name = authorizer->resource.physical_name, place, key;
  const Value *issuer = call_argument(authorizer->call, STR("issuer"));
  const Value *from = call_argument(authorizer->call, STR("from"));
  Str text = issuer ? describe_text(arena, document->model, issuer->text, NULL)
                    : STR("");
  bool elsewhere = from && is_key(arena, from, &place, &key) &&
                   !str_equal(str_small(arena, key), STR("authorization"));
  const char *type = token_type(text, elsewhere);
  Json *scheme = new_scheme(document, name, type);
  if (!scheme)
    return name;
  Json *audience =
    texts_json(document, call_argument(authorizer->call, STR("audience")));
  if (elsewhere) {
    set_key(arena, scheme, place, key);
  } else if (str_equal(str_from(type), STR("http"))) {
    describe_set(arena, scheme, "scheme", STR("bearer"));
    describe_set(arena, scheme, "bearerFormat", STR("JWT"));
  } else {
    if (str_ends(text, STR("/")))
      text.length--;
    describe_set(arena, scheme, "openIdConnectUrl",
                 str_format(arena, "%.*s/.well-known/openid-configuration",
                            STR_ARG(text)));
  }
  describe_set(arena, scheme, "description",
               str_format(arena, "A token of %.*s for %.*s.", STR_ARG(text),
                          STR_ARG(audience_text(arena, audience))));
  set_authorizer(
    document, scheme,
    issuer ? describe_text(arena, document->model, issuer->text, NULL)
           : STR(""),
    from ? spell_request(arena, from) : STR("$request.header.Authorization"),
    audience);
  return name;
}

/* ---- functions ---- */

static Str asked_function(Arena *arena, const Authorizer *authorizer) {
  return str_format(arena, "The handler %.*s decides about the caller.",
                    STR_ARG(authorizer->handler->resource.path));
}

/* A function decides by values that must all be there. */
static void function_keys(OpenApi *document, const Authorizer *authorizer,
                          Json *requirement) {
  Arena *arena = document->arena;
  Str own = authorizer->resource.physical_name, place, key;
  const Value *sources = call_argument(authorizer->call, STR("sources"));
  bool any = false;
  for (u32 i = 0; sources && i < sources->list.count; i++) {
    if (!is_key(arena, &sources->list.items[i], &place, &key))
      continue;
    Str name = str_format(arena, "%.*s.%.*s.%.*s", STR_ARG(own), STR_ARG(place),
                          STR_ARG(key));
    Json *scheme = new_scheme(document, name, "apiKey");
    if (scheme) {
      set_key(arena, scheme, place, key);
      describe_set(arena, scheme, "description",
                   asked_function(arena, authorizer));
    }
    if (!cJSON_GetObjectItemCaseSensitive(requirement,
                                          str_terminated(arena, name)))
      json_set_key(arena, requirement, name, json_array(arena));
    any = true;
  }
  if (any)
    return;
  /* It looks at the whole request. The name is the one that the service asks
   * for where no header is meant. Source: "x-amazon-apigateway-authorizer
   * object", its examples for REST APIs; for HTTP APIs it shows none. */
  Json *scheme = new_scheme(document, own, "apiKey");
  if (scheme) {
    set_key(arena, scheme, STR("header"), STR("Unused"));
    describe_set(arena, scheme, "description",
                 str_format(arena,
                            "%.*s It looks at the whole request; no "
                            "header is called so.",
                            STR_ARG(asked_function(arena, authorizer))));
  }
  json_set_key(arena, requirement, own, json_array(arena));
}

/* ---- what an endpoint requires ---- */

static void require_certificate(OpenApi *document, Json *requirement) {
  Arena *arena = document->arena;
  Str name = STR("certificate");
  const Resource *api = &document->api->resource;
  if (!setting_given(setting(api, ATTR_api_domain_truststore)))
    return;
  Json *scheme = new_scheme(document, name, "mutualTLS");
  if (scheme)
    describe_set(arena, scheme, "description",
                 STR("The caller shows a certificate that the API trusts."));
  json_set_key(arena, requirement, name, json_array(arena));
}

/* What must all be there; `scope` NULL: the token needs none. */
static Json *requirement_json(OpenApi *document, const Endpoint *endpoint,
                              const Value *scope) {
  Arena *arena = document->arena;
  Json *requirement = json_object(arena), *scopes = json_array(arena);
  require_certificate(document, requirement);
  if (scope)
    json_add(arena, scopes,
             json_string(arena, describe_text(arena, document->model,
                                              scope->text, NULL)));
  if (endpoint->auth == AUTH_IAM)
    json_set_key(arena, requirement, signed_requests(document), scopes);
  if (endpoint->auth == AUTH_JWT)
    json_set_key(arena, requirement, token(document, endpoint->authorizer),
                 scopes);
  if (endpoint->auth == AUTH_FUNCTION)
    function_keys(document, endpoint->authorizer, requirement);
  return requirement;
}

/* One of a route's scopes is enough, so each is a choice of its own. */
Json *openapi_security(OpenApi *document, const Endpoint *endpoint) {
  Arena *arena = document->arena;
  Json *security = json_array(arena);
  const Value *auth = &setting(&endpoint->resource, ATTR_endpoint_auth)->value;
  const Value *scopes =
    endpoint->auth == AUTH_JWT ? call_argument(auth, STR("scopes")) : NULL;
  u32 count = scopes ? scopes->list.count : 0;
  for (u32 i = 0; i < count; i++)
    json_add(arena, security,
             requirement_json(document, endpoint, &scopes->list.items[i]));
  if (count)
    return security;
  Json *requirement = requirement_json(document, endpoint, NULL);
  if (requirement->child)
    json_add(arena, security, requirement);
  return security;
}
