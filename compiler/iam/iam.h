/* SPDX-License-Identifier: Apache-2.0
 *
 * iam: what the services say about permissions, and what patterns mean.
 *
 * The service authorization data (stdlib/aws) answers which actions there are,
 * on which types of resources they work and which condition keys they know.
 * Beside it are the two questions about patterns on which every proof rests:
 * whether one surely covers another, and whether two can meet at all.
 */
#ifndef APIQC_IAM_H
#define APIQC_IAM_H

#include "model/model.h"

typedef struct IamService IamService;
typedef struct IamAction IamAction;
typedef struct IamType IamType; /* of resources */
typedef struct IamKey IamKey;   /* of conditions */

/* ---- data.c: the tables ----------------------------------------------------
 */

typedef enum AccessLevel {
  LEVEL_LIST,
  LEVEL_READ,
  LEVEL_WRITE,
  LEVEL_TAGGING,
  LEVEL_PERMISSIONS,
} AccessLevel;

/* NULL: there is none of that name. */
const IamService *iam_service_find(Str name);
Str iam_service_name(const IamService *service);
/* The nearest name; empty: none is near. */
Str iam_service_near(Arena *arena, Str name);

/* Capitals count here, though not to the service: there is one spelling. */
const IamAction *iam_action_find(const IamService *service, Str name);
/* The next action behind `after` (NULL: the first one) that the pattern means;
 * NULL: there are no more. Capitals do not count. */
const IamAction *iam_action_next(const IamService *service, Str pattern,
                                 const IamAction *after);
Str iam_action_name(const IamAction *action);
AccessLevel iam_action_level(const IamAction *action);
Str iam_action_near(Arena *arena, const IamService *service, Str name);

/* The type of that number that the action takes, or that the service has; NULL:
 * there are no more. An action without any applies to `*` only. */
const IamType *iam_action_type(const IamAction *action, u32 number);
const IamType *iam_service_type(const IamService *service, u32 number);
Str iam_type_name(const IamType *type);
/* Its ARN of that number as a pattern; empty: there are no more. */
Str iam_type_pattern(Arena *arena, const IamType *type, u32 number);

/* Bits, for a few keys have two kinds. */
enum {
  KEY_STRING = 1,
  KEY_ARN = 2,
  KEY_NUMBER = 4,
  KEY_DATE = 8,
  KEY_BOOL = 16,
  KEY_ADDRESS = 32,
  KEY_MANY = 64, /* a request carries several values */
};

/* Also `aws:ResourceTag/team`, whose last part is free. NULL: none such. */
const IamKey *iam_key_find(Str name);
u32 iam_key_kinds(const IamKey *key);
bool iam_action_knows(const IamAction *action, const IamKey *key);
/* The names of all keys that the action knows; how many there are. */
u32 iam_action_keys(const IamAction *action, Str *names, u32 room);

/* What a guarantee may deny in the policy of such a thing itself: actions on
 * messages alone. NULL: nothing. */
const GrantRow *iam_guarded(KindId kind);

/* ---- pattern.c: wildcards --------------------------------------------------
 */

/* In a pattern `*` is any text and `?` any character. What only the deployment
 * knows has a character of its own: the region and the like are the same
 * wherever they stand and hold no colon, an UNKNOWN is a text of which nothing
 * is known. */
enum {
  PATTERN_REGION = 1,
  PATTERN_ACCOUNT,
  PATTERN_PARTITION,
  PATTERN_UNKNOWN,
};

/* Whether every text that `target` can be is one of `pattern`; false also where
 * that is not certain. */
bool pattern_covers(Str pattern, Str target);
/* Whether some text can be one of both; true also where that is not certain. */
bool pattern_meets(Arena *arena, Str left, Str right);
typedef VEC(Str) Patterns;
/* Whether some text can be one of both and one of no `denied`; true also where
 * that is not certain (leaves.c). */
bool pattern_leaves(Arena *arena, Str left, Str right, const Patterns *denied);
/* Whether a pattern of actions means that one; capitals do not count. */
bool action_matches(Str pattern, Str action);
/* Whether `*` or `?` stands in it. */
bool pattern_wild(Str pattern);

/* ---- arn.c -----------------------------------------------------------------
 */

/* A text of the model as a pattern. */
Str pattern_of_text(Arena *arena, Text text);
/* The ARN of a thing of the model as a pattern. */
Str pattern_of_arn(Arena *arena, const Resource *thing);
/* How people read it: `{region}` for the region, `…` for what is unknown. */
Str pattern_shown(Arena *arena, Str pattern);

/* Whether the action can apply to that resource, as far as types tell. */
bool iam_action_takes(Arena *arena, const IamService *service,
                      const IamAction *action, Str resource);

#endif
