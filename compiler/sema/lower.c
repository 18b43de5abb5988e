/* SPDX-License-Identifier: Apache-2.0
 *
 * From settings and edges to the whole model: what the stack is called, its
 * outputs and assertions, and the order in which the rest is worked out. Here
 * the tree is left behind.
 */
#include "sema/program.h"

/* ---- the stack ---- */

static void lower_tags(Analysis *analysis) {
  Model *model = analysis->model;
  const Setting *tags = setting(model->stack, ATTR_stack_tags);
  if (tags->value.kind != VALUE_MAP)
    return;
  for (u32 i = 0; i < tags->value.map.count; i++) {
    const Entry *entry = &tags->value.map.entries[i];
    if (entry->key.length == 0 || utf8_count(entry->key) > 128 ||
        str_starts(entry->key, STR("aws:")))
      diag_add(analysis->diags, RULE_TYPE_OUT_OF_RANGE, entry->span,
               "a tag's key has 1 to 128 characters and does not begin with "
               "`aws:`");
    else if (entry->value->kind == VALUE_TEXT)
      VEC_PUSH(analysis->arena, &model->tags,
               ((Tag){ entry->key, entry->value->text }));
  }
}

/* What a setting refers to, one thing or a list. */
static u32 references_of(const Setting *set, Resource **out, u32 room) {
  const Value *value = &set->value;
  u32 count = 0;
  if (value->kind == VALUE_REFERENCE && room)
    out[count++] = value->reference.resource;
  for (u32 i = 0; value->kind == VALUE_LIST && i < value->list.count; i++)
    if (value->list.items[i].kind == VALUE_REFERENCE && count < room)
      out[count++] = value->list.items[i].reference.resource;
  return count;
}

static void lower_stack(Analysis *analysis) {
  Model *model = analysis->model;
  Arena *arena = analysis->arena;
  bool known = text_known(
    analysis, &setting(model->stack, ATTR_stack_project)->value);
  model->project = known
                     ? setting_text(arena, model->stack, ATTR_stack_project)
                     : model->stack->path;
  model->stage = analysis->stage;
  stage_guards(analysis);
  text_known(analysis, &setting(model->stack, ATTR_stack_description)->value);
  model->description =
    setting_text(arena, model->stack, ATTR_stack_description);
  lower_tags(analysis);
  Resource *topics[8];
  u32 count = references_of(
    setting(model->stack, ATTR_stack_alarms_notify), topics, COUNT_OF(topics));
  for (u32 i = 0; i < count; i++)
    VEC_PUSH(arena, &model->alarm_actions, resource_arn(analysis, topics[i]));
}

static void lower_externals(Analysis *analysis) {
  Model *model = analysis->model;
  for (u32 i = 0; i < model->externals.count; i++) {
    Resource *external = model->externals.items[i];
    external->arn = resource_arn(analysis, external);
    AttrId key = attr_find(external->kind, ATTR_NONE, STR("key"));
    if (external->kind == KIND_external_queue) {
      Queue *queue = (Queue *)external;
      queue->fifo = setting_given(setting(external, ATTR_external_queue_fifo));
      queue->key = key_of_setting(analysis, setting(external, key));
    }
  }
}

/* ---- outputs and assertions ---- */

static void lower_output(Analysis *analysis, const Entity *entity) {
  const Tree *tree = entity->scope->tree;
  Value value = evaluate(analysis, entity->scope,
                         node_child(tree, entity->node, 1), NULL, STR("an output"));
  Text text = value.text;
  bool number = value.kind >= VALUE_INTEGER && value.kind <= VALUE_PERCENT;
  if (value.kind == VALUE_POISON)
    return;
  check_exposed(analysis, &value, NULL);
  if (number || value.kind == VALUE_WORD || value.kind == VALUE_BOOL) {
    text = text_of(analysis->arena, value_text(analysis->arena, &value));
  } else if (value.kind != VALUE_TEXT) {
    Str kind = value_kind_name(value.kind);
    Diag *diag = diag_add(analysis->diags, RULE_TYPE_MISMATCH, value.span,
                          "an output is a text or a number, and this is %.*s",
                          STR_ARG(kind));
    if (value.kind == VALUE_REFERENCE)
      diag_help(analysis->diags, diag, "name what of it you mean: `%.*s.arn`",
                STR_ARG(value.reference.resource->path));
    return;
  }
  VEC_PUSH(analysis->arena, &analysis->model->outputs,
           ((ModelOutput){ entity->name,
                      node_documentation(analysis->arena, tree, entity->node),
                      text, entity->span }));
}

static void check_assertion(Analysis *analysis, const Entity *entity) {
  static const Type truth = { TYPE_BOOL }, words = { TYPE_STRING };
  const Tree *tree = entity->scope->tree;
  NodeId claim = node_child(tree, entity->node, 0);
  NodeId message = node_child(tree, entity->node, 1);
  Value holds =
    evaluate(analysis, entity->scope, claim, &truth, STR("an assertion"));
  Value text = evaluate(analysis, entity->scope, message, &words,
                        STR("an assertion's message"));
  Str literal = STR("");
  if (text.kind == VALUE_TEXT)
    text_literal(analysis->arena, text.text, &literal);
  if (holds.kind != VALUE_BOOL || holds.truth)
    return;
  Diag *diag =
    diag_add(analysis->diags, RULE_FLOW_ASSERT, node_span(tree, claim),
             "%.*s", STR_ARG(literal));
  diag_label(analysis->diags, diag, "this does not hold on stage `%.*s`",
             STR_ARG(analysis->stage));
}

static void lower_entities(Analysis *analysis) {
  Map outputs = map_new(analysis->arena);
  for (u32 i = 0; i < analysis->entities.count; i++) {
    const Entity *entity = analysis->entities.items[i];
    if (entity->kind == ENTITY_ASSERT)
      check_assertion(analysis, entity);
    if (entity->kind != ENTITY_OUTPUT)
      continue;
    u32 first = map_get(&outputs, entity->name);
    if (first)
      diag_related(analysis->diags,
                   diag_add(analysis->diags, RULE_NAME_DUPLICATE, entity->span,
                            "the output `%.*s` is declared twice",
                            STR_ARG(entity->name)),
                   analysis->entities.items[first - 1]->span,
                   "first declared here");
    else
      map_set(&outputs, entity->name, i + 1);
    lower_output(analysis, entity);
  }
}

/* Values that nothing asks for are worked out too, to find their mistakes. */
static void settle_values(Analysis *analysis) {
  for (u32 i = 0; i < analysis->entities.count; i++) {
    Entity *entity = analysis->entities.items[i];
    if (entity->kind == ENTITY_PARAM)
      param_value(analysis, entity);
    if (entity->kind != ENTITY_LET || entity->progress == PROGRESS_DONE ||
        !step_enter(analysis, &entity->progress,
                    (Step){ .name = entity->name, .span = entity->span }))
      continue;
    entity->value = evaluate(analysis, entity->scope,
                              node_child(entity->scope->tree, entity->node, 1),
                              NULL, STR("a constant"));
    step_leave(analysis, &entity->progress);
  }
}

void lower(Analysis *analysis) {
  Model *model = analysis->model;
  Program *program = analysis->program;
  for (u32 i = 0; i < program->all_reasons.count; i++)
    VEC_PUSH(analysis->arena, &model->reasons, program->all_reasons.items[i]);
  lower_stack(analysis);
  lower_names(analysis);
  lower_externals(analysis);
  lower_keys(analysis);
  lower_handlers(analysis);
  lower_endpoints(analysis);
  lower_feeds(analysis);
  lower_watching(analysis);
  lower_grants(analysis);
  lower_policies(analysis);
  lower_guarantees(analysis);
  model->resource_count = analysis->pieces.count;
  settle_values(analysis);
  profiles_check(analysis);
  lower_entities(analysis);
}

Model *program_analyze(Program *program, const Selection *selection) {
  Arena *arena = program->arena;
  Analysis *analysis = ARENA_NEW(arena, Analysis);
  *analysis = (Analysis){
    .arena = arena,
    .diags = program->diags,
    .program = program,
    .model = ARENA_NEW(arena, Model),
    .selection = selection,
  };
  names_resolve(analysis);
  if (!program->stack || !stage_select(analysis))
    return NULL;
  params_settle(analysis);
  pieces_make(analysis);
  edges_resolve(analysis);
  settle_all(analysis);
  lower(analysis);
  return analysis->model;
}
