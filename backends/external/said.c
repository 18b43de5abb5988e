/* SPDX-License-Identifier: Apache-2.0
 *
 * What a plug-in says of the program: each of its diagnostics becomes one of
 * ours, at a thing of the model, at a place in a file or at the stack.
 */
#include "backends/external/answer.h"

/* ---- places -------------------------------------------------------------- */

static bool read_position(Answer *answer, Str where, const Json *object,
                          Str file, u32 *address) {
  static const Member members[] = {
    { STR_INIT("line"), cJSON_Number, true },
    { STR_INIT("column"), cJSON_Number, true },
    { STR_INIT("offset"), cJSON_Number, false },
  };
  enum { MOST_DIGITS = 9 };
  const Json *values[COUNT_OF(members)];
  if (!answer_members(answer, where, object, members, COUNT_OF(members),
                      values))
    return false;
  u32 numbers[2] = { 0 };
  for (u32 i = 0; i < COUNT_OF(numbers); i++) {
    Str digits = answer_text(values[i]);
    for (u32 k = 0; k < digits.length; k++) {
      if (!is_digit(digits.at[k]) || digits.length > MOST_DIGITS)
        return answer_refuse(
          answer, "`%.*s.%.*s` is %.*s, which is no whole number",
          STR_ARG(where), STR_ARG(members[i].name), STR_ARG(digits));
      numbers[i] = numbers[i] * 10 + (u32)(digits.at[k] - '0');
    }
  }
  return place_find(answer->emission->sources, file, numbers[0], numbers[1],
                    address) ||
         answer_refuse(answer, "`%.*s` is no place in %.*s: line %u, column %u",
                       STR_ARG(where), STR_ARG(file), numbers[0], numbers[1]);
}

static bool read_thing(Answer *answer, Str where, const Json *object,
                       Span *span) {
  static const Member members[] = {
    { STR_INIT("kind"), cJSON_String, true },
    { STR_INIT("path"), cJSON_String, true },
  };
  const Json *values[COUNT_OF(members)];
  if (!answer_members(answer, where, object, members, COUNT_OF(members),
                      values))
    return false;
  Str kind = answer_text(values[0]), path = answer_text(values[1]);
  const Resource *thing =
    thing_find(answer->arena, answer->emission->model, kind, path);
  if (!thing)
    return answer_refuse(answer, "`%.*s` is no thing of the model: %.*s `%.*s`",
                         STR_ARG(where), STR_ARG(kind), STR_ARG(path));
  *span = thing->span;
  return true;
}

typedef struct Where { /* members of a diagnostic; NULL: left out */
  const Json *of, *file, *start, *end;
} Where;

/* A thing, a place in a file, or neither: then it is the stack. */
static bool read_where(Answer *answer, Str where, Where given, Span *span) {
  const Emission *emission = answer->emission;
  Arena *arena = answer->arena;
  *span = emission->model->stack->span;
  if (given.of && (given.file || given.start || given.end))
    return answer_refuse(answer, "`%.*s` has both a thing, `of`, and a place",
                         STR_ARG(where));
  if (given.of)
    return read_thing(answer, answer_place(arena, where, STR("of")), given.of,
                      span);
  if (!given.file && !given.start && !given.end)
    return true;
  Str file = given.file ? answer_text(given.file)
                        : sources_file(emission->sources, span->lo)->path;
  if (!place_find(emission->sources, file, 1, 1, &span->lo))
    return answer_refuse(answer, "`%.*s` is no file of the program: %.*s",
                         STR_ARG(answer_place(arena, where, STR("file"))),
                         STR_ARG(file));
  if (given.start &&
      !read_position(answer, answer_place(arena, where, STR("start")),
                     given.start, file, &span->lo))
    return false;
  span->hi = span->lo;
  if (given.end &&
      !read_position(answer, answer_place(arena, where, STR("end")), given.end,
                     file, &span->hi))
    return false;
  return span->hi >= span->lo ||
         answer_refuse(answer, "`%.*s` ends before it starts", STR_ARG(where));
}

/* ---- diagnostics --------------------------------------------------------- */

/* A word behind `plugin/` that is no rule of the compiler's own. */
static bool is_own_rule(Str name) {
  Str family = STR("plugin/");
  Rule known = rule_find(name);
  return str_starts(name, family) &&
         plugin_name_good(str_slice(name, family.length, name.length)) &&
         (known == RULE_COUNT || known == RULE_PLUGIN_SAYS);
}

static bool read_related(Answer *answer, Str where, const Json *object,
                         void *context) {
  static const Member members[] = {
    { STR_INIT("message"), cJSON_String, true },
    { STR_INIT("of"), cJSON_Object, false },
    { STR_INIT("file"), cJSON_String, false },
    { STR_INIT("start"), cJSON_Object, false },
    { STR_INIT("end"), cJSON_Object, false },
  };
  const Json *values[COUNT_OF(members)];
  Span span;
  if (!answer_members(answer, where, object, members, COUNT_OF(members),
                      values) ||
      !read_where(answer, where,
                  (Where){ values[1], values[2], values[3], values[4] }, &span))
    return false;
  diag_related(answer->emission->diags, context, span, "%.*s",
               STR_ARG(answer_text(values[0])));
  return true;
}

static bool read_note(Answer *answer, Str where, const Json *text,
                      void *context) {
  (void)where;
  diag_note(answer->emission->diags, context, "%.*s",
            STR_ARG(answer_text(text)));
  return true;
}

static bool read_effect(Answer *answer, Str where, const Json *text,
                        void *context) {
  (void)where;
  diag_effect(answer->emission->diags, context, "%.*s",
              STR_ARG(answer_text(text)));
  return true;
}

bool answer_diag(Answer *answer, Str where, const Json *object, void *context) {
  enum { RULE, SEVERITY, MESSAGE, OF, FILE_, START, END, HELP, RELATED, NOTES };
  static const Member members[] = {
    { STR_INIT("rule"), cJSON_String, true },
    { STR_INIT("severity"), cJSON_String, true },
    { STR_INIT("message"), cJSON_String, true },
    { STR_INIT("of"), cJSON_Object, false },
    { STR_INIT("file"), cJSON_String, false },
    { STR_INIT("start"), cJSON_Object, false },
    { STR_INIT("end"), cJSON_Object, false },
    { STR_INIT("help"), cJSON_String, false },
    { STR_INIT("related"), cJSON_Array, false },
    { STR_INIT("notes"), cJSON_Array, false },
    { STR_INIT("effects"), cJSON_Array, false },
  };
  const Json *values[COUNT_OF(members)];
  Arena *arena = answer->arena;
  Diags *diags = answer->emission->diags;
  Span span;
  (void)context;
  if (!answer_members(answer, where, object, members, COUNT_OF(members),
                      values) ||
      !read_where(
        answer, where,
        (Where){ values[OF], values[FILE_], values[START], values[END] },
        &span))
    return false;
  Str rule = answer_text(values[RULE]);
  Str severity = answer_text(values[SEVERITY]);
  Str message = answer_text(values[MESSAGE]), help = answer_text(values[HELP]);
  bool error = str_equal(severity, STR("error"));
  if (!error && !str_equal(severity, STR("warning")))
    return answer_refuse(answer,
                         "`%.*s.severity` is `%.*s`, not `error` or `warning`",
                         STR_ARG(where), STR_ARG(severity));
  if (!is_own_rule(rule))
    return answer_refuse(
      answer, "`%.*s.rule` is `%.*s`, not `plugin/` and a word of its own",
      STR_ARG(where), STR_ARG(rule));
  if (!message.length)
    return answer_refuse(answer, "`%.*s.message` is empty", STR_ARG(where));
  Diag *diag =
    diag_add(diags, RULE_PLUGIN_SAYS, span, "%.*s", STR_ARG(message));
  diag_severity(diag, error ? SEVERITY_ERROR : SEVERITY_WARNING);
  if (diag)
    diag->name = str_copy(arena, rule);
  if (help.length)
    diag_help(diags, diag, "%.*s", STR_ARG(help));
  return answer_each(answer, answer_place(arena, where, STR("related")),
                     values[RELATED], cJSON_Object, diag, read_related) &&
         answer_each(answer, answer_place(arena, where, STR("notes")),
                     values[NOTES], cJSON_String, diag, read_note) &&
         answer_each(answer, answer_place(arena, where, STR("effects")),
                     values[NOTES + 1], cJSON_String, diag, read_effect);
}
