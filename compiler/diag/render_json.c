/* SPDX-License-Identifier: Apache-2.0
 *
 * Diagnostics as one JSON document for programs, the same whether there is
 * anything to say or not. Lines and columns count from 1, offsets in bytes
 * from 0. An edit lies in the diagnostic's own file unless it names another.
 */
#include "diag/render.h"
#include "json/json.h"

static void set_count(Arena *arena, Json *object, const char *key, u32 count) {
  json_set(arena, object, key, json_integer(arena, count));
}

static void set_text(Arena *arena, Json *object, const char *key, Str text) {
  json_set(arena, object, key, json_string(arena, text));
}

static void set_place(Arena *arena, Json *object, const char *key,
                      Place place) {
  Json *position = json_object(arena);
  set_count(arena, position, "line", place.line);
  set_count(arena, position, "column", place.column);
  set_count(arena, position, "offset", place.offset);
  json_set(arena, object, key, position);
}

static void set_span(Arena *arena, Json *object, const Sources *sources,
                     Span span) {
  set_place(arena, object, "start", sources_place(sources, span.lo));
  set_place(arena, object, "end", sources_place(sources, span.hi));
}

static void set_file(Arena *arena, Json *object, const Sources *sources,
                     Span span) {
  set_text(arena, object, "file", sources_file(sources, span.lo)->path);
}

static void set_texts(Arena *arena, Json *object, const char *key,
                      const Str *texts, u32 count) {
  Json *array = json_array(arena);
  for (u32 i = 0; i < count; i++)
    json_add(arena, array, json_string(arena, texts[i]));
  json_set(arena, object, key, array);
}

static Json *related_json(Arena *arena, const Sources *sources,
                          const Diag *diag) {
  Json *array = json_array(arena);
  for (u32 i = 0; i < diag->labels.count; i++) {
    const Label *label = &diag->labels.items[i];
    if (label->role == LABEL_PRIMARY)
      continue;
    Json *object = json_object(arena);
    set_text(arena, object, "message", label->text);
    set_file(arena, object, sources, label->span);
    set_span(arena, object, sources, label->span);
    json_add(arena, array, object);
  }
  return array;
}

static Json *fix_json(Arena *arena, const Sources *sources, const Diag *diag,
                      const Fix *fix) {
  Json *object = json_object(arena), *edits = json_array(arena);
  set_text(arena, object, "message", fix->title);
  for (u32 i = 0; i < fix->edits.count; i++) {
    const Edit *edit = &fix->edits.items[i];
    Json *item = json_object(arena);
    if (sources_file(sources, edit->span.lo) !=
        sources_file(sources, diag->span.lo))
      set_file(arena, item, sources, edit->span);
    set_span(arena, item, sources, edit->span);
    set_text(arena, item, "text", edit->text);
    json_add(arena, edits, item);
  }
  json_set(arena, object, "edits", edits);
  return object;
}

static Json *diag_json(Arena *arena, const Sources *sources, const Diag *diag) {
  Json *object = json_object(arena), *fixes = json_array(arena);
  for (u32 i = 0; i < diag->fixes.count; i++)
    json_add(arena, fixes,
             fix_json(arena, sources, diag, &diag->fixes.items[i]));
  set_text(arena, object, "rule", diag_name(diag));
  set_text(arena, object, "severity", severity_word(diag->severity));
  set_text(arena, object, "message", diag->message);
  set_file(arena, object, sources, diag->span);
  set_span(arena, object, sources, diag->span);
  json_set(arena, object, "related", related_json(arena, sources, diag));
  json_set(arena, object, "fixes", fixes);
  set_texts(arena, object, "effects", diag->effects.items, diag->effects.count);
  set_texts(arena, object, "notes", diag->notes.items, diag->notes.count);
  return object;
}

void render_json(Buf *out, const Diags *diags) {
  Arena *arena = out->arena;
  Json *document = json_object(arena), *array = json_array(arena);
  Json *summary = json_object(arena);
  for (u32 i = 0; i < diags->items.count; i++)
    json_add(arena, array,
             diag_json(arena, diags->sources, diags->items.items[i]));
  set_count(arena, summary, "errors", diags_count(diags, SEVERITY_ERROR));
  set_count(arena, summary, "warnings", diags_count(diags, SEVERITY_WARNING));
  json_set(arena, document, "diagnostics", array);
  json_set(arena, document, "summary", summary);
  json_print(out, document);
}
