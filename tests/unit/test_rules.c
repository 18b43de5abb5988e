/* SPDX-License-Identifier: Apache-2.0
 *
 * Rules over models that are built by hand: the example of the language's
 * design as it is rendered, then for each check a stack that is right and the
 * change that makes it wrong. A setting's place is found by its text.
 */
#include "rules/rules.h"
#include "world.h"

typedef struct Stack {
  World world;
  Model *model;
  u32 things;
} Stack;

static void fill(Stack *stack, Resource *resource, KindId kind,
                 const char *path) {
  Arena *arena = stack->world.arena;
  *resource = (Resource){ .kind = kind,
                          .number = stack->things++,
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

static Stack stack_new(const char *text) {
  Stack stack = { .world = world_new("stack.apiq", text) };
  Arena *arena = stack.world.arena;
  stack.model = ARENA_NEW(arena, Model);
  stack.model->stack = ARENA_NEW(arena, Resource);
  fill(&stack, stack.model->stack, KIND_stack, "shop");
  return stack;
}

/* Sets what the program writes as `text`; its kind is the row's default's. */
static Setting *set(Stack *stack, Resource *resource, AttrId attr,
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

static Queue *queue_add(Stack *stack, const char *path) {
  Queue *queue = ARENA_NEW(stack->world.arena, Queue);
  fill(stack, &queue->resource, KIND_queue, path);
  VEC_PUSH(stack->world.arena, &stack->model->queues, queue);
  return queue;
}

static Queue *dead_letter_add(Stack *stack, Queue *queue) {
  Queue *dead = ARENA_NEW(stack->world.arena, Queue);
  fill(stack, &dead->resource, KIND_queue,
       str_terminated(stack->world.arena, queue->resource.path));
  dead->source = queue;
  queue->dead_letter = dead;
  VEC_PUSH(stack->world.arena, &stack->model->queues, dead);
  return dead;
}

static Handler *handler_add(Stack *stack, const char *path, Queue *source) {
  Handler *handler = ARENA_NEW(stack->world.arena, Handler);
  fill(stack, &handler->resource, KIND_handler, path);
  VEC_PUSH(stack->world.arena, &stack->model->handlers, handler);
  if (!source)
    return handler;
  handler->source = &source->resource;
  VEC_PUSH(stack->world.arena, &source->consumers, handler);
  return handler;
}

static void send_to(Stack *stack, Handler *handler, Queue *queue) {
  VEC_PUSH(stack->world.arena, &handler->targets, &queue->resource);
  VEC_PUSH(stack->world.arena, &queue->senders, &handler->resource);
}

static Endpoint *endpoint_add(Stack *stack, const char *method,
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
static const char *found(Stack *stack) {
  Arena *arena = stack->world.arena;
  stack->world.diags->items.count = 0;
  rules_check(arena, stack->world.diags, stack->model);
  diags_finish(stack->world.diags, false);
  Buf buf = buf_new(arena);
  for (u32 i = 0; i < stack->world.diags->items.count; i++)
    buf_format(&buf, "%s%.*s", i ? " " : "",
               STR_ARG(rule_row(stack->world.diags->items.items[i]->rule)->name));
  return str_terminated(arena, buf_view(&buf));
}

static void assert_found(Stack *stack, const char *expected) {
  assert_string_equal(found(stack), expected);
}

static const Diag *first(const Stack *stack) {
  return stack->world.diags->items.items[0];
}

static void assert_at(const Stack *stack, const char *place) {
  Span span = span_of(&stack->world, place);
  assert_int_equal(first(stack)->span.lo, span.lo);
  assert_int_equal(first(stack)->span.hi, span.hi);
}

static void done(Stack *stack) {
  arena_free(stack->world.arena);
}

/* `orders` -> handler `ship`, with code and a sender: nothing to report. */
static Stack stack_of_shop(const char *text, Queue **queue, Handler **handler) {
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

/* ---- the table ---- */

static void test_names_of_rules(void **state) {
  static const char *const rows[] = {
#define CHECK(id, rules) rules,
#include "rules/rules.def"
#undef CHECK
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Str rest = str_from(rows[i]);
    while (rest.length) {
      u32 blank = str_find(rest, ' ');
      assert_int_not_equal(rule_find(str_slice(rest, 0, blank)), RULE_COUNT);
      rest = str_slice(rest, blank < rest.length ? blank + 1 : blank,
                       rest.length);
    }
  }
}

/* ---- queues ---- */

static void test_example(void **state) {
  (void)state;
  Stack stack = stack_new(world_shop);
  Queue *queue = queue_add(&stack, "main");
  queue->resource.span = span_of(&stack.world, "main {\n");
  Handler *handler = handler_add(&stack, "ship", queue);
  Setting *visibility = set(&stack, &queue->resource, ATTR_queue_visibility,
                            VALUE_DURATION, "48s");
  visibility->whole = span_of(&stack.world, "visibility = 48s");
  set(&stack, &handler->resource, ATTR_handler_timeout, VALUE_DURATION, "45s");
  Setting *window = set(&stack, &handler->resource, ATTR_handler_batch_window,
                        VALUE_DURATION, "5s");
  window->span = span_of(&stack.world, "5s }");
  window->span.hi = window->span.lo + 2;
  rules_check(stack.world.arena, stack.world.diags, stack.model);
  Diags *all = stack.world.diags;
  for (u32 i = 0; i < all->items.count; i++)
    if (all->items.items[i]->rule == RULE_FLOW_VISIBILITY_TOO_SHORT)
      all->items.items[0] = all->items.items[i];
  all->items.count = 1;
  World expected = world_of_shop();
  Buf mine = buf_new(stack.world.arena), theirs = buf_new(stack.world.arena);
  render_human(&mine, all, (RenderOptions){ 0 });
  render_human(&theirs, expected.diags, (RenderOptions){ 0 });
  assert_str(buf_view(&mine),
             str_terminated(stack.world.arena, buf_view(&theirs)));
  done(&expected);
  done(&stack);
}

static void test_visibility(void **state) {
  static const struct {
    const char *text, *expected;
    Severity severity;
  } rows[] = {
    { "29s", "flow/visibility-too-short", SEVERITY_ERROR },
    { "30s", "flow/visibility-too-short", SEVERITY_WARNING },
    { "179s", "flow/visibility-too-short", SEVERITY_WARNING },
    { "180s", "", SEVERITY_NOTE },
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Queue *queue;
    Handler *handler;
    char text[128];
    snprintf(text, sizeof text, SHOP "%s", rows[i].text);
    Stack stack = stack_of_shop(text, &queue, &handler);
    Setting *visibility = set(&stack, &queue->resource, ATTR_queue_visibility,
                              VALUE_DURATION, rows[i].text);
    assert_found(&stack, rows[i].expected);
    if (rows[i].expected[0]) {
      assert_at(&stack, rows[i].text);
      assert_int_equal(first(&stack)->severity, rows[i].severity);
    }
    visibility->value.kind = VALUE_POISON; /* something was reported */
    assert_found(&stack, "");
    done(&stack);
  }
}

static void test_times(void **state) {
  static const struct {
    AttrId attr;
    ValueKind kind;
    const char *text, *expected;
  } rows[] = {
    { ATTR_queue_retention, VALUE_DURATION, "149s",
      "flow/retries-outlive-retention" },
    { ATTR_queue_retention, VALUE_DURATION, "150s", "" },
    { ATTR_queue_retention, VALUE_DURATION, "10d", "" },
    { ATTR_queue_retention, VALUE_DURATION, "11d", "flow/dead-letter-retention" },
    { ATTR_queue_dead_letter_after, VALUE_INTEGER, "4", "flow/few-retries" },
    { ATTR_queue_dead_letter_after, VALUE_INTEGER, "5", "" },
    { ATTR_queue_dead_letter_retention, VALUE_DURATION, "3d",
      "flow/dead-letter-retention" },
    { ATTR_queue_dead_letter_retention, VALUE_DURATION, "7d",
      "flow/dead-letter-retention" },
    { ATTR_queue_dead_letter_retention, VALUE_DURATION, "8d", "" },
    { ATTR_queue_max_message, VALUE_SIZE, "64KB", "flow/payload" },
    { ATTR_queue_max_message, VALUE_SIZE, "1MB", "" },
    { ATTR_queue_alarms_age, VALUE_DURATION, "4d", "type/bad-argument" },
    { ATTR_queue_alarms_age, VALUE_DURATION, "3d", "" },
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Queue *queue;
    Handler *handler;
    char text[128];
    snprintf(text, sizeof text, SHOP "= %s", rows[i].text);
    Stack stack = stack_of_shop(text, &queue, &handler);
    set(&stack, &queue->resource, rows[i].attr, rows[i].kind, rows[i].text);
    assert_found(&stack, rows[i].expected);
    done(&stack);
  }
}

/* ---- handlers ---- */

typedef struct Given {
  AttrId attr;
  ValueKind kind;
  const char *text;
} Given;

static void test_handlers(void **state) {
  static const struct {
    bool fifo;
    Given given[3];
    const char *expected;
  } rows[] = {
    { false, { { ATTR_handler_batch_size, VALUE_INTEGER, "11" } },
      "flow/window-required" },
    { false,
      { { ATTR_handler_batch_size, VALUE_INTEGER, "11" },
        { ATTR_handler_batch_window, VALUE_DURATION, "1s" } },
      "" },
    { true, { { ATTR_handler_batch_size, VALUE_INTEGER, "11" } },
      "flow/group-missing flow/fifo-batch" },
    { true, { { ATTR_handler_batch_window, VALUE_DURATION, "1s" } },
      "flow/group-missing flow/fifo-batch" },
    { false, { { ATTR_handler_expected, VALUE_DURATION, "3s" } }, "" },
    { false, { { ATTR_handler_expected, VALUE_DURATION, "4s" } },
      "flow/batch-outlives-timeout" },
    { false,
      { { ATTR_handler_concurrency_max, VALUE_INTEGER, "50" },
        { ATTR_handler_concurrency_reserved, VALUE_INTEGER, "49" } },
      "flow/reserved-below-max" },
    { false,
      { { ATTR_handler_concurrency_max, VALUE_INTEGER, "50" },
        { ATTR_handler_pollers_min, VALUE_INTEGER, "49" } },
      "type/bad-argument" },
    { false,
      { { ATTR_handler_pollers_max, VALUE_INTEGER, "48" },
        { ATTR_handler_pollers_min, VALUE_INTEGER, "49" } },
      "type/bad-argument" },
    { false, { { ATTR_handler_on_failure, VALUE_WORD, "dead_letter" } },
      "flow/on-failure-dead" },
    { false, { { ATTR_handler_log_retention, VALUE_DURATION, "31d" } },
      "type/out-of-range" },
    { false, { { ATTR_handler_log_retention, VALUE_DURATION, "60d" } }, "" },
    { false, { { ATTR_handler_runtime, VALUE_WORD, "provided.al" } },
      "type/mismatch" },
    { false, { { ATTR_handler_runtime, VALUE_WORD, "provided.al2" } },
      "limit/runtime" },
    { false, { { ATTR_handler_runtime, VALUE_WORD, "python3.12" } },
      "type/missing-attribute" },
    { false,
      { { ATTR_handler_runtime, VALUE_WORD, "python3.12" },
        { ATTR_handler_entry, VALUE_TEXT, "\"app.handle\"" } },
      "" },
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Queue *queue;
    Handler *handler;
    char text[256];
    snprintf(text, sizeof text, SHOP "= %s ; %s ; %s",
             rows[i].given[0].text,
             rows[i].given[1].text ? rows[i].given[1].text : "",
             rows[i].given[2].text ? rows[i].given[2].text : "");
    Stack stack = stack_of_shop(text, &queue, &handler);
    queue->fifo = rows[i].fifo;
    for (size_t k = 0; k < COUNT_OF(rows[i].given) && rows[i].given[k].text;
         k++)
      set(&stack, &handler->resource, rows[i].given[k].attr,
          rows[i].given[k].kind, rows[i].given[k].text);
    assert_found(&stack, rows[i].expected);
    done(&stack);
  }
}

static void test_variables(void **state) {
  static const struct {
    const char *first, *later, *expected;
  } rows[] = {
    { "LEVEL", "OTHER", "" },
    { "LEVEL", "AWS_REGION", "name/reserved" },
    { "LEVEL", "X", "name/bad-character" },
    { "LEVEL", "2X", "name/bad-character" },
    { "LEVEL", "LEVEL", "name/collision" },
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Queue *queue;
    Handler *handler;
    char text[128];
    snprintf(text, sizeof text, SHOP "= %s, = %s", rows[i].first,
             rows[i].later);
    Stack stack = stack_of_shop(text, &queue, &handler);
    Span span = span_of(&stack.world, ", = ");
    VEC_PUSH(stack.world.arena, &handler->environment,
             ((Variable){ .name = str_from(rows[i].first), .span = span }));
    span.lo += 4;
    VEC_PUSH(stack.world.arena, &handler->environment,
             ((Variable){ .name = str_from(rows[i].later), .span = span }));
    assert_found(&stack, rows[i].expected);
    if (rows[i].expected[0])
      assert_int_equal(first(&stack)->span.lo, span.lo);
    done(&stack);
  }
}

/* ---- endpoints ---- */

static void test_routes(void **state) {
  static const struct {
    const char *route;
    bool fine;
  } rows[] = {
    { "/", true },           { "/a/{b}/{rest+}", true },
    { "/a_b/c.d", true },    { "a", false },
    { "/{b}/{b}", false },   { "/{rest+}/a", false },
    { "/a{b}", false },      { "/{}", false },
    { "/{a", false },        { "/a b", false },
    { "/{a b}", false },     { "/a?b", false },
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Queue *queue;
    Handler *handler;
    char text[128];
    snprintf(text, sizeof text, SHOP "POST %s", rows[i].route);
    Stack stack = stack_of_shop(text, &queue, &handler);
    endpoint_add(&stack, "POST", rows[i].route, &queue->resource);
    assert_found(&stack, rows[i].fine ? "" : "type/bad-argument");
    done(&stack);
  }
}

static void test_endpoints(void **state) {
  (void)state;
  Queue *queue;
  Handler *handler;
  Stack stack =
    stack_of_shop(SHOP "GET /y none 5s POST /f 60s", &queue, &handler);
  assert_found(&stack, "");
  Endpoint *bare = endpoint_add(&stack, "GET", "/y", &queue->resource);
  assert_found(&stack, "flow/no-body");

  set(&stack, &bare->resource, ATTR_endpoint_auth, VALUE_NONE, "none");
  bare->method = STR("ANY");
  assert_found(&stack, "flow/no-throttle");
  Reason reason = { .text = STR("a lab") };
  bare->resource.reason = &reason;
  assert_found(&stack, "");
  assert_true(reason.used);

  queue->fifo = true;
  set(&stack, &bare->resource, ATTR_endpoint_delay, VALUE_DURATION, "5s");
  assert_found(&stack,
               "flow/group-missing flow/group-missing flow/fifo-delay");
  *setting_edit(&queue->resource, ATTR_queue_fifo_deduplicate_by) =
    (Setting){ .value = { .kind = VALUE_WORD, .word = STR("message") },
               .origin = ORIGIN_EXPLICIT };
  assert_found(&stack,
               "flow/group-missing flow/deduplication-missing "
               "flow/group-missing flow/deduplication-missing flow/fifo-delay");
  done(&stack);

  stack = stack_of_shop(SHOP "POST /x answer 60s 7s", &queue, &handler);
  Handler *answer = handler_add(&stack, "answer", NULL);
  set(&stack, &answer->resource, ATTR_handler_code, VALUE_TEXT, "\"c\"");
  set(&stack, &answer->resource, ATTR_handler_runtime, VALUE_WORD,
      "provided.al2023");
  assert_found(&stack, "flow/unfed");
  Endpoint *twice = endpoint_add(&stack, "POST", "/x", &answer->resource);
  twice->resource.span.lo++;
  assert_found(&stack, "name/duplicate");
  twice->method = STR("ANY");
  assert_found(&stack, "");
  set(&stack, &answer->resource, ATTR_handler_timeout, VALUE_DURATION, "60s");
  set(&stack, &twice->resource, ATTR_endpoint_delay, VALUE_DURATION, "7s");
  assert_found(&stack, "flow/timeout-over-api type/bad-argument");
  done(&stack);
}

/* ---- the graph ---- */

static void test_cycles(void **state) {
  (void)state;
  Queue *queue;
  Handler *ship;
  Stack stack = stack_of_shop(SHOP "returns book repair", &queue, &ship);
  Queue *returns = queue_add(&stack, "returns");
  send_to(&stack, ship, returns);
  Handler *book = handler_add(&stack, "book", returns);
  book->resource.settings = ship->resource.settings;
  assert_found(&stack, "");
  send_to(&stack, book, queue);
  assert_found(&stack, "flow/cycle");
  assert_str(first(&stack)->notes.items[0],
             "the way: ship -> returns -> book -> orders -> ship");
  Reason reason = { .text = STR("it counts") };
  book->resource.reason = &reason;
  assert_found(&stack, "");
  assert_true(reason.used);

  /* A circle beside an excused one is not excused. */
  send_to(&stack, ship, queue);
  assert_found(&stack, "flow/cycle");
  assert_str(first(&stack)->notes.items[0], "the way: ship -> orders -> ship");
  ship->targets.count--;

  /* What comes from the dead letters comes back too. */
  Handler *repair = handler_add(&stack, "repair", queue->dead_letter);
  repair->resource.settings = ship->resource.settings;
  send_to(&stack, repair, queue);
  assert_found(&stack, "flow/cycle");
  done(&stack);
}

/* No recursion: a long chain is walked as it is. */
static void test_long_chain(void **state) {
  enum { LENGTH = 200000 };
  (void)state;
  Queue *queue;
  Handler *handler;
  Stack stack = stack_of_shop(SHOP, &queue, &handler);
  for (u32 i = 0; i < LENGTH; i++) {
    Handler *before = handler;
    Queue *next = ARENA_NEW(stack.world.arena, Queue);
    next->resource = queue->resource;
    next->resource.number = stack.things++;
    VEC_PUSH(stack.world.arena, &stack.model->queues, next);
    handler = ARENA_NEW(stack.world.arena, Handler);
    handler->resource = before->resource;
    handler->resource.number = stack.things++;
    handler->source = &next->resource;
    VEC_PUSH(stack.world.arena, &stack.model->handlers, handler);
    VEC_PUSH(stack.world.arena, &next->consumers, handler);
    send_to(&stack, before, next);
  }
  assert_found(&stack, "");
  done(&stack);
}

static void test_consumers(void **state) {
  (void)state;
  Queue *queue;
  Handler *ship;
  Stack stack = stack_of_shop(SHOP "book lonely", &queue, &ship);
  Handler *book = handler_add(&stack, "book", queue);
  book->resource.settings = ship->resource.settings;
  assert_found(&stack, "flow/two-consumers");
  assert_at(&stack, "book");
  Reason reason = { .text = STR("either may") };
  book->resource.reason = &reason;
  assert_found(&stack, "");
  assert_true(reason.used);
  queue_add(&stack, "lonely");
  assert_found(&stack, "flow/unconsumed flow/unfed");

  /* An arrow may be missing because of an error: then silence. */
  stack.world.diags->items.count = 0;
  diag_add(stack.world.diags, RULE_NAME_UNDECLARED, (Span){ 0, 1 }, "no x");
  rules_check(stack.world.arena, stack.world.diags, stack.model);
  assert_int_equal(stack.world.diags->items.count, 1);
  done(&stack);
}

static void test_capacity(void **state) {
  (void)state;
  Queue *queue;
  Handler *ship;
  Stack stack = stack_of_shop(SHOP "= 100/s, 2s, 150", &queue, &ship);
  Resource *endpoint = &stack.model->endpoints.items[0]->resource;
  set(&stack, endpoint, ATTR_endpoint_throttle_rate, VALUE_RATE, "100/s");
  set(&stack, &ship->resource, ATTR_handler_expected, VALUE_DURATION, "2s");
  assert_found(&stack, "");
  Setting *max = set(&stack, &ship->resource, ATTR_handler_concurrency_max,
                     VALUE_INTEGER, "150");
  assert_found(&stack, "flow/capacity");
  assert_at(&stack, "150");
  assert_str(first(&stack)->message,
             "up to 100/s arrive in queue `orders`, and 75/s can be worked off");
  assert_str(first(&stack)->effects.items[0],
             "under full load the queue grows, and after about 16d messages "
             "expire unread at an age of 4d");
  assert_str(first(&stack)->fixes.items[0].edits.items[0].text, "200");
  max->value.number = 200;
  assert_found(&stack, "");
  done(&stack);
}

/* ---- names and limits ---- */

static void test_names(void **state) {
  static const struct {
    const char *queue, *handler, *expected;
  } rows[] = {
    { "shop-dev-queue", "shop-dev-handler", "" },
    { "shop-dev-queue.fifo", "x", "" },
    { "shop.dev", "x", "name/bad-character" },
    { "sh\xC3\xB6p", "x", "name/bad-character" },
    { "x",
      "0123456789012345678901234567890123456789012345678901234567890123", "" },
    { "x", "01234567890123456789012345678901234567890123456789012345678901234",
      "name/too-long" },
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Queue *queue;
    Handler *handler;
    Stack stack = stack_of_shop(SHOP, &queue, &handler);
    queue->fifo = str_ends(str_from(rows[i].queue), STR(".fifo"));
    if (queue->fifo)
      stack.model->endpoints.count = 0;
    queue->resource.physical_name = str_from(rows[i].queue);
    handler->resource.physical_name = str_from(rows[i].handler);
    assert_found(&stack, rows[i].expected);
    done(&stack);
  }
}

static void test_collision(void **state) {
  (void)state;
  Queue *queue;
  Handler *handler;
  Stack stack = stack_of_shop(SHOP, &queue, &handler);
  queue->resource.physical_name = STR("same");
  handler->resource.physical_name = STR("same"); /* of another scope */
  assert_found(&stack, "");
  queue->dead_letter->resource.physical_name = STR("same");
  assert_found(&stack, "name/collision");

  /* What is called after it is not reported a second time. */
  for (u32 i = 0; i < 2; i++) {
    Alarm *alarm = ARENA_NEW(stack.world.arena, Alarm);
    fill(&stack, &alarm->resource, KIND_alarm, "orders");
    alarm->resource.physical_name = STR("same-age");
    alarm->watched = i ? &queue->dead_letter->resource : &queue->resource;
    VEC_PUSH(stack.world.arena, &stack.model->alarms, alarm);
  }
  VEC_PUSH(stack.world.arena, &stack.model->alarm_actions, ((Text){ 0 }));
  assert_found(&stack, "name/collision");
  stack.model->alarm_actions.count = 0;
  assert_found(&stack, "flow/alarms-silent name/collision");
  done(&stack);
}

static void test_limits(void **state) {
  (void)state;
  Queue *queue;
  Handler *handler;
  Stack stack = stack_of_shop(SHOP "20000/s", &queue, &handler);
  Arena *arena = stack.world.arena;
  Api *api = stack.model->apis.items[0];
  set(&stack, &api->resource, ATTR_api_throttle_rate, VALUE_RATE, "20000/s");
  assert_found(&stack, "limit/throttle");
  *setting_edit(&api->resource, ATTR_api_throttle_rate) = (Setting){ 0 };

  while (api->endpoints.count < 300)
    VEC_PUSH(arena, &api->endpoints, api->endpoints.items[0]);
  assert_found(&stack, "");
  VEC_PUSH(arena, &api->endpoints, api->endpoints.items[0]);
  assert_found(&stack, "limit/routes limit/integrations");
  assert_int_equal(first(&stack)->severity, SEVERITY_WARNING);
  api->endpoints.count = 1;

  while (stack.model->outputs.count < 201)
    VEC_PUSH(arena, &stack.model->outputs, ((Output){ .name = STR("x") }));
  assert_found(&stack, "limit/outputs");
  stack.model->outputs.count = 0;

  Buf large = buf_new(arena);
  buf_repeat(&large, 'x', 4093);
  VEC_PUSH(arena, &handler->environment,
           ((Variable){ .name = STR("BIG"),
                        .value = text_of(arena, buf_view(&large)) }));
  assert_found(&stack, "");
  handler->environment.items[0].name = STR("BIGG");
  assert_found(&stack, "limit/environment-size");
  handler->environment.count = 0;

  Role *role = ARENA_NEW(arena, Role);
  fill(&stack, &role->resource, KIND_role, "ship");
  role->owner = &handler->resource;
  VEC_PUSH(arena, &stack.model->roles, role);
  Statement statement = { .reason_text = STR("") };
  VEC_PUSH(arena, &statement.actions, STR("service:Action"));
  for (u32 i = 0; i < 100; i++)
    VEC_PUSH(arena, &statement.resources, text_of(arena, str_slice(buf_view(&large), 0, 90)));
  VEC_PUSH(arena, &role->statements.items, statement);
  assert_found(&stack, "");
  *setting_edit(stack.model->stack, ATTR_stack_policies) =
    (Setting){ .value = { .kind = VALUE_WORD, .word = STR("managed") },
               .origin = ORIGIN_EXPLICIT };
  assert_found(&stack, "limit/policy-size");
  done(&stack);
}

int main(void) {
  static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_names_of_rules), cmocka_unit_test(test_example),
    cmocka_unit_test(test_visibility),     cmocka_unit_test(test_times),
    cmocka_unit_test(test_handlers),       cmocka_unit_test(test_variables),
    cmocka_unit_test(test_routes),         cmocka_unit_test(test_endpoints),
    cmocka_unit_test(test_cycles),         cmocka_unit_test(test_long_chain),
    cmocka_unit_test(test_consumers),      cmocka_unit_test(test_capacity),
    cmocka_unit_test(test_names),          cmocka_unit_test(test_collision),
    cmocka_unit_test(test_limits),
  };
  return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
