/* SPDX-License-Identifier: Apache-2.0
 *
 * asyncapi: queues, topics and what travels on them, as AsyncAPI 3.0.
 *
 * Channels are the queues and topics of the stack, dead-letter queues too, and
 * those external ones that something is sent to or taken from. Operations are
 * the edges of the program: endpoints, handlers and schedules send, handlers
 * receive, and so does whoever subscribes to a topic. What is called without a
 * message on a channel is left out: handlers behind endpoints, schedules that
 * call a handler, buses and functions. So is what only the infrastructure has:
 * keys, policies, roles, alarms, networks.
 *
 * A channel has a message for each sender, for a program says what it does for
 * each. What a handler sends only its code knows: that message has no payload.
 */
#ifndef APIQC_ASYNCAPI_H
#define APIQC_ASYNCAPI_H

#include "backends/backend.h"

typedef struct AsyncOperation {
  Str text; /* what its identifier is made from */
  Str id;   /* also of its message */
  Str sort; /* "endpoint" */
  bool sends;
  const Resource *actor;   /* endpoint, handler, schedule or subscription */
  const Resource *channel; /* a queue or a topic */
  bool failures;           /* sends what the handler could not do */
} AsyncOperation;

typedef struct AsyncServer {
  bool topics; /* of topics, not of queues */
  Str id, host, path;
  Blanks blanks;
} AsyncServer;

/* On which ways messages get to a queue or a topic. */
typedef struct AsyncWays {
  VEC(const AsyncOperation *) sent;
  VEC(const Subscription *) subscribed;
} AsyncWays;

typedef struct AsyncApi {
  Arena *arena;
  const Model *model;
  VEC(AsyncOperation) operations; /* by identifier */
  VEC(const Resource *) channels; /* by path */
  VEC(AsyncServer) servers;       /* in the order of the channels */
  AsyncWays *ways;                /* by Resource.number */
  Ids channel_ids, operation_ids;
  Json *messages; /* NAME -> message */
  Map told;       /* those of them that are there */
} AsyncApi;

bool async_is_topic(const Resource *channel);
/* The physical name, with blanks where the deployment fills something in. */
Str async_name(const AsyncApi *document, const Resource *channel,
               Blanks *blanks);
/* {"$ref": "#/channels/NAME"} and the like. */
Json *async_reference(Arena *arena, const char *place, Str id);

/* ---- operations.c -------------------------------------------------------- */

void async_find_operations(AsyncApi *document);
/* What the identifier of a topic's envelope is made from. */
Str async_notification_text(Arena *arena, const Topic *topic);
Json *async_operations(AsyncApi *document);

/* ---- channels.c ---------------------------------------------------------- */

void async_find_channels(AsyncApi *document);
/* Finds the servers too. */
Json *async_channels(AsyncApi *document);
Json *async_servers(const AsyncApi *document);

/* ---- bindings.c ---------------------------------------------------------- */

/* Empty where nothing is known of an external thing but its name. */
Json *async_channel_bindings(const AsyncApi *document, const Resource *channel);
Json *async_subscription_bindings(const AsyncApi *document,
                                  const Subscription *subscription);

/* ---- messages.c ---------------------------------------------------------- */

/* The message of a sender. */
Json *async_message(const AsyncApi *document, const AsyncOperation *operation);
/* What a topic makes of a message for who does not take it raw. */
Json *async_notification(Arena *arena, const Topic *topic);

#endif
