/* SPDX-License-Identifier: Apache-2.0
 *
 * The order of constructs: part by part of the stack, and within a part in the
 * model's order, but for one thing: what is named must be there already.
 */
#include "backends/cdk/cdk.h"

/* ---- parts of the stack -------------------------------------------------- */

enum { OTHERS = 9 };

static const Str titles[] = {
  STR_INIT("Encryption"),    STR_INIT("Network"), STR_INIT("Queues and topics"),
  STR_INIT("Logs"),          STR_INIT("Roles"),   STR_INIT("Handlers"),
  STR_INIT("HTTP API"),      STR_INIT("Feeds"),   STR_INIT("Alarms"),
  STR_INIT("Raw resources"),
};

/* The first whose name a type begins with. */
static const struct {
  Str type;
  u32 rank;
} ranks[] = {
  { STR_INIT("AWS::KMS::"), 0 },
  { STR_INIT("AWS::EC2::"), 1 },
  { STR_INIT("AWS::SQS::"), 2 },
  { STR_INIT("AWS::SNS::Topic"), 2 },
  { STR_INIT("AWS::Logs::SubscriptionFilter"), 7 },
  { STR_INIT("AWS::Logs::"), 3 },
  { STR_INIT("AWS::IAM::"), 4 },
  { STR_INIT("AWS::Lambda::EventSourceMapping"), 7 },
  { STR_INIT("AWS::Lambda::"), 5 },
  { STR_INIT("AWS::ApiGatewayV2::"), 6 },
  { STR_INIT("AWS::SNS::"), 7 },
  { STR_INIT("AWS::Scheduler::"), 7 },
  { STR_INIT("AWS::CloudWatch::"), 8 },
};

Str rank_title(u32 rank) {
  return rank < COUNT_OF(titles) ? titles[rank] : STR("");
}

u32 rank_of(Str type) {
  for (u32 i = 0; i < COUNT_OF(ranks); i++)
    if (str_starts(type, ranks[i].type))
      return ranks[i].rank;
  return OTHERS;
}

/* ---- needs --------------------------------------------------------------- */

/* `context`: the node that refers to the id; NULL: the stack does. */
static void add_need(Cdk *cdk, void *context, Str id) {
  Node *node = context;
  u32 number = map_get(&cdk->numbers, id);
  if (!number || &cdk->nodes.items[number - 1] == node)
    return;
  cdk->nodes.items[number - 1].uses++;
  if (!node)
    return;
  for (u32 i = 0; i < node->needs.count; i++)
    if (node->needs.items[i] == number - 1)
      return;
  VEC_PUSH(cdk->arena, &node->needs, number - 1);
}

static void find_needs(Cdk *cdk, Node *node) {
  const Json *depends = node->entry->depends;
  each_reference(cdk, node->entry->properties, add_need, node);
  if (node->override)
    each_reference(cdk, node->override, add_need, node);
  for (const Json *one = depends ? depends->child : NULL; one; one = one->next)
    add_need(cdk, node, str_from(one->valuestring));
}

/* ---- the order ----------------------------------------------------------- */

/* A circle, which only raw resources and overrides can close, is cut where it
 * was entered. */
static void place(Cdk *cdk, u32 number) {
  Node *node = &cdk->nodes.items[number];
  if (node->done)
    return;
  node->done = true;
  for (u32 i = 0; i < node->needs.count; i++)
    place(cdk, node->needs.items[i]);
  VEC_PUSH(cdk->arena, &cdk->order, number);
}

void cdk_order(Cdk *cdk) {
  for (u32 i = 0; i < cdk->nodes.count; i++)
    find_needs(cdk, &cdk->nodes.items[i]);
  for (u32 i = 0; i < cdk->model->outputs.count; i++)
    each_reference(
      cdk, json_text(cdk->template, cdk->model->outputs.items[i].value, 0),
      add_need, NULL);
  for (u32 i = 0; i < cdk->model->tags.count; i++)
    each_reference(cdk,
                   json_text(cdk->template, cdk->model->tags.items[i].value, 0),
                   add_need, NULL);
  for (u32 rank = 0; rank <= OTHERS; rank++)
    for (u32 i = 0; i < cdk->nodes.count; i++)
      if (cdk->nodes.items[i].rank == rank)
        place(cdk, i);
}
