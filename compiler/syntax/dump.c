/* SPDX-License-Identifier: Apache-2.0
 *
 * A tree as S-expressions, one line for each node that has children of its own:
 * the name of the kind, the text of a leaf, the operator where there is one.
 */
#include "syntax/syntax.h"

static const Str names[] = {
  [NODE_ERROR] = STR_INIT("error"),
  [NODE_FILE] = STR_INIT("file"),
  [NODE_BODY] = STR_INIT("body"),
  [NODE_ATTRIBUTE] = STR_INIT("attribute"),
  [NODE_BLOCK] = STR_INIT("block"),
  [NODE_DECLARATION] = STR_INIT("declaration"),
  [NODE_PARAM] = STR_INIT("param"),
  [NODE_LET] = STR_INIT("let"),
  [NODE_IMPORT] = STR_INIT("import"),
  [NODE_EXTERNAL] = STR_INIT("external"),
  [NODE_ASSERT] = STR_INIT("assert"),
  [NODE_OUTPUT] = STR_INIT("output"),
  [NODE_GUARANTEE] = STR_INIT("guarantee"),
  [NODE_RAW] = STR_INIT("raw"),
  [NODE_OVERRIDE] = STR_INIT("override"),
  [NODE_STATEMENT] = STR_INIT("statement"),
  [NODE_PARAMETERS] = STR_INIT("parameters"),
  [NODE_ROUTE] = STR_INIT("route"),
  [NODE_ON] = STR_INIT("on"),
  [NODE_EVERY] = STR_INIT("every"),
  [NODE_CRON] = STR_INIT("cron"),
  [NODE_FROM] = STR_INIT("from"),
  [NODE_TO] = STR_INIT("to"),
  [NODE_FOR] = STR_INIT("for"),
  [NODE_IF] = STR_INIT("if"),
  [NODE_BECAUSE] = STR_INIT("because"),
  [NODE_AT_DEPLOY] = STR_INIT("at-deploy"),
  [NODE_WHO] = STR_INIT("who"),
  [NODE_ACTIONS] = STR_INIT("actions"),
  [NODE_THINGS] = STR_INIT("things"),
  [NODE_CONDITION] = STR_INIT("condition"),
  [NODE_NAME] = STR_INIT("name"),
  [NODE_DOTTED] = STR_INIT("dotted"),
  [NODE_LITERAL] = STR_INIT("literal"),
  [NODE_STRING] = STR_INIT("string"),
  [NODE_TEXT] = STR_INIT("text"),
  [NODE_PATH] = STR_INIT("path"),
  [NODE_ACTION] = STR_INIT("action"),
  [NODE_STAR] = STR_INIT("star"),
  [NODE_LIST] = STR_INIT("list"),
  [NODE_MAP] = STR_INIT("map"),
  [NODE_RANGE] = STR_INIT("range"),
  [NODE_UNARY] = STR_INIT("unary"),
  [NODE_BINARY] = STR_INIT("binary"),
  [NODE_CHOICE] = STR_INIT("choice"),
  [NODE_MEMBER] = STR_INIT("member"),
  [NODE_INDEX] = STR_INIT("index"),
  [NODE_CALL] = STR_INIT("call"),
  [NODE_NAMED] = STR_INIT("named"),
};

/* One that shows all there is to see by its own text. */
static bool is_leaf(NodeKind kind) {
  return kind == NODE_NAME || kind == NODE_DOTTED || kind == NODE_LITERAL ||
         kind == NODE_TEXT || kind == NODE_PATH || kind == NODE_ACTION ||
         kind == NODE_STAR;
}

/* Items stand on lines of their own, their parts beside them. */
static bool holds_items(NodeKind kind) {
  return kind == NODE_FILE || kind == NODE_BODY || kind == NODE_MAP;
}

static void dump_leaf(Buf *out, const Tree *tree, NodeId node) {
  const Node *found = tree_node(tree, node);
  if (found->kind == NODE_TEXT) {
    Str text = node_string_text(out->arena, tree, node);
    buf_char(out, '"');
    for (u32 i = 0; i < text.length; i++) {
      if (text.at[i] == '\n')
        buf_text(out, "\\n");
      else
        buf_char(out, text.at[i]);
    }
    buf_char(out, '"');
  } else {
    buf_str(out, node_text(tree, node));
  }
}

static void dump(Buf *out, const Tree *tree, NodeId node, u32 level) {
  const Node *found = tree_node(tree, node);
  NodeKind kind = (NodeKind)found->kind;
  if (is_leaf(kind)) {
    dump_leaf(out, tree, node);
    return;
  }
  buf_format(out, "(%.*s", STR_ARG(names[kind]));
  if (kind == NODE_STATEMENT)
    buf_format(out, " %.*s", STR_ARG(token_text(tree, found->first)));
  else if (found->operator)
    buf_format(out, " %.*s", STR_ARG(token_text(tree, found->operator)));
  FOR_CHILDREN(tree, node, child) {
    if (holds_items(kind)) {
      buf_char(out, '\n');
      buf_repeat(out, ' ', 2 * (level + 1));
    } else {
      buf_char(out, ' ');
    }
    dump(out, tree, child, level + holds_items(kind));
  }
  buf_char(out, ')');
}

void tree_dump(Buf *out, const Tree *tree) {
  dump(out, tree, tree->root, 0);
  buf_char(out, '\n');
}
