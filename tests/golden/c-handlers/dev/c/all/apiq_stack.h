/* SPDX-License-Identifier: Apache-2.0
 *
 * Made by apiqc: the next build writes this file anew.
 *
 * What the stack says of the handler.
 */
#ifndef APIQ_STACK_H
#define APIQ_STACK_H

#include <stdlib.h>

#include "apiq_runtime.h"

#define APIQ_STAGE "dev"
#define APIQ_HANDLER "all"
/* Of all that calls it, and of what it finds in its environment. */
#define APIQ_CONTRACT "60cecc03cf166a0a"

#define APIQ_TAKES_MESSAGES 1
#define APIQ_ANSWERS_REQUESTS 1
#define APIQ_RUNS_ON_SCHEDULE 1
#define APIQ_FIFO 0
#define APIQ_PARTIAL_FAILURES 0

/* A value that only the deployment knows stands as the least that it may be. */
#define APIQ_TIMEOUT_MS 30000 /* of one call */
#define APIQ_MEMORY_MB 256
#define APIQ_BATCH_SIZE 10 /* messages of one call, at most */
#define APIQ_VISIBILITY_MS 180000 /* until a failed message comes back */
#define APIQ_MOST_DELIVERIES 5 /* before it is a dead letter */

/* In handler.c. */
apiq_result apiq_start(apiq_settings *settings);
apiq_result process_message(const apiq_message *message,
                            apiq_context *context);
apiq_result process_request(const apiq_request *request,
                            apiq_response *response,
                            apiq_context *context);
apiq_result process_schedule(const apiq_call *call,
                             apiq_context *context);

/* What the stack puts into the environment; NULL: it is not there. */
static inline const char *apiq_env_SHIPS_TABLE_NAME(void) {
  return getenv("SHIPS_TABLE_NAME");
}

#endif
