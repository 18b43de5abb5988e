/* SPDX-License-Identifier: Apache-2.0
 *
 * JSON as it is printed, and what the strict reader takes and refuses.
 */
#include "json/json.h"

#include "unit.h"

static const char *compact(Arena *arena, const Json *root) {
  Buf out = buf_new(arena);
  json_print_compact(&out, root);
  return str_terminated(arena, buf_view(&out));
}

static void test_print(void **state) {
  Arena *arena = *state;
  Json *root = json_object(arena), *list = json_array(arena);
  json_set(arena, root, "empty", json_object(arena));
  json_set(arena, root, "none", json_array(arena));
  json_add(arena, list, json_integer(arena, INT64_MAX));
  json_add(arena, list, json_integer(arena, INT64_MIN));
  json_add(arena, list, json_raw(arena, STR("0.10")));
  json_add(arena, list, json_bool(arena, true));
  json_add(arena, list, json_bool(arena, false));
  json_add(arena, list, json_null(arena));
  json_set_key(arena, root, STR("a \"key\""), list);
  Buf out = buf_new(arena);
  json_print(&out, root);
  assert_string_equal(out.at, "{\n"
                              "  \"empty\": {},\n"
                              "  \"none\": [],\n"
                              "  \"a \\\"key\\\"\": [\n"
                              "    9223372036854775807,\n"
                              "    -9223372036854775808,\n"
                              "    0.10,\n"
                              "    true,\n"
                              "    false,\n"
                              "    null\n"
                              "  ]\n"
                              "}\n");
  assert_string_equal(compact(arena, root),
                      "{\"empty\":{},\"none\":[],\"a \\\"key\\\"\":["
                      "9223372036854775807,-9223372036854775808,0.10,true,"
                      "false,null]}");
  assert_string_equal(compact(arena, json_null(arena)), "null");
}

static void test_escapes(void **state) {
  Arena *arena = *state;
  static const struct {
    const char *text, *expected;
  } rows[] = {
    { "", "\"\"" },
    { "plain é 日 \xF0\x9F\x98\x80", "\"plain é 日 \xF0\x9F\x98\x80\"" },
    { "\"\\/", "\"\\\"\\\\/\"" },
    { "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"" },
    { "\x01\x1F\x7F", "\"\\u0001\\u001f\x7F\"" },
    { "a\xE2\x80\xA8"
      "b\xE2\x80\xA9",
      "\"a\\u2028b\\u2029\"" },
    { "a\xFF"
      "b\xE6\x97",
      "\"a\xEF\xBF\xBD"
      "b\xEF\xBF\xBD\xEF\xBF\xBD\"" },
    { "</script>", "\"</script>\"" },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Json *text = json_string(arena, str_from(rows[i].text));
    const char *printed = compact(arena, text);
    assert_string_equal(printed, rows[i].expected);
    cJSON *read = cJSON_Parse(printed);
    assert_true(cJSON_IsString(read));
    cJSON_Delete(read);
  }
}

/* Far deeper than any stack of calls. */
static void test_deep(void **state) {
  Arena *arena = *state;
  enum { DEPTH = 200000 };
  Json *root = json_array(arena), *inner = root;
  for (u32 i = 1; i < DEPTH; i++) {
    Json *next = json_array(arena);
    json_add(arena, inner, next);
    inner = next;
  }
  Buf out = buf_new(arena);
  json_print_compact(&out, root);
  assert_int_equal(out.length, 2 * DEPTH);
}

/* What is read prints again as `expected`. */
static void test_parse(void **state) {
  Arena *arena = *state;
  static const struct {
    const char *text, *expected;
  } rows[] = {
    { "0", "0" },
    { " \t\r\n-1.50e+10 ", "-1.50e+10" },
    { "9007199254740993", "9007199254740993" },
    { "[ ]", "[]" },
    { "{ }", "{}" },
    { "[1 , [ true,false,null ] ]", "[1,[true,false,null]]" },
    { "{\"a\" : {\"a\": 1}, \"b\":[{\"a\":2}]}",
      "{\"a\":{\"a\":1},\"b\":[{\"a\":2}]}" },
    { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\"" },
    { "\"\\u00e9\\u65E5\\ud83d\\uDE00\"", "\"é日\xF0\x9F\x98\x80\"" },
    { "\"\\\\u0000\"", "\"\\\\u0000\"" },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    const char *error_at = NULL;
    Json *root = json_parse(arena, str_from(rows[i].text), &error_at);
    assert_non_null(root);
    assert_null(error_at);
    assert_string_equal(compact(arena, root), rows[i].expected);
  }
  const char *error_at;
  Json *root = json_parse(arena, STR("{\"n\": 42, \"s\": \"x\"}"), &error_at);
  Json *number = cJSON_GetObjectItemCaseSensitive(root, "n");
  assert_true(cJSON_IsNumber(number) && number->valuedouble == 42.0);
  assert_true(cJSON_IsString(cJSON_GetObjectItemCaseSensitive(root, "s")));
}

static void test_parse_refuses(void **state) {
  Arena *arena = *state;
  static const struct {
    Str text;
    u32 error_at;
  } rows[] = {
    { STR_INIT(""), 0 },
    { STR_INIT("  "), 2 },
    { STR_INIT("1 2"), 2 },
    { STR_INIT("{} x"), 3 },
    { STR_INIT("01"), 1 },
    { STR_INIT("-"), 1 },
    { STR_INIT("1."), 2 },
    { STR_INIT(".5"), 0 },
    { STR_INIT("1e"), 2 },
    { STR_INIT("+1"), 0 },
    { STR_INIT("NaN"), 0 },
    { STR_INIT("nul"), 0 },
    { STR_INIT("[1,]"), 3 },
    { STR_INIT("[1 2]"), 3 },
    { STR_INIT("[1"), 2 },
    { STR_INIT("{\"a\":1,}"), 7 },
    { STR_INIT("{\"a\" 1}"), 5 },
    { STR_INIT("{a: 1}"), 1 },
    { STR_INIT("{\"a\":1, \"a\":2}"), 8 },
    { STR_INIT("{\"a\":1, \"\\u0061\":2}"), 8 },
    { STR_INIT("\"abc"), 4 },
    { STR_INIT("\"abc\\"), 5 },
    { STR_INIT("\"a\nb\""), 2 },
    { STR_INIT("\"a\0b\""), 2 },
    { STR_INIT("\"\\u0000\""), 7 },
    { STR_INIT("\"\\x\""), 2 },
    { STR_INIT("\"\\u12g4\""), 5 },
    { STR_INIT("\"\\ud800\""), 7 },
    { STR_INIT("\"\\ud800\\u0041\""), 13 },
    { STR_INIT("\"\\udc00\""), 7 },
    { STR_INIT("\"\xFF\""), 1 },
    { STR_INIT("\xEF\xBB\xBF{}"), 0 },
    { STR_INIT("// no\n1"), 0 },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    /* In a heap block of the exact size, for the sanitizer. */
    u32 length = rows[i].text.length;
    char *exact = malloc(length + !length);
    assert_non_null(exact);
    memcpy(exact, rows[i].text.at, length);
    const char *error_at = NULL;
    if (json_parse(arena, (Str){ exact, length }, &error_at))
      fail_msg("%s was read", rows[i].text.at);
    assert_int_equal(error_at - exact, rows[i].error_at);
    free(exact);
  }
}

static void test_parse_depth(void **state) {
  Arena *arena = *state;
  for (u32 depth = JSON_DEPTH; depth <= JSON_DEPTH + 1; depth++) {
    Buf text = buf_new(arena);
    buf_repeat(&text, '[', depth);
    buf_repeat(&text, ']', depth);
    const char *error_at;
    Json *root = json_parse(arena, buf_view(&text), &error_at);
    assert_int_equal(root != NULL, depth == JSON_DEPTH);
  }
}

int main(void) {
  static const struct CMUnitTest tests[] = {
    UNIT_TEST(test_print),         UNIT_TEST(test_escapes),
    UNIT_TEST(test_deep),          UNIT_TEST(test_parse),
    UNIT_TEST(test_parse_refuses), UNIT_TEST(test_parse_depth),
  };
  return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
