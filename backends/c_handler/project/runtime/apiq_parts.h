/* SPDX-License-Identifier: Apache-2.0
 *
 * Made by apiqc: the next build writes this file anew.
 *
 * What the files of the runtime share. A buffer grows to the largest text that
 * it ever held and is then used again, so that memory stops growing.
 */
#ifndef APIQ_PARTS_H
#define APIQ_PARTS_H

#include "apiq_runtime.h"
#include "apiq_stack.h"

/* ---- apiq_text.c --------------------------------------------------------- */

typedef struct apiq_buffer {
  char *at; /* NUL-terminated, unless NULL */
  size_t length, room;
} apiq_buffer;

/* Room for `more` further bytes and a NUL. Ends the process where there is no
 * memory left: the service then starts another one. */
void apiq_buffer_reserve(apiq_buffer *buffer, size_t more);
void apiq_buffer_clear(apiq_buffer *buffer);
void apiq_buffer_free(apiq_buffer *buffer);
void apiq_buffer_add(apiq_buffer *buffer, const char *bytes, size_t length);
void apiq_buffer_text(apiq_buffer *buffer, const char *text);
void apiq_buffer_number(apiq_buffer *buffer, long long number);
/* A JSON string with its quotes; of bytes that are no UTF-8 each becomes
 * U+FFFD. */
void apiq_buffer_json(apiq_buffer *buffer, const char *bytes, size_t length);
void apiq_buffer_base64(apiq_buffer *buffer, const char *bytes, size_t length);
/* False: it is no base64. */
bool apiq_buffer_from_base64(apiq_buffer *buffer, const char *text);

bool apiq_is_utf8(const char *bytes, size_t length);
long long apiq_now_ms(void);
void apiq_log_release(void);

/* ---- apiq_event.c -------------------------------------------------------- */

typedef struct apiq_batch {
  apiq_message *messages;
  size_t count, room;
  apiq_attribute *attributes;
  size_t attribute_count, attribute_room;
} apiq_batch;

/* What is wrong with an event, in a sentence; NULL: it is good. */
const char *apiq_decode_batch(const apiq_json *event, apiq_batch *batch);
void apiq_batch_free(apiq_batch *batch);

typedef struct apiq_pair_list {
  apiq_pair *items;
  size_t count, room;
} apiq_pair_list;

/* `pairs` holds the three lists of the request one behind the other, `body`
 * what was base64. */
const char *apiq_decode_request(const apiq_json *event, apiq_pair_list *pairs,
                                apiq_buffer *body, apiq_request *request);

/* ---- apiq_invoke.c ------------------------------------------------------- */

struct apiq_response {
  int status;
  apiq_buffer headers; /* members of a JSON object */
  apiq_buffer body;
};

/* An error as the service wants it. */
void apiq_error_json(apiq_buffer *out, const char *type, const char *message);

/* ---- apiq_http.c --------------------------------------------------------- */

typedef struct apiq_http {
  const char *address; /* "127.0.0.1:9001" */
  int socket;          /* -1: not connected */
  apiq_buffer out, in; /* what is sent; what has come */
  size_t body;         /* where in `in` the body begins */
  size_t body_length;
  int status;
} apiq_http;

/* Sends a request and waits for the whole answer, however long that takes;
 * false: there is none. `headers` are whole lines. */
bool apiq_http_call(apiq_http *http, const char *method, const char *path,
                    const char *headers, const char *body, size_t length);
/* Copies a header of the answer; false: it has none. */
bool apiq_http_header(const apiq_http *http, const char *name,
                      apiq_buffer *value);
void apiq_http_close(apiq_http *http);

#endif
