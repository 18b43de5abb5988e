/* SPDX-License-Identifier: Apache-2.0
 *
 * Profiles: the defaults that a stack names. Each kind in a profile is scanned
 * like the body of a resource of that kind; what a profile says of a pattern is
 * kept as it stands, for the pattern's instances.
 */
#include "sema/program.h"

/* ---- what stands in a profile ---- */

static void unknown_profile_kind(Analysis *analysis, Span span, Str word) {
  Str words[KIND_COUNT];
  u32 count = kind_words(false, words, COUNT_OF(words));
  Str near = suggest(word, words, count);
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_UNKNOWN_KIND, span,
                        "a profile holds `KIND { … }`, and this is none");
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, span, near,
             "did you mean `%.*s`?", STR_ARG(near));
}

/* A kind of the language; with attributes, or it is none of its. */
static bool scan_kind(Analysis *analysis, ProfileUse *use, NodeId item,
                      NodeId word) {
  const Scope *scope = use->profile->scope;
  KindId kind = tree_node(scope->tree, word)->kind == NODE_NAME
                  ? kind_find(node_text(scope->tree, word), false)
                  : KIND_COUNT;
  if (kind == KIND_COUNT || kind_attr_count(kind) == 0)
    return false;
  VEC_PUSH(analysis->arena, &use->kinds,
           writings_scan(analysis, scope, kind,
                         node_find(scope->tree, item, NODE_BODY),
                         use->profile->name));
  return true;
}

static bool scan_pattern(Analysis *analysis, ProfileUse *use, NodeId item,
                         NodeId word) {
  const Scope *scope = use->profile->scope;
  bool told;
  const Entity *pattern = entity_at(analysis, scope, word, &told);
  NodeId body = node_find(scope->tree, item, NODE_BODY);
  if (told || (pattern && pattern->kind == ENTITY_UNKNOWN))
    return true;
  if (!pattern || pattern->kind != ENTITY_PATTERN)
    return false;
  pattern_check(analysis, pattern, scope, body);
  VEC_PUSH(analysis->arena, &use->patterns,
           ((PatternProfile){ pattern, use->profile, body }));
  return true;
}

static void scan_profile(Analysis *analysis, ProfileUse *use) {
  const Scope *scope = use->profile->scope;
  const Tree *tree = scope->tree;
  if (!use->profile->body)
    return;
  FOR_CHILDREN(tree, use->profile->body, item) {
    NodeId word = node_child(tree, item, 0);
    bool block = word && tree_node(tree, item)->kind == NODE_BLOCK;
    program_reason(analysis->program, scope,
                   node_find(tree, item, NODE_BECAUSE));
    if (tree_node(tree, item)->kind == NODE_ERROR ||
        (block && (scan_kind(analysis, use, item, word) ||
                   scan_pattern(analysis, use, item, word))))
      continue;
    if (!scope->open)
      unknown_profile_kind(analysis, node_span(tree, word ? word : item),
                           word ? node_text(tree, word) : STR(""));
  }
}

/* ---- which profiles count ---- */

static void use_profile(Analysis *analysis, NodeId node) {
  const Scope *scope = analysis->scope;
  const Tree *tree = scope->tree;
  bool told;
  if (tree_node(tree, node)->kind == NODE_ERROR)
    return;
  if (tree_node(tree, node)->kind != NODE_NAME &&
      tree_node(tree, node)->kind != NODE_MEMBER) {
    diag_help(analysis->diags,
              diag_add(analysis->diags, RULE_TYPE_MISMATCH,
                       node_span(tree, node),
                       "a profile is referred to by its bare name"),
              "write `profile = NAME`, or `profile = [NAME, NAME]`");
    return;
  }
  const Entity *entity = entity_at(analysis, scope, node, &told);
  if (told || (entity && entity->kind == ENTITY_UNKNOWN))
    return;
  if (!entity) {
    report_undeclared(analysis, scope, node_span(tree, node),
                      node_text(tree, node));
    return;
  }
  if (entity->kind != ENTITY_PROFILE) {
    diag_related(analysis->diags,
                 diag_add(analysis->diags, RULE_TYPE_MISMATCH,
                          node_span(tree, node), "`%.*s` is no profile",
                          STR_ARG(node_text(tree, node))),
                 entity->span, "declared here");
    return;
  }
  for (u32 i = 0; i < analysis->profile_uses.count; i++) {
    ProfileUse *use = &analysis->profile_uses.items[i];
    if (use->profile != entity)
      continue;
    use->used = true;
    for (u32 k = 0; k < use->kinds.count; k++)
      VEC_PUSH(analysis->arena, &analysis->profiles, use->kinds.items[k]);
    for (u32 k = 0; k < use->patterns.count; k++)
      VEC_PUSH(analysis->arena, &analysis->pattern_profiles,
               use->patterns.items[k]);
  }
}

void profiles_settle(Analysis *analysis) {
  const Tree *tree = analysis->scope->tree;
  const Workpiece *stack = piece_of(analysis, analysis->model->stack);
  NodeId node = written_in(&stack->own, ATTR_stack_profile)->value;
  for (u32 i = 0; i < analysis->entities.count; i++)
    if (analysis->entities.items[i]->kind == ENTITY_PROFILE) {
      ProfileUse *use = VEC_ADD(analysis->arena, &analysis->profile_uses);
      use->profile = analysis->entities.items[i];
      scan_profile(analysis, use);
    }
  if (!node)
    return;
  if (tree_node(tree, node)->kind == NODE_LIST) {
    FOR_CHILDREN(tree, node, item) {
      use_profile(analysis, item);
    }
  } else {
    use_profile(analysis, node);
  }
}

/* ---- what nobody uses ---- */

/* The values of a profile that no stack names are looked at too: their mistakes
 * would wait for whoever names it. */
void profiles_check(Analysis *analysis) {
  for (u32 i = 0; i < analysis->profile_uses.count; i++) {
    const ProfileUse *use = &analysis->profile_uses.items[i];
    for (u32 k = 0; !use->used && k < use->kinds.count; k++) {
      const Writings *writings = use->kinds.items[k];
      const KindRow *kind = kind_row(writings->kind);
      for (u32 n = 0; n < kind_attr_count(writings->kind); n++) {
        AttrId attr = (AttrId)(kind->first + n);
        const Written *written = written_in(writings, attr);
        Type type = attr_row(attr)->type;
        type.none = attr_row(attr)->none;
        if (!written->value || type.kind == TYPE_BLOCK ||
            attr == ATTR_stack_profile || writing_demands(writings, written))
          continue;
        Str what = str_format(analysis->arena, "`%.*s`",
                              STR_ARG(attr_path(analysis->arena, attr)));
        evaluate(analysis, writings->scope, written->value, &type, what);
      }
    }
  }
}
