/* SPDX-License-Identifier: Apache-2.0
 *
 * Speaking of settings: what is written, where it stands, and how it is shown
 * and replaced.
 */
#include "rules/check.h"

bool rules_written(const Resource *resource, AttrId attr) {
  const Setting *set = setting(resource, attr);
  return setting_given(set) &&
         (set->origin == ORIGIN_EXPLICIT || set->origin == ORIGIN_PROFILE);
}

bool rules_explicit(const Resource *resource, AttrId attr) {
  const Setting *set = setting(resource, attr);
  return setting_given(set) && set->origin == ORIGIN_EXPLICIT;
}

bool rules_left_out(const Resource *resource, AttrId attr) {
  Origin origin = setting(resource, attr)->origin;
  return !resource->broken && origin != ORIGIN_EXPLICIT && origin != ORIGIN_PROFILE;
}

static bool has_number(const Resource *resource, AttrId attr) {
  const Setting *set = setting(resource, attr);
  return setting_given(set) && set->value.kind >= VALUE_INTEGER &&
         set->value.kind <= VALUE_PERCENT;
}

bool rules_least(const Resource *resource, AttrId attr, i64 *number) {
  *number = 0;
  if (!has_number(resource, attr))
    return false;
  *number = setting_low(resource, attr, 0);
  return true;
}

bool rules_most(const Resource *resource, AttrId attr, i64 *number) {
  *number = 0;
  if (!has_number(resource, attr))
    return false;
  *number = setting_high(resource, attr, 0);
  return true;
}

bool rules_least_beside(const Resource *resource, AttrId attr,
                        const Resource *other, AttrId other_attr,
                        i64 *number) {
  const Value *value = &setting(resource, attr)->value;
  const Value *beside = &setting(other, other_attr)->value;
  bool same = value_late(value) && value_late(beside) &&
              value->input == beside->input;
  return same ? rules_most(resource, attr, number)
              : rules_least(resource, attr, number);
}

AttrId rules_first(const Resource *resource, AttrId first, AttrId second) {
  if (rules_written(resource, first))
    return first;
  return rules_written(resource, second) ? second : ATTR_NONE;
}

Span rules_place(const Resource *resource, AttrId attr) {
  return attr == ATTR_NONE ? resource->span : setting_place(resource, attr);
}

Str rules_value(const Rules *rules, const Resource *resource, AttrId attr,
                i64 number) {
  const Value *value = &setting(resource, attr)->value;
  return value_late(value) ? quantity_text(rules->arena, value->kind, number)
                           : value_text(rules->arena, value);
}

Str rules_duration(const Rules *rules, i64 milliseconds) {
  return quantity_text(rules->arena, VALUE_DURATION, milliseconds);
}

/* How a value that is not written at the resource came about. */
static Str origin_text(const Rules *rules, const Setting *set) {
  switch (set->origin) {
  case ORIGIN_DEFAULT:
    return STR(" by default");
  case ORIGIN_INFERRED:
    return str_format(rules->arena, " (%.*s)", STR_ARG(set->why));
  case ORIGIN_PROFILE:
    return str_format(rules->arena, " by profile `%.*s`",
                      STR_ARG(set->profile));
  default:
    return STR("");
  }
}

/* Points at the param of the deployment that gives the value, once. */
static void show_input(const Rules *rules, Diag *diag, const Setting *set) {
  const Input *input = value_late(&set->value) ? set->value.input : NULL;
  bool shown = !input || !diag;
  for (u32 i = 0; !shown && i < diag->labels.count; i++)
    shown = diag->labels.items[i].span.lo == input->span.lo;
  if (shown)
    return;
  Str range = range_text(rules->arena, &set->value);
  diag_related(rules->diags, diag, input->span, "%.*s, as the deployment says",
               STR_ARG(range));
}

static void show(const Rules *rules, Diag *diag, const Resource *resource,
                 AttrId attr, const char *words, i64 number) {
  Str value = rules_value(rules, resource, attr, number);
  Str origin = origin_text(rules, setting(resource, attr));
  diag_related(rules->diags, diag, setting_place(resource, attr), "%s %.*s%.*s",
               words, STR_ARG(value), STR_ARG(origin));
  show_input(rules, diag, setting(resource, attr));
}

void rules_show(const Rules *rules, Diag *diag, const Resource *resource,
                AttrId attr, const char *words) {
  i64 number;
  rules_most(resource, attr, &number);
  show(rules, diag, resource, attr, words, number);
}

void rules_show_least(const Rules *rules, Diag *diag, const Resource *resource,
                      AttrId attr, const char *words) {
  i64 number;
  rules_least(resource, attr, &number);
  show(rules, diag, resource, attr, words, number);
}

void rules_receiver(const Rules *rules, Diag *diag, const Resource *resource,
                    AttrId attr) {
  if (attr == ATTR_NONE)
    return;
  const Setting *set = setting(resource, attr);
  show_input(rules, diag, set);
  if (set->origin == ORIGIN_PROFILE)
    diag_related(rules->diags, diag, resource->span,
                 "`%.*s` gets it from profile `%.*s`", STR_ARG(resource->path),
                 STR_ARG(set->profile));
}

void rules_replace(const Rules *rules, Diag *diag, Certainty certainty,
                   const Resource *resource, AttrId attr, Str text, Str title) {
  const Setting *set = setting(resource, attr);
  bool plain = set->origin == ORIGIN_EXPLICIT && set->value.written.length &&
               str_equal(set->value.written,
                         sources_text(rules->diags->sources, set->span));
  if (plain)
    diag_fix(rules->diags, diag, certainty, set->span, text, "%.*s",
             STR_ARG(title));
  else if (value_late(&set->value))
    diag_help(rules->diags, diag, "%.*s, or narrow the type of param `%.*s`",
              STR_ARG(title), STR_ARG(set->value.input->name));
  else
    diag_help(rules->diags, diag, "%.*s", STR_ARG(title));
}

Span rules_fifo_place(const Queue *queue) {
  const Resource *resource = &queue->resource;
  return setting_place(resource, resource->kind == KIND_external_queue
                                   ? ATTR_external_queue_fifo
                                   : ATTR_queue_fifo);
}

bool rules_code_is(const Handler *handler, Str call) {
  const Value *value = &setting(&handler->resource, ATTR_handler_code)->value;
  return value->kind == VALUE_CALL && value->call.row &&
         str_equal(value->call.row->name, call);
}

Str rules_runtime(const Rules *rules, const Handler *handler) {
  const Setting *set = setting(&handler->resource, ATTR_handler_runtime);
  if (!setting_given(set))
    return STR("");
  return set->value.kind == VALUE_WORD
           ? set->value.word
           : setting_text(rules->arena, &handler->resource,
                          ATTR_handler_runtime);
}
