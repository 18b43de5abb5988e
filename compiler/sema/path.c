/* SPDX-License-Identifier: Apache-2.0
 *
 * Paths to declared things: through the names that `as` gives, into instances
 * of patterns, to members of families. What a path means as a value is asked
 * elsewhere; here it is found.
 */
#include "sema/program.h"

static void report_no_member(Analysis *analysis, const Entity *entity,
                             Span span, Str name) {
  const Scope *inside = entity->inside;
  Str *names = ARENA_ARRAY(analysis->arena, Str, analysis->entities.count);
  u32 count = 0;
  for (u32 i = 0; i < analysis->entities.count; i++)
    if (analysis->entities.items[i]->scope == inside &&
        map_get(&inside->names, analysis->entities.items[i]->name) == i + 1)
      names[count++] = analysis->entities.items[i]->name;
  Diag *diag = diag_add(
    analysis->diags, RULE_NAME_UNDECLARED, span,
    entity->kind == ENTITY_MODULE ? "`%.*s` declares no `%.*s`"
                                  : "`%.*s` has nothing called `%.*s` in it",
    STR_ARG(entity->name), STR_ARG(name));
  Str near = suggest(name, names, count);
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, span, near,
             "did you mean `%.*s`?", STR_ARG(near));
  else
    diag_note(analysis->diags, diag, "there are: %.*s",
              STR_ARG(str_join(analysis->arena, STR(", "), names, count)));
}

static Entity *member_at(Analysis *analysis, const Scope *scope, NodeId node,
                         bool *told) {
  const Tree *tree = scope->tree;
  NodeId left = node_child(tree, node, 0), right = node_child(tree, node, 1);
  Entity *of = entity_at(analysis, scope, left, told);
  if (!of)
    return NULL;
  *told = of->kind == ENTITY_UNKNOWN;
  if (of->kind != ENTITY_MODULE && of->kind != ENTITY_INSTANCE)
    return NULL;
  Scope *inside = of->kind == ENTITY_MODULE
                    ? of->inside
                    : instance_inside(analysis, of, node_span(tree, left));
  *told = true;
  if (!inside)
    return NULL;
  Entity *found = scope_own(analysis, inside, node_text(tree, right));
  if (!found && !inside->open)
    report_no_member(analysis, of, node_span(tree, right),
                     node_text(tree, right));
  *told = !found;
  return found;
}

/* The family that is indexed; NULL: what stands there is none. */
static Entity *family_left_of(Analysis *analysis, const Scope *scope,
                              NodeId node, bool *told) {
  Entity *family =
    entity_at(analysis, scope, node_child(scope->tree, node, 0), told);
  if (!family)
    return NULL;
  *told = family->kind == ENTITY_UNKNOWN;
  if (family->kind != ENTITY_RESOURCE && family->kind != ENTITY_INSTANCE)
    return NULL;
  expand(analysis, family);
  return family->family ? family : NULL;
}

static Value key_of_member(Analysis *analysis, const Scope *scope,
                           NodeId node) {
  static const Type keys = { TYPE_STRING, SHAPE_ONE_OR_LIST };
  return evaluate(analysis, scope, node, &keys, STR("the key of a member"));
}

static Entity *index_at(Analysis *analysis, const Scope *scope, NodeId node,
                        bool *told) {
  const Tree *tree = scope->tree;
  NodeId right = node_child(tree, node, 1);
  Entity *family = family_left_of(analysis, scope, node, told);
  Str literal;
  if (!family)
    return NULL;
  Value key = key_of_member(analysis, scope, right);
  *told = key.kind != VALUE_LIST; /* several members are no entity */
  if (key.kind != VALUE_TEXT || !text_known(analysis, &key) ||
      !text_literal(analysis->arena, key.text, &literal))
    return NULL;
  Entity *member =
    family_member(analysis, family, node_span(tree, right), literal);
  *told = !member;
  return member;
}

Entity *entity_at(Analysis *analysis, const Scope *scope, NodeId node,
                  bool *told) {
  const Tree *tree = scope->tree;
  *told = false;
  switch (tree_node(tree, node)->kind) {
  case NODE_NAME:
    return scope_find(analysis, scope, node_text(tree, node));
  case NODE_MEMBER:
    return member_at(analysis, scope, node, told);
  case NODE_INDEX:
    return index_at(analysis, scope, node, told);
  default:
    return NULL;
  }
}

bool family_at(Analysis *analysis, const Scope *scope, NodeId node,
               Resource ***things, u32 *count) {
  bool told;
  Entity *entity = entity_at(analysis, scope, node, &told);
  if (!entity || entity->kind != ENTITY_RESOURCE)
    return false;
  expand(analysis, entity);
  if (!entity->family)
    return false;
  u32 members = entity->family->members.count;
  *things = ARENA_ARRAY(analysis->arena, Resource *, members);
  *count = 0;
  for (u32 i = 0; i < members; i++) {
    expand(analysis, entity->family->members.items[i]);
    Resource *thing = entity->family->members.items[i]->resource;
    if (thing) /* its condition may keep it out */
      (*things)[(*count)++] = thing;
  }
  return true;
}

bool members_at(Analysis *analysis, const Scope *scope, NodeId node,
                Value *value) {
  bool told;
  Entity *family = family_left_of(analysis, scope, node, &told);
  NodeId right = node_child(scope->tree, node, 1);
  Span span = node_span(scope->tree, node);
  if (!family)
    return false;
  Value keys = key_of_member(analysis, scope, right);
  if (keys.kind != VALUE_LIST)
    return false;
  *value = (Value){ .kind = VALUE_LIST, .span = span };
  value->list.items =
    ARENA_ARRAY(analysis->arena, Value, keys.list.count);
  for (u32 i = 0; i < keys.list.count; i++) {
    Str key;
    Entity *member =
      text_literal(analysis->arena, keys.list.items[i].text, &key)
        ? family_member(analysis, family, node_span(scope->tree, right), key)
        : NULL;
    if (member)
      value->list.items[value->list.count++] =
        entity_value(analysis, member, span);
  }
  return true;
}
