/* SPDX-License-Identifier: Apache-2.0
 *
 * What planning an output and carrying the plan out share; nobody else includes
 * it. The plan holds every path and text that the second part needs, because
 * that part takes no memory.
 */
#ifndef APIQC_OUTPUT_WRITER_H
#define APIQC_OUTPUT_WRITER_H

#include "output/output.h"

typedef struct Step { /* one file changes */
  Str path;
  Str content;
  bool removal;          /* it goes, and `content` is not used */
  FsTemporary temporary; /* what is to get the name */
  FsTemporary kept;      /* what had the name, until all is done */
  bool fresh;            /* nothing had the name */
  bool done;
} Step;

typedef struct Folder {
  Str path;   /* below the output folder; as the user's own when `outer` */
  bool outer; /* the output folder itself or one above it */
  bool made;  /* by us: removed again when the build fails */
} Folder;

typedef struct Writer {
  Arena *arena;
  const FileSet *set;
  Str folder;
  bool force;
  FsFolder root; /* the output folder */
  bool open;     /* `root` is; it is not while the folder is missing */

  Manifest old;        /* what earlier builds wrote */
  VEC(Step) steps;     /* in the order in which they are done */
  VEC(Folder) folders; /* those above before those below */
  Map known;           /* paths in `folders` -> 1 */

  FsError error; /* the first that happened, and where: */
  Str failed;
  bool failed_outer; /* `failed` is a path of the user's own */
  bool foreign;      /* somebody else's file stands there */
  bool interrupted;
} Writer;

/* Looks at what is there and fills in the plan; changes nothing. False after
 * writer_fail. */
bool writer_plan(Writer *writer);

/* Keeps the error. Always false, for `return`. */
bool writer_fail(Writer *writer, FsError error, Str path);
/* Opens a folder below the root, step by step. `reached` is the path up to the
 * step that failed. */
FsError writer_walk(const Writer *writer, Str path, FsFolder *folder,
                    Str *reached);
Str writer_name(Str path); /* "a/b.json" -> "b.json" */

#endif
