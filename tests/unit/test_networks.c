/* SPDX-License-Identifier: Apache-2.0
 *
 * Networks: how addresses are shared out, what is called and through what, and
 * who may speak to whom.
 */
#include "program.h"

#define OUTSIDE                                                                \
  "external table ledger {"                                                    \
  " arn = \"arn:aws:dynamodb:eu-west-1:123456789012:table/ledger\" }\n"        \
  "external bucket lake { arn = \"arn:aws:s3:::lake\"  key = lock }\n"         \
  "external secret token { key = lock"                                         \
  " arn = \"arn:aws:secretsmanager:eu-west-1:123456789012:secret:t-a1B2c3\" "  \
  "}\n"                                                                        \
  "external parameter level {"                                                 \
  " arn = \"arn:aws:ssm:eu-west-1:123456789012:parameter/level\" }\n"          \
  "external bus bus {"                                                         \
  " arn = \"arn:aws:events:eu-west-1:123456789012:event-bus/b\" }\n"           \
  "external key lock { arn = \"arn:aws:kms:eu-west-1:123456789012:key/"        \
  "1234abcd-12ab-34cd-56ef-1234567890ab\" }\n"                                 \
  "queue in\nqueue next { encryption = kms }\nqueue dead\n"

#define CODE " runtime = python3.13  code = \"a\"  entry = \"a.b\" "

static Analysed network_of(Arena *arena, const char *settings,
                           const char *handler) {
  Str text = str_format(arena,
                        "stack s { network = main }\n" OUTSIDE
                        "network main { %s }\nhandler h %s" CODE "}\n"
                        "handler other { network = none  on_failure = dead "
                        " reads = [ledger, lake, token, level]" CODE "}\n",
                        settings, handler);
  return analysed(arena, str_terminated(arena, text));
}

static Str cidrs(Arena *arena, NetworkPart *const *subnets, u32 count) {
  Buf out = buf_new(arena);
  for (u32 i = 0; i < count; i++)
    buf_format(&out, "%s%.*s", i ? " " : "", STR_ARG(subnets[i]->cidr));
  return buf_view(&out);
}

static void test_addresses(void **state) {
  static const struct {
    const char *settings, *subnets, *public_subnets;
  } rows[] = {
    { "", "10.0.0.0/18 10.0.64.0/18", "" },
    { "egress = nat", "10.0.0.0/18 10.0.64.0/18",
      "10.0.128.0/18 10.0.192.0/18" },
    { "zones = 3", "10.0.0.0/19 10.0.32.0/19 10.0.64.0/19", "" },
    { "zones = 3  egress = nat", "10.0.0.0/19 10.0.32.0/19 10.0.64.0/19",
      "10.0.128.0/19 10.0.160.0/19 10.0.192.0/19" },
    { "zones = 1  cidr = \"192.168.255.240/28\"", "192.168.255.240/28", "" },
    { "zones = 1  cidr = \"172.16.0.0/27\"  egress = nat", "172.16.0.0/28",
      "172.16.0.16/28" },
    { "cidr = \"255.255.255.224/27\"", "255.255.255.224/28 255.255.255.240/28",
      "" },
    { "cidr = \"10.0.0.0/28\"", "", "" }, /* too small */
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Analysed it = network_of(*state, rows[i].settings, "<- in {");
    const Network *network = it.model->networks.items[0];
    assert_str(cidrs(*state, network->subnets.items, network->subnets.count),
               rows[i].subnets);
    assert_str(cidrs(*state, network->public_subnets.items,
                     network->public_subnets.count),
               rows[i].public_subnets);
  }
}

/* "sqs:SendMessage@h events:PutEvents@h": what is let through, and for whom. */
static Str let_through(Arena *arena, const Network *network) {
  Buf out = buf_new(arena);
  for (u32 i = 0; i < network->endpoints.count; i++) {
    const NetworkEndpoint *endpoint = &network->endpoints.items[i];
    for (u32 k = 0; k < endpoint->statements.items.count; k++) {
      const Statement *one = &endpoint->statements.items.items[k];
      const Condition *who = &one->conditions.items[0];
      bool role = str_equal(who->key, STR("aws:PrincipalArn"));
      assert_int_equal(one->principal, PRINCIPAL_ANYONE);
      assert_true(one->resources.count > 0);
      assert_true(role || str_equal(who->key, STR("aws:PrincipalAccount")));
      for (u32 a = 0; a < one->actions.count; a++)
        buf_format(
          &out, "%s%.*s@%.*s", out.length ? " " : "",
          STR_ARG(one->actions.items[a]),
          STR_ARG(role ? who->values[0].parts[0].thing->path : STR("account")));
    }
  }
  return buf_view(&out);
}

static void test_endpoints(void **state) {
  static const struct {
    const char *settings, *handler, *endpoints;
  } rows[] = {
    /* Feeding, logs, traces and failures are the service's. */
    { "", "<- in { tracing = on  on_failure = dead", "" },
    { "", "<- in -> next {", "sqs:SendMessage@h" },
    { "", "<- in -> bus, other {",
      "lambda:InvokeFunction@h events:PutEvents@h" },
    /* Keys are used on behalf of the code. */
    { "", "<- in { reads = [token, level, lake(list)]  writes = [ledger(put)]",
      "secretsmanager:GetSecretValue@h ssm:GetParameter@h s3:ListBucket@h "
      "dynamodb:PutItem@h" },
    /* What is sent and what has failed may be the same: the code calls. */
    { "", "<- in -> dead { on_failure = dead", "sqs:SendMessage@h" },
    { "endpoints = [sts, sqs]", "<- in -> next { reads = [level]",
      "sqs:*@account ssm:GetParameter@h sts:*@account" },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Analysed it = network_of(*state, rows[i].settings, rows[i].handler);
    const Network *network = it.model->networks.items[0];
    assert_int_equal(network->handlers.count, 1);
    assert_str(let_through(*state, network), rows[i].endpoints);
  }
}

/* "443 main.endpoints, 443 anywhere" */
static Str rules_text(Arena *arena, const NetworkRule *rules, u32 count) {
  Buf out = buf_new(arena);
  for (u32 i = 0; i < count; i++)
    buf_format(
      &out, "%s%u %.*s", i ? ", " : "", rules[i].port,
      STR_ARG(rules[i].peer ? rules[i].peer->resource.path : STR("anywhere")));
  return buf_view(&out);
}

static void test_groups(void **state) {
  static const struct {
    const char *settings, *handler, *out, *in;
  } rows[] = {
    { "", "<- in {", "", NULL },
    { "", "<- in { reads = [level]", "443 main.endpoints",
      "443 main.handlers" },
    { "", "<- in { reads = [ledger]", "443 anywhere", NULL },
    { "", "<- in { reads = [ledger, level]", "443 main.endpoints, 443 anywhere",
      "443 main.handlers" },
    { "egress = nat", "<- in {", "443 anywhere", NULL },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Analysed it = network_of(*state, rows[i].settings, rows[i].handler);
    const Network *network = it.model->networks.items[0];
    const NetworkPart *handlers = network->handlers_group;
    const NetworkPart *endpoints = network->endpoints_group;
    assert_int_equal(handlers->in.count, 0);
    assert_str(rules_text(*state, handlers->out.items, handlers->out.count),
               rows[i].out);
    assert_int_equal(endpoints != NULL, rows[i].in != NULL);
    if (!endpoints)
      continue;
    assert_str(rules_text(*state, endpoints->in.items, endpoints->in.count),
               rows[i].in);
    assert_int_equal(endpoints->out.count, 0);
  }
}

/* The function's role may make interfaces in these subnets, under this group.
 */
static void test_interfaces(void **state) {
  Analysed it = network_of(*state, "zones = 3", "<- in {");
  const Role *role = it.model->handlers.items[0]->role;
  u32 subnets = 0, groups = 0;
  for (u32 i = 0; i < role->statements.items.count; i++) {
    const Statement *one = &role->statements.items.items[i];
    for (u32 k = 0; k < one->resources.count; k++)
      for (u32 p = 0; p < one->resources.items[k].count; p++) {
        const Resource *thing = one->resources.items[k].parts[p].thing;
        if (!thing || thing->kind != KIND_network_part)
          continue;
        NetworkPartSort sort = ((const NetworkPart *)thing)->sort;
        subnets += sort == NETWORK_SUBNET;
        groups += sort == NETWORK_HANDLERS_GROUP;
      }
  }
  assert_int_equal(subnets, 3);
  assert_int_equal(groups, 1);
}

static void test_networks_without_handlers(void **state) {
  Analysed it =
    analysed(*state, "stack s\nnetwork main { endpoints = [sqs] }\n"
                     "network b { flow_logs = off because \"x\" }\n");
  const Network *network = it.model->networks.items[0];
  assert_str(reported(&it), "name/unused name/unused");
  assert_int_equal(network->endpoints.count, 0);
  assert_null(network->handlers_group);
  assert_str(network->log_group->resource.physical_name,
             "/aws/vendedlogs/s-dev-network");
  assert_str(network->log_role->service, "vpc-flow-logs.amazonaws.com");
  assert_int_equal(network->log_role->trust.count, 2);
  assert_null(it.model->networks.items[1]->log_group);
  assert_null(it.model->networks.items[1]->log_role);
  assert_int_equal(it.model->roles.count, 1);
}

/* Each word that `endpoints` takes is a row, and each row such a word. */
static void test_words_of_endpoints(void **state) {
  Str words[32];
  u32 count = words_split(attr_row(ATTR_network_endpoints)->type.words, words,
                          COUNT_OF(words));
  (void)state;
  assert_int_equal(count, network_endpoint_count);
  for (u32 i = 0; i < count; i++)
    assert_non_null(network_endpoint_find(words[i]));
  assert_null(network_endpoint_find(STR("ec2")));
  assert_str(network_endpoint_of_action(STR("cloudwatch:PutMetricData"))->word,
             "monitoring");
  assert_null(network_endpoint_of_action(STR("ec2:RunInstances")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    UNIT_TEST(test_addresses),
    UNIT_TEST(test_endpoints),
    UNIT_TEST(test_groups),
    UNIT_TEST(test_interfaces),
    UNIT_TEST(test_networks_without_handlers),
    UNIT_TEST(test_words_of_endpoints),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
