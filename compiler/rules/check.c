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

bool rules_number(const Resource *resource, AttrId attr, i64 *number) {
  const Setting *set = setting(resource, attr);
  *number = 0;
  if (!setting_given(set) || set->value.kind < VALUE_INTEGER ||
      set->value.kind > VALUE_PERCENT)
    return false;
  *number = set->value.number;
  return true;
}

AttrId rules_first(const Resource *resource, AttrId first, AttrId second) {
  if (rules_written(resource, first))
    return first;
  return rules_written(resource, second) ? second : ATTR_NONE;
}

Span rules_place(const Resource *resource, AttrId attr) {
  return attr == ATTR_NONE ? resource->span : setting_place(resource, attr);
}

Str rules_value(const Rules *rules, const Resource *resource, AttrId attr) {
  return value_text(rules->arena, &setting(resource, attr)->value);
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

void rules_show(const Rules *rules, Diag *diag, const Resource *resource,
                AttrId attr, const char *words) {
  Str value = rules_value(rules, resource, attr);
  Str origin = origin_text(rules, setting(resource, attr));
  diag_related(rules->diags, diag, setting_place(resource, attr), "%s %.*s%.*s",
               words, STR_ARG(value), STR_ARG(origin));
}

void rules_receiver(const Rules *rules, Diag *diag, const Resource *resource,
                    AttrId attr) {
  if (attr == ATTR_NONE)
    return;
  const Setting *set = setting(resource, attr);
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
