/* SPDX-License-Identifier: Apache-2.0
 *
 * What a target's own resources may hold, for the ways past the language: raw
 * resources and overrides.
 *
 * The tables are made at build time from stdlib/aws/properties.txt. A form says
 * what is in an object, a list or a map; a property says of which kinds its
 * values are, and of which form.
 */
#ifndef APIQC_PROPERTIES_H
#define APIQC_PROPERTIES_H

#include "schema/facts.h"

/* ---- forms --------------------------------------------------------------- */

enum { /* the kinds of JSON values, as a set */
       PROPERTY_STRING = 1,
       PROPERTY_INTEGER = 2,
       PROPERTY_NUMBER = 4,
       PROPERTY_BOOLEAN = 8,
       PROPERTY_LIST = 16,
       PROPERTY_OBJECT = 32,
       PROPERTY_ANY = 63,
};

typedef u32 FormId; /* 0: nothing is known about the inside */

typedef enum FormSort { FORM_FREE, FORM_OBJECT, FORM_LIST, FORM_MAP } FormSort;

typedef struct Property {
  Str name; /* of what is in a list `[]`, in a map `*` */
  u32 kinds;
  FormId form; /* of the list or the object; see form_for */
  bool required, read_only;
} Property;

FormSort form_sort(FormId form);
u32 form_count(FormId form);
Property form_property(FormId form, u32 index);
/* The property of that name, or what every member of a list or map is. */
bool form_find(FormId form, Str name, Property *property);
/* The form of the property's values of that kind, LIST or OBJECT. */
FormId form_for(const Property *property, u32 kind);
/* "a string or an integer" */
Str property_kinds(Arena *arena, u32 kinds);

/* ---- types --------------------------------------------------------------- */

typedef struct TargetType {
  Str name; /* "AWS::SQS::Queue" */
  FormId properties;
  FormId attributes; /* what can be read of it; `X.*` is all that begin so */
} TargetType;

bool target_type_find(Str name, TargetType *type);
u32 target_type_count(void);
TargetType target_type(u32 index);
/* Whether some type has that first word: `AWS` of `AWS::SQS::Queue`. */
bool target_type_space(Str name);
bool attribute_find(const TargetType *type, Str name, Property *attribute);

/* ---- targets, and what is emitted for the language's own things -----------
 */

typedef struct TargetRow {
  Str name, called; /* "cfn", "CloudFormation" */
  bool typed;       /* its types and properties are known here */
  Str functions;    /* "Ref|Fn::": first words of maps that it works out */
} TargetRow;

/* NULL when there is none. */
const TargetRow *target_find(Str name);
u32 target_words(Str *names, u32 room);

typedef enum Presence {
  PRESENT_ALWAYS,
  PRESENT_DEAD_LETTER,
  PRESENT_STATEMENTS,             /* its own policy says something */
  PRESENT_DEAD_LETTER_STATEMENTS, /* that of its dead-letter queue does */
  PRESENT_ROLE,
  PRESENT_ROLE_POLICY, /* the role's rights are a policy of their own */
  PRESENT_LOGS,
  PRESENT_LOG_FILTER,
  PRESENT_QUEUE_SOURCE,
  PRESENT_DOMAIN,
  PRESENT_KEY,
  PRESENT_DASHBOARD,
} Presence;

/* A resource that a declaration becomes in the target whose types are known. An
 * override that names none means the first row of its kind. */
typedef struct EmittedRow {
  KindId kind;
  Presence present;
  Str name; /* the end of its logical id: "EventSource" */
  Str type;
} EmittedRow;

extern const EmittedRow emitted_rows[];
extern const u32 emitted_count;
/* The type of alarms, and the name of one: "QueueAgeAlarm". */
extern const Str emitted_alarm_type;
Str emitted_alarm_name(Arena *arena, const AlarmRow *row);

/* ---- as tabulate prints them ------------------------------------------------
 */

typedef struct PropertyRow {
  u32 name; /* place in the names; its length stands there first, in a byte */
  u16 form;
  u8 kinds, marks; /* 1: required, 2: read only */
} PropertyRow;

typedef struct FormRow {
  u32 first : 20, count : 12;
} FormRow;

typedef struct TargetTypeRow {
  u32 name;
  u16 properties, attributes;
} TargetTypeRow;

typedef struct PropertyTables {
  const char *names;
  const PropertyRow *rows;
  const FormRow *forms;
  const TargetTypeRow *types;
  u32 type_count;
} PropertyTables;

extern const PropertyTables property_tables;

#endif
