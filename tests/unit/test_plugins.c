/* SPDX-License-Identifier: Apache-2.0
 *
 * Targets that others write, without a process: what runs the program is a
 * function of the test, which says what the program would have printed.
 */
#include "backends/external/external.h"
#include "program.h"

typedef struct Bench {
  PluginHost host; /* first: the runner gets it */
  PluginOutcome outcome;
  Str input; /* what the program was given */
  u32 runs;
  Analysed it;
  Plugin *plugin;
  Emission emission;
} Bench;

static PluginOutcome say(Arena *arena, PluginHost *host,
                         const PluginCall *call) {
  Bench *bench = (Bench *)host;
  (void)arena;
  bench->input = call->input;
  bench->runs++;
  return bench->outcome;
}

static Bench *bench_new(Arena *arena) {
  Bench *bench = ARENA_NEW(arena, Bench);
  bench->host.run = say;
  bench->it = analysed(arena, "stack shop { }\nqueue main { }\n");
  bench->it.diags->items.count = 0; /* of the program itself */
  bench->plugin = ARENA_NEW(arena, Plugin);
  *bench->plugin = (Plugin){ .name = STR("mine"),
                             .path = STR("/p/apiqc-backend-mine"),
                             .host = &bench->host,
                             .seconds = 5 };
  bench->emission =
    (Emission){ .arena = arena,
                .model = bench->it.model,
                .diags = bench->it.diags,
                .files = fileset_new(arena),
                .sources = bench->it.sources,
                .target = plugin_backend(arena, bench->plugin) };
  return bench;
}

static Bench *answered(Arena *arena, const char *text) {
  Bench *bench = bench_new(arena);
  bench->outcome.output = buf_new(arena);
  buf_text(&bench->outcome.output, text);
  bench->emission.target->emit(&bench->emission);
  return bench;
}

static void assert_said(const Bench *bench, const char *rules,
                        const char *words) {
  assert_str(reported(&bench->it), rules);
  if (!bench->it.diags->items.count)
    return;
  Str message = bench->it.diags->items.items[0]->message;
  if (!strstr(str_terminated(bench->it.arena, message), words))
    fail_msg("\"%s\" is not in: %.*s", words, STR_ARG(message));
}

static void test_names(void **state) {
  static const struct {
    const char *name;
    bool good;
  } rows[] = {
    { "a", true },
    { "docs", true },
    { "a-1", true },
    { "", false },
    { "A", false },
    { "1a", false },
    { "-a", false },
    { "a b", false },
    { "a/b", false },
    { "..", false },
    { "a\xC3\xA4", false },
    { "a23456789-123456789-123456789-123456789-", true },
    { "a23456789-123456789-123456789-123456789-1", false },
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++)
    assert_int_equal(plugin_name_good(str_from(rows[i].name)), rows[i].good);
}

static void test_answer(void **state) {
  Bench *bench = answered(
    *state, "{\"files\": [{\"path\": \"a/b\", \"text\": \"x\"},"
            " {\"path\": \"c\", \"text\": \"\", \"role\": \"once\"}],"
            " \"packages\": true, \"next\": [\"ls {folder} {folder}/a\"]}");
  assert_said(bench, "", "");
  assert_int_equal(bench->emission.files->files.count, 2);
  assert_str(bench->emission.files->files.items[0].path, "a/b");
  assert_str(bench->emission.files->files.items[0].content, "x");
  assert_int_equal(bench->emission.files->files.items[1].role, FILE_ONCE);
  assert_true(bench->emission.packages);
  assert_true(str_starts(bench->input, STR("{\n  \"version\": 1,")));
  Buf next = buf_new(*state);
  plugin_next(&next, bench->emission.next, STR("out put"));
  assert_str(buf_view(&next), "ls 'out put' 'out put'/a\n");
}

#define FILES "{\"files\": ["
#define DIAG                                                                   \
  "{\"files\": [], \"diagnostics\": [{\"rule\": \"plugin/x\", "                \
  "\"severity\": \"warning\", \"message\": \"m\""

static void test_wrong_answers(void **state) {
  static const struct {
    const char *text, *rule, *words;
  } rows[] = {
    { "", "plugin/bad-answer", "it printed nothing" },
    { "{", "plugin/bad-answer", "the JSON ends too early" },
    { "{} {}", "plugin/bad-answer", "from here on it is not JSON" },
    { "{\"a\": 1, \"a\": 2}", "plugin/bad-answer", "stands twice" },
    { "\"\xFF\"", "plugin/bad-answer", "no UTF-8" },
    { "[]", "plugin/bad-answer", "it is a list, not an object" },
    { "{}", "plugin/bad-answer", "`files` is missing" },
    { "{\"fils\": []}", "plugin/bad-answer", "did you mean `files`?" },
    { "{\"files\": 1}", "plugin/bad-answer",
      "`files` is a number, not a list" },
    { FILES "null]}", "plugin/bad-answer",
      "`files[0]` is null, not an object" },
    { FILES "{\"path\": \"a\"}]}", "plugin/bad-answer",
      "`files[0].text` is missing" },
    { FILES "{\"path\": \"../a\", \"text\": \"\"}]}", "plugin/bad-path",
      "has the part" },
    { "{\"files\": [], \"next\": [\"a\\u0085b\"]}", "plugin/bad-answer",
      "`next[0]` is not one line" },
    { DIAG ", \"of\": {\"kind\": \"queue\", \"path\": \"mian\"}}]}",
      "plugin/bad-answer", "queue `mian`" },
    { DIAG ", \"start\": {\"line\": 2, \"column\": 99}}]}", "plugin/bad-answer",
      "line 2, column 99" },
    { DIAG ", \"related\": [{}]}]}", "plugin/bad-answer",
      "`diagnostics[0].related[0].message` is missing" },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Bench *bench = answered(*state, rows[i].text);
    Diags *diags = bench->it.diags;
    /* What was right before the mistake has been taken already. */
    diags->items.items[0] = diags->items.items[diags->items.count - 1];
    diags->items.count = 1;
    assert_said(bench, rows[i].rule, rows[i].words);
    assert_true(bench->plugin->failed);
  }
}

static void test_own_diagnostics(void **state) {
  Bench *bench =
    answered(*state, DIAG ", \"of\": {\"kind\": \"queue\", \"path\": \"main\"},"
                          " \"help\": \"h\", \"notes\": [\"n\"]}]}");
  assert_int_equal(bench->it.diags->items.count, 1);
  const Diag *diag = bench->it.diags->items.items[0];
  assert_str(diag_name(diag), "plugin/x");
  assert_int_equal(diag->severity, SEVERITY_WARNING);
  assert_str(sources_text(bench->it.sources, diag->span), "main");
  assert_str(diag->fixes.items[0].title, "h");
  assert_str(diag->notes.items[0], "n");
  assert_false(bench->plugin->failed);
}

static void test_ends(void **state) {
  static const struct {
    PluginEnd end;
    int number;
    const char *rule, *words;
  } rows[] = {
    { PLUGIN_EXITED, 7, "plugin/failed", "ended with status 7" },
    { PLUGIN_KILLED, 9, "plugin/failed", "the signal SIGKILL" },
    { PLUGIN_LATE, 0, "plugin/timeout", "not done after 5 s" },
    { PLUGIN_TOO_MUCH, 0, "plugin/too-large", "64 MiB on standard output" },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Bench *bench = bench_new(*state);
    bench->outcome = (PluginOutcome){ .end = rows[i].end,
                                      .number = rows[i].number,
                                      .last_words = STR("one\ntwo\n") };
    bench->emission.target->emit(&bench->emission);
    bench->emission.target->emit(&bench->emission);
    assert_said(bench, rows[i].rule, rows[i].words);
    assert_int_equal(bench->runs, 1); /* it is not asked again */
    const Diag *diag = bench->it.diags->items.items[0];
    assert_str(diag->notes.items[diag->notes.count - 1], "it said: two");
  }
}

static void test_places(void **state) {
  static const struct {
    u32 line, column;
    i64 address; /* -1: there is none */
  } rows[] = {
    { 1, 1, 0 },  { 1, 3, 3 },  { 1, 4, 4 },  { 1, 5, -1 }, { 2, 1, 5 },
    { 3, 1, -1 }, { 0, 1, -1 }, { 1, 0, -1 }, { 2, 2, -1 },
  };
  Sources *sources = sources_new(*state);
  u32 address;
  sources_add(sources, STR("a"), STR("x\xC3\xA4y\n"));
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    bool found =
      place_find(sources, STR("a"), rows[i].line, rows[i].column, &address);
    assert_int_equal(found, rows[i].address >= 0);
    if (found)
      assert_int_equal(address, rows[i].address);
  }
  assert_false(place_find(sources, STR("b"), 1, 1, &address));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    UNIT_TEST(test_names),         UNIT_TEST(test_answer),
    UNIT_TEST(test_wrong_answers), UNIT_TEST(test_own_diagnostics),
    UNIT_TEST(test_ends),          UNIT_TEST(test_places),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
