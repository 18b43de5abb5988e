/* SPDX-License-Identifier: Apache-2.0
 *
 * The HTTP API itself: its stage, its limits, its domain.
 *
 * Wherever a stage or a route sets rate, burst or metrics, it sets all three: a
 * missing rate or burst would count as 0 and refuse every request. The
 * account's own limit is the same as none.
 */
#include "backends/cloudformation/cloudformation.h"

#include <stdlib.h>

static void complete_limits(Arena *arena, Json *settings) {
  i64 rate = quota_row(QUOTA_THROTTLE)->limit;
  i64 burst = attr_row(ATTR_api_throttle_burst)->type.max;
  if (!cJSON_GetObjectItemCaseSensitive(settings, "ThrottlingRateLimit"))
    json_set(arena, settings, "ThrottlingRateLimit", json_integer(arena, rate));
  if (!cJSON_GetObjectItemCaseSensitive(settings, "ThrottlingBurstLimit"))
    json_set(arena, settings, "ThrottlingBurstLimit",
             json_integer(arena, burst));
  json_set(arena, settings, "DetailedMetricsEnabled", json_bool(arena, true));
}

/* ---- the stage ---- */

typedef struct LimitedRoute {
  Str key, id;
  const Endpoint *endpoint;
} LimitedRoute;

static int compare_routes(const void *left, const void *right) {
  return str_compare(((const LimitedRoute *)left)->key,
                     ((const LimitedRoute *)right)->key);
}

/* Limits of single routes, which must exist before the stage names them. */
static Json *limit_routes(Template *template, Json *properties,
                          const Api *api) {
  Arena *arena = template->arena;
  VEC(LimitedRoute) routes = { 0 };
  for (u32 i = 0; i < api->endpoints.count; i++) {
    const Endpoint *endpoint = api->endpoints.items[i];
    const Setting *rate =
      setting(&endpoint->resource, ATTR_endpoint_throttle_rate);
    LimitedRoute route = { spell_route_key(arena, endpoint),
                           id_of_endpoint(template, SUFFIX_ROUTE, endpoint),
                           endpoint };
    if (setting_given(rate))
      VEC_PUSH(arena, &routes, route);
  }
  if (routes.count == 0)
    return NULL;
  qsort(routes.items, routes.count, sizeof *routes.items, compare_routes);
  Json *all = json_object(arena), *depends = json_array(arena);
  for (u32 i = 0; i < routes.count; i++) {
    Json *settings = json_object(arena);
    set_settings(template, settings, &routes.items[i].endpoint->resource,
                 STR("RouteSettings"));
    complete_limits(arena, settings);
    json_set_key(arena, all, routes.items[i].key, settings);
    json_add(arena, depends, json_string(arena, routes.items[i].id));
  }
  json_set(arena, properties, "RouteSettings", all);
  return depends;
}

static void set_access_log(Template *template, Json *properties,
                           const Api *api) {
  Arena *arena = template->arena;
  Json *log = json_object(arena);
  if (!api->log_group)
    return;
  json_set(arena, log, "DestinationArn",
           json_part(template, PART_ARN, &api->log_group->resource));
  set_string(template, log, "Format", api->access_log);
  json_set(arena, properties, "AccessLogSettings", log);
}

static void set_default_limits(Template *template, Json *properties,
                               const Api *api) {
  Arena *arena = template->arena;
  if (setting_given(setting(&api->resource, ATTR_api_throttle_rate)))
    set_settings(template, properties, &api->resource, STR("Stage"));
  Json *settings =
    cJSON_GetObjectItemCaseSensitive(properties, "DefaultRouteSettings");
  if (!settings) {
    settings = json_object(arena);
    json_set(arena, properties, "DefaultRouteSettings", settings);
  }
  complete_limits(arena, settings);
}

static void emit_stage(Template *template, const Api *api) {
  Arena *arena = template->arena;
  Json *properties = json_object(arena);
  json_set(arena, properties, "ApiId",
           json_part(template, PART_ID, &api->resource));
  set_string(template, properties, "StageName", STR("$default"));
  json_set(arena, properties, "AutoDeploy", json_bool(arena, true));
  set_access_log(template, properties, api);
  set_default_limits(template, properties, api);
  Json *depends = limit_routes(template, properties, api);
  set_tag_map(template, properties);
  template_add(template, (TemplateEntry){
                           .id = id_of_api(template, SUFFIX_API_STAGE, api),
                           .type = "AWS::ApiGatewayV2::Stage",
                           .depends = depends,
                           .properties = properties,
                           .of = &api->resource,
                         });
}

/* ---- the domain ---- */

static Json *json_setting(Template *template, const Api *api, AttrId attr) {
  return json_text(template, setting(&api->resource, attr)->value.text, 0);
}

static void emit_domain(Template *template, const Api *api) {
  Arena *arena = template->arena;
  Str id = id_of_api(template, SUFFIX_API_DOMAIN, api);
  TemplateEntry entry = { .id = id, .type = "AWS::ApiGatewayV2::DomainName" };
  Json *properties = template_add(template, entry);
  Json *configurations = json_array(arena), *one = json_object(arena);
  json_set(arena, properties, "DomainName",
           json_setting(template, api, ATTR_api_domain_name));
  json_set(arena, one, "CertificateArn",
           json_setting(template, api, ATTR_api_domain_certificate));
  set_string(template, one, "EndpointType", STR("REGIONAL"));
  set_string(template, one, "SecurityPolicy", STR("TLS_1_2"));
  json_add(arena, configurations, one);
  json_set(arena, properties, "DomainNameConfigurations", configurations);
  if (setting_given(setting(&api->resource, ATTR_api_domain_truststore))) {
    Json *mutual = json_object(arena);
    json_set(arena, mutual, "TruststoreUri",
             json_setting(template, api, ATTR_api_domain_truststore));
    json_set(arena, properties, "MutualTlsAuthentication", mutual);
  }
  set_tag_map(template, properties);

  entry = (TemplateEntry){
    .id = id_of_api(template, SUFFIX_API_MAPPING, api),
    .type = "AWS::ApiGatewayV2::ApiMapping",
  };
  Json *mapping = template_add(template, entry);
  Str stage = id_of_api(template, SUFFIX_API_STAGE, api);
  json_set(arena, mapping, "ApiId",
           json_part(template, PART_ID, &api->resource));
  json_set(arena, mapping, "DomainName", json_ref(arena, id));
  json_set(arena, mapping, "Stage", json_ref(arena, stage));
}

/* ---- the API ---- */

void emit_api(Template *template, const Api *api) {
  Arena *arena = template->arena;
  const Resource *resource = &api->resource;
  bool domain = setting_given(setting(resource, ATTR_api_domain_name));
  TemplateEntry entry = {
    .id = id_of_resource(template, resource),
    .type = "AWS::ApiGatewayV2::Api",
  };
  Json *properties = template_add(template, entry);
  set_name(template, properties, "Name", resource);
  set_description(template, properties, "Description", resource->documentation,
                  DESCRIPTION_PLAIN);
  set_string(template, properties, "ProtocolType", STR("HTTP"));
  if (setting_given(setting(resource, ATTR_api_cors_origins)))
    set_settings(template, properties, resource, STR("Api"));
  if (domain)
    json_set(arena, properties, "DisableExecuteApiEndpoint",
             json_bool(arena, true));
  set_tag_map(template, properties);
  emit_stage(template, api);
  if (domain)
    emit_domain(template, api);
  for (u32 i = 0; i < api->endpoints.count; i++)
    emit_endpoint(template, api->endpoints.items[i]);
  for (u32 i = 0; i < api->authorizers.count; i++)
    emit_authorizer(template, api->authorizers.items[i]);
}
