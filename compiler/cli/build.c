/* SPDX-License-Identifier: Apache-2.0
 *
 * `apiqc build`: a program compiled for one or several targets. At the end it
 * names what it wrote and the commands that bring it to life.
 */
#include "cli/cli.h"

#include "backends/external/external.h"

/* ---- what is to be made -------------------------------------------------- */

static Str target_names(Arena *arena, Str before, Str separator) {
  Buf out = buf_new(arena);
  u32 count;
  const Backend *backends = backend_list(&count);
  for (u32 i = 0; i < count; i++) {
    buf_str(&out, i ? separator : STR(""));
    buf_str(&out, before);
    buf_str(&out, backends[i].name);
  }
  return buf_view(&out);
}

/* Other than by these words nobody learns where a plug-in is looked for. */
static Str unknown_target(Cli *cli, Str name) {
  Arena *arena = cli->arena;
  u32 count;
  const Backend *backends = backend_list(&count);
  VEC(Str) names = { 0 };
  for (u32 i = 0; i < count; i++)
    VEC_PUSH(arena, &names, backends[i].name);
  Str list = str_join(arena, STR(", "), names.items, names.count);
  if (cli->plugins) {
    Plugins plugins = plugin_list(arena, cli->plugins);
    for (u32 i = 0; i < plugins.count; i++)
      VEC_PUSH(arena, &names, plugins.items[i]->name);
  }
  Str hint = console_hint(arena, name, names.items, names.count);
  Buf out = buf_new(arena);
  buf_format(&out, "there is no target `%.*s`%.*s%s are %.*s", STR_ARG(name),
             STR_ARG(hint), hint.length ? " Built in" : "; built in",
             STR_ARG(list));
  if (!cli->plugins)
    return buf_view(&out);
  if (!plugin_name_good(name))
    buf_text(&out, "; the name of any other is small letters, digits and `-`");
  else
    buf_format(&out,
               "; any other is a program `%.*s%.*s` in a folder of "
               "APIQC_PLUGIN_PATH or PATH",
               STR_ARG(PLUGIN_PREFIX), STR_ARG(name));
  Str unsearched = plugin_unsearched(cli->plugins);
  if (unsearched.length)
    buf_format(&out,
               "; `%.*s` in APIQC_PLUGIN_PATH is not searched, because it is "
               "no absolute path",
               STR_ARG(unsearched));
  return buf_view(&out);
}

/* NULL: there is none. */
static const Backend *find_target(Cli *cli, Str name) {
  const Backend *target = backend_find(name);
  Plugin *plugin = target || !cli->plugins
                     ? NULL
                     : plugin_find(cli->arena, cli->plugins, name);
  return plugin ? plugin_backend(cli->arena, plugin) : target;
}

/* Gives every plug-in its time. Empty, or what is wrong. */
static Str read_timeout(Arena *arena, const CommandLine *line,
                        const Request *request) {
  Str given = option_value(line, OPTION_plugin_timeout);
  if (!given.length)
    return STR("");
  enum { MOST_DIGITS = 5 };
  u32 seconds = 0, plugins = 0;
  bool good = given.length <= MOST_DIGITS;
  for (u32 i = 0; good && i < given.length; i++) {
    good = is_digit(given.at[i]);
    seconds = seconds * 10 + (u32)(given.at[i] - '0');
  }
  if (!good || seconds == 0 || seconds > PLUGIN_MOST_SECONDS)
    return str_format(arena,
                      "`--plugin-timeout` takes whole seconds, 1 to %d, not "
                      "`%.*s`",
                      PLUGIN_MOST_SECONDS, STR_ARG(given));
  for (u32 i = 0; i < request->target_count; i++)
    if (request->targets[i]->plugin) {
      request->targets[i]->plugin->seconds = seconds;
      plugins++;
    }
  return plugins ? STR("")
                 : STR("`--plugin-timeout` does nothing where every target is "
                       "built in");
}

/* Empty, or what is wrong with the command line. */
static Str read_targets(Cli *cli, const CommandLine *line, Request *request) {
  Arena *arena = cli->arena;
  VEC(const Backend *) targets = { 0 };
  for (u32 i = 0; i < line->options.count; i++) {
    Str name = line->options.items[i].value;
    if (line->options.items[i].id != OPTION_target)
      continue;
    const Backend *target = find_target(cli, name);
    if (!target)
      return unknown_target(cli, name);
    for (u32 j = 0; j < targets.count; j++)
      if (str_equal(targets.items[j]->name, name))
        return str_format(arena, "`--target %.*s` is given twice",
                          STR_ARG(name));
    VEC_PUSH(arena, &targets, target);
  }
  request->targets = targets.items;
  request->target_count = targets.count;
  if (targets.count)
    return read_timeout(arena, line, request);
  Str choice = target_names(arena, STR("--target "), STR(" or "));
  return str_format(arena, "say what to make: %.*s", STR_ARG(choice));
}

static Str print_problem(Arena *arena, const Request *request) {
  if (request->target_count != 1 || !request->targets)
    return STR("`-o -` prints one target, not several");
  const Backend *target = request->targets[0];
  if (request->every_stage)
    return STR("`-o -` prints one stage; give `--stage` in place of "
               "`--all-stages`");
  if (request->force)
    return STR("`--force` does nothing where nothing is written");
  if (!target->one_file)
    return str_format(arena,
                      "the target %.*s is several files; give a folder in "
                      "place of `-`",
                      STR_ARG(target->name));
  return STR("");
}

static Str read_output(Arena *arena, const CommandLine *line,
                       Request *request) {
  Str folder = option_value(line, OPTION_output);
  request->force = option_given(line, OPTION_force);
  request->every_stage = option_given(line, OPTION_all_stages);
  if (request->every_stage && request->stage.length)
    return STR("`--stage` and `--all-stages` exclude each other");
  request->print = str_equal(folder, STR("-"));
  if (request->print)
    return print_problem(arena, request);
  while (folder.length > 1 && str_ends(folder, STR("/")))
    folder.length--;
  request->folder = folder;
  return STR("");
}

/* ---- what has been made -------------------------------------------------- */

static void print_written(Cli *cli, const Delivery *delivery) {
  const WriteResult *result = &delivery->result;
  for (u32 i = 0; i < result->written.count; i++) {
    Str path = fs_join(cli->arena, delivery->folder, result->written.items[i]);
    buf_format(&cli->out, "wrote %.*s\n", STR_ARG(path));
  }
  for (u32 i = 0; i < result->removed.count; i++) {
    Str path = fs_join(cli->arena, delivery->folder, result->removed.items[i]);
    buf_format(&cli->out, "removed %.*s\n", STR_ARG(path));
  }
  if (result->written.count + result->removed.count == 0)
    buf_format(&cli->out, "%.*s is up to date\n", STR_ARG(delivery->folder));
}

static void print_next(Cli *cli, const Delivery *delivery) {
  Buf commands = buf_new(cli->arena);
  if (delivery->target->next)
    delivery->target->next(&commands, delivery->model, delivery->folder,
                           delivery->files);
  plugin_next(&commands, delivery->next, delivery->folder);
  if (!commands.length)
    return;
  buf_format(&cli->out, "\nnext, for %.*s on stage %.*s:\n%.*s",
             STR_ARG(delivery->target->name), STR_ARG(delivery->model->stage),
             STR_ARG(buf_view(&commands)));
}

static void build(Job *job, Str path) {
  const Compilation *compilation = job_compile(job, path);
  if (job->request.print || job->request.last != PASS_COUNT ||
      compilation->failure.length || compilation_wrong(compilation))
    return;
  for (u32 i = 0; i < compilation->deliveries.count; i++)
    print_written(job->cli, &compilation->deliveries.items[i]);
  for (u32 i = 0; i < compilation->deliveries.count; i++)
    print_next(job->cli, &compilation->deliveries.items[i]);
}

Status build_run(Cli *cli, const CommandLine *line) {
  Job job = job_new(cli, line);
  Str problem = read_targets(cli, line, &job.request);
  if (!problem.length)
    problem = read_output(cli->arena, line, &job.request);
  if (problem.length)
    return console_misuse(cli, line->command, "%.*s", STR_ARG(problem));
  if (job_start(&job)) {
    Str path;
    if (line->operands.count)
      build(&job, line->operands.items[0]);
    else if (job_standard_file(&job, &path))
      build(&job, path);
  }
  return job_end(&job);
}
