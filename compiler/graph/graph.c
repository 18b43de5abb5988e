/* SPDX-License-Identifier: Apache-2.0
 *
 * The model as nodes and edges. An arrow of the program is an edge; what the
 * compiler adds to it (dead-letter queues, roles) is drawn too, as what it is.
 * An external thing is a node only where something leads to it.
 */
#include "graph/graph.h"

typedef struct Making {
  Graph *graph;
  u32 *node_of; /* by Resource.number: its node + 1; 0: it has none */
  Map known;    /* edges: "SORT FROM TO" -> index + 1 */
} Making;

/* ---- words --------------------------------------------------------------- */

Str node_word(NodeSort sort) {
  static const Str words[] = {
    [SORT_ENDPOINT] = STR_INIT("endpoint"),
    [SORT_SCHEDULE] = STR_INIT("schedule"),
    [SORT_QUEUE] = STR_INIT("queue"),
    [SORT_TOPIC] = STR_INIT("topic"),
    [SORT_HANDLER] = STR_INIT("handler"),
    [SORT_EXTERNAL] = STR_INIT("external"),
    [SORT_RAW] = STR_INIT("raw"),
    [SORT_DEAD_LETTERS] = STR_INIT("dead_letters"),
    [SORT_ROLE] = STR_INIT("role"),
  };
  return words[sort];
}

Str edge_word(EdgeSort sort) {
  static const Str words[] = {
    [EDGE_MESSAGES] = STR_INIT("messages"),
    [EDGE_DEAD_LETTERS] = STR_INIT("dead letters"),
    [EDGE_FAILURES] = STR_INIT("failures"),
    [EDGE_USES] = STR_INIT("uses"),
    [EDGE_ASKS] = STR_INIT("asks"),
    [EDGE_ROLE] = STR_INIT("role"),
  };
  return words[sort];
}

/* ---- nodes --------------------------------------------------------------- */

static u32 add_node(Making *making, NodeSort sort, const Resource *resource,
                    Str name, Str caption) {
  Graph *graph = making->graph;
  u32 *node = &making->node_of[resource->number];
  if (*node)
    return *node - 1;
  *node = graph->nodes.count + 1;
  GraphNode made = {
    .sort = sort, .resource = resource, .name = name, .caption = caption
  };
  VEC_PUSH(graph->arena, &graph->nodes, made);
  return *node - 1;
}

static void add_declared(Making *making, NodeSort sort,
                         const Resource *resource) {
  add_node(making, sort, resource, resource->path,
           kind_row(resource->kind)->word);
}

static void add_queue(Making *making, const Queue *queue) {
  const Resource *resource = &queue->resource;
  if (queue->source)
    add_node(making, SORT_DEAD_LETTERS, resource, resource->path,
             STR("dead letters"));
  else if (queue->failures)
    add_node(making, SORT_DEAD_LETTERS, resource, resource->path,
             STR("failed calls"));
  else
    add_declared(making, SORT_QUEUE, resource);
}

static void add_nodes(Making *making) {
  const Model *model = making->graph->model;
  for (u32 i = 0; i < model->endpoints.count; i++)
    add_declared(making, SORT_ENDPOINT, &model->endpoints.items[i]->resource);
  for (u32 i = 0; i < model->schedules.count; i++)
    add_declared(making, SORT_SCHEDULE, &model->schedules.items[i]->resource);
  for (u32 i = 0; i < model->queues.count; i++)
    add_queue(making, model->queues.items[i]);
  for (u32 i = 0; i < model->topics.count; i++)
    add_declared(making, SORT_TOPIC, &model->topics.items[i]->resource);
  for (u32 i = 0; i < model->handlers.count; i++)
    add_declared(making, SORT_HANDLER, &model->handlers.items[i]->resource);
  for (u32 i = 0; i < model->raws.count; i++)
    add_node(making, SORT_RAW, &model->raws.items[i]->resource,
             model->raws.items[i]->resource.path, model->raws.items[i]->type);
}

/* The node of whatever an arrow leads to. */
static u32 node_at(Making *making, const Resource *resource) {
  return add_node(making, SORT_EXTERNAL, resource, resource->path,
                  str_format(making->graph->arena, "external %.*s",
                             STR_ARG(kind_row(resource->kind)->word)));
}

/* ---- edges --------------------------------------------------------------- */

static void add_way(Graph *graph, GraphEdge *edge, Str way) {
  if (!way.length)
    return;
  edge->ways = edge->ways.length ? str_format(graph->arena, "%.*s, %.*s",
                                              STR_ARG(edge->ways), STR_ARG(way))
                                 : way;
}

static void add_edge(Making *making, EdgeSort sort, const Resource *from,
                     const Resource *to, Str way) {
  Graph *graph = making->graph;
  if (!from || !to)
    return;
  GraphEdge made = { .sort = sort,
                     .from = node_at(making, from),
                     .to = node_at(making, to) };
  Str key =
    str_format(graph->arena, "%u %u %u", (unsigned)sort, made.from, made.to);
  u32 known = map_get(&making->known, key);
  if (!known) {
    VEC_PUSH(graph->arena, &graph->edges, made);
    known = graph->edges.count;
    map_set(&making->known, key, known);
  }
  add_way(graph, &graph->edges.items[known - 1], way);
}

static void add_handler_edges(Making *making, const Handler *handler) {
  const Resource *resource = &handler->resource;
  for (u32 i = 0; i < handler->targets.count; i++)
    add_edge(making, EDGE_MESSAGES, resource, handler->targets.items[i],
             STR(""));
  for (u32 i = 0; i < handler->accesses.count; i++) {
    const Access *access = &handler->accesses.items[i];
    add_edge(making, EDGE_USES, resource, access->resource,
             access->row ? access->row->name : STR(""));
  }
  add_edge(making, EDGE_FAILURES, resource, handler->on_failure, STR(""));
}

static void add_edges(Making *making) {
  const Model *model = making->graph->model;
  for (u32 i = 0; i < model->endpoints.count; i++) {
    const Endpoint *endpoint = model->endpoints.items[i];
    const Authorizer *authorizer = endpoint->authorizer;
    add_edge(making, EDGE_MESSAGES, &endpoint->resource, endpoint->target,
             STR(""));
    if (authorizer && authorizer->handler)
      add_edge(making, EDGE_ASKS, &endpoint->resource,
               &authorizer->handler->resource, STR(""));
  }
  for (u32 i = 0; i < model->schedules.count; i++)
    add_edge(making, EDGE_MESSAGES, &model->schedules.items[i]->resource,
             model->schedules.items[i]->target, STR(""));
  for (u32 i = 0; i < model->subscriptions.count; i++)
    add_edge(making, EDGE_MESSAGES,
             &model->subscriptions.items[i]->topic->resource,
             model->subscriptions.items[i]->subscriber, STR(""));
  for (u32 i = 0; i < model->handlers.count; i++) {
    const Handler *handler = model->handlers.items[i];
    if (handler->source && handler->source->kind != KIND_schedule &&
        !as_topic(handler->source))
      add_edge(making, EDGE_MESSAGES, handler->source, &handler->resource,
               STR(""));
    add_handler_edges(making, handler);
  }
  for (u32 i = 0; i < model->queues.count; i++)
    if (model->queues.items[i]->dead_letter)
      add_edge(making, EDGE_DEAD_LETTERS, &model->queues.items[i]->resource,
               &model->queues.items[i]->dead_letter->resource, STR(""));
}

/* ---- roles --------------------------------------------------------------- */

/* A role that several endpoints share hangs below the first of them. */
static void add_role(Making *making, const Role *role,
                     const Resource *resource) {
  Graph *graph = making->graph;
  u32 owner = making->node_of[resource->number];
  if (!role || !owner || making->node_of[role->resource.number])
    return;
  GraphEdge edge = { .sort = EDGE_ROLE, .to = owner - 1 };
  edge.from = add_node(making, SORT_ROLE, &role->resource,
                       graph->nodes.items[owner - 1].name, STR("role"));
  VEC_PUSH(graph->arena, &graph->edges, edge);
}

static void add_roles(Making *making) {
  const Model *model = making->graph->model;
  for (u32 i = 0; i < model->endpoints.count; i++)
    add_role(making, model->endpoints.items[i]->role,
             &model->endpoints.items[i]->resource);
  for (u32 i = 0; i < model->schedules.count; i++)
    add_role(making, model->schedules.items[i]->role,
             &model->schedules.items[i]->resource);
  for (u32 i = 0; i < model->handlers.count; i++)
    add_role(making, model->handlers.items[i]->role,
             &model->handlers.items[i]->resource);
}

Graph *graph_new(Arena *arena, const Model *model) {
  Graph *graph = ARENA_NEW(arena, Graph);
  Making making = { .graph = graph,
                    .node_of = ARENA_ARRAY(arena, u32, model->resource_count),
                    .known = map_new(arena) };
  graph->arena = arena;
  graph->model = model;
  add_nodes(&making);
  add_edges(&making);
  add_roles(&making);
  return graph;
}

/* ---- one of them --------------------------------------------------------- */

Str *graph_names(const Graph *graph, u32 *count) {
  Str *names = ARENA_ARRAY(graph->arena, Str, graph->nodes.count);
  *count = 0;
  for (u32 i = 0; i < graph->nodes.count; i++)
    if (graph->nodes.items[i].sort != SORT_ROLE)
      names[(*count)++] = graph->nodes.items[i].name;
  return names;
}

typedef VEC(u32) Neighbours;

/* Marks what can be reached from the chosen one, along the arrows or against
 * them. */
static void spread(Graph *graph, u32 chosen, Emphasis mark) {
  Neighbours *next = ARENA_ARRAY(graph->arena, Neighbours, graph->nodes.count);
  Neighbours reached = { 0 };
  bool *seen = ARENA_ARRAY(graph->arena, bool, graph->nodes.count);
  for (u32 i = 0; i < graph->edges.count; i++) {
    const GraphEdge *edge = &graph->edges.items[i];
    if (edge->sort != EDGE_ROLE && mark == EMPHASIS_FED)
      VEC_PUSH(graph->arena, &next[edge->from], edge->to);
    else if (edge->sort != EDGE_ROLE)
      VEC_PUSH(graph->arena, &next[edge->to], edge->from);
  }
  seen[chosen] = true;
  VEC_PUSH(graph->arena, &reached, chosen);
  for (u32 i = 0; i < reached.count; i++) {
    u32 from = reached.items[i];
    for (u32 k = 0; k < next[from].count; k++) {
      u32 node = next[from].items[k];
      if (seen[node])
        continue;
      seen[node] = true;
      if (!graph->nodes.items[node].emphasis)
        graph->nodes.items[node].emphasis = mark;
      VEC_PUSH(graph->arena, &reached, node);
    }
  }
}

bool graph_choose(Graph *graph, Str name) {
  u32 chosen = 0;
  while (chosen < graph->nodes.count &&
         !str_equal(graph->nodes.items[chosen].name, name))
    chosen++;
  if (chosen == graph->nodes.count)
    return false;
  graph->emphasised = true;
  graph->nodes.items[chosen].emphasis = EMPHASIS_CHOSEN;
  spread(graph, chosen, EMPHASIS_FEEDS);
  spread(graph, chosen, EMPHASIS_FED);
  for (u32 i = 0; i < graph->edges.count; i++) {
    const GraphEdge *edge = &graph->edges.items[i];
    if (edge->sort == EDGE_ROLE)
      graph->nodes.items[edge->from].emphasis =
        graph->nodes.items[edge->to].emphasis;
  }
  return true;
}

bool edge_stands_out(const Graph *graph, const GraphEdge *edge) {
  return !graph->emphasised || (graph->nodes.items[edge->from].emphasis &&
                                graph->nodes.items[edge->to].emphasis);
}

/* ---- what there is to say about a node ----------------------------------- */

static bool is_plain(const Value *value) {
  return (value->kind >= VALUE_BOOL && value->kind <= VALUE_PERCENT) ||
         value->kind == VALUE_WORD || value->kind == VALUE_TEXT;
}

GraphFacts node_settings(const Graph *graph, const GraphNode *node) {
  GraphFacts facts = { 0 };
  const Resource *resource = node->resource;
  u32 first = kind_row(resource->kind)->first;
  for (u32 i = 0; resource->settings && i < kind_attr_count(resource->kind);
       i++) {
    const Setting *set = &resource->settings[i];
    if (set->origin < ORIGIN_INFERRED || !is_plain(&set->value) ||
        attr_row((AttrId)(first + i))->type.kind == TYPE_BLOCK)
      continue;
    GraphFact fact = { attr_path(graph->arena, (AttrId)(first + i)),
                       value_text(graph->arena, &set->value) };
    VEC_PUSH(graph->arena, &facts, fact);
  }
  return facts;
}

GraphFacts node_grants(const Graph *graph, const GraphNode *node) {
  GraphFacts facts = { 0 };
  if (node->sort != SORT_ROLE)
    return facts;
  const Statements *statements = &((const Role *)node->resource)->statements;
  for (u32 i = 0; i < statements->items.count; i++) {
    const Statement *one = &statements->items.items[i];
    Str actions =
      str_join(graph->arena, STR(", "), one->actions.items, one->actions.count);
    GraphFact fact = { str_format(graph->arena, "%s %.*s",
                                  one->deny ? "may not" : "may",
                                  STR_ARG(actions)),
                       one->reason_text };
    VEC_PUSH(graph->arena, &facts, fact);
  }
  return facts;
}
