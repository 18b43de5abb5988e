/* SPDX-License-Identifier: Apache-2.0
 *
 * Physical names: one pattern a kind, from stdlib/naming.def or the stack's own
 * `naming`, filled in. Whether a name is admissible is a rule's business.
 */
#include "sema/program.h"

/* What may stand in a pattern's braces. */
typedef struct NameParts {
  Str project, stage, name, watched, alarm;
} NameParts;

static const Str *part_named(const NameParts *parts, Str word) {
  const struct {
    Str word;
    const Str *part;
  } rows[] = { { STR("project"), &parts->project },
               { STR("stage"), &parts->stage },
               { STR("name"), &parts->name },
               { STR("watched"), &parts->watched },
               { STR("alarm"), &parts->alarm } };
  for (u32 i = 0; i < COUNT_OF(rows); i++)
    if (str_equal(rows[i].word, word))
      return rows[i].part;
  return NULL;
}

/* Fills one stretch of a pattern; an empty part makes `whole` false. */
static void fill(Buf *out, Str pattern, const NameParts *parts, bool *whole) {
  for (u32 i = 0; i < pattern.length; i++) {
    Str rest = str_slice(pattern, i, pattern.length);
    u32 close = str_find(rest, '}');
    if (rest.at[0] != '{' || close == rest.length) {
      buf_char(out, rest.at[0]);
      continue;
    }
    const Str *part = part_named(parts, str_slice(rest, 1, close));
    if (part)
      buf_str(out, *part);
    *whole = *whole && part && part->length;
    i += close;
  }
}

static Str fill_pattern(Arena *arena, Str pattern, NameParts parts) {
  Buf out = buf_new(arena);
  for (u32 i = 0; i < pattern.length;) {
    Str rest = str_slice(pattern, i, pattern.length);
    bool optional = rest.at[0] == '[';
    u32 end = str_find(rest, optional ? ']' : '[');
    Str stretch = str_slice(rest, optional ? 1 : 0, end);
    bool whole = true;
    Buf piece = buf_new(arena);
    /* Outside brackets a name is always filled in, with `main` too. */
    NameParts always = parts;
    if (!optional && parts.name.length == 0)
      always.name = STR("main");
    fill(&piece, stretch, &always, &whole);
    if (whole || !optional)
      buf_str(&out, buf_view(&piece));
    i += end + (optional && end < rest.length);
  }
  return buf_view(&out);
}

/* Whether the pattern has a part that a name of that sort has not, and which
 * is the first. */
static bool find_unknown_part(NameId name, Str pattern, Str *word) {
  NameParts none = { 0 };
  for (u32 i = 0; i < pattern.length; i++) {
    Str rest = str_slice(pattern, i, pattern.length);
    if (rest.at[0] != '{')
      continue;
    *word = str_slice(rest, 1, str_find(rest, '}'));
    const Str *part = part_named(&none, *word);
    bool of_alarm = part == &none.watched || part == &none.alarm;
    if (!part || (of_alarm && name != NAME_alarm))
      return true;
  }
  return false;
}

/* The stack's own pattern, if it gives one that can be used. */
static bool own_pattern(Analysis *analysis, NameId name, Str *pattern) {
  const Setting *naming =
    setting(analysis->model->stack, ATTR_stack_naming);
  Str word;
  for (u32 i = 0; naming->value.kind == VALUE_MAP &&
                  i < naming->value.map.count; i++) {
    const Entry *entry = &naming->value.map.entries[i];
    if (str_equal(entry->key, name_row(name)->word))
      return entry->value->kind == VALUE_TEXT &&
             text_literal(analysis->arena, entry->value->text, pattern) &&
             !find_unknown_part(name, *pattern, &word);
  }
  return false;
}

static Str pattern_of(Analysis *analysis, NameId name) {
  Str pattern;
  return own_pattern(analysis, name, &pattern) ? pattern
                                               : name_row(name)->pattern;
}

static void check_pattern(Analysis *analysis, NameId name, const Value *value) {
  Str pattern, word;
  if (value->kind != VALUE_TEXT || !text_known(analysis, value) ||
      !text_literal(analysis->arena, value->text, &pattern) ||
      !find_unknown_part(name, pattern, &word))
    return;
  if (str_equal(word, STR("region")))
    diag_add(analysis->diags, RULE_NAME_NOT_YET, value->span,
             "this version does not know yet what `{region}` means");
  else
    diag_note(analysis->diags,
              diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, value->span,
                       "a name has no part `{%.*s}`", STR_ARG(word)),
              name == NAME_alarm
                ? "there are: {project}, {stage}, {name}, {watched}, {alarm}"
                : "there are: {project}, {stage}, {name}, {region}");
}

static void unknown_pattern(Analysis *analysis, const Entry *entry) {
  Str words[NAME_COUNT];
  for (u32 i = 0; i < NAME_log_group; i++)
    words[i] = name_row((NameId)i)->word;
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_UNKNOWN_ATTRIBUTE,
                        entry->span, "`naming` knows no `%.*s`",
                        STR_ARG(entry->key));
  Str near = suggest(entry->key, words, NAME_log_group);
  Str list = str_join(analysis->arena, STR(", "), words, NAME_log_group);
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, entry->span, near,
             "did you mean `%.*s`?", STR_ARG(near));
  else
    diag_note(analysis->diags, diag, "there are: %.*s", STR_ARG(list));
}

static void check_naming(Analysis *analysis) {
  const Setting *naming =
    setting(analysis->model->stack, ATTR_stack_naming);
  for (u32 i = 0; naming->value.kind == VALUE_MAP &&
                  i < naming->value.map.count; i++) {
    const Entry *entry = &naming->value.map.entries[i];
    NameId name = name_find(entry->key);
    if (name == NAME_COUNT || name == NAME_log_group)
      unknown_pattern(analysis, entry);
    else
      check_pattern(analysis, name, entry->value);
  }
}

static NameParts parts_of(const Analysis *analysis, const Resource *resource) {
  return (NameParts){ .project = analysis->model->project,
                      .stage = analysis->model->stage,
                      .name = resource->name_part };
}

static void name_resource(Analysis *analysis, Resource *resource, NameId name) {
  resource->physical_name = fill_pattern(
    analysis->arena, pattern_of(analysis, name), parts_of(analysis, resource));
  AttrId own = attr_find(resource->kind, ATTR_NONE, STR("physical_name"));
  bool made = piece_of(analysis, resource)->parent != NULL;
  if (own != ATTR_NONE && !made && setting_given(setting(resource, own)) &&
      text_known(analysis, &setting(resource, own)->value))
    resource->physical_name = setting_text(analysis->arena, resource, own);
}

/* The names of queues and topics that keep the order end so. */
static void end_in_fifo(Analysis *analysis, Resource *resource) {
  if (!str_ends(resource->physical_name, STR(".fifo")))
    resource->physical_name = str_format(analysis->arena, "%.*s.fifo",
                                         STR_ARG(resource->physical_name));
}

static void name_queue(Analysis *analysis, Queue *queue) {
  Resource *resource = &queue->resource;
  queue->fifo = setting_given(setting(resource, ATTR_queue_fifo));
  name_resource(analysis, resource, queue->source ? NAME_dlq : NAME_queue);
  if (queue->fifo)
    end_in_fifo(analysis, resource);
}

static void name_topic(Analysis *analysis, Topic *topic) {
  topic->fifo = setting_given(setting(&topic->resource, ATTR_topic_fifo));
  name_resource(analysis, &topic->resource, NAME_topic);
  if (topic->fifo)
    end_in_fifo(analysis, &topic->resource);
}

Str name_alarm(Analysis *analysis, const Resource *watched, AttrId attr) {
  Buf word = buf_new(analysis->arena);
  Str name = attr_row(attr)->name;
  for (u32 i = 0; i < name.length; i++)
    buf_char(&word, name.at[i] == '_' ? '-' : name.at[i]);
  NameParts parts = parts_of(analysis, watched);
  parts.watched = watched->physical_name;
  parts.alarm = buf_view(&word);
  return fill_pattern(analysis->arena, pattern_of(analysis, NAME_alarm), parts);
}

Str name_of_stack(Analysis *analysis, NameId name) {
  Resource whole = { .name_part = STR("") };
  return fill_pattern(analysis->arena, pattern_of(analysis, name),
                      parts_of(analysis, &whole));
}

/* Roles have no names of their own unless `naming` gives a pattern. */
void name_role(Analysis *analysis, Role *role) {
  if (pattern_of(analysis, NAME_role).length)
    name_resource(analysis, &role->resource, NAME_role);
}

void lower_names(Analysis *analysis) {
  Model *model = analysis->model;
  check_naming(analysis);
  model->stack_name = name_of_stack(analysis, NAME_stack);
  model->stack->physical_name = model->stack_name;
  for (u32 i = 0; i < model->apis.count; i++)
    name_resource(analysis, &model->apis.items[i]->resource, NAME_api);
  for (u32 i = 0; i < model->queues.count; i++)
    name_queue(analysis, model->queues.items[i]);
  for (u32 i = 0; i < model->topics.count; i++)
    name_topic(analysis, model->topics.items[i]);
  for (u32 i = 0; i < model->schedules.count; i++)
    name_resource(analysis, &model->schedules.items[i]->resource,
                  NAME_schedule);
  for (u32 i = 0; i < model->networks.count; i++)
    name_resource(analysis, &model->networks.items[i]->resource, NAME_network);
  for (u32 i = 0; i < model->handlers.count; i++)
    name_resource(analysis, &model->handlers.items[i]->resource, NAME_handler);
}
