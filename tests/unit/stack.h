/* SPDX-License-Identifier: Apache-2.0
 *
 * Models that are built by hand, for the tests of rules: things get the
 * defaults of their kinds, and a setting's place is found by its text in the
 * program. `stack_of_shop` is a stack with nothing to report.
 */
#ifndef APIQC_STACK_H
#define APIQC_STACK_H

#include <stdio.h>

#include "rules/rules.h"
#include "world.h"

typedef struct Stack {
  World world;
  Model *model;
} Stack;

static inline void fill(Stack *stack, Resource *resource, KindId kind,
                        const char *path) {
  Arena *arena = stack->world.arena;
  *resource = (Resource){ .kind = kind,
                          .number = stack->model->resource_count++,
                          .path = str_from(path),
                          .span = span_of(&stack->world, path) };
  u32 count = kind_attr_count(kind);
  resource->settings = ARENA_ARRAY(arena, Setting, count);
  for (u32 i = 0; i < count; i++) {
    const Value *standard =
      &attr_row((AttrId)(kind_row(kind)->first + i))->standard;
    if (standard->kind != VALUE_POISON)
      resource->settings[i] =
        (Setting){ .value = *standard, .origin = ORIGIN_DEFAULT };
  }
}

static inline Stack stack_new(const char *text) {
  Stack stack = { .world = world_new("stack.apiq", text) };
  Arena *arena = stack.world.arena;
  stack.model = ARENA_NEW(arena, Model);
  stack.model->stack = ARENA_NEW(arena, Resource);
  fill(&stack, stack.model->stack, KIND_stack, "shop");
  return stack;
}

/* Sets what the program writes as `text`; its kind is the row's default's. */
static inline Setting *set(Stack *stack, Resource *resource, AttrId attr,
                           ValueKind kind, const char *text) {
  Span span = span_of(&stack->world, text);
  Value value = { .kind = kind, .span = span, .written = str_from(text) };
  if (kind == VALUE_WORD)
    value.word = value.written;
  else if (kind == VALUE_TEXT)
    value.text = text_of(stack->world.arena,
                         str_slice(value.written, 1, value.written.length - 1));
  else if (kind != VALUE_NONE)
    assert_true(quantity_parse(kind, value.written, &value.number));
  Setting *setting = setting_edit(resource, attr);
  *setting =
    (Setting){ .value = value, .origin = ORIGIN_EXPLICIT, .span = span };
  return setting;
}

static inline Queue *queue_add(Stack *stack, const char *path) {
  Queue *queue = ARENA_NEW(stack->world.arena, Queue);
  fill(stack, &queue->resource, KIND_queue, path);
  VEC_PUSH(stack->world.arena, &stack->model->queues, queue);
  return queue;
}

static inline Queue *dead_letter_add(Stack *stack, Queue *queue) {
  Queue *dead = ARENA_NEW(stack->world.arena, Queue);
  fill(stack, &dead->resource, KIND_queue,
       str_terminated(stack->world.arena, queue->resource.path));
  dead->source = queue;
  queue->dead_letter = dead;
  VEC_PUSH(stack->world.arena, &stack->model->queues, dead);
  return dead;
}

static inline Handler *handler_add(Stack *stack, const char *path,
                                   Queue *source) {
  Handler *handler = ARENA_NEW(stack->world.arena, Handler);
  fill(stack, &handler->resource, KIND_handler, path);
  VEC_PUSH(stack->world.arena, &stack->model->handlers, handler);
  if (!source)
    return handler;
  handler->source = &source->resource;
  VEC_PUSH(stack->world.arena, &source->consumers, handler);
  return handler;
}

static inline void send_to(Stack *stack, Handler *handler, Queue *queue) {
  VEC_PUSH(stack->world.arena, &handler->targets, &queue->resource);
  VEC_PUSH(stack->world.arena, &queue->senders, &handler->resource);
}

static inline Endpoint *endpoint_add(Stack *stack, const char *method,
                                     const char *route, Resource *target) {
  Arena *arena = stack->world.arena;
  Model *model = stack->model;
  if (!model->apis.count) {
    Api *api = ARENA_NEW(arena, Api);
    fill(stack, &api->resource, KIND_api, "shop");
    VEC_PUSH(arena, &model->apis, api);
  }
  Endpoint *endpoint = ARENA_NEW(arena, Endpoint);
  fill(stack, &endpoint->resource, KIND_endpoint,
       str_terminated(arena, str_format(arena, "%s %s", method, route)));
  endpoint->method = str_from(method);
  endpoint->route = str_from(route);
  endpoint->api = model->apis.items[0];
  endpoint->target = target;
  endpoint->auth = AUTH_IAM;
  VEC_PUSH(arena, &model->endpoints, endpoint);
  VEC_PUSH(arena, &endpoint->api->endpoints, endpoint);
  if (as_queue(target))
    VEC_PUSH(arena, &as_queue(target)->senders, &endpoint->resource);
  if (as_handler(target))
    VEC_PUSH(arena, &as_handler(target)->callers, &endpoint->resource);
  return endpoint;
}

/* Checks; the found rules are joined with blanks, in source order. */
static inline const char *found(Stack *stack) {
  Arena *arena = stack->world.arena;
  stack->world.diags->items.count = 0;
  rules_check(arena, stack->world.diags, stack->model);
  diags_finish(stack->world.diags, false);
  Buf buf = buf_new(arena);
  for (u32 i = 0; i < stack->world.diags->items.count; i++)
    buf_format(
      &buf, "%s%.*s", i ? " " : "",
      STR_ARG(rule_row(stack->world.diags->items.items[i]->rule)->name));
  return str_terminated(arena, buf_view(&buf));
}

static inline void assert_found(Stack *stack, const char *expected) {
  assert_string_equal(found(stack), expected);
}

static inline const Diag *first(const Stack *stack) {
  return stack->world.diags->items.items[0];
}

static inline void assert_at(const Stack *stack, const char *place) {
  Span span = span_of(&stack->world, place);
  assert_int_equal(first(stack)->span.lo, span.lo);
  assert_int_equal(first(stack)->span.hi, span.hi);
}

static inline void done(Stack *stack) {
  arena_free(stack->world.arena);
}

/* `orders` -> handler `ship`, with code and a sender: nothing to report. */
static inline Stack stack_of_shop(const char *text, Queue **queue,
                                  Handler **handler) {
  Stack stack = stack_new(text);
  *queue = queue_add(&stack, "orders");
  dead_letter_add(&stack, *queue);
  *handler = handler_add(&stack, "ship", *queue);
  set(&stack, &(*handler)->resource, ATTR_handler_code, VALUE_TEXT, "\"c\"");
  set(&stack, &(*handler)->resource, ATTR_handler_runtime, VALUE_WORD,
      "provided.al2023");
  endpoint_add(&stack, "POST", "/x", &(*queue)->resource);
  return stack;
}

#define SHOP "shop orders ship \"c\" provided.al2023 POST /x "

#endif
