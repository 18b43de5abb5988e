/* SPDX-License-Identifier: Apache-2.0
 *
 * A written statement while it is checked: what the program says, place by
 * place, beside the statement that comes out of it.
 */
#ifndef APIQC_AUTHORIZE_H
#define APIQC_AUTHORIZE_H

#include "iam/iam.h"
#include "sema/program.h"

typedef struct DraftAction {
  Str text; /* "dynamodb:Get*" */
  Span span;
  const IamService *service; /* NULL: `*`, or a service in error */
  Str name;                  /* behind the colon */
  bool wild;
} DraftAction;

typedef struct DraftThing {
  Text text;
  Str pattern;
  Span span;
  const Resource *thing; /* NULL: a text */
} DraftThing;

typedef struct Draft {
  Analysis *analysis;
  const Scope *scope;
  NodeId node;
  Reason *because;
  VEC(DraftAction) actions; /* those that exist */
  VEC(DraftThing) things;
  bool broken; /* something of it is in error: what is missing may be it */
  Statement statement;
} Draft;

/* ---- authorize.c ---- */
/* Checks the spelling of one action and adds it. */
void draft_action(Draft *draft, Str text, Span span);
void draft_thing(Draft *draft, Text text, Span span, const Resource *thing);
/* What can be said when all of it is there: wildcards, types of resources. */
void draft_check(Draft *draft);
/* The next of the actions that `action` means; see iam_action_next. */
const IamAction *draft_meaning(const DraftAction *action,
                               const IamAction *after);

/* ---- conditions.c ---- */
void draft_condition(Draft *draft, NodeId node);

#endif
