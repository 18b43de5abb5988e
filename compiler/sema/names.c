/* SPDX-License-Identifier: Apache-2.0
 *
 * Physical names: one pattern a kind, from stdlib/naming.def or the stack's own
 * `naming`, filled in. Whether a name is admissible is a rule's business.
 */
#include "sema/program.h"

/* What may stand in a pattern's braces; what is empty stands for nothing. */
typedef struct NameParts {
  Str project, stage, name, alarm;
  Text region, watched;
} NameParts;

/* One of them: a text that is known, or one that may be not. */
typedef struct Filling {
  Str text;
  Text late;
} Filling;

static bool part_find(const NameParts *parts, Str word, Filling *filling) {
  const struct {
    Str word;
    Filling filling;
  } rows[] = { { STR("project"), { parts->project, { 0 } } },
               { STR("stage"), { parts->stage, { 0 } } },
               { STR("name"), { parts->name, { 0 } } },
               { STR("region"), { STR(""), parts->region } },
               { STR("watched"), { STR(""), parts->watched } },
               { STR("alarm"), { parts->alarm, { 0 } } } };
  for (u32 i = 0; i < COUNT_OF(rows); i++)
    if (str_equal(rows[i].word, word)) {
      *filling = rows[i].filling;
      return true;
    }
  return false;
}

/* A text in the making: literals are gathered until another part comes. */
typedef struct NameText {
  Arena *arena;
  Buf literal;
  VEC(Part) parts;
} NameText;

static void end_literal(NameText *out) {
  if (out->literal.length)
    VEC_PUSH(out->arena, &out->parts,
             ((Part){ .kind = PART_LITERAL, .text = buf_view(&out->literal) }));
  out->literal = buf_new(out->arena);
}

static void add_filling(NameText *out, const Filling *filling) {
  buf_str(&out->literal, filling->text);
  for (u32 i = 0; i < filling->late.count; i++) {
    if (filling->late.parts[i].kind == PART_LITERAL) {
      buf_str(&out->literal, filling->late.parts[i].text);
      continue;
    }
    end_literal(out);
    VEC_PUSH(out->arena, &out->parts, filling->late.parts[i]);
  }
}

/* Fills a stretch of a pattern. Without `out` it only says whether every part
 * stands for something. */
static bool fill(NameText *out, Str pattern, const NameParts *parts) {
  bool whole = true;
  for (u32 i = 0; i < pattern.length; i++) {
    Str rest = str_slice(pattern, i, pattern.length);
    u32 close = str_find(rest, '}');
    Filling filling = { 0 };
    if (rest.at[0] != '{' || close == rest.length) {
      if (out)
        buf_char(&out->literal, rest.at[0]);
      continue;
    }
    bool known = part_find(parts, str_slice(rest, 1, close), &filling);
    whole = whole && known && (filling.text.length || filling.late.count);
    if (out)
      add_filling(out, &filling);
    i += close;
  }
  return whole;
}

static Text fill_pattern(Arena *arena, Str pattern, NameParts parts) {
  NameText out = { .arena = arena, .literal = buf_new(arena) };
  for (u32 i = 0; i < pattern.length;) {
    Str rest = str_slice(pattern, i, pattern.length);
    bool optional = rest.at[0] == '[';
    u32 end = str_find(rest, optional ? ']' : '[');
    Str stretch = str_slice(rest, optional ? 1 : 0, end);
    /* Outside brackets a name is always filled in, with `main` too. */
    NameParts always = parts;
    if (!optional && parts.name.length == 0)
      always.name = STR("main");
    if (!optional || fill(NULL, stretch, &parts))
      fill(&out, stretch, &always);
    i += end + (optional && end < rest.length);
  }
  if (out.parts.count == 0)
    return text_of(arena, buf_view(&out.literal));
  end_literal(&out);
  return (Text){ out.parts.items, out.parts.count };
}

/* Whether the pattern has a part that a name of that sort has not, and which
 * is the first. */
static bool find_unknown_part(NameId name, Str pattern, Str *word) {
  static const NameParts none;
  for (u32 i = 0; i < pattern.length; i++) {
    Str rest = str_slice(pattern, i, pattern.length);
    Filling filling;
    if (rest.at[0] != '{')
      continue;
    *word = str_slice(rest, 1, str_find(rest, '}'));
    bool of_alarm = words_have(STR("watched|alarm"), *word);
    if (!part_find(&none, *word, &filling) || (of_alarm && name != NAME_alarm))
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

/* The stack's own name is that of its template, and how it is deployed. */
static void check_known(Analysis *analysis, Str pattern, const Value *value) {
  Str rest = pattern, part = STR("{region}");
  while (rest.length && !str_starts(rest, part))
    rest = str_slice(rest, 1, rest.length);
  if (!rest.length || analysis->model->region.length)
    return;
  Diag *diag = diag_add(
    analysis->diags, RULE_TYPE_BAD_ARGUMENT, value->span,
    "the stack's own name must be known when the program is built, and stage "
    "`%.*s` names no region",
    STR_ARG(analysis->stage));
  diag_help(analysis->diags, diag,
            "name it, as in `stage %.*s { region = \"eu-west-1\" }`, or leave "
            "`{region}` out",
            STR_ARG(analysis->stage));
}

static void check_pattern(Analysis *analysis, NameId name, const Value *value) {
  Str pattern, word;
  if (value->kind != VALUE_TEXT || !text_known(analysis, value) ||
      !text_literal(analysis->arena, value->text, &pattern))
    return;
  if (find_unknown_part(name, pattern, &word))
    diag_note(analysis->diags,
              diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, value->span,
                       "a name has no part `{%.*s}`", STR_ARG(word)),
              name == NAME_alarm ? "there are: {project}, {stage}, {name}, "
                                   "{region}, {watched}, {alarm}"
                                 : "there are: {project}, {stage}, {name}, "
                                   "{region}");
  else if (name == NAME_stack)
    check_known(analysis, pattern, value);
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
  static const Part region = { .kind = PART_REGION };
  const Model *model = analysis->model;
  return (NameParts){ .project = model->project,
                      .stage = model->stage,
                      .name = resource->name_part,
                      .region = model->region.length
                                  ? text_of(analysis->arena, model->region)
                                  : (Text){ &region, 1 } };
}

void name_set(Analysis *analysis, Resource *resource, Text name) {
  Str literal;
  resource->physical_name = text_shown(analysis->arena, name);
  resource->late_name = name;
  if (text_literal(analysis->arena, name, &literal))
    resource->late_name = (Text){ 0 };
}

static void name_resource(Analysis *analysis, Resource *resource, NameId name) {
  Text text = fill_pattern(analysis->arena, pattern_of(analysis, name),
                           parts_of(analysis, resource));
  AttrId own = attr_find(resource->kind, ATTR_NONE, STR("physical_name"));
  bool made = piece_of(analysis, resource)->parent != NULL;
  if (own != ATTR_NONE && !made && setting_given(setting(resource, own)) &&
      text_known(analysis, &setting(resource, own)->value))
    text = setting(resource, own)->value.text;
  name_set(analysis, resource, text);
}

/* The names of queues and topics that keep the order end so. */
static void end_in_fifo(Analysis *analysis, Resource *resource) {
  Str suffix = STR(".fifo");
  Text name = resource_name(analysis->arena, resource);
  if (!str_ends(resource->physical_name, suffix))
    name_set(analysis, resource,
             text_join(analysis->arena, name,
                       text_of(analysis->arena, suffix)));
}

static void name_queue(Analysis *analysis, Queue *queue) {
  Resource *resource = &queue->resource;
  queue->fifo = setting_given(setting(resource, ATTR_queue_fifo));
  name_resource(analysis, resource, queue->source || queue->failures ? NAME_dlq : NAME_queue);
  if (queue->fifo)
    end_in_fifo(analysis, resource);
}

static void name_topic(Analysis *analysis, Topic *topic) {
  topic->fifo = setting_given(setting(&topic->resource, ATTR_topic_fifo));
  name_resource(analysis, &topic->resource, NAME_topic);
  if (topic->fifo)
    end_in_fifo(analysis, &topic->resource);
}

Text name_alarm(Analysis *analysis, const Resource *watched, AttrId attr) {
  Buf word = buf_new(analysis->arena);
  Str name = attr_row(attr)->name;
  for (u32 i = 0; i < name.length; i++)
    buf_char(&word, name.at[i] == '_' ? '-' : name.at[i]);
  NameParts parts = parts_of(analysis, watched);
  parts.watched = resource_name(analysis->arena, watched);
  parts.alarm = buf_view(&word);
  return fill_pattern(analysis->arena, pattern_of(analysis, NAME_alarm), parts);
}

Text name_of_stack(Analysis *analysis, NameId name) {
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
  name_set(analysis, model->stack, name_of_stack(analysis, NAME_stack));
  model->stack_name = model->stack->physical_name;
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
