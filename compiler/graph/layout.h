/* SPDX-License-Identifier: Apache-2.0
 *
 * Where each box of a picture stands and which way each arrow takes.
 *
 * The nodes stand in columns, by the longest way that leads to them. An arrow
 * that passes a column has a bend there, which takes room as a box does;
 * between two columns there is nothing but arrows. So none can cross a box.
 * What no arrow connects is laid out apart.
 */
#ifndef APIQC_LAYOUT_H
#define APIQC_LAYOUT_H

#include "graph/graph.h"

enum {
  BOX_HEIGHT = 48,
  CHIP_HEIGHT = 20, /* of a role */
  CHIP_DROP = 4,    /* between the box and the role below it */
  CHIP_INSET = 12,
};

#define NODE_NONE UINT32_MAX

/* A node, or a bend of an arrow, in its column. */
typedef struct Station {
  u32 node;                  /* of a bend: NODE_NONE */
  u32 rank;                  /* by which those of one column stand at first */
  u32 island, column, place; /* the place counts from the top */
  i64 y;                     /* the middle of its box, in 1/64 of a pixel */
  i64 up, down;              /* the room that it takes above and below `y` */
  VEC(u32) before, after;    /* links to the columns beside it */
} Station;

/* A piece of an arrow between two columns that are neighbours. */
typedef struct Link {
  u32 left, right;  /* stations */
  bool strong;      /* carries messages to the right: is kept straight */
  int leave, enter; /* how far from the middle of a box, in pixels */
} Link;

typedef struct Route {
  u32 edge;
  bool back;      /* the arrow goes from right to left */
  VEC(u32) links; /* from left to right */
} Route;

typedef struct Column {
  VEC(u32) stations; /* from the top */
} Column;

/* What arrows connect. */
typedef struct Island {
  Column *columns;
  u32 column_count;
  i64 height; /* in 1/64 of a pixel */
  int x, y;   /* of its corner, in pixels */
} Island;

typedef struct Box {
  int x, y, width, height;
} Box;

typedef struct Layout {
  Arena *arena;
  const Graph *graph;
  u32 *station_of; /* by node; of a role NODE_NONE */
  int *widths;     /* that boxes need, by node */
  u32 *roles;      /* by node: its role's node, or NODE_NONE */
  VEC(Station) stations;
  VEC(Link) links;
  VEC(Route) routes; /* of all edges but those of roles and to itself */
  VEC(Island) islands;
  int *column_x, *column_width; /* in each island the same */
  u32 column_count;
  Box *boxes; /* by node */
  int width, height;
} Layout;

/* `widths` are those that the boxes need. NULL: it would be too large. */
Layout *layout_new(const Graph *graph, int *widths);

/* ---- its steps ----------------------------------------------------------- */

/* layers.c: columns, bends and islands. False: it would be too large. */
bool layout_layers(Layout *layout);
/* order.c: who stands above whom, so that few arrows cross. */
void layout_order(Layout *layout);
/* place.c: how high each stands, so that arrows are straight. */
void layout_place(Layout *layout);

#endif
