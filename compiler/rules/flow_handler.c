/* SPDX-License-Identifier: Apache-2.0
 *
 * How a handler takes from its queue: the batch it asks for, the time it has
 * for one, and how many calls run at once.
 */
#include "rules/check.h"

static Str whole_text(const Rules *rules, i64 number) {
  return str_format(rules->arena, "%lld", (long long)number);
}

/* ---- batches ---- */

enum {
  PLAIN_BATCH = 10,    /* the most without a window, and of a FIFO queue */
  LEAST_WINDOW = 1000, /* milliseconds, for a larger one */
};

static void fifo_batch(const Rules *rules, const Handler *handler,
                       const Queue *queue, AttrId attr, Str most) {
  const Resource *resource = &handler->resource;
  i64 number;
  rules_most(resource, attr, &number);
  Str value = rules_value(rules, resource, attr, number);
  bool window = attr == ATTR_handler_batch_window;
  Diag *diag = diag_add(
    rules->diags, RULE_FLOW_FIFO_BATCH, rules_place(resource, attr),
    window ? "a FIFO queue has no batching window, and `%.*s` asks for one"
           : "a FIFO queue gives at most 10 messages at once, and `%.*s` asks "
             "for more",
    STR_ARG(resource->path));
  diag_label(rules->diags, diag, "%.*s, and may be at most %.*s",
             STR_ARG(value), STR_ARG(most));
  diag_related(rules->diags, diag, rules_fifo_place(queue),
               "queue `%.*s` is FIFO", STR_ARG(queue->resource.path));
  rules_receiver(rules, diag, resource, attr);
  diag_effect(rules->diags, diag, "the deployment would fail");
  Str title = str_format(rules->arena, "write `%.*s`", STR_ARG(most));
  rules_replace(rules, diag, FIX_SAFE, resource, attr, most, title);
}

static void window_required(const Rules *rules, const Handler *handler,
                            i64 size) {
  const Resource *resource = &handler->resource;
  AttrId window = ATTR_handler_batch_window, place = ATTR_handler_batch_size;
  bool written = rules_written(resource, window);
  if (written)
    place = window;
  Diag *diag = diag_add(
    rules->diags, RULE_FLOW_WINDOW_REQUIRED, rules_place(resource, place),
    "a batch of %lld messages needs time to gather", (long long)size);
  diag_label(rules->diags, diag,
             written ? "must be at least 1s"
                     : "above 10, a window of at least 1s is needed");
  if (written)
    rules_show(rules, diag, resource, ATTR_handler_batch_size,
               "a batch of up to");
  rules_receiver(rules, diag, resource, place);
  diag_effect(rules->diags, diag, "the deployment would fail");
  if (written)
    rules_replace(rules, diag, FIX_SAFE, resource, window, STR("1s"),
                  STR("wait for 1s"));
  else
    diag_help(rules->diags, diag, "write `batch { size = %lld  window = 1s }`",
              (long long)size);
}

static void check_one_batch(const Rules *rules, const Handler *handler,
                            const Queue *queue) {
  const Resource *resource = &handler->resource;
  i64 size, window, least;
  bool sized = rules_most(resource, ATTR_handler_batch_size, &size);
  bool waits = rules_most(resource, ATTR_handler_batch_window, &window);
  rules_least(resource, ATTR_handler_batch_window, &least);
  if (queue->fifo && sized && size > PLAIN_BATCH)
    fifo_batch(rules, handler, queue, ATTR_handler_batch_size,
               whole_text(rules, PLAIN_BATCH));
  if (queue->fifo && waits && window > 0)
    fifo_batch(rules, handler, queue, ATTR_handler_batch_window, STR("0s"));
  if (!queue->fifo && sized && waits && size > PLAIN_BATCH &&
      least < LEAST_WINDOW)
    window_required(rules, handler, size);
}

void check_batch(const Rules *rules) {
  for (u32 i = 0; i < rules->model->handlers.count; i++) {
    const Handler *handler = rules->model->handlers.items[i];
    if (resource_is_queue(handler->source))
      check_one_batch(rules, handler, as_queue(handler->source));
  }
}

static void compare_batch_time(const Rules *rules, const Handler *handler) {
  const Resource *resource = &handler->resource;
  i64 size, expected, timeout,
    longest = attr_row(ATTR_handler_timeout)->type.max;
  if (!rules_most(resource, ATTR_handler_batch_size, &size) ||
      !rules_most(resource, ATTR_handler_expected, &expected) ||
      !rules_least(resource, ATTR_handler_timeout, &timeout) ||
      size * expected <= timeout)
    return;
  AttrId place =
    rules_first(resource, ATTR_handler_timeout, ATTR_handler_batch_size);
  if (place == ATTR_NONE)
    place = ATTR_handler_expected;
  Str each = rules_value(rules, resource, ATTR_handler_expected, expected);
  Str allowed = rules_value(rules, resource, ATTR_handler_timeout, timeout);
  Str total = rules_duration(rules, size * expected);
  Diag *diag = diag_add(rules->diags, RULE_FLOW_BATCH_OUTLIVES_TIMEOUT,
                        rules_place(resource, place),
                        "a full batch takes `%.*s` longer than its timeout",
                        STR_ARG(resource->path));
  diag_label(rules->diags, diag, "%lld × %.*s = %.*s, and it has %.*s",
             (long long)size, STR_ARG(each), STR_ARG(total), STR_ARG(allowed));
  if (place != ATTR_handler_batch_size)
    rules_show(rules, diag, resource, ATTR_handler_batch_size,
               "a batch of up to");
  if (place != ATTR_handler_expected)
    rules_show(rules, diag, resource, ATTR_handler_expected, "a message takes");
  if (place != ATTR_handler_timeout)
    rules_show_least(rules, diag, resource, ATTR_handler_timeout,
                     "cut off after");
  rules_receiver(rules, diag, resource, place);
  diag_effect(rules->diags, diag,
              "the call is cut off, and all of its messages come back, those "
              "too that were done");
  i64 rounded = (size * expected + 999) / 1000 * 1000;
  i64 fitting = timeout / expected;
  if (rounded <= longest) {
    Str text = rules_duration(rules, rounded);
    Str title =
      str_format(rules->arena, "give it time: `timeout = %.*s`", STR_ARG(text));
    rules_replace(rules, diag, FIX_MAYBE, resource, ATTR_handler_timeout, text,
                  title);
  } else if (fitting > 0) {
    Str text = whole_text(rules, fitting);
    Str title =
      str_format(rules->arena, "take at most %.*s at once", STR_ARG(text));
    rules_replace(rules, diag, FIX_MAYBE, resource, ATTR_handler_batch_size,
                  text, title);
  }
}

void check_batch_time(const Rules *rules) {
  for (u32 i = 0; i < rules->model->handlers.count; i++)
    if (resource_is_queue(rules->model->handlers.items[i]->source))
      compare_batch_time(rules, rules->model->handlers.items[i]);
}

/* ---- concurrency ---- */

static void compare_reserved(const Rules *rules, const Handler *handler) {
  const Resource *resource = &handler->resource;
  i64 max, reserved;
  if (!rules_most(resource, ATTR_handler_concurrency_max, &max) ||
      !rules_least_beside(resource, ATTR_handler_concurrency_reserved, resource,
                          ATTR_handler_concurrency_max, &reserved) ||
      reserved >= max)
    return;
  Diag *diag =
    diag_add(rules->diags, RULE_FLOW_RESERVED_BELOW_MAX,
             rules_place(resource, ATTR_handler_concurrency_reserved),
             "`%.*s` has fewer calls in reserve than its queue may start",
             STR_ARG(resource->path));
  diag_label(rules->diags, diag, "%lld, and must be at least %lld",
             (long long)reserved, (long long)max);
  rules_show(rules, diag, resource, ATTR_handler_concurrency_max,
             "starts up to");
  rules_receiver(rules, diag, resource, ATTR_handler_concurrency_reserved);
  diag_effect(rules->diags, diag,
              "%lld of them are refused, each refusal counts as a try, and "
              "good messages become dead letters",
              (long long)(max - reserved));
  if (reserved == 0) {
    diag_help(rules->diags, diag,
              "to stop it write `enabled = false`: then no message is taken");
    return;
  }
  Str text = whole_text(rules, max);
  Str title = str_format(rules->arena, "reserve %.*s", STR_ARG(text));
  rules_replace(rules, diag, FIX_MAYBE, resource,
                ATTR_handler_concurrency_reserved, text, title);
}

static void compare_pollers(const Rules *rules, const Handler *handler) {
  const Resource *resource = &handler->resource;
  AttrId low = ATTR_handler_pollers_min, high = ATTR_handler_pollers_max;
  AttrId place = rules_first(resource, low, high);
  i64 min, max;
  if (place != ATTR_NONE && handler->source &&
      rules_written(resource, ATTR_handler_concurrency_max)) {
    Diag *diag = diag_add(rules->diags, RULE_TYPE_BAD_ARGUMENT,
                          rules_place(resource, place),
                          "`pollers` and `concurrency.max` do not go together");
    rules_show(rules, diag, resource, ATTR_handler_concurrency_max,
               "limits the calls to");
    rules_receiver(rules, diag, resource, place);
    diag_help(rules->diags, diag,
              "leave one of the two out; `concurrency { reserved = … }` limits "
              "the calls beside pollers");
  }
  if (!rules_most(resource, low, &min) ||
      !rules_least_beside(resource, high, resource, low, &max) || min <= max)
    return;
  Diag *diag = diag_add(
    rules->diags, RULE_TYPE_BAD_ARGUMENT, rules_place(resource, high),
    "`%.*s` has fewer pollers at most than at least", STR_ARG(resource->path));
  diag_label(rules->diags, diag, "must be at least %lld", (long long)min);
  rules_show(rules, diag, resource, low, "always");
  rules_receiver(rules, diag, resource, high);
  Str text = whole_text(rules, min);
  Str title = str_format(rules->arena, "allow %.*s", STR_ARG(text));
  rules_replace(rules, diag, FIX_MAYBE, resource, high, text, title);
}

void check_concurrency(const Rules *rules) {
  for (u32 i = 0; i < rules->model->handlers.count; i++) {
    compare_reserved(rules, rules->model->handlers.items[i]);
    compare_pollers(rules, rules->model->handlers.items[i]);
  }
}

/* ---- what has no effect ---- */

static void failure_of_queue(const Rules *rules, const Handler *handler) {
  const Resource *resource = &handler->resource;
  const Queue *queue = as_queue(handler->source);
  AttrId attr = ATTR_handler_on_failure;
  Diag *diag = diag_add(rules->diags, RULE_FLOW_ON_FAILURE_DEAD,
                        rules_place(resource, attr),
                        "`on_failure` does nothing here: a queue feeds `%.*s`",
                        STR_ARG(resource->path));
  diag_related(rules->diags, diag, queue->resource.span,
               "its messages go back to the queue when a call fails");
  rules_receiver(rules, diag, resource, attr);
  diag_effect(rules->diags, diag,
              "nothing ever arrives there; what fails goes to the queue's own "
              "dead letters");
  diag_help(rules->diags, diag,
            queue->dead_letter
              ? "leave it out, and look into `%.*s.dead_letter`"
              : "leave it out, and give queue `%.*s` a dead-letter queue",
            STR_ARG(queue->resource.path));
}

static void check_failure_target(const Rules *rules, const Handler *handler) {
  const Queue *queue = as_queue(handler->on_failure);
  const Topic *topic = as_topic(handler->on_failure);
  if (!(queue && queue->fifo) && !(topic && topic->fifo))
    return;
  Str path = handler->on_failure->path;
  Diag *diag = diag_add(rules->diags, RULE_TYPE_BAD_ARGUMENT,
                        rules_place(&handler->resource, ATTR_handler_on_failure),
                        "failed calls go to a standard %s only",
                        queue ? "queue" : "topic");
  diag_related(rules->diags, diag,
               queue ? rules_fifo_place(queue) : topic->resource.span,
               "%s `%.*s` is FIFO", queue ? "queue" : "topic", STR_ARG(path));
  diag_help(rules->diags, diag, "name one without `fifo`");
}

void check_on_failure(const Rules *rules) {
  for (u32 i = 0; i < rules->model->handlers.count; i++) {
    const Handler *handler = rules->model->handlers.items[i];
    if (!rules_written(&handler->resource, ATTR_handler_on_failure))
      continue;
    if (resource_is_queue(handler->source) && handler_is_awaited(handler))
      failure_of_queue(rules, handler);
    else
      check_failure_target(rules, handler);
  }
}

/* Settings of the arrow from a queue, on a handler that has another source or
 * none. */
static void check_arrow_settings(const Rules *rules, const Handler *handler) {
  static const AttrId attrs[] = {
    ATTR_handler_batch_size,      ATTR_handler_batch_window,
    ATTR_handler_concurrency_max, ATTR_handler_pollers_min,
    ATTR_handler_pollers_max,     ATTR_handler_filter,
    ATTR_handler_enabled,         ATTR_handler_partial_failures,
  };
  const Resource *resource = &handler->resource;
  AttrId reported = ATTR_NONE;
  for (u32 i = 0; i < COUNT_OF(attrs); i++) {
    AttrId block = attr_row(attrs[i])->block;
    if (!rules_explicit(resource, attrs[i]) ||
        (block != ATTR_NONE && block == reported))
      continue;
    reported = block;
    Str path = attr_path(rules->arena, attrs[i]);
    Diag *diag = diag_add(rules->diags, RULE_TYPE_BAD_ARGUMENT,
                          rules_place(resource, attrs[i]),
                          "`%.*s` is about a queue, and none feeds `%.*s`",
                          STR_ARG(path), STR_ARG(resource->path));
    if (handler->source)
      diag_related(rules->diags, diag, handler->source->span,
                   "it is called by this");
    else
      diag_related(rules->diags, diag, resource->span, "no `<-` here");
    diag_effect(rules->diags, diag, "it would be ignored");
    diag_help(rules->diags, diag,
              attrs[i] == ATTR_handler_concurrency_max
                ? "to limit the calls, write `concurrency { reserved = … }`"
                : "leave it out, or let a queue feed the handler: `handler "
                  "NAME <- QUEUE`");
  }
}

void check_unfed_settings(const Rules *rules) {
  for (u32 i = 0; rules->edges_known && i < rules->model->handlers.count; i++)
    if (!resource_is_queue(rules->model->handlers.items[i]->source))
      check_arrow_settings(rules, rules->model->handlers.items[i]);
}
