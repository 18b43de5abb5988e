/* SPDX-License-Identifier: Apache-2.0
 *
 * apiqc's process: arguments in, two streams and a status out. Nothing else
 * knows the standard streams, the terminal, the environment, the clock or how a
 * process ends.
 */
#define _DEFAULT_SOURCE
#include "backends/external/external.h"
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

/* While files are written no memory is taken, so none is left half-written. */
static void out_of_memory(void *context) {
  if (context)
    plugin_stop(context);
  fs_write_stream(STDERR_FILENO, STR("apiqc: out of memory\n"));
  exit(STATUS_FILES);
}

/* A stream that was closed gets a stand-in that refuses to be written to, so
 * that no file is ever opened under its number. */
static void keep_streams_apart(void) {
  for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++)
    if (fcntl(file, F_GETFD) < 0 && errno == EBADF &&
        open("/dev/null", O_RDONLY) != file)
      exit(STATUS_FILES);
}

static u64 nanoseconds(void) {
  struct timespec now = { 0 };
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (u64)now.tv_sec * 1000000000 + (u64)now.tv_nsec;
}

static u32 columns(void) {
  enum { NARROWEST = 20, WIDEST = 1000 };
  const char *given = getenv("COLUMNS");
  struct winsize window = { 0 };
  long width = given ? strtol(given, NULL, 10) : 0;
  if (width <= 0 && (ioctl(STDERR_FILENO, TIOCGWINSZ, &window) == 0 ||
                     ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0))
    width = window.ws_col;
  if (width <= 0)
    return 0;
  return width < NARROWEST ? NARROWEST : width > WIDEST ? WIDEST : (u32)width;
}

static Terminal terminal(void) {
  const char *no_color = getenv("NO_COLOR");
  return (Terminal){ .err = isatty(STDERR_FILENO),
                     .width = columns(),
                     .no_color = no_color && no_color[0] };
}

static Str variable(const char *name) {
  const char *value = getenv(name);
  return value ? str_from(value) : STR("");
}

static Status flush(Cli *cli, Status status) {
  FsError error = fs_write_stream(STDERR_FILENO, buf_view(&cli->err));
  if (error.status)
    status = STATUS_FILES;
  error = fs_write_stream(STDOUT_FILENO, buf_view(&cli->out));
  if (!error.status)
    return status;
  FsResult result = fs_result(cli->arena, error);
  Str message =
    str_format(cli->arena, "apiqc: cannot write to standard output: %.*s\n",
               STR_ARG(result.reason));
  fs_write_stream(STDERR_FILENO, message);
  return STATUS_FILES;
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  keep_streams_apart();
  PluginHost plugins = { .plugin_path = variable("APIQC_PLUGIN_PATH"),
                         .path = variable("PATH"),
                         .run = plugin_run };
  Arena *arena = arena_new(out_of_memory, &plugins);
  if (!arena)
    out_of_memory(NULL);
  u32 count = argc > 1 ? (u32)(argc - 1) : 0;
  Str *arguments = ARENA_ARRAY(arena, Str, count);
  for (u32 i = 0; i < count; i++)
    arguments[i] = str_from(argv[i + 1]);
  Cli cli = { .arena = arena,
              .out = buf_new(arena),
              .err = buf_new(arena),
              .terminal = terminal(),
              .clock = nanoseconds,
              .plugins = &plugins };
  Status status = flush(&cli, cli_run(&cli, arguments, count));
  arena_free(arena);
  return (int)status;
}
