/* SPDX-License-Identifier: Apache-2.0
 *
 * How high each station stands. It wants to be level with what it is linked to,
 * those that carry messages first; a column gives everybody the place nearest
 * to the wish that keeps order and distance. That is a regression with
 * ascending values, solved by merging neighbours that want to pass each other.
 * All numbers are whole, in 1/64 of a pixel.
 */
#include "graph/layout.h"

enum {
  ROUNDS = 20,
  LAST_ROUNDS = 6,
  PIXEL = 64,
  BOX_GAP = 18 * PIXEL,
  BEND_GAP = 3 * PIXEL
};

typedef struct Block { /* stations that stand close to each other */
  i64 sum, weight;     /* of their wishes */
  u32 count;
} Block;

/* Where the station wants to be by the links of those sides. */
static i64 wish(const Layout *layout, const Station *station, bool before,
                bool after) {
  i64 sum[2] = { 0 }, count[2] = { 0 };
  if (station->node == NODE_NONE && before)
    after = false; /* a long arrow turns as late as it can */
  for (u32 i = 0; before && i < station->before.count; i++) {
    const Link *link = &layout->links.items[station->before.items[i]];
    sum[link->strong] += layout->stations.items[link->left].y;
    count[link->strong]++;
  }
  for (u32 i = 0; after && i < station->after.count; i++) {
    const Link *link = &layout->links.items[station->after.items[i]];
    sum[link->strong] += layout->stations.items[link->right].y;
    count[link->strong]++;
  }
  if (count[1])
    return sum[1] / count[1];
  return count[0] ? sum[0] / count[0] : station->y;
}

/* How much its wish counts. What carries messages goes straight on; what is
 * beside that gives way, and of it the long arrows last. */
static i64 weight_of(const Layout *layout, const Station *station) {
  u32 strong = 0;
  for (u32 i = 0; i < station->before.count; i++)
    strong += layout->links.items[station->before.items[i]].strong;
  for (u32 i = 0; i < station->after.count; i++)
    strong += layout->links.items[station->after.items[i]].strong;
  if (strong)
    return station->node == NODE_NONE ? 20000 : 10000;
  return station->node == NODE_NONE ? 3 : 1;
}

static i64 distance(const Station *above, const Station *below) {
  bool boxes = above->node != NODE_NONE && below->node != NODE_NONE;
  return above->down + below->up + (boxes ? BOX_GAP : BEND_GAP);
}

/* Distances are whole, so that what is level stays so when it is drawn. */
static i64 whole_pixels(i64 length) {
  return (length >= 0 ? length + PIXEL / 2 : length - PIXEL / 2) / PIXEL *
         PIXEL;
}

static void settle(Layout *layout, const Column *column, bool before,
                   bool after, Block *blocks) {
  u32 count = 0;
  i64 offset = 0;
  Station *stations = layout->stations.items, *above = NULL;
  for (u32 i = 0; i < column->stations.count; i++) {
    Station *station = &stations[column->stations.items[i]];
    i64 weight = weight_of(layout, station);
    offset += above ? distance(above, station) : 0;
    i64 wanted = wish(layout, station, before, after) - offset;
    blocks[count++] = (Block){ wanted * weight, weight, 1 };
    while (count > 1 && blocks[count - 2].sum / blocks[count - 2].weight >=
                          blocks[count - 1].sum / blocks[count - 1].weight) {
      blocks[count - 2].sum += blocks[count - 1].sum;
      blocks[count - 2].weight += blocks[count - 1].weight;
      blocks[count - 2].count += blocks[count - 1].count;
      count--;
    }
    above = station;
  }
  offset = 0;
  above = NULL;
  for (u32 b = 0, i = 0; b < count; b++)
    for (u32 k = 0; k < blocks[b].count; k++, i++) {
      Station *station = &stations[column->stations.items[i]];
      offset += above ? distance(above, station) : 0;
      station->y = whole_pixels(blocks[b].sum / blocks[b].weight) + offset;
      above = station;
    }
}

/* Moves the island so that its highest station touches 0. */
static void lift(Layout *layout, Island *island) {
  i64 top = INT64_MAX, bottom = INT64_MIN;
  for (u32 c = 0; c < island->column_count; c++)
    for (u32 i = 0; i < island->columns[c].stations.count; i++) {
      u32 number = island->columns[c].stations.items[i];
      const Station *station = &layout->stations.items[number];
      i64 high = station->y - station->up, low = station->y + station->down;
      top = high < top ? high : top;
      bottom = low > bottom ? low : bottom;
    }
  for (u32 c = 0; c < island->column_count; c++)
    for (u32 i = 0; i < island->columns[c].stations.count; i++)
      layout->stations.items[island->columns[c].stations.items[i]].y -= top;
  island->height = bottom - top;
}

static void place_island(Layout *layout, Island *island, Block *blocks) {
  for (u32 c = 0; c < island->column_count; c++) /* close together, at first */
    settle(layout, &island->columns[c], false, false, blocks);
  for (u32 round = 0; round < ROUNDS; round++) {
    bool before = round % 2 == 0;
    bool last = round + LAST_ROUNDS >= ROUNDS;
    for (u32 i = 0; i < island->column_count; i++) {
      u32 c = before ? i : island->column_count - 1 - i;
      settle(layout, &island->columns[c], before || last, !before || last,
             blocks);
    }
  }
  lift(layout, island);
}

/* ---- where arrows leave and enter ---------------------------------------- */

enum { PORT_STEP = 10, PORT_MOST = 17 }; /* pixels from the middle of a side */

static u32 other_place(const Layout *layout, u32 link, bool right) {
  const Link *row = &layout->links.items[link];
  return layout->stations.items[right ? row->right : row->left].place;
}

/* Arrows stand in the order of their other ends; the one that carries messages
 * is in the middle where there is just one. */
static void spread_ports(Layout *layout, const u32 *links, u32 count,
                         bool right) {
  u32 strong = 0;
  for (u32 i = 0; i < count; i++)
    strong += layout->links.items[links[i]].strong;
  i64 step = PORT_STEP;
  if (count > 1 && step * (count - 1) > 2 * PORT_MOST)
    step = 0;             /* too many for whole steps: shared out below */
  i64 middle = count - 1; /* of twice the place */
  for (u32 i = 0; i < count; i++)
    if (strong == 1 && layout->links.items[links[i]].strong)
      middle = 2 * (i64)i;
  for (u32 i = 0; i < count; i++) {
    i64 offset = (2 * (i64)i - middle) * step / 2;
    if (!step)
      offset = (2 * (i64)i - (i64)(count - 1)) * PORT_MOST / (i64)(count - 1);
    offset = offset > PORT_MOST ? PORT_MOST : offset;
    offset = offset < -PORT_MOST ? -PORT_MOST : offset;
    Link *link = &layout->links.items[links[i]];
    *(right ? &link->leave : &link->enter) = (int)offset;
  }
}

static void sort_links(const Layout *layout, u32 *links, u32 count,
                       bool right) {
  for (u32 gap = count / 2; gap; gap /= 2)
    for (u32 i = gap; i < count; i++)
      for (u32 k = i; k >= gap; k -= gap) {
        u32 above = other_place(layout, links[k - gap], right);
        u32 below = other_place(layout, links[k], right);
        if (above < below || (above == below && links[k - gap] < links[k]))
          break;
        u32 kept = links[k];
        links[k] = links[k - gap];
        links[k - gap] = kept;
      }
}

static void place_ports(Layout *layout) {
  for (u32 i = 0; i < layout->stations.count; i++) {
    Station *station = &layout->stations.items[i];
    if (station->node == NODE_NONE)
      continue;
    sort_links(layout, station->before.items, station->before.count, false);
    sort_links(layout, station->after.items, station->after.count, true);
    spread_ports(layout, station->before.items, station->before.count, false);
    spread_ports(layout, station->after.items, station->after.count, true);
  }
}

void layout_place(Layout *layout) {
  Block *blocks = ARENA_ARRAY(layout->arena, Block, layout->stations.count);
  for (u32 i = 0; i < layout->islands.count; i++)
    place_island(layout, &layout->islands.items[i], blocks);
  place_ports(layout);
}
