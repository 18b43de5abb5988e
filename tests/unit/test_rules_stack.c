/* SPDX-License-Identifier: Apache-2.0
 *
 * Rules about endpoints, names and quotas: for each check a stack that is right
 * and the change that makes it wrong.
 */
#include "stack.h"

/* ---- variables ---- */

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
    { "/", true },      { "/a/{b}/{rest+}", true }, { "/a_b/c.d", true },
    { "a", false },     { "/{b}/{b}", false },      { "/{rest+}/a", false },
    { "/a{b}", false }, { "/{}", false },           { "/{a", false },
    { "/a b", false },  { "/{a b}", false },        { "/a?b", false },
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
  assert_found(&stack, "flow/group-missing flow/group-missing flow/fifo-delay");
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

/* ---- names and limits ---- */

static void test_names(void **state) {
  static const struct {
    const char *queue, *handler, *expected;
  } rows[] = {
    { "shop-dev-queue", "shop-dev-handler", "" },
    { "shop-dev-queue.fifo", "x", "" },
    { "shop.dev", "x", "name/bad-character" },
    { "sh\xC3\xB6p", "x", "name/bad-character" },
    { "x", "0123456789012345678901234567890123456789012345678901234567890123",
      "" },
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

  Endpoint *endpoint = api->endpoints.items[0];
  while (api->endpoints.count < 300)
    VEC_PUSH(arena, &api->endpoints, endpoint);
  assert_found(&stack, "");
  VEC_PUSH(arena, &api->endpoints, endpoint);
  assert_found(&stack, "limit/routes limit/integrations");
  assert_int_equal(first(&stack)->severity, SEVERITY_WARNING);
  api->endpoints.count = 1;

  while (stack.model->outputs.count < 201)
    VEC_PUSH(arena, &stack.model->outputs, ((ModelOutput){ .name = STR("x") }));
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
    VEC_PUSH(arena, &statement.resources,
             text_of(arena, str_slice(buf_view(&large), 0, 90)));
  VEC_PUSH(arena, &role->statements.items, statement);
  assert_found(&stack, "");
  *setting_edit(stack.model->stack, ATTR_stack_policies) =
    (Setting){ .value = { .kind = VALUE_WORD, .word = STR("managed") },
               .origin = ORIGIN_EXPLICIT };
  assert_found(&stack, ""); /* divided by its resources */
  assert_int_equal(role_policies(arena, stack.model, role).parts.count, 2);
  role->statements.items.items[0].resources.count = 1;
  role->statements.items.items[0].resources.items[0] =
    text_of(arena, str_slice(buf_view(&large), 0, 4000));
  assert_int_equal(role_policies(arena, stack.model, role).parts.count, 1);
  Statement copy = role->statements.items.items[0];
  for (u32 i = 0; i < 21; i++)
    VEC_PUSH(arena, &role->statements.items, copy);
  assert_found(&stack, "iam/too-large");
  assert_int_equal(first(&stack)->severity, SEVERITY_WARNING);
  role->statements.items.count = 1;
  VEC_PUSH(arena, &role->statements.items.items[0].actions,
           str_slice(buf_view(&large), 0, 4000));
  assert_found(&stack, "iam/too-large");
  assert_int_equal(first(&stack)->severity, SEVERITY_ERROR);
  done(&stack);
}

int main(void) {
  static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_variables), cmocka_unit_test(test_routes),
    cmocka_unit_test(test_endpoints), cmocka_unit_test(test_names),
    cmocka_unit_test(test_collision), cmocka_unit_test(test_limits),
  };
  return cmocka_run_group_tests_name("rules_stack", tests, NULL, NULL);
}
