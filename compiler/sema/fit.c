/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether a value fits a property of a target: its kind of JSON, and what is in
 * it, as deep as the tables know. A text that the deployment finishes fits any
 * plain value, for the target turns one into the other.
 */
#include "sema/program.h"

enum {
  PLAIN =
    PROPERTY_STRING | PROPERTY_INTEGER | PROPERTY_NUMBER | PROPERTY_BOOLEAN
};

u32 form_names(Analysis *analysis, FormId form, Str **names) {
  u32 count = form_count(form);
  *names = ARENA_ARRAY(analysis->arena, Str, count + 1);
  for (u32 i = 0; i < count; i++)
    (*names)[i] = form_property(form, i).name;
  return count;
}

void note_names(Analysis *analysis, Diag *diag, const Str *names, u32 count) {
  enum { MOST = 20 };
  u32 shown = count > MOST + 2 ? MOST : count;
  Str list = str_join(analysis->arena, STR(", "), names, shown);
  Str more = shown < count
               ? str_format(analysis->arena, " and %u more", count - shown)
               : STR("");
  diag_note(analysis->diags, diag, "there are: %.*s%.*s", STR_ARG(list),
            STR_ARG(more));
}

/* ---- kinds --------------------------------------------------------------- */

/* As which kinds of JSON the value can stand; 0: as none. */
static u32 kinds_of(const Value *value) {
  Property attribute;
  switch (value->kind) {
  case VALUE_BOOL:
    return PROPERTY_BOOLEAN;
  case VALUE_INTEGER:
    return PROPERTY_INTEGER | PROPERTY_NUMBER;
  case VALUE_DECIMAL:
    return PROPERTY_NUMBER;
  case VALUE_LIST:
    return PROPERTY_LIST;
  case VALUE_MAP:
    return PROPERTY_OBJECT;
  case VALUE_WORD: /* `on` and `off` are the language's own */
    return str_equal(value->word, STR("on")) ||
               str_equal(value->word, STR("off"))
             ? 0
             : PROPERTY_STRING;
  case VALUE_TEXT:
    if (value->text.count == 1 && value->text.parts[0].kind == PART_ATTRIBUTE) {
      const Part *part = &value->text.parts[0];
      const TargetType *type = &as_raw(part->thing)->described;
      if (!attribute_find(type, part->text, &attribute))
        return PROPERTY_ANY;
      return attribute.kinds & PLAIN ? attribute.kinds | PLAIN
                                     : attribute.kinds;
    }
    for (u32 i = 0; i < value->text.count; i++)
      if (value->text.parts[i].kind != PART_LITERAL)
        return PLAIN;
    return PROPERTY_STRING;
  default:
    return 0;
  }
}

static void help_plain(Analysis *analysis, Diag *diag, const Value *value,
                       u32 wanted) {
  Str source = sources_text(analysis->program->sources, value->span), literal;
  bool number = value->kind == VALUE_INTEGER || value->kind == VALUE_DECIMAL;
  bool unit = value->kind >= VALUE_DURATION && value->kind <= VALUE_PERCENT;
  if (value->kind == VALUE_REFERENCE)
    diag_help(analysis->diags, diag,
              "name what of it you mean, as in `%.*s.arn`",
              STR_ARG(value->reference.resource->path));
  else if (unit)
    diag_help(analysis->diags, diag,
              "write the plain number, in the unit that the property counts "
              "in; of a param `keep / 1s` gives it");
  else if ((number || value->kind == VALUE_BOOL) && (wanted & PROPERTY_STRING))
    diag_fix(analysis->diags, diag, FIX_SAFE, value->span,
             str_format(analysis->arena, "\"%.*s\"", STR_ARG(source)),
             "as a text: `\"%.*s\"`", STR_ARG(source));
  else if (value->kind == VALUE_WORD && (wanted & PROPERTY_BOOLEAN))
    diag_fix(analysis->diags, diag, FIX_SAFE, value->span,
             str_equal(value->word, STR("on")) ? STR("true") : STR("false"),
             "write `%s`",
             str_equal(value->word, STR("on")) ? "true" : "false");
  else if (value->kind == VALUE_TEXT && (wanted & PLAIN) &&
           text_literal(analysis->arena, value->text, &literal) &&
           value->written.length == literal.length + 2)
    diag_fix(analysis->diags, diag, FIX_MAYBE, value->span, literal,
             "without quotes: `%.*s`", STR_ARG(literal));
  else if (wanted == PROPERTY_LIST)
    diag_fix(analysis->diags, diag, FIX_MAYBE, value->span,
             str_format(analysis->arena, "[%.*s]", STR_ARG(source)),
             "a list of one: `[%.*s]`", STR_ARG(source));
}

static bool report_kind(Analysis *analysis, const Value *value, u32 wanted,
                        Str what) {
  Str found = value_kind_name(value->kind);
  Str expected = property_kinds(analysis->arena, wanted);
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_MISMATCH, value->span,
                        "%.*s takes %.*s, and this is %.*s", STR_ARG(what),
                        STR_ARG(expected), STR_ARG(found));
  help_plain(analysis, diag, value, wanted);
  return false;
}

/* ---- what is inside ------------------------------------------------------ */

/* {"Ref": …} and the like: the target works it out. */
static bool is_function(const TargetRow *target, const Value *map) {
  Str words[4];
  u32 count = words_split(target->functions, words, COUNT_OF(words));
  if (map->map.count != 1)
    return false;
  Str key = map->map.entries[0].key;
  for (u32 i = 0; i < count; i++)
    if (str_ends(words[i], STR(":")) ? str_starts(key, words[i])
                                     : str_equal(key, words[i]))
      return true;
  return false;
}

static bool report_unknown(Analysis *analysis, FormId form, const Entry *entry,
                           Str what) {
  Str *names;
  u32 count = form_names(analysis, form, &names);
  Diag *diag =
    diag_add(analysis->diags, RULE_TYPE_UNKNOWN_ATTRIBUTE, entry->span,
             "%.*s has no property `%.*s`", STR_ARG(what), STR_ARG(entry->key));
  Str near = suggest(entry->key, names, count);
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, entry->span, near,
             "did you mean `%.*s`?", STR_ARG(near));
  else
    note_names(analysis, diag, names, count);
  return false;
}

static bool entry_fits(Analysis *analysis, const TargetRow *target, FormId form,
                       const Entry *entry, Str what) {
  Property property;
  if (!form_find(form, entry->key, &property))
    return report_unknown(analysis, form, entry, what);
  if (property.read_only) {
    diag_add(analysis->diags, RULE_TYPE_UNKNOWN_ATTRIBUTE, entry->span,
             "`%.*s` of %.*s is set by the service: it can only be read",
             STR_ARG(entry->key), STR_ARG(what));
    return false;
  }
  Str inner = str_format(analysis->arena, "`%.*s`", STR_ARG(entry->key));
  return value_fits(analysis, target, entry->value, &property, inner);
}

static bool has_entry(const Value *map, Str key) {
  for (u32 i = 0; i < map->map.count; i++)
    if (str_equal(map->map.entries[i].key, key))
      return true;
  return false;
}

static bool nothing_missing(Analysis *analysis, FormId form, const Value *map,
                            Str what) {
  Str missing[32];
  u32 count = 0;
  for (u32 i = 0; i < form_count(form) && count < COUNT_OF(missing); i++) {
    Property property = form_property(form, i);
    if (property.required && !has_entry(map, property.name))
      missing[count++] =
        str_format(analysis->arena, "`%.*s`", STR_ARG(property.name));
  }
  if (!count)
    return true;
  diag_add(analysis->diags, RULE_TYPE_MISSING_ATTRIBUTE, map->span,
           "%.*s needs %.*s", STR_ARG(what),
           STR_ARG(str_join(analysis->arena, STR(" and "), missing, count)));
  return false;
}

static bool map_fits(Analysis *analysis, const TargetRow *target, FormId form,
                     const Value *map, Str what) {
  static const Property any = { .kinds = PROPERTY_ANY };
  bool fits = true, misspelt = false;
  if (is_function(target, map))
    form = 0;
  for (u32 i = 0; i < map->map.count; i++) {
    const Entry *entry = &map->map.entries[i];
    Property property;
    bool one = form ? entry_fits(analysis, target, form, entry, what)
                    : value_fits(analysis, target, entry->value, &any,
                                 str_format(analysis->arena, "`%.*s`",
                                            STR_ARG(entry->key)));
    misspelt = misspelt || (form && !form_find(form, entry->key, &property));
    fits = fits && one;
  }
  if (form && form_sort(form) == FORM_OBJECT && !misspelt)
    fits = nothing_missing(analysis, form, map, what) && fits;
  return fits;
}

static bool list_fits(Analysis *analysis, const TargetRow *target, FormId form,
                      const Value *list, Str what) {
  Property item = { .kinds = PROPERTY_ANY };
  bool fits = true;
  if (form)
    item = form_property(form, 0);
  what = str_format(analysis->arena, "an item of %.*s", STR_ARG(what));
  for (u32 i = 0; i < list->list.count; i++)
    fits =
      value_fits(analysis, target, &list->list.items[i], &item, what) && fits;
  return fits;
}

bool value_fits(Analysis *analysis, const TargetRow *target, const Value *value,
                const Property *property, Str what) {
  if (value->kind == VALUE_POISON)
    return false;
  bool function = value->kind == VALUE_MAP && is_function(target, value);
  if (!(kinds_of(value) & property->kinds) && !function)
    return report_kind(analysis, value, property->kinds, what);
  if (value->kind == VALUE_LIST)
    return list_fits(analysis, target, form_for(property, PROPERTY_LIST), value,
                     what);
  if (value->kind == VALUE_MAP)
    return map_fits(analysis, target, form_for(property, PROPERTY_OBJECT),
                    value, what);
  return true;
}
