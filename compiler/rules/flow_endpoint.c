/* SPDX-License-Identifier: Apache-2.0
 *
 * What an endpoint lets in and where it sends it: a limit for strangers, a body
 * for the queue, an answer in time, and what a FIFO queue wants to know.
 */
#include "rules/check.h"

/* ---- throttles ---- */

static bool is_public(const Endpoint *endpoint) {
  const Setting *auth = setting(&endpoint->resource, ATTR_endpoint_auth);
  return auth->value.kind == VALUE_NONE && auth->origin != ORIGIN_ABSENT;
}

void check_throttles(const Rules *rules) {
  for (u32 i = 0; i < rules->model->endpoints.count; i++) {
    const Endpoint *endpoint = rules->model->endpoints.items[i];
    const Resource *resource = &endpoint->resource;
    if (!is_public(endpoint) || !endpoint->api ||
        !rules_left_out(resource, ATTR_endpoint_throttle_rate) ||
        !rules_left_out(&endpoint->api->resource, ATTR_api_throttle_rate))
      continue;
    Diag *diag = diag_unless(rules->diags, resource->reason,
                             RULE_FLOW_NO_THROTTLE, resource->span,
                             "`%.*s` is open to everybody and has no request "
                             "limit",
                             STR_ARG(resource->path));
    rules_show(rules, diag, resource, ATTR_endpoint_auth,
               "callers are not known:");
    diag_effect(rules->diags, diag,
                "one caller can use up the account's whole limit, and run up "
                "its bill");
    Str api = endpoint->api->resource.path;
    bool named = api_is_named(endpoint->api);
    diag_help(rules->diags, diag,
              "add `throttle = 10/s` here, or to `api%s%.*s { … }` for all "
              "endpoints",
              named ? " " : "", named ? (int)api.length : 0, api.at);
  }
}

/* ---- bodies ---- */

static bool has_no_body(Str method) {
  return words_have(STR("GET|HEAD|DELETE|OPTIONS"), method);
}

void check_bodies(const Rules *rules) {
  for (u32 i = 0; i < rules->model->endpoints.count; i++) {
    const Endpoint *endpoint = rules->model->endpoints.items[i];
    const Resource *resource = &endpoint->resource;
    if (!resource_is_queue(endpoint->target) ||
        !has_no_body(endpoint->method) ||
        !rules_left_out(resource, ATTR_endpoint_message))
      continue;
    Diag *diag =
      diag_add(rules->diags, RULE_FLOW_NO_BODY, resource->span,
               "a %.*s request has no body, and queue `%.*s` takes "
               "no empty message",
               STR_ARG(endpoint->method), STR_ARG(endpoint->target->path));
    diag_effect(rules->diags, diag, "every request would fail");
    diag_help(rules->diags, diag,
              "say what the message is, as in `message = path(\"id\")`, or let "
              "callers POST");
  }
}

/* ---- waiting for an answer ---- */

static void compare_waiting(const Rules *rules, const Handler *handler,
                            const Resource *caller) {
  const Resource *resource = &handler->resource;
  AttrId attr = ATTR_handler_timeout;
  i64 timeout, longest = quota_row(QUOTA_INTEGRATION_TIMEOUT)->limit;
  if (!rules_most(resource, attr, &timeout) || timeout <= longest)
    return;
  Str limit = rules_duration(rules, longest);
  Str value = rules_value(rules, resource, attr, timeout);
  Diag *diag = diag_add(rules->diags, RULE_FLOW_TIMEOUT_OVER_API,
                        setting_place(resource, attr),
                        "`%.*s` may run longer than its callers are kept "
                        "waiting",
                        STR_ARG(resource->path));
  diag_label(rules->diags, diag, "%.*s, and the API waits for %.*s",
             STR_ARG(value), STR_ARG(limit));
  diag_related(rules->diags, diag, caller->span, "waits for the answer");
  rules_receiver(rules, diag, resource, attr);
  diag_effect(rules->diags, diag,
              "the caller gets an error after %.*s while the work goes on, and "
              "may ask for it again",
              STR_ARG(limit));
  Str title = str_format(rules->arena, "stop after %.*s", STR_ARG(limit));
  rules_replace(rules, diag, FIX_MAYBE, resource, attr, limit, title);
}

void check_waiting(const Rules *rules) {
  for (u32 i = 0; i < rules->model->handlers.count; i++) {
    const Handler *handler = rules->model->handlers.items[i];
    const Resource *caller = NULL;
    for (u32 k = 0; k < handler->callers.count && !caller; k++)
      if (handler->callers.items[k]->kind == KIND_endpoint)
        caller = handler->callers.items[k];
    if (caller)
      compare_waiting(rules, handler, caller);
  }
}

/* ---- settings of another sort of target ---- */

/* A schedule that calls a handler has no message either. */
static void check_group(const Rules *rules, const Schedule *schedule) {
  const Resource *resource = &schedule->resource;
  AttrId attr = ATTR_schedule_group;
  if (!as_handler(schedule->target) || !rules_explicit(resource, attr))
    return;
  Diag *diag = diag_add(rules->diags, RULE_TYPE_BAD_ARGUMENT,
                        setting_place(resource, attr),
                        "`group` is about a message, and `%.*s` sends none: it "
                        "calls handler `%.*s`",
                        STR_ARG(resource->path),
                        STR_ARG(schedule->target->path));
  diag_effect(rules->diags, diag, "it would be ignored");
  diag_help(rules->diags, diag,
            "leave it out, or let a queue stand between");
}

/* What is about the message, on an endpoint that calls a handler. */
void check_queue_settings(const Rules *rules) {
  static const AttrId attrs[] = {
    ATTR_endpoint_group_by,   ATTR_endpoint_deduplicate_by,
    ATTR_endpoint_delay,      ATTR_endpoint_message,
    ATTR_endpoint_attributes, ATTR_endpoint_reply_status,
  };
  for (u32 i = 0; i < rules->model->schedules.count; i++)
    check_group(rules, rules->model->schedules.items[i]);
  for (u32 i = 0; i < rules->model->endpoints.count; i++) {
    const Endpoint *endpoint = rules->model->endpoints.items[i];
    const Resource *resource = &endpoint->resource;
    for (u32 k = 0; as_handler(endpoint->target) && k < COUNT_OF(attrs); k++) {
      if (!rules_explicit(resource, attrs[k]))
        continue;
      Str path = attr_path(rules->arena, attrs[k]);
      Diag *diag = diag_add(
        rules->diags, RULE_TYPE_BAD_ARGUMENT, setting_place(resource, attrs[k]),
        "`%.*s` is about a message, and `%.*s` sends none: it calls handler "
        "`%.*s`",
        STR_ARG(path), STR_ARG(resource->path),
        STR_ARG(endpoint->target->path));
      diag_related(rules->diags, diag, endpoint->target->span,
                   "gets the request itself");
      diag_effect(rules->diags, diag, "it would be ignored");
      diag_help(rules->diags, diag,
                attrs[k] == ATTR_endpoint_reply_status
                  ? "leave it out; the handler's code says what the caller gets"
                  : "leave it out, or let a queue stand between");
    }
  }
}

/* ---- FIFO ---- */

static bool wants_ids(const Queue *queue) {
  const Resource *resource = &queue->resource;
  return setting_is(resource,
                    resource->kind == KIND_external_queue
                      ? ATTR_external_queue_fifo_deduplicate_by
                      : ATTR_queue_fifo_deduplicate_by,
                    STR("message"));
}

static void check_fifo_endpoint(const Rules *rules, const Endpoint *endpoint,
                                const Queue *queue) {
  const Resource *resource = &endpoint->resource;
  Str path = queue->resource.path;
  if (rules_left_out(resource, ATTR_endpoint_group_by)) {
    Diag *diag = diag_add(rules->diags, RULE_FLOW_GROUP_MISSING, resource->span,
                          "`%.*s` sends to FIFO queue `%.*s` without a message "
                          "group",
                          STR_ARG(resource->path), STR_ARG(path));
    diag_related(rules->diags, diag, rules_fifo_place(queue),
                 "keeps the order within each group");
    diag_effect(rules->diags, diag, "every request would fail");
    diag_help(rules->diags, diag,
              "say what belongs together, as in `group_by = path(\"id\")` or "
              "`group_by = claim(\"sub\")`");
  }
  if (wants_ids(queue) &&
      rules_left_out(resource, ATTR_endpoint_deduplicate_by)) {
    Diag *diag =
      diag_add(rules->diags, RULE_FLOW_DEDUPLICATION_MISSING, resource->span,
               "`%.*s` sends to FIFO queue `%.*s` without an id to "
               "know repeats by",
               STR_ARG(resource->path), STR_ARG(path));
    diag_related(rules->diags, diag, rules_fifo_place(queue),
                 "`deduplicate_by = message`: each sender gives an id");
    diag_effect(rules->diags, diag, "every request would fail");
    diag_help(rules->diags, diag,
              "add `deduplicate_by = header(\"idempotency-key\")` or the like, "
              "or let the queue compare contents: `fifo { deduplicate_by = "
              "content }`");
  }
  if (!rules_written(resource, ATTR_endpoint_delay))
    return;
  Diag *diag = diag_add(rules->diags, RULE_FLOW_FIFO_DELAY,
                        setting_place(resource, ATTR_endpoint_delay),
                        "a FIFO queue delays all of its messages alike, and "
                        "`%.*s` asks for a delay of its own",
                        STR_ARG(resource->path));
  diag_related(rules->diags, diag, rules_fifo_place(queue),
               "queue `%.*s` is FIFO", STR_ARG(path));
  rules_receiver(rules, diag, resource, ATTR_endpoint_delay);
  diag_effect(rules->diags, diag, "every request would fail");
  diag_help(rules->diags, diag,
            "leave `delay` out here, and give it to queue `%.*s`",
            STR_ARG(path));
}

static void check_standard_endpoint(const Rules *rules,
                                    const Endpoint *endpoint,
                                    const Queue *queue) {
  const Resource *resource = &endpoint->resource;
  if (queue->resource.kind != KIND_queue ||
      !rules_explicit(resource, ATTR_endpoint_deduplicate_by))
    return;
  Diag *diag = diag_add(rules->diags, RULE_TYPE_BAD_ARGUMENT,
                        setting_place(resource, ATTR_endpoint_deduplicate_by),
                        "only a FIFO queue knows repeats, and `%.*s` is a "
                        "standard one",
                        STR_ARG(queue->resource.path));
  diag_related(rules->diags, diag, queue->resource.span, "no `fifo` here");
  diag_effect(rules->diags, diag, "every request would fail");
  diag_help(rules->diags, diag,
            "leave `deduplicate_by` out, or make the queue FIFO: `fifo { }`");
}

void check_fifo_senders(const Rules *rules) {
  for (u32 i = 0; i < rules->model->endpoints.count; i++) {
    const Endpoint *endpoint = rules->model->endpoints.items[i];
    const Queue *queue = as_queue(endpoint->target);
    if (queue && queue->fifo)
      check_fifo_endpoint(rules, endpoint, queue);
    else if (queue)
      check_standard_endpoint(rules, endpoint, queue);
  }
}
