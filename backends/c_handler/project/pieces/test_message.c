
static void takes_a_message(void **state) {
  (void)state;
  apiq_reply reply = invoke("events/message.json");
  assert_false(reply.failed);
  assert_string_equal(reply.text, "{\"batchItemFailures\":[]}");
}
