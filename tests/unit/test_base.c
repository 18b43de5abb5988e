/* SPDX-License-Identifier: Apache-2.0
 *
 * Memory and text: arena, growing arrays, slices, UTF-8, buffers and maps.
 */
#include <stdio.h>

#include "base/base.h"

#include "unit.h"

/* ---- arena and vec ---------------------------------------------------- */

static void test_arena(void **state) {
  Arena *arena = *state;
  static const size_t sizes[] = { 0, 1, 7, 16, 1000, 65536, 65537, 9000000 };
  for (size_t round = 0; round < 3; round++)
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
      u8 *at = arena_alloc(arena, sizes[i]);
      assert_non_null(at);
      assert_int_equal((uintptr_t)at % _Alignof(max_align_t), 0);
      for (size_t j = 0; j < sizes[i]; j += sizes[i] / 50 + 1)
        assert_int_equal(at[j], 0);
      if (sizes[i])
        memset(at, 0xAA, sizes[i]);
    }
  assert_true(arena_size(arena) > 3 * 9000000);
  arena_free(NULL);
}

static jmp_buf handled;

static void handle(void *context) {
  ++*(int *)context;
  longjmp(handled, 1);
}

/* Sizes that no system has call the handler and leave the arena usable. */
static void test_arena_exhausted(void **state) {
  (void)state;
  static const struct {
    size_t count, size;
  } rows[] = {
    { SIZE_MAX, 1 },
    { SIZE_MAX / 2, 2 },
    { SIZE_MAX / 4 + 1, 8 },
    { 1, SIZE_MAX - 8 },
  };
  static int calls;
  Arena *arena = arena_new(handle, &calls);
  assert_non_null(arena);
  for (volatile size_t i = 0; i < COUNT_OF(rows); i++)
    if (setjmp(handled) == 0) {
      arena_array(arena, rows[i].count, rows[i].size);
      fail_msg("row %zu was allocated", (size_t)i);
    }
  assert_int_equal(calls, COUNT_OF(rows));
  assert_non_null(arena_alloc(arena, 100));
  arena_free(arena);
}

static void test_vec(void **state) {
  Arena *arena = *state;
  VEC(u32) numbers = { 0 };
  for (u32 i = 0; i < 10000; i++)
    VEC_PUSH(arena, &numbers, i * 3);
  assert_int_equal(numbers.count, 10000);
  for (u32 i = 0; i < 10000; i++)
    assert_int_equal(numbers.items[i], i * 3);
  numbers.count = 5;
  assert_int_equal(*VEC_ADD(arena, &numbers), 15); /* not moved, so not new */
}

/* ---- str -------------------------------------------------------------- */

static void test_str(void **state) {
  Arena *arena = *state;
  Str text = str_from("a/b.apiq");
  assert_true(str_equal(text, STR("a/b.apiq")));
  assert_false(str_equal(text, STR("a/b.apix")));
  assert_false(str_equal(text, STR("a/b")));
  assert_true(str_equal(STR(""), (Str){ NULL, 0 }));
  assert_true(str_starts(text, STR("a/")) && str_starts(text, STR("")));
  assert_false(str_starts(STR("a"), text));
  assert_true(str_ends(text, STR(".apiq")) && str_ends(text, text));
  assert_false(str_ends(STR("q"), text));
  assert_int_equal(str_find(text, '/'), 1);
  assert_int_equal(str_find(text, 'z'), text.length);
  assert_int_equal(str_find((Str){ NULL, 0 }, 'z'), 0);
  assert_str(str_slice(text, 2, 3), "b");
  Str copy = str_copy(arena, text);
  assert_true(copy.at != text.at && copy.at[copy.length] == '\0');
  assert_str(str_format(arena, "%.*s=%d", STR_ARG(STR("xyz")), 42), "xyz=42");
  Str parts[] = { STR("a"), STR(""), STR("c") };
  assert_str(str_join(arena, STR(", "), parts, 3), "a, , c");
  assert_str(str_join(arena, STR(", "), parts, 0), "");
  assert_true(str_hash(STR("ab")) != str_hash(STR("ba")));
}

static void test_str_compare(void **state) {
  (void)state;
  static const Str ordered[] = {
    STR_INIT(""),   STR_INIT("A"),    STR_INIT("a"),
    STR_INIT("aa"), STR_INIT("ab"),   STR_INIT("b"),
    STR_INIT("~"),  STR_INIT("\x80"), STR_INIT("\xFF"),
  };
  for (size_t i = 0; i < COUNT_OF(ordered); i++)
    for (size_t j = 0; j < COUNT_OF(ordered); j++) {
      int order = str_compare(ordered[i], ordered[j]);
      assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
    }
}

/* ---- utf-8 ------------------------------------------------------------ */

static void test_utf8_decode(void **state) {
  (void)state;
  static const struct {
    Str bytes;
    i64 code_point; /* -1: invalid */
  } rows[] = {
    { STR_INIT("\0"), 0 },
    { STR_INIT("a"), 'a' },
    { STR_INIT("\x7F"), 0x7F },
    { STR_INIT("\xC2\x80"), 0x80 },
    { STR_INIT("\xDF\xBF"), 0x7FF },
    { STR_INIT("\xE0\xA0\x80"), 0x800 },
    { STR_INIT("\xED\x9F\xBF"), 0xD7FF },
    { STR_INIT("\xEE\x80\x80"), 0xE000 },
    { STR_INIT("\xEF\xBF\xBF"), 0xFFFF },
    { STR_INIT("\xF0\x90\x80\x80"), 0x10000 },
    { STR_INIT("\xF4\x8F\xBF\xBF"), 0x10FFFF },
    /* a continuation byte alone, bytes that never occur */
    { STR_INIT("\x80"), -1 },
    { STR_INIT("\xBF"), -1 },
    { STR_INIT("\xF5\x80\x80\x80"), -1 },
    { STR_INIT("\xFE"), -1 },
    { STR_INIT("\xFF"), -1 },
    /* overlong */
    { STR_INIT("\xC0\x80"), -1 },
    { STR_INIT("\xC1\xBF"), -1 },
    { STR_INIT("\xE0\x80\x80"), -1 },
    { STR_INIT("\xE0\x9F\xBF"), -1 },
    { STR_INIT("\xF0\x80\x80\x80"), -1 },
    { STR_INIT("\xF0\x8F\xBF\xBF"), -1 },
    /* surrogates, above the last code point */
    { STR_INIT("\xED\xA0\x80"), -1 },
    { STR_INIT("\xED\xBF\xBF"), -1 },
    { STR_INIT("\xF4\x90\x80\x80"), -1 },
    /* cut off by the end, or by another character */
    { STR_INIT("\xC2"), -1 },
    { STR_INIT("\xE0\xA0"), -1 },
    { STR_INIT("\xF0\x90\x80"), -1 },
    { STR_INIT("\xC2\x61"), -1 },
    { STR_INIT("\xE0\xA0\x61"), -1 },
    { STR_INIT("\xF0\x90\x80\xC2"), -1 },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    /* In a heap block of the exact size, so that a sanitizer sees a byte too
     * many being read. */
    Str bytes = rows[i].bytes;
    char *exact = malloc(bytes.length);
    assert_non_null(exact);
    memcpy(exact, bytes.at, bytes.length);
    u32 length = 99;
    i64 found = utf8_decode(exact, exact + bytes.length, &length);
    assert_int_equal(found, rows[i].code_point);
    assert_int_equal(length, found < 0 ? 1 : bytes.length);
    free(exact);
  }
}

static void test_utf8_round_trip(void **state) {
  (void)state;
  for (u32 code_point = 0; code_point < 0x110000; code_point++) {
    char bytes[4];
    u32 length = utf8_encode(code_point, bytes), read;
    i64 found = utf8_decode(bytes, bytes + length, &read);
    bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (surrogate ? found != -1 : found != code_point || read != length)
      fail_msg("U+%04X gives %lld", code_point, (long long)found);
  }
}

static void test_utf8_columns(void **state) {
  (void)state;
  static const struct {
    Str text;
    u32 count;
  } counts[] = {
    { STR_INIT(""), 0 },          { STR_INIT("abc"), 3 },
    { STR_INIT("日本"), 2 },      { STR_INIT("e\xCC\x81"), 2 },
    { STR_INIT("a\xFF\xFE"), 3 }, { STR_INIT("\xE6\x97"), 2 },
  };
  for (size_t i = 0; i < COUNT_OF(counts); i++)
    assert_int_equal(utf8_count(counts[i].text), counts[i].count);
  static const struct {
    u32 code_point;
    int width;
  } widths[] = {
    { 'a', 1 },    { 0xE9, 1 },   { 0x301, 0 },   { 0x200D, 0 },
    { 0x65E5, 2 }, { 0xAC00, 2 }, { 0x1F600, 2 }, { 0x20000, 2 },
    { 0xFF21, 2 }, { 0x416, 1 },  { 0x2026, 1 },
  };
  for (size_t i = 0; i < COUNT_OF(widths); i++)
    assert_int_equal(utf8_width(widths[i].code_point), widths[i].width);
}

/* ---- buf -------------------------------------------------------------- */

static void test_buf(void **state) {
  Arena *arena = *state;
  Buf buf = buf_new(arena);
  assert_str(buf_view(&buf), "");
  assert_non_null(buf_view(&buf).at);
  buf_char(&buf, 'a');
  buf_text(&buf, "bc");
  buf_str(&buf, (Str){ NULL, 0 });
  buf_str(&buf, STR("d"));
  buf_repeat(&buf, '-', 3);
  buf_repeat(&buf, '-', 0);
  buf_format(&buf, "%s%u", "x", 7u);
  assert_str(buf_view(&buf), "abcd---x7");
  assert_int_equal(buf.at[buf.length], '\0');
}

/* Around the room that a format call finds, and far beyond it. */
static void test_buf_format(void **state) {
  Arena *arena = *state;
  for (int length = 0; length < 300; length++) {
    Buf buf = buf_new(arena);
    buf_text(&buf, "<");
    buf_format(&buf, "%*s", length, "");
    buf_text(&buf, ">");
    assert_int_equal(buf.length, length + 2);
    assert_int_equal(buf.at[0], '<');
    assert_int_equal(buf.at[length + 1], '>');
  }
  Buf buf = buf_new(arena);
  buf_format(&buf, "%100000d", 1);
  assert_int_equal(buf.length, 100000);
  assert_int_equal(buf.at[99999], '1');
}

static void test_buf_grows(void **state) {
  Arena *arena = *state;
  Buf buf = buf_new(arena);
  for (u32 i = 0; i < 100000; i++)
    buf_char(&buf, (char)('a' + i % 26));
  assert_int_equal(buf.length, 100000);
  for (u32 i = 0; i < 100000; i++)
    assert_int_equal(buf.at[i], 'a' + i % 26);
}

/* ---- maps and symbols ------------------------------------------------- */

static void test_map(void **state) {
  Arena *arena = *state;
  enum { KEYS = 10000 };
  Map map = map_new(arena);
  assert_int_equal(map_get(&map, STR("absent")), 0);
  for (u32 i = 1; i <= KEYS; i++)
    map_set(&map, str_format(arena, "key%u", i), i);
  assert_int_equal(map.count, KEYS);
  for (u32 i = 1; i <= KEYS; i++)
    assert_int_equal(map_get(&map, str_format(arena, "key%u", i)), i);
  assert_int_equal(map_get(&map, STR("key0")), 0);
  assert_int_equal(map_get(&map, STR("")), 0);
  map_set(&map, STR("key7"), 70);
  assert_int_equal(map_get(&map, STR("key7")), 70);
  assert_int_equal(map.count, KEYS);
  map_set(&map, STR(""), 5);
  assert_int_equal(map_get(&map, STR("")), 5);
}

static void test_symbols(void **state) {
  Arena *arena = *state;
  Symbols *symbols = symbols_new(arena);
  assert_int_equal(symbols_intern(symbols, STR("")), 0);
  char text[] = "main";
  Sym main_name = symbols_intern(symbols, str_from(text));
  text[0] = 'p'; /* the text was copied */
  Sym pain = symbols_intern(symbols, str_from(text));
  assert_true(main_name && pain && main_name != pain);
  assert_int_equal(symbols_intern(symbols, STR("main")), main_name);
  assert_str(symbols_text(symbols, main_name), "main");
  assert_str(symbols_text(symbols, 0), "");
}

/* What is formatted here is what the library would make of it. */
static void test_formats(void **state) {
  Arena *arena = *state;
  char wanted[200];
#define SAME(...)                                                              \
  do {                                                                         \
    snprintf(wanted, sizeof wanted, __VA_ARGS__);                              \
    assert_str(str_format(arena, __VA_ARGS__), wanted);                        \
  } while (0)
  SAME("plain");
  SAME("%s", "");
  SAME("100%% of %s%c", "it", '!');
  SAME("%.*s|%.*s", 3, "abcdef", 0, "x");
  SAME("%u %u", 0u, UINT32_MAX);
  SAME("%d %d %d", 0, INT32_MAX, INT32_MIN);
  SAME("%lld %lld", (long long)INT64_MAX, (long long)INT64_MIN);
  SAME("%5u|%02x|%-4s|%llu", 7u, 10u, "a", (unsigned long long)UINT64_MAX);
  SAME("%s%s%s", "many ", "texts ", "and a number of bytes beyond the first "
                                    "room that a buffer takes");
#undef SAME
}

int main(void) {
  static const struct CMUnitTest tests[] = {
    UNIT_TEST(test_formats),
    UNIT_TEST(test_arena),
    UNIT_TEST(test_arena_exhausted),
    UNIT_TEST(test_vec),
    UNIT_TEST(test_str),
    UNIT_TEST(test_str_compare),
    UNIT_TEST(test_utf8_decode),
    UNIT_TEST(test_utf8_round_trip),
    UNIT_TEST(test_utf8_columns),
    UNIT_TEST(test_buf),
    UNIT_TEST(test_buf_format),
    UNIT_TEST(test_buf_grows),
    UNIT_TEST(test_map),
    UNIT_TEST(test_symbols),
  };
  return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
