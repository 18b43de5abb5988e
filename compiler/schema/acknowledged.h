/* SPDX-License-Identifier: Apache-2.0
 *
 * What a security review finds and nobody can do better:
 * stdlib/acknowledged.def.
 */
#ifndef APIQC_ACKNOWLEDGED_H
#define APIQC_ACKNOWLEDGED_H

#include "schema/schema.h"

/* To which resources of its type a row happens; the table says more. */
typedef enum AcknowledgedWhen {
  ACKNOWLEDGED_ALWAYS,
  ACKNOWLEDGED_GRANT,
  ACKNOWLEDGED_WRITTEN,
  ACKNOWLEDGED_EXCUSED,
  ACKNOWLEDGED_AWAITED,
  ACKNOWLEDGED_PROPERTY,
} AcknowledgedWhen;

typedef struct AcknowledgedRow {
  Str type; /* "a|b": of the resource, as the target calls it */
  AcknowledgedWhen when;
  Str of;      /* GRANT: what the actions begin with; PROPERTY: which */
  AttrId attr; /* EXCUSED: the attribute that has the reason */
  Str rules;   /* separated by spaces */
  Str reason;  /* empty: the program's own */
} AcknowledgedRow;

extern const AcknowledgedRow acknowledged_rows[];
extern const u32 acknowledged_count;

#endif
