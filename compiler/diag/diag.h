/* SPDX-License-Identifier: Apache-2.0
 *
 * diag: what the compiler has to say about a program.
 *
 * A check reports a Diag against a rule of diag.def and hangs on it what helps:
 * labels on other places, the effect in the user's world, notes, fixes. Nothing
 * is printed here and now; the renderers get the sorted list at the end.
 *
 * An excusable rule is reported with the reason written at its place, if there
 * is one: then nothing is reported, and the reason counts as used.
 */
#ifndef APIQC_DIAG_H
#define APIQC_DIAG_H

#include "source/source.h"

typedef enum Rule {
#define RULE(id, name, severity, excuse, summary) RULE_##id,
#include "diag/diag.def"
#undef RULE
  RULE_COUNT
} Rule;

typedef enum Severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR } Severity;

typedef struct RuleRow {
  Str name; /* "flow/no-auth" */
  Severity severity;
  bool excusable;
  Str summary; /* a sentence without capital and full stop */
} RuleRow;

const RuleRow *rule_row(Rule rule);
/* The rule of that name; RULE_COUNT when there is none. */
Rule rule_find(Str name);

/* `because "…"` as written at one place of the program. */
typedef struct Reason {
  Span span; /* from `because` to the end of its text */
  Str text;
  bool used; /* it excused something, or stands where every reason does */
  VEC(Rule) rules; /* what it excused, each once */
} Reason;

typedef enum LabelRole {
  LABEL_PRIMARY,   /* under the diagnostic's own span */
  LABEL_SECONDARY, /* another place that matters */
} LabelRole;

typedef struct Label {
  Span span;
  LabelRole role;
  Str text; /* may be empty */
} Label;

typedef enum Certainty { FIX_SAFE, FIX_MAYBE } Certainty;

typedef struct Edit {
  Span span; /* lo == hi inserts */
  Str text;
} Edit;

typedef struct Fix {
  Certainty certainty;
  Str title;
  VEC(Edit) edits; /* none: advice that a program cannot carry out */
} Fix;

typedef struct Diag {
  Rule rule;
  Str name; /* of a rule that a plug-in has of its own; empty: see diag_name */
  Severity severity;
  Span span;
  u32 address; /* of the span before copies were led back to their files */
  Str message;
  VEC(Label) labels; /* the primary one is first, if it has a text */
  VEC(Str) effects;
  VEC(Str) notes;
  VEC(Fix) fixes;
} Diag;

enum { DIAG_LIMIT = 10000 }; /* so many are kept; the others are counted */

typedef struct Diags {
  Arena *arena;
  const Sources *sources;
  VEC(Diag *) items;
  u32 dropped; /* beyond the limit */
  bool last_is_error; /* the last one made room for a dropped error */
} Diags;

Diags *diags_new(Arena *arena, const Sources *sources);

/* Reports; the result may be given to the functions below, which all accept
 * NULL (an excused diagnostic) and then do nothing. Texts are copied. */
Diag *diag_add(Diags *diags, Rule rule, Span span, const char *format, ...)
  PRINTF_LIKE(4, 5);
/* NULL and nothing reported when `reason` is there. */
Diag *diag_unless(Diags *diags, Reason *reason, Rule rule, Span span,
                  const char *format, ...) PRINTF_LIKE(5, 6);
/* The reason excuses the rule, at a place where nothing is reported. */
void reason_excuse(Arena *arena, Reason *reason, Rule rule);
void diag_severity(Diag *diag, Severity severity);
/* The rule's name: its own, or that of the table. */
Str diag_name(const Diag *diag);
void diag_label(Diags *diags, Diag *diag, const char *format, ...)
  PRINTF_LIKE(3, 4);
void diag_related(Diags *diags, Diag *diag, Span span, const char *format, ...)
  PRINTF_LIKE(4, 5);
void diag_effect(Diags *diags, Diag *diag, const char *format, ...)
  PRINTF_LIKE(3, 4);
void diag_note(Diags *diags, Diag *diag, const char *format, ...)
  PRINTF_LIKE(3, 4);
/* Advice in words. */
void diag_help(Diags *diags, Diag *diag, const char *format, ...)
  PRINTF_LIKE(3, 4);
/* A repair: replaces `span` by `text`, called as the words say. */
void diag_fix(Diags *diags, Diag *diag, Certainty certainty, Span span,
              Str text, const char *format, ...) PRINTF_LIKE(6, 7);

/* Leads places in a pattern's copies back to the pattern, with a label where it
 * is used. Sorts into source order and drops repeats (the same rule, place and
 * words, as when several stages or uses find the same); of what members of one
 * family and uses of one pattern have in common three are kept, and the rest is
 * counted. Warnings become errors when asked. */
void diags_finish(Diags *diags, bool deny_warnings);
u32 diags_count(const Diags *diags, Severity severity);

/* The candidate nearest to `word` by edit distance, if it is near enough to be
 * a slip of the hand; an empty Str otherwise. Ties go to the first. */
Str suggest(Str word, const Str *candidates, u32 count);

/* ---- renderers --------------------------------------------------------- */

typedef struct RenderOptions {
  bool color;
  u32 width; /* columns of the terminal; 0: unknown, lines are cut at 200 */
} RenderOptions;

void render_human(Buf *out, const Diags *diags, RenderOptions options);
void render_short(Buf *out, const Diags *diags);
void render_github(Buf *out, const Diags *diags);
void render_json(Buf *out, const Diags *diags);
void render_sarif(Buf *out, const Diags *diags);

#endif
