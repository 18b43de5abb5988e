/* SPDX-License-Identifier: Apache-2.0
 *
 * Raw resources: `resource cfn uploads "AWS::S3::Bucket" { … }`.
 *
 * The attributes are the target's own properties; `keep` alone is the
 * language's. The name of one stands for what the service calls it, and
 * `NAME.Attribute` for what the service says of it, in any text.
 */
#include "sema/program.h"

const TargetRow *target_named(Analysis *analysis, const Scope *scope,
                              NodeId node) {
  NodeId word = node_child(scope->tree, node, 0);
  Str name = node_text(scope->tree, word), names[8];
  const TargetRow *target = target_find(name);
  if (target)
    return target;
  u32 count = target_words(names, COUNT_OF(names));
  Span span = node_span(scope->tree, word);
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_UNKNOWN_KIND, span,
                        "there is no target `%.*s`", STR_ARG(name));
  Str near = suggest(name, names, count);
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, span, near,
             "did you mean `%.*s`?", STR_ARG(near));
  else
    note_names(analysis, diag, names, count);
  return NULL;
}

/* ---- the type ------------------------------------------------------------ */

static void report_type(Analysis *analysis, const Raw *raw, Span span,
                        Str near) {
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_UNKNOWN_KIND, span,
                        "%.*s has no type `%.*s`", STR_ARG(raw->target->called),
                        STR_ARG(raw->type));
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, span,
             str_format(analysis->arena, "\"%.*s\"", STR_ARG(near)),
             "did you mean `%.*s`?", STR_ARG(near));
}

/* Types of other makers are not in the tables, and taken as they are. */
static void find_type(Analysis *analysis, Raw *raw, Span span) {
  u32 count = target_type_count();
  if (!raw->target->typed || target_type_find(raw->type, &raw->described))
    return;
  raw->described = (TargetType){ 0 };
  Str *names = ARENA_ARRAY(analysis->arena, Str, count);
  for (u32 i = 0; i < count; i++)
    names[i] = target_type(i).name;
  Str near = suggest(raw->type, names, count);
  u32 colon = str_find(raw->type, ':');
  bool well = colon && str_starts(str_slice(raw->type, colon, raw->type.length),
                                  STR("::"));
  if (near.length || !well || target_type_space(raw->type))
    report_type(analysis, raw, span, near);
}

void raw_begin(Analysis *analysis, Raw *raw, const Entity *entity) {
  static const Type text = { TYPE_STRING, .min = 1, .max = 200 };
  const Scope *scope = entity->scope;
  raw->target = target_find(
    node_text(scope->tree, node_child(scope->tree, entity->node, 0)));
  if (entity->reason)
    entity->reason->used = true; /* audit tells it, whatever it excuses */
  Value type =
    evaluate(analysis, scope, node_child(scope->tree, entity->node, 2), &text,
             STR("the type of a raw resource"));
  if (type.kind == VALUE_TEXT && text_known(analysis, &type) &&
      text_literal(analysis->arena, type.text, &raw->type))
    find_type(analysis, raw, type.span);
}

/* ---- attributes ---------------------------------------------------------- */

/* The raw resource that a value stands for, and which attribute of it so far.
 */
static const Raw *raw_of(const Value *value, Str *path) {
  const Part *part = value->text.parts;
  if (value->kind != VALUE_TEXT || value->text.count != 1 ||
      (part->kind != PART_ID && part->kind != PART_ATTRIBUTE))
    return NULL;
  *path = part->text;
  return as_raw(part->thing);
}

/* Whether an attribute's name begins with that path and goes on. */
static bool goes_on(const TargetType *type, Str path) {
  for (u32 i = 0; i < form_count(type->attributes); i++) {
    Str name = form_property(type->attributes, i).name;
    if (name.length > path.length && str_starts(name, path) &&
        name.at[path.length] == '.')
      return true;
  }
  return false;
}

static Value no_attribute(Analysis *analysis, const Raw *raw, Span span,
                          Str path) {
  Str *names;
  u32 count = form_names(analysis, raw->described.attributes, &names);
  Str last = path, near = suggest(path, names, count);
  for (u32 dot; (dot = str_find(last, '.')) < last.length;)
    last = str_slice(last, dot + 1, last.length);
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_UNKNOWN_ATTRIBUTE, span,
                        "nothing called `%.*s` can be read of %.*s",
                        STR_ARG(path), STR_ARG(raw->type));
  Str before = str_slice(path, 0, path.length - last.length);
  if (near.length && str_starts(near, before))
    diag_fix(analysis->diags, diag, FIX_SAFE, span,
             str_slice(near, before.length, near.length),
             "did you mean `%.*s`?", STR_ARG(near));
  else if (count)
    note_names(analysis, diag, names, count);
  diag_note(analysis->diags, diag, "`%.*s` alone is what the service calls it",
            STR_ARG(raw->resource.path));
  return value_poison(span);
}

bool raw_attribute(Analysis *analysis, Value *value, Span span, Str member,
                   bool inner) {
  Str path;
  Property attribute;
  const Raw *raw = raw_of(value, &path);
  if (!raw)
    return false;
  const TargetType *type = &raw->described;
  path = path.length ? str_format(analysis->arena, "%.*s.%.*s", STR_ARG(path),
                                  STR_ARG(member))
                     : member;
  if (type->attributes && !attribute_find(type, path, &attribute) &&
      !(inner && goes_on(type, path))) {
    *value = no_attribute(analysis, raw, span, path);
    return true;
  }
  Part *part = ARENA_NEW(analysis->arena, Part);
  *part = (Part){ PART_ATTRIBUTE, .text = path, .thing = &raw->resource };
  *value = (Value){ .kind = VALUE_TEXT, .span = span, .text = { part, 1 } };
  return true;
}

/* ---- properties ---------------------------------------------------------- */

static void set_keep(Analysis *analysis, const Scope *scope, Raw *raw,
                     NodeId value) {
  static const Type words = { TYPE_WORD, .words = STR_INIT("always|never") };
  Value keep = evaluate(analysis, scope, value, &words, STR("`keep`"));
  raw->keep_said = keep.kind == VALUE_WORD;
  raw->resource.keep = raw->keep_said && str_equal(keep.word, STR("always"));
}

/* The body as one map, without `keep`, which is not the target's. */
static Value properties_of(Analysis *analysis, const Scope *scope, Raw *raw,
                           NodeId body) {
  const Tree *tree = scope->tree;
  Value all = { .kind = VALUE_MAP, .span = raw->resource.span };
  NodeId keep = 0;
  FOR_CHILDREN(tree, body, item) {
    if (tree_node(tree, item)->kind == NODE_ATTRIBUTE &&
        str_equal(node_text(tree, node_child(tree, item, 0)), STR("keep")))
      keep = item;
    if (tree_node(tree, item)->kind == NODE_ERROR)
      raw->resource.broken = true;
  }
  if (keep)
    set_keep(analysis, scope, raw, node_child(tree, keep, 1));
  if (!body)
    return all;
  all = evaluate_map(analysis, scope, body, keep);
  all.span = raw->resource.span;
  return all;
}

static void lower_raw(Analysis *analysis, Raw *raw) {
  const Entity *entity = piece_of(analysis, &raw->resource)->entity;
  raw->properties = properties_of(analysis, entity->scope, raw, entity->body);
  check_exposed(analysis, &raw->properties, entity->reason);
  if (!raw->type.length)
    return; /* it is in error */
  Property whole = { .kinds = PROPERTY_OBJECT,
                     .form =
                       raw->resource.broken ? 0 : raw->described.properties };
  Str what = raw->target->typed
               ? raw->type
               : str_format(analysis->arena, "`%.*s`", STR_ARG(raw->type));
  value_fits(analysis, raw->target, &raw->properties, &whole, what);
}

void lower_raws(Analysis *analysis) {
  for (u32 i = 0; i < analysis->model->raws.count; i++)
    lower_raw(analysis, analysis->model->raws.items[i]);
}
