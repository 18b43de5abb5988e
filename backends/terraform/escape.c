/* SPDX-License-Identifier: Apache-2.0
 *
 * Past the language: raw resources as they are written, and overrides, which
 * change what everything else has made.
 *
 * Raw resources stand in Terraform's JSON syntax, where the provider's schema
 * says what is a block and what is not.
 */
#include "backends/terraform/terraform.h"

#include <stdlib.h>

static bool is_ours(const TargetRow *target) {
  return str_equal(target->name, STR("terraform"));
}

/* ---- raw resources ------------------------------------------------------- */

static void emit_raw_resource(Terraform *tf, const Raw *raw) {
  Arena *arena = tf->arena;
  Json *all = tf->raws ? tf->raws : json_object(arena);
  char *type = str_terminated(arena, raw->type);
  Json *named = cJSON_GetObjectItemCaseSensitive(all, type);
  if (!named) {
    named = json_object(arena);
    json_set(arena, all, type, named);
  }
  Json *body = hcl_json(arena, hcl_any(tf, &raw->properties));
  if (raw->keep_said && raw->resource.keep) {
    Json *lifecycle = json_object(arena);
    json_set(arena, lifecycle, "prevent_destroy", json_bool(arena, true));
    json_set(arena, body, "lifecycle", lifecycle);
  }
  json_set_key(arena, named, name_of(tf, &raw->resource), body);
  tf->raws = all;
}

static int compare_raws(const void *left, const void *right) {
  const Raw *one = *(const Raw *const *)left;
  const Raw *other = *(const Raw *const *)right;
  int types = str_compare(one->type, other->type);
  return types ? types : str_compare(one->resource.path, other->resource.path);
}

void terraform_raws(Terraform *tf) {
  u32 count = 0;
  const Raw **sorted =
    ARENA_ARRAY(tf->arena, const Raw *, tf->model->raws.count);
  for (u32 i = 0; i < tf->model->raws.count; i++)
    if (is_ours(tf->model->raws.items[i]->target))
      sorted[count++] = tf->model->raws.items[i];
  if (count)
    qsort(sorted, count, sizeof *sorted, compare_raws);
  for (u32 i = 0; i < count; i++)
    emit_raw_resource(tf, sorted[i]);
}

/* ---- expressions --------------------------------------------------------- */

static bool number_of(Str step, u32 *number) {
  u32 made = 0;
  for (u32 i = 0; i < step.length; i++) {
    if (step.at[i] < '0' || step.at[i] > '9' || i == 5)
      return false;
    made = made * 10 + (u32)(step.at[i] - '0');
  }
  if (step.length == 0)
    return false;
  *number = made;
  return true;
}

static void report(Terraform *tf, const Override *override, const char *what) {
  diag_add(tf->diags, RULE_ESCAPE_OVERRIDE_UNKNOWN, override->span,
           "`%.*s` cannot be overridden for Terraform: %s",
           STR_ARG(override->path), what);
}

/* Takes away the member at that place. */
static void take_member(Expression *whole, u32 at) {
  for (u32 i = at; i + 1 < whole->members.count; i++)
    whole->members.items[i] = whole->members.items[i + 1];
  whole->members.count--;
}

/* The place of the step in a list or an object; where it is not there, the
 * place behind the last one. */
static u32 place_of(const Expression *whole, Str step) {
  u32 at = whole->members.count;
  if (whole->kind == EXPRESSION_LIST && number_of(step, &at))
    return at;
  for (u32 i = 0; i < whole->members.count; i++)
    if (str_equal(whole->members.items[i].key, step))
      return i;
  return whole->members.count;
}

static void patch_value(Terraform *tf, Expression *whole,
                        const Override *override, u32 step) {
  for (; step < override->steps.count; step++) {
    Str name = override->steps.items[step];
    if (whole->kind == EXPRESSION_CALL)
      whole = whole->members.items[0].value;
    if (whole->kind < EXPRESSION_LIST) {
      report(tf, override, "there is nothing in what it leads through");
      return;
    }
    u32 count = whole->members.count, at = place_of(whole, name), number;
    bool last = step + 1 == override->steps.count;
    if (at > count ||
        (whole->kind == EXPRESSION_LIST && !number_of(name, &number))) {
      report(tf, override, "there is no such place in the list");
      return;
    }
    if (last && override->value.kind == VALUE_NONE) {
      if (at < count)
        take_member(whole, at);
      return;
    }
    if (at == count)
      VEC_PUSH(tf->arena, &whole->members,
               ((ExpressionMember){ name, expression_object(tf->arena) }));
    if (last)
      whole->members.items[at].value = hcl_any(tf, &override->value);
    whole = whole->members.items[at].value;
  }
}

/* ---- bodies -------------------------------------------------------------- */

/* Arguments that hold a map; every other map is a block. */
static bool holds_map(Str name) {
  return words_have(STR("tags|variables|request_parameters|mappings|dimensions|"
                        "stage_variables"),
                    name);
}

static void take_items(HclBody *body, Str name) {
  u32 kept = 0;
  for (u32 i = 0; i < body->items.count; i++)
    if (!str_equal(body->items.items[i].name, name))
      body->items.items[kept++] = body->items.items[i];
  body->items.count = kept;
}

static void put_value(Terraform *tf, HclBody *body, Str name,
                      const Value *value);

static void put_block(Terraform *tf, HclBody *body, Str name,
                      const Value *value) {
  HclBody *made = hcl_block(tf->arena, body, name, STR(""), STR(""));
  for (u32 i = 0; i < value->map.count; i++)
    put_value(tf, made, value->map.entries[i].key, value->map.entries[i].value);
}

/* A map is a block, and a list of maps several. */
static void put_value(Terraform *tf, HclBody *body, Str name,
                      const Value *value) {
  bool blocks = value->kind == VALUE_LIST && value->list.count &&
                value->list.items[0].kind == VALUE_MAP;
  take_items(body, name);
  if (value->kind == VALUE_MAP && !holds_map(name))
    put_block(tf, body, name, value);
  else if (blocks)
    for (u32 i = 0; i < value->list.count; i++)
      put_block(tf, body, name, &value->list.items[i]);
  else if (value->kind != VALUE_NONE)
    hcl_set(tf->arena, body, name, hcl_any(tf, value));
}

/* The argument of that name, or the block of that name and number. */
static HclItem *find_item(HclBody *body, Str name, u32 number) {
  for (u32 i = 0; i < body->items.count; i++)
    if (str_equal(body->items.items[i].name, name) && number-- == 0)
      return &body->items.items[i];
  return NULL;
}

static void patch_body(Terraform *tf, HclBody *body, const Override *override) {
  for (u32 step = 0; step < override->steps.count; step++) {
    Str name = override->steps.items[step];
    u32 number = 0;
    bool last = step + 1 == override->steps.count;
    if (last) {
      put_value(tf, body, name, &override->value);
      return;
    }
    bool numbered = number_of(override->steps.items[step + 1], &number);
    HclItem *item = find_item(body, name, 0);
    if (!item && holds_map(name)) {
      hcl_set(tf->arena, body, name, expression_object(tf->arena));
      item = find_item(body, name, 0);
    }
    if (item && item->value) {
      patch_value(tf, item->value, override, step + 1);
      return;
    }
    if (numbered)
      item = find_item(body, name, number);
    if (!item && numbered && number && !find_item(body, name, number - 1)) {
      report(tf, override, "there are fewer blocks");
      return;
    }
    if (numbered && step + 2 == override->steps.count) {
      report(tf, override, "the path ends at a block");
      return;
    }
    body =
      item ? item->body : hcl_block(tf->arena, body, name, STR(""), STR(""));
    step += numbered;
  }
}

/* ---- overrides ----------------------------------------------------------- */

/* Whether it is meant by what stands before the colon: a type, and of several
 * of one type `_` and the name. */
static bool is_meant(Terraform *tf, const TerraformEntry *entry, Str name) {
  Str whole = str_format(tf->arena, "%.*s_%.*s", STR_ARG(entry->type),
                         STR_ARG(entry->name));
  return !entry->data &&
         (str_equal(name, entry->type) || str_equal(name, whole));
}

static void override_one(Terraform *tf, const Override *override) {
  const Resource *group = group_of(tf, override->resource);
  HclBody *found = NULL;
  u32 count = 0;
  for (u32 i = 0; i < tf->entries.count; i++) {
    const TerraformEntry *entry = &tf->entries.items[i];
    bool meant =
      override->name.length ? is_meant(tf, entry, override->name) : entry->main;
    if (entry->group != group || !meant)
      continue;
    found = entry->body;
    count++;
  }
  if (count == 1)
    patch_body(tf, found, override);
  else if (count)
    report(tf, override, "it has several of that type; write TYPE_NAME");
  else if (!override->profile.length)
    report(tf, override, "nothing of that type follows from it");
}

void terraform_override(Terraform *tf) {
  for (u32 i = 0; i < tf->model->overrides.count; i++)
    if (is_ours(tf->model->overrides.items[i].target))
      override_one(tf, &tf->model->overrides.items[i]);
}
