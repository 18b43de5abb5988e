/* SPDX-License-Identifier: Apache-2.0
 *
 * Looking into the service authorization data. The tables are sorted, so that
 * names are found by halving; nothing here allocates but suggestions.
 */
#include "iam/tables.h"

static Str text_at(u32 offset) {
  return str_from(iam_text + offset);
}

/* ---- services ---- */

static Str service_at(u32 index) {
  return text_at(iam_services[index].name);
}

const IamService *iam_service_find(Str name) {
  u32 found = str_search(0, iam_service_count, name, service_at);
  return found < iam_service_count ? &iam_services[found] : NULL;
}

Str iam_service_name(const IamService *service) {
  return text_at(service->name);
}

Str iam_service_near(Arena *arena, Str name) {
  Str *names = ARENA_ARRAY(arena, Str, iam_service_count);
  for (u32 i = 0; i < iam_service_count; i++)
    names[i] = text_at(iam_services[i].name);
  return suggest(name, names, iam_service_count);
}

/* ---- actions ---- */

static u32 action_count(const IamService *service) {
  return service[1].action - service->action;
}

static Str action_at(u32 index) {
  return text_at(iam_actions[index].name);
}

const IamAction *iam_action_find(const IamService *service, Str name) {
  u32 end = service[1].action;
  u32 found = str_search(service->action, end, name, action_at);
  return found < end ? &iam_actions[found] : NULL;
}

const IamAction *iam_action_next(const IamService *service, Str pattern,
                                 const IamAction *after) {
  u32 next = after ? (u32)(after - iam_actions) + 1 : service->action;
  for (u32 i = next; i < service[1].action; i++)
    if (action_matches(pattern, text_at(iam_actions[i].name)))
      return &iam_actions[i];
  return NULL;
}

Str iam_action_name(const IamAction *action) {
  return text_at(action->name);
}

AccessLevel iam_action_level(const IamAction *action) {
  return (AccessLevel)action->level;
}

Str iam_action_near(Arena *arena, const IamService *service, Str name) {
  u32 count = action_count(service);
  Str *names = ARENA_ARRAY(arena, Str, count);
  for (u32 i = 0; i < count; i++)
    names[i] = text_at(iam_actions[service->action + i].name);
  return suggest(name, names, count);
}

/* ---- types of resources ---- */

const IamType *iam_action_type(const IamAction *action, u32 number) {
  const u16 *list = iam_lists + action->types;
  return number < list[0] ? &iam_types[list[number + 1]] : NULL;
}

const IamType *iam_service_type(const IamService *service, u32 number) {
  u32 at = service->type + number;
  return at < service[1].type ? &iam_types[at] : NULL;
}

Str iam_type_name(const IamType *type) {
  return text_at(type->name);
}

/* What `${WORD}` in an ARN becomes. */
static char braced(Str word) {
  static const struct {
    Str word;
    char c;
  } rows[] = { { STR_INIT("Partition"), PATTERN_PARTITION },
               { STR_INIT("Region"), PATTERN_REGION },
               { STR_INIT("Account"), PATTERN_ACCOUNT } };
  for (u32 i = 0; i < COUNT_OF(rows); i++)
    if (str_equal(rows[i].word, word))
      return rows[i].c;
  return '*';
}

Str iam_type_pattern(Arena *arena, const IamType *type, u32 number) {
  Str rest = text_at(type->pattern);
  for (; number && rest.length; number--) {
    u32 bar = str_find(rest, '|');
    rest = str_slice(rest, bar < rest.length ? bar + 1 : bar, rest.length);
  }
  rest = str_slice(rest, 0, str_find(rest, '|'));
  Buf out = buf_new(arena);
  for (u32 i = 0; i < rest.length; i++) {
    Str tail = str_slice(rest, i, rest.length);
    if (!str_starts(tail, STR("${"))) {
      buf_char(&out, rest.at[i]);
      continue;
    }
    u32 close = str_find(tail, '}');
    buf_char(&out, braced(str_slice(tail, 2, close)));
    i += close;
  }
  return buf_view(&out);
}

/* ---- keys of conditions ---- */

/* How long the free part that begins there is: `${TagKey}`, `<key>`, or the
 * `tag-key` at the end; 0: none begins. */
static u32 free_part(Str template, u32 at) {
  Str rest = str_slice(template, at, template.length);
  if (str_starts(rest, STR("${")))
    return str_find(rest, '}') + 1;
  if (str_starts(rest, STR("<")))
    return str_find(rest, '>') + 1;
  return str_equal(rest, STR("tag-key")) ? rest.length : 0;
}

/* Whether the name is the template with something for each free part. */
static bool key_is(Str template, Str name) {
  u32 i = 0, k = 0;
  for (; i < template.length && !free_part(template, i); i++, k++)
    if (k == name.length || to_small(template.at[i]) != to_small(name.at[k]))
      return false;
  if (i == template.length)
    return k == name.length;
  Str rest = str_slice(template, i + free_part(template, i), template.length);
  for (u32 end = k + 1; end <= name.length; end++)
    if (key_is(rest, str_slice(name, end, name.length)))
      return true;
  return false;
}

static bool is_template(Str name) {
  for (u32 i = 0; i < name.length; i++)
    if (free_part(name, i))
      return true;
  return false;
}

/* One that is written out goes before one with a free part. */
const IamKey *iam_key_find(Str name) {
  const IamKey *found = NULL;
  for (u32 i = 0; i < iam_key_count && name.length <= 256; i++) {
    Str template = text_at(iam_keys[i].name);
    if (!key_is(template, name))
      continue;
    if (!is_template(template))
      return &iam_keys[i];
    found = found ? found : &iam_keys[i];
  }
  return found;
}

u32 iam_key_kinds(const IamKey *key) {
  return key->kinds;
}

static bool list_has(u32 list, u32 number) {
  for (u32 i = 1; i <= iam_lists[list]; i++)
    if (iam_lists[list + i] == number)
      return true;
  return false;
}

bool iam_action_knows(const IamAction *action, const IamKey *key) {
  u32 number = (u32)(key - iam_keys);
  if (key->global || list_has(action->keys, number))
    return true;
  const IamType *type;
  for (u32 i = 0; (type = iam_action_type(action, i)); i++)
    if (list_has(type->keys, number))
      return true;
  return false;
}

u32 iam_action_keys(const IamAction *action, Str *names, u32 room) {
  u32 count = 0;
  for (u32 i = 0; i < iam_key_count && count < room; i++)
    if (iam_action_knows(action, &iam_keys[i]))
      names[count++] = text_at(iam_keys[i].name);
  return count;
}

/* ---- guarantees ---- */

const GrantRow *iam_guarded(KindId kind) {
  switch (kind) {
  case KIND_queue:
    return grant_row(GRANT_guarantee_queue);
  case KIND_topic:
    return grant_row(GRANT_guarantee_topic);
  default:
    return NULL;
  }
}
