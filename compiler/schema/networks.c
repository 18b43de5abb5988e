/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows of stdlib/network_endpoints.def as arrays, and finding them.
 */
#include "schema/networks.h"

#include "schema/terms.h"

enum { GATEWAY = true, INTERFACE = false };

#define ON_BEHALF(key)
const NetworkEndpointRow network_endpoint_rows[] = {
#define NETWORK_ENDPOINT(word, sort, service)                                  \
  { TEXT(#word), sort, TEXT(service) },
#include "stdlib/network_endpoints.def"
#undef NETWORK_ENDPOINT
};
#undef ON_BEHALF
const u32 network_endpoint_count = COUNT_OF(network_endpoint_rows);

static const Str on_behalf[] = {
#define NETWORK_ENDPOINT(word, sort, service)
#define ON_BEHALF(key) TEXT(key),
#include "stdlib/network_endpoints.def"
#undef NETWORK_ENDPOINT
#undef ON_BEHALF
};

const NetworkEndpointRow *network_endpoint_find(Str word) {
  for (u32 i = 0; i < network_endpoint_count; i++)
    if (str_equal(network_endpoint_rows[i].word, word))
      return &network_endpoint_rows[i];
  return NULL;
}

const NetworkEndpointRow *network_endpoint_of_action(Str action) {
  Str service = str_slice(action, 0, str_find(action, ':'));
  for (u32 i = 0; i < network_endpoint_count; i++)
    if (str_equal(network_endpoint_rows[i].service, service))
      return &network_endpoint_rows[i];
  return NULL;
}

bool condition_on_behalf(Str key) {
  for (u32 i = 0; i < COUNT_OF(on_behalf); i++)
    if (str_equal(on_behalf[i], key))
      return true;
  return false;
}
