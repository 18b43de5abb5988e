/* SPDX-License-Identifier: Apache-2.0
 *
 * Least privilege: every edge and access becomes the smallest grant for it, on
 * the side where it belongs. Which actions those are stands in
 * stdlib/grants.def; here is only who gets them, on what, and why.
 */
#include "sema/program.h"

typedef struct Receiver {
  Statements *statements; /* of the role */
  Span reason;
  Str reason_text;
} Receiver;

static void grant(Analysis *analysis, const Receiver *to, GrantId id,
                  const Terms *terms, const Resource *about) {
  statement_add(analysis, to->statements, grant_row(id), terms, about->path,
                to->reason, to->reason_text);
}

static Text key_of_thing(Analysis *analysis, const Resource *thing) {
  if (as_topic(thing))
    return as_topic(thing)->key;
  AttrId key = attr_find(thing->kind, ATTR_NONE, STR("key"));
  return key == ATTR_NONE ? (Text){ 0 }
                          : key_of_setting(analysis, setting(thing, key));
}

/* ---- sending ---- */

static void grant_send(Analysis *analysis, const Receiver *to, GrantId id,
                       const Queue *queue) {
  Terms terms = { .arn = resource_arn(analysis, &queue->resource),
                  .key = queue->key };
  grant(analysis, to, id, &terms, &queue->resource);
  if (queue->key.count)
    grant(analysis, to, GRANT_send_key, &terms, &queue->resource);
}

static void grant_target(Analysis *analysis, const Receiver *to,
                         const Resource *target) {
  static const struct {
    KindId kind;
    GrantId grant;
  } rows[] = { { KIND_topic, GRANT_publish },
               { KIND_external_topic, GRANT_publish },
               { KIND_external_bus, GRANT_put_events },
               { KIND_external_function, GRANT_invoke },
               { KIND_handler, GRANT_invoke } };
  if (resource_is_queue(target)) {
    grant_send(analysis, to, GRANT_send, as_queue(target));
    return;
  }
  Terms terms = { .arn = resource_arn(analysis, target),
                  .key = key_of_thing(analysis, target) };
  for (u32 i = 0; i < COUNT_OF(rows); i++)
    if (rows[i].kind == target->kind)
      grant(analysis, to, rows[i].grant, &terms, target);
  bool topic = target->kind == KIND_topic || target->kind == KIND_external_topic;
  if (topic && terms.key.count)
    grant(analysis, to, GRANT_publish_key, &terms, target);
}

/* ---- handlers ---- */

static void grant_source(Analysis *analysis, const Handler *handler,
                         Receiver *to) {
  const Queue *queue = as_queue(handler->source);
  if (!queue)
    return;
  Terms terms = { .arn = resource_arn(analysis, &queue->resource),
                  .key = queue->key };
  if (queue->source)
    terms.source = resource_arn(analysis, &queue->source->resource);
  to->reason_text = str_format(analysis->arena, "handler %.*s <- %.*s",
                               STR_ARG(handler->resource.path),
                               STR_ARG(queue->resource.path));
  grant(analysis, to, GRANT_receive, &terms, &queue->resource);
  if (queue->key.count)
    grant(analysis, to, GRANT_receive_key, &terms, &queue->resource);
}

static void grant_access(Analysis *analysis, const Handler *handler,
                         const Access *access) {
  const Resource *thing = access->resource;
  Arena *arena = analysis->arena;
  Terms terms = { .arn = resource_arn(analysis, thing),
                  .key = key_of_thing(analysis, thing),
                  .prefix = text_of(arena, access->prefix) };
  Str about = thing->path;
  if (access->member.length) {
    about = str_format(arena, "%.*s_%.*s", STR_ARG(about),
                       STR_ARG(access->member));
    terms.arn = text_join(arena, terms.arn,
                          text_of(arena, str_format(arena, "/index/%.*s",
                                                    STR_ARG(access->member))));
  }
  Str text = str_format(arena, "%s %.*s: %.*s",
                        access->row->flags & ACCESS_READ ? "reads" : "writes",
                        STR_ARG(about), STR_ARG(access->row->name));
  Statements *statements = &handler->role->statements;
  statement_add(analysis, statements, &access->row->grant, &terms, about,
                access->span, text);
  const GrantRow *key = key_grant_row(thing->kind, access->row->flags);
  if (key && terms.key.count) {
    terms.arn = resource_arn(analysis, thing);
    statement_add(analysis, statements, key, &terms, about, access->span, text);
  }
}

static void grant_network(Analysis *analysis, const Handler *handler,
                          const Receiver *to) {
  static const struct {
    AttrId attr;
    GrantId grant;
  } places[] = {
    { ATTR_external_network_subnets, GRANT_network_subnet },
    { ATTR_external_network_security_groups, GRANT_network_group },
  };
  const Resource *network = handler->network;
  Terms terms = { .function = text_of_part(analysis->arena, PART_ARN,
                                           &handler->resource) };
  if (!network)
    return;
  grant(analysis, to, GRANT_network_create, &terms, network);
  for (u32 i = 0; i < COUNT_OF(places); i++) {
    const Value *list = &setting(network, places[i].attr)->value;
    for (u32 k = 0; list->kind == VALUE_LIST && k < list->list.count; k++) {
      if (list->list.items[k].kind != VALUE_TEXT)
        continue;
      terms.name = list->list.items[k].text;
      grant(analysis, to, places[i].grant, &terms, network);
    }
  }
  grant(analysis, to, GRANT_network_manage, &terms, network);
  grant(analysis, to, GRANT_network_describe, &terms, network);
  Statement *deny = VEC_ADD(analysis->arena, &to->statements->items);
  Statements apart = { 0 };
  *deny = *statement_add(analysis, &apart, grant_row(GRANT_network_deny),
                         &terms, network->path, to->reason, to->reason_text);
  deny->deny = true;
}

static void grant_handler(Analysis *analysis, Handler *handler) {
  Arena *arena = analysis->arena;
  const Resource *self = &handler->resource;
  Receiver to = { &handler->role->statements, self->span, STR("") };
  Terms terms = { .name = text_of(arena, handler->log_group->resource
                                           .physical_name) };
  handler->role->service = service_name(SERVICE_handler);
  handler->role->resource.documentation = str_format(
    arena, "What the function %.*s may do.", STR_ARG(self->physical_name));
  grant_source(analysis, handler, &to);
  for (u32 i = 0; i < handler->targets.count; i++) {
    to.reason = handler->target_spans.items[i];
    to.reason_text = str_format(arena, "handler %.*s -> %.*s",
                                STR_ARG(self->path),
                                STR_ARG(handler->targets.items[i]->path));
    grant_target(analysis, &to, handler->targets.items[i]);
  }
  for (u32 i = 0; i < handler->accesses.count; i++)
    grant_access(analysis, handler, &handler->accesses.items[i]);
  to.reason = setting_place(self, ATTR_handler_on_failure);
  to.reason_text =
    str_format(arena, "on_failure of %.*s", STR_ARG(self->path));
  if (handler->on_failure)
    grant_target(analysis, &to, handler->on_failure);
  to.reason = self->span;
  to.reason_text = str_format(arena, "log of %.*s", STR_ARG(self->path));
  grant(analysis, &to, GRANT_log, &terms, &(Resource){ .path = STR("") });
  to.reason_text = str_format(arena, "tracing of %.*s", STR_ARG(self->path));
  if (setting_is(self, ATTR_handler_tracing, STR("on")))
    grant(analysis, &to, GRANT_trace, &terms, &(Resource){ .path = STR("") });
  to.reason_text = str_format(arena, "network of %.*s", STR_ARG(self->path));
  grant_network(analysis, handler, &to);
  name_role(analysis, handler->role);
  VEC_PUSH(arena, &analysis->model->roles, handler->role);
}

/* ---- endpoints ---- */

static Role *intake_role(Analysis *analysis, const Queue *queue) {
  Model *model = analysis->model;
  for (u32 i = 0; i < model->roles.count; i++)
    if (model->roles.items[i]->owner == &queue->resource)
      return model->roles.items[i];
  Resource *resource = piece_add(analysis, KIND_role, sizeof(Role),
                                 queue->resource.path, queue->resource.span);
  Role *role = (Role *)resource;
  role->owner = &queue->resource;
  role->service = service_name(SERVICE_api);
  resource->name_part =
    queue->resource.name_part.length
      ? str_format(analysis->arena, "%.*s-intake",
                   STR_ARG(queue->resource.name_part))
      : STR("intake");
  resource->documentation =
    str_format(analysis->arena, "How the API %.*s sends to the queue %.*s.",
               STR_ARG(analysis->api->resource.physical_name),
               STR_ARG(queue->resource.path));
  name_role(analysis, role);
  VEC_PUSH(analysis->arena, &model->roles, role);
  return role;
}

static void grant_endpoint(Analysis *analysis, Endpoint *endpoint) {
  const Queue *queue = as_queue(endpoint->target);
  if (!queue)
    return;
  endpoint->role = intake_role(analysis, queue);
  Receiver to = { &endpoint->role->statements, endpoint->resource.span,
                  str_format(analysis->arena, "endpoint %.*s -> %.*s",
                             STR_ARG(endpoint->resource.path),
                             STR_ARG(queue->resource.path)) };
  grant_send(analysis, &to, GRANT_api_to_queue, queue);
}

/* ---- policies of resources ---- */

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

static u32 operators_of(Analysis *analysis, Text *out, u32 room) {
  const Value *list =
    &setting(analysis->model->stack, ATTR_stack_operators)->value;
  u32 count = 0;
  for (u32 i = 0; list->kind == VALUE_LIST && i < list->list.count; i++)
    if (list->list.items[i].kind == VALUE_REFERENCE && count < room)
      out[count++] =
        resource_arn(analysis, list->list.items[i].reference.resource);
  return count;
}

static void number_sid(Analysis *analysis, Statement *statement, u32 number) {
  if (number)
    statement->sid = str_format(analysis->arena, "%.*s%u",
                                STR_ARG(statement->sid), number + 1);
}

static void policy_of_queue(Analysis *analysis, Queue *queue) {
  Text operators[16];
  u32 count = operators_of(analysis, operators, COUNT_OF(operators));
  Terms terms = { .arn = resource_arn(analysis, &queue->resource) };
  Span reason = queue->resource.span;
  Statement *refuse = statement_for(
    analysis, &queue->statements, GRANT_plain_http, &terms, PRINCIPAL_ANYONE,
    (Text){ 0 }, reason, STR("every queue refuses plain HTTP"));
  refuse->deny = true;
  bool concerned = queue->source || queue->dead_letter;
  for (u32 i = 0; concerned && i < count; i++)
    number_sid(analysis,
               statement_for(
                 analysis, &queue->statements,
                 queue->source ? GRANT_operate : GRANT_operate_source, &terms,
                 PRINCIPAL_ROLE, operators[i],
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

static bool hears_alarms(const Model *model, const Topic *topic) {
  for (u32 i = 0; i < model->alarm_actions.count; i++)
    for (u32 k = 0; k < model->alarm_actions.items[i].count; k++)
      if (model->alarm_actions.items[i].parts[k].thing == &topic->resource)
        return true;
  return false;
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
  if (!hears_alarms(model, topic))
    return;
  statement_for(analysis, &topic->statements, GRANT_alarm_publish, &terms,
                PRINCIPAL_SERVICE, alarms, notify, STR("alarms { notify }"));
  if (is_stack_key(model, topic->key))
    statement_for(analysis, &model->key->statements, GRANT_alarm_key, &terms,
                  PRINCIPAL_SERVICE, alarms, notify, STR("alarms { notify }"));
}

/* ---- schedules ---- */

static void grant_schedule(Analysis *analysis, Schedule *schedule) {
  Resource *self = &schedule->resource;
  if (!schedule->target)
    return;
  Resource *resource =
    piece_add(analysis, KIND_role, sizeof(Role), self->path, self->span);
  Role *role = schedule->role = (Role *)resource;
  role->owner = self;
  role->service = service_name(SERVICE_schedule);
  resource->name_part = str_format(analysis->arena, "%.*s-schedule",
                                   STR_ARG(self->name_part));
  resource->documentation =
    str_format(analysis->arena, "What the schedule %.*s may do.",
               STR_ARG(self->physical_name));
  Statements trust = { 0 };
  Statement *statement =
    statement_add(analysis, &trust, grant_row(GRANT_schedule_trust),
                  &(Terms){ 0 }, STR(""), self->span, STR(""));
  for (u32 i = 0; i < statement->conditions.count; i++)
    VEC_PUSH(analysis->arena, &role->trust, statement->conditions.items[i]);
  Receiver to = { &role->statements, self->span,
                  str_format(analysis->arena, "schedule %.*s -> %.*s",
                             STR_ARG(self->path),
                             STR_ARG(schedule->target->path)) };
  grant_target(analysis, &to, schedule->target);
  name_role(analysis, role);
  VEC_PUSH(analysis->arena, &analysis->model->roles, role);
}

/* ---- keys ---- */

static void policy_of_key(Analysis *analysis, Key *key) {
  Model *model = analysis->model;
  Span reason = key->resource.span;
  Terms none = { 0 };
  Text service, operators[16];
  statement_for(analysis, &key->statements, GRANT_key_account, &none,
                PRINCIPAL_ACCOUNT, (Text){ 0 }, reason,
                STR("the account's IAM decides"));
  u32 count = operators_of(analysis, operators, COUNT_OF(operators));
  for (u32 i = 0; i < count; i++)
    number_sid(analysis,
               statement_for(
                 analysis, &key->statements, GRANT_operate_key, &none,
                 PRINCIPAL_ROLE, operators[i],
                 setting_place(model->stack, ATTR_stack_operators),
                 STR("operators of the stack")),
               i);
  if (!is_stack_key(model, model->log_key) || model->log_groups.count == 0)
    return;
  terms_fill(analysis, service_name(SERVICE_logs), &none, &service);
  Condition *groups = NULL;
  for (u32 i = 0; i < model->log_groups.count; i++) {
    Str name = model->log_groups.items[i]->resource.physical_name;
    Terms terms = { .name = text_of(analysis->arena, name) };
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

void lower_grants(Analysis *analysis) {
  Model *model = analysis->model;
  for (u32 i = 0; i < model->endpoints.count; i++)
    grant_endpoint(analysis, model->endpoints.items[i]);
  for (u32 i = 0; i < model->handlers.count; i++)
    grant_handler(analysis, model->handlers.items[i]);
  for (u32 i = 0; i < model->queues.count; i++)
    policy_of_queue(analysis, model->queues.items[i]);
  for (u32 i = 0; i < model->schedules.count; i++)
    grant_schedule(analysis, model->schedules.items[i]);
  if (model->key)
    policy_of_key(analysis, model->key);
  for (u32 i = 0; i < model->topics.count; i++)
    policy_of_topic(analysis, model->topics.items[i]);
  for (u32 i = 0; i < model->subscriptions.count; i++)
    admit_topic(analysis, model->subscriptions.items[i]);
}
