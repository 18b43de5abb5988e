/* SPDX-License-Identifier: Apache-2.0
 *
 * Written policies: `policy keep(book: table) { allow … on book }`. Naming one,
 * with its arguments, makes its statements; who names it in `policies` gets
 * them in its role, as they are written and nothing added.
 */
#include "sema/authorize.h"

/* ---- actions ---- */

/* "service:Action", with `*` and `?` in the action. */
static bool is_action(Str text) {
  u32 colon = str_find(text, ':');
  bool good = colon > 0 && colon + 1 < text.length;
  for (u32 i = 0; good && i < text.length; i++) {
    char c = text.at[i];
    bool small = is_small(c) || is_digit(c);
    bool large = is_capital(c) || c == '*' || c == '?';
    good = small || i == colon || (i < colon ? c == '-' : large);
  }
  return good;
}

static void add_action(Draft *draft, NodeId node) {
  static const Type plain = { TYPE_STRING };
  Analysis *analysis = draft->analysis;
  const Scope *scope = draft->scope;
  const Tree *tree = scope->tree;
  Span span = node_span(tree, node);
  Str action = node_text(tree, node);
  NodeKind kind = (NodeKind)tree_node(tree, node)->kind;
  draft->broken = draft->broken || kind == NODE_ERROR;
  if (kind == NODE_ERROR)
    return;
  if (kind == NODE_STRING) {
    Value value = evaluate(analysis, scope, node, &plain, STR("an action"));
    if (value.kind != VALUE_TEXT || !text_known(analysis, &value)) {
      draft->broken = true;
      return;
    }
    text_literal(analysis->arena, value.text, &action);
  }
  if (kind != NODE_STAR && !str_equal(action, STR("*")) && !is_action(action))
    diag_help(analysis->diags,
              diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, span,
                       "`%.*s` is no action", STR_ARG(action)),
              "an action is `service:Action`, as in `sqs:SendMessage`");
  else
    draft_action(draft, action, span);
}

/* ---- things ---- */

static void add_thing(Draft *draft, Resource *thing, Span span) {
  Analysis *analysis = draft->analysis;
  Text arn = resource_arn(analysis, thing);
  if (words_have(kind_row(thing->kind)->members, STR("arn"))) {
    if (arn.count)
      draft_thing(draft, arn, span, thing);
    draft->broken = draft->broken || !arn.count;
    return;
  }
  draft->broken = true;
  diag_related(analysis->diags,
               diag_add(analysis->diags, RULE_TYPE_MISMATCH, span,
                        "nothing can be allowed on a %.*s: it has no ARN",
                        STR_ARG(kind_row(thing->kind)->word)),
               thing->span, "declared here");
}

static void add_things(Draft *draft, NodeId node) {
  static const Type any = { TYPE_ANY, SHAPE_ONE_OR_LIST };
  Analysis *analysis = draft->analysis;
  const Scope *scope = draft->scope;
  const Tree *tree = scope->tree;
  Span span = node_span(tree, node);
  Resource **members;
  u32 count;
  if (tree_node(tree, node)->kind == NODE_STAR) {
    draft_thing(draft, text_of(analysis->arena, STR("*")), span, NULL);
    return;
  }
  if (family_at(analysis, scope, node, &members, &count)) {
    for (u32 i = 0; i < count; i++)
      add_thing(draft, members[i], span);
    return;
  }
  Value value = evaluate(analysis, scope, node, &any, STR("`on`"));
  u32 items = value.kind == VALUE_LIST ? value.list.count : 1;
  for (u32 i = 0; i < items; i++) {
    const Value *one = value.kind == VALUE_LIST ? &value.list.items[i] : &value;
    if (one->kind == VALUE_REFERENCE)
      add_thing(draft, one->reference.resource, span);
    else if (one->kind == VALUE_TEXT)
      draft_thing(draft, one->text, span, NULL);
    else
      draft->broken = true;
    if (one->kind != VALUE_REFERENCE && one->kind != VALUE_TEXT &&
        one->kind != VALUE_POISON)
      diag_add(analysis->diags, RULE_TYPE_MISMATCH, one->span,
               "`on` takes things and ARNs, and this is %.*s",
               STR_ARG(value_kind_name(one->kind)));
  }
}

/* ---- statements ---- */

void draft_read(Draft *draft) {
  const Tree *tree = draft->scope->tree;
  NodeId actions = node_find(tree, draft->node, NODE_ACTIONS);
  NodeId things = node_find(tree, draft->node, NODE_THINGS);
  FOR_CHILDREN(tree, actions, action) {
    add_action(draft, action);
  }
  FOR_CHILDREN(tree, things, thing) {
    add_things(draft, thing);
  }
}

static void add_statement(Analysis *analysis, const Scope *scope, NodeId node,
                          Str name, Statements *statements) {
  const Tree *tree = scope->tree;
  Draft draft = { .analysis = analysis, .scope = scope, .node = node };
  Statement *statement = &draft.statement;
  draft.because = program_reason(analysis->program, scope,
                                 node_find(tree, node, NODE_BECAUSE));
  statement->deny = str_equal(
    token_text(tree, tree_node(tree, node)->first), STR("deny"));
  statement->reason = node_span(tree, node);
  statement->reason_text =
    str_format(analysis->arena, "policy %.*s", STR_ARG(name));
  statement->written = true;
  statement->because = draft.because;
  draft_read(&draft);
  draft_check_types(&draft);
  draft_check_wild(&draft);
  FOR_CHILDREN(tree, node, part) {
    if (tree_node(tree, part)->kind == NODE_CONDITION)
      draft_condition(&draft, part);
  }
  if (draft.broken || !statement->actions.count ||
      !statement->resources.count)
    return;
  statement->sid =
    make_sid(analysis, statements,
             statement->deny ? STR("deny") : STR("allow"), name);
  VEC_PUSH(analysis->arena, &statements->items, *statement);
}

static void add_item(Analysis *analysis, const Scope *scope, NodeId item,
                     Str name, Statements *statements) {
  const Tree *tree = scope->tree;
  NodeKind kind = (NodeKind)tree_node(tree, item)->kind;
  if (kind == NODE_STATEMENT)
    add_statement(analysis, scope, item, name, statements);
  else if (kind != NODE_ERROR)
    diag_help(analysis->diags,
              diag_add(analysis->diags, RULE_SYNTAX_UNEXPECTED_TOKEN,
                       token_span(tree, tree_node(tree, item)->first),
                       "a policy holds statements, and this is none"),
              "write `allow ACTION on THING` or `deny ACTION on THING`");
}

/* ---- parameters ---- */

/* The argument for a parameter: by name, else by place; 0: none. */
static NodeId argument_for(const Tree *tree, NodeId call, Str name, u32 place) {
  NodeId argument = tree_node(tree, tree_node(tree, call)->child)->next;
  for (u32 i = 0; argument; argument = tree_node(tree, argument)->next) {
    bool named = tree_node(tree, argument)->kind == NODE_NAMED;
    if (named && str_equal(node_text(tree, node_child(tree, argument, 0)), name))
      return node_child(tree, argument, 1);
    if (!named && i++ == place)
      return argument;
  }
  return 0;
}

/* False: one is wrong, and what is missing may be meant by it. */
static bool check_arguments(Analysis *analysis, const Entity *policy,
                            const Scope *scope, NodeId call) {
  const Tree *tree = scope->tree, *own = policy->scope->tree;
  NodeId list = node_find(own, policy->node, NODE_PARAMETERS);
  u32 count = list ? node_count(own, list) : 0, places = 0;
  bool good = true;
  NodeId argument = tree_node(tree, tree_node(tree, call)->child)->next;
  for (; argument; argument = tree_node(tree, argument)->next) {
    bool named = tree_node(tree, argument)->kind == NODE_NAMED, found = false;
    NodeId name = named ? node_child(tree, argument, 0) : argument;
    for (NodeId param = list ? tree_node(own, list)->child : 0; param && named;
         param = tree_node(own, param)->next)
      found = found || str_equal(node_text(own, node_child(own, param, 0)),
                                 node_text(tree, name));
    good = good && (!named || found);
    if (named && !found)
      diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, node_span(tree, name),
               "policy `%.*s` has no parameter `%.*s`", STR_ARG(policy->name),
               STR_ARG(node_text(tree, name)));
    else if (!named && places++ == count)
      diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, node_span(tree, name),
               "policy `%.*s` takes %u argument%s", STR_ARG(policy->name),
               count, count == 1 ? "" : "s");
  }
  return good;
}

typedef struct Use { /* of a policy */
  const Entity *policy;
  const Scope *scope; /* where it is named */
  NodeId call;        /* 0: without arguments */
  Span span;
  bool good; /* what is missing is missing */
} Use;

/* Enters a parameter with its value into the scope of the statements. */
static void bind(Analysis *analysis, const Use *use, NodeId param, u32 place,
                 Scope *inside) {
  const Entity *policy = use->policy;
  const Tree *tree = policy->scope->tree;
  NodeId name = node_child(tree, param, 0), type = node_child(tree, param, 1);
  NodeId standard = node_child(tree, param, 2);
  Str text = node_text(tree, name);
  Str what = str_format(analysis->arena, "`%.*s` of %.*s(…)", STR_ARG(text),
                        STR_ARG(policy->name));
  const Type *expected =
    type ? type_of_node(analysis, policy->scope, type) : NULL;
  NodeId given =
    use->call ? argument_for(use->scope->tree, use->call, text, place) : 0;
  Entity *entity = entity_add(analysis, inside, ENTITY_VALUE, 0, text,
                              node_span(tree, name));
  entity->progress = PROGRESS_DONE;
  entity->value = value_poison(entity->span);
  map_set(&inside->names, text, analysis->entities.count);
  if (!expected)
    return;
  if (given)
    entity->value = evaluate(analysis, use->scope, given, expected, what);
  else if (standard)
    entity->value = evaluate(analysis, inside, standard, expected, what);
  else if (use->good)
    diag_help(analysis->diags,
              diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, use->span,
                       "policy `%.*s` needs `%.*s`", STR_ARG(policy->name),
                       STR_ARG(text)),
              "write `%.*s(…)` where it is named", STR_ARG(policy->name));
}

/* ---- a policy as it is named ---- */

Value policy_apply(Analysis *analysis, const Entity *policy, const Scope *user,
                   NodeId call, Span span) {
  Arena *arena = analysis->arena;
  const Tree *tree = policy->scope->tree;
  NodeId list = node_find(tree, policy->node, NODE_PARAMETERS);
  Scope *inside = ARENA_NEW(arena, Scope);
  Use use = { policy, user, call, span, true };
  u32 place = 0;
  *inside = *policy->scope;
  inside->parent = policy->scope;
  inside->names = map_new(arena);
  inside->imported = map_new(arena);
  if (call)
    use.good = check_arguments(analysis, policy, user, call);
  for (NodeId param = list ? tree_node(tree, list)->child : 0; param;
       param = tree_node(tree, param)->next)
    bind(analysis, &use, param, place++, inside);
  Policy *made = (Policy *)piece_add(analysis, KIND_policy, sizeof(Policy),
                                     policy->name, span);
  made->resource.documentation = node_documentation(arena, tree, policy->node);
  if (policy->body)
    FOR_CHILDREN(tree, policy->body, item) {
      add_item(analysis, inside, item, policy->name, &made->statements);
    }
  return (Value){ .kind = VALUE_REFERENCE,
                  .span = span,
                  .reference = { .resource = &made->resource } };
}

/* ---- who has it ---- */

void grant_written(Analysis *analysis, Handler *handler) {
  const Value *list =
    &setting(&handler->resource, ATTR_handler_policies)->value;
  Statements *statements = &handler->role->statements;
  for (u32 i = 0; list->kind == VALUE_LIST && i < list->list.count; i++) {
    if (list->list.items[i].kind != VALUE_REFERENCE)
      continue;
    const Policy *policy =
      (const Policy *)list->list.items[i].reference.resource;
    for (u32 k = 0; k < policy->statements.items.count; k++) {
      Statement statement = policy->statements.items.items[k];
      statement.sid = make_sid(analysis, statements,
                               statement.deny ? STR("deny") : STR("allow"),
                               policy->resource.path);
      VEC_PUSH(analysis->arena, &statements->items, statement);
    }
  }
}
