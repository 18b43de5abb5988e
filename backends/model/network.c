/* SPDX-License-Identifier: Apache-2.0
 *
 * Networks as JSON: their parts, who may speak to whom, and what is called.
 */
#include "backends/model/model_json.h"

static Json *rules_json(Arena *arena, const NetworkRule *rules, u32 count) {
  Json *json = json_array(arena);
  for (u32 i = 0; i < count; i++) {
    Json *one = json_object(arena);
    json_set(arena, one, "port", json_integer(arena, rules[i].port));
    if (rules[i].peer)
      json_set(arena, one, "peer",
               model_reference(arena, &rules[i].peer->resource));
    json_set(arena, one, "why", json_string(arena, rules[i].why));
    json_add(arena, json, one);
  }
  return json;
}

static Json *group_json(Arena *arena, const NetworkPart *group) {
  Json *json = model_reference(arena, &group->resource);
  json_set(arena, json, "name",
           model_text(arena, resource_name(arena, &group->resource)));
  json_set(arena, json, "in",
           rules_json(arena, group->in.items, group->in.count));
  json_set(arena, json, "out",
           rules_json(arena, group->out.items, group->out.count));
  return json;
}

static Json *subnets_json(Arena *arena, NetworkPart *const *subnets,
                          u32 count) {
  Json *json = json_array(arena);
  for (u32 i = 0; i < count; i++) {
    Json *one = model_reference(arena, &subnets[i]->resource);
    json_set(arena, one, "name",
             model_text(arena, resource_name(arena, &subnets[i]->resource)));
    json_set(arena, one, "zone", json_integer(arena, subnets[i]->zone));
    json_set(arena, one, "cidr", json_string(arena, subnets[i]->cidr));
    json_add(arena, json, one);
  }
  return json;
}

static Json *endpoints_json(Arena *arena, const Network *network) {
  Json *json = json_array(arena);
  for (u32 i = 0; i < network->endpoints.count; i++) {
    const NetworkEndpoint *endpoint = &network->endpoints.items[i];
    Json *one = json_object(arena);
    json_set(arena, one, "service", json_string(arena, endpoint->row->word));
    json_set(arena, one, "gateway", json_bool(arena, endpoint->row->gateway));
    json_set(arena, one, "named", json_bool(arena, endpoint->named));
    json_set(arena, one, "statements",
             model_statements(arena, &endpoint->statements));
    json_add(arena, json, one);
  }
  return json;
}

void model_network(Arena *arena, Json *json, const Network *network) {
  json_set(arena, json, "nat", json_bool(arena, network->nat));
  json_set(arena, json, "subnets",
           subnets_json(arena, network->subnets.items, network->subnets.count));
  json_set(arena, json, "public_subnets",
           subnets_json(arena, network->public_subnets.items,
                        network->public_subnets.count));
  if (network->handlers_group)
    json_set(arena, json, "handlers_group",
             group_json(arena, network->handlers_group));
  if (network->endpoints_group)
    json_set(arena, json, "endpoints_group",
             group_json(arena, network->endpoints_group));
  json_set(arena, json, "endpoints", endpoints_json(arena, network));
  if (network->log_group)
    json_set(arena, json, "log_group",
             model_reference(arena, &network->log_group->resource));
  if (network->log_role)
    json_set(arena, json, "log_role",
             model_reference(arena, &network->log_role->resource));
  json_set(arena, json, "settings", model_settings(arena, &network->resource));
}
