/* SPDX-License-Identifier: Apache-2.0
 *
 * Quotas of policies: that of a queue or of a network's endpoint is one
 * document, a role's statements are divided over managed policies where they must, so only a statement that fits
 * into none and a role that has too many are left to report.
 */
#include "rules/check.h"

static void check_size(const Rules *rules, const Statements *statements,
                       const Resource *whose, QuotaId quota,
                       const char *advice) {
  const QuotaRow *row = quota_row(quota);
  i64 size = policy_size(rules->model, statements);
  if (statements->items.count == 0 || size <= row->limit)
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

/* False: it has been reported, once for a role. */
static bool check_part(const Rules *rules, const Resource *whose,
                       const Statements *part) {
  const QuotaRow *row = quota_row(QUOTA_MANAGED_POLICY);
  i64 size = policy_size(rules->model, part);
  if (size <= row->limit)
    return true;
  Diag *diag = diag_add(
    rules->diags, RULE_IAM_TOO_LARGE, whose->span,
    "`%.*s`: one statement alone takes at least %lld %.*s, and the limit is "
    "%lld",
    STR_ARG(whose->path), (long long)size, STR_ARG(row->what),
    (long long)row->limit);
  diag_related(rules->diags, diag, part->items.items[0].reason,
               "this statement: %.*s",
               STR_ARG(part->items.items[0].reason_text));
  diag_effect(rules->diags, diag, "the deployment would fail");
  diag_note(rules->diags, diag, "AWS does not raise it (%.*s)",
            STR_ARG(row->source));
  diag_help(rules->diags, diag,
            "let it say less: fewer actions, shorter values");
  return false;
}

static void check_role(const Rules *rules, const Role *role) {
  const QuotaRow *row = quota_row(QUOTA_MANAGED_POLICIES);
  const Resource *whose = role->owner ? role->owner : &role->resource;
  RolePolicies policies = role_policies(rules->arena, rules->model, role);
  for (u32 i = 0; policies.managed && i < policies.parts.count; i++)
    if (!check_part(rules, whose, &policies.parts.items[i]))
      return;
  if (policies.parts.count <= row->limit)
    return;
  Diag *diag = diag_add(
    rules->diags, RULE_IAM_TOO_LARGE, whose->span,
    "`%.*s`: what it may fills %u managed policies, and the limit is %lld",
    STR_ARG(whose->path), policies.parts.count, (long long)row->limit);
  diag_severity(diag, SEVERITY_WARNING);
  diag_effect(rules->diags, diag,
              "without a higher quota the deployment would fail");
  diag_note(rules->diags, diag, "AWS raises it to 20 on request (%.*s)",
            STR_ARG(row->source));
  diag_help(rules->diags, diag,
            "let it send to, read and write fewer things: split it");
}

void check_policy_sizes(const Rules *rules) {
  const Model *model = rules->model;
  for (u32 i = 0; i < model->queues.count; i++)
    check_size(rules, &model->queues.items[i]->statements,
               &model->queues.items[i]->resource, QUOTA_QUEUE_POLICY,
               "let fewer topics deliver to it, or fewer guarantees speak of "
               "it");
  for (u32 i = 0; i < model->networks.count; i++)
    check_endpoint_sizes(rules, model->networks.items[i]);
  for (u32 i = 0; i < model->roles.count; i++)
    check_role(rules, model->roles.items[i]);
}
