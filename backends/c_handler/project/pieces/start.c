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
