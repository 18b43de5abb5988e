/* SPDX-License-Identifier: Apache-2.0
 *
 * Endpoints: how callers are known, and what of a request becomes the message.
 */
#include "sema/program.h"

/* ---- request values ---- */

/* Whether the API would take something else for the text. */
static bool holds_expression(Text text) {
  for (u32 i = 0; i < text.count; i++) {
    Str part = text.parts[i].text;
    if (text.parts[i].kind != PART_LITERAL)
      continue;
    for (u32 k = 0; k < part.length; k++)
      if (part.at[k] == '$' &&
          ((i == 0 && k == 0) || str_starts(str_slice(part, k, part.length),
                                            STR("${"))))
        return true;
  }
  return false;
}

/* The expression of a request value; false: it has none. */
static bool request_text(Analysis *analysis, const Value *value, Text *out) {
  if (value->kind == VALUE_TEXT) {
    *out = value->text;
    bool standard = value->span.hi == 0; /* `$request.body` of the table */
    if (!standard && holds_expression(value->text)) {
      Diag *diag =
        diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, value->span,
                 "a fixed text must not begin with `$` or hold `${`: the API "
                 "would read it as an expression");
      diag_help(analysis->diags, diag,
                "for a part of the request write `header(\"…\")`, "
                "`body(\"…\")` and the like");
      return false;
    }
    return true;
  }
  Str argument;
  if (value->kind != VALUE_CALL ||
      !text_literal(analysis->arena, value->call.arguments[0].text, &argument))
    return false;
  Str spelling = value->call.row->spelling;
  u32 hole = str_find(spelling, '{');
  *out = text_of(analysis->arena,
                 str_format(analysis->arena, "%.*s%.*s",
                            STR_ARG(str_slice(spelling, 0, hole)),
                            STR_ARG(argument)));
  return true;
}

/* The name that the integration has for an attribute: "MessageGroupId". */
static Str parameter_name(AttrId attr) {
  Str path = attr_row(attr)->cfn;
  return str_slice(path, str_find(path, ':') + 1, path.length);
}

static void add_parameter(Analysis *analysis, Endpoint *endpoint, AttrId attr,
                          Text value) {
  VEC_PUSH(analysis->arena, &endpoint->parameters,
           ((Parameter){ parameter_name(attr), value }));
}

/* What is given at deployment could close the document's text, or be read as an
 * expression. */
static bool has_input(const Value *value) {
  for (u32 i = 0; value->kind == VALUE_TEXT && i < value->text.count; i++)
    if (value->text.parts[i].input)
      return true;
  return false;
}

static void lower_attributes(Analysis *analysis, Endpoint *endpoint) {
  const Value *map =
    &setting(&endpoint->resource, ATTR_endpoint_attributes)->value;
  VEC(Parameter) attributes = { 0 };
  if (map->kind != VALUE_MAP)
    return;
  for (u32 i = 0; i < map->map.count; i++) {
    const Value *value = map->map.entries[i].value;
    Text text;
    if ((!has_input(value) || value_known(analysis, value)) &&
        request_text(analysis, value, &text))
      VEC_PUSH(analysis->arena, &attributes,
               ((Parameter){ map->map.entries[i].key, text }));
  }
  if (attributes.count)
    add_parameter(analysis, endpoint, ATTR_endpoint_attributes,
                  document_of_attributes(analysis, attributes.items,
                                         attributes.count));
}

static void lower_message(Analysis *analysis, Endpoint *endpoint) {
  static const AttrId values[] = { ATTR_endpoint_message,
                                   ATTR_endpoint_group_by,
                                   ATTR_endpoint_deduplicate_by };
  const Resource *self = &endpoint->resource;
  for (u32 i = 0; i < COUNT_OF(values); i++) {
    Text text;
    if (setting_given(setting(self, values[i])) &&
        request_text(analysis, &setting(self, values[i])->value, &text))
      add_parameter(analysis, endpoint, values[i], text);
  }
  const Setting *delay = setting(self, ATTR_endpoint_delay);
  if (setting_given(delay) && value_late(&delay->value))
    add_parameter(analysis, endpoint, ATTR_endpoint_delay,
                  late_digits(analysis, &delay->value));
  else if (setting_given(delay))
    add_parameter(analysis, endpoint, ATTR_endpoint_delay,
                  text_of(analysis->arena,
                          str_format(analysis->arena, "%lld",
                                     (long long)(delay->value.number / 1000))));
  lower_attributes(analysis, endpoint);
}

/* ---- callers ---- */

/* What makes two authorizers the same, as one text; scopes are the route's. */
static Str authorizer_identity(Analysis *analysis, const Value *call) {
  Buf buf = buf_new(analysis->arena);
  const CallRow *row = call->call.row;
  buf_str(&buf, row->name);
  for (u32 i = 0; i < call->call.count; i++) {
    const Value *value = &call->call.arguments[i];
    if (str_equal(row->arguments[i].name, STR("scopes")))
      continue;
    buf_format(&buf, "\n%.*s=", STR_ARG(row->arguments[i].name));
    u32 items = value->kind == VALUE_LIST ? value->list.count : 1;
    for (u32 k = 0; k < items; k++) {
      const Value *one =
        value->kind == VALUE_LIST ? &value->list.items[k] : value;
      Str text = one->kind == VALUE_REFERENCE
                   ? one->reference.resource->path
                   : value_text(analysis->arena, one);
      buf_format(&buf, "%.*s,", STR_ARG(text));
    }
  }
  return buf_view(&buf);
}

static Authorizer *authorizer_for(Analysis *analysis, Endpoint *endpoint,
                                  const Value *call) {
  Api *api = endpoint->api;
  Arena *arena = analysis->arena;
  Str identity = authorizer_identity(analysis, call);
  Str name = str_format(arena, "%.*s-%06llx", STR_ARG(call->call.row->name),
                        (unsigned long long)(str_hash(identity) & 0xFFFFFF));
  Str path = api_qualify(arena, api, name);
  for (u32 i = 0; i < api->authorizers.count; i++) {
    Authorizer *known = api->authorizers.items[i];
    if (str_equal(authorizer_identity(analysis, known->call), identity))
      return known;
  }
  Resource *resource = piece_add(analysis, KIND_authorizer, sizeof(Authorizer),
                                 path, call->span);
  Authorizer *authorizer = (Authorizer *)resource;
  authorizer->api = api;
  authorizer->call = call;
  resource->physical_name = name;
  resource->name_part = name;
  VEC_PUSH(arena, &api->authorizers, authorizer);
  if (endpoint->auth != AUTH_FUNCTION)
    return authorizer;
  authorizer->handler = as_handler(call->call.arguments[0].reference.resource);
  authorizer->handler->authorizer = true;
  Terms terms = {
    .api = text_of_part(arena, PART_ID, &api->resource),
    .authorizer = text_of_part(arena, PART_ID, resource),
  };
  permission_add(analysis, path, call->span,
                 text_of_part(arena, PART_NAME, &authorizer->handler->resource),
                 SERVICE_api, GRANT_authorizer_call, &terms);
  return authorizer;
}

static void lower_auth(Analysis *analysis, Endpoint *endpoint) {
  const Value *auth = &setting(&endpoint->resource, ATTR_endpoint_auth)->value;
  if (auth->kind == VALUE_WORD)
    endpoint->auth = AUTH_IAM;
  if (auth->kind != VALUE_CALL || !endpoint->api)
    return;
  endpoint->auth = str_equal(auth->call.row->name, STR("jwt")) ? AUTH_JWT
                                                               : AUTH_FUNCTION;
  endpoint->authorizer = authorizer_for(analysis, endpoint, auth);
}

/* The path as a caller's ARN has it: a star for each variable. */
static Str route_pattern(Arena *arena, Str route) {
  Buf buf = buf_new(arena);
  for (u32 i = 0; i < route.length; i++) {
    if (route.at[i] != '{') {
      buf_char(&buf, route.at[i]);
      continue;
    }
    buf_char(&buf, '*');
    i += str_find(str_slice(route, i, route.length), '}');
  }
  return buf_view(&buf);
}

static void permit_route(Analysis *analysis, const Endpoint *endpoint,
                         Handler *handler) {
  Arena *arena = analysis->arena;
  bool any = str_equal(endpoint->method, STR("ANY"));
  Terms terms = {
    .api = text_of_part(arena, PART_ID, &endpoint->api->resource),
    .method = text_of(arena, any ? STR("*") : endpoint->method),
    .route = text_of(arena, route_pattern(arena, endpoint->route)),
  };
  permission_add(analysis, endpoint->resource.path, endpoint->resource.span,
                 text_of_part(arena, PART_NAME, &handler->resource),
                 SERVICE_api, GRANT_route_call, &terms);
}

static void document_api(Analysis *analysis, Api *api) {
  Resource *self = &api->resource;
  Str stack = analysis->model->stack_name;
  if (self->documentation.length)
    return;
  self->documentation =
    api_is_named(api)
      ? str_format(analysis->arena, "HTTP API %.*s of the stack %.*s.",
                   STR_ARG(self->path), STR_ARG(stack))
      : str_format(analysis->arena, "HTTP API of the stack %.*s.",
                   STR_ARG(stack));
}

void lower_endpoints(Analysis *analysis) {
  Model *model = analysis->model;
  for (u32 i = 0; i < model->apis.count; i++)
    document_api(analysis, model->apis.items[i]);
  for (u32 i = 0; i < model->endpoints.count; i++) {
    Endpoint *endpoint = model->endpoints.items[i];
    lower_auth(analysis, endpoint);
    if (resource_is_queue(endpoint->target))
      lower_message(analysis, endpoint);
    if (as_handler(endpoint->target) && endpoint->api)
      permit_route(analysis, endpoint, as_handler(endpoint->target));
  }
}
