/* SPDX-License-Identifier: Apache-2.0
 *
 * "Did you mean": which slips of the hand are forgiven, and which words are
 * too far from anything known.
 */
#include "diag/diag.h"
#include "unit.h"

static void test_suggest(void **state) {
  static const Str known[] = {
    STR_INIT("queue"),   STR_INIT("handler"),     STR_INIT("dead_letter"),
    STR_INIT("timeout"), STR_INIT("max_receive"), STR_INIT("topic"),
    STR_INIT("table"),   STR_INIT("tables"),      STR_INIT("a"),
    STR_INIT("key"),     STR_INIT("sendMessage"), STR_INIT("SendMessage"),
  };
  static const struct {
    const char *word, *expected;
  } rows[] = {
    { "Queue", "queue" },
    { "QUEUE", "queue" },
    { "quue", "queue" },
    { "qeuue", "queue" },
    { "queues", "queue" },
    { "handlr", "handler" },
    { "dead-letter", "dead_letter" },
    { "deadletter", "dead_letter" },
    { "DeadLetter", "dead_letter" },
    { "maxReceive", "max_receive" },
    { "tabel", "table" },
    { "tablse", "table" }, /* one slip from `tables` too */
    { "ket", "key" },
    { "SENDMESSAGE", "sendMessage" },
    { "queue", "" }, /* no slip at all */
    { "bucket", "" },
    { "zzz", "" },
    { "b", "" }, /* nothing in common */
    { "", "" },
    { "queuequeuequeuequeuequeuequeuequeuequeuequeuequeuequeuequeuequeue", "" },
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++)
    assert_str(suggest(str_from(rows[i].word), known, COUNT_OF(known)),
               rows[i].expected);
  assert_int_equal(suggest(STR("x"), NULL, 0).length, 0);
}

int main(void) {
  static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_suggest),
  };
  return cmocka_run_group_tests_name("suggest", tests, NULL, NULL);
}
