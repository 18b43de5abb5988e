/* SPDX-License-Identifier: Apache-2.0
 *
 * What watches the stack: log groups, alarms and the dashboard. The rows of
 * stdlib/alarms.def say what is measured; here it gets its shape.
 */
#include "backends/cloudformation/cloudformation.h"

/* ---- log groups ---- */

static void emit_log_filter(Template *template, const LogGroup *group) {
  Arena *arena = template->arena;
  const Resource *owner = group->owner;
  TemplateEntry entry = {
    .id = owner->kind == KIND_api
            ? id_of_api(template, SUFFIX_API_LOGS_FILTER, (const Api *)owner)
            : id_of(template,
                    owner->kind == KIND_network ? SUFFIX_NETWORK_LOGS_FILTER
                                                : SUFFIX_FUNCTION_LOGS_FILTER,
                    owner->path),
    .type = "AWS::Logs::SubscriptionFilter",
  };
  if (group->subscriber.count == 0)
    return;
  const Role *role = template->model->forwarder;
  if (group->admission) {
    entry.depends = json_array(arena);
    json_add(arena, entry.depends,
             json_string(
               arena, id_of_resource(template, &group->admission->resource)));
  }
  Json *properties = template_add(template, entry);
  json_set(arena, properties, "LogGroupName",
           json_part(template, PART_NAME, &group->resource));
  set_string(template, properties, "FilterPattern", STR(""));
  json_set(arena, properties, "DestinationArn",
           json_text(template, group->subscriber, 0));
  if (role)
    json_set(arena, properties, "RoleArn",
             json_part(template, PART_ARN, &role->resource));
}

void emit_log_group(Template *template, const LogGroup *group) {
  Arena *arena = template->arena;
  TemplateEntry entry = {
    .id = id_of_resource(template, &group->resource),
    .type = "AWS::Logs::LogGroup",
    .keep = keep_of(&group->resource),
  };
  Json *properties = template_add(template, entry);
  set_name(template, properties, "LogGroupName", &group->resource);
  if (group->retention)
    json_set(arena, properties, "RetentionInDays",
             json_integer(arena, group->retention));
  if (group->key.count)
    json_set(arena, properties, "KmsKeyId", json_text(template, group->key, 0));
  set_tags(template, properties);
  emit_log_filter(template, group);
}

/* ---- alarms ---- */

static void set_integer(Template *template, Json *object, const char *key,
                        i64 value) {
  json_set(template->arena, object, key, json_integer(template->arena, value));
}

/* Namespace, MetricName and Dimensions. */
static void set_metric(Template *template, Json *object, const Alarm *alarm,
                       Str metric) {
  Arena *arena = template->arena;
  Json *dimensions = json_array(arena);
  set_string(template, object, "Namespace", alarm->row->namespace);
  set_string(template, object, "MetricName", metric);
  for (u32 i = 0; i < alarm->dimensions.count; i++) {
    const Parameter *dimension = &alarm->dimensions.items[i];
    Json *pair = json_object(arena);
    set_string(template, pair, "Name", dimension->name);
    json_set(arena, pair, "Value", json_text(template, dimension->value, 0));
    json_add(arena, dimensions, pair);
  }
  json_set(arena, object, "Dimensions", dimensions);
}

static Json *json_query(Template *template, const Alarm *alarm, Str name,
                        Str metric) {
  Arena *arena = template->arena;
  Json *query = json_object(arena), *stat = json_object(arena);
  Json *measured = json_object(arena);
  set_metric(template, measured, alarm, metric);
  json_set(arena, stat, "Metric", measured);
  set_integer(template, stat, "Period", alarm->row->period);
  set_string(template, stat, "Stat", spell_statistic(alarm->row->statistic));
  set_string(template, query, "Id", name);
  json_set(arena, query, "MetricStat", stat);
  json_set(arena, query, "ReturnData", json_bool(arena, false));
  return query;
}

/* A share of very few says nothing, so it counts as none. */
static void set_share(Template *template, Json *properties,
                      const Alarm *alarm) {
  Arena *arena = template->arena;
  const AlarmRow *row = alarm->row;
  Json *metrics = json_array(arena), *share = json_object(arena);
  set_string(template, share, "Id", STR("share"));
  set_string(template, share, "Label", spell_share_label(arena, row));
  set_string(template, share, "Expression", spell_share(arena, row));
  json_set(arena, share, "ReturnData", json_bool(arena, true));
  json_add(arena, metrics, share);
  json_add(arena, metrics,
           json_query(template, alarm, STR("part"), row->metric));
  json_add(arena, metrics,
           json_query(template, alarm, STR("whole"), row->whole));
  json_set(arena, properties, "Metrics", metrics);
}

static void set_plain(Template *template, Json *properties,
                      const Alarm *alarm) {
  const AlarmRow *row = alarm->row;
  set_metric(template, properties, alarm, row->metric);
  set_string(template, properties,
             row->statistic == STATISTIC_P99 ? "ExtendedStatistic"
                                             : "Statistic",
             spell_statistic(row->statistic));
  set_integer(template, properties, "Period", row->period);
}

static void set_actions(Template *template, Json *properties, const char *key) {
  Arena *arena = template->arena;
  Json *actions = json_array(arena);
  for (u32 i = 0; i < template->model->alarm_actions.count; i++)
    json_add(arena, actions,
             json_text(template, template->model->alarm_actions.items[i], 0));
  if (template->model->alarm_actions.count)
    json_set(arena, properties, key, actions);
}

void emit_alarm(Template *template, const Alarm *alarm) {
  const AlarmRow *row = alarm->row;
  TemplateEntry entry = {
    .id = id_of_resource(template, &alarm->resource),
    .type = "AWS::CloudWatch::Alarm",
  };
  Json *properties = template_add(template, entry);
  set_name(template, properties, "AlarmName", &alarm->resource);
  set_description(template, properties, "AlarmDescription",
                  alarm->resource.documentation, DESCRIPTION_PLAIN);
  if (row->whole.length)
    set_share(template, properties, alarm);
  else
    set_plain(template, properties, alarm);
  set_integer(template, properties, "EvaluationPeriods", row->periods);
  set_integer(template, properties, "DatapointsToAlarm", row->datapoints);
  json_set(template->arena, properties, "Threshold",
           alarm->input ? json_input(template, alarm->input)
                        : json_integer(template->arena, alarm->threshold));
  set_string(template, properties, "ComparisonOperator",
             STR("GreaterThanOrEqualToThreshold"));
  set_string(template, properties, "TreatMissingData", STR("notBreaching"));
  set_actions(template, properties, "AlarmActions");
  set_actions(template, properties, "OKActions");
  set_tags(template, properties);
}

/* ---- the dashboard ---- */

void emit_dashboard(Template *template) {
  TemplateEntry entry = {
    .id = id_of(template, SUFFIX_DASHBOARD, STR("")),
    .type = "AWS::CloudWatch::Dashboard",
  };
  Text name = template->model->dashboard_name;
  if (name.count == 0)
    return;
  Json *properties = template_add(template, entry);
  json_set(template->arena, properties, "DashboardName",
           json_text(template, name, 0));
  json_set(template->arena, properties, "DashboardBody",
           json_document_text(
             template, dashboard_document(template->arena, template->model)));
}
