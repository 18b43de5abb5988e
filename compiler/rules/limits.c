/* SPDX-License-Identifier: Apache-2.0
 *
 * Quotas: how much there is of something beside how much there may be. What
 * AWS raises on request is a warning, what it does not an error.
 */
#include "rules/check.h"

/* Reports a figure that is over its quota; NULL: it is not. `whose` is whose
 * figure it is: "api `main`". */
static Diag *over_quota(const Rules *rules, Rule rule, Span span, QuotaId quota,
                        i64 figure, Str whose) {
  const QuotaRow *row = quota_row(quota);
  if (figure <= row->limit)
    return NULL;
  Diag *diag =
    diag_add(rules->diags, rule, span, "%.*s: %lld %.*s, and the limit is %lld",
             STR_ARG(whose), (long long)figure, STR_ARG(row->what),
             (long long)row->limit);
  diag_label(rules->diags, diag, "%lld over the limit",
             (long long)(figure - row->limit));
  diag_severity(diag, row->adjustable ? SEVERITY_WARNING : SEVERITY_ERROR);
  diag_effect(rules->diags, diag,
              row->adjustable
                ? "the deployment fails, unless the account's quota was raised"
                : "the deployment would fail");
  diag_note(rules->diags, diag,
            row->adjustable ? "AWS raises it on request (%.*s)"
                            : "AWS does not raise it (%.*s)",
            STR_ARG(row->source));
  return diag;
}

static Str whose_text(const Rules *rules, const Resource *resource) {
  if (resource->kind == KIND_api && !api_is_named((const Api *)resource))
    return STR("the API");
  return str_format(rules->arena, "%.*s `%.*s`",
                    STR_ARG(kind_row(resource->kind)->word),
                    STR_ARG(resource->path));
}

/* ---- the API ---- */

/* The first item over the quota is where something would have to change. */
static u32 first_over(QuotaId quota, u32 count) {
  u32 limit = (u32)quota_row(quota)->limit;
  return count > limit ? limit : count - 1;
}

static void check_routes_of(const Rules *rules, const Api *api) {
  static const struct {
    Rule rule;
    QuotaId quota;
  } rows[] = { { RULE_LIMIT_ROUTES, QUOTA_ROUTES },
               { RULE_LIMIT_INTEGRATIONS, QUOTA_INTEGRATIONS } };
  Str whose = whose_text(rules, &api->resource);
  u32 count = api->endpoints.count; /* each has an integration of its own */
  for (u32 i = 0; count && i < COUNT_OF(rows); i++) {
    const Endpoint *last =
      api->endpoints.items[first_over(rows[i].quota, count)];
    over_quota(rules, rows[i].rule, last->resource.span, rows[i].quota, count,
               whose);
  }
  count = api->authorizers.count;
  if (count) {
    const Authorizer *last =
      api->authorizers.items[first_over(QUOTA_AUTHORIZERS, count)];
    Diag *diag = over_quota(rules, RULE_LIMIT_AUTHORIZERS, last->resource.span,
                            QUOTA_AUTHORIZERS, count, whose);
    diag_help(rules->diags, diag,
              "endpoints whose `auth` is written alike share one");
  }
}

static void check_throttle(const Rules *rules, const Resource *resource,
                           AttrId attr) {
  const QuotaRow *row = quota_row(QUOTA_THROTTLE);
  i64 rate, limit = row->limit * 60 * 60; /* rates are per hour */
  if (!rules_written(resource, attr) || !rules_most(resource, attr, &rate) ||
      rate <= limit)
    return;
  Str most = quantity_text(rules->arena, VALUE_RATE, limit);
  Str value = rules_value(rules, resource, attr, rate);
  Str over = quantity_text(rules->arena, VALUE_RATE, rate - limit);
  Diag *diag =
    diag_add(rules->diags, RULE_LIMIT_THROTTLE, setting_place(resource, attr),
             "a limit of %.*s is never reached: the account's own "
             "is %.*s",
             STR_ARG(value), STR_ARG(most));
  diag_label(rules->diags, diag, "%.*s over the account's", STR_ARG(over));
  rules_receiver(rules, diag, resource, attr);
  diag_effect(rules->diags, diag,
              "requests above %.*s are refused, those of the account's other "
              "APIs too",
              STR_ARG(most));
  diag_note(rules->diags, diag, "AWS raises it on request (%.*s)",
            STR_ARG(row->source));
  Str title = str_format(rules->arena, "let in %.*s", STR_ARG(most));
  rules_replace(rules, diag, FIX_MAYBE, resource, attr, most, title);
}

void check_api_limits(const Rules *rules) {
  const Model *model = rules->model;
  for (u32 i = 0; i < model->apis.count; i++) {
    check_routes_of(rules, model->apis.items[i]);
    check_throttle(rules, &model->apis.items[i]->resource,
                   ATTR_api_throttle_rate);
  }
  for (u32 i = 0; i < model->endpoints.count; i++)
    check_throttle(rules, &model->endpoints.items[i]->resource,
                   ATTR_endpoint_throttle_rate);
}

/* ---- the stack ---- */

void check_stack_limits(const Rules *rules) {
  const Model *model = rules->model;
  Str whose = whose_text(rules, model->stack);
  u32 outputs = model->outputs.count;
  if (outputs)
    over_quota(rules, RULE_LIMIT_OUTPUTS,
               model->outputs.items[first_over(QUOTA_OUTPUTS, outputs)].span,
               QUOTA_OUTPUTS, outputs, whose);
  u32 inputs = model->inputs.count;
  if (inputs)
    over_quota(
      rules, RULE_LIMIT_PARAMETERS,
      model->inputs.items[first_over(QUOTA_PARAMETERS, inputs)]->span,
      QUOTA_PARAMETERS, inputs, whose);
  over_quota(rules, RULE_LIMIT_ROLES, model->stack->span, QUOTA_ROLES,
             model->roles.count, whose);
}

/* ---- networks ---- */

void check_network_limits(const Rules *rules) {
  const Model *model = rules->model;
  Str whose = whose_text(rules, model->stack);
  const Network *last = NULL;
  u32 count = model->networks.count, addresses = 0;
  if (count) {
    const Resource *over =
      &model->networks.items[first_over(QUOTA_NETWORKS, count)]->resource;
    Diag *diag = over_quota(rules, RULE_LIMIT_NETWORKS, over->span,
                            QUOTA_NETWORKS, count, whose);
    diag_note(rules->diags, diag,
              "the account's other networks in the Region count too");
  }
  for (u32 i = 0; i < count; i++) {
    const Network *network = model->networks.items[i];
    addresses += network->public_subnets.count;
    if (!last && addresses > quota_row(QUOTA_ADDRESSES)->limit)
      last = network;
  }
  if (!last)
    return;
  Diag *diag = over_quota(rules, RULE_LIMIT_ADDRESSES,
                          setting_place(&last->resource, ATTR_network_egress),
                          QUOTA_ADDRESSES, addresses, whose);
  diag_note(rules->diags, diag, "each NAT gateway has one of its own");
  diag_help(rules->diags, diag,
            "lay networks with `egress = nat` into fewer zones");
}

/* ---- environments ---- */

/* The bytes that are known; the deployment puts in the rest. */
static i64 known_bytes(Text text) {
  i64 sum = 0;
  for (u32 i = 0; i < text.count; i++) {
    const Part *part = &text.parts[i];
    sum += part->kind == PART_LITERAL ? part->text.length
           : part->kind == PART_NAME && part->thing
             ? part->thing->physical_name.length
             : 0;
  }
  return sum;
}

void check_environments(const Rules *rules) {
  for (u32 i = 0; i < rules->model->handlers.count; i++) {
    const Handler *handler = rules->model->handlers.items[i];
    i64 sum = 0;
    for (u32 k = 0; k < handler->environment.count; k++)
      sum += handler->environment.items[k].name.length +
             known_bytes(handler->environment.items[k].value);
    Diag *diag =
      over_quota(rules, RULE_LIMIT_ENVIRONMENT_SIZE,
                 setting_place(&handler->resource, ATTR_handler_environment),
                 QUOTA_ENVIRONMENT, sum, whose_text(rules, &handler->resource));
    diag_note(rules->diags, diag,
              "names and values together; what only the deployment knows is "
              "not counted");
    diag_help(rules->diags, diag,
              "put large values into a file beside the code, or into a "
              "parameter that it reads");
  }
}

/* ---- layers ---- */

void check_layers(const Rules *rules) {
  for (u32 i = 0; i < rules->model->handlers.count; i++) {
    const Resource *handler = &rules->model->handlers.items[i]->resource;
    const Value *layers = &setting(handler, ATTR_handler_layers)->value;
    if (layers->kind != VALUE_LIST || !layers->list.count)
      continue;
    u32 count = layers->list.count, last = first_over(QUOTA_LAYERS, count);
    Diag *diag =
      over_quota(rules, RULE_LIMIT_LAYERS, layers->list.items[last].span,
                 QUOTA_LAYERS, count, whose_text(rules, handler));
    diag_help(rules->diags, diag,
              "put what the code needs into one layer, or beside the code");
  }
}

/* ---- log retention ---- */

static const i64 retentions[] = {
#define RETENTION(days) days,
#include "stdlib/log_retention.def"
#undef RETENTION
};

static void check_retention(const Rules *rules, const Resource *resource,
                            AttrId attr) {
  enum { DAY = 24 * 60 * 60 * 1000 };
  i64 number;
  if (!rules_written(resource, attr) || !rules_least(resource, attr, &number))
    return;
  u32 above = 0;
  while (above < COUNT_OF(retentions) && retentions[above] * DAY < number)
    above++;
  if (above < COUNT_OF(retentions) && retentions[above] * DAY == number)
    return;
  Str value = rules_value(rules, resource, attr, number);
  Diag *diag = diag_add(rules->diags, RULE_TYPE_OUT_OF_RANGE,
                        setting_place(resource, attr),
                        "logs cannot be kept for exactly %.*s", STR_ARG(value));
  Buf list = buf_new(rules->arena);
  for (u32 i = 0; i < COUNT_OF(retentions); i++)
    buf_format(&list, "%s%lldd", i ? " " : "", (long long)retentions[i]);
  Str longest = str_format(rules->arena, "%lldd",
                           (long long)retentions[COUNT_OF(retentions) - 1]);
  Str next = above < COUNT_OF(retentions)
               ? str_format(rules->arena, "%lldd", (long long)retentions[above])
               : longest;
  if (above == 0 || above == COUNT_OF(retentions))
    diag_label(rules->diags, diag, "the nearest is %.*s", STR_ARG(next));
  else
    diag_label(rules->diags, diag, "the nearest are %lldd and %.*s",
               (long long)retentions[above - 1], STR_ARG(next));
  rules_receiver(rules, diag, resource, attr);
  diag_note(rules->diags, diag, "there are: %.*s", STR_ARG(buf_view(&list)));
  Str title = str_format(rules->arena, "keep them for %.*s", STR_ARG(next));
  rules_replace(rules, diag, FIX_MAYBE, resource, attr, next, title);
}

void check_log_retention(const Rules *rules) {
  const Model *model = rules->model;
  check_retention(rules, model->stack, ATTR_stack_logs_retention);
  for (u32 i = 0; i < model->handlers.count; i++)
    check_retention(rules, &model->handlers.items[i]->resource,
                    ATTR_handler_log_retention);
}
