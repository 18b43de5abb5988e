/* SPDX-License-Identifier: Apache-2.0
 *
 * Patterns: kinds that a program defines itself. An instance is the pattern's
 * body once more, in a scope of its own, where its params have the values that
 * the instance, else the last profile, else the pattern gives them.
 *
 * The body's tree is shared; only its addresses are the instance's own, so that
 * every diagnostic knows which use it is about.
 */
#include "sema/program.h"

/* ---- where params get their values ---- */

typedef struct Given {
  const Scope *scope;
  NodeId item, value; /* ATTRIBUTE or BLOCK; 0: nowhere */
  const Entity *profile; /* NULL: the instance itself */
} Given;

static Given given_in(const Scope *scope, NodeId body, Str name) {
  const Tree *tree = scope->tree;
  if (body)
    FOR_CHILDREN(tree, body, item) {
      NodeKind kind = (NodeKind)tree_node(tree, item)->kind;
      NodeId key = node_child(tree, item, 0);
      if ((kind == NODE_ATTRIBUTE || kind == NODE_BLOCK) &&
          str_equal(node_text(tree, key), name))
        return (Given){ scope, item,
                        kind == NODE_BLOCK ? item : node_child(tree, item, 1),
                        NULL };
    }
  return (Given){ 0 };
}

static bool is_demand(const Given *given) {
  const Tree *tree = given->scope->tree;
  return given->profile && tree_node(tree, given->value)->kind == NODE_NAME &&
         str_equal(node_text(tree, given->value), STR("required"));
}

/* `demand` gets a profile's `param = required`. */
static Given find_given(Analysis *analysis, const Entity *instance, Str name,
                        Given *demand) {
  Given given = given_in(instance->scope, instance->body, name);
  for (u32 i = analysis->pattern_profiles.count; i > 0 && !given.item; i--) {
    const PatternProfile *row = &analysis->pattern_profiles.items[i - 1];
    if (row->pattern != instance->pattern)
      continue;
    given = given_in(row->profile->scope, row->body, name);
    given.profile = row->profile;
    if (given.item && is_demand(&given)) {
      *demand = given;
      given = (Given){ 0 };
    }
  }
  return given;
}

static void report_no_value(Analysis *analysis, const Entity *instance,
                            const Entity *param, const Given *demand) {
  Diag *diag = diag_add(
    analysis->diags, RULE_TYPE_MISSING_ATTRIBUTE, instance->span,
    "%.*s `%.*s` needs `%.*s`", STR_ARG(instance->pattern->name),
    STR_ARG(instance->name), STR_ARG(param->name));
  if (demand->item)
    diag_related(analysis->diags, diag,
                 node_span(demand->scope->tree, demand->item),
                 "profile `%.*s` demands it", STR_ARG(demand->profile->name));
  diag_related(analysis->diags, diag,
               node_span(instance->pattern->scope->tree, param->node),
               "it has no default");
}

void instance_param(Analysis *analysis, Entity *param) {
  const Entity *instance = param->scope->instance;
  const Scope *scope = param->scope;
  const Tree *tree = scope->tree;
  NodeId type = node_child(tree, param->node, 1);
  NodeId standard = node_child(tree, param->node, 2);
  NodeId late = node_find(tree, param->node, NODE_AT_DEPLOY);
  Str what = str_format(analysis->arena, "`%.*s`", STR_ARG(param->name));
  Given demand = { 0 };
  Given given = find_given(analysis, instance, param->name, &demand);
  if (late)
    diag_help(analysis->diags,
              diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT,
                       node_span(tree, late),
                       "a pattern's param has its value when the program is "
                       "built"),
              "let the program's own param be `at deploy`, and pass it on");
  param->type = type ? type_of_node(analysis, scope, type) : NULL;
  if (!param->type || late)
    return;
  if (given.item) {
    param->value =
      evaluate(analysis, given.scope, given.value, param->type, what);
    param->passed = program_reason(
      analysis->program, given.scope,
      node_find(given.scope->tree, given.item, NODE_BECAUSE));
    param->passed_at = node_span(given.scope->tree, given.value);
    param->passed_whole = node_span(given.scope->tree, given.item);
  } else if (standard && !demand.item) {
    param->value = evaluate(analysis, scope, standard, param->type, what);
  } else if (tree_node(tree, type)->kind == NODE_MEMBER && !demand.item) {
    param->left_out = true; /* as the attribute whose type it has */
    param->value = (Value){ .kind = VALUE_NONE, .span = param->span };
  } else {
    report_no_value(analysis, instance, param, &demand);
  }
}

Entity *param_passed(Analysis *analysis, const Scope *scope, NodeId node) {
  if (!scope->instance || tree_node(scope->tree, node)->kind != NODE_NAME)
    return NULL;
  Entity *param = scope_find(analysis, scope, node_text(scope->tree, node));
  if (!param || param->kind != ENTITY_PARAM || !param->scope->instance)
    return NULL;
  param_value(analysis, param);
  return param;
}

/* ---- what an instance says ---- */

/* The names of the pattern's params. */
static u32 param_names(Analysis *analysis, const Entity *pattern, Str **names) {
  const Tree *tree = pattern->scope->tree;
  u32 count = 0;
  *names = ARENA_ARRAY(analysis->arena, Str,
                       pattern->body ? node_count(tree, pattern->body) : 1);
  if (pattern->body)
    FOR_CHILDREN(tree, pattern->body, item) {
      if (tree_node(tree, item)->kind == NODE_PARAM)
        (*names)[count++] = node_text(tree, node_child(tree, item, 0));
    }
  return count;
}

static void unknown_param(Analysis *analysis, const Entity *pattern, Span span,
                          Str name, const Str *names, u32 count) {
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_UNKNOWN_ATTRIBUTE, span,
                        "%.*s has no param `%.*s`", STR_ARG(pattern->name),
                        STR_ARG(name));
  Str near = suggest(name, names, count);
  Str list = str_join(analysis->arena, STR(", "), names, count);
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, span, near,
             "did you mean `%.*s`?", STR_ARG(near));
  else if (count)
    diag_note(analysis->diags, diag, "there are: %.*s", STR_ARG(list));
  else
    diag_note(analysis->diags, diag, "it takes none");
}

/* The name of a param that the item gives; empty: it is something else, and
 * that has been reported. */
static Str item_name(Analysis *analysis, const Scope *scope, NodeId item) {
  const Tree *tree = scope->tree;
  NodeKind kind = (NodeKind)tree_node(tree, item)->kind;
  program_reason(analysis->program, scope,
                 node_find(tree, item, NODE_BECAUSE));
  if (kind == NODE_ATTRIBUTE || kind == NODE_BLOCK)
    return node_text(tree, node_child(tree, item, 0));
  if (kind != NODE_ERROR)
    diag_add(analysis->diags, RULE_SYNTAX_UNEXPECTED_TOKEN,
             token_span(tree, tree_node(tree, item)->first),
             "values of the pattern's params stand here, and this is none");
  return STR("");
}

void pattern_check(Analysis *analysis, const Entity *pattern,
                   const Scope *scope, NodeId body) {
  const Tree *tree = scope->tree;
  Map seen = map_new(analysis->arena);
  Str *names;
  u32 count = param_names(analysis, pattern, &names);
  if (!body)
    return;
  FOR_CHILDREN(tree, body, item) {
    Str name = item_name(analysis, scope, item);
    u32 param = 0;
    if (!name.length)
      continue;
    while (param < count && !str_equal(names[param], name))
      param++;
    Span key = node_span(tree, node_child(tree, item, 0));
    NodeId first = map_get(&seen, name);
    if (param == count)
      unknown_param(analysis, pattern, key, name, names, count);
    else if (first)
      diag_related(analysis->diags,
                   diag_add(analysis->diags, RULE_TYPE_DUPLICATE_ATTRIBUTE,
                            key, "`%.*s` is given twice", STR_ARG(name)),
                   node_span(tree, first), "first given here");
    else
      map_set(&seen, name, node_child(tree, item, 0));
  }
}

/* ---- which pattern ---- */

static const Entity *find_pattern(Analysis *analysis, Entity *instance) {
  const Scope *scope = instance->scope;
  NodeId word = node_child(scope->tree, instance->node, 0);
  bool told;
  const Entity *pattern = entity_at(analysis, scope, word, &told);
  if (pattern && pattern->kind == ENTITY_PATTERN)
    return pattern;
  instance->kind = ENTITY_UNKNOWN;
  if (told || (pattern && pattern->kind == ENTITY_UNKNOWN))
    return NULL;
  if (!pattern) {
    unknown_kind(analysis, scope, word);
    return NULL;
  }
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_UNKNOWN_KIND,
                        node_span(scope->tree, word), "`%.*s` is no kind",
                        STR_ARG(pattern->name));
  diag_related(analysis->diags, diag, pattern->span, "declared here");
  return NULL;
}

/* The instances around this one lead back to its own pattern, or are too many
 * in each other. */
static bool check_nesting(Analysis *analysis, const Entity *instance) {
  u32 depth = 0;
  Buf path = buf_new(analysis->arena);
  Span span = node_span(instance->scope->tree,
                        node_child(instance->scope->tree, instance->node, 0));
  buf_str(&path, instance->pattern->name);
  for (const Entity *in = instance->scope->instance; in;
       in = in->scope->instance) {
    Str rest = buf_view(&path);
    path = buf_new(analysis->arena);
    buf_format(&path, "%.*s -> %.*s", STR_ARG(in->pattern->name),
               STR_ARG(rest));
    if (in->pattern == instance->pattern) {
      diag_note(analysis->diags,
                diag_add(analysis->diags, RULE_NAME_RECURSION, span,
                         "the pattern `%.*s` uses itself",
                         STR_ARG(in->pattern->name)),
                "the circle: %.*s", STR_ARG(buf_view(&path)));
      return false;
    }
    if (++depth == NESTING_LIMIT) {
      diag_add(analysis->diags, RULE_SYNTAX_TOO_DEEP, span,
               "more than %d patterns in each other", NESTING_LIMIT);
      return false;
    }
  }
  return true;
}

/* ---- the inside ---- */

/* The pattern's tree with addresses that are this instance's, the same ones on
 * every stage. */
static const Tree *copied_tree(Analysis *analysis, const Entity *instance,
                               Str path) {
  Program *program = analysis->program;
  const Entity *pattern = instance->pattern;
  u32 known = map_get(&program->copies, path);
  if (!known) {
    Span stretch = node_span(pattern->scope->tree, pattern->node);
    VEC_PUSH(program->arena, &program->shifts,
             sources_copy(program->sources, stretch, instance->span, path));
    known = program->shifts.count;
    map_set(&program->copies, path, known);
  }
  Tree *tree = ARENA_NEW(analysis->arena, Tree);
  *tree = *pattern->scope->tree;
  tree->shift = program->shifts.items[known - 1];
  return tree;
}

void instance_make(Analysis *analysis, Entity *instance) {
  const Entity *pattern = instance->pattern =
    find_pattern(analysis, instance);
  const Tree *tree = instance->scope->tree;
  if (!pattern)
    return;
  check_head(analysis, instance->scope, 0, pattern->name, instance->node);
  if (!instance->name.length) {
    diag_help(analysis->diags,
              diag_add(analysis->diags, RULE_SYNTAX_UNEXPECTED_TOKEN,
                       node_span(tree, node_child(tree, instance->node, 0)),
                       "an instance of a pattern has a name"),
              "write `%.*s NAME { … }`", STR_ARG(pattern->name));
    instance->kind = ENTITY_UNKNOWN;
    return;
  }
  if (!check_nesting(analysis, instance) || analysis->too_large) {
    instance->kind = ENTITY_UNKNOWN;
    return;
  }
  Str path = path_in(analysis->arena, instance->scope, instance->name,
                     instance->key);
  Scope *inside = instance->inside = ARENA_NEW(analysis->arena, Scope);
  *inside = (Scope){
    .parent = pattern->scope,
    .module = pattern->scope->module,
    .tree = copied_tree(analysis, instance, path),
    .names = map_new(analysis->arena),
    .imported = map_new(analysis->arena),
    .prefix = str_format(analysis->arena, "%.*s.", STR_ARG(path)),
    .part = name_part_in(analysis->arena, instance->scope, instance->name,
                         instance->key),
    .instance = instance,
  };
  body_resolve(analysis, inside, pattern->body);
  pattern_check(analysis, pattern, instance->scope, instance->body);
}

Scope *instance_inside(Analysis *analysis, Entity *instance, Span span) {
  expand(analysis, instance);
  if (instance->kind != ENTITY_INSTANCE ||
      report_not_one(analysis, instance, span))
    return NULL;
  return instance->inside;
}
