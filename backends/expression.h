/* SPDX-License-Identifier: Apache-2.0
 *
 * expression: trees of expressions, for targets that are written in a language.
 *
 * An expression is a token as it stands, a text with expressions in it, a list,
 * an object or a call. Each language prints them in its own way.
 */
#ifndef APIQC_EXPRESSION_H
#define APIQC_EXPRESSION_H

#include "base/base.h"

typedef enum ExpressionKind {
  EXPRESSION_TOKEN, /* a number, a reference */
  EXPRESSION_TEXT,
  EXPRESSION_LIST,
  EXPRESSION_OBJECT,
  EXPRESSION_CALL, /* of what `token` names */
} ExpressionKind;

typedef struct ExpressionPiece {
  bool reference; /* an expression; else literal text */
  Str text;
} ExpressionPiece;

typedef struct ExpressionMember {
  Str key; /* of an object */
  struct Expression *value;
} ExpressionMember;

typedef struct Expression {
  ExpressionKind kind;
  Str token;
  VEC(ExpressionPiece) pieces;   /* of a text; no two literals in a row */
  VEC(ExpressionMember) members; /* of a list, an object, a call */
} Expression;

Expression *expression_token(Arena *arena, Str token);
Expression *expression_integer(Arena *arena, i64 number);
Expression *expression_bool(Arena *arena, bool truth);
Expression *expression_string(Arena *arena, Str text);
/* A text to which pieces are added. */
Expression *expression_text(Arena *arena);
void expression_add_literal(Arena *arena, Expression *text, Str literal);
void expression_add_reference(Arena *arena, Expression *text, Str reference);
Expression *expression_list(Arena *arena);
Expression *expression_object(Arena *arena);
Expression *expression_call(Arena *arena, Str function);
void expression_add(Arena *arena, Expression *list, Expression *item);
/* Sets a member of an object, or sets it anew. */
void expression_put(Arena *arena, Expression *object, Str key,
                    Expression *value);

#endif
