/* SPDX-License-Identifier: Apache-2.0
 *
 * Policies of resources: what queues, topics and the key say themselves, for
 * services that have no role and for everybody who comes without encryption.
 */
#include "sema/program.h"

/* ---- queues ---- */

static Statement *statement_for(Analysis *analysis, Statements *statements,
                                GrantId id, const Terms *terms,
                                PrincipalKind principal, Text name, Span reason,
                                Str reason_text) {
  Statements apart = { 0 };
  Statement *statement = VEC_ADD(analysis->arena, &statements->items);
  *statement = *statement_add(analysis, &apart, grant_row(id), terms, STR(""),
                              reason, reason_text);
  statement->principal = principal;
  statement->principal_name = name;
  return statement;
}

Texts operators_of(Analysis *analysis) {
  const Value *list =
    &setting(analysis->model->stack, ATTR_stack_operators)->value;
  Texts roles = { 0 };
  for (u32 i = 0; list->kind == VALUE_LIST && i < list->list.count; i++)
    if (list->list.items[i].kind == VALUE_REFERENCE)
      VEC_PUSH(analysis->arena, &roles,
               resource_arn(analysis, list->list.items[i].reference.resource));
  return roles;
}

static void number_sid(Analysis *analysis, Statement *statement, u32 number) {
  if (number)
    statement->sid = str_format(analysis->arena, "%.*s%u",
                                STR_ARG(statement->sid), number + 1);
}

static void policy_of_queue(Analysis *analysis, Queue *queue) {
  Texts operators = operators_of(analysis);
  Terms terms = { .arn = resource_arn(analysis, &queue->resource) };
  Span reason = queue->resource.span;
  Statement *refuse = statement_for(
    analysis, &queue->statements, GRANT_plain_http, &terms, PRINCIPAL_ANYONE,
    (Text){ 0 }, reason, STR("every queue refuses plain HTTP"));
  refuse->deny = true;
  bool dead = queue->source || queue->failures;
  bool concerned = dead || queue->dead_letter;
  for (u32 i = 0; concerned && i < operators.count; i++)
    number_sid(analysis,
               statement_for(
                 analysis, &queue->statements,
                 dead ? GRANT_operate : GRANT_operate_source, &terms,
                 PRINCIPAL_ROLE, operators.items[i],
                 setting_place(analysis->model->stack, ATTR_stack_operators),
                 STR("operators of the stack")),
               i);
}

/* ---- topics ---- */

static bool is_stack_key(const Model *model, Text key) {
  return model->key && key.count == 1 &&
         key.parts[0].thing == &model->key->resource;
}

/* The topic's own way into a subscriber: a queue's policy, a function's. */
static void admit_topic(Analysis *analysis, Subscription *subscription) {
  Model *model = analysis->model;
  Topic *topic = subscription->topic;
  Text source = resource_arn(analysis, &topic->resource);
  Queue *queue = as_queue(subscription->subscriber);
  Span span = subscription->resource.span;
  Text service = text_of(analysis->arena, service_name(SERVICE_topic));
  Str why = str_format(analysis->arena, "topic %.*s -> %.*s",
                       STR_ARG(topic->resource.path),
                       STR_ARG(subscription->subscriber->path));
  Terms terms = { .source = source };
  if (!queue) {
    permission_add(analysis, subscription->resource.path, span,
                   text_of_part(analysis->arena, PART_NAME,
                                subscription->subscriber),
                   SERVICE_topic, GRANT_subscribed_function, &terms);
    return;
  }
  terms.arn = resource_arn(analysis, &queue->resource);
  Statement *admit =
    statement_for(analysis, &queue->statements, GRANT_subscribed_queue, &terms,
                  PRINCIPAL_SERVICE, service, span, why);
  admit->sid = make_sid(analysis, &queue->statements, STR("Deliver"),
                        topic->resource.path);
  if (!is_stack_key(model, queue->key))
    return;
  Statement *decrypt =
    statement_for(analysis, &model->key->statements, GRANT_subscribed_key,
                  &terms, PRINCIPAL_SERVICE, service, span, why);
  decrypt->sid = make_sid(analysis, &model->key->statements, STR("Deliver"),
                          subscription->resource.path);
}

static void policy_of_topic(Analysis *analysis, Topic *topic) {
  Model *model = analysis->model;
  Terms terms = { .arn = resource_arn(analysis, &topic->resource) };
  Span notify = setting_place(model->stack, ATTR_stack_alarms_notify);
  Text alarms = text_of(analysis->arena, service_name(SERVICE_alarm));
  statement_for(analysis, &topic->statements, GRANT_plain_publish, &terms,
                PRINCIPAL_ANYONE, (Text){ 0 }, topic->resource.span,
                STR("every topic refuses plain HTTP"))
    ->deny = true;
  if (!topic_hears_alarms(model, topic))
    return;
  statement_for(analysis, &topic->statements, GRANT_alarm_publish, &terms,
                PRINCIPAL_SERVICE, alarms, notify, STR("alarms { notify }"));
  if (is_stack_key(model, topic->key))
    statement_for(analysis, &model->key->statements, GRANT_alarm_key, &terms,
                  PRINCIPAL_SERVICE, alarms, notify, STR("alarms { notify }"));
}

/* ---- keys ---- */

static void policy_of_key(Analysis *analysis, Key *key) {
  Model *model = analysis->model;
  Span reason = key->resource.span;
  Terms none = { 0 };
  Texts operators = operators_of(analysis);
  Text service;
  statement_for(analysis, &key->statements, GRANT_key_account, &none,
                PRINCIPAL_ACCOUNT, (Text){ 0 }, reason,
                STR("the account's IAM decides"));
  for (u32 i = 0; i < operators.count; i++)
    number_sid(analysis,
               statement_for(
                 analysis, &key->statements, GRANT_operate_key, &none,
                 PRINCIPAL_ROLE, operators.items[i],
                 setting_place(model->stack, ATTR_stack_operators),
                 STR("operators of the stack")),
               i);
  if (!is_stack_key(model, model->log_key) || model->log_groups.count == 0)
    return;
  terms_fill(analysis, service_name(SERVICE_logs), &none, &service);
  Condition *groups = NULL;
  for (u32 i = 0; i < model->log_groups.count; i++) {
    Terms terms = { .name = resource_name(
                      analysis->arena, &model->log_groups.items[i]->resource) };
    Statements apart = { 0 };
    Statement *one = statement_for(
      analysis, groups ? &apart : &key->statements, GRANT_key_logs, &terms,
      PRINCIPAL_SERVICE, service,
      setting_place(model->stack, ATTR_stack_logs_encryption),
      STR("logs { encryption = kms }"));
    Text group = one->conditions.items[0].values[0];
    if (!groups) { /* one statement for all groups: each adds its value */
      groups = &one->conditions.items[0];
      groups->values =
        ARENA_ARRAY(analysis->arena, Text, model->log_groups.count);
      groups->count = 0;
    }
    groups->values[groups->count++] = group;
  }
}

void lower_policies(Analysis *analysis) {
  Model *model = analysis->model;
  for (u32 i = 0; i < model->queues.count; i++)
    policy_of_queue(analysis, model->queues.items[i]);
  if (model->key)
    policy_of_key(analysis, model->key);
  for (u32 i = 0; i < model->topics.count; i++)
    policy_of_topic(analysis, model->topics.items[i]);
  for (u32 i = 0; i < model->subscriptions.count; i++)
    admit_topic(analysis, model->subscriptions.items[i]);
}
