/* SPDX-License-Identifier: Apache-2.0
 *
 * Statements beside each other in one role: what is given twice, and what is
 * given and taken away. A policy may be held by several roles, so it is
 * redundant only where every one of them has what it says already.
 */
#include "rules/access.h"

enum { MOST = 64 }; /* actions of a statement that are looked at */

/* ---- given already ---- */

typedef struct Given { /* by the place of a statement */
  const Statement *statement, *by;
  Span place;  /* where it can be changed */
  u64 actions; /* bits: those that every role has already */
} Given;

typedef VEC(Given) GivenList;

/* The statement of the role that gives that pair; NULL: none. */
static const Statement *giver(const Rules *rules, const Role *role, u32 index,
                              Str action, Str resource) {
  const Statement *statement = &role->statements.items.items[index];
  for (u32 i = 0; i < role->statements.items.count; i++) {
    const Statement *other = &role->statements.items.items[i];
    bool before = !other->written || i < index;
    if (other->deny || !before || other->reason.lo == statement->reason.lo ||
        (other->conditions.count && !access_same_conditions(other, statement)))
      continue;
    if (access_covers(rules, other, action, resource))
      return other;
  }
  return NULL;
}

static Given given_in(const Rules *rules, const Role *role, u32 index) {
  const Statement *statement = &role->statements.items.items[index];
  Given given = { .statement = statement,
                  .place = access_place(rules, role, statement) };
  for (u32 i = 0; i < statement->actions.count && i < MOST; i++) {
    bool all = true;
    for (u32 k = 0; all && k < statement->resources.count; k++) {
      const Statement *by =
        giver(rules, role, index, statement->actions.items[i],
              access_resource(rules, statement, k));
      given.by = by && !given.by ? by : given.by;
      all = by != NULL;
    }
    if (all)
      given.actions |= UINT64_C(1) << i;
  }
  return given;
}

static void note_given(const Rules *rules, GivenList *list, Map *places,
                       Given given) {
  u32 *place = ARENA_NEW(rules->arena, u32);
  *place = given.statement->reason.lo;
  Str key = { (const char *)place, sizeof *place };
  u32 known = map_get(places, key);
  if (known && list->items) {
    list->items[known - 1].actions &= given.actions;
    return;
  }
  VEC_PUSH(rules->arena, list, given);
  map_set(places, key, list->count);
}

static void report_given(const Rules *rules, const Given *given) {
  const Statement *statement = given->statement;
  Buf actions = buf_new(rules->arena);
  bool all = true;
  for (u32 i = 0; i < statement->actions.count; i++)
    if (i < MOST && given->actions >> i & 1)
      buf_format(&actions, "%s`%.*s`", actions.length ? ", " : "",
                 STR_ARG(statement->actions.items[i]));
    else
      all = false;
  Diag *diag = diag_add(rules->diags, RULE_IAM_REDUNDANT, given->place,
                        "%.*s is given already", STR_ARG(buf_view(&actions)));
  diag_related(rules->diags, diag, given->by->reason, "by this: %.*s",
               STR_ARG(given->by->reason_text));
  diag_effect(rules->diags, diag,
              "should that go one day, the right stays unseen");
  diag_help(rules->diags, diag,
            given->place.lo != statement->reason.lo
              ? "leave the policy out, or write one that says less"
            : all ? "take the statement out"
                  : "take it out of the statement");
}

void check_redundant(const Rules *rules) {
  GivenList list = { 0 };
  Map places = map_new(rules->arena);
  for (u32 i = 0; i < rules->model->roles.count; i++) {
    const Role *role = rules->model->roles.items[i];
    for (u32 k = 0; k < role->statements.items.count; k++) {
      const Statement *statement = &role->statements.items.items[k];
      if (statement->written && !statement->deny)
        note_given(rules, &list, &places, given_in(rules, role, k));
    }
  }
  for (u32 i = 0; i < list.count; i++)
    if (list.items[i].actions)
      report_given(rules, &list.items[i]);
}

/* ---- taken away ---- */

static void check_deny(const Rules *rules, const Role *role,
                       const Statement *deny) {
  Span span;
  for (u32 i = 0; i < role->statements.items.count; i++) {
    const Statement *allow = &role->statements.items.items[i];
    for (u32 k = 0; !allow->deny && k < allow->actions.count; k++)
      for (u32 r = 0; r < allow->resources.count; r++) {
        Str action = allow->actions.items[k];
        Str resource = access_resource(rules, allow, r);
        if (!access_covers(rules, deny, action, resource))
          continue;
        Str whose = access_whose(rules, role, &span);
        Diag *diag = diag_add(
          rules->diags, RULE_IAM_CONTRADICTION, deny->reason,
          "this denies `%.*s`, which is allowed elsewhere", STR_ARG(action));
        diag_related(rules->diags, diag, allow->reason, "by this: %.*s",
                     STR_ARG(allow->reason_text));
        diag_related(rules->diags, diag, span, "%.*s has both", STR_ARG(whose));
        diag_effect(rules->diags, diag, "a denial wins: the call is refused");
        diag_help(rules->diags, diag, "take one of the two out");
        return;
      }
  }
}

void check_contradiction(const Rules *rules) {
  for (u32 i = 0; i < rules->model->roles.count; i++) {
    const Role *role = rules->model->roles.items[i];
    for (u32 k = 0; k < role->statements.items.count; k++) {
      const Statement *statement = &role->statements.items.items[k];
      if (statement->written && statement->deny &&
          statement->conditions.count == 0)
        check_deny(rules, role, statement);
    }
  }
}
