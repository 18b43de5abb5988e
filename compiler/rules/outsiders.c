/* SPDX-License-Identifier: Apache-2.0
 *
 * Principals outside the account. Only operators can be such: everybody else
 * whom a policy of the stack admits is made by the stack, or a service that is
 * tied to the account.
 */
#include "rules/check.h"

static void check_operator(const Rules *rules, const Setting *operators,
                           const Value *value) {
  const Model *model = rules->model;
  const Resource *role = value->reference.resource;
  Str arn, name, fields[6];
  if (!text_literal(rules->arena, role->arn, &arn) ||
      !arn_match(ARN_external_role, arn, fields, &name) ||
      str_equal(fields[4], model->account))
    return;
  Diag *diag =
    diag_unless(rules->diags, operators->reason, RULE_IAM_PUBLIC, value->span,
                "`%.*s` belongs to the account %.*s, and stage `%.*s` to %.*s",
                STR_ARG(role->path), STR_ARG(fields[4]), STR_ARG(model->stage),
                STR_ARG(model->account));
  diag_related(rules->diags, diag, role->span, "declared here");
  diag_effect(rules->diags, diag,
              "another account may read the dead letters and send them back");
  diag_help(rules->diags, diag,
            "name a role of the account, or say why not: `because \"…\"` "
            "behind the list");
}

void check_outsiders(const Rules *rules) {
  const Setting *operators = setting(rules->model->stack, ATTR_stack_operators);
  const Value *list = &operators->value;
  if (!rules->model->account.length || list->kind != VALUE_LIST)
    return;
  for (u32 i = 0; i < list->list.count; i++)
    if (list->list.items[i].kind == VALUE_REFERENCE)
      check_operator(rules, operators, &list->list.items[i]);
}
