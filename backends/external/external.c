/* SPDX-License-Identifier: Apache-2.0
 *
 * A plug-in as a target: the model becomes its input, and how it ended becomes
 * a diagnostic or an answer. It is asked once for each stage, and not again
 * when it has failed.
 */
#include "backends/external/external.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

/* ---- diagnostics --------------------------------------------------------- */

/* The program as a place: nothing of it is shown. */
static Span plugin_place(Emission *emission, const Plugin *plugin) {
  u32 number = sources_add(emission->sources, plugin->path, STR(""));
  SourceFile *file = emission->sources->files.items[number];
  file->opaque = true;
  return (Span){ file->base, file->base };
}

Diag *plugin_report(Emission *emission, Plugin *plugin, Rule rule, Str message,
                    Str help) {
  Diags *diags = emission->diags;
  plugin->failed = true;
  Diag *diag = diag_add(diags, rule, plugin_place(emission, plugin),
                        "the plug-in `%.*s` %.*s", STR_ARG(plugin->name),
                        STR_ARG(message));
  if (rule != RULE_PLUGIN_UNUSABLE)
    diag_note(diags, diag, "it was given the model of stage `%.*s`",
              STR_ARG(emission->model->stage));
  if (help.length)
    diag_help(diags, diag, "%.*s", STR_ARG(help));
  return diag;
}

/* The last lines, each as a note; what a terminal would obey is made visible by
 * whoever prints them. */
static void quote_last_words(Diags *diags, Diag *diag, Str words) {
  enum { MOST = 8 };
  Str lines[MOST];
  u32 count = 0;
  while (words.length && words.at[words.length - 1] == '\n')
    words.length--;
  for (u32 end = words.length; count < MOST && words.length;) {
    u32 start = end;
    while (start > 0 && words.at[start - 1] != '\n')
      start--;
    lines[count++] = str_slice(words, start, end);
    if (start == 0)
      break;
    end = start - 1;
  }
  while (count-- > 0)
    if (lines[count].length)
      diag_note(diags, diag, "it said: %.*s", STR_ARG(lines[count]));
}

/* ---- how it ended -------------------------------------------------------- */

static Str signal_name(Arena *arena, int number) {
  static const struct {
    int number;
    Str name;
  } known[] = {
    { SIGABRT, STR_INIT("SIGABRT") }, { SIGBUS, STR_INIT("SIGBUS") },
    { SIGFPE, STR_INIT("SIGFPE") },   { SIGHUP, STR_INIT("SIGHUP") },
    { SIGILL, STR_INIT("SIGILL") },   { SIGINT, STR_INIT("SIGINT") },
    { SIGKILL, STR_INIT("SIGKILL") }, { SIGPIPE, STR_INIT("SIGPIPE") },
    { SIGSEGV, STR_INIT("SIGSEGV") }, { SIGTERM, STR_INIT("SIGTERM") },
  };
  for (u32 i = 0; i < COUNT_OF(known); i++)
    if (known[i].number == number)
      return known[i].name;
  return str_format(arena, "number %d", number);
}

static void report_end(Emission *emission, Plugin *plugin,
                       const PluginOutcome *outcome) {
  Arena *arena = emission->arena;
  Str name = signal_name(arena, outcome->number);
  Rule rule = RULE_PLUGIN_FAILED;
  Str message, help = STR("");
  if (outcome->end == PLUGIN_LATE) {
    rule = RULE_PLUGIN_TIMEOUT;
    message = str_format(arena, "was not done after %u s, and was stopped",
                         plugin->seconds);
    help = STR("give it more time with `--plugin-timeout SECONDS`");
  } else if (outcome->end == PLUGIN_TOO_MUCH) {
    rule = RULE_PLUGIN_TOO_LARGE;
    message = str_format(
      arena, "printed more than %d MiB on standard %s, and was stopped",
      (outcome->errors ? PLUGIN_ERRORS : PLUGIN_ANSWER) >> 20,
      outcome->errors ? "error" : "output");
  } else if (outcome->end == PLUGIN_KILLED) {
    message = str_format(arena, "was ended by the signal %.*s", STR_ARG(name));
  } else {
    message = str_format(arena, "ended with status %d", outcome->number);
  }
  Diag *diag = plugin_report(emission, plugin, rule, message, help);
  quote_last_words(emission->diags, diag, outcome->last_words);
}

/* What is the program's fault is reported; the rest is the system's. */
static void report_unstarted(Emission *emission, Plugin *plugin, int number) {
  Arena *arena = emission->arena;
  static const int shortages[] = { EAGAIN, ENOMEM, EMFILE, ENFILE };
  Str reason = str_copy(arena, str_from(strerror(number)));
  for (u32 i = 0; i < COUNT_OF(shortages); i++)
    if (number == shortages[i]) {
      emission->failure = str_format(arena, "cannot start %.*s: %.*s",
                                     STR_ARG(plugin->path), STR_ARG(reason));
      plugin->failed = true;
      return;
    }
  if (number == ENOENT)
    reason = STR("the interpreter that its first line names is not there");
  if (number == ENOEXEC)
    reason = STR("it is neither a binary of this system nor a script whose "
                 "first line begins with `#!`");
  plugin_report(emission, plugin, RULE_PLUGIN_UNUSABLE,
                str_format(arena, "cannot be started: %.*s", STR_ARG(reason)),
                STR(""));
}

/* ---- the target ---------------------------------------------------------- */

/* The document of `--target model`, byte for byte. */
static Str model_document(Emission *emission) {
  Emission model = { .arena = emission->arena,
                     .model = emission->model,
                     .diags = emission->diags,
                     .files = fileset_new(emission->arena) };
  backend_find(STR("model"))->emit(&model);
  return model.files->files.items[0].content;
}

/* What a plug-in finds in its environment, and nothing else. */
static const char *const *environment(Emission *emission,
                                      const Plugin *plugin) {
  Arena *arena = emission->arena;
  const Sources *sources = emission->sources;
  const char **list = ARENA_ARRAY(arena, const char *, 4);
  Str file = sources_file(sources, emission->model->stack->span.lo)->path;
  Str path = plugin->host->path;
  u32 count = 0;
  list[count++] = "LC_ALL=C.UTF-8";
  list[count++] =
    str_terminated(arena, str_format(arena, "APIQC_FILE=%.*s", STR_ARG(file)));
  if (path.length)
    list[count++] =
      str_terminated(arena, str_format(arena, "PATH=%.*s", STR_ARG(path)));
  return list;
}

static void plugin_emit(Emission *emission) {
  Arena *arena = emission->arena;
  Plugin *plugin = emission->target->plugin;
  if (plugin->failed)
    return;
  if (plugin->problem.length) {
    plugin_report(
      emission, plugin, RULE_PLUGIN_UNUSABLE,
      str_format(arena, "cannot be started: %.*s", STR_ARG(plugin->problem)),
      str_ends(plugin->problem, STR("not executable"))
        ? str_format(arena, "chmod +x %.*s",
                     STR_ARG(spell_shell(arena, plugin->path)))
        : STR(""));
    return;
  }
  PluginCall call = { .path = str_terminated(arena, plugin->path),
                      .environment = environment(emission, plugin),
                      .input = model_document(emission),
                      .seconds = plugin->seconds };
  PluginOutcome outcome = plugin->host->run(arena, plugin->host, &call);
  if (outcome.end == PLUGIN_UNSTARTED)
    report_unstarted(emission, plugin, outcome.error.number);
  else if (outcome.end == PLUGIN_INTERRUPTED)
    emission->failure = STR("a signal ended the build");
  else if (outcome.end != PLUGIN_EXITED || outcome.number)
    report_end(emission, plugin, &outcome);
  else
    answer_read(emission, plugin, buf_view(&outcome.output));
}

const Backend *plugin_backend(Arena *arena, Plugin *plugin) {
  Backend *backend = ARENA_NEW(arena, Backend);
  *backend = (Backend){ .name = plugin->name,
                        .summary = plugin->path,
                        .one_file = true, /* as long as its answer does not say
                                             otherwise */
                        .emit = plugin_emit,
                        .plugin = plugin };
  return backend;
}

void plugin_next(Buf *out, Str commands, Str folder) {
  static const Str placeholder = STR_INIT("{folder}");
  Str word = spell_shell(out->arena, folder);
  for (u32 i = 0; i < commands.length; i++) {
    if (!str_starts(str_slice(commands, i, commands.length), placeholder)) {
      buf_char(out, commands.at[i]);
      continue;
    }
    buf_str(out, word);
    i += placeholder.length - 1;
  }
}
