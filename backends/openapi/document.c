/* SPDX-License-Identifier: Apache-2.0
 *
 * A document for each API: where it answers, its paths, and what they share.
 */
#include "backends/openapi/openapi.h"

#include <stdlib.h>

/* The address that the service gives an API. */
static Text default_address(Arena *arena, const Model *model, const Api *api) {
  enum { PARTS = 5 };
  Part *parts = ARENA_ARRAY(arena, Part, PARTS);
  Str suffix = str_starts(model->region, STR("cn-")) ? STR(".amazonaws.com.cn")
                                                     : STR(".amazonaws.com");
  parts[0] = (Part){ .kind = PART_LITERAL, .text = STR("https://") };
  parts[1] = (Part){ .kind = PART_ID, .thing = &api->resource };
  parts[2] = (Part){ .kind = PART_LITERAL, .text = STR(".execute-api.") };
  parts[3] = (Part){ .kind = PART_REGION };
  parts[4] = (Part){ .kind = PART_LITERAL, .text = suffix };
  return (Text){ parts, PARTS };
}

/* A domain that begins with a star answers to any name in its place. */
static Str without_star(Arena *arena, Str url, Blanks *blanks) {
  u32 star = str_find(url, '*');
  if (star == url.length)
    return url;
  Blank name = { STR("subdomain"), STR("www"),
                 STR("The API answers to each name of this form.") };
  VEC_PUSH(arena, &blanks->items, name);
  return str_format(arena, "%.*s{subdomain}%.*s",
                    STR_ARG(str_slice(url, 0, star)),
                    STR_ARG(str_slice(url, star + 1, url.length)));
}

static Json *servers_json(const OpenApi *document) {
  Arena *arena = document->arena;
  const Model *model = document->model;
  Json *servers = json_array(arena), *server = json_object(arena);
  Blanks blanks = { 0 };
  Text domain = spell_api_domain(arena, &document->api->resource);
  Text address =
    domain.count ? domain : default_address(arena, model, document->api);
  Str url = describe_text(arena, model, address, &blanks);
  url = without_star(arena, url, &blanks);
  describe_set(arena, server, "url", url);
  describe_set(arena, server, "description",
               str_format(arena, "The stage %.*s.", STR_ARG(model->stage)));
  if (blanks.items.count)
    json_set(arena, server, "variables", describe_blanks(arena, &blanks, true));
  json_add(arena, servers, server);
  return servers;
}

/* The stack's text, then that of its API. */
static Json *info_json(Arena *arena, const Model *model, const Api *api) {
  Str title = model->stack_name, text = model->description;
  if (api && api_is_named(api))
    title = str_format(arena, "%.*s, %.*s", STR_ARG(title),
                       STR_ARG(api->resource.path));
  Str own = api ? api->resource.documentation : STR("");
  if (own.length)
    text = str_format(arena, "%.*s%s%.*s", STR_ARG(text),
                      text.length ? "\n\n" : "", STR_ARG(own));
  return describe_info(arena, title, text);
}

static Json *components_json(const OpenApi *document) {
  Arena *arena = document->arena;
  Json *components = json_object(arena);
  openapi_answers(document, components);
  if (document->schemes->child)
    json_set(arena, components, "securitySchemes", document->schemes);
  return components;
}

/* A stack without an API has a document without paths. */
static void emit_api(Emission *emission, const Api *api, Str name) {
  Arena *arena = emission->arena;
  OpenApi document = { .arena = arena,
                       .model = emission->model,
                       .api = api,
                       .operations = ids_new(arena),
                       .schemes = json_object(arena) };
  Json *root = json_object(arena);
  json_set(arena, root, "openapi", json_string(arena, STR("3.1.0")));
  json_set(arena, root, "info", info_json(arena, emission->model, api));
  if (api)
    json_set(arena, root, "servers", servers_json(&document));
  json_set(arena, root, "paths",
           api ? openapi_paths(&document) : json_object(arena));
  Json *components = components_json(&document);
  if (components->child)
    json_set(arena, root, "components", components);
  describe_print(emission, root, name);
}

static int by_path(const void *left, const void *right) {
  return str_compare((*(const Api *const *)left)->resource.path,
                     (*(const Api *const *)right)->resource.path);
}

void openapi_emit(Emission *emission) {
  Arena *arena = emission->arena;
  const Model *model = emission->model;
  u32 count = model->apis.count;
  const Api **apis = ARENA_ARRAY(arena, const Api *, count);
  Ids names = ids_new(arena);
  for (u32 i = 0; i < count; i++) {
    apis[i] = model->apis.items[i];
    ids_add(&names, apis[i]->resource.path);
  }
  if (count)
    qsort(apis, count, sizeof *apis, by_path);
  for (u32 i = 0; i < count || i == 0; i++) {
    const Api *api = count ? apis[i] : NULL;
    Str part = api && api_is_named(api)
                 ? str_format(arena, ".%.*s",
                              STR_ARG(ids_of(&names, api->resource.path)))
                 : STR("");
    emit_api(emission, api,
             str_format(arena, "%.*s%.*s.openapi.json",
                        STR_ARG(model->stack_name), STR_ARG(part)));
  }
}

void openapi_next(Buf *out, const Model *model, Str folder,
                  const FileSet *files) {
  (void)out;
  (void)model;
  (void)folder;
  (void)files;
}
