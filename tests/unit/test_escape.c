/* SPDX-License-Identifier: Apache-2.0
 *
 * Raw resources and overrides: the tables, the model, and the template.
 */
#include "backends/cloudformation/cloudformation.h"
#include "program.h"
#include "template.h"

static void test_tables_are_sorted(void **state) {
  (void)state;
  assert_in_range(target_type_count(), 1000, 10000);
  for (u32 i = 0; i < target_type_count(); i++) {
    TargetType type = target_type(i), found;
    assert_true(i == 0 || str_compare(target_type(i - 1).name, type.name) < 0);
    assert_true(target_type_find(type.name, &found));
    assert_int_equal(found.properties, type.properties);
    for (u32 k = 1; k < form_count(type.properties); k++)
      assert_true(str_compare(form_property(type.properties, k - 1).name,
                              form_property(type.properties, k).name) < 0);
  }
  TargetType none;
  assert_false(target_type_find(STR("AWS::SQS::Queu"), &none));
  assert_false(target_type_find(STR(""), &none));
}

static void test_properties_are_known(void **state) {
  static const struct {
    const char *type, *property;
    u32 kinds;
    bool required, read_only;
    FormSort form;
  } rows[] = {
    { "AWS::SQS::Queue", "Arn", PROPERTY_STRING, false, true, FORM_FREE },
    { "AWS::SQS::Queue", "DelaySeconds", PROPERTY_INTEGER, false, false,
      FORM_FREE },
    { "AWS::SQS::Queue", "Tags", PROPERTY_LIST, false, false, FORM_LIST },
    { "AWS::SQS::Queue", "RedrivePolicy", PROPERTY_STRING | PROPERTY_OBJECT,
      false, false, FORM_OBJECT },
    { "AWS::Lambda::Function", "Code", PROPERTY_OBJECT, true, false,
      FORM_OBJECT },
    { "AWS::ApiGatewayV2::Stage", "RouteSettings",
      PROPERTY_STRING | PROPERTY_OBJECT, false, false, FORM_FREE },
    { "AWS::Glue::Job", "MaxCapacity", PROPERTY_NUMBER, false, false,
      FORM_FREE },
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    TargetType type;
    Property found;
    assert_true(target_type_find(str_from(rows[i].type), &type));
    assert_true(form_find(type.properties, str_from(rows[i].property), &found));
    assert_int_equal(found.kinds, rows[i].kinds);
    assert_int_equal(found.required, rows[i].required);
    assert_int_equal(found.read_only, rows[i].read_only);
    assert_int_equal(form_sort(found.form), rows[i].form);
  }
}

static void test_attributes_are_known(void **state) {
  static const struct {
    const char *type, *name;
    bool known;
  } rows[] = {
    { "AWS::S3::Bucket", "Arn", true },
    { "AWS::S3::Bucket", "arn", false },
    { "AWS::RDS::DBInstance", "Endpoint.Address", true },
    { "AWS::RDS::DBInstance", "Endpoint.", false },
    { "AWS::CloudFormation::Stack", "Outputs.Anything", true },
    { "AWS::CloudFormation::Stack", "Output", false },
    { "AWS::CloudFormation::CustomResource", "Anything", true },
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    TargetType type;
    Property found;
    assert_true(target_type_find(str_from(rows[i].type), &type));
    assert_int_equal(attribute_find(&type, str_from(rows[i].name), &found),
                     rows[i].known);
  }
}

/* What an override may name is a type of the tables and, in this backend, the
 * end of a logical id. */
static void test_emitted_names_are_suffixes(void **state) {
  (void)state;
  for (u32 i = 0; i < emitted_count; i++) {
    TargetType type;
    u32 suffix = 0;
    while (suffix < SUFFIX_COUNT &&
           !str_equal(suffix_text((Suffix)suffix), emitted_rows[i].name))
      suffix++;
    assert_true(suffix < SUFFIX_COUNT);
    assert_true(target_type_find(emitted_rows[i].type, &type));
  }
}

/* ---- programs ------------------------------------------------------------ */

#define PROGRAM(items)                                                         \
  "stack shop { alarms = oncall }\n"                                           \
  "external topic oncall {\n"                                                  \
  "  arn = \"arn:aws:sns:eu-west-1:123456789012:oncall\"\n"                    \
  "}\n" items "\n"                                                             \
  "endpoint POST /orders -> main { auth = iam }\n"                             \
  "handler ship <- main {\n"                                                   \
  "  runtime = provided.al2023\n"                                              \
  "  code    = s3(\"builds\", \"ship.zip\")\n"                                 \
  "}\n"

static Made made_of(const Analysed *it) {
  Made made = { .files = fileset_new(it->arena) };
  Emission emission = { it->arena, it->model, it->diags, made.files };
  const char *error_at;
  assert_str(reported(it), "");
  backend_find(STR("cfn"))->emit(&emission);
  made.text = made.files->files.items[0].content;
  made.root = json_parse(it->arena, made.text, &error_at);
  assert_non_null(made.root);
  return made;
}

static void test_overrides_patch(void **state) {
  Analysed it = analysed(
    *state, PROGRAM("queue main {\n"
                    "  override cfn {\n"
                    "    \"Tags.0.Value\" = \"a\"  \"Tags.0.Key\" = \"k\"\n"
                    "    \"VisibilityTimeout\" = 77  \"QueueName\" = none\n"
                    "    \"RedrivePolicy.maxReceiveCount\" = 9\n"
                    "    \"RedriveAllowPolicy.a\\\\.b\" = [1, 0.5, true]\n"
                    "    \"DeadLetters:DelaySeconds\" = 3\n"
                    "  }\n"
                    "}"));
  Made made = made_of(&it);
  ASSERT_ALL(
    *state, &made,
    { "Resources/MainQueue/Properties/Tags",
      "[{\"Value\":\"a\",\"Key\":\"k\"}]" },
    { "Resources/MainQueue/Properties/VisibilityTimeout", "77" },
    { "Resources/MainQueue/Properties/QueueName", "absent" },
    { "Resources/MainQueue/Properties/RedrivePolicy",
      "{\"deadLetterTargetArn\":{\"Fn::GetAtt\":[\"MainDeadLetters\",\"Arn\"]},"
      "\"maxReceiveCount\":9}" },
    { "Resources/MainQueue/Properties/RedriveAllowPolicy",
      "{\"a.b\":[1,0.5,true]}" },
    { "Resources/MainDeadLetters/Properties/DelaySeconds", "3" });
}

static void test_raw_resources(void **state) {
  Analysed it = analysed(
    *state,
    PROGRAM("queue main { }\n"
            "resource cfn big_store \"AWS::S3::Bucket\" { keep = never }\n"
            "resource cfn notes \"AWS::SNS::Topic\" {\n"
            "  DisplayName = \"${big_store.Arn} of ${big_store}\"\n"
            "}\n"
            "resource terraform other \"aws_x\" { y = main.arn }\n"
            "output of_notes = notes.TopicName"));
  Made made = made_of(&it);
  assert_int_equal(it.model->raws.count, 3);
  ASSERT_ALL(*state, &made,
             { "Resources/BigStoreResource",
               "{\"Type\":\"AWS::S3::Bucket\",\"DeletionPolicy\":\"Delete\","
               "\"UpdateReplacePolicy\":\"Delete\",\"Properties\":{}}" },
             { "Resources/NotesResource/DeletionPolicy", "absent" },
             { "Resources/NotesResource/Properties/DisplayName",
               "{\"Fn::Sub\":\"${BigStoreResource.Arn} of "
               "${BigStoreResource}\"}" },
             { "Resources/OtherResource", "absent" },
             { "Outputs/OfNotes/Value",
               "{\"Fn::GetAtt\":[\"NotesResource\",\"TopicName\"]}" });
}

static void test_profiles_override(void **state) {
  Analysed it = analysed(
    *state,
    "stack shop { alarms = oncall  profile = [first, last] }\n"
    "external topic oncall {\n"
    "  arn = \"arn:aws:sns:eu-west-1:123456789012:oncall\"\n"
    "}\n"
    "profile first { queue { override cfn {\n"
    "  \"DelaySeconds\" = 1  \"VisibilityTimeout\" = 1  \"Tags\" = [] } } }\n"
    "profile last { queue { override cfn {\n"
    "  \"DelaySeconds\" = 2  \"VisibilityTimeout\" = 2 } } }\n"
    "queue main { override cfn {\n"
    "  \"VisibilityTimeout\" = 3  \"Tags.0.Key\" = \"k\" } }\n"
    "endpoint POST /orders -> main { auth = iam }\n"
    "handler ship <- main {\n"
    "  runtime = provided.al2023\n"
    "  code    = s3(\"builds\", \"ship.zip\")\n"
    "}\n");
  Made made = made_of(&it);
  ASSERT_ALL(*state, &made,
             { "Resources/MainQueue/Properties/DelaySeconds", "2" },
             { "Resources/MainQueue/Properties/VisibilityTimeout", "3" },
             { "Resources/MainQueue/Properties/Tags", "[{\"Key\":\"k\"}]" });
}

static void test_reasons_know_their_rules(void **state) {
  Analysed it = analysed(
    *state,
    PROGRAM("queue main { dead_letter = none because \"read twice\" }\n"
            "resource cfn store \"AWS::S3::Bucket\" because \"b\" { }"));
  assert_str(reported(&it), "");
  assert_int_equal(it.model->reasons.count, 2);
  for (u32 i = 0; i < 2; i++) {
    const Reason *reason = it.model->reasons.items[i];
    bool raw = str_equal(reason->text, STR("b"));
    assert_true(reason->used);
    assert_int_equal(reason->rules.count, raw ? 0 : 1);
    if (!raw)
      assert_int_equal(reason->rules.items[0], RULE_FLOW_NO_DEAD_LETTER);
  }
}

int main(void) {
  static const struct CMUnitTest tests[] = {
    UNIT_TEST(test_tables_are_sorted),
    UNIT_TEST(test_properties_are_known),
    UNIT_TEST(test_attributes_are_known),
    UNIT_TEST(test_emitted_names_are_suffixes),
    UNIT_TEST(test_overrides_patch),
    UNIT_TEST(test_raw_resources),
    UNIT_TEST(test_profiles_override),
    UNIT_TEST(test_reasons_know_their_rules),
  };
  return cmocka_run_group_tests_name("escape", tests, NULL, NULL);
}
