/* SPDX-License-Identifier: Apache-2.0
 *
 * Params `at deploy`, from the text of a program to the template: what is asked
 * for, in which unit, and what follows from a value that is not known.
 */
#include "backends/backend.h"
#include "program.h"
#include "json/json.h"

static Analysed shop(Arena *arena, const char *text, Selection selection) {
  Str whole = str_format(arena,
                         "stack shop { alarms = oncall }\n"
                         "external topic oncall { arn = "
                         "\"arn:aws:sns:eu-west-1:123456789012:oncall\" }\n"
                         "%s\n",
                         text);
  return analysed_with(arena, whole.at, selection);
}

static const Backend *cfn(void) {
  return backend_find(STR("cfn"));
}

static Json *template_of(Analysed *it) {
  FileSet *files = fileset_new(it->arena);
  Emission emission = { it->arena, it->model, it->diags, files };
  const char *error_at;
  cfn()->emit(&emission);
  return json_parse(it->arena, files->files.items[0].content, &error_at);
}

/* The compact JSON at "Parameters" / NAME; "absent" where there is none. */
static const char *member_text(Arena *arena, const Json *object,
                               const char *section, const char *name) {
  const Json *parent = cJSON_GetObjectItemCaseSensitive(object, section);
  const Json *found = cJSON_GetObjectItemCaseSensitive(parent, name);
  Buf out = buf_new(arena);
  if (!found)
    return "absent";
  json_print_compact(&out, found);
  return str_terminated(arena, buf_view(&out));
}

/* ---- parameters ---- */

static void test_parameters(void **state) {
  static const struct {
    const char *declaration, *id, *parameter;
  } rows[] = {
    { "param x: int = 5 at deploy", "X",
      "{\"Type\":\"Number\",\"Default\":5}" },
    { "/// Why.\nparam x_y: int(1..3) at deploy", "XY",
      "{\"Description\":\"Why.\",\"Type\":\"Number\",\"MinValue\":1,"
      "\"MaxValue\":3,\"ConstraintDescription\":\"must be 1 to 3\"}" },
    { "param x: number(0.5..3) = 2 at deploy", "X",
      "{\"Type\":\"Number\",\"Default\":2,\"MinValue\":0.5,\"MaxValue\":3,"
      "\"ConstraintDescription\":\"must be 0.5 to 3\"}" },
    { "param x: duration = 1500ms at deploy", "X",
      "{\"Description\":\"Counted in milliseconds.\",\"Type\":\"Number\","
      "\"Default\":1500,\"MinValue\":0}" },
    { "param x: size(1MB..1GB) = 512MB at deploy", "X",
      "{\"Description\":\"Counted in megabytes.\",\"Type\":\"Number\","
      "\"Default\":512,\"MinValue\":1,\"MaxValue\":1024,"
      "\"ConstraintDescription\":\"must be 1 to 1024 megabytes\"}" },
    { "param x: percent(1%..5%) = 2% at deploy", "X",
      "{\"Description\":\"Counted in percent.\",\"Type\":\"Number\","
      "\"Default\":2,\"MinValue\":1,\"MaxValue\":5,"
      "\"ConstraintDescription\":\"must be 1 to 5 percent\"}" },
    { "param x: bool = true at deploy", "X",
      "{\"Type\":\"String\",\"Default\":\"true\","
      "\"AllowedValues\":[\"true\",\"false\"]}" },
    { "param x: enum(one, two) at deploy", "X",
      "{\"Type\":\"String\",\"AllowedValues\":[\"one\",\"two\"]}" },
    { "param x: string at deploy", "X", "{\"Type\":\"String\"}" },
    { "param x: string(\"^[[:digit:]a&\\\\[]+$\") = \"1\" at deploy", "X",
      "{\"Type\":\"String\",\"Default\":\"1\","
      "\"AllowedPattern\":\"^[0-9a\\\\&\\\\\\\\\\\\[]+$\","
      "\"ConstraintDescription\":\"must match ^[0-9a\\\\&\\\\\\\\\\\\[]+$\"}" },
    { "param x: string(\"a|b$\") at deploy", "X",
      "{\"Type\":\"String\",\"AllowedPattern\":"
      "\"^[\\\\s\\\\S]*(a|b$)[\\\\s\\\\S]*$\",\"ConstraintDescription\":"
      "\"must match ^[\\\\s\\\\S]*(a|b$)[\\\\s\\\\S]*$\"}" },
    { "param x: string(\"^[]x^]b\") at deploy", "X",
      "{\"Type\":\"String\",\"AllowedPattern\":"
      "\"^[\\\\s\\\\S]*(^[\\\\]x^]b)[\\\\s\\\\S]*$\","
      "\"ConstraintDescription\":"
      "\"must match ^[\\\\s\\\\S]*(^[\\\\]x^]b)[\\\\s\\\\S]*$\"}" },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Str name = str_starts(str_from(rows[i].declaration), STR("///"))
                 ? STR("x_y")
                 : STR("x");
    Str text = str_format(*state, "%s\noutput o = \"${%.*s}\"",
                          rows[i].declaration, STR_ARG(name));
    Analysed it = shop(*state, text.at, (Selection){ 0 });
    assert_str(reported(&it), "");
    assert_string_equal(
      member_text(*state, template_of(&it), "Parameters", rows[i].id),
      rows[i].parameter);
  }
}

/* From outside, then the stage, then the default; only what is used is asked.
 */
static void test_defaults(void **state) {
  const char *text = "param a: int(1..9) = 1 at deploy\n"
                     "param b: int(1..9) = 1 at deploy\n"
                     "param c: int(1..9) = 1 at deploy\n"
                     "param d: int(1..9) = 1 at deploy\n"
                     "param unasked: int = 1 at deploy\n"
                     "assert unasked == unasked, \"always\"\n"
                     "stage dev { a = 2  b = 2 }\n"
                     "output o = \"${a}${b}${c}${d}\"";
  static const Definition given[] = {
    { STR_INIT("a"), STR_INIT("3"), STR_INIT("-D a") },
  };
  Analysed it =
    shop(*state, text,
         (Selection){ .definitions = given, .count = COUNT_OF(given) });
  Json *root = template_of(&it);
  static const struct {
    const char *id;
    int number;
  } rows[] = { { "A", 3 }, { "B", 2 }, { "C", 1 }, { "D", 1 } };
  assert_str(reported(&it), "");
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    const Json *all = cJSON_GetObjectItemCaseSensitive(root, "Parameters");
    const Json *one = cJSON_GetObjectItemCaseSensitive(all, rows[i].id);
    const Json *number = cJSON_GetObjectItemCaseSensitive(one, "Default");
    assert_int_equal(cJSON_GetNumberValue(number), rows[i].number);
  }
  assert_string_equal(member_text(*state, root, "Parameters", "Unasked"),
                      "absent");
}

/* What its uses ask of a text is asked of who deploys. */
static void test_uses(void **state) {
  Analysed it =
    shop(*state,
         "param login: string(\"^h.*\") = \"https://x\" at deploy\n"
         "queue main { }\n"
         "endpoint POST /a -> main { auth = jwt(login, [login])  group_by = "
         "login }\n"
         "handler work <- main { runtime = python3.12  code = inline(\"x\") }",
         (Selection){ 0 });
  const char *text =
    member_text(*state, template_of(&it), "Parameters", "Login");
  assert_str(reported(&it), "");
  assert_non_null(strstr(text, "\"AllowedPattern\":"
                               "\"(?=^[\\\\s\\\\S]*(^h.*)[\\\\s\\\\S]*$)"
                               "^https://.+$\""));
  assert_non_null(strstr(text, "\"MinLength\":1,\"MaxLength\":128"));
}

/* No resource, now or later, takes the id of a parameter. */
static void test_ids(void **state) {
  static const struct {
    const char *name, *id;
  } rows[] = {
    { "main_queue", "MainQueueParameter" },
    { "artifact_bucket", "ArtifactBucketParameter" },
    { "api", "ApiParameter" },
    { "error_alarm", "ErrorAlarmParameter" },
    { "main_queue_parameter", "MainQueueParameterParameter" },
    { "queue_main", "QueueMain" },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Str text = str_format(*state, "param %s: int = 1 at deploy\noutput o = %s",
                          rows[i].name, rows[i].name);
    Analysed it = shop(*state, text.at, (Selection){ 0 });
    Json *root = template_of(&it);
    assert_string_equal(member_text(*state, root, "Parameters", rows[i].id),
                        "{\"Type\":\"Number\",\"Default\":1}");
    Str output = str_format(*state, "{\"Value\":{\"Ref\":\"%s\"}}", rows[i].id);
    assert_str(output, member_text(*state, root, "Outputs", "O"));
  }
}

static void test_next(void **state) {
  Analysed it = shop(*state,
                     "param wait: duration(1s..9s) at deploy\n"
                     "param rate: rate at deploy\n"
                     "param name: string at deploy\n"
                     "param known: int = 1 at deploy\n"
                     "output o = \"${wait} ${rate} ${name} ${known}\"",
                     (Selection){ 0 });
  Buf out = buf_new(*state);
  FileSet *files = fileset_new(*state);
  assert_str(reported(&it), "");
  cfn()->next(&out, it.model, STR("out"), files);
  assert_str(buf_view(&out),
             "aws cloudformation deploy --template-file "
             "out/shop-dev-queue-stack.template.json --stack-name "
             "shop-dev-queue-stack --capabilities CAPABILITY_NAMED_IAM "
             "--parameter-overrides Wait=VALUE-IN-SECONDS "
             "Rate=VALUE-IN-REQUESTS-A-SECOND Name=VALUE\n");
}

/* ---- values ---- */

static void test_texts(void **state) {
  static const struct {
    const char *expression, *output;
  } rows[] = {
    { "x", "{\"Ref\":\"X\"}" },
    { "wait", "{\"Fn::Sub\":\"${Wait}s\"}" },
    { "name", "{\"Ref\":\"Name\"}" },
    { "\"<${x}>${wait}${on_switch} ${\"$\"}{X}\"",
      "{\"Fn::Sub\":\"<${X}>${Wait}s${OnSwitch} ${!X}\"}" },
    { "join(\"-\", [name, name])", "{\"Fn::Sub\":\"${Name}-${Name}\"}" },
    { "format(\"{}%\", x)", "{\"Fn::Sub\":\"${X}%\"}" },
    { "if x > 0 then name else \"\"", "{\"Ref\":\"Name\"}" },
    { "if x >= 10 then name else \"never\"", "\"never\"" },
    { "max(x, 20)", "\"20\"" },
    { "min(x, 20)", "{\"Ref\":\"X\"}" },
    { "x in 1..9", "\"true\"" },
    { "x in [0, 10]", "\"false\"" },
    { "x != 10 and not (x == 0)", "\"true\"" },
    { "wait < 10s", "\"true\"" },
    { "wait == 1h", "\"false\"" },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Str text = str_format(*state,
                          "param x: int(1..9) = 1 at deploy\n"
                          "param wait: duration(1s..9s) = 1s at deploy\n"
                          "param name: string = \"n\" at deploy\n"
                          "param on_switch: bool = true at deploy\n"
                          "let all = [x, wait, name, on_switch]\n"
                          "output o = %s",
                          rows[i].expression);
    Analysed it = shop(*state, text.at, (Selection){ 0 });
    Str wanted = str_format(*state, "{\"Value\":%s}", rows[i].output);
    assert_int_equal(diags_count(it.diags, SEVERITY_ERROR), 0);
    assert_str(wanted, member_text(*state, template_of(&it), "Outputs", "O"));
  }
}

static i64 number_of(const Resource *resource, AttrId attr) {
  assert_int_equal(setting_low(resource, attr, -1),
                   setting_high(resource, attr, -1));
  return setting_low(resource, attr, -1);
}

/* What follows from a late value does for all of its values. */
static void test_derived(void **state) {
  Analysed it =
    shop(*state,
         "param timeout: duration(10s..2m) = 30s at deploy\n"
         "param window:  duration(0s..20s) = 5s at deploy\n"
         "param keep:    duration(2h..4d)  = 4d at deploy\n"
         "param rate:    rate(1/s..90/m)   = 1/s at deploy\n"
         "queue main { retention = keep }\n"
         "endpoint POST /main -> main { auth = iam  throttle = rate }\n"
         "handler work <- main { runtime = python3.12  timeout = timeout  "
         "batch { size = 5  window = window }  code = inline(\"x\") }",
         (Selection){ 0 });
  const Queue *queue = it.model->queues.items[0];
  const Resource *endpoint = &it.model->endpoints.items[0]->resource;
  assert_str(reported(&it), "");
  assert_int_equal(number_of(&queue->resource, ATTR_queue_visibility),
                   (6 * 120 + 20) * 1000);
  assert_int_equal(number_of(&queue->resource, ATTR_queue_alarms_age),
                   30 * 60 * 1000);
  assert_int_equal(number_of(endpoint, ATTR_endpoint_throttle_burst), 2);
  assert_int_equal(setting_low(&queue->resource, ATTR_queue_retention, 0),
                   2 * 60 * 60 * 1000);
  assert_int_equal(setting_high(&queue->resource, ATTR_queue_retention, 0),
                   4 * 24 * 60 * 60 * 1000);
  assert_str(setting(&queue->resource, ATTR_queue_visibility)->why,
             "6 × 2m + 20s, the most at deployment");
}

/* ---- assertions ---- */

static const Diag *error_of(const Analysed *it) {
  for (u32 i = 0; i < it->diags->items.count; i++)
    if (it->diags->items.items[i]->severity == SEVERITY_ERROR)
      return it->diags->items.items[i];
  return NULL;
}

static void test_assertions(void **state) {
  static const struct {
    const char *claim, *breaks; /* empty: it holds */
  } rows[] = {
    { "x < 5 or x > 4", "" },
    { "x < 5 or x > 5", "`x` = 5" },
    { "x < y or x >= y", "" },
    { "x <= y", "`x` = 9, `y` = 7" },
    { "x != y or x == y", "" },
    { "not on_switch or on_switch", "" },
    { "on_switch and x > 0", "`on_switch` = false" },
    { "large or not large", "" },
    { "large == on_switch", "`x` = 1, `on_switch` = true" },
    { "contains([x], x)", "" },
    { "x in 1..y or x > y", "" },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Str text = str_format(*state,
                          "param x: int(1..9) = 1 at deploy\n"
                          "param y: int(5..7) = 5 at deploy\n"
                          "param on_switch: bool at deploy\n"
                          "let large = x > 5\n"
                          "let all = [y, on_switch]\n"
                          "assert %s, \"no\"",
                          rows[i].claim);
    Analysed it = shop(*state, text.at, (Selection){ 0 });
    const Diag *error = error_of(&it);
    assert_int_equal(error != NULL, rows[i].breaks[0] != 0);
    if (error)
      assert_string_equal(
        str_terminated(*state, error->labels.items[0].text),
        str_format(*state, "this does not hold for %s", rows[i].breaks).at);
  }
}

/* More combinations than are tried: it is said that nothing was shown. */
static void test_many_trials(void **state) {
  Buf text = buf_new(*state);
  for (int i = 0; i < 9; i++)
    buf_format(&text, "param x%d: int(1..99) = 5 at deploy\n", i);
  buf_text(&text, "assert x0 < 50");
  for (int i = 1; i < 9; i++)
    buf_format(&text, " or x%d < 50", i);
  buf_text(&text, " or x0 >= 0, \"no\"");
  Analysed it =
    shop(*state, str_terminated(*state, buf_view(&text)), (Selection){ 0 });
  assert_str(reported(&it), "");
  Str wide = buf_view(&text);
  wide = str_slice(wide, 0, wide.length - 17);
  Analysed other =
    shop(*state, str_format(*state, "%.*s, \"no\"", STR_ARG(wide)).at,
         (Selection){ 0 });
  assert_str(reported(&other), "flow/assert");
  assert_str(other.diags->items.items[0]->labels.items[0].text,
             "it cannot be shown that this holds for all values");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    UNIT_TEST(test_parameters),  UNIT_TEST(test_defaults),
    UNIT_TEST(test_uses),        UNIT_TEST(test_ids),
    UNIT_TEST(test_next),        UNIT_TEST(test_texts),
    UNIT_TEST(test_derived),     UNIT_TEST(test_assertions),
    UNIT_TEST(test_many_trials),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
