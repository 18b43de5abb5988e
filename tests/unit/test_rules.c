/* SPDX-License-Identifier: Apache-2.0
 *
 * Rules about the flow of messages: the example of the language's design as it
 * is rendered, then for each check a stack that is right and the change that
 * makes it wrong.
 */
#include "stack.h"

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
      rest =
        str_slice(rest, blank < rest.length ? blank + 1 : blank, rest.length);
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
  Setting *visibility =
    set(&stack, &queue->resource, ATTR_queue_visibility, VALUE_DURATION, "48s");
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
  arena_free(expected.arena);
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
    { ATTR_queue_retention, VALUE_DURATION, "11d",
      "flow/dead-letter-retention" },
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
    { false,
      { { ATTR_handler_batch_size, VALUE_INTEGER, "11" } },
      "flow/window-required" },
    { false,
      { { ATTR_handler_batch_size, VALUE_INTEGER, "11" },
        { ATTR_handler_batch_window, VALUE_DURATION, "1s" } },
      "" },
    { true,
      { { ATTR_handler_batch_size, VALUE_INTEGER, "11" } },
      "flow/group-missing flow/fifo-batch" },
    { true,
      { { ATTR_handler_batch_window, VALUE_DURATION, "1s" } },
      "flow/group-missing flow/fifo-batch" },
    { false, { { ATTR_handler_expected, VALUE_DURATION, "3s" } }, "" },
    { false,
      { { ATTR_handler_expected, VALUE_DURATION, "4s" } },
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
    { false,
      { { ATTR_handler_on_failure, VALUE_WORD, "dead_letter" } },
      "flow/on-failure-dead" },
    { false,
      { { ATTR_handler_log_retention, VALUE_DURATION, "31d" } },
      "type/out-of-range" },
    { false, { { ATTR_handler_log_retention, VALUE_DURATION, "60d" } }, "" },
    { false,
      { { ATTR_handler_runtime, VALUE_WORD, "provided.al" } },
      "type/mismatch" },
    { false,
      { { ATTR_handler_runtime, VALUE_WORD, "provided.al2" } },
      "limit/runtime" },
    { false,
      { { ATTR_handler_runtime, VALUE_WORD, "python3.12" } },
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
    snprintf(text, sizeof text, SHOP "= %s ; %s ; %s", rows[i].given[0].text,
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

/* A circle that also leads to where all has been seen is still one. */
static void test_cycle_beside(void **state) {
  (void)state;
  Queue *queue;
  Handler *ship;
  Stack stack = stack_of_shop(SHOP "returns book", &queue, &ship);
  Queue *returns = queue_add(&stack, "returns");
  Handler *book = handler_add(&stack, "book", returns);
  book->resource.settings = ship->resource.settings;
  send_to(&stack, book, queue);
  send_to(&stack, book, returns);
  assert_found(&stack, "flow/cycle");
  assert_str(first(&stack)->notes.items[0], "the way: book -> returns -> book");
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
    next->resource.number = stack.model->resource_count++;
    VEC_PUSH(stack.world.arena, &stack.model->queues, next);
    handler = ARENA_NEW(stack.world.arena, Handler);
    handler->resource = before->resource;
    handler->resource.number = stack.model->resource_count++;
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
  assert_str(
    first(&stack)->message,
    "up to 100/s arrive in queue `orders`, and 75/s can be worked off");
  assert_str(first(&stack)->effects.items[0],
             "under full load the queue grows, and after about 16d messages "
             "expire unread at an age of 4d");
  assert_str(first(&stack)->fixes.items[0].edits.items[0].text, "200");
  max->value.number = 200;
  assert_found(&stack, "");
  done(&stack);
}

int main(void) {
  static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_names_of_rules), cmocka_unit_test(test_example),
    cmocka_unit_test(test_visibility),     cmocka_unit_test(test_times),
    cmocka_unit_test(test_handlers),       cmocka_unit_test(test_cycles),
    cmocka_unit_test(test_cycle_beside),   cmocka_unit_test(test_long_chain),
    cmocka_unit_test(test_consumers),      cmocka_unit_test(test_capacity),
  };
  return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
