/* SPDX-License-Identifier: Apache-2.0
 *
 * The HTTP API itself: its stage, its limits, its domain.
 *
 * Wherever a stage or a route sets rate, burst or metrics, it sets all three: a
 * missing rate or burst would count as 0 and refuse every request.
 */
#include "backends/terraform/terraform.h"

#include <stdlib.h>

static bool has(const HclBody *body, Str name) {
  for (u32 i = 0; i < body->items.count; i++)
    if (str_equal(body->items.items[i].name, name))
      return true;
  return false;
}

static void complete_limits(Terraform *tf, HclBody *limits) {
  if (!has(limits, STR("throttling_rate_limit")))
    put_integer(tf, limits, "throttling_rate_limit",
                quota_row(QUOTA_THROTTLE)->limit);
  if (!has(limits, STR("throttling_burst_limit")))
    put_integer(tf, limits, "throttling_burst_limit",
                attr_row(ATTR_api_throttle_burst)->type.max);
  put_bool(tf, limits, "detailed_metrics_enabled", true);
}

/* ---- the stage ----------------------------------------------------------- */

typedef struct LimitedRoute {
  Str key;
  const Endpoint *endpoint;
} LimitedRoute;

static int compare_routes(const void *left, const void *right) {
  return str_compare(((const LimitedRoute *)left)->key,
                     ((const LimitedRoute *)right)->key);
}

/* Limits of single routes, which must exist before the stage names them. */
static void limit_routes(Terraform *tf, HclBody *stage, const Api *api) {
  Str type = STR("aws_apigatewayv2_stage");
  VEC(LimitedRoute) routes = { 0 };
  for (u32 i = 0; i < api->endpoints.count; i++) {
    const Endpoint *endpoint = api->endpoints.items[i];
    LimitedRoute route = { spell_route_key(tf->arena, endpoint), endpoint };
    if (endpoint->target && setting_given(setting(&endpoint->resource,
                                                  ATTR_endpoint_throttle_rate)))
      VEC_PUSH(tf->arena, &routes, route);
  }
  if (routes.count == 0)
    return;
  qsort(routes.items, routes.count, sizeof *routes.items, compare_routes);
  for (u32 i = 0; i < routes.count; i++) {
    const Resource *resource = &routes.items[i].endpoint->resource;
    /* The rows speak of the only block of that type. */
    HclBody *alone = hcl_body(tf->arena);
    put_settings(tf, alone, resource, type);
    HclBody *limits = hcl_only_block(tf->arena, alone, STR("route_settings"));
    HclBody *settings = block(tf, stage, "route_settings");
    put_string(tf, settings, "route_key", routes.items[i].key);
    for (u32 k = 0; k < limits->items.count; k++)
      hcl_set(tf->arena, settings, limits->items.items[k].name,
              limits->items.items[k].value);
    complete_limits(tf, settings);
    depend_on(tf, stage, STR("aws_apigatewayv2_route"), name_of(tf, resource));
  }
}

static void emit_stage(Terraform *tf, const Api *api) {
  const Resource *resource = &api->resource;
  HclBody *body =
    add(tf, "aws_apigatewayv2_stage", name_of(tf, resource), resource);
  put_part(tf, body, "api_id", PART_ID, resource);
  put_string(tf, body, "name", STR("$default"));
  put_bool(tf, body, "auto_deploy", true);
  if (api->log_group) {
    HclBody *log = block(tf, body, "access_log_settings");
    put_part(tf, log, "destination_arn", PART_ARN, &api->log_group->resource);
    put_string(tf, log, "format", api->access_log);
  }
  if (setting_given(setting(resource, ATTR_api_throttle_rate)))
    put_settings(tf, body, resource, STR("aws_apigatewayv2_stage"));
  complete_limits(
    tf, hcl_only_block(tf->arena, body, STR("default_route_settings")));
  limit_routes(tf, body, api);
}

/* ---- the domain ---------------------------------------------------------- */

static void put_setting(Terraform *tf, HclBody *body, const char *name,
                        const Api *api, AttrId attr) {
  put_text(tf, body, name, setting(&api->resource, attr)->value.text);
}

static void emit_domain(Terraform *tf, const Api *api) {
  const Resource *resource = &api->resource;
  Str name = name_of(tf, resource);
  HclBody *body = add(tf, "aws_apigatewayv2_domain_name", name, resource);
  put_setting(tf, body, "domain_name", api, ATTR_api_domain_name);
  HclBody *one = block(tf, body, "domain_name_configuration");
  put_setting(tf, one, "certificate_arn", api, ATTR_api_domain_certificate);
  put_string(tf, one, "endpoint_type", STR("REGIONAL"));
  put_string(tf, one, "security_policy", STR("TLS_1_2"));
  if (setting_given(setting(resource, ATTR_api_domain_truststore)))
    put_setting(tf, block(tf, body, "mutual_tls_authentication"),
                "truststore_uri", api, ATTR_api_domain_truststore);
  body = add(tf, "aws_apigatewayv2_api_mapping", name, resource);
  put_part(tf, body, "api_id", PART_ID, resource);
  put(tf, body, "domain_name",
      hcl_reference(tf, STR("aws_apigatewayv2_domain_name"), name,
                    "domain_name"));
  put(tf, body, "stage",
      hcl_reference(tf, STR("aws_apigatewayv2_stage"), name, "name"));
}

/* ---- the API ------------------------------------------------------------- */

void terraform_api(Terraform *tf, const Api *api) {
  const Resource *resource = &api->resource;
  bool domain = setting_given(setting(resource, ATTR_api_domain_name));
  HclBody *body = add_main(tf, resource);
  put_name(tf, body, "name", resource);
  put_description(tf, body, resource->documentation, DESCRIPTION_PLAIN);
  put_string(tf, body, "protocol_type", STR("HTTP"));
  if (domain)
    put_bool(tf, body, "disable_execute_api_endpoint", true);
  if (setting_given(setting(resource, ATTR_api_cors_origins)))
    put_settings(tf, body, resource, STR("aws_apigatewayv2_api"));
  emit_stage(tf, api);
  if (domain)
    emit_domain(tf, api);
  for (u32 i = 0; i < api->endpoints.count; i++)
    terraform_endpoint(tf, api->endpoints.items[i]);
  for (u32 i = 0; i < api->authorizers.count; i++)
    terraform_authorizer(tf, api->authorizers.items[i]);
}
