/* SPDX-License-Identifier: Apache-2.0
 *
 * graph: a resolved stack as a picture.
 *
 * The model becomes one graph of what messages pass, what it uses and as whom
 * it acts; each format is a way to write that graph down. The SVG is laid out
 * here, in whole pixels and without floating point, so that a program has one
 * picture on every machine. Texts of a program are made harmless on the way:
 * none of them can end a string, a tag or a line of what is written.
 */
#ifndef APIQC_GRAPH_H
#define APIQC_GRAPH_H

#include "model/model.h"

typedef enum NodeSort {
  SORT_ENDPOINT,
  SORT_SCHEDULE,
  SORT_QUEUE,
  SORT_TOPIC,
  SORT_HANDLER,
  SORT_EXTERNAL,
  SORT_RAW,
  SORT_DEAD_LETTERS,
  SORT_ROLE, /* hangs below the node that acts as it */
  SORT_COUNT,
} NodeSort;

typedef enum EdgeSort {
  EDGE_MESSAGES,
  EDGE_DEAD_LETTERS,
  EDGE_FAILURES, /* calls that failed */
  EDGE_USES,     /* reads, writes; `ways` says what */
  EDGE_ASKS,     /* an endpoint asks who calls */
  EDGE_ROLE,     /* from the role to the node that it hangs below */
  EDGE_SORT_COUNT,
} EdgeSort;

typedef enum Emphasis {
  EMPHASIS_NONE,
  EMPHASIS_CHOSEN,
  EMPHASIS_FEEDS, /* the chosen one gets something from it */
  EMPHASIS_FED,   /* it gets something from the chosen one */
} Emphasis;

typedef struct GraphNode {
  NodeSort sort;
  const Resource *resource;
  Str name;    /* "main", "POST /orders"; of a role, whose it is */
  Str caption; /* "queue", "external table" */
  Emphasis emphasis;
} GraphNode;

typedef struct GraphEdge {
  EdgeSort sort;
  u32 from, to; /* places in `nodes` */
  Str ways;     /* "get, put"; empty: its sort says all */
} GraphEdge;

typedef struct Graph {
  Arena *arena;
  const Model *model;
  VEC(GraphNode) nodes;
  VEC(GraphEdge) edges;
  bool emphasised; /* one node is chosen */
} Graph;

Graph *graph_new(Arena *arena, const Model *model);
/* The node of that name and whatever lies before and behind it is emphasised.
 * False: no node is called so. */
bool graph_choose(Graph *graph, Str name);
/* The names that can be chosen, for suggestions. */
Str *graph_names(const Graph *graph, u32 *count);

/* The word of a sort, as JSON and classes of the other formats have it. */
Str node_word(NodeSort sort);
Str edge_word(EdgeSort sort);
/* Both ends are emphasised, or nothing at all is. */
bool edge_stands_out(const Graph *graph, const GraphEdge *edge);
/* A setting and its value; what a role may, and the source of it. */
typedef struct GraphFact {
  Str name, value;
} GraphFact;

typedef VEC(GraphFact) GraphFacts;
/* Settings that somebody chose or that were worked out. */
GraphFacts node_settings(const Graph *graph, const GraphNode *node);
/* Of a role, one for each statement; nothing of others. */
GraphFacts node_grants(const Graph *graph, const GraphNode *node);

/* False: so large a picture cannot be looked at, and nothing is written. */
bool graph_svg(Buf *out, const Graph *graph);
void graph_mermaid(Buf *out, const Graph *graph);
void graph_dot(Buf *out, const Graph *graph);
void graph_json(Buf *out, const Graph *graph);

#endif
