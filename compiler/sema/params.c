/* SPDX-License-Identifier: Apache-2.0
 *
 * The stage, and the values of params: from -D, then --params, then the stage,
 * then the default. What comes from outside is read as the param's type reads
 * it, from a source of its own, so that a mistake in it can be shown.
 */
#include "sema/program.h"

/* ---- the stage ---- */

static void unknown_stage(Analysis *analysis, const Str *names, u32 count) {
  Program *program = analysis->program;
  Str wanted = analysis->selection->stage;
  Str list = str_join(analysis->arena, STR(", "), names, count);
  Diag *diag = diag_add(analysis->diags, RULE_NAME_UNKNOWN_STAGE,
                        program->stack_span, "the program has no stage `%.*s`",
                        STR_ARG(wanted));
  diag_note(analysis->diags, diag, "its stages: %.*s", STR_ARG(list));
  Str near = suggest(wanted, names, count);
  if (near.length)
    diag_help(analysis->diags, diag, "did you mean `--stage %.*s`?",
              STR_ARG(near));
}

bool stage_select(Analysis *analysis) {
  const Program *program = analysis->program;
  u32 room = analysis->entities.count + 1;
  Str *names = ARENA_ARRAY(analysis->arena, Str, room);
  u32 count = program_stages(program, names, room);
  Str wanted = analysis->selection->stage;
  analysis->stage = wanted.length ? wanted : names[0];
  analysis->stage_type = (Type){
    TYPE_WORD, .words = str_join(analysis->arena, STR("|"), names, count)
  };
  for (u32 i = 0; i < analysis->entities.count; i++)
    if (analysis->entities.items[i]->kind == ENTITY_STAGE &&
        str_equal(analysis->entities.items[i]->name, analysis->stage))
      analysis->stage_entity = analysis->entities.items[i];
  if (words_have(analysis->stage_type.words, analysis->stage))
    return true;
  unknown_stage(analysis, names, count);
  return false;
}

/* ---- one param ---- */

/* The value that the selected stage's body gives; 0: none. */
static NodeId stage_gives(const Analysis *analysis, Str name) {
  const Entity *stage = analysis->stage_entity;
  if (!stage || !stage->body)
    return 0;
  const Tree *tree = stage->scope->tree;
  FOR_CHILDREN(tree, stage->body, item) {
    if (tree_node(tree, item)->kind == NODE_ATTRIBUTE &&
        str_equal(node_text(tree, node_child(tree, item, 0)), name))
      return node_child(tree, item, 1);
  }
  return 0;
}

static const Definition *defined(const Analysis *analysis, Str name) {
  const Selection *selection = analysis->selection;
  for (u32 i = 0; i < selection->count; i++)
    if (str_equal(selection->definitions[i].name, name))
      return &selection->definitions[i];
  return NULL;
}

/* `-D retention=4d` is read as `let value = 4d`, in a scope without names. */
static Value value_from_outside(Analysis *analysis, const Definition *given,
                                const Type *type, Str what) {
  Program *program = analysis->program;
  bool plain = type->shape == SHAPE_ONE &&
               (type->kind == TYPE_STRING || type->kind == TYPE_ARN);
  Str opening = plain ? STR("") : STR("let value = ");
  Str text = str_format(analysis->arena, "%.*s%.*s", STR_ARG(opening),
                        STR_ARG(given->text));
  u32 file = sources_add(program->sources, given->origin, text);
  u32 base = program->sources->files.items[file]->base;
  Span span = { base + opening.length, base + text.length };
  if (plain)
    return type_conform(
      analysis,
      check_dynamic(analysis,
                    (Value){ .kind = VALUE_TEXT,
                             .span = span,
                             .written = given->text,
                             .text = text_of(analysis->arena, text) }),
      type, what);
  u32 errors = diags_count(analysis->diags, SEVERITY_ERROR);
  Tree *tree = parse(analysis->arena, analysis->diags, program->sources, file);
  if (diags_count(analysis->diags, SEVERITY_ERROR) > errors)
    return value_poison(span);
  NodeId let = node_find(tree, tree->root, NODE_LET);
  if (!let || node_count(tree, tree->root) != 1) {
    diag_add(analysis->diags, RULE_TYPE_MISMATCH, span,
             "%.*s takes one value", STR_ARG(what));
    return value_poison(span);
  }
  Module module = {
    .tree = tree,
    .reasons = ARENA_ARRAY(analysis->arena, Reason *, tree->nodes.count),
    .used = ARENA_ARRAY(analysis->arena, bool, tree->nodes.count),
  };
  Scope scope = {
    .module = &module,
    .tree = tree,
    .names = map_new(analysis->arena),
    .imported = map_new(analysis->arena),
  };
  return evaluate(analysis, &scope, node_child(tree, let, 1), type, what);
}

static bool has_value(const Analysis *analysis, const Entity *entity) {
  const Tree *tree = entity->scope->tree;
  NodeId standard = node_child(tree, entity->node, 2);
  bool own = standard && tree_node(tree, standard)->kind != NODE_AT_DEPLOY;
  return own || defined(analysis, entity->name) ||
         stage_gives(analysis, entity->name);
}

Value param_value(Analysis *analysis, Entity *entity) {
  if (entity->progress == PROGRESS_DONE)
    return entity->value;
  entity->value = value_poison(entity->span);
  if (!step_enter(analysis, &entity->progress,
                    (Step){ .entity = entity, .span = entity->span }))
    return entity->value;
  if (entity->scope->instance) {
    instance_param(analysis, entity);
    step_leave(analysis, &entity->progress);
    return entity->value;
  }
  const Tree *tree = entity->scope->tree;
  NodeId late = node_find(tree, entity->node, NODE_AT_DEPLOY);
  NodeId type = node_child(tree, entity->node, 1);
  NodeId standard = node_child(tree, entity->node, 2);
  entity->type = type ? type_of_node(analysis, entity->scope, type) : NULL;
  const Definition *given = defined(analysis, entity->name);
  NodeId staged = stage_gives(analysis, entity->name);
  Str what =
    str_format(analysis->arena, "`%.*s`", STR_ARG(entity->name));
  if (!entity->type) {
    /* reported */
  } else if (given) {
    entity->value =
      value_from_outside(analysis, given, entity->type, what);
  } else if (staged) {
    entity->value = evaluate(analysis, analysis->stage_entity->scope, staged,
                              entity->type, what);
  } else if (standard && standard != late) {
    entity->value =
      evaluate(analysis, entity->scope, standard, entity->type, what);
  }
  bool broken =
    entity->value.kind == VALUE_POISON && has_value(analysis, entity);
  if (late && entity->type && !broken)
    entity->value = input_value(analysis, entity, entity->value);
  step_leave(analysis, &entity->progress);
  return entity->value;
}

/* ---- all of them ---- */

static void report_missing(Analysis *analysis) {
  Diag *diag = NULL;
  Buf names = buf_new(analysis->arena);
  const Entity *first = NULL;
  for (u32 i = 0; i < analysis->entities.count; i++) {
    const Entity *entity = analysis->entities.items[i];
    bool late = entity->kind == ENTITY_PARAM &&
                node_find(entity->scope->tree, entity->node, NODE_AT_DEPLOY);
    if (entity->kind != ENTITY_PARAM || late || has_value(analysis, entity) ||
        entity->scope != analysis->scope)
      continue;
    buf_format(&names, "%s`%.*s`", first ? ", " : "", STR_ARG(entity->name));
    first = first ? first : entity;
  }
  if (!first)
    return;
  Str list = buf_view(&names);
  diag = diag_add(analysis->diags, RULE_NAME_MISSING_PARAM, first->span,
                  "without a value on stage `%.*s`: %.*s",
                  STR_ARG(analysis->stage), STR_ARG(list));
  diag_help(analysis->diags, diag,
            "give it with `-D %.*s=…`, in a `--params` file, in the stage, or "
            "as a default",
            STR_ARG(first->name));
}

/* Where the stage may be deployed: `account` and `region` of its body. */
void stage_guards(Analysis *analysis) {
  static const Type account = { TYPE_STRING,
                                .pattern = STR_INIT("^[0-9]{12}$") };
  static const Type region = {
    TYPE_STRING, .pattern = STR_INIT("^[a-z]{2}(-[a-z]+)+-[0-9]$")
  };
  const struct {
    Str name;
    const Type *type;
    Str *guard;
  } rows[] = { { STR("account"), &account, &analysis->model->account },
               { STR("region"), &region, &analysis->model->region } };
  for (u32 i = 0; i < COUNT_OF(rows); i++) {
    NodeId node = stage_gives(analysis, rows[i].name);
    if (!node)
      continue;
    Value value = evaluate(analysis, analysis->stage_entity->scope, node,
                           rows[i].type,
                           str_format(analysis->arena, "`%.*s` of a stage",
                                      STR_ARG(rows[i].name)));
    if (value.kind == VALUE_TEXT && text_known(analysis, &value))
      text_literal(analysis->arena, value.text, rows[i].guard);
  }
}

/* Names that the stage or the command line gives and that no param has.
 * `origin` says where one comes from that does not stand in the program. */
static void report_unknown(Analysis *analysis, Span span, Str name,
                           Str origin) {
  u32 found = map_get(&analysis->scope->names, name);
  if (found && analysis->entities.items[found - 1]->kind == ENTITY_PARAM)
    return;
  Str *names = ARENA_ARRAY(analysis->arena, Str, analysis->entities.count);
  u32 count = 0;
  for (u32 i = 0; i < analysis->entities.count; i++)
    if (analysis->entities.items[i]->kind == ENTITY_PARAM)
      names[count++] = analysis->entities.items[i]->name;
  Diag *diag = diag_add(analysis->diags, RULE_NAME_UNKNOWN_PARAM, span,
                        "the program has no param `%.*s`", STR_ARG(name));
  Str near = suggest(name, names, count);
  if (origin.length)
    diag_note(analysis->diags, diag, "it comes from `%.*s`", STR_ARG(origin));
  if (near.length && origin.length)
    diag_help(analysis->diags, diag, "did you mean `%.*s`?", STR_ARG(near));
  else if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, span, near, "did you mean `%.*s`?",
             STR_ARG(near));
}

static void check_stage_body(Analysis *analysis, const Entity *stage) {
  if (!stage->body)
    return;
  const Tree *tree = stage->scope->tree;
  Map seen = map_new(analysis->arena);
  FOR_CHILDREN(tree, stage->body, item) {
    NodeId key = node_child(tree, item, 0);
    if (tree_node(tree, item)->kind != NODE_ATTRIBUTE) {
      if (tree_node(tree, item)->kind != NODE_ERROR)
        diag_add(analysis->diags, RULE_SYNTAX_UNEXPECTED_TOKEN,
                 node_span(tree, item), "a stage holds `param = value` only");
      continue;
    }
    Str name = node_text(tree, key);
    NodeId first = map_get(&seen, name);
    if (first) {
      diag_related(analysis->diags,
                   diag_add(analysis->diags, RULE_TYPE_DUPLICATE_ATTRIBUTE,
                            node_span(tree, key), "`%.*s` is given twice",
                            STR_ARG(name)),
                   node_span(tree, first), "first given here");
      continue;
    }
    map_set(&seen, name, key);
    if (!str_equal(name, STR("account")) && !str_equal(name, STR("region")))
      report_unknown(analysis, node_span(tree, key), name, STR(""));
  }
}

void params_settle(Analysis *analysis) {
  Program *program = analysis->program;
  for (u32 i = 0; i < analysis->entities.count; i++) {
    if (analysis->entities.items[i]->kind == ENTITY_STAGE)
      check_stage_body(analysis, analysis->entities.items[i]);
    if (analysis->entities.items[i]->kind == ENTITY_PARAM)
      param_value(analysis, analysis->entities.items[i]);
  }
  for (u32 i = 0; i < analysis->selection->count; i++)
    report_unknown(analysis, program->stack_span,
                   analysis->selection->definitions[i].name,
                   analysis->selection->definitions[i].origin);
  if (!analysis->selection->judging)
    report_missing(analysis);
}
