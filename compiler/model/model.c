/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading the settings of a resource. An attribute's number is global; a
 * resource keeps an array for its own kind, so that looking one up is an index.
 */
#include "model/model.h"

Setting *setting_edit(Resource *resource, AttrId attr) {
  return &resource->settings[attr - kind_row(resource->kind)->first];
}

const Setting *setting(const Resource *resource, AttrId attr) {
  return &resource->settings[attr - kind_row(resource->kind)->first];
}

bool setting_given(const Setting *set) {
  return set->origin != ORIGIN_ABSENT && set->value.kind != VALUE_NONE &&
         set->value.kind != VALUE_POISON;
}

i64 setting_low(const Resource *resource, AttrId attr, i64 otherwise) {
  const Setting *set = setting(resource, attr);
  return setting_given(set) ? value_low(&set->value) : otherwise;
}

i64 setting_high(const Resource *resource, AttrId attr, i64 otherwise) {
  const Setting *set = setting(resource, attr);
  return setting_given(set) ? value_high(&set->value) : otherwise;
}

bool setting_is(const Resource *resource, AttrId attr, Str word) {
  const Setting *set = setting(resource, attr);
  return set->value.kind == VALUE_WORD && str_equal(set->value.word, word);
}

Str setting_text(Arena *arena, const Resource *resource, AttrId attr) {
  const Setting *set = setting(resource, attr);
  Str literal = STR("");
  if (set->value.kind == VALUE_TEXT)
    text_literal(arena, set->value.text, &literal);
  return literal;
}

Span setting_place(const Resource *resource, AttrId attr) {
  const Setting *set = setting(resource, attr);
  return set->origin == ORIGIN_EXPLICIT || set->origin == ORIGIN_PROFILE
           ? set->span
           : resource->span;
}

Text resource_name(Arena *arena, const Resource *resource) {
  return resource->late_name.count ? resource->late_name
                                   : text_of(arena, resource->physical_name);
}

bool api_is_named(const Api *api) {
  return !str_equal(api->resource.path, kind_row(KIND_api)->word);
}

Str api_qualify(Arena *arena, const Api *api, Str path) {
  return api_is_named(api) ? str_format(arena, "%.*s %.*s",
                                        STR_ARG(api->resource.path),
                                        STR_ARG(path))
                           : path;
}

bool resource_is_queue(const Resource *resource) {
  return resource && (resource->kind == KIND_queue ||
                      resource->kind == KIND_external_queue);
}

Queue *as_queue(const Resource *resource) {
  return resource_is_queue(resource) ? (Queue *)(uintptr_t)resource : NULL;
}

Topic *as_topic(const Resource *resource) {
  return resource && resource->kind == KIND_topic
           ? (Topic *)(uintptr_t)resource
           : NULL;
}

Network *as_network(const Resource *resource) {
  return resource && resource->kind == KIND_network
           ? (Network *)(uintptr_t)resource
           : NULL;
}

bool topic_hears_alarms(const Model *model, const Topic *topic) {
  for (u32 i = 0; i < model->alarm_actions.count; i++)
    for (u32 k = 0; k < model->alarm_actions.items[i].count; k++)
      if (model->alarm_actions.items[i].parts[k].thing == &topic->resource)
        return true;
  return false;
}

Handler *as_handler(const Resource *resource) {
  return resource && resource->kind == KIND_handler
           ? (Handler *)(uintptr_t)resource
           : NULL;
}

bool handler_is_native(const Handler *handler) {
  const Setting *runtime = setting(&handler->resource, ATTR_handler_runtime);
  return runtime->value.kind == VALUE_WORD &&
         str_starts(runtime->value.word, STR("provided"));
}

bool handler_is_awaited(const Handler *handler) {
  for (u32 i = 0; i < handler->callers.count; i++)
    if (handler->callers.items[i]->kind != KIND_endpoint)
      return false;
  return handler->callers.count || handler->authorizer ||
         resource_is_queue(handler->source);
}

Raw *as_raw(const Resource *resource) {
  return resource && resource->kind == KIND_raw ? (Raw *)(uintptr_t)resource
                                                : NULL;
}
