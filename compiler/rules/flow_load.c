/* SPDX-License-Identifier: Apache-2.0
 *
 * What a queue takes in: messages that are too large for it, alarms that come
 * too late or reach nobody, and whether its handlers keep up with the requests.
 */
#include "rules/check.h"

/* ---- payload ---- */

/* What passes on larger messages than the queue takes. */
typedef struct Giver {
  const Resource *resource; /* NULL: nothing does */
  i64 largest;
  const char *how;    /* it lets them in */
  const char *effect; /* on one that is too large */
} Giver;

/* The first endpoint that sends whole bodies, else a topic that somebody
 * publishes to. What a handler sends itself it hears of. */
static Giver giver_of(const Queue *queue) {
  Giver giver = { 0 };
  for (u32 i = 0; i < queue->senders.count; i++) {
    const Resource *sender = queue->senders.items[i];
    const Topic *topic = as_topic(sender);
    if (sender->kind == KIND_endpoint &&
        rules_left_out(sender, ATTR_endpoint_message))
      return (Giver){ sender, quota_row(QUOTA_REQUEST_BODY)->limit,
                      "lets in requests",
                      "is refused by the queue, and the caller is not told "
                      "why" };
    if (topic && topic->publishers.count && !giver.resource)
      giver = (Giver){ sender, quota_row(QUOTA_TOPIC_MESSAGE)->limit,
                       "passes on messages",
                       "does not reach this queue, and its publisher is not "
                       "told" };
  }
  return giver;
}

void check_payload(const Rules *rules) {
  i64 most = attr_row(ATTR_queue_max_message)->type.max;
  for (u32 i = 0; i < rules->model->queues.count; i++) {
    const Queue *queue = rules->model->queues.items[i];
    const Resource *resource = &queue->resource;
    Giver giver = giver_of(queue);
    i64 taken, needed = giver.largest < most ? giver.largest : most;
    if (!giver.resource || !rules_written(resource, ATTR_queue_max_message) ||
        !rules_least(resource, ATTR_queue_max_message, &taken) ||
        taken >= needed)
      continue;
    Str accepted = quantity_text(rules->arena, VALUE_SIZE, giver.largest);
    Str repaired = quantity_text(rules->arena, VALUE_SIZE, needed);
    Str value = rules_value(rules, resource, ATTR_queue_max_message, taken);
    Diag *diag =
      diag_add(rules->diags, RULE_FLOW_PAYLOAD,
               setting_place(resource, ATTR_queue_max_message),
               "queue `%.*s` takes smaller messages than `%.*s` %s",
               STR_ARG(resource->path), STR_ARG(giver.resource->path),
               as_topic(giver.resource) ? "passes on" : "lets in");
    diag_label(rules->diags, diag, "messages of up to %.*s", STR_ARG(value));
    diag_related(rules->diags, diag, giver.resource->span, "%s of up to %.*s",
                 giver.how, STR_ARG(accepted));
    rules_receiver(rules, diag, resource, ATTR_queue_max_message);
    diag_effect(rules->diags, diag, "%s of more than %.*s %s",
                as_topic(giver.resource) ? "a message" : "a request",
                STR_ARG(value), giver.effect);
    Str title = str_format(rules->arena, "take messages of up to %.*s",
                           STR_ARG(repaired));
    rules_replace(rules, diag, FIX_MAYBE, resource, ATTR_queue_max_message,
                  repaired, title);
  }
}

/* ---- alarms ---- */

void check_age_alarm(const Rules *rules) {
  for (u32 i = 0; i < rules->model->queues.count; i++) {
    const Resource *resource = &rules->model->queues.items[i]->resource;
    i64 age, retention;
    if (!rules_written(resource, ATTR_queue_alarms_age) ||
        !rules_most(resource, ATTR_queue_alarms_age, &age) ||
        !rules_least_beside(resource, ATTR_queue_retention, resource,
                            ATTR_queue_alarms_age, &retention) ||
        age < retention)
      continue;
    Str kept = rules_value(rules, resource, ATTR_queue_retention, retention);
    Diag *diag =
      diag_add(rules->diags, RULE_TYPE_BAD_ARGUMENT,
               setting_place(resource, ATTR_queue_alarms_age),
               "no message of queue `%.*s` gets so old that the alarm goes off",
               STR_ARG(resource->path));
    diag_label(rules->diags, diag, "must be below %.*s", STR_ARG(kept));
    rules_show_least(rules, diag, resource, ATTR_queue_retention,
                     "messages are deleted after");
    rules_receiver(rules, diag, resource, ATTR_queue_alarms_age);
    diag_effect(rules->diags, diag,
                "messages are lost, and nobody hears of it");
    diag_help(rules->diags, diag,
              "leave `age` out; it is then at most a quarter of the retention");
  }
}

void check_silent_alarms(const Rules *rules) {
  const Model *model = rules->model;
  const Setting *notify = setting(model->stack, ATTR_stack_alarms_notify);
  bool broken = notify->origin != ORIGIN_ABSENT && !setting_given(notify);
  if (model->alarms.count == 0 || model->alarm_actions.count || broken)
    return;
  Diag *diag =
    diag_add(rules->diags, RULE_FLOW_ALARMS_SILENT, model->stack->span,
             "the stack has %u alarm%s and tells nobody", model->alarms.count,
             model->alarms.count == 1 ? "" : "s");
  diag_effect(rules->diags, diag,
              "an alarm that goes off is seen only by who looks for it");
  diag_help(rules->diags, diag,
            "name a topic: `external topic oncall { arn = \"…\" }`, and in the "
            "stack `alarms { notify = oncall }`");
}

/* ---- capacity ---- */

/* The request limit of an endpoint in requests per hour, and who sets it. */
static bool rate_of(const Endpoint *endpoint, i64 *rate, const Resource **giver,
                    AttrId *attr) {
  *giver = &endpoint->resource;
  *attr = ATTR_endpoint_throttle_rate;
  if (rules_most(*giver, *attr, rate))
    return true;
  if (!endpoint->api || !rules_left_out(*giver, *attr))
    return false;
  *giver = &endpoint->api->resource;
  *attr = ATTR_api_throttle_rate;
  return rules_most(*giver, *attr, rate);
}

/* At least so many messages may arrive in an hour. */
static i64 arrival_of(const Queue *queue) {
  i64 sum = 0, rate;
  const Resource *giver;
  AttrId attr;
  for (u32 i = 0; i < queue->senders.count; i++) {
    const Resource *sender = queue->senders.items[i];
    if (sender->kind == KIND_endpoint &&
        rate_of((const Endpoint *)sender, &rate, &giver, &attr))
      sum += rate;
  }
  return sum;
}

static AttrId concurrency_attr(const Handler *handler) {
  i64 number;
  return rules_least(&handler->resource, ATTR_handler_concurrency_max, &number)
           ? ATTR_handler_concurrency_max
           : ATTR_handler_concurrency_reserved;
}

enum { HOUR = 60 * 60 * 1000 };

/* Messages an hour; false: one of the handlers does not say enough. */
static bool capacity_of(const Queue *queue, i64 *sum) {
  *sum = 0;
  for (u32 i = 0; i < queue->consumers.count; i++) {
    const Handler *handler = queue->consumers.items[i];
    i64 calls, expected;
    if (!rules_least(&handler->resource, concurrency_attr(handler), &calls) ||
        !rules_most(&handler->resource, ATTR_handler_expected, &expected))
      return false;
    *sum += calls * HOUR / expected;
  }
  return queue->consumers.count > 0;
}

/* "62.5/s", rounded down to a tenth; slow ones by the minute or the hour. */
static Str rate_text(const Rules *rules, i64 hourly) {
  i64 divisor = hourly >= 3600 ? 3600 : hourly >= 60 ? 60 : 1;
  const char *unit = divisor == 3600 ? "s" : divisor == 60 ? "m" : "h";
  i64 tenths = hourly % divisor * 10 / divisor;
  if (tenths)
    return str_format(rules->arena, "%lld.%lld/%s",
                      (long long)(hourly / divisor), (long long)tenths, unit);
  return str_format(rules->arena, "%lld/%s", (long long)(hourly / divisor),
                    unit);
}

/* A time in its largest unit of which there are two. */
static Str rough_text(const Rules *rules, i64 milliseconds) {
  static const i64 units[] = { 24 * (i64)HOUR, HOUR, HOUR / 60, 1000 };
  for (u32 i = 0; i < COUNT_OF(units); i++)
    if (milliseconds >= 2 * units[i])
      return rules_duration(rules, milliseconds - milliseconds % units[i]);
  return rules_duration(rules, milliseconds);
}

/* Where the queue takes `arrival` and gives away `capacity`, the oldest message
 * ages by 1 - capacity / arrival; so long until it reaches the retention. */
static i64 time_to_expire(i64 retention, i64 arrival, i64 capacity) {
  i64 excess = arrival - capacity;
  while (capacity > INT32_MAX) { /* the ratio counts, and must not overflow */
    capacity /= 2;
    excess /= 2;
  }
  return retention + retention * capacity / (excess ? excess : 1);
}

static void show_rates(const Rules *rules, Diag *diag, const Queue *queue) {
  const Resource *api = NULL; /* shown once for all of its routes */
  for (u32 i = 0; i < queue->senders.count; i++) {
    const Resource *sender = queue->senders.items[i], *giver;
    AttrId attr;
    i64 rate;
    if (sender->kind != KIND_endpoint ||
        !rate_of((const Endpoint *)sender, &rate, &giver, &attr) ||
        giver == api)
      continue;
    rules_show(rules, diag, giver, attr,
               giver == sender ? "lets in" : "each route lets in");
    if (giver != sender)
      api = giver;
  }
}

static void report_capacity(const Rules *rules, const Queue *queue, i64 arrival,
                            i64 capacity) {
  const Handler *handler = queue->consumers.items[0];
  const Resource *consumer = &handler->resource;
  AttrId attr = concurrency_attr(handler);
  Str in = rate_text(rules, arrival), out = rate_text(rules, capacity);
  i64 each, own, most = attr_row(attr)->type.max;
  rules_most(consumer, ATTR_handler_expected, &each);
  rules_least(consumer, attr, &own);
  Str expected = rules_value(rules, consumer, ATTR_handler_expected, each);
  Str calls = rules_value(rules, consumer, attr, own);
  Diag *diag =
    diag_add(rules->diags, RULE_FLOW_CAPACITY, setting_place(consumer, attr),
             "up to %.*s arrive in queue `%.*s`, and %.*s can be worked off",
             STR_ARG(in), STR_ARG(queue->resource.path), STR_ARG(out));
  if (queue->consumers.count == 1)
    diag_label(rules->diags, diag, "%.*s calls / %.*s = %.*s", STR_ARG(calls),
               STR_ARG(expected), STR_ARG(out));
  rules_show(rules, diag, consumer, ATTR_handler_expected, "a message takes");
  show_rates(rules, diag, queue);
  rules_receiver(rules, diag, consumer, attr);
  i64 retention;
  AttrId kept = queue->resource.kind == KIND_queue
                  ? ATTR_queue_retention
                  : ATTR_external_queue_retention;
  if (rules_least(&queue->resource, kept, &retention)) {
    i64 time = time_to_expire(retention, arrival, capacity);
    Str after = rough_text(rules, time);
    Str age = rules_value(rules, &queue->resource, kept, retention);
    diag_effect(
      rules->diags, diag,
      "under full load the queue grows, and after about %.*s messages "
      "expire unread at an age of %.*s",
      STR_ARG(after), STR_ARG(age));
  } else {
    diag_effect(rules->diags, diag,
                "under full load the queue grows until messages expire unread");
  }
  i64 rest = arrival - (capacity - own * HOUR / each);
  i64 needed = rest / HOUR * each + (rest % HOUR * each + HOUR - 1) / HOUR;
  if (needed > most) {
    diag_help(rules->diags, diag, "let in at most %.*s: lower the throttle",
              STR_ARG(out));
    return;
  }
  Str text = str_format(rules->arena, "%lld", (long long)needed);
  Str title =
    str_format(rules->arena, "let %.*s calls run at once", STR_ARG(text));
  rules_replace(rules, diag, FIX_MAYBE, consumer, attr, text, title);
}

void check_capacity(const Rules *rules) {
  for (u32 i = 0; i < rules->queues.count; i++) {
    const Queue *queue = rules->queues.items[i];
    i64 arrival = arrival_of(queue), capacity;
    if (arrival && capacity_of(queue, &capacity) && arrival > capacity)
      report_capacity(rules, queue, arrival, capacity);
  }
}
