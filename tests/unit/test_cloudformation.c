/* SPDX-License-Identifier: Apache-2.0
 *
 * The CloudFormation backend: the blueprint and changes to it become the
 * template that is expected, place by place. That no tool finds fault with
 * whole templates is tests/conformance's part.
 */
#include "backends/cloudformation/cloudformation.h"
#include "template.h"

#define QUEUE    "Resources/MainQueue/Properties/"
#define FUNCTION "Resources/ProcessFunction/Properties/"
#define ROUTE    "Resources/PostOrdersRoute/Properties/"
#define STAGE    "Resources/ApiStage/Properties/"
#define SENDING  "Resources/PostOrdersIntegration/Properties/"
#define DEAD     "Resources/MainDeadLetters/Properties/"

/* ---- the blueprint ------------------------------------------------------- */

static void test_blueprint(void **state) {
  Arena *arena = *state;
  Blueprint blueprint = blueprint_new(arena);
  Made made = make(&blueprint);
  ASSERT_ALL(
    arena, &made, { "AWSTemplateFormatVersion", "\"2010-09-09\"" },
    { "Parameters/ArtifactBucket/Type", "\"String\"" }, { "Rules", "absent" },
    { QUEUE "QueueName", "\"orders-dev-queue\"" },
    { QUEUE "VisibilityTimeout", "180" },
    { QUEUE "MessageRetentionPeriod", "345600" },
    { QUEUE "DelaySeconds", "absent" },
    { QUEUE "KmsMasterKeyId", "{\"Fn::GetAtt\":[\"Key\",\"Arn\"]}" },
    { QUEUE "SqsManagedSseEnabled", "absent" },
    { QUEUE "RedrivePolicy",
      "{\"deadLetterTargetArn\":{\"Fn::GetAtt\":[\"MainDeadLetters\",\"Arn\"]},"
      "\"maxReceiveCount\":5}" },
    { DEAD "RedriveAllowPolicy",
      "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[{\"Fn::Sub\":"
      "\"arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:"
      "orders-dev-queue\"}]}" },
    { "Resources/MainQueue/DeletionPolicy", "\"RetainExceptOnCreate\"" },
    { "Resources/MainQueue/UpdateReplacePolicy", "\"Retain\"" },
    { "Resources/MainQueuePolicy/Properties/PolicyDocument/Statement/0/Effect",
      "\"Deny\"" },
    { FUNCTION "Code", "{\"S3Bucket\":{\"Ref\":\"ArtifactBucket\"},\"S3Key\":"
                       "\"orders-dev-process-handler-0123abcd.zip\"}" },
    { FUNCTION "Architectures", "[\"arm64\"]" },
    { FUNCTION "TracingConfig", "{\"Mode\":\"Active\"}" },
    { FUNCTION "MemorySize", "256" }, { FUNCTION "EphemeralStorage", "absent" },
    { FUNCTION "LoggingConfig",
      "{\"LogGroup\":{\"Ref\":\"ProcessFunctionLogs\"}}" },
    { FUNCTION "Tags", "[{\"Key\":\"team\",\"Value\":\"checkout\"}]" },
    { "Resources/Api/Properties/Tags", "{\"team\":\"checkout\"}" },
    { "Resources/ApiStage/DependsOn", "[\"PostOrdersRoute\"]" },
    { STAGE "DefaultRouteSettings",
      "{\"ThrottlingRateLimit\":10000,\"ThrottlingBurstLimit\":5000,"
      "\"DetailedMetricsEnabled\":true}" },
    { STAGE "RouteSettings",
      "{\"POST /orders\":{\"ThrottlingRateLimit\":100,"
      "\"ThrottlingBurstLimit\":100,\"DetailedMetricsEnabled\":true}}" },
    { STAGE "AccessLogSettings/DestinationArn/Fn::Sub",
      "\"arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:"
      "log-group:${ApiLogs}\"" },
    { SENDING "RequestParameters",
      "{\"QueueUrl\":{\"Ref\":\"MainQueue\"},\"MessageBody\":"
      "\"$request.body\"}" },
    { SENDING "ResponseParameters",
      "{\"200\":{\"ResponseParameters\":[{\"Destination\":"
      "\"overwrite:statuscode\",\"Source\":\"202\"}]}}" },
    { ROUTE "Target", "{\"Fn::Sub\":\"integrations/"
                      "${PostOrdersIntegration}\"}" },
    { "Resources/ProcessEventSource/Properties/FunctionResponseTypes",
      "[\"ReportBatchItemFailures\"]" },
    { "Outputs", "{\"IntakeUrl\":{\"Description\":\"Where orders go.\","
                 "\"Value\":{\"Fn::GetAtt\":[\"Api\",\"ApiEndpoint\"]}}}" });
  assert_int_equal(blueprint.diags->items.count, 0);
}

static void test_alarms(void **state) {
  Arena *arena = *state;
  Blueprint blueprint = blueprint_new(arena);
  Made made = make(&blueprint);
#define ALARM(id, property) "Resources/" id "Alarm/Properties/" property
  ASSERT_ALL(
    arena, &made, { ALARM("MainQueueAge", "Threshold"), "900" },
    { ALARM("MainQueueAge", "Statistic"), "\"Maximum\"" },
    { ALARM("MainQueueAge", "TreatMissingData"), "\"notBreaching\"" },
    { ALARM("MainQueueAge", "Metrics"), "absent" },
    { ALARM("MainQueueDeadLetters", "Dimensions/0/Value"),
      "{\"Fn::GetAtt\":[\"MainDeadLetters\",\"QueueName\"]}" },
    { ALARM("ProcessFunctionDuration", "ExtendedStatistic"), "\"p99\"" },
    { ALARM("ProcessFunctionDuration", "Statistic"), "absent" },
    { ALARM("ProcessFunctionErrors", "Metrics/0/Expression"),
      "\"IF(part >= 5, 100 * part / whole, 0)\"" },
    { ALARM("ApiServerErrors", "Metrics/0/Expression"),
      "\"IF(whole >= 10, 100 * part / whole, 0)\"" },
    { ALARM("ApiServerErrors", "Metrics/1/ReturnData"), "false" },
    { ALARM("ApiServerErrors", "Period"), "absent" });
}

/* ---- ids ----------------------------------------------------------------- */

static void test_suffixes(void **state) {
  Arena *arena = *state;
  VEC(Str) all = { 0 };
  for (u32 i = 0; i < SUFFIX_COUNT; i++)
    VEC_PUSH(arena, &all, suffix_text((Suffix)i));
  for (u32 i = 0; i < alarm_count; i++)
    VEC_PUSH(arena, &all, emitted_alarm_name(arena, &alarm_rows[i]));
  VEC_PUSH(arena, &all, ARTIFACT_BUCKET);
  for (u32 i = 0; i < all.count; i++)
    for (u32 k = 0; k < all.count; k++)
      if (i != k && str_ends(all.items[i], all.items[k]))
        fail_msg("%.*s ends in %.*s", STR_ARG(all.items[i]),
                 STR_ARG(all.items[k]));
}

static Template template_new(Blueprint *blueprint) {
  Arena *arena = blueprint->arena;
  return (Template){
    .arena = arena,
    .model = blueprint->model,
    .diags = blueprint->diags,
    .ids = { .numbers = map_new(arena), .taken = map_new(arena) },
    .output_ids = { .numbers = map_new(arena), .taken = map_new(arena) },
  };
}

static void test_ids(void **state) {
  static const char *const paths[] = {
    "main",  "order_book",      "a_1",      "a1",     "a1_b",   "a_b",
    "ab",    "shop.main",       "shop_main", "x.y_z", "x_y.z",  "x_y_z",
    "x.y.z", "orders[\"acme\"]", "orders[\"a\"]",     "xfacade", "_a", "a_",
    "a__b",  "A",               "a",
  };
  Arena *arena = *state;
  Blueprint blueprint = blueprint_new(arena);
  Template template = template_new(&blueprint);
  Map seen = map_new(arena);
  for (u32 i = 0; i < COUNT_OF(paths); i++) {
    Template alone = template_new(&blueprint);
    Str path = str_from(paths[i]);
    Str id = id_of(&template, SUFFIX_QUEUE, path);
    assert_int_equal(map_get(&seen, id), 0);
    map_set(&seen, id, 1);
    assert_true(str_equal(id, id_of(&template, SUFFIX_QUEUE, path)));
    assert_true(str_equal(id, id_of(&alone, SUFFIX_QUEUE, path)));
    for (u32 k = 0; k < id.length; k++)
      assert_true((id.at[k] | 32) >= 'a' ? (id.at[k] | 32) <= 'z'
                                         : id.at[k] >= '0' && id.at[k] <= '9');
  }
  assert_str(id_of(&template, SUFFIX_QUEUE, STR("order_book")),
             "OrderBookQueue");
  assert_str(id_of(&template, SUFFIX_QUEUE, STR("shop.main")),
             "ShopMain99806cQueue");
  char *longest = arena_alloc(arena, 2000);
  memset(longest, 'a', 2000);
  assert_true(id_of(&template, SUFFIX_QUEUE, (Str){ longest, 2000 }).length <
              255);
}

static void test_route_ids(void **state) {
  static const struct {
    const char *method, *route, *expected;
  } rows[] = {
    { "POST", "/orders", "PostOrdersRoute" },
    { "GET", "/v1/orders", "GetV1OrdersRoute" },
    { "GET", "/", "GetRoute" },
    { "ANY", "/orders/{id}", "AnyOrdersId3d7a86Route" },
    { "GET", "/a_b", "GetAB131292Route" },
    { "GET", "/a/b", "GetABRoute" },
  };
  Arena *arena = *state;
  Blueprint blueprint = blueprint_new(arena);
  Template template = template_new(&blueprint);
  for (u32 i = 0; i < COUNT_OF(rows); i++) {
    Endpoint *endpoint = blueprint_endpoint(&blueprint, rows[i].method,
                                            rows[i].route, NULL);
    assert_str(id_of_endpoint(&template, SUFFIX_ROUTE, endpoint),
               rows[i].expected);
  }
}

/* ---- order --------------------------------------------------------------- */

#define REVERSE(vec)                                                           \
  for (u32 i = 0; i < (vec).count / 2; i++) {                                  \
    void *kept = (vec).items[i];                                               \
    (vec).items[i] = (vec).items[(vec).count - 1 - i];                         \
    (vec).items[(vec).count - 1 - i] = kept;                                   \
  }

static void test_order(void **state) {
  Arena *arena = *state;
  Blueprint blueprint = blueprint_new(arena);
  Model *model = blueprint.model;
  Endpoint *second = blueprint_endpoint(&blueprint, "PUT", "/orders/{id}",
                                        &blueprint.queue->resource);
  give(&second->resource, ATTR_endpoint_throttle_rate,
       number(VALUE_RATE, 5400));
  Made first = make(&blueprint);
  REVERSE(model->queues);
  REVERSE(model->roles);
  REVERSE(model->log_groups);
  REVERSE(model->alarms);
  REVERSE(blueprint.api->endpoints);
  Statements *statements = &blueprint.role->statements;
  Statement kept = statements->items.items[0];
  statements->items.items[0] = statements->items.items[1];
  statements->items.items[1] = kept;
  Made other = make(&blueprint);
  assert_true(str_equal(first.text, other.text));
}

/* ---- limits and commands ------------------------------------------------- */

static void test_limits(void **state) {
  Arena *arena = *state;
  Blueprint blueprint = blueprint_new(arena);
  for (u32 i = 0; i < 501; i++) {
    Str path = str_format(arena, "q%ux", i);
    blueprint_queue(&blueprint, str_terminated(arena, path), "name", NULL);
    VEC_PUSH(arena, &blueprint.model->outputs,
             ((ModelOutput){ .name = path, .value = text_of(arena, path) }));
  }
  char *large = arena_alloc(arena, 500001);
  memset(large, 'x', 500000);
  give(&blueprint.handler->resource, ATTR_handler_entry, text(arena, large));
  Made made = make(&blueprint);
  assert_true(made.text.length > 1000000);
  static const Rule rules[] = { RULE_LIMIT_RESOURCES, RULE_LIMIT_OUTPUTS,
                                RULE_LIMIT_TEMPLATE_SIZE };
  assert_int_equal(blueprint.diags->items.count, COUNT_OF(rules));
  for (u32 i = 0; i < COUNT_OF(rules); i++)
    assert_int_equal(blueprint.diags->items.items[i]->rule, rules[i]);
  assert_str(blueprint.diags->items.items[1]->message,
             "the stack comes to 502 outputs in a template; CloudFormation "
             "takes 200");
}

static void assert_next(Blueprint *blueprint, const FileSet *files,
                        const char *folder, const char *expected) {
  Buf out = buf_new(blueprint->arena);
  backend_find(STR("cfn"))->next(&out, blueprint->model, str_from(folder),
                                 files);
  assert_str(buf_view(&out), expected);
}

#define DEPLOY(folder)                                                         \
  "aws cloudformation deploy --template-file " folder " --stack-name "         \
  "orders-dev-queue-stack --capabilities CAPABILITY_NAMED_IAM"

static void test_next(void **state) {
  Arena *arena = *state;
  Blueprint blueprint = blueprint_new(arena);
  Made made = make(&blueprint);
  fileset_add(made.files, STR("artifacts/a.zip"), STR("PK"), FILE_ARTIFACT);
  assert_next(&blueprint, made.files, "my out",
              "BUCKET=NAME-OF-A-BUCKET-OF-YOURS\n"
              "aws s3 cp 'my out/artifacts/' s3://$BUCKET/ --recursive\n"
              DEPLOY("'my out/orders-dev-queue-stack.template.json'")
              " --parameter-overrides ArtifactBucket=$BUCKET\n");
  blueprint.handler->code = (Code){ .kind = CODE_INLINE, .source = STR("x") };
  blueprint.model->region = STR("eu-west-1");
  made = make(&blueprint);
  assert_next(&blueprint, made.files, ".",
              DEPLOY("orders-dev-queue-stack.template.json")
              " --region eu-west-1\n");
  char *large = arena_alloc(arena, 60001);
  memset(large, 'x', 60000);
  blueprint.handler->code.source = str_from(large);
  made = make(&blueprint);
  assert_next(&blueprint, made.files, "out",
              "BUCKET=NAME-OF-A-BUCKET-OF-YOURS\n"
              DEPLOY("out/orders-dev-queue-stack.template.json")
              " --s3-bucket $BUCKET --region eu-west-1\n");
}

int main(void) {
  static const struct CMUnitTest tests[] = {
    UNIT_TEST(test_blueprint), UNIT_TEST(test_alarms),
    UNIT_TEST(test_suffixes),  UNIT_TEST(test_ids),
    UNIT_TEST(test_route_ids), UNIT_TEST(test_order),
    UNIT_TEST(test_limits),    UNIT_TEST(test_next),
  };
  return cmocka_run_group_tests_name("cloudformation", tests, NULL, NULL);
}
