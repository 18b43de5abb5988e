/* SPDX-License-Identifier: Apache-2.0
 *
 * The only file that starts a program. No shell is involved. The program leads
 * a group of processes of its own, which is killed whole when it ends, when its
 * time is over, when it prints too much and when the compiler is told to end:
 * nothing that it started in the group stays behind.
 *
 * Its three pipes are served at the same time, so that neither side waits for
 * the other. That it closes its input early is its own affair.
 *
 * Signals that end the compiler wait while the program runs. They are asked for
 * every STEP milliseconds, and take effect when the group is gone.
 */
#define _POSIX_C_SOURCE 200809L
#include "backends/external/external.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STEP = 50, CHUNK = 64 * 1024, CLOSED = -1 };

typedef enum PipeId { PIPE_INPUT, PIPE_OUTPUT, PIPE_ERRORS, PIPE_COUNT } PipeId;

typedef struct Run {
  const PluginCall *call;
  PluginOutcome outcome;
  pid_t child;
  int ours[PIPE_COUNT], theirs[PIPE_COUNT]; /* ends of the pipes, or CLOSED */
  u32 written;                              /* bytes of the input */
  u32 said;                                 /* bytes on standard error */
  char words[PLUGIN_LAST_WORDS];            /* the last of those, in a ring */
  i64 deadline;                             /* milliseconds */
  bool ended;                               /* but not yet waited for */
} Run;

static i64 milliseconds(void) {
  struct timespec now = { 0 };
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (i64)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void shut(int *file) {
  if (*file != CLOSED)
    close(*file);
  *file = CLOSED;
}

/* ---- start --------------------------------------------------------------- */

/* errno's number, or 0. */
static int open_pipes(Run *run) {
  for (u32 i = 0; i < PIPE_COUNT; i++)
    run->ours[i] = run->theirs[i] = CLOSED;
  for (u32 i = 0; i < PIPE_COUNT; i++) {
    int ends[2];
    if (pipe(ends) < 0)
      return errno;
    run->ours[i] = ends[i == PIPE_INPUT];
    run->theirs[i] = ends[i != PIPE_INPUT];
    if (fcntl(run->ours[i], F_SETFD, FD_CLOEXEC) < 0 ||
        fcntl(run->theirs[i], F_SETFD, FD_CLOEXEC) < 0 ||
        fcntl(run->ours[i], F_SETFL, O_NONBLOCK) < 0)
      return errno;
  }
  return 0;
}

/* With the signals of a fresh program: none waits, none is ignored. */
static int set_attributes(posix_spawnattr_t *attributes) {
  sigset_t none, usual;
  sigemptyset(&none);
  sigemptyset(&usual);
  static const int signals[] = { SIGPIPE, SIGCHLD, SIGHUP,
                                 SIGINT,  SIGQUIT, SIGTERM };
  for (u32 i = 0; i < COUNT_OF(signals); i++)
    sigaddset(&usual, signals[i]);
  int error = posix_spawnattr_setsigmask(attributes, &none);
  if (!error)
    error = posix_spawnattr_setsigdefault(attributes, &usual);
  if (!error)
    error = posix_spawnattr_setpgroup(attributes, 0);
  if (!error)
    error = posix_spawnattr_setflags(
      attributes, (short)(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                          POSIX_SPAWN_SETSIGDEF));
  return error;
}

static int spawn(Run *run, posix_spawn_file_actions_t *actions,
                 posix_spawnattr_t *attributes) {
  int error = set_attributes(attributes);
  for (int i = 0; i < PIPE_COUNT && !error; i++) /* their numbers are 0 to 2 */
    error = posix_spawn_file_actions_adddup2(actions, run->theirs[i], i);
  if (error)
    return error;
  char *path = (char *)(uintptr_t)run->call->path;
  char *const arguments[] = { path, NULL };
  return posix_spawn(&run->child, path, actions, attributes, arguments,
                     (char *const *)(uintptr_t)run->call->environment);
}

/* errno's number, or 0. */
static int start(Run *run) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int error = open_pipes(run);
  if (error || (error = posix_spawn_file_actions_init(&actions)))
    return error;
  error = posix_spawnattr_init(&attributes);
  if (!error) {
    error = spawn(run, &actions, &attributes);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  for (u32 i = 0; i < PIPE_COUNT; i++)
    shut(&run->theirs[i]);
  return error;
}

/* ---- the pipes ----------------------------------------------------------- */

static bool to_be_continued(void) {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

static void feed(Run *run) {
  Str rest = str_slice(run->call->input, run->written, run->call->input.length);
  ssize_t put = write(run->ours[PIPE_INPUT], rest.at, rest.length);
  if (put >= 0)
    run->written += (u32)put;
  else if (!to_be_continued())
    shut(&run->ours[PIPE_INPUT]); /* nobody reads on */
  if (run->written == run->call->input.length)
    shut(&run->ours[PIPE_INPUT]);
}

static void take(Run *run, PipeId pipe, Str chunk) {
  if (pipe == PIPE_OUTPUT) {
    if (chunk.length <= PLUGIN_ANSWER - run->outcome.output.length) {
      buf_str(&run->outcome.output, chunk);
      return;
    }
  } else {
    for (u32 i = 0; i < chunk.length; i++)
      run->words[run->said++ % PLUGIN_LAST_WORDS] = chunk.at[i];
    if (run->said <= PLUGIN_ERRORS)
      return;
  }
  run->outcome.end = PLUGIN_TOO_MUCH;
  run->outcome.errors = pipe == PIPE_ERRORS;
}

/* Whether there may be more right now. */
static bool drain(Run *run, PipeId pipe) {
  char chunk[CHUNK];
  if (run->ours[pipe] == CLOSED || run->outcome.end == PLUGIN_TOO_MUCH)
    return false;
  ssize_t got = read(run->ours[pipe], chunk, sizeof chunk);
  if (got > 0)
    take(run, pipe, (Str){ chunk, (u32)got });
  else if (got == 0 || !to_be_continued())
    shut(&run->ours[pipe]);
  return got > 0;
}

static void serve(Run *run, int wait) {
  struct pollfd files[PIPE_COUNT];
  for (u32 i = 0; i < PIPE_COUNT; i++) /* poll passes over CLOSED ones */
    files[i] = (struct pollfd){ .fd = run->ours[i],
                                .events = i == PIPE_INPUT ? POLLOUT : POLLIN };
  if (poll(files, PIPE_COUNT, wait) <= 0)
    return;
  if (files[PIPE_INPUT].revents)
    feed(run);
  for (u32 i = PIPE_OUTPUT; i < PIPE_COUNT; i++)
    if (files[i].revents)
      drain(run, (PipeId)i);
}

/* ---- the end ------------------------------------------------------------- */

/* Without waiting for it: as long as it is not waited for, no other process can
 * get the number of its group. */
static bool has_ended(const Run *run) {
  siginfo_t info;
  info.si_pid = 0;
  return waitid(P_PID, (id_t)run->child, &info, WEXITED | WNOHANG | WNOWAIT) ==
           0 &&
         info.si_pid == run->child;
}

/* Lets it run until `outcome.end` is something else or it has ended. */
static void attend(Run *run) {
  for (int wait = 1; run->outcome.end == PLUGIN_EXITED && !run->ended;) {
    bool quiet =
      run->ours[PIPE_OUTPUT] == CLOSED && run->ours[PIPE_ERRORS] == CLOSED;
    i64 left = run->deadline - milliseconds();
    wait = !quiet ? STEP : wait < STEP ? wait * 2 : STEP;
    serve(run, left <= 0 ? 0 : left < wait ? (int)left : wait);
    run->ended = has_ended(run);
    if (run->outcome.end == PLUGIN_TOO_MUCH || run->ended)
      continue;
    if (fs_hold_waiting())
      run->outcome.end = PLUGIN_INTERRUPTED;
    else if (left <= 0)
      run->outcome.end = PLUGIN_LATE;
  }
  while (run->ended && (drain(run, PIPE_OUTPUT) || drain(run, PIPE_ERRORS)))
    continue; /* what it had written before it ended */
}

static void kill_group(pid_t group) {
  kill(-group, SIGKILL);
  kill(group, SIGKILL); /* should it have left its group */
}

static void reap(Run *run) {
  int status = 0;
  kill_group(run->child);
  while (waitpid(run->child, &status, 0) < 0 && errno == EINTR)
    continue;
  if (run->outcome.end != PLUGIN_EXITED)
    return;
  if (WIFSIGNALED(status))
    run->outcome.end = PLUGIN_KILLED;
  run->outcome.number =
    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}

static Str last_words(Arena *arena, const Run *run) {
  Buf out = buf_new(arena);
  u32 from = run->said > PLUGIN_LAST_WORDS ? run->said - PLUGIN_LAST_WORDS : 0;
  for (u32 i = from; i < run->said; i++)
    buf_char(&out, run->words[i % PLUGIN_LAST_WORDS]);
  return buf_view(&out);
}

void plugin_stop(const PluginHost *host) {
  if (host->running)
    kill_group((pid_t)host->running);
}

PluginOutcome plugin_run(Arena *arena, PluginHost *host,
                         const PluginCall *call) {
  Run run = { .call = call, .outcome = { .output = buf_new(arena) } };
  struct sigaction usual = { .sa_handler = SIG_DFL }, before;
  FsHold hold;
  fs_hold(&hold);
  sigaction(SIGCHLD, &usual, &before); /* else nobody could be waited for */
  int error = start(&run);
  run.deadline = milliseconds() + (i64)call->seconds * 1000;
  if (error) {
    run.outcome.end = PLUGIN_UNSTARTED;
    run.outcome.error = (FsError){ FS_FAILED, error };
  } else {
    host->running = run.child;
    attend(&run);
    reap(&run);
    host->running = 0;
  }
  for (u32 i = 0; i < PIPE_COUNT; i++) {
    shut(&run.ours[i]);
    shut(&run.theirs[i]);
  }
  sigaction(SIGCHLD, &before, NULL);
  fs_hold_release(&hold); /* ends the process, if it was asked to end */
  run.outcome.last_words = last_words(arena, &run);
  return run.outcome;
}
