/* SPDX-License-Identifier: Apache-2.0
 *
 * Arrows: who feeds whom. Heads are read once all names have their things; each
 * edge is entered at both of its ends.
 */
#include "sema/program.h"

#define SENDABLE                                                               \
  (KIND_BIT(queue) | KIND_BIT(external_queue) | KIND_BIT(topic) |              \
   KIND_BIT(external_topic) | KIND_BIT(external_bus) |                         \
   KIND_BIT(external_function) | KIND_BIT(handler))

static const Type from_type = {
  TYPE_REFERENCE, .references = KIND_BIT(queue) | KIND_BIT(external_queue) |
                                KIND_BIT(topic) | KIND_BIT(schedule)
};
static const Type fed_type = { TYPE_REFERENCE,
                               .references =
                                 KIND_BIT(queue) | KIND_BIT(handler) };
static const Type to_type = { TYPE_REFERENCE, .references = SENDABLE };
static const Type route_target_type = {
  TYPE_REFERENCE, .references = KIND_BIT(queue) | KIND_BIT(external_queue) |
                                KIND_BIT(handler)
};

static const Type on_type = { TYPE_REFERENCE,
                              .references = KIND_BIT(api) };

static Resource *edge_end(Analysis *analysis, const Scope *scope, NodeId node,
                          const Type *type, Str what) {
  Value value = evaluate(analysis, scope, node, type, what);
  return value.kind == VALUE_REFERENCE ? value.reference.resource : NULL;
}

/* The ends of an arrow: a thing, a list of them, or a family. */
static u32 edge_ends(Analysis *analysis, const Scope *scope, NodeId node,
                     const Type *type, Str what, Resource ***ends) {
  Type several = *type;
  u32 count;
  several.shape = SHAPE_ONE_OR_LIST;
  if (family_at(analysis, scope, node, ends, &count)) {
    for (u32 i = 0; i < count; i++) {
      Value one = { .kind = VALUE_REFERENCE,
                    .span = node_span(scope->tree, node),
                    .reference = { .resource = (*ends)[i] } };
      if (type_conform(analysis, one, type, what).kind == VALUE_POISON)
        return 0;
    }
    return count;
  }
  Value value = evaluate(analysis, scope, node, &several, what);
  const Value *items = value.kind == VALUE_LIST ? value.list.items : &value;
  u32 given = value.kind == VALUE_LIST ? value.list.count : 1;
  *ends = ARENA_ARRAY(analysis->arena, Resource *, given);
  count = 0;
  for (u32 i = 0; i < given; i++)
    if (items[i].kind == VALUE_REFERENCE)
      (*ends)[count++] = items[i].reference.resource;
  return count;
}

static void send_to(Analysis *analysis, Resource *sender, Resource *target) {
  Queue *queue = as_queue(target);
  Handler *handler = as_handler(target);
  if (queue)
    VEC_PUSH(analysis->arena, &queue->senders, sender);
  if (handler)
    VEC_PUSH(analysis->arena, &handler->callers, sender);
  if (as_topic(target))
    VEC_PUSH(analysis->arena, &as_topic(target)->publishers, sender);
}

/* ---- topics and schedules ---- */

/* An edge stands at one of its ends only. */
static void report_edge_twice(Analysis *analysis, Span span,
                              const Resource *from, const Resource *to) {
  Diag *diag = diag_add(analysis->diags, RULE_NAME_DUPLICATE, span,
                        "`%.*s` feeds `%.*s` already", STR_ARG(from->path),
                        STR_ARG(to->path));
  diag_help(analysis->diags, diag,
            "write the arrow at one of its ends only");
}

static void subscribe_to(Analysis *analysis, Topic *topic, Resource *subscriber,
                         Span span) {
  for (u32 i = 0; i < topic->subscriptions.count; i++)
    if (topic->subscriptions.items[i]->subscriber == subscriber) {
      report_edge_twice(analysis, span, &topic->resource, subscriber);
      return;
    }
  Str path =
    str_format(analysis->arena, "%.*s.%.*s", STR_ARG(topic->resource.path),
               STR_ARG(subscriber->path));
  Resource *resource = piece_add(analysis, KIND_subscription,
                                 sizeof(Subscription), path, span);
  Subscription *subscription = (Subscription *)resource;
  subscription->topic = topic;
  subscription->subscriber = subscriber;
  VEC_PUSH(analysis->arena, &topic->subscriptions, subscription);
  VEC_PUSH(analysis->arena, &analysis->model->subscriptions, subscription);
  send_to(analysis, &topic->resource, subscriber);
}

static void call_at(Analysis *analysis, Schedule *schedule, Resource *target,
                    Span span) {
  if (schedule->target == target) {
    report_edge_twice(analysis, span, &schedule->resource, target);
    return;
  }
  if (schedule->target) {
    Diag *diag = diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, span,
                          "schedule `%.*s` has a target already, `%.*s`",
                          STR_ARG(schedule->resource.path),
                          STR_ARG(schedule->target->path));
    diag_help(analysis->diags, diag,
              "declare a schedule for each, or let a topic stand between");
    return;
  }
  schedule->target = target;
  send_to(analysis, &schedule->resource, target);
}

static void resolve_topic(Analysis *analysis, Topic *topic) {
  const Entity *entity = piece_of(analysis, &topic->resource)->entity;
  const Tree *tree = entity->scope->tree;
  NodeId to = node_find(tree, entity->node, NODE_TO);
  if (!to)
    return;
  FOR_CHILDREN(tree, to, node) {
    Resource **targets;
    u32 count = edge_ends(analysis, entity->scope, node, &fed_type,
                          STR("what a topic feeds"), &targets);
    for (u32 i = 0; i < count; i++)
      subscribe_to(analysis, topic, targets[i], node_span(tree, node));
  }
}

/* "5m" as the service has it: rate(5 minutes). */
static Str rate_text(Analysis *analysis, Value value) {
  static const struct {
    i64 size;
    const char *one, *many;
  } units[] = { { 86400000, "day", "days" },
                { 3600000, "hour", "hours" },
                { 60000, "minute", "minutes" } };
  if (!value_known(analysis, &value))
    return STR("");
  for (u32 i = 0; i < COUNT_OF(units); i++)
    if (value.number && value.number % units[i].size == 0) {
      i64 count = value.number / units[i].size;
      return str_format(analysis->arena, "rate(%lld %s)", (long long)count,
                        count == 1 ? units[i].one : units[i].many);
    }
  diag_help(analysis->diags,
            diag_add(analysis->diags, RULE_TYPE_OUT_OF_RANGE, value.span,
                     "a schedule counts in whole minutes, hours or days"),
            "the shortest is `every 1m`");
  return STR("");
}

static Str cron_text(Analysis *analysis, Value value) {
  Str text;
  u32 fields = 0;
  if (!text_known(analysis, &value) ||
      !text_literal(analysis->arena, value.text, &text))
    return STR("");
  for (u32 i = 0; i < text.length; i++)
    fields += text.at[i] != ' ' && (i == 0 || text.at[i - 1] == ' ');
  if (fields == 6)
    return str_format(analysis->arena, "cron(%.*s)", STR_ARG(text));
  diag_note(analysis->diags,
            diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, value.span,
                     "this cron expression has %u fields instead of 6", fields),
            "minutes, hours, day of month, month, day of week, year: "
            "`0 8 * * ? *`");
  return STR("");
}

static void resolve_schedule(Analysis *analysis, Schedule *schedule) {
  static const Type every = { TYPE_DURATION, .min = 60000,
                              .max = INT64_C(31536000000) };
  static const Type cron = { TYPE_STRING, .min = 1, .max = 250 };
  const Entity *entity = piece_of(analysis, &schedule->resource)->entity;
  const Scope *scope = entity->scope;
  const Tree *tree = scope->tree;
  NodeId rate = node_find(tree, entity->node, NODE_EVERY);
  NodeId times = node_find(tree, entity->node, NODE_CRON);
  NodeId to = node_find(tree, entity->node, NODE_TO);
  Value value = value_poison(schedule->resource.span);
  if (rate)
    value = evaluate(analysis, scope, node_child(tree, rate, 0), &every,
                     STR("`every`"));
  if (times)
    value = evaluate(analysis, scope, node_child(tree, times, 0), &cron,
                     STR("`cron`"));
  if (value.kind == VALUE_DURATION)
    schedule->expression = rate_text(analysis, value);
  if (value.kind == VALUE_TEXT)
    schedule->expression = cron_text(analysis, value);
  if (!rate && !times)
    diag_help(analysis->diags,
              diag_add(analysis->diags, RULE_TYPE_MISSING_ATTRIBUTE,
                       schedule->resource.span, "schedule `%.*s` has no time",
                       STR_ARG(schedule->resource.path)),
              "write `schedule %.*s every 5m -> …` or `cron \"0 8 * * ? *\"`",
              STR_ARG(schedule->resource.path));
  if (!to)
    return;
  FOR_CHILDREN(tree, to, node) {
    Resource *target = edge_end(analysis, scope, node, &fed_type,
                                STR("what a schedule calls"));
    if (target)
      call_at(analysis, schedule, target, node_span(tree, node));
  }
}

/* ---- endpoints ---- */

static void read_method(Analysis *analysis, Endpoint *endpoint,
                        const Scope *scope, NodeId node) {
  static const Str methods[] = {
    STR_INIT("GET"),    STR_INIT("POST"), STR_INIT("PUT"),     STR_INIT("PATCH"),
    STR_INIT("DELETE"), STR_INIT("HEAD"), STR_INIT("OPTIONS"), STR_INIT("ANY"),
  };
  Str word = node_text(scope->tree, node);
  for (u32 i = 0; i < COUNT_OF(methods); i++)
    if (str_equal(methods[i], word))
      endpoint->method = methods[i];
  if (endpoint->method.length)
    return;
  Span span = node_span(scope->tree, node);
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_MISMATCH, span,
                        "`%.*s` is no HTTP method", STR_ARG(word));
  Str near = suggest(word, methods, COUNT_OF(methods));
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, span, near, "did you mean `%.*s`?",
             STR_ARG(near));
  else
    diag_note(analysis->diags, diag,
              "there are: GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, ANY");
}

static void read_route(Analysis *analysis, Endpoint *endpoint,
                       const Scope *scope, NodeId route) {
  static const Type path_type = { TYPE_STRING, .min = 1, .max = 1024 };
  const Tree *tree = scope->tree;
  read_method(analysis, endpoint, scope, node_child(tree, route, 0));
  NodeId path = node_child(tree, route, 1);
  if (tree_node(tree, path)->kind == NODE_PATH) {
    endpoint->route = node_text(tree, path);
  } else {
    Value value =
      evaluate(analysis, scope, path, &path_type, STR("an endpoint's path"));
    if (value.kind == VALUE_TEXT && text_known(analysis, &value))
      text_literal(analysis->arena, value.text, &endpoint->route);
  }
  if (endpoint->route.length && endpoint->method.length)
    endpoint->resource.path =
      str_format(analysis->arena, "%.*s %.*s", STR_ARG(endpoint->method),
                 STR_ARG(endpoint->route));
}

/* The name of something else, or of nothing: says which APIs there are. */
static Resource *report_no_api(Analysis *analysis, Span span, Str name,
                               const Entity *found) {
  u32 most = analysis->entities.count, count = 0;
  Str *names = ARENA_ARRAY(analysis->arena, Str, most);
  for (u32 i = 0; i < most; i++)
    if (analysis->entities.items[i]->thing == KIND_api)
      names[count++] = analysis->entities.items[i]->name;
  Diag *diag =
    diag_add(analysis->diags, RULE_NAME_UNDECLARED, span,
             "no API is declared with the name `%.*s`", STR_ARG(name));
  if (found)
    diag_related(analysis->diags, diag, found->span, "this is something else");
  Str near = suggest(name, names, count);
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, span, near,
             "did you mean `%.*s`?", STR_ARG(near));
  else
    diag_help(analysis->diags, diag, "declare one: `api NAME { … }`");
  return NULL;
}

static Resource *find_api(Analysis *analysis, const Scope *scope, NodeId node) {
  Str name = node_text(scope->tree, node);
  bool plain = tree_node(scope->tree, node)->kind == NODE_NAME;
  const Entity *found = plain ? scope_find(analysis, scope, name) : NULL;
  bool other =
    found && found->kind == ENTITY_RESOURCE && found->thing != KIND_api;
  if (plain && (!found || other))
    return report_no_api(analysis, node_span(scope->tree, node), name, found);
  return edge_end(analysis, scope, node, &on_type, STR("`on` of an endpoint"));
}

/* A route of a further API says so in its path: it is told apart by that. */
static void read_api(Analysis *analysis, Endpoint *endpoint,
                     const Scope *scope, NodeId on) {
  Resource *self = &endpoint->resource;
  Resource *api =
    on ? find_api(analysis, scope, node_child(scope->tree, on, 0))
       : analysis->api->resource;
  if (!api)
    return;
  endpoint->api = (Api *)api;
  VEC_PUSH(analysis->arena, &endpoint->api->endpoints, endpoint);
  if (on)
    self->path = str_format(analysis->arena, "%.*s on %.*s",
                            STR_ARG(self->path), STR_ARG(api->path));
}

static void resolve_endpoint(Analysis *analysis, Endpoint *endpoint) {
  const Entity *entity = piece_of(analysis, &endpoint->resource)->entity;
  const Scope *scope = entity->scope;
  const Tree *tree = scope->tree;
  read_route(analysis, endpoint, scope,
             node_find(tree, entity->node, NODE_ROUTE));
  read_api(analysis, endpoint, scope, node_find(tree, entity->node, NODE_ON));
  NodeId to = node_find(tree, entity->node, NODE_TO);
  if (!to) {
    diag_help(analysis->diags,
              diag_add(analysis->diags, RULE_SYNTAX_UNEXPECTED_TOKEN,
                       endpoint->resource.span, "an endpoint has a target"),
              "write `endpoint %.*s -> QUEUE { … }`",
              STR_ARG(endpoint->resource.path));
    return;
  }
  NodeId target = node_child(tree, to, 0), further = node_child(tree, to, 1);
  if (further)
    diag_help(analysis->diags,
              diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT,
                       node_span(tree, further),
                       "an endpoint has one target, a queue or a handler"),
              "to reach several queues, let a topic stand between");
  endpoint->target = edge_end(analysis, scope, target, &route_target_type,
                              STR("`->` of an endpoint"));
  send_to(analysis, &endpoint->resource, endpoint->target);
}

/* ---- handlers ---- */

static void add_target(Analysis *analysis, Handler *handler, Resource *target,
                       Span span) {
  u32 first = 0;
  while (first < handler->targets.count &&
         handler->targets.items[first] != target)
    first++;
  if (first < handler->targets.count) {
    diag_related(analysis->diags,
                 diag_add(analysis->diags, RULE_NAME_DUPLICATE, span,
                          "`%.*s` is named twice", STR_ARG(target->path)),
                 handler->target_spans.items[first], "first named here");
    return;
  }
  VEC_PUSH(analysis->arena, &handler->targets, target);
  VEC_PUSH(analysis->arena, &handler->target_spans, span);
  send_to(analysis, &handler->resource, target);
}

static void resolve_handler(Analysis *analysis, Handler *handler) {
  const Entity *entity = piece_of(analysis, &handler->resource)->entity;
  const Scope *scope = entity->scope;
  const Tree *tree = scope->tree;
  NodeId from = node_find(tree, entity->node, NODE_FROM);
  NodeId to = node_find(tree, entity->node, NODE_TO);
  if (from)
    handler->source = edge_end(analysis, scope, node_child(tree, from, 0),
                               &from_type, STR("`<-` of a handler"));
  Queue *source = as_queue(handler->source);
  if (source)
    VEC_PUSH(analysis->arena, &source->consumers, handler);
  if (as_topic(handler->source))
    subscribe_to(analysis, as_topic(handler->source), &handler->resource,
                 node_span(tree, from));
  if (handler->source && handler->source->kind == KIND_schedule)
    call_at(analysis, (Schedule *)handler->source, &handler->resource,
            node_span(tree, from));
  if (!to)
    return;
  FOR_CHILDREN(tree, to, node) {
    Resource **targets;
    u32 count = edge_ends(analysis, scope, node, &to_type,
                          STR("`->` of a handler"), &targets);
    for (u32 i = 0; i < count; i++)
      add_target(analysis, handler, targets[i], node_span(tree, node));
  }
}

void edges_resolve(Analysis *analysis) {
  Model *model = analysis->model;
  for (u32 i = 0; i < model->topics.count; i++)
    resolve_topic(analysis, model->topics.items[i]);
  for (u32 i = 0; i < model->schedules.count; i++)
    resolve_schedule(analysis, model->schedules.items[i]);
  for (u32 i = 0; i < model->endpoints.count; i++)
    resolve_endpoint(analysis, model->endpoints.items[i]);
  for (u32 i = 0; i < model->handlers.count; i++)
    resolve_handler(analysis, model->handlers.items[i]);
}
