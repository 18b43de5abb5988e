/* Yours: apiqc wrote this file once and leaves it alone from now on.
 *
 * What the handler does. The runtime beside it calls these functions, one at a
 * time; apiq_runtime.h says what they get, apiq_stack.h what the stack says.
 */
#include "apiq_stack.h"

/* Runs once, before the first event. What takes long to set up belongs here. */
apiq_result apiq_start(apiq_settings *settings) {
  (void)settings;
  return APIQ_DONE;
}

/* A message that fails comes back, and in the end becomes a dead letter. It may
 * come more than once: what it does should do no harm when done again. */
apiq_result process_message(const apiq_message *message,
                            apiq_context *context) {
  apiq_log(context, APIQ_INFO, "message %s of %zu bytes, delivery %lu",
           message->id, message->body_length, message->receive_count);
  return APIQ_DONE;
}
