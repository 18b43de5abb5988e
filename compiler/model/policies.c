/* SPDX-License-Identifier: Apache-2.0
 *
 * Policies as documents: how large they are, and into how many a role's
 * statements go.
 *
 * White space does not count. What only the deployment knows is taken at its
 * shortest where something is reported, so that a policy is too large for sure,
 * and at its longest where one is divided, so that each part surely fits.
 */
#include "model/model.h"

#include <stdlib.h>

typedef struct Sizes {
  const Model *model;
  bool longest;
} Sizes;

enum { ACCOUNT = 12 };

static i64 partition_size(const Sizes *sizes) {
  return sizes->longest ? 10 : 3; /* "aws-us-gov", "aws" */
}

#define LENGTH(literal) ((i64)sizeof(literal) - 1)

static i64 region_size(const Sizes *sizes) {
  if (sizes->model->region.length)
    return sizes->model->region.length;
  return sizes->longest ? 14 : 9; /* "ap-southeast-1", "eu-west-1" */
}

static i64 text_size(const Sizes *sizes, Text text);

static i64 arn_size(const Sizes *sizes, const Resource *thing) {
  static const struct {
    KindId kind;
    ArnId arn;
  } rows[] = { { KIND_queue, ARN_queue },
               { KIND_handler, ARN_handler },
               { KIND_topic, ARN_topic },
               { KIND_schedule, ARN_schedule } };
  if (thing->arn.count)
    return text_size(sizes, thing->arn);
  i64 size = thing->physical_name.length;
  for (u32 i = 0; i < COUNT_OF(rows); i++)
    if (rows[i].kind == thing->kind) {
      const ArnRow *row = arn_row(rows[i].arn);
      size += LENGTH("xxx:") + partition_size(sizes) + row->service.length +
              LENGTH("::::") + region_size(sizes) + ACCOUNT +
              row->resource.length;
    }
  return size;
}

static i64 text_size(const Sizes *sizes, Text text) {
  i64 sum = 0;
  for (u32 i = 0; i < text.count; i++) {
    const Part *part = &text.parts[i];
    switch (part->kind) {
    case PART_LITERAL:
      sum += part->text.length;
      break;
    case PART_REGION:
      sum += region_size(sizes);
      break;
    case PART_ACCOUNT:
      sum += ACCOUNT;
      break;
    case PART_PARTITION:
      sum += partition_size(sizes);
      break;
    case PART_ARN:
      sum += part->thing ? arn_size(sizes, part->thing) : 0;
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

static i64 condition_size(const Sizes *sizes, const Condition *condition) {
  i64 sum = 0;
  for (u32 i = 0; i < condition->count; i++)
    sum += text_size(sizes, condition->values[i]);
  return LENGTH("\"\":{\"\":}") + condition->operator.length +
                                  condition->key.length +
                                  list_size(sum, condition->count);
}

static i64 statement_size(const Sizes *sizes, const Statement *statement) {
  i64 size = LENGTH("{\"Effect\":\"Deny\",\"Action\":,\"Resource\":}");
  i64 actions = 0, resources = 0;
  for (u32 i = 0; i < statement->actions.count; i++)
    actions += statement->actions.items[i].length;
  for (u32 i = 0; i < statement->resources.count; i++)
    resources += text_size(sizes, statement->resources.items[i]);
  size += list_size(actions, statement->actions.count);
  size += list_size(resources, statement->resources.count);
  if (statement->sid.length)
    size += LENGTH("\"Sid\":\"\",") + statement->sid.length;
  if (statement->principal != PRINCIPAL_NONE)
    size += LENGTH("\"Principal\":\"*\",");
  if (statement->conditions.count)
    size += LENGTH(",\"Condition\":{}") + statement->conditions.count - 1;
  for (u32 i = 0; i < statement->conditions.count; i++)
    size += condition_size(sizes, &statement->conditions.items[i]);
  return size;
}

static i64 document_size(const Sizes *sizes, const Statements *statements) {
  u32 count = statements->items.count;
  i64 size = LENGTH("{\"Version\":\"2012-10-17\",\"Statement\":[]}");
  for (u32 i = 0; i < count; i++)
    size += statement_size(sizes, &statements->items.items[i]) + (i > 0);
  return size;
}

i64 policy_size(const Model *model, const Statements *statements) {
  Sizes sizes = { model, false };
  return document_size(&sizes, statements);
}

/* ---- the documents of a role ---- */

/* Statements have no order; by their names it is the same in any program. */
static int by_sid(const void *left, const void *right) {
  return str_compare(((const Statement *)left)->sid,
                     ((const Statement *)right)->sid);
}

static bool fits(const Sizes *sizes, const Statements *statements) {
  return document_size(sizes, statements) <=
         quota_row(QUOTA_MANAGED_POLICY)->limit;
}

/* Adds the statement to the last part, or to a new one. */
static void place(Arena *arena, const Sizes *sizes, RolePolicies *policies,
                  Statement statement) {
  Statements *last = policies->parts.count
                       ? &policies->parts.items[policies->parts.count - 1]
                       : VEC_ADD(arena, &policies->parts);
  VEC_PUSH(arena, &last->items, statement);
  if (last->items.count == 1 || fits(sizes, last))
    return;
  last->items.count--;
  last = VEC_ADD(arena, &policies->parts);
  VEC_PUSH(arena, &last->items, statement);
}

/* One that is too large by itself speaks of fewer resources at a time. */
static void place_in_pieces(Arena *arena, const Sizes *sizes,
                            RolePolicies *policies, Statement statement) {
  Statements alone = { 0 };
  VEC_PUSH(arena, &alone.items, statement);
  u32 count = statement.resources.count;
  if (count < 2 || fits(sizes, &alone)) {
    place(arena, sizes, policies, statement);
    return;
  }
  Statement half = statement;
  half.resources.count = half.resources.capacity = count / 2;
  half.sid = STR(""); /* two of one name cannot stand in a document */
  place_in_pieces(arena, sizes, policies, half);
  half.resources.items += count / 2;
  half.resources.count = half.resources.capacity = count - count / 2;
  place_in_pieces(arena, sizes, policies, half);
}

RolePolicies role_policies(Arena *arena, const Model *model, const Role *role) {
  Sizes sizes = { model, true };
  u32 count = role->statements.items.count;
  RolePolicies policies = {
    .managed = setting_is(model->stack, ATTR_stack_policies, STR("managed")) ||
               document_size(&sizes, &role->statements) >
                 quota_row(QUOTA_INLINE_POLICIES)->limit,
  };
  if (!policies.managed || fits(&sizes, &role->statements)) {
    if (count)
      VEC_PUSH(arena, &policies.parts, role->statements);
    return policies;
  }
  Statement *sorted = ARENA_ARRAY(arena, Statement, count);
  for (u32 i = 0; i < count; i++)
    sorted[i] = role->statements.items.items[i];
  qsort(sorted, count, sizeof *sorted, by_sid);
  for (u32 i = 0; i < count; i++)
    place_in_pieces(arena, &sizes, &policies, sorted[i]);
  return policies;
}
