/* SPDX-License-Identifier: Apache-2.0
 *
 * A program text analysed for a test: its model, and what was said about it.
 */
#ifndef APIQC_TEST_PROGRAM_H
#define APIQC_TEST_PROGRAM_H

#include "sema/sema.h"
#include "unit.h"

typedef struct Analysed {
  Arena *arena;
  Sources *sources;
  Diags *diags;
  Program *program;
  Model *model; /* NULL: there is none */
} Analysed;

static inline Analysed analysed_with(Arena *arena, const char *text,
                                     Selection selection) {
  Analysed it = { .arena = arena, .sources = sources_new(arena) };
  it.diags = diags_new(arena, it.sources);
  u32 file = sources_add(it.sources, STR("stack.apiq"), str_from(text));
  Tree *tree = parse(arena, it.diags, it.sources, file);
  it.program = program_resolve(arena, it.diags, it.sources, tree);
  it.model = program_analyze(it.program, &selection);
  program_finish(it.program);
  diags_finish(it.diags, false);
  return it;
}

static inline Analysed analysed(Arena *arena, const char *text) {
  return analysed_with(arena, text, (Selection){ 0 });
}

/* The rules that were reported, in source order: "a/b c/d". */
static inline Str reported(const Analysed *it) {
  Buf out = buf_new(it->arena);
  for (u32 i = 0; i < it->diags->items.count; i++)
    buf_format(&out, "%s%.*s", i ? " " : "",
               STR_ARG(rule_row(it->diags->items.items[i]->rule)->name));
  return buf_view(&out);
}

#endif
