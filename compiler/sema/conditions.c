/* SPDX-License-Identifier: Apache-2.0
 *
 * `when KEY OP VALUE`: the key must be one that the actions know, and its own
 * data type says which operator the comparison becomes (stdlib/operators.def).
 */
#include "sema/authorize.h"

static const struct OperatorRow {
  u32 kind;
  TokenKind comparison;
  Str name;
} operators[] = {
#define OPERATOR(kind, comparison, name)                                       \
  { KEY_##kind, TOKEN_##comparison, STR_INIT(name) },
#include "stdlib/operators.def"
#undef OPERATOR
};

static const struct KindWord {
  u32 kind;
  const char *what;
} kind_words_of_keys[] = {
  { KEY_STRING, "a text" },
  { KEY_ARN, "an ARN" },
  { KEY_NUMBER, "a number" },
  { KEY_DATE, "a date" },
  { KEY_BOOL, "`true` or `false`" },
  { KEY_ADDRESS, "an address or a range of addresses" },
};

typedef struct Test { /* a condition while it is looked at */
  Draft *draft;
  Span key_span, span;
  Str key;
  u32 kinds, kind; /* of the key; the one that is tried */
  TokenKind comparison;
  Value value;
} Test;

static const char *what_of(u32 kinds) {
  for (u32 i = 0; i < COUNT_OF(kind_words_of_keys); i++)
    if (kinds & kind_words_of_keys[i].kind)
      return kind_words_of_keys[i].what;
  return "a value";
}

/* ---- the key ---- */

static bool knows(const DraftAction *action, const IamKey *key) {
  const IamAction *one = NULL;
  if (!action->service)
    return true;
  while ((one = draft_meaning(action, one)))
    if (iam_action_knows(one, key))
      return true;
  return false;
}

static void suggest_key(const Test *test, Diag *diag,
                        const DraftAction *action) {
  Analysis *analysis = test->draft->analysis;
  Str names[256];
  const IamAction *one = draft_meaning(action, NULL);
  Str near =
    one ? suggest(test->key, names, iam_action_keys(one, names, 256)) : STR("");
  Str written = sources_text(analysis->program->sources, test->key_span);
  bool quoted = written.length && written.at[0] == '"';
  if (!near.length || str_find(near, '$') < near.length)
    return;
  diag_fix(analysis->diags, diag, FIX_SAFE, test->key_span,
           quoted ? str_format(analysis->arena, "\"%.*s\"", STR_ARG(near))
                  : near,
           "did you mean `%.*s`?", STR_ARG(near));
}

static bool check_key(const Test *test, const IamKey *key) {
  const Draft *draft = test->draft;
  Diags *diags = draft->analysis->diags;
  bool deny = draft->statement.deny;
  for (u32 i = 0; i < draft->actions.count; i++) {
    const DraftAction *action = &draft->actions.items[i];
    if (key && knows(action, key))
      continue;
    Diag *diag =
      diag_add(diags, RULE_IAM_UNKNOWN_CONDITION, test->key_span,
               key ? "`%.*s` does not know the condition key `%.*s`"
                   : "`%.*s` and no other action knows a condition key `%.*s`",
               STR_ARG(action->text), STR_ARG(test->key));
    diag_related(diags, diag, action->span, "a request for this never has it");
    diag_effect(diags, diag,
                deny ? "a test of what is never there may deny nothing"
                     : "a test of what is never there allows nothing, or with "
                       "`!=` everything");
    suggest_key(test, diag, action);
    return false;
  }
  return key != NULL;
}

/* ---- values ---- */

static bool is_one_of(char c, const char *set) {
  for (; *set; set++)
    if (*set == c)
      return true;
  return false;
}

static bool is_made_of(Str text, const char *set) {
  for (u32 i = 0; i < text.length; i++)
    if (!is_one_of(text.at[i], set))
      return false;
  return text.length > 0;
}

/* 2026-01-31, and a time behind it if need be. */
static bool is_date(Str text) {
  Str day = str_slice(text, 0, text.length < 10 ? text.length : 10);
  return day.length == 10 && day.at[4] == '-' && day.at[7] == '-' &&
         is_made_of(text, "0123456789-:.TZ+") &&
         (text.length == 10 || (text.at[10] == 'T' && text.length > 16));
}

static bool is_address(Str text) {
  u32 slash = str_find(text, '/');
  Str bits =
    str_slice(text, slash < text.length ? slash + 1 : slash, text.length);
  Str address = str_slice(text, 0, slash);
  bool four = str_find(address, '.') < address.length;
  bool six = str_find(address, ':') < address.length;
  return (four || six) &&
         is_made_of(address,
                    four ? "0123456789." : "0123456789abcdefABCDEF:") &&
         (slash == text.length ||
          (bits.length <= 3 && is_made_of(bits, "0123456789")));
}

/* "arn" and five fields, the last of which may hold colons too; or any. */
static bool is_arn(Str text) {
  u32 colons = 0;
  for (u32 i = 0; i < text.length; i++)
    colons += text.at[i] == ':';
  return str_equal(text, STR("*")) ||
         (str_starts(text, STR("arn")) && colons >= 5);
}

/* The value as the key's kind has it; false: it is none. */
static bool operand_fits(const Test *test, const Value *value, Text *out) {
  Analysis *analysis = test->draft->analysis;
  Arena *arena = analysis->arena;
  Str literal = STR("");
  bool text = value->kind == VALUE_TEXT;
  bool known = text && text_literal(arena, value->text, &literal);
  *out = text ? value->text : (Text){ 0 };
  switch (test->kind) {
  case KEY_STRING:
    return text;
  case KEY_ARN:
    if (value->kind == VALUE_REFERENCE &&
        words_have(kind_row(value->reference.resource->kind)->members,
                   STR("arn")))
      *out = resource_arn(analysis, value->reference.resource);
    return out->count > 0 && (!known || is_arn(literal));
  case KEY_NUMBER:
    if (value->kind != VALUE_INTEGER && value->kind != VALUE_DECIMAL)
      return false;
    *out = text_of(arena, value_text(arena, value));
    return true;
  case KEY_DATE:
    return text && (!known || is_date(literal));
  case KEY_BOOL:
    if (value->kind != VALUE_BOOL)
      return false;
    *out = text_of(arena, value->truth == (test->comparison == TOKEN_EQUAL)
                            ? STR("true")
                            : STR("false"));
    return true;
  case KEY_ADDRESS:
    return text && (!known || is_address(literal));
  default:
    return false;
  }
}

static void report_value(const Test *test, const Value *value) {
  Str kind = value_kind_name(value->kind);
  Diags *diags = test->draft->analysis->diags;
  Diag *diag =
    diag_add(diags, RULE_IAM_CONDITION_TYPE, value->span,
             "`%.*s` holds %s, and this is %s%.*s", STR_ARG(test->key),
             what_of(test->kinds), value->kind == VALUE_TEXT ? "none" : "",
             value->kind == VALUE_TEXT ? 0 : (int)kind.length, kind.at);
  if (test->kind == KEY_DATE)
    diag_help(diags, diag, "write it as in \"2026-01-31T00:00:00Z\"");
  if (test->kind == KEY_ADDRESS)
    diag_help(diags, diag, "write it as in \"203.0.113.0/24\"");
}

/* `==` on an ARN would silently be a pattern. */
static bool check_equal_pattern(const Test *test, const Value *value,
                                Text text) {
  Analysis *analysis = test->draft->analysis;
  if (test->kind != KEY_ARN || test->comparison == TOKEN_LIKE ||
      !pattern_wild(pattern_of_text(analysis->arena, text)))
    return true;
  diag_help(analysis->diags,
            diag_add(analysis->diags, RULE_IAM_CONDITION_TYPE, value->span,
                     "a pattern is compared by `like`, and a whole ARN by "
                     "%s",
                     token_spelling(test->comparison).at),
            "write `%.*s like …`", STR_ARG(test->key));
  return false;
}

/* ---- the condition ---- */

static const struct OperatorRow *operator_of(Test *test) {
  for (u32 i = 0; i < COUNT_OF(operators); i++)
    if ((test->kinds & operators[i].kind) &&
        operators[i].comparison == test->comparison) {
      test->kind = operators[i].kind;
      const Value *first =
        test->value.kind == VALUE_LIST ? test->value.list.items : &test->value;
      Text text;
      bool last = !(test->kinds & ~(operators[i].kind | KEY_MANY));
      bool none = test->value.kind == VALUE_LIST && !test->value.list.count;
      if (last || none || operand_fits(test, first, &text))
        return &operators[i];
    }
  for (u32 i = 0; i < COUNT_OF(operators); i++)
    if (operators[i].kind == test->kind &&
        operators[i].comparison == test->comparison)
      return &operators[i]; /* none fits: the last one that was tried */
  return NULL;
}

static void report_comparison(const Test *test) {
  Diags *diags = test->draft->analysis->diags;
  Buf list = buf_new(test->draft->analysis->arena);
  for (u32 i = 0; i < COUNT_OF(operators); i++)
    if (test->kinds & operators[i].kind)
      buf_format(&list, "%s%s", list.length ? ", " : "",
                 token_spelling(operators[i].comparison).at);
  Diag *diag = diag_add(diags, RULE_IAM_CONDITION_TYPE, test->span,
                        "%s does not go with `%.*s`, which holds %s",
                        token_spelling(test->comparison).at, STR_ARG(test->key),
                        what_of(test->kinds));
  diag_help(diags, diag, "it can be compared by: %.*s",
            STR_ARG(buf_view(&list)));
}

static bool check_shape(const Test *test) {
  Diags *diags = test->draft->analysis->diags;
  bool list = test->value.kind == VALUE_LIST;
  if (test->comparison == TOKEN_IN && !list)
    diag_add(diags, RULE_IAM_CONDITION_TYPE, test->value.span,
             "`in` takes a list: [\"…\"]");
  else if (list && test->value.list.count == 0)
    diag_add(diags, RULE_IAM_CONDITION_TYPE, test->value.span,
             "a test against no value says nothing");
  else if (list && test->comparison == TOKEN_EQUAL)
    diag_help(diags,
              diag_add(diags, RULE_IAM_CONDITION_TYPE, test->value.span,
                       "`==` compares with one value, and this is a list"),
              "write `in`");
  else
    return true;
  return false;
}

static bool tested_before(const Test *test, Str operator) {
  const Statement *statement = &test->draft->statement;
  for (u32 i = 0; i < statement->conditions.count; i++)
    if (str_equal(statement->conditions.items[i].operator, operator) &&
        str_equal(statement->conditions.items[i].key, test->key)) {
      diag_add(test->draft->analysis->diags, RULE_TYPE_BAD_ARGUMENT, test->span,
               "`%.*s` is tested like this already, and a policy holds one "
               "such test in a statement",
               STR_ARG(test->key));
      return true;
    }
  return false;
}

static bool add_condition(Test *test) {
  Draft *draft = test->draft;
  Arena *arena = draft->analysis->arena;
  const struct OperatorRow *row = operator_of(test);
  if (!row) {
    report_comparison(test);
    return false;
  }
  bool list = test->value.kind == VALUE_LIST;
  u32 count = list ? test->value.list.count : 1;
  Condition condition = { .operator= row->name, .key = test->key };
  if (test->kinds & KEY_MANY)
    condition.operator=
      str_format(arena, "ForAllValues:%.*s", STR_ARG(row->name));
  condition.values = ARENA_ARRAY(arena, Text, count);
  for (u32 i = 0; i < count; i++) {
    const Value *one = list ? &test->value.list.items[i] : &test->value;
    Text text;
    bool poison = one->kind == VALUE_POISON;
    bool fits = !poison && operand_fits(test, one, &text);
    if (!poison && !fits)
      report_value(test, one);
    if (fits && check_equal_pattern(test, one, text))
      condition.values[condition.count++] = text;
  }
  if (condition.count < count || tested_before(test, condition.operator))
    return false;
  VEC_PUSH(arena, &draft->statement.conditions, condition);
  return true;
}

/* The key's text; empty: it is in error. */
static Str key_text(Draft *draft, NodeId node) {
  static const Type plain = { TYPE_STRING };
  Analysis *analysis = draft->analysis;
  const Tree *tree = draft->scope->tree;
  Str text = node_text(tree, node);
  if (tree_node(tree, node)->kind == NODE_ERROR)
    return STR("");
  if (tree_node(tree, node)->kind != NODE_STRING)
    return text;
  Value value =
    evaluate(analysis, draft->scope, node, &plain, STR("a condition key"));
  if (value.kind != VALUE_TEXT || !text_known(analysis, &value) ||
      !text_literal(analysis->arena, value.text, &text))
    return STR("");
  return text;
}

static bool read_condition(Draft *draft, NodeId node) {
  static const Type any = { TYPE_ANY, SHAPE_ONE_OR_LIST };
  const Tree *tree = draft->scope->tree;
  NodeId key_node = node_child(tree, node, 0);
  Test test = {
    .draft = draft,
    .key_span = node_span(tree, key_node),
    .span = node_span(tree, node),
    .key = key_text(draft, key_node),
    .comparison =
      (TokenKind)tree->tokens.items[tree_node(tree, node)->operator].kind,
  };
  if (!test.key.length)
    return false;
  const IamKey *key = iam_key_find(test.key);
  test.value = evaluate(draft->analysis, draft->scope,
                        node_child(tree, node, 1), &any, test.key);
  if (!check_key(&test, key) || test.value.kind == VALUE_POISON)
    return false;
  test.kinds = iam_key_kinds(key);
  return check_shape(&test) && add_condition(&test);
}

void draft_condition(Draft *draft, NodeId node) {
  if (!read_condition(draft, node))
    draft->broken = true;
}
