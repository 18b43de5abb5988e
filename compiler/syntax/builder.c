/* SPDX-License-Identifier: Apache-2.0
 *
 * Parts become nodes. Nodes are appended and never change but for the link to
 * the next of their chain, so a node comes after its children in the array.
 */
#include "syntax/parser.h"

static Node *node_at(Builder *builder, NodeId node) {
  return &builder->tree->nodes.items[node];
}

static void part_add(Builder *builder, Part *whole, Part part) {
  if (part.from < whole->from)
    whole->from = part.from;
  if (part.to > whole->to)
    whole->to = part.to;
  if (!part.first)
    return;
  if (whole->last)
    node_at(builder, whole->last)->next = part.first;
  else
    whole->first = part.first;
  whole->last = part.last;
}

Part builder_join(Builder *builder, const Part *parts, u32 count) {
  Part whole = NO_PART;
  for (u32 i = 0; i < count; i++)
    part_add(builder, &whole, parts[i]);
  return whole;
}

static u16 levels_below(Builder *builder, NodeId child) {
  u32 depth = 0;
  for (; child; child = node_at(builder, child)->next) {
    u32 levels = 1u + node_at(builder, child)->depth;
    if (levels > depth)
      depth = levels;
  }
  if (depth > EXPRESSION_LIMIT) {
    builder->too_deep = true;
    depth = EXPRESSION_LIMIT;
  }
  return (u16)depth;
}

/* Tells the texts of a `"""` string how much of their lines is indent. */
static void set_indent(Builder *builder, const Node *string) {
  if (builder->tree->tokens.items[string->first].kind != TOKEN_BLOCK_OPEN)
    return;
  u32 indent = text_indent(builder->tree, string->first, string->last);
  for (NodeId child = string->child; child;
       child = node_at(builder, child)->next)
    if (node_at(builder, child)->kind == NODE_TEXT)
      node_at(builder, child)->operator= indent + 1;
}

Part builder_node(Builder *builder, NodeKind kind, Part operator,
                  const Part * parts, u32 count) {
  Part whole = builder_join(builder, parts, count);
  bool empty = whole.from > whole.to; /* an empty file */
  Node node = { .kind = (u16)kind,
                .depth = levels_below(builder, whole.first),
                .first = empty ? 0 : whole.from,
                .last = empty ? 0 : whole.to,
                .operator= operator.from> operator.to ? 0 : operator.from,
                .child = whole.first };
  if (kind == NODE_STRING)
    set_indent(builder, &node);
  VEC_PUSH(builder->arena, &builder->tree->nodes, node);
  NodeId id = builder->tree->nodes.count - 1;
  return (Part){ id, id, whole.from, whole.to };
}
