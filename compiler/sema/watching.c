/* SPDX-License-Identifier: Apache-2.0
 *
 * What is watched: log groups, alarms and the dashboard, from the rows of
 * stdlib/alarms.def.
 */
#include "sema/program.h"

static const i64 day = 24 * 60 * 60 * 1000;

/* ---- subscribers ---- */

/* A stream takes events from a role, a function admits the service itself. */
static void forward_by_role(Analysis *analysis, GrantId grant,
                            const Setting *subscriber) {
  Model *model = analysis->model;
  if (model->forwarder)
    return;
  Resource *resource = piece_add(analysis, KIND_role, sizeof(Role),
                                 STR("logs"), subscriber->span);
  Role *role = model->forwarder = (Role *)resource;
  role->owner = model->stack;
  role->service = service_name(SERVICE_forwarder);
  resource->name_part = STR("logs");
  resource->documentation =
    str_format(analysis->arena, "How the logs of the stack %.*s are passed on.",
               STR_ARG(model->stack_name));
  Terms terms = { .arn = subscriber->value.text };
  statement_add(analysis, &role->statements, grant_row(grant), &terms,
                STR("logs"), subscriber->span, STR("logs { subscribe }"));
  name_role(analysis, role);
  VEC_PUSH(analysis->arena, &model->roles, role);
}

static void subscribe(Analysis *analysis, LogGroup *group) {
  const Setting *subscriber =
    setting(analysis->model->stack, ATTR_stack_logs_subscribe);
  Str arn, name, fields[6];
  if (subscriber->value.kind != VALUE_TEXT)
    return;
  group->subscriber = subscriber->value.text;
  if (!text_known(analysis, &subscriber->value) ||
      !text_literal(analysis->arena, group->subscriber, &arn))
    return;
  if (arn_match(ARN_firehose, arn, fields, &name))
    forward_by_role(analysis, GRANT_forward_firehose, subscriber);
  else if (arn_match(ARN_kinesis, arn, fields, &name))
    forward_by_role(analysis, GRANT_forward_kinesis, subscriber);
  else {
    Terms terms = { .name =
                      resource_name(analysis->arena, &group->resource) };
    Str path = str_format(analysis->arena, "%.*s.logs",
                          STR_ARG(group->resource.path));
    group->admission = permission_add(
      analysis, path, subscriber->span, group->subscriber, SERVICE_forwarder,
      GRANT_forward_function, &terms);
  }
}

/* ---- log groups ---- */

static LogGroup *log_group_add(Analysis *analysis, Resource *owner,
                               i64 retention) {
  Model *model = analysis->model;
  Resource *resource = piece_add(analysis, KIND_log_group, sizeof(LogGroup),
                                 owner->path, owner->span);
  LogGroup *group = (LogGroup *)resource;
  Str pattern = kind_row(owner->kind)->log_group;
  u32 hole = str_find(pattern, '{');
  resource->name_part = owner->name_part;
  name_set(analysis, resource,
           text_join(analysis->arena,
                     text_of(analysis->arena, str_slice(pattern, 0, hole)),
                     resource_name(analysis->arena, owner)));
  resource->keep = setting_is(model->stack, ATTR_stack_keep, STR("always"));
  group->owner = owner;
  group->retention = retention / day;
  group->key = model->log_key;
  subscribe(analysis, group);
  VEC_PUSH(analysis->arena, &model->log_groups, group);
  return group;
}

/* ---- alarms ---- */

/* What tells the metrics of `watched` from another thing's. */
static Parameters dimensions(Analysis *analysis, const Resource *watched) {
  Parameters list = { 0 };
  for (u32 i = 0; i < dimension_count; i++) {
    const DimensionRow *row = &dimension_rows[i];
    if (row->kind != watched->kind)
      continue;
    Text value = row->part == PART_LITERAL
                   ? text_of(analysis->arena, row->text)
                   : text_of_part(analysis->arena, row->part, watched);
    VEC_PUSH(analysis->arena, &list, ((Parameter){ row->name, value }));
  }
  return list;
}

/* A share of a time that the deployment gives would have to be computed. */
static bool share_known(Analysis *analysis, const AlarmRow *row,
                        const Resource *resource) {
  if (row->unit != ALARM_TIMEOUT)
    return true;
  const Value *timeout = &setting(resource, ATTR_handler_timeout)->value;
  if (!value_late(timeout))
    return true;
  late_refuse(analysis, timeout, setting_place(resource, row->attr));
  return false;
}

static i64 threshold(const AlarmRow *row, const Resource *resource,
                     i64 number) {
  switch (row->unit) {
  case ALARM_SECONDS:
    return number / 1000;
  case ALARM_TIMEOUT:
    return setting_low(resource, ATTR_handler_timeout, 0) * number / 100;
  default:
    return number;
  }
}

static void alarm_add(Analysis *analysis, const AlarmRow *row,
                      Resource *resource, Resource *watched) {
  const Setting *set = setting(resource, row->attr);
  if (!setting_given(set) || !share_known(analysis, row, resource))
    return;
  Resource *made = piece_add(analysis, KIND_alarm, sizeof(Alarm), watched->path,
                             setting_place(resource, row->attr));
  Alarm *alarm = (Alarm *)made;
  made->name_part = watched->name_part;
  name_set(analysis, made, name_alarm(analysis, watched, row->attr));
  u32 hole = str_find(row->sentence, '{');
  made->documentation = str_format(
    analysis->arena, "%.*s%.*s%.*s", STR_ARG(str_slice(row->sentence, 0, hole)),
    STR_ARG(watched->physical_name),
    STR_ARG(str_slice(row->sentence, hole + 2, row->sentence.length)));
  alarm->watched = watched;
  alarm->row = row;
  alarm->threshold = threshold(row, resource, value_low(&set->value));
  alarm->input = value_late(&set->value) ? set->value.input : NULL;
  alarm->dimensions = dimensions(analysis, watched);
  VEC_PUSH(analysis->arena, &analysis->model->alarms, alarm);
}

static void alarms_of(Analysis *analysis, Resource *resource) {
  for (u32 i = 0; i < alarm_count; i++) {
    const AlarmRow *row = &alarm_rows[i];
    Resource *watched = resource;
    if (attr_row(row->attr)->kind != resource->kind)
      continue;
    if (row->attr == ATTR_queue_alarms_dead_letters) {
      const Queue *queue = as_queue(resource);
      if (!queue->failures)
        watched = queue->dead_letter ? &queue->dead_letter->resource : NULL;
    }
    if (watched)
      alarm_add(analysis, row, resource, watched);
  }
}

/* ---- the dashboard ---- */

static void chart_add(Analysis *analysis, const Resource *watched) {
  Chart *chart = VEC_ADD(analysis->arena, &analysis->model->charts);
  chart->watched = watched;
  for (u32 i = 0; i < chart_count; i++)
    if (chart_rows[i].kind == watched->kind)
      VEC_PUSH(analysis->arena, &chart->lines, &chart_rows[i]);
  chart->dimensions = dimensions(analysis, watched);
}

void lower_watching(Analysis *analysis) {
  Model *model = analysis->model;
  bool dashboard = setting_is(model->stack, ATTR_stack_dashboard, STR("on"));
  if (dashboard)
    model->dashboard_name = name_of_stack(analysis, NAME_dashboard);
  i64 retention =
    setting_low(model->stack, ATTR_stack_logs_retention, 30 * day);
  for (u32 i = 0; i < model->apis.count; i++) {
    Api *api = model->apis.items[i];
    if (setting_is(&api->resource, ATTR_api_access_log, STR("on"))) {
      api->log_group = log_group_add(analysis, &api->resource, retention);
      api->access_log = access_log_format();
    }
    alarms_of(analysis, &api->resource);
    if (dashboard)
      chart_add(analysis, &api->resource);
  }
  for (u32 i = 0; i < model->queues.count; i++) {
    Queue *queue = model->queues.items[i];
    if (!queue->source)
      alarms_of(analysis, &queue->resource);
    if (dashboard)
      chart_add(analysis, &queue->resource);
  }
  for (u32 i = 0; i < model->topics.count; i++) {
    Topic *topic = model->topics.items[i];
    alarms_of(analysis, &topic->resource);
    if (dashboard)
      chart_add(analysis, &topic->resource);
  }
  for (u32 i = 0; i < model->networks.count; i++) {
    Network *network = model->networks.items[i];
    if (setting_is(&network->resource, ATTR_network_flow_logs, STR("on")))
      network->log_group =
        log_group_add(analysis, &network->resource, retention);
  }
  for (u32 i = 0; i < model->handlers.count; i++) {
    Handler *handler = model->handlers.items[i];
    handler->log_group = log_group_add(
      analysis, &handler->resource,
      setting_low(&handler->resource, ATTR_handler_log_retention, retention));
    alarms_of(analysis, &handler->resource);
    if (dashboard)
      chart_add(analysis, &handler->resource);
  }
}
