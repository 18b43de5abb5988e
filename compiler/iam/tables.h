/* SPDX-License-Identifier: Apache-2.0
 *
 * The service authorization data as tools/iam_tables.c lays it out: rows of
 * numbers into one pool of texts and one of lists. Only data.c reads these.
 */
#ifndef APIQC_IAM_TABLES_H
#define APIQC_IAM_TABLES_H

#include "iam/iam.h"

struct IamService {
  u32 name;         /* in iam_text, as every name */
  u32 action, type; /* its first ones; the next row's are behind its last */
};

struct IamAction {
  u32 name;
  u32 types, keys; /* in iam_lists */
  u32 level;       /* AccessLevel */
};

struct IamType {
  u32 name;
  u32 pattern; /* "arn:${Partition}:…"; several are joined by a bar */
  u32 keys;
};

struct IamKey {
  u32 name;
  u16 kinds;  /* bits of KeyKind */
  u16 global; /* every request may carry it */
};

extern const IamService iam_services[]; /* sorted; one more than there are */
extern const u32 iam_service_count;
extern const IamAction iam_actions[];
extern const IamType iam_types[];
extern const IamKey iam_keys[];
extern const u32 iam_key_count;
extern const char iam_text[];
extern const u16 iam_lists[]; /* how many, then the numbers */

#endif
