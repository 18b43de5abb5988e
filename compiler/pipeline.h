/* SPDX-License-Identifier: Apache-2.0
 *
 * pipeline: one program from its bytes to the files on the disk.
 *
 * passes.def lists the passes; each takes a Compilation one step further. What
 * is wrong with the program goes to its diagnostics. What the disk refuses goes
 * to `failure` and ends the compilation. Nothing is written before every target
 * on every stage is whole in memory and free of errors.
 */
#ifndef APIQC_PIPELINE_H
#define APIQC_PIPELINE_H

#include "artifact/artifact.h"
#include "backends/backend.h"
#include "sema/sema.h"

typedef enum PassId {
#define PASS(id, ...) PASS_##id,
#include "passes.def"
#undef PASS
  PASS_COUNT
} PassId;

typedef u64 Clock(void); /* nanoseconds since some moment; it never goes back */

typedef struct Request {
  Str stage; /* empty: the first one, or every one with `every_stage` */
  bool every_stage;
  bool judging; /* a param without a value is no error */
  bool deny_warnings;
  const Definition *definitions;
  u32 definition_count;
  PassId last; /* show what it made and stop there; PASS_COUNT: run all */

  const Backend *const *targets;
  u32 target_count; /* 0: the program is only judged */
  Str folder;       /* of the output; empty: `apiq-out` beside the file */
  bool print;       /* the one file of the one target, instead of writing */
  bool force;       /* over files that the compiler did not write */

  Clock *clock; /* NULL: nobody asks how long the passes take */
  u64 *times;   /* by PassId, in nanoseconds; they are added to */
} Request;

/* What one target made of one stage. */
typedef struct Delivery {
  const Backend *target;
  const Model *model;
  FileSet *files;
  Str folder;
  Str next; /* commands that a plug-in gave, one a line */
  WriteResult result;
} Delivery;

typedef struct Compilation {
  Arena *arena;
  const Request *request;
  Str path; /* of the root file */
  Sources *sources;
  Diags *diags; /* of this program alone */
  u32 file;     /* its number in the sources */
  const Tree *tree;
  Program *program;
  VEC(Model *) models; /* one for each stage */
  VEC(Artifact) artifacts;
  Map artifact_numbers; /* "NAME FOLDER" -> index + 1 */
  VEC(Delivery) deliveries;
  Str shown;   /* for standard output */
  Str failure; /* what could not be read or written; empty: nothing */
} Compilation;

/* Runs the passes on the file at `path`. Several programs may share their
 * sources, so that their diagnostics can be shown together. */
Compilation *compile(Arena *arena, Sources *sources, const Request *request,
                     Str path);
/* Errors, or warnings where they count as errors. */
bool compilation_wrong(const Compilation *compilation);
/* Keeps the message. Always false, for `return`. */
bool compilation_fail(Compilation *compilation, Str message);

Str pass_name(PassId pass);
Str pass_summary(PassId pass); /* what it makes */
/* The pass of that name if it has something to show, else PASS_COUNT. */
PassId pass_shown(Str name);

/* A pass returns whether the next one may run. */
#define PASS(id, ...) bool pass_##id(Compilation *compilation);
#include "passes.def"
#undef PASS

#endif
