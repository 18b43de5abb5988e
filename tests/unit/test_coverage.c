/* SPDX-License-Identifier: Apache-2.0
 *
 * What a target has no word for is an error where the program gives it, and
 * only there.
 */
#include "backends/backend.h"
#include "stack.h"

static const CoverageRow refused[] = {
  { STR_INIT("slides"), ATTR_queue_delay, COVERAGE_REFUSED,
    STR_INIT("a slide has no time") },
  { STR_INIT("slides"), ATTR_queue_retention, COVERAGE_SILENT,
    STR_INIT("nobody asks") },
};

static u32 judged(Stack *stack, const char *target) {
  Diags *diags = stack->world.diags;
  diags->items.count = 0;
  Emission emission = { stack->world.arena, stack->model, diags, NULL };
  coverage_judge(&emission, str_from(target), refused, COUNT_OF(refused));
  return diags->items.count;
}

static void test_refused(void **state) {
  (void)state;
  Stack stack = stack_new("shop orders main 5s 1d POST /orders");
  Queue *orders = queue_add(&stack, "orders");
  queue_add(&stack, "main");
  endpoint_add(&stack, "POST", "/orders", &orders->resource);
  assert_int_equal(judged(&stack, "slides"), 0);
  set(&stack, &orders->resource, ATTR_queue_retention, VALUE_DURATION, "1d");
  assert_int_equal(judged(&stack, "slides"), 0);
  set(&stack, &orders->resource, ATTR_queue_delay, VALUE_DURATION, "5s");
  assert_int_equal(judged(&stack, "cfn"), 0);
  assert_int_equal(judged(&stack, "slides"), 1);
  const Diag *diag = stack.world.diags->items.items[0];
  assert_int_equal(diag->rule, RULE_TARGET_CANNOT_EXPRESS);
  assert_true(str_equal(diag->message,
                        STR("`delay` of `orders` cannot be built for slides: a "
                            "slide has no time")));
  done(&stack);
}

static void test_rows(void **state) {
  (void)state;
  const Backend *cfn = backend_find(STR("cfn"));
  const Backend *model = backend_find(STR("model"));
  Str why;
  assert_int_equal(coverage_of(cfn, ATTR_queue_retention, &why), COVERAGE_SAID);
  assert_int_equal(why.length, 0);
  assert_int_equal(coverage_of(cfn, ATTR_handler_expected, &why),
                   COVERAGE_SILENT);
  assert_true(why.length > 0);
  assert_int_equal(coverage_of(model, ATTR_handler_expected, &why),
                   COVERAGE_SAID);
  AttrId attr = ATTR_NONE;
  assert_true(coverage_next(&attr));
  assert_int_equal(attr, ATTR_stack_description);
  for (u32 seen = 0; coverage_next(&attr); seen++)
    assert_true(seen < ATTR_COUNT && attr_row(attr)->type.kind != TYPE_BLOCK);
}

int main(void) {
  static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_refused),
    cmocka_unit_test(test_rows),
  };
  return cmocka_run_group_tests_name("coverage", tests, NULL, NULL);
}
