/* SPDX-License-Identifier: Apache-2.0
 *
 * external: targets that others write.
 *
 * A target that is not built in is the program `apiqc-backend-NAME`. It reads
 * the model from its standard input, as `--target model` prints it, and answers
 * on its standard output with the files it wants written. It touches nothing
 * that the compiler answers for: paths are checked and files are written here.
 *
 * Only runner.c starts programs. It stands outside of the library, so that the
 * compiler without it runs where there are no processes; who can run programs
 * hands the function in.
 */
#ifndef APIQC_EXTERNAL_H
#define APIQC_EXTERNAL_H

#include "backends/backend.h"

#define PLUGIN_PREFIX STR("apiqc-backend-")

enum {
  PLUGIN_SECONDS = 30,         /* that it may take, unless somebody says else */
  PLUGIN_MOST_SECONDS = 86400, /* that anybody may say */
  PLUGIN_ANSWER = 64 << 20,    /* bytes on its standard output */
  PLUGIN_ERRORS = 16 << 20,    /* bytes on its standard error */
  PLUGIN_LAST_WORDS = 2000,    /* of those, so many are kept */
  PLUGIN_VALUES = 2000000,     /* of JSON in an answer */
  PLUGIN_FILES = 10000,
  PLUGIN_DIAGS = 1000,
  PLUGIN_COMMANDS = 20,
};

/* ---- running a program --------------------------------------------------- */

typedef struct PluginCall {
  const char *path;               /* of the program, absolute */
  const char *const *environment; /* NULL ends it */
  Str input;                      /* for its standard input */
  u32 seconds;
} PluginCall;

typedef enum PluginEnd {
  PLUGIN_EXITED,      /* `number` is its status */
  PLUGIN_KILLED,      /* by the signal `number` */
  PLUGIN_LATE,        /* its time was over */
  PLUGIN_TOO_MUCH,    /* it printed more than it may */
  PLUGIN_UNSTARTED,   /* the system says why in `error` */
  PLUGIN_INTERRUPTED, /* a signal asked the compiler to end */
} PluginEnd;

typedef struct PluginOutcome {
  PluginEnd end;
  int number;
  FsError error;
  Buf output;     /* what it printed */
  Str last_words; /* the last bytes that it said on standard error */
  bool errors;    /* TOO_MUCH: it was standard error */
} PluginOutcome;

struct PluginHost;
typedef PluginOutcome PluginRunner(Arena *arena, struct PluginHost *host,
                                   const PluginCall *call);

typedef struct PluginHost {
  Str plugin_path, path; /* APIQC_PLUGIN_PATH and PATH */
  PluginRunner *run;
  long
    running; /* the group of processes that must not be left behind; 0: none */
} PluginHost;

/* runner.c, outside of the library. */
PluginRunner plugin_run;
/* Kills what is running, for a process that is about to end. */
void plugin_stop(const PluginHost *host);

/* ---- search.c: which programs there are ---------------------------------- */

typedef struct Plugin {
  Str name;    /* "docs" */
  Str path;    /* of the program */
  Str problem; /* why it cannot be started; empty: nothing is known of one */
  PluginHost *host;
  u32 seconds;
  bool failed; /* it is not asked again */
} Plugin;

/* Small letters, digits and `-`, a letter first. */
bool plugin_name_good(Str name);
/* The first program of that name, in the absolute folders of APIQC_PLUGIN_PATH
 * and then of PATH. NULL: there is none. */
Plugin *plugin_find(Arena *arena, PluginHost *host, Str name);

typedef VEC(Plugin *) Plugins;

/* Every program that plugin_find would find, sorted by name. */
Plugins plugin_list(Arena *arena, PluginHost *host);
/* The first folder of APIQC_PLUGIN_PATH that is not searched because it is no
 * absolute path; empty: all are. */
Str plugin_unsearched(const PluginHost *host);

/* ---- external.c ---------------------------------------------------------- */

/* The target that the plug-in makes. */
const Backend *plugin_backend(Arena *arena, Plugin *plugin);

/* Reports against the program itself. */
Diag *plugin_report(Emission *emission, Plugin *plugin, Rule rule, Str message,
                    Str help);

/* Prints commands of an answer, one a line, with the folder of the files in
 * place of `{folder}`. */
void plugin_next(Buf *out, Str commands, Str folder);

/* ---- answer.c ------------------------------------------------------------ */

/* Adds what the answer holds: files, diagnostics, commands. What is wrong with
 * it is reported, and then nothing of it counts. */
void answer_read(Emission *emission, Plugin *plugin, Str text);

/* ---- place.c ------------------------------------------------------------- */

/* The thing of the model that is referred to as {"kind", "path"}; NULL: there
 * is none. */
const Resource *thing_find(Arena *arena, const Model *model, Str kind,
                           Str path);
/* The place in a file of the program, from 1, in code points; false: there is
 * no such place. */
bool place_find(const Sources *sources, Str file, u32 line, u32 column,
                u32 *address);

#endif
