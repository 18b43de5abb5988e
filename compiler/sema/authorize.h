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
  Resource *thing; /* NULL: a text */
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
void draft_thing(Draft *draft, Text text, Span span, Resource *thing);
/* What can be said when all of it is there: whether there is a reason for each
 * wildcard, and whether the actions apply to the things. */
void draft_check_wild(Draft *draft);
void draft_check_types(Draft *draft);
/* The next of the actions that `action` means; see iam_action_next. */
const IamAction *draft_meaning(const DraftAction *action,
                               const IamAction *after);

/* ---- written.c ---- */
/* Reads the actions and the things of a statement or a guarantee. */
void draft_read(Draft *draft);

/* ---- conditions.c ---- */
void draft_condition(Draft *draft, NodeId node);

#endif
