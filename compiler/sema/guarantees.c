/* SPDX-License-Identifier: Apache-2.0
 *
 * Guarantees: `only WHO may ACTION on THING`. Who and what they speak of goes
 * into the model, where a rule proves them. What they say about messages of a
 * thing of the stack is also written into its own policy, as a denial for all
 * but the named roles and the operators.
 */
#include "sema/authorize.h"

/* ---- who ---- */

static bool can_be_named(const Resource *thing) {
  return thing->kind == KIND_handler || thing->kind == KIND_api ||
         thing->kind == KIND_schedule || thing->kind == KIND_topic ||
         thing->kind == KIND_external_role;
}

static void add_who(Analysis *analysis, Guarantee *guarantee,
                    const Resource *thing, Span span) {
  if (can_be_named(thing)) {
    VEC_PUSH(analysis->arena, &guarantee->who, thing);
    return;
  }
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_MISMATCH, span,
                        "a %.*s does nothing by itself",
                        STR_ARG(kind_row(thing->kind)->word));
  diag_related(analysis->diags, diag, thing->span, "declared here");
  diag_help(analysis->diags, diag,
            "name handlers, `api`, schedules, topics or external roles");
}

/* False: it is in error. */
static bool add_reference(Analysis *analysis, const Scope *scope, NodeId node,
                          Guarantee *guarantee) {
  static const Type any = { TYPE_ANY, SHAPE_ONE_OR_LIST };
  Span span = node_span(scope->tree, node);
  Resource **members;
  u32 count;
  if (family_at(analysis, scope, node, &members, &count)) {
    for (u32 i = 0; i < count; i++)
      add_who(analysis, guarantee, members[i], span);
    return true;
  }
  Value value = evaluate(analysis, scope, node, &any, STR("who may"));
  u32 items = value.kind == VALUE_LIST ? value.list.count : 1;
  bool good = true;
  for (u32 i = 0; i < items; i++) {
    const Value *one = value.kind == VALUE_LIST ? &value.list.items[i] : &value;
    if (one->kind == VALUE_REFERENCE)
      add_who(analysis, guarantee, one->reference.resource, span);
    else if (one->kind != VALUE_POISON)
      diag_add(analysis->diags, RULE_TYPE_MISMATCH, one->span,
               "who may something is a thing of the program, and this is %.*s",
               STR_ARG(value_kind_name(one->kind)));
    good = good && one->kind == VALUE_REFERENCE &&
           can_be_named(one->reference.resource);
  }
  return good;
}

/* ---- written into policies ---- */

static void add_role(Analysis *analysis, Texts *roles, const Role *role) {
  if (role)
    VEC_PUSH(analysis->arena, roles,
             text_of_part(analysis->arena, PART_ARN, &role->resource));
}

/* The roles in which the named come to the thing; a topic has none. */
static Texts roles_of(Analysis *analysis, const Guarantee *guarantee,
                      const Resource *thing) {
  Texts roles = { 0 };
  const Model *model = analysis->model;
  for (u32 i = 0; i < guarantee->who.count; i++) {
    const Resource *who = guarantee->who.items[i];
    if (who->kind == KIND_handler)
      add_role(analysis, &roles, as_handler(who)->role);
    if (who->kind == KIND_schedule)
      add_role(analysis, &roles, ((const Schedule *)who)->role);
    if (who->kind == KIND_external_role)
      VEC_PUSH(analysis->arena, &roles, resource_arn(analysis, who));
    for (u32 k = 0; who->kind == KIND_api && k < model->endpoints.count; k++)
      if (&model->endpoints.items[k]->api->resource == who &&
          model->endpoints.items[k]->target == thing)
        add_role(analysis, &roles, model->endpoints.items[k]->role);
  }
  Texts operators = operators_of(analysis);
  for (u32 i = 0; i < operators.count; i++)
    VEC_PUSH(analysis->arena, &roles, operators.items[i]);
  return roles;
}

/* Keeps of the row's actions those that the guarantee speaks of. */
static void keep_meant(const Guarantee *guarantee, Statement *statement) {
  u32 kept = 0;
  for (u32 k = 0; k < statement->actions.count; k++) {
    Str action = statement->actions.items[k];
    bool meant = false;
    for (u32 i = 0; i < guarantee->actions.count; i++)
      meant = meant || action_matches(guarantee->actions.items[i], action);
    if (meant)
      statement->actions.items[kept++] = action;
  }
  statement->actions.count = kept;
}

static void write_into(Analysis *analysis, const Guarantee *guarantee,
                       Resource *thing) {
  Arena *arena = analysis->arena;
  Statements *statements =
    thing->kind == KIND_queue   ? &((Queue *)thing)->statements
    : thing->kind == KIND_topic ? &((Topic *)thing)->statements
                                : NULL;
  const GrantRow *row = iam_guarded(thing->kind);
  Statements apart = { 0 };
  if (!statements || !row)
    return;
  Texts roles = roles_of(analysis, guarantee, thing);
  Terms terms = { .arn = resource_arn(analysis, thing) };
  if (roles.count)
    terms.source = roles.items[0];
  Statement deny = *statement_add(analysis, &apart, row, &terms, STR(""),
                                  guarantee->span, STR("a guarantee"));
  deny.deny = true;
  deny.principal = PRINCIPAL_ANYONE;
  keep_meant(guarantee, &deny);
  if (!deny.actions.count)
    return;
  if (roles.count) {
    Condition *all = &deny.conditions.items[deny.conditions.count - 1];
    all->values = roles.items;
    all->count = roles.count;
  }
  Buf name = buf_new(arena);
  for (u32 i = 0; i < deny.actions.count; i++) {
    Str action = deny.actions.items[i];
    buf_str(&name, str_slice(action, str_find(action, ':') + 1, action.length));
    buf_char(&name, ' ');
  }
  deny.sid = make_sid(analysis, statements, row->sid, buf_view(&name));
  VEC_PUSH(arena, &statements->items, deny);
}

/* ---- the guarantee ---- */

static void lower_guarantee(Analysis *analysis, const Entity *entity) {
  const Tree *tree = entity->scope->tree;
  NodeId who = node_find(tree, entity->node, NODE_WHO);
  Guarantee guarantee = { .span = node_span(tree, entity->node) };
  Draft draft = { .analysis = analysis,
                  .scope = entity->scope,
                  .node = entity->node };
  bool good = true;
  if (who)
    FOR_CHILDREN(tree, who, one) {
      good = add_reference(analysis, entity->scope, one, &guarantee) && good;
    }
  draft_read(&draft);
  draft_check_types(&draft);
  if (!good || draft.broken)
    return;
  for (u32 i = 0; i < draft.actions.count; i++)
    VEC_PUSH(analysis->arena, &guarantee.actions, draft.actions.items[i].text);
  for (u32 i = 0; i < draft.things.count; i++) {
    const DraftThing *thing = &draft.things.items[i];
    Guarded guarded = { thing->thing, thing->text, thing->span };
    VEC_PUSH(analysis->arena, &guarantee.things, guarded);
    if (thing->thing)
      write_into(analysis, &guarantee, thing->thing);
  }
  VEC_PUSH(analysis->arena, &analysis->model->guarantees, guarantee);
}

void lower_guarantees(Analysis *analysis) {
  for (u32 i = 0; i < analysis->entities.count; i++)
    if (analysis->entities.items[i]->kind == ENTITY_GUARANTEE)
      lower_guarantee(analysis, analysis->entities.items[i]);
}
