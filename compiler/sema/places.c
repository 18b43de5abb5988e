/* SPDX-License-Identifier: Apache-2.0
 *
 * Which declarations may stand where: in the root file all, in an imported file
 * what others can use, in a pattern what there can be several of.
 */
#include "sema/program.h"

enum { ANYWHERE = IN_ROOT | IN_IMPORT | IN_PATTERN };

/* In which places an item may stand. */
static u32 places_of(const Tree *tree, NodeId node) {
  switch (tree_node(tree, node)->kind) {
  case NODE_IMPORT:
    return IN_ROOT | IN_IMPORT;
  case NODE_LET:
  case NODE_ASSERT:
    return ANYWHERE;
  case NODE_DECLARATION:
  case NODE_BLOCK:
    break;
  case NODE_PARAM:
  case NODE_OUTPUT:
  case NODE_EXTERNAL:
  case NODE_GUARANTEE:
  case NODE_RAW:
    return IN_ROOT | IN_PATTERN;
  default:
    return ANYWHERE; /* is wrong everywhere, and said so */
  }
  Str word = node_text(tree, node_child(tree, node, 0));
  NodeId name = node_child(tree, node, 1);
  bool named = name && tree_node(tree, name)->kind == NODE_NAME;
  if (str_equal(word, STR("stage")))
    return IN_ROOT;
  switch (kind_find(word, false)) {
  case KIND_stack:
    return IN_ROOT;
  case KIND_profile:
  case KIND_pattern:
    return IN_ROOT | IN_IMPORT;
  case KIND_policy:
    return ANYWHERE;
  case KIND_api: /* a program has one without a name */
    return named ? IN_ROOT | IN_PATTERN : IN_ROOT;
  default:
    return IN_ROOT | IN_PATTERN;
  }
}

bool place_admits(const Tree *tree, NodeId node, u32 place) {
  return (places_of(tree, node) & place) != 0;
}

bool check_place(Analysis *analysis, const Scope *scope, NodeId node,
                        u32 place) {
  const Tree *tree = scope->tree;
  if (place_admits(tree, node, place))
    return true;
  Span head = token_span(tree, tree_node(tree, node)->first);
  Str word = sources_text(analysis->program->sources, head);
  Diag *diag = diag_add(
    analysis->diags, RULE_SYNTAX_UNEXPECTED_TOKEN, head,
    place == IN_PATTERN ? "`%.*s` does not belong into a pattern"
                        : "`%.*s` does not belong into an imported file",
    STR_ARG(word));
  diag_help(analysis->diags, diag,
            place == IN_PATTERN
              ? "declare it beside the pattern"
              : "an imported file holds patterns, profiles, policies and lets; "
                "put this into a pattern, or into the root file");
  return false;
}

void pattern_check_body(Analysis *analysis, const Entity *pattern) {
  const Scope *scope = pattern->scope;
  if (!pattern->body)
    return;
  FOR_CHILDREN(scope->tree, pattern->body, item) {
    check_place(analysis, scope, item, IN_PATTERN);
  }
}
