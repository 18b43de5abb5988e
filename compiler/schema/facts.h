/* SPDX-License-Identifier: Apache-2.0
 *
 * Which grants there are, and what is watched: stdlib/grants.def, alarms.def.
 */
#ifndef APIQC_FACTS_H
#define APIQC_FACTS_H

#include "schema/schema.h"

/* ---- grants and alarms ------------------------------------------------------------- */

typedef enum GrantId {
#define SERVICE(...)
#define GRANT(id, ...) GRANT_##id,
#define WAY(...)
#define KEY_GRANT(...)
#include "stdlib/grants.def"
#undef SERVICE
#undef GRANT
#undef WAY
#undef KEY_GRANT
  GRANT_COUNT
} GrantId;

enum {
  ACCESS_READ = 1,
  ACCESS_WRITE = 2,
  ACCESS_BARE = 4,  /* what the bare name means */
  ACCESS_INDEX = 8, /* also on an index of a table */
};

/* Actions are separated by spaces; placeholders as grants.def explains. */
typedef struct GrantRow {
  Str sid; /* first part of the statement's identifier: "Receive" */
  Str actions, resource, conditions;
} GrantRow;

typedef enum ServiceId {
#define SERVICE(id, name) SERVICE_##id,
#define GRANT(...)
#define WAY(...)
#define KEY_GRANT(...)
#include "stdlib/grants.def"
#undef SERVICE
#undef GRANT
#undef WAY
#undef KEY_GRANT
  SERVICE_COUNT
} ServiceId;

/* The service as a principal: "lambda.amazonaws.com". */
Str service_name(ServiceId service);

const GrantRow *grant_row(GrantId grant);

/* One way to use an external thing: `get` in `reads = [book(get)]`. */
typedef struct WayRow {
  KindId kind;
  Str name;
  GrantRow grant;
  int flags;
} WayRow;

extern const WayRow way_rows[];
extern const u32 way_count;

/* The key's part of using an external thing; NULL: there is none. */
const GrantRow *key_grant_row(KindId kind, int direction);

typedef enum Statistic { STATISTIC_MAXIMUM, STATISTIC_SUM, STATISTIC_P99 } Statistic;

typedef enum AlarmUnit {
  ALARM_COUNT,        /* the setting is the threshold */
  ALARM_SECONDS,      /* of a duration */
  ALARM_MILLISECONDS, /* of a duration */
  ALARM_TIMEOUT,      /* a percentage of the handler's timeout, in ms */
  ALARM_PERCENT,      /* of `whole`; there are `enough` of METRIC or WHOLE */
} AlarmUnit;

typedef struct AlarmRow {
  AttrId attr;
  Str namespace, metric;
  Str whole; /* PERCENT: the metric that is 100 % */
  Statistic statistic;
  u32 period; /* seconds */
  u32 periods, datapoints;
  AlarmUnit unit;
  bool enough_of_whole;
  u32 enough;
  Str sentence; /* for people; `{}` is the thing's name */
} AlarmRow;

extern const AlarmRow alarm_rows[];
extern const u32 alarm_count;

/* What tells the metrics of one thing of a kind from another's. */
typedef struct DimensionRow {
  KindId kind;
  Str name;
  PartKind part; /* of the thing; LITERAL: `text` */
  Str text;
} DimensionRow;

extern const DimensionRow dimension_rows[];
extern const u32 dimension_count;

/* One line of the dashboard's chart of a kind. */
typedef struct ChartRow {
  KindId kind;
  Str namespace, metric, statistic;
} ChartRow;

extern const ChartRow chart_rows[];
extern const u32 chart_count;

/* The statement by which a queue lets another account in, with placeholders. */
Str admission_pattern(void);

/* {"name":"$context.variable",…}: the API's access log line. */
Str access_log_format(void);

#endif
