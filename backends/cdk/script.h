/* SPDX-License-Identifier: Apache-2.0
 *
 * script: trees of TypeScript's expressions, and the one place where they are
 * printed.
 *
 * An expression is a token as it stands, a text with expressions in it, a list,
 * an object or a call. What fits stands on one line; what does not is broken
 * from the outside inwards.
 */
#ifndef APIQC_SCRIPT_H
#define APIQC_SCRIPT_H

#include "base/base.h"

typedef enum ScriptKind {
  SCRIPT_TOKEN,
  SCRIPT_TEXT,
  SCRIPT_LIST,
  SCRIPT_OBJECT,
  SCRIPT_CALL, /* of what `token` names; "new sqs.Queue" */
} ScriptKind;

typedef struct ScriptPiece {
  bool reference; /* an expression; else literal text */
  Str text;
} ScriptPiece;

typedef struct ScriptMember {
  Str key; /* of an object */
  struct Script *value;
} ScriptMember;

typedef struct Script {
  ScriptKind kind;
  Str token;
  VEC(ScriptPiece) pieces;
  VEC(ScriptMember) members; /* of a list, an object, a call */
} Script;

Script *script_token(Arena *arena, Str token);
Script *script_string(Arena *arena, Str text);
/* A text to which pieces are added. */
Script *script_text(Arena *arena);
void script_add_literal(Arena *arena, Script *text, Str literal);
void script_add_reference(Arena *arena, Script *text, Str expression);
Script *script_list(Arena *arena);
Script *script_object(Arena *arena);
Script *script_call(Arena *arena, Str function);
void script_add(Arena *arena, Script *list, Script *item);
void script_put(Arena *arena, Script *object, Str key, Script *value);

/* Appends the expression to a line that is indented by `indent`. */
void script_print(Buf *out, const Script *script, u32 indent);
/* A text as lines that begin with `lead`, with nothing in them that could end
 * a comment or a line. */
void script_print_comment(Buf *out, const char *lead, Str text);

#endif
