/* SPDX-License-Identifier: Apache-2.0
 *
 * The document, and what its parts call each other.
 */
#include "backends/asyncapi/asyncapi.h"

bool async_is_topic(const Resource *channel) {
  return channel->kind == KIND_topic || channel->kind == KIND_external_topic;
}

Str async_name(const AsyncApi *document, const Resource *channel,
               Blanks *blanks) {
  Text name = channel->arn.count ? spell_external_name(document->arena, channel)
                                 : resource_name(document->arena, channel);
  return describe_text(document->arena, document->model, name, blanks);
}

Json *async_reference(Arena *arena, const char *place, Str id) {
  Json *json = json_object(arena);
  describe_set(arena, json, "$ref",
               str_format(arena, "#/%s/%.*s", place, STR_ARG(id)));
  return json;
}

void asyncapi_emit(Emission *emission) {
  Arena *arena = emission->arena;
  const Model *model = emission->model;
  AsyncApi document = { .arena = arena,
                        .model = model,
                        .ways =
                          ARENA_ARRAY(arena, AsyncWays, model->resource_count),
                        .channel_ids = ids_new(arena),
                        .operation_ids = ids_new(arena),
                        .messages = json_object(arena),
                        .told = map_new(arena) };
  Json *root = json_object(arena), *components = json_object(arena);
  async_find_operations(&document);
  async_find_channels(&document);
  Json *channels = async_channels(&document);
  json_set(arena, root, "asyncapi", json_string(arena, STR("3.0.0")));
  json_set(arena, root, "info",
           describe_info(arena, model->stack_name, model->description));
  json_set(arena, root, "servers", async_servers(&document));
  json_set(arena, root, "channels", channels);
  json_set(arena, root, "operations", async_operations(&document));
  if (document.messages->child) {
    json_set(arena, components, "messages", document.messages);
    json_set(arena, root, "components", components);
  }
  describe_print(
    emission, root,
    str_format(arena, "%.*s.asyncapi.json", STR_ARG(model->stack_name)));
}

void asyncapi_next(Buf *out, const Model *model, Str folder,
                   const FileSet *files) {
  (void)out;
  (void)model;
  (void)folder;
  (void)files;
}
