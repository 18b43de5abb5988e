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

/* The name of an existing queue says it too; where both speak they agree. */
static bool external_is_fifo(Analysis *analysis, const Resource *queue) {
  bool said = setting_given(setting(queue, ATTR_external_queue_fifo)), named;
  Str arn;
  if (!text_literal(analysis->arena, queue->arn, &arn) || !arn.length)
    return said;
  named = str_ends(arn, STR(".fifo"));
  if (said && !named)
    diag_help(
      analysis->diags,
      diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT,
               setting_place(queue, ATTR_external_queue_fifo),
               "the name of a FIFO queue ends in `.fifo`, and that of `%.*s` "
               "does not",
               STR_ARG(queue->path)),
      "leave `fifo` out, or name another queue");
  return named;
}

static void lower_externals(Analysis *analysis) {
  Model *model = analysis->model;
  for (u32 i = 0; i < model->externals.count; i++) {
    Resource *external = model->externals.items[i];
    external->arn = resource_arn(analysis, external);
    PartKind address = kind_row(external->kind)->address;
    if (address == PART_NAME || address == PART_URL)
      arn_has_name(analysis, external, external->span);
    AttrId key = attr_find(external->kind, ATTR_NONE, STR("key"));
    if (external->kind == KIND_external_queue) {
      Queue *queue = (Queue *)external;
      queue->fifo = external_is_fifo(analysis, external);
      queue->key = key_of_setting(analysis, setting(external, key));
    }
  }
}

/* ---- outputs and assertions ---- */

/* `url` in the instance `shop` of a pattern is `shop_url`. As in physical names,
 * an instance called `main` leaves no trace. */
static Str output_name(Arena *arena, const Entity *entity) {
  Str part = entity->scope->part;
  Buf name = buf_new(arena);
  for (u32 i = 0; i < part.length; i++)
    buf_char(&name, part.at[i] == '-' ? '_' : part.at[i]);
  buf_format(&name, "%s%.*s", part.length ? "_" : "", STR_ARG(entity->name));
  return buf_view(&name);
}

static void lower_output(Analysis *analysis, const Entity *entity, Str name) {
  const Tree *tree = entity->scope->tree;
  Value value = evaluate(analysis, entity->scope,
                         node_child(tree, entity->node, 1), NULL, STR("an output"));
  Text text = value.text;
  bool number = value.kind >= VALUE_INTEGER && value.kind <= VALUE_PERCENT;
  if (value.kind == VALUE_POISON)
    return;
  check_exposed(analysis, &value, NULL);
  if (number || value.kind == VALUE_WORD || value.kind == VALUE_BOOL) {
    text = value_in_text(analysis, &value);
    if (value.kind == VALUE_POISON)
      return;
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
           ((ModelOutput){ name,
                      node_documentation(analysis->arena, tree, entity->node),
                      text, entity->span }));
}

static void check_assertion(Analysis *analysis, const Entity *entity) {
  static const Type truth = { TYPE_BOOL }, words = { TYPE_STRING };
  const Tree *tree = entity->scope->tree;
  NodeId claim = node_child(tree, entity->node, 0);
  NodeId message = node_child(tree, entity->node, 1);
  Str what = STR("an assertion"), breaks = STR("");
  analysis->trials.count = 0;
  analysis->asserting = true;
  Value holds = evaluate(analysis, entity->scope, claim, NULL, what);
  bool late = value_late(&holds) && holds.kind == VALUE_BOOL;
  if (!late)
    holds = type_conform(analysis, holds, &truth, what);
  else if (late_holds(analysis, entity->scope, claim, holds, &breaks))
    holds = (Value){ .kind = VALUE_BOOL, .truth = true };
  analysis->asserting = false;
  Value text = evaluate(analysis, entity->scope, message, &words,
                        STR("an assertion's message"));
  Str literal =
    text.kind == VALUE_TEXT ? value_text(analysis->arena, &text) : STR("");
  if (holds.kind != VALUE_BOOL || holds.truth)
    return;
  Diag *diag =
    diag_add(analysis->diags, RULE_FLOW_ASSERT, node_span(tree, claim),
             "%.*s", STR_ARG(literal));
  if (!late) {
    diag_label(analysis->diags, diag, "this does not hold on stage `%.*s`",
               STR_ARG(analysis->stage));
    return;
  }
  if (breaks.length)
    diag_label(analysis->diags, diag, "this does not hold for %.*s",
               STR_ARG(breaks));
  else
    diag_label(analysis->diags, diag,
               "it cannot be shown that this holds for all values");
  for (u32 i = 0; i < analysis->trials.count; i++)
    diag_related(analysis->diags, diag, analysis->trials.items[i].input->span,
                 "`%.*s` gets its value at deployment",
                 STR_ARG(analysis->trials.items[i].input->name));
  diag_help(analysis->diags, diag,
            "narrow the type, as in `int(1..100)`, until it holds for every "
            "value");
}

static void lower_entities(Analysis *analysis) {
  Map outputs = map_new(analysis->arena);
  for (u32 i = 0; i < analysis->entities.count; i++) {
    const Entity *entity = analysis->entities.items[i];
    if (entity->kind == ENTITY_ASSERT)
      check_assertion(analysis, entity);
    if (entity->kind != ENTITY_OUTPUT)
      continue;
    Str name = output_name(analysis->arena, entity);
    u32 first = map_get(&outputs, name);
    if (first)
      diag_related(analysis->diags,
                   diag_add(analysis->diags, RULE_NAME_DUPLICATE, entity->span,
                            "the output `%.*s` is declared twice",
                            STR_ARG(name)),
                   analysis->entities.items[first - 1]->span,
                   "first declared here");
    else
      map_set(&outputs, name, i + 1);
    lower_output(analysis, entity, name);
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
                    (Step){ .entity = entity, .span = entity->span }))
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
  for (u32 i = 0; i < model->handlers.count; i++)
    settle_unawaited(analysis, model->handlers.items[i]);
  lower_feeds(analysis);
  lower_watching(analysis);
  lower_networks(analysis);
  lower_grants(analysis);
  lower_policies(analysis);
  lower_network_endpoints(analysis);
  lower_guarantees(analysis);
  model->resource_count = analysis->pieces.count;
  lower_raws(analysis);
  lower_overrides(analysis);
  settle_values(analysis);
  lower_contracts(analysis);
  profiles_check(analysis);
  lower_entities(analysis);
  lower_inputs(analysis);
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
    .regular_numbers = map_new(arena),
  };
  names_resolve(analysis);
  if (!program->stack || !stage_select(analysis))
    return NULL;
  params_settle(analysis);
  pieces_make(analysis);
  edges_resolve(analysis);
  settle_all(analysis);
  lower(analysis);
  patterns_free(analysis);
  return analysis->model;
}
