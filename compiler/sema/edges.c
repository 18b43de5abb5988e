/* SPDX-License-Identifier: Apache-2.0
 *
 * Arrows: who feeds whom. Heads are read once all names have their things; each
 * edge is entered at both of its ends.
 */
#include "sema/program.h"

#define SENDABLE                                                               \
  (KIND_BIT(queue) | KIND_BIT(external_queue) | KIND_BIT(external_topic) |     \
   KIND_BIT(external_bus) | KIND_BIT(external_function) | KIND_BIT(handler))

static const Type from_type = {
  TYPE_REFERENCE, .references = KIND_BIT(queue) | KIND_BIT(external_queue)
};
static const Type to_type = { TYPE_REFERENCE, .references = SENDABLE };
static const Type route_target_type = {
  TYPE_REFERENCE, .references = KIND_BIT(queue) | KIND_BIT(external_queue) |
                                KIND_BIT(handler)
};

static Resource *edge_end(Analysis *analysis, const Scope *scope, NodeId node,
                          const Type *type, Str what) {
  Value value = evaluate(analysis, scope, node, type, what);
  return value.kind == VALUE_REFERENCE ? value.reference.resource : NULL;
}

static void send_to(Analysis *analysis, Resource *sender, Resource *target) {
  Queue *queue = as_queue(target);
  Handler *handler = as_handler(target);
  if (queue)
    VEC_PUSH(analysis->arena, &queue->senders, sender);
  if (handler)
    VEC_PUSH(analysis->arena, &handler->callers, sender);
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

static void resolve_endpoint(Analysis *analysis, Endpoint *endpoint) {
  const Entity *entity = piece_of(analysis, &endpoint->resource)->entity;
  const Scope *scope = entity->scope;
  const Tree *tree = scope->tree;
  endpoint->api = analysis->api;
  VEC_PUSH(analysis->arena, &endpoint->api->endpoints, endpoint);
  read_route(analysis, endpoint, scope,
             node_find(tree, entity->node, NODE_ROUTE));
  NodeId on = node_find(tree, entity->node, NODE_ON);
  if (on)
    diag_add(analysis->diags, RULE_NAME_NOT_YET, node_span(tree, on),
             "this version does not know yet what `on` means");
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
  if (!to)
    return;
  FOR_CHILDREN(tree, to, node) {
    Resource *target = edge_end(analysis, scope, node, &to_type,
                                STR("`->` of a handler"));
    u32 first = 0;
    while (first < handler->targets.count &&
           handler->targets.items[first] != target)
      first++;
    bool again = first < handler->targets.count;
    if (again)
      diag_related(analysis->diags,
                   diag_add(analysis->diags, RULE_NAME_DUPLICATE,
                            node_span(tree, node), "`%.*s` is named twice",
                            STR_ARG(target->path)),
                   handler->target_spans.items[first], "first named here");
    if (!target || again)
      continue;
    VEC_PUSH(analysis->arena, &handler->targets, target);
    VEC_PUSH(analysis->arena, &handler->target_spans, node_span(tree, node));
    send_to(analysis, &handler->resource, target);
  }
}

void edges_resolve(Analysis *analysis) {
  Model *model = analysis->model;
  for (u32 i = 0; i < model->endpoints.count; i++)
    resolve_endpoint(analysis, model->endpoints.items[i]);
  for (u32 i = 0; i < model->handlers.count; i++)
    resolve_handler(analysis, model->handlers.items[i]);
}
