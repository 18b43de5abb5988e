/* SPDX-License-Identifier: Apache-2.0
 *
 * What watches the stack: log groups, alarms and the dashboard. The rows of
 * stdlib/alarms.def say what is measured; here it gets its shape.
 */
#include "backends/terraform/terraform.h"

/* ---- log groups ---------------------------------------------------------- */

static void emit_log_filter(Terraform *tf, const LogGroup *group) {
  const Role *role = tf->model->forwarder;
  if (group->subscriber.count == 0)
    return;
  HclBody *body = add(tf, "aws_cloudwatch_log_subscription_filter",
                      name_of(tf, &group->resource), &group->resource);
  put_string(tf, body, "name", tf->model->stack_name);
  put_part(tf, body, "log_group_name", PART_NAME, &group->resource);
  put_string(tf, body, "filter_pattern", STR(""));
  put_text(tf, body, "destination_arn", group->subscriber);
  if (role) {
    put_part(tf, body, "role_arn", PART_ARN, &role->resource);
    depend_on_rights(tf, body, role);
  }
  if (group->admission)
    depend_on(tf, body, type_of(&group->admission->resource),
              name_of(tf, &group->admission->resource));
}

void terraform_log_group(Terraform *tf, const LogGroup *group) {
  HclBody *body = add_main(tf, &group->resource);
  put_name(tf, body, "name", &group->resource);
  if (group->retention)
    put_integer(tf, body, "retention_in_days", group->retention);
  put_text(tf, body, "kms_key_id", group->key);
  put_keep(tf, body, &group->resource);
  emit_log_filter(tf, group);
}

/* ---- alarms -------------------------------------------------------------- */

static void put_metric(Terraform *tf, HclBody *body, const Alarm *alarm,
                       Str metric) {
  Expression *dimensions = expression_object(tf->arena);
  put_string(tf, body, "namespace", alarm->row->namespace);
  put_string(tf, body, "metric_name", metric);
  for (u32 i = 0; i < alarm->dimensions.count; i++) {
    const Parameter *dimension = &alarm->dimensions.items[i];
    expression_put(tf->arena, dimensions, dimension->name,
                   hcl_text(tf, dimension->value, 0));
  }
  put(tf, body, "dimensions", dimensions);
}

static void put_query(Terraform *tf, HclBody *body, const Alarm *alarm,
                      Str name, Str metric) {
  HclBody *query = block(tf, body, "metric_query");
  put_string(tf, query, "id", name);
  HclBody *measured = block(tf, query, "metric");
  put_metric(tf, measured, alarm, metric);
  put_integer(tf, measured, "period", alarm->row->period);
  put_string(tf, measured, "stat", spell_statistic(alarm->row->statistic));
}

static void put_share(Terraform *tf, HclBody *body, const Alarm *alarm) {
  const AlarmRow *row = alarm->row;
  HclBody *share = block(tf, body, "metric_query");
  put_string(tf, share, "id", STR("share"));
  put_string(tf, share, "label", spell_share_label(tf->arena, row));
  put_string(tf, share, "expression", spell_share(tf->arena, row));
  put_bool(tf, share, "return_data", true);
  put_query(tf, body, alarm, STR("part"), row->metric);
  put_query(tf, body, alarm, STR("whole"), row->whole);
}

static void put_plain(Terraform *tf, HclBody *body, const Alarm *alarm) {
  const AlarmRow *row = alarm->row;
  put_metric(tf, body, alarm, row->metric);
  put_string(tf, body,
             row->statistic == STATISTIC_P99 ? "extended_statistic"
                                             : "statistic",
             spell_statistic(row->statistic));
  put_integer(tf, body, "period", row->period);
}

static void put_actions(Terraform *tf, HclBody *body, const char *name) {
  Expression *actions = expression_list(tf->arena);
  for (u32 i = 0; i < tf->model->alarm_actions.count; i++)
    expression_add(tf->arena, actions,
                   hcl_text(tf, tf->model->alarm_actions.items[i], 0));
  if (actions->members.count)
    put(tf, body, name, actions);
}

void terraform_alarm(Terraform *tf, const Alarm *alarm) {
  const AlarmRow *row = alarm->row;
  HclBody *body = add_main(tf, &alarm->resource);
  put_name(tf, body, "alarm_name", &alarm->resource);
  if (alarm->resource.documentation.length)
    put_string(tf, body, "alarm_description",
               spell_description(tf->arena, alarm->resource.documentation,
                                 DESCRIPTION_PLAIN));
  if (row->whole.length)
    put_share(tf, body, alarm);
  else
    put_plain(tf, body, alarm);
  put_integer(tf, body, "evaluation_periods", row->periods);
  put_integer(tf, body, "datapoints_to_alarm", row->datapoints);
  put(tf, body, "threshold",
      alarm->input ? hcl_input(tf, alarm->input)
                   : expression_integer(tf->arena, alarm->threshold));
  put_string(tf, body, "comparison_operator",
             STR("GreaterThanOrEqualToThreshold"));
  put_string(tf, body, "treat_missing_data", STR("notBreaching"));
  put_actions(tf, body, "alarm_actions");
  put_actions(tf, body, "ok_actions");
}

/* ---- the dashboard ------------------------------------------------------- */

void terraform_dashboard(Terraform *tf) {
  if (tf->model->dashboard_name.count == 0)
    return;
  Str type = STR("aws_cloudwatch_dashboard");
  HclBody *body = add(tf, "aws_cloudwatch_dashboard",
                      name_for(tf, type, STR(""), ""), tf->model->stack);
  put_text(tf, body, "dashboard_name", tf->model->dashboard_name);
  put(tf, body, "dashboard_body",
      hcl_document(tf, dashboard_document(tf->arena, tf->model), 0));
}
