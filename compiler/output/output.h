/* SPDX-License-Identifier: Apache-2.0
 *
 * output: what a build makes, first in memory and then on the disk.
 *
 * Backends add files to a FileSet and touch nothing; the driver writes the set
 * into a folder in one go. Either all of it arrives or the folder stays as it
 * was. Only files that the compiler wrote are ever replaced or removed: the
 * folder's `.apiqc-files` lists them with their SHA-256, one `HASH  PATH` a
 * line, as `sha256sum -c` reads it.
 */
#ifndef APIQC_OUTPUT_H
#define APIQC_OUTPUT_H

#include "base/base.h"

typedef enum FileRole {
  FILE_GENERATED, /* the compiler's own; follows every build */
  FILE_ARTIFACT,  /* the same, with its content in its name */
  FILE_ONCE,      /* people edit it: written once and then left alone */
} FileRole;

typedef struct OutputFile {
  Str path; /* relative to the folder, with forward slashes */
  Str content;
  FileRole role;
} OutputFile;

typedef struct FileSet {
  Arena *arena;
  VEC(OutputFile) files;
  Map taken; /* paths in small letters: is it a file or a folder */
} FileSet;

FileSet *fileset_new(Arena *arena);
/* Adds a file; `content` must outlive the set. The result is empty, or says in
 * one sentence why the path is refused: it is not plainly relative, has bytes
 * that do not belong in a name, or is taken (also when only case differs). */
Str fileset_add(FileSet *set, Str path, Str content, FileRole role);
/* What is wrong with a path alone; empty when nothing is. */
Str fileset_path_problem(Arena *arena, Str path);
/* Whether the set has a file of that path, if case does not count. */
bool fileset_has(const FileSet *set, Str path);

typedef struct WriteOptions {
  bool force; /* also over files that the compiler did not write */
} WriteOptions;

typedef struct WriteResult {
  FsStatus status;
  Str message; /* names the file and the reason; empty when FS_OK */
  VEC(Str) written; /* paths, new or changed, in the order of the set */
  VEC(Str) removed; /* paths that an earlier build wrote and this one did not */
} WriteResult;

/* Writes the set into `folder`, which is made if it is missing and may itself
 * be reached through symbolic links, for the user named it; below it none is
 * followed. A file that has the right bytes already is not touched. After an
 * error `written` and `removed` are empty. A SIGINT, SIGTERM or SIGHUP while
 * it works undoes what was begun and takes effect at the end. */
WriteResult fileset_write(Arena *arena, const FileSet *set, Str folder,
                          WriteOptions options);

typedef struct Placement { /* a set and the folder that it goes to */
  const FileSet *set;
  Str folder;
} Placement;

/* The same for several sets: either all arrive or no folder changes. Of the
 * `results`, one for each, only those that failed have a status. */
FsStatus filesets_write(Arena *arena, const Placement *placements, u32 count,
                        WriteOptions options, WriteResult *results);

/* ---- the list of what was written ---------------------------------------- */

#define MANIFEST_NAME STR(".apiqc-files")

typedef struct ManifestEntry {
  Digest digest;
  Str path;
} ManifestEntry;

typedef struct Manifest {
  VEC(ManifestEntry) entries;
  Map numbers; /* path -> index + 1 */
} Manifest;

Manifest manifest_new(Arena *arena);
void manifest_add(Arena *arena, Manifest *manifest, Str path, Digest digest);
/* A line that is no entry, or whose path no FileSet would take, is left out. */
Manifest manifest_parse(Arena *arena, Str text);
/* Sorted by path. */
Str manifest_text(Arena *arena, const Manifest *manifest);
/* NULL when the path is not listed. */
const ManifestEntry *manifest_find(const Manifest *manifest, Str path);

#endif
