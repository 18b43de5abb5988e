/* SPDX-License-Identifier: Apache-2.0
 *
 * From text to model: values, where settings come from, edges, names, grants.
 */
#include "program.h"

/* ---- expressions ---- */

static void test_values(void **state) {
  static const struct {
    const char *expression, *value;
  } rows[] = {
    { "1 + 2 * 3", "7" },
    { "(1 + 2) * 3", "9" },
    { "-(4 - 6)", "2" },
    { "10 / 5", "2" },
    { "0.5 + 0.25", "0.75" },
    { "30s + 1m", "90s" },
    { "4d * 2", "8d" },
    { "1h / 4", "15m" },
    { "1h / 15m", "4" },
    { "256MB * 4", "1GB" },
    { "60/m", "60/m" },
    { "join(\",\", [\"a\"] + [] + [\"b\", \"c\"])", "a,b,c" },
    { "if 1 < 2 then \"a\" else \"b\"", "a" },
    { "true and not false", "true" },
    { "1 == 1 or 1 / 0 == 1", "true" },
    { "5 in 1..10", "true" },
    { "2 in [1, 3]", "false" },
    { "\"b\" in { a = 1  b = 2 }", "true" },
    { "[4, 5, 6][1]", "5" },
    { "{ a = 1  \"b-c\" = 2 }[\"b-c\"]", "2" },
    { "\"a${1 + 1}b${30s}${true}\"", "a2b30strue" },
    { "\"${\"x${\"y\"}\"}\"", "xy" },
    { "\"tab\\tnew\\u{e9}\"", "tab\tnew\xc3\xa9" },
    { "stage == dev", "true" },
    { "4d >= 96h", "true" },
    { "len([1, 2]) + len({ a = 1 }) + len(\"hé\")", "5" },
    { "join(\"-\", [\"a\", \"b\"])", "a-b" },
    { "join(separator = \"\", list = split(\"a,,b,\", \",\"))", "ab" },
    { "len(split(\"a,,b,\", \",\"))", "4" },
    { "upper(\"aZ9\") + lower(\"aZ9\")", "AZ9az9" },
    { "replace(\"aXbX\", \"X\", \"--\")", "a--b--" },
    { "format(\"{} {{{}\", 30s, true)", "30s {true" },
    { "min(1m, 30s, 90s)", "30s" },
    { "max(3, 9, 7)", "9" },
    { "contains(\"abc\", \"bc\")", "true" },
    { "contains([1, 2], 3)", "false" },
    { "join(\",\", keys({ b = 1  a = 2 }))", "b,a" },
    { "values({ b = 1  a = 2 })[1]", "2" },
    { "json({ a = [1, 0.5, \"x\"]  b = none  c = true })",
      "{\"a\":[1,0.5,\"x\"],\"b\":null,\"c\":true}" },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Str text =
      str_format(*state, "stack s\noutput o = %s\n", rows[i].expression);
    Analysed it = analysed(*state, text.at);
    Str value = STR("");
    assert_str(reported(&it), "");
    assert_int_equal(it.model->outputs.count, 1);
    assert_true(
      text_literal(*state, it.model->outputs.items[0].value, &value));
    assert_str(value, rows[i].value);
  }
}

static void test_mistakes_in_values(void **state) {
  static const struct {
    const char *expression, *rules;
  } rows[] = {
    { "1 + 1s", "type/mismatch" },
    { "4d + 256MB", "type/mismatch" },
    { "1s * 1s", "type/mismatch" },
    { "7 / 2", "type/division" },
    { "1 / 0", "type/division" },
    { "10s / 3", "type/division" },
    { "9223372036854775807 + 1", "type/overflow" },
    { "-9223372036854775807 - 2", "type/overflow" },
    { "106751991167d * 2", "type/overflow" },
    { "not 1", "type/mismatch" },
    { "\"a\" < \"b\"", "type/mismatch" },
    { "\"${[1]}\"", "type/mismatch" },
    { "[1][5]", "type/out-of-range" },
    { "{ a = 1 }[\"b\"]", "name/undeclared" },
    { "{ a = 1  a = 2 }[\"a\"]", "type/duplicate-attribute" },
    { "stage == test", "type/mismatch" },
    { "nothing", "name/undeclared" },
    { "nothing + nothing", "name/undeclared name/undeclared" },
    { "aws.reggion", "name/undeclared" },
    { "aws.region == \"x\"", "type/mismatch" },
    { "1..2s", "type/mismatch" },
    { "if 1 then 2 else 3", "type/mismatch" },
    { "\"a {{resolve:ssm:/x}}\"", "escape/dynamic-reference" },
    { "lenn([1])", "name/undeclared" },
    { "len(1)", "type/bad-argument" },
    { "len()", "type/bad-argument" },
    { "max()", "type/bad-argument" },
    { "max(1, 2s)", "type/mismatch" },
    { "join(1, [\"a\"])", "type/mismatch" },
    { "upper(aws.region)", "type/bad-argument" },
    { "upper(\"a\", \"b\")", "type/bad-argument" },
    { "upper(txt = \"a\")", "type/bad-argument" },
    { "split(\"a\", \"\")", "type/bad-argument" },
    { "format(\"{}\")", "type/bad-argument" },
    { "format(\"x\", 1)", "type/bad-argument" },
    { "format(\"{\", 1)", "type/bad-argument" },
    { "file(\"/etc/hosts\")", "type/bad-argument" },
    { "file(\"nowhere.txt\")", "type/bad-argument" },
    { "env_name(1)", "type/bad-argument" },
    { "secret(\"x\")", "iam/secret-exposed" },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Str text =
      str_format(*state, "stack s\noutput o = %s\n", rows[i].expression);
    Analysed it = analysed(*state, text.at);
    assert_str(reported(&it), rows[i].rules);
  }
}

/* ---- params and stages ---- */

static const char staged[] =
  "stack s\n"
  "param size: int(1..100) = 5\n"
  "param kind: enum(small, large) = small\n"
  "param tags: list(string) = [\"a\"]\n"
  "stage dev\n"
  "stage prod { size = 7 }\n"
  "output o = \"${size} ${kind} ${tags[0]}\"\n";

static Str output_of(Arena *arena, Selection selection) {
  Analysed it = analysed_with(arena, staged, selection);
  Str value = STR("");
  assert_str(reported(&it), "");
  text_literal(arena, it.model->outputs.items[0].value, &value);
  return value;
}

static void test_params(void **state) {
  static const Definition given[] = {
    { STR_INIT("size"), STR_INIT("9"), STR_INIT("-D size") },
    { STR_INIT("size"), STR_INIT("8"), STR_INIT("--params: size") },
    { STR_INIT("kind"), STR_INIT("large"), STR_INIT("-D kind") },
    { STR_INIT("tags"), STR_INIT("[\"x\", \"y\"]"), STR_INIT("-D tags") },
  };
  assert_str(output_of(*state, (Selection){ 0 }), "5 small a");
  assert_str(output_of(*state, (Selection){ .stage = STR("prod") }),
             "7 small a");
  assert_str(output_of(*state, (Selection){ .stage = STR("prod"),
                                            .definitions = given,
                                            .count = 4 }),
             "9 large x");
}

static void test_params_that_do_not_fit(void **state) {
  static const struct {
    const char *name, *text, *rules;
  } rows[] = {
    { "size", "101", "type/out-of-range" },
    { "size", "5s", "type/mismatch" },
    { "size", "", "syntax/unexpected-token" },
    { "size", "1 let x = 2", "type/mismatch" },
    { "kind", "huge", "type/mismatch" },
    { "sise", "1", "name/unknown-param" },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Definition given = { str_from(rows[i].name), str_from(rows[i].text),
                         STR("-D") };
    Analysed it = analysed_with(
      *state, staged, (Selection){ .definitions = &given, .count = 1 });
    assert_str(reported(&it), rows[i].rules);
  }
}

static void test_missing_params(void **state) {
  const char *text = "stack s\nparam a: int\nparam b: int\noutput o = a + b\n";
  Analysed it = analysed(*state, text);
  assert_str(reported(&it), "name/missing-param"); /* both in one */
  it = analysed_with(*state, text, (Selection){ .judging = true });
  assert_str(reported(&it), "");
}

/* ---- settings ---- */

static const char origins[] =
  "stack s { profile = [base, hard]  tracing = on }\n"
  "profile base { queue { retention = 2d  delay = 1s } }\n"
  "profile hard { queue { retention = 3d } handler { memory = required } }\n"
  "queue main { delay = 2s }\n"
  "queue plain { retention = 5d  dead_letter = none because \"a copy\" }\n"
  "handler work <- main { runtime = python3.13  entry = \"a.b\"\n"
  "  code = s3(bucket = \"bucket\", key = \"key\")\n"
  "  batch { window = 3s }  timeout = 10s  memory = 1GB }\n";

static void test_origins(void **state) {
  Analysed it = analysed(*state, origins);
  const Resource *queue = &it.model->queues.items[0]->resource;
  const Resource *plain = &it.model->queues.items[2]->resource;
  const Resource *work = &it.model->handlers.items[0]->resource;
  const struct {
    const Resource *resource;
    AttrId attr;
    Origin origin;
    const char *value;
  } rows[] = {
    { queue, ATTR_queue_delay, ORIGIN_EXPLICIT, "2s" },
    { queue, ATTR_queue_retention, ORIGIN_PROFILE, "3d" },
    { queue, ATTR_queue_max_message, ORIGIN_DEFAULT, "1MB" },
    { queue, ATTR_queue_visibility, ORIGIN_INFERRED, "63s" },
    { queue, ATTR_queue_dead_letter_after, ORIGIN_DEFAULT, "5" },
    { plain, ATTR_queue_retention, ORIGIN_EXPLICIT, "5d" },
    { plain, ATTR_queue_delay, ORIGIN_PROFILE, "1s" },
    { work, ATTR_handler_tracing, ORIGIN_INFERRED, "on" },
    { work, ATTR_handler_architecture, ORIGIN_INFERRED, "arm64" },
    { work, ATTR_handler_batch_size, ORIGIN_DEFAULT, "10" },
  };
  assert_str(reported(&it), "");
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    const Setting *set = setting(rows[i].resource, rows[i].attr);
    assert_int_equal(set->origin, rows[i].origin);
    assert_str(value_text(*state, &set->value), rows[i].value);
  }
  assert_str(setting(queue, ATTR_queue_retention)->profile, "hard");
  assert_str(setting(queue, ATTR_queue_visibility)->why, "6 × 10s + 3s");
  assert_null(it.model->queues.items[2]->dead_letter);
}

static void test_mistakes_in_settings(void **state) {
  static const struct {
    const char *text, *rules;
  } rows[] = {
    { "queue q { retention = q.delay  delay = q.retention }", "name/cycle" },
    { "queue q { dead_letter = none }", "flow/no-dead-letter" },
    { "queue q { dead_letter = none because \"x\" }", "" },
    { "queue q { retention = 4d because \"x\" }", "name/idle-reason" },
    { "queue q { delay = 1s  delay = 2s }", "type/duplicate-attribute" },
    { "queue q { fifo = true }", "type/mismatch" },
    { "queue q { retention { } }", "type/mismatch" },
    { "queue q { alarms = 5 }", "type/mismatch" },
    { "queue q { encryption = kmss }", "type/mismatch" },
    { "queue q\nqueue q", "name/duplicate" },
    { "queue Q", "name/case" },
    { "queue a__b", "name/case" },
    { "queu q\nhandler h <- q { code = image(\"u\") }", "type/unknown-kind" },
    { "handler h { code = image(\"u\")  reads = [h] }", "type/mismatch" },
    { "endpoint GET /x -> q { auth = iam }\nqueue q { }", "" },
    { "endpoint GET /x -> q, r { auth = iam }\nqueue q\nqueue r",
      "type/bad-argument" },
    { "profile p { queue { dela = 1s } }\nqueue q", "type/unknown-attribute" },
    { "profile p { queue { delay = 1d } }\nqueue q", "type/out-of-range" },
    { "profile p { queue { delay = 1s } }\nqueue q", "name/unused" },
    { "let a = b\nlet b = a", "name/cycle" },
    { "assert 1 == 2, \"no\"", "flow/assert" },
    { "pattern p { }\np one", "" },
    { "pattern p { }\nq one", "type/unknown-kind" },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Str text = str_format(*state, "stack s\n%s\n", rows[i].text);
    Analysed it = analysed(*state, text.at);
    assert_str(reported(&it), rows[i].rules);
  }
}

static void test_programs_without_a_stack(void **state) {
  Analysed it = analysed(*state, "");
  assert_str(reported(&it), "name/no-stack");
  assert_null(it.model);
  it = analysed(*state, "stack a\nstack b\n");
  assert_str(reported(&it), "name/two-stacks");
  it = analysed_with(*state, "stack a\nstage dev\n",
                     (Selection){ .stage = STR("prod") });
  assert_str(reported(&it), "name/unknown-stage");
  assert_null(it.model);
}

/* ---- names ---- */

static void test_names(void **state) {
  static const char text[] =
    "stack big_shop { naming { topick = \"x\"  queue = \"{stage}[-{name}]-q\" } }\n"
    "queue main\n"
    "queue order_items { fifo { } }\n"
    "handler work { code = image(\"u\") }\n";
  Analysed it = analysed(*state, text);
  assert_str(reported(&it), "type/unknown-attribute"); /* naming's topick */
  assert_str(it.model->stack_name, "big-shop-dev-queue-stack");
  assert_str(it.model->queues.items[0]->resource.physical_name, "dev-q");
  assert_str(it.model->queues.items[1]->resource.physical_name,
             "big-shop-dev-dlq");
  assert_str(it.model->queues.items[2]->resource.physical_name,
             "dev-order-items-q.fifo");
  assert_str(it.model->queues.items[3]->resource.physical_name,
             "big-shop-dev-order-items-dlq.fifo");
  assert_str(it.model->handlers.items[0]->resource.physical_name,
             "big-shop-dev-work-handler");
}

/* ---- grants ---- */

static const char granted[] =
  "stack s { encryption = kms }\n"
  "external table book {\n"
  "  arn = \"arn:aws:dynamodb:eu-west-1:123456789012:table/book\" }\n"
  "external bucket lake { arn = \"arn:aws:s3:::lake\" }\n"
  "queue main\n"
  "queue next\n"
  "endpoint POST /a -> main { auth = iam }\n"
  "endpoint POST /b -> main { auth = iam }\n"
  "handler work <- main -> next { code = image(\"u\")\n"
  "  reads = [book, book.by_date(scan), lake(\"raw/\")]\n"
  "  writes = [book(put), lake(\"out/\")] }\n"
  "handler repair <- main.dead_letter { code = image(\"u\")  tracing = on }\n"
  "handler last <- next { code = image(\"u\") }\n";

static Str actions_of(Arena *arena, const Role *role) {
  Buf out = buf_new(arena);
  for (u32 i = 0; i < role->statements.items.count; i++) {
    const Statement *one = &role->statements.items.items[i];
    buf_format(&out, "%s%.*s:", i ? "; " : "", STR_ARG(one->sid));
    for (u32 k = 0; k < one->actions.count; k++)
      buf_format(&out, " %.*s", STR_ARG(one->actions.items[k]));
  }
  return buf_view(&out);
}

static void test_grants(void **state) {
  static const char *const roles[] = {
    /* the API for main: two endpoints, one statement */
    "SendMain: sqs:SendMessage; SendKeyMain: kms:GenerateDataKey kms:Decrypt",
    "ReceiveMain: sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes; "
    "ReceiveKeyMain: kms:Decrypt; SendNext: sqs:SendMessage; "
    "SendKeyNext: kms:GenerateDataKey kms:Decrypt; "
    "GetBook: dynamodb:GetItem dynamodb:Query; "
    "ScanBookByDate: dynamodb:Scan; GetLake: s3:GetObject; "
    "PutBook: dynamodb:PutItem; PutLake: s3:PutObject; "
    "Log: logs:CreateLogStream logs:PutLogEvents",
    "ReceiveMainDeadLetter: sqs:ReceiveMessage sqs:DeleteMessage "
    "sqs:GetQueueAttributes; ReceiveKeyMainDeadLetter: kms:Decrypt; "
    "Log: logs:CreateLogStream logs:PutLogEvents; "
    "Trace: xray:PutTraceSegments xray:PutTelemetryRecords",
  };
  Analysed it = analysed(*state, granted);
  assert_str(reported(&it), "");
  assert_int_equal(it.model->roles.count, 4);
  for (size_t i = 0; i < COUNT_OF(roles); i++)
    assert_str(actions_of(*state, it.model->roles.items[i]), roles[i]);
  const Role *repair = it.model->roles.items[2];
  const Condition *context =
    &repair->statements.items.items[1].conditions.items[1];
  assert_str(context->key, "kms:EncryptionContext:aws:sqs:arn");
  assert_int_equal(context->count, 2); /* its own queue and the source */
}

static void test_environment(void **state) {
  static const char *const names[] = { "NEXT_QUEUE_URL", "BOOK_TABLE_NAME",
                                       "LAKE_BUCKET_NAME" };
  Analysed it = analysed(*state, granted);
  const Handler *work = it.model->handlers.items[0];
  assert_int_equal(work->environment.count, COUNT_OF(names));
  for (size_t i = 0; i < COUNT_OF(names); i++)
    assert_str(work->environment.items[i].name, names[i]);
}

static void test_every_role_is_one_principals(void **state) {
  Analysed it = analysed(*state, granted);
  for (u32 i = 0; i < it.model->roles.count; i++)
    for (u32 k = i + 1; k < it.model->roles.count; k++)
      assert_ptr_not_equal(it.model->roles.items[i]->owner,
                           it.model->roles.items[k]->owner);
}

/* Outputs of instances carry the instances' names. */
#define INSTANCES                                                              \
  "stack shop\n"                                                               \
  "pattern inner { output at = 1 }\n"                                          \
  "pattern outer { output at = 2  inner deep }\n"                              \
  "inner main\n"                                                               \
  "inner one for t in [\"a\", \"b-c\"]\n"                                      \
  "outer two\n"

static void test_output_names(void **state) {
  static const char *const names[] = { "at", "one_a_at", "one_b_c_at",
                                       "two_at", "two_deep_at" };
  Analysed it = analysed(*state, INSTANCES);
  assert_str(reported(&it), "");
  assert_int_equal(it.model->outputs.count, COUNT_OF(names));
  for (size_t k = 0; k < COUNT_OF(names); k++) {
    u32 found = 0;
    for (u32 i = 0; i < it.model->outputs.count; i++)
      found += str_equal(it.model->outputs.items[i].name, str_from(names[k]));
    assert_int_equal(found, 1);
  }
  Analysed twice = analysed(*state, INSTANCES "output two_deep_at = 3\n");
  assert_str(reported(&twice), "name/duplicate");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    UNIT_TEST(test_values),
    UNIT_TEST(test_mistakes_in_values),
    UNIT_TEST(test_params),
    UNIT_TEST(test_params_that_do_not_fit),
    UNIT_TEST(test_missing_params),
    UNIT_TEST(test_origins),
    UNIT_TEST(test_mistakes_in_settings),
    UNIT_TEST(test_programs_without_a_stack),
    UNIT_TEST(test_names),
    UNIT_TEST(test_grants),
    UNIT_TEST(test_environment),
    UNIT_TEST(test_every_role_is_one_principals),
    UNIT_TEST(test_output_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
