/* SPDX-License-Identifier: Apache-2.0
 *
 * Which services a network's endpoints reach: stdlib/network_endpoints.def.
 */
#ifndef APIQC_NETWORKS_H
#define APIQC_NETWORKS_H

#include "schema/schema.h"

typedef struct NetworkEndpointRow {
  Str word;    /* "sqs": in a program and in the endpoint's name */
  bool gateway; /* in route tables; else an interface in each subnet */
  Str service; /* what its actions begin with */
} NetworkEndpointRow;

extern const NetworkEndpointRow network_endpoint_rows[];
extern const u32 network_endpoint_count;

/* The endpoint of that word; NULL: there is none. */
const NetworkEndpointRow *network_endpoint_find(Str word);
/* The endpoint that an action like "sqs:SendMessage" is called through; NULL:
 * there is none. */
const NetworkEndpointRow *network_endpoint_of_action(Str action);
/* Whether a grant under a condition on the key is used by a service for its
 * caller, and not by the caller. */
bool condition_on_behalf(Str key);

#endif
