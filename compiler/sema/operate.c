/* SPDX-License-Identifier: Apache-2.0
 *
 * Operators over exact 64-bit quantities. Which kinds go together stands in one
 * table; what does not fit, or does not divide evenly, is an error.
 */
#include "sema/program.h"

typedef struct Combination {
  TokenKind operator;
  ValueKind left, right, result; /* a quantity stands for all of them */
} Combination;

/* QUANTITY in a row: any of DURATION SIZE RATE PERCENT, the same throughout. */
#define QUANTITY VALUE_DURATION

static const Combination combinations[] = {
  { TOKEN_PLUS, VALUE_INTEGER, VALUE_INTEGER, VALUE_INTEGER },
  { TOKEN_MINUS, VALUE_INTEGER, VALUE_INTEGER, VALUE_INTEGER },
  { TOKEN_STAR, VALUE_INTEGER, VALUE_INTEGER, VALUE_INTEGER },
  { TOKEN_SLASH, VALUE_INTEGER, VALUE_INTEGER, VALUE_INTEGER },
  { TOKEN_PLUS, VALUE_DECIMAL, VALUE_DECIMAL, VALUE_DECIMAL },
  { TOKEN_MINUS, VALUE_DECIMAL, VALUE_DECIMAL, VALUE_DECIMAL },
  { TOKEN_STAR, VALUE_DECIMAL, VALUE_INTEGER, VALUE_DECIMAL },
  { TOKEN_STAR, VALUE_INTEGER, VALUE_DECIMAL, VALUE_DECIMAL },
  { TOKEN_SLASH, VALUE_DECIMAL, VALUE_INTEGER, VALUE_DECIMAL },
  { TOKEN_PLUS, QUANTITY, QUANTITY, QUANTITY },
  { TOKEN_MINUS, QUANTITY, QUANTITY, QUANTITY },
  { TOKEN_STAR, QUANTITY, VALUE_INTEGER, QUANTITY },
  { TOKEN_STAR, VALUE_INTEGER, QUANTITY, QUANTITY },
  { TOKEN_SLASH, QUANTITY, VALUE_INTEGER, QUANTITY },
  { TOKEN_SLASH, QUANTITY, QUANTITY, VALUE_INTEGER },
};

static bool is_quantity(ValueKind kind) {
  return kind >= VALUE_DURATION && kind <= VALUE_PERCENT;
}

static bool is_number(ValueKind kind) {
  return kind >= VALUE_INTEGER && kind <= VALUE_PERCENT;
}

static const char *spelling(TokenKind operator) {
  return token_spelling(operator).at;
}

static Value bad_operands(Analysis *analysis, TokenKind operator, Value left,
                          Value right, Span span) {
  Str a = value_kind_name(left.kind), b = value_kind_name(right.kind);
  diag_add(analysis->diags, RULE_TYPE_MISMATCH, span,
           "%s does not go with %.*s and %.*s", spelling(operator), STR_ARG(a),
           STR_ARG(b));
  return value_poison(span);
}

static Value division_error(Analysis *analysis, Value left, Value right,
                            Span span) {
  Str a = value_text(analysis->arena, &left);
  Str b = value_text(analysis->arena, &right);
  diag_add(analysis->diags, RULE_TYPE_DIVISION, span,
           right.number == 0 ? "%.*s is divided by zero"
                             : "%.*s cannot be divided evenly by %.*s",
           STR_ARG(a), STR_ARG(b));
  return value_poison(span);
}

/* The row for those operands; its result kind, or POISON. */
static ValueKind combined(TokenKind operator, ValueKind left, ValueKind right) {
  ValueKind unit = is_quantity(left)    ? left
                   : is_quantity(right) ? right
                                        : VALUE_POISON; /* no operand's kind */
  for (u32 i = 0; i < COUNT_OF(combinations); i++) {
    const Combination *row = &combinations[i];
    ValueKind wanted_left = row->left == QUANTITY ? unit : row->left;
    ValueKind wanted_right = row->right == QUANTITY ? unit : row->right;
    if (row->operator == operator && left == wanted_left &&
        right == wanted_right)
      return row->result == QUANTITY ? unit : row->result;
  }
  return VALUE_POISON;
}

static Value arithmetic(Analysis *analysis, TokenKind operator, Value left,
                        Value right, Span span) {
  Value result = { .kind = combined(operator, left.kind, right.kind),
                   .span = span };
  if (result.kind == VALUE_POISON)
    return bad_operands(analysis, operator, left, right, span);
  if (value_late(&left) || value_late(&right))
    return late_refuse(analysis, value_late(&left) ? &left : &right, span);
  i64 a = left.number, b = right.number;
  bool overflow = false;
  switch (operator) {
  case TOKEN_PLUS:
    overflow = __builtin_add_overflow(a, b, &result.number);
    break;
  case TOKEN_MINUS:
    overflow = __builtin_sub_overflow(a, b, &result.number);
    break;
  case TOKEN_STAR:
    overflow = __builtin_mul_overflow(a, b, &result.number);
    break;
  default:
    if (b == 0 || (b != -1 && a % b != 0))
      return division_error(analysis, left, right, span);
    overflow = b == -1 ? __builtin_sub_overflow((i64)0, a, &result.number)
                       : false;
    if (b != -1)
      result.number = a / b;
    break;
  }
  if (overflow) {
    diag_add(analysis->diags, RULE_TYPE_OVERFLOW, span,
             "the result does not fit into 64 bits");
    return value_poison(span);
  }
  return result;
}

static Value truth_value(bool truth, Span span) {
  return (Value){ .kind = VALUE_BOOL, .truth = truth, .span = span };
}

static bool equal(Analysis *analysis, const Value *left, const Value *right) {
  switch (left->kind) {
  case VALUE_BOOL:
    return left->truth == right->truth;
  case VALUE_TEXT:
    return text_equal(left->text, right->text);
  case VALUE_WORD:
    return str_equal(left->word, right->word);
  case VALUE_REFERENCE:
    return left->reference.resource == right->reference.resource &&
           str_equal(left->reference.member, right->reference.member);
  case VALUE_LIST: {
    bool same = left->list.count == right->list.count;
    for (u32 i = 0; same && i < left->list.count; i++)
      same = left->list.items[i].kind == right->list.items[i].kind &&
             equal(analysis, &left->list.items[i], &right->list.items[i]);
    return same;
  }
  default:
    return left->kind == VALUE_NONE || left->number == right->number;
  }
}

/* The side that is a text of the deployment; NULL: neither is. */
static const Value *late_side(Analysis *analysis, const Value *left,
                              const Value *right) {
  const Value *sides[] = { left, right };
  Str literal;
  for (u32 i = 0; i < COUNT_OF(sides); i++) {
    ValueKind other = sides[1 - i]->kind;
    if (sides[i]->kind == VALUE_TEXT &&
        (other == VALUE_TEXT || other == VALUE_WORD) &&
        !text_literal(analysis->arena, sides[i]->text, &literal))
      return sides[i];
  }
  return NULL;
}

static Value compare(Analysis *analysis, TokenKind operator, Value left,
                     Value right, Span span) {
  bool equality = operator == TOKEN_EQUAL || operator == TOKEN_UNEQUAL;
  const Value *late = late_side(analysis, &left, &right);
  if (late) {
    late_related(analysis,
                 diag_add(analysis->diags, RULE_TYPE_MISMATCH, span,
                          "what only the deployment knows cannot be compared "
                          "in a build"),
                 late);
    return value_poison(span);
  }
  bool comparable = equality && left.kind != VALUE_MAP &&
                    left.kind != VALUE_CALL && left.kind != VALUE_RANGE;
  if (left.kind != right.kind || !(comparable || is_number(left.kind)))
    return bad_operands(analysis, operator, left, right, span);
  if (value_late(&left) || value_late(&right))
    return late_compare(analysis, operator, left, right, span);
  if (!value_known(analysis, &left) || !value_known(analysis, &right))
    return value_poison(span);
  if (equality)
    return truth_value(
      equal(analysis, &left, &right) == (operator == TOKEN_EQUAL), span);
  i64 a = left.number, b = right.number;
  bool truth = operator == TOKEN_LESS         ? a < b
               : operator == TOKEN_LESS_EQUAL ? a <= b
               : operator == TOKEN_GREATER    ? a > b
                                              : a >= b;
  return truth_value(truth, span);
}

static Value contained(Analysis *analysis, Value left, Value right, Span span) {
  Str key;
  if (right.kind == VALUE_LIST) {
    Value found = truth_value(false, span);
    for (u32 i = 0; i < right.list.count; i++) {
      Value item = late_tried(analysis, right.list.items[i]);
      if (item.kind != left.kind)
        continue;
      Value same = compare(analysis, TOKEN_EQUAL, left, item, span);
      found = operate_binary(analysis, TOKEN_OR, found, same, span);
    }
    return found;
  }
  if (right.kind == VALUE_RANGE && right.range.low->kind == left.kind) {
    Value low = late_tried(analysis, *right.range.low);
    Value high = late_tried(analysis, *right.range.high);
    return operate_binary(
      analysis, TOKEN_AND,
      compare(analysis, TOKEN_GREATER_EQUAL, left, low, span),
      compare(analysis, TOKEN_LESS_EQUAL, left, high, span), span);
  }
  if (right.kind == VALUE_MAP && left.kind == VALUE_TEXT &&
      text_literal(analysis->arena, left.text, &key)) {
    for (u32 i = 0; i < right.map.count; i++)
      if (str_equal(right.map.entries[i].key, key))
        return truth_value(true, span);
    return truth_value(false, span);
  }
  return bad_operands(analysis, TOKEN_IN, left, right, span);
}

static Value joined_lists(Arena *arena, Value left, Value right, Span span) {
  u32 count = left.list.count + right.list.count;
  Value list = { .kind = VALUE_LIST, .span = span };
  list.list.count = count;
  list.list.items = ARENA_ARRAY(arena, Value, count);
  for (u32 i = 0; i < count; i++)
    list.list.items[i] = i < left.list.count
                           ? left.list.items[i]
                           : right.list.items[i - left.list.count];
  return list;
}

Value operate_binary(Analysis *analysis, TokenKind operator, Value left,
                     Value right, Span span) {
  if (left.kind == VALUE_POISON || right.kind == VALUE_POISON)
    return value_poison(span);
  left = late_tried(analysis, left);
  right = late_tried(analysis, right);
  switch (operator) {
  case TOKEN_AND:
  case TOKEN_OR:
    if (left.kind != VALUE_BOOL || right.kind != VALUE_BOOL)
      return bad_operands(analysis, operator, left, right, span);
    if (value_late(&left) || value_late(&right))
      return late_combine(analysis, operator, left, right, span);
    return truth_value(operator == TOKEN_AND ? left.truth && right.truth
                                             : left.truth || right.truth,
                       span);
  case TOKEN_IN:
    return contained(analysis, left, right, span);
  case TOKEN_PLUS:
    if (left.kind == VALUE_TEXT && right.kind == VALUE_TEXT)
      return (Value){ .kind = VALUE_TEXT,
                      .span = span,
                      .text = text_join(analysis->arena, left.text,
                                        right.text) };
    if (left.kind == VALUE_LIST && right.kind == VALUE_LIST)
      return joined_lists(analysis->arena, left, right, span);
    return arithmetic(analysis, operator, left, right, span);
  case TOKEN_MINUS:
  case TOKEN_STAR:
  case TOKEN_SLASH:
    return arithmetic(analysis, operator, left, right, span);
  default:
    return compare(analysis, operator, left, right, span);
  }
}

Value operate_unary(Analysis *analysis, TokenKind operator, Value value,
                    Span span) {
  value = late_tried(analysis, value);
  if (value.kind == VALUE_POISON)
    return value;
  if (operator == TOKEN_NOT && value.kind == VALUE_BOOL)
    return value_late(&value) ? late_not(analysis, value, span)
                              : truth_value(!value.truth, span);
  if (operator == TOKEN_MINUS && is_number(value.kind)) {
    Value zero = { .kind = value.kind, .span = span };
    return arithmetic(analysis, TOKEN_MINUS, zero, value, span);
  }
  Str kind = value_kind_name(value.kind);
  diag_add(analysis->diags, RULE_TYPE_MISMATCH, span, "%s does not go with %.*s",
           spelling(operator), STR_ARG(kind));
  return value_poison(span);
}
