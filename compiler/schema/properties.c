/* SPDX-License-Identifier: Apache-2.0
 *
 * Lookup over the tables of what a target's resources may hold. Types and the
 * rows of a form are sorted by name.
 */
#include "schema/properties.h"

/* ---- forms --------------------------------------------------------------- */

static Str name_at(u32 place) {
  const char *at = property_tables.names + place;
  return (Str){ at + 1, (u8)at[0] };
}

u32 form_count(FormId form) {
  return property_tables.forms[form].count;
}

Property form_property(FormId form, u32 index) {
  u32 first = property_tables.forms[form].first;
  const PropertyRow *row = &property_tables.rows[first + index];
  return (Property){ .name = name_at(row->name),
                     .kinds = row->kinds,
                     .form = row->form,
                     .required = row->marks & 1,
                     .read_only = row->marks & 2 };
}

FormSort form_sort(FormId form) {
  if (form == 0)
    return FORM_FREE;
  if (form_count(form) == 0)
    return FORM_OBJECT;
  Str first = form_property(form, 0).name;
  if (str_equal(first, STR("[]")))
    return FORM_LIST;
  return str_equal(first, STR("*")) ? FORM_MAP : FORM_OBJECT;
}

static Str row_name(u32 row) {
  return name_at(property_tables.rows[row].name);
}

bool form_find(FormId form, Str name, Property *property) {
  bool rest = form_sort(form) == FORM_LIST || form_sort(form) == FORM_MAP;
  u32 first = property_tables.forms[form].first;
  u32 end = first + form_count(form);
  u32 found = str_search(first, end, name, row_name);
  if (found < end)
    *property = form_property(form, found - first);
  else if (rest)
    *property = form_property(form, 0);
  return found < end || rest;
}

FormId form_for(const Property *property, u32 kind) {
  FormSort sort = form_sort(property->form);
  bool fits = kind == PROPERTY_LIST ? sort == FORM_LIST
                                    : sort == FORM_OBJECT || sort == FORM_MAP;
  return fits && (property->kinds & kind) ? property->form : 0;
}

Str property_kinds(Arena *arena, u32 kinds) {
  static const Str words[] = { STR_INIT("a string"), STR_INIT("an integer"),
                               STR_INIT("a number"), STR_INIT("a boolean"),
                               STR_INIT("a list"),   STR_INIT("a map") };
  Str parts[COUNT_OF(words)];
  u32 count = 0;
  if (kinds & PROPERTY_NUMBER)
    kinds &= ~(u32)PROPERTY_INTEGER;
  for (u32 i = 0; i < COUNT_OF(words); i++)
    if (kinds & (1u << i))
      parts[count++] = words[i];
  return str_join(arena, STR(" or "), parts, count);
}

/* ---- types --------------------------------------------------------------- */

u32 target_type_count(void) {
  return property_tables.type_count;
}

TargetType target_type(u32 index) {
  const TargetTypeRow *row = &property_tables.types[index];
  return (TargetType){ name_at(row->name), row->properties, row->attributes };
}

static Str type_name(u32 index) {
  return target_type(index).name;
}

bool target_type_find(Str name, TargetType *type) {
  u32 found = str_search(0, target_type_count(), name, type_name);
  if (found < target_type_count())
    *type = target_type(found);
  return found < target_type_count();
}

bool target_type_space(Str name) {
  u32 colon = str_find(name, ':');
  Str space = str_slice(name, 0, colon + (colon < name.length));
  for (u32 i = 0; i < target_type_count(); i++)
    if (str_starts(target_type(i).name, space))
      return true;
  return false;
}

bool attribute_find(const TargetType *type, Str name, Property *attribute) {
  for (u32 i = 0; i < form_count(type->attributes); i++) {
    *attribute = form_property(type->attributes, i);
    Str known = attribute->name;
    bool begins = str_ends(known, STR("*")) &&
                  str_starts(name, str_slice(known, 0, known.length - 1));
    if (begins || str_equal(known, name) || str_equal(known, STR(".*")))
      return true;
  }
  return false;
}

/* ---- targets ------------------------------------------------------------- */

static const TargetRow targets[] = {
#define TARGET(id, called, typed, functions)                                   \
  { STR_INIT(#id), STR_INIT(called), typed, STR_INIT(functions) },
#include "stdlib/targets.def"
#undef TARGET
};

const TargetRow *target_find(Str name) {
  for (u32 i = 0; i < COUNT_OF(targets); i++)
    if (str_equal(targets[i].name, name))
      return &targets[i];
  return NULL;
}

u32 target_words(Str *names, u32 room) {
  u32 count = 0;
  for (; count < COUNT_OF(targets) && count < room; count++)
    names[count] = targets[count].name;
  return count;
}

/* ---- what is emitted ----------------------------------------------------- */

#define EMITTED_ALARM(type)
const EmittedRow emitted_rows[] = {
#define EMITTED(kind, present, name, type)                                     \
  { KIND_##kind, PRESENT_##present, STR_INIT(name), STR_INIT(type) },
#include "stdlib/aws/emitted.def"
#undef EMITTED
};
#undef EMITTED_ALARM
const u32 emitted_count = COUNT_OF(emitted_rows);

#define EMITTED(...)
#define EMITTED_ALARM(type) const Str emitted_alarm_type = STR_INIT(type);
#include "stdlib/aws/emitted.def"
#undef EMITTED
#undef EMITTED_ALARM

Str emitted_alarm_name(Arena *arena, const AlarmRow *row) {
  const AttrRow *attr = attr_row(row->attr);
  Buf name = buf_new(arena);
  u32 first = 0;
  while (emitted_rows[first].kind != attr->kind)
    first++;
  buf_str(&name, emitted_rows[first].name);
  for (u32 i = 0; i < attr->name.length; i++) {
    char c = attr->name.at[i];
    bool capital = !i || attr->name.at[i - 1] == '_';
    if (c != '_')
      buf_char(&name, capital ? to_capital(c) : c);
  }
  buf_text(&name, "Alarm");
  return buf_view(&name);
}
