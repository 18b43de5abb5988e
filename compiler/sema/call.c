/* SPDX-License-Identifier: Apache-2.0
 *
 * Calls: `jwt(issuer = …)` and the like, bound to their rows; and accesses,
 * where a thing is called with the ways to use it: `book(get, query)`.
 */
#include "sema/program.h"

/* ---- calls with a row ---- */

static Value unknown_call(Analysis *analysis, Span span, Str name,
                          const Type *type) {
  Str names[32];
  CallGroup group = type && type->calls ? type->calls : CALLS_FUNCTION;
  u32 count = call_names(group, names, COUNT_OF(names));
  Str near = suggest(name, names, count);
  Diag *diag = diag_add(analysis->diags, RULE_NAME_UNDECLARED, span,
                        "nothing here is called `%.*s(…)`", STR_ARG(name));
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, span, near,
             "did you mean `%.*s(…)`?", STR_ARG(near));
  else if (type) {
    Str expected = type_text(analysis->arena, type);
    diag_note(analysis->diags, diag, "expected is %.*s", STR_ARG(expected));
  }
  return value_poison(span);
}

/* The index of the argument of that name; the count when there is none. */
static u32 argument_index(const CallRow *row, Str name) {
  u32 count = call_argument_count(row), i = 0;
  while (i < count && !str_equal(row->arguments[i].name, name))
    i++;
  return i;
}

static void unknown_argument(Analysis *analysis, const CallRow *row, Span span,
                             Str name) {
  Str names[8];
  u32 count = call_argument_count(row);
  for (u32 i = 0; i < count; i++)
    names[i] = row->arguments[i].name;
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, span,
                        "`%.*s(…)` takes no `%.*s`", STR_ARG(row->name),
                        STR_ARG(name));
  Str list = str_join(analysis->arena, STR(", "), names, count);
  diag_note(analysis->diags, diag, "it takes: %.*s", STR_ARG(list));
  Str near = suggest(name, names, count);
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, span, near, "did you mean `%.*s`?",
             STR_ARG(near));
}

/* False: the call has no such argument, and that has been reported. */
static bool bind_argument(Analysis *analysis, const Scope *scope,
                          const CallRow *row, NodeId argument, u32 *position,
                          Value *values) {
  const Tree *tree = scope->tree;
  bool named = tree_node(tree, argument)->kind == NODE_NAMED;
  NodeId name = named ? node_child(tree, argument, 0) : argument;
  u32 count = call_argument_count(row);
  bool repeats = count && row->arguments[count - 1].rest;
  u32 index = named ? argument_index(row, node_text(tree, name)) : *position;
  u32 of = !named && repeats && index >= count ? count - 1 : index;
  Span span = node_span(tree, name);
  *position += !named;
  if (of >= count) {
    if (named)
      unknown_argument(analysis, row, span, node_text(tree, name));
    else
      diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, span,
               "`%.*s(…)` takes at most %u argument%s", STR_ARG(row->name),
               count, count == 1 ? "" : "s");
    return false;
  }
  if (values[index].span.hi) {
    diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, span,
             "`%.*s` is given twice", STR_ARG(row->arguments[of].name));
    return true;
  }
  const ArgumentRow *expected = &row->arguments[of];
  Str what = str_format(analysis->arena, "`%.*s` of %.*s(…)",
                        STR_ARG(expected->name), STR_ARG(row->name));
  values[index] =
    evaluate(analysis, scope, named ? node_child(tree, argument, 1) : argument,
             &expected->type, what);
  /* what of a request is meant is part of the API itself */
  if (row->group == CALLS_REQUEST && !value_known(analysis, &values[index]))
    values[index].kind = VALUE_POISON;
  return true;
}

Value call_evaluate(Analysis *analysis, const Scope *scope, NodeId node,
                    const Type *type, Str what) {
  (void)what;
  const Tree *tree = scope->tree;
  NodeId callee = node_child(tree, node, 0);
  Span span = node_span(tree, node);
  bool told, rows = type && type->calls;
  const Entity *policy =
    rows ? NULL : entity_at(analysis, scope, callee, &told);
  if (policy && policy->kind == ENTITY_POLICY)
    return policy_apply(analysis, policy, scope, node, span);
  if (tree_node(tree, callee)->kind != NODE_NAME) {
    diag_add(analysis->diags, RULE_TYPE_MISMATCH, node_span(tree, callee),
             "this cannot be called");
    return value_poison(span);
  }
  Str name = node_text(tree, callee);
  const CallRow *row = type && type->calls ? call_find(type->calls, name) : NULL;
  row = row ? row : call_find(CALLS_FUNCTION, name);
  if (!row)
    return unknown_call(analysis, node_span(tree, callee), name, type);
  u32 count = call_argument_count(row), position = 0;
  Value *values =
    ARENA_ARRAY(analysis->arena, Value, count + node_count(tree, node));
  NodeId argument = tree_node(tree, callee)->next;
  bool poisoned = false;
  for (; argument; argument = tree_node(tree, argument)->next)
    poisoned = !bind_argument(analysis, scope, row, argument, &position,
                              values) || poisoned;
  bool misnamed = poisoned; /* what is missing may stand there, misspelt */
  for (u32 i = 0; i < count; i++) {
    bool given = values[i].span.hi != 0;
    if (!given && row->arguments[i].required && !misnamed)
      diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, span,
               "`%.*s(…)` needs `%.*s`", STR_ARG(row->name),
               STR_ARG(row->arguments[i].name));
    poisoned = poisoned || (given && values[i].kind == VALUE_POISON) ||
               (!given && row->arguments[i].required);
    if (!given)
      values[i].kind = VALUE_NONE;
  }
  for (u32 i = count; i < position; i++)
    poisoned = poisoned || values[i].kind == VALUE_POISON;
  if (poisoned)
    return value_poison(span);
  bool repeats = count && row->arguments[count - 1].rest;
  if (repeats && !values[count - 1].span.hi)
    count--; /* nothing was given for the rest */
  count = position > count ? position : count;
  if (row->group == CALLS_FUNCTION)
    return function_call(analysis, row, values, count, span);
  return (Value){ .kind = VALUE_CALL,
                  .span = span,
                  .written = node_text(tree, node),
                  .call = { .row = row, .arguments = values, .count = count } };
}

/* ---- accesses ---- */

/* `book.by_date`: an index of a table; anything else is an ordinary value. */
static Value accessed_thing(Analysis *analysis, const Scope *scope, NodeId node,
                            Str *member) {
  const Tree *tree = scope->tree;
  bool told;
  Entity *entity = entity_at(analysis, scope, node, &told);
  if (told)
    return value_poison(node_span(tree, node));
  if (!entity && tree_node(tree, node)->kind == NODE_MEMBER) {
    NodeId left = node_child(tree, node, 0);
    Value thing = evaluate(analysis, scope, left, NULL, STR("an access"));
    if (thing.kind == VALUE_REFERENCE &&
        thing.reference.resource->kind == KIND_external_table) {
      *member = node_text(tree, node_child(tree, node, 1));
      return thing;
    }
    if (thing.kind == VALUE_POISON)
      return thing;
  }
  return evaluate(analysis, scope, node, NULL, STR("an access"));
}

Value call_access(Analysis *analysis, const Scope *scope, NodeId node,
                  const Type *type, Str what) {
  const Tree *tree = scope->tree;
  bool call = tree_node(tree, node)->kind == NODE_CALL;
  NodeId callee = call ? node_child(tree, node, 0) : node;
  Str member = STR("");
  Value thing = accessed_thing(analysis, scope, callee, &member);
  if (thing.kind == VALUE_REFERENCE) {
    Type reference = *type;
    reference.kind = TYPE_REFERENCE;
    reference.shape = SHAPE_ONE;
    thing = type_conform(analysis, thing, &reference, what);
  }
  if (thing.kind != VALUE_REFERENCE)
    return thing;
  Value value = { .kind = VALUE_CALL,
                  .span = node_span(tree, node),
                  .written = node_text(tree, node),
                  .call = { .resource = thing.reference.resource,
                            .member = member } };
  if (!call)
    return value;
  value.call.arguments =
    ARENA_ARRAY(analysis->arena, Value, node_count(tree, node));
  NodeId argument = tree_node(tree, callee)->next;
  for (; argument; argument = tree_node(tree, argument)->next) {
    Value *one = &value.call.arguments[value.call.count++];
    NodeKind kind = (NodeKind)tree_node(tree, argument)->kind;
    if (kind == NODE_NAME) /* a way: get, query, … */
      *one = (Value){ .kind = VALUE_WORD,
                      .span = node_span(tree, argument),
                      .word = node_text(tree, argument) };
    else
      *one = evaluate(analysis, scope, argument, &(Type){ TYPE_STRING },
                      STR("a prefix"));
  }
  return value;
}
