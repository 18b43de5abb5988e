/* SPDX-License-Identifier: Apache-2.0
 *
 * `apiqc check`: everything that speaks against one or several programs, and no
 * output. Silence means that nothing does; on a terminal a line says so.
 */
#include "cli/cli.h"

static void check_file(Job *job, Str path) {
  Cli *cli = job->cli;
  const Compilation *compilation = job_compile(job, path);
  u32 stages = compilation->models.count;
  if (cli->terminal.err && job->request.last == PASS_COUNT &&
      !option_given(job->line, OPTION_format) && !compilation->failure.length &&
      !compilation->diags->items.count)
    console_say(cli, "%.*s: nothing to complain of on %u stage%s",
                STR_ARG(path), stages, stages == 1 ? "" : "s");
}

Status check_run(Cli *cli, const CommandLine *line) {
  Job job = job_new(cli, line);
  job.request.judging = true;
  job.request.every_stage = !job.request.stage.length;
  if (job_start(&job)) {
    Str path;
    for (u32 i = 0; i < line->operands.count; i++)
      check_file(&job, line->operands.items[i]);
    if (line->operands.count == 0 && job_standard_file(&job, &path))
      check_file(&job, path);
  }
  return job_end(&job);
}
