/* SPDX-License-Identifier: Apache-2.0
 *
 * Diagnostics as programs read them: short lines, GitHub's commands, JSON and
 * SARIF, which cJSON must be able to read.
 */
#include "world.h"

#include <cjson/cJSON.h>

static void test_short(void **state) {
  (void)state;
  World world = world_of_mixed();
  assert_string_equal(
    rendered(&world, render_short),
    "my,stack.apiq:1:1: warning[name/unused]: unused\n"
    "my,stack.apiq:1:5: error[name/undeclared]: 100% wrong: so, so\n"
    "my,stack.apiq:2:1: error[name/undeclared]: there is no `three`\n"
    "my,stack.apiq:2:7: note[iam/guarantee-not-enforced]: only proved\n");
  arena_free(world.arena);
}

static void test_github(void **state) {
  (void)state;
  World world = world_of_mixed();
  assert_string_equal(
    rendered(&world, render_github),
    "::warning file=my%2Cstack.apiq,line=1,endLine=1,col=1,endColumn=4,"
    "title=name/unused::unused\n"
    "::error file=my%2Cstack.apiq,line=1,endLine=1,col=5,endColumn=8,"
    "title=name/undeclared::100%25 wrong: so, so\n"
    "::error file=my%2Cstack.apiq,line=2,endLine=2,col=1,endColumn=6,"
    "title=name/undeclared::there is no `three`\n"
    "::notice file=my%2Cstack.apiq,line=2,endLine=2,col=7,endColumn=11,"
    "title=iam/guarantee-not-enforced::only proved\n");
  arena_free(world.arena);
}

static void test_json(void **state) {
  (void)state;
  World world = world_new("a.apiq", "é = 48\n");
  Diag *diag = diag_add(world.diags, RULE_TYPE_OUT_OF_RANGE,
                        span_of(&world, "48"), "say \"50\"");
  diag_label(world.diags, diag, "here");
  diag_related(world.diags, diag, span_of(&world, "é"), "declared here");
  diag_fix(world.diags, diag, FIX_SAFE, span_of(&world, "48"), STR("50"),
           "write 50");
  diag_help(world.diags, diag, "think");
  diag_effect(world.diags, diag, "it breaks");
  static const char expected[] =
    "{\"diagnostics\":[{\"rule\":\"type/out-of-range\",\"severity\":\"error\","
    "\"message\":\"say \\\"50\\\"\",\"file\":\"a.apiq\","
    "\"start\":{\"line\":1,\"column\":5,\"offset\":5},"
    "\"end\":{\"line\":1,\"column\":7,\"offset\":7},"
    "\"related\":[{\"message\":\"declared here\",\"file\":\"a.apiq\","
    "\"start\":{\"line\":1,\"column\":1,\"offset\":0},"
    "\"end\":{\"line\":1,\"column\":2,\"offset\":2}}],"
    "\"fixes\":[{\"message\":\"write 50\",\"edits\":[{"
    "\"start\":{\"line\":1,\"column\":5,\"offset\":5},"
    "\"end\":{\"line\":1,\"column\":7,\"offset\":7},\"text\":\"50\"}]},"
    "{\"message\":\"think\",\"edits\":[]}],"
    "\"effects\":[\"it breaks\"],\"notes\":[]}],"
    "\"summary\":{\"errors\":1,\"warnings\":0}}";
  const char *text = rendered(&world, render_json);
  cJSON *document = cJSON_Parse(text);
  assert_non_null(document);
  char *compact = cJSON_PrintUnformatted(document);
  assert_string_equal(compact, expected);
  cJSON_free(compact);
  cJSON_Delete(document);
  arena_free(world.arena);

  world = world_new("a.apiq", "");
  assert_string_equal(rendered(&world, render_json),
                      "{\n  \"diagnostics\": [],\n  \"summary\": {\n"
                      "    \"errors\": 0,\n    \"warnings\": 0\n  }\n}\n");
  arena_free(world.arena);
}

/* The member that a path like "runs.0.tool" leads to. */
static cJSON *member(cJSON *item, const char *path) {
  char part[40];
  while (item && *path) {
    size_t length = strcspn(path, ".");
    assert_true(length < sizeof part);
    memcpy(part, path, length);
    part[length] = '\0';
    path += length + (path[length] == '.');
    item = cJSON_IsArray(item) ? cJSON_GetArrayItem(item, atoi(part))
                               : cJSON_GetObjectItemCaseSensitive(item, part);
  }
  return item;
}

static void test_sarif(void **state) {
  (void)state;
  World world = world_of_shop();
  world.sources->files.items[0]->path = STR("my stack.apiq");
  diag_add(world.diags, RULE_NAME_UNUSED, span_of(&world, "main"), "unused");
  cJSON *document = cJSON_Parse(rendered(&world, render_sarif));
  assert_non_null(document);
  static const struct {
    const char *path, *expected;
  } texts[] = {
    { "$schema", "https://json.schemastore.org/sarif-2.1.0.json" },
    { "version", "2.1.0" },
    { "runs.0.columnKind", "unicodeCodePoints" },
    { "runs.0.tool.driver.name", "apiqc" },
    { "runs.0.tool.driver.rules.0.id", "name/unused" },
    { "runs.0.tool.driver.rules.0.defaultConfiguration.level", "warning" },
    { "runs.0.tool.driver.rules.1.id", "flow/visibility-too-short" },
    { "runs.0.results.0.ruleId", "name/unused" },
    { "runs.0.results.0.level", "warning" },
    { "runs.0.results.0.message.text", "unused" },
    { "runs.0.results.1.ruleId", "flow/visibility-too-short" },
    { "runs.0.results.1.locations.0.message.text",
      "must be at least 50s = 45s + 5s" },
    { "runs.0.results.1.locations.0.physicalLocation.artifactLocation.uri",
      "my%20stack.apiq" },
    { "runs.0.results.1.relatedLocations.0.message.text", "takes up to 45s" },
    { "runs.0.results.1.fixes.0.artifactChanges.0.replacements.0."
      "insertedContent.text",
      "" },
  };
  for (size_t i = 0; i < COUNT_OF(texts); i++) {
    cJSON *item = member(document, texts[i].path);
    assert_true(cJSON_IsString(item));
    assert_string_equal(item->valuestring, texts[i].expected);
  }
  static const struct {
    const char *path;
    int expected;
  } numbers[] = {
    { "runs.0.results.0.ruleIndex", 0 },
    { "runs.0.results.1.ruleIndex", 1 },
    { "runs.0.results.1.locations.0.physicalLocation.region.startLine", 14 },
    { "runs.0.results.1.locations.0.physicalLocation.region.startColumn", 16 },
    { "runs.0.results.1.locations.0.physicalLocation.region.endLine", 14 },
    { "runs.0.results.1.locations.0.physicalLocation.region.endColumn", 19 },
    { "runs.0.results.1.fixes.0.artifactChanges.0.replacements.0."
      "deletedRegion.startColumn",
      3 },
  };
  for (size_t i = 0; i < COUNT_OF(numbers); i++) {
    cJSON *item = member(document, numbers[i].path);
    assert_true(cJSON_IsNumber(item));
    assert_int_equal(item->valueint, numbers[i].expected);
  }
  assert_null(member(document, "runs.0.results.0.fixes"));
  assert_null(member(document, "runs.1"));
  cJSON_Delete(document);
  arena_free(world.arena);
}

int main(void) {
  static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_short),
    cmocka_unit_test(test_github),
    cmocka_unit_test(test_json),
    cmocka_unit_test(test_sarif),
  };
  return cmocka_run_group_tests_name("diag formats", tests, NULL, NULL);
}
