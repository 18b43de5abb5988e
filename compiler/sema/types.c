/* SPDX-License-Identifier: Apache-2.0
 *
 * Types: reading the one a param declares, and holding a value against one.
 *
 * There are no implicit conversions. A value that does not fit is reported once
 * and becomes poison.
 */
#include "sema/program.h"

/* ---- the type that a declaration names ---- */

static const struct {
  Str word;
  TypeKind kind;
} plain_types[] = {
  { STR_INIT("string"), TYPE_STRING },     { STR_INIT("bool"), TYPE_BOOL },
  { STR_INIT("int"), TYPE_INTEGER },       { STR_INIT("number"), TYPE_DECIMAL },
  { STR_INIT("duration"), TYPE_DURATION }, { STR_INIT("size"), TYPE_SIZE },
  { STR_INIT("rate"), TYPE_RATE },         { STR_INIT("percent"), TYPE_PERCENT },
  { STR_INIT("range"), TYPE_RANGE },       { STR_INIT("arn"), TYPE_ARN },
};

static u32 kinds_with_word(Str word) {
  u32 kinds = 0;
  for (u32 kind = 0; kind < KIND_COUNT; kind++)
    if (word.length && str_equal(kind_row((KindId)kind)->word, word) &&
        kind_row((KindId)kind)->named)
      kinds |= 1u << kind;
  return kinds;
}

static void unknown_type(Analysis *analysis, Span span, Str word) {
  Str words[COUNT_OF(plain_types) + 3 + KIND_COUNT];
  u32 count = 0;
  for (u32 i = 0; i < COUNT_OF(plain_types); i++)
    words[count++] = plain_types[i].word;
  words[count++] = STR("enum");
  words[count++] = STR("list");
  words[count++] = STR("map");
  count += kind_words(true, words + count, KIND_COUNT);
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_UNKNOWN_KIND, span,
                        "there is no type `%.*s`", STR_ARG(word));
  Str near = suggest(word, words, count);
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, span, near, "did you mean `%.*s`?",
             STR_ARG(near));
}

static const Type *type_error(Analysis *analysis, Span span, const char *words) {
  diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, span, "%s", words);
  return NULL;
}

static const Type *enum_type(Analysis *analysis, const Scope *scope,
                             NodeId node, Type *type) {
  Buf words = buf_new(analysis->arena);
  NodeId word = tree_node(scope->tree, tree_node(scope->tree, node)->child)->next;
  for (; word; word = tree_node(scope->tree, word)->next) {
    if (tree_node(scope->tree, word)->kind != NODE_NAME)
      return type_error(analysis, node_span(scope->tree, word),
                        "an enum lists bare words: `enum(small, large)`");
    if (words.length)
      buf_char(&words, '|');
    buf_str(&words, node_text(scope->tree, word));
  }
  if (words.length == 0)
    return type_error(analysis, node_span(scope->tree, node),
                      "an enum has at least one word");
  type->kind = TYPE_WORD;
  type->words = buf_view(&words);
  return type;
}

/* `int(1..10)`, `string("^[a-z]+$")`: a type narrowed in place. */
static const Type *narrowed_type(Analysis *analysis, const Scope *scope,
                                 NodeId argument, Type *type) {
  const Tree *tree = scope->tree;
  Span span = node_span(tree, argument);
  if (type->kind == TYPE_STRING) {
    Type plain = { TYPE_STRING };
    Value value = evaluate(analysis, scope, argument, &plain,
                           STR("a string's pattern"));
    if (value.kind == VALUE_POISON ||
        !text_literal(analysis->arena, value.text, &type->pattern))
      return NULL;
    if (!pattern_valid(analysis, type->pattern))
      return type_error(analysis, span,
                        "this is no POSIX extended regular expression");
    return type;
  }
  if (tree_node(tree, argument)->kind != NODE_RANGE)
    return type_error(analysis, span, "a type is narrowed by a range: `1..10`");
  Type end = *type;
  end.min = end.max = 0;
  Value low = evaluate(analysis, scope, node_child(tree, argument, 0), &end,
                       STR("the range's lower end"));
  Value high = evaluate(analysis, scope, node_child(tree, argument, 1), &end,
                        STR("the range's upper end"));
  if (low.kind == VALUE_POISON || high.kind == VALUE_POISON ||
      !value_known(analysis, &low) || !value_known(analysis, &high))
    return NULL;
  if (low.number > high.number)
    return type_error(analysis, span, "this range is empty");
  type->min = low.number;
  type->max = high.number;
  return type;
}

static const Type *container_type(Analysis *analysis, const Scope *scope,
                                  NodeId node, NodeId argument, Shape shape) {
  if (!argument)
    return type_error(analysis, node_span(scope->tree, node),
                      "of what? For example `list(string)`");
  const Type *inner = type_of_node(analysis, scope, argument);
  if (!inner)
    return NULL;
  if (inner->shape != SHAPE_ONE)
    return type_error(analysis, node_span(scope->tree, argument),
                      "lists and maps hold plain values");
  Type *type = ARENA_NEW(analysis->arena, Type);
  *type = *inner;
  type->shape = shape;
  return type;
}

/* `handler.memory`, `queue.dead_letter.after`: the type of that attribute, so
 * that a pattern can pass on whatever it takes. */
static const Type *attribute_type(Analysis *analysis, const Scope *scope,
                                  NodeId node) {
  const Tree *tree = scope->tree;
  NodeId left = node_child(tree, node, 0), leaf = 0;
  if (tree_node(tree, left)->kind == NODE_MEMBER) {
    leaf = node_child(tree, node, 1);
    node = left;
    left = node_child(tree, node, 0);
  }
  NodeId name = node_child(tree, node, 1);
  KindId kind = tree_node(tree, left)->kind == NODE_NAME
                  ? kind_find(node_text(tree, left), false)
                  : KIND_COUNT;
  if (kind == KIND_COUNT) {
    diag_help(analysis->diags,
              diag_add(analysis->diags, RULE_TYPE_UNKNOWN_KIND,
                       node_span(tree, left), "there is no kind `%.*s`",
                       STR_ARG(node_text(tree, left))),
              "the type of an attribute is written `handler.memory`");
    return NULL;
  }
  AttrId attr = attr_find(kind, ATTR_NONE, node_text(tree, name));
  if (attr == ATTR_NONE) {
    report_unknown_attribute(analysis, kind, ATTR_NONE, node_span(tree, name),
                             node_text(tree, name));
    return NULL;
  }
  AttrId block = attr;
  if (leaf && attr_row(attr)->type.kind == TYPE_BLOCK) {
    name = leaf;
    attr = attr_find(kind, block, node_text(tree, leaf));
  }
  if (attr == ATTR_NONE) {
    report_unknown_attribute(analysis, kind, block, node_span(tree, leaf),
                             node_text(tree, leaf));
    return NULL;
  }
  if (attr_row(attr)->type.kind == TYPE_BLOCK)
    return type_error(analysis, node_span(tree, name),
                      "this is a block; name one of its attributes, as in "
                      "`queue.dead_letter.after`");
  Type *type = ARENA_NEW(analysis->arena, Type);
  *type = attr_row(attr)->type;
  type->none = attr_row(attr)->none;
  return type;
}

const Type *type_of_node(Analysis *analysis, const Scope *scope, NodeId node) {
  const Tree *tree = scope->tree;
  if (tree_node(tree, node)->kind == NODE_MEMBER)
    return attribute_type(analysis, scope, node);
  bool call = tree_node(tree, node)->kind == NODE_CALL;
  NodeId head = call ? node_child(tree, node, 0) : node;
  Span span = node_span(tree, head);
  if (tree_node(tree, head)->kind != NODE_NAME)
    return NULL; /* the parser has reported it */
  NodeId argument = call ? node_child(tree, node, 1) : 0;
  Str word = node_text(tree, head);
  Type *type = ARENA_NEW(analysis->arena, Type);
  if (str_equal(word, STR("enum")))
    return call ? enum_type(analysis, scope, node, type)
                : type_error(analysis, span, "of which words? `enum(a, b)`");
  if (str_equal(word, STR("list")))
    return container_type(analysis, scope, node, argument, SHAPE_LIST);
  if (str_equal(word, STR("map")))
    return container_type(analysis, scope, node, argument, SHAPE_MAP);
  for (u32 i = 0; i < COUNT_OF(plain_types); i++) {
    if (!str_equal(plain_types[i].word, word))
      continue;
    type->kind = plain_types[i].kind;
    return argument ? narrowed_type(analysis, scope, argument, type) : type;
  }
  type->kind = TYPE_REFERENCE;
  type->references = kinds_with_word(word);
  if (!type->references) {
    unknown_type(analysis, span, word);
    return NULL;
  }
  return type;
}

/* ---- holding a value against a type ---- */

static Value out_of_range(Analysis *analysis, Value value, const Type *type,
                          Str what) {
  Str low = quantity_text(analysis->arena, value.kind, type->min);
  Str high = quantity_text(analysis->arena, value.kind, type->max);
  Str found = value_text(analysis->arena, &value);
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_OUT_OF_RANGE, value.span,
                        "%.*s is %.*s; it may be %.*s to %.*s", STR_ARG(what),
                        STR_ARG(found), STR_ARG(low), STR_ARG(high));
  diag_label(analysis->diags, diag, "%s",
             value.number < type->min ? "too small" : "too large");
  return value_poison(value.span);
}

static Value check_number(Analysis *analysis, Value value, const Type *type,
                          Str what) {
  bool open = type->min == 0 && type->max == 0;
  bool outside = !open && (value_low(&value) < type->min ||
                           value_high(&value) > type->max);
  if (outside && value_late(&value))
    return late_out_of_range(analysis, value, type, what);
  if (outside)
    return out_of_range(analysis, value, type, what);
  return value;
}

static Value check_text(Analysis *analysis, Value value, const Type *type,
                        Str what);
static Value check_arn(Analysis *analysis, Value value, const Type *type,
                       Str what);

/* Of a text that the deployment gives the default is known, and must fit. */
static Value check_default(Analysis *analysis, Value value, const Type *type,
                           Str what) {
  const Input *input = text_input(value.text);
  if (!input || input->standard.kind != VALUE_TEXT)
    return value;
  Value standard = type->kind == TYPE_ARN
                     ? check_arn(analysis, input->standard, type, what)
                     : check_text(analysis, input->standard, type, what);
  return standard.kind == VALUE_POISON ? value_poison(value.span) : value;
}

static Value check_text(Analysis *analysis, Value value, const Type *type,
                        Str what) {
  Str text;
  if (!text_literal(analysis->arena, value.text, &text))
    return check_default(analysis, value, type, what);
  u32 length = utf8_count(text);
  if (length < type->min || (type->max && length > type->max)) {
    diag_add(analysis->diags, RULE_TYPE_OUT_OF_RANGE, value.span,
             "%.*s has %u characters; it may have %lld to %lld", STR_ARG(what),
             length, (long long)type->min, (long long)type->max);
    return value_poison(value.span);
  }
  if (!type->pattern.length || pattern_fits(analysis, type->pattern, text))
    return value;
  diag_note(analysis->diags,
            diag_add(analysis->diags, RULE_TYPE_OUT_OF_RANGE, value.span,
                     "%.*s may not be \"%.*s\"", STR_ARG(what), STR_ARG(text)),
            "it must match the pattern %.*s", STR_ARG(type->pattern));
  return value_poison(value.span);
}

static Value check_arn(Analysis *analysis, Value value, const Type *type,
                       Str what) {
  Str text, fields[6], name;
  if (!text_literal(analysis->arena, value.text, &text))
    return check_default(analysis, value, type, what);
  const ArnRow *first = NULL;
  Buf kinds = buf_new(analysis->arena);
  for (u32 arn = 0; arn < ARN_COUNT; arn++) {
    if (!(type->arns & 1u << arn))
      continue;
    if (arn_match((ArnId)arn, text, fields, &name))
      return value;
    buf_format(&kinds, "%s%.*s", first ? " or " : "",
               STR_ARG(arn_row((ArnId)arn)->what));
    first = first ? first : arn_row((ArnId)arn);
  }
  if (!first)
    return value;
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_BAD_ARN, value.span,
                        "%.*s takes the ARN of %.*s, and this is none",
                        STR_ARG(what), STR_ARG(buf_view(&kinds)));
  diag_note(analysis->diags, diag, "one looks like %.*s",
            STR_ARG(first->example));
  return value_poison(value.span);
}

static Value check_reference(Analysis *analysis, Value value, const Type *type,
                             Str what) {
  const Resource *resource = value.reference.resource;
  if (type->references & 1u << resource->kind)
    return value;
  const KindRow *row = kind_row(resource->kind);
  Str expected = type_text(analysis->arena, type);
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_MISMATCH, value.span,
                        "%.*s takes %.*s, and `%.*s` is %s%.*s", STR_ARG(what),
                        STR_ARG(expected), STR_ARG(resource->path),
                        row->external ? "an external " : kind_article(row->word),
                        STR_ARG(row->word));
  diag_related(analysis->diags, diag, resource->span, "`%.*s` is declared here",
               STR_ARG(resource->path));
  return value_poison(value.span);
}

static Value bad_word(Analysis *analysis, Value value, const Type *type,
                      Str what) {
  Str words[32];
  u32 count = words_split(type->words, words, COUNT_OF(words));
  Str expected = type_text(analysis->arena, type);
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_MISMATCH, value.span,
                        "%.*s takes %.*s, and not `%.*s`", STR_ARG(what),
                        STR_ARG(expected), STR_ARG(value.word));
  Str near = suggest(value.word, words, count);
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, value.span, near,
             "did you mean `%.*s`?", STR_ARG(near));
  return value_poison(value.span);
}

static Value check_items(Analysis *analysis, Value value, const Type *type,
                         Str what) {
  Type item = *type;
  item.shape = SHAPE_ONE;
  item.none = false;
  u32 count = value.kind == VALUE_LIST ? value.list.count : value.map.count;
  for (u32 i = 0; i < count; i++) {
    Value *one = value.kind == VALUE_LIST ? &value.list.items[i]
                                          : value.map.entries[i].value;
    *one = type_conform(analysis, *one, &item, what);
  }
  if (count >= type->fewest && (type->most == 0 || count <= type->most))
    return value;
  if (count < type->fewest)
    diag_add(analysis->diags, RULE_TYPE_OUT_OF_RANGE, value.span,
             "%.*s has %u items; it takes at least %u", STR_ARG(what), count,
             type->fewest);
  else
    diag_add(analysis->diags, RULE_TYPE_OUT_OF_RANGE, value.span,
             "%.*s has %u items; it takes at most %u", STR_ARG(what), count,
             type->most);
  return value_poison(value.span);
}

/* Whether a plain value is of the plain type; words and references are looked
 * at before. */
static bool kind_fits(ValueKind value, const Type *type) {
  static const struct {
    TypeKind type;
    ValueKind value;
  } pairs[] = {
    { TYPE_STRING, VALUE_TEXT },       { TYPE_BOOL, VALUE_BOOL },
    { TYPE_INTEGER, VALUE_INTEGER },   { TYPE_DECIMAL, VALUE_DECIMAL },
    { TYPE_DECIMAL, VALUE_INTEGER },   { TYPE_DURATION, VALUE_DURATION },
    { TYPE_SIZE, VALUE_SIZE },         { TYPE_RATE, VALUE_RATE },
    { TYPE_PERCENT, VALUE_PERCENT },   { TYPE_RANGE, VALUE_RANGE },
    { TYPE_ARN, VALUE_TEXT },          { TYPE_RUNTIME, VALUE_WORD },
    { TYPE_RUNTIME, VALUE_TEXT },      { TYPE_METHOD, VALUE_WORD },
    { TYPE_CALL, VALUE_CALL },         { TYPE_ACCESS, VALUE_CALL },
    { TYPE_JSON, VALUE_MAP },          { TYPE_JSON, VALUE_TEXT },
  };
  if (value == VALUE_TEXT &&
      (type->calls == CALLS_REQUEST || type->calls == CALLS_CODE))
    return true;
  for (u32 i = 0; i < COUNT_OF(pairs); i++)
    if (pairs[i].type == type->kind && pairs[i].value == value)
      return true;
  return type->kind == TYPE_ANY;
}

/* A whole number where a decimal one is due; `written` stays as it was. */
static Value as_decimal(Analysis *analysis, Value value) {
  static const i64 billion = 1000000000;
  if (value_late(&value))
    return late_refuse(analysis, &value, value.span);
  value.kind = VALUE_DECIMAL;
  if (!__builtin_mul_overflow(value.number, billion, &value.number))
    return value;
  diag_add(analysis->diags, RULE_TYPE_OVERFLOW, value.span,
           "as a decimal number this does not fit into 64 bits");
  return value_poison(value.span);
}

static Value conform_one(Analysis *analysis, Value value, const Type *type,
                         Str what) {
  static const Type methods = { TYPE_WORD, .words = STR_INIT(HTTP_METHODS) };
  if (value.kind == VALUE_WORD && type->kind == TYPE_METHOD)
    type = &methods;
  if (value.kind == VALUE_WORD && type->words.length)
    return words_have(type->words, value.word)
             ? value
             : bad_word(analysis, value, type, what);
  if (value.kind == VALUE_REFERENCE && type->kind == TYPE_ANY)
    return value;
  if (value.kind == VALUE_REFERENCE && type->references)
    return check_reference(analysis, value, type, what);
  if (!kind_fits(value.kind, type)) {
    const Input *input =
      value.kind == VALUE_TEXT ? text_input(value.text) : NULL;
    bool word = input && input->type->kind == TYPE_WORD && type->words.length;
    return word && !text_known(analysis, &value)
             ? value_poison(value.span)
             : type_mismatch(analysis, value, type, what);
  }
  if (type->kind == TYPE_RUNTIME && !text_known(analysis, &value))
    return value_poison(value.span);
  if (value_late(&value) && value.open && type->kind == TYPE_BOOL)
    return late_refuse(analysis, &value, value.span);
  if (value.kind == VALUE_TEXT && type->kind == TYPE_ARN)
    return check_arn(analysis, value, type, what);
  if (value.kind == VALUE_TEXT && type->kind != TYPE_ANY)
    return check_text(analysis, value, type, what);
  if (value.kind == VALUE_INTEGER && type->kind == TYPE_DECIMAL)
    value = as_decimal(analysis, value);
  if (value.kind >= VALUE_INTEGER && value.kind <= VALUE_PERCENT)
    return check_number(analysis, value, type, what);
  return value;
}

Value type_conform(Analysis *analysis, Value value, const Type *type, Str what) {
  bool list = value.kind == VALUE_LIST, map = value.kind == VALUE_MAP;
  if (value.kind == VALUE_POISON || (value.kind == VALUE_NONE && type->none))
    return value;
  switch (type->shape) {
  case SHAPE_LIST:
    return list ? check_items(analysis, value, type, what)
                : type_mismatch(analysis, value, type, what);
  case SHAPE_MAP:
    return map ? check_items(analysis, value, type, what)
               : type_mismatch(analysis, value, type, what);
  case SHAPE_ONE_OR_LIST:
    if (list)
      return check_items(analysis, value, type, what);
    break;
  case SHAPE_ONE:
    break;
  }
  return conform_one(analysis, value, type, what);
}
