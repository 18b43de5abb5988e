/* SPDX-License-Identifier: Apache-2.0
 *
 * A value of another type than its place takes: saying so, with the form that
 * was probably meant. Mostly a unit is missing, quotes are there or are not, or
 * a switch is said in the words of another language.
 */
#include "sema/program.h"

bool text_known(Analysis *analysis, const Value *value) {
  Str literal;
  if (value->kind != VALUE_TEXT ||
      text_literal(analysis->arena, value->text, &literal))
    return true;
  late_related(analysis,
               diag_add(analysis->diags, RULE_TYPE_MISMATCH, value->span,
                        "this must be known when the program is built"),
               value);
  return false;
}

/* Whether the value stands as it is at its place, not behind a name. */
static bool is_literal(const Analysis *analysis, const Value *value) {
  return value->written.length &&
         str_equal(value->written,
                   sources_text(analysis->program->sources, value->span));
}

/* A number without its unit: the first one whose value would fit. */
static void help_unit(Analysis *analysis, Diag *diag, const Value *value,
                      const Type *type) {
  static const struct {
    TypeKind type;
    ValueKind value;
    const char *unit, *words;
  } units[] = { { TYPE_DURATION, VALUE_DURATION, "s", "seconds" },
                { TYPE_DURATION, VALUE_DURATION, "m", "minutes" },
                { TYPE_DURATION, VALUE_DURATION, "d", "days" },
                { TYPE_SIZE, VALUE_SIZE, "MB", "megabytes" },
                { TYPE_SIZE, VALUE_SIZE, "KB", "kilobytes" },
                { TYPE_SIZE, VALUE_SIZE, "B", "bytes" },
                { TYPE_RATE, VALUE_RATE, "/s", "requests a second" },
                { TYPE_PERCENT, VALUE_PERCENT, "%", "percent" } };
  bool open = type->min == 0 && type->max == 0;
  for (u32 i = 0; i < COUNT_OF(units); i++) {
    i64 number;
    Str text = str_format(analysis->arena, "%.*s%s", STR_ARG(value->written),
                          units[i].unit);
    if (units[i].type != type->kind ||
        !quantity_parse(units[i].value, text, &number) ||
        (!open && (number < type->min || number > type->max)))
      continue;
    diag_fix(analysis->diags, diag, FIX_MAYBE, value->span, text,
             "with its unit, if you mean %s: `%.*s`", units[i].words,
             STR_ARG(text));
    return;
  }
}

/* A number or a word where a text is due. */
static void help_text(Analysis *analysis, Diag *diag, const Value *value) {
  Str source = sources_text(analysis->program->sources, value->span);
  Str text = is_literal(analysis, value) || value->kind == VALUE_BOOL
               ? str_format(analysis->arena, "\"%.*s\"", STR_ARG(source))
               : str_format(analysis->arena, "\"${%.*s}\"", STR_ARG(source));
  diag_fix(analysis->diags, diag, FIX_SAFE, value->span, text,
           "as a text: `%.*s`", STR_ARG(text));
}

/* A text where a word or a name is due, and the same name without quotes would
 * do. */
static void help_bare(Analysis *analysis, Diag *diag, const Value *value,
                      const Type *type) {
  Str text;
  if (!is_literal(analysis, value) ||
      !text_literal(analysis->arena, value->text, &text))
    return;
  if (words_have(type->words, text) ||
      (type->references && map_get(&analysis->scope->names, text)))
    diag_fix(analysis->diags, diag, FIX_SAFE, value->span, text,
             "without quotes: `%.*s`", STR_ARG(text));
}

/* How switches and absence are said here: `on`, `true` and `none` are three. */
static void help_word(Analysis *analysis, Diag *diag, const Value *value,
                      const Type *type) {
  bool word = value->kind == VALUE_WORD;
  bool on = word ? str_equal(value->word, STR("on")) : value->truth;
  bool off = word ? str_equal(value->word, STR("off")) : !value->truth;
  Str meant = STR("");
  if (!word && words_have(type->words, STR("on")))
    meant = on ? STR("on") : STR("off");
  else if (word && type->kind == TYPE_BOOL && (on || off))
    meant = on ? STR("true") : STR("false");
  else if (off && type->none)
    meant = STR("none");
  if (meant.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, value->span, meant,
             "write `%.*s`", STR_ARG(meant));
}

static void help_brackets(Analysis *analysis, Diag *diag, const Value *value) {
  Str text = str_format(
    analysis->arena, "[%.*s]",
    STR_ARG(sources_text(analysis->program->sources, value->span)));
  diag_fix(analysis->diags, diag, FIX_MAYBE, value->span, text,
           "a list of one: `%.*s`", STR_ARG(text));
}

Value type_mismatch(Analysis *analysis, Value value, const Type *type,
                    Str what) {
  Str expected = type_text(analysis->arena, type);
  Str found = value_kind_name(value.kind);
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_MISMATCH, value.span,
                        "%.*s takes %.*s, and this is %.*s", STR_ARG(what),
                        STR_ARG(expected), STR_ARG(found));
  bool one = type->shape == SHAPE_ONE || type->shape == SHAPE_ONE_OR_LIST;
  bool number = value.kind >= VALUE_INTEGER && value.kind <= VALUE_PERCENT;
  bool word = value.kind == VALUE_WORD || value.kind == VALUE_BOOL;
  if (type->shape == SHAPE_LIST && value.kind != VALUE_MAP)
    help_brackets(analysis, diag, &value);
  else if (one && type->kind == TYPE_STRING && (number || word))
    help_text(analysis, diag, &value);
  else if (one && word)
    help_word(analysis, diag, &value, type);
  else if (one && value.kind == VALUE_TEXT)
    help_bare(analysis, diag, &value, type);
  else if (one && value.kind == VALUE_INTEGER && is_literal(analysis, &value))
    help_unit(analysis, diag, &value, type);
  return value_poison(value.span);
}
