/* SPDX-License-Identifier: Apache-2.0
 *
 * Topics with their subscriptions, and schedules.
 */
#include "backends/cloudformation/cloudformation.h"

/* ---- topics ---- */

static void emit_topic_policy(Template *template, const Topic *topic) {
  Arena *arena = template->arena;
  Json *topics = json_array(arena);
  TemplateEntry entry = {
    .id = id_of(template, SUFFIX_TOPIC_POLICY, topic->resource.path),
    .type = "AWS::SNS::TopicPolicy",
  };
  if (topic->statements.items.count == 0)
    return;
  Json *properties = template_add(template, entry);
  json_add(arena, topics, json_part(template, PART_ARN, &topic->resource));
  json_set(arena, properties, "Topics", topics);
  json_set(arena, properties, "PolicyDocument",
           json_policy(template, &topic->statements, 0));
}

void emit_topic(Template *template, const Topic *topic) {
  Arena *arena = template->arena;
  const Resource *resource = &topic->resource;
  TemplateEntry entry = {
    .id = id_of_resource(template, resource),
    .type = "AWS::SNS::Topic",
    .keep = keep_of(resource),
    .of = resource,
  };
  Json *properties = template_add(template, entry);
  set_name(template, properties, "TopicName", resource);
  if (topic->fifo)
    json_set(arena, properties, "FifoTopic", json_bool(arena, true));
  if (topic->fifo &&
      setting_is(resource, ATTR_topic_fifo_deduplicate_by, STR("content")))
    json_set(arena, properties, "ContentBasedDeduplication",
             json_bool(arena, true));
  set_settings(template, properties, resource, STR("Topic"));
  if (topic->key.count)
    json_set(arena, properties, "KmsMasterKeyId",
             json_text(template, topic->key, 0));
  set_tags(template, properties);
  emit_topic_policy(template, topic);
}

void emit_subscription(Template *template, const Subscription *subscription) {
  Arena *arena = template->arena;
  TemplateEntry entry = {
    .id = id_of_resource(template, &subscription->resource),
    .type = "AWS::SNS::Subscription",
  };
  bool queue = resource_is_queue(subscription->subscriber);
  Json *properties = template_add(template, entry);
  json_set(arena, properties, "TopicArn",
           json_part(template, PART_ARN, &subscription->topic->resource));
  set_string(template, properties, "Protocol",
             queue ? STR("sqs") : STR("lambda"));
  json_set(arena, properties, "Endpoint",
           json_part(template, PART_ARN, subscription->subscriber));
  if (subscription->raw)
    json_set(arena, properties, "RawMessageDelivery", json_bool(arena, true));
  if (subscription->filter.length) {
    const char *error;
    json_set(arena, properties, "FilterPolicy",
             json_parse(arena, subscription->filter, &error));
  }
}

/* ---- schedules ---- */

static Json *flexible_window(Template *template, const Schedule *schedule) {
  i64 minutes = schedule->flexible;
  const Value *late =
    &setting(&schedule->resource, ATTR_schedule_flexible)->value;
  Json *window = json_object(template->arena);
  set_string(template, window, "Mode",
             minutes ? STR("FLEXIBLE") : STR("OFF"));
  if (minutes)
    json_set(template->arena, window, "MaximumWindowInMinutes",
             value_late(late) ? json_input(template, late->input)
                              : json_integer(template->arena, minutes));
  return window;
}

/* The target; set_settings adds its retry policy. */
static void set_target(Template *template, Json *properties,
                       const Schedule *schedule) {
  Arena *arena = template->arena;
  Json *target = json_object(arena), *sqs = json_object(arena);
  const Setting *group =
    setting(&schedule->resource, ATTR_schedule_group);
  json_set(arena, target, "Arn",
           json_part(template, PART_ARN, schedule->target));
  json_set(arena, target, "RoleArn",
           json_part(template, PART_ARN, &schedule->role->resource));
  set_string(template, target, "Input", schedule->input);
  if (group->value.kind == VALUE_TEXT && resource_is_queue(schedule->target)) {
    json_set(arena, sqs, "MessageGroupId",
             json_text(template, group->value.text, 0));
    json_set(arena, target, "SqsParameters", sqs);
  }
  json_set(arena, properties, "Target", target);
}

void emit_schedule(Template *template, const Schedule *schedule) {
  Arena *arena = template->arena;
  TemplateEntry entry = {
    .id = id_of_resource(template, &schedule->resource),
    .type = "AWS::Scheduler::Schedule",
  };
  if (!schedule->target)
    return;
  Json *properties = template_add(template, entry);
  set_name(template, properties, "Name", &schedule->resource);
  set_description(template, properties, "Description",
                  schedule->resource.documentation, DESCRIPTION_PLAIN);
  set_string(template, properties, "ScheduleExpression", schedule->expression);
  json_set(arena, properties, "FlexibleTimeWindow",
           flexible_window(template, schedule));
  set_target(template, properties, schedule);
  set_settings(template, properties, &schedule->resource, STR("Schedule"));
}
