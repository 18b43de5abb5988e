/* SPDX-License-Identifier: Apache-2.0
 *
 * Networks: the VPC with its subnets and routes, the groups, the endpoints, the
 * way out and the flow log. Each subnet for handlers has a route table of its
 * own, with or without a way out. A group has no rule but those that stand
 * here: the provider takes away the one that lets everything out.
 */
#include "backends/terraform/terraform.h"

static const Str anywhere = STR_INIT("0.0.0.0/0");

/* ---- small things -------------------------------------------------------- */

/* A Name, unless the stack's tags have one. */
static void put_tags(Terraform *tf, HclBody *body, const Resource *named,
                     Str behind) {
  Expression *tags = expression_object(tf->arena);
  for (u32 i = 0; i < tf->model->tags.count; i++)
    if (str_equal(tf->model->tags.items[i].key, STR("Name")))
      return;
  expression_put(tf->arena, tags, STR("Name"),
                 hcl_text(tf,
                          text_join(tf->arena, resource_name(tf->arena, named),
                                    text_of(tf->arena, behind)),
                          0));
  put(tf, body, "tags", tags);
}

static void put_id(Terraform *tf, HclBody *body, const char *name,
                   const NetworkPart *part) {
  put_part(tf, body, name, PART_ID, &part->resource);
}

static Expression *hcl_ids(Terraform *tf, NetworkPart *const *parts,
                           u32 count) {
  Expression *ids = expression_list(tf->arena);
  for (u32 i = 0; i < count; i++)
    expression_add(tf->arena, ids, hcl_part(tf, PART_ID, &parts[i]->resource));
  return ids;
}

/* The name of something of the network, and of its zone where it has one. */
static Str name_in(Terraform *tf, const Network *network, const char *type,
                   const char *word, u32 zone) {
  Str suffix =
    zone ? str_format(tf->arena, "%s_%u", word, zone) : str_from(word);
  return name_for(tf, str_from(type), network->resource.path,
                  str_terminated(tf->arena, suffix));
}

static HclBody *add_in(Terraform *tf, const Network *network, const char *type,
                       Str name) {
  return add(tf, type, name, &network->resource);
}

static void put_vpc(Terraform *tf, HclBody *body, const Network *network) {
  put_part(tf, body, "vpc_id", PART_ID, &network->resource);
}

/* ---- subnets and routes -------------------------------------------------- */

static void emit_vpc(Terraform *tf, const Network *network) {
  HclBody *body = add_main(tf, &network->resource);
  put_settings(tf, body, &network->resource, STR("aws_vpc"));
  put_bool(tf, body, "enable_dns_hostnames", true);
  put_bool(tf, body, "enable_dns_support", true);
  put_tags(tf, body, &network->resource, STR(""));
}

/* The zones that every account has; others would have to be asked for. */
static Expression *hcl_zone(Terraform *tf, u32 zone) {
  bool fresh;
  HclBody *zones =
    add_data(tf, "aws_availability_zones", STR("available"), &fresh);
  if (fresh) {
    Expression *values = expression_list(tf->arena);
    put_string(tf, zones, "state", STR("available"));
    HclBody *filter = block(tf, zones, "filter");
    put_string(tf, filter, "name", STR("opt-in-status"));
    expression_add(tf->arena, values,
                   expression_string(tf->arena, STR("opt-in-not-required")));
    put(tf, filter, "values", values);
  }
  return expression_token(
    tf->arena,
    str_format(tf->arena, "data.aws_availability_zones.available.names[%u]",
               zone - 1));
}

static void emit_subnet(Terraform *tf, const NetworkPart *subnet) {
  HclBody *body = add_main(tf, &subnet->resource);
  put_vpc(tf, body, subnet->network);
  put(tf, body, "availability_zone", hcl_zone(tf, subnet->zone));
  put_string(tf, body, "cidr_block", subnet->cidr);
  put_bool(tf, body, "map_public_ip_on_launch", false);
  put_tags(tf, body, &subnet->resource, STR(""));
}

static void emit_table(Terraform *tf, const Network *network, Str name,
                       const Resource *named, Str behind) {
  HclBody *body = add_in(tf, network, "aws_route_table", name);
  put_vpc(tf, body, network);
  put_tags(tf, body, named, behind);
}

static void emit_association(Terraform *tf, const NetworkPart *subnet,
                             Str table) {
  HclBody *body = add_in(tf, subnet->network, "aws_route_table_association",
                         name_of(tf, &subnet->resource));
  put(tf, body, "route_table_id",
      hcl_reference(tf, STR("aws_route_table"), table, "id"));
  put_id(tf, body, "subnet_id", subnet);
}

static void emit_route_out(Terraform *tf, const Network *network, Str name,
                           const char *key, Expression *gateway) {
  HclBody *body = add_in(tf, network, "aws_route", name);
  put(tf, body, "route_table_id",
      hcl_reference(tf, STR("aws_route_table"), name, "id"));
  put_string(tf, body, "destination_cidr_block", anywhere);
  put(tf, body, key, gateway);
}

static Str table_of(Terraform *tf, const NetworkPart *subnet) {
  return name_in(tf, subnet->network, "aws_route_table", "_handlers",
                 subnet->zone);
}

static void emit_handlers_subnet(Terraform *tf, const NetworkPart *subnet) {
  emit_subnet(tf, subnet);
  emit_table(tf, subnet->network, table_of(tf, subnet), &subnet->resource,
             STR(""));
  emit_association(tf, subnet, table_of(tf, subnet));
}

/* ---- the way out --------------------------------------------------------- */

static void emit_nat(Terraform *tf, const NetworkPart *public_subnet,
                     const NetworkPart *subnet, Str internet) {
  const Network *network = subnet->network;
  const Resource *named = &public_subnet->resource;
  Str name = name_of(tf, named);
  HclBody *body = add_in(tf, network, "aws_eip", name);
  put_string(tf, body, "domain", STR("vpc"));
  put_tags(tf, body, named, STR(""));
  depend_on(tf, body, STR("aws_internet_gateway"), internet);
  body = add_in(tf, network, "aws_nat_gateway", name);
  put(tf, body, "allocation_id",
      hcl_reference(tf, STR("aws_eip"), name, "allocation_id"));
  put_id(tf, body, "subnet_id", public_subnet);
  put_tags(tf, body, named, STR(""));
  depend_on(tf, body, STR("aws_internet_gateway"), internet);
  emit_route_out(tf, network, table_of(tf, subnet), "nat_gateway_id",
                 hcl_reference(tf, STR("aws_nat_gateway"), name, "id"));
}

static void emit_way_out(Terraform *tf, const Network *network) {
  const char *type = "aws_internet_gateway";
  Str internet = name_in(tf, network, type, "", 0);
  Str table = name_in(tf, network, "aws_route_table", "_public", 0);
  HclBody *body = add_in(tf, network, type, internet);
  put_vpc(tf, body, network);
  put_tags(tf, body, &network->resource, STR(""));
  emit_table(tf, network, table, &network->resource, STR("-public"));
  emit_route_out(tf, network, table, "gateway_id",
                 hcl_reference(tf, str_from(type), internet, "id"));
  for (u32 i = 0; i < network->public_subnets.count; i++) {
    const NetworkPart *subnet = network->public_subnets.items[i];
    emit_subnet(tf, subnet);
    emit_association(tf, subnet, table);
    emit_nat(tf, subnet, network->subnets.items[i], internet);
  }
}

/* ---- groups -------------------------------------------------------------- */

static void emit_rule(Terraform *tf, const NetworkPart *group,
                      const char *direction, const NetworkRule *rule,
                      u32 number) {
  Str type = str_format(tf->arena, "aws_vpc_security_group_%s_rule", direction);
  Str name =
    name_for(tf, type, name_of(tf, &group->resource),
             str_terminated(tf->arena, str_format(tf->arena, "_%u", number)));
  HclBody *body =
    add_in(tf, group->network, str_terminated(tf->arena, type), name);
  put_id(tf, body, "security_group_id", group);
  put_string(tf, body, "description", rule->why);
  put_string(tf, body, "ip_protocol", STR("tcp"));
  put_integer(tf, body, "from_port", rule->port);
  put_integer(tf, body, "to_port", rule->port);
  if (rule->peer)
    put_id(tf, body, "referenced_security_group_id", rule->peer);
  else
    put_string(tf, body, "cidr_ipv4", anywhere);
}

static void emit_group(Terraform *tf, const NetworkPart *group,
                       const char *before, const char *after) {
  if (!group)
    return;
  HclBody *body = add_main(tf, &group->resource);
  put_name(tf, body, "name", &group->resource);
  put_string(tf, body, "description",
             str_format(tf->arena, "%s %.*s%s.", before,
                        STR_ARG(group->network->resource.physical_name),
                        after));
  put_vpc(tf, body, group->network);
  put_tags(tf, body, &group->resource, STR(""));
  for (u32 i = 0; i < group->in.count; i++)
    emit_rule(tf, group, "ingress", &group->in.items[i], i + 1);
  for (u32 i = 0; i < group->out.count; i++)
    emit_rule(tf, group, "egress", &group->out.items[i], i + 1);
}

/* ---- endpoints ----------------------------------------------------------- */

static Text service_name_of(Terraform *tf, const NetworkEndpointRow *row) {
  const Part region = { .kind = PART_REGION };
  Text name = text_join(tf->arena, text_of(tf->arena, STR("com.amazonaws.")),
                        (Text){ &region, 1 });
  return text_join(
    tf->arena, name,
    text_of(tf->arena, str_format(tf->arena, ".%.*s", STR_ARG(row->word))));
}

static void emit_network_endpoint(Terraform *tf, const Network *network,
                                  const NetworkEndpoint *endpoint) {
  const char *type = "aws_vpc_endpoint";
  const NetworkEndpointRow *row = endpoint->row;
  char *suffix = str_terminated(
    tf->arena, str_format(tf->arena, "_%.*s", STR_ARG(row->word)));
  HclBody *body =
    add_in(tf, network, type, name_in(tf, network, type, suffix, 0));
  put_vpc(tf, body, network);
  put_text(tf, body, "service_name", service_name_of(tf, row));
  put_string(tf, body, "vpc_endpoint_type",
             row->gateway ? STR("Gateway") : STR("Interface"));
  if (row->gateway) {
    Expression *tables = expression_list(tf->arena);
    for (u32 i = 0; i < network->subnets.count; i++)
      expression_add(tf->arena, tables,
                     hcl_reference(tf, STR("aws_route_table"),
                                   table_of(tf, network->subnets.items[i]),
                                   "id"));
    put(tf, body, "route_table_ids", tables);
  } else {
    put_bool(tf, body, "private_dns_enabled", true);
    put(tf, body, "security_group_ids",
        hcl_ids(tf, &network->endpoints_group, 1));
    put(tf, body, "subnet_ids",
        hcl_ids(tf, network->subnets.items, network->subnets.count));
  }
  put(tf, body, "policy",
      hcl_policy(tf, &endpoint->statements, KIND_BIT(handler)));
  put_tags(tf, body, &network->resource,
           str_format(tf->arena, "-%.*s", STR_ARG(row->word)));
}

/* ---- the flow log -------------------------------------------------------- */

static void emit_flow_log(Terraform *tf, const Network *network) {
  if (!network->log_group)
    return;
  HclBody *body =
    add_in(tf, network, "aws_flow_log", name_of(tf, &network->resource));
  put_vpc(tf, body, network);
  put_string(tf, body, "traffic_type", STR("ALL"));
  put_string(tf, body, "log_destination_type", STR("cloud-watch-logs"));
  put_part(tf, body, "log_destination", PART_ARN,
           &network->log_group->resource);
  put_part(tf, body, "iam_role_arn", PART_ARN, &network->log_role->resource);
  put_tags(tf, body, &network->resource, STR(""));
  depend_on_rights(tf, body, network->log_role);
}

void terraform_network(Terraform *tf, const Network *network) {
  emit_vpc(tf, network);
  for (u32 i = 0; i < network->subnets.count; i++)
    emit_handlers_subnet(tf, network->subnets.items[i]);
  if (network->nat)
    emit_way_out(tf, network);
  emit_group(tf, network->handlers_group, "What the handlers in", " may reach");
  emit_group(tf, network->endpoints_group, "Who may reach the endpoints of",
             "");
  for (u32 i = 0; i < network->endpoints.count; i++)
    emit_network_endpoint(tf, network, &network->endpoints.items[i]);
  emit_flow_log(tf, network);
}

void put_network(Terraform *tf, HclBody *body, const Handler *handler) {
  const Network *network = as_network(handler->network);
  if (!handler->network)
    return;
  if (!network) {
    put_settings(tf, body, handler->network, STR("aws_lambda_function"));
    return;
  }
  HclBody *place = block(tf, body, "vpc_config");
  put(tf, place, "security_group_ids",
      hcl_ids(tf, &network->handlers_group, 1));
  put(tf, place, "subnet_ids",
      hcl_ids(tf, network->subnets.items, network->subnets.count));
}
