/* SPDX-License-Identifier: Apache-2.0
 *
 * The program as a whole, whatever the stage: its stack, its stages, and what of
 * it nothing used in the end.
 */
#include "sema/program.h"

/* ---- reasons ---- */

Reason *program_reason(Program *program, const Scope *scope, NodeId because) {
  if (!because)
    return NULL;
  const Tree *tree = scope->module->tree; /* one for all uses of a pattern */
  Reason *reason = scope->module->reasons[because];
  if (reason)
    return reason;
  reason = ARENA_NEW(program->arena, Reason);
  scope->module->reasons[because] = reason;
  Span span = reason->span = node_span(tree, because);
  NodeId string = node_child(tree, because, 0);
  Buf text = buf_new(program->arena);
  FOR_CHILDREN(tree, string, part) {
    if (tree_node(tree, part)->kind == NODE_TEXT)
      buf_str(&text, node_string_text(program->arena, tree, part));
    else
      diag_add(program->diags, RULE_TYPE_MISMATCH, node_span(tree, part),
               "a reason is plain text, without `${…}`");
  }
  reason->text = buf_view(&text);
  bool blank = true;
  for (u32 i = 0; i < reason->text.length; i++)
    blank = blank && reason->text.at[i] == ' ';
  if (blank)
    diag_add(program->diags, RULE_TYPE_BAD_ARGUMENT, span,
             "a reason that says nothing excuses nothing");
  VEC_PUSH(program->arena, &program->all_reasons, reason);
  return reason;
}

/* ---- stack and stages ---- */

static bool is_declaration_of(const Tree *tree, NodeId node, Str word) {
  NodeKind kind = (NodeKind)tree_node(tree, node)->kind;
  return (kind == NODE_DECLARATION || kind == NODE_BLOCK) &&
         str_equal(node_text(tree, node_child(tree, node, 0)), word);
}

/* The name in a declaration's head; 0: it has none. */
static NodeId name_in_head(const Tree *tree, NodeId node) {
  NodeId name = node_child(tree, node, 1);
  return name && tree_node(tree, name)->kind == NODE_NAME ? name : 0;
}

/* Whether all of the file is what programs import. */
static bool is_library(const Tree *tree) {
  bool library = tree_node(tree, tree->root)->child != 0;
  FOR_CHILDREN(tree, tree->root, item) {
    library = library && place_admits(tree, item, IN_IMPORT);
  }
  return library;
}

Program *program_resolve(Arena *arena, Diags *diags, Sources *sources,
                         const Tree *tree) {
  Program *program = ARENA_NEW(arena, Program);
  *program = (Program){ .arena = arena,
                        .diags = diags,
                        .sources = sources,
                        .tree = tree,
                        .copies = map_new(arena) };
  FOR_CHILDREN(tree, tree->root, item) {
    if (program->stack || !is_declaration_of(tree, item, STR("stack")))
      continue;
    NodeId name = name_in_head(tree, item);
    program->stack = item;
    program->stack_span =
      node_span(tree, name ? name : node_child(tree, item, 0));
    program->stack_name = name ? node_text(tree, name) : STR("");
  }
  if (!program->stack && !diags_count(diags, SEVERITY_ERROR)) {
    Span start = { tree->file->base, tree->file->base };
    Diag *diag = diag_add(diags, RULE_NAME_NO_STACK, start,
                          tree_node(tree, tree->root)->child
                            ? "the program declares no stack"
                            : "the program is empty");
    if (is_library(tree))
      diag_note(diags, diag,
                "a file that others import is checked with the program that "
                "imports it");
    else
      diag_help(diags, diag, "begin with `stack NAME`");
  }
  modules_load(program);
  return program;
}

u32 program_stages(const Program *program, Str *names, u32 room) {
  const Tree *tree = program->tree;
  u32 count = 0;
  FOR_CHILDREN(tree, tree->root, item) {
    NodeId name = is_declaration_of(tree, item, STR("stage"))
                    ? name_in_head(tree, item)
                    : 0;
    if (name && count < room)
      names[count++] = node_text(tree, name);
  }
  if (count == 0 && room)
    names[count++] = STR("dev");
  return count;
}

void report_undeclared(Analysis *analysis, const Scope *scope, Span span,
                       Str name) {
  u32 room = analysis->entities.count + 2, count = 0;
  Str *candidates = ARENA_ARRAY(analysis->arena, Str, room);
  for (const Scope *in = scope; in; in = in->parent)
    for (u32 i = 0; i < analysis->entities.count && count + 2 < room; i++)
      if (map_get(&in->names, analysis->entities.items[i]->name) == i + 1)
        candidates[count++] = analysis->entities.items[i]->name;
  candidates[count++] = STR("stage");
  candidates[count++] = STR("aws");
  for (const Scope *in = scope; in; in = in->parent)
    if (in->open)
      return; /* it may have come with the import that failed */
  Str near = suggest(name, candidates, count);
  Diag *diag = diag_add(analysis->diags, RULE_NAME_UNDECLARED, span,
                        "nothing is declared with the name `%.*s`",
                        STR_ARG(name));
  if (!near.length)
    return;
  const Entity *found = scope_find(analysis, scope, near);
  if (found)
    diag_related(analysis->diags, diag, found->span, "`%.*s` is declared here",
                 STR_ARG(near));
  diag_fix(analysis->diags, diag, FIX_SAFE, span, near, "did you mean `%.*s`?",
           STR_ARG(near));
}

/* Whether a declaration that nothing uses is one too many. */
static bool should_be_used(const Tree *tree, NodeId node) {
  switch (tree_node(tree, node)->kind) {
  case NODE_PARAM:
  case NODE_LET:
  case NODE_EXTERNAL:
  case NODE_IMPORT:
    return true;
  default:
    return is_declaration_of(tree, node, STR("profile")) ||
           is_declaration_of(tree, node, STR("pattern")) ||
           is_declaration_of(tree, node, STR("policy")) ||
           is_declaration_of(tree, node, STR("network"));
  }
}

static void report_unused(Program *program, const Module *module,
                          NodeId item) {
  const Tree *tree = module->tree;
  if (module->used[item] || !should_be_used(tree, item))
    return;
  bool import = tree_node(tree, item)->kind == NODE_IMPORT;
  bool second = tree_node(tree, item)->kind == NODE_EXTERNAL ||
                tree_node(tree, item)->kind == NODE_DECLARATION ||
                tree_node(tree, item)->kind == NODE_BLOCK;
  NodeId name = node_child(tree, item, second);
  Str text = node_text(tree, name);
  diag_add(program->diags, RULE_NAME_UNUSED, node_span(tree, name),
           import ? "nothing of `%.*s` is used"
                  : "`%.*s` is declared and used by nothing",
           STR_ARG(text));
}

/* In a file that others import, what it declares is for them; only what nobody
 * else can see should be used there. */
static void report_all_unused(Program *program, const Module *module) {
  const Tree *tree = module->tree;
  FOR_CHILDREN(tree, tree->root, item) {
    bool pattern = is_declaration_of(tree, item, STR("pattern"));
    if (module == program->root || tree_node(tree, item)->kind == NODE_IMPORT)
      report_unused(program, module, item);
    NodeId body = pattern && module->used[item]
                    ? node_find(tree, item, NODE_BODY)
                    : 0;
    if (!body)
      continue;
    FOR_CHILDREN(tree, body, inner) {
      report_unused(program, module, inner);
    }
  }
}

void program_finish(Program *program) {
  if (diags_count(program->diags, SEVERITY_ERROR))
    return; /* what an error hides may have used them */
  for (u32 i = 0; i < program->all_reasons.count; i++)
    if (!program->all_reasons.items[i]->used &&
        !sources_file(program->sources, program->all_reasons.items[i]->span.lo)
           ->built_in)
      diag_add(program->diags, RULE_NAME_IDLE_REASON,
               program->all_reasons.items[i]->span,
               "this reason excuses nothing: there is no rule to break here");
  for (u32 i = 0; i < program->modules.count; i++)
    if (!program->modules.items[i]->standard)
      report_all_unused(program, program->modules.items[i]);
}
