/* SPDX-License-Identifier: Apache-2.0
 *
 * What a queue or a topic is, as the bindings of AsyncAPI for SQS 0.2.0 and
 * SNS 0.1.0 say it: the versions that AsyncAPI 3.0.0 knows. A number that the
 * deployment gives is not among the others, which must be numbers, but named in
 * `x-apiqc-inputs`.
 */
#include "backends/asyncapi/asyncapi.h"

/* A setting of queues, and what the binding calls it. */
static const struct {
  AttrId attr;
  const char *name;
} queue_settings[] = {
  { ATTR_queue_delay, "deliveryDelay" },
  { ATTR_queue_visibility, "visibilityTimeout" },
  { ATTR_queue_receive_wait, "receiveMessageWaitTime" },
  { ATTR_queue_retention, "messageRetentionPeriod" },
};

static void set_number(Arena *arena, Json *json, Json *inputs, const char *key,
                       const AttrRow *row, const Value *value) {
  if (value_late(value))
    json_set(arena, inputs, key, json_string(arena, value->input->name));
  else
    json_set(arena, json, key,
             json_raw(arena, spell_number(arena, row, value)));
}

static void set_fifo(Arena *arena, Json *json, const Queue *queue) {
  json_set(arena, json, "fifoQueue", json_bool(arena, queue->fifo));
  if (!queue->fifo || queue->resource.kind != KIND_queue ||
      !setting_is(&queue->resource, ATTR_queue_fifo_throughput, STR("group")))
    return;
  describe_set(arena, json, "deduplicationScope", STR("messageGroup"));
  describe_set(arena, json, "fifoThroughputLimit", STR("perMessageGroupId"));
}

static void set_redrive(const AsyncApi *document, Json *json, Json *inputs,
                        const Queue *queue) {
  Arena *arena = document->arena;
  const AttrRow *row = attr_row(ATTR_queue_dead_letter_after);
  Json *policy = json_object(arena), *letters = json_object(arena);
  if (!queue->dead_letter)
    return;
  const Setting *after =
    setting(&queue->resource, ATTR_queue_dead_letter_after);
  describe_set(arena, letters, "name",
               async_name(document, &queue->dead_letter->resource, NULL));
  json_set(arena, policy, "deadLetterQueue", letters);
  set_number(arena, policy, inputs, "maxReceiveCount", row,
             setting_given(after) ? &after->value : &row->standard);
  json_set(arena, json, "redrivePolicy", policy);
}

static Json *queue_json(const AsyncApi *document, const Queue *queue) {
  Arena *arena = document->arena;
  Json *json = json_object(arena), *inputs = json_object(arena);
  const Resource *self = &queue->resource;
  describe_set(arena, json, "name", async_name(document, self, NULL));
  set_fifo(arena, json, queue);
  if (self->kind != KIND_queue)
    return json;
  for (u32 i = 0; i < COUNT_OF(queue_settings); i++) {
    AttrId attr = queue_settings[i].attr;
    if (setting_given(setting(self, attr)))
      set_number(arena, json, inputs, queue_settings[i].name, attr_row(attr),
                 &setting(self, attr)->value);
  }
  set_redrive(document, json, inputs, queue);
  if (inputs->child)
    json_set(arena, json, "x-apiqc-inputs", inputs);
  return json;
}

static Json *topic_json(const AsyncApi *document, const Resource *channel) {
  Arena *arena = document->arena;
  Json *json = json_object(arena), *ordering = json_object(arena);
  const Topic *topic = as_topic(channel);
  describe_set(arena, json, "name", async_name(document, channel, NULL));
  if (topic) {
    describe_set(arena, ordering, "type",
                 topic->fifo ? STR("FIFO") : STR("standard"));
    if (topic->fifo)
      json_set(
        arena, ordering, "contentBasedDeduplication",
        json_bool(arena, setting_is(channel, ATTR_topic_fifo_deduplicate_by,
                                    STR("content"))));
    json_set(arena, json, "ordering", ordering);
  }
  describe_set(arena, json, "bindingVersion", STR("0.1.0"));
  return json;
}

Json *async_channel_bindings(const AsyncApi *document,
                             const Resource *channel) {
  Arena *arena = document->arena;
  Json *bindings = json_object(arena), *sqs = json_object(arena);
  const Queue *queue = as_queue(channel);
  if (!queue) {
    json_set(arena, bindings, "sns", topic_json(document, channel));
    return bindings;
  }
  json_set(arena, sqs, "queue", queue_json(document, queue));
  if (queue->dead_letter)
    json_set(arena, sqs, "deadLetterQueue",
             queue_json(document, queue->dead_letter));
  describe_set(arena, sqs, "bindingVersion", STR("0.2.0"));
  json_set(arena, bindings, "sqs", sqs);
  return bindings;
}

/* ---- subscriptions ---- */

/* The binding's schema knows lists of texts. A policy with anything else stands
 * whole in an extension: a part of it would say something else. */
static bool only_texts(const Json *policy) {
  for (const Json *member = policy->child; member; member = member->next) {
    if (!cJSON_IsArray(member))
      return false;
    for (const Json *one = member->child; one; one = one->next)
      if (!cJSON_IsString(one))
        return false;
  }
  return true;
}

Json *async_subscription_bindings(const AsyncApi *document,
                                  const Subscription *subscription) {
  Arena *arena = document->arena;
  Json *bindings = json_object(arena), *sns = json_object(arena);
  Json *consumers = json_array(arena), *consumer = json_object(arena);
  Json *endpoint = json_object(arena), *topic = json_object(arena);
  const Resource *subscriber = subscription->subscriber;
  const char *error;
  Json *filter = subscription->filter.length
                   ? json_parse(arena, subscription->filter, &error)
                   : NULL;
  describe_set(arena, topic, "name",
               async_name(document, &subscription->topic->resource, NULL));
  describe_set(arena, consumer, "protocol",
               resource_is_queue(subscriber) ? STR("sqs") : STR("lambda"));
  describe_set(arena, endpoint, "name", async_name(document, subscriber, NULL));
  json_set(arena, consumer, "endpoint", endpoint);
  if (filter)
    json_set(arena, consumer,
             only_texts(filter) ? "filterPolicy" : "x-apiqc-filter-policy",
             filter);
  json_set(arena, consumer, "rawMessageDelivery",
           json_bool(arena, subscription->raw));
  json_add(arena, consumers, consumer);
  json_set(arena, sns, "topic", topic);
  json_set(arena, sns, "consumers", consumers);
  describe_set(arena, sns, "bindingVersion", STR("0.1.0"));
  json_set(arena, bindings, "sns", sns);
  return bindings;
}
