/* SPDX-License-Identifier: Apache-2.0
 *
 * What the deployment is asked for: every param `at deploy` that something
 * deployed depends on.
 *
 * A number is handed on as it was given, so all of its uses must count in one
 * unit, and its ends and its default must be whole there. A text takes on what
 * its uses ask of it: a length, a pattern.
 */
#include "sema/program.h"

/* ---- where late values may stand ---- */

static const AlarmRow *alarm_of(AttrId attr) {
  for (u32 i = 0; i < alarm_count; i++)
    if (alarm_rows[i].attr == attr)
      return &alarm_rows[i];
  return NULL;
}

bool attr_deployable(AttrId attr) {
  const AttrRow *row = attr_row(attr);
  const AlarmRow *alarm = alarm_of(attr);
  if (alarm)
    return alarm->unit != ALARM_TIMEOUT;
  return !row->fixed && (row->by_code || row->cfn.length);
}

static WireUnit wire_of(AttrId attr) {
  const AlarmRow *alarm = alarm_of(attr);
  if (!alarm)
    return attr_row(attr)->wire;
  return alarm->unit == ALARM_SECONDS        ? WIRE_SECOND
         : alarm->unit == ALARM_MILLISECONDS ? WIRE_MILLISECOND
                                             : WIRE_NONE;
}

/* ---- uses ---- */

/* The one place where an input may be changed; a value only points at it. */
static Input *own_input(Analysis *analysis, const Input *input) {
  for (u32 i = 0; i < analysis->inputs.count; i++)
    if (analysis->inputs.items[i] == input)
      return analysis->inputs.items[i];
  return NULL;
}

static void report_units(Analysis *analysis, const Input *input, Span span,
                         WireUnit wire) {
  bool later = span.lo > input->counted.lo;
  Str here = wire_row(later ? wire : input->wire)->words;
  Str there = wire_row(later ? input->wire : wire)->words;
  Diag *diag = diag_add(
    analysis->diags, RULE_TYPE_BAD_ARGUMENT, later ? span : input->counted,
    "`%.*s` is needed in %.*s here and in %.*s elsewhere, and a "
    "deployment hands it on as it is",
    STR_ARG(input->name), STR_ARG(here), STR_ARG(there));
  diag_related(analysis->diags, diag, later ? input->counted : span,
               "counted in %.*s", STR_ARG(there));
  diag_related(analysis->diags, diag, input->span,
               "gets its value at deployment");
  diag_help(analysis->diags, diag, "declare a param for each of the two");
}

static void use_number(Analysis *analysis, const Value *value, WireUnit wire,
                       Span span) {
  Input *input = own_input(analysis, value->input);
  bool first = input && input->counted.hi == 0;
  if (!input)
    return;
  input->used = true;
  if (value->kind == VALUE_BOOL)
    return;
  if (first) {
    input->wire = wire;
    input->counted = span;
  } else if (input->wire != wire) {
    report_units(analysis, input, span, wire);
  }
}

/* A text that is an input and nothing else must be what its place takes. */
static void narrow(Analysis *analysis, Input *input, const Type *type) {
  if (type->kind == TYPE_ANY || type->kind == TYPE_ARN)
    return;
  if (type->min > input->shortest)
    input->shortest = type->min;
  if (type->max && (!input->longest || type->max < input->longest))
    input->longest = type->max;
  for (u32 i = 0; i < input->patterns.count; i++)
    if (str_equal(input->patterns.items[i], type->pattern))
      return;
  if (type->pattern.length)
    VEC_PUSH(analysis->arena, &input->patterns, type->pattern);
}

static void use_text(Analysis *analysis, Text text, const Type *type) {
  const Input *whole = text_input(text);
  for (u32 i = 0; i < text.count; i++) {
    Input *input = own_input(analysis, text.parts[i].input);
    if (!input)
      continue;
    input->used = true;
    if (input == whole && input->type->kind == TYPE_STRING && type)
      narrow(analysis, input, type);
  }
}

static void use_value(Analysis *analysis, const Value *value, const Type *type,
                      WireUnit wire, Span span) {
  if (value_late(value)) {
    use_number(analysis, value, wire, span);
  } else if (value->kind == VALUE_TEXT) {
    use_text(analysis, value->text, type);
  } else if (value->kind == VALUE_LIST) {
    for (u32 i = 0; i < value->list.count; i++)
      use_value(analysis, &value->list.items[i], type, wire, span);
  } else if (value->kind == VALUE_MAP) {
    for (u32 i = 0; i < value->map.count; i++)
      use_value(analysis, value->map.entries[i].value, type, wire, span);
  } else if (value->kind == VALUE_CALL && value->call.row) {
    const ArgumentRow *rows = value->call.row->arguments;
    for (u32 i = 0; i < value->call.count; i++)
      use_value(analysis, &value->call.arguments[i], &rows[i].type,
                rows[i].wire, value->call.arguments[i].span);
  }
}

static void use_settings(Analysis *analysis, const Resource *resource) {
  const KindRow *row = kind_row(resource->kind);
  for (u32 i = 0; i < kind_attr_count(resource->kind); i++) {
    AttrId attr = (AttrId)(row->first + i);
    const Setting *set = setting(resource, attr);
    if (setting_given(set))
      use_value(analysis, &set->value, &attr_row(attr)->type, wire_of(attr),
                set->span);
  }
}

/* ---- units ---- */

static bool is_whole(const Value *value, i64 size) {
  return value->kind == VALUE_POISON || value->number % size == 0;
}

/* The value that is no whole number of the unit; NULL: all are. */
static const Value *broken_value(const Input *input, const WireRow *unit,
                                 Value *low, Value *high) {
  ValueKind kind = value_of_type(input->type->kind);
  low->kind = high->kind = kind;
  low->number = input->type->min;
  high->number = input->type->max;
  if (unit->decimal || kind == VALUE_DECIMAL)
    return NULL;
  if (!is_whole(&input->standard, unit->size))
    return &input->standard;
  return !is_whole(low, unit->size)    ? low
         : !is_whole(high, unit->size) ? high
                                       : NULL;
}

/* Of one that only stands in texts: the first unit in which all is whole. */
static void choose_unit(Input *input) {
  static const struct {
    TypeKind type;
    WireUnit wire;
  } rows[] = { { TYPE_DURATION, WIRE_SECOND },
               { TYPE_DURATION, WIRE_MILLISECOND },
               { TYPE_SIZE, WIRE_MEGABYTE },
               { TYPE_SIZE, WIRE_BYTE },
               { TYPE_RATE, WIRE_PER_SECOND } };
  Value low = { 0 }, high = { 0 };
  for (u32 i = 0; i < COUNT_OF(rows); i++) {
    if (rows[i].type != input->type->kind)
      continue;
    input->wire = rows[i].wire;
    if (!broken_value(input, wire_row(input->wire), &low, &high))
      return;
  }
}

static void check_unit(Analysis *analysis, const Input *input) {
  Value low = { 0 }, high = { 0 };
  const WireRow *unit = wire_row(input->wire);
  const Value *broken = broken_value(input, unit, &low, &high);
  if (!broken)
    return;
  bool standard = broken == &input->standard;
  Str text = value_text(analysis->arena, broken);
  Diag *diag =
    diag_add(analysis->diags, RULE_TYPE_OUT_OF_RANGE,
             standard ? broken->span : input->type_span,
             "`%.*s` is counted in %.*s, and %.*s is no whole number of them",
             STR_ARG(input->name), STR_ARG(unit->words), STR_ARG(text));
  diag_related(analysis->diags, diag, input->counted,
               "a deployment counts in %.*s here", STR_ARG(unit->words));
}

void lower_inputs(Analysis *analysis) {
  Model *model = analysis->model;
  if (!analysis->inputs.count)
    return;
  for (u32 i = 0; i < analysis->pieces.count; i++)
    use_settings(analysis, analysis->pieces.items[i]->resource);
  for (u32 i = 0; i < model->outputs.count; i++)
    use_text(analysis, model->outputs.items[i].value, NULL);
  for (u32 i = 0; i < analysis->inputs.count; i++) {
    Input *input = analysis->inputs.items[i];
    if (!input->used || value_of_type(input->type->kind) == VALUE_NONE) {
      /* has no unit */
    } else if (input->counted.hi == 0) {
      choose_unit(input);
    } else {
      check_unit(analysis, input);
    }
    if (input->used)
      VEC_PUSH(analysis->arena, &model->inputs, input);
  }
}
