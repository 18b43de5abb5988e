/* SPDX-License-Identifier: Apache-2.0
 *
 * Topics with their subscriptions, and schedules.
 */
#include "backends/terraform/terraform.h"

/* ---- topics -------------------------------------------------------------- */

void terraform_topic(Terraform *tf, const Topic *topic) {
  const Resource *resource = &topic->resource;
  HclBody *body = add_main(tf, resource);
  put_name(tf, body, "name", resource);
  if (topic->fifo)
    put_bool(tf, body, "fifo_topic", true);
  if (topic->fifo &&
      setting_is(resource, ATTR_topic_fifo_deduplicate_by, STR("content")))
    put_bool(tf, body, "content_based_deduplication", true);
  put_settings(tf, body, resource, STR("aws_sns_topic"));
  put_text(tf, body, "kms_master_key_id", topic->key);
  put_keep(tf, body, resource);
  if (topic->statements.items.count == 0)
    return;
  body = add(tf, "aws_sns_topic_policy", name_of(tf, resource), resource);
  put_part(tf, body, "arn", PART_ARN, resource);
  put(tf, body, "policy", hcl_policy(tf, &topic->statements, 0));
}

/* Parsed JSON as an expression. */
static Expression *hcl_parsed(Arena *arena, const Json *json) {
  if (cJSON_IsString(json))
    return expression_string(arena, str_from(json->valuestring));
  if (cJSON_IsNumber(json))
    return expression_token(arena, str_from(json->valuestring));
  if (!cJSON_IsArray(json) && !cJSON_IsObject(json))
    return expression_token(arena, cJSON_IsTrue(json)    ? STR("true")
                                   : cJSON_IsFalse(json) ? STR("false")
                                                         : STR("null"));
  bool list = cJSON_IsArray(json);
  Expression *whole = list ? expression_list(arena) : expression_object(arena);
  for (const Json *item = json->child; item; item = item->next)
    if (list)
      expression_add(arena, whole, hcl_parsed(arena, item));
    else
      expression_put(arena, whole, str_from(item->string),
                     hcl_parsed(arena, item));
  return whole;
}

void terraform_subscription(Terraform *tf, const Subscription *subscription) {
  bool queue = resource_is_queue(subscription->subscriber);
  HclBody *body = add_main(tf, &subscription->resource);
  put_part(tf, body, "topic_arn", PART_ARN, &subscription->topic->resource);
  put_string(tf, body, "protocol", queue ? STR("sqs") : STR("lambda"));
  put_part(tf, body, "endpoint", PART_ARN, subscription->subscriber);
  if (subscription->raw)
    put_bool(tf, body, "raw_message_delivery", true);
  if (subscription->filter.length) {
    const char *error;
    Json *filter = json_parse(tf->arena, subscription->filter, &error);
    put(tf, body, "filter_policy",
        hcl_call(tf->arena, "jsonencode", hcl_parsed(tf->arena, filter)));
  }
}

/* ---- schedules ----------------------------------------------------------- */

static void put_window(Terraform *tf, HclBody *body, const Schedule *schedule) {
  i64 minutes = schedule->flexible;
  const Value *late =
    &setting(&schedule->resource, ATTR_schedule_flexible)->value;
  HclBody *window = block(tf, body, "flexible_time_window");
  put_string(tf, window, "mode", minutes ? STR("FLEXIBLE") : STR("OFF"));
  if (minutes)
    put(tf, window, "maximum_window_in_minutes",
        value_late(late) ? hcl_input(tf, late->input)
                         : expression_integer(tf->arena, minutes));
}

/* The target; put_settings adds its retry policy. */
static void put_target(Terraform *tf, HclBody *body, const Schedule *schedule) {
  HclBody *target = block(tf, body, "target");
  const Setting *group = setting(&schedule->resource, ATTR_schedule_group);
  put_part(tf, target, "arn", PART_ARN, schedule->target);
  put_part(tf, target, "role_arn", PART_ARN, &schedule->role->resource);
  put_string(tf, target, "input", schedule->input);
  if (group->value.kind == VALUE_TEXT && resource_is_queue(schedule->target))
    put_text(tf, block(tf, target, "sqs_parameters"), "message_group_id",
             group->value.text);
}

void terraform_schedule(Terraform *tf, const Schedule *schedule) {
  const Resource *resource = &schedule->resource;
  if (!schedule->target)
    return;
  HclBody *body = add_main(tf, resource);
  put_name(tf, body, "name", resource);
  put_description(tf, body, resource->documentation, DESCRIPTION_PLAIN);
  put_string(tf, body, "schedule_expression", schedule->expression);
  put_window(tf, body, schedule);
  put_target(tf, body, schedule);
  put_settings(tf, body, resource, STR("aws_scheduler_schedule"));
}
