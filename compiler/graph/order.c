/* SPDX-License-Identifier: Apache-2.0
 *
 * Who stands above whom: each station moves to the mean place of those that it
 * is linked to in the column beside, from the left to the right and back, some
 * times over; then neighbours change where that helps. The order with the
 * fewest crossings is kept.
 */
#include "graph/layout.h"

#include <stdlib.h>

enum { SWEEPS = 24, MANY_LINKS = 64 };

typedef struct Seat {
  u64 key;
  u32 place; /* decides between equal keys */
  u32 station;
} Seat;

static int compare_seats(const void *left, const void *right) {
  const Seat *a = left, *b = right;
  if (a->key != b->key)
    return a->key < b->key ? -1 : 1;
  return (a->place > b->place) - (a->place < b->place);
}

static void seat(Layout *layout, Column *column, Seat *seats) {
  u32 count = column->stations.count;
  if (count)
    qsort(seats, count, sizeof(Seat), compare_seats);
  for (u32 i = 0; i < count; i++) {
    column->stations.items[i] = seats[i].station;
    layout->stations.items[seats[i].station].place = i;
  }
}

/* The mean place of its neighbours on that side; its own where it has none. */
static u64 mean_place(const Layout *layout, const Station *station,
                      bool before) {
  u32 count = before ? station->before.count : station->after.count;
  const u32 *links = before ? station->before.items : station->after.items;
  u64 sum = 0;
  for (u32 i = 0; i < count; i++) {
    const Link *link = &layout->links.items[links[i]];
    sum += layout->stations.items[before ? link->left : link->right].place;
  }
  return count ? (sum << 16) / count : (u64)station->place << 16;
}

static void sort_column(Layout *layout, Column *column, bool before,
                        Seat *seats) {
  for (u32 i = 0; i < column->stations.count; i++) {
    u32 number = column->stations.items[i];
    const Station *station = &layout->stations.items[number];
    seats[i] =
      (Seat){ mean_place(layout, station, before), station->place, number };
  }
  seat(layout, column, seats);
}

/* ---- crossings ----------------------------------------------------------- */

/* A tree of counts (Fenwick's): how many links so far end above a place. */
static u32 count_up_to(const u32 *tree, u32 place) {
  u32 sum = 0;
  for (u32 i = place + 1; i; i -= i & -i)
    sum += tree[i];
  return sum;
}

static void count_in(u32 *tree, u32 size, u32 place) {
  for (u32 i = place + 1; i <= size; i += i & -i)
    tree[i]++;
}

/* Pairs of links that cross between the column and the next one. */
static u64 crossings_behind(const Layout *layout, const Column *column,
                            u32 size, u32 *tree) {
  u64 crossings = 0;
  u32 counted = 0;
  for (u32 i = 0; i <= size; i++)
    tree[i] = 0;
  for (u32 i = 0; i < column->stations.count; i++) {
    const Station *left = &layout->stations.items[column->stations.items[i]];
    for (u32 k = 0; k < left->after.count; k++) {
      const Link *link = &layout->links.items[left->after.items[k]];
      u32 place = layout->stations.items[link->right].place;
      crossings += counted - count_up_to(tree, place);
    }
    for (u32 k = 0; k < left->after.count; k++) {
      const Link *link = &layout->links.items[left->after.items[k]];
      count_in(tree, size, layout->stations.items[link->right].place);
      counted++;
    }
  }
  return crossings;
}

static u64 crossings_in(const Layout *layout, const Island *island, u32 *tree) {
  u64 crossings = 0;
  for (u32 i = 0; i + 1 < island->column_count; i++)
    crossings += crossings_behind(layout, &island->columns[i],
                                  island->columns[i + 1].stations.count, tree);
  return crossings;
}

/* ---- neighbours ---------------------------------------------------------- */

/* Crossings of the links of two stations, if `above` stands above `below`. */
static u64 crossings_between(const Layout *layout, const Station *above,
                             const Station *below) {
  u64 crossings = 0;
  for (int before = 0; before < 2; before++) {
    u32 first = before ? above->before.count : above->after.count;
    u32 second = before ? below->before.count : below->after.count;
    for (u32 i = 0; i < first; i++)
      for (u32 k = 0; k < second; k++) {
        const Link *upper =
          &layout->links
             .items[before ? above->before.items[i] : above->after.items[i]];
        const Link *lower =
          &layout->links
             .items[before ? below->before.items[k] : below->after.items[k]];
        u32 high = before ? upper->left : upper->right;
        u32 low = before ? lower->left : lower->right;
        crossings += layout->stations.items[high].place >
                     layout->stations.items[low].place;
      }
  }
  return crossings;
}

static bool has_many_links(const Station *station) {
  return station->before.count + station->after.count > MANY_LINKS;
}

/* The one station that leads to it if nothing else does and it leads nowhere,
 * as to a dead-letter queue; NODE_NONE: it is not so. */
static u32 hangs_from(const Layout *layout, const Station *station) {
  if (station->before.count != 1 || station->after.count)
    return NODE_NONE;
  const Link *link = &layout->links.items[station->before.items[0]];
  return link->strong ? NODE_NONE : link->left;
}

/* `above` had better hang below what goes on. */
static bool is_upside_down(const Layout *layout, const Station *above,
                           const Station *below) {
  u32 from = hangs_from(layout, above);
  if (from == NODE_NONE || hangs_from(layout, below) != NODE_NONE)
    return false;
  for (u32 i = 0; i < below->before.count; i++)
    if (layout->links.items[below->before.items[i]].left == from)
      return true;
  return false;
}

/* Changes neighbours where fewer arrows cross then. */
static void swap_neighbours(Layout *layout, Column *column) {
  u32 *numbers = column->stations.items;
  for (u32 i = 0; i + 1 < column->stations.count; i++) {
    u32 high = numbers[i], low = numbers[i + 1];
    Station *above = &layout->stations.items[high];
    Station *below = &layout->stations.items[low];
    if (has_many_links(above) || has_many_links(below))
      continue;
    u64 now = crossings_between(layout, above, below);
    u64 then = crossings_between(layout, below, above);
    if (now < then || (now == then && !is_upside_down(layout, above, below)))
      continue;
    numbers[i] = low;
    numbers[i + 1] = high;
    below->place = i;
    above->place = i + 1;
  }
}

/* ---- an island ----------------------------------------------------------- */

static void keep(const Layout *layout, const Island *island, u32 *places) {
  for (u32 c = 0; c < island->column_count; c++)
    for (u32 i = 0; i < island->columns[c].stations.count; i++) {
      u32 number = island->columns[c].stations.items[i];
      places[number] = layout->stations.items[number].place;
    }
}

static void restore(Layout *layout, Island *island, const u32 *places) {
  for (u32 c = 0; c < island->column_count; c++) {
    Column *column = &island->columns[c];
    VEC(u32) stations = { 0 };
    for (u32 i = 0; i < column->stations.count; i++)
      VEC_PUSH(layout->arena, &stations, column->stations.items[i]);
    for (u32 i = 0; i < stations.count; i++) {
      u32 place = places[stations.items[i]];
      column->stations.items[place] = stations.items[i];
      layout->stations.items[stations.items[i]].place = place;
    }
  }
}

static void order_island(Layout *layout, Island *island, Seat *seats, u32 *tree,
                         u32 *places) {
  for (u32 c = 0; c < island->column_count; c++) {
    Column *column = &island->columns[c];
    for (u32 i = 0; i < column->stations.count; i++) {
      u32 number = column->stations.items[i];
      seats[i] = (Seat){ layout->stations.items[number].rank, i, number };
    }
    seat(layout, column, seats);
  }
  u64 best = crossings_in(layout, island, tree);
  keep(layout, island, places);
  for (u32 sweep = 0; best && sweep < SWEEPS; sweep++) {
    bool before = sweep % 2 == 0;
    for (u32 i = 1; i < island->column_count; i++)
      sort_column(layout,
                  &island->columns[before ? i : island->column_count - 1 - i],
                  before, seats);
    for (u32 c = 0; c < island->column_count; c++)
      swap_neighbours(layout, &island->columns[c]);
    u64 crossings = crossings_in(layout, island, tree);
    if (crossings > best)
      continue;
    best = crossings;
    keep(layout, island, places);
  }
  restore(layout, island, places);
}

void layout_order(Layout *layout) {
  Arena *arena = layout->arena;
  u32 count = layout->stations.count;
  Seat *seats = ARENA_ARRAY(arena, Seat, count);
  u32 *tree = ARENA_ARRAY(arena, u32, count + 1);
  u32 *places = ARENA_ARRAY(arena, u32, count);
  for (u32 i = 0; i < layout->islands.count; i++) {
    Island *island = &layout->islands.items[i];
    island->columns = ARENA_ARRAY(arena, Column, island->column_count);
  }
  for (u32 i = 0; i < count; i++) {
    const Station *station = &layout->stations.items[i];
    VEC_PUSH(
      arena,
      &layout->islands.items[station->island].columns[station->column].stations,
      i);
  }
  for (u32 i = 0; i < layout->islands.count; i++)
    order_island(layout, &layout->islands.items[i], seats, tree, places);
}
