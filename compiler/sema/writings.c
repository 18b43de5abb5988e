/* SPDX-License-Identifier: Apache-2.0
 *
 * What bodies say: each attribute of a resource or of a profile's kind is
 * written down once, by number, and found again from there.
 */
#include "sema/program.h"

/* ---- scanning a body ---- */

Written *written_in(const Writings *writings, AttrId attr) {
  return &writings->of[attr - kind_row(writings->kind)->first];
}

void report_unknown_attribute(Analysis *analysis, KindId kind, AttrId block,
                              Span span, Str name) {
  Str names[64];
  u32 count = 0;
  const KindRow *row = kind_row(kind);
  for (u32 i = 0; i < kind_attr_count(kind) && count < COUNT_OF(names); i++)
    if (attr_row((AttrId)(row->first + i))->block == block)
      names[count++] = attr_row((AttrId)(row->first + i))->name;
  Str owner = block == ATTR_NONE ? row->word : attr_row(block)->name;
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_UNKNOWN_ATTRIBUTE, span,
                        "%s%.*s has no attribute `%.*s`",
                        block != ATTR_NONE ? "the block "
                        : row->external    ? "an external "
                                           : kind_article(row->word),
                        STR_ARG(owner), STR_ARG(name));
  Str near = suggest(name, names, count);
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, span, near,
             "did you mean `%.*s`?", STR_ARG(near));
  else {
    Str list = str_join(analysis->arena, STR(", "), names, count);
    diag_note(analysis->diags, diag, "there are: %.*s", STR_ARG(list));
  }
}

/* Notes that an attribute is written; once only. */
static void write_down(Analysis *analysis, Writings *writings, AttrId attr,
                       Written written) {
  Written *place = written_in(writings, attr);
  const Tree *tree = writings->scope->tree;
  if (!place->value) {
    *place = written;
    return;
  }
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_DUPLICATE_ATTRIBUTE,
                        node_span(tree, written.key), "`%.*s` is given twice",
                        STR_ARG(attr_row(attr)->name));
  diag_related(analysis->diags, diag, node_span(tree, place->key),
               "first given here");
}

static bool is_name(const Tree *tree, NodeId node, Str name) {
  return tree_node(tree, node)->kind == NODE_NAME &&
         str_equal(node_text(tree, node), name);
}

static void scan_body(Analysis *analysis, Writings *writings, AttrId block,
                      NodeId body);

/* `logs = { … }`, as other languages write it: read as the block that it is. */
static void scan_map_as_block(Analysis *analysis, Writings *writings,
                              AttrId block, Written written) {
  const Tree *tree = writings->scope->tree;
  Span key = node_span(tree, written.key);
  Span value = node_span(tree, written.value);
  Str name = attr_row(block)->name;
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_MISMATCH, key,
                        "`%.*s` is a block, which is written without `=`",
                        STR_ARG(name));
  diag_fix(analysis->diags, diag, FIX_SAFE, (Span){ key.hi, value.lo }, STR(" "),
           "write `%.*s { … }`", STR_ARG(name));
  written.block = true;
  write_down(analysis, writings, block, written);
  scan_body(analysis, writings, block, written.value);
}

/* `throttle = 100/s` for a block: its principal leaf, or `none`, or what a
 * profile says to demand it. */
static void scan_short_block(Analysis *analysis, Writings *writings,
                             AttrId block, Written written) {
  const Tree *tree = writings->scope->tree;
  if (tree_node(tree, written.value)->kind == NODE_MAP) {
    scan_map_as_block(analysis, writings, block, written);
    return;
  }
  AttrId principal = attr_principal(block);
  bool none = attr_row(block)->none && is_name(tree, written.value, STR("none"));
  bool demand = writings->profile.length &&
                is_name(tree, written.value, STR("required"));
  if (principal == ATTR_NONE && !none && !demand) {
    diag_add(analysis->diags, RULE_TYPE_MISMATCH,
             node_span(tree, written.value),
             "`%.*s` is a block: `%.*s { … }`", STR_ARG(attr_row(block)->name),
             STR_ARG(attr_row(block)->name));
    return;
  }
  write_down(analysis, writings, block, written);
  if (!none && !demand)
    write_down(analysis, writings, principal, written);
}

static void scan_block(Analysis *analysis, Writings *writings, AttrId attr,
                       NodeId item, Written written) {
  const AttrRow *row = attr_row(attr);
  const Tree *tree = writings->scope->tree;
  written.value = item;
  if (row->type.kind == TYPE_BLOCK) {
    written.block = true;
    write_down(analysis, writings, attr, written);
    scan_body(analysis, writings, attr, node_find(tree, item, NODE_BODY));
  } else if (row->type.shape == SHAPE_MAP || row->type.kind == TYPE_JSON) {
    write_down(analysis, writings, attr, written);
  } else {
    diag_help(analysis->diags,
              diag_add(analysis->diags, RULE_TYPE_MISMATCH,
                       node_span(tree, written.key), "`%.*s` is no block",
                       STR_ARG(row->name)),
              "write `%.*s = …`", STR_ARG(row->name));
  }
}

static void scan_item(Analysis *analysis, Writings *writings, AttrId block,
                      NodeId item) {
  const Tree *tree = writings->scope->tree;
  NodeKind kind = (NodeKind)tree_node(tree, item)->kind;
  if (kind == NODE_ERROR) {
    writings->broken = true;
    return;
  }
  if (kind == NODE_OVERRIDE) {
    if (block == ATTR_NONE)
      VEC_PUSH(analysis->arena, &writings->overrides, item);
    else
      diag_add(analysis->diags, RULE_SYNTAX_UNEXPECTED_TOKEN,
               token_span(tree, tree_node(tree, item)->first),
               "an override stands directly in its declaration");
    return;
  }
  if (kind != NODE_ATTRIBUTE && kind != NODE_BLOCK) {
    diag_add(analysis->diags, RULE_SYNTAX_UNEXPECTED_TOKEN,
             token_span(tree, tree_node(tree, item)->first),
             "attributes stand here, and this is none");
    return;
  }
  NodeId key = node_child(tree, item, 0);
  Written written = {
    .key = key,
    .value = node_child(tree, item, 1),
    .reason = program_reason(analysis->program, writings->scope,
                             node_find(tree, item, NODE_BECAUSE))
  };
  Str name = node_text(tree, key);
  AttrId attr = tree_node(tree, key)->kind == NODE_NAME
                  ? attr_find(writings->kind, block, name)
                  : ATTR_NONE;
  if (attr == ATTR_NONE) {
    report_unknown_attribute(analysis, writings->kind, block,
                             node_span(tree, key), name);
    writings->broken = true; /* it may be a required one, misspelt */
    return;
  }
  if (kind == NODE_BLOCK)
    scan_block(analysis, writings, attr, item, written);
  else if (attr_row(attr)->type.kind == TYPE_BLOCK)
    scan_short_block(analysis, writings, attr, written);
  else
    write_down(analysis, writings, attr, written);
}

static void scan_body(Analysis *analysis, Writings *writings, AttrId block,
                      NodeId body) {
  FOR_CHILDREN(writings->scope->tree, body, item) {
    scan_item(analysis, writings, block, item);
  }
}

Writings *writings_scan(Analysis *analysis, const Scope *scope, KindId kind,
                        NodeId body, Str profile) {
  Writings *writings = ARENA_NEW(analysis->arena, Writings);
  *writings = (Writings){
    .scope = scope,
    .kind = kind,
    .profile = profile,
    .of = ARENA_ARRAY(analysis->arena, Written, kind_attr_count(kind)),
  };
  if (body)
    scan_body(analysis, writings, ATTR_NONE, body);
  return writings;
}

/* ---- finding what was written ---- */

bool writing_demands(const Writings *in, const Written *written) {
  const Tree *tree = in->scope->tree;
  return in->profile.length && !written->block &&
         tree_node(tree, written->value)->kind == NODE_NAME &&
         str_equal(node_text(tree, written->value), STR("required"));
}

/* In a pattern an attribute may be passed on that the instance leaves out. */
static bool is_written(Analysis *analysis, const Writings *writings,
                       AttrId attr) {
  const Written *written = written_in(writings, attr);
  if (!written->value)
    return false;
  const Entity *param =
    param_passed(analysis, writings->scope, written->value);
  return !param || !param->left_out;
}

Found writings_find(Analysis *analysis, const Workpiece *piece, AttrId attr,
                    Found *demand) {
  KindId kind = piece->resource->kind;
  Found found = { 0 };
  if (piece->own.of && is_written(analysis, &piece->own, attr))
    return (Found){ written_in(&piece->own, attr), &piece->own,
                    ORIGIN_EXPLICIT };
  for (u32 i = analysis->profiles.count; i > 0 && !found.written; i--) {
    const Writings *profile = analysis->profiles.items[i - 1];
    if (profile->kind != kind || !written_in(profile, attr)->value)
      continue;
    found = (Found){ written_in(profile, attr), profile, ORIGIN_PROFILE };
    if (writing_demands(profile, found.written)) {
      *demand = found;
      found = (Found){ 0 };
    }
  }
  return found;
}
