/* SPDX-License-Identifier: Apache-2.0
 *
 * Made by apiqc: the next build writes this file anew.
 *
 * The loop: asks the service for an event, hands it on, says what came of it,
 * one at a time for as long as the process lives. What the service does not
 * understand, or a service that is gone, ends the process; another one follows.
 */
#define _POSIX_C_SOURCE 200809L
#include "apiq_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  MARGIN_MS = 500,               /* to answer in */
  REPLY_LIMIT = 6 * 1024 * 1024, /* bytes */
  OK = 200,
  TOO_LARGE = 413,
  SERVER_ERROR = 500,
};

typedef struct Runtime {
  apiq_http http;
  apiq_settings settings;
  apiq_buffer request_id, function_arn, trace_id, number;
  apiq_buffer path, headers, error;
} Runtime;

/* ---- what is said to the service ----------------------------------------- */

static bool post_error(Runtime *runtime, const char *path, const char *type,
                       const char *text, size_t length) {
  apiq_buffer_clear(&runtime->headers);
  apiq_buffer_text(&runtime->headers, "Lambda-Runtime-Function-Error-Type: ");
  apiq_buffer_text(&runtime->headers, type);
  apiq_buffer_text(&runtime->headers, "\r\n");
  return apiq_http_call(&runtime->http, "POST", path, runtime->headers.at, text,
                        length);
}

static int refuse_to_start(Runtime *runtime, const char *type,
                           const char *problem) {
  apiq_log(NULL, APIQ_ERROR, "%s", problem);
  apiq_error_json(&runtime->error, type, problem);
  post_error(runtime, "init/error", type, runtime->error.at,
             runtime->error.length);
  return 1;
}

static void set_path(Runtime *runtime, const char *last) {
  apiq_buffer_clear(&runtime->path);
  apiq_buffer_text(&runtime->path, "invocation/");
  apiq_buffer_text(&runtime->path, runtime->request_id.at);
  apiq_buffer_text(&runtime->path, last);
}

static bool post_invocation_error(Runtime *runtime, const char *type,
                                  const char *text, size_t length) {
  set_path(runtime, "/error");
  return post_error(runtime, runtime->path.at, type, text, length);
}

static bool post_reply(Runtime *runtime, const apiq_context *context,
                       const apiq_reply *reply) {
  if (reply->failed) {
    apiq_log(context, APIQ_ERROR, "%s", reply->text);
    return post_invocation_error(runtime, reply->error_type, reply->text,
                                 reply->length);
  }
  set_path(runtime, "/response");
  bool small = reply->length <= REPLY_LIMIT;
  if (small && !apiq_http_call(&runtime->http, "POST", runtime->path.at, "",
                               reply->text, reply->length))
    return false;
  if (small && runtime->http.status != TOO_LARGE)
    return true;
  static const char type[] = "Function.ResponseTooLarge";
  apiq_log(context, APIQ_ERROR, "the answer of %zu bytes is too large",
           reply->length);
  apiq_error_json(&runtime->error, type, "the answer is over 6 MB");
  return post_invocation_error(runtime, type, runtime->error.at,
                               runtime->error.length);
}

/* ---- the loop ------------------------------------------------------------ */

/* False: without an id no answer would be understood. */
static bool read_context(Runtime *runtime, apiq_context *context) {
  apiq_http *http = &runtime->http;
  if (!apiq_http_header(http, "Lambda-Runtime-Aws-Request-Id",
                        &runtime->request_id))
    return false;
  apiq_http_header(http, "Lambda-Runtime-Invoked-Function-Arn",
                   &runtime->function_arn);
  if (apiq_http_header(http, "Lambda-Runtime-Trace-Id", &runtime->trace_id))
    setenv("_X_AMZN_TRACE_ID", runtime->trace_id.at, 1);
  else
    unsetenv("_X_AMZN_TRACE_ID");
  bool known =
    apiq_http_header(http, "Lambda-Runtime-Deadline-Ms", &runtime->number);
  *context = (apiq_context){
    .request_id = runtime->request_id.at,
    .function_arn = runtime->function_arn.at,
    .trace_id = runtime->trace_id.at,
    .deadline_ms = known ? strtoll(runtime->number.at, NULL, 10)
                         : apiq_now_ms() + APIQ_TIMEOUT_MS,
  };
  return true;
}

/* One event; false: the process should end. */
static bool turn(Runtime *runtime) {
  apiq_http *http = &runtime->http;
  apiq_context context;
  if (!apiq_http_call(http, "GET", "invocation/next", "", NULL, 0)) {
    apiq_log(NULL, APIQ_ERROR, "the runtime API does not answer");
    return false;
  }
  if (http->status != OK || !read_context(runtime, &context)) {
    apiq_log(NULL, APIQ_ERROR, "the runtime API gave no event: status %d",
             http->status);
    return false;
  }
  apiq_reply reply = apiq_invoke(http->in.at + http->body, http->body_length,
                                 &runtime->settings, &context);
  if (!post_reply(runtime, &context, &reply)) {
    apiq_log(&context, APIQ_ERROR, "the runtime API does not take the answer");
    return false;
  }
  if (http->status / 100 != 2)
    apiq_log(&context, APIQ_ERROR,
             "the runtime API refused the answer: "
             "status %d",
             http->status);
  return http->status < SERVER_ERROR;
}

/* A program of another version of the stack would misread what it gets. */
static bool fits_the_stack(void) {
  const char *deployed = getenv("APIQ_CONTRACT");
  return !deployed || strcmp(deployed, APIQ_CONTRACT) == 0;
}

/* Until the service is gone or does not want to go on. */
static int run(Runtime *runtime) {
  if (!fits_the_stack())
    return refuse_to_start(
      runtime, "Runtime.ContractMismatch",
      "the handler " APIQ_HANDLER " was built for another version of the stack "
      "(" APIQ_CONTRACT "): build it anew, and deploy both together");
  if (apiq_start(&runtime->settings) != APIQ_DONE)
    return refuse_to_start(runtime, "Function.StartFailed",
                           runtime->settings.problem
                             ? runtime->settings.problem
                             : "apiq_start failed and does not say why");
  while (turn(runtime)) {
  }
  return 1;
}

static void release(Runtime *runtime) {
  apiq_buffer *const buffers[] = {
    &runtime->http.in,      &runtime->http.out, &runtime->request_id,
    &runtime->function_arn, &runtime->trace_id, &runtime->number,
    &runtime->path,         &runtime->headers,  &runtime->error,
  };
  apiq_http_close(&runtime->http);
  for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
    apiq_buffer_free(buffers[i]);
  apiq_release();
}

int main(void) {
  Runtime runtime = { .http.socket = -1, .settings.margin_ms = MARGIN_MS };
  runtime.http.address = getenv("AWS_LAMBDA_RUNTIME_API");
  if (!runtime.http.address) {
    fprintf(stderr, "This program is started by AWS Lambda, or by a server of "
                    "its runtime API whose\naddress is in the variable "
                    "AWS_LAMBDA_RUNTIME_API. `make test` tries the handler "
                    "alone.\n");
    return 2;
  }
  int status = run(&runtime);
  release(&runtime);
  return status;
}
