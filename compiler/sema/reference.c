/* SPDX-License-Identifier: Apache-2.0
 *
 * Names and what stands behind a dot.
 *
 * A bare word is first what its place expects (a word of an enum, a method),
 * then a declared name. Members of a thing are its ARN, its name and the like,
 * which stay references in the output, or its attributes.
 */
#include "sema/program.h"

static Value word_value(Span span, Str word) {
  return (Value){
    .kind = VALUE_WORD, .span = span, .written = word, .word = word
  };
}

static Value param_as_value(Analysis *analysis, Entity *param, Span span) {
  Value value = param_value(analysis, param);
  if (!param->left_out)
    return value;
  diag_related(analysis->diags,
               diag_add(analysis->diags, RULE_TYPE_MISSING_ATTRIBUTE, span,
                        "`%.*s` is left out, and its value is needed here",
                        STR_ARG(param->name)),
               param->span, "it may be left out where it is an attribute's "
                            "whole value");
  return value_poison(span);
}

Value entity_value(Analysis *analysis, Entity *entity, Span span) {
  Value value = value_poison(span);
  switch (entity->kind) {
  case ENTITY_PARAM:
    value = param_as_value(analysis, entity, span);
    break;
  case ENTITY_LET:
    if (entity->progress != PROGRESS_DONE &&
        step_enter(analysis, &entity->progress,
                    (Step){ .entity = entity, .span = span })) {
      const Tree *tree = entity->scope->tree;
      entity->value = evaluate(analysis, entity->scope,
                                node_child(tree, entity->node, 1), NULL,
                                STR("a constant"));
      step_leave(analysis, &entity->progress);
    }
    value = entity->value;
    if (analysis->asserting && value_late(&value) && value.open)
      value = evaluate(analysis, entity->scope,
                       node_child(entity->scope->tree, entity->node, 1), NULL,
                       STR("a constant"));
    break;
  case ENTITY_VALUE:
    value = entity->value;
    break;
  case ENTITY_RESOURCE: {
    Resource *thing = expanded_thing(analysis, entity, span);
    if (thing && as_raw(thing)) {
      value.kind = VALUE_TEXT;
      value.text = text_of_part(analysis->arena, PART_ID, thing);
    } else if (thing) {
      value.kind = VALUE_REFERENCE;
      value.reference.resource = thing;
    }
    break;
  }
  case ENTITY_UNKNOWN:
    break;
  case ENTITY_POLICY:
    return policy_apply(analysis, entity, NULL, 0, span);
  case ENTITY_INSTANCE: {
    const Scope *inside = instance_inside(analysis, entity, span);
    if (!inside)
      break;
    diag_help(analysis->diags,
              diag_add(analysis->diags, RULE_TYPE_MISMATCH, span,
                       "`%.*s` is an instance of the pattern `%.*s`, and no "
                       "thing itself",
                       STR_ARG(entity->name), STR_ARG(entity->pattern->name)),
              "name what is in it, as in `%.*s.main`", STR_ARG(entity->name));
    break;
  }
  default:
    diag_add(analysis->diags, RULE_TYPE_MISMATCH, span,
             "`%.*s` is no value here", STR_ARG(entity->name));
    break;
  }
  value.span = span;
  return value;
}

static bool is_switch_word(Str name) {
  return str_equal(name, STR("on")) || str_equal(name, STR("off"));
}

Value reference_name(Analysis *analysis, const Scope *scope, NodeId node,
                     const Type *type) {
  Str name = node_text(scope->tree, node);
  Span span = node_span(scope->tree, node);
  bool truth = str_equal(name, STR("true"));
  if (truth || str_equal(name, STR("false")))
    return (Value){
      .kind = VALUE_BOOL, .span = span, .written = name, .truth = truth
    };
  if (type && words_have(type->words, name))
    return word_value(span, name);
  if (type && type->kind == TYPE_METHOD &&
      words_have(STR(HTTP_METHODS), name))
    return word_value(span, name);
  Entity *found = scope_find(analysis, scope, name);
  if (!found && str_equal(name, STR("api"))) /* as well known as `stage` */
    found = scope_find(analysis, analysis->scope, name);
  if (found)
    return entity_value(analysis, found, span);
  if (str_equal(name, STR("none")))
    return (Value){ .kind = VALUE_NONE, .span = span, .written = name };
  if (str_equal(name, STR("stage")))
    return word_value(span, analysis->stage);
  if (type && (type->words.length || type->kind == TYPE_RUNTIME ||
               type->kind == TYPE_METHOD))
    return word_value(span, name); /* the type says which words there are */
  if (is_switch_word(name))
    return word_value(span, name);
  report_undeclared(analysis, scope, span, name);
  return value_poison(span);
}

/* ---- members ---- */

static Value text_value(Span span, Text text) {
  return (Value){ .kind = VALUE_TEXT, .span = span, .text = text };
}

Text resource_arn(Analysis *analysis, const Resource *resource) {
  if (!kind_row(resource->kind)->external)
    return text_of_part(analysis->arena, PART_ARN, resource);
  AttrId arn = attr_find(resource->kind, ATTR_NONE, STR("arn"));
  if (arn == ATTR_NONE)
    return (Text){ 0 };
  Workpiece *piece = piece_of(analysis, resource);
  const Setting *set = settle(analysis, piece->resource, arn);
  return set->value.kind == VALUE_TEXT ? set->value.text : (Text){ 0 };
}

bool arn_has_name(Analysis *analysis, const Resource *external, Span span) {
  AttrId attr = attr_find(external->kind, ATTR_NONE, STR("arn"));
  Text arn = resource_arn(analysis, external);
  u32 fields = 1;
  for (u32 i = 0; i < arn.count; i++)
    for (u32 k = 0; k < arn.parts[i].text.length; k++)
      fields += arn.parts[i].kind == PART_LITERAL &&
                arn.parts[i].text.at[k] == ':';
  if (arn.count == 0 || fields >= 6)
    return true;
  Diag *diag =
    diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, span,
             "the name of `%.*s` stands in its ARN, which only the deployment "
             "knows",
             STR_ARG(external->path));
  diag_related(analysis->diags, diag, setting_place(external, attr),
               "given at deployment");
  diag_help(analysis->diags, diag,
            "write the ARN, and leave only its Region and its account to the "
            "deployment: `${aws.region}`, `${aws.account}`");
  return false;
}

static Value unknown_member(Analysis *analysis, const Resource *resource,
                            Span span, Str member) {
  const KindRow *row = kind_row(resource->kind);
  Str words[32];
  u32 count = words_split(row->members, words, 8);
  for (u32 i = 0; i < kind_attr_count(resource->kind) && count < 32; i++)
    if (attr_row((AttrId)(row->first + i))->block == ATTR_NONE)
      words[count++] = attr_row((AttrId)(row->first + i))->name;
  Str near = suggest(member, words, count);
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_UNKNOWN_ATTRIBUTE, span,
                        "%s%.*s has no `.%.*s`", kind_article(row->word),
                        STR_ARG(row->word), STR_ARG(member));
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, span, near, "did you mean `%.*s`?",
             STR_ARG(near));
  return value_poison(span);
}

/* The attribute of a resource, as `main.retention`. */
static Value attribute_value(Analysis *analysis, Resource *resource,
                             AttrId attr, Span span) {
  if (!analysis->expanded) {
    diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, span,
             "which things there are depends on params and stages, not on "
             "settings of other things");
    return value_poison(span);
  }
  const Setting *set = settle(analysis, resource, attr);
  if (attr_row(attr)->type.kind == TYPE_BLOCK) {
    diag_add(analysis->diags, RULE_TYPE_MISMATCH, span,
             "`%.*s` is a block; name one of its attributes",
             STR_ARG(attr_row(attr)->name));
    return value_poison(span);
  }
  Value value = set->value;
  if (set->origin == ORIGIN_ABSENT)
    value = (Value){ .kind = VALUE_NONE };
  value.span = span;
  return value;
}

static Value member_of_thing(Analysis *analysis, Value thing, Span span,
                             Str member) {
  static const struct {
    const char *member;
    PartKind part;
  } parts[] = { { "name", PART_NAME }, { "url", PART_URL }, { "id", PART_ID } };
  Resource *resource = thing.reference.resource;
  Arena *arena = analysis->arena;
  bool known = words_have(kind_row(resource->kind)->members, member);
  if (known && str_equal(member, STR("arn")))
    return text_value(span, resource_arn(analysis, resource));
  for (u32 i = 0; known && i < COUNT_OF(parts); i++)
    if (str_equal(member, str_from(parts[i].member)))
      /* of the others lower.c asks it, once */
      return kind_row(resource->kind)->external &&
                 kind_row(resource->kind)->address == PART_ARN &&
                 !arn_has_name(analysis, resource, span)
               ? value_poison(span)
               : text_value(span, text_of_part(arena, parts[i].part, resource));
  if (known && str_equal(member, STR("objects")))
    return text_value(span, text_join(arena, resource_arn(analysis, resource),
                                      text_of(arena, STR("/*"))));
  if (known && str_equal(member, STR("indexes")))
    return text_value(span, text_join(arena, resource_arn(analysis, resource),
                                      text_of(arena, STR("/index/*"))));
  if (known && str_equal(member, STR("role"))) {
    thing.reference.resource = &as_handler(resource)->role->resource;
    thing.span = span;
    return thing;
  }
  if (known && str_equal(member, STR("dead_letter"))) {
    const Queue *queue = as_queue(resource);
    if (queue->dead_letter) {
      thing.reference.resource = &queue->dead_letter->resource;
      thing.span = span;
      return thing;
    }
    diag_related(analysis->diags,
                 diag_add(analysis->diags, RULE_NAME_ABSENT, span,
                          "`%.*s` has no dead-letter queue",
                          STR_ARG(resource->path)),
                 resource->span, "declared here with `dead_letter = none`");
    return value_poison(span);
  }
  AttrId attr = attr_find(resource->kind, ATTR_NONE, member);
  if (attr != ATTR_NONE)
    return attribute_value(analysis, resource, attr, span);
  return unknown_member(analysis, resource, span, member);
}

/* `aws.region` and its like: the deployment's own. */
static Value member_of_deployment(Analysis *analysis, Span span, Str member) {
  static const struct {
    Str name;
    PartKind part;
  } rows[] = { { STR_INIT("region"), PART_REGION },
               { STR_INIT("account"), PART_ACCOUNT },
               { STR_INIT("partition"), PART_PARTITION } };
  Str names[COUNT_OF(rows)];
  for (u32 i = 0; i < COUNT_OF(rows); i++) {
    if (str_equal(rows[i].name, member))
      return text_value(span,
                        text_of_part(analysis->arena, rows[i].part, NULL));
    names[i] = rows[i].name;
  }
  Diag *diag = diag_add(analysis->diags, RULE_NAME_UNDECLARED, span,
                        "there is no `aws.%.*s`", STR_ARG(member));
  Str near = suggest(member, names, COUNT_OF(names));
  diag_note(analysis->diags, diag, "there are: region, account, partition");
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, span, near, "did you mean `%.*s`?",
             STR_ARG(near));
  return value_poison(span);
}

/* `dead_letter.after` of `main.dead_letter.after`: a leaf of a block. */
static bool leaf_of(Analysis *analysis, const Scope *scope, NodeId node,
                    Value *value) {
  const Tree *tree = scope->tree;
  NodeId inner = node_child(tree, node, 0);
  if (tree_node(tree, inner)->kind != NODE_MEMBER)
    return false;
  bool told;
  const Entity *found =
    entity_at(analysis, scope, node_child(tree, inner, 0), &told);
  Resource *resource = found ? found->resource : NULL;
  if (!resource)
    return false;
  AttrId block = attr_find(resource->kind, ATTR_NONE,
                           node_text(tree, node_child(tree, inner, 1)));
  AttrId leaf = block == ATTR_NONE
                  ? ATTR_NONE
                  : attr_find(resource->kind, block,
                              node_text(tree, node_child(tree, node, 1)));
  if (leaf == ATTR_NONE || attr_row(block)->type.kind != TYPE_BLOCK)
    return false;
  *value = attribute_value(analysis, resource, leaf, node_span(tree, node));
  return true;
}

Value reference_member(Analysis *analysis, const Scope *scope, NodeId node) {
  const Tree *tree = scope->tree;
  NodeId left = node_child(tree, node, 0), right = node_child(tree, node, 1);
  Span span = node_span(tree, node), name = node_span(tree, right);
  Str member = node_text(tree, right);
  bool aws = tree_node(tree, left)->kind == NODE_NAME &&
             str_equal(node_text(tree, left), STR("aws")) &&
             !scope_find(analysis, scope, STR("aws"));
  if (aws)
    return member_of_deployment(analysis, name, member);
  Value value;
  bool told;
  Entity *entity = entity_at(analysis, scope, node, &told);
  if (entity || told)
    return told ? value_poison(span) : entity_value(analysis, entity, span);
  if (leaf_of(analysis, scope, node, &value))
    return value;
  bool inner = analysis->inner;
  analysis->inner = true;
  Value thing = evaluate(analysis, scope, left, NULL, STR("a value"));
  analysis->inner = false;
  if (thing.kind == VALUE_POISON)
    return value_poison(span);
  if (raw_attribute(analysis, &thing, name, member, inner)) {
    thing.span = span;
    return thing;
  }
  if (thing.kind != VALUE_REFERENCE) {
    Str kind = value_kind_name(thing.kind);
    diag_add(analysis->diags, RULE_TYPE_MISMATCH, name,
             "%.*s has no members", STR_ARG(kind));
    return value_poison(span);
  }
  value = member_of_thing(analysis, thing, name, member);
  value.span = span;
  return value;
}
