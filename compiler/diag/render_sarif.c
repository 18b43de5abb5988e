/* SPDX-License-Identifier: Apache-2.0
 *
 * Diagnostics as SARIF 2.1.0, which code scanning services read. The document
 * lists the rules that were broken, in the order of diag.def, and refers to
 * them by index. SARIF has no place for effects, notes and advice in words:
 * they follow the message, a line each.
 */
#include "diag/render.h"
#include "json/json.h"

#include <string.h>

typedef struct Sarif {
  Arena *arena;
  const Sources *sources;
  u32 rule_index[RULE_COUNT]; /* of the rules that occur, in their list */
} Sarif;

/* `{ "text": … }`, SARIF's form of everything that people read. */
static Json *message_json(Sarif *sarif, Str text) {
  Json *object = json_object(sarif->arena);
  json_set(sarif->arena, object, "text", json_string(sarif->arena, text));
  return object;
}

/* A path as a URI reference: percent-encoded but for unreserved characters. */
static Str uri(Arena *arena, Str path) {
  static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  Buf buf = buf_new(arena);
  for (u32 i = 0; i < path.length; i++)
    if (path.at[i] && strchr(plain, path.at[i]))
      buf_char(&buf, path.at[i]);
    else
      buf_format(&buf, "%%%02X", (u8)path.at[i]);
  return buf_view(&buf);
}

static Json *artifact_json(Sarif *sarif, const SourceFile *file) {
  Json *object = json_object(sarif->arena);
  json_set(sarif->arena, object, "uri",
           json_string(sarif->arena, uri(sarif->arena, file->path)));
  return object;
}

static Json *region_json(Sarif *sarif, Span span) {
  Place start = sources_place(sarif->sources, span.lo);
  Place end = sources_place(sarif->sources, span.hi);
  const struct {
    const char *key;
    u32 value;
  } members[] = {
    { "startLine", start.line },
    { "startColumn", start.column },
    { "endLine", end.line },
    { "endColumn", end.column },
  };
  Json *object = json_object(sarif->arena);
  for (size_t i = 0; i < COUNT_OF(members); i++)
    json_set(sarif->arena, object, members[i].key,
             json_integer(sarif->arena, members[i].value));
  return object;
}

/* `text` may be empty. */
static Json *location_json(Sarif *sarif, Span span, Str text) {
  Arena *arena = sarif->arena;
  Json *location = json_object(arena), *physical = json_object(arena);
  json_set(arena, physical, "artifactLocation",
           artifact_json(sarif, sources_file(sarif->sources, span.lo)));
  json_set(arena, physical, "region", region_json(sarif, span));
  json_set(arena, location, "physicalLocation", physical);
  if (text.length)
    json_set(arena, location, "message", message_json(sarif, text));
  return location;
}

static void set_locations(Sarif *sarif, Json *result, const Diag *diag) {
  Arena *arena = sarif->arena;
  Json *locations = json_array(arena), *related = json_array(arena);
  Str text = STR("");
  for (u32 i = 0; i < diag->labels.count; i++) {
    const Label *label = &diag->labels.items[i];
    if (label->role == LABEL_PRIMARY)
      text = label->text;
    else
      json_add(arena, related, location_json(sarif, label->span, label->text));
  }
  json_add(arena, locations, location_json(sarif, diag->span, text));
  json_set(arena, result, "locations", locations);
  if (related->child)
    json_set(arena, result, "relatedLocations", related);
}

/* Edits of one file that follow each other make one change. */
static Json *changes_json(Sarif *sarif, const Fix *fix) {
  Arena *arena = sarif->arena;
  Json *changes = json_array(arena), *replacements = NULL;
  const SourceFile *changed = NULL;
  for (u32 i = 0; i < fix->edits.count; i++) {
    const Edit *edit = &fix->edits.items[i];
    const SourceFile *file = sources_file(sarif->sources, edit->span.lo);
    if (file != changed) {
      Json *change = json_object(arena);
      replacements = json_array(arena);
      json_set(arena, change, "artifactLocation", artifact_json(sarif, file));
      json_set(arena, change, "replacements", replacements);
      json_add(arena, changes, change);
      changed = file;
    }
    Json *replacement = json_object(arena);
    json_set(arena, replacement, "deletedRegion",
             region_json(sarif, edit->span));
    json_set(arena, replacement, "insertedContent",
             message_json(sarif, edit->text));
    json_add(arena, replacements, replacement);
  }
  return changes;
}

static void set_fixes(Sarif *sarif, Json *result, const Diag *diag) {
  Arena *arena = sarif->arena;
  Json *fixes = json_array(arena);
  for (u32 i = 0; i < diag->fixes.count; i++) {
    const Fix *fix = &diag->fixes.items[i];
    if (fix->edits.count == 0)
      continue;
    Json *object = json_object(arena);
    json_set(arena, object, "description", message_json(sarif, fix->title));
    json_set(arena, object, "artifactChanges", changes_json(sarif, fix));
    json_add(arena, fixes, object);
  }
  if (fixes->child)
    json_set(arena, result, "fixes", fixes);
}

static Str whole_message(Arena *arena, const Diag *diag) {
  Buf buf = buf_new(arena);
  buf_str(&buf, diag->message);
  for (u32 i = 0; i < diag->effects.count; i++)
    buf_format(&buf, "\neffect: %.*s", STR_ARG(diag->effects.items[i]));
  for (u32 i = 0; i < diag->notes.count; i++)
    buf_format(&buf, "\nnote: %.*s", STR_ARG(diag->notes.items[i]));
  for (u32 i = 0; i < diag->fixes.count; i++)
    if (diag->fixes.items[i].edits.count == 0)
      buf_format(&buf, "\nhelp: %.*s", STR_ARG(diag->fixes.items[i].title));
  return buf_view(&buf);
}

static Json *result_json(Sarif *sarif, const Diag *diag) {
  Arena *arena = sarif->arena;
  Json *result = json_object(arena);
  json_set(arena, result, "ruleId", json_string(arena, diag_name(diag)));
  if (!diag->name.length) /* a rule of the table */
    json_set(arena, result, "ruleIndex",
             json_integer(arena, sarif->rule_index[diag->rule]));
  json_set(arena, result, "level",
           json_string(arena, severity_word(diag->severity)));
  json_set(arena, result, "message",
           message_json(sarif, whole_message(arena, diag)));
  set_locations(sarif, result, diag);
  set_fixes(sarif, result, diag);
  return result;
}

static Json *rule_json(Sarif *sarif, const RuleRow *row) {
  Arena *arena = sarif->arena;
  Json *rule = json_object(arena), *defaults = json_object(arena);
  json_set(arena, rule, "id", json_string(arena, row->name));
  json_set(arena, rule, "shortDescription", message_json(sarif, row->summary));
  json_set(arena, defaults, "level",
           json_string(arena, severity_word(row->severity)));
  json_set(arena, rule, "defaultConfiguration", defaults);
  return rule;
}

/* The rules that occur, numbered as they are listed. */
static Json *rules_json(Sarif *sarif, const Diags *diags) {
  bool used[RULE_COUNT] = { false };
  for (u32 i = 0; i < diags->items.count; i++)
    if (!diags->items.items[i]->name.length)
      used[diags->items.items[i]->rule] = true;
  Json *rules = json_array(sarif->arena);
  u32 listed = 0;
  for (u32 i = 0; i < RULE_COUNT; i++) {
    if (!used[i])
      continue;
    sarif->rule_index[i] = listed++;
    json_add(sarif->arena, rules, rule_json(sarif, rule_row((Rule)i)));
  }
  return rules;
}

void render_sarif(Buf *out, const Diags *diags) {
  Arena *arena = out->arena;
  Sarif sarif = { .arena = arena, .sources = diags->sources };
  Json *driver = json_object(arena), *tool = json_object(arena);
  json_set(arena, driver, "name", json_string(arena, STR("apiqc")));
  json_set(arena, driver, "rules", rules_json(&sarif, diags));
  json_set(arena, tool, "driver", driver);

  Json *results = json_array(arena);
  for (u32 i = 0; i < diags->items.count; i++)
    json_add(arena, results, result_json(&sarif, diags->items.items[i]));
  Json *run = json_object(arena), *runs = json_array(arena);
  json_set(arena, run, "tool", tool);
  json_set(arena, run, "columnKind",
           json_string(arena, STR("unicodeCodePoints")));
  json_set(arena, run, "results", results);
  json_add(arena, runs, run);

  Json *document = json_object(arena);
  json_set(
    arena, document, "$schema",
    json_string(arena, STR("https://json.schemastore.org/sarif-2.1.0.json")));
  json_set(arena, document, "version", json_string(arena, STR("2.1.0")));
  json_set(arena, document, "runs", runs);
  json_print(out, document);
}
