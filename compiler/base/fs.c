/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading files, and what an error of the system means. What is not a regular
 * file is refused before a byte is read, so that a pipe or a device in a
 * program's folder cannot hang a build.
 */
#define _POSIX_C_SOURCE 200809L
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

FsError system_error(int number) {
  static const struct {
    int number;
    FsStatus status;
  } known[] = {
    { ENOENT, FS_NOT_FOUND }, { ENOTDIR, FS_NOT_FOUND },
    { EACCES, FS_DENIED },    { EPERM, FS_DENIED },
    { EROFS, FS_DENIED },     { ENOSPC, FS_FULL },
    { EDQUOT, FS_FULL },      { EISDIR, FS_IS_DIRECTORY },
    { EEXIST, FS_EXISTS },
  };
  for (size_t i = 0; i < COUNT_OF(known); i++)
    if (known[i].number == number)
      return (FsError){ known[i].status, number };
  return (FsError){ FS_FAILED, number };
}

FsError system_path(Str path, SystemPath *out) {
  if (path.length >= sizeof out->text)
    return system_error(ENAMETOOLONG);
  if (str_find(path, '\0') < path.length)
    return system_error(EINVAL);
  if (path.length)
    memcpy(out->text, path.at, path.length);
  out->text[path.length] = '\0';
  return SYSTEM_OK;
}

FsResult fs_result(Arena *arena, FsError error) {
  static const Str words[] = {
    [FS_OK] = STR_INIT(""),
    [FS_NOT_FOUND] = STR_INIT("it does not exist"),
    [FS_IS_DIRECTORY] = STR_INIT("it is a folder"),
    [FS_NOT_REGULAR] = STR_INIT("it is not a regular file"),
    [FS_TOO_LARGE] = STR_INIT("it is too large"),
    [FS_DENIED] = STR_INIT("it is not allowed"),
    [FS_FULL] = STR_INIT("the disk is full"),
    [FS_EXISTS] = STR_INIT("it is not a folder"),
    [FS_OUTSIDE] = STR_INIT("it is a symbolic link"),
    [FS_FAILED] = STR_INIT("the system refused"),
  };
  Str reason = words[error.status];
  if (error.number) /* a copy, for the next error may use the same memory */
    reason = str_copy(arena, str_from(strerror(error.number)));
  return (FsResult){ error.status, reason };
}

/* Opens without following a link at the end, unless asked to. */
static FsError fs_open(FsFolder at, Str path, bool follow, int *file,
                       u64 *size) {
  *size = 0;
  SystemPath name;
  FsError error = system_path(path, &name);
  if (error.status)
    return error;
  int flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW);
  *file = openat(at.handle, name.text, flags);
  if (*file < 0)
    return !follow && errno == ELOOP ? (FsError){ FS_OUTSIDE, 0 }
                                     : system_error(errno);
  struct stat info;
  if (fstat(*file, &info) < 0)
    error = system_error(errno);
  else if (S_ISDIR(info.st_mode))
    error.status = FS_IS_DIRECTORY;
  else if (!S_ISREG(info.st_mode))
    error.status = FS_NOT_REGULAR;
  else
    *size = (u64)info.st_size;
  if (error.status)
    close(*file);
  return error;
}

static FsError fs_fill(int file, char *at, u64 size, u64 *length) {
  *length = 0;
  while (*length < size) {
    ssize_t got = read(file, at + *length, (size_t)(size - *length));
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return system_error(errno);
    if (got == 0)
      break;
    *length += (u64)got;
  }
  return SYSTEM_OK;
}

FsResult fs_read(Arena *arena, Str path, u64 limit, Str *content) {
  int file;
  u64 size, length = 0;
  FsError error = fs_open(fs_here(), path, true, &file, &size);
  if (error.status)
    return fs_result(arena, error);
  FsResult result = { FS_OK, STR("") };
  if (size > limit) {
    result.status = FS_TOO_LARGE;
    result.reason =
      str_format(arena, "it has %llu bytes", (unsigned long long)size);
  } else {
    char *at = arena_alloc(arena, (size_t)size + 1);
    result = fs_result(arena, fs_fill(file, at, size, &length));
    *content = (Str){ at, (u32)length };
  }
  close(file);
  return result;
}

FsError fs_read_at(FsFolder at, Str name, u64 limit, Buf *content) {
  int file;
  u64 size, length = 0;
  content->length = 0;
  FsError error = fs_open(at, name, false, &file, &size);
  if (error.status)
    return error;
  if (size > limit) {
    error.status = FS_TOO_LARGE;
  } else {
    buf_repeat(content, '\0', (u32)size);
    error = fs_fill(file, content->at, size, &length);
    content->length = (u32)length;
    content->at[length] = '\0';
  }
  close(file);
  return error;
}

FsError fs_digest(FsFolder at, Str name, Digest *digest) {
  int file;
  u64 size, length;
  FsError error = fs_open(at, name, false, &file, &size);
  if (error.status)
    return error;
  DigestState state;
  digest_start(&state);
  do {
    char chunk[16 * 1024];
    error = fs_fill(file, chunk, sizeof chunk, &length);
    digest_add(&state, (Str){ chunk, (u32)length });
  } while (!error.status && length);
  *digest = digest_end(&state);
  close(file);
  return error;
}

static bool fs_mode(Str path, mode_t *mode) {
  SystemPath name;
  struct stat info;
  if (system_path(path, &name).status || stat(name.text, &info) < 0)
    return false;
  *mode = info.st_mode;
  return true;
}

bool fs_is_directory(Arena *arena, Str path) {
  (void)arena;
  mode_t mode;
  return fs_mode(path, &mode) && S_ISDIR(mode);
}

bool fs_is_file(Arena *arena, Str path) {
  (void)arena;
  mode_t mode;
  return fs_mode(path, &mode) && S_ISREG(mode);
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
  const Str parts[] = { directory, name };
  return str_join(arena, STR("/"), parts, COUNT_OF(parts));
}
