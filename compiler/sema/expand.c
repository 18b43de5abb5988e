/* SPDX-License-Identifier: Apache-2.0
 *
 * Families and conditions: how many things a declaration stands for.
 *
 * `queue orders for t in tenants { … }` is one for each key, in a scope of its
 * own where `t` is the key; `if EXPR` leaves one out. Both may depend on what
 * the build is given, not on other things: those are not there yet.
 */
#include "sema/program.h"

/* ---- conditions ---- */

/* Whether the condition in the head, if there is one, holds there. */
static bool holds(Analysis *analysis, Entity *entity) {
  static const Type truth = { TYPE_BOOL };
  const Tree *tree = entity->scope->tree;
  NodeId condition =
    entity->node ? node_find(tree, entity->node, NODE_IF) : 0;
  if (!condition)
    return true;
  Value value = evaluate(analysis, entity->scope, node_child(tree, condition, 0),
                         &truth, STR("a condition"));
  if (!value_known(analysis, &value))
    value = value_poison(value.span);
  if (value.kind == VALUE_BOOL && !value.truth)
    entity->absent = condition;
  if (value.kind == VALUE_POISON)
    entity->kind = ENTITY_UNKNOWN;
  return value.kind == VALUE_BOOL && value.truth;
}

/* ---- families ---- */

static Entity *known_member(const Family *family, Str key) {
  u32 found = map_get(&family->numbers, key);
  return found ? family->members.items[found - 1] : NULL;
}

/* The scope of a member: that of the family, and the key under its name. */
static Scope *member_scope(Analysis *analysis, const Entity *family,
                           NodeId name, const Value *key) {
  Scope *outer = family->scope, *scope = ARENA_NEW(analysis->arena, Scope);
  *scope = *outer;
  scope->parent = outer;
  scope->names = map_new(analysis->arena);
  Entity *value =
    entity_add(analysis, scope, ENTITY_VALUE, 0, node_text(outer->tree, name),
               node_span(outer->tree, name));
  value->value = *key;
  value->progress = PROGRESS_DONE;
  map_set(&scope->names, value->name, analysis->entities.count);
  return scope;
}

static void add_member(Analysis *analysis, Entity *family, NodeId name,
                       const Value *key) {
  Str text;
  if (!text_literal(analysis->arena, key->text, &text)) {
    diag_add(analysis->diags, RULE_TYPE_MISMATCH, key->span,
             "a family's keys must be known when the program is built");
    return;
  }
  if (known_member(family->family, text)) {
    diag_add(analysis->diags, RULE_NAME_DUPLICATE, key->span,
             "the key \"%.*s\" stands in the list twice", STR_ARG(text));
    return;
  }
  if (text.length == 0) {
    diag_add(analysis->diags, RULE_TYPE_OUT_OF_RANGE, key->span,
             "a family's key is not empty");
    return;
  }
  Scope *scope = member_scope(analysis, family, name, key);
  Entity *member = entity_add(analysis, scope, family->kind, family->node,
                              family->name, family->span);
  member->thing = family->thing;
  member->body = family->body;
  member->reason = family->reason;
  member->key = text;
  VEC_PUSH(analysis->arena, &family->family->members, member);
  map_set(&family->family->numbers, text, family->family->members.count);
}

static void expand_family(Analysis *analysis, Entity *family, NodeId node) {
  static const Type keys = { TYPE_STRING, SHAPE_LIST };
  const Tree *tree = family->scope->tree;
  NodeId name = node_child(tree, node, 0);
  Value list = evaluate(analysis, family->scope, node_child(tree, node, 1),
                        &keys, STR("a family's list"));
  family->family = ARENA_NEW(analysis->arena, Family);
  family->family->numbers = map_new(analysis->arena);
  if (list.kind == VALUE_POISON)
    family->kind = ENTITY_UNKNOWN;
  for (u32 i = 0; list.kind == VALUE_LIST && i < list.list.count &&
                  !analysis->too_large;
       i++)
    if (list.list.items[i].kind == VALUE_TEXT)
      add_member(analysis, family, name, &list.list.items[i]);
}

/* ---- both ---- */

static bool is_member(const Entity *entity) {
  return entity->key.length > 0;
}

/* Families of patterns of families grow fast: says where it became too much. */
static bool too_large(Analysis *analysis, const Entity *entity) {
  const u32 addresses = 3000000000; /* of 2^32 */
  if (analysis->entities.count <= DECLARATION_LIMIT &&
      analysis->program->sources->next_base < addresses)
    return analysis->too_large;
  if (!analysis->too_large)
    diag_note(analysis->diags,
              diag_add(analysis->diags, RULE_SYNTAX_TOO_LARGE, entity->span,
                       "the program comes to more than %d declarations",
                       DECLARATION_LIMIT),
              "this one is `%.*s`",
              STR_ARG(path_in(analysis->arena, entity->scope, entity->name,
                              entity->key)));
  analysis->too_large = true;
  return true;
}

void expand(Analysis *analysis, Entity *entity) {
  bool multiplies =
    entity->kind == ENTITY_RESOURCE || entity->kind == ENTITY_INSTANCE;
  if (!multiplies || entity->progress == PROGRESS_DONE ||
      too_large(analysis, entity) ||
      !step_enter(analysis, &entity->progress,
                  (Step){ .entity = entity, .span = entity->span }))
    return;
  NodeId family = entity->node && !is_member(entity)
                    ? node_find(entity->scope->tree, entity->node, NODE_FOR)
                    : 0;
  if (family)
    expand_family(analysis, entity, family);
  else if (!holds(analysis, entity))
    ;
  else if (entity->kind == ENTITY_INSTANCE)
    instance_make(analysis, entity);
  else
    entity->resource = piece_make(analysis, entity);
  step_leave(analysis, &entity->progress);
}

bool report_not_one(Analysis *analysis, const Entity *entity, Span span) {
  if (entity->kind == ENTITY_UNKNOWN)
    return true;
  if (entity->family) {
    Diag *diag = diag_add(analysis->diags, RULE_TYPE_MISMATCH, span,
                          "`%.*s` is a family, and here is a place for one of "
                          "its members",
                          STR_ARG(entity->name));
    diag_related(analysis->diags, diag, entity->span, "declared here");
    if (entity->family->members.count)
      diag_help(analysis->diags, diag, "name one: `%.*s[\"%.*s\"]`",
                STR_ARG(entity->name),
                STR_ARG(entity->family->members.items[0]->key));
  } else if (entity->absent) {
    Diag *diag =
      diag_add(analysis->diags, RULE_NAME_ABSENT, span,
               "`%.*s` is not there on stage `%.*s`", STR_ARG(entity->name),
               STR_ARG(analysis->stage));
    diag_related(analysis->diags, diag,
                 node_span(entity->scope->tree, entity->absent),
                 "its condition does not hold");
  }
  return entity->family || entity->absent;
}

Resource *expanded_thing(Analysis *analysis, Entity *entity, Span span) {
  if (entity->node) /* the implied API is made last, or not at all */
    expand(analysis, entity);
  if (!report_not_one(analysis, entity, span) && !entity->node && !entity->resource)
    diag_add(analysis->diags, RULE_NAME_ABSENT, span,
             "there is no API on stage `%.*s`: it has no endpoint",
             STR_ARG(analysis->stage));
  return entity->resource;
}

Entity *family_member(Analysis *analysis, const Entity *family, Span span,
                      Str key) {
  Entity *member = known_member(family->family, key);
  u32 count = family->family->members.count;
  if (member)
    return member;
  Str *keys = ARENA_ARRAY(analysis->arena, Str, count);
  for (u32 i = 0; i < count; i++)
    keys[i] = family->family->members.items[i]->key;
  Diag *diag = diag_add(analysis->diags, RULE_NAME_UNDECLARED, span,
                        "the family `%.*s` has no member \"%.*s\"",
                        STR_ARG(family->name), STR_ARG(key));
  diag_related(analysis->diags, diag, family->span, "declared here");
  Str near = suggest(key, keys, count);
  if (near.length)
    diag_help(analysis->diags, diag, "did you mean \"%.*s\"?", STR_ARG(near));
  return NULL;
}
