/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows of stdlib/acknowledged.def as an array.
 */
#include "schema/acknowledged.h"

#include "schema/terms.h"

#define ALWAYS   ACKNOWLEDGED_ALWAYS
#define GRANT    ACKNOWLEDGED_GRANT
#define WRITTEN  ACKNOWLEDGED_WRITTEN
#define EXCUSED  ACKNOWLEDGED_EXCUSED
#define AWAITED  ACKNOWLEDGED_AWAITED
#define PROPERTY ACKNOWLEDGED_PROPERTY

const AcknowledgedRow acknowledged_rows[] = {
#define ACKNOWLEDGED(...) { __VA_ARGS__ },
#include "stdlib/acknowledged.def"
#undef ACKNOWLEDGED
};
const u32 acknowledged_count = COUNT_OF(acknowledged_rows);
