/* SPDX-License-Identifier: Apache-2.0
 *
 * Diagnostics as people read them, against baselines: the example of the
 * language's design, then a row for each thing that can stand in an excerpt.
 */
#include "world.h"

static const char *human(const World *world, RenderOptions options) {
  Buf out = buf_new(world->arena);
  diags_finish(world->diags, false);
  render_human(&out, world->diags, options);
  return str_terminated(world->arena, buf_view(&out));
}

static void assert_human(const World *world, const char *expected) {
  assert_string_equal(human(world, (RenderOptions){ 0 }), expected);
}

static void test_human_example(void **state) {
  (void)state;
  World world = world_of_shop();
  assert_human(
    &world,
    "error[flow/visibility-too-short]: queue `main` can hand out a message "
    "while `ship` still works on it\n"
    "  --> stack.apiq:14:16\n"
    "   |\n"
    " 9 | handler ship <- main { timeout = 45s  batch { size = 10 window = 5s "
    "} }\n"
    "   |                                  ---                             -- "
    "the clock already runs: up to 5s\n"
    "   |                                  takes up to 45s\n"
    "14 |   visibility = 48s\n"
    "   |                ^^^ must be at least 50s = 45s + 5s\n"
    "   |\n"
    "   = effect: the same message may be processed twice\n"
    "   = note: AWS accepts 48s (it compares with the 45s alone), so no "
    "deployment would tell you\n"
    "help (safe): leave `visibility` out; it is then 275s = 6 × 45s + 5s\n"
    "\n"
    "error: 1 error\n"
    "run `apiqc explain flow/visibility-too-short` to read about it\n");
  arena_free(world.arena);
}

/* ---- human: one diagnostic over one text ------------------------------ */

typedef struct Case {
  const char *text, *primary, *label; /* no primary: the end of the file */
  const char *others[3][2];           /* places and their labels */
  const char *fix_at, *fix_text;      /* fix_at ends where the fix begins */
  bool replaces;                      /* or it takes fix_at's place */
  u32 width;
  const char *expected; /* from below the place to the summary */
} Case;

static const Case cases[] = {
  { .text = "", .expected = "  |\n1 |\n  | ^\n" },
  { .text = "queue a", .expected = "  |\n1 | queue a\n  |        ^\n" },
  { .text = "queue a\n", .expected = "  |\n2 |\n  | ^\n" },
  { .text = "queue a {\r\n}\r\n",
    .primary = "a",
    .expected = "  |\n1 | queue a {\n  |       ^\n" },
  /* Tabs and wide characters keep the marks in line. */
  { .text = "\tx = \"日本\" y = 1",
    .primary = "y",
    .label = "here",
    .expected = "  |\n1 |     x = \"日本\" y = 1\n"
                "  |                ^ here\n" },
  { .text = "x = \"e\xCC\x81\" y",
    .primary = "y",
    .expected = "  |\n1 | x = \"e\xCC\x81\" y\n  |         ^\n" },
  /* What a terminal would obey is shown, not sent. */
  { .text = "a \x1B[31m \xE2\x80\xAE y \x7F\xFF",
    .primary = "y",
    .expected = "  |\n1 | a ␛[31m <U+202E> y ␡\xEF\xBF\xBD\n"
                "  |                  ^\n" },
  /* Several labels: the last beside, the others below. */
  { .text = "one two three",
    .primary = "three",
    .label = "c",
    .others = { { "one", "a" }, { "two", "b" } },
    .expected = "  |\n1 | one two three\n  | --- --- ^^^^^ c\n"
                "  | |   b\n  | a\n" },
  { .text = "one two three",
    .primary = "one",
    .label = "a",
    .others = { { "three", "" }, { "two", "b" } },
    .expected = "  |\n1 | one two three\n  | ^^^ --- -----\n"
                "  | |   b\n  | a\n" },
  /* The primary span within a secondary one, and at the same place. */
  { .text = "one two three",
    .primary = "two",
    .label = "inner",
    .others = { { "one two three", "outer" } },
    .expected = "  |\n1 | one two three\n  | ----^^^------ outer\n"
                "  |     inner\n" },
  { .text = "one two",
    .primary = "one",
    .label = "this",
    .others = { { "one", "that" } },
    .expected = "  |\n1 | one two\n  | ^^^ this\n  | that\n" },
  /* Gaps: none, one line, a few, many. */
  { .text = "a\nb\n",
    .primary = "a",
    .others = { { "b", "" } },
    .expected = "  |\n1 | a\n  | ^\n2 | b\n  | -\n" },
  { .text = "a\nx\nb\n",
    .primary = "b",
    .others = { { "a", "" } },
    .expected = "  |\n1 | a\n  | -\n2 | x\n3 | b\n  | ^\n" },
  { .text = "a\nx\nx\nb\n",
    .primary = "b",
    .others = { { "a", "" } },
    .expected = "  |\n1 | a\n  | -\n4 | b\n  | ^\n" },
  { .text = "a\n\n\n\n\n\n\n\n\n\nb\n",
    .primary = "b",
    .others = { { "a", "" } },
    .expected = "   |\n 1 | a\n   | -\n...\n11 | b\n   | ^\n" },
  /* More than one line. */
  { .text = "queue a {\n  x = 1\n}\n",
    .primary = "a {\n  x = 1\n}",
    .expected = "  |\n1 | queue a {\n  |       ^^^ … to line 3\n" },
  { .text = "queue a {\n  x = 1\n}\n",
    .primary = "a {\n  x = 1\n}",
    .label = "this one",
    .expected = "  |\n1 | queue a {\n"
                "  |       ^^^ this one … to line 3\n" },
  { .text = "queue a\nx\n",
    .primary = "a\n",
    .expected = "  |\n1 | queue a\n  |       ^^\n" },
  /* Fixes: an insertion, an exchange, whole lines, nothing left. */
  { .text = "x = 48",
    .primary = "48",
    .fix_at = "48",
    .fix_text = "s",
    .expected = "  |\n1 | x = 48\n  |     ^^\n  |\nhelp (safe): so\n"
                "  |\n1 | x = 48s\n  |       +\n" },
  { .text = "\tx = Queue",
    .primary = "Queue",
    .fix_at = "Queue",
    .fix_text = "日",
    .replaces = true,
    .expected = "  |\n1 |     x = Queue\n  |         ^^^^^\n  |\n"
                "help (safe): so\n"
                "  |\n1 |     x = 日\n  |         ~~\n" },
  { .text = "x = 1 y",
    .primary = "y",
    .fix_at = " y",
    .fix_text = "",
    .replaces = true,
    .expected = "  |\n1 | x = 1 y\n  |       ^\n  |\nhelp (safe): so\n"
                "  |\n1 | x = 1\n" },
  { .text = "\n\n\n\n\n\n\n\nqueue a {\n}\n",
    .primary = "a",
    .fix_at = "a {",
    .fix_text = "\n  x = 1",
    .expected = "   |\n 9 | queue a {\n   |       ^\n   |\n"
                "help (safe): so\n"
                "   |\n 9 | queue a {\n10 +   x = 1\n" },
  { .text = "queue a",
    .primary = "a",
    .fix_at = "a",
    .fix_text = " {\n  x = 1\n}",
    .expected = "  |\n1 | queue a\n  |       ^\n  |\nhelp (safe): so\n"
                "  |\n1 | queue a {\n  |        ++\n2 +   x = 1\n3 + }\n" },
  { .text = "a {\n}\n",
    .primary = "a",
    .fix_at = "a {\n}",
    .fix_text = "b",
    .replaces = true,
    .expected = "  |\n1 | a {\n  | ^\n  |\nhelp (safe): so\n" },
  /* A long line is cut around its marks. */
  { .text = "aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd eeeeeeeeee",
    .primary = "cc",
    .label = "here",
    .width = 34,
    .expected = "  |\n1 | …bbbbbb cccccccccc dddddddddd…\n"
                "  |         ^^ here\n" },
  { .text = "aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd eeeeeeeeee",
    .primary = "aa",
    .width = 34,
    .expected = "  |\n1 | aaaaaaaaaa bbbbbbbbbb ccccccc…\n  | ^^\n" },
  { .text = "aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd eeeeeeeeee",
    .primary = "eeeee",
    .label = "here",
    .others = { { "aa", "far" } },
    .width = 34,
    .expected = "  |\n1 | …dddddd eeeeeeeeee\n  | -       ^^^^^ here\n"
                "  | far\n" },
};

static World case_world(const Case *row) {
  World world = world_new("a.apiq", row->text);
  u32 end = (u32)strlen(row->text);
  Span span = row->primary ? span_of(&world, row->primary) : (Span){ end, end };
  Diag *diag = diag_add(world.diags, RULE_TYPE_MISMATCH, span, "wrong");
  if (row->label)
    diag_label(world.diags, diag, "%s", row->label);
  for (size_t i = 0; i < COUNT_OF(row->others) && row->others[i][0]; i++)
    diag_related(world.diags, diag, span_of(&world, row->others[i][0]), "%s",
                 row->others[i][1]);
  if (row->fix_at) {
    Span at = span_of(&world, row->fix_at);
    if (!row->replaces)
      at.lo = at.hi;
    diag_fix(world.diags, diag, FIX_SAFE, at, str_from(row->fix_text), "so");
  }
  return world;
}

static void test_human_cases(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    World world = case_world(&cases[i]);
    const char *text =
      human(&world, (RenderOptions){ .width = cases[i].width });
    const char *from = strchr(strchr(text, '\n') + 1, '\n') + 1;
    char *end = strstr(from, "\nerror: 1 error\n");
    assert_non_null(end);
    *end = '\0';
    assert_string_equal(from, cases[i].expected);
    arena_free(world.arena);
  }
}

static void test_human_files(void **state) {
  (void)state;
  World world = world_new("a.apiq", "queue x\n");
  sources_add(world.sources, STR("lib/\x1B.apiq"), STR("\n\n  queue y\n"));
  Diag *diag = diag_add(world.diags, RULE_NAME_DUPLICATE, span_of(&world, "x"),
                        "two \x1B[0m of them");
  diag_related(world.diags, diag, span_of(&world, "y"), "the other");
  diag_fix(world.diags, diag, FIX_MAYBE, span_of(&world, "y"), STR("z"),
           "rename it");
  diag_help(world.diags, diag, "or leave it out");
  assert_human(&world, "error[name/duplicate]: two ␛[0m of them\n"
                       " --> a.apiq:1:7\n"
                       "  |\n"
                       "1 | queue x\n"
                       "  |       ^\n"
                       "  |\n"
                       " ::: lib/␛.apiq:3:9\n"
                       "  |\n"
                       "3 |   queue y\n"
                       "  |         - the other\n"
                       "  |\n"
                       "help: rename it\n"
                       " --> lib/␛.apiq:3:9\n"
                       "  |\n"
                       "3 |   queue z\n"
                       "  |         ~\n"
                       "help: or leave it out\n"
                       "\n"
                       "error: 1 error\n"
                       "run `apiqc explain name/duplicate` to read about it\n");
  arena_free(world.arena);
}

static void test_human_summary(void **state) {
  (void)state;
  World world = world_of_mixed();
  const char *text = human(&world, (RenderOptions){ 0 });
  assert_non_null(
    strstr(text, "\n  | ^^^\n\nerror[name/undeclared]: 100% wrong: so, so\n"));
  assert_non_null(strstr(
    text, "\n\nerror: 2 errors, 1 warning, 1 note\n"
          "run `apiqc explain name/undeclared` to read about the first of "
          "them\n"));
  arena_free(world.arena);

  world = world_new("a.apiq", "");
  assert_human(&world, "");
  arena_free(world.arena);
}

static void test_human_color(void **state) {
  (void)state;
  World world = world_new("a.apiq", "x = 1");
  Diag *diag =
    diag_add(world.diags, RULE_NAME_UNUSED, span_of(&world, "x"), "unused");
  diag_label(world.diags, diag, "this");
  assert_string_equal(
    human(&world, (RenderOptions){ .color = true }),
    "\033[1;33mwarning[name/unused]\033[0m\033[1m: \033[0m\033[1munused\033[0m"
    "\n \033[1;34m-->\033[0m a.apiq:1:1\n"
    "\033[1;34m  |\033[0m\n"
    "\033[1;34m1 |\033[0m x = 1\n"
    "\033[1;34m  |\033[0m \033[1;33m^\033[0m \033[1;33mthis\033[0m\n"
    "\n"
    "\033[1;33mwarning\033[0m\033[1m: 1 warning\033[0m\n"
    "run `apiqc explain name/unused` to read about it\n");
  arena_free(world.arena);
}

int main(void) {
  static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_human_example), cmocka_unit_test(test_human_cases),
    cmocka_unit_test(test_human_files),   cmocka_unit_test(test_human_summary),
    cmocka_unit_test(test_human_color),
  };
  return cmocka_run_group_tests_name("diag", tests, NULL, NULL);
}
