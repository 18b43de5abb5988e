/* SPDX-License-Identifier: Apache-2.0
 *
 * The service authorization data, and patterns: what they cover and what they
 * meet, compared with every text that there is over a small alphabet.
 */
#include "iam/iam.h"
#include "unit.h"

/* ---- data ---- */

static void test_names(void **state) {
  const IamService *sqs = iam_service_find(STR("sqs"));
  assert_non_null(sqs);
  assert_str(iam_service_name(sqs), "sqs");
  assert_null(iam_service_find(STR("sqz")));
  assert_null(iam_service_find(STR("")));
  assert_str(iam_service_near(*state, STR("sqss")), "sqs");
  assert_non_null(iam_service_find(STR("a2c")));
  assert_non_null(iam_service_find(STR("xray")));
  const IamAction *send = iam_action_find(sqs, STR("SendMessage"));
  assert_non_null(send);
  assert_str(iam_action_name(send), "SendMessage");
  assert_int_equal(iam_action_level(send), LEVEL_WRITE);
  assert_null(iam_action_find(sqs, STR("sendMessage")));
  assert_null(iam_action_find(sqs, STR("GetItem")));
  assert_str(iam_action_near(*state, sqs, STR("SendMesage")), "SendMessage");
  assert_int_equal(iam_action_level(iam_action_find(sqs, STR("AddPermission"))),
                   LEVEL_PERMISSIONS);
}

static void test_expansion(void **state) {
  static const struct {
    const char *pattern;
    u32 count;
  } rows[] = { { "SendMessage", 1 },
               { "sendm*", 1 },
               { "*Permission", 2 },
               { "S?ndMessage", 1 },
               { "Nothing*", 0 } };
  const IamService *sqs = iam_service_find(STR("sqs"));
  (void)state;
  for (u32 i = 0; i < COUNT_OF(rows); i++) {
    u32 count = 0;
    const IamAction *action = NULL;
    while ((action = iam_action_next(sqs, str_from(rows[i].pattern), action)))
      count++;
    assert_int_equal(count, rows[i].count);
  }
}

static void test_keys(void **state) {
  static const struct {
    const char *service, *action, *key;
    u32 kinds; /* 0: there is no such key */
    bool known;
  } rows[] = {
    { "sqs", "SendMessage", "aws:SourceArn", KEY_ARN, true },
    { "sqs", "SendMessage", "aws:ResourceTag/team", KEY_STRING, true },
    { "sqs", "SendMessage", "AWS:securetransport", KEY_BOOL, true },
    { "sqs", "SendMessage", "s3:prefix", KEY_STRING, false },
    { "s3", "ListBucket", "s3:prefix", KEY_STRING, true },
    { "s3", "GetObject", "s3:prefix", KEY_STRING, false },
    { "kms", "Decrypt", "kms:EncryptionContext:aws:sqs:arn", KEY_STRING, true },
    { "dynamodb", "GetItem", "dynamodb:LeadingKeys", KEY_STRING | KEY_MANY,
      true },
    { "sqs", "SendMessage", "aws:ResourceTag/", 0, false },
    { "sqs", "SendMessage", "aws:Nothing", 0, false },
    { "s3", "GetObject", "s3:ExistingObjectTag/team", KEY_STRING, true },
    { "secretsmanager", "GetSecretValue", "secretsmanager:ResourceTag/a",
      KEY_STRING, true },
    { "sqs", "SendMessage", "", 0, false },
  };
  (void)state;
  for (u32 i = 0; i < COUNT_OF(rows); i++) {
    const IamService *service = iam_service_find(str_from(rows[i].service));
    const IamAction *action =
      iam_action_find(service, str_from(rows[i].action));
    const IamKey *key = iam_key_find(str_from(rows[i].key));
    assert_int_equal(key ? iam_key_kinds(key) : 0, rows[i].kinds);
    if (key)
      assert_int_equal(iam_action_knows(action, key), rows[i].known);
  }
}

static void test_types(void **state) {
  static const struct {
    const char *service, *action, *resource;
    bool takes;
  } rows[] = {
    { "sqs", "SendMessage", "arn:aws:sqs:eu-west-1:123456789012:main", true },
    { "sqs", "SendMessage", "arn:\3:sqs:\1:\2:main", true },
    { "sqs", "SendMessage", "arn:\3:sns:\1:\2:main", false },
    { "sqs", "SendMessage", "\4", true }, /* nothing is known of it */
    { "sqs", "SendMessage", "*", true },
    { "s3", "GetObject", "arn:aws:s3:::lake", false },
    { "s3", "GetObject", "arn:aws:s3:::lake/*", true },
    { "s3", "GetObject", "arn:aws:s3:::lake*", true },
    { "s3", "ListBucket", "arn:aws:s3:::lake", true },
    { "s3", "ListBucket", "arn:aws:s3:::lake/*", false },
    { "dynamodb", "GetItem", "arn:aws:dynamodb:\1:\2:table/b", true },
    { "dynamodb", "GetItem", "arn:aws:dynamodb:\1:\2:table/b/index/i", false },
    { "dynamodb", "Query", "arn:aws:dynamodb:\1:\2:table/b/index/*", true },
    { "lambda", "InvokeFunction", "arn:\3:lambda:\1:\2:function:a", true },
    { "lambda", "InvokeFunction", "arn:\3:lambda:\1:\2:function:a:live", true },
    { "lambda", "InvokeFunction", "arn:\3:sqs:\1:\2:a", false },
    { "iam", "PassRole", "arn:\3:iam::\2:role/\4", true },
    { "iam", "PassRole", "arn:\3:iam::\2:user/a", false },
    { "logs", "PutLogEvents", "arn:\3:logs:\1:\2:log-group:/a/b:*", true },
    { "ssm", "GetParameter", "arn:\3:ssm:\1:\2:parameter/a/b", true },
    { "secretsmanager", "GetSecretValue",
      "arn:\3:secretsmanager:\1:\2:secret:shop/db-a1B2c3", true },
  };
  for (u32 i = 0; i < COUNT_OF(rows); i++) {
    const IamService *service = iam_service_find(str_from(rows[i].service));
    const IamAction *action =
      iam_action_find(service, str_from(rows[i].action));
    bool takes =
      iam_action_takes(*state, service, action, str_from(rows[i].resource));
    if (takes != rows[i].takes)
      fail_msg("%s:%s on %s", rows[i].service, rows[i].action,
               rows[i].resource);
  }
}

/* Every action has types and keys that can be read to their end. */
static void test_whole_table(void **state) {
  Arena *arena = *state;
  const char *names[] = { "a2c", "ec2", "iam", "s3", "sqs", "xray" };
  for (u32 i = 0; i < COUNT_OF(names); i++) {
    const IamService *service = iam_service_find(str_from(names[i]));
    const IamAction *action = NULL;
    Str keys[256];
    while ((action = iam_action_next(service, STR("*"), action))) {
      const IamType *type;
      assert_ptr_equal(iam_action_find(service, iam_action_name(action)),
                       action);
      for (u32 k = 0; (type = iam_action_type(action, k)); k++)
        assert_true(iam_type_pattern(arena, type, 0).length > 0);
      assert_true(iam_action_keys(action, keys, 256) >= 40); /* global ones */
    }
  }
}

/* ---- patterns ---- */

enum { TEXTS = 4, SYMBOLS = 6 };

/* Whether a text of the alphabet {a, b} is one of the pattern, where the region
 * is `a`, the account `ab`, and an unknown is `unknown`. */
static bool is_one(const char *pattern, const char *text, const char *unknown) {
  const char *constant = *pattern == PATTERN_REGION    ? "a"
                         : *pattern == PATTERN_ACCOUNT ? "ab"
                         : *pattern == PATTERN_UNKNOWN ? unknown
                                                       : NULL;
  if (!*pattern)
    return !*text;
  if (constant)
    return strncmp(constant, text, strlen(constant)) == 0 &&
           is_one(pattern + 1, text + strlen(constant), unknown);
  if (*pattern == '*')
    return is_one(pattern + 1, text, unknown) ||
           (*text && is_one(pattern, text + 1, unknown));
  return *text && (*pattern == '?' || *pattern == *text) &&
         is_one(pattern + 1, text + 1, unknown);
}

/* The pattern of that number. */
static void pattern_number(u32 number, char *out) {
  static const char symbols[SYMBOLS] = {
    'a', 'b', '*', '?', PATTERN_REGION, PATTERN_UNKNOWN
  };
  u32 length = number % 4;
  for (number /= 4; length; length--, number /= SYMBOLS)
    *out++ = symbols[number % SYMBOLS];
  *out = '\0';
}

static u32 all_texts(char texts[][TEXTS + 2]) {
  u32 count = 0;
  for (u32 length = 0; length <= TEXTS; length++)
    for (u32 bits = 0; bits < 1u << length; bits++, count++) {
      for (u32 i = 0; i < length; i++)
        texts[count][i] = bits >> i & 1 ? 'b' : 'a';
      texts[count][length] = '\0';
    }
  return count;
}

static void test_patterns_by_force(void **state) {
  static const char *const unknowns[] = { "", "a", "b", "ba" };
  enum { PATTERNS = 4 * SYMBOLS * SYMBOLS * SYMBOLS };
  char texts[1 << (TEXTS + 1)][TEXTS + 2], left[8], right[8];
  u32 count = all_texts(texts), covered = 0, apart = 0;
  for (u32 i = 0; i < PATTERNS * PATTERNS; i += 7) {
    pattern_number(i / PATTERNS, left);
    pattern_number(i % PATTERNS, right);
    bool covers = pattern_covers(str_from(left), str_from(right));
    bool meets = pattern_meets(*state, str_from(left), str_from(right));
    covered += covers;
    apart += !meets;
    for (u32 k = 0; (covers || !meets) && k < count; k++)
      for (u32 u = 0; u < COUNT_OF(unknowns); u++) {
        bool one = is_one(left, texts[k], unknowns[u]);
        for (u32 v = 0; v < COUNT_OF(unknowns); v++) {
          bool other = is_one(right, texts[k], unknowns[v]);
          if ((covers && other && !one) || (!meets && other && one))
            fail_msg("`%s` and `%s` on %s", left, right, texts[k]);
        }
      }
  }
  assert_true(covered > 1000 && apart > 1000); /* both say something */
}

static void test_patterns(void **state) {
  static const struct {
    const char *left, *right;
    bool covers, meets;
  } rows[] = {
    { "arn:\3:sqs:\1:\2:a", "arn:\3:sqs:\1:\2:a", true, true },
    { "arn:\3:sqs:\1:\2:a", "arn:\3:sqs:\1:\2:ba", false, false },
    { "arn:\3:sqs:\1:\2:*", "arn:\3:sqs:\1:\2:ba", true, true },
    { "arn:aws:sqs:eu-west-1:1:a", "arn:\3:sqs:\1:\2:a", false, true },
    { "arn:aws:sqs:*:*:a", "arn:\3:sqs:\1:\2:a", false, true },
    { "arn:*:sqs:*:*:a", "arn:\3:sqs:\1:\2:a", true, true },
    { "*", "\4", true, true },
    { "\4", "\4", false, true },
    { "\4", "*", false, true },
  };
  for (u32 i = 0; i < COUNT_OF(rows); i++) {
    Str left = str_from(rows[i].left), right = str_from(rows[i].right);
    assert_int_equal(pattern_covers(left, right), rows[i].covers);
    assert_int_equal(pattern_meets(*state, left, right), rows[i].meets);
    assert_int_equal(pattern_meets(*state, right, left), rows[i].meets);
  }
  assert_true(action_matches(STR("SQS:send*"), STR("sqs:SendMessage")));
  assert_true(action_matches(STR("*"), STR("sqs:SendMessage")));
  assert_true(action_matches(STR("s?s:*ge"), STR("sqs:SendMessage")));
  assert_false(action_matches(STR("sqs:Send"), STR("sqs:SendMessage")));
  assert_false(action_matches(STR("sqs:SendMessageX"), STR("sqs:SendMessage")));
  assert_true(pattern_wild(STR("a?")) && pattern_wild(STR("*")));
  assert_false(pattern_wild(STR("a\4")));
}

int main(void) {
  static const struct CMUnitTest tests[] = {
    UNIT_TEST(test_names),       UNIT_TEST(test_expansion),
    UNIT_TEST(test_keys),        UNIT_TEST(test_types),
    UNIT_TEST(test_whole_table), UNIT_TEST(test_patterns_by_force),
    UNIT_TEST(test_patterns),
  };
  return cmocka_run_group_tests_name("iam", tests, NULL, NULL);
}
