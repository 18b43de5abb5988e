/* SPDX-License-Identifier: Apache-2.0
 *
 * Addresses become files, lines and columns: line ends of both sorts, tabs,
 * characters of several bytes, the end of a file, and several files.
 */
#include "source/source.h"

#include "unit.h"

static void test_places(void **state) {
  static const struct {
    const char *text;
    u32 offset, line, column;
  } rows[] = {
    { "", 0, 1, 1 },
    { "ab", 0, 1, 1 },
    { "ab", 1, 1, 2 },
    { "ab", 2, 1, 3 }, /* behind the last byte */
    { "ab\ncd", 2, 1, 3 },
    { "ab\ncd", 3, 2, 1 },
    { "ab\ncd", 5, 2, 3 },
    { "ab\n", 3, 2, 1 },
    { "\n\n\n", 2, 3, 1 },
    { "ab\r\ncd", 2, 1, 3 }, /* the CR ends its line */
    { "ab\r\ncd", 3, 1, 4 },
    { "ab\r\ncd", 4, 2, 1 },
    { "\t\tx", 2, 1, 3 }, /* a tab is one column */
    { "é日x", 2, 1, 2 },
    { "é日x", 5, 1, 3 },
    { "\xF0\x9F\x98\x80x", 4, 1, 2 },
    { "e\xCC\x81x", 3, 1, 3 },
    { "\xFF\xFEx", 2, 1, 3 }, /* an invalid byte is one column */
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Sources *sources = sources_new(*state);
    sources_add(sources, STR("a.apiq"), str_from(rows[i].text));
    Place place = sources_place(sources, rows[i].offset);
    assert_int_equal(place.line, rows[i].line);
    assert_int_equal(place.column, rows[i].column);
    assert_int_equal(place.offset, rows[i].offset);
    assert_str(place.file->path, "a.apiq");
  }
}

static void test_lines(void **state) {
  Sources *sources = sources_new(*state);
  sources_add(sources, STR("a.apiq"), STR("one\r\n\n\rthree\r\nfour"));
  const SourceFile *file = sources_place(sources, 0).file;
  static const char *const lines[] = { "one", "", "\rthree", "four" };
  assert_int_equal(file->lines.count, COUNT_OF(lines));
  for (u32 i = 0; i < COUNT_OF(lines); i++)
    assert_str(sources_line(sources, file, i + 1), lines[i]);

  u32 ended = sources_add(sources, STR("b.apiq"), STR("x\n"));
  file = sources_place(sources, sources->files.items[ended]->base).file;
  assert_int_equal(file->lines.count, 2);
  assert_str(sources_line(sources, file, 1), "x");
  assert_str(sources_line(sources, file, 2), "");
}

/* Each address belongs to one file, the one behind its last byte too. */
static void test_files(void **state) {
  Sources *sources = sources_new(*state);
  static const Str texts[] = {
    STR_INIT("a\nb"), STR_INIT(""), STR_INIT("c"), STR_INIT("\n"), STR_INIT(""),
  };
  for (u32 i = 0; i < COUNT_OF(texts); i++) {
    Str path = str_format(*state, "%u.apiq", i);
    assert_int_equal(sources_add(sources, path, texts[i]), i);
  }
  u32 address = 0;
  for (u32 i = 0; i < COUNT_OF(texts); i++)
    for (u32 offset = 0; offset <= texts[i].length; offset++, address++) {
      assert_ptr_equal(sources_file(sources, address),
                       sources->files.items[i]);
      Place place = sources_place(sources, address);
      assert_int_equal(place.offset, offset);
      assert_ptr_equal(place.file, sources->files.items[i]);
    }
  assert_int_equal(address, sources->next_base);
  assert_int_equal(sources_place(sources, 2).line, 2);
  assert_str(sources_text(sources, (Span){ 0, 3 }), "a\nb");
  assert_str(sources_text(sources, (Span){ 5, 6 }), "c");
  assert_str(sources_text(sources, (Span){ 4, 4 }), "");
}

static void test_span_join(void **state) {
  (void)state;
  Span joined = span_join((Span){ 3, 5 }, (Span){ 9, 12 });
  assert_int_equal(joined.lo, 3);
  assert_int_equal(joined.hi, 12);
}

/* A file of many lines, asked for each of them. */
static void test_many_lines(void **state) {
  enum { LINES = 20000 };
  Buf text = buf_new(*state);
  for (u32 i = 0; i < LINES; i++)
    buf_text(&text, "é\n");
  Sources *sources = sources_new(*state);
  sources_add(sources, STR("a.apiq"), buf_view(&text));
  for (u32 i = 0; i < LINES; i++) {
    Place place = sources_place(sources, i * 3 + 2);
    assert_int_equal(place.line, i + 1);
    assert_int_equal(place.column, 2);
  }
}

/* A copy has addresses of its own, from which the way leads back to the file,
 * and to where it is used. */
static void test_copies(void **state) {
  Sources *sources = sources_new(*state);
  sources_add(sources, STR("a.apiq"), STR("pattern p\nuse p\n"));
  Span stretch = { 8, 9 }, first = { 10, 13 };
  u32 shift = sources_copy(sources, stretch, first, STR("one"));
  u32 inner = sources_copy(sources, stretch,
                           (Span){ 8 + shift, 9 + shift }, STR("one.two"));
  assert_ptr_equal(sources_file(sources, 8 + shift), sources->files.items[0]);
  assert_int_equal(sources_original(sources, 8 + shift), 8);
  assert_int_equal(sources_original(sources, 9 + inner), 9);
  assert_int_equal(sources_original(sources, 3), 3);
  assert_int_equal(sources_place(sources, 8 + inner).column, 9);
  assert_str(sources_text(sources, (Span){ 8 + shift, 9 + shift }), "p");

  const SourceCopy *copy = sources_copy_at(sources, 8 + inner);
  assert_str(copy->name, "one.two");
  copy = sources_copy_at(sources, copy->user.lo);
  assert_str(copy->name, "one");
  assert_null(sources_copy_at(sources, copy->user.lo));
  u32 next = sources_add(sources, STR("b.apiq"), STR("x"));
  u32 base = sources->files.items[next]->base;
  assert_null(sources_copy_at(sources, base));
  assert_ptr_equal(sources_file(sources, base), sources->files.items[next]);
}

int main(void) {
  static const struct CMUnitTest tests[] = {
    UNIT_TEST(test_places),     UNIT_TEST(test_lines),
    UNIT_TEST(test_files),      UNIT_TEST(test_span_join),
    UNIT_TEST(test_many_lines), UNIT_TEST(test_copies),
  };
  return cmocka_run_group_tests_name("source", tests, NULL, NULL);
}
