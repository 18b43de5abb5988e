/* SPDX-License-Identifier: Apache-2.0
 *
 * Past the language: raw resources as they are written, and overrides, which
 * change what everything else has made.
 */
#include "backends/cloudformation/cloudformation.h"

#include <stdlib.h>

static bool is_ours(const TargetRow *target) {
  return str_equal(target->name, STR("cfn"));
}

/* ---- raw resources ------------------------------------------------------- */

void emit_raw(Template *template, const Raw *raw) {
  TemplateEntry entry = {
    .id = id_of_resource(template, &raw->resource),
    .type = str_terminated(template->arena, raw->type),
    .keep = raw->keep_said ? keep_of(&raw->resource) : KEEP_UNSAID,
    .properties = json_any(template, &raw->properties),
  };
  if (is_ours(raw->target))
    template_add(template, entry);
}

/* ---- overrides ----------------------------------------------------------- */

/* What an object has under that name, or a list at that place; NULL: nothing.
 */
static Json *inside(Arena *arena, const Json *whole, Str step) {
  char *name = str_terminated(arena, step);
  return cJSON_IsArray(whole)
           ? cJSON_GetArrayItem(whole, (int)strtol(name, NULL, 10))
           : cJSON_GetObjectItemCaseSensitive(whole, name);
}

/* `item` takes the place of what is there; NULL takes that away. */
static void put(Arena *arena, Json *whole, Str step, Json *item) {
  Json *old = inside(arena, whole, step);
  if (old)
    json_replace(whole, old, item);
  else if (item && cJSON_IsArray(whole))
    json_add(arena, whole, item);
  else if (item)
    json_set_key(arena, whole, step, item);
}

static bool is_number(Str step) {
  return step.length && step.at[0] >= '0' && step.at[0] <= '9';
}

static void report_place(Template *template, const Override *override, Str step,
                         const Json *list) {
  Diag *diag =
    diag_add(template->diags, RULE_ESCAPE_OVERRIDE_UNKNOWN, override->span,
             "there is no place %.*s in a list of %d", STR_ARG(step),
             cJSON_GetArraySize(list));
  diag_help(template->diags, diag,
            "places count from 0, and %d would add an item",
            cJSON_GetArraySize(list));
}

static void patch(Template *template, Json *properties,
                  const Override *override) {
  Arena *arena = template->arena;
  Json *at = properties;
  for (u32 i = 0; i < override->steps.count; i++) {
    Str step = override->steps.items[i];
    bool last = i + 1 == override->steps.count;
    Json *next = inside(arena, at, step);
    if (!next && cJSON_IsArray(at) &&
        strtol(str_terminated(arena, step), NULL, 10) !=
          cJSON_GetArraySize(at)) {
      report_place(template, override, step, at);
      return;
    }
    if (last && override->value.kind == VALUE_NONE) {
      put(arena, at, step, NULL);
    } else if (last) {
      put(arena, at, step, json_any(template, &override->value));
    } else if (!cJSON_IsObject(next) && !cJSON_IsArray(next)) {
      next = is_number(override->steps.items[i + 1]) ? json_array(arena)
                                                     : json_object(arena);
      put(arena, at, step, next);
    }
    at = next;
  }
}

void apply_overrides(Template *template) {
  Map entries = map_new(template->arena);
  const Model *model = template->model;
  for (u32 i = 0; model->overrides.count && i < template->entries.count; i++)
    map_set(&entries, template->entries.items[i].id, i + 1);
  for (u32 i = 0; i < model->overrides.count; i++) {
    const Override *override = &model->overrides.items[i];
    if (!is_ours(override->target))
      continue;
    Str id = id_of_emitted(template, override->resource, override->name);
    u32 entry = map_get(&entries, id);
    if (entry)
      patch(template, template->entries.items[entry - 1].properties, override);
    else
      diag_add(template->diags, RULE_ESCAPE_OVERRIDE_UNKNOWN, override->span,
               "there is no `%.*s` in the template", STR_ARG(id));
  }
}
