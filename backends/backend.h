/* SPDX-License-Identifier: Apache-2.0
 *
 * backend: what a target is, and what the targets have in common.
 *
 * A backend spells the model in its target's language. It judges nothing and
 * touches no disk: it adds files to a set and reports only what nobody could
 * know before the output was there, like its size.
 */
#ifndef APIQC_BACKEND_H
#define APIQC_BACKEND_H

#include "model/model.h"
#include "output/output.h"

typedef struct Emission {
  Arena *arena;
  const Model *model;
  Diags *diags;
  FileSet *files;
} Emission;

typedef struct Backend {
  Str name, summary;
  bool one_file; /* can go to standard output */
  bool packages; /* refers to the code of handlers below artifacts/ */
  void (*emit)(Emission *emission);
  /* The commands to run next, ready to paste, one a line; `folder` is where
   * the files of `files` were written. */
  void (*next)(Buf *out, const Model *model, Str folder, const FileSet *files);
} Backend;

#define BACKEND(id, ...)                                                       \
  void id##_emit(Emission *emission);                                          \
  void id##_next(Buf *out, const Model *model, Str folder,                     \
                 const FileSet *files);
#include "backends/backends.def"
#undef BACKEND

/* NULL when there is none. */
const Backend *backend_find(Str name);
const Backend *backend_list(u32 *count);

/* ---- what every target spells alike -------------------------------------- */

/* The digits of a number as its service counts: base units in the row's wire
 * unit, exact, or rounded to nine decimals where no decimal is exact. */
Str spell_number(Arena *arena, const AttrRow *row, const Value *value);

/* A given ARN cut at its first five colons. */
void spell_arn_fields(Arena *arena, Text arn, Text fields[6]);
/* The name of an external thing, from its ARN. */
Text spell_external_name(Arena *arena, const Resource *external);

/* A text as one word of a POSIX shell. */
Str spell_shell(Arena *arena, Str text);

#endif
