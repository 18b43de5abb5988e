/* SPDX-License-Identifier: Apache-2.0
 *
 * Params `at deploy`: values that the build does not know, only between which
 * ends they lie.
 *
 * Such a value is late. It may stand where a value is handed on as it is, in a
 * setting or in a text, and every check takes it for its whole range. Nothing
 * is computed with it, since a deployment cannot; what decides which things
 * there are must be known. Comparisons that hold for all of the range, or for
 * none of it, are decided. What an assertion leaves open is tried with every
 * value at which a comparison could turn: between those nothing changes.
 */
#include "sema/program.h"

/* ---- from the declaration ---- */

/* Why the type makes no sense at deployment; NULL: it does. */
static const char *refused_type(const Type *type) {
  if (type->shape == SHAPE_LIST)
    return "a deployment gives one value, and this is a list";
  if (type->shape == SHAPE_MAP)
    return "a deployment gives one value, and this is a map";
  if (type->kind == TYPE_REFERENCE)
    return "which things go together must be known when the program is built";
  if (type->kind == TYPE_RANGE)
    return "a deployment gives one value, and this is a range";
  return NULL;
}

static void set_ends(Value *value, const Type *type) {
  bool open = type->min == 0 && type->max == 0;
  bool sign = value->kind == VALUE_INTEGER || value->kind == VALUE_DECIMAL;
  value->number = open ? (sign ? INT64_MIN : 0) : type->min;
  value->high = open ? INT64_MAX : type->max;
}

static Text text_of_input(Analysis *analysis, const Input *input, bool unit) {
  Part *parts = ARENA_ARRAY(analysis->arena, Part, 2);
  for (u32 i = 0; i < 2; i++)
    parts[i] = (Part){ .kind = i ? PART_INPUT_UNIT : PART_INPUT,
                       .text = input->name,
                       .input = input };
  return (Text){ parts, unit ? 2 : 1 };
}

Value input_value(Analysis *analysis, const Entity *entity, Value standard) {
  const Tree *tree = entity->scope->tree;
  NodeId late = node_find(tree, entity->node, NODE_AT_DEPLOY);
  const char *refused = refused_type(entity->type);
  if (refused) {
    diag_help(analysis->diags,
              diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT,
                       node_span(tree, late), "%s", refused),
              "leave `at deploy` out; the build then takes the value");
    return value_poison(entity->span);
  }
  if (!value_known(analysis, &standard))
    return value_poison(entity->span);
  Input *input = ARENA_NEW(analysis->arena, Input);
  *input = (Input){
    .name = entity->name,
    .documentation = node_documentation(analysis->arena, tree, entity->node),
    .span = entity->span,
    .type_span = node_span(tree, node_child(tree, entity->node, 1)),
    .type = entity->type,
    .standard = standard,
  };
  if (entity->type->pattern.length)
    VEC_PUSH(analysis->arena, &input->patterns, entity->type->pattern);
  VEC_PUSH(analysis->arena, &analysis->inputs, input);
  Value value = { .kind = value_of_type(entity->type->kind),
                  .span = entity->span };
  if (value.kind != VALUE_NONE) {
    set_ends(&value, entity->type);
    value.input = input;
  } else if (entity->type->kind == TYPE_BOOL) {
    value.kind = VALUE_BOOL;
    value.input = input;
  } else {
    value.kind = VALUE_TEXT;
    value.text = text_of_input(analysis, input, false);
  }
  return value;
}

Text late_digits(Analysis *analysis, const Value *value) {
  return text_of_input(analysis, value->input, false);
}

Text late_in_text(Analysis *analysis, Value *value) {
  bool unit = value->kind >= VALUE_DURATION && value->kind <= VALUE_PERCENT;
  if (!value->open)
    return text_of_input(analysis, value->input, unit);
  *value = late_refuse(analysis, value, value->span);
  return (Text){ 0 };
}

/* ---- what must be known ---- */

/* The first input that the value depends on; NULL: none. */
static const Input *input_of(const Value *value) {
  if (value_late(value))
    return value->input;
  for (u32 i = 0; value->kind == VALUE_TEXT && i < value->text.count; i++)
    if (value->text.parts[i].input)
      return value->text.parts[i].input;
  return NULL;
}

void late_related(Analysis *analysis, Diag *diag, const Value *value) {
  const Input *input = input_of(value);
  if (!input)
    return;
  diag_related(analysis->diags, diag, input->span,
               "`%.*s` gets its value at deployment", STR_ARG(input->name));
  diag_help(analysis->diags, diag,
            "without `at deploy` the build takes it: `-D %.*s=…`",
            STR_ARG(input->name));
}

bool value_known(Analysis *analysis, const Value *value) {
  if (value->kind == VALUE_TEXT)
    return text_known(analysis, value);
  for (u32 i = 0; value->kind == VALUE_LIST && i < value->list.count; i++)
    if (!value_known(analysis, &value->list.items[i]))
      return false;
  if (!value_late(value))
    return true;
  late_related(analysis,
               diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, value->span,
                        "this must be known when the program is built"),
               value);
  return false;
}

Value late_refuse(Analysis *analysis, const Value *value, Span span) {
  Str name = value->input->name;
  Diag *diag =
    diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, span,
             "a deployment hands `%.*s` on as it is, and computes nothing "
             "with it",
             STR_ARG(name));
  late_related(analysis, diag, value);
  return value_poison(span);
}

/* A type as a program writes it. */
static Str narrowed_to(Analysis *analysis, ValueKind kind, i64 low, i64 high) {
  static const char *const words[] = {
    [VALUE_INTEGER] = "int",       [VALUE_DECIMAL] = "number",
    [VALUE_DURATION] = "duration", [VALUE_SIZE] = "size",
    [VALUE_RATE] = "rate",         [VALUE_PERCENT] = "percent",
  };
  Str least = quantity_text(analysis->arena, kind, low);
  Str most = quantity_text(analysis->arena, kind, high);
  return str_format(analysis->arena, "%s(%.*s..%.*s)", words[kind],
                    STR_ARG(least), STR_ARG(most));
}

Value late_out_of_range(Analysis *analysis, Value value, const Type *type,
                        Str what) {
  Arena *arena = analysis->arena;
  const Input *input = value.input;
  bool open = input->type->min == 0 && input->type->max == 0;
  bool small = value.high <= type->max; /* else it may be too large */
  i64 low = value.number < type->min ? type->min : value.number;
  i64 high = value.high > type->max ? type->max : value.high;
  Str least = quantity_text(arena, value.kind, type->min);
  Str most = quantity_text(arena, value.kind, type->max);
  Str kind = value_kind_name(value.kind); /* "an integer" */
  Str found =
    quantity_text(arena, value.kind, small ? value.number : value.high);
  if (open)
    found =
      str_format(arena, "any%.*s",
                 STR_ARG(str_slice(kind, str_find(kind, ' '), kind.length)));
  Diag *diag =
    diag_add(analysis->diags, RULE_TYPE_OUT_OF_RANGE, value.span,
             "%.*s may be %.*s at deployment; it takes %.*s to %.*s",
             STR_ARG(what), STR_ARG(found), STR_ARG(least), STR_ARG(most));
  diag_label(analysis->diags, diag, "%s",
             open    ? "its type has no range"
             : small ? "may be too small"
                     : "may be too large");
  diag_related(analysis->diags, diag, input->span,
               "`%.*s` gets its value at deployment", STR_ARG(input->name));
  if (low <= high) {
    Str text = narrowed_to(analysis, value.kind, low, high);
    diag_fix(analysis->diags, diag, FIX_MAYBE, input->type_span, text,
             "narrow its type: `%.*s`", STR_ARG(text));
  }
  return value_poison(value.span);
}

/* ---- comparisons ---- */

static Value truth_value(bool truth, Span span) {
  return (Value){ .kind = VALUE_BOOL, .truth = truth, .span = span };
}

static Value open_value(const Input *input, Span span) {
  return (
    Value){ .kind = VALUE_BOOL, .span = span, .input = input, .open = true };
}

/* So many combinations are tried for one assertion, and so many comparisons are
 * made for all of them together: no program can ask for more. */
enum { MOST_TRIALS = 10000, MOST_COMPARISONS = 1000000 };

/* One more value with which assertions try the input. */
static void trial_add(Analysis *analysis, const Value *value, i64 number) {
  Trial *trial = NULL;
  bool truth = value->kind == VALUE_BOOL;
  if (!truth && (number < value->number || number > value->high))
    return;
  for (u32 i = 0; i < analysis->trials.count; i++)
    if (analysis->trials.items[i].input == value->input)
      trial = &analysis->trials.items[i];
  if (!trial) {
    trial = VEC_ADD(analysis->arena, &analysis->trials);
    *trial = (Trial){ .input = value->input, .kind = value->kind };
  }
  if (trial->numbers.count > MOST_TRIALS)
    return; /* too many already */
  for (u32 i = 0; i < trial->numbers.count; i++)
    if (trial->numbers.items[i] == number)
      return;
  VEC_PUSH(analysis->arena, &trial->numbers, number);
}

/* The values of `value` at which comparing it with `other` could turn. */
static void trials_note(Analysis *analysis, const Value *value,
                        const Value *other) {
  if (!analysis->asserting || analysis->trying || !value_late(value) ||
      value->open)
    return;
  if (value->kind == VALUE_BOOL) {
    trial_add(analysis, value, true);
    trial_add(analysis, value, false);
    return;
  }
  trial_add(analysis, value, value->high);
  trial_add(analysis, value, value->number);
  const i64 ends[] = { value_low(other), value_high(other) };
  for (u32 i = 0; i < COUNT_OF(ends); i++) {
    trial_add(analysis, value, ends[i]);
    if (ends[i] < INT64_MAX)
      trial_add(analysis, value, ends[i] + 1);
    if (ends[i] > INT64_MIN)
      trial_add(analysis, value, ends[i] - 1);
  }
}

Value late_tried(const Analysis *analysis, Value value) {
  if (!analysis->trying || !value_late(&value))
    return value;
  for (u32 i = 0; i < analysis->trials.count; i++) {
    const Trial *trial = &analysis->trials.items[i];
    if (trial->input != value.input || value.open)
      continue;
    i64 number = trial->numbers.items[trial->at];
    Value tried = { .kind = value.kind, .span = value.span };
    if (value.kind == VALUE_BOOL)
      tried.truth = number != 0;
    else
      tried.number = number;
    return tried;
  }
  return value;
}

Value late_compare(Analysis *analysis, TokenKind operator, Value left,
                   Value right, Span span) {
  i64 a = value_low(&left), b = value_high(&left);
  i64 c = value_low(&right), d = value_high(&right);
  const Input *input = value_late(&left) ? left.input : right.input;
  bool always = false, never = false;
  switch (operator) {
  case TOKEN_LESS:
    always = b < c, never = a >= d;
    break;
  case TOKEN_LESS_EQUAL:
    always = b <= c, never = a > d;
    break;
  case TOKEN_GREATER:
    always = a > d, never = b <= c;
    break;
  case TOKEN_GREATER_EQUAL:
    always = a >= d, never = b < c;
    break;
  default:
    if (left.kind == VALUE_BOOL)
      break; /* has no ends */
    always = a == b && c == d && a == c;
    never = b < c || a > d;
    if (operator == TOKEN_UNEQUAL) {
      bool swapped = always;
      always = never, never = swapped;
    }
  }
  if (always || never)
    return truth_value(always, span);
  trials_note(analysis, &left, &right);
  trials_note(analysis, &right, &left);
  return open_value(input, span);
}

Value late_combine(Analysis *analysis, TokenKind operator, Value left,
                   Value right, Span span) {
  Value sides[] = { left, right };
  for (u32 i = 0; i < COUNT_OF(sides); i++) {
    trials_note(analysis, &sides[i], &sides[i]);
    bool known = !value_late(&sides[i]);
    if (known && sides[i].truth == (operator == TOKEN_OR))
      return truth_value(sides[i].truth, span);
  }
  return open_value(value_late(&left) ? left.input : right.input, span);
}

Value late_not(Analysis *analysis, Value value, Span span) {
  trials_note(analysis, &value, &value);
  return open_value(value.input, span);
}

/* ---- assertions ---- */

/* The next combination; false: that was the last one. */
static bool trials_advance(Analysis *analysis) {
  for (u32 i = 0; i < analysis->trials.count; i++) {
    Trial *trial = &analysis->trials.items[i];
    if (++trial->at < trial->numbers.count)
      return true;
    trial->at = 0;
  }
  return false;
}

/* How much trying one combination costs. */
static u64 trials_cost(const Analysis *analysis) {
  u64 cost = 1;
  for (u32 i = 0; i < analysis->trials.count; i++)
    cost += analysis->trials.items[i].numbers.count;
  return cost;
}

static Str trial_text(Analysis *analysis) {
  Buf buf = buf_new(analysis->arena);
  for (u32 i = 0; i < analysis->trials.count; i++) {
    const Trial *trial = &analysis->trials.items[i];
    i64 number = trial->numbers.items[trial->at];
    Str text = trial->kind == VALUE_BOOL
                 ? (number ? STR("true") : STR("false"))
                 : quantity_text(analysis->arena, trial->kind, number);
    buf_format(&buf, "%s`%.*s` = %.*s", i ? ", " : "",
               STR_ARG(trial->input->name), STR_ARG(text));
  }
  return buf_view(&buf);
}

bool late_holds(Analysis *analysis, const Scope *scope, NodeId claim,
                Value value, Str *breaks) {
  u64 product = 1;
  bool holds = true;
  trials_note(analysis, &value, &value);
  u64 cost = trials_cost(analysis);
  for (u32 i = 0; i < analysis->trials.count && product <= MOST_TRIALS; i++)
    product *= analysis->trials.items[i].numbers.count;
  *breaks = STR("");
  if (product > MOST_TRIALS ||
      analysis->compared + product * cost > MOST_COMPARISONS)
    return false;
  analysis->trying = true;
  do {
    analysis->compared += cost;
    Value tried = late_tried(
      analysis, evaluate(analysis, scope, claim, NULL, STR("an assertion")));
    bool decided = tried.kind == VALUE_BOOL && !value_late(&tried);
    holds = decided && tried.truth;
    if (decided && !holds)
      *breaks = trial_text(analysis);
  } while (holds && trials_advance(analysis));
  analysis->trying = false;
  return holds;
}
