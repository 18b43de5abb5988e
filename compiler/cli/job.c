/* SPDX-License-Identifier: Apache-2.0
 *
 * What check and build have in common: the options that choose what is judged,
 * and the report at the end. Programs that are checked together share one
 * address space, so that one document can hold all their diagnostics.
 */
#include "cli/cli.h"

/* ---- formats ------------------------------------------------------------- */

typedef enum Format {
  FORMAT_HUMAN,
  FORMAT_SHORT,
  FORMAT_JSON,
  FORMAT_SARIF,
  FORMAT_GITHUB,
} Format;

static Format job_format(const Job *job) {
  static const Str names[] = {
    [FORMAT_HUMAN] = STR_INIT("human"),   [FORMAT_SHORT] = STR_INIT("short"),
    [FORMAT_JSON] = STR_INIT("json"),     [FORMAT_SARIF] = STR_INIT("sarif"),
    [FORMAT_GITHUB] = STR_INIT("github"),
  };
  Str wanted = option_value(job->line, OPTION_format);
  for (u32 i = 0; i < COUNT_OF(names); i++)
    if (str_equal(wanted, names[i]))
      return (Format)i;
  return FORMAT_HUMAN;
}

static bool wants_color(const Job *job) {
  Str when = option_value(job->line, OPTION_color);
  if (str_equal(when, STR("always")))
    return true;
  const Terminal *terminal = &job->cli->terminal;
  return !str_equal(when, STR("never")) && terminal->err && !terminal->no_color;
}

static void render(const Job *job) {
  Cli *cli = job->cli;
  Format format = job_format(job);
  /* What `check` finds is what it was asked for, unless it shows a pass. */
  bool asked = !job->request.target_count && job->request.last == PASS_COUNT &&
               !job->lists;
  Buf *document = asked ? &cli->out : &cli->err;
  RenderOptions options = { wants_color(job), cli->terminal.width };
  switch (format) {
  case FORMAT_HUMAN:
    render_human(&cli->err, job->diags, options);
    break;
  case FORMAT_SHORT:
    render_short(&cli->err, job->diags);
    break;
  case FORMAT_JSON:
    render_json(document, job->diags);
    break;
  case FORMAT_SARIF:
    render_sarif(document, job->diags);
    break;
  case FORMAT_GITHUB:
    render_github(document, job->diags);
    break;
  }
}

/* ---- the job ------------------------------------------------------------- */

static void worsen(Job *job, Status status) {
  if (job->status < status)
    job->status = status;
}

static void job_fail(Job *job, Str message) {
  console_say(job->cli, "%.*s", STR_ARG(message));
  worsen(job, STATUS_FILES);
}

Job job_new(Cli *cli, const CommandLine *line) {
  Sources *sources = sources_new(cli->arena);
  return (Job){
    .cli = cli,
    .line = line,
    .sources = sources,
    .diags = diags_new(cli->arena, sources),
    .request = { .stage = option_value(line, OPTION_stage),
                 .deny_warnings = option_given(line, OPTION_deny),
                 .last = pass_shown(option_value(line, OPTION_dump)) },
  };
}

bool job_start(Job *job) {
  Cli *cli = job->cli;
  Request *request = &job->request;
  request->clock = option_given(job->line, OPTION_time) ? cli->clock : NULL;
  request->times = job->times;
  Str failure = STR("");
  Str problem = definitions_read(cli->arena, job->line, job->sources,
                                 job->diags, request, &failure);
  if (problem.length)
    job->status =
      console_misuse(cli, job->line->command, "%.*s", STR_ARG(problem));
  if (failure.length)
    job_fail(job, failure);
  return !job->status && !job->diags->items.count;
}

bool job_standard_file(Job *job, Str *path) {
  *path = STR("stack.apiq");
  FsInfo info;
  FsError error = fs_look(fs_here(), *path, &info);
  if (error.status || info.kind != FS_KIND_NOTHING)
    return true;
  job_fail(job, STR("there is no stack.apiq in this folder; name the file, or "
                    "let `apiqc init` write a project to start from"));
  return false;
}

Compilation *job_compile(Job *job, Str path) {
  Cli *cli = job->cli;
  Compilation *compilation =
    compile(cli->arena, job->sources, &job->request, path);
  for (u32 i = 0; i < compilation->diags->items.count; i++)
    VEC_PUSH(cli->arena, &job->diags->items,
             compilation->diags->items.items[i]);
  buf_str(&cli->out, compilation->shown);
  if (compilation->failure.length)
    job_fail(job, compilation->failure);
  return compilation;
}

static void print_time(Buf *out, Str name, u64 nanoseconds, Str summary) {
  u64 microseconds = nanoseconds / 1000;
  buf_format(out, "time: %-8.*s %6llu.%03llu ms  %.*s\n", STR_ARG(name),
             (unsigned long long)microseconds / 1000,
             (unsigned long long)microseconds % 1000, STR_ARG(summary));
}

static void print_times(const Job *job) {
  u64 all = 0;
  for (u32 pass = 0; pass < PASS_COUNT; pass++) {
    u64 time = job->times[pass];
    all += time;
    if (time) /* it has run */
      print_time(&job->cli->err, pass_name((PassId)pass), time,
                 pass_summary((PassId)pass));
  }
  print_time(&job->cli->err, STR("all"), all, STR("every pass together"));
}

Status job_end(Job *job) {
  if (job->status != STATUS_USAGE) {
    diags_finish(job->diags, job->request.deny_warnings);
    if (diags_count(job->diags, SEVERITY_ERROR))
      worsen(job, STATUS_ERRORS);
    render(job);
  }
  if (job->request.clock)
    print_times(job);
  return job->status;
}
