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

#define APIQ_STAGE "prod"
#define APIQ_HANDLER "work"
/* Of all that calls it, and of what it finds in its environment. */
#define APIQ_CONTRACT "5a6b30f32782823f"

#define APIQ_TAKES_MESSAGES 1
#define APIQ_ANSWERS_REQUESTS 0
#define APIQ_RUNS_ON_SCHEDULE 0
#define APIQ_FIFO 0
#define APIQ_PARTIAL_FAILURES 1

/* A value that only the deployment knows stands as the least that it may be. */
#define APIQ_TIMEOUT_MS 10000 /* of one call */
#define APIQ_MEMORY_MB 256
#define APIQ_BATCH_SIZE 10 /* messages of one call, at most */
#define APIQ_VISIBILITY_MS 60000 /* until a failed message comes back */
#define APIQ_MOST_DELIVERIES 5 /* before it is a dead letter */

/* In handler.c. */
apiq_result apiq_start(apiq_settings *settings);
apiq_result process_message(const apiq_message *message,
                            apiq_context *context);

/* What the stack puts into the environment; NULL: it is not there. */
static inline const char *apiq_env_MODE(void) {
  return getenv("MODE");
}

#endif
