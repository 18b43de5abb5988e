/* SPDX-License-Identifier: Apache-2.0
 *
 * Routes: how a path is written, that no two are equal, and that what a
 * request is asked for can be had from it.
 */
#include "rules/check.h"

/* ---- paths ---- */

enum { MOST_VARIABLES = 256 };

typedef struct Variables {
  Str names[MOST_VARIABLES]; /* without braces and `+` */
  u32 count;
} Variables;

static bool is_variable_character(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.';
}

static bool holds_brace(Str text) {
  return str_find(text, '{') < text.length || str_find(text, '}') < text.length;
}

/* What is wrong with `{…}`, a part of a path; NULL: nothing. */
static const char *variable_fault(Str part, bool last, Variables *variables) {
  Str name = str_slice(part, 1, part.length - 1);
  bool greedy = str_ends(name, STR("+"));
  if (greedy)
    name.length--;
  for (u32 i = 0; i < name.length; i++)
    if (!is_variable_character(name.at[i]))
      return "a variable's name holds letters, digits, `_`, `-` and `.` only";
  if (!name.length)
    return "a variable has a name: `{id}`";
  if (greedy && !last)
    return "`{…+}` takes all the rest, so it stands last";
  for (u32 i = 0; i < variables->count; i++)
    if (str_equal(variables->names[i], name))
      return "the path has this variable twice";
  if (variables->count == MOST_VARIABLES)
    return "the path has more than 256 variables";
  variables->names[variables->count++] = name;
  return NULL;
}

static const char *part_fault(Str part, bool last, Variables *variables) {
  if (part.length > 1 && part.at[0] == '{' && part.at[part.length - 1] == '}' &&
      !holds_brace(str_slice(part, 1, part.length - 1)))
    return variable_fault(part, last, variables);
  if (holds_brace(part))
    return "a variable takes a whole part of the path: `/{id}/`";
  for (u32 i = 0; i < part.length; i++)
    if (part.at[i] <= ' ' || part.at[i] > '~' || part.at[i] == '?' ||
        part.at[i] == '#')
      return "a path holds no spaces, no `?` and `#`, and ASCII only";
  return NULL;
}

/* Finds the path's variables. What is wrong with it, and with which `part`. */
static const char *route_fault(Str route, Variables *variables, Str *part) {
  *part = route;
  variables->count = 0;
  if (!str_starts(route, STR("/")))
    return "a path begins with `/`";
  for (u32 from = 1; from <= route.length; from += part->length + 1) {
    Str rest = str_slice(route, from, route.length);
    *part = str_slice(rest, 0, str_find(rest, '/'));
    const char *fault =
      part_fault(*part, part->length == rest.length, variables);
    if (fault)
      return fault;
  }
  return NULL;
}

static void check_path(const Rules *rules, const Endpoint *endpoint) {
  Variables variables;
  Str part;
  const char *fault = route_fault(endpoint->route, &variables, &part);
  if (!fault)
    return;
  Diag *diag = diag_add(rules->diags, RULE_TYPE_BAD_ARGUMENT,
                        endpoint->resource.span, "%s", fault);
  if (part.length)
    diag_note(rules->diags, diag, "this is about `%.*s`", STR_ARG(part));
  diag_help(rules->diags, diag,
            "paths look like `/orders`, `/orders/{id}` and `/files/{rest+}`");
}

void check_routes(const Rules *rules) {
  const Model *model = rules->model;
  Map taken = map_new(rules->arena);
  for (u32 i = 0; i < model->endpoints.count; i++) {
    const Endpoint *later = model->endpoints.items[i];
    if (!later->route.length || !later->method.length)
      continue;
    check_path(rules, later);
    if (!later->api)
      continue;
    Str key = str_format(rules->arena, "%u %.*s %.*s",
                         later->api->resource.number, STR_ARG(later->method),
                         STR_ARG(later->route));
    u32 found = map_get(&taken, key);
    if (!found) {
      map_set(&taken, key, i + 1);
      continue;
    }
    const Endpoint *first = model->endpoints.items[found - 1];
    if (later->resource.span.lo < first->resource.span.lo) {
      const Endpoint *swapped = first;
      first = later;
      later = swapped;
    }
    Diag *diag =
      diag_add(rules->diags, RULE_NAME_DUPLICATE, later->resource.span,
               "the route `%.*s` is declared "
               "twice",
               STR_ARG(later->resource.path));
    diag_label(rules->diags, diag, "here again");
    diag_related(rules->diags, diag, first->resource.span,
                 "first declared here");
    diag_effect(rules->diags, diag, "the deployment would fail");
  }
}

/* ---- values taken from a request ---- */

typedef struct Request {
  const Rules *rules;
  const Endpoint *endpoint;
  Variables variables;
  bool route_known; /* the path has no fault */
  bool authorizing; /* asked for before the caller is known */
} Request;

static void check_variable(const Request *request, const Value *value) {
  const Rules *rules = request->rules;
  const Value *argument = &value->call.arguments[0];
  Str name;
  if (!request->route_known ||
      !text_literal(rules->arena, argument->text, &name))
    return;
  for (u32 i = 0; i < request->variables.count; i++)
    if (str_equal(request->variables.names[i], name))
      return;
  Diag *diag = diag_add(rules->diags, RULE_TYPE_BAD_ARGUMENT, value->span,
                        "the path `%.*s` has no `{%.*s}`",
                        STR_ARG(request->endpoint->route), STR_ARG(name));
  diag_related(rules->diags, diag, request->endpoint->resource.span,
               "the path");
  Str near = suggest(name, request->variables.names, request->variables.count);
  Str text = str_format(rules->arena, "\"%.*s\"", STR_ARG(near));
  if (near.length && argument->written.length)
    diag_fix(rules->diags, diag, FIX_SAFE, argument->span, text,
             "did you mean `{%.*s}`?", STR_ARG(near));
  else
    diag_help(rules->diags, diag, "add a part `/{%.*s}` to the path",
              STR_ARG(name));
}

static void check_claim(const Request *request, const Value *value) {
  const Endpoint *endpoint = request->endpoint;
  const Setting *auth = setting(&endpoint->resource, ATTR_endpoint_auth);
  bool known =
    auth->origin != ORIGIN_ABSENT && auth->value.kind != VALUE_POISON;
  if (!known || (endpoint->auth == AUTH_JWT && !request->authorizing))
    return;
  Diag *diag =
    diag_add(request->rules->diags, RULE_TYPE_BAD_ARGUMENT, value->span,
             "a claim comes from a checked token, and "
             "here is none");
  diag_related(request->rules->diags, diag,
               setting_place(&endpoint->resource, ATTR_endpoint_auth),
               "callers are known in this way");
  diag_help(request->rules->diags, diag,
            "write `auth = jwt(…)`, or take the value from elsewhere");
}

static void check_value(const Request *request, const Value *value) {
  if (value->kind != VALUE_CALL || !value->call.row)
    return;
  Str name = value->call.row->name;
  if (str_equal(name, STR("path")))
    check_variable(request, value);
  else if (str_equal(name, STR("claim")))
    check_claim(request, value);
  else if (str_equal(name, STR("body")) && request->authorizing)
    diag_help(request->rules->diags,
              diag_add(request->rules->diags, RULE_TYPE_BAD_ARGUMENT,
                       value->span,
                       "who decides about a caller never sees the body"),
              "take a header or a query parameter");
}

/* The argument of that name of a call; NULL: it was not given. */
static const Value *argument_named(const Value *call, Str name) {
  for (u32 i = 0; i < call->call.count; i++)
    if (str_equal(call->call.row->arguments[i].name, name) &&
        call->call.arguments[i].kind != VALUE_NONE)
      return &call->call.arguments[i];
  return NULL;
}

static void check_authorizing(Request *request) {
  const Value *auth =
    &setting(&request->endpoint->resource, ATTR_endpoint_auth)->value;
  if (auth->kind != VALUE_CALL || !auth->call.row)
    return;
  const Value *sources = argument_named(auth, STR("sources"));
  const Value *from = argument_named(auth, STR("from"));
  const Value *ttl = argument_named(auth, STR("ttl"));
  u32 count = sources && sources->kind == VALUE_LIST ? sources->list.count : 0;
  request->authorizing = true;
  for (u32 i = 0; i < count; i++)
    check_value(request, &sources->list.items[i]);
  if (from)
    check_value(request, from);
  if (!ttl || value_high(ttl) == 0 || count)
    return;
  Diag *diag = diag_add(request->rules->diags, RULE_TYPE_BAD_ARGUMENT,
                        ttl->span, "`ttl` needs `sources`");
  diag_effect(request->rules->diags, diag,
              "one caller's answer would be remembered for all");
  diag_help(request->rules->diags, diag,
            "say by what callers differ, as in `sources = "
            "[header(\"Authorization\")]`");
}

/* What the integration calls a value, and how long it may be. */
static void check_lengths(const Rules *rules, const Endpoint *endpoint) {
  static const AttrId attrs[] = {
    ATTR_endpoint_message,
    ATTR_endpoint_group_by,
    ATTR_endpoint_deduplicate_by,
    ATTR_endpoint_attributes,
  };
  i64 longest = quota_row(QUOTA_PARAMETER_VALUE)->limit;
  for (u32 i = 0; i < endpoint->parameters.count; i++) {
    const Parameter *parameter = &endpoint->parameters.items[i];
    AttrId attr = ATTR_NONE;
    for (u32 k = 0; k < COUNT_OF(attrs); k++)
      if (str_ends(attr_row(attrs[k])->cfn, parameter->name))
        attr = attrs[k];
    Str text;
    if (attr == ATTR_NONE ||
        !text_literal(rules->arena, parameter->value, &text))
      continue;
    i64 length = utf8_count(text);
    if (length >= 1 && length <= longest)
      continue;
    Str name = attr_row(attr)->name;
    Diag *diag = diag_add(rules->diags, RULE_TYPE_BAD_ARGUMENT,
                          setting_place(&endpoint->resource, attr),
                          "`%.*s` has %lld characters as the API writes it, "
                          "and may have 1 to %lld",
                          STR_ARG(name), (long long)length, (long long)longest);
    if (length > longest)
      diag_label(rules->diags, diag, "%lld too many",
                 (long long)(length - longest));
    Str source = quota_row(QUOTA_PARAMETER_VALUE)->source;
    diag_note(rules->diags, diag, "the limit: %.*s", STR_ARG(source));
  }
}

void check_requests(const Rules *rules) {
  static const AttrId attrs[] = { ATTR_endpoint_group_by,
                                  ATTR_endpoint_deduplicate_by,
                                  ATTR_endpoint_message };
  for (u32 i = 0; i < rules->model->endpoints.count; i++) {
    const Endpoint *endpoint = rules->model->endpoints.items[i];
    Request request = { .rules = rules, .endpoint = endpoint };
    Str part;
    request.route_known =
      endpoint->route.length &&
      !route_fault(endpoint->route, &request.variables, &part);
    for (u32 k = 0; k < COUNT_OF(attrs); k++)
      check_value(&request, &setting(&endpoint->resource, attrs[k])->value);
    const Value *map =
      &setting(&endpoint->resource, ATTR_endpoint_attributes)->value;
    for (u32 k = 0; map->kind == VALUE_MAP && k < map->map.count; k++)
      check_value(&request, map->map.entries[k].value);
    check_lengths(rules, endpoint);
    check_authorizing(&request);
  }
}

/* ---- cross-origin requests ---- */

void check_cors(const Rules *rules) {
  for (u32 i = 0; i < rules->model->apis.count; i++) {
    const Resource *api = &rules->model->apis.items[i]->resource;
    const Value *origins = &setting(api, ATTR_api_cors_origins)->value;
    if (!setting_given(setting(api, ATTR_api_cors_credentials)) ||
        !setting_is(api, ATTR_api_cors_credentials, STR("on")))
      continue;
    for (u32 k = 0; origins->kind == VALUE_LIST && k < origins->list.count;
         k++) {
      const Value *origin = &origins->list.items[k];
      Str text;
      if (origin->kind != VALUE_TEXT ||
          !text_literal(rules->arena, origin->text, &text) ||
          !str_equal(text, STR("*")))
        continue;
      Diag *diag = diag_add(rules->diags, RULE_TYPE_BAD_ARGUMENT, origin->span,
                            "every site may not come with "
                            "credentials");
      diag_related(rules->diags, diag,
                   setting_place(api, ATTR_api_cors_credentials),
                   "cookies and authorization travel along");
      diag_effect(rules->diags, diag,
                  "any site that a signed-in user visits could act in the "
                  "user's name");
      diag_help(rules->diags, diag,
                "list the sites: `origins = [\"https://shop.example.com\"]`");
    }
  }
}
