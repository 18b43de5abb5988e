/* SPDX-License-Identifier: Apache-2.0
 *
 * What a security review finds in a resource and nobody can do better, said in
 * its metadata as cdk-nag reads it:
 *
 *   {"cdk_nag": {"rules_to_suppress": [{"id": RULE, "reason": TEXT}]}}
 *
 * Which finding that is, and why, stands in the rows of the schema; here it is
 * only seen whether one happens to the resource. A rule has one entry, which
 * holds every reason that there is for it, in the order of the rows.
 */
#include "backends/cloudformation/cloudformation.h"

#include "schema/acknowledged.h"

#include <stdlib.h>

typedef VEC(Str) Reasons;

static int compare(const void *left, const void *right) {
  return str_compare(*(const Str *)left, *(const Str *)right);
}

static bool has_wildcard(Str text) {
  return str_find(text, '*') < text.length;
}

static bool is_wide(const Statement *statement) {
  for (u32 i = 0; i < statement->actions.count; i++)
    if (has_wildcard(statement->actions.items[i]))
      return true;
  for (u32 i = 0; i < statement->resources.count; i++)
    for (u32 k = 0; k < statement->resources.items[i].count; k++)
      if (has_wildcard(statement->resources.items[i].parts[k].text))
        return true;
  return false;
}

static bool has_action_of(const Statement *statement, Str beginning) {
  for (u32 i = 0; i < statement->actions.count; i++)
    if (str_starts(statement->actions.items[i], beginning))
      return true;
  return false;
}

/* ---- reasons ---- */

static Str own_reason(Template *template, const Reason *reason) {
  return str_format(template->arena, "The program says why: %.*s",
                    STR_ARG(reason->text));
}

static void add_of_grants(Template *template, const AcknowledgedRow *row,
                          const TemplateEntry *entry, Reasons *reasons) {
  bool written = row->when == ACKNOWLEDGED_WRITTEN;
  for (u32 i = 0; entry->statements && i < entry->statements->items.count;
       i++) {
    const Statement *statement = &entry->statements->items.items[i];
    if (statement->deny || statement->written != written ||
        !is_wide(statement) || (!written && !has_action_of(statement, row->of)))
      continue;
    Str reason = written && statement->because
                   ? own_reason(template, statement->because)
                   : row->reason;
    VEC_PUSH(template->arena, reasons, reason);
  }
}

static void add_of_excuse(Template *template, const AcknowledgedRow *row,
                          const TemplateEntry *entry, Reasons *reasons) {
  if (!entry->of || entry->of->kind != attr_row(row->attr)->kind)
    return;
  const Setting *set = setting(entry->of, row->attr);
  if (set->reason && set->reason->used)
    VEC_PUSH(template->arena, reasons, own_reason(template, set->reason));
}

/* "NAME", or "NAME=TEXT". */
static bool has_property(Template *template, const TemplateEntry *entry,
                         Str what) {
  u32 equals = str_find(what, '=');
  const Json *found = cJSON_GetObjectItemCaseSensitive(
    entry->properties,
    str_terminated(template->arena, str_slice(what, 0, equals)));
  if (!found || equals == what.length)
    return found != NULL;
  return cJSON_IsString(found) &&
         str_equal(str_from(found->valuestring),
                   str_slice(what, equals + 1, what.length));
}

/* Sorted, since what a statement is good for has no order, and each once. */
static Reasons reasons_of(Template *template, const AcknowledgedRow *row,
                          const TemplateEntry *entry) {
  Reasons reasons = { 0 }, once = { 0 };
  const Handler *handler = as_handler(entry->of);
  switch (row->when) {
  case ACKNOWLEDGED_GRANT:
  case ACKNOWLEDGED_WRITTEN:
    add_of_grants(template, row, entry, &reasons);
    break;
  case ACKNOWLEDGED_EXCUSED:
    add_of_excuse(template, row, entry, &reasons);
    break;
  case ACKNOWLEDGED_AWAITED:
    if (handler && handler_is_awaited(handler))
      VEC_PUSH(template->arena, &reasons, row->reason);
    break;
  case ACKNOWLEDGED_PROPERTY:
    if (has_property(template, entry, row->of))
      VEC_PUSH(template->arena, &reasons, row->reason);
    break;
  case ACKNOWLEDGED_ALWAYS:
    VEC_PUSH(template->arena, &reasons, row->reason);
    break;
  }
  if (reasons.count)
    qsort(reasons.items, reasons.count, sizeof *reasons.items, compare);
  for (u32 i = 0; i < reasons.count; i++)
    if (i == 0 || !str_equal(reasons.items[i], reasons.items[i - 1]))
      VEC_PUSH(template->arena, &once, reasons.items[i]);
  return once;
}

/* ---- entries ---- */

typedef struct Acknowledged {
  Str rule;
  Reasons reasons;
} Acknowledged;

typedef VEC(Acknowledged) AcknowledgedList;

static void add_rule(Arena *arena, AcknowledgedList *list, Str rule,
                     const Reasons *reasons) {
  u32 at = 0;
  while (at < list->count && !str_equal(list->items[at].rule, rule))
    at++;
  if (at == list->count)
    VEC_PUSH(arena, list, ((Acknowledged){ .rule = rule }));
  for (u32 i = 0; i < reasons->count; i++)
    VEC_PUSH(arena, &list->items[at].reasons, reasons->items[i]);
}

static void add_rules(Arena *arena, AcknowledgedList *list, Str rules,
                      const Reasons *reasons) {
  for (u32 from = 0; from < rules.length;) {
    Str rest = str_slice(rules, from, rules.length);
    Str rule = str_slice(rest, 0, str_find(rest, ' '));
    add_rule(arena, list, rule, reasons);
    from += rule.length + 1;
  }
}

Json *json_metadata(Template *template, const TemplateEntry *entry) {
  Arena *arena = template->arena;
  AcknowledgedList list = { 0 };
  for (u32 i = 0; i < acknowledged_count; i++) {
    const AcknowledgedRow *row = &acknowledged_rows[i];
    if (!words_have(row->type, str_from(entry->type)))
      continue;
    Reasons reasons = reasons_of(template, row, entry);
    if (reasons.count)
      add_rules(arena, &list, row->rules, &reasons);
  }
  if (!list.count)
    return NULL;
  Json *metadata = json_object(arena), *nag = json_object(arena);
  Json *rules = json_array(arena);
  for (u32 i = 0; i < list.count; i++) {
    Json *rule = json_object(arena);
    set_string(template, rule, "id", list.items[i].rule);
    set_string(template, rule, "reason",
               str_join(arena, STR(" "), list.items[i].reasons.items,
                        list.items[i].reasons.count));
    json_add(arena, rules, rule);
  }
  json_set(arena, nag, "rules_to_suppress", rules);
  json_set(arena, metadata, "cdk_nag", nag);
  return metadata;
}
