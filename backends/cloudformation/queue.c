/* SPDX-License-Identifier: Apache-2.0
 *
 * Queues, their dead-letter queues and their own policies. A queue names its
 * dead-letter queue by reference; the way back, who may put dead letters there,
 * is an ARN made from the name, for two references would be a circle.
 */
#include "backends/cloudformation/cloudformation.h"

static void set_fifo(Template *template, Json *properties,
                     const Queue *queue) {
  Arena *arena = template->arena;
  const Resource *resource = &queue->resource;
  if (!queue->fifo)
    return;
  json_set(arena, properties, "FifoQueue", json_bool(arena, true));
  if (setting_is(resource, ATTR_queue_fifo_deduplicate_by, STR("content")))
    json_set(arena, properties, "ContentBasedDeduplication",
             json_bool(arena, true));
  if (setting_is(resource, ATTR_queue_fifo_throughput, STR("group"))) {
    set_string(template, properties, "DeduplicationScope",
               STR("messageGroup"));
    set_string(template, properties, "FifoThroughputLimit",
               STR("perMessageGroupId"));
  }
}

static void set_encryption(Template *template, Json *properties,
                           const Queue *queue) {
  Arena *arena = template->arena;
  if (queue->key.count)
    json_set(arena, properties, "KmsMasterKeyId",
             json_text(template, queue->key, 0));
  else
    json_set(arena, properties, "SqsManagedSseEnabled",
             json_bool(arena, true));
}

static void set_redrive(Template *template, Json *properties,
                        const Queue *queue) {
  Arena *arena = template->arena;
  AttrId after = ATTR_queue_dead_letter_after;
  Json *policy = json_object(arena);
  if (!queue->dead_letter)
    return;
  json_set(arena, policy, "deadLetterTargetArn",
           json_part(template, PART_ARN, &queue->dead_letter->resource));
  const Value *count = &setting(&queue->resource, after)->value;
  i64 standard = attr_row(after)->standard.number;
  json_set(arena, policy, "maxReceiveCount",
           value_late(count)
             ? json_input(template, count->input)
             : json_integer(arena,
                            setting_low(&queue->resource, after, standard)));
  json_set(arena, properties, "RedrivePolicy", policy);
}

static void set_redrive_allow(Template *template, Json *properties,
                              const Queue *queue) {
  Arena *arena = template->arena;
  Json *policy = json_object(arena), *sources = json_array(arena);
  if (!queue->source)
    return;
  Text source = text_of_part(arena, PART_ARN, &queue->source->resource);
  json_add(arena, sources, json_text(template, source, KIND_BIT(queue)));
  set_string(template, policy, "redrivePermission", STR("byQueue"));
  json_set(arena, policy, "sourceQueueArns", sources);
  json_set(arena, properties, "RedriveAllowPolicy", policy);
}

static void emit_queue_policy(Template *template, const Queue *queue) {
  Arena *arena = template->arena;
  Json *queues = json_array(arena);
  const Resource *owner = queue_owner(queue);
  TemplateEntry entry = {
    .id = owner ? id_of(template, SUFFIX_DEAD_LETTERS_POLICY, owner->path)
                : id_of(template, SUFFIX_QUEUE_POLICY, queue->resource.path),
    .type = "AWS::SQS::QueuePolicy",
  };
  if (queue->statements.items.count == 0)
    return;
  Json *properties = template_add(template, entry);
  json_add(arena, queues, json_part(template, PART_URL, &queue->resource));
  json_set(arena, properties, "Queues", queues);
  json_set(arena, properties, "PolicyDocument",
           json_policy(template, &queue->statements, 0));
}

void emit_queue(Template *template, const Queue *queue) {
  TemplateEntry entry = {
    .id = id_of_resource(template, &queue->resource),
    .type = "AWS::SQS::Queue",
    .keep = keep_of(&queue->resource),
    .of = &queue->resource,
  };
  Json *properties = template_add(template, entry);
  set_name(template, properties, "QueueName", &queue->resource);
  set_fifo(template, properties, queue);
  set_settings(template, properties, &queue->resource, STR("Queue"));
  set_encryption(template, properties, queue);
  set_redrive(template, properties, queue);
  set_redrive_allow(template, properties, queue);
  set_tags(template, properties);
  emit_queue_policy(template, queue);
}
