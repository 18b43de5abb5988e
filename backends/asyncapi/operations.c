/* SPDX-License-Identifier: Apache-2.0
 *
 * The edges of the program that end at a queue or a topic, as operations.
 */
#include "backends/asyncapi/asyncapi.h"

#include <stdlib.h>

static bool is_channel(const Resource *thing) {
  return thing && (resource_is_queue(thing) || async_is_topic(thing));
}

static void add(AsyncApi *document, AsyncOperation operation) {
  if (!is_channel(operation.channel))
    return;
  ids_add(&document->operation_ids, operation.text);
  VEC_PUSH(document->arena, &document->operations, operation);
}

static Str edge_text(Arena *arena, const Resource *from, const char *verb,
                     const Resource *to) {
  return str_format(arena, "%.*s %s %.*s", STR_ARG(from->path), verb,
                    STR_ARG(to->path));
}

static void add_endpoint(AsyncApi *document, const Endpoint *endpoint) {
  Arena *arena = document->arena;
  if (!endpoint->target || !endpoint->api)
    return;
  Str route =
    str_format(arena, "%.*s %.*s", STR_ARG(str_small(arena, endpoint->method)),
               STR_ARG(endpoint->route));
  add(document, (AsyncOperation){
                  .text = api_qualify(arena, endpoint->api, route),
                  .sort = STR("endpoint"),
                  .sends = true,
                  .actor = &endpoint->resource,
                  .channel = endpoint->target,
                });
}

static void add_handler(AsyncApi *document, const Handler *handler) {
  Arena *arena = document->arena;
  const Resource *self = &handler->resource;
  AsyncOperation operation = { .sort = STR("handler"), .actor = self };
  if (resource_is_queue(handler->source)) {
    operation.channel = handler->source;
    operation.text = edge_text(arena, self, "receives", handler->source);
    add(document, operation);
  }
  operation.sends = true;
  for (u32 i = 0; i < handler->targets.count; i++) {
    operation.channel = handler->targets.items[i];
    operation.text = edge_text(arena, self, "sends", operation.channel);
    add(document, operation);
  }
  if (!handler->on_failure)
    return;
  operation.channel = handler->on_failure;
  operation.text = edge_text(arena, self, "fails", handler->on_failure);
  operation.failures = true;
  add(document, operation);
}

static void add_schedule(AsyncApi *document, const Schedule *schedule) {
  if (schedule->target)
    add(document, (AsyncOperation){
                    .text = edge_text(document->arena, &schedule->resource,
                                      "sends", schedule->target),
                    .sort = STR("schedule"),
                    .sends = true,
                    .actor = &schedule->resource,
                    .channel = schedule->target,
                  });
}

Str async_notification_text(Arena *arena, const Topic *topic) {
  return str_format(arena, "%.*s notification", STR_ARG(topic->resource.path));
}

static void add_subscription(AsyncApi *document,
                             const Subscription *subscription) {
  const Resource *topic = &subscription->topic->resource;
  VEC_PUSH(document->arena,
           &document->ways[subscription->subscriber->number].subscribed,
           subscription);
  ids_add(&document->operation_ids,
          async_notification_text(document->arena, subscription->topic));
  add(document, (AsyncOperation){
                  .text = edge_text(document->arena, subscription->subscriber,
                                    "receives", topic),
                  .sort = STR("subscription"),
                  .actor = &subscription->resource,
                  .channel = topic,
                });
}

static int by_id(const void *left, const void *right) {
  const AsyncOperation *a = left, *b = right;
  return str_compare(a->id, b->id);
}

void async_find_operations(AsyncApi *document) {
  const Model *model = document->model;
  for (u32 i = 0; i < model->endpoints.count; i++)
    add_endpoint(document, model->endpoints.items[i]);
  for (u32 i = 0; i < model->handlers.count; i++)
    add_handler(document, model->handlers.items[i]);
  for (u32 i = 0; i < model->schedules.count; i++)
    add_schedule(document, model->schedules.items[i]);
  for (u32 i = 0; i < model->subscriptions.count; i++)
    add_subscription(document, model->subscriptions.items[i]);
  AsyncOperation *items = document->operations.items;
  u32 count = document->operations.count;
  for (u32 i = 0; i < count; i++)
    items[i].id = ids_of(&document->operation_ids, items[i].text);
  if (count)
    qsort(items, count, sizeof *items, by_id);
  for (u32 i = 0; i < count; i++)
    if (items[i].sends)
      VEC_PUSH(document->arena, &document->ways[items[i].channel->number].sent,
               &items[i]);
}

/* ---- as JSON ---- */

static Json *tags_json(Arena *arena, Str name) {
  Json *tags = json_array(arena), *tag = json_object(arena);
  describe_set(arena, tag, "name", name);
  json_add(arena, tags, tag);
  return tags;
}

/* Filters of a handler: what matches none is deleted. */
static void set_filters(Arena *arena, Json *json, const Handler *handler) {
  Json *filters = json_array(arena);
  const char *error;
  for (u32 i = 0; i < handler->filters.count; i++) {
    Json *filter = json_parse(arena, handler->filters.items[i], &error);
    if (filter)
      json_add(arena, filters, filter);
  }
  if (filters->child)
    json_set(arena, json, "x-apiqc-filters", filters);
}

static Str what_it_does(Arena *arena, const AsyncOperation *operation) {
  Str channel = operation->channel->path;
  if (operation->failures)
    return str_format(arena,
                      "Calls in which the handler %.*s fails go to %.*s.",
                      STR_ARG(operation->actor->path), STR_ARG(channel));
  if (operation->actor->kind == KIND_subscription)
    return str_format(
      arena, "What is published to %.*s goes to %.*s.", STR_ARG(channel),
      STR_ARG(((const Subscription *)operation->actor)->subscriber->path));
  const char *verb = operation->sends                     ? "sends to"
                     : async_is_topic(operation->channel) ? "hears"
                                                          : "works off";
  return str_format(arena, "The %.*s %.*s %s %.*s.", STR_ARG(operation->sort),
                    STR_ARG(operation->actor->path), verb, STR_ARG(channel));
}

static Json *operation_json(AsyncApi *document,
                            const AsyncOperation *operation) {
  Arena *arena = document->arena;
  const Resource *actor = operation->actor;
  bool subscription = actor->kind == KIND_subscription;
  Json *json = json_object(arena), *messages = json_array(arena);
  Str channel = ids_of(&document->channel_ids, operation->channel->path);
  describe_set(arena, json, "action",
               operation->sends ? STR("send") : STR("receive"));
  json_set(arena, json, "channel", async_reference(arena, "channels", channel));
  describe_set(arena, json, "title", subscription ? STR("") : actor->path);
  describe_set(arena, json, "summary", what_it_does(arena, operation));
  if (!operation->failures && !subscription)
    describe_set(arena, json, "description", actor->documentation);
  if (operation->sends) {
    Str place = str_format(arena, "channels/%.*s/messages", STR_ARG(channel));
    json_add(
      arena, messages,
      async_reference(arena, str_terminated(arena, place), operation->id));
    json_set(arena, json, "messages", messages);
  }
  json_set(arena, json, "tags", tags_json(arena, operation->sort));
  if (subscription)
    json_set(
      arena, json, "bindings",
      async_subscription_bindings(document, (const Subscription *)actor));
  if (actor->kind == KIND_handler && !operation->sends)
    set_filters(arena, json, as_handler(actor));
  return json;
}

Json *async_operations(AsyncApi *document) {
  Arena *arena = document->arena;
  Json *operations = json_object(arena);
  for (u32 i = 0; i < document->operations.count; i++) {
    const AsyncOperation *operation = &document->operations.items[i];
    json_set_key(arena, operations, operation->id,
                 operation_json(document, operation));
  }
  return operations;
}
