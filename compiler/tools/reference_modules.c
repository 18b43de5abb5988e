/* SPDX-License-Identifier: Apache-2.0
 *
 * The standard library, from its own `///` lines: what each module declares,
 * and the params of patterns and policies. Lines of documentation that are
 * indented by four are a program.
 */
#include "schema/facts.h"
#include "syntax/syntax.h"
#include "tools/reference.h"

extern const Embedded standard_modules;

/* ---- documentation ---- */

static void print_documentation(Buf *out, Str text) {
  bool code = false;
  u32 blank = 0; /* lines that wait to be known as code or not */
  for (u32 at = 0; at < text.length;) {
    Str rest = str_slice(text, at, text.length);
    Str line = str_slice(rest, 0, str_find(rest, '\n'));
    at += line.length + 1;
    bool inside = str_starts(line, STR("    "));
    blank += !line.length;
    if (!line.length)
      continue;
    if (code && !inside)
      buf_text(out, "```\n");
    buf_repeat(out, '\n', blank);
    if (inside && !code)
      buf_text(out, "```apiq\n");
    blank = 0;
    code = inside;
    buf_format(out, "%.*s\n",
               STR_ARG(str_slice(line, code ? 4 : 0, line.length)));
  }
  buf_text(out, code ? "```\n" : "");
}

/* The comment that opens a file and belongs to no declaration. */
static void print_opening(Buf *out, const Tree *tree) {
  bool said = false;
  for (u32 i = 0; i < tree->tokens.count; i++) {
    TokenKind kind = (TokenKind)tree->tokens.items[i].kind;
    Str text = token_text(tree, i);
    if (kind != TOKEN_WHITE && kind != TOKEN_COMMENT)
      break;
    if (kind != TOKEN_COMMENT || !str_starts(text, STR("//")))
      continue;
    u32 from = str_starts(text, STR("// ")) ? 3 : 2;
    text = str_slice(text, from, text.length);
    if (str_starts(text, STR("SPDX")))
      continue;
    said = said || text.length;
    if (said)
      buf_format(out, "%.*s\n", STR_ARG(text));
  }
  buf_text(out, said ? "\n" : "");
}

/* ---- params ---- */

/* The row that `queue.dead_letter.after` names; NULL: it is no such path. */
static const AttrRow *attribute_at(Str path) {
  Str parts[3] = { STR(""), STR(""), STR("") };
  u32 count = 0;
  while (count < 3) {
    u32 dot = str_find(path, '.');
    parts[count++] = str_slice(path, 0, dot);
    if (dot == path.length)
      break;
    path = str_slice(path, dot + 1, path.length);
  }
  KindId kind = kind_find(parts[0], false);
  if (kind == KIND_COUNT || count < 2)
    return NULL;
  AttrId attr = attr_find(kind, ATTR_NONE, parts[1]);
  if (attr && count == 3)
    attr = attr_find(kind, attr, parts[2]);
  return attr ? attr_row(attr) : NULL;
}

static void print_param_type(Buf *out, const Tree *tree, NodeId type) {
  Str text = node_text(tree, type);
  const AttrRow *row =
    tree_node(tree, type)->kind == NODE_MEMBER ? attribute_at(text) : NULL;
  buf_char(out, '`');
  print_cell(out, text);
  buf_char(out, '`');
  if (row && row->type.kind != TYPE_BLOCK) {
    buf_text(out, ": ");
    print_type(out, &row->type);
    buf_text(out, row->none && !row->type.none ? ", or `none`" : "");
  }
}

static void print_standard(Buf *out, const Tree *tree, NodeId node,
                           NodeId type) {
  NodeId standard = node_child(tree, node, 2);
  const AttrRow *row = tree_node(tree, type)->kind == NODE_MEMBER
                         ? attribute_at(node_text(tree, type))
                         : NULL;
  if (standard && tree_node(tree, standard)->kind != NODE_AT_DEPLOY)
    buf_format(out, "`%.*s`", STR_ARG(node_text(tree, standard)));
  else if (!row || (row->required && !row->block))
    buf_text(out, "**required**");
  else if (row->standard.kind != VALUE_POISON || row->inherits)
    print_default(out, row);
  else
    buf_text(out, "left out");
}

static void print_param(Buf *out, const Tree *tree, NodeId node) {
  NodeId type = node_child(tree, node, 1);
  Str words = node_documentation(out->arena, tree, node);
  const AttrRow *row = tree_node(tree, type)->kind == NODE_MEMBER
                         ? attribute_at(node_text(tree, type))
                         : NULL;
  buf_format(out, "| `%.*s` | ",
             STR_ARG(node_text(tree, node_child(tree, node, 0))));
  print_param_type(out, tree, type);
  buf_text(out, " | ");
  print_standard(out, tree, node, type);
  buf_text(out, " | ");
  print_cell(out, words.length ? words : row ? row->doc : STR(""));
  buf_text(out, " |\n");
}

static void print_params(Buf *out, const Tree *tree, NodeId holder) {
  bool any = false;
  FOR_CHILDREN(tree, holder, item) {
    if (tree_node(tree, item)->kind != NODE_PARAM)
      continue;
    if (!any)
      print_head(out, "param|type|default|meaning");
    any = true;
    print_param(out, tree, item);
  }
  buf_text(out, any ? "\n" : "");
}

/* ---- what is in a pattern ---- */

static void print_inside(Buf *out, const Tree *tree, NodeId body, Str name) {
  bool any = false;
  FOR_CHILDREN(tree, body, item) {
    Str words = node_documentation(out->arena, tree, item);
    NodeId kind = node_child(tree, item, 0), thing = node_child(tree, item, 1);
    if (tree_node(tree, item)->kind != NODE_DECLARATION || !thing ||
        tree_node(tree, thing)->kind != NODE_NAME)
      continue;
    if (!any)
      print_head(out, "in it|is|meaning");
    any = true;
    buf_format(out, "| `%.*s.%.*s` | %.*s | ", STR_ARG(name),
               STR_ARG(node_text(tree, thing)), STR_ARG(node_text(tree, kind)));
    print_cell(out, words);
    buf_text(out, " |\n");
  }
  buf_text(out, any ? "\n" : "");
}

static void print_declaration(Buf *out, const Tree *tree, NodeId node) {
  Str kind = node_text(tree, node_child(tree, node, 0));
  Str name = node_text(tree, node_child(tree, node, 1));
  NodeId body = node_find(tree, node, NODE_BODY);
  NodeId params = node_find(tree, node, NODE_PARAMETERS);
  buf_format(out, "### %.*s %.*s\n\n", STR_ARG(kind), STR_ARG(name));
  print_documentation(out, node_documentation(out->arena, tree, node));
  buf_char(out, '\n');
  if (params)
    print_params(out, tree, params);
  if (str_equal(kind, STR("pattern")) && body) {
    print_params(out, tree, body);
    print_inside(out, tree, body, STR("NAME"));
  }
  if (!str_equal(kind, STR("pattern")))
    buf_format(out, "```apiq\n%.*s\n```\n\n", STR_ARG(node_text(tree, node)));
}

static void print_module(Buf *out, const EmbeddedFile *file) {
  Arena *arena = out->arena;
  Sources *sources = sources_new(arena);
  Diags *diags = diags_new(arena, sources);
  Tree *tree =
    parse(arena, diags, sources, sources_add(sources, file->name, file->text));
  buf_format(out, "## std.%.*s\n\n", STR_ARG(file->name));
  print_opening(out, tree);
  FOR_CHILDREN(tree, tree->root, item) {
    if (tree_node(tree, item)->kind == NODE_DECLARATION)
      print_declaration(out, tree, item);
  }
}

bool table_of_modules(Buf *out, Str name) {
  if (!str_equal(name, STR("modules")))
    return false;
  for (u32 i = 0; i < standard_modules.count; i++)
    print_module(out, &standard_modules.files[i]);
  while (out->length > 1 && out->at[out->length - 2] == '\n')
    out->length--;
  return true;
}
