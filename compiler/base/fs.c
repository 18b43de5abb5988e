/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading files. What is not a regular file is refused before it is opened for
 * reading, so that a pipe or a device in a program's folder cannot hang a build.
 */
#define _POSIX_C_SOURCE 200809L
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static FsResult fs_error(Arena *arena, int number) {
  static const struct {
    int number;
    FsStatus status;
  } known[] = {
    { ENOENT, FS_NOT_FOUND }, { ENOTDIR, FS_NOT_FOUND }, { EACCES, FS_DENIED },
    { EPERM, FS_DENIED },     { EROFS, FS_DENIED },      { ENOSPC, FS_FULL },
    { EISDIR, FS_IS_DIRECTORY }, { EEXIST, FS_EXISTS },
  };
  FsResult result = { FS_FAILED, str_copy(arena, str_from(strerror(number))) };
  for (size_t i = 0; i < COUNT_OF(known); i++)
    if (known[i].number == number)
      result.status = known[i].status;
  return result;
}

static FsResult fs_fill(Arena *arena, int file, char *at, u64 size,
                        u64 *length) {
  *length = 0;
  while (*length < size) {
    ssize_t got = read(file, at + *length, (size_t)(size - *length));
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return fs_error(arena, errno);
    if (got == 0)
      break;
    *length += (u64)got;
  }
  return (FsResult){ FS_OK, STR("") };
}

static FsResult fs_read_open(Arena *arena, int file, u64 limit, Str *content) {
  struct stat info;
  if (fstat(file, &info) < 0)
    return fs_error(arena, errno);
  if (S_ISDIR(info.st_mode))
    return (FsResult){ FS_IS_DIRECTORY, STR("it is a folder") };
  if (!S_ISREG(info.st_mode))
    return (FsResult){ FS_NOT_REGULAR, STR("it is not a regular file") };
  if ((u64)info.st_size > limit)
    return (FsResult){ FS_TOO_LARGE,
                       str_format(arena, "it has %llu bytes",
                                  (unsigned long long)info.st_size) };
  u64 size = (u64)info.st_size, length;
  char *at = arena_alloc(arena, (size_t)size + 1);
  FsResult result = fs_fill(arena, file, at, size, &length);
  *content = (Str){ at, (u32)length };
  return result;
}

FsResult fs_read(Arena *arena, Str path, u64 limit, Str *content) {
  int file = open(str_terminated(arena, path), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (file < 0)
    return fs_error(arena, errno);
  FsResult result = fs_read_open(arena, file, limit, content);
  close(file);
  return result;
}

static bool fs_mode(Arena *arena, Str path, mode_t *mode) {
  struct stat info;
  if (stat(str_terminated(arena, path), &info) < 0)
    return false;
  *mode = info.st_mode;
  return true;
}

bool fs_is_directory(Arena *arena, Str path) {
  mode_t mode;
  return fs_mode(arena, path, &mode) && S_ISDIR(mode);
}

bool fs_is_file(Arena *arena, Str path) {
  mode_t mode;
  return fs_mode(arena, path, &mode) && S_ISREG(mode);
}

Str fs_directory(Str path) {
  for (u32 i = path.length; i > 0; i--)
    if (path.at[i - 1] == '/')
      return i == 1 ? str_slice(path, 0, 1) : str_slice(path, 0, i - 1);
  return STR(".");
}

Str fs_join(Arena *arena, Str directory, Str name) {
  if (str_equal(directory, STR(".")) || (name.length && name.at[0] == '/'))
    return name;
  return str_format(arena, "%.*s/%.*s", STR_ARG(directory), STR_ARG(name));
}
