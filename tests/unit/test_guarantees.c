/* SPDX-License-Identifier: Apache-2.0
 *
 * Guarantees against brute force: over made-up programs every principal tries
 * every action on every thing, and what the compiler calls proved must not be
 * possible for anybody who is not named. The evaluator here shares nothing with
 * the compiler but the model.
 */
#include "program.h"
#include "rules/rules.h"

enum { CASES = 600 };

/* ---- an evaluator ---- */

static bool is_one(const char *pattern, const char *text) {
  if (!*pattern)
    return !*text;
  if (*pattern == '*')
    return is_one(pattern + 1, text) || (*text && is_one(pattern, text + 1));
  return *text && (*pattern == '?' || *pattern == *text) &&
         is_one(pattern + 1, text + 1);
}

/* A text as it is in one deployment. */
static const char *concrete(Arena *arena, Text text) {
  Buf out = buf_new(arena);
  for (u32 i = 0; i < text.count; i++) {
    const Part *part = &text.parts[i];
    if (part->kind == PART_LITERAL)
      buf_str(&out, part->text);
    else if (part->kind == PART_REGION)
      buf_text(&out, "eu-west-1");
    else if (part->kind == PART_ACCOUNT)
      buf_text(&out, "123456789012");
    else if (part->kind == PART_PARTITION)
      buf_text(&out, "aws");
    else if (part->kind == PART_ARN)
      buf_format(&out, "arn:aws:%s:eu-west-1:123456789012:%.*s",
                 part->thing->kind == KIND_queue ? "sqs" : "other",
                 STR_ARG(part->thing->physical_name));
    else
      buf_text(&out, "unknown");
  }
  return str_terminated(arena, buf_view(&out));
}

static bool speaks_of(Arena *arena, const Statement *statement,
                      const char *action, const char *resource) {
  bool named = false;
  for (u32 i = 0; i < statement->actions.count; i++)
    named = named ||
            is_one(str_terminated(arena, statement->actions.items[i]), action);
  for (u32 i = 0; named && i < statement->resources.count; i++)
    if (is_one(concrete(arena, statement->resources.items[i]), resource))
      return true;
  return false;
}

/* Conditions of an allow may be met, those of a deny may not. */
static bool may(Arena *arena, const Role *role, const char *action,
                const char *resource) {
  bool allowed = false;
  for (u32 i = 0; i < role->statements.items.count; i++) {
    const Statement *statement = &role->statements.items.items[i];
    if (!speaks_of(arena, statement, action, resource))
      continue;
    if (statement->deny && statement->conditions.count == 0)
      return false;
    allowed = allowed || !statement->deny;
  }
  return allowed;
}

/* ---- programs ---- */

static u32 next(u32 *seed, u32 below) {
  *seed = *seed * 1664525u + 1013904223u;
  return (*seed >> 8) % below;
}

static const char *const actions[] = {
  "sqs:SendMessage", "sqs:ReceiveMessage", "sqs:Send*",    "sqs:*Message",
  "sqs:*",           "sqs:DeleteMessage",  "\"sqs:?e*e\"", "*",
};
static const char *const things[] = {
  "a",
  "b",
  "a.dead_letter",
  "\"arn:aws:sqs:*:*:shop-dev-*\"",
  "\"arn:aws:sqs:${aws.region}:${aws.account}:shop-dev-a-queue\"",
  "\"arn:${aws.partition}:sqs:eu-west-1:*:shop-dev-?-dlq\"",
  "*",
};
static const char *const whos[] = { "ha", "hb", "hc", "api", "tick", "news" };
static const char *const tried[] = { "sqs:SendMessage", "sqs:ReceiveMessage",
                                     "sqs:DeleteMessage", "sqs:PurgeQueue",
                                     "sqs:GetQueueUrl" };

static void add_policy(Buf *out, u32 *seed, const char *name) {
  buf_format(out, "policy %s {\n", name);
  for (u32 i = 1 + next(seed, 3); i--;) {
    bool deny = next(seed, 3) == 0;
    const char *action = actions[next(seed, COUNT_OF(actions))];
    const char *thing = things[next(seed, COUNT_OF(things))];
    if (!deny && *action == '*' && *thing == '*')
      continue;
    buf_format(out, "  %s %s on %s%s%s\n", deny ? "deny" : "allow", action,
               thing, next(seed, 4) ? "" : " when aws:SecureTransport == true",
               deny ? "" : " because \"a test\"");
  }
  buf_text(out, "}\n");
}

static void add_handler(Buf *out, u32 *seed, const char *name,
                        const char *head) {
  buf_format(out,
             "handler %s %s { runtime = python3.13  code = inline(\"x\")  "
             "policies = [p%u, p%u] }\n",
             name, head, next(seed, 4), next(seed, 4));
}

static const char *program_of(Arena *arena, u32 *seed) {
  static const char *const names[] = { "p0", "p1", "p2", "p3" };
  Buf out = buf_new(arena);
  buf_text(&out, "stack shop { }\nqueue a\nqueue b\nqueue c\ntopic news -> b\n"
                 "schedule tick every 5m -> b\n"
                 "endpoint POST /a -> a { auth = iam }\n");
  for (u32 i = 0; i < COUNT_OF(names); i++)
    add_policy(&out, seed, names[i]);
  add_handler(&out, seed, "ha", "<- a");
  add_handler(&out, seed, "hb", "<- b -> a");
  add_handler(&out, seed, "hc", "<- c");
  bool nobody = true;
  for (u32 i = 0; i < COUNT_OF(whos); i++)
    if (next(seed, 2)) {
      buf_format(&out, "%s%s", nobody ? "only " : ", ", whos[i]);
      nobody = false;
    }
  buf_format(&out, "%s may %s on %s\n", nobody ? "nobody" : "",
             actions[next(seed, COUNT_OF(actions))],
             things[next(seed, COUNT_OF(things) - 1)]);
  return str_terminated(arena, buf_view(&out));
}

/* ---- the comparison ---- */

static bool is_named(const Guarantee *guarantee, const Model *model,
                     const Role *role) {
  for (u32 i = 0; i < guarantee->who.count; i++) {
    const Resource *who = guarantee->who.items[i];
    if (who == role->owner)
      return true;
    for (u32 k = 0; who->kind == KIND_api && k < model->endpoints.count; k++)
      if (model->endpoints.items[k]->role == role)
        return true;
  }
  return false;
}

static bool topic_is_named(const Guarantee *guarantee) {
  for (u32 i = 0; i < guarantee->who.count; i++)
    if (guarantee->who.items[i]->kind == KIND_topic)
      return true;
  return false;
}

/* Whether somebody who is not named gets through to a thing that is meant. */
static bool breakable(Arena *arena, const Model *model,
                      const Guarantee *guarantee) {
  Statement meant = { 0 };
  meant.actions.items = guarantee->actions.items;
  meant.actions.count = guarantee->actions.count;
  for (u32 i = 0; i < guarantee->things.count; i++)
    VEC_PUSH(arena, &meant.resources, guarantee->things.items[i].arn);
  for (u32 q = 0; q < model->queues.count; q++) {
    const Queue *queue = model->queues.items[q];
    const char *arn =
      concrete(arena, text_of_part(arena, PART_ARN, &queue->resource));
    for (u32 t = 0; t < COUNT_OF(tried); t++) {
      if (!speaks_of(arena, &meant, tried[t], arn))
        continue;
      for (u32 r = 0; r < model->roles.count; r++)
        if (!is_named(guarantee, model, model->roles.items[r]) &&
            may(arena, model->roles.items[r], tried[t], arn))
          return true;
      for (u32 s = 0; s < queue->statements.items.count; s++) {
        const Statement *own = &queue->statements.items.items[s];
        if (own->principal == PRINCIPAL_SERVICE && !own->deny &&
            !topic_is_named(guarantee) && speaks_of(arena, own, tried[t], arn))
          return true;
      }
    }
  }
  return false;
}

static u32 count_of(const Diags *diags, Rule rule) {
  u32 count = 0;
  for (u32 i = 0; i < diags->items.count; i++)
    count += diags->items.items[i]->rule == rule;
  return count;
}

static void test_by_force(void **state) {
  u32 seed = 7, proved = 0, broken = 0, false_alarms = 0;
  (void)state;
  for (u32 i = 0; i < CASES; i++) {
    Arena *arena = arena_new(unit_exhausted, NULL);
    const char *text = program_of(arena, &seed);
    Analysed it = analysed(arena, text);
    assert_non_null(it.model);
    if (it.model->guarantees.count == 1) {
      it.diags->items.count = 0;
      rules_check(arena, it.diags, it.model);
      bool violated = count_of(it.diags, RULE_IAM_ONLY_VIOLATED) > 0;
      bool possible =
        breakable(arena, it.model, &it.model->guarantees.items[0]);
      if (possible && !violated)
        fail_msg("proved, and not so:\n%s", text);
      proved += !violated;
      broken += violated;
      false_alarms += violated && !possible;
    }
    arena_free(arena);
  }
  assert_true(proved > CASES / 20 && broken > CASES / 4);
  assert_true(false_alarms < CASES / 20);
}

/* ---- what is written into the policy ---- */

static const Statement *denial(const Queue *queue) {
  const Statement *found = NULL;
  for (u32 i = 0; i < queue->statements.items.count; i++)
    if (str_starts(queue->statements.items.items[i].sid, STR("Only")))
      found = &queue->statements.items.items[i];
  return found;
}

static void test_denial(void **state) {
  Arena *arena = *state;
  Analysed it = analysed(
    arena,
    "stack shop { operators = [fixer] }\n"
    "external role fixer { arn = \"arn:aws:iam::123456789012:role/f\" }\n"
    "queue a\nqueue b\n"
    "endpoint POST /a -> a { auth = iam }\n"
    "endpoint POST /b -> b { auth = iam }\n"
    "handler h <- a { runtime = python3.13  code = inline(\"x\") }\n"
    "handler i <- b { runtime = python3.13  code = inline(\"x\") }\n"
    "only h may sqs:* on a\n"
    "only api may sqs:SendMessage on a\n"
    "nobody may sqs:DeleteQueue on b\n");
  const Model *model = it.model;
  const Statement *deny = denial(model->queues.items[0]);
  u32 all = 0;
  assert_str(reported(&it), "");
  assert_non_null(deny);
  assert_true(deny->deny && deny->principal == PRINCIPAL_ANYONE);
  for (u32 i = 0; i < model->queues.items[0]->statements.items.count; i++) {
    const Statement *one = &model->queues.items[0]->statements.items.items[i];
    if (!str_starts(one->sid, STR("Only")))
      continue;
    all++;
    assert_int_equal(one->actions.count, all == 1 ? 5 : 1);
    assert_int_equal(one->conditions.count, 2);
    assert_str(one->conditions.items[0].operator, "Bool");
    assert_str(one->conditions.items[0].key, "aws:PrincipalIsAWSService");
    assert_str(one->conditions.items[1].operator, "ArnNotEquals");
    assert_str(one->conditions.items[1].key, "aws:PrincipalArn");
    assert_int_equal(one->conditions.items[1].count, 2); /* and `fixer` */
  }
  assert_int_equal(all, 2);
  for (u32 i = 0; i < model->queues.count; i++) /* it manages the queue */
    if (model->queues.items[i] != model->queues.items[0])
      assert_null(denial(model->queues.items[i]));
}

int main(void) {
  static const struct CMUnitTest tests[] = {
    UNIT_TEST(test_by_force),
    UNIT_TEST(test_denial),
  };
  return cmocka_run_group_tests_name("guarantees", tests, NULL, NULL);
}
