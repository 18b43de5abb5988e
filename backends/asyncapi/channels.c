/* SPDX-License-Identifier: Apache-2.0
 *
 * Queues and topics as channels, and the service's endpoints as their servers:
 * the stack's own, and those of other Regions and accounts where external
 * things are.
 */
#include "backends/asyncapi/asyncapi.h"

#include <stdlib.h>

/* ---- which there are ---- */

static void add_channel(AsyncApi *document, bool *there,
                        const Resource *channel) {
  if (there[channel->number])
    return;
  there[channel->number] = true;
  ids_add(&document->channel_ids, channel->path);
  VEC_PUSH(document->arena, &document->channels, channel);
}

static int by_path(const void *left, const void *right) {
  return str_compare((*(const Resource *const *)left)->path,
                     (*(const Resource *const *)right)->path);
}

void async_find_channels(AsyncApi *document) {
  const Model *model = document->model;
  bool *there = ARENA_ARRAY(document->arena, bool, model->resource_count);
  for (u32 i = 0; i < model->queues.count; i++)
    add_channel(document, there, &model->queues.items[i]->resource);
  for (u32 i = 0; i < model->topics.count; i++)
    add_channel(document, there, &model->topics.items[i]->resource);
  for (u32 i = 0; i < document->operations.count; i++)
    add_channel(document, there, document->operations.items[i].channel);
  if (document->channels.count)
    qsort(document->channels.items, document->channels.count,
          sizeof *document->channels.items, by_path);
}

/* ---- servers ---- */

static Text field_or(Text field, PartKind part, Arena *arena) {
  return field.count ? field : text_of_part(arena, part, NULL);
}

/* A guard of the stage is where the stack is deployed. */
static Text place_of(const AsyncApi *document, Str guard, PartKind part) {
  return guard.length ? text_of(document->arena, guard)
                      : text_of_part(document->arena, part, NULL);
}

static Str server_host(const AsyncApi *document, AsyncServer *server,
                       Text region) {
  Arena *arena = document->arena;
  Str name = describe_text(arena, document->model, region, &server->blanks);
  return str_format(arena, "%s.%.*s.amazonaws.com%s",
                    server->topics ? "sns" : "sqs", STR_ARG(name),
                    str_starts(name, STR("cn-")) ? ".cn" : "");
}

/* The server's number. Queues lie in the account's part of the address. */
static u32 server_of(AsyncApi *document, const Resource *channel) {
  Arena *arena = document->arena;
  const Model *model = document->model;
  AsyncServer server = { .topics = async_is_topic(channel) };
  Text fields[6], region = place_of(document, model->region, PART_REGION);
  Text account = place_of(document, model->account, PART_ACCOUNT);
  if (channel->arn.count) {
    spell_arn_fields(arena, channel->arn, fields);
    region = field_or(fields[3], PART_REGION, arena);
    account = field_or(fields[4], PART_ACCOUNT, arena);
  }
  server.host = server_host(document, &server, region);
  if (!server.topics)
    server.path =
      str_format(arena, "/%.*s",
                 STR_ARG(describe_text(arena, model, account, &server.blanks)));
  for (u32 i = 0; i < document->servers.count; i++)
    if (str_equal(document->servers.items[i].host, server.host) &&
        str_equal(document->servers.items[i].path, server.path))
      return i;
  server.id = server.topics ? STR("sns") : STR("sqs");
  if (channel->arn.count)
    server.id =
      str_format(arena, "%.*s_%.*s", STR_ARG(server.id),
                 STR_ARG(ids_of(&document->channel_ids, channel->path)));
  VEC_PUSH(arena, &document->servers, server);
  return document->servers.count - 1;
}

Json *async_servers(const AsyncApi *document) {
  Arena *arena = document->arena;
  Json *servers = json_object(arena);
  for (u32 i = 0; i < document->servers.count; i++) {
    const AsyncServer *server = &document->servers.items[i];
    Json *json = json_object(arena);
    describe_set(arena, json, "host", server->host);
    describe_set(arena, json, "pathname", server->path);
    describe_set(arena, json, "protocol",
                 server->topics ? STR("sns") : STR("sqs"));
    describe_set(arena, json, "description",
                 STR("Requests are signed with AWS credentials, in Signature "
                     "Version 4."));
    if (server->blanks.items.count)
      json_set(arena, json, "variables",
               describe_blanks(arena, &server->blanks, false));
    json_set_key(arena, servers, server->id, json);
  }
  return servers;
}

/* ---- messages on a channel ---- */

typedef struct Carried {
  AsyncApi *document;
  Json *messages; /* NAME -> reference */
  Map there;
} Carried;

/* Whether the channel has it not yet; then it is referred to. */
static bool carry(Carried *carried, Str id) {
  Arena *arena = carried->document->arena;
  if (map_get(&carried->there, id))
    return false;
  map_set(&carried->there, id, 1);
  json_set_key(arena, carried->messages, id,
               async_reference(arena, "components/messages", id));
  return true;
}

/* Whether the document has it not yet. */
static bool is_new(AsyncApi *document, Str id) {
  bool new = !map_get(&document->told, id);
  map_set(&document->told, id, 1);
  return new;
}

static void carry_sent(Carried *carried, const Resource *channel) {
  AsyncApi *document = carried->document;
  const AsyncWays *ways = &document->ways[channel->number];
  for (u32 i = 0; i < ways->sent.count; i++) {
    const AsyncOperation *operation = ways->sent.items[i];
    if (carry(carried, operation->id) && is_new(document, operation->id))
      json_set_key(document->arena, document->messages, operation->id,
                   async_message(document, operation));
  }
}

/* What a topic hands on, as it came or in an envelope. */
static void carry_published(Carried *carried, const Resource *queue) {
  AsyncApi *document = carried->document;
  const AsyncWays *ways = &document->ways[queue->number];
  for (u32 i = 0; i < ways->subscribed.count; i++) {
    const Subscription *subscription = ways->subscribed.items[i];
    const Resource *topic = &subscription->topic->resource;
    if (subscription->raw) {
      carry_sent(carried, topic);
      continue;
    }
    Str id =
      ids_of(&document->operation_ids,
             async_notification_text(document->arena, subscription->topic));
    if (carry(carried, id) && is_new(document, id))
      json_set_key(document->arena, document->messages, id,
                   async_notification(document->arena, subscription->topic));
  }
}

/* Dead letters are the messages of the queue that they come from. */
static Json *channel_messages(AsyncApi *document, const Resource *channel) {
  Arena *arena = document->arena;
  Carried carried = { document, json_object(arena), map_new(arena) };
  const Queue *queue = as_queue(channel);
  carry_sent(&carried, channel);
  carry_published(&carried, channel);
  if (queue && queue->source) {
    carry_sent(&carried, &queue->source->resource);
    carry_published(&carried, &queue->source->resource);
  }
  return carried.messages;
}

/* ---- as JSON ---- */

static Str what_it_is(Arena *arena, const Resource *channel) {
  const Queue *queue = as_queue(channel);
  const Resource *owner = queue ? queue_owner(queue) : NULL;
  Str word = kind_row(channel->kind)->word;
  if (owner)
    return str_format(arena, "Dead letters of the %.*s %.*s.",
                      STR_ARG(kind_row(owner->kind)->word),
                      STR_ARG(owner->path));
  return str_format(arena, "The %s%.*s %.*s.",
                    channel->arn.count ? "external " : "", STR_ARG(word),
                    STR_ARG(channel->path));
}

static Json *channel_json(AsyncApi *document, const Resource *channel) {
  Arena *arena = document->arena;
  Blanks blanks = { 0 };
  Json *json = json_object(arena), *servers = json_array(arena);
  describe_set(arena, json, "address", async_name(document, channel, &blanks));
  describe_set(arena, json, "title", channel->path);
  describe_thing(arena, json, channel->documentation,
                 what_it_is(arena, channel));
  u32 server = server_of(document, channel);
  json_add(
    arena, servers,
    async_reference(arena, "servers", document->servers.items[server].id));
  json_set(arena, json, "servers", servers);
  if (blanks.items.count)
    json_set(arena, json, "parameters", describe_blanks(arena, &blanks, false));
  Json *messages = channel_messages(document, channel);
  if (messages->child)
    json_set(arena, json, "messages", messages);
  json_set(arena, json, "bindings", async_channel_bindings(document, channel));
  return json;
}

Json *async_channels(AsyncApi *document) {
  Arena *arena = document->arena;
  Json *channels = json_object(arena);
  for (u32 i = 0; i < document->channels.count; i++) {
    const Resource *channel = document->channels.items[i];
    json_set_key(arena, channels, ids_of(&document->channel_ids, channel->path),
                 channel_json(document, channel));
  }
  return channels;
}
