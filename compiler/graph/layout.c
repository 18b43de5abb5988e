/* SPDX-License-Identifier: Apache-2.0
 *
 * The steps of a layout one after the other; then the islands are put on the
 * page, one below the other in as many stacks as make the page the shape of a
 * screen.
 */
#include "graph/layout.h"

enum {
  MARGIN = 28,
  HEAD = 84, /* above all boxes: the name of the stack */
  COLUMN_GAP = 68,
  ISLAND_GAP = 30,
  STACK_GAP = 56,
  MOST_STACKS = 8,
  LEAST_WIDTH = 420,
};

static void find_roles(Layout *layout) {
  const Graph *graph = layout->graph;
  for (u32 i = 0; i < graph->nodes.count; i++)
    layout->roles[i] = NODE_NONE;
  for (u32 i = 0; i < graph->edges.count; i++)
    if (graph->edges.items[i].sort == EDGE_ROLE)
      layout->roles[graph->edges.items[i].to] = graph->edges.items[i].from;
}

/* Boxes of one column have one width. */
static void place_columns(Layout *layout) {
  for (u32 i = 0; i < layout->islands.count; i++)
    if (layout->islands.items[i].column_count > layout->column_count)
      layout->column_count = layout->islands.items[i].column_count;
  u32 count = layout->column_count;
  layout->column_x = ARENA_ARRAY(layout->arena, int, count);
  layout->column_width = ARENA_ARRAY(layout->arena, int, count);
  for (u32 i = 0; i < layout->stations.count; i++) {
    const Station *station = &layout->stations.items[i];
    int *width = &layout->column_width[station->column];
    if (station->node != NODE_NONE && layout->widths[station->node] > *width)
      *width = layout->widths[station->node];
  }
  for (u32 i = 1; i < count; i++)
    layout->column_x[i] =
      layout->column_x[i - 1] + layout->column_width[i - 1] + COLUMN_GAP;
}

/* ---- stacks -------------------------------------------------------------- */

static int island_width(const Layout *layout, const Island *island) {
  u32 last = island->column_count - 1;
  return layout->column_x[last] + layout->column_width[last];
}

static int island_height(const Island *island) {
  return (int)(island->height / 64);
}

/* Puts the islands into stacks about so high. */
static void stack_islands(Layout *layout, int most) {
  int x = MARGIN, y = HEAD, right = 0;
  layout->height = HEAD; /* also where nothing is drawn */
  for (u32 i = 0; i < layout->islands.count; i++) {
    Island *island = &layout->islands.items[i];
    if (y > HEAD && y + island_height(island) > HEAD + most) {
      x = right + STACK_GAP;
      y = HEAD;
    }
    island->x = x;
    island->y = y;
    y += island_height(island) + ISLAND_GAP;
    int end = x + island_width(layout, island);
    right = end > right ? end : right;
    if (y - ISLAND_GAP + MARGIN > layout->height)
      layout->height = y - ISLAND_GAP + MARGIN;
  }
  layout->width = right + MARGIN;
  if (layout->width < LEAST_WIDTH)
    layout->width = LEAST_WIDTH;
}

/* The number of stacks that leaves the least page of three to two. */
static void place_islands(Layout *layout) {
  int all = 0, tallest = 0, best = 0;
  i64 best_size = INT64_MAX;
  for (u32 i = 0; i < layout->islands.count; i++) {
    int height = island_height(&layout->islands.items[i]);
    all += height + ISLAND_GAP;
    tallest = height > tallest ? height : tallest;
  }
  for (int i = 2; i <= 2 * MOST_STACKS + 1; i++) {
    /* As high as all shared out, or one more of them: they are not sand. */
    int most = all / (i / 2) + (i % 2 ? tallest : 0);
    most = most > tallest ? most : tallest;
    stack_islands(layout, most);
    i64 across = 2 * (i64)layout->width, along = 3 * (i64)layout->height;
    i64 size = across > along ? across : along;
    if (size < best_size) {
      best_size = size;
      best = most;
    }
  }
  stack_islands(layout, best);
}

/* ---- boxes --------------------------------------------------------------- */

static void place_boxes(Layout *layout) {
  for (u32 i = 0; i < layout->stations.count; i++) {
    const Station *station = &layout->stations.items[i];
    if (station->node == NODE_NONE)
      continue;
    const Island *island = &layout->islands.items[station->island];
    Box box = { island->x + layout->column_x[station->column],
                island->y + (int)(station->y / 64) - BOX_HEIGHT / 2,
                layout->column_width[station->column], BOX_HEIGHT };
    u32 role = layout->roles[station->node];
    layout->boxes[station->node] = box;
    if (role != NODE_NONE)
      layout->boxes[role] =
        (Box){ box.x + CHIP_INSET, box.y + BOX_HEIGHT + CHIP_DROP,
               layout->widths[role], CHIP_HEIGHT };
  }
}

Layout *layout_new(const Graph *graph, int *widths) {
  Arena *arena = graph->arena;
  u32 nodes = graph->nodes.count;
  Layout *layout = ARENA_NEW(arena, Layout);
  *layout = (Layout){ .arena = arena,
                      .graph = graph,
                      .widths = widths,
                      .station_of = ARENA_ARRAY(arena, u32, nodes),
                      .roles = ARENA_ARRAY(arena, u32, nodes),
                      .boxes = ARENA_ARRAY(arena, Box, nodes) };
  find_roles(layout);
  if (!layout_layers(layout))
    return NULL;
  layout_order(layout);
  layout_place(layout);
  place_columns(layout);
  place_islands(layout);
  place_boxes(layout);
  return layout;
}
