/* SPDX-License-Identifier: Apache-2.0
 *
 * Made by apiqc: the next build writes this file anew.
 *
 * Events as the service sends them become messages and requests. Nothing in an
 * event is trusted: what is not as it should be makes the whole event an error,
 * before the handler sees any of it.
 */
#include "apiq_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- values -------------------------------------------------------------- */

/* The service writes numbers as texts. False: it is none. */
static bool number_of(const apiq_json *object, const char *name,
                      long long *number) {
  const char *text = apiq_json_text(object, name);
  char *end = NULL;
  *number = 0;
  if (!text)
    return !apiq_json_find(object, name);
  errno = 0;
  *number = strtoll(text, &end, 10);
  return *text && !*end && !errno && *number >= 0;
}

/* Room for one more item of a list that is used again; NULL: no memory. */
static void *more(void *items, size_t count, size_t *room, size_t size) {
  enum { LEAST = 16 };
  if (count < *room)
    return items;
  size_t wanted = *room ? *room * 2 : LEAST;
  void *grown = realloc(items, wanted * size);
  if (grown)
    *room = wanted;
  return grown;
}

/* ---- messages ------------------------------------------------------------ */

static const char no_memory[] = "there is no memory for the event";

static const char *add_attribute(const apiq_json *item, apiq_batch *batch) {
  const char *type = apiq_json_text(item, "dataType");
  bool binary = type && strncmp(type, "Binary", 6) == 0;
  const char *value =
    apiq_json_text(item, binary ? "binaryValue" : "stringValue");
  if (!type || !value)
    return "an attribute of a message has no type or no value";
  apiq_attribute *items = more(batch->attributes, batch->attribute_count,
                               &batch->attribute_room, sizeof *items);
  if (!items)
    return no_memory;
  batch->attributes = items;
  items[batch->attribute_count++] = (apiq_attribute){ item->name, type, value };
  return NULL;
}

static const char *decode_system(const apiq_json *system,
                                 apiq_message *message) {
  long long receives = 0;
  if (!number_of(system, "ApproximateReceiveCount", &receives) ||
      !number_of(system, "SentTimestamp", &message->sent_ms) ||
      !number_of(system, "ApproximateFirstReceiveTimestamp",
                 &message->first_received_ms))
    return "an attribute of the queue for a message is not a number";
  message->receive_count = (unsigned long)receives;
  message->sender = apiq_json_text(system, "SenderId");
  message->group = apiq_json_text(system, "MessageGroupId");
  message->deduplication_id = apiq_json_text(system, "MessageDeduplicationId");
  message->sequence = apiq_json_text(system, "SequenceNumber");
  message->trace_header = apiq_json_text(system, "AWSTraceHeader");
  message->dead_letter_queue_arn =
    apiq_json_text(system, "DeadLetterQueueSourceArn");
  return NULL;
}

static const char *decode_message(const apiq_json *record, apiq_batch *batch,
                                  apiq_message *message) {
  const apiq_json *own = apiq_json_find(record, "messageAttributes");
  const char *source = apiq_json_text(record, "eventSource");
  *message = (apiq_message){ 0 };
  if (!source || strcmp(source, "aws:sqs") != 0)
    return "a record of the event does not come from a queue";
  message->id = apiq_json_text(record, "messageId");
  message->body = apiq_json_text(record, "body");
  if (!message->id || !*message->id)
    return "a message has no id";
  if (!message->body)
    return "a message has no body";
  message->body_length = strlen(message->body);
  if (own && own->kind != APIQ_JSON_OBJECT)
    return "the attributes of a message are no object";
  message->receipt_handle = apiq_json_text(record, "receiptHandle");
  message->body_md5 = apiq_json_text(record, "md5OfBody");
  message->queue_arn = apiq_json_text(record, "eventSourceARN");
  message->region = apiq_json_text(record, "awsRegion");
  for (const apiq_json *item = own ? own->child : NULL; item;
       item = item->next) {
    const char *problem = add_attribute(item, batch);
    if (problem)
      return problem;
    message->attribute_count++;
  }
  return decode_system(apiq_json_find(record, "attributes"), message);
}

const char *apiq_decode_batch(const apiq_json *event, apiq_batch *batch) {
  const apiq_json *records = apiq_json_find(event, "Records");
  batch->count = batch->attribute_count = 0;
  if (!records || records->kind != APIQ_JSON_ARRAY || !records->child)
    return "the event has no records";
  for (const apiq_json *record = records->child; record;
       record = record->next) {
    apiq_message *items =
      more(batch->messages, batch->count, &batch->room, sizeof *items);
    if (!items)
      return no_memory;
    batch->messages = items;
    const char *problem = decode_message(record, batch, &items[batch->count]);
    if (problem)
      return problem;
    batch->count++;
  }
  /* The list of attributes may have moved while it grew. */
  const apiq_attribute *next = batch->attributes;
  for (size_t i = 0; i < batch->count; i++) {
    batch->messages[i].attributes = next;
    if (next)
      next += batch->messages[i].attribute_count;
  }
  return NULL;
}

void apiq_batch_free(apiq_batch *batch) {
  free(batch->messages);
  free(batch->attributes);
  *batch = (apiq_batch){ 0 };
}

const char *apiq_attribute_value(const apiq_message *message,
                                 const char *name) {
  for (size_t i = 0; i < message->attribute_count; i++)
    if (strcmp(message->attributes[i].name, name) == 0)
      return message->attributes[i].value;
  return NULL;
}

const char *apiq_message_key(const apiq_message *message) {
  return message->deduplication_id ? message->deduplication_id : message->id;
}

/* ---- requests ------------------------------------------------------------ */

/* Adds the members of an object of texts. */
static const char *add_pairs(const apiq_json *object, apiq_pair_list *pairs,
                             size_t *count) {
  *count = 0;
  if (object && object->kind != APIQ_JSON_OBJECT &&
      object->kind != APIQ_JSON_NULL)
    return "headers or parameters of the request are no object";
  for (const apiq_json *item = object ? object->child : NULL; item;
       item = item->next) {
    if (item->kind != APIQ_JSON_STRING)
      return "a header or parameter of the request is no text";
    apiq_pair *items =
      more(pairs->items, pairs->count, &pairs->room, sizeof *items);
    if (!items)
      return no_memory;
    pairs->items = items;
    items[pairs->count++] = (apiq_pair){ item->name, item->text };
    ++*count;
  }
  return NULL;
}

static const char *decode_body(const apiq_json *event, apiq_buffer *body,
                               apiq_request *request) {
  const char *text = apiq_json_text(event, "body");
  apiq_buffer_clear(body);
  request->body = text ? text : "";
  request->body_length = strlen(request->body);
  const apiq_json *encoded = apiq_json_find(event, "isBase64Encoded");
  if (!encoded || encoded->kind != APIQ_JSON_TRUE)
    return NULL;
  if (!apiq_buffer_from_base64(body, request->body))
    return "the body of the request is not base64";
  request->body = body->at;
  request->body_length = body->length;
  return NULL;
}

const char *apiq_decode_request(const apiq_json *event, apiq_pair_list *pairs,
                                apiq_buffer *body, apiq_request *request) {
  const apiq_json *context = apiq_json_find(event, "requestContext");
  const apiq_json *http = apiq_json_find(context, "http");
  const char *version = apiq_json_text(event, "version");
  size_t headers = 0, query = 0, parameters = 0;
  *request = (apiq_request){ .event = event };
  if (!version || strcmp(version, "2.0") != 0)
    return "the event is no request of the format 2.0";
  request->method = apiq_json_text(http, "method");
  request->path = apiq_json_text(event, "rawPath");
  request->route = apiq_json_text(event, "routeKey");
  if (!request->method || !request->path || !request->route)
    return "the request has no method, path or route";
  request->raw_query = apiq_json_text(event, "rawQueryString");
  request->source_ip = apiq_json_text(http, "sourceIp");
  request->user_agent = apiq_json_text(http, "userAgent");
  pairs->count = 0;
  const char *problem =
    add_pairs(apiq_json_find(event, "headers"), pairs, &headers);
  if (!problem)
    problem =
      add_pairs(apiq_json_find(event, "queryStringParameters"), pairs, &query);
  if (!problem)
    problem =
      add_pairs(apiq_json_find(event, "pathParameters"), pairs, &parameters);
  if (problem)
    return problem;
  const apiq_pair *items = pairs->items;
  if (items) {
    request->headers = (apiq_pairs){ items, headers };
    request->query = (apiq_pairs){ items + headers, query };
    request->path_parameters =
      (apiq_pairs){ items + headers + query, parameters };
  }
  return decode_body(event, body, request);
}

const char *apiq_pair_value(apiq_pairs pairs, const char *name) {
  for (size_t i = 0; i < pairs.count; i++)
    if (strcmp(pairs.items[i].name, name) == 0)
      return pairs.items[i].value;
  return NULL;
}
