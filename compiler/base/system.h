/* SPDX-License-Identifier: Apache-2.0
 *
 * What the fs files share, and nobody else includes: errno becomes a status,
 * and a Str becomes a path that the system takes, in a buffer of the caller's.
 */
#ifndef APIQC_BASE_SYSTEM_H
#define APIQC_BASE_SYSTEM_H

#include "base/base.h"

/* A path for the system: NUL-terminated, and no longer than it would accept. */
typedef struct SystemPath {
  char text[4096];
} SystemPath;

/* A path that is too long or has a NUL in it is an error, not cut off. */
FsError system_path(Str path, SystemPath *out);
FsError system_error(int number); /* errno's number */

#define SYSTEM_OK ((FsError){ FS_OK, 0 })

#endif
