/* SPDX-License-Identifier: Apache-2.0
 *
 * A text parsed for a test, and what must hold for every tree, be it of a
 * program or of noise.
 */
#ifndef APIQC_PARSED_H
#define APIQC_PARSED_H

#include "syntax/syntax.h"
#include "unit.h"

typedef struct Parsed {
  Sources *sources;
  Diags *diags;
  Tree *tree;
} Parsed;

/* Tokens cover the text, trees lie within their parents. */
static inline void assert_sound(const Parsed *parsed) {
  const Tree *tree = parsed->tree;
  u32 end = tree->file->base;
  for (u32 i = 0; i < tree->tokens.count; i++) {
    Span span = token_span(tree, i);
    assert_int_equal(span.lo, end);
    assert_true(span.hi >= span.lo);
    end = span.hi;
  }
  assert_int_equal(end, tree->file->base + tree->file->text.length);
  assert_int_equal(tree->tokens.items[tree->tokens.count - 1].kind, TOKEN_END);
  assert_int_equal(tree_node(tree, tree->root)->kind, NODE_FILE);
  for (NodeId id = 1; id < tree->nodes.count; id++) {
    const Node *node = tree_node(tree, id);
    assert_true(node->first <= node->last);
    assert_true(node->last < tree->tokens.count);
    assert_true(node->depth <= EXPRESSION_LIMIT);
    u32 behind = node->first;
    FOR_CHILDREN(tree, id, child) {
      assert_true(child < id);
      assert_true(tree_node(tree, child)->first >= behind);
      assert_true(tree_node(tree, child)->last <= node->last);
      assert_true(tree_node(tree, child)->depth < node->depth ||
                  node->depth == EXPRESSION_LIMIT);
      behind = tree_node(tree, child)->first;
    }
  }
}

/* Copies the text into memory of just its length, so that a sanitizer sees
 * whoever reads past it. */
static inline Parsed parsed_from(Arena *arena, Str text) {
  Parsed parsed = { .sources = sources_new(arena) };
  parsed.diags = diags_new(arena, parsed.sources);
  char *exact = malloc(text.length + 1u);
  assert_non_null(exact);
  if (text.length)
    memcpy(exact + 1, text.at, text.length);
  sources_add(parsed.sources, STR("before.apiq"), STR("a = 1"));
  u32 file = sources_add(parsed.sources, STR("test.apiq"),
                         (Str){ exact + 1, text.length });
  parsed.tree = parse(arena, parsed.diags, parsed.sources, file);
  diags_finish(parsed.diags, false);
  assert_sound(&parsed);
  return parsed;
}

static inline void parsed_free(Parsed *parsed) {
  free((char *)(uintptr_t)(parsed->tree->file->text.at - 1));
}

#endif
