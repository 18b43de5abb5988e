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

Str diag_name(const Diag *diag) {
  return diag->name.length ? diag->name : rules[diag->rule].name;
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

/* ---- the end ---- */

static Span original(const Diags *diags, Span span) {
  u32 lo = sources_original(diags->sources, span.lo);
  return (Span){ lo, lo + (span.hi - span.lo) };
}

/* What cannot be edited is advice. */
static void lead_fix_back(const Diags *diags, Fix *fix) {
  for (u32 i = 0; i < fix->edits.count; i++) {
    Edit *edit = &fix->edits.items[i];
    edit->span = original(diags, edit->span);
    if (sources_file(diags->sources, edit->span.lo)->built_in)
      fix->edits.count = 0;
  }
}

/* Out of the copies of patterns, and says where those are used. */
static void lead_back(Diags *diags, Diag *diag) {
  u32 labels = diag->labels.count;
  const SourceCopy *copy = sources_copy_at(diags->sources, diag->span.lo);
  diag->address = diag->span.lo;
  diag->span = original(diags, diag->span);
  for (u32 i = 0; i < labels; i++)
    diag->labels.items[i].span =
      original(diags, diag->labels.items[i].span);
  for (; copy; copy = sources_copy_at(diags->sources, copy->user.lo))
    diag_related(diags, diag, original(diags, copy->user),
                 "in `%.*s`, made here", STR_ARG(copy->name));
  for (u32 i = 0; i < diag->fixes.count; i++)
    lead_fix_back(diags, &diag->fixes.items[i]);
}

static int by_words(const Diag *a, const Diag *b) {
  if (a->span.lo != b->span.lo)
    return a->span.lo < b->span.lo ? -1 : 1;
  if (a->rule != b->rule)
    return a->rule < b->rule ? -1 : 1;
  int order = str_compare(a->name, b->name);
  return order ? order : str_compare(a->message, b->message);
}

/* Of repeats the first use of a pattern comes first. */
static int by_place(const void *left, const void *right) {
  const Diag *a = *(Diag *const *)left, *b = *(Diag *const *)right;
  int order = by_words(a, b);
  return order ? order : (a->address > b->address) - (a->address < b->address);
}

/* Whether two messages differ only in the keys of members: `jobs["a"]`. */
static bool same_but_keys(Str a, Str b) {
  u32 i = 0, k = 0;
  for (; i < a.length && k < b.length; i++, k++) {
    if (a.at[i] != b.at[k])
      return false;
    if (i == 0 || a.at[i] != '"' || a.at[i - 1] != '[')
      continue;
    i += 1 + str_find(str_slice(a, i + 1, a.length), '"');
    k += 1 + str_find(str_slice(b, k + 1, b.length), '"');
  }
  return i == a.length && k == b.length;
}

/* The same mistake at the same place, for another member or use. */
static bool is_alike(const Diag *a, const Diag *b) {
  return a->span.lo == b->span.lo && a->rule == b->rule &&
         str_equal(a->name, b->name) &&
         (a->address != b->address || same_but_keys(a->message, b->message));
}

static void count_further(Diags *diags, Diag *last, u32 further) {
  if (further)
    diag_note(diags, last, "%u more like this %s not listed", further,
              further == 1 ? "is" : "are");
}

/* Without repeats, and of what is alike the first few. */
static void drop_repeats(Diags *diags) {
  enum { ALIKE_LISTED = 3 };
  u32 kept = 0, alike = 0, further = 0;
  for (u32 i = 0; i < diags->items.count; i++) {
    Diag *diag = diags->items.items[i];
    Diag *last = kept ? diags->items.items[kept - 1] : NULL;
    if (last && by_words(last, diag) == 0)
      continue;
    alike = last && is_alike(last, diag) ? alike + 1 : 0;
    if (alike >= ALIKE_LISTED) {
      further++;
      continue;
    }
    count_further(diags, last, further);
    further = 0;
    diags->items.items[kept++] = diag;
  }
  if (kept)
    count_further(diags, diags->items.items[kept - 1], further);
  diags->items.count = kept;
}

void diags_finish(Diags *diags, bool deny_warnings) {
  if (diags->items.count == 0)
    return;
  for (u32 i = 0; i < diags->items.count; i++)
    lead_back(diags, diags->items.items[i]);
  qsort(diags->items.items, diags->items.count, sizeof(Diag *), by_place);
  drop_repeats(diags);
  for (u32 i = 0; deny_warnings && i < diags->items.count; i++)
    if (diags->items.items[i]->severity == SEVERITY_WARNING)
      diags->items.items[i]->severity = SEVERITY_ERROR;
}

u32 diags_count(const Diags *diags, Severity severity) {
  u32 count = 0;
  for (u32 i = 0; i < diags->items.count; i++)
    count += diags->items.items[i]->severity == severity;
  return count;
}
