/* SPDX-License-Identifier: Apache-2.0
 *
 * What the checks share among themselves: the stack they look at, and how they
 * speak of a setting, so that a value is always shown with its origin.
 */
#ifndef APIQC_CHECK_H
#define APIQC_CHECK_H

#include "rules/rules.h"

typedef struct Rules {
  Arena *arena;
  Diags *diags;
  const Model *model;
  VEC(const Queue *) queues; /* those of the stack, then external ones */
  bool edges_known; /* no error has hidden an arrow: what is missing is not
                       there */
} Rules;

#define CHECK(id, names) void check_##id(const Rules *);
#include "rules/rules.def"
#undef CHECK

/* Whether somebody wrote the setting, at the resource or in a profile, and the
 * value can be used. */
bool rules_written(const Resource *resource, AttrId attr);
/* Whether it is written at the resource itself. */
bool rules_explicit(const Resource *resource, AttrId attr);
/* Whether nobody wrote it, neither rightly nor wrongly. */
bool rules_left_out(const Resource *resource, AttrId attr);
/* The least and the most that the setting's number may be, in base units; they
 * differ where the deployment gives it, and a check takes whichever is worse.
 * False: it has none. */
bool rules_least(const Resource *resource, AttrId attr, i64 *number);
bool rules_most(const Resource *resource, AttrId attr, i64 *number);
/* The least that it may be where another setting is at its most: where the
 * deployment gives one value for both, they are alike. */
bool rules_least_beside(const Resource *resource, AttrId attr,
                        const Resource *other, AttrId other_attr, i64 *number);
/* The first of two settings that is written; ATTR_NONE: neither is. */
AttrId rules_first(const Resource *resource, AttrId first, AttrId second);
/* Where it would have to change; ATTR_NONE: at the resource's name. */
Span rules_place(const Resource *resource, AttrId attr);
/* Its value for people, "45s": as it is written, or where the deployment gives
 * it, `number`. */
Str rules_value(const Rules *rules, const Resource *resource, AttrId attr,
                i64 number);
Str rules_duration(const Rules *rules, i64 milliseconds);

/* Points at the setting: "takes up to 45s", or "takes up to 30s by default"; at
 * the most that it may be, or the least. */
void rules_show(const Rules *rules, Diag *diag, const Resource *resource,
                AttrId attr, const char *words);
void rules_show_least(const Rules *rules, Diag *diag, const Resource *resource,
                      AttrId attr, const char *words);
/* Of a value that a profile gives, points at the resource that gets it; of one
 * that the deployment gives, at its param. */
void rules_receiver(const Rules *rules, Diag *diag, const Resource *resource,
                    AttrId attr);
/* A repair that puts `text` in the setting's place. Where the value is not a
 * plain one at the resource itself, others may depend on it: then it is advice
 * in words. */
void rules_replace(const Rules *rules, Diag *diag, Certainty certainty,
                   const Resource *resource, AttrId attr, Str text, Str title);

/* `fifo` of a queue: its block, else the queue's name. */
Span rules_fifo_place(const Queue *queue);
/* Whether `code` of the handler is that call: image, inline. */
bool rules_code_is(const Handler *handler, Str call);
/* The runtime as it is written; empty when it has none that is known. */
Str rules_runtime(const Rules *rules, const Handler *handler);

#endif
