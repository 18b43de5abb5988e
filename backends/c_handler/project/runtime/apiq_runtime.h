/* SPDX-License-Identifier: Apache-2.0
 *
 * Made by apiqc: the next build writes this file anew.
 *
 * apiq_runtime: what a handler sees. It gets one message, request or call of a
 * schedule at a time and says whether that is done; the runtime does the rest:
 * batches, answers, deadlines, logs. All texts that a handler is given are
 * NUL-terminated, and gone when it returns.
 */
#ifndef APIQ_RUNTIME_H
#define APIQ_RUNTIME_H

#include <stdbool.h>
#include <stddef.h>

typedef enum apiq_result {
  APIQ_DONE,
  APIQ_FAILED, /* a message comes back later; other calls end in an error */
} apiq_result;

typedef struct apiq_context {
  const char *request_id, *function_arn, *trace_id;
  long long deadline_ms; /* when the call is cut off, since 1970 */
  void *user;            /* what apiq_start has put into its settings */
} apiq_context;

/* Until the call is cut off; negative when it should have been. */
long long apiq_time_left_ms(const apiq_context *context);

/* ---- logs: one line of JSON each ----------------------------------------- */

typedef enum apiq_level {
  APIQ_DEBUG,
  APIQ_INFO,
  APIQ_WARN,
  APIQ_ERROR,
} apiq_level;

/* Levels below the variable AWS_LAMBDA_LOG_LEVEL (INFO where it is not set) are
 * left out. `context` may be NULL. */
void apiq_log(const apiq_context *context, apiq_level level, const char *format,
              ...)
#ifdef __GNUC__
  __attribute__((format(printf, 3, 4)))
#endif
  ;

/* ---- JSON ---------------------------------------------------------------- */

typedef enum apiq_json_kind {
  APIQ_JSON_NULL,
  APIQ_JSON_FALSE,
  APIQ_JSON_TRUE,
  APIQ_JSON_NUMBER,
  APIQ_JSON_STRING,
  APIQ_JSON_ARRAY,
  APIQ_JSON_OBJECT,
} apiq_json_kind;

typedef struct apiq_json {
  apiq_json_kind kind;
  const char *name; /* of a member of an object; else NULL */
  const char *text; /* of a string; of a number as it is written */
  size_t length;
  const struct apiq_json *child, *next; /* the first in it; the one after it */
} apiq_json;

/* Begins as { 0 } and may be used for one document after the other. */
typedef struct apiq_document {
  apiq_json *values;
  char *text;
  size_t value_room, text_room;
} apiq_document;

/* NULL: it is no JSON, has more than 200 levels or a NUL in a string. What was
 * parsed before is gone. */
const apiq_json *apiq_json_parse(apiq_document *document, const char *text,
                                 size_t length);
void apiq_json_free(apiq_document *document);
/* NULL: there is no such member. `object` may be NULL. */
const apiq_json *apiq_json_find(const apiq_json *object, const char *name);
/* The same where it is a string. */
const char *apiq_json_text(const apiq_json *object, const char *name);

/* ---- messages ------------------------------------------------------------ */

typedef struct apiq_attribute {
  const char *name, *type; /* "String", "Number", "Binary", with a suffix */
  const char *value;       /* of Binary: base64 */
} apiq_attribute;

typedef struct apiq_message {
  const char *id, *receipt_handle, *body;
  size_t body_length;
  const char *body_md5;
  const char *queue_arn, *region;
  unsigned long receive_count; /* 1 at first */
  long long sent_ms, first_received_ms;
  const char *sender;
  const char *group, *deduplication_id, *sequence; /* NULL: it has none */
  const char
    *dead_letter_queue_arn; /* where it was moved from; NULL: nowhere */
  const char *trace_header; /* NULL: it has none */
  const apiq_attribute *attributes;
  size_t attribute_count;
} apiq_message;

/* NULL: the message has no such attribute. */
const char *apiq_attribute_value(const apiq_message *message, const char *name);

/* What stays the same when a message is delivered again: its deduplication id,
 * or else its id. */
const char *apiq_message_key(const apiq_message *message);

/* ---- requests ------------------------------------------------------------ */

typedef struct apiq_pair {
  const char *name, *value;
} apiq_pair;

typedef struct apiq_pairs {
  const apiq_pair *items;
  size_t count;
} apiq_pairs;

typedef struct apiq_request {
  const char *method, *path,
    *route; /* "GET", "/orders/7", "GET /orders/{id}" */
  const char *raw_query, *source_ip, *user_agent;
  apiq_pairs headers; /* names in small letters */
  apiq_pairs query, path_parameters;
  const char *body; /* decoded; may hold any bytes */
  size_t body_length;
  const apiq_json *event; /* all of it: cookies, claims, … */
} apiq_request;

/* NULL: there is no such name. */
const char *apiq_pair_value(apiq_pairs pairs, const char *name);

typedef struct apiq_response apiq_response;

/* Without it the answer is 204 with no body. A body that is not UTF-8 is sent
 * as bytes. What is given is copied. */
void apiq_respond(apiq_response *response, int status, const char *content_type,
                  const char *body, size_t length);
void apiq_respond_header(apiq_response *response, const char *name,
                         const char *value);

/* ---- schedules ----------------------------------------------------------- */

typedef struct apiq_call {
  const char *event; /* JSON, as the program says it or the service makes it */
  size_t event_length;
  const apiq_json *json; /* the same */
} apiq_call;

/* ---- start --------------------------------------------------------------- */

/* Messages may be delivered more than once. With both functions a message whose
 * key is known as done is not handed out again but counts as done. */
typedef struct apiq_settings {
  bool (*is_done)(const char *key, apiq_context *context);
  void (*mark_done)(const char *key, apiq_context *context);
  long long margin_ms; /* with less time left no further message is begun */
  const char *problem; /* why it cannot start, for the log */
  void *user;          /* handed on in every context */
} apiq_settings;

/* ---- for tests ----------------------------------------------------------- */

typedef struct apiq_reply {
  bool failed;      /* `text` is an error, in place of the result */
  const char *text; /* JSON; stays until the next apiq_invoke */
  size_t length;
  const char *error_type; /* of an error */
} apiq_reply;

/* Handles one event as the service would hand it over. */
apiq_reply apiq_invoke(const char *event, size_t length,
                       const apiq_settings *settings, apiq_context *context);

/* Gives back the memory that is kept for the next event. */
void apiq_release(void);

#endif
