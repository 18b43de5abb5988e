/* SPDX-License-Identifier: Apache-2.0
 *
 * Expressions become values.
 *
 * What is expected travels down, so that a bare word finds its enum and a call
 * its group; whether the result fits is asked once, at the top. What refers to
 * something else works that out first (step_enter), and a circle is an error
 * that shows its path.
 */
#include "sema/program.h"

Value value_poison(Span span) {
  return (Value){ .kind = VALUE_POISON, .span = span };
}

/* ---- circles ---- */

static Str step_text(Analysis *analysis, const Step *step) {
  if (step->entity)
    return path_in(analysis->arena, step->entity->scope, step->entity->name,
                   step->entity->key);
  return str_format(analysis->arena, "%.*s.%.*s", STR_ARG(step->resource->path),
                    STR_ARG(attr_path(analysis->arena, step->attr)));
}

static bool step_equal(const Step *left, const Step *right) {
  return left->resource == right->resource && left->attr == right->attr &&
         left->entity == right->entity;
}

static void report_cycle(Analysis *analysis, Step again) {
  u32 first = analysis->steps.count;
  while (first > 0 &&
         !step_equal(&analysis->steps.items[first - 1], &again))
    first--;
  Str what = step_text(analysis, &again);
  Diag *diag = diag_add(analysis->diags, RULE_NAME_CYCLE, again.span,
                        "`%.*s` depends on itself", STR_ARG(what));
  Buf path = buf_new(analysis->arena);
  for (u32 i = first ? first - 1 : 0; i < analysis->steps.count; i++) {
    Str step = step_text(analysis, &analysis->steps.items[i]);
    buf_format(&path, "%.*s -> ", STR_ARG(step));
    if (i + 1 == analysis->steps.count)
      break;
    Str next = step_text(analysis, &analysis->steps.items[i + 1]);
    diag_related(analysis->diags, diag, analysis->steps.items[i + 1].span,
                 "`%.*s` needs `%.*s`", STR_ARG(step), STR_ARG(next));
  }
  buf_str(&path, what);
  diag_note(analysis->diags, diag, "the circle: %.*s", STR_ARG(buf_view(&path)));
}

bool step_enter(Analysis *analysis, Progress *progress, Step step) {
  if (*progress == PROGRESS_BUSY) {
    report_cycle(analysis, step);
    return false;
  }
  *progress = PROGRESS_BUSY;
  VEC_PUSH(analysis->arena, &analysis->steps, step);
  return true;
}

void step_leave(Analysis *analysis, Progress *progress) {
  *progress = PROGRESS_DONE;
  analysis->steps.count--;
}

/* ---- values without names ---- */

static Value raw(Analysis *analysis, const Scope *scope, NodeId node,
                 const Type *type, Str what);

/* Whether the lexer has reported one of the tokens from `first` to `last`. */
static bool is_told(const Tree *tree, u32 first, u32 last) {
  bool ok = true;
  for (u32 token = first; token <= last; token++)
    ok = ok && tree->tokens.items[token].ok;
  return !ok;
}

static Value literal(const Scope *scope, NodeId node) {
  static const struct {
    TokenKind token;
    ValueKind kind;
  } kinds[] = {
    { TOKEN_INTEGER, VALUE_INTEGER },   { TOKEN_DECIMAL, VALUE_DECIMAL },
    { TOKEN_DURATION, VALUE_DURATION }, { TOKEN_SIZE, VALUE_SIZE },
    { TOKEN_RATE, VALUE_RATE },         { TOKEN_PERCENT, VALUE_PERCENT },
  };
  u32 token = tree_node(scope->tree, node)->first;
  Value value = { .span = node_span(scope->tree, node),
                  .written = node_text(scope->tree, node) };
  for (u32 i = 0; i < COUNT_OF(kinds); i++)
    if (kinds[i].token == scope->tree->tokens.items[token].kind)
      value.kind = kinds[i].kind;
  if (is_told(scope->tree, token, token) ||
      !quantity_parse(value.kind, value.written, &value.number))
    return value_poison(value.span);
  return value;
}

Value check_dynamic(Analysis *analysis, Value value) {
  static const Str opening = STR_INIT("{{resolve:");
  for (u32 part = 0; value.kind == VALUE_TEXT && part < value.text.count;
       part++) {
    Str text = value.text.parts[part].text;
    if (value.text.parts[part].kind != PART_LITERAL)
      continue;
    for (u32 i = 0; i + opening.length <= text.length; i++) {
      if (!str_equal(str_slice(text, i, i + opening.length), opening))
        continue;
      Diag *diag = diag_add(analysis->diags, RULE_ESCAPE_DYNAMIC_REFERENCE,
                            value.span,
                            "`{{resolve:` in a text would be expanded when the "
                            "stack is deployed");
      diag_help(analysis->diags, diag,
                "for a parameter write `ssm(\"/path\")`; a secret is passed by "
                "name: `reads = [token]`");
      return value_poison(value.span);
    }
  }
  return value;
}

Text value_in_text(Analysis *analysis, Value *value) {
  switch (value->kind) {
  case VALUE_TEXT:
    return value->text;
  case VALUE_NONE:
  case VALUE_LIST:
  case VALUE_MAP:
  case VALUE_RANGE:
  case VALUE_REFERENCE:
  case VALUE_CALL: {
    Str kind = value_kind_name(value->kind);
    Diag *diag = diag_add(analysis->diags, RULE_TYPE_MISMATCH, value->span,
                          "%.*s cannot stand in a text", STR_ARG(kind));
    if (value->kind == VALUE_REFERENCE)
      diag_help(analysis->diags, diag,
                "name what of it you mean, as in `%.*s.name`",
                STR_ARG(value->reference.resource->path));
    *value = value_poison(value->span);
    return (Text){ 0 };
  }
  default:
    return value_late(value)
             ? late_in_text(analysis, value)
             : text_of(analysis->arena, value_text(analysis->arena, value));
  }
}

static Value string(Analysis *analysis, const Scope *scope, NodeId node) {
  const Tree *tree = scope->tree;
  Value value = { .kind = VALUE_TEXT,
                  .span = node_span(tree, node),
                  .written = node_text(tree, node),
                  .text = text_of(analysis->arena, STR("")) };
  bool poisoned = is_told(tree, tree_node(tree, node)->first,
                          tree_node(tree, node)->last);
  FOR_CHILDREN(tree, node, part) {
    Text text;
    if (tree_node(tree, part)->kind == NODE_TEXT) {
      text = text_of(analysis->arena,
                     node_string_text(analysis->arena, tree, part));
    } else {
      Value inner = raw(analysis, scope, part, NULL, STR("an interpolation"));
      text = value_in_text(analysis, &inner);
      poisoned = poisoned || inner.kind == VALUE_POISON;
    }
    if (!poisoned)
      value.text = text_join(analysis->arena, value.text, text);
  }
  return poisoned ? value_poison(value.span) : check_dynamic(analysis, value);
}

static Value list(Analysis *analysis, const Scope *scope, NodeId node,
                  const Type *type, Str what) {
  Value value = { .kind = VALUE_LIST, .span = node_span(scope->tree, node) };
  value.list.count = node_count(scope->tree, node);
  value.list.items = ARENA_ARRAY(analysis->arena, Value, value.list.count);
  u32 i = 0;
  FOR_CHILDREN(scope->tree, node, item) {
    value.list.items[i++] = raw(analysis, scope, item, type, what);
  }
  return value;
}

/* `except`: an item that is none of the map's; 0: every one is. */
static Value map(Analysis *analysis, const Scope *scope, NodeId node,
                 const Type *type, Str what, NodeId except) {
  const Tree *tree = scope->tree;
  Value value = { .kind = VALUE_MAP, .span = node_span(tree, node) };
  value.map.entries =
    ARENA_ARRAY(analysis->arena, Entry, node_count(tree, node));
  Map seen = map_new(analysis->arena);
  FOR_CHILDREN(tree, node, item) {
    bool block = tree_node(tree, item)->kind == NODE_BLOCK;
    if (item == except)
      continue;
    if (tree_node(tree, item)->kind != NODE_ATTRIBUTE && !block) {
      if (tree_node(tree, item)->kind != NODE_ERROR)
        diag_add(analysis->diags, RULE_TYPE_MISMATCH, node_span(tree, item),
                 "a map holds `key = value` only");
      continue;
    }
    NodeId key = node_child(tree, item, 0);
    Entry *entry = &value.map.entries[value.map.count];
    entry->span = node_span(tree, key);
    entry->key = node_text(tree, key);
    if (tree_node(tree, key)->kind == NODE_STRING) {
      Value text = string(analysis, scope, key);
      if (text.kind == VALUE_POISON ||
          !text_literal(analysis->arena, text.text, &entry->key))
        continue;
    }
    u32 first = map_get(&seen, entry->key);
    if (first) {
      diag_related(analysis->diags,
                   diag_add(analysis->diags, RULE_TYPE_DUPLICATE_ATTRIBUTE,
                            entry->span, "the key `%.*s` is given twice",
                            STR_ARG(entry->key)),
                   value.map.entries[first - 1].span, "first given here");
      continue;
    }
    map_set(&seen, entry->key, value.map.count + 1);
    entry->reason = program_reason(analysis->program, scope,
                                   node_find(tree, item, NODE_BECAUSE));
    entry->value = ARENA_NEW(analysis->arena, Value);
    *entry->value = raw(
      analysis, scope, block ? item : node_child(tree, item, 1), type, what);
    value.map.count++;
  }
  return value;
}

static Value range(Analysis *analysis, const Scope *scope, NodeId node) {
  Value *ends = ARENA_ARRAY(analysis->arena, Value, 2);
  Span span = node_span(scope->tree, node);
  for (u32 i = 0; i < 2; i++)
    ends[i] = raw(analysis, scope, node_child(scope->tree, node, i), NULL,
                  STR("a range's end"));
  if (ends[0].kind == VALUE_POISON || ends[1].kind == VALUE_POISON)
    return value_poison(span);
  if (ends[0].kind != ends[1].kind || ends[0].kind < VALUE_INTEGER ||
      ends[0].kind > VALUE_PERCENT) {
    diag_add(analysis->diags, RULE_TYPE_MISMATCH, span,
             "both ends of a range are numbers of one unit");
    return value_poison(span);
  }
  return (Value){ .kind = VALUE_RANGE,
                  .span = span,
                  .written = node_text(scope->tree, node),
                  .range = { &ends[0], &ends[1] } };
}

/* ---- operators ---- */

/* In `stage == prod` the words of one side are what the other may be. */
static Type *words_of(Analysis *analysis, const Scope *scope, NodeId node) {
  if (tree_node(scope->tree, node)->kind != NODE_NAME)
    return NULL;
  Str name = node_text(scope->tree, node);
  Entity *found = scope_find(analysis, scope, name);
  if (!found && str_equal(name, STR("stage")))
    return &analysis->stage_type;
  if (!found || found->kind != ENTITY_PARAM)
    return NULL;
  param_value(analysis, found);
  const Type *type = found->type;
  if (!type || !type->words.length)
    return NULL;
  Type *words = ARENA_NEW(analysis->arena, Type);
  *words = *type;
  return words;
}

static Value binary(Analysis *analysis, const Scope *scope, NodeId node,
                    const Type *type) {
  const Tree *tree = scope->tree;
  NodeId sides[2] = { node_child(tree, node, 0), node_child(tree, node, 1) };
  Type *words[2];
  for (u32 i = 0; i < 2; i++)
    words[i] = words_of(analysis, scope, sides[1 - i]);
  Value values[2];
  TokenKind operator =
    (TokenKind)tree->tokens.items[tree_node(tree, node)->operator].kind;
  bool lists = operator == TOKEN_PLUS && type && type->shape == SHAPE_LIST;
  for (u32 i = 0; i < 2; i++) {
    /* a list that is written here has the type of the sum */
    bool list = lists && tree_node(tree, sides[i])->kind != NODE_NAME;
    values[i] = raw(analysis, scope, sides[i], list ? type : words[i],
                    STR("an operand"));
    if (words[i] && values[i].kind == VALUE_WORD)
      values[i] =
        type_conform(analysis, values[i], words[i], STR("the comparison"));
    values[i] = late_tried(analysis, values[i]);
    bool decided = values[0].kind == VALUE_BOOL && !value_late(&values[0]) &&
                   ((operator == TOKEN_AND && !values[0].truth) ||
                    (operator == TOKEN_OR && values[0].truth));
    if (i == 0 && decided)
      return values[0];
  }
  return check_dynamic(analysis,
                       operate_binary(analysis, operator, values[0], values[1],
                                      node_span(tree, node)));
}

static Value unary(Analysis *analysis, const Scope *scope, NodeId node) {
  const Tree *tree = scope->tree;
  TokenKind operator =
    (TokenKind)tree->tokens.items[tree_node(tree, node)->first].kind;
  Value value = raw(analysis, scope, node_child(tree, node, 0), NULL,
                    STR("an operand"));
  return operate_unary(analysis, operator, value, node_span(tree, node));
}

static Value choice(Analysis *analysis, const Scope *scope, NodeId node,
                    const Type *type, Str what) {
  static const Type truth = { TYPE_BOOL };
  const Tree *tree = scope->tree;
  Value condition = evaluate(analysis, scope, node_child(tree, node, 0), &truth,
                             STR("a condition"));
  if (condition.kind == VALUE_POISON || !value_known(analysis, &condition))
    return value_poison(condition.span);
  return raw(analysis, scope, node_child(tree, node, condition.truth ? 1 : 2),
             type, what);
}

static Value index_into(Analysis *analysis, const Scope *scope, NodeId node) {
  const Tree *tree = scope->tree;
  bool told;
  Entity *member = entity_at(analysis, scope, node, &told);
  if (told)
    return value_poison(node_span(tree, node));
  if (member)
    return entity_value(analysis, member, node_span(tree, node));
  Value members;
  if (members_at(analysis, scope, node, &members))
    return members;
  Value whole =
    raw(analysis, scope, node_child(tree, node, 0), NULL, STR("a value"));
  Value key =
    raw(analysis, scope, node_child(tree, node, 1), NULL, STR("an index"));
  Span span = node_span(tree, node);
  if (whole.kind == VALUE_POISON || key.kind == VALUE_POISON ||
      !value_known(analysis, &key))
    return value_poison(span);
  if (whole.kind == VALUE_LIST && key.kind == VALUE_INTEGER) {
    if (key.number >= 0 && key.number < whole.list.count)
      return whole.list.items[key.number];
    diag_add(analysis->diags, RULE_TYPE_OUT_OF_RANGE, key.span,
             "the list has %u items, counted from 0", whole.list.count);
    return value_poison(span);
  }
  Str text;
  if (whole.kind == VALUE_MAP && key.kind == VALUE_TEXT &&
      text_literal(analysis->arena, key.text, &text)) {
    for (u32 i = 0; i < whole.map.count; i++)
      if (str_equal(whole.map.entries[i].key, text))
        return *whole.map.entries[i].value;
    diag_add(analysis->diags, RULE_NAME_UNDECLARED, key.span,
             "the map has no key \"%.*s\"", STR_ARG(text));
    return value_poison(span);
  }
  Str kind = value_kind_name(whole.kind);
  diag_add(analysis->diags, RULE_TYPE_MISMATCH, span,
           "%.*s cannot be looked into in this way", STR_ARG(kind));
  return value_poison(span);
}

static Value raw_here(Analysis *analysis, const Scope *scope, NodeId node,
                 const Type *type, Str what) {
  const Tree *tree = scope->tree;
  Span span = node_span(tree, node);
  NodeKind kind = (NodeKind)tree_node(tree, node)->kind;
  if (kind == NODE_NAME && is_told(tree, tree_node(tree, node)->first,
                                   tree_node(tree, node)->last))
    return value_poison(span);
  if (type && type->kind == TYPE_ACCESS &&
      (kind == NODE_NAME || kind == NODE_MEMBER || kind == NODE_INDEX ||
       kind == NODE_CALL))
    return call_access(analysis, scope, node, type, what);
  if (type && type->kind == TYPE_RUNTIME &&
      (kind == NODE_DOTTED || kind == NODE_MEMBER))
    return (Value){ .kind = VALUE_WORD,
                    .span = span,
                    .written = node_text(tree, node),
                    .word = node_text(tree, node) };
  switch (kind) {
  case NODE_LITERAL:
    return literal(scope, node);
  case NODE_STRING:
    return string(analysis, scope, node);
  case NODE_LIST:
    return list(analysis, scope, node, type, what);
  case NODE_MAP:
  case NODE_BODY:
    return map(analysis, scope, node, type, what, 0);
  case NODE_BLOCK: /* `tags { … }` for `tags = { … }` */
    return map(analysis, scope, node_find(tree, node, NODE_BODY), type, what, 0);
  case NODE_RANGE:
    return range(analysis, scope, node);
  case NODE_UNARY:
    return unary(analysis, scope, node);
  case NODE_BINARY:
    return binary(analysis, scope, node, type);
  case NODE_CHOICE:
    return choice(analysis, scope, node, type, what);
  case NODE_NAME:
    return reference_name(analysis, scope, node, type);
  case NODE_MEMBER:
    return reference_member(analysis, scope, node);
  case NODE_INDEX:
    return index_into(analysis, scope, node);
  case NODE_CALL:
    return call_evaluate(analysis, scope, node, type, what);
  case NODE_ERROR:
    return value_poison(span);
  default: {
    Str text = node_text(tree, node);
    diag_add(analysis->diags, RULE_TYPE_MISMATCH, span,
             "`%.*s` is no value for %.*s", STR_ARG(text), STR_ARG(what));
    return value_poison(span);
  }
  }
}

/* Values that need values that need values: what the stack surely holds. */
enum { EVALUATION_LIMIT = 2 * EXPRESSION_LIMIT };

/* The value of a node, before it is held against the expected type. */
static Value raw(Analysis *analysis, const Scope *scope, NodeId node,
                 const Type *type, Str what) {
  Span span = node_span(scope->tree, node);
  if (analysis->depth == EVALUATION_LIMIT) {
    if (!analysis->too_deep)
      diag_note(analysis->diags,
                diag_add(analysis->diags, RULE_SYNTAX_TOO_DEEP, span,
                         "more than %d values depend on each other in a row",
                         EVALUATION_LIMIT),
                "what comes before this one is not worked out");
    analysis->too_deep = true;
    return value_poison(span);
  }
  analysis->depth++;
  Value value = raw_here(analysis, scope, node, type, what);
  analysis->depth--;
  return value;
}

Value evaluate(Analysis *analysis, const Scope *scope, NodeId node,
               const Type *type, Str what) {
  Value value = raw(analysis, scope, node, type, what);
  return type ? type_conform(analysis, value, type, what) : value;
}

Value evaluate_map(Analysis *analysis, const Scope *scope, NodeId body,
                   NodeId except) {
  return map(analysis, scope, body, NULL, STR("a property"), except);
}
