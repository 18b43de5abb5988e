/* SPDX-License-Identifier: Apache-2.0
 *
 * The tables of stdlib, looked into: every row is sound, every quantity comes
 * back as it went in.
 */
#include "schema/facts.h"
#include "unit.h"

static void test_quantities(void **state) {
  static const struct {
    ValueKind kind;
    const char *text;
    i64 number;
    const char *canonical;
  } rows[] = {
    { VALUE_INTEGER, "42", 42, "42" },
    { VALUE_INTEGER, "1_000", 1000, "1000" },
    { VALUE_INTEGER, "9223372036854775807", INT64_MAX, "9223372036854775807" },
    { VALUE_DECIMAL, "0.5", 500000000, "0.5" },
    { VALUE_DECIMAL, "12.0", INT64_C(12000000000), "12.0" },
    { VALUE_DURATION, "30s", 30000, "30s" },
    { VALUE_DURATION, "90s", 90000, "90s" },
    { VALUE_DURATION, "1h30m", 5400000, "90m" },
    { VALUE_DURATION, "2w", 1209600000, "14d" },
    { VALUE_DURATION, "1500ms", 1500, "1500ms" },
    { VALUE_DURATION, "0s", 0, "0s" },
    { VALUE_SIZE, "256KB", 262144, "256KB" },
    { VALUE_SIZE, "1024MB", INT64_C(1073741824), "1GB" },
    { VALUE_RATE, "100/s", 360000, "100/s" },
    { VALUE_RATE, "30/m", 1800, "30/m" },
    { VALUE_RATE, "7/h", 7, "7/h" },
    { VALUE_PERCENT, "80%", 80, "80%" },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    i64 number = -1;
    assert_true(quantity_parse(rows[i].kind, str_from(rows[i].text), &number));
    assert_int_equal(number, rows[i].number);
    assert_str(quantity_text(*state, rows[i].kind, number), rows[i].canonical);
  }
}

static void test_quantities_that_do_not_fit(void **state) {
  static const struct {
    ValueKind kind;
    const char *text;
  } rows[] = {
    { VALUE_INTEGER, "9223372036854775808" },
    { VALUE_DURATION, "99999999999999999d" },
    { VALUE_SIZE, "9999999999GB" },
    { VALUE_DECIMAL, "99999999999.5" },
    { VALUE_DECIMAL, "0.0000000001" },
    { VALUE_DURATION, "5x" },
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    i64 number;
    assert_false(quantity_parse(rows[i].kind, str_from(rows[i].text), &number));
  }
}

/* Every attribute is found again by its name, in its own kind and block, and
 * has words for people; a block has no value, a leaf has a block. */
static void test_every_attribute(void **state) {
  u32 seen = 1; /* ATTR_NONE */
  for (u32 k = 0; k < KIND_COUNT; k++) {
    KindId kind = (KindId)k;
    u32 first = kind_row(kind)->first;
    for (u32 i = 0; i < kind_attr_count(kind); i++, seen++) {
      AttrId attr = (AttrId)(first + i);
      const AttrRow *row = attr_row(attr);
      assert_int_equal(row->kind, kind);
      assert_int_equal(attr_find(kind, row->block, row->name), attr);
      assert_true(row->doc.length > 0);
      assert_true(str_ends(row->doc, STR(".")));
      assert_int_equal(row->cfn.length > 0, row->tf.length > 0);
      if (row->block != ATTR_NONE)
        assert_int_equal(attr_row(row->block)->type.kind, TYPE_BLOCK);
      if (row->type.kind == TYPE_BLOCK)
        assert_int_equal(row->standard.kind, VALUE_POISON);
      if (row->needs != REASON_NEVER)
        assert_true(rule_row(row->rule)->excusable);
      assert_true(attr_path(*state, attr).length >= row->name.length);
    }
  }
  assert_int_equal(seen, ATTR_COUNT);
}

/* A default lies inside its own range, and is one of its own words. */
static void test_every_default(void **state) {
  (void)state;
  for (u32 i = 1; i < ATTR_COUNT; i++) {
    const AttrRow *row = attr_row((AttrId)i);
    const Value *value = &row->standard;
    bool number = value->kind >= VALUE_INTEGER && value->kind <= VALUE_PERCENT;
    if (number && row->type.max) {
      assert_true(value->number >= row->type.min);
      assert_true(value->number <= row->type.max);
    }
    if (value->kind == VALUE_WORD)
      assert_true(words_have(row->type.words, value->word));
    if (value->kind == VALUE_NONE)
      assert_true(row->none);
  }
}

static void test_arns(void **state) {
  Str fields[6], name;
  (void)state;
  for (u32 arn = 0; arn < ARN_COUNT; arn++) {
    const ArnRow *row = arn_row((ArnId)arn);
    assert_true(arn_match((ArnId)arn, row->example, fields, &name));
    assert_str(fields[1], "aws");
    assert_true(name.length > 0);
  }
  static const char *const none[] = {
    "", "orders", "arn:aws:sqs:eu-west-1:123456789012:",
    "arn:aws:sqs:eu-west-1:12345:orders", "arn:aws:sns:eu-west-1:123456789012:x",
    "arn:aws:sqs::123456789012:orders", "ARN:aws:sqs:eu-west-1:123456789012:x",
  };
  for (size_t i = 0; i < COUNT_OF(none); i++)
    assert_false(arn_match(ARN_queue, str_from(none[i]), fields, &name));
}

static void test_names(void **state) {
  (void)state;
  assert_true(name_admits(name_row(NAME_queue), 'a'));
  assert_true(name_admits(name_row(NAME_queue), '-'));
  assert_true(name_admits(name_row(NAME_queue), '_'));
  assert_false(name_admits(name_row(NAME_queue), '.'));
  assert_true(name_admits(name_row(NAME_alarm), ' '));
  assert_false(name_admits(name_row(NAME_alarm), '\x1b'));
  for (u32 i = 0; i < NAME_COUNT; i++)
    assert_int_equal(name_find(name_row((NameId)i)->word), i);
  assert_int_equal(name_find(STR("nothing")), NAME_COUNT);
}

static void test_grants(void **state) {
  (void)state;
  for (u32 i = 0; i < GRANT_COUNT; i++) {
    bool trust = i == GRANT_schedule_trust || i == GRANT_flow_log_trust;
    /* An endpoint of a network lets actions through that others grant. */
    bool through = i == GRANT_endpoint_role || i == GRANT_endpoint_account;
    assert_true(through || grant_row((GrantId)i)->actions.length > 0);
    if (!trust && i != GRANT_endpoint_role)
      assert_true(grant_row((GrantId)i)->resource.length > 0);
  }
  /* A bare name means at least one way, in each direction that a kind has. */
  for (u32 i = 0; i < way_count; i++) {
    bool bare = false;
    for (u32 k = 0; k < way_count; k++)
      bare = bare || (way_rows[k].kind == way_rows[i].kind &&
                      (way_rows[k].flags & way_rows[i].flags & ACCESS_READ ||
                       way_rows[k].flags & way_rows[i].flags & ACCESS_WRITE) &&
                      way_rows[k].flags & ACCESS_BARE);
    assert_true(bare);
  }
}

static void test_words(void **state) {
  Str words[4];
  (void)state;
  assert_int_equal(words_split(STR("a|bc|d"), words, 4), 3);
  assert_str(words[1], "bc");
  assert_int_equal(words_split(STR("a|bc|d"), words, 2), 2);
  assert_int_equal(words_split(STR(""), words, 4), 0);
  assert_true(words_have(STR("on|off"), STR("off")));
  assert_false(words_have(STR("on|off"), STR("of")));
  assert_str(words_map(STR("on=Active|off=PassThrough"), STR("off")),
             "PassThrough");
  assert_str(words_map(STR("on=Active"), STR("x")), "x");
}

static void test_texts(void **state) {
  Text region = text_of_part(*state, PART_REGION, NULL);
  Text text = text_join(*state, text_of(*state, STR("a")),
                        text_of(*state, STR("b")));
  Str literal;
  assert_int_equal(text.count, 1);
  assert_true(text_literal(*state, text, &literal));
  assert_str(literal, "ab");
  text = text_join(*state, text, region);
  assert_int_equal(text.count, 2);
  assert_false(text_literal(*state, text, &literal));
  assert_true(text_equal(text, text));
  assert_false(text_equal(text, region));
}

/* Every kind that a text has can be shown. */
static void test_texts_for_people(void **state) {
  Text text = text_of(*state, STR("q-"));
  for (u32 kind = PART_REGION; kind <= PART_ATTRIBUTE; kind++)
    text = text_join(*state, text, text_of_part(*state, (PartKind)kind, NULL));
  assert_str(text_shown(*state, text),
             "q-{region}{account}{partition}{arn}{name}{url}{id}{ssm}{secret}"
             "{param}{attribute}");
}

static void test_types_for_people(void **state) {
  static const struct {
    AttrId attr;
    const char *text;
  } rows[] = {
    { ATTR_queue_retention, "a duration from 1m to 14d" },
    { ATTR_queue_encryption, "`sqs`, `kms` or a key" },
    { ATTR_handler_tracing, "`on` or `off`" },
    { ATTR_stack_alarms_notify, "a topic, or a list of them" },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++)
    assert_str(type_text(*state, &attr_row(rows[i].attr)->type), rows[i].text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    UNIT_TEST(test_quantities),
    UNIT_TEST(test_quantities_that_do_not_fit),
    UNIT_TEST(test_every_attribute),
    UNIT_TEST(test_every_default),
    UNIT_TEST(test_arns),
    UNIT_TEST(test_names),
    UNIT_TEST(test_grants),
    UNIT_TEST(test_words),
    UNIT_TEST(test_texts),
    UNIT_TEST(test_texts_for_people),
    UNIT_TEST(test_types_for_people),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
