/* SPDX-License-Identifier: Apache-2.0
 *
 * Messages on their way: whether they can come back to where they started,
 * whether two handlers compete for them, and what stands aside of all arrows.
 *
 * Queues and handlers are the nodes. A queue leads to the handlers that take
 * from it and to its dead-letter queue; a handler leads to what it sends to.
 * Circles are looked for by Tarjan's walk, without recursion: a program may be
 * a chain as long as it likes.
 */
#include "rules/check.h"

/* ---- the graph ---- */

typedef struct Node {
  const Resource *resource; /* NULL: no node has this number */
  u32 order;                /* of the first visit, from 1 */
  u32 lowest; /* order of the earliest node that it leads back to */
  u32 edge;   /* the next one to look at */
  u32 circle; /* number of its component, if that is a circle; else 0 */
  u32 from;   /* on the shortest way: the node before */
  bool open;  /* its component is not complete */
} Node;

typedef struct Graph {
  const Rules *rules;
  Node *nodes;          /* by number of the resource */
  bool without_excused; /* handlers with a reason lead nowhere */
  u32 visits, circles;
  VEC(u32) path, members;
} Graph;

/* Where the edge leads; false: the node has no more of them. NULL is an edge
 * that leads out of the graph. */
static bool edge_at(const Graph *graph, u32 node, u32 edge,
                    const Resource **target) {
  const Resource *resource = graph->nodes[node].resource;
  const Queue *queue = as_queue(resource);
  const Handler *handler = as_handler(resource);
  *target = NULL;
  if (queue && edge < queue->consumers.count)
    *target = &queue->consumers.items[edge]->resource;
  else if (queue && edge == queue->consumers.count && queue->dead_letter)
    *target = &queue->dead_letter->resource;
  else if (handler && !(graph->without_excused && resource->reason) &&
           edge < handler->targets.count)
    *target = handler->targets.items[edge];
  else
    return false;
  if (!resource_is_queue(*target) && !as_handler(*target))
    *target = NULL;
  return true;
}

static void graph_enter(Graph *graph, u32 node) {
  Node *entered = &graph->nodes[node];
  entered->order = entered->lowest = ++graph->visits;
  entered->open = true;
  VEC_PUSH(graph->rules->arena, &graph->path, node);
  VEC_PUSH(graph->rules->arena, &graph->members, node);
}

/* All of a component has been seen; one node alone is no circle unless it
 * leads to itself. */
static void graph_close(Graph *graph, u32 node) {
  u32 first = graph->members.count;
  do
    first--;
  while (graph->members.items[first] != node);
  bool circle = graph->members.count - first > 1;
  const Resource *target;
  for (u32 edge = 0; !circle && edge_at(graph, node, edge, &target); edge++)
    circle = target && target->number == node;
  u32 number = circle ? ++graph->circles : 0;
  for (u32 i = first; i < graph->members.count; i++) {
    graph->nodes[graph->members.items[i]].open = false;
    graph->nodes[graph->members.items[i]].circle = number;
  }
  graph->members.count = first;
}

static void graph_step(Graph *graph) {
  u32 top = graph->path.items[graph->path.count - 1];
  Node *node = &graph->nodes[top];
  const Resource *target;
  if (edge_at(graph, top, node->edge, &target)) {
    node->edge++;
    if (!target)
      return;
    Node *next = &graph->nodes[target->number];
    if (!next->order)
      graph_enter(graph, target->number);
    else if (next->open && next->order < node->lowest)
      node->lowest = next->order;
    return;
  }
  graph->path.count--;
  if (node->lowest == node->order)
    graph_close(graph, top);
  if (graph->path.count) {
    Node *before = &graph->nodes[graph->path.items[graph->path.count - 1]];
    if (node->lowest < before->lowest)
      before->lowest = node->lowest;
  }
}

static Graph graph_new(const Rules *rules, bool without_excused) {
  Graph graph = { .rules = rules,
                  .nodes = ARENA_ARRAY(rules->arena, Node, rules->things),
                  .without_excused = without_excused };
  for (u32 i = 0; i < rules->queues.count; i++) {
    const Resource *queue = &rules->queues.items[i]->resource;
    graph.nodes[queue->number].resource = queue;
  }
  for (u32 i = 0; i < rules->model->handlers.count; i++) {
    const Resource *handler = &rules->model->handlers.items[i]->resource;
    graph.nodes[handler->number].resource = handler;
  }
  for (u32 i = 0; i < rules->things; i++) {
    if (!graph.nodes[i].resource || graph.nodes[i].order)
      continue;
    graph_enter(&graph, i);
    while (graph.path.count)
      graph_step(&graph);
  }
  return graph;
}

/* ---- circles ---- */

/* The shortest way from the node back to itself, as numbers in order. */
static void shortest_circle(Graph *graph, u32 start) {
  VEC(u32) queue = { 0 };
  Arena *arena = graph->rules->arena;
  u32 circle = graph->nodes[start].circle, last = start;
  bool found = false;
  VEC_PUSH(arena, &queue, start);
  for (u32 i = 0; !found && i < queue.count; i++) {
    const Resource *target;
    u32 at = queue.items[i];
    for (u32 edge = 0; !found && edge_at(graph, at, edge, &target); edge++) {
      if (!target || graph->nodes[target->number].circle != circle)
        continue;
      if (target->number == start) {
        found = true;
        last = at;
      } else if (!graph->nodes[target->number].from) {
        graph->nodes[target->number].from = at + 1;
        VEC_PUSH(arena, &queue, target->number);
      }
    }
  }
  graph->path.count = 0;
  for (u32 at = last; at != start; at = graph->nodes[at].from - 1)
    VEC_PUSH(arena, &graph->path, at);
  VEC_PUSH(arena, &graph->path, start);
  for (u32 i = 0; i < graph->path.count / 2; i++) {
    u32 *one = &graph->path.items[i];
    u32 *other = &graph->path.items[graph->path.count - 1 - i];
    u32 kept = *one;
    *one = *other;
    *other = kept;
  }
}

static void report_circle(Graph *graph, u32 start) {
  const Rules *rules = graph->rules;
  const Resource *first = graph->nodes[start].resource;
  shortest_circle(graph, start);
  Buf way = buf_new(rules->arena);
  Diag *diag =
    diag_add(rules->diags, RULE_FLOW_CYCLE, first->span,
             "what `%.*s` sends can come back to it", STR_ARG(first->path));
  for (u32 i = 0; i < graph->path.count; i++) {
    const Resource *one = graph->nodes[graph->path.items[i]].resource;
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
  Graph all = graph_new(rules, false);
  if (!all.circles)
    return;
  Graph left = graph_new(rules, true);
  bool *reported = ARENA_ARRAY(rules->arena, bool, left.circles + 1);
  for (u32 i = 0; i < rules->model->handlers.count; i++) {
    const Resource *handler = &rules->model->handlers.items[i]->resource;
    if (all.nodes[handler->number].circle && handler->reason)
      handler->reason->used = true;
    u32 circle = left.nodes[handler->number].circle;
    if (!circle || reported[circle])
      continue;
    reported[circle] = true;
    report_circle(&left, handler->number);
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
  for (u32 i = 0; i < queue->consumers.count; i++)
    if (queue->consumers.items[i] != first)
      report_competitor(rules, queue, first, queue->consumers.items[i]);
}

void check_consumers(const Rules *rules) {
  for (u32 i = 0; i < rules->queues.count; i++) {
    const Queue *queue = rules->queues.items[i];
    const Resource *resource = &queue->resource;
    check_competitors(rules, queue);
    if (queue->consumers.count || queue->source ||
        resource->kind != KIND_queue || !rules->edges_known)
      continue;
    Diag *diag = diag_add(rules->diags, RULE_FLOW_UNCONSUMED, resource->span,
                          "nothing takes messages from queue `%.*s`",
                          STR_ARG(resource->path));
    Str kept = rules_value(rules, resource, ATTR_queue_retention);
    diag_effect(rules->diags, diag,
                "its messages are deleted unread after %.*s", STR_ARG(kept));
    diag_help(rules->diags, diag,
              "let a handler take them: `handler NAME <- "
              "%.*s`",
              STR_ARG(resource->path));
  }
}

/* ---- what nothing leads to ---- */

static void report_unfed(const Rules *rules, const Resource *resource) {
  bool queue = resource_is_queue(resource);
  Diag *diag = diag_add(rules->diags, RULE_FLOW_UNFED, resource->span,
                        queue ? "nothing sends to queue `%.*s`"
                              : "nothing calls handler `%.*s`",
                        STR_ARG(resource->path));
  diag_effect(rules->diags, diag,
              queue ? "it stays empty" : "its code never runs");
  diag_help(rules->diags, diag,
            queue ? "let an endpoint or a handler send to it: `endpoint POST "
                    "/PATH -> %.*s`"
                  : "let a queue feed it (`handler %.*s <- QUEUE`), or an "
                    "endpoint call it",
            STR_ARG(resource->path));
}

void check_unfed(const Rules *rules) {
  const Model *model = rules->model;
  bool *fed = ARENA_ARRAY(rules->arena, bool, rules->things);
  if (!rules->edges_known)
    return;
  for (u32 i = 0; i < model->handlers.count; i++) {
    const Resource *failure = model->handlers.items[i]->on_failure;
    if (failure && failure->number < rules->things)
      fed[failure->number] = true;
  }
  for (u32 i = 0; i < model->queues.count; i++) {
    const Queue *queue = model->queues.items[i];
    if (!queue->source && !queue->senders.count && !fed[queue->resource.number])
      report_unfed(rules, &queue->resource);
  }
  for (u32 i = 0; i < model->handlers.count; i++) {
    const Handler *handler = model->handlers.items[i];
    if (!handler->source && !handler->callers.count && !handler->authorizer)
      report_unfed(rules, &handler->resource);
  }
}
