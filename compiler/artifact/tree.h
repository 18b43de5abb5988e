/* SPDX-License-Identifier: Apache-2.0
 *
 * The files of a code folder, as they will be called in the archive. Every
 * place on the disk is known by its real path, so that none is reached twice
 * in a circle or found outside the folder.
 */
#ifndef APIQC_ARTIFACT_TREE_H
#define APIQC_ARTIFACT_TREE_H

#include "artifact/artifact.h"

typedef struct TreeFile {
  Str path; /* in the archive */
  Str real; /* on the disk */
  bool executable;
} TreeFile;

typedef struct Tree {
  Arena *arena;
  Str shown; /* the folder, as messages name it */
  Str real;
  VEC(TreeFile) files;
  u32 folders;
  u64 size; /* bytes in all */
  ArtifactResult result;
} Tree;

/* Collects the files below the folder, sorted by path. */
ArtifactResult tree_read(Tree *tree);
/* Whether `real` is a place below `folder`; both are real paths. */
bool tree_inside(Str folder, Str real);

ArtifactResult artifact_refuse(Arena *arena, Str path, const char *reason);
/* What the system said about `path`. */
ArtifactResult artifact_result(Arena *arena, Str path, FsResult result);

#endif
