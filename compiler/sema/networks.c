/* SPDX-License-Identifier: Apache-2.0
 *
 * Networks: how the addresses are shared out, and who may speak to whom.
 *
 * Every zone gets one subnet for handlers, and an equal one beside it for its
 * NAT gateway, which is kept free where there is none: so `egress` can change
 * later, and no subnet of handlers has to move.
 *
 * What is called follows from what the roles of the handlers may do: each
 * service that their code is granted something of gets an endpoint, whose
 * policy admits those roles to just that.
 */
#include "sema/program.h"

enum {
  SHORTEST = 16, /* prefixes of a network, in bits */
  LONGEST = 28,  /* also of a subnet */
  HTTPS = 443,
};

/* ---- addresses ---- */

typedef struct Block {
  u32 address, prefix;
} Block;

static u32 mask_of(u32 prefix) {
  return prefix ? ~(u32)0 << (32 - prefix) : 0;
}

static Str block_text(Arena *arena, Block block) {
  return str_format(arena, "%u.%u.%u.%u/%u", block.address >> 24,
                    block.address >> 16 & 255, block.address >> 8 & 255,
                    block.address & 255, block.prefix);
}

/* A decimal number of at most `digits` digits, and what must follow it. */
static bool take_number(Str *text, u32 digits, char end, u32 *number) {
  u32 count = 0;
  *number = 0;
  while (count < text->length && count < digits && text->at[count] >= '0' &&
         text->at[count] <= '9')
    *number = *number * 10 + (u32)(text->at[count++] - '0');
  bool ends = end ? count < text->length && text->at[count] == end
                  : count == text->length;
  bool good = count > 0 && ends && (count == 1 || text->at[0] != '0');
  *text = str_slice(*text, count + (good && end ? 1 : 0), text->length);
  return good;
}

static bool block_parse(Str text, Block *block) {
  u32 byte;
  *block = (Block){ 0 };
  for (u32 i = 0; i < 4; i++) {
    if (!take_number(&text, 3, i < 3 ? '.' : '/', &byte) || byte > 255)
      return false;
    block->address = block->address << 8 | byte;
  }
  return take_number(&text, 2, '\0', &block->prefix) && block->prefix <= 32;
}

/* The network's block; false: it has none, and that has been reported. */
static bool block_of(Analysis *analysis, const Network *network, Block *block) {
  const Setting *set = setting(&network->resource, ATTR_network_cidr);
  Str text;
  if (set->value.kind != VALUE_TEXT ||
      (set->origin != ORIGIN_DEFAULT && !text_known(analysis, &set->value)) ||
      !text_literal(analysis->arena, set->value.text, &text))
    return false;
  if (!block_parse(text, block)) {
    Diag *diag =
      diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, set->span,
               "`%.*s` is no block of IPv4 addresses", STR_ARG(text));
    diag_help(analysis->diags, diag,
              "write its first address and how many bits all have in common: "
              "`\"10.0.0.0/16\"`");
    return false;
  }
  if (block->prefix < SHORTEST || block->prefix > LONGEST) {
    Diag *diag = diag_add(analysis->diags, RULE_TYPE_OUT_OF_RANGE, set->span,
                          "a network is a block of /%d to /%d, this one is /%u",
                          SHORTEST, LONGEST, block->prefix);
    diag_label(analysis->diags, diag, "%llu addresses",
               1ull << (32 - block->prefix));
    return false;
  }
  Block whole = { block->address & mask_of(block->prefix), block->prefix };
  if (whole.address != block->address) {
    Str right = block_text(analysis->arena, whole);
    Diag *diag =
      diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, set->span,
               "no block of /%u begins at that address", block->prefix);
    Str quoted = str_format(analysis->arena, "\"%.*s\"", STR_ARG(right));
    if (set->value.written.length)
      diag_fix(analysis->diags, diag, FIX_MAYBE, set->span, quoted,
               "the block that holds it is `%.*s`", STR_ARG(right));
    else
      diag_help(analysis->diags, diag, "the block that holds it is `%.*s`",
                STR_ARG(right));
    return false;
  }
  return true;
}

/* The fewest bits that tell so many apart. */
static u32 bits_for(u32 count) {
  u32 bits = 0;
  while (1u << bits < count)
    bits++;
  return bits;
}

static void report_crowded(Analysis *analysis, const Network *network,
                           Block block, u32 zones, u32 prefix) {
  const Resource *self = &network->resource;
  u32 subnets = network->nat ? 2 * zones : zones;
  u32 needed = LONGEST - bits_for(subnets);
  Str text = block_text(analysis->arena, block);
  Diag *diag = diag_add(
    analysis->diags, RULE_TYPE_OUT_OF_RANGE,
    setting_place(self, ATTR_network_cidr),
    "`%.*s` is too small for %u subnets: each would be a /%u of %u addresses, "
    "and a subnet has at least 16 (/%d)",
    STR_ARG(text), subnets, prefix, 1u << (32 - prefix), LONGEST);
  diag_label(analysis->diags, diag, "%u addresses", 1u << (32 - block.prefix));
  diag_related(analysis->diags, diag, setting_place(self, ATTR_network_zones),
               network->nat ? "%u zones, each with a subnet for handlers and "
                              "one for its NAT gateway"
                            : "%u zones, each with a subnet",
               zones);
  diag_help(analysis->diags, diag,
            "make it a /%u or larger, or use fewer zones", needed);
}

/* ---- parts ---- */

static NetworkPart *part_add(Analysis *analysis, Network *network,
                             NetworkPartSort sort, Str name) {
  Resource *self = &network->resource;
  Str path = str_format(analysis->arena, "%.*s.%.*s", STR_ARG(self->path),
                        STR_ARG(name));
  Resource *resource = piece_add(analysis, KIND_network_part,
                                 sizeof(NetworkPart), path, self->span);
  NetworkPart *part = (NetworkPart *)resource;
  Buf physical = buf_new(analysis->arena);
  buf_format(&physical, "%.*s-", STR_ARG(self->physical_name));
  for (u32 i = 0; i < name.length; i++)
    buf_char(&physical, name.at[i] == '_' ? '-' : name.at[i]);
  resource->name_part = self->name_part;
  resource->physical_name = buf_view(&physical);
  if (self->late_name.count)
    resource->late_name = text_join(
      analysis->arena, self->late_name,
      text_of(analysis->arena,
              str_slice(resource->physical_name, self->physical_name.length,
                        resource->physical_name.length)));
  part->sort = sort;
  part->network = network;
  return part;
}

static NetworkPart *subnet_add(Analysis *analysis, Network *network,
                               NetworkPartSort sort, u32 zone, Block block) {
  Str name = str_format(analysis->arena, "%s_%u",
                        sort == NETWORK_SUBNET ? "handlers" : "public", zone);
  NetworkPart *part = part_add(analysis, network, sort, name);
  part->zone = zone;
  part->cidr = block_text(analysis->arena, block);
  return part;
}

/* Handlers have the first half of the block, NAT gateways the other one; only
 * where nothing fits otherwise, the whole block is the handlers'. */
static void share_out(Analysis *analysis, Network *network) {
  const Setting *number = setting(&network->resource, ATTR_network_zones);
  u32 zones = (u32)setting_low(&network->resource, ATTR_network_zones, 0);
  Block block, subnet;
  if (!zones || !value_known(analysis, &number->value) || !block_of(analysis, network, &block))
    return;
  u32 prefix = block.prefix + bits_for(2 * zones);
  if (prefix > LONGEST && !network->nat)
    prefix = block.prefix + bits_for(zones);
  if (prefix > LONGEST) {
    report_crowded(analysis, network, block, zones, prefix);
    return;
  }
  u32 half = 1u << (31 - block.prefix), size = 1u << (32 - prefix);
  for (u32 i = 0; i < zones; i++) {
    subnet = (Block){ block.address + i * size, prefix };
    VEC_PUSH(analysis->arena, &network->subnets,
             subnet_add(analysis, network, NETWORK_SUBNET, i + 1, subnet));
    subnet.address += half;
    if (network->nat)
      VEC_PUSH(
        analysis->arena, &network->public_subnets,
        subnet_add(analysis, network, NETWORK_PUBLIC_SUBNET, i + 1, subnet));
  }
}

/* ---- the flow log ---- */

static void lower_flow_log(Analysis *analysis, Network *network) {
  Resource *self = &network->resource;
  if (!network->log_group)
    return;
  Resource *resource =
    piece_add(analysis, KIND_role, sizeof(Role), self->path, self->span);
  Role *role = network->log_role = (Role *)resource;
  role->owner = self;
  role->service = service_name(SERVICE_network);
  resource->name_part =
    str_format(analysis->arena, "%.*s%snetwork-logs", STR_ARG(self->name_part),
               self->name_part.length ? "-" : "");
  resource->documentation = str_format(
    analysis->arena, "How the flow log of the network %.*s is written.",
    STR_ARG(self->physical_name));
  trust_add(analysis, role, GRANT_flow_log_trust);
  Terms terms = { .name = resource_name(analysis->arena,
                                        &network->log_group->resource) };
  statement_add(
    analysis, &role->statements, grant_row(GRANT_flow_log), &terms, self->path,
    self->span,
    str_format(analysis->arena, "flow log of %.*s", STR_ARG(self->path)));
  name_role(analysis, role);
  VEC_PUSH(analysis->arena, &analysis->model->roles, role);
}

void lower_networks(Analysis *analysis) {
  Model *model = analysis->model;
  for (u32 i = 0; i < model->handlers.count; i++) {
    Network *network = as_network(model->handlers.items[i]->network);
    if (network)
      VEC_PUSH(analysis->arena, &network->handlers, model->handlers.items[i]);
  }
  for (u32 i = 0; i < model->networks.count; i++) {
    Network *network = model->networks.items[i];
    network->nat =
      setting_is(&network->resource, ATTR_network_egress, STR("nat"));
    share_out(analysis, network);
    lower_flow_log(analysis, network);
    if (network->handlers.count)
      network->handlers_group =
        part_add(analysis, network, NETWORK_HANDLERS_GROUP, STR("handlers"));
  }
}

/* ---- endpoints ---- */

/* Whether the function's code itself calls, through the endpoint, what the
 * statement allows. */
static bool code_calls(const Statement *statement,
                       const NetworkEndpointRow *row) {
  bool calls = false;
  if (statement->deny || statement->by_service)
    return false;
  for (u32 i = 0; !calls && i < statement->actions.count; i++)
    calls = network_endpoint_of_action(statement->actions.items[i]) == row;
  for (u32 i = 0; i < statement->conditions.count; i++)
    calls = calls && !condition_on_behalf(statement->conditions.items[i].key);
  return calls;
}

/* An endpoint's policy takes no short wildcards in tests, so that those of
 * patterns stay with the role, which is asked as well. */
static bool plain_test(const Condition *condition) {
  return str_equal(condition->operator, STR("StringEquals"));
}

/* An identifier that no statement of the policy has: "ShipSendReceipts". Many
 * roles may share an endpoint, so that it is looked up and not searched for. */
static Str sid_of(Analysis *analysis, Map *taken, Str role, Str sid) {
  Str plain = make_sid(analysis, &(Statements){ 0 }, role, sid), made = plain;
  for (u32 i = 2; map_get(taken, made); i++)
    made = str_format(analysis->arena, "%.*s%u", STR_ARG(plain), i);
  map_set(taken, made, 1);
  return made;
}

/* Admits the role to those actions of the statement that go through here. */
static void admit_role(Analysis *analysis, NetworkEndpoint *endpoint,
                       Map *taken, const Handler *handler,
                       const Statement *statement) {
  Arena *arena = analysis->arena;
  Statements apart = { 0 };
  Terms terms = { .source =
                    text_of_part(arena, PART_ARN, &handler->role->resource) };
  Statement admit =
    *statement_add(analysis, &apart, grant_row(GRANT_endpoint_role), &terms,
                   STR(""), statement->reason, statement->reason_text);
  admit.actions.count = admit.resources.count = 0; /* the row has none */
  for (u32 i = 0; i < statement->actions.count; i++)
    if (network_endpoint_of_action(statement->actions.items[i]) ==
        endpoint->row)
      VEC_PUSH(arena, &admit.actions, statement->actions.items[i]);
  for (u32 i = 0; i < statement->resources.count; i++)
    VEC_PUSH(arena, &admit.resources, statement->resources.items[i]);
  for (u32 i = 0; i < statement->conditions.count; i++)
    if (plain_test(&statement->conditions.items[i]))
      VEC_PUSH(arena, &admit.conditions, statement->conditions.items[i]);
  admit.principal = PRINCIPAL_ANYONE;
  admit.sid = sid_of(analysis, taken, handler->resource.path, statement->sid);
  VEC_PUSH(arena, &endpoint->statements.items, admit);
}

static void admit_account(Analysis *analysis, NetworkEndpoint *endpoint,
                          Span span) {
  Statement *admit = statement_add(
    analysis, &endpoint->statements, grant_row(GRANT_endpoint_account),
    &(Terms){ 0 }, STR(""), span, STR("endpoints of the network"));
  admit->principal = PRINCIPAL_ANYONE;
  VEC_PUSH(
    analysis->arena, &admit->actions,
    str_format(analysis->arena, "%.*s:*", STR_ARG(endpoint->row->service)));
}

static bool is_named(const Network *network, const NetworkEndpointRow *row) {
  const Value *list =
    &setting(&network->resource, ATTR_network_endpoints)->value;
  for (u32 i = 0; list->kind == VALUE_LIST && i < list->list.count; i++)
    if (list->list.items[i].kind == VALUE_WORD &&
        str_equal(list->list.items[i].word, row->word))
      return true;
  return false;
}

static void lower_endpoint(Analysis *analysis, Network *network,
                           const NetworkEndpointRow *row) {
  NetworkEndpoint endpoint = { .row = row, .named = is_named(network, row) };
  Map taken = map_new(analysis->arena);
  if (endpoint.named)
    admit_account(analysis, &endpoint,
                  setting_place(&network->resource, ATTR_network_endpoints));
  for (u32 i = 0; !endpoint.named && i < network->handlers.count; i++) {
    const Handler *handler = network->handlers.items[i];
    const Statements *statements = &handler->role->statements;
    for (u32 k = 0; k < statements->items.count; k++)
      if (code_calls(&statements->items.items[k], row))
        admit_role(analysis, &endpoint, &taken, handler,
                   &statements->items.items[k]);
  }
  if (endpoint.statements.items.count)
    VEC_PUSH(analysis->arena, &network->endpoints, endpoint);
}

/* ---- who may speak to whom ---- */

/* What a gateway leads to are public addresses, whose list has an identifier of
 * its own in every Region, which no template can look up. So the rule is open,
 * and the routes close it: without a NAT gateway they lead to the network
 * itself and to the gateways, nowhere else. Questions of names pass every
 * group. */
static void lower_rules(Analysis *analysis, Network *network) {
  Arena *arena = analysis->arena;
  NetworkPart *handlers = network->handlers_group, *endpoints = NULL;
  bool gateways = false;
  for (u32 i = 0; i < network->endpoints.count; i++) {
    gateways = gateways || network->endpoints.items[i].row->gateway;
    if (!network->endpoints.items[i].row->gateway && !endpoints)
      endpoints =
        part_add(analysis, network, NETWORK_ENDPOINTS_GROUP, STR("endpoints"));
  }
  network->endpoints_group = endpoints;
  if (endpoints) {
    VEC_PUSH(arena, &handlers->out,
             ((NetworkRule){ HTTPS, endpoints, STR("To the endpoints.") }));
    VEC_PUSH(arena, &endpoints->in,
             ((NetworkRule){ HTTPS, handlers, STR("From the handlers.") }));
  }
  if (network->nat || gateways)
    VEC_PUSH(
      arena, &handlers->out,
      ((NetworkRule){ HTTPS, NULL,
                      network->nat ? STR("To anywhere, by the NAT gateways.")
                                   : STR("To the gateway endpoints: no route "
                                         "leads elsewhere.") }));
}

void lower_network_endpoints(Analysis *analysis) {
  Model *model = analysis->model;
  for (u32 i = 0; i < model->networks.count; i++) {
    Network *network = model->networks.items[i];
    if (!network->handlers.count)
      continue; /* nothing calls anything */
    for (u32 k = 0; k < network_endpoint_count; k++)
      lower_endpoint(analysis, network, &network_endpoint_rows[k]);
    lower_rules(analysis, network);
  }
}
