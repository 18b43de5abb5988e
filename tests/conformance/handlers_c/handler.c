/* SPDX-License-Identifier: Apache-2.0
 *
 * A handler that does what the messages and requests of the tests ask for.
 */
#define _POSIX_C_SOURCE 200809L
#include "apiq_stack.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static char known[8][80];
static size_t known_count;

static bool is_done(const char *key, apiq_context *context) {
  (void)context;
  for (size_t i = 0; i < known_count; i++)
    if (strcmp(known[i], key) == 0)
      return true;
  return false;
}

static void mark_done(const char *key, apiq_context *context) {
  (void)context;
  snprintf(known[known_count++ % 8], sizeof known[0], "%s", key);
}

apiq_result apiq_start(apiq_settings *settings) {
  settings->user = known;
  if (getenv("REMEMBER")) {
    settings->is_done = is_done;
    settings->mark_done = mark_done;
  }
  settings->problem = getenv("REFUSE");
  return settings->problem ? APIQ_FAILED : APIQ_DONE;
}

#if APIQ_TAKES_MESSAGES
static void rest(long milliseconds) {
  struct timespec time = { milliseconds / 1000, milliseconds % 1000 * 1000000 };
  nanosleep(&time, NULL);
}

static const char *shown(const char *text) {
  return text ? text : "-";
}

static void show(const apiq_message *message, apiq_context *context) {
  apiq_log(context, APIQ_INFO, "%s|%s|%s|%s|%s|%lu|%lld|%lld|%s", message->id,
           shown(message->receipt_handle), shown(message->body_md5),
           shown(message->queue_arn), shown(message->region),
           message->receive_count, message->sent_ms, message->first_received_ms,
           shown(message->sender));
  apiq_log(context, APIQ_INFO, "%s|%s|%s|%s|%s|%zu|%s|%s|%s",
           shown(message->group), shown(message->deduplication_id),
           shown(message->sequence), shown(message->dead_letter_queue_arn),
           shown(message->trace_header), message->attribute_count,
           shown(apiq_attribute_value(message, "shop")),
           shown(apiq_attribute_value(message, "bytes")),
           shown(apiq_attribute_value(message, "none")));
  apiq_log(context, APIQ_INFO, "%s|%s|%d|%s", context->function_arn,
           context->trace_id, context->user == known,
           shown(getenv("_X_AMZN_TRACE_ID")));
}

apiq_result process_message(const apiq_message *message,
                            apiq_context *context) {
  if (getenv("QUIET"))
    return APIQ_DONE;
  if (strncmp(message->body, "show", 4) == 0)
    show(message, context);
  else
    apiq_log(context, APIQ_INFO, "took %s", message->id);
  if (strncmp(message->body, "rest ", 5) == 0)
    rest(strtol(message->body + 5, NULL, 10));
  if (strcmp(message->body, "crash") == 0)
    abort();
  return strcmp(message->body, "fail") == 0 ? APIQ_FAILED : APIQ_DONE;
}
#endif

#if APIQ_ANSWERS_REQUESTS
apiq_result process_request(const apiq_request *request,
                            apiq_response *response, apiq_context *context) {
  enum { LARGE = 7 * 1024 * 1024 };
  const char *type = apiq_pair_value(request->headers, "content-type");
  const char *ship = apiq_pair_value(request->path_parameters, "ship");
  const char *dry = apiq_pair_value(request->query, "dry");
  (void)context;
  if (strcmp(request->path, "/fail") == 0)
    return APIQ_FAILED;
  if (strcmp(request->path, "/nothing") == 0)
    return APIQ_DONE;
  if (strcmp(request->path, "/large") == 0) {
    char *large = malloc(LARGE);
    if (!large)
      return APIQ_FAILED;
    memset(large, 'x', LARGE);
    apiq_respond(response, 200, "text/plain", large, LARGE);
    free(large);
    return APIQ_DONE;
  }
  if (ship)
    apiq_respond_header(response, "x-ship", ship);
  if (dry)
    apiq_respond_header(response, "x-dry", dry);
  apiq_respond(response, 201, type, request->body, request->body_length);
  return APIQ_DONE;
}
#endif

#if APIQ_RUNS_ON_SCHEDULE
apiq_result process_schedule(const apiq_call *call, apiq_context *context) {
  const char *what = apiq_json_text(call->json, "what");
  apiq_log(context, APIQ_INFO, "called: %s", what ? what : call->event);
  return what && strcmp(what, "fail") == 0 ? APIQ_FAILED : APIQ_DONE;
}
#endif
