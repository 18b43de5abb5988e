/* SPDX-License-Identifier: Apache-2.0
 *
 * Settings to properties by the rows of the schema: which property, in which
 * unit, under which word. What somebody gave or the compiler worked out is
 * written, a default only where its row says so. Besides: descriptions and
 * tags, which every resource has in the shape of its own service.
 */
#include "backends/cloudformation/cloudformation.h"

/* ---- values ---- */

/* Properties that are lists of what the language has one of. */
static const Str lists[] = { STR_INIT("Architectures") };

static Json *json_value(Template *template, const AttrRow *row,
                        const Value *value);

static Json *json_items(Template *template, const AttrRow *row,
                        const Value *value) {
  Json *items = json_array(template->arena);
  for (u32 i = 0; i < value->list.count; i++)
    json_add(template->arena, items,
             json_value(template, row, &value->list.items[i]));
  return items;
}

static Json *json_entries(Template *template, const AttrRow *row,
                          const Value *value) {
  Json *entries = json_object(template->arena);
  for (u32 i = 0; i < value->map.count; i++)
    json_set_key(template->arena, entries, value->map.entries[i].key,
                 json_value(template, row, value->map.entries[i].value));
  return entries;
}

static Json *json_value(Template *template, const AttrRow *row,
                        const Value *value) {
  Arena *arena = template->arena;
  if (value_late(value))
    return json_input(template, value->input);
  switch (value->kind) {
  case VALUE_BOOL:
    return json_bool(arena, value->truth);
  case VALUE_INTEGER:
  case VALUE_DECIMAL:
  case VALUE_DURATION:
  case VALUE_SIZE:
  case VALUE_RATE:
  case VALUE_PERCENT:
    return json_raw(arena, spell_number(arena, row, value));
  case VALUE_TEXT:
    return json_text(template, value->text, 0);
  case VALUE_WORD:
    return row->wire == WIRE_BOOL
             ? json_bool(arena, str_equal(value->word, STR("on")))
             : json_string(arena, words_map(row->spelling, value->word));
  case VALUE_LIST:
    return json_items(template, row, value);
  case VALUE_MAP:
    return json_entries(template, row, value);
  case VALUE_REFERENCE:
    return json_part(template, PART_ARN, value->reference.resource);
  default:
    return json_null(arena);
  }
}

Json *json_any(Template *template, const Value *value) {
  static const AttrRow plain = { 0 };
  return json_value(template, &plain, value);
}

/* ---- settings ---- */

/* The object's member of that name, which is made if it is missing. */
static Json *member(Arena *arena, Json *object, Str name) {
  const char *key = str_terminated(arena, name);
  Json *found = cJSON_GetObjectItemCaseSensitive(object, key);
  if (!found) {
    found = json_object(arena);
    json_set(arena, object, key, found);
  }
  return found;
}

/* Sets "CorsConfiguration.MaxAge" in the object within the object. */
static void set_at(Arena *arena, Json *object, Str path, Json *item) {
  u32 dot = str_find(path, '.');
  while (dot < path.length) {
    object = member(arena, object, str_slice(path, 0, dot));
    path = str_slice(path, dot + 1, path.length);
    dot = str_find(path, '.');
  }
  for (u32 i = 0; i < COUNT_OF(lists); i++)
    if (str_equal(lists[i], path)) {
      Json *list = json_array(arena);
      json_add(arena, list, item);
      item = list;
    }
  json_set_key(arena, object, path, item);
}

void set_settings(Template *template, Json *properties,
                  const Resource *resource, Str target) {
  u32 first = kind_row(resource->kind)->first;
  u32 end = first + kind_attr_count(resource->kind);
  for (u32 attr = first; attr < end; attr++) {
    const AttrRow *row = attr_row((AttrId)attr);
    const Setting *set = setting(resource, (AttrId)attr);
    u32 colon = str_find(row->cfn, ':');
    if (!setting_given(set) ||
        (set->origin == ORIGIN_DEFAULT && !row->emit_default) ||
        colon == row->cfn.length ||
        !str_equal(str_slice(row->cfn, 0, colon), target))
      continue;
    set_at(template->arena, properties,
           str_slice(row->cfn, colon + 1, row->cfn.length),
           json_value(template, row, &set->value));
  }
}

void set_name(Template *template, Json *object, const char *key,
              const Resource *resource) {
  if (resource->physical_name.length)
    json_set(template->arena, object, key,
             json_text(template, resource_name(template->arena, resource), 0));
}

void set_string(Template *template, Json *object, const char *key, Str text) {
  json_set(template->arena, object, key, json_string(template->arena, text));
}

/* ---- descriptions ---- */

void set_description(Template *template, Json *object, const char *key,
                     Str text, DescriptionOf what) {
  if (text.length)
    set_string(template, object, key,
               spell_description(template->arena, text, what));
}

/* ---- tags ---- */

void set_tags(Template *template, Json *properties) {
  Arena *arena = template->arena;
  Json *tags = json_array(arena);
  if (template->model->tags.count == 0)
    return;
  for (u32 i = 0; i < template->model->tags.count; i++) {
    const Tag *tag = &template->model->tags.items[i];
    Json *pair = json_object(arena);
    json_set(arena, pair, "Key", json_string(arena, tag->key));
    json_set(arena, pair, "Value", json_text(template, tag->value, 0));
    json_add(arena, tags, pair);
  }
  json_set(arena, properties, "Tags", tags);
}

void set_tag_map(Template *template, Json *properties) {
  Arena *arena = template->arena;
  Json *tags = json_object(arena);
  if (template->model->tags.count == 0)
    return;
  for (u32 i = 0; i < template->model->tags.count; i++) {
    const Tag *tag = &template->model->tags.items[i];
    json_set_key(arena, tags, tag->key, json_text(template, tag->value, 0));
  }
  json_set(arena, properties, "Tags", tags);
}
