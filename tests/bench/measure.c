/* SPDX-License-Identifier: Apache-2.0
 *
 *   measure RUNS PROGRAM [ARGUMENT…]
 *
 * Runs the program RUNS times and prints a line for each run: microseconds from
 * before the fork until it is waited for, microseconds of processor time, peak
 * memory in KB, and its exit status. It is a program of its own because a
 * process starts with the peak memory of the one that made it, and this one is
 * small. What the measured program prints is lost.
 */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000LL + time.tv_nsec / 1000;
}

static long long microseconds(struct timeval time) {
  return time.tv_sec * 1000000LL + time.tv_usec;
}

static void run(char **command) {
  int nothing = open("/dev/null", O_RDWR);
  for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++)
    dup2(nothing, file);
  execvp(command[0], command);
  _exit(127);
}

int main(int argc, char **argv) {
  int runs = argc > 2 ? atoi(argv[1]) : 0;
  if (runs < 1) {
    fputs("usage: measure RUNS PROGRAM [ARGUMENT...]\n", stderr);
    return 2;
  }
  for (int i = 0; i < runs; i++) {
    int status = 0;
    struct rusage usage;
    long long start = now();
    pid_t child = vfork();
    if (child == 0)
      run(argv + 2);
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
      perror("measure");
      return 1;
    }
    printf("%lld %lld %ld %d\n", now() - start,
           microseconds(usage.ru_utime) + microseconds(usage.ru_stime),
           usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : -1);
  }
  return 0;
}
