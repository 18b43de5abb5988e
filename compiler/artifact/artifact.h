/* SPDX-License-Identifier: Apache-2.0
 *
 * artifact: the code of a handler becomes one file to upload.
 *
 * The same code gives the same bytes under the same name, wherever and whenever
 * it is packed: entries are sorted, dates and owners are left out, and of the
 * modes only "can be run" counts. The name holds a digest of what is in the
 * archive, not of its encoding, so that it survives another compressor.
 */
#ifndef APIQC_ARTIFACT_H
#define APIQC_ARTIFACT_H

#include "base/base.h"

enum {
  ARTIFACT_SIZE_LIMIT = 250 * 1024 * 1024, /* bytes in all, before packing */
  ARTIFACT_FILE_LIMIT = 10000,             /* files, and also folders */
  ARTIFACT_PATH_LIMIT = 1024,              /* bytes of a path in the archive */
};

typedef struct Artifact {
  Str file_name;     /* "NAME-0123456789abcdef.zip" */
  Str content;       /* the bytes of the archive */
  Str base64_sha256; /* of `content` */
} Artifact;

typedef enum ArtifactStatus {
  ARTIFACT_OK,
  ARTIFACT_MISSING,    /* nothing of that name is there */
  ARTIFACT_REFUSED,    /* what is there cannot be packed */
  ARTIFACT_UNREADABLE, /* the system did not let us read it */
} ArtifactStatus;

typedef struct ArtifactResult {
  ArtifactStatus status;
  Str message; /* names the file and the reason; empty when ARTIFACT_OK.
                  May hold any bytes that a file name can. */
} ArtifactResult;

/* Packs the folder `code_path`, or takes the `.zip` file of that path as it is.
 * The path is relative to `root_folder` and lies below it; `name` is the
 * handler's and goes into the file's name as it is.
 *
 * Left out: `.git`, `.DS_Store`, `__pycache__`, `*.pyc`, `*.swp` and `*~`. A
 * symbolic link is packed as what it leads to if that is in the code folder,
 * and refused otherwise, as are devices, sockets and pipes. `bootstrap` at the
 * top can always be run, as a custom runtime must. */
ArtifactResult artifact_pack(Arena *arena, Str root_folder, Str code_path,
                             Str name, Artifact *artifact);

/* ---- zip: the archive itself --------------------------------------------- */

/* Entries one after the other, then their directory. Neither encryption nor
 * zip64: the limits above keep every number in 32 bits. */
typedef struct Zip {
  Arena *arena;
  Buf bytes;
  Buf packed; /* the content of one entry */
  Buf directory;
  u32 count;
} Zip;

Zip zip_new(Arena *arena);
/* `path` is UTF-8 with forward slashes, at most ARTIFACT_PATH_LIMIT bytes. */
void zip_add(Zip *zip, Str path, Str content, bool executable);
Str zip_finish(Zip *zip);

#endif
