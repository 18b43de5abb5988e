/* SPDX-License-Identifier: Apache-2.0
 *
 * The blueprint as a resolved model, made by hand: POST /orders of an HTTP API
 * feeds the queue `main`, which feeds the handler `process`; with dead letters,
 * the stack's key, roles, log groups and alarms. What a backend shall spell is
 * then changed in it.
 */
#ifndef APIQC_BLUEPRINT_H
#define APIQC_BLUEPRINT_H

#include "model/model.h"
#include "unit.h"

typedef struct Blueprint {
  Arena *arena;
  Model *model;
  Sources *sources;
  Diags *diags;
  Api *api;
  Endpoint *endpoint;
  Queue *queue, *dead_letters;
  Handler *handler;
  Role *intake, *role;
  Key *key;
} Blueprint;

/* Every setting has its default, but in blocks that nobody wrote. */
static inline void resource_start(Arena *arena, Resource *resource, KindId kind,
                                  const char *path, const char *name) {
  u32 count = kind_attr_count(kind), first = kind_row(kind)->first;
  resource->kind = kind;
  resource->path = str_from(path);
  resource->physical_name = str_from(name);
  resource->settings = ARENA_ARRAY(arena, Setting, count + 1);
  for (u32 i = 0; i < count; i++) {
    const AttrRow *row = attr_row((AttrId)(first + i));
    bool optional = row->block != ATTR_NONE && attr_row(row->block)->optional;
    if (row->standard.kind == VALUE_POISON || optional)
      continue;
    resource->settings[i].value = row->standard;
    resource->settings[i].origin = ORIGIN_DEFAULT;
  }
}

static inline void give(Resource *resource, AttrId attr, Value value) {
  Setting *set = setting_edit(resource, attr);
  set->value = value;
  set->origin = ORIGIN_EXPLICIT;
}

static inline Value number(ValueKind kind, i64 amount) {
  return (Value){ .kind = kind, .number = amount };
}

static inline Value seconds(i64 amount) {
  return number(VALUE_DURATION, amount * 1000);
}

static inline Value word(const char *text) {
  return (Value){ .kind = VALUE_WORD, .word = str_from(text) };
}

static inline Value text(Arena *arena, const char *literal) {
  return (Value){ .kind = VALUE_TEXT,
                  .text = text_of(arena, str_from(literal)) };
}

static inline Value texts(Arena *arena, const char *first, const char *second) {
  Value *items = ARENA_ARRAY(arena, Value, 2);
  items[0] = text(arena, first);
  if (second)
    items[1] = text(arena, second);
  return (Value){ .kind = VALUE_LIST,
                  .list = { items, second ? 2 : 1 } };
}

/* A text in which `{}` stands for the part. */
static inline Text mixed(Arena *arena, const char *pattern, PartKind kind,
                         const Resource *thing) {
  Str all = str_from(pattern);
  u32 brace = (u32)(strstr(pattern, "{}") - pattern);
  Text before = text_of(arena, str_slice(all, 0, brace));
  Text after = text_of(arena, str_slice(all, brace + 2, all.length));
  Text part = text_of_part(arena, kind, thing);
  return text_join(arena, text_join(arena, before, part), after);
}

static inline Statement *grant(Arena *arena, Statements *statements,
                               const char *sid, const char *actions,
                               Text resource) {
  Statement *statement = VEC_ADD(arena, &statements->items);
  Str rest = str_from(actions);
  statement->sid = str_from(sid);
  while (rest.length) {
    u32 space = str_find(rest, ' ');
    VEC_PUSH(arena, &statement->actions, str_slice(rest, 0, space));
    rest = str_slice(rest, space + (space < rest.length), rest.length);
  }
  VEC_PUSH(arena, &statement->resources, resource);
  return statement;
}

static inline void when(Arena *arena, Statement *statement,
                        const char *operator, const char *key, Text value) {
  Text *values = ARENA_ARRAY(arena, Text, 1);
  values[0] = value;
  VEC_PUSH(arena, &statement->conditions,
           ((Condition){ str_from(operator), str_from(key), values, 1 }));
}

static inline Text arn_of(Arena *arena, const Resource *thing) {
  return text_of_part(arena, PART_ARN, thing);
}

static inline void refuse_plain_http(Arena *arena, Queue *queue) {
  Statement *deny = grant(arena, &queue->statements, "DenyPlainHttp", "sqs:*",
                          arn_of(arena, &queue->resource));
  deny->deny = true;
  deny->principal = PRINCIPAL_ANYONE;
  when(arena, deny, "Bool", "aws:SecureTransport",
       text_of(arena, STR("false")));
}

static inline Queue *blueprint_queue(Blueprint *blueprint, const char *path,
                                     const char *name, Queue *source) {
  Arena *arena = blueprint->arena;
  Queue *queue = ARENA_NEW(arena, Queue);
  resource_start(arena, &queue->resource, KIND_queue, path, name);
  queue->resource.keep = true;
  queue->key = arn_of(arena, &blueprint->key->resource);
  queue->source = source;
  if (source)
    source->dead_letter = queue;
  refuse_plain_http(arena, queue);
  VEC_PUSH(arena, &blueprint->model->queues, queue);
  return queue;
}

static inline LogGroup *blueprint_logs(Blueprint *blueprint,
                                       const Resource *owner,
                                       const char *name) {
  Arena *arena = blueprint->arena;
  LogGroup *group = ARENA_NEW(arena, LogGroup);
  resource_start(arena, &group->resource, KIND_log_group, "", name);
  group->resource.path = str_format(arena, "%.*s.logs", STR_ARG(owner->path));
  group->resource.keep = true;
  group->owner = owner;
  group->retention = 30;
  VEC_PUSH(arena, &blueprint->model->log_groups, group);
  return group;
}

static inline Role *blueprint_role(Blueprint *blueprint, const char *path,
                                   const Resource *owner,
                                   const char *service) {
  Arena *arena = blueprint->arena;
  Role *role = ARENA_NEW(arena, Role);
  resource_start(arena, &role->resource, KIND_role, path, "");
  role->owner = owner;
  role->service = str_from(service);
  VEC_PUSH(arena, &blueprint->model->roles, role);
  return role;
}

static inline Alarm *blueprint_alarm(Blueprint *blueprint, AttrId attr,
                                     const Resource *watched, i64 threshold) {
  Arena *arena = blueprint->arena;
  Alarm *alarm = ARENA_NEW(arena, Alarm);
  resource_start(arena, &alarm->resource, KIND_alarm, "", "");
  alarm->watched = watched;
  alarm->threshold = threshold;
  for (u32 i = 0; i < alarm_count; i++)
    if (alarm_rows[i].attr == attr)
      alarm->row = &alarm_rows[i];
  alarm->resource.path =
    str_format(arena, "%.*s.%.*s", STR_ARG(watched->path),
               STR_ARG(attr_row(attr)->name));
  alarm->resource.physical_name =
    str_format(arena, "%.*s-%.*s", STR_ARG(watched->physical_name),
               STR_ARG(attr_row(attr)->name));
  alarm->resource.documentation = alarm->row->sentence;
  for (u32 i = 0; i < dimension_count; i++) {
    const DimensionRow *row = &dimension_rows[i];
    Text value = row->part == PART_LITERAL
                   ? text_of(arena, row->text)
                   : text_of_part(arena, row->part, watched);
    if (row->kind == watched->kind)
      VEC_PUSH(arena, &alarm->dimensions, ((Parameter){ row->name, value }));
  }
  VEC_PUSH(arena, &blueprint->model->alarms, alarm);
  return alarm;
}

static inline Endpoint *blueprint_endpoint(Blueprint *blueprint,
                                           const char *method,
                                           const char *route,
                                           Resource *target) {
  Arena *arena = blueprint->arena;
  Endpoint *endpoint = ARENA_NEW(arena, Endpoint);
  resource_start(arena, &endpoint->resource, KIND_endpoint, "", "");
  endpoint->resource.path = str_format(arena, "%s %s", method, route);
  endpoint->method = str_from(method);
  endpoint->route = str_from(route);
  endpoint->api = blueprint->api;
  endpoint->target = target;
  if (resource_is_queue(target)) {
    Text body = text_of(arena, STR("$request.body"));
    endpoint->role = blueprint->intake;
    VEC_PUSH(arena, &endpoint->parameters,
             ((Parameter){ STR("MessageBody"), body }));
  }
  VEC_PUSH(arena, &blueprint->api->endpoints, endpoint);
  VEC_PUSH(arena, &blueprint->model->endpoints, endpoint);
  return endpoint;
}

static inline Handler *blueprint_handler(Blueprint *blueprint, const char *path,
                                         const char *name, Resource *source) {
  Arena *arena = blueprint->arena;
  Handler *handler = ARENA_NEW(arena, Handler);
  Resource *resource = &handler->resource;
  resource_start(arena, resource, KIND_handler, path, name);
  handler->source = source;
  give(resource, ATTR_handler_runtime, text(arena, "python3.12"));
  give(resource, ATTR_handler_entry, text(arena, "app.handle"));
  give(resource, ATTR_handler_architecture, word("arm64"));
  give(resource, ATTR_handler_tracing, word("on"));
  handler->code.folder = STR("handlers/process");
  handler->code.artifact = str_format(arena, "%s-0123abcd.zip", name);
  Str logs = str_format(arena, "/aws/lambda/%s", name);
  handler->log_group =
    blueprint_logs(blueprint, resource, str_terminated(arena, logs));
  Role *role =
    blueprint_role(blueprint, path, resource, "lambda.amazonaws.com");
  handler->role = role;
  grant(arena, &role->statements, "Log",
        "logs:CreateLogStream logs:PutLogEvents",
        text_join(arena, arn_of(arena, &handler->log_group->resource),
                  text_of(arena, STR(":*"))));
  grant(arena, &role->statements, "Trace",
        "xray:PutTraceSegments xray:PutTelemetryRecords",
        text_of(arena, STR("*")));
  VEC_PUSH(arena, &blueprint->model->handlers, handler);
  return handler;
}

/* A grant on the key for what the service `sqs` does in its holder's name. */
static inline void grant_key(Blueprint *blueprint, Role *role, const char *sid,
                             const char *actions, const Resource *queue) {
  Arena *arena = blueprint->arena;
  Statement *statement =
    grant(arena, &role->statements, sid, actions,
          arn_of(arena, &blueprint->key->resource));
  when(arena, statement, "StringEquals", "kms:ViaService",
       mixed(arena, "sqs.{}.amazonaws.com", PART_REGION, NULL));
  when(arena, statement, "StringEquals", "kms:EncryptionContext:aws:sqs:arn",
       arn_of(arena, queue));
}

static inline void blueprint_roles(Blueprint *blueprint) {
  Arena *arena = blueprint->arena;
  const Resource *queue = &blueprint->queue->resource;
  grant(arena, &blueprint->intake->statements, "Send", "sqs:SendMessage",
        arn_of(arena, queue));
  grant_key(blueprint, blueprint->intake, "SendKey",
            "kms:GenerateDataKey kms:Decrypt", queue);
  grant(arena, &blueprint->role->statements, "Receive",
        "sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes",
        arn_of(arena, queue));
  grant_key(blueprint, blueprint->role, "ReceiveKey", "kms:Decrypt", queue);
}

static inline void blueprint_key(Blueprint *blueprint) {
  Arena *arena = blueprint->arena;
  blueprint->key = ARENA_NEW(arena, Key);
  resource_start(arena, &blueprint->key->resource, KIND_key, "key",
                 "orders-dev-key");
  blueprint->key->resource.keep = true;
  grant(arena, &blueprint->key->statements, "Account", "kms:*",
        text_of(arena, STR("*")))
    ->principal = PRINCIPAL_ACCOUNT;
  blueprint->model->key = blueprint->key;
}

static inline void blueprint_api(Blueprint *blueprint) {
  Arena *arena = blueprint->arena;
  Api *api = ARENA_NEW(arena, Api);
  resource_start(arena, &api->resource, KIND_api, "api", "orders-dev-http-api");
  api->log_group = blueprint_logs(blueprint, &api->resource,
                                  "/aws/vendedlogs/orders-dev-http-api");
  api->access_log = access_log_format();
  VEC_PUSH(arena, &blueprint->model->apis, api);
  blueprint->api = api;
}

static inline void blueprint_alarms(Blueprint *blueprint) {
  const Resource *queue = &blueprint->queue->resource;
  const Resource *handler = &blueprint->handler->resource;
  const Resource *api = &blueprint->api->resource;
  blueprint_alarm(blueprint, ATTR_queue_alarms_dead_letters,
                  &blueprint->dead_letters->resource, 1);
  blueprint_alarm(blueprint, ATTR_queue_alarms_age, queue, 900);
  blueprint_alarm(blueprint, ATTR_handler_alarms_errors, handler, 5);
  blueprint_alarm(blueprint, ATTR_handler_alarms_throttles, handler, 1);
  blueprint_alarm(blueprint, ATTR_handler_alarms_duration, handler, 24000);
  blueprint_alarm(blueprint, ATTR_api_alarms_server_errors, api, 1);
}

static inline void blueprint_stack(Blueprint *blueprint) {
  Arena *arena = blueprint->arena;
  Model *model = blueprint->model;
  model->project = STR("orders");
  model->stage = STR("dev");
  model->description = STR("Takes orders over HTTP.");
  model->stack_name = STR("orders-dev-queue-stack");
  model->stack = ARENA_NEW(arena, Resource);
  resource_start(arena, model->stack, KIND_stack, "orders", "");
  VEC_PUSH(arena, &model->tags,
           ((Tag){ STR("team"), text_of(arena, STR("checkout")) }));
}

static inline Blueprint blueprint_new(Arena *arena) {
  Blueprint made = { .arena = arena, .model = ARENA_NEW(arena, Model) };
  made.sources = sources_new(arena);
  sources_add(made.sources, STR("stack.apiq"), STR("stack orders { }\n"));
  made.diags = diags_new(arena, made.sources);
  blueprint_stack(&made);
  blueprint_key(&made);
  blueprint_api(&made);
  made.queue = blueprint_queue(&made, "main", "orders-dev-queue", NULL);
  made.dead_letters = blueprint_queue(&made, "main.dead_letter",
                                      "orders-dev-dlq", made.queue);
  give(&made.queue->resource, ATTR_queue_visibility, seconds(180));
  give(&made.dead_letters->resource, ATTR_queue_retention,
       seconds(14 * 24 * 3600));
  made.intake = blueprint_role(&made, "main", &made.queue->resource,
                               "apigateway.amazonaws.com");
  made.endpoint =
    blueprint_endpoint(&made, "POST", "/orders", &made.queue->resource);
  give(&made.endpoint->resource, ATTR_endpoint_throttle_rate,
       number(VALUE_RATE, 100 * 3600));
  give(&made.endpoint->resource, ATTR_endpoint_throttle_burst,
       number(VALUE_INTEGER, 100));
  made.handler =
    blueprint_handler(&made, "process", "orders-dev-process-handler",
                      &made.queue->resource);
  made.role = made.handler->role;
  blueprint_roles(&made);
  blueprint_alarms(&made);
  VEC_PUSH(arena, &made.model->outputs,
           ((ModelOutput){ .name = STR("intake_url"),
                      .documentation = STR("Where orders go."),
                      .value = text_of_part(arena, PART_URL,
                                            &made.api->resource) }));
  return made;
}

#endif
