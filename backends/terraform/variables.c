/* SPDX-License-Identifier: Apache-2.0
 *
 * Variables: the Region, and every input of the model with its type, its
 * default in the unit in which the services count, and what it must be.
 */
#include "backends/terraform/terraform.h"

#include <stdlib.h>

typedef struct Asked {
  Str name;
  HclBody *body;
} Asked;

static int by_name(const void *left, const void *right) {
  return str_compare(((const Asked *)left)->name, ((const Asked *)right)->name);
}

/* A condition on the variable, and what is said where it does not hold. */
static void require(Terraform *tf, HclBody *variable, Str condition,
                    Str message) {
  HclBody *validation = block(tf, variable, "validation");
  put(tf, validation, "condition", expression_token(tf->arena, condition));
  put_string(tf, validation, "error_message", message);
}

static Str quoted(Arena *arena, Str text) {
  Buf out = buf_new(arena);
  hcl_print_compact(&out, expression_string(arena, text));
  return buf_view(&out);
}

/* ---- numbers ------------------------------------------------------------- */

static void put_number(Terraform *tf, HclBody *variable, const Input *input,
                       Str name) {
  Arena *arena = tf->arena;
  const Type *type = input->type;
  bool open = type->min == 0 && type->max == 0;
  bool sign = type->kind == TYPE_INTEGER || type->kind == TYPE_DECIMAL;
  bool decimal = type->kind == TYPE_DECIMAL || wire_row(input->wire)->decimal;
  Str low = spell_input_number(arena, input, type->min);
  Str high = spell_input_number(arena, input, type->max);
  Str words = spell_counted_in(input);
  put(tf, variable, "type", expression_token(arena, STR("number")));
  if (input->standard.kind != VALUE_POISON)
    put(tf, variable, "default",
        expression_token(
          arena, spell_input_number(arena, input, input->standard.number)));
  if (!open)
    require(tf, variable,
            str_format(arena, "var.%.*s >= %.*s && var.%.*s <= %.*s",
                       STR_ARG(name), STR_ARG(low), STR_ARG(name),
                       STR_ARG(high)),
            str_format(arena, "%.*s must be %.*s to %.*s%s%.*s.", STR_ARG(name),
                       STR_ARG(low), STR_ARG(high), words.length ? " " : "",
                       STR_ARG(words)));
  else if (!sign)
    require(tf, variable, str_format(arena, "var.%.*s >= 0", STR_ARG(name)),
            str_format(arena, "%.*s must not be below 0.", STR_ARG(name)));
  if (!decimal)
    require(tf, variable,
            str_format(arena, "floor(var.%.*s) == var.%.*s", STR_ARG(name),
                       STR_ARG(name)),
            str_format(arena, "%.*s must be a whole number.", STR_ARG(name)));
}

/* ---- texts --------------------------------------------------------------- */

static void require_words(Terraform *tf, HclBody *variable, Str words,
                          Str name) {
  Arena *arena = tf->arena;
  Str *list = ARENA_ARRAY(arena, Str, words.length + 1);
  u32 count = words_split(words, list, words.length + 1);
  Str shown = str_join(arena, STR(", "), list, count);
  for (u32 i = 0; i < count; i++)
    list[i] = quoted(arena, list[i]);
  require(tf, variable,
          str_format(arena, "contains([%.*s], var.%.*s)",
                     STR_ARG(str_join(arena, STR(", "), list, count)),
                     STR_ARG(name)),
          str_format(arena, "%.*s must be one of: %.*s.", STR_ARG(name),
                     STR_ARG(shown)));
}

/* The patterns of its type and its uses. */
static void require_patterns(Terraform *tf, HclBody *variable,
                             const Input *input, Str name) {
  Arena *arena = tf->arena;
  Str *sorted = ARENA_ARRAY(arena, Str, input->patterns.count + 1);
  u32 count = spell_patterns(arena, input, sorted);
  for (u32 i = 0; i < count; i++) {
    Str pattern =
      quoted(arena, str_format(arena, "(?s)%.*s", STR_ARG(sorted[i])));
    require(tf, variable,
            str_format(arena, "can(regex(%.*s, var.%.*s))", STR_ARG(pattern),
                       STR_ARG(name)),
            str_format(arena, "%.*s must match %.*s", STR_ARG(name),
                       STR_ARG(sorted[i])));
  }
}

static void require_length(Terraform *tf, HclBody *variable, const char *test,
                           i64 length, const char *words, Str name) {
  if (length)
    require(tf, variable,
            str_format(tf->arena, "length(var.%.*s) %s %lld", STR_ARG(name),
                       test, (long long)length),
            str_format(tf->arena, "%.*s must have %s %lld characters.",
                       STR_ARG(name), words, (long long)length));
}

static void put_text_input(Terraform *tf, HclBody *variable, const Input *input,
                           Str name) {
  Arena *arena = tf->arena;
  const Type *type = input->type;
  Value standard = input->standard;
  put(tf, variable, "type",
      expression_token(arena,
                       type->kind == TYPE_BOOL ? STR("bool") : STR("string")));
  if (standard.kind == VALUE_TEXT)
    put(tf, variable, "default", hcl_text(tf, standard.text, 0));
  else if (standard.kind == VALUE_BOOL)
    put_bool(tf, variable, "default", standard.truth);
  else if (standard.kind != VALUE_POISON)
    put_string(tf, variable, "default", standard.word);
  if (type->kind != TYPE_BOOL && type->words.length)
    require_words(tf, variable, type->words, name);
  require_patterns(tf, variable, input, name);
  require_length(tf, variable, ">=", input->shortest, "at least", name);
  require_length(tf, variable, "<=", input->longest, "at most", name);
}

/* ---- all of them --------------------------------------------------------- */

static HclBody *region(Terraform *tf) {
  HclBody *variable = hcl_body(tf->arena);
  Str guard = tf->model->region;
  put_string(tf, variable, "description",
             guard.length
               ? STR("The Region.")
               : STR("The Region; left out, what the environment says."));
  put(tf, variable, "type", expression_token(tf->arena, STR("string")));
  put(tf, variable, "default",
      guard.length ? expression_string(tf->arena, guard)
                   : expression_token(tf->arena, STR("null")));
  if (guard.length)
    require(tf, variable,
            str_format(tf->arena, "var.region == %.*s",
                       STR_ARG(quoted(tf->arena, guard))),
            str_format(tf->arena,
                       "The stage %.*s belongs into the Region "
                       "%.*s.",
                       STR_ARG(tf->model->stage), STR_ARG(guard)));
  return variable;
}

static HclBody *variable_of(Terraform *tf, const Input *input, Str name) {
  HclBody *variable = hcl_body(tf->arena);
  Input described = *input;
  if (described.documentation.length == 0)
    described.documentation =
      str_format(tf->arena, "The parameter %.*s.", STR_ARG(input->name));
  put_description(tf, variable, spell_input_description(tf->arena, &described),
                  DESCRIPTION_PARAMETER);
  if (value_of_type(input->type->kind) == VALUE_NONE)
    put_text_input(tf, variable, input, name);
  else
    put_number(tf, variable, input, name);
  put_bool(tf, variable, "nullable", false);
  return variable;
}

void print_variables(Terraform *tf, Buf *out) {
  const Model *model = tf->model;
  Asked *asked = ARENA_ARRAY(tf->arena, Asked, model->inputs.count + 1);
  u32 count = 0;
  HclBody *whole = hcl_body(tf->arena);
  asked[count++] = (Asked){ STR("region"), region(tf) };
  for (u32 i = 0; i < model->inputs.count; i++) {
    Str name = name_of_input(tf->arena, model->inputs.items[i]);
    asked[count++] =
      (Asked){ name, variable_of(tf, model->inputs.items[i], name) };
  }
  qsort(asked, count, sizeof *asked, by_name);
  for (u32 i = 0; i < count; i++)
    hcl_block(tf->arena, whole, STR("variable"), asked[i].name, STR(""))
      ->items = asked[i].body->items;
  hcl_print_body(out, whole, 0);
}

Str variable_options(Arena *arena, const Model *model) {
  Buf out = buf_new(arena);
  for (u32 i = 0; i < model->inputs.count; i++) {
    const Input *input = model->inputs.items[i];
    if (input->standard.kind == VALUE_POISON)
      buf_format(&out, " -var %.*s=%.*s", STR_ARG(name_of_input(arena, input)),
                 STR_ARG(spell_placeholder(arena, input)));
  }
  return buf_view(&out);
}
