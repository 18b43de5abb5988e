/* SPDX-License-Identifier: Apache-2.0
 *
 * The loop over the passes, and those that judge a program. The ones that make
 * something of it are in delivery.c.
 */
#include "pipeline.h"

#include "rules/rules.h"

/* ---- the table ----------------------------------------------------------- */

typedef enum PassUse { PASS_JUDGE, PASS_BUILD } PassUse;

typedef struct PassRow {
  Str name, summary;
  PassUse use;
  bool (*run)(Compilation *compilation);
  void (*show)(Compilation *compilation);
} PassRow;

static void show_tree(Compilation *compilation);
static void show_model(Compilation *compilation);

static const PassRow passes[] = {
#define PASS(id, use, show, summary)                                           \
  { STR_INIT(#id), STR_INIT(summary), PASS_##use, pass_##id, show },
#include "passes.def"
#undef PASS
};

Str pass_name(PassId pass) {
  return passes[pass].name;
}

Str pass_summary(PassId pass) {
  return passes[pass].summary;
}

PassId pass_shown(Str name) {
  u32 pass = 0;
  while (pass < PASS_COUNT &&
         !(passes[pass].show && str_equal(passes[pass].name, name)))
    pass++;
  return (PassId)pass;
}

static bool run(Compilation *compilation, PassId pass) {
  const Request *request = compilation->request;
  if (!request->clock)
    return passes[pass].run(compilation);
  u64 start = request->clock();
  bool more = passes[pass].run(compilation);
  request->times[pass] += request->clock() - start;
  return more;
}

Compilation *compile(Arena *arena, Sources *sources, const Request *request,
                     Str path) {
  Compilation *compilation = ARENA_NEW(arena, Compilation);
  *compilation = (Compilation){ .arena = arena,
                                .request = request,
                                .path = path,
                                .sources = sources,
                                .diags = diags_new(arena, sources),
                                .artifact_numbers = map_new(arena) };
  for (u32 pass = 0; pass < PASS_COUNT; pass++) {
    if (passes[pass].use == PASS_BUILD && !request->target_count)
      continue;
    bool more = run(compilation, (PassId)pass);
    if (pass == request->last && !compilation->failure.length)
      passes[pass].show(compilation);
    if (pass == request->last || !more)
      break;
  }
  return compilation;
}

bool compilation_wrong(const Compilation *compilation) {
  const Diags *diags = compilation->diags;
  return diags_count(diags, SEVERITY_ERROR) ||
         (compilation->request->deny_warnings &&
          diags_count(diags, SEVERITY_WARNING));
}

bool compilation_fail(Compilation *compilation, Str message) {
  compilation->failure = message;
  return false;
}

/* ---- what is shown ------------------------------------------------------- */

static void show_tree(Compilation *compilation) {
  Buf out = buf_new(compilation->arena);
  tree_dump(&out, compilation->tree);
  compilation->shown = buf_view(&out);
}

/* An incomplete model is nothing that a backend could spell. */
static void show_model(Compilation *compilation) {
  Arena *arena = compilation->arena;
  Buf out = buf_new(arena);
  for (u32 i = 0; i < compilation->models.count; i++) {
    if (diags_count(compilation->diags, SEVERITY_ERROR))
      return;
    FileSet *files = fileset_new(arena);
    Emission emission = { arena, compilation->models.items[i],
                          compilation->diags, files };
    backend_find(STR("model"))->emit(&emission);
    for (u32 j = 0; j < files->files.count; j++)
      buf_str(&out, files->files.items[j].content);
  }
  compilation->shown = buf_view(&out);
}

/* ---- the passes that judge ----------------------------------------------- */

static bool too_large(Compilation *compilation, const char *what, u32 limit) {
  u32 file = sources_add(compilation->sources, compilation->path, STR(""));
  u32 start = compilation->sources->files.items[file]->base;
  diag_add(compilation->diags, RULE_SYNTAX_TOO_LARGE, (Span){ start, start },
           "%s more than %u MiB", what, limit / 1024 / 1024);
  return false;
}

static Str read_failure(Arena *arena, Str path, FsResult result) {
  if (result.status == FS_IS_DIRECTORY)
    return str_format(arena,
                      "cannot read %.*s: it is a folder; name the file in it",
                      STR_ARG(path));
  return str_format(arena, "cannot read %.*s: %.*s", STR_ARG(path),
                    STR_ARG(result.reason));
}

bool pass_read(Compilation *compilation) {
  enum { ALL_SOURCES_LIMIT = 1024 * 1024 * 1024 }; /* addresses are u32 */
  Str text;
  FsResult result =
    fs_read(compilation->arena, compilation->path, SOURCE_LIMIT, &text);
  if (result.status == FS_TOO_LARGE)
    return too_large(compilation, "the file has", SOURCE_LIMIT);
  if (result.status)
    return compilation_fail(
      compilation, read_failure(compilation->arena, compilation->path, result));
  if (compilation->sources->next_base > ALL_SOURCES_LIMIT)
    return too_large(compilation, "all files together have", ALL_SOURCES_LIMIT);
  compilation->file =
    sources_add(compilation->sources, compilation->path, text);
  return true;
}

bool pass_parse(Compilation *compilation) {
  compilation->tree = parse(compilation->arena, compilation->diags,
                            compilation->sources, compilation->file);
  return true;
}

bool pass_resolve(Compilation *compilation) {
  compilation->program =
    program_resolve(compilation->arena, compilation->diags,
                    compilation->sources, compilation->tree);
  return true;
}

static void analyze(Compilation *compilation, Str stage) {
  const Request *request = compilation->request;
  Selection selection = { .stage = stage,
                          .definitions = request->definitions,
                          .count = request->definition_count,
                          .judging = request->judging };
  Model *model = program_analyze(compilation->program, &selection);
  if (model)
    VEC_PUSH(compilation->arena, &compilation->models, model);
}

bool pass_model(Compilation *compilation) {
  if (!compilation->request->every_stage) {
    analyze(compilation, compilation->request->stage);
    return compilation->models.count > 0;
  }
  /* Every stage has a node of its own, so there are no more than those. */
  u32 room = compilation->tree->nodes.count + 1;
  Str *names = ARENA_ARRAY(compilation->arena, Str, room);
  u32 count = program_stages(compilation->program, names, room);
  for (u32 i = 0; i < count; i++)
    analyze(compilation, names[i]);
  return compilation->models.count > 0;
}

bool pass_rules(Compilation *compilation) {
  for (u32 i = 0; i < compilation->models.count; i++)
    rules_check(compilation->arena, compilation->diags,
                compilation->models.items[i]);
  return true;
}

bool pass_finish(Compilation *compilation) {
  program_finish(compilation->program);
  return !compilation_wrong(compilation);
}
