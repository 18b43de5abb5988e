/* Yours: apiqc wrote this file once and leaves it alone from now on.
 *
 * Tries the handler with the sample events, as the service would send them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "apiq_stack.h"

/* What the handler says to the event in a file. */
static apiq_reply invoke(const char *path) {
  static char event[256 * 1024];
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  size_t length = fread(event, 1, sizeof event, file);
  fclose(file);
  apiq_settings settings = { 0 };
  apiq_context context = { .request_id = "test",
                           .function_arn = "",
                           .trace_id = "",
                           .deadline_ms = INT64_MAX };
  assert_int_equal(apiq_start(&settings), APIQ_DONE);
  return apiq_invoke(event, length, &settings, &context);
}

static void takes_a_message(void **state) {
  (void)state;
  apiq_reply reply = invoke("events/message.json");
  assert_false(reply.failed);
  assert_string_equal(reply.text, "{\"batchItemFailures\":[]}");
}

int main(void) {
  static const struct CMUnitTest tests[] = {
    cmocka_unit_test(takes_a_message),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  apiq_release();
  return failed;
}
