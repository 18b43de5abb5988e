/* SPDX-License-Identifier: Apache-2.0
 *
 * Runs the checks of rules.def, each over the whole model.
 *
 * Some say that something is not there: no consumer, no sender. Where an
 * earlier error may be why, they stay silent, so that one mistake gives one
 * diagnostic.
 */
#include "rules/check.h"

typedef void Check(const Rules *rules);

static Check *const checks[] = {
#define CHECK(id, names) check_##id,
#include "rules/rules.def"
#undef CHECK
};

/* Whether a mistake of that sort can hide an arrow from the model. */
static bool hides_edges(Rule rule) {
  static const Rule hiding[] = {
    RULE_TYPE_MISMATCH,   RULE_TYPE_UNKNOWN_KIND, RULE_TYPE_BAD_ARGUMENT,
    RULE_NAME_UNDECLARED, RULE_NAME_DUPLICATE,    RULE_NAME_ABSENT,
    RULE_NAME_CYCLE,
  };
  for (u32 i = 0; i < COUNT_OF(hiding); i++)
    if (hiding[i] == rule)
      return true;
  return str_starts(rule_row(rule)->name, STR("syntax/"));
}

static bool edges_known(const Diags *diags) {
  for (u32 i = 0; i < diags->items.count; i++)
    if (hides_edges(diags->items.items[i]->rule))
      return false;
  return true;
}

void rules_check(Arena *arena, Diags *diags, const Model *model) {
  Rules rules = { .arena = arena,
                  .diags = diags,
                  .model = model,
                  .edges_known = edges_known(diags) };
  for (u32 i = 0; i < model->queues.count; i++)
    VEC_PUSH(arena, &rules.queues, model->queues.items[i]);
  for (u32 i = 0; i < model->externals.count; i++)
    if (resource_is_queue(model->externals.items[i]))
      VEC_PUSH(arena, &rules.queues, as_queue(model->externals.items[i]));
  for (u32 i = 0; i < COUNT_OF(checks); i++)
    checks[i](&rules);
}
