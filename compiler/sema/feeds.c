/* SPDX-License-Identifier: Apache-2.0
 *
 * Topics and schedules: what a subscriber gets of a topic, what a schedule says.
 */
#include "sema/program.h"

/* ---- topics ---- */

/* Named as where the topic is declared, or by its key where a family hears. */
static Subscription *subscription_named(Analysis *analysis, const Topic *topic,
                                        Str name) {
  const Scope *scope = piece_of(analysis, &topic->resource)->entity->scope;
  Str path = path_in(analysis->arena, scope, name, STR(""));
  for (u32 i = 0; i < topic->subscriptions.count; i++)
    if (str_equal(topic->subscriptions.items[i]->subscriber->path, path))
      return topic->subscriptions.items[i];
  for (u32 i = 0; i < topic->subscriptions.count; i++) {
    const Entity *entity =
      piece_of(analysis, topic->subscriptions.items[i]->subscriber)->entity;
    if (entity && str_equal(entity->key, name))
      return topic->subscriptions.items[i];
  }
  return NULL;
}

/* How its filter is named. */
static Str subscriber_name(Analysis *analysis, const Subscription *one) {
  const Entity *entity = piece_of(analysis, one->subscriber)->entity;
  return !entity             ? one->subscriber->path
         : entity->key.length ? entity->key
                              : entity->name;
}

static void lower_filter(Analysis *analysis, Topic *topic, const Entry *entry) {
  Subscription *subscription =
    subscription_named(analysis, topic, entry->key);
  if (subscription) {
    if (entry->value->kind != VALUE_POISON)
      subscription->filter = document_of(analysis, entry->value);
    return;
  }
  Str *names = ARENA_ARRAY(analysis->arena, Str, topic->subscriptions.count);
  for (u32 i = 0; i < topic->subscriptions.count; i++)
    names[i] = subscriber_name(analysis, topic->subscriptions.items[i]);
  Diag *diag = diag_add(analysis->diags, RULE_NAME_UNDECLARED, entry->span,
                        "topic `%.*s` has no subscriber `%.*s`",
                        STR_ARG(topic->resource.path), STR_ARG(entry->key));
  Str near = suggest(entry->key, names, topic->subscriptions.count);
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, entry->span, near,
             "did you mean `%.*s`?", STR_ARG(near));
}

/* Functions take no order: the service lets only queues subscribe. */
static void refuse_function(Analysis *analysis,
                            const Subscription *subscription) {
  const Resource *topic = &subscription->topic->resource;
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT,
                        subscription->resource.span,
                        "a FIFO topic feeds queues only: `%.*s` is a handler",
                        STR_ARG(subscription->subscriber->path));
  diag_related(analysis->diags, diag, topic->span, "a FIFO topic");
  diag_effect(analysis->diags, diag, "the deployment would fail");
  diag_help(analysis->diags, diag,
            "let a queue stand between: `topic %.*s -> QUEUE` and `handler "
            "%.*s <- QUEUE`",
            STR_ARG(topic->path), STR_ARG(subscription->subscriber->path));
}

static void lower_topic(Analysis *analysis, Topic *topic) {
  const Resource *self = &topic->resource;
  bool raw = setting_is(self, ATTR_topic_raw, STR("on"));
  for (u32 i = 0; i < topic->subscriptions.count; i++) {
    Subscription *subscription = topic->subscriptions.items[i];
    const Queue *queue = as_queue(subscription->subscriber);
    subscription->raw = raw && queue;
    if (!queue && topic->fifo)
      refuse_function(analysis, subscription);
    if (!queue || topic->fifo || !queue->fifo)
      continue;
    Diag *diag =
      diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT,
               subscription->resource.span,
               "a standard topic feeds no FIFO queue: `%.*s` is one",
               STR_ARG(queue->resource.path));
    diag_related(analysis->diags, diag, self->span, "a standard topic");
    diag_help(analysis->diags, diag,
              "make the topic FIFO too: `fifo { }`");
  }
  const Value *filter = &setting(self, ATTR_topic_filter)->value;
  for (u32 i = 0; filter->kind == VALUE_MAP && i < filter->map.count; i++)
    lower_filter(analysis, topic, &filter->map.entries[i]);
}

/* ---- schedules ---- */

static void lower_schedule(Analysis *analysis, Schedule *schedule) {
  const Resource *self = &schedule->resource;
  const Value *input = &setting(self, ATTR_schedule_input)->value;
  const Queue *queue = as_queue(schedule->target);
  if (input->kind == VALUE_TEXT && text_known(analysis, input))
    text_literal(analysis->arena, input->text, &schedule->input);
  else if (input->kind == VALUE_MAP)
    schedule->input = document_json(analysis, input);
  schedule->flexible =
    setting_low(self, ATTR_schedule_flexible, 0) / 60000;
  if (!queue || !queue->fifo)
    return;
  if (!setting_given(setting(self, ATTR_schedule_group))) {
    Diag *diag = diag_add(analysis->diags, RULE_FLOW_GROUP_MISSING, self->span,
                          "`%.*s` sends to FIFO queue `%.*s` without a message "
                          "group",
                          STR_ARG(self->path), STR_ARG(queue->resource.path));
    diag_effect(analysis->diags, diag, "every message would be refused");
    diag_help(analysis->diags, diag, "name one: `group = \"%.*s\"`",
              STR_ARG(self->path));
  }
  if (setting_is(&queue->resource, ATTR_queue_fifo_deduplicate_by,
                 STR("message")))
    diag_help(
      analysis->diags,
      diag_add(analysis->diags, RULE_FLOW_DEDUPLICATION_MISSING, self->span,
               "a schedule gives no deduplication id, and queue `%.*s` wants "
               "one",
               STR_ARG(queue->resource.path)),
      "let the queue compare contents: `fifo { deduplicate_by = content }`");
}

void lower_feeds(Analysis *analysis) {
  Model *model = analysis->model;
  for (u32 i = 0; i < model->topics.count; i++)
    lower_topic(analysis, model->topics.items[i]);
  for (u32 i = 0; i < model->schedules.count; i++)
    lower_schedule(analysis, model->schedules.items[i]);
}
