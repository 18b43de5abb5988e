/* SPDX-License-Identifier: Apache-2.0
 *
 * Endpoints as paths with operations.
 *
 * Two paths that differ only in how their variables are called are one path to
 * OpenAPI, and so are `/files/{name}` and `/files/{rest+}`, since it has no
 * variable that takes several parts. The first one gives the path; an endpoint
 * whose method is taken there already stands beside, in `x-apiqc-routes`.
 */
#include "backends/openapi/openapi.h"

#include <stdlib.h>

static const char *const methods[] = { "get",     "put",  "post", "delete",
                                       "options", "head", "patch" };

static bool is_any(const Endpoint *endpoint) {
  return str_equal(endpoint->method, STR("ANY"));
}

static bool is_greedy(const Endpoint *endpoint) {
  return str_ends(endpoint->route, STR("+}"));
}

/* With `named`, the path as OpenAPI writes it; else what makes it differ from
 * others. */
static Str spell_path(Arena *arena, Str route, bool named) {
  Buf out = buf_new(arena);
  bool inside = false;
  for (u32 i = 0; i < route.length; i++) {
    char c = route.at[i];
    inside = inside && c != '}';
    bool greedy = inside && c == '+';
    if (!greedy && (named || !inside))
      buf_char(&out, c);
    inside = inside || c == '{';
  }
  return buf_view(&out);
}

typedef struct Route {
  const Endpoint *endpoint;
  Str shape; /* "/orders/{}" */
} Route;

/* Of one shape the more exact first, as the API itself prefers them. */
static int by_shape(const void *left, const void *right) {
  const Route *a = left, *b = right;
  int order = str_compare(a->shape, b->shape);
  if (!order)
    order = is_greedy(a->endpoint) - is_greedy(b->endpoint);
  if (!order)
    order = is_any(a->endpoint) - is_any(b->endpoint);
  if (!order)
    order = str_compare(a->endpoint->route, b->endpoint->route);
  return order ? order : str_compare(a->endpoint->method, b->endpoint->method);
}

static Str operation_text(Arena *arena, const Endpoint *endpoint, Str method) {
  return str_format(arena, "%.*s %.*s", STR_ARG(method),
                    STR_ARG(endpoint->route));
}

static Str what_it_does(Arena *arena, const Endpoint *endpoint) {
  return str_format(arena,
                    resource_is_queue(endpoint->target)
                      ? "Sends a message to the queue %.*s."
                      : "Calls the handler %.*s.",
                    STR_ARG(endpoint->target->path));
}

static Json *operation_json(OpenApi *document, const OpenApiOperation *of) {
  Arena *arena = document->arena;
  const Endpoint *endpoint = of->endpoint;
  Json *operation = json_object(arena);
  Str text = operation_text(arena, endpoint, of->method);
  describe_set(arena, operation, "operationId",
               ids_of(&document->operations, text));
  describe_thing(arena, operation, endpoint->resource.documentation,
                 what_it_does(arena, endpoint));
  bool has_body = openapi_request(document, operation, of);
  json_set(arena, operation, "responses",
           openapi_responses(document, endpoint, has_body));
  json_set(arena, operation, "security", openapi_security(document, endpoint));
  if (is_any(endpoint) || !str_equal(endpoint->route, of->path))
    json_set(arena, operation, "x-apiqc-route",
             json_string(arena, spell_route_key(arena, endpoint)));
  return operation;
}

/* The endpoint under its method, or under each that is not taken. */
static void add_endpoint(OpenApi *document, Json *item, Str path,
                         const Endpoint *endpoint) {
  Arena *arena = document->arena;
  bool any = is_any(endpoint), added = false;
  Str method = any ? str_from(methods[0]) : str_small(arena, endpoint->method);
  for (u32 i = 0; i < COUNT_OF(methods); i++) {
    OpenApiOperation of = { endpoint, path, str_from(methods[i]) };
    if ((!any && !str_equal(of.method, method)) ||
        cJSON_GetObjectItemCaseSensitive(item, methods[i]))
      continue;
    json_set(arena, item, methods[i], operation_json(document, &of));
    added = true;
  }
  if (added)
    return;
  static const char others[] = "x-apiqc-routes";
  Json *list = cJSON_GetObjectItemCaseSensitive(item, others);
  if (!list)
    json_set(arena, item, others, list = json_array(arena));
  OpenApiOperation of = { endpoint, path, method };
  json_add(arena, list, operation_json(document, &of));
}

/* The API's endpoints in the order of the document. */
static u32 sorted_routes(OpenApi *document, Route *routes) {
  Arena *arena = document->arena;
  const Api *api = document->api;
  u32 count = 0;
  for (u32 i = 0; i < api->endpoints.count; i++) {
    const Endpoint *endpoint = api->endpoints.items[i];
    if (!endpoint->target)
      continue;
    routes[count++] =
      (Route){ endpoint, spell_path(arena, endpoint->route, false) };
    for (u32 k = 0; k < COUNT_OF(methods); k++) {
      Str method = str_from(methods[k]);
      if (is_any(endpoint) ||
          str_equal(str_small(arena, endpoint->method), method))
        ids_add(&document->operations, operation_text(arena, endpoint, method));
    }
  }
  if (count)
    qsort(routes, count, sizeof *routes, by_shape);
  return count;
}

Json *openapi_paths(OpenApi *document) {
  Arena *arena = document->arena;
  Json *paths = json_object(arena), *item = NULL;
  Route *routes = ARENA_ARRAY(arena, Route, document->api->endpoints.count);
  u32 count = sorted_routes(document, routes);
  Str path = STR("");
  for (u32 i = 0; i < count; i++) {
    if (!item || !str_equal(routes[i].shape, routes[i - 1].shape)) {
      path = spell_path(arena, routes[i].endpoint->route, true);
      item = json_object(arena);
      json_set_key(arena, paths, path, item);
    }
    add_endpoint(document, item, path, routes[i].endpoint);
  }
  return paths;
}
