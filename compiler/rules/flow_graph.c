/* SPDX-License-Identifier: Apache-2.0
 *
 * Messages on their way: whether they can come back to where they started,
 * whether two handlers compete for them, and what stands aside of all arrows.
 *
 * A circle is reported once, at its first handler, by its shortest way.
 */
#include "rules/check.h"

/* ---- circles ---- */

typedef VEC(const Resource *) Way;

/* The shortest way from the handler back to itself, without the return. */
static Way shortest_circle(const Rules *rules, const Circles *circles,
                           const Resource *start) {
  Arena *arena = rules->arena;
  const Resource **from =
    ARENA_ARRAY(arena, const Resource *, rules->model->resource_count);
  Way queue = { 0 }, way = { 0 };
  const Resource *last = NULL, *target;
  VEC_PUSH(arena, &queue, start);
  for (u32 i = 0; !last && i < queue.count; i++)
    for (u32 edge = 0;
         !last && message_edge(queue.items[i], edge, true, &target); edge++) {
      if (target == start) {
        last = queue.items[i];
      } else if (target && !from[target->number] &&
                 circles->of[target->number] == circles->of[start->number]) {
        from[target->number] = queue.items[i];
        VEC_PUSH(arena, &queue, target);
      }
    }
  for (const Resource *at = last; at && at != start; at = from[at->number])
    VEC_PUSH(arena, &way, at);
  VEC_PUSH(arena, &way, start);
  for (u32 i = 0; i < way.count / 2; i++) {
    const Resource *kept = way.items[i];
    way.items[i] = way.items[way.count - 1 - i];
    way.items[way.count - 1 - i] = kept;
  }
  return way;
}

static void report_circle(const Rules *rules, const Circles *circles,
                          const Resource *first) {
  Way stations = shortest_circle(rules, circles, first);
  Buf way = buf_new(rules->arena);
  Diag *diag =
    diag_add(rules->diags, RULE_FLOW_CYCLE, first->span,
             "what `%.*s` sends can come back to it", STR_ARG(first->path));
  for (u32 i = 0; i < stations.count; i++) {
    const Resource *one = stations.items[i];
    buf_format(&way, "%.*s -> ", STR_ARG(one->path));
    if (i > 0)
      diag_related(rules->diags, diag, one->span, "over %.*s `%.*s`",
                   STR_ARG(kind_row(one->kind)->word), STR_ARG(one->path));
  }
  buf_str(&way, first->path);
  diag_effect(rules->diags, diag,
              "one message can go round without end, and every round is paid "
              "for");
  diag_note(rules->diags, diag, "the way: %.*s", STR_ARG(buf_view(&way)));
  diag_help(rules->diags, diag,
            "take one of the arrows away, or say in the head of `%.*s` why it "
            "comes to an end: `because \"…\"`",
            STR_ARG(first->path));
}

/* Each reason on a circle is used; a circle that passes none is reported at
 * its first handler. */
void check_cycles(const Rules *rules) {
  Circles all = circles_find(rules->arena, rules->model, false);
  if (!all.count)
    return;
  Circles left = circles_find(rules->arena, rules->model, true);
  bool *reported = ARENA_ARRAY(rules->arena, bool, left.count + 1);
  for (u32 i = 0; i < rules->model->handlers.count; i++) {
    const Resource *handler = &rules->model->handlers.items[i]->resource;
    if (all.of[handler->number] && handler->reason)
      reason_excuse(rules->arena, handler->reason, RULE_FLOW_CYCLE);
    u32 circle = left.of[handler->number];
    if (!circle || reported[circle])
      continue;
    reported[circle] = true;
    report_circle(rules, &left, handler);
  }
}

/* ---- consumers ---- */

static void report_competitor(const Rules *rules, const Queue *queue,
                              const Handler *first, const Handler *later) {
  Diag *diag =
    diag_unless(rules->diags, later->resource.reason, RULE_FLOW_TWO_CONSUMERS,
                later->resource.span,
                "`%.*s` and `%.*s` take messages from one queue, "
                "`%.*s`",
                STR_ARG(first->resource.path), STR_ARG(later->resource.path),
                STR_ARG(queue->resource.path));
  diag_label(rules->diags, diag, "takes from it too");
  diag_related(rules->diags, diag, first->resource.span, "takes from it");
  diag_related(rules->diags, diag, queue->resource.span, "the queue");
  diag_effect(rules->diags, diag,
              "each message reaches one of the two, and chance says which");
  diag_help(rules->diags, diag,
            "give each a queue of its own, or say in the head of `%.*s` why "
            "both may take any message: `because \"…\"`",
            STR_ARG(later->resource.path));
}

static void check_competitors(const Rules *rules, const Queue *queue) {
  const Handler *first = NULL;
  for (u32 i = 0; i < queue->consumers.count; i++)
    if (!first ||
        queue->consumers.items[i]->resource.span.lo < first->resource.span.lo)
      first = queue->consumers.items[i];
  for (u32 i = 0; first && i < queue->consumers.count; i++) {
    const Handler *later = queue->consumers.items[i];
    if (later && later != first)
      report_competitor(rules, queue, first, later);
  }
}

/* A topic that tells of alarms is often heard by people. */
static void check_subscribers(const Rules *rules, const Topic *topic) {
  const Resource *resource = &topic->resource;
  if (topic->subscriptions.count || topic_hears_alarms(rules->model, topic))
    return;
  Diag *diag = diag_add(rules->diags, RULE_FLOW_UNCONSUMED, resource->span,
                        "nothing subscribes to topic `%.*s`",
                        STR_ARG(resource->path));
  diag_effect(rules->diags, diag, "what is published to it is lost");
  diag_help(rules->diags, diag,
            "let a queue or a handler hear it: `topic %.*s -> QUEUE`",
            STR_ARG(resource->path));
}

void check_consumers(const Rules *rules) {
  for (u32 i = 0; rules->edges_known && i < rules->model->topics.count; i++)
    check_subscribers(rules, rules->model->topics.items[i]);
  for (u32 i = 0; i < rules->queues.count; i++) {
    const Queue *queue = rules->queues.items[i];
    const Resource *resource = &queue->resource;
    check_competitors(rules, queue);
    if (queue->consumers.count || queue->source || queue->failures ||
        resource->kind != KIND_queue || !rules->edges_known)
      continue;
    Diag *diag = diag_add(rules->diags, RULE_FLOW_UNCONSUMED, resource->span,
                          "nothing takes messages from queue `%.*s`",
                          STR_ARG(resource->path));
    i64 retention;
    if (rules_most(resource, ATTR_queue_retention, &retention))
      diag_effect(rules->diags, diag,
                  "its messages are deleted unread after %.*s",
                  STR_ARG(rules_value(rules, resource, ATTR_queue_retention,
                                      retention)));
    diag_help(rules->diags, diag,
              "let a handler take them: `handler NAME <- "
              "%.*s`",
              STR_ARG(resource->path));
  }
}

/* ---- what nothing leads to ---- */

static void report_unfed(const Rules *rules, const Resource *resource) {
  static const struct {
    KindId kind;
    const char *what, *effect, *repair, *end; /* the path stands between */
  } rows[] = {
    { KIND_queue, "nothing sends to queue", "it stays empty",
      "let an endpoint or a handler send to it: `endpoint POST /PATH -> ",
      "`" },
    { KIND_handler, "nothing calls handler", "its code never runs",
      "let a queue feed it (`handler ",
      " <- QUEUE`), or an endpoint call it" },
    { KIND_topic, "nothing publishes to topic", "its subscribers hear nothing",
      "let a handler publish to it: `handler NAME <- QUEUE -> ", "`" },
    { KIND_api, "no endpoint is on API", "it answers every request with 404",
      "put one there: `endpoint POST /PATH on ", " -> QUEUE`" },
  };
  u32 row = 0;
  while (rows[row].kind != resource->kind)
    row++;
  Str path = resource->path;
  Diag *diag = diag_add(rules->diags, RULE_FLOW_UNFED, resource->span,
                        "%s `%.*s`", rows[row].what, STR_ARG(path));
  diag_effect(rules->diags, diag, "%s", rows[row].effect);
  if (resource->kind == KIND_api && !api_is_named((const Api *)resource))
    diag_help(rules->diags, diag,
              "put one there: `endpoint POST /PATH -> QUEUE`");
  else
    diag_help(rules->diags, diag, "%s%.*s%s", rows[row].repair, STR_ARG(path),
              rows[row].end);
}

void check_unfed(const Rules *rules) {
  const Model *model = rules->model;
  bool *fed = ARENA_ARRAY(rules->arena, bool, model->resource_count);
  if (!rules->edges_known)
    return;
  for (u32 i = 0; i < model->handlers.count; i++) {
    const Resource *failure = model->handlers.items[i]->on_failure;
    if (failure)
      fed[failure->number] = true;
  }
  for (u32 i = 0; i < model->apis.count; i++)
    if (!model->apis.items[i]->endpoints.count)
      report_unfed(rules, &model->apis.items[i]->resource);
  for (u32 i = 0; i < model->queues.count; i++) {
    const Queue *queue = model->queues.items[i];
    if (!queue->source && !queue->senders.count && !fed[queue->resource.number])
      report_unfed(rules, &queue->resource);
  }
  for (u32 i = 0; i < model->topics.count; i++) {
    const Topic *topic = model->topics.items[i];
    if (!topic->publishers.count && !fed[topic->resource.number] &&
        !topic_hears_alarms(model, topic))
      report_unfed(rules, &topic->resource);
  }
  for (u32 i = 0; i < model->handlers.count; i++) {
    const Handler *handler = model->handlers.items[i];
    if (!handler->source && !handler->callers.count && !handler->authorizer)
      report_unfed(rules, &handler->resource);
  }
}
