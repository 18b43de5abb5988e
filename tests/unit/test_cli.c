/* SPDX-License-Identifier: Apache-2.0
 *
 * Command lines as a table: the words, and what they are read as. An option is
 * shown as NAME, or NAME=VALUE, an operand in brackets.
 */
#include "cli/cli.h"

#include "unit.h"

static CommandLine line_of(Arena *arena, const char *words) {
  Str all = str_from(words);
  VEC(Str) arguments = { 0 };
  for (u32 from = 0; from < all.length;) {
    Str rest = str_slice(all, from, all.length);
    Str word = str_slice(rest, 0, str_find(rest, ' '));
    from += word.length + 1;
    if (str_equal(word, STR("''")))
      word = STR("");
    VEC_PUSH(arena, &arguments, word);
  }
  return command_line_read(arena, arguments.items, arguments.count);
}

static const char *shown(Arena *arena, const CommandLine *line) {
  Buf out = buf_new(arena);
  if (line->problem.length)
    return str_terminated(arena, line->problem);
  buf_str(&out, line->command ? line->command->name : STR("-"));
  for (u32 i = 0; i < line->options.count; i++) {
    GivenOption given = line->options.items[i];
    buf_format(&out, " %.*s", STR_ARG(option_row(given.id)->name));
    if (given.value.length)
      buf_format(&out, "=%.*s", STR_ARG(given.value));
  }
  for (u32 i = 0; i < line->operands.count; i++)
    buf_format(&out, " [%.*s]", STR_ARG(line->operands.items[i]));
  return str_terminated(arena, buf_view(&out));
}

typedef struct Row {
  const char *words, *expected;
} Row;

static void check_rows(Arena *arena, const Row *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    CommandLine line = line_of(arena, rows[i].words);
    assert_string_equal(shown(arena, &line), rows[i].expected);
  }
}

static void test_read(void **state) {
  static const Row rows[] = {
    { "", "-" },
    { "check", "check" },
    { "check a.apiq b.apiq", "check [a.apiq] [b.apiq]" },
    { "check --stage prod a", "check --stage=prod [a]" },
    { "check a --stage=prod", "check --stage=prod [a]" },
    { "--stage prod check a", "check --stage=prod [a]" },
    { "check --stage=a=b", "check --stage=a=b" },
    { "check -D a=1 -Db=2 -D c=", "check -D=a=1 -D=b=2 -D=c=" },
    { "build -o out", "build -o=out" },
    { "build -oout", "build -o=out" },
    { "build -o -", "build -o=-" },
    { "build -o-", "build -o=-" },
    { "build - --force", "build --force [-]" },
    { "build --target cfn --target=model",
      "build --target=cfn --target=model" },
    { "check -- --stage -D", "check [--stage] [-D]" },
    { "-- check", "check" },
    { "check -- --", "check [--]" },
    { "check ''", "check []" },
    { "check -h", "check --help" },
    { "version --help", "version --help" },
    { "--version", "- --version" },
    { "--format json", "- --format=json" },
  };
  check_rows(*state, rows, COUNT_OF(rows));
}

static void test_problems(void **state) {
  static const Row rows[] = {
    { "bulid", "there is no command `bulid`; did you mean `build`?" },
    { "''", "there is no command ``" },
    { "--targt=x", "there is no option `--targt`; did you mean `--target`?" },
    { "check --targt x", "there is no option `--targt`" },
    { "check --", "check" },
    { "check -x", "there is no option `-x`" },
    { "check -stage=x",
      "there is no option `-stage`; did you mean `--stage`?" },
    { "check --=x", "there is no option `--`" },
    { "check --force", "`apiqc check` does not take `--force`" },
    { "--force check", "`apiqc check` does not take `--force`" },
    { "build --version", "`apiqc build` does not take `--version`" },
    { "build --stage", "`--stage` needs a value: --stage NAME" },
    { "build -o", "`-o` needs a value: -o DIR" },
    { "build -o -D", "`-o` needs a value, and `-D` is an option" },
    { "build -o ''", "the value of `-o` is empty" },
    { "build --stage= a", "the value of `--stage` is empty" },
    { "build --force=1", "`--force` takes no value" },
    { "build -h1", "`--help` takes no value" },
    { "build --stage a --stage a", "`--stage` is given twice" },
    { "build --time --time", "`--time` is given twice" },
    { "build --color=alway",
      "`--color` takes one of auto, always, never, not `alway`; "
      "did you mean `always`?" },
    { "build --color=auto|always",
      "`--color` takes one of auto, always, never, not `auto|always`" },
    { "build --deny all", "`--deny` takes warnings, not `all`" },
    { "build a b c", "`b` is one argument too many" },
    { "targets x", "`x` is one argument too many" },
  };
  check_rows(*state, rows, COUNT_OF(rows));
}

/* The first problem counts, and the command before it is known. */
static void test_first_problem(void **state) {
  CommandLine line = line_of(*state, "check --nonsense --other");
  assert_str(line.problem, "there is no option `--nonsense`");
  assert_str(line.command->name, "check");
}

static void test_values(void **state) {
  CommandLine line = line_of(*state, "build -Da=1 -Db=2 --stage prod --force");
  assert_str(option_value(&line, OPTION_define), "a=1");
  assert_str(option_value(&line, OPTION_stage), "prod");
  assert_str(option_value(&line, OPTION_params), "");
  assert_true(option_given(&line, OPTION_force));
  assert_false(option_given(&line, OPTION_params));
}

/* ---- the tables ---------------------------------------------------------- */

/* Every word of --dump is a pass that shows something. */
static void test_passes(void **state) {
  (void)state;
  Str words = option_row(OPTION_dump)->words;
  for (u32 from = 0; from < words.length;) {
    Str rest = str_slice(words, from, words.length);
    Str word = str_slice(rest, 0, str_find(rest, '|'));
    assert_true(pass_shown(word) < PASS_COUNT);
    from += word.length + 1;
  }
  assert_int_equal(pass_shown(STR("write")), PASS_COUNT);
  assert_int_equal(pass_shown(STR("")), PASS_COUNT);
}

/* Help fits a terminal of 80 columns. */
static void test_help(void **state) {
  Arena *arena = *state;
  Buf out = buf_new(arena);
  help_overview(&out);
  u32 count;
  const CommandRow *commands = command_list(&count);
  for (u32 i = 0; i < count; i++)
    if (commands[i].run)
      help_about(&out, &commands[i]);
  Str text = buf_view(&out);
  for (u32 from = 0; from < text.length;) {
    Str line = str_slice(text, from, text.length);
    line.length = str_find(line, '\n');
    if (utf8_count(line) > 80)
      fail_msg("too wide: %.*s", STR_ARG(line));
    from += line.length + 1;
  }
}

/* A page belongs to a rule and begins with its name. */
static void test_pages(void **state) {
  Arena *arena = *state;
  for (u32 i = 0; i < explain_pages.count; i++) {
    EmbeddedFile page = explain_pages.files[i];
    assert_true(rule_find(page.name) < RULE_COUNT);
    Str heading = str_format(arena, "# %.*s\n\n", STR_ARG(page.name));
    assert_true(str_starts(page.text, heading));
    assert_true(str_ends(page.text, STR("\n")));
  }
}

static void test_markdown(void **state) {
  static const Row rows[] = {
    { "", "" },
    { "a", "a\n" },
    { "a\nb", "a b\n" },
    { "one two three four five six", "one two three four\nfive six\n" },
    { "a\n\n\nb", "a\n\nb\n" },
    { "averyveryverylongwordindeed b", "averyveryverylongwordindeed\nb\n" },
    { "- one two three four five\n- b", "- one two three four\n  five\n- b\n" },
    { "a\n```apiq wrong\nx  y\n\n z\n```\nb",
      "a\n\nwrong:\n    x  y\n\n     z\n\nb\n" },
    { "```sh\nx\n```\n", "    x\n" },
    { "äöü äöü äöü äöü äöü", "äöü äöü äöü äöü äöü\n" },
  };
  Arena *arena = *state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Buf out = buf_new(arena);
    markdown_plain(&out, str_from(rows[i].words), 20);
    assert_str(buf_view(&out), rows[i].expected);
  }
}

int main(void) {
  static const struct CMUnitTest tests[] = {
    UNIT_TEST(test_read),          UNIT_TEST(test_problems),
    UNIT_TEST(test_first_problem), UNIT_TEST(test_values),
    UNIT_TEST(test_passes),        UNIT_TEST(test_help),
    UNIT_TEST(test_pages),         UNIT_TEST(test_markdown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
