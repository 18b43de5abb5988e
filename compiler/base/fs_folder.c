/* SPDX-License-Identifier: Apache-2.0
 *
 * Folders held open. Every step takes one name in a folder that is open
 * already and refuses a symbolic link, so a path that is walked like this
 * cannot leave the folder in which it began, whoever changes it meanwhile.
 */
#define _POSIX_C_SOURCE 200809L
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

FsFolder fs_here(void) {
  return (FsFolder){ AT_FDCWD };
}

FsError fs_look(FsFolder at, Str name, FsInfo *info) {
  *info = (FsInfo){ .kind = FS_KIND_NOTHING };
  SystemPath path;
  FsError error = system_path(name, &path);
  if (error.status)
    return error;
  struct stat found;
  if (fstatat(at.handle, path.text, &found, AT_SYMLINK_NOFOLLOW) < 0)
    return errno == ENOENT ? SYSTEM_OK : system_error(errno);
  *info = (FsInfo){ .kind = S_ISREG(found.st_mode)   ? FS_KIND_FILE
                            : S_ISDIR(found.st_mode) ? FS_KIND_FOLDER
                            : S_ISLNK(found.st_mode) ? FS_KIND_LINK
                                                     : FS_KIND_OTHER,
                    .executable = (found.st_mode & 0111) != 0,
                    .size = (u64)found.st_size,
                    .device = (u64)found.st_dev,
                    .number = (u64)found.st_ino };
  return SYSTEM_OK;
}

FsError fs_enter(FsFolder at, Str name, bool follow, FsFolder *folder) {
  SystemPath path;
  FsError error = system_path(name, &path);
  if (error.status)
    return error;
  int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW);
  folder->handle = openat(at.handle, path.text, flags);
  if (folder->handle >= 0)
    return SYSTEM_OK;
  error = system_error(errno);
  if (error.number != ENOTDIR && error.number != ELOOP)
    return error;
  FsInfo info; /* systems differ in which number a link gives */
  if (!follow && !fs_look(at, name, &info).status && info.kind == FS_KIND_LINK)
    return (FsError){ FS_OUTSIDE, 0 };
  return error.number == ENOTDIR ? (FsError){ FS_EXISTS, 0 } : error;
}

void fs_leave(FsFolder folder) {
  close(folder.handle);
}

FsError fs_make_folder(FsFolder at, Str name) {
  SystemPath path;
  FsError error = system_path(name, &path);
  if (!error.status && mkdirat(at.handle, path.text, 0755) < 0)
    error = system_error(errno);
  return error;
}

static FsError folder_remove(FsFolder at, Str name, int flags) {
  SystemPath path;
  FsError error = system_path(name, &path);
  if (!error.status && unlinkat(at.handle, path.text, flags) < 0)
    error = system_error(errno);
  return error;
}

FsError fs_remove_folder(FsFolder at, Str name) {
  return folder_remove(at, name, AT_REMOVEDIR);
}

FsError fs_remove_file(FsFolder at, Str name) {
  return folder_remove(at, name, 0);
}

FsError fs_sync(FsFolder folder) {
  while (fsync(folder.handle) < 0) {
    if (errno == EINTR)
      continue;
    if (errno == EINVAL) /* a file system that cannot do it for folders */
      return SYSTEM_OK;
    return system_error(errno);
  }
  return SYSTEM_OK;
}
