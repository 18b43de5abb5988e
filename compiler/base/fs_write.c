/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing. A file is made whole under a name of its own, brought to the disk,
 * and only then renamed to its place: whoever looks sees the old file or the
 * new one. Nothing here takes memory, and the signals that end a process can
 * be made to wait, so that a temporary file is always either used or removed.
 */
#define _POSIX_C_SOURCE 200809L
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static FsError write_all(int file, Str content) {
  u32 done = 0;
  while (done < content.length) {
    ssize_t put = write(file, content.at + done, content.length - done);
    if (put >= 0) {
      done += (u32)put;
    } else if (errno == EAGAIN) { /* another program made it non-blocking */
      struct pollfd wait = { .fd = file, .events = POLLOUT };
      poll(&wait, 1, -1);
    } else if (errno != EINTR) {
      return system_error(errno);
    }
  }
  return SYSTEM_OK;
}

/* The clock only makes a guess hard and a retry rare; the calls that take the
 * name fail when there is one already. */
static void temporary_name(FsTemporary *temporary, u32 attempt) {
  struct timespec now = { 0 };
  clock_gettime(CLOCK_REALTIME, &now);
  snprintf(temporary->name, sizeof temporary->name, ".apiqc-%ld-%08lx",
           (long)getpid(), (unsigned long)now.tv_nsec + attempt);
}

enum { ATTEMPTS = 100 };

static FsError temporary_open(FsFolder at, FsTemporary *temporary, int *file) {
  for (u32 i = 0; i < ATTEMPTS; i++) {
    temporary_name(temporary, i);
    *file = openat(at.handle, temporary->name,
                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (*file >= 0 || errno != EEXIST)
      break;
  }
  return *file < 0 ? system_error(errno) : SYSTEM_OK;
}

FsError fs_temporary(FsFolder at, Str content, FsTemporary *temporary) {
  int file;
  FsError error = temporary_open(at, temporary, &file);
  if (error.status) {
    temporary->name[0] = '\0';
    return error;
  }
  error = write_all(file, content);
  while (!error.status && fsync(file) < 0)
    if (errno != EINTR)
      error = system_error(errno);
  if (close(file) < 0 && errno != EINTR && !error.status)
    error = system_error(errno);
  if (error.status)
    fs_discard(at, temporary);
  return error;
}

FsError fs_keep(FsFolder at, Str name, FsTemporary *kept) {
  SystemPath path;
  FsError error = system_path(name, &path);
  if (error.status)
    return error;
  for (u32 i = 0; i < ATTEMPTS; i++) {
    temporary_name(kept, i);
    if (linkat(at.handle, path.text, at.handle, kept->name, 0) == 0)
      return SYSTEM_OK;
    if (errno != EEXIST)
      break;
  }
  kept->name[0] = '\0';
  static const int unable[] = { EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS, EMLINK };
  for (size_t i = 0; i < COUNT_OF(unable); i++)
    if (errno == unable[i])
      return SYSTEM_OK;
  return system_error(errno);
}

FsError fs_commit(FsFolder at, FsTemporary *temporary, Str name) {
  SystemPath path;
  FsError error = system_path(name, &path);
  if (error.status)
    return error;
  if (renameat(at.handle, temporary->name, at.handle, path.text) < 0)
    return system_error(errno);
  temporary->name[0] = '\0';
  return SYSTEM_OK;
}

void fs_discard(FsFolder at, FsTemporary *temporary) {
  if (temporary->name[0])
    unlinkat(at.handle, temporary->name, 0);
  temporary->name[0] = '\0';
}

static bool pipe_signal_waits(void) {
  sigset_t waiting;
  return sigpending(&waiting) == 0 && sigismember(&waiting, SIGPIPE) == 1;
}

FsError fs_write_stream(int file, Str content) {
  sigset_t pipe_signal, before;
  sigemptyset(&pipe_signal);
  sigaddset(&pipe_signal, SIGPIPE);
  bool earlier = pipe_signal_waits();
  sigprocmask(SIG_BLOCK, &pipe_signal, &before);
  FsError error = write_all(file, content);
  int taken;
  if (error.number == EPIPE && !earlier && pipe_signal_waits())
    sigwait(&pipe_signal, &taken); /* ours: the error says it already */
  sigprocmask(SIG_SETMASK, &before, NULL);
  return error;
}

static const int ending_signals[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM };

_Static_assert(sizeof(sigset_t) <= sizeof(FsHold), "room for the signals");

void fs_hold(FsHold *hold) {
  sigset_t ending;
  sigemptyset(&ending);
  for (size_t i = 0; i < COUNT_OF(ending_signals); i++)
    sigaddset(&ending, ending_signals[i]);
  sigprocmask(SIG_BLOCK, &ending, (sigset_t *)hold->words);
}

bool fs_hold_waiting(void) {
  sigset_t waiting;
  if (sigpending(&waiting) < 0)
    return false;
  for (size_t i = 0; i < COUNT_OF(ending_signals); i++)
    if (sigismember(&waiting, ending_signals[i]) == 1)
      return true;
  return false;
}

void fs_hold_release(const FsHold *hold) {
  sigprocmask(SIG_SETMASK, (const sigset_t *)hold->words, NULL);
}
