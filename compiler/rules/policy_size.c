/* SPDX-License-Identifier: Apache-2.0
 *
 * Sizes of policies: statements as characters of the document that they become.
 *
 * White space does not count. What only the deployment knows is taken at its
 * shortest, so that a policy is reported only where it is too large for sure.
 */
#include "rules/check.h"

enum {
  PARTITION = 3, /* the shortest is "aws" */
  REGION = 9,    /* "eu-west-1" */
  ACCOUNT = 12,
};

#define LENGTH(literal) ((i64)sizeof(literal) - 1)

static i64 region_size(const Rules *rules) {
  return rules->model->region.length ? rules->model->region.length : REGION;
}

static i64 text_size(const Rules *rules, Text text);

static i64 arn_size(const Rules *rules, const Resource *thing) {
  static const struct {
    KindId kind;
    ArnId arn;
  } rows[] = { { KIND_queue, ARN_queue }, { KIND_handler, ARN_handler } };
  if (thing->arn.count)
    return text_size(rules, thing->arn);
  i64 size = thing->physical_name.length;
  for (u32 i = 0; i < COUNT_OF(rows); i++)
    if (rows[i].kind == thing->kind) {
      const ArnRow *row = arn_row(rows[i].arn);
      size += LENGTH("xxx:") + PARTITION + row->service.length +
              LENGTH("::::") + region_size(rules) + ACCOUNT +
              row->resource.length;
    }
  return size;
}

static i64 text_size(const Rules *rules, Text text) {
  i64 sum = 0;
  for (u32 i = 0; i < text.count; i++) {
    const Part *part = &text.parts[i];
    switch (part->kind) {
    case PART_LITERAL:
      sum += part->text.length;
      break;
    case PART_REGION:
      sum += region_size(rules);
      break;
    case PART_ACCOUNT:
      sum += ACCOUNT;
      break;
    case PART_PARTITION:
      sum += PARTITION;
      break;
    case PART_ARN:
      sum += part->thing ? arn_size(rules, part->thing) : 0;
      break;
    case PART_NAME:
    case PART_URL:
      sum += part->thing ? part->thing->physical_name.length : 0;
      break;
    case PART_ID:
    case PART_PARAMETER:
    case PART_SECRET:
    case PART_INPUT:
    case PART_INPUT_UNIT:
    case PART_ATTRIBUTE:
      break;
    }
  }
  return sum;
}

/* Of texts in a JSON array; one alone stands without brackets. */
static i64 list_size(i64 characters, u32 count) {
  i64 quotes = LENGTH("\"\"") * count, commas = count ? count - 1 : 0;
  return characters + quotes + commas + (count > 1 ? LENGTH("[]") : 0);
}

static i64 condition_size(const Rules *rules, const Condition *condition) {
  i64 sum = 0;
  for (u32 i = 0; i < condition->count; i++)
    sum += text_size(rules, condition->values[i]);
  return LENGTH("\"\":{\"\":}") + condition->operator.length +
                                  condition->key.length +
                                  list_size(sum, condition->count);
}

static i64 statement_size(const Rules *rules, const Statement *statement) {
  i64 size = LENGTH("{\"Effect\":\"Deny\",\"Action\":,\"Resource\":}");
  i64 actions = 0, resources = 0;
  for (u32 i = 0; i < statement->actions.count; i++)
    actions += statement->actions.items[i].length;
  for (u32 i = 0; i < statement->resources.count; i++)
    resources += text_size(rules, statement->resources.items[i]);
  size += list_size(actions, statement->actions.count);
  size += list_size(resources, statement->resources.count);
  if (statement->sid.length)
    size += LENGTH("\"Sid\":\"\",") + statement->sid.length;
  if (statement->principal != PRINCIPAL_NONE)
    size += LENGTH("\"Principal\":\"*\",");
  if (statement->conditions.count)
    size += LENGTH(",\"Condition\":{}") + statement->conditions.count - 1;
  for (u32 i = 0; i < statement->conditions.count; i++)
    size += condition_size(rules, &statement->conditions.items[i]);
  return size;
}

static i64 document_size(const Rules *rules, const Statements *statements) {
  u32 count = statements->items.count;
  i64 size = LENGTH("{\"Version\":\"2012-10-17\",\"Statement\":[]}");
  for (u32 i = 0; i < count; i++)
    size += statement_size(rules, &statements->items.items[i]) + (i > 0);
  return size;
}

static void check_size(const Rules *rules, const Statements *statements,
                       const Resource *whose, QuotaId quota,
                       const char *advice) {
  const QuotaRow *row = quota_row(quota);
  if (statements->items.count == 0)
    return;
  i64 size = document_size(rules, statements);
  if (size <= row->limit)
    return;
  Diag *diag =
    diag_add(rules->diags, RULE_LIMIT_POLICY_SIZE, whose->span,
             "%.*s `%.*s`: at least %lld %.*s, and the limit is %lld",
             STR_ARG(kind_row(whose->kind)->word), STR_ARG(whose->path),
             (long long)size, STR_ARG(row->what), (long long)row->limit);
  diag_label(rules->diags, diag, "%u statements, %lld over the limit",
             statements->items.count, (long long)(size - row->limit));
  diag_effect(rules->diags, diag, "the deployment would fail");
  diag_note(rules->diags, diag, "AWS does not raise it (%.*s)",
            STR_ARG(row->source));
  diag_help(rules->diags, diag, "%s", advice);
}

static void check_endpoint_sizes(const Rules *rules, const Network *network) {
  for (u32 i = 0; i < network->endpoints.count; i++) {
    const NetworkEndpoint *endpoint = &network->endpoints.items[i];
    Str advice = str_format(
      rules->arena,
      "write `endpoints = [%.*s]` in the network: the endpoint then admits all "
      "of the account, and each role what it may, as before",
      STR_ARG(endpoint->row->word));
    check_size(rules, &endpoint->statements, &network->resource,
               QUOTA_ENDPOINT_POLICY, str_terminated(rules->arena, advice));
  }
}

void check_policy_sizes(const Rules *rules) {
  const Model *model = rules->model;
  bool managed = setting_is(model->stack, ATTR_stack_policies, STR("managed"));
  for (u32 i = 0; i < model->queues.count; i++)
    check_size(rules, &model->queues.items[i]->statements,
               &model->queues.items[i]->resource, QUOTA_QUEUE_POLICY,
               "let fewer guarantees speak of this queue");
  for (u32 i = 0; i < model->networks.count; i++)
    check_endpoint_sizes(rules, model->networks.items[i]);
  for (u32 i = 0; i < model->roles.count; i++) {
    const Role *role = model->roles.items[i];
    check_size(
      rules, &role->statements, role->owner ? role->owner : &role->resource,
      managed ? QUOTA_MANAGED_POLICY : QUOTA_INLINE_POLICIES,
      managed ? "let it send to, read and write fewer things, or write "
                "`policies = inline` in the stack"
              : "let it send to, read and write fewer things: split "
                "the handler");
  }
}
