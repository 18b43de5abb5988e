/* SPDX-License-Identifier: Apache-2.0
 *
 * Imports: the files of a program, each read once, however many import it.
 *
 * `std.NAME` is built in; anything else is a path from the importing file, which
 * may not leave the folder of the root file, not even through a link. Modules
 * are listed after what they import, so that names can be resolved in order.
 */
#include "sema/program.h"

extern const Embedded standard_modules; /* stdlib/NAME.apiq */

enum { IMPORT_LIMIT = 256, IMPORT_DEPTH = 32 };

typedef struct Loader {
  Program *program;
  Str folder; /* of the root file */
  const Module *open[IMPORT_DEPTH + 1]; /* whose imports are being read */
  u32 depth, count;
} Loader;

static Module *module_add(Program *program, Str identity, const Tree *tree) {
  Arena *arena = program->arena;
  Module *module = ARENA_NEW(arena, Module);
  u32 nodes = tree->nodes.count;
  *module = (Module){ .identity = identity,
                      .name = tree->file->path,
                      .tree = tree,
                      .reasons = ARENA_ARRAY(arena, Reason *, nodes),
                      .used = ARENA_ARRAY(arena, bool, nodes),
                      .standard = tree->file->built_in };
  return module;
}

static Module *module_known(const Program *program, Str identity) {
  for (u32 i = 0; i < program->modules.count; i++)
    if (str_equal(program->modules.items[i]->identity, identity))
      return program->modules.items[i];
  return NULL;
}

/* ---- what goes wrong ---- */

static void report_circle(Loader *loader, Span span, u32 first) {
  Program *program = loader->program;
  Buf path = buf_new(program->arena);
  for (u32 i = first; i < loader->depth; i++)
    buf_format(&path, "%.*s -> ", STR_ARG(loader->open[i]->name));
  buf_str(&path, loader->open[first]->name);
  diag_note(program->diags,
            diag_add(program->diags, RULE_NAME_IMPORT_CYCLE, span,
                     "`%.*s` is imported while it is being read",
                     STR_ARG(loader->open[first]->name)),
            "the circle: %.*s", STR_ARG(buf_view(&path)));
}

static bool report_too_many(Loader *loader, Span span) {
  Diags *diags = loader->program->diags;
  if (loader->count == IMPORT_LIMIT)
    diag_add(diags, RULE_SYNTAX_TOO_LARGE, span,
             "a program imports at most %d files", IMPORT_LIMIT);
  else if (loader->depth > IMPORT_DEPTH)
    diag_add(diags, RULE_SYNTAX_TOO_DEEP, span,
             "imports reach at most %d files deep", IMPORT_DEPTH);
  else
    return false;
  return true;
}

static void report_unread(Loader *loader, Span span, Str path,
                          FsResult result) {
  Diags *diags = loader->program->diags;
  if (result.status == FS_TOO_LARGE)
    diag_add(diags, RULE_SYNTAX_TOO_LARGE, span, "`%.*s` has more than %u MiB",
             STR_ARG(path), SOURCE_LIMIT / 1024 / 1024);
  else
    diag_note(diags,
              diag_add(diags, RULE_NAME_IMPORT_NOT_FOUND, span,
                       "`%.*s` cannot be read: %.*s", STR_ARG(path),
                       STR_ARG(result.reason)),
              "a path starts at the folder of the file that imports");
}

static void report_no_module(Loader *loader, Span span, Str name) {
  Arena *arena = loader->program->arena;
  Diags *diags = loader->program->diags;
  Str *names = ARENA_ARRAY(arena, Str, standard_modules.count);
  for (u32 i = 0; i < standard_modules.count; i++)
    names[i] = standard_modules.files[i].name;
  Diag *diag = diag_add(diags, RULE_NAME_IMPORT_NOT_FOUND, span,
                        "the standard library has no `%.*s`", STR_ARG(name));
  Str near = suggest(name, names, standard_modules.count);
  Str list = str_join(arena, STR(", "), names, standard_modules.count);
  diag_note(diags, diag, "there are: %.*s", STR_ARG(list));
  if (near.length)
    diag_fix(diags, diag, FIX_SAFE, span, near, "did you mean `%.*s`?",
             STR_ARG(near));
}

/* ---- reading ---- */

static void load_imports(Loader *loader, Module *module);

/* Parses a file and reads what it imports. */
static Module *load(Loader *loader, Str identity, Str path, Str text,
                    bool built_in) {
  Program *program = loader->program;
  u32 file = sources_add(program->sources, path, text);
  program->sources->files.items[file]->built_in = built_in;
  Module *module = module_add(
    program, identity,
    parse(program->arena, program->diags, program->sources, file));
  loader->count++;
  load_imports(loader, module);
  return module;
}

/* The module that is being read and is this file; NULL: none. */
static bool is_open(const Loader *loader, Str identity, u32 *at) {
  for (*at = 0; *at < loader->depth; ++*at)
    if (str_equal(loader->open[*at]->identity, identity))
      return true;
  return false;
}

/* The module if it is there or on its way; `*wanted`: it has to be read. */
static Module *find(Loader *loader, Span span, Str identity, bool *wanted) {
  u32 first;
  Module *known = module_known(loader->program, identity);
  *wanted = false;
  if (known)
    return known;
  if (is_open(loader, identity, &first))
    report_circle(loader, span, first);
  else
    *wanted = !report_too_many(loader, span);
  return NULL;
}

static Module *import_standard(Loader *loader, const Tree *tree, NodeId node) {
  NodeId left = node_child(tree, node, 0), right = node_child(tree, node, 1);
  Str name = node_text(tree, right);
  Arena *arena = loader->program->arena;
  bool wanted;
  if (!str_equal(node_text(tree, left), STR("std"))) {
    diag_help(loader->program->diags,
              diag_add(loader->program->diags, RULE_NAME_IMPORT_NOT_FOUND,
                       node_span(tree, left),
                       "only the standard library is imported by a name"),
              "write `import std.%.*s`, or a path: `import \"%.*s.apiq\"`",
              STR_ARG(name), STR_ARG(name));
    return NULL;
  }
  const EmbeddedFile *found = embedded_find(&standard_modules, name);
  if (!found) {
    report_no_module(loader, node_span(tree, right), name);
    return NULL;
  }
  Str identity = str_format(arena, "std.%.*s", STR_ARG(name));
  Module *known = find(loader, node_span(tree, node), identity, &wanted);
  return wanted ? load(loader, identity, identity, found->text, true) : known;
}

static Module *import_path(Loader *loader, const Module *importer,
                           NodeId node) {
  Program *program = loader->program;
  const Tree *tree = importer->tree;
  Span span = node_span(tree, node);
  NodeId part = node_child(tree, node, 0);
  Str path = STR(""), real, text;
  bool wanted;
  if (part && tree_node(tree, part)->kind == NODE_TEXT)
    path = node_string_text(program->arena, tree, part);
  if (path.length == 0 || node_child(tree, node, 1)) {
    diag_add(program->diags, RULE_TYPE_MISMATCH, span,
             "an import names its file in plain text, without `${…}`");
    return NULL;
  }
  Str full = fs_join(program->arena, fs_directory(importer->name), path);
  FsResult result = fs_real(program->arena, full, &real);
  if (result.status == FS_OK && (path.at[0] == '/' || importer->standard ||
                                 !fs_inside(program->arena, loader->folder,
                                            full))) {
    diag_note(program->diags,
              diag_add(program->diags, RULE_NAME_IMPORT_OUTSIDE, span,
                       "`%.*s` lies outside of the program's folder",
                       STR_ARG(path)),
              "what a program is made of lies in the folder of its root file, "
              "links followed");
    return NULL;
  }
  Module *known = NULL;
  if (result.status == FS_OK) {
    known = find(loader, span, real, &wanted);
    if (!wanted)
      return known;
    result = fs_read(program->arena, full, SOURCE_LIMIT, &text);
  }
  if (result.status == FS_OK)
    return load(loader, real, full, text, false);
  report_unread(loader, span, path, result);
  return NULL;
}

static void load_imports(Loader *loader, Module *module) {
  Program *program = loader->program;
  const Tree *tree = module->tree;
  loader->open[loader->depth++] = module;
  FOR_CHILDREN(tree, tree->root, item) {
    NodeId origin = node_child(tree, item, 0);
    if (tree_node(tree, item)->kind != NODE_IMPORT || !origin)
      continue;
    Import *import = VEC_ADD(program->arena, &module->imports);
    u32 at = module->imports.count - 1;
    import->node = item;
    Module *found = NULL;
    if (tree_node(tree, origin)->kind == NODE_STRING)
      found = import_path(loader, module, origin);
    else if (tree_node(tree, origin)->kind == NODE_MEMBER)
      found = import_standard(loader, tree, origin);
    module->imports.items[at].module = found;
  }
  loader->depth--;
  module->number = program->modules.count;
  VEC_PUSH(program->arena, &program->modules, module);
}

void modules_load(Program *program) {
  Str path = program->tree->file->path, real = path;
  Loader *loader = ARENA_NEW(program->arena, Loader);
  fs_real(program->arena, path, &real);
  *loader = (Loader){ .program = program, .folder = fs_directory(path) };
  program->root = module_add(program, real, program->tree);
  load_imports(loader, program->root);
}
