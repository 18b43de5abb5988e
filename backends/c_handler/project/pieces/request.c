
/* Someone waits for the answer. APIQ_FAILED answers 500. */
apiq_result process_request(const apiq_request *request,
                            apiq_response *response, apiq_context *context) {
  static const char body[] = "{\"done\":true}";
  apiq_log(context, APIQ_INFO, "%s %s", request->method, request->path);
  apiq_respond(response, 200, "application/json", body, sizeof body - 1);
  return APIQ_DONE;
}
