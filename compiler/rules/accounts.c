/* SPDX-License-Identifier: Apache-2.0
 *
 * Queues of other accounts: what their owners must allow. A role's policy is
 * half of it there; the other half only the queue's own policy can say.
 */
#include "rules/check.h"

#include <stdlib.h>

typedef VEC(Str) Actions;

static void add_action(Arena *arena, Actions *actions, Str action) {
  for (u32 i = 0; i < actions->count; i++)
    if (str_equal(actions->items[i], action))
      return;
  VEC_PUSH(arena, actions, action);
}

static int by_text(const void *left, const void *right) {
  return str_compare(*(const Str *)left, *(const Str *)right);
}

/* What roles of the stack may do on that thing. */
static Actions actions_on(const Rules *rules, Text thing) {
  const Model *model = rules->model;
  Actions actions = { 0 };
  for (u32 i = 0; i < model->roles.count; i++)
    for (u32 k = 0; k < model->roles.items[i]->statements.items.count; k++) {
      const Statement *one = &model->roles.items[i]->statements.items.items[k];
      for (u32 m = 0; !one->deny && m < one->resources.count; m++)
        for (u32 n = 0; text_equal(one->resources.items[m], thing) &&
                        n < one->actions.count;
             n++)
          add_action(rules->arena, &actions, one->actions.items[n]);
    }
  if (actions.count)
    qsort(actions.items, actions.count, sizeof *actions.items, by_text);
  return actions;
}

static Str action_list(Arena *arena, const Actions *actions) {
  Buf buf = buf_new(arena);
  for (u32 i = 0; i < actions->count; i++)
    buf_format(&buf, "%s\"%.*s\"", i ? "," : "", STR_ARG(actions->items[i]));
  return buf_view(&buf);
}

static Str replace(Arena *arena, Str pattern, Str hole, Str value) {
  u32 at = 0;
  while (!str_starts(str_slice(pattern, at, pattern.length), hole))
    at++;
  return str_format(
    arena, "%.*s%.*s%.*s", STR_ARG(str_slice(pattern, 0, at)), STR_ARG(value),
    STR_ARG(str_slice(pattern, at + hole.length, pattern.length)));
}

static Str statement_text(const Rules *rules, Str arn, Str partition,
                          Str actions) {
  const struct {
    Str hole, value;
  } rows[] = { { STR("{partition}"), partition },
               { STR("{account}"), rules->model->account },
               { STR("{actions}"), actions },
               { STR("{arn}"), arn } };
  Str text = admission_pattern();
  for (u32 i = 0; i < COUNT_OF(rows); i++)
    text = replace(rules->arena, text, rows[i].hole, rows[i].value);
  return text;
}

static void show_statement(const Rules *rules, const Queue *queue, Str arn,
                           const Str fields[6], const Actions *actions) {
  Str statement = statement_text(rules, arn, fields[1],
                                 action_list(rules->arena, actions));
  Str path = queue->resource.path;
  Diag *diag = diag_add(rules->diags, RULE_IAM_OTHER_ACCOUNT,
                        setting_place(&queue->resource, ATTR_external_queue_arn),
                        "queue `%.*s` belongs to account %.*s, which must let "
                        "this one in",
                        STR_ARG(path), STR_ARG(fields[4]));
  diag_note(rules->diags, diag,
            "the statement that the queue's own policy needs: %.*s",
            STR_ARG(statement));
  if (!queue->key.count)
    return;
  Actions key = actions_on(rules, queue->key);
  Str list = action_list(rules->arena, &key);
  diag_note(rules->diags, diag,
            "its key's policy must let the account in too, for [%.*s]",
            STR_ARG(list));
}

void check_other_accounts(const Rules *rules) {
  const Model *model = rules->model;
  for (u32 i = 0; model->account.length && i < model->externals.count; i++) {
    const Resource *external = model->externals.items[i];
    Str arn, name, fields[6];
    if (!resource_is_queue(external) ||
        !text_literal(rules->arena, external->arn, &arn) ||
        !arn_match(ARN_external_queue, arn, fields, &name) ||
        str_equal(fields[4], model->account))
      continue;
    Actions actions = actions_on(rules, external->arn);
    if (actions.count)
      show_statement(rules, as_queue(external), arn, fields, &actions);
  }
}
