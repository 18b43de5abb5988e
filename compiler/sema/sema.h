/* SPDX-License-Identifier: Apache-2.0
 *
 * sema: the only place where tree meets schema.
 *
 * A Program is what a file declares, whatever the stage. Analysing it for one
 * stage and one set of param values gives a Model; the tree is left behind.
 * Values are worked out by need, so that the order of declarations never
 * matters; a mistake gives one diagnostic and a poisoned value that silences
 * whatever depends on it.
 */
#ifndef APIQC_SEMA_H
#define APIQC_SEMA_H

#include "model/model.h"
#include "syntax/syntax.h"

typedef struct Program Program;

/* A param's value from outside: `-D NAME=TEXT`, or a member of --params. */
typedef struct Definition {
  Str name, text;
  Str origin; /* "-D retention", "--params prod.json: retention" */
} Definition;

typedef struct Selection {
  Str stage; /* empty: the first one */
  const Definition *definitions; /* the first of a name wins */
  u32 count;
  bool judging; /* `check`: a param without a value is no error */
} Selection;

Program *program_resolve(Arena *arena, Diags *diags, Sources *sources,
                         const Tree *tree);
/* Names of the program's stages, in source order; at least one. */
u32 program_stages(const Program *program, Str *names, u32 room);
/* The stack as it is for that selection, for rules and backends. NULL when the
 * program has no stack or the stage does not exist. Where there were errors it
 * is incomplete and must not be emitted. */
Model *program_analyze(Program *program, const Selection *selection);
/* What can only be said after every wanted stage: reasons and declarations
 * that nothing used. */
void program_finish(Program *program);

#endif
