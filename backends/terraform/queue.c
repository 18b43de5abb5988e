/* SPDX-License-Identifier: Apache-2.0
 *
 * Queues with their dead-letter queues and policies. What a queue says of who
 * may put dead letters there is a resource of its own, for two references would
 * be a circle.
 */
#include "backends/terraform/terraform.h"

static void put_fifo(Terraform *tf, HclBody *body, const Queue *queue) {
  const Resource *resource = &queue->resource;
  if (!queue->fifo)
    return;
  put_bool(tf, body, "fifo_queue", true);
  if (setting_is(resource, ATTR_queue_fifo_deduplicate_by, STR("content")))
    put_bool(tf, body, "content_based_deduplication", true);
  if (setting_is(resource, ATTR_queue_fifo_throughput, STR("group"))) {
    put_string(tf, body, "deduplication_scope", STR("messageGroup"));
    put_string(tf, body, "fifo_throughput_limit", STR("perMessageGroupId"));
  }
}

static void put_redrive(Terraform *tf, HclBody *body, const Queue *queue) {
  AttrId after = ATTR_queue_dead_letter_after;
  Expression *policy = expression_object(tf->arena);
  if (!queue->dead_letter)
    return;
  const Value *count = &setting(&queue->resource, after)->value;
  i64 standard = attr_row(after)->standard.number;
  expression_put(tf->arena, policy, STR("deadLetterTargetArn"),
                 hcl_part(tf, PART_ARN, &queue->dead_letter->resource));
  expression_put(
    tf->arena, policy, STR("maxReceiveCount"),
    value_late(count)
      ? hcl_input(tf, count->input)
      : expression_integer(tf->arena,
                           setting_low(&queue->resource, after, standard)));
  put(tf, body, "redrive_policy", hcl_call(tf->arena, "jsonencode", policy));
}

static void emit_redrive_allow(Terraform *tf, const Queue *queue) {
  if (!queue->source)
    return;
  Expression *policy = expression_object(tf->arena),
             *sources = expression_list(tf->arena);
  HclBody *body = add(tf, "aws_sqs_queue_redrive_allow_policy",
                      name_of(tf, &queue->resource), &queue->resource);
  expression_add(tf->arena, sources,
                 hcl_part(tf, PART_ARN, &queue->source->resource));
  expression_put(tf->arena, policy, STR("redrivePermission"),
                 expression_string(tf->arena, STR("byQueue")));
  expression_put(tf->arena, policy, STR("sourceQueueArns"), sources);
  put_part(tf, body, "queue_url", PART_URL, &queue->resource);
  put(tf, body, "redrive_allow_policy",
      hcl_call(tf->arena, "jsonencode", policy));
}

static void emit_queue_policy(Terraform *tf, const Queue *queue) {
  if (queue->statements.items.count == 0)
    return;
  HclBody *body = add(tf, "aws_sqs_queue_policy", name_of(tf, &queue->resource),
                      &queue->resource);
  put_part(tf, body, "queue_url", PART_URL, &queue->resource);
  put(tf, body, "policy", hcl_policy(tf, &queue->statements, 0));
}

void terraform_queue(Terraform *tf, const Queue *queue) {
  const Resource *resource = &queue->resource;
  HclBody *body = add_main(tf, resource);
  put_name(tf, body, "name", resource);
  put_fifo(tf, body, queue);
  put_settings(tf, body, resource, STR("aws_sqs_queue"));
  if (queue->key.count)
    put_text(tf, body, "kms_master_key_id", queue->key);
  else
    put_bool(tf, body, "sqs_managed_sse_enabled", true);
  put_redrive(tf, body, queue);
  put_keep(tf, body, resource);
  emit_redrive_allow(tf, queue);
  emit_queue_policy(tf, queue);
}
