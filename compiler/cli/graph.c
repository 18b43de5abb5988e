/* SPDX-License-Identifier: Apache-2.0
 *
 * `apiqc graph`: one stage of a program as a picture on standard output.
 */
#include "cli/cli.h"

#include "graph/graph.h"

static Status choose(const Job *job, Graph *graph, Str name) {
  if (graph_choose(graph, name))
    return STATUS_DONE;
  u32 count;
  const Str *names = graph_names(graph, &count);
  Str hint = console_hint(job->cli->arena, name, names, count);
  return console_misuse(job->cli, job->line->command,
                        "nothing in the picture is called `%.*s`%.*s",
                        STR_ARG(name), STR_ARG(hint));
}

static Status draw(const Job *job, const Graph *graph) {
  Str format = option_value(job->line, OPTION_drawing);
  Buf *out = &job->cli->out;
  if (str_equal(format, STR("dot")))
    graph_dot(out, graph);
  else if (str_equal(format, STR("mermaid")))
    graph_mermaid(out, graph);
  else if (str_equal(format, STR("json")))
    graph_json(out, graph);
  else if (!graph_svg(out, graph))
    return console_misuse(job->cli, job->line->command,
                          "%u things with %u arrows are too many for one "
                          "picture; `--format dot` and `--format json` have no "
                          "limit",
                          graph->nodes.count, graph->edges.count);
  return STATUS_DONE;
}

static void graph_file(Job *job, Str path) {
  const Compilation *compilation = job_compile(job, path);
  if (compilation->failure.length || compilation_wrong(compilation) ||
      !compilation->models.count)
    return;
  Graph *graph = graph_new(job->cli->arena, compilation->models.items[0]);
  if (option_given(job->line, OPTION_highlight))
    job->status = choose(job, graph, option_value(job->line, OPTION_highlight));
  if (!job->status)
    job->status = draw(job, graph);
}

Status graph_run(Cli *cli, const CommandLine *line) {
  Job job = job_new(cli, line);
  Str path = line->operands.count ? line->operands.items[0] : STR("");
  if (job_start(&job) &&
      (line->operands.count || job_standard_file(&job, &path)))
    graph_file(&job, path);
  return job_end(&job);
}
