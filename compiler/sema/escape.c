/* SPDX-License-Identifier: Apache-2.0
 *
 * Overrides: `override cfn { "EventSource:Tags.0.Value" = "x" }` in a
 * declaration or in a profile's kind.
 *
 * A path leads from property to property of what the declaration becomes. What
 * stands before a colon names one of its further resources by the end of its
 * logical id. The declaration's own overrides win over those of profiles, a
 * later profile over an earlier one.
 */
#include "sema/program.h"

enum { MOST_STEPS = 64 };

/* ---- paths --------------------------------------------------------------- */

/* "A.B\.C.0": the steps A, B.C and 0. */
static void split(Arena *arena, Override *override, Str path) {
  Buf step = buf_new(arena);
  for (u32 i = 0; i <= path.length; i++) {
    if (i < path.length && path.at[i] == '\\' && i + 1 < path.length) {
      buf_char(&step, path.at[++i]);
    } else if (i < path.length && path.at[i] != '.') {
      buf_char(&step, path.at[i]);
    } else {
      VEC_PUSH(arena, &override->steps, str_copy(arena, buf_view(&step)));
      step.length = 0;
    }
  }
}

static bool is_place(Str step) {
  for (u32 i = 0; i < step.length; i++)
    if (step.at[i] < '0' || step.at[i] > '9')
      return false;
  return step.length > 0 && step.length < 6;
}

/* The path up to the step, as it is written. */
static Str path_before(Analysis *analysis, const Override *override, u32 step,
                       Str rest) {
  Buf path = buf_new(analysis->arena);
  if (override->name.length)
    buf_format(&path, "%.*s:", STR_ARG(override->name));
  for (u32 i = 0; i < step; i++)
    buf_format(&path, "%.*s.", STR_ARG(override->steps.items[i]));
  buf_str(&path, rest);
  for (u32 i = step + 1; i < override->steps.count; i++)
    buf_format(&path, ".%.*s", STR_ARG(override->steps.items[i]));
  return buf_view(&path);
}

static void suggest_step(Analysis *analysis, Diag *diag,
                         const Override *override, u32 step, FormId form) {
  Str *names;
  u32 count = form_names(analysis, form, &names);
  Str near = suggest(override->steps.items[step], names, count);
  if (near.length) {
    Str path = path_before(analysis, override, step, near);
    diag_fix(analysis->diags, diag, FIX_SAFE, override->span,
             str_format(analysis->arena, "\"%.*s\"", STR_ARG(path)),
             "did you mean `%.*s`?", STR_ARG(near));
  } else {
    note_names(analysis, diag, names, count);
  }
}

/* What `step` is within `form`. False: it is nothing, and that has been said.
 */
static bool walk_step(Analysis *analysis, const Override *override, u32 step,
                      FormId form, Str owner, Property *property) {
  Str name = override->steps.items[step];
  if (form_sort(form) == FORM_LIST && !is_place(name)) {
    diag_help(analysis->diags,
              diag_add(analysis->diags, RULE_ESCAPE_OVERRIDE_UNKNOWN,
                       override->span,
                       "%.*s is a list, and `%.*s` is no place in it",
                       STR_ARG(owner), STR_ARG(name)),
              "name the item by its number, counted from 0");
    return false;
  }
  if (!form_find(form, name, property)) {
    Diag *diag =
      diag_add(analysis->diags, RULE_ESCAPE_OVERRIDE_UNKNOWN, override->span,
               "%.*s has no property `%.*s`", STR_ARG(owner), STR_ARG(name));
    suggest_step(analysis, diag, override, step, form);
    return false;
  }
  if (property->read_only) {
    diag_add(analysis->diags, RULE_ESCAPE_OVERRIDE_UNKNOWN, override->span,
             "`%.*s` of %.*s is set by the service: it can only be read",
             STR_ARG(name), STR_ARG(owner));
    return false;
  }
  return true;
}

/* The property at the end of the path, as far as the tables know. */
static bool walk(Analysis *analysis, const Override *override,
                 const TargetType *type, Property *property) {
  FormId form = type->properties;
  Str owner = type->name;
  for (u32 step = 0; step < override->steps.count; step++) {
    Str name = override->steps.items[step];
    if (!walk_step(analysis, override, step, form, owner, property))
      return false;
    bool last = step + 1 == override->steps.count;
    owner = form_sort(form) == FORM_LIST
              ? str_format(analysis->arena, "an item of %.*s", STR_ARG(owner))
              : str_format(analysis->arena, "`%.*s`", STR_ARG(name));
    if (!last && !(property->kinds & (PROPERTY_LIST | PROPERTY_OBJECT))) {
      diag_add(analysis->diags, RULE_ESCAPE_OVERRIDE_UNKNOWN, override->span,
               "%.*s is %.*s: there is nothing in it", STR_ARG(owner),
               STR_ARG(property_kinds(analysis->arena, property->kinds)));
      return false;
    }
    form = property->form;
    if (!last && !form) {
      *property = (Property){ .kinds = PROPERTY_ANY };
      return true; /* nobody knows what is in it */
    }
  }
  return true;
}

/* ---- one override -------------------------------------------------------- */

static void report_part(Analysis *analysis, const Override *override,
                        const EmittedList *list) {
  const Resource *resource = override->resource;
  Str kind = kind_row(resource->kind)->word;
  Str *names = ARENA_ARRAY(analysis->arena, Str, list->count + 1);
  for (u32 i = 0; i < list->count; i++)
    names[i] = list->items[i].name;
  bool whole =
    override->name.length == 0; /* of a stack, which has no main one */
  Diag *diag =
    whole
      ? diag_add(analysis->diags, RULE_ESCAPE_OVERRIDE_UNKNOWN, override->span,
                 "a %.*s is no resource of its own: the path begins with "
                 "which one is meant",
                 STR_ARG(kind))
      : diag_add(analysis->diags, RULE_ESCAPE_OVERRIDE_UNKNOWN, override->span,
                 "the %.*s `%.*s` becomes no `%.*s`", STR_ARG(kind),
                 STR_ARG(resource->path), STR_ARG(override->name));
  Str near = suggest(override->name, names, list->count);
  if (near.length) {
    Override right = *override;
    right.name = near;
    Str path = path_before(analysis, &right, 0, right.steps.items[0]);
    diag_fix(analysis->diags, diag, FIX_SAFE, override->span,
             str_format(analysis->arena, "\"%.*s\"", STR_ARG(path)),
             "did you mean `%.*s`?", STR_ARG(near));
  } else if (list->count)
    note_names(analysis, diag, names, list->count);
  else
    diag_note(analysis->diags, diag, "nothing of it is there in this build");
}

/* Whether the name is one that the kind has, if not this thing of it. */
static bool is_known(Analysis *analysis, const Override *override) {
  KindId kind = override->resource->kind;
  for (u32 i = 0; i < emitted_count; i++)
    if (emitted_rows[i].kind == kind &&
        str_equal(emitted_rows[i].name, override->name))
      return true;
  for (u32 i = 0; i < alarm_count; i++)
    if (attr_row(alarm_rows[i].attr)->kind == kind &&
        str_equal(emitted_alarm_name(analysis->arena, &alarm_rows[i]),
                  override->name))
      return true;
  return false;
}

/* Which resource is meant. False: none. A profile's override is for those that
 * have one. */
static bool find_part(Analysis *analysis, const Override *override,
                      TargetType *type) {
  EmittedList list = emitted_by(analysis, override->resource);
  bool whole = override->name.length == 0;
  bool main = override->resource->kind != KIND_stack;
  for (u32 i = 0; i < list.count; i++)
    if (whole ? main : str_equal(list.items[i].name, override->name))
      return target_type_find(list.items[i].type, type);
  /* What an error keeps away may still be meant. */
  bool excused =
    override->profile.length || diags_count(analysis->diags, SEVERITY_ERROR);
  if (!excused || !is_known(analysis, override))
    report_part(analysis, override, &list);
  return false;
}

/* Whether each step has a name, and there are not too many. */
static bool has_steps(Analysis *analysis, const Override *override) {
  bool named = override->steps.count <= MOST_STEPS;
  for (u32 i = 0; i < override->steps.count; i++)
    named = named && override->steps.items[i].length;
  if (named)
    return true;
  if (override->steps.count > MOST_STEPS)
    diag_add(analysis->diags, RULE_ESCAPE_OVERRIDE_UNKNOWN, override->span,
             "no property lies %u steps deep", override->steps.count);
  else
    diag_help(analysis->diags,
              diag_add(analysis->diags, RULE_ESCAPE_OVERRIDE_UNKNOWN,
                       override->span, "a step of this path has no name"),
              "write `\"Property.Path\" = …`");
  return false;
}

/* Names of a target without tables have their own way of being written. */
static bool spelt_well(Analysis *analysis, const Override *override) {
  for (u32 i = 0; i < override->steps.count; i++) {
    Str step = override->steps.items[i];
    for (u32 k = 0; k < step.length; k++) {
      char c = step.at[k];
      if (is_small(c) || is_digit(c) || c == '_')
        continue;
      diag_add(analysis->diags, RULE_ESCAPE_OVERRIDE_UNKNOWN, override->span,
               "%.*s has no argument `%.*s`: they are written in small "
               "letters, digits and `_`",
               STR_ARG(override->target->called), STR_ARG(step));
      return false;
    }
  }
  return true;
}

static bool value_wanted(Analysis *analysis, const Override *override,
                         const Property *property) {
  if (override->value.kind == VALUE_NONE) {
    if (!property->required)
      return true;
    diag_add(analysis->diags, RULE_TYPE_MISSING_ATTRIBUTE, override->value.span,
             "`%.*s` cannot be taken away: it is required",
             STR_ARG(override->path));
    return false;
  }
  return value_fits(
    analysis, override->target, &override->value, property,
    str_format(analysis->arena, "`%.*s`", STR_ARG(override->path)));
}

static bool is_good(Analysis *analysis, const Override *override) {
  Property property = { .kinds = PROPERTY_ANY };
  TargetType type;
  if (kind_row(override->resource->kind)->external) {
    diag_add(analysis->diags, RULE_ESCAPE_OVERRIDE_UNKNOWN, override->span,
             "an external %.*s becomes nothing that could be overridden",
             STR_ARG(kind_row(override->resource->kind)->word));
    return false;
  }
  bool known = override->target->typed
                 ? find_part(analysis, override, &type) &&
                     walk(analysis, override, &type, &property)
                 : spelt_well(analysis, override);
  return known && value_wanted(analysis, override, &property);
}

/* The main resource may be named too; it is the same. */
static bool is_main(const Resource *resource, Str name) {
  u32 first = 0;
  while (first < emitted_count && emitted_rows[first].kind != resource->kind)
    first++;
  return resource->kind != KIND_stack && first < emitted_count &&
         str_equal(emitted_rows[first].name, name);
}

/* ---- all of them --------------------------------------------------------- */

/* What is overridden of one thing: each path, and each that leads to one, to
 * the number of the override, plus 1. */
typedef struct Taken {
  Map whole, leading;
} Taken;

/* Its target, resource and steps as one text; `ends` gets where each ends. */
static Str path_key(Arena *arena, const Override *override, u32 *ends) {
  Buf key = buf_new(arena);
  buf_format(&key, "%.*s:%.*s", STR_ARG(override->target->name),
             STR_ARG(override->name));
  for (u32 i = 0; i < override->steps.count; i++) {
    buf_char(&key, '\n');
    buf_str(&key, override->steps.items[i]);
    ends[i] = key.length;
  }
  return buf_view(&key);
}

/* The number of the first override that is in its way, plus 1; 0: there is
 * none, and the path is taken now. */
static u32 take(Analysis *analysis, Taken *taken, const Override *override) {
  u32 ends[MOST_STEPS], count = override->steps.count;
  Str key = path_key(analysis->arena, override, ends);
  u32 found = map_get(&taken->leading, key);
  for (u32 i = 0; i < count && !found; i++)
    found = map_get(&taken->whole, str_slice(key, 0, ends[i]));
  if (found)
    return found;
  u32 number = analysis->model->overrides.count + 1;
  map_set(&taken->whole, key, number);
  for (u32 i = 0; i + 1 < count; i++)
    map_set(&taken->leading, str_slice(key, 0, ends[i]), number);
  return 0;
}

/* False: another override of the thing stands in its way. Two of one body are
 * a conflict, else the earlier body wins. */
static bool is_free(Analysis *analysis, Taken *taken,
                    const Override *override) {
  u32 found = take(analysis, taken, override);
  if (!found)
    return true;
  const Override *other = &analysis->model->overrides.items[found - 1];
  if (!str_equal(other->profile, override->profile) ||
      override->span.lo <= other->span.lo)
    return false;
  Diag *diag =
    diag_add(analysis->diags, RULE_ESCAPE_OVERRIDE_CONFLICT, override->span,
             other->steps.count == override->steps.count
               ? "`%.*s` is overridden twice"
               : "`%.*s` is overridden as a whole and in part",
             STR_ARG(override->path));
  diag_related(analysis->diags, diag, other->span, "here first");
  return false;
}

static void add_override(Analysis *analysis, Resource *resource,
                         const Writings *in, NodeId item, Override override,
                         Taken *taken) {
  const Scope *scope = in->scope;
  const Tree *tree = scope->tree;
  NodeId key = node_child(tree, item, 0);
  bool block = tree_node(tree, item)->kind == NODE_BLOCK;
  static const Type text = { TYPE_STRING };
  override.path = node_text(tree, key);
  override.span = node_span(tree, key);
  if (tree_node(tree, key)->kind == NODE_STRING) {
    Value path =
      evaluate(analysis, scope, key, &text, STR("the path of an override"));
    if (path.kind != VALUE_TEXT || !text_known(analysis, &path) ||
        !text_literal(analysis->arena, path.text, &override.path))
      return;
  }
  NodeId because = node_find(tree, item, NODE_BECAUSE);
  if (because)
    override.reason = program_reason(analysis->program, scope, because);
  u32 colon = str_find(override.path, ':'), dot = str_find(override.path, '.');
  Str path = override.path;
  if (colon < dot) {
    if (!override.target->typed ||
        !is_main(resource, str_slice(path, 0, colon)))
      override.name = str_slice(path, 0, colon);
    path = str_slice(path, colon + 1, path.length);
  }
  override.resource = resource;
  split(analysis->arena, &override, path);
  if (!has_steps(analysis, &override) || !is_free(analysis, taken, &override))
    return;
  override.value =
    evaluate(analysis, scope, block ? item : node_child(tree, item, 1), NULL,
             STR("an override"));
  check_exposed(analysis, &override.value, override.reason);
  override.good = is_good(analysis, &override);
  if (override.good && override.reason)
    override.reason->used = true; /* audit tells it */
  VEC_PUSH(analysis->arena, &analysis->model->overrides, override);
}

static void add_block(Analysis *analysis, Resource *resource,
                      const Writings *in, NodeId node, Taken *taken) {
  const Tree *tree = in->scope->tree;
  Override override = {
    .target = target_named(analysis, in->scope, node),
    .profile = in->profile,
    .reason = program_reason(analysis->program, in->scope,
                             node_find(tree, node, NODE_BECAUSE)),
  };
  if (!override.target)
    return;
  NodeId body = node_find(tree, node, NODE_BODY);
  FOR_CHILDREN(tree, body, item) {
    NodeKind kind = (NodeKind)tree_node(tree, item)->kind;
    if (kind == NODE_ATTRIBUTE || kind == NODE_BLOCK)
      add_override(analysis, resource, in, item, override, taken);
    else if (kind != NODE_ERROR)
      diag_add(analysis->diags, RULE_SYNTAX_UNEXPECTED_TOKEN,
               token_span(tree, tree_node(tree, item)->first),
               "an override holds `\"Property.Path\" = value`, and this is "
               "none");
  }
}

/* The first that speaks of a property wins: the own ones, then the profiles
 * from the last to the first. */
static void lower_overrides_of(Analysis *analysis, const Workpiece *piece) {
  Taken taken = { map_new(analysis->arena), map_new(analysis->arena) };
  Resource *resource = piece->resource;
  for (u32 i = 0; i < piece->own.overrides.count; i++)
    add_block(analysis, resource, &piece->own, piece->own.overrides.items[i],
              &taken);
  for (u32 k = analysis->profiles.count; k > 0 && !piece->parent; k--) {
    const Writings *profile = analysis->profiles.items[k - 1];
    for (u32 i = 0;
         profile->kind == resource->kind && i < profile->overrides.count; i++)
      add_block(analysis, resource, profile, profile->overrides.items[i],
                &taken);
  }
}

void lower_overrides(Analysis *analysis) {
  Model *model = analysis->model;
  for (u32 i = 0; i < analysis->pieces.count; i++)
    lower_overrides_of(analysis, analysis->pieces.items[i]);
  u32 kept = 0;
  for (u32 i = 0; i < model->overrides.count; i++)
    if (model->overrides.items[i].good)
      model->overrides.items[kept++] = model->overrides.items[i];
  model->overrides.count = kept;
}
