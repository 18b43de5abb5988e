
static void answers_a_request(void **state) {
  (void)state;
  apiq_reply reply = invoke("events/request.json");
  assert_false(reply.failed);
  assert_non_null(strstr(reply.text, "\"statusCode\":200"));
}
