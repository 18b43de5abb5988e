/* SPDX-License-Identifier: Apache-2.0
 *
 * What the deployment gives: inputs, and values that are known only then. Such
 * a number is a range to the build; a text has a part that stands for it.
 */
#ifndef APIQC_INPUT_H
#define APIQC_INPUT_H

#include "schema/schema.h"

typedef struct WireRow {
  i64 size;     /* in base units */
  Str unit;     /* "s" */
  Str words;    /* "seconds" */
  bool decimal; /* takes fractions */
} WireRow;

const WireRow *wire_row(WireUnit wire);

/* A parameter of the deployment. */
typedef struct Input {
  Str name, documentation;
  Span span;      /* the name in its declaration */
  Span type_span; /* its type, to be narrowed */
  const Type *type;
  Value standard;        /* VALUE_POISON: it must be given */
  WireUnit wire;         /* how the deployment counts it */
  Span counted;          /* the use that says so; empty: none does */
  bool used;             /* something that is deployed depends on it */
  i64 shortest, longest; /* what its uses ask of a text; 0: nothing */
  VEC(Str) patterns;     /* of its type and its uses: all must match */
} Input;

/* Whether the value is known to the deployment only; of a text see
 * text_literal. */
bool value_late(const Value *value);
/* The least and the most that a number may be. */
i64 value_low(const Value *value);
i64 value_high(const Value *value);

/* NONE: values of the type are no numbers. */
ValueKind value_of_type(TypeKind type);
/* "5 to 10", the whole range of a number. */
Str range_text(Arena *arena, const Value *value);

/* The input that the text is, all of it; NULL: it is something else. */
const Input *text_input(Text text);

#endif
