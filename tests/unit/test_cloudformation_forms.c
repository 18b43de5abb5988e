/* SPDX-License-Identifier: Apache-2.0
 *
 * The CloudFormation backend, form by form: late texts, numbers, descriptions,
 * policies, and every kind of queue, function and route that the blueprint has
 * not.
 */
#include "backends/cloudformation/cloudformation.h"
#include "template.h"

#define QUEUE    "Resources/MainQueue/Properties/"
#define DEAD     "Resources/MainDeadLetters/Properties/"
#define FUNCTION "Resources/ProcessFunction/Properties/"
#define ROLE     "Resources/ProcessFunctionRole/Properties/"
#define SOURCE   "Resources/ProcessEventSource/Properties/"
#define API      "Resources/Api/Properties/"
#define STAGE    "Resources/ApiStage/Properties/"
#define SENDING  "Resources/PostOrdersIntegration/Properties/"

/* ---- texts --------------------------------------------------------------- */

static void add_variable(Blueprint *blueprint, const char *name, Text value) {
  VEC_PUSH(blueprint->arena, &blueprint->handler->environment,
           ((Variable){ .name = str_from(name), .value = value }));
}

static void test_texts(void **state) {
  Arena *arena = *state;
  Blueprint blueprint = blueprint_new(arena);
  const Resource *handler = &blueprint.handler->resource;
  Queue *external = ARENA_NEW(arena, Queue);
  Resource *level = ARENA_NEW(arena, Resource);
  static const Part parameter = { .kind = PART_PARAMETER,
                                  .text = STR_INIT("/a/b") };
  resource_start(arena, &external->resource, KIND_external_queue, "old", "");
  external->resource.arn =
    mixed(arena, "arn:aws:sqs:{}:123456789012:old", PART_REGION, NULL);
  resource_start(arena, level, KIND_external_parameter, "level", "");
  level->arn = text_of(
    arena, STR("arn:aws:ssm:eu-west-1:123456789012:parameter/orders/level"));
  add_variable(&blueprint, "PLAIN", text_of(arena, STR("a ${x} \"b\"")));
  add_variable(&blueprint, "REGION", text_of_part(arena, PART_REGION, NULL));
  add_variable(&blueprint, "MIXED",
               mixed(arena, "${x ${y} {}$${", PART_ACCOUNT, NULL));
  add_variable(&blueprint, "ESCAPED",
               text_join(arena, text_of(arena, STR("${!a}${b}")),
                         text_of_part(arena, PART_REGION, NULL)));
  add_variable(&blueprint, "SSM", (Text){ &parameter, 1 });
  add_variable(&blueprint, "SELF", text_of_part(arena, PART_ARN, handler));
  add_variable(&blueprint, "NAME", text_of_part(arena, PART_NAME, handler));
  add_variable(&blueprint, "OLD_URL",
               text_of_part(arena, PART_URL, &external->resource));
  add_variable(&blueprint, "OLD_NAME",
               text_of_part(arena, PART_NAME, &external->resource));
  add_variable(&blueprint, "LEVEL", text_of_part(arena, PART_NAME, level));
  Made made = make(&blueprint);
#define VARIABLE(name) FUNCTION "Environment/Variables/" name
  ASSERT_ALL(
    arena, &made, { VARIABLE("PLAIN"), "\"a ${x} \\\"b\\\"\"" },
    { VARIABLE("REGION"), "{\"Ref\":\"AWS::Region\"}" },
    { VARIABLE("MIXED"),
      "{\"Fn::Sub\":[\"${Dollar}{x ${!y} ${AWS::AccountId}$${Dollar}{\","
      "{\"Dollar\":\"$\"}]}" },
    { VARIABLE("ESCAPED"), "{\"Fn::Sub\":\"${!!a}${!b}${AWS::Region}\"}" },
    { VARIABLE("SSM"), "\"{{resolve:ssm:/a/b}}\"" },
    { VARIABLE("SELF"),
      "{\"Fn::Sub\":\"arn:${AWS::Partition}:lambda:${AWS::Region}:"
      "${AWS::AccountId}:function:orders-dev-process-handler\"}" },
    { VARIABLE("NAME"), "\"orders-dev-process-handler\"" },
    { VARIABLE("OLD_URL"),
      "{\"Fn::Sub\":\"https://sqs.${AWS::Region}.${AWS::URLSuffix}/"
      "123456789012/old\"}" },
    { VARIABLE("OLD_NAME"), "\"old\"" },
    { VARIABLE("LEVEL"), "\"/orders/level\"" });
}

static void test_numbers(void **state) {
  static const struct {
    AttrId attr;
    ValueKind kind;
    i64 number;
    const char *expected;
  } rows[] = {
    { ATTR_api_throttle_rate, VALUE_RATE, 5400, "1.5" },
    { ATTR_api_throttle_rate, VALUE_RATE, 3600, "1" },
    { ATTR_api_throttle_rate, VALUE_RATE, 1, "0.000277778" },
    { ATTR_api_throttle_rate, VALUE_RATE, 6000, "1.666666667" },
    { ATTR_api_throttle_rate, VALUE_RATE, INT64_C(36000000000), "10000000" },
    { ATTR_queue_retention, VALUE_DURATION, 345600000, "345600" },
    { ATTR_stack_logs_retention, VALUE_DURATION, 2592000000, "30" },
    { ATTR_handler_memory, VALUE_SIZE, 268435456, "256" },
    { ATTR_queue_max_message, VALUE_SIZE, 262144, "262144" },
    { ATTR_handler_batch_size, VALUE_INTEGER, 10, "10" },
    { ATTR_handler_batch_size, VALUE_DECIMAL, -500000000, "-0.5" },
    { ATTR_handler_batch_size, VALUE_DECIMAL, -1500000000, "-1.5" },
  };
  Arena *arena = *state;
  for (u32 i = 0; i < COUNT_OF(rows); i++) {
    Value value = number(rows[i].kind, rows[i].number);
    assert_str(spell_number(arena, attr_row(rows[i].attr), &value),
               rows[i].expected);
  }
}

static void test_descriptions(void **state) {
  Arena *arena = *state;
  Blueprint blueprint = blueprint_new(arena);
  char *longest = arena_alloc(arena, 301);
  memset(longest, 'a', 300);
  longest[0] = '\x01';
  blueprint.handler->resource.documentation = str_from(longest);
  blueprint.role->resource.documentation = STR("\xC3\xA9 \xE2\x80\x9C \x7F");
  blueprint.endpoint->resource.documentation =
    STR("${x} \"q\" \xE2\x80\xA8 {{resolve:ssm:/x}}");
  Made made = make(&blueprint);
  ASSERT_ALL(arena, &made, { ROLE "Description", "\"\xC3\xA9 ? ?\"" },
             { SENDING "Description",
               "\"${x} \\\"q\\\" \\u2028 {?resolve:ssm:/x}}\"" });
  const Json *cut = at(arena, made.root, FUNCTION "Description");
  Str found = str_from(cut->valuestring);
  assert_int_equal(utf8_count(found), 256);
  assert_true(str_starts(found, STR("?aaa")));
  assert_true(str_ends(found, STR("a\xE2\x80\xA6")));
}

/* ---- policies ------------------------------------------------------------ */

static void test_policies(void **state) {
  Arena *arena = *state;
  Blueprint blueprint = blueprint_new(arena);
  Statement *logs = grant(arena, &blueprint.key->statements, "Logs",
                          "kms:Decrypt", text_of(arena, STR("*")));
  logs->principal = PRINCIPAL_SERVICE;
  logs->principal_name =
    mixed(arena, "logs.{}.amazonaws.com", PART_REGION, NULL);
  when(arena, logs, "ArnEquals", "kms:EncryptionContext:aws:logs:arn",
       arn_of(arena, &blueprint.handler->log_group->resource));
  Statement *only = grant(arena, &blueprint.queue->statements, "Only",
                          "sqs:SendMessage",
                          arn_of(arena, &blueprint.queue->resource));
  only->principal = PRINCIPAL_ROLE;
  only->principal_name = arn_of(arena, &blueprint.intake->resource);
  Made made = make(&blueprint);
#define INTAKE "Resources/MainIntakeRole/Properties/"
#define GRANT  INTAKE "Policies/0/PolicyDocument/Statement/1/"
  ASSERT_ALL(
    arena, &made,
    { INTAKE "AssumeRolePolicyDocument/Statement",
      "[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
      "\"apigateway.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]" },
    { GRANT "Action", "[\"kms:Decrypt\",\"kms:GenerateDataKey\"]" },
    { GRANT "Resource", "{\"Fn::GetAtt\":[\"Key\",\"Arn\"]}" },
    { GRANT "Condition",
      "{\"StringEquals\":{\"kms:ViaService\":{\"Fn::Sub\":"
      "\"sqs.${AWS::Region}.amazonaws.com\"},"
      "\"kms:EncryptionContext:aws:sqs:arn\":{\"Fn::GetAtt\":[\"MainQueue\","
      "\"Arn\"]}}}" },
    { "Resources/Key/Properties/KeyPolicy/Statement/0/Principal",
      "{\"AWS\":{\"Fn::Sub\":\"arn:${AWS::Partition}:iam::${AWS::AccountId}:"
      "root\"}}" },
    /* Written out: the log group may itself refer to the key. */
    { "Resources/Key/Properties/KeyPolicy/Statement/1/Condition",
      "{\"ArnEquals\":{\"kms:EncryptionContext:aws:logs:arn\":{\"Fn::Sub\":"
      "\"arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:"
      "log-group:/aws/lambda/orders-dev-process-handler\"}}}" },
    { "Resources/MainQueuePolicy/Properties/PolicyDocument/Statement/1/"
      "Principal",
      "{\"AWS\":{\"Fn::GetAtt\":[\"MainIntakeRole\",\"Arn\"]}}" });
  assert_int_equal(blueprint.diags->items.count, 0);

  when(arena, logs, "ArnEquals", "kms:EncryptionContext:aws:logs:arn",
       text_of(arena, STR("x")));
  make(&blueprint);
  assert_int_equal(blueprint.diags->items.count, 1);
}

static void test_managed(void **state) {
  Arena *arena = *state;
  Blueprint blueprint = blueprint_new(arena);
  Resource *stack = blueprint.model->stack;
  give(stack, ATTR_stack_policies, word("managed"));
  give(stack, ATTR_stack_role_path, text(arena, "/apps/"));
  give(stack, ATTR_stack_permissions_boundary,
       text(arena, "arn:aws:iam::123456789012:policy/boundary"));
  blueprint.role->resource.physical_name = STR("worker");
  Made made = make(&blueprint);
  ASSERT_ALL(
    arena, &made, { ROLE "Policies", "absent" },
    { ROLE "ManagedPolicyArns", "[{\"Ref\":\"ProcessFunctionRolePolicy\"}]" },
    { ROLE "RoleName", "\"worker\"" }, { ROLE "Path", "\"/apps/\"" },
    { ROLE "PermissionsBoundary",
      "\"arn:aws:iam::123456789012:policy/boundary\"" },
    { "Resources/MainIntakeRolePolicy/Type", "\"AWS::IAM::ManagedPolicy\"" });
}

/* ---- queues and functions ------------------------------------------------ */

static void test_fifo(void **state) {
  Arena *arena = *state;
  Blueprint blueprint = blueprint_new(arena);
  Queue *queue = blueprint.queue;
  queue->fifo = true;
  queue->key = (Text){ 0 };
  queue->resource.keep = false;
  queue->resource.physical_name = STR("orders-dev-queue.fifo");
  give(&queue->resource, ATTR_queue_fifo_deduplicate_by, word("content"));
  give(&queue->resource, ATTR_queue_fifo_throughput, word("group"));
  give(&queue->resource, ATTR_queue_dead_letter_after,
       number(VALUE_INTEGER, 7));
  Made made = make(&blueprint);
  ASSERT_ALL(arena, &made, { QUEUE "FifoQueue", "true" },
             { QUEUE "ContentBasedDeduplication", "true" },
             { QUEUE "DeduplicationScope", "\"messageGroup\"" },
             { QUEUE "FifoThroughputLimit", "\"perMessageGroupId\"" },
             { QUEUE "SqsManagedSseEnabled", "true" },
             { QUEUE "KmsMasterKeyId", "absent" },
             { QUEUE "RedrivePolicy/maxReceiveCount", "7" },
             { "Resources/MainQueue/DeletionPolicy", "\"Delete\"" },
             { DEAD "FifoQueue", "absent" });
}

static void test_functions(void **state) {
  Arena *arena = *state;
  Blueprint blueprint = blueprint_new(arena);
  Resource *network = ARENA_NEW(arena, Resource);
  Resource *resource = &blueprint.handler->resource;
  resource_start(arena, network, KIND_external_network, "lan", "");
  give(network, ATTR_external_network_subnets,
       texts(arena, "subnet-1", "subnet-2"));
  give(network, ATTR_external_network_security_groups,
       texts(arena, "sg-1", NULL));
  give(blueprint.model->stack, ATTR_stack_logs_format, word("json"));
  give(resource, ATTR_handler_enabled,
       (Value){ .kind = VALUE_BOOL, .truth = false });
  give(resource, ATTR_handler_partial_failures, word("off"));
  give(resource, ATTR_handler_concurrency_max, number(VALUE_INTEGER, 5));
  give(resource, ATTR_handler_concurrency_reserved, number(VALUE_INTEGER, 0));
  blueprint.handler->network = network;
  blueprint.handler->may_loop = true;
  blueprint.handler->on_failure = &blueprint.dead_letters->resource;
  VEC_PUSH(arena, &blueprint.handler->filters, STR("{\"a\":[1]}"));
  blueprint.handler->code =
    (Code){ .kind = CODE_IMAGE,
            .image = mixed(arena, "1.dkr.{}/x:1", PART_REGION, NULL) };
  Made made = make(&blueprint);
  ASSERT_ALL(
    arena, &made, { "Parameters", "absent" },
    { FUNCTION "Code", "{\"ImageUri\":{\"Fn::Sub\":"
                       "\"1.dkr.${AWS::Region}/x:1\"}}" },
    { FUNCTION "PackageType", "\"Image\"" },
    { FUNCTION "ReservedConcurrentExecutions", "0" },
    { FUNCTION "RecursiveLoop", "\"Allow\"" },
    { FUNCTION "LoggingConfig/LogFormat", "\"JSON\"" },
    { FUNCTION "VpcConfig", "{\"SubnetIds\":[\"subnet-1\",\"subnet-2\"],"
                            "\"SecurityGroupIds\":[\"sg-1\"]}" },
    { FUNCTION "DeadLetterConfig",
      "{\"TargetArn\":{\"Fn::GetAtt\":[\"MainDeadLetters\",\"Arn\"]}}" },
    { SOURCE "Enabled", "false" }, { SOURCE "FunctionResponseTypes", "absent" },
    { SOURCE "ScalingConfig", "{\"MaximumConcurrency\":5}" },
    { SOURCE "FilterCriteria",
      "{\"Filters\":[{\"Pattern\":\"{\\\"a\\\":[1]}\"}]}" });
}

/* ---- routes -------------------------------------------------------------- */

static Value *call(Arena *arena, CallGroup group, const char *name,
                   Value first, Value second, Value third) {
  Value *made = ARENA_NEW(arena, Value);
  made->kind = VALUE_CALL;
  made->call.row = call_find(group, str_from(name));
  made->call.count = call_argument_count(made->call.row);
  made->call.arguments = ARENA_ARRAY(arena, Value, 4);
  made->call.arguments[0] = first;
  made->call.arguments[1] = second;
  made->call.arguments[2] = third;
  return made;
}

static void authorize(Blueprint *blueprint, Endpoint *endpoint, AuthKind kind,
                      const Value *auth, Handler *handler) {
  Arena *arena = blueprint->arena;
  Authorizer *authorizer = ARENA_NEW(arena, Authorizer);
  resource_start(arena, &authorizer->resource, KIND_authorizer,
                 kind == AUTH_JWT ? "jwt" : "gate", "");
  authorizer->api = blueprint->api;
  authorizer->call = auth;
  authorizer->handler = handler;
  endpoint->auth = kind;
  endpoint->authorizer = authorizer;
  give(&endpoint->resource, ATTR_endpoint_auth, *auth);
  VEC_PUSH(arena, &blueprint->api->authorizers, authorizer);
}

static void test_authorizers(void **state) {
  Arena *arena = *state;
  Blueprint blueprint = blueprint_new(arena);
  Handler *handler = blueprint.handler;
  Endpoint *second =
    blueprint_endpoint(&blueprint, "GET", "/price", &handler->resource);
  Value none = { 0 }, sources = { .kind = VALUE_LIST };
  sources.list.items = call(arena, CALLS_REQUEST, "header",
                            text(arena, "X-Token"), none, none);
  sources.list.count = 1;
  authorize(&blueprint, blueprint.endpoint, AUTH_JWT,
            call(arena, CALLS_AUTH, "jwt", text(arena, "https://a.example"),
                 texts(arena, "orders", NULL), texts(arena, "write", NULL)),
            NULL);
  authorize(&blueprint, second, AUTH_FUNCTION,
            call(arena, CALLS_AUTH, "lambda", none, sources, seconds(300)),
            handler);
  Permission *permission = ARENA_NEW(arena, Permission);
  resource_start(arena, &permission->resource, KIND_permission, "gate", "");
  permission->function = text_of_part(arena, PART_NAME, &handler->resource);
  permission->service = text_of(arena, STR("apigateway.amazonaws.com"));
  permission->source =
    mixed(arena, "arn:aws:execute-api:r:1:x/authorizers/{}", PART_ID,
          &second->authorizer->resource);
  VEC_PUSH(arena, &blueprint.model->permissions, permission);
  Made made = make(&blueprint);
#define JWT  "Resources/JwtAuthorizer/Properties/"
#define GATE "Resources/GateAuthorizer/Properties/"
  ASSERT_ALL(
    arena, &made,
    { JWT "IdentitySource", "[\"$request.header.Authorization\"]" },
    { JWT "JwtConfiguration",
      "{\"Issuer\":\"https://a.example\",\"Audience\":[\"orders\"]}" },
    { "Resources/PostOrdersRoute/Properties/AuthorizationType", "\"JWT\"" },
    { "Resources/PostOrdersRoute/Properties/AuthorizationScopes",
      "[\"write\"]" },
    { GATE "AuthorizerUri",
      "{\"Fn::Sub\":\"arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:"
      "path/2015-03-31/functions/${ProcessFunction.Arn}/invocations\"}" },
    { GATE "AuthorizerResultTtlInSeconds", "300" },
    { GATE "IdentitySource", "[\"$request.header.X-Token\"]" },
    { "Resources/GetPriceRoute/Properties/AuthorizerId",
      "{\"Ref\":\"GateAuthorizer\"}" },
    { "Resources/GetPriceIntegration/Properties/PayloadFormatVersion",
      "\"2.0\"" },
    { "Resources/GatePermission/Properties/SourceArn",
      "{\"Fn::Sub\":\"arn:aws:execute-api:r:1:x/authorizers/"
      "${GateAuthorizer}\"}" });
}

static void test_api(void **state) {
  Arena *arena = *state;
  Blueprint blueprint = blueprint_new(arena);
  Resource *api = &blueprint.api->resource;
  Value methods = texts(arena, "", "");
  methods.list.items[0] = word("POST");
  methods.list.items[1] = word("ANY");
  give(api, ATTR_api_cors_origins, texts(arena, "https://a.example", NULL));
  give(api, ATTR_api_cors_methods, methods);
  give(api, ATTR_api_cors_credentials, word("on"));
  give(api, ATTR_api_throttle_rate, number(VALUE_RATE, 5400));
  give(api, ATTR_api_throttle_burst, number(VALUE_INTEGER, 2));
  give(api, ATTR_api_domain_name, text(arena, "a.example"));
  give(api, ATTR_api_domain_certificate, text(arena, "arn:c"));
  give(api, ATTR_api_domain_truststore, text(arena, "s3://a/b"));
  give(&blueprint.endpoint->resource, ATTR_endpoint_reply_status,
       number(VALUE_INTEGER, 200));
  blueprint.model->account = STR("123456789012");
  Made made = make(&blueprint);
#define DOMAIN "Resources/ApiDomain/Properties/"
  ASSERT_ALL(
    arena, &made,
    { API "CorsConfiguration",
      "{\"AllowOrigins\":[\"https://a.example\"],\"AllowMethods\":[\"POST\","
      "\"*\"],\"AllowCredentials\":true}" },
    { API "DisableExecuteApiEndpoint", "true" },
    { STAGE "DefaultRouteSettings/ThrottlingRateLimit", "1.5" },
    { STAGE "DefaultRouteSettings/ThrottlingBurstLimit", "2" },
    { DOMAIN "DomainNameConfigurations/0/SecurityPolicy", "\"TLS_1_2\"" },
    { DOMAIN "MutualTlsAuthentication", "{\"TruststoreUri\":\"s3://a/b\"}" },
    { "Resources/ApiMapping/Properties/Stage", "{\"Ref\":\"ApiStage\"}" },
    { "Outputs/IntakeUrl/Value", "\"https://a.example\"" },
    { "Rules/RightAccount/Assertions/0/Assert",
      "{\"Fn::Equals\":[{\"Ref\":\"AWS::AccountId\"},\"123456789012\"]}" },
    { SENDING "ResponseParameters", "absent" });
}

static void test_watching(void **state) {
  Arena *arena = *state;
  Blueprint blueprint = blueprint_new(arena);
  LogGroup *group = blueprint.handler->log_group;
  Chart *chart = VEC_ADD(arena, &blueprint.model->charts);
  blueprint.model->dashboard_name = text_of(arena, STR("board"));
  chart->watched = &blueprint.queue->resource;
  VEC_PUSH(arena, &chart->lines, &chart_rows[0]);
  VEC_PUSH(arena, &chart->dimensions,
           ((Parameter){ STR("QueueName"),
                         text_of_part(arena, PART_NAME, chart->watched) }));
  group->key = arn_of(arena, &blueprint.key->resource);
  group->subscriber = text_of(arena, STR("arn:f"));
  Made made = make(&blueprint);
  ASSERT_ALL(
    arena, &made,
    { "Resources/ProcessFunctionLogs/Properties/KmsKeyId",
      "{\"Fn::GetAtt\":[\"Key\",\"Arn\"]}" },
    { "Resources/ProcessFunctionLogsFilter/Properties",
      "{\"LogGroupName\":{\"Ref\":\"ProcessFunctionLogs\"},\"FilterPattern\":"
      "\"\",\"DestinationArn\":\"arn:f\"}" },
    { "Resources/Dashboard/Properties/DashboardBody/Fn::Sub",
      "\"{\\\"widgets\\\":[{\\\"type\\\":\\\"metric\\\",\\\"x\\\":0,"
      "\\\"y\\\":0,\\\"width\\\":12,\\\"height\\\":6,\\\"properties\\\":"
      "{\\\"title\\\":\\\"orders-dev-queue\\\",\\\"region\\\":"
      "\\\"${AWS::Region}\\\",\\\"view\\\":\\\"timeSeries\\\","
      "\\\"period\\\":300,\\\"metrics\\\":[[\\\"AWS/ApiGateway\\\","
      "\\\"Count\\\",\\\"QueueName\\\",\\\"${MainQueue.QueueName}\\\","
      "{\\\"stat\\\":\\\"Sum\\\"}]]}}]}\"" });
}

int main(void) {
  static const struct CMUnitTest tests[] = {
    UNIT_TEST(test_texts),        UNIT_TEST(test_numbers),
    UNIT_TEST(test_descriptions), UNIT_TEST(test_policies),
    UNIT_TEST(test_managed),      UNIT_TEST(test_fifo),
    UNIT_TEST(test_functions),    UNIT_TEST(test_authorizers),
    UNIT_TEST(test_api),          UNIT_TEST(test_watching),
  };
  return cmocka_run_group_tests_name("cloudformation forms", tests, NULL, NULL);
}
