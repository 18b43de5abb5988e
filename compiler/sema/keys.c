/* SPDX-License-Identifier: Apache-2.0
 *
 * Encryption: whose key protects what. The stack has one key of its own, made
 * as soon as anything says `kms`.
 */
#include "sema/program.h"

static Text stack_key(Analysis *analysis) {
  Model *model = analysis->model;
  if (!model->key) {
    Resource *key = piece_add(analysis, KIND_key, sizeof(Key), STR("key"),
                              model->stack->span);
    name_set(analysis, key,
             text_join(analysis->arena, text_of(analysis->arena, STR("alias/")),
                       name_of_stack(analysis, NAME_key)));
    key->keep = setting_is(model->stack, ATTR_stack_keep, STR("always"));
    key->documentation =
      str_format(analysis->arena, "Key of the stack %.*s.",
                 STR_ARG(model->stack_name));
    model->key = (Key *)key;
  }
  return text_of_part(analysis->arena, PART_ARN, &model->key->resource);
}

Text key_of_setting(Analysis *analysis, const Setting *set) {
  const Value *value = &set->value;
  if (value->kind == VALUE_WORD && str_equal(value->word, STR("kms")))
    return stack_key(analysis);
  if (value->kind == VALUE_REFERENCE)
    return resource_arn(analysis, value->reference.resource);
  if (value->kind == VALUE_TEXT)
    return value->text;
  return (Text){ 0 };
}

void lower_keys(Analysis *analysis) {
  Model *model = analysis->model;
  for (u32 i = 0; i < model->queues.count; i++) {
    Queue *queue = model->queues.items[i];
    queue->key = key_of_setting(
      analysis, setting(&queue->resource, ATTR_queue_encryption));
    queue->resource.keep =
      setting_is(&queue->resource, ATTR_queue_keep, STR("always"));
  }
  for (u32 i = 0; i < model->topics.count; i++) {
    Topic *topic = model->topics.items[i];
    topic->key = key_of_setting(
      analysis, setting(&topic->resource, ATTR_topic_encryption));
    topic->resource.keep =
      setting_is(&topic->resource, ATTR_topic_keep, STR("always"));
  }
  model->log_key = key_of_setting(
    analysis, setting(model->stack, ATTR_stack_logs_encryption));
}
