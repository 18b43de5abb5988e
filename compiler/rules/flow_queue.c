/* SPDX-License-Identifier: Apache-2.0
 *
 * Times of a queue: how long a message is hidden, kept, tried again, and kept
 * as a dead letter. Each is right only beside the others and beside those of
 * the handlers that take from it.
 */
#include "rules/check.h"

static i64 days(i64 count) {
  return count * 24 * 60 * 60 * 1000;
}

/* ---- visibility ---- */

/* "6 × 45s + 5s", without what is nothing. */
static Str sum_text(const Rules *rules, i64 times, i64 timeout, i64 window) {
  Str one = rules_duration(rules, timeout),
      more = rules_duration(rules, window);
  Str product = times == 1 ? one
                           : str_format(rules->arena, "%lld × %.*s",
                                        (long long)times, STR_ARG(one));
  return window ? str_format(rules->arena, "%.*s + %.*s", STR_ARG(product),
                             STR_ARG(more))
                : product;
}

/* "50s = 45s + 5s", or "50s" where there is no sum. */
static Str required_text(const Rules *rules, i64 times, i64 timeout,
                         i64 window) {
  Str total = rules_duration(rules, times * timeout + window);
  Str sum = sum_text(rules, times, timeout, window);
  return times == 1 && window == 0 ? total
                                   : str_format(rules->arena, "%.*s = %.*s",
                                                STR_ARG(total), STR_ARG(sum));
}

static AttrId visibility_attr(const Queue *queue) {
  return queue->resource.kind == KIND_external_queue
           ? ATTR_external_queue_visibility
           : ATTR_queue_visibility;
}

/* The times of the handler that needs the longest visibility. */
static void longest_times(const Queue *queue, i64 *timeout, i64 *window) {
  for (u32 i = 0; i < queue->consumers.count; i++) {
    const Resource *consumer = &queue->consumers.items[i]->resource;
    i64 other, gathered;
    if (!rules_most(consumer, ATTR_handler_timeout, &other) ||
        !rules_most(consumer, ATTR_handler_batch_window, &gathered) ||
        6 * other + gathered <= 6 * *timeout + *window)
      continue;
    *timeout = other;
    *window = gathered;
  }
}

/* Left out, the value is derived, and the derived one is right. */
static void help_visibility(const Rules *rules, Diag *diag,
                            const Queue *queue) {
  const Resource *resource = &queue->resource;
  i64 timeout = 0, window = 0;
  longest_times(queue, &timeout, &window);
  Str derived = required_text(rules, 6, timeout, window);
  if (resource->kind == KIND_external_queue) {
    diag_help(rules->diags, diag,
              "give the existing queue a visibility of %.*s, or the handler a "
              "shorter timeout",
              STR_ARG(derived));
    return;
  }
  const Setting *set = setting(resource, ATTR_queue_visibility);
  Str title = str_format(
    rules->arena, "leave `visibility` out; it is then %.*s", STR_ARG(derived));
  if (set->origin == ORIGIN_EXPLICIT && set->whole.hi > set->whole.lo) {
    diag_fix(rules->diags, diag, FIX_SAFE, set->whole, STR(""), "%.*s",
             STR_ARG(title));
    return;
  }
  Str text = rules_duration(rules, 6 * timeout + window);
  rules_replace(rules, diag, FIX_SAFE, resource, ATTR_queue_visibility, text,
                title);
}

static void compare_visibility(const Rules *rules, const Queue *queue,
                               const Handler *handler) {
  const Resource *resource = &queue->resource, *consumer = &handler->resource;
  AttrId attr = visibility_attr(queue);
  i64 visibility, timeout, window;
  if (!rules_written(resource, attr) ||
      !rules_least_beside(resource, attr, consumer, ATTR_handler_timeout,
                          &visibility) ||
      !rules_most(consumer, ATTR_handler_timeout, &timeout) ||
      !rules_most(consumer, ATTR_handler_batch_window, &window) ||
      visibility >= 6 * timeout + window)
    return;
  bool overlaps = visibility < timeout + window;
  Diag *diag = diag_add(
    rules->diags, RULE_FLOW_VISIBILITY_TOO_SHORT, setting_place(resource, attr),
    overlaps ? "queue `%.*s` can hand out a message while `%.*s` still works "
               "on it"
             : "queue `%.*s` leaves `%.*s` little time to try a message again",
    STR_ARG(resource->path), STR_ARG(consumer->path));
  Str required = required_text(rules, overlaps ? 1 : 6, timeout, window);
  diag_label(rules->diags, diag, "%s be at least %.*s",
             overlaps ? "must" : "should", STR_ARG(required));
  rules_show(rules, diag, consumer, ATTR_handler_timeout, "takes up to");
  if (window)
    rules_show(rules, diag, consumer, ATTR_handler_batch_window,
               "the clock already runs: up to");
  rules_receiver(rules, diag, resource, attr);
  Str value = rules_value(rules, resource, attr, visibility);
  Str alone = rules_duration(rules, timeout);
  if (!overlaps) {
    diag_severity(diag, SEVERITY_WARNING);
    diag_effect(rules->diags, diag,
                "where calls are refused for a while, a message is handed out "
                "again before it was tried, and comes nearer to the dead "
                "letters");
  } else {
    diag_effect(rules->diags, diag, "the same message may be processed twice");
    if (visibility >= timeout)
      diag_note(rules->diags, diag,
                "AWS accepts %.*s (it compares with the %.*s alone), so no "
                "deployment would tell you",
                STR_ARG(value), STR_ARG(alone));
    else
      diag_note(rules->diags, diag,
                "AWS refuses %.*s too, but only when it is deployed",
                STR_ARG(value));
  }
  help_visibility(rules, diag, queue);
}

void check_visibility(const Rules *rules) {
  for (u32 i = 0; i < rules->queues.count; i++) {
    const Queue *queue = rules->queues.items[i];
    for (u32 k = 0; k < queue->consumers.count; k++)
      compare_visibility(rules, queue, queue->consumers.items[k]);
  }
}

/* ---- retries ---- */

static void compare_retries(const Rules *rules, const Queue *queue) {
  const Resource *resource = &queue->resource;
  i64 after, visibility, retention;
  if (!rules_most(resource, ATTR_queue_dead_letter_after, &after) ||
      !rules_most(resource, ATTR_queue_visibility, &visibility) ||
      !rules_least_beside(resource, ATTR_queue_retention, resource,
                          ATTR_queue_visibility, &retention) ||
      after * visibility <= retention)
    return;
  AttrId other =
    rules_first(resource, ATTR_queue_dead_letter_after, ATTR_queue_visibility);
  AttrId place = rules_written(resource, ATTR_queue_retention)
                   ? ATTR_queue_retention
                   : other;
  Str each = rules_value(rules, resource, ATTR_queue_visibility, visibility);
  Str kept = rules_value(rules, resource, ATTR_queue_retention, retention);
  Str total = rules_duration(rules, after * visibility);
  Diag *diag = diag_add(rules->diags, RULE_FLOW_RETRIES_OUTLIVE_RETENTION,
                        rules_place(resource, place),
                        "a message of queue `%.*s` expires before it reaches "
                        "the dead-letter queue",
                        STR_ARG(resource->path));
  diag_label(rules->diags, diag, "%lld × %.*s = %.*s of tries, kept for %.*s",
             (long long)after, STR_ARG(each), STR_ARG(total), STR_ARG(kept));
  if (place != ATTR_queue_dead_letter_after)
    rules_show(rules, diag, resource, ATTR_queue_dead_letter_after, "tries:");
  if (place != ATTR_queue_visibility)
    rules_show(rules, diag, resource, ATTR_queue_visibility,
               "hidden at each try for");
  if (place != ATTR_queue_retention)
    rules_show_least(rules, diag, resource, ATTR_queue_retention, "kept for");
  rules_receiver(rules, diag, resource, place);
  diag_effect(rules->diags, diag,
              "a message that fails again and again is deleted, and nobody "
              "sees it among the dead letters");
  if (after * visibility > days(14)) {
    diag_help(rules->diags, diag, "try less often, or hide it for less time");
    return;
  }
  Str title = str_format(rules->arena,
                         "keep messages for %.*s at least: `retention = "
                         "%.*s`",
                         STR_ARG(total), STR_ARG(total));
  rules_replace(rules, diag, FIX_MAYBE, resource, ATTR_queue_retention, total,
                title);
}

enum { FEWEST_RETRIES = 5 };

static void count_retries(const Rules *rules, const Queue *queue) {
  const Resource *resource = &queue->resource;
  i64 after;
  if (queue->consumers.count == 0 ||
      !rules_least(resource, ATTR_queue_dead_letter_after, &after) ||
      after >= FEWEST_RETRIES)
    return;
  const Resource *consumer = &queue->consumers.items[0]->resource;
  Diag *diag =
    diag_add(rules->diags, RULE_FLOW_FEW_RETRIES,
             setting_place(resource, ATTR_queue_dead_letter_after),
             "a healthy message of queue `%.*s` can become a dead letter",
             STR_ARG(resource->path));
  diag_label(rules->diags, diag, "%lld, and should be at least %d",
             (long long)after, FEWEST_RETRIES);
  diag_related(rules->diags, diag, consumer->span,
               "a function takes the messages");
  rules_receiver(rules, diag, resource, ATTR_queue_dead_letter_after);
  diag_effect(rules->diags, diag,
              "calls that are refused for want of concurrency count as tries: "
              "under load, good messages are set aside");
  Str text = str_format(rules->arena, "%d", FEWEST_RETRIES);
  Str title = str_format(rules->arena, "allow %d tries", FEWEST_RETRIES);
  rules_replace(rules, diag, FIX_MAYBE, resource, ATTR_queue_dead_letter_after,
                text, title);
}

void check_retries(const Rules *rules) {
  for (u32 i = 0; i < rules->model->queues.count; i++) {
    const Queue *queue = rules->model->queues.items[i];
    if (!queue->dead_letter)
      continue;
    compare_retries(rules, queue);
    count_retries(rules, queue);
  }
}

/* ---- dead letters ---- */

static void compare_dead_letters(const Rules *rules, const Queue *queue) {
  const Resource *resource = &queue->resource;
  AttrId kept_attr = ATTR_queue_dead_letter_retention;
  i64 retention, kept, headroom = days(4),
                       longest = attr_row(kept_attr)->type.max;
  if (!rules_most(resource, ATTR_queue_retention, &retention) ||
      !rules_least_beside(resource, kept_attr, resource, ATTR_queue_retention,
                          &kept))
    return;
  bool shorter = kept < retention;
  if (!shorter && (queue->fifo || kept - retention >= headroom))
    return;
  AttrId place = kept < longest && rules_written(resource, kept_attr)
                   ? kept_attr
                   : rules_first(resource, ATTR_queue_retention, kept_attr);
  Str kept_text = rules_value(rules, resource, kept_attr, kept);
  Str retention_text =
    rules_value(rules, resource, ATTR_queue_retention, retention);
  Diag *diag = diag_add(
    rules->diags, RULE_FLOW_DEAD_LETTER_RETENTION, rules_place(resource, place),
    shorter ? "dead letters of queue `%.*s` are kept for less time than its "
              "messages"
            : "dead letters of queue `%.*s` leave little time to look at them",
    STR_ARG(resource->path));
  if (shorter) {
    diag_label(rules->diags, diag, "%.*s, and must be at least %.*s",
               STR_ARG(kept_text), STR_ARG(retention_text));
  } else {
    Str left = rules_duration(rules, kept - retention);
    Str advised = rules_duration(rules, headroom);
    diag_severity(diag, SEVERITY_WARNING);
    diag_label(rules->diags, diag,
               "%.*s - %.*s = %.*s are left, and should be at least %.*s",
               STR_ARG(kept_text), STR_ARG(retention_text), STR_ARG(left),
               STR_ARG(advised));
  }
  if (place != ATTR_queue_retention)
    rules_show(rules, diag, resource, ATTR_queue_retention, "kept for");
  if (place != kept_attr)
    rules_show_least(rules, diag, resource, kept_attr,
                     "dead letters are kept for");
  rules_receiver(rules, diag, resource, place);
  diag_effect(rules->diags, diag,
              queue->fifo
                ? "a dead letter is gone before anybody has looked at it"
                : "the clock runs on when a message becomes a dead letter: an "
                  "old one is gone before anybody has looked at it");
  if (place == kept_attr) {
    Str text = rules_duration(rules, longest);
    Str title =
      str_format(rules->arena, "keep dead letters for %.*s", STR_ARG(text));
    rules_replace(rules, diag, FIX_SAFE, resource, kept_attr, text, title);
  } else {
    Str text = rules_duration(rules, kept - headroom);
    Str title =
      str_format(rules->arena, "keep messages for at most %.*s", STR_ARG(text));
    rules_replace(rules, diag, FIX_MAYBE, resource, ATTR_queue_retention, text,
                  title);
  }
}

void check_dead_letters(const Rules *rules) {
  for (u32 i = 0; i < rules->model->queues.count; i++)
    if (rules->model->queues.items[i]->dead_letter)
      compare_dead_letters(rules, rules->model->queues.items[i]);
}

/* ---- encryption ---- */

void check_key_reuse(const Rules *rules) {
  AttrId attr = ATTR_queue_data_key_reuse;
  for (u32 i = 0; i < rules->model->queues.count; i++) {
    const Queue *queue = rules->model->queues.items[i];
    const Resource *resource = &queue->resource;
    const Setting *key = setting(resource, ATTR_queue_encryption);
    bool own = key->value.kind == VALUE_WORD && !queue->key.count;
    if (!own || !rules_explicit(resource, attr))
      continue;
    Diag *diag = diag_add(rules->diags, RULE_TYPE_BAD_ARGUMENT,
                          setting_place(resource, attr),
                          "`data_key_reuse` is about a customer key, and queue "
                          "`%.*s` is encrypted without one",
                          STR_ARG(resource->path));
    diag_effect(rules->diags, diag, "it would be ignored");
    diag_help(rules->diags, diag,
              "leave it out, or write `encryption = kms`");
  }
}
