/* SPDX-License-Identifier: Apache-2.0
 *
 * What is watched, as arrays: alarms, their dimensions, the dashboard's lines
 * and the access log.
 */
#include "schema/facts.h"
#include "schema/terms.h"

#define EMPTY(...)

enum { METRIC = false, WHOLE = true };

const AlarmRow alarm_rows[] = {
#define PLAIN(id, space, name, form, seconds, of, hits, sort, words)           \
  { .attr = ATTR_##id,                                                         \
    .namespace = TEXT(space),                                                  \
    .metric = TEXT(name),                                                      \
    .statistic = STATISTIC_##form,                                             \
    .period = seconds,                                                         \
    .periods = of,                                                             \
    .datapoints = hits,                                                        \
    .unit = ALARM_##sort,                                                      \
    .sentence = TEXT(words) },
#define SHARE(id, space, name, all, of, least, words)                          \
  { .attr = ATTR_##id,                                                         \
    .namespace = TEXT(space),                                                  \
    .metric = TEXT(name),                                                      \
    .whole = TEXT(all),                                                        \
    .statistic = STATISTIC_SUM,                                                \
    .period = 300,                                                             \
    .periods = 5,                                                              \
    .datapoints = 3,                                                           \
    .unit = ALARM_PERCENT,                                                     \
    .enough_of_whole = of,                                                     \
    .enough = least,                                                           \
    .sentence = TEXT(words) },
#define DIMENSION EMPTY
#define CHART EMPTY
#include "stdlib/alarms.def"
#undef PLAIN
#undef SHARE
#undef DIMENSION
#undef CHART
};
const u32 alarm_count = COUNT_OF(alarm_rows);

const DimensionRow dimension_rows[] = {
#define PLAIN EMPTY
#define SHARE EMPTY
#define CHART EMPTY
#define DIMENSION(kind, name, part, text)                                      \
  { KIND_##kind, TEXT(name), PART_##part, TEXT(text) },
#include "stdlib/alarms.def"
#undef DIMENSION
#undef CHART
};
const u32 dimension_count = COUNT_OF(dimension_rows);

const ChartRow chart_rows[] = {
#define DIMENSION EMPTY
#define CHART(kind, namespace, metric, statistic)                              \
  { KIND_##kind, TEXT(namespace), TEXT(metric), TEXT(statistic) },
#include "stdlib/alarms.def"
#undef PLAIN
#undef SHARE
#undef DIMENSION
#undef CHART
};
const u32 chart_count = COUNT_OF(chart_rows);

Str access_log_format(void) {
  static const char line[] =
#define FIRST(name, variable) "{\"" name "\":\"" variable "\""
#define FIELD(name, variable) ",\"" name "\":\"" variable "\""
#include "stdlib/access_log.def"
    "}";
#undef FIRST
#undef FIELD
  return (Str){ line, sizeof line - 1 };
}
