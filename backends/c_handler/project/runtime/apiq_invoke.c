/* SPDX-License-Identifier: Apache-2.0
 *
 * Made by apiqc: the next build writes this file anew.
 *
 * One event: what is in it goes to the handler, and what that says becomes the
 * answer. Messages that fail, and those that are not begun, are named in the
 * answer and come back; the others are deleted. On a FIFO queue a failure holds
 * back what comes after it in its group.
 */
#include "apiq_parts.h"

#include <stdlib.h>
#include <string.h>

/* What is kept from one event to the next, so that memory stops growing. */
static apiq_buffer reply;
static apiq_document document;

#if APIQ_TAKES_MESSAGES
static apiq_batch batch;
static struct {
  const char **items; /* groups with a failure */
  size_t count, room;
} held;
#endif

#if APIQ_RUNS_ON_SCHEDULE
static apiq_buffer text; /* the event with a NUL behind it */
#endif

#if APIQ_ANSWERS_REQUESTS
static apiq_pair_list pairs;
static apiq_buffer request_body;
static apiq_response response;
#endif

void apiq_error_json(apiq_buffer *out, const char *type, const char *message) {
  apiq_buffer_clear(out);
  apiq_buffer_text(out, "{\"errorMessage\":");
  apiq_buffer_json(out, message, strlen(message));
  apiq_buffer_text(out, ",\"errorType\":");
  apiq_buffer_json(out, type, strlen(type));
  apiq_buffer_text(out, ",\"stackTrace\":[]}");
}

static apiq_reply failed(const char *type, const char *message) {
  apiq_error_json(&reply, type, message);
  return (apiq_reply){ true, reply.at, reply.length, type };
}

static apiq_reply answered(void) {
  return (apiq_reply){ false, reply.at, reply.length, NULL };
}

long long apiq_time_left_ms(const apiq_context *context) {
  return context->deadline_ms - apiq_now_ms();
}

/* ---- messages ------------------------------------------------------------ */

#if APIQ_TAKES_MESSAGES

static bool is_held(const char *group) {
  for (size_t i = 0; group && i < held.count; i++)
    if (strcmp(held.items[i], group) == 0)
      return true;
  return false;
}

static void hold(const char *group) {
  if (!group || is_held(group))
    return;
  if (held.count == held.room) {
    size_t room = held.room ? held.room * 2 : 16;
    const char **items = realloc(held.items, room * sizeof *items);
    if (!items)
      abort(); /* rather than a message out of its order */
    held.items = items;
    held.room = room;
  }
  held.items[held.count++] = group;
}

static bool process_one(const apiq_message *message,
                        const apiq_settings *settings, apiq_context *context) {
  const char *key = apiq_message_key(message);
  bool remembered = settings->is_done && settings->mark_done;
  if (remembered && settings->is_done(key, context)) {
    apiq_log(context, APIQ_INFO, "message %s is done already", message->id);
    return true;
  }
  if (process_message(message, context) != APIQ_DONE) {
    apiq_log(context, APIQ_WARN, "message %s failed, delivery %lu", message->id,
             message->receive_count);
    return false;
  }
  if (remembered)
    settings->mark_done(key, context);
  return true;
}

static apiq_reply invoke_messages(const apiq_json *event,
                                  const apiq_settings *settings,
                                  apiq_context *context) {
  const char *problem = apiq_decode_batch(event, &batch);
  size_t failures = 0, untaken = 0;
  if (problem)
    return failed("Function.BadEvent", problem);
  held.count = 0;
  apiq_buffer_clear(&reply);
  apiq_buffer_text(&reply, "{\"batchItemFailures\":[");
  for (size_t i = 0; i < batch.count; i++) {
    const apiq_message *message = &batch.messages[i];
    const char *group = APIQ_FIFO ? message->group : NULL;
    bool late = untaken || apiq_time_left_ms(context) < settings->margin_ms;
    untaken += late;
    if (!late && !is_held(group) && process_one(message, settings, context))
      continue;
    hold(group);
    apiq_buffer_text(&reply, failures++ ? ",{\"itemIdentifier\":"
                                        : "{\"itemIdentifier\":");
    apiq_buffer_json(&reply, message->id, strlen(message->id));
    apiq_buffer_text(&reply, "}");
  }
  apiq_buffer_text(&reply, "]}");
  if (untaken)
    apiq_log(context, APIQ_WARN,
             "no time is left: %zu of %zu messages go back as they are",
             untaken, batch.count);
  /* Without partial failures the service would take any answer for success. */
  if (failures && !APIQ_PARTIAL_FAILURES)
    return failed("Function.MessagesFailed", "messages of the batch failed");
  return answered();
}
#endif

/* ---- requests ------------------------------------------------------------ */

#if APIQ_ANSWERS_REQUESTS

void apiq_respond_header(apiq_response *answer, const char *name,
                         const char *value) {
  if (answer->headers.length)
    apiq_buffer_text(&answer->headers, ",");
  apiq_buffer_json(&answer->headers, name, strlen(name));
  apiq_buffer_text(&answer->headers, ":");
  apiq_buffer_json(&answer->headers, value, strlen(value));
}

void apiq_respond(apiq_response *answer, int status, const char *content_type,
                  const char *body, size_t length) {
  answer->status = status;
  apiq_buffer_clear(&answer->body);
  apiq_buffer_add(&answer->body, body, length);
  if (content_type)
    apiq_respond_header(answer, "content-type", content_type);
}

static void print_response(void) {
  bool plain = apiq_is_utf8(response.body.at, response.body.length);
  apiq_buffer_clear(&reply);
  apiq_buffer_text(&reply, "{\"statusCode\":");
  apiq_buffer_number(&reply, response.status);
  apiq_buffer_text(&reply, ",\"headers\":{");
  apiq_buffer_add(&reply, response.headers.at, response.headers.length);
  apiq_buffer_text(&reply, "},\"body\":");
  if (plain) {
    apiq_buffer_json(&reply, response.body.at, response.body.length);
  } else {
    apiq_buffer_text(&reply, "\"");
    apiq_buffer_base64(&reply, response.body.at, response.body.length);
    apiq_buffer_text(&reply, "\"");
  }
  apiq_buffer_text(&reply, plain ? ",\"isBase64Encoded\":false}"
                                 : ",\"isBase64Encoded\":true}");
}

static apiq_reply invoke_request(const apiq_json *event,
                                 apiq_context *context) {
  apiq_request request;
  const char *problem =
    apiq_decode_request(event, &pairs, &request_body, &request);
  if (problem)
    return failed("Function.BadEvent", problem);
  response.status = 204;
  apiq_buffer_clear(&response.headers);
  apiq_buffer_clear(&response.body);
  if (process_request(&request, &response, context) != APIQ_DONE)
    return failed("Function.RequestFailed", "the request failed");
  print_response();
  return answered();
}
#endif

/* ---- schedules ----------------------------------------------------------- */

#if APIQ_RUNS_ON_SCHEDULE

static apiq_reply invoke_schedule(const char *event, size_t length,
                                  const apiq_json *json,
                                  apiq_context *context) {
  apiq_buffer_clear(&text);
  apiq_buffer_add(&text, event, length);
  apiq_call call = { text.at, text.length, json };
  if (process_schedule(&call, context) != APIQ_DONE)
    return failed("Function.CallFailed", "the scheduled call failed");
  apiq_buffer_clear(&reply);
  apiq_buffer_text(&reply, "null");
  return answered();
}
#endif

/* ---- an event ------------------------------------------------------------ */

/* The sorts of events that the handler gets tell them apart. */
static apiq_reply dispatch(const char *event, size_t length,
                           const apiq_json *json, const apiq_settings *settings,
                           apiq_context *context) {
  (void)event;
  (void)length;
  (void)json;
  (void)settings;
#if APIQ_ANSWERS_REQUESTS
  if (apiq_json_find(json, "requestContext"))
    return invoke_request(json, context);
#endif
#if APIQ_TAKES_MESSAGES
  if (!APIQ_RUNS_ON_SCHEDULE || apiq_json_find(json, "Records"))
    return invoke_messages(json, settings, context);
#endif
#if APIQ_RUNS_ON_SCHEDULE
  return invoke_schedule(event, length, json, context);
#else
  return failed("Function.BadEvent", "the event is of no sort that is handled");
#endif
}

apiq_reply apiq_invoke(const char *event, size_t length,
                       const apiq_settings *settings, apiq_context *context) {
  const apiq_json *json = apiq_json_parse(&document, event, length);
  if (!json)
    return failed("Function.BadEvent", "the event is not JSON");
  context->user = settings->user;
  return dispatch(event, length, json, settings, context);
}

void apiq_release(void) {
#if APIQ_TAKES_MESSAGES
  apiq_batch_free(&batch);
  free(held.items);
  held.items = NULL;
  held.count = held.room = 0;
#endif
#if APIQ_RUNS_ON_SCHEDULE
  apiq_buffer_free(&text);
#endif
#if APIQ_ANSWERS_REQUESTS
  free(pairs.items);
  pairs = (apiq_pair_list){ 0 };
  apiq_buffer_free(&request_body);
  apiq_buffer_free(&response.headers);
  apiq_buffer_free(&response.body);
#endif
  apiq_json_free(&document);
  apiq_buffer_free(&reply);
  apiq_log_release();
}
