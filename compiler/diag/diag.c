/* SPDX-License-Identifier: Apache-2.0
 *
 * The rule table and the list of diagnostics. A Diag is made whole by small
 * calls, so that a check reads in the order in which the user will read it.
 */
#include "diag/diag.h"

#include <stdlib.h>

#define NEVER false
#define BECAUSE true

static const RuleRow rules[RULE_COUNT] = {
#define RULE(id, name, severity, excuse, summary)                              \
  [RULE_##id] = { STR_INIT(name), SEVERITY_##severity, excuse,                 \
                  STR_INIT(summary) },
#include "diag/diag.def"
#undef RULE
};

const RuleRow *rule_row(Rule rule) {
  return &rules[rule];
}

Rule rule_find(Str name) {
  u32 rule = 0;
  while (rule < RULE_COUNT && !str_equal(rules[rule].name, name))
    rule++;
  return (Rule)rule;
}

Diags *diags_new(Arena *arena, const Sources *sources) {
  Diags *diags = ARENA_NEW(arena, Diags);
  diags->arena = arena;
  diags->sources = sources;
  return diags;
}

enum { LONGEST_TEXT = 1000 }; /* bytes; what a message quotes may be endless */

/* The first bytes of a text that is too long to be read, in whole characters. */
static Str shortened(Arena *arena, Str text) {
  u32 end = LONGEST_TEXT;
  if (text.length <= end)
    return text;
  while ((text.at[end] & 0xC0) == 0x80)
    end--;
  return str_format(arena, "%.*s…", (int)end, text.at);
}

static Str words(Diags *diags, const char *format, va_list arguments) {
  Buf buf = buf_new(diags->arena);
  buf_format_list(&buf, format, arguments);
  return shortened(diags->arena, buf_view(&buf));
}

/* Formats the variable arguments of the calling function. */
#define WORDS(diags, format, result)                                           \
  do {                                                                         \
    va_list arguments;                                                         \
    va_start(arguments, format);                                               \
    result = words(diags, format, arguments);                                  \
    va_end(arguments);                                                         \
  } while (0)

static Diag *add(Diags *diags, Rule rule, Span span, Str message) {
  Diag *diag = ARENA_NEW(diags->arena, Diag);
  diag->rule = rule;
  diag->severity = rules[rule].severity;
  diag->span = span;
  diag->message = message;
  if (diags->items.count < DIAG_LIMIT) {
    VEC_PUSH(diags->arena, &diags->items, diag);
    return diag;
  }
  diags->dropped++;
  if (diag->severity == SEVERITY_ERROR && !diags->last_is_error) {
    diags->items.items[DIAG_LIMIT - 1] = diag; /* a wrong program stays wrong */
    diags->last_is_error = true;
  }
  return NULL;
}

Diag *diag_add(Diags *diags, Rule rule, Span span, const char *format, ...) {
  Str message;
  WORDS(diags, format, message);
  return add(diags, rule, span, message);
}

void reason_excuse(Arena *arena, Reason *reason, Rule rule) {
  reason->used = true;
  for (u32 i = 0; i < reason->rules.count; i++)
    if (reason->rules.items[i] == rule)
      return;
  VEC_PUSH(arena, &reason->rules, rule);
}

Diag *diag_unless(Diags *diags, Reason *reason, Rule rule, Span span,
                  const char *format, ...) {
  if (reason) {
    reason_excuse(diags->arena, reason, rule);
    return NULL;
  }
  Str message;
  WORDS(diags, format, message);
  return add(diags, rule, span, message);
}

void diag_severity(Diag *diag, Severity severity) {
  if (diag)
    diag->severity = severity;
}

static void label(Diags *diags, Diag *diag, Span span, LabelRole role,
                  Str text) {
  VEC_PUSH(diags->arena, &diag->labels, ((Label){ span, role, text }));
}

void diag_label(Diags *diags, Diag *diag, const char *format, ...) {
  if (!diag)
    return;
  Str text;
  WORDS(diags, format, text);
  label(diags, diag, diag->span, LABEL_PRIMARY, text);
}

void diag_related(Diags *diags, Diag *diag, Span span, const char *format,
                  ...) {
  if (!diag)
    return;
  Str text;
  WORDS(diags, format, text);
  label(diags, diag, span, LABEL_SECONDARY, text);
}

void diag_effect(Diags *diags, Diag *diag, const char *format, ...) {
  if (!diag)
    return;
  Str text;
  WORDS(diags, format, text);
  VEC_PUSH(diags->arena, &diag->effects, text);
}

void diag_note(Diags *diags, Diag *diag, const char *format, ...) {
  if (!diag)
    return;
  Str text;
  WORDS(diags, format, text);
  VEC_PUSH(diags->arena, &diag->notes, text);
}

void diag_help(Diags *diags, Diag *diag, const char *format, ...) {
  if (!diag)
    return;
  Str text;
  WORDS(diags, format, text);
  VEC_PUSH(diags->arena, &diag->fixes,
           ((Fix){ .certainty = FIX_MAYBE, .title = text }));
}

void diag_fix(Diags *diags, Diag *diag, Certainty certainty, Span span,
              Str text, const char *format, ...) {
  if (!diag)
    return;
  Fix fix = { .certainty = certainty };
  WORDS(diags, format, fix.title);
  VEC_PUSH(diags->arena, &fix.edits,
           ((Edit){ span, str_copy(diags->arena, text) }));
  VEC_PUSH(diags->arena, &diag->fixes, fix);
}

static int by_place(const void *left, const void *right) {
  const Diag *a = *(Diag *const *)left, *b = *(Diag *const *)right;
  if (a->span.lo != b->span.lo)
    return a->span.lo < b->span.lo ? -1 : 1;
  if (a->rule != b->rule)
    return a->rule < b->rule ? -1 : 1;
  return str_compare(a->message, b->message);
}

void diags_finish(Diags *diags, bool deny_warnings) {
  if (diags->items.count == 0)
    return;
  qsort(diags->items.items, diags->items.count, sizeof(Diag *), by_place);
  u32 kept = 0;
  for (u32 i = 0; i < diags->items.count; i++) {
    Diag **previous = kept ? &diags->items.items[kept - 1] : NULL;
    if (previous && by_place(previous, &diags->items.items[i]) == 0)
      continue;
    diags->items.items[kept++] = diags->items.items[i];
  }
  diags->items.count = kept;
  for (u32 i = 0; deny_warnings && i < kept; i++)
    if (diags->items.items[i]->severity == SEVERITY_WARNING)
      diags->items.items[i]->severity = SEVERITY_ERROR;
}

u32 diags_count(const Diags *diags, Severity severity) {
  u32 count = 0;
  for (u32 i = 0; i < diags->items.count; i++)
    count += diags->items.items[i]->severity == severity;
  return count;
}
