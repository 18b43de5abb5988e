/* SPDX-License-Identifier: Apache-2.0
 *
 * Parameters: what is asked for when the template is deployed. The bucket for
 * packaged code, and every input of the model with its type, its range and its
 * default in the unit in which the services count.
 */
#include "backends/cloudformation/cloudformation.h"

#include <stdlib.h>

/* ---- patterns ------------------------------------------------------------ */

/* A POSIX extended expression, which looks for a part of the text, as one that
 * must match all of it. */
static Str whole_pattern(Arena *arena, Str pattern) {
  bool choice;
  Str same = spell_pattern(arena, pattern, &choice);
  bool end = str_ends(pattern, STR("$")) && !str_ends(pattern, STR("\\$"));
  if (!choice && str_starts(pattern, STR("^")) && end)
    return same;
  return str_format(arena, "^[\\s\\S]*(%.*s)[\\s\\S]*$", STR_ARG(same));
}

static int by_text(const void *left, const void *right) {
  return str_compare(*(const Str *)left, *(const Str *)right);
}

/* What a text must match: the patterns of its type and its uses as one, in
 * which each but the last only looks ahead. */
static void set_patterns(Template *template, Json *parameter,
                         const Input *input) {
  Arena *arena = template->arena;
  u32 count = input->patterns.count;
  Str *sorted = ARENA_ARRAY(arena, Str, count + 1), joined = STR("");
  for (u32 i = 0; i < count; i++)
    sorted[i] = whole_pattern(arena, input->patterns.items[i]);
  if (input->type->kind == TYPE_ARN)
    sorted[count++] = STR("^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$");
  if (count == 0)
    return;
  qsort(sorted, count, sizeof *sorted, by_text);
  for (u32 i = 0; i < count; i++)
    joined = str_format(arena, i + 1 == count ? "%.*s%.*s" : "%.*s(?=%.*s)",
                        STR_ARG(joined), STR_ARG(sorted[i]));
  Str words = str_join(arena, STR(" and "), sorted, count);
  set_string(template, parameter, "AllowedPattern", joined);
  set_string(template, parameter, "ConstraintDescription",
             str_format(arena, "must match %.*s", STR_ARG(words)));
}

/* ---- one parameter ------------------------------------------------------- */

static Json *json_number(Arena *arena, const Input *input, i64 number) {
  return json_raw(arena, spell_input_number(arena, input, number));
}

static void set_words(Template *template, Json *parameter, Str words) {
  Json *allowed = json_array(template->arena);
  Str *list = ARENA_ARRAY(template->arena, Str, words.length + 1);
  u32 count = words_split(words, list, words.length + 1);
  for (u32 i = 0; i < count; i++)
    json_add(template->arena, allowed, json_string(template->arena, list[i]));
  json_set(template->arena, parameter, "AllowedValues", allowed);
}

static void set_number(Template *template, Json *parameter,
                       const Input *input) {
  Arena *arena = template->arena;
  const Type *type = input->type;
  bool open = type->min == 0 && type->max == 0;
  bool sign = type->kind == TYPE_INTEGER || type->kind == TYPE_DECIMAL;
  Json *low = json_number(arena, input, type->min);
  Json *high = json_number(arena, input, type->max);
  Str words = spell_counted_in(input);
  set_string(template, parameter, "Type", STR("Number"));
  if (input->standard.kind != VALUE_POISON)
    json_set(arena, parameter, "Default",
             json_number(arena, input, input->standard.number));
  if (!open || !sign)
    json_set(arena, parameter, "MinValue", low);
  if (!open) {
    json_set(arena, parameter, "MaxValue", high);
    set_string(template, parameter, "ConstraintDescription",
               str_format(arena, "must be %s to %s%s%.*s", low->valuestring,
                          high->valuestring, words.length ? " " : "",
                          STR_ARG(words)));
  }
}

static void set_text(Template *template, Json *parameter, const Input *input) {
  Arena *arena = template->arena;
  const Type *type = input->type;
  Value standard = input->standard;
  set_string(template, parameter, "Type", STR("String"));
  if (standard.kind == VALUE_TEXT)
    json_set(arena, parameter, "Default",
             json_text(template, standard.text, 0));
  else if (standard.kind != VALUE_POISON)
    set_string(template, parameter, "Default",
               standard.kind == VALUE_BOOL
                 ? (standard.truth ? STR("true") : STR("false"))
                 : standard.word);
  if (type->kind == TYPE_BOOL)
    set_words(template, parameter, STR("true|false"));
  else if (type->words.length)
    set_words(template, parameter, type->words);
  set_patterns(template, parameter, input);
  if (input->shortest)
    json_set(arena, parameter, "MinLength",
             json_integer(arena, input->shortest));
  if (input->longest)
    json_set(arena, parameter, "MaxLength",
             json_integer(arena, input->longest));
}

static Json *json_parameter(Template *template, const Input *input) {
  Json *parameter = json_object(template->arena);
  set_description(template, parameter, "Description",
                  spell_input_description(template->arena, input), DESCRIPTION_PARAMETER);
  if (value_of_type(input->type->kind) == VALUE_NONE)
    set_text(template, parameter, input);
  else
    set_number(template, parameter, input);
  return parameter;
}

static Json *json_bucket(Template *template) {
  Json *bucket = json_object(template->arena);
  set_string(template, bucket, "Type", STR("String"));
  set_string(template, bucket, "Description",
             STR("The bucket that holds the packaged code of the handlers."));
  set_string(template, bucket, "AllowedPattern",
             STR("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$"));
  set_string(template, bucket, "ConstraintDescription",
             STR("must be the name of an S3 bucket"));
  return bucket;
}

/* ---- all of them --------------------------------------------------------- */

typedef struct Asked {
  Str id;
  Json *parameter;
} Asked;

static int by_id(const void *left, const void *right) {
  return str_compare(((const Asked *)left)->id, ((const Asked *)right)->id);
}

bool has_packages(const Model *model) {
  for (u32 i = 0; i < model->handlers.count; i++)
    if (model->handlers.items[i]->code.kind == CODE_FOLDER)
      return true;
  return false;
}

u32 set_parameters(Template *template, Json *root) {
  const Model *model = template->model;
  Arena *arena = template->arena;
  Asked *asked = ARENA_ARRAY(arena, Asked, model->inputs.count + 1);
  Json *parameters = json_object(arena);
  u32 count = 0;
  if (has_packages(model))
    asked[count++] = (Asked){ ARTIFACT_BUCKET, json_bucket(template) };
  for (u32 i = 0; i < model->inputs.count; i++) {
    const Input *input = model->inputs.items[i];
    asked[count++] =
      (Asked){ id_of_input(template, input), json_parameter(template, input) };
  }
  if (count == 0)
    return 0;
  qsort(asked, count, sizeof *asked, by_id);
  for (u32 i = 0; i < count; i++)
    json_set_key(arena, parameters, asked[i].id, asked[i].parameter);
  json_set(arena, root, "Parameters", parameters);
  return count;
}

/* " --parameter-overrides A=… B=…": what has no default. */
Str parameter_overrides(Arena *arena, const Model *model) {
  Template template = {
    .arena = arena,
    .model = model,
    .ids = { .numbers = map_new(arena), .taken = map_new(arena) },
  };
  Buf out = buf_new(arena);
  if (has_packages(model))
    buf_text(&out, " ArtifactBucket=$BUCKET");
  for (u32 i = 0; i < model->inputs.count; i++) {
    const Input *input = model->inputs.items[i];
    Str id = id_of_input(&template, input);
    if (input->standard.kind == VALUE_POISON)
      buf_format(&out, " %.*s=%.*s", STR_ARG(id),
                 STR_ARG(spell_placeholder(arena, input)));
  }
  Str list = buf_view(&out);
  return list.length
           ? str_format(arena, " --parameter-overrides%.*s", STR_ARG(list))
           : STR("");
}
