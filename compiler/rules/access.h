/* SPDX-License-Identifier: Apache-2.0
 *
 * What the checks of grants share: statements as patterns, asked for what they
 * surely give and for what they might give.
 */
#ifndef APIQC_ACCESS_H
#define APIQC_ACCESS_H

#include "iam/iam.h"
#include "rules/check.h"

/* Whether the statement speaks of that action, on whatever. */
bool access_names(const Statement *statement, Str action);
/* Whether it allows the exact action on some resource that the action takes. */
bool access_allows(const Rules *rules, const Statement *statement, Str action);
/* Whether an action (also with wildcards) on a resource is surely within what
 * the statement speaks of, its conditions aside. */
bool access_covers(const Rules *rules, const Statement *statement, Str action,
                   Str resource);
/* Whether some statement of the role surely denies it. */
bool access_denied(const Rules *rules, const Role *role, Str action,
                   Str resource);
/* Whether the statement might give it: never false where it could. */
bool access_might(const Rules *rules, const Statement *statement, Str action,
                  Str resource);
/* Whether what the statement might give of it is left by the role's denials
 * (NULL: there are none): never false where something is left. */
bool access_leaves(const Rules *rules, const Statement *statement,
                   const Role *role, Str action, Str resource);
/* The resource of that number as a pattern. */
Str access_resource(const Rules *rules, const Statement *statement, u32 number);
bool access_same_conditions(const Statement *left, const Statement *right);
/* Where the statement can be changed: of a policy that is built in, where the
 * role's handler names its policies. */
Span access_place(const Rules *rules, const Role *role,
                  const Statement *statement);
/* "`work`", "the API", …: whose role it is, and where that stands. */
Str access_whose(const Rules *rules, const Role *role, Span *span);

#endif
