/* SPDX-License-Identifier: Apache-2.0
 *
 * Networks: the VPC with its subnets and routes, the groups, the endpoints, the
 * way out and the flow log.
 *
 * Each subnet for handlers has a route table of its own, with or without a way
 * out: so nothing is put in another's place when `egress` changes.
 */
#include "backends/cloudformation/cloudformation.h"

static const Str anywhere = STR_INIT("0.0.0.0/0");

/* ---- small things ---- */

/* The stack's tags, and a Name unless the stack has given one. */
static void set_named_tags(Template *template, Json *properties,
                           const Resource *named, Str behind) {
  Arena *arena = template->arena;
  Text name =
    text_join(arena, resource_name(arena, named), text_of(arena, behind));
  const Model *model = template->model;
  Json *pair = json_object(arena), *tags;
  set_tags(template, properties);
  for (u32 i = 0; i < model->tags.count; i++)
    if (str_equal(model->tags.items[i].key, STR("Name")))
      return;
  tags = cJSON_GetObjectItemCaseSensitive(properties, "Tags");
  if (!tags) {
    tags = json_array(arena);
    json_set(arena, properties, "Tags", tags);
  }
  set_string(template, pair, "Key", STR("Name"));
  json_set(arena, pair, "Value", json_text(template, name, 0));
  json_add(arena, tags, pair);
}

static Json *json_id(Template *template, const Resource *thing) {
  return json_part(template, PART_ID, thing);
}

static Json *json_ids(Template *template, NetworkPart *const *parts,
                      u32 count) {
  Json *ids = json_array(template->arena);
  for (u32 i = 0; i < count; i++)
    json_add(template->arena, ids, json_id(template, &parts[i]->resource));
  return ids;
}

static Json *add(Template *template, Str id, const char *type,
                 const char *after) {
  Arena *arena = template->arena;
  TemplateEntry entry = { .id = id, .type = type };
  if (after) {
    entry.depends = json_array(arena);
    json_add(arena, entry.depends, json_string(arena, str_from(after)));
  }
  return template_add(template, entry);
}

/* Something of the network as a whole: its properties, with the VPC set. */
static Json *add_to_network(Template *template, const Network *network, Str id,
                            const char *type) {
  Json *properties = add(template, id, type, NULL);
  json_set(template->arena, properties, "VpcId",
           json_id(template, &network->resource));
  return properties;
}

static Str id_in(Template *template, const Network *network, Suffix suffix) {
  return id_of(template, suffix, network->resource.path);
}

static Str id_in_zone(Template *template, const Network *network, Suffix suffix,
                      u32 zone) {
  return id_of_numbered(template, suffix, network->resource.path, zone);
}

/* ---- subnets and routes ---- */

static void emit_vpc(Template *template, const Network *network) {
  Arena *arena = template->arena;
  const Resource *resource = &network->resource;
  TemplateEntry entry = {
    .id = id_of_resource(template, resource),
    .type = "AWS::EC2::VPC",
    .of = resource,
  };
  Json *properties = template_add(template, entry);
  set_settings(template, properties, resource, STR("Vpc"));
  json_set(arena, properties, "EnableDnsHostnames", json_bool(arena, true));
  json_set(arena, properties, "EnableDnsSupport", json_bool(arena, true));
  set_named_tags(template, properties, resource, STR(""));
}

/* {"Fn::Select": [0, {"Fn::GetAZs": ""}]} */
static Json *json_zone(Arena *arena, u32 zone) {
  Json *zones = json_object(arena), *select = json_object(arena);
  Json *arguments = json_array(arena);
  json_set(arena, zones, "Fn::GetAZs", json_string(arena, STR("")));
  json_add(arena, arguments, json_integer(arena, zone - 1));
  json_add(arena, arguments, zones);
  json_set(arena, select, "Fn::Select", arguments);
  return select;
}

static void emit_subnet(Template *template, const NetworkPart *subnet) {
  Arena *arena = template->arena;
  const Resource *resource = &subnet->resource;
  Json *properties =
    add_to_network(template, subnet->network,
                   id_of_resource(template, resource), "AWS::EC2::Subnet");
  json_set(arena, properties, "AvailabilityZone",
           json_zone(arena, subnet->zone));
  set_string(template, properties, "CidrBlock", subnet->cidr);
  json_set(arena, properties, "MapPublicIpOnLaunch", json_bool(arena, false));
  set_named_tags(template, properties, resource, STR(""));
}

/* A route table, for one subnet or more. */
static void emit_table(Template *template, const Network *network, Str id,
                       const Resource *named, Str behind) {
  Json *properties =
    add_to_network(template, network, id, "AWS::EC2::RouteTable");
  set_named_tags(template, properties, named, behind);
}

static void emit_association(Template *template, Str id, Str table,
                             const NetworkPart *subnet) {
  Arena *arena = template->arena;
  Json *properties =
    add(template, id, "AWS::EC2::SubnetRouteTableAssociation", NULL);
  json_set(arena, properties, "RouteTableId", json_ref(arena, table));
  json_set(arena, properties, "SubnetId", json_id(template, &subnet->resource));
}

/* The route of everything that is not inside, to a gateway: `key` says of which
 * sort. */
static void emit_route_out(Template *template, Str id, Str table,
                           const char *key, Str gateway, const char *after) {
  Arena *arena = template->arena;
  Json *properties = add(template, id, "AWS::EC2::Route", after);
  set_string(template, properties, "DestinationCidrBlock", anywhere);
  json_set(arena, properties, key, json_ref(arena, gateway));
  json_set(arena, properties, "RouteTableId", json_ref(arena, table));
}

static Str table_of(Template *template, const NetworkPart *subnet) {
  return id_in_zone(template, subnet->network, SUFFIX_HANDLERS_ROUTES,
                    subnet->zone);
}

static void emit_handlers_subnet(Template *template,
                                 const NetworkPart *subnet) {
  const Network *network = subnet->network;
  Str table = table_of(template, subnet);
  emit_subnet(template, subnet);
  emit_table(template, network, table, &subnet->resource, STR(""));
  emit_association(
    template,
    id_in_zone(template, network, SUFFIX_HANDLERS_ASSOCIATION, subnet->zone),
    table, subnet);
}

/* ---- the way out ---- */

static void emit_nat(Template *template, const NetworkPart *public_subnet,
                     const NetworkPart *subnet, const char *attachment) {
  Arena *arena = template->arena;
  const Network *network = subnet->network;
  const Resource *name = &public_subnet->resource;
  Str address = id_in_zone(template, network, SUFFIX_NAT_ADDRESS, subnet->zone);
  Str gateway = id_in_zone(template, network, SUFFIX_NAT_GATEWAY, subnet->zone);
  Json *properties = add(template, address, "AWS::EC2::EIP", attachment);
  set_string(template, properties, "Domain", STR("vpc"));
  set_named_tags(template, properties, name, STR(""));
  properties = add(template, gateway, "AWS::EC2::NatGateway", attachment);
  json_set(arena, properties, "AllocationId",
           json_get_att(arena, address, "AllocationId"));
  json_set(arena, properties, "SubnetId",
           json_id(template, &public_subnet->resource));
  set_named_tags(template, properties, name, STR(""));
  emit_route_out(
    template,
    id_in_zone(template, network, SUFFIX_HANDLERS_WAY_OUT, subnet->zone),
    table_of(template, subnet), "NatGatewayId", gateway, NULL);
}

static void emit_way_out(Template *template, const Network *network) {
  Arena *arena = template->arena;
  const Resource *name = &network->resource;
  Str internet = id_in(template, network, SUFFIX_INTERNET_GATEWAY);
  Str table = id_in(template, network, SUFFIX_PUBLIC_ROUTES);
  const char *attachment =
    str_terminated(arena, id_in(template, network, SUFFIX_INTERNET_ATTACHMENT));
  Json *properties = add(template, internet, "AWS::EC2::InternetGateway", NULL);
  set_named_tags(template, properties, name, STR(""));
  properties = add_to_network(template, network, str_from(attachment),
                              "AWS::EC2::VPCGatewayAttachment");
  json_set(arena, properties, "InternetGatewayId", json_ref(arena, internet));
  emit_table(template, network, table, &network->resource, STR("-public"));
  emit_route_out(template, id_in(template, network, SUFFIX_PUBLIC_WAY_OUT),
                 table, "GatewayId", internet, attachment);
  for (u32 i = 0; i < network->public_subnets.count; i++) {
    const NetworkPart *subnet = network->public_subnets.items[i];
    emit_subnet(template, subnet);
    emit_association(
      template,
      id_in_zone(template, network, SUFFIX_PUBLIC_ASSOCIATION, subnet->zone),
      table, subnet);
    emit_nat(template, subnet, network->subnets.items[i], attachment);
  }
}

/* ---- groups ---- */

/* A rule of TCP to one port; the peer is named by `group`, or by its addresses
 * where it is anywhere. */
static void set_rule(Template *template, Json *object, const NetworkRule *rule,
                     const char *group) {
  Arena *arena = template->arena;
  if (rule->peer)
    json_set(arena, object, group, json_id(template, &rule->peer->resource));
  else
    set_string(template, object, "CidrIp", anywhere);
  set_string(template, object, "Description", rule->why);
  set_string(template, object, "IpProtocol", STR("tcp"));
  json_set(arena, object, "FromPort", json_integer(arena, rule->port));
  json_set(arena, object, "ToPort", json_integer(arena, rule->port));
}

/* A group without a rule for what leaves it gets one that allows everything; a
 * rule to nowhere keeps that away ("Remove the default rule"). */
static Json *json_nowhere(Template *template) {
  Json *object = json_object(template->arena);
  set_string(template, object, "CidrIp", STR("127.0.0.1/32"));
  set_string(template, object, "Description", STR("To nowhere."));
  set_string(template, object, "IpProtocol", STR("-1"));
  return object;
}

/* Two groups that name each other would be a circle: what comes in is a
 * resource of its own. */
static void emit_rules_in(Template *template, const NetworkPart *group) {
  for (u32 i = 0; i < group->in.count; i++) {
    Json *properties =
      add(template,
          id_in_zone(template, group->network, SUFFIX_NETWORK_INGRESS, i + 1),
          "AWS::EC2::SecurityGroupIngress", NULL);
    json_set(template->arena, properties, "GroupId",
             json_id(template, &group->resource));
    set_rule(template, properties, &group->in.items[i],
             "SourceSecurityGroupId");
  }
}

static void emit_group(Template *template, const NetworkPart *group,
                       const char *before, const char *after) {
  Arena *arena = template->arena;
  if (!group)
    return;
  Json *out = json_array(arena);
  Json *properties = add_to_network(template, group->network,
                                    id_of_resource(template, &group->resource),
                                    "AWS::EC2::SecurityGroup");
  set_string(template, properties, "GroupDescription",
             str_format(arena, "%s %.*s%s.", before,
                        STR_ARG(group->network->resource.physical_name),
                        after));
  for (u32 i = 0; i < group->out.count; i++) {
    Json *rule = json_object(arena);
    set_rule(template, rule, &group->out.items[i],
             "DestinationSecurityGroupId");
    json_add(arena, out, rule);
  }
  if (!group->out.count)
    json_add(arena, out, json_nowhere(template));
  json_set(arena, properties, "SecurityGroupEgress", out);
  set_named_tags(template, properties, &group->resource, STR(""));
  emit_rules_in(template, group);
}

/* ---- endpoints ---- */

static void set_service(Template *template, Json *properties,
                        const NetworkEndpointRow *row) {
  SubText sub = { .template = template };
  json_set(
    template->arena, properties, "ServiceName",
    json_sub(template->arena, &sub,
             str_format(template->arena, "com.amazonaws.${AWS::Region}.%.*s",
                        STR_ARG(row->word))));
}

static void emit_network_endpoint(Template *template, const Network *network,
                                  const NetworkEndpoint *endpoint) {
  Arena *arena = template->arena;
  Json *properties = add_to_network(
    template, network, id_of_network_endpoint(template, network, endpoint),
    "AWS::EC2::VPCEndpoint");
  set_service(template, properties, endpoint->row);
  json_set(arena, properties, "PolicyDocument",
           json_policy(template, &endpoint->statements, KIND_BIT(handler)));
  set_string(template, properties, "VpcEndpointType",
             endpoint->row->gateway ? STR("Gateway") : STR("Interface"));
  if (endpoint->row->gateway) {
    Json *tables = json_array(arena);
    for (u32 i = 0; i < network->subnets.count; i++)
      json_add(arena, tables,
               json_ref(arena, table_of(template, network->subnets.items[i])));
    json_set(arena, properties, "RouteTableIds", tables);
  } else {
    json_set(arena, properties, "PrivateDnsEnabled", json_bool(arena, true));
    json_set(arena, properties, "SecurityGroupIds",
             json_ids(template, &network->endpoints_group, 1));
    json_set(
      arena, properties, "SubnetIds",
      json_ids(template, network->subnets.items, network->subnets.count));
  }
  set_named_tags(template, properties, &network->resource,
                 str_format(arena, "-%.*s", STR_ARG(endpoint->row->word)));
}

/* ---- the flow log ---- */

static void emit_flow_log(Template *template, const Network *network) {
  Arena *arena = template->arena;
  if (!network->log_group)
    return;
  Json *properties = add(template, id_in(template, network, SUFFIX_FLOW_LOG),
                         "AWS::EC2::FlowLog", NULL);
  json_set(arena, properties, "DeliverLogsPermissionArn",
           json_part(template, PART_ARN, &network->log_role->resource));
  set_string(template, properties, "LogDestinationType",
             STR("cloud-watch-logs"));
  json_set(arena, properties, "LogGroupName",
           json_part(template, PART_NAME, &network->log_group->resource));
  json_set(arena, properties, "ResourceId",
           json_id(template, &network->resource));
  set_string(template, properties, "ResourceType", STR("VPC"));
  set_string(template, properties, "TrafficType", STR("ALL"));
  set_named_tags(template, properties, &network->resource, STR(""));
}

void emit_network(Template *template, const Network *network) {
  emit_vpc(template, network);
  for (u32 i = 0; i < network->subnets.count; i++)
    emit_handlers_subnet(template, network->subnets.items[i]);
  if (network->nat)
    emit_way_out(template, network);
  emit_group(template, network->handlers_group, "What the handlers in",
             " may reach");
  emit_group(template, network->endpoints_group,
             "Who may reach the endpoints of", "");
  for (u32 i = 0; i < network->endpoints.count; i++)
    emit_network_endpoint(template, network, &network->endpoints.items[i]);
  emit_flow_log(template, network);
}

void set_network(Template *template, Json *properties, const Handler *handler) {
  Arena *arena = template->arena;
  const Network *network = as_network(handler->network);
  if (!handler->network)
    return;
  if (!network) {
    set_settings(template, properties, handler->network, STR("Function"));
    return;
  }
  Json *config = json_object(arena);
  json_set(arena, config, "SecurityGroupIds",
           json_ids(template, &network->handlers_group, 1));
  json_set(arena, config, "SubnetIds",
           json_ids(template, network->subnets.items, network->subnets.count));
  json_set(arena, properties, "VpcConfig", config);
}
