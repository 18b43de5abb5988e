/* SPDX-License-Identifier: Apache-2.0
 *
 * The passes that deliver: the code of handlers becomes archives, the models
 * become the files of each target, and those get to the disk. The model is only
 * read by the targets, so what an archive is called is filled in before.
 */
#include "pipeline.h"

/* ---- code ---------------------------------------------------------------- */

/* A handler whose code is a folder or an archive beside the program. */
static bool has_code(const Handler *handler) {
  return handler->code.kind == CODE_FOLDER && handler->code.folder.length;
}

static Str code_path(const Compilation *compilation, const Handler *handler) {
  return fs_join(compilation->arena, fs_directory(compilation->path),
                 handler->code.folder);
}

/* "shop.work_off" -> "shop-work-off" */
static Str artifact_name(Arena *arena, const Handler *handler) {
  Buf out = buf_new(arena);
  Str path = handler->resource.path;
  for (u32 i = 0; i < path.length; i++) {
    char c = path.at[i];
    bool plain = is_letter(c) || is_digit(c);
    if (plain || (out.length && out.at[out.length - 1] != '-'))
      buf_char(&out, plain ? c : '-');
  }
  while (out.length && out.at[out.length - 1] == '-')
    out.length--;
  return buf_view(&out);
}

static void report_missing(Compilation *compilation, const Handler *handler) {
  Diags *diags = compilation->diags;
  Str folder = handler->code.folder;
  Str name = artifact_name(compilation->arena, handler);
  Diag *diag = diag_add(diags, RULE_FLOW_CODE_MISSING,
                        setting_place(&handler->resource, ATTR_handler_code),
                        "the code of handler `%.*s` is not there",
                        STR_ARG(handler->resource.path));
  diag_note(diags, diag,
            "a build goes on without it and calls the package `%.*s.zip`",
            STR_ARG(name));
  diag_help(diags, diag, "create the %s `%.*s` beside the program",
            str_ends(folder, STR(".zip")) ? "archive" : "folder",
            STR_ARG(folder));
}

bool pass_code(Compilation *compilation) {
  Arena *arena = compilation->arena;
  for (u32 i = 0; i < compilation->models.count; i++) {
    const Model *model = compilation->models.items[i];
    for (u32 j = 0; j < model->handlers.count; j++) {
      const Handler *handler = model->handlers.items[j];
      if (!has_code(handler))
        continue;
      Str path = code_path(compilation, handler);
      if (!fs_is_directory(arena, path) && !fs_is_file(arena, path))
        report_missing(compilation, handler);
    }
  }
  return true;
}

/* ---- package ------------------------------------------------------------- */

/* Packs each folder once for all stages. NULL: it is missing, or what is there
 * cannot be packed, and that has been said. */
static const Artifact *pack(Compilation *compilation, const Handler *handler,
                            Str name) {
  Arena *arena = compilation->arena;
  const Code *code = &handler->code;
  Str key =
    str_format(arena, "%.*s %.*s", STR_ARG(name), STR_ARG(code->folder));
  u32 known = map_get(&compilation->artifact_numbers, key);
  if (known)
    return &compilation->artifacts.items[known - 1];
  Artifact artifact;
  ArtifactResult result = artifact_pack(arena, fs_directory(compilation->path),
                                        code->folder, name, &artifact);
  if (result.status == ARTIFACT_UNREADABLE)
    compilation_fail(compilation, result.message);
  if (result.status == ARTIFACT_REFUSED)
    diag_add(compilation->diags, RULE_TYPE_BAD_ARGUMENT,
             setting_place(&handler->resource, ATTR_handler_code), "%.*s",
             STR_ARG(result.message));
  if (result.status)
    return NULL;
  VEC_PUSH(arena, &compilation->artifacts, artifact);
  map_set(&compilation->artifact_numbers, key, compilation->artifacts.count);
  return &compilation->artifacts.items[compilation->artifacts.count - 1];
}

bool pass_package(Compilation *compilation) {
  Arena *arena = compilation->arena;
  for (u32 i = 0; i < compilation->models.count; i++) {
    const Model *model = compilation->models.items[i];
    for (u32 j = 0; j < model->handlers.count; j++) {
      Handler *handler = model->handlers.items[j];
      if (!has_code(handler))
        continue;
      Str name = artifact_name(arena, handler);
      const Artifact *artifact = pack(compilation, handler, name);
      handler->code.artifact = artifact
                                 ? artifact->file_name
                                 : str_format(arena, "%.*s.zip", STR_ARG(name));
      handler->code.hash = artifact ? artifact->base64_sha256 : STR("");
    }
  }
  return !compilation->failure.length && !compilation_wrong(compilation);
}

/* ---- emit ---------------------------------------------------------------- */

static bool uses_artifact(const Model *model, const Artifact *artifact) {
  for (u32 i = 0; i < model->handlers.count; i++)
    if (str_equal(model->handlers.items[i]->code.artifact, artifact->file_name))
      return true;
  return false;
}

static bool add_artifacts(Compilation *compilation, const Delivery *delivery) {
  Arena *arena = compilation->arena;
  for (u32 i = 0; i < compilation->artifacts.count; i++) {
    const Artifact *artifact = &compilation->artifacts.items[i];
    Str path =
      str_format(arena, "artifacts/%.*s", STR_ARG(artifact->file_name));
    if (!uses_artifact(delivery->model, artifact) ||
        fileset_has(delivery->files, path))
      continue;
    Str problem =
      fileset_add(delivery->files, path, artifact->content, FILE_ARTIFACT);
    if (problem.length)
      return compilation_fail(compilation, problem);
  }
  return true;
}

/* TARGET/ and STAGE/ stand below a folder that the user chose only where there
 * are several of them. */
static Str output_folder(const Compilation *compilation,
                         const Delivery *delivery) {
  Arena *arena = compilation->arena;
  const Request *request = compilation->request;
  bool chosen = request->folder.length;
  Str folder =
    chosen ? request->folder
           : fs_join(arena, fs_directory(compilation->path), STR("apiq-out"));
  if (!chosen || request->target_count > 1)
    folder = fs_join(arena, folder, delivery->target->name);
  if (!chosen || compilation->models.count > 1)
    folder = fs_join(arena, folder, delivery->model->stage);
  return folder;
}

bool pass_emit(Compilation *compilation) {
  Arena *arena = compilation->arena;
  const Request *request = compilation->request;
  u32 rows;
  const CoverageRow *coverage = coverage_rows(&rows);
  for (u32 i = 0; i < request->target_count; i++)
    for (u32 j = 0; j < compilation->models.count; j++) {
      Delivery delivery = { .target = request->targets[i],
                            .model = compilation->models.items[j],
                            .files = fileset_new(arena) };
      delivery.folder = output_folder(compilation, &delivery);
      Emission emission = { arena, delivery.model, compilation->diags,
                            delivery.files };
      emission.sources = compilation->sources;
      emission.target = delivery.target;
      emission.packages = delivery.target->packages;
      coverage_judge(&emission, delivery.target->name, coverage, rows);
      delivery.target->emit(&emission);
      if (emission.failure.length)
        return compilation_fail(compilation, emission.failure);
      if (emission.packages && !add_artifacts(compilation, &delivery))
        return false;
      delivery.next = emission.next;
      VEC_PUSH(arena, &compilation->deliveries, delivery);
    }
  return !compilation_wrong(compilation);
}

/* ---- write --------------------------------------------------------------- */

/* The archives beside the one file stay in memory. How many files there are of
 * several documents or of a plug-in is known only now. */
static bool print(Compilation *compilation, const Delivery *delivery) {
  u32 count = 0;
  for (u32 i = 0; i < delivery->files->files.count; i++) {
    const OutputFile *file = &delivery->files->files.items[i];
    if (file->role == FILE_ARTIFACT)
      continue;
    compilation->shown = file->content;
    count++;
  }
  if (count == 1)
    return true;
  compilation->shown = STR("");
  Str name = delivery->target->name;
  if (!delivery->target->plugin)
    return compilation_fail(
      compilation, str_format(compilation->arena,
                              "the target %.*s makes %u files of this program; "
                              "give a folder in place of `-`",
                              STR_ARG(name), count));
  Diag *diag = diag_add(compilation->diags, RULE_PLUGIN_NOT_ONE_FILE,
                        delivery->model->stack->span,
                        "the target `%.*s` is %u files, and `-o -` prints one",
                        STR_ARG(name), count);
  diag_help(compilation->diags, diag, "give a folder in place of `-`");
  return false;
}

bool pass_write(Compilation *compilation) {
  Arena *arena = compilation->arena;
  const Request *request = compilation->request;
  Delivery *deliveries = compilation->deliveries.items;
  u32 count = compilation->deliveries.count;
  if (request->print)
    return print(compilation, &deliveries[0]);
  Placement *placements = ARENA_ARRAY(arena, Placement, count);
  WriteResult *results = ARENA_ARRAY(arena, WriteResult, count);
  for (u32 i = 0; i < count; i++)
    placements[i] = (Placement){ deliveries[i].files, deliveries[i].folder };
  filesets_write(arena, placements, count,
                 (WriteOptions){ .force = request->force }, results);
  for (u32 i = 0; i < count; i++) {
    deliveries[i].result = results[i];
    if (results[i].status)
      return compilation_fail(compilation, results[i].message);
  }
  return true;
}
