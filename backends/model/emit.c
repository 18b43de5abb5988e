/* SPDX-License-Identifier: Apache-2.0
 *
 * The document: the stack, then each sort of thing as a list, sorted by path,
 * so that the order of declarations never matters.
 */
#include "backends/model/model_json.h"

#include <stdlib.h>

/* What every thing begins with. */
static Json *thing_json(Arena *arena, const Resource *resource) {
  Json *json = model_reference(arena, resource);
  if (resource->physical_name.length)
    json_set(arena, json, "name",
             model_text(arena, resource_name(arena, resource)));
  if (resource->documentation.length)
    json_set(arena, json, "documentation",
             json_string(arena, resource->documentation));
  return json;
}

static void set_text(Arena *arena, Json *json, const char *key, Text text) {
  if (text.count)
    json_set(arena, json, key, model_text(arena, text));
}

static void set_thing(Arena *arena, Json *json, const char *key,
                      const Resource *resource) {
  if (resource)
    json_set(arena, json, key, model_reference(arena, resource));
}

/* A number in the service's unit, or the part that the deployment puts there. */
static void set_counted(Arena *arena, Json *json, const char *key, i64 number,
                        const Input *input) {
  Part part = { .kind = PART_INPUT, .input = input };
  if (!input) {
    json_set(arena, json, key, json_integer(arena, number));
    return;
  }
  part.text = input->name;
  json_set(arena, json, key, model_text(arena, (Text){ &part, 1 }));
}

static Json *parameters_json(Arena *arena, const Parameters *list) {
  Json *json = json_object(arena);
  for (u32 i = 0; i < list->count; i++)
    json_set_key(arena, json, list->items[i].name,
                 model_text(arena, list->items[i].value));
  return json;
}

/* ---- lists ---- */

static int by_path(const void *left, const void *right) {
  const Resource *a = *(const Resource *const *)left;
  const Resource *b = *(const Resource *const *)right;
  int order = str_compare(a->path, b->path);
  if (order == 0)
    order = str_compare(a->physical_name, b->physical_name);
  return order ? order : (int)a->kind - (int)b->kind;
}

/* Every struct of the model that is a thing begins with its Resource. */
static Json *list_json(Arena *arena, const void *items, u32 count,
                       Json *(*one)(Arena *, const Resource *)) {
  const Resource **sorted = ARENA_ARRAY(arena, const Resource *, count);
  for (u32 i = 0; i < count; i++)
    sorted[i] = ((const Resource *const *)items)[i];
  if (count)
    qsort(sorted, count, sizeof *sorted, by_path);
  Json *json = json_array(arena);
  for (u32 i = 0; i < count; i++)
    json_add(arena, json, one(arena, sorted[i]));
  return json;
}

/* ---- each sort of thing ---- */

static Json *external_json(Arena *arena, const Resource *external) {
  Json *json = thing_json(arena, external);
  set_text(arena, json, "arn", external->arn);
  json_set(arena, json, "settings", model_settings(arena, external));
  return json;
}

static Json *api_json(Arena *arena, const Resource *resource) {
  const Api *api = (const Api *)resource;
  Json *json = thing_json(arena, resource);
  json_set(arena, json, "settings", model_settings(arena, resource));
  if (api->log_group)
    set_thing(arena, json, "log_group", &api->log_group->resource);
  if (api->access_log.length)
    json_set(arena, json, "access_log", json_string(arena, api->access_log));
  return json;
}

static Json *endpoint_json(Arena *arena, const Resource *resource) {
  static const Str auths[] = { [AUTH_NONE] = STR_INIT("none"),
                               [AUTH_IAM] = STR_INIT("iam"),
                               [AUTH_JWT] = STR_INIT("jwt"),
                               [AUTH_FUNCTION] = STR_INIT("lambda") };
  const Endpoint *endpoint = (const Endpoint *)resource;
  Json *json = thing_json(arena, resource);
  json_set(arena, json, "method", json_string(arena, endpoint->method));
  json_set(arena, json, "route", json_string(arena, endpoint->route));
  set_thing(arena, json, "api", &endpoint->api->resource);
  set_thing(arena, json, "target", endpoint->target);
  json_set(arena, json, "auth", json_string(arena, auths[endpoint->auth]));
  if (endpoint->authorizer)
    set_thing(arena, json, "authorizer", &endpoint->authorizer->resource);
  if (endpoint->role)
    set_thing(arena, json, "role", &endpoint->role->resource);
  json_set(arena, json, "parameters",
           parameters_json(arena, &endpoint->parameters));
  json_set(arena, json, "settings", model_settings(arena, resource));
  return json;
}

static Json *queue_json(Arena *arena, const Resource *resource) {
  const Queue *queue = (const Queue *)resource;
  Json *json = thing_json(arena, resource);
  json_set(arena, json, "fifo", json_bool(arena, queue->fifo));
  if (queue->dead_letter)
    set_thing(arena, json, "dead_letter", &queue->dead_letter->resource);
  if (queue->source)
    set_thing(arena, json, "source", &queue->source->resource);
  set_text(arena, json, "key", queue->key);
  json_set(arena, json, "consumers",
           list_json(arena, queue->consumers.items, queue->consumers.count,
                     model_reference));
  json_set(arena, json, "keep", json_bool(arena, resource->keep));
  json_set(arena, json, "statements",
           model_statements(arena, &queue->statements));
  json_set(arena, json, "settings", model_settings(arena, resource));
  return json;
}

static Json *handler_json(Arena *arena, const Resource *resource) {
  const Handler *handler = (const Handler *)resource;
  Json *json = thing_json(arena, resource), *targets = json_array(arena);
  Json *environment = json_object(arena), *filters = json_array(arena);
  set_thing(arena, json, "source", handler->source);
  for (u32 i = 0; i < handler->targets.count; i++)
    json_add(arena, targets, model_reference(arena, handler->targets.items[i]));
  for (u32 i = 0; i < handler->environment.count; i++)
    json_set_key(arena, environment, handler->environment.items[i].name,
                 model_text(arena, handler->environment.items[i].value));
  for (u32 i = 0; i < handler->filters.count; i++)
    json_add(arena, filters, json_string(arena, handler->filters.items[i]));
  json_set(arena, json, "targets", targets);
  json_set(arena, json, "environment", environment);
  json_set(arena, json, "filters", filters);
  if (handler->code.artifact.length)
    json_set(arena, json, "artifact",
             json_string(arena, handler->code.artifact));
  set_thing(arena, json, "role", &handler->role->resource);
  set_thing(arena, json, "log_group", &handler->log_group->resource);
  set_thing(arena, json, "network", handler->network);
  set_thing(arena, json, "on_failure", handler->on_failure);
  json_set(arena, json, "may_loop", json_bool(arena, handler->may_loop));
  json_set(arena, json, "settings", model_settings(arena, resource));
  return json;
}

static Json *role_json(Arena *arena, const Resource *resource) {
  const Role *role = (const Role *)resource;
  Json *json = thing_json(arena, resource);
  set_thing(arena, json, "owner", role->owner);
  if (role->api)
    set_thing(arena, json, "api", &role->api->resource);
  json_set(arena, json, "service", json_string(arena, role->service));
  json_set(arena, json, "trust",
           model_conditions(arena, role->trust.items, role->trust.count));
  json_set(arena, json, "statements", model_statements(arena, &role->statements));
  return json;
}

static Json *log_group_json(Arena *arena, const Resource *resource) {
  const LogGroup *group = (const LogGroup *)resource;
  Json *json = thing_json(arena, resource);
  set_thing(arena, json, "owner", group->owner);
  json_set(arena, json, "retention_days", json_integer(arena, group->retention));
  set_text(arena, json, "key", group->key);
  set_text(arena, json, "subscriber", group->subscriber);
  return json;
}

static Json *alarm_json(Arena *arena, const Resource *resource) {
  const Alarm *alarm = (const Alarm *)resource;
  const AlarmRow *row = alarm->row;
  Json *json = thing_json(arena, resource);
  set_thing(arena, json, "watched", alarm->watched);
  json_set(arena, json, "attribute",
           json_string(arena, attr_path(arena, row->attr)));
  json_set(arena, json, "namespace", json_string(arena, row->namespace));
  json_set(arena, json, "metric", json_string(arena, row->metric));
  if (row->whole.length)
    json_set(arena, json, "percent_of", json_string(arena, row->whole));
  set_counted(arena, json, "threshold", alarm->threshold, alarm->input);
  json_set(arena, json, "period_seconds", json_integer(arena, row->period));
  json_set(arena, json, "periods", json_integer(arena, row->periods));
  json_set(arena, json, "datapoints", json_integer(arena, row->datapoints));
  json_set(arena, json, "dimensions",
           parameters_json(arena, &alarm->dimensions));
  return json;
}

static Json *topic_json(Arena *arena, const Resource *resource) {
  const Topic *topic = (const Topic *)resource;
  Json *json = thing_json(arena, resource);
  json_set(arena, json, "fifo", json_bool(arena, topic->fifo));
  set_text(arena, json, "key", topic->key);
  json_set(arena, json, "keep", json_bool(arena, resource->keep));
  json_set(arena, json, "statements",
           model_statements(arena, &topic->statements));
  json_set(arena, json, "settings", model_settings(arena, resource));
  return json;
}

static Json *subscription_json(Arena *arena, const Resource *resource) {
  const Subscription *subscription = (const Subscription *)resource;
  Json *json = thing_json(arena, resource);
  set_thing(arena, json, "topic", &subscription->topic->resource);
  set_thing(arena, json, "subscriber", subscription->subscriber);
  json_set(arena, json, "raw", json_bool(arena, subscription->raw));
  if (subscription->filter.length)
    json_set(arena, json, "filter", json_string(arena, subscription->filter));
  return json;
}

static Json *schedule_json(Arena *arena, const Resource *resource) {
  const Schedule *schedule = (const Schedule *)resource;
  Json *json = thing_json(arena, resource);
  json_set(arena, json, "expression",
           json_string(arena, schedule->expression));
  set_thing(arena, json, "target", schedule->target);
  json_set(arena, json, "input", json_string(arena, schedule->input));
  const Value *flexible = &setting(resource, ATTR_schedule_flexible)->value;
  set_counted(arena, json, "flexible_minutes", schedule->flexible,
              value_late(flexible) ? flexible->input : NULL);
  if (schedule->role)
    set_thing(arena, json, "role", &schedule->role->resource);
  json_set(arena, json, "settings", model_settings(arena, resource));
  return json;
}

static Json *permission_json(Arena *arena, const Resource *resource) {
  const Permission *permission = (const Permission *)resource;
  Json *json = thing_json(arena, resource);
  set_text(arena, json, "function", permission->function);
  set_text(arena, json, "service", permission->service);
  set_text(arena, json, "source", permission->source);
  return json;
}

static Json *raw_json(Arena *arena, const Resource *resource) {
  const Raw *raw = as_raw(resource);
  Json *json = thing_json(arena, resource);
  json_set(arena, json, "target", json_string(arena, raw->target->name));
  json_set(arena, json, "type", json_string(arena, raw->type));
  if (raw->keep_said)
    json_set(arena, json, "keep", json_bool(arena, resource->keep));
  json_set(arena, json, "properties", model_value(arena, &raw->properties));
  return json;
}

static int by_place(const void *left, const void *right) {
  const Override *a = left, *b = right;
  int order = by_path(&a->resource, &b->resource);
  if (order == 0)
    order = str_compare(a->target->name, b->target->name);
  return order ? order : str_compare(a->path, b->path);
}

static Json *overrides_json(Arena *arena, const Model *model) {
  u32 count = model->overrides.count;
  Override *sorted = ARENA_ARRAY(arena, Override, count);
  for (u32 i = 0; i < count; i++)
    sorted[i] = model->overrides.items[i];
  if (count)
    qsort(sorted, count, sizeof *sorted, by_place);
  Json *json = json_array(arena);
  for (u32 i = 0; i < count; i++) {
    const Override *override = &sorted[i];
    Json *one = json_object(arena), *steps = json_array(arena);
    for (u32 k = 0; k < override->steps.count; k++)
      json_add(arena, steps, json_string(arena, override->steps.items[k]));
    json_set(arena, one, "of", model_reference(arena, override->resource));
    json_set(arena, one, "target", json_string(arena, override->target->name));
    if (override->name.length)
      json_set(arena, one, "resource", json_string(arena, override->name));
    json_set(arena, one, "steps", steps);
    json_set(arena, one, "value", model_value(arena, &override->value));
    json_add(arena, json, one);
  }
  return json;
}

static Json *network_json(Arena *arena, const Resource *resource) {
  Json *json = thing_json(arena, resource);
  model_network(arena, json, (const Network *)resource);
  return json;
}

static int by_name(const void *left, const void *right) {
  return str_compare(((const ModelOutput *)left)->name,
                     ((const ModelOutput *)right)->name);
}

static Json *outputs_json(Arena *arena, const Model *model) {
  u32 count = model->outputs.count;
  ModelOutput *sorted = ARENA_ARRAY(arena, ModelOutput, count);
  for (u32 i = 0; i < count; i++)
    sorted[i] = model->outputs.items[i];
  if (count)
    qsort(sorted, count, sizeof *sorted, by_name);
  Json *json = json_array(arena);
  for (u32 i = 0; i < count; i++) {
    Json *one = json_object(arena);
    json_set(arena, one, "name", json_string(arena, sorted[i].name));
    if (sorted[i].documentation.length)
      json_set(arena, one, "documentation",
               json_string(arena, sorted[i].documentation));
    set_text(arena, one, "value", sorted[i].value);
    json_add(arena, json, one);
  }
  return json;
}

static int by_input(const void *left, const void *right) {
  return str_compare((*(const Input *const *)left)->name,
                     (*(const Input *const *)right)->name);
}

static Json *inputs_json(Arena *arena, const Model *model) {
  u32 count = model->inputs.count;
  const Input **sorted = ARENA_ARRAY(arena, const Input *, count);
  Json *json = json_array(arena);
  for (u32 i = 0; i < count; i++)
    sorted[i] = model->inputs.items[i];
  qsort(sorted, count, sizeof *sorted, by_input);
  for (u32 i = 0; i < count; i++)
    json_add(arena, json, model_input(arena, sorted[i]));
  return json;
}

static Json *stack_json(Arena *arena, const Model *model) {
  Json *json = json_object(arena), *tags = json_object(arena);
  Json *actions = json_array(arena);
  json_set(arena, json, "name", json_string(arena, model->stack_name));
  json_set(arena, json, "project", json_string(arena, model->project));
  json_set(arena, json, "stage", json_string(arena, model->stage));
  json_set(arena, json, "description", json_string(arena, model->description));
  for (u32 i = 0; i < model->tags.count; i++)
    json_set_key(arena, tags, model->tags.items[i].key,
                 model_text(arena, model->tags.items[i].value));
  for (u32 i = 0; i < model->alarm_actions.count; i++)
    json_add(arena, actions,
             model_text(arena, model->alarm_actions.items[i]));
  json_set(arena, json, "tags", tags);
  json_set(arena, json, "alarm_actions", actions);
  json_set(arena, json, "settings", model_settings(arena, model->stack));
  return json;
}

static Json *document(Arena *arena, const Model *model) {
  Json *json = json_object(arena);
  json_set(arena, json, "version", json_integer(arena, MODEL_VERSION));
  json_set(arena, json, "stack", stack_json(arena, model));
#define LIST(member)                                                           \
  json_set(arena, json, #member "s",                                           \
           list_json(arena, model->member##s.items, model->member##s.count,    \
                     member##_json))
  LIST(external);
  LIST(api);
  LIST(endpoint);
  LIST(queue);
  LIST(handler);
  LIST(role);
  LIST(log_group);
  LIST(alarm);
  LIST(topic);
  LIST(subscription);
  LIST(schedule);
  LIST(permission);
  LIST(raw);
  LIST(network);
#undef LIST
  if (model->inputs.count)
    json_set(arena, json, "inputs", inputs_json(arena, model));
  json_set(arena, json, "overrides", overrides_json(arena, model));
  json_set(arena, json, "outputs", outputs_json(arena, model));
  if (model->key) {
    Json *key = thing_json(arena, &model->key->resource);
    json_set(arena, key, "statements",
             model_statements(arena, &model->key->statements));
    json_set(arena, json, "key", key);
  }
  return json;
}

void model_emit(Emission *emission) {
  Buf out = buf_new(emission->arena);
  json_print(&out, document(emission->arena, emission->model));
  fileset_add(emission->files, STR("model.json"), buf_view(&out),
              FILE_GENERATED);
}

void model_next(Buf *out, const Model *model, Str folder,
                const FileSet *files) {
  (void)out;
  (void)model;
  (void)folder;
  (void)files;
}
