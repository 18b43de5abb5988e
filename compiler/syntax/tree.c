/* SPDX-License-Identifier: Apache-2.0
 *
 * Questions about tokens and nodes. Positions are those of the sources; a
 * token ends where the next one starts.
 */
#include "syntax/syntax.h"

Span token_span(const Tree *tree, u32 token) {
  u32 next = token + 1 < tree->tokens.count ? token + 1 : token;
  return (Span){ tree->tokens.items[token].start + tree->shift,
                 tree->tokens.items[next].start + tree->shift };
}

static Str text_between(const Tree *tree, Span span) {
  u32 base = tree->file->base + tree->shift;
  return str_slice(tree->file->text, span.lo - base, span.hi - base);
}

Str token_text(const Tree *tree, u32 token) {
  return text_between(tree, token_span(tree, token));
}

const Node *tree_node(const Tree *tree, NodeId node) {
  return &tree->nodes.items[node];
}

Span node_span(const Tree *tree, NodeId node) {
  const Node *found = tree_node(tree, node);
  return span_join(token_span(tree, found->first),
                   token_span(tree, found->last));
}

Str node_text(const Tree *tree, NodeId node) {
  return text_between(tree, node_span(tree, node));
}

NodeId node_find(const Tree *tree, NodeId node, NodeKind kind) {
  FOR_CHILDREN(tree, node, child) {
    if (tree_node(tree, child)->kind == kind)
      return child;
  }
  return 0;
}

NodeId node_child(const Tree *tree, NodeId node, u32 index) {
  NodeId child = tree_node(tree, node)->child;
  while (child && index--)
    child = tree_node(tree, child)->next;
  return child;
}

u32 node_count(const Tree *tree, NodeId node) {
  u32 count = 0;
  FOR_CHILDREN(tree, node, child)
  count++;
  return count;
}
