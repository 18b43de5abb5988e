/* SPDX-License-Identifier: Apache-2.0
 *
 * The charts of the model as the body of a dashboard: two in a row, and in one
 * order whatever was declared first.
 */
#include "backends/backend.h"

#include <stdlib.h>

enum { PAGE = 24, WIDTH = 12, HEIGHT = 6, PERIOD = 300 };

static int compare_charts(const void *left, const void *right) {
  const Resource *one = (*(const Chart *const *)left)->watched;
  const Resource *other = (*(const Chart *const *)right)->watched;
  int kinds = (one->kind > other->kind) - (one->kind < other->kind);
  return kinds ? kinds : str_compare(one->path, other->path);
}

static const Chart **charts_sorted(Arena *arena, const Model *model) {
  u32 count = model->charts.count;
  const Chart **charts = ARENA_ARRAY(arena, const Chart *, count);
  for (u32 i = 0; i < count; i++)
    charts[i] = &model->charts.items[i];
  if (count)
    qsort(charts, count, sizeof *charts, compare_charts);
  return charts;
}

static void put_integer(Arena *arena, Document *object, const char *key,
                        i64 number) {
  document_put(arena, object, str_from(key), document_integer(arena, number));
}

/* ["AWS/SQS", "NumberOfMessagesSent", "QueueName", NAME, {"stat": "Sum"}] */
static Document *line_of(Arena *arena, const Chart *chart,
                         const ChartRow *row) {
  Document *line = document_new(arena, DOCUMENT_LIST);
  Document *options = document_new(arena, DOCUMENT_OBJECT);
  document_add(arena, line, document_string(arena, row->namespace));
  document_add(arena, line, document_string(arena, row->metric));
  for (u32 i = 0; i < chart->dimensions.count; i++) {
    const Parameter *dimension = &chart->dimensions.items[i];
    document_add(arena, line, document_string(arena, dimension->name));
    document_add(arena, line, document_text(arena, dimension->value));
  }
  document_put_string(arena, options, "stat", row->statistic);
  document_add(arena, line, options);
  return line;
}

static Document *widget_of(Arena *arena, const Chart *chart, u32 number) {
  static const Part region = { .kind = PART_REGION };
  Document *widget = document_new(arena, DOCUMENT_OBJECT);
  Document *properties = document_new(arena, DOCUMENT_OBJECT);
  Document *metrics = document_new(arena, DOCUMENT_LIST);
  for (u32 i = 0; i < chart->lines.count; i++)
    document_add(arena, metrics, line_of(arena, chart, chart->lines.items[i]));
  document_put_string(arena, widget, "type", STR("metric"));
  put_integer(arena, widget, "x", number * WIDTH % PAGE);
  put_integer(arena, widget, "y", number * WIDTH / PAGE * HEIGHT);
  put_integer(arena, widget, "width", WIDTH);
  put_integer(arena, widget, "height", HEIGHT);
  document_put(arena, properties, STR("title"),
               document_text(arena, resource_name(arena, chart->watched)));
  document_put(arena, properties, STR("region"),
               document_text(arena, (Text){ &region, 1 }));
  document_put_string(arena, properties, "view", STR("timeSeries"));
  put_integer(arena, properties, "period", PERIOD);
  document_put(arena, properties, STR("metrics"), metrics);
  document_put(arena, widget, STR("properties"), properties);
  return widget;
}

Document *dashboard_document(Arena *arena, const Model *model) {
  const Chart **charts = charts_sorted(arena, model);
  Document *body = document_new(arena, DOCUMENT_OBJECT);
  Document *widgets = document_new(arena, DOCUMENT_LIST);
  for (u32 i = 0; i < model->charts.count; i++)
    document_add(arena, widgets, widget_of(arena, charts[i], i));
  document_put(arena, body, STR("widgets"), widgets);
  return body;
}
