
/* A message that fails comes back, and in the end becomes a dead letter. It may
 * come more than once: what it does should do no harm when done again. */
apiq_result process_message(const apiq_message *message,
                            apiq_context *context) {
  apiq_log(context, APIQ_INFO, "message %s of %zu bytes, delivery %lu",
           message->id, message->body_length, message->receive_count);
  return APIQ_DONE;
}
