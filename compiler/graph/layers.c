/* SPDX-License-Identifier: Apache-2.0
 *
 * Columns: a walk along the arrows turns those around that would close a
 * circle; without them the longest way to a node is its column. What nothing
 * leads to stands right before what it leads to first. Then long arrows get
 * their bends. No recursion: a program may be a chain as long as it likes.
 */
#include "graph/layout.h"

enum { MOST_STATIONS = 50000, MOST_LINKS = 100000 };

typedef struct Layering {
  Layout *layout;
  struct Arrows {
    VEC(u32) edges;
  } * out;           /* by node */
  bool *fed;         /* by node: something leads to it */
  bool *back;        /* by edge: turned around */
  u32 *rank;         /* by node: when the walk came to it, from 1 */
  u32 *column;       /* by node */
  VEC(u32) finished; /* each node behind all that it leads to */
} Layering;

static bool is_drawn(const GraphEdge *edge) {
  return edge->sort != EDGE_ROLE && edge->from != edge->to;
}

/* ---- the walk ------------------------------------------------------------ */

typedef struct Step {
  u32 node, next; /* the next one of its arrows */
} Step;

static void walk(Layering *layering, u32 start, u32 *count, bool *open) {
  Arena *arena = layering->layout->arena;
  const Graph *graph = layering->layout->graph;
  VEC(Step) way = { 0 };
  Step first = { .node = start };
  layering->rank[start] = ++*count;
  open[start] = true;
  VEC_PUSH(arena, &way, first);
  while (way.count) {
    Step *top = &way.items[way.count - 1];
    const struct Arrows *out = &layering->out[top->node];
    if (top->next == out->edges.count) {
      open[top->node] = false;
      VEC_PUSH(arena, &layering->finished, top->node);
      way.count--;
      continue;
    }
    u32 edge = out->edges.items[top->next++];
    u32 to = graph->edges.items[edge].to;
    if (layering->rank[to]) {
      layering->back[edge] = open[to];
      continue;
    }
    Step next = { .node = to };
    layering->rank[to] = ++*count;
    open[to] = true;
    VEC_PUSH(arena, &way, next);
  }
}

static void walk_all(Layering *layering) {
  const Graph *graph = layering->layout->graph;
  bool *open = ARENA_ARRAY(layering->layout->arena, bool, graph->nodes.count);
  u32 count = 0;
  for (int fed = 0; fed < 2; fed++)
    for (u32 i = 0; i < graph->nodes.count; i++)
      if (!layering->rank[i] && (fed || !layering->fed[i]))
        walk(layering, i, &count, open);
}

/* ---- columns ------------------------------------------------------------- */

static u32 left_end(const Layering *layering, u32 edge) {
  const GraphEdge *row = &layering->layout->graph->edges.items[edge];
  return layering->back[edge] ? row->to : row->from;
}

static u32 right_end(const Layering *layering, u32 edge) {
  const GraphEdge *row = &layering->layout->graph->edges.items[edge];
  return layering->back[edge] ? row->from : row->to;
}

static void gather(Layering *layering) {
  Arena *arena = layering->layout->arena;
  const Graph *graph = layering->layout->graph;
  for (int strong = 1; strong >= 0; strong--)
    for (u32 i = 0; i < graph->edges.count; i++) {
      const GraphEdge *edge = &graph->edges.items[i];
      if (!is_drawn(edge) || (edge->sort == EDGE_MESSAGES) != strong)
        continue;
      VEC_PUSH(arena, &layering->out[edge->from].edges, i);
      layering->fed[edge->to] = true;
    }
}

/* Arrows that were turned around go from one that was reached earlier to one
 * that finished earlier, so the same order serves for all. */
static void find_columns(Layering *layering) {
  Arena *arena = layering->layout->arena;
  const Graph *graph = layering->layout->graph;
  u32 count = graph->nodes.count;
  struct Arrows *right = ARENA_ARRAY(arena, struct Arrows, count);
  bool *fed = ARENA_ARRAY(arena, bool, count);
  for (u32 i = 0; i < graph->edges.count; i++)
    if (is_drawn(&graph->edges.items[i])) {
      VEC_PUSH(arena, &right[left_end(layering, i)].edges, i);
      fed[right_end(layering, i)] = true;
    }
  for (u32 k = layering->finished.count; k-- > 0;) {
    u32 node = layering->finished.items[k];
    for (u32 i = 0; i < right[node].edges.count; i++) {
      u32 *column =
        &layering->column[right_end(layering, right[node].edges.items[i])];
      if (*column <= layering->column[node])
        *column = layering->column[node] + 1;
    }
  }
  for (u32 node = 0; node < count; node++) {
    u32 nearest = UINT32_MAX;
    for (u32 i = 0; i < right[node].edges.count; i++) {
      u32 to =
        layering->column[right_end(layering, right[node].edges.items[i])];
      nearest = to < nearest ? to : nearest;
    }
    if (!fed[node] && nearest != UINT32_MAX)
      layering->column[node] = nearest - 1;
  }
}

/* ---- islands ------------------------------------------------------------- */

static u32 root(u32 *above, u32 node) {
  while (above[node] != node)
    node = above[node] = above[above[node]];
  return node;
}

/* The island of each node, numbered by their first nodes. */
static u32 *find_islands(Layout *layout) {
  const Graph *graph = layout->graph;
  u32 count = graph->nodes.count;
  u32 *above = ARENA_ARRAY(layout->arena, u32, count);
  u32 *islands = ARENA_ARRAY(layout->arena, u32, count);
  for (u32 i = 0; i < count; i++)
    above[i] = i;
  for (u32 i = 0; i < graph->edges.count; i++) {
    u32 from = root(above, graph->edges.items[i].from);
    u32 to = root(above, graph->edges.items[i].to);
    above[from > to ? from : to] = from > to ? to : from;
  }
  for (u32 i = 0; i < count; i++) {
    u32 top = root(above, i);
    islands[i] = top == i ? layout->islands.count : islands[top];
    if (top == i)
      *VEC_ADD(layout->arena, &layout->islands) = (Island){ 0 };
  }
  return islands;
}

/* ---- stations ------------------------------------------------------------ */

static u32 add_station(Layout *layout, Station station) {
  VEC_PUSH(layout->arena, &layout->stations, station);
  Island *island = &layout->islands.items[station.island];
  if (island->column_count <= station.column)
    island->column_count = station.column + 1;
  return layout->stations.count - 1;
}

static u32 add_link(Layout *layout, u32 left, u32 right, bool strong) {
  Link link = { .left = left, .right = right, .strong = strong };
  u32 number = layout->links.count;
  VEC_PUSH(layout->arena, &layout->links, link);
  VEC_PUSH(layout->arena, &layout->stations.items[left].after, number);
  VEC_PUSH(layout->arena, &layout->stations.items[right].before, number);
  return number;
}

static void add_route(Layering *layering, u32 edge) {
  Layout *layout = layering->layout;
  u32 at = layout->station_of[left_end(layering, edge)];
  u32 end = layout->station_of[right_end(layering, edge)];
  bool strong = layout->graph->edges.items[edge].sort == EDGE_MESSAGES &&
                !layering->back[edge];
  Route route = { .edge = edge, .back = layering->back[edge] };
  Station bend = layout->stations.items[at];
  bend = (Station){ .node = NODE_NONE,
                    .rank = bend.rank,
                    .island = bend.island,
                    .column = bend.column,
                    .up = 7 * 64,
                    .down = 7 * 64 };
  while (++bend.column < layout->stations.items[end].column) {
    u32 next = add_station(layout, bend);
    VEC_PUSH(layout->arena, &route.links, add_link(layout, at, next, strong));
    at = next;
  }
  VEC_PUSH(layout->arena, &route.links, add_link(layout, at, end, strong));
  VEC_PUSH(layout->arena, &layout->routes, route);
}

static bool is_too_large(const Layering *layering) {
  const Graph *graph = layering->layout->graph;
  u64 stations = graph->nodes.count, links = 0;
  for (u32 i = 0; i < graph->edges.count; i++) {
    u64 steps = is_drawn(&graph->edges.items[i])
                  ? layering->column[right_end(layering, i)] -
                      layering->column[left_end(layering, i)]
                  : 0;
    links += steps;
    stations += steps ? steps - 1 : 0;
  }
  return stations > MOST_STATIONS || links > MOST_LINKS;
}

static void add_stations(Layering *layering) {
  Layout *layout = layering->layout;
  const Graph *graph = layout->graph;
  const u32 *islands = find_islands(layout);
  for (u32 i = 0; i < graph->nodes.count; i++) {
    Station station = { .node = i,
                        .rank = layering->rank[i],
                        .island = islands[i],
                        .column = layering->column[i],
                        .up = BOX_HEIGHT / 2 * 64,
                        .down = BOX_HEIGHT / 2 * 64 };
    if (layout->roles[i] != NODE_NONE)
      station.down += (CHIP_DROP + CHIP_HEIGHT) * 64;
    layout->station_of[i] = NODE_NONE;
    if (graph->nodes.items[i].sort != SORT_ROLE)
      layout->station_of[i] = add_station(layout, station);
  }
  for (u32 i = 0; i < graph->edges.count; i++)
    if (is_drawn(&graph->edges.items[i]))
      add_route(layering, i);
}

bool layout_layers(Layout *layout) {
  Arena *arena = layout->arena;
  u32 nodes = layout->graph->nodes.count, edges = layout->graph->edges.count;
  Layering layering = { .layout = layout,
                        .out = ARENA_ARRAY(arena, struct Arrows, nodes),
                        .fed = ARENA_ARRAY(arena, bool, nodes),
                        .back = ARENA_ARRAY(arena, bool, edges),
                        .rank = ARENA_ARRAY(arena, u32, nodes),
                        .column = ARENA_ARRAY(arena, u32, nodes) };
  gather(&layering);
  walk_all(&layering);
  find_columns(&layering);
  if (is_too_large(&layering))
    return false;
  add_stations(&layering);
  return true;
}
