/* SPDX-License-Identifier: Apache-2.0
 *
 * Guarantees, proved over every grant of the stack: what roles may, what
 * policies of queues, topics and the key admit, and who may call a function. A
 * grant that might match breaks the guarantee unless it is one of those that are
 * named; its conditions are no excuse, for who meets them is not known here.
 */
#include "rules/access.h"

typedef struct Proof {
  const Rules *rules;
  const Guarantee *guarantee;
  const Guarded *thing;
  Str arn; /* as a pattern */
  bool broken;
} Proof;

static bool is_named(const Proof *proof, const Resource *thing) {
  for (u32 i = 0; thing && i < proof->guarantee->who.count; i++)
    if (proof->guarantee->who.items[i] == thing)
      return true;
  return false;
}

static Str thing_shown(const Proof *proof) {
  return proof->thing->thing ? proof->thing->thing->path
                             : pattern_shown(proof->rules->arena, proof->arn);
}

static void report_broken(Proof *proof, Str who, Str action, Span reason,
                          Str reason_text) {
  Diags *diags = proof->rules->diags;
  Diag *diag = diag_add(diags, RULE_IAM_ONLY_VIOLATED, proof->guarantee->span,
                        "%.*s may `%.*s` on `%.*s`", STR_ARG(who),
                        STR_ARG(action), STR_ARG(thing_shown(proof)));
  diag_related(diags, diag, reason, "by this: %.*s", STR_ARG(reason_text));
  diag_help(diags, diag,
            "take that grant away, or name behind `only` who has it");
  proof->broken = true;
}

/* ---- roles ---- */

/* Whether all that use the role are named. The API comes in with one role for
 * each queue, whichever endpoint it is. */
static bool role_is_named(const Proof *proof, const Role *role) {
  const Model *model = proof->rules->model;
  bool used = false, named = true;
  if (!role->owner || !resource_is_queue(role->owner))
    return is_named(proof, role->owner);
  for (u32 i = 0; i < model->endpoints.count; i++) {
    const Endpoint *endpoint = model->endpoints.items[i];
    if (endpoint->role != role)
      continue;
    used = true;
    named = named && is_named(proof, &endpoint->api->resource);
  }
  return used && named;
}

/* Whether it is about the stack's key alone, and the guarantee about something
 * else: what the program names is never that key, though its id is not known. */
static bool only_of_key(const Proof *proof, const Statement *statement) {
  const Key *key = proof->rules->model->key;
  if (!key || !proof->thing->thing)
    return false;
  for (u32 i = 0; i < statement->resources.count; i++) {
    Text text = statement->resources.items[i];
    if (text.count != 1 || text.parts[0].kind != PART_ARN ||
        text.parts[0].thing != &key->resource)
      return false;
  }
  return true;
}

/* Whether the statement might give one of the actions that the pattern means, on
 * the thing, and the role's own denials (NULL: it is no role's) leave it. The
 * service's actions are looked at one by one, for a denial may take away just
 * those that the statement gives. */
static bool might(const Proof *proof, const Statement *statement, Str pattern,
                  const Role *role) {
  const Rules *rules = proof->rules;
  u32 colon = str_find(pattern, ':');
  Str prefix = str_slice(pattern, 0, colon < pattern.length ? colon + 1 : 0);
  const IamService *service = iam_service_find(str_slice(pattern, 0, colon));
  const IamAction *row = NULL;
  Str name = str_slice(pattern, prefix.length, pattern.length);
  if (only_of_key(proof, statement) ||
      !access_might(rules, statement, pattern, proof->arn))
    return false;
  if (!service)
    return !role || !access_denied(rules, role, pattern, proof->arn);
  while ((row = iam_action_next(service, name, row))) {
    Str action =
      str_format(rules->arena, "%.*s%.*s", STR_ARG(prefix),
                 STR_ARG(iam_action_name(row)));
    if (access_names(statement, action) &&
        iam_action_takes(rules->arena, service, row, proof->arn) &&
        access_leaves(rules, statement, role, action, proof->arn))
      return true;
  }
  return false;
}

static void prove_role(Proof *proof, const Role *role) {
  const Rules *rules = proof->rules;
  const Guarantee *guarantee = proof->guarantee;
  if (role_is_named(proof, role))
    return;
  for (u32 i = 0; i < role->statements.items.count; i++) {
    const Statement *statement = &role->statements.items.items[i];
    for (u32 k = 0; k < guarantee->actions.count; k++) {
      Str action = guarantee->actions.items[k];
      Span span;
      if (!might(proof, statement, action, role))
        continue;
      report_broken(proof, access_whose(rules, role, &span), action,
                    statement->reason, statement->reason_text);
      return;
    }
  }
}

/* ---- policies of resources ---- */

/* Whether a test ties the statement to a thing that is named: its source. */
static bool source_is_named(const Proof *proof, const Statement *statement) {
  for (u32 i = 0; i < statement->conditions.count; i++) {
    const Condition *test = &statement->conditions.items[i];
    bool tied = test->count > 0 && str_equal(test->operator, STR("ArnEquals"));
    for (u32 k = 0; tied && k < test->count; k++)
      tied = test->values[k].count == 1 &&
             test->values[k].parts[0].kind == PART_ARN &&
             is_named(proof, test->values[k].parts[0].thing);
    if (tied)
      return true;
  }
  return false;
}

/* Operators are let through by every guarantee. */
static bool principal_is_named(const Proof *proof, const Statement *statement) {
  const Rules *rules = proof->rules;
  const Value *operators =
    &setting(rules->model->stack, ATTR_stack_operators)->value;
  if (statement->principal == PRINCIPAL_SERVICE)
    return source_is_named(proof, statement);
  if (statement->principal != PRINCIPAL_ROLE)
    return false;
  for (u32 i = 0; i < proof->guarantee->who.count; i++)
    if (text_equal(proof->guarantee->who.items[i]->arn,
                   statement->principal_name))
      return true;
  for (u32 i = 0; operators->kind == VALUE_LIST && i < operators->list.count;
       i++) {
    const Value *one = &operators->list.items[i];
    if (one->kind == VALUE_REFERENCE &&
        text_equal(one->reference.resource->arn, statement->principal_name))
      return true;
  }
  return false;
}

static void prove_policy(Proof *proof, const Statements *policy) {
  const Rules *rules = proof->rules;
  for (u32 i = 0; i < policy->items.count; i++) {
    const Statement *statement = &policy->items.items[i];
    if (statement->deny || statement->principal == PRINCIPAL_ACCOUNT ||
        principal_is_named(proof, statement))
      continue; /* that the account's IAM decides gives nobody anything */
    for (u32 k = 0; k < proof->guarantee->actions.count; k++) {
      Str action = proof->guarantee->actions.items[k];
      if (!might(proof, statement, action, NULL))
        continue;
      report_broken(proof,
                    str_format(rules->arena, "`%.*s`",
                               STR_ARG(pattern_shown(
                                 rules->arena,
                                 pattern_of_text(rules->arena,
                                                 statement->principal_name)))),
                    action, statement->reason, statement->reason_text);
      break;
    }
  }
}

/* In the key's policy `*` is that key. */
static bool key_is_meant(const Proof *proof) {
  const Key *key = proof->rules->model->key;
  return key && !proof->thing->thing &&
         pattern_meets(proof->rules->arena,
                       pattern_of_arn(proof->rules->arena, &key->resource),
                       proof->arn);
}

/* ---- who may call a function ---- */

static bool caller_is_named(const Proof *proof, const Permission *permission) {
  for (u32 i = 0; i < permission->source.count; i++)
    if (is_named(proof, permission->source.parts[i].thing))
      return true;
  return false;
}

static void prove_calls(Proof *proof) {
  const Rules *rules = proof->rules;
  Str call = grant_row(GRANT_invoke)->actions;
  Statement calls = { 0 };
  VEC_PUSH(rules->arena, &calls.actions, call);
  for (u32 i = 0; i < rules->model->permissions.count; i++) {
    const Permission *permission = rules->model->permissions.items[i];
    Str name = pattern_of_text(rules->arena, permission->function);
    Str end = str_format(rules->arena, "*:%.*s", STR_ARG(name));
    bool concerned = pattern_meets(rules->arena, end, proof->arn) ||
                     pattern_meets(rules->arena, name, proof->arn);
    if (!concerned || caller_is_named(proof, permission))
      continue;
    calls.resources.count = 0;
    VEC_PUSH(rules->arena, &calls.resources, text_of(rules->arena, STR("*")));
    for (u32 k = 0; k < proof->guarantee->actions.count; k++) {
      Str action = proof->guarantee->actions.items[k];
      if (!might(proof, &calls, action, NULL))
        continue;
      Str service = pattern_shown(
        rules->arena, pattern_of_text(rules->arena, permission->service));
      report_broken(proof, str_format(rules->arena, "`%.*s`", STR_ARG(service)),
                    action, permission->resource.span,
                    str_format(rules->arena, "it calls `%.*s`",
                               STR_ARG(thing_shown(proof))));
      break;
    }
  }
}

/* ---- what is not written down ---- */

static bool is_guarded(const GrantRow *row, Str service,
                       const IamAction *action) {
  Str guarded = row ? row->actions : STR("");
  while (guarded.length) {
    u32 end = str_find(guarded, ' ');
    Str one = str_slice(guarded, 0, end);
    if (str_starts(one, service) &&
        str_equal(str_slice(one, service.length + 1, one.length),
                  iam_action_name(action)))
      return true;
    guarded =
      str_slice(guarded, end < guarded.length ? end + 1 : end, guarded.length);
  }
  return false;
}

/* Whether the thing's own policy denies to others all that is meant. */
static bool is_enforced(const Proof *proof, Str pattern) {
  const Resource *thing = proof->thing->thing;
  u32 colon = str_find(pattern, ':');
  Str service = str_slice(pattern, 0, colon);
  const IamService *row = iam_service_find(service);
  const IamAction *action = NULL;
  if (!row || !thing)
    return false;
  Str name = str_slice(pattern, colon + 1, pattern.length);
  while ((action = iam_action_next(row, name, action)))
    if (!is_guarded(iam_guarded(thing->kind), service, action))
      return false;
  return true;
}

/* The first action of which that is not so; empty: there is none. */
static Str not_enforced(const Proof *proof) {
  for (u32 i = 0; i < proof->guarantee->actions.count; i++)
    if (!is_enforced(proof, proof->guarantee->actions.items[i]))
      return proof->guarantee->actions.items[i];
  return STR("");
}

static void note_not_enforced(const Proof *proof) {
  Str action = not_enforced(proof);
  const Resource *thing = proof->thing->thing;
  Diags *diags = proof->rules->diags;
  if (!action.length)
    return;
  const GrantRow *guarded = thing ? iam_guarded(thing->kind) : NULL;
  Diag *diag = diag_add(
    diags, RULE_IAM_GUARANTEE_NOT_ENFORCED, proof->guarantee->span,
    "`%.*s` on `%.*s`: proved for this stack, and not written into a policy",
    STR_ARG(action), STR_ARG(thing_shown(proof)));
  if (guarded)
    diag_note(diags, diag,
              "a denial is written for what concerns messages: %.*s; one for "
              "other actions could lock out those who look after the thing",
              STR_ARG(guarded->actions));
  else
    diag_note(diags, diag,
              "a denial stands in the policy of a queue or a topic of the "
              "stack, and this is neither");
  diag_effect(diags, diag,
              "what others in the account are given elsewhere is not refused");
}

/* ---- the guarantee ---- */

void check_guarantees(const Rules *rules) {
  const Model *model = rules->model;
  for (u32 i = 0; i < model->guarantees.count; i++) {
    const Guarantee *guarantee = &model->guarantees.items[i];
    for (u32 k = 0; k < guarantee->things.count; k++) {
      const Guarded *thing = &guarantee->things.items[k];
      Proof proof = { .rules = rules,
                      .guarantee = guarantee,
                      .thing = thing,
                      .arn = pattern_of_text(rules->arena, thing->arn) };
      for (u32 r = 0; r < model->roles.count; r++)
        prove_role(&proof, model->roles.items[r]);
      for (u32 q = 0; q < model->queues.count; q++)
        prove_policy(&proof, &model->queues.items[q]->statements);
      for (u32 t = 0; t < model->topics.count; t++)
        prove_policy(&proof, &model->topics.items[t]->statements);
      if (key_is_meant(&proof))
        prove_policy(&proof, &model->key->statements);
      prove_calls(&proof);
      if (!proof.broken)
        note_not_enforced(&proof);
    }
  }
}
