/* SPDX-License-Identifier: Apache-2.0
 *
 * Ways to raise one's own privileges: a role that is passed without being
 * named, and the combinations of stdlib/escalations.def, put together from all
 * statements of a role and of the functions that it may take over.
 */
#include "rules/access.h"

enum { MOST_ACTIONS = 4 };

typedef struct Escalation {
  Str actions; /* joined by a blank */
  Str service;
  const char *what;
} Escalation;

typedef struct Passing {
  Str action, key, example;
} Passing;

#define PASSING(action, key, example)
#define TAKE_OVER(action)
#define ESCALATION(actions, service, what)                                     \
  { STR_INIT(actions), STR_INIT(service), what },
static const Escalation escalations[] = {
#include "stdlib/escalations.def"
};
#undef ESCALATION
#undef PASSING
#define ESCALATION(actions, service, what)
#define PASSING(action, key, example)                                          \
  { STR_INIT(action), STR_INIT(key), STR_INIT(example) },
static const Passing passings[] = {
#include "stdlib/escalations.def"
};
#undef PASSING
#undef TAKE_OVER
#define PASSING(action, key, example)
#define TAKE_OVER(action) STR_INIT(action),
static const Str take_overs[] = {
#include "stdlib/escalations.def"
};
#undef TAKE_OVER
#undef PASSING
#undef ESCALATION

/* ---- passing roles ---- */

/* The test that says to which services; NULL: there is none. */
static const Condition *passed_to(const Statement *statement,
                                  const Passing *passing) {
  for (u32 i = 0; i < statement->conditions.count; i++) {
    const Condition *test = &statement->conditions.items[i];
    if (str_equal(test->key, passing->key) &&
        str_equal(test->operator, STR("StringEquals")))
      return test;
  }
  return NULL;
}

static void check_passing(const Rules *rules, const Statement *statement,
                          const Passing *passing) {
  Diag *diag = NULL;
  if (!access_allows(rules, statement, passing->action))
    return;
  for (u32 i = 0; i < statement->resources.count; i++) {
    Str resource = access_resource(rules, statement, i);
    if (diag || !pattern_wild(resource))
      continue;
    diag = diag_add(rules->diags, RULE_IAM_PASS_ROLE, statement->reason,
                    "`%.*s` on `%.*s`: a role is passed by its exact ARN",
                    STR_ARG(passing->action),
                    STR_ARG(pattern_shown(rules->arena, resource)));
    diag_effect(rules->diags, diag,
                "whoever has this acts as any role that the pattern meets");
    diag_help(
      rules->diags, diag,
      "declare the role, `external role NAME { arn = … }`, and name it");
  }
  if (diag || passed_to(statement, passing))
    return;
  diag =
    diag_add(rules->diags, RULE_IAM_PASS_ROLE, statement->reason,
             "`%.*s` does not say to which service", STR_ARG(passing->action));
  diag_effect(rules->diags, diag,
              "the role could be passed to a service that nobody thought of");
  diag_help(rules->diags, diag, "add `when %.*s == \"%.*s\"`",
            STR_ARG(passing->key), STR_ARG(passing->example));
}

void check_pass_role(const Rules *rules) {
  for (u32 i = 0; i < rules->model->roles.count; i++) {
    const Statements *statements = &rules->model->roles.items[i]->statements;
    for (u32 k = 0; k < statements->items.count; k++)
      for (u32 p = 0; p < COUNT_OF(passings); p++)
        check_passing(rules, &statements->items.items[k], &passings[p]);
  }
}

/* ---- combinations ---- */

typedef struct Reach { /* of one role */
  const Role *role;
  VEC(const Role *) roles; /* itself, then those it can come to */
} Reach;

/* Whether the role may be passed to the service there; other actions need no
 * service. */
static bool serves(const Rules *rules, const Statement *statement, Str action,
                   Str service) {
  for (u32 i = 0; i < COUNT_OF(passings); i++) {
    if (!str_equal(action, passings[i].action))
      continue;
    const Condition *test = passed_to(statement, &passings[i]);
    for (u32 k = 0; test && k < test->count; k++)
      if (pattern_meets(rules->arena,
                        pattern_of_text(rules->arena, test->values[k]),
                        service))
        return true;
    return !test;
  }
  return true;
}

static const Statement *find(const Rules *rules, const Reach *reach, Str action,
                             Str service, const Role **in) {
  for (u32 i = 0; i < reach->roles.count; i++) {
    *in = reach->roles.items[i];
    const Statements *statements = &(*in)->statements;
    if (access_denied(rules, *in, action, STR("*")))
      continue;
    for (u32 k = 0; k < statements->items.count; k++)
      if (access_allows(rules, &statements->items.items[k], action) &&
          serves(rules, &statements->items.items[k], action, service))
        return &statements->items.items[k];
  }
  return NULL;
}

static void report_escalation(const Rules *rules, const Reach *reach,
                              const Escalation *row,
                              const Statement *const *parts, u32 count) {
  Reason *reason = NULL;
  Span span;
  const Statement *last = parts[0];
  for (u32 i = 0; i < count; i++) {
    reason = reason ? reason : parts[i]->because;
    last = parts[i]->reason.lo > last->reason.lo ? parts[i] : last;
  }
  Diag *diag =
    diag_unless(rules->diags, reason, RULE_IAM_PRIVILEGE_ESCALATION,
                last->reason, "whoever has this could %s", row->what);
  for (u32 i = 0; i < count; i++)
    if (parts[i]->reason.lo != last->reason.lo)
      diag_related(rules->diags, diag, parts[i]->reason, "together with this");
  Str whose = access_whose(rules, reach->role, &span);
  diag_related(rules->diags, diag, span, "%.*s has it", STR_ARG(whose));
  diag_note(rules->diags, diag, "it takes: %.*s", STR_ARG(row->actions));
  diag_effect(rules->diags, diag,
              "a mistake in the code is worth more than the code itself");
  diag_help(rules->diags, diag,
            "leave it to the deployment, or say why not: `because \"…\"` "
            "behind the statement");
}

static void check_combination(const Rules *rules, const Reach *reach,
                              const Escalation *row) {
  const Statement *parts[MOST_ACTIONS];
  Str rest = row->actions;
  bool own = false;
  u32 count = 0;
  while (rest.length && count < MOST_ACTIONS) {
    u32 end = str_find(rest, ' ');
    const Role *in;
    parts[count] =
      find(rules, reach, str_slice(rest, 0, end), row->service, &in);
    if (!parts[count++])
      return;
    own = own || in == reach->role;
    rest = str_slice(rest, end < rest.length ? end + 1 : end, rest.length);
  }
  if (own) /* what another role has alone is said of that one */
    report_escalation(rules, reach, row, parts, count);
}

static bool reaches(const Reach *reach, const Role *role) {
  for (u32 i = 0; i < reach->roles.count; i++)
    if (reach->roles.items[i] == role)
      return true;
  return false;
}

/* Adds the roles of the functions that those in it may take over. */
static void extend(const Rules *rules, Reach *reach) {
  for (u32 i = 0; i < reach->roles.count; i++) {
    const Statements *statements = &reach->roles.items[i]->statements;
    for (u32 k = 0; k < statements->items.count; k++)
      for (u32 t = 0; t < COUNT_OF(take_overs); t++) {
        const Statement *statement = &statements->items.items[k];
        if (statement->deny || !access_names(statement, take_overs[t]))
          continue;
        for (u32 h = 0; h < rules->model->handlers.count; h++) {
          const Handler *handler = rules->model->handlers.items[h];
          Str arn = pattern_of_arn(rules->arena, &handler->resource);
          if (handler->role && !reaches(reach, handler->role) &&
              access_might(rules, statement, take_overs[t], arn))
            VEC_PUSH(rules->arena, &reach->roles, handler->role);
        }
      }
  }
}

static bool has_written(const Role *role) {
  for (u32 i = 0; i < role->statements.items.count; i++)
    if (role->statements.items.items[i].written)
      return true;
  return false;
}

void check_escalation(const Rules *rules) {
  for (u32 i = 0; i < rules->model->roles.count; i++) {
    Reach reach = { .role = rules->model->roles.items[i] };
    if (!has_written(reach.role))
      continue; /* an arrow gives nothing of that sort */
    VEC_PUSH(rules->arena, &reach.roles, reach.role);
    extend(rules, &reach);
    for (u32 k = 0; k < COUNT_OF(escalations); k++)
      check_combination(rules, &reach, &escalations[k]);
  }
}
