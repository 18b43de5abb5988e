/* SPDX-License-Identifier: Apache-2.0
 *
 * Physical names: length, characters, reserved beginnings, and that no two of
 * one scope are equal.
 *
 * Names are built from other names, so a thing whose name has been reported is
 * marked, and what is called after it (its log group, its alarms) is left out.
 */
#include "rules/check.h"

typedef struct Named {
  const Resource *resource;
  NameId id;
  Str name;
  Str longest; /* in the Region with the longest name */
  Span span;
} Named;

typedef struct Naming {
  const Rules *rules;
  Map taken[NAME_COUNT];     /* by scope: name to a number of `all`, plus 1 */
  NameId scopes[NAME_COUNT]; /* the first row of the same scope */
  bool admitted[NAME_COUNT][128]; /* ASCII that the row admits */
  Named *all;
  u32 count;
  bool *reported; /* by number of the resource */
} Naming;

static const struct {
  NameId name;
  Str prefix, source;
} prefixes[] = {
#define VARIABLE(name)
#define PREFIX(name, prefix, source)                                           \
  { NAME_##name, STR_INIT(prefix), STR_INIT(source) },
#define ATTRIBUTE(prefix)
#include "stdlib/reserved.def"
#undef ATTRIBUTE
#undef VARIABLE
#undef PREFIX
};

/* What the thing is for people: "queue `main`", "the stack's key". */
static Str thing_text(const Rules *rules, const Named *named) {
  Str path = named->resource->path;
  Str word = kind_row(named->resource->kind)->word;
  if (!word.length)
    word = name_row(named->id)->word;
  Buf buf = buf_new(rules->arena);
  if (named->resource->kind == KIND_key)
    return STR("the stack's key");
  for (u32 i = 0; i < word.length; i++)
    buf_char(&buf, word.at[i] == '_' ? ' ' : word.at[i]);
  if (path.length)
    buf_format(&buf, " `%.*s`", STR_ARG(path));
  return buf_view(&buf);
}

/* How the user would get another name. */
static void help_rename(const Rules *rules, Diag *diag, const Named *named,
                        const char *what) {
  diag_help(rules->diags, diag,
            "%s, or give the stack another pattern: `naming { %.*s = \"…\" }`",
            what, STR_ARG(name_row(named->id)->word));
}

/* A suffix that the service demands is no matter of characters. */
static Str without_suffix(const Named *named) {
  const Queue *queue = as_queue(named->resource);
  Str suffix = STR(".fifo");
  const Topic *topic = as_topic(named->resource);
  bool fifo = (queue && queue->fifo) || (topic && topic->fifo);
  if (fifo && str_ends(named->longest, suffix))
    return str_slice(named->longest, 0, named->longest.length - suffix.length);
  return named->longest;
}

static bool check_length(const Rules *rules, const Named *named) {
  const NameRow *row = name_row(named->id);
  if (named->longest.length <= row->longest)
    return true;
  u32 length = utf8_count(named->longest);
  if (length <= row->longest)
    return true;
  Str thing = thing_text(rules, named);
  Diag *diag =
    diag_add(rules->diags, RULE_NAME_TOO_LONG, named->span,
             "the name of %.*s has %u characters, and %.*s admits %u",
             STR_ARG(thing), length, STR_ARG(row->service), row->longest);
  diag_label(rules->diags, diag, "%u too many", length - row->longest);
  diag_note(rules->diags, diag, "the name is `%.*s`", STR_ARG(named->name));
  if (!str_equal(named->name, named->longest))
    diag_note(rules->diags, diag,
              "`{region}` is the deployment's own: at most `%.*s`, %u "
              "characters",
              STR_ARG(region_longest()), region_longest().length);
  help_rename(rules, diag, named,
              "choose a shorter name here, for the project or for the stage");
  return false;
}

static bool check_characters(const Naming *naming, const Named *named) {
  const Rules *rules = naming->rules;
  const NameRow *row = name_row(named->id);
  Str text = without_suffix(named);
  for (u32 i = 0; i < text.length; i++) {
    u8 byte = (u8)text.at[i];
    if (byte < 0x80 && naming->admitted[named->id][byte])
      continue;
    u32 length = 1;
    utf8_decode(text.at + i, text.at + text.length, &length);
    Str thing = thing_text(rules, named);
    Str bad = str_slice(text, i, i + length);
    Diag *diag = diag_add(rules->diags, RULE_NAME_BAD_CHARACTER, named->span,
                          "the name of %.*s holds `%.*s`, which %.*s refuses",
                          STR_ARG(thing), STR_ARG(bad), STR_ARG(row->service));
    diag_note(rules->diags, diag,
              "the name is `%.*s`, %u characters of at most %u; it may hold "
              "%.*s",
              STR_ARG(named->name), utf8_count(named->longest), row->longest,
              STR_ARG(row->characters));
    help_rename(rules, diag, named, "choose another name");
    return false;
  }
  return true;
}

static bool check_prefix(const Rules *rules, const Named *named) {
  for (u32 i = 0; i < COUNT_OF(prefixes); i++) {
    if (prefixes[i].name != named->id ||
        !str_starts(named->name, prefixes[i].prefix))
      continue;
    Str thing = thing_text(rules, named);
    Diag *diag = diag_add(rules->diags, RULE_NAME_RESERVED, named->span,
                          "the name of %.*s begins with `%.*s`, which is "
                          "reserved",
                          STR_ARG(thing), STR_ARG(prefixes[i].prefix));
    diag_note(rules->diags, diag, "the name is `%.*s`; see %.*s",
              STR_ARG(named->name), STR_ARG(prefixes[i].source));
    help_rename(rules, diag, named, "choose another name");
    return false;
  }
  return true;
}

static bool check_taken(Naming *naming, u32 index) {
  const Rules *rules = naming->rules;
  const Named *later = &naming->all[index];
  const NameRow *row = name_row(later->id);
  if (!row->scope.length)
    return true;
  Map *taken = &naming->taken[naming->scopes[later->id]];
  u32 found = map_get(taken, later->name);
  if (!found) {
    map_set(taken, later->name, index + 1);
    return true;
  }
  const Named *first = &naming->all[found - 1];
  if (later->id == first->id &&
      str_equal(later->resource->path, first->resource->path))
    return false; /* declared twice: told already */
  if (later->span.lo < first->span.lo) {
    const Named *swapped = first;
    first = later;
    later = swapped;
  }
  Str here = thing_text(rules, later), there = thing_text(rules, first);
  Diag *diag = diag_add(rules->diags, RULE_NAME_COLLISION, later->span,
                        "%.*s and %.*s would both be called `%.*s`",
                        STR_ARG(there), STR_ARG(here), STR_ARG(later->name));
  diag_related(rules->diags, diag, first->span, "the name is taken here");
  bool api = later->id == NAME_api; /* these have identifiers besides */
  diag_note(rules->diags, diag,
            "%.*s tells %s apart by %s names alone: %u characters of at most "
            "%u",
            STR_ARG(api ? name_row(NAME_alarm)->service : row->service),
            api ? "what is called after them" : "them",
            api ? "such" : "their", utf8_count(later->name), row->longest);
  help_rename(rules, diag, later, "call one of the two differently");
  return false;
}

/* `after`: the thing that it is called after; NULL: it has its own name. */
static void name_thing(Naming *naming, const Resource *resource, NameId id,
                       Text text, Span span, const Resource *after) {
  const Rules *rules = naming->rules;
  bool silent = after && naming->reported[after->number];
  if (silent)
    naming->reported[resource->number] = true;
  Str name = text_shown(rules->arena, text);
  if (!name.length || silent)
    return;
  u32 index = naming->count++;
  naming->all[index] =
    (Named){ resource, id, name, text_longest(rules->arena, text), span };
  const Named *named = &naming->all[index];
  bool fine = check_length(rules, named) && check_characters(naming, named) &&
              check_prefix(rules, named) && check_taken(naming, index);
  if (!fine)
    naming->reported[resource->number] = true;
}

/* A name that is too long or not ASCII in the program has been told already. */
static bool is_told(Str path) {
  u32 from = 0;
  bool wide = false;
  for (u32 i = 0; i < path.length; i++) {
    from = path.at[i] == '.' ? i + 1 : from;
    wide = wide || (u8)path.at[i] >= 0x80;
  }
  return wide || path.length - from > NAME_LIMIT;
}

static void name_declared(Naming *naming, const Resource *resource, NameId id,
                          AttrId attr, const Resource *after) {
  if (is_told(resource->path))
    naming->reported[resource->number] = true;
  else
    name_thing(naming, resource, id,
               resource_name(naming->rules->arena, resource),
               setting_place(resource, attr), after);
}

static void name_made(Naming *naming, const Resource *resource, NameId id,
                      const Resource *after) {
  name_thing(naming, resource, id,
             resource_name(naming->rules->arena, resource), resource->span,
             after);
}

/* The row speaks of what stands behind `alias/`. */
static Text without_alias(Arena *arena, const Resource *key) {
  Text name = resource_name(arena, key), rest = { 0 };
  Str alias = STR("alias/");
  for (u32 i = 0; i < name.count; i++) {
    Part part = name.parts[i];
    if (i == 0 && str_starts(part.text, alias))
      part.text = str_slice(part.text, alias.length, part.text.length);
    rest = text_join(arena, rest, (Text){ &part, 1 });
  }
  return rest;
}

static Naming naming_new(const Rules *rules) {
  enum { OF_STACK = 3 }; /* its own name, its key's, its dashboard's */
  const Model *model = rules->model;
  u32 most = model->queues.count + model->handlers.count + model->apis.count +
             model->topics.count + model->schedules.count +
             model->roles.count + model->log_groups.count +
             model->networks.count +
             model->alarms.count + OF_STACK;
  Naming naming = { .rules = rules,
                    .all = ARENA_ARRAY(rules->arena, Named, most),
                    .reported =
                      ARENA_ARRAY(rules->arena, bool, rules->model->resource_count) };
  for (u32 id = 0; id < NAME_COUNT; id++) {
    const NameRow *row = name_row((NameId)id);
    naming.taken[id] = map_new(rules->arena);
    while (!str_equal(name_row(naming.scopes[id])->scope, row->scope))
      naming.scopes[id]++;
    for (u32 c = 0; c < COUNT_OF(naming.admitted[id]); c++)
      naming.admitted[id][c] = name_admits(row, (char)c);
  }
  return naming;
}

void check_names(const Rules *rules) {
  const Model *model = rules->model;
  Naming naming = naming_new(rules);
  for (u32 i = 0; i < model->queues.count; i++) {
    const Queue *queue = model->queues.items[i];
    name_declared(&naming, &queue->resource,
                  queue->source || queue->failures ? NAME_dlq : NAME_queue,
                  ATTR_queue_physical_name,
                  queue->source ? &queue->source->resource : NULL);
  }
  for (u32 i = 0; i < model->handlers.count; i++)
    name_declared(&naming, &model->handlers.items[i]->resource, NAME_handler,
                  ATTR_handler_physical_name, NULL);
  for (u32 i = 0; i < model->topics.count; i++)
    name_declared(&naming, &model->topics.items[i]->resource, NAME_topic,
                  ATTR_topic_physical_name, NULL);
  for (u32 i = 0; i < model->schedules.count; i++)
    name_declared(&naming, &model->schedules.items[i]->resource, NAME_schedule,
                  ATTR_schedule_physical_name, NULL);
  for (u32 i = 0; i < model->apis.count; i++)
    name_declared(&naming, &model->apis.items[i]->resource, NAME_api,
                  ATTR_api_physical_name, NULL);
  for (u32 i = 0; i < model->networks.count; i++)
    name_made(&naming, &model->networks.items[i]->resource, NAME_network, NULL);
  for (u32 i = 0; i < model->roles.count; i++)
    name_made(&naming, &model->roles.items[i]->resource, NAME_role,
              model->roles.items[i]->owner);
  for (u32 i = 0; i < model->log_groups.count; i++)
    name_made(&naming, &model->log_groups.items[i]->resource, NAME_log_group,
              model->log_groups.items[i]->owner);
  for (u32 i = 0; i < model->alarms.count; i++)
    name_made(&naming, &model->alarms.items[i]->resource, NAME_alarm,
              model->alarms.items[i]->watched);
  if (model->key)
    name_thing(&naming, &model->key->resource, NAME_key,
               without_alias(rules->arena, &model->key->resource),
               model->key->resource.span, NULL);
  name_thing(&naming, model->stack, NAME_stack,
             resource_name(rules->arena, model->stack), model->stack->span,
             NULL);
  name_thing(&naming, model->stack, NAME_dashboard, model->dashboard_name,
             model->stack->span, NULL);
}
