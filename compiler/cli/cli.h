/* SPDX-License-Identifier: Apache-2.0
 *
 * cli: a command line becomes a call of one command.
 *
 * The tables say which commands and options there are and which go together;
 * an option that a command would not heed is refused. A command prints into two
 * buffers, so that only main.c knows the standard streams.
 */
#ifndef APIQC_CLI_H
#define APIQC_CLI_H

#include "pipeline.h"

/* Of the process. */
typedef enum Status {
  STATUS_DONE,
  STATUS_ERRORS, /* the program has errors */
  STATUS_USAGE,  /* the command line is wrong */
  STATUS_FILES,  /* a file could not be read or written */
} Status;

typedef struct Terminal {
  bool err;      /* standard error is one */
  u32 width;     /* columns; 0: unknown */
  bool no_color; /* the user wants none */
} Terminal;

typedef struct Cli {
  Arena *arena;
  Buf out, err; /* for the standard streams */
  Terminal terminal;
  Clock *clock;
  struct PluginHost *plugins; /* where programs for targets are, and who runs
                                 them; NULL: there are none */
} Cli;

/* ---- options.c: the command line by the tables --------------------------- */

typedef enum OptionId {
#define OPTION(id, ...) OPTION_##id,
#include "cli/options.def"
#undef OPTION
  OPTION_COUNT
} OptionId;

typedef struct OptionRow {
  Str name, other; /* "--help", "-h" */
  Str value;       /* what it takes; empty: nothing */
  Str words;       /* "auto|always|never"; empty: any text */
  bool many;
  Str summary;
} OptionRow;

typedef struct GivenOption {
  OptionId id;
  Str value;
} GivenOption;

typedef struct CommandLine {
  const struct CommandRow *command; /* NULL: none is given */
  VEC(GivenOption) options;
  VEC(Str) operands; /* what is neither the command nor an option */
  Str problem;       /* what is wrong; empty: nothing */
} CommandLine;

const OptionRow *option_row(OptionId id);
/* Reads the arguments behind the program's name up to the first problem. */
CommandLine command_line_read(Arena *arena, const Str *arguments, u32 count);
bool option_given(const CommandLine *line, OptionId id);
/* The value of the first one; empty when it is not given. */
Str option_value(const CommandLine *line, OptionId id);

/* ---- commands.c ---------------------------------------------------------- */

typedef struct CommandRow {
  Str group; /* a row with a group is a heading and nothing else */
  Str name;
  u32 operands; /* at most */
  u32 options;  /* bits by OptionId */
  Str usage, summary, details;
  Status (*run)(Cli *cli, const CommandLine *line);
} CommandRow;

#define GROUP(title)
#define COMMAND(id, ...) Status id##_run(Cli *cli, const CommandLine *line);
#include "cli/commands.def"
#undef COMMAND
#undef GROUP

const CommandRow *command_list(u32 *count);
/* NULL when there is none. */
const CommandRow *command_find(Str name);
/* "; did you mean `build`?", or nothing. */
Str command_hint(Arena *arena, Str word);

/* Does what the arguments behind the program's name ask for. */
Status cli_run(Cli *cli, const Str *arguments, u32 count);

/* ---- console.c: sentences for people ------------------------------------- */

/* A line on standard error, with the program's name before it. */
void console_say(Cli *cli, const char *format, ...) PRINTF_LIKE(2, 3);
/* The same with a line of usage below it, of the command if there is one. */
Status console_misuse(Cli *cli, const CommandRow *command, const char *format,
                      ...) PRINTF_LIKE(3, 4);
/* "; did you mean `near`?" if one of the candidates is near, else nothing. */
Str console_hint(Arena *arena, Str word, const Str *candidates, u32 count);

/* ---- help.c -------------------------------------------------------------- */

void help_overview(Buf *out);
void help_about(Buf *out, const CommandRow *command);

/* ---- job.c: what check and build have in common -------------------------- */

typedef struct Job {
  Cli *cli;
  const CommandLine *line;
  Sources *sources;
  Diags *diags; /* of all programs */
  Request request;
  u64 times[PASS_COUNT];
  Status status; /* the worst so far */
  bool lists;    /* standard output is for something else than diagnostics */
} Job;

Job job_new(Cli *cli, const CommandLine *line);
/* Reads the values of params. False when nothing can be compiled; job_end then
 * says why. */
bool job_start(Job *job);
/* The root file that the command line leaves out. False: there is none, and
 * that has been said. */
bool job_standard_file(Job *job, Str *path);
Compilation *job_compile(Job *job, Str path);
/* Prints the diagnostics and the times. */
Status job_end(Job *job);

/* ---- definitions.c: -D and --params -------------------------------------- */

/* Every definition, -D first. A mistake in the file is reported; empty, or what
 * is wrong with the command line, or with reading the file in `failure`. */
Str definitions_read(Arena *arena, const CommandLine *line, Sources *sources,
                     Diags *diags, Request *request, Str *failure);

/* ---- texts that are built in --------------------------------------------- */

extern const Embedded explain_pages; /* by rule */
extern const Embedded starter_files; /* by path */

/* ---- markdown.c ---------------------------------------------------------- */

/* Markdown as plain text of `width` columns, code as it stands. */
void markdown_plain(Buf *out, Str text, u32 width);

/* ---- coverage.c ---------------------------------------------------------- */

/* What `apiqc targets --coverage` prints. */
void coverage_print(Cli *cli, bool json);

#endif
