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

/* ---- what a declaration becomes ------------------------------------------ */

static const Role *role_of(const Model *model, const Resource *resource) {
  for (u32 i = 0; i < model->roles.count; i++)
    if (model->roles.items[i]->owner == resource &&
        model->roles.items[i] != model->forwarder)
      return model->roles.items[i];
  return NULL;
}

static const LogGroup *logs_of(const Model *model, const Resource *resource) {
  for (u32 i = 0; i < model->log_groups.count; i++)
    if (model->log_groups.items[i]->owner == resource)
      return model->log_groups.items[i];
  return NULL;
}

static bool has_rights(const Model *model, const Resource *resource) {
  const Role *role = role_of(model, resource);
  return role && role->statements.items.count &&
         setting_is(model->stack, ATTR_stack_policies, STR("managed"));
}

static bool is_present(const Model *model, const Resource *resource,
                       Presence present) {
  const Queue *queue = as_queue(resource);
  const Handler *handler = as_handler(resource);
  const Topic *topic = as_topic(resource);
  const LogGroup *logs = logs_of(model, resource);
  switch (present) {
  case PRESENT_DEAD_LETTER:
    return queue && queue->dead_letter;
  case PRESENT_STATEMENTS:
    return (queue && queue->statements.items.count) ||
           (topic && topic->statements.items.count);
  case PRESENT_DEAD_LETTER_STATEMENTS:
    return queue && queue->dead_letter &&
           queue->dead_letter->statements.items.count;
  case PRESENT_ROLE:
    return role_of(model, resource);
  case PRESENT_ROLE_POLICY:
    return has_rights(model, resource);
  case PRESENT_LOGS:
    return logs;
  case PRESENT_LOG_FILTER:
    return logs && logs->subscriber.count;
  case PRESENT_QUEUE_SOURCE:
    return handler && resource_is_queue(handler->source);
  case PRESENT_DOMAIN:
    return setting_given(setting(resource, ATTR_api_domain_name));
  case PRESENT_KEY:
    return model->key;
  case PRESENT_DASHBOARD:
    return model->dashboard_name.count;
  case PRESENT_ALWAYS:
    break;
  }
  return true;
}

typedef struct Emitted {
  Str name, type;
} Emitted;

typedef VEC(Emitted) EmittedList;

static EmittedList emitted_by(Analysis *analysis, const Resource *resource) {
  const Model *model = analysis->model;
  EmittedList list = { 0 };
  for (u32 i = 0; i < emitted_count; i++) {
    const EmittedRow *row = &emitted_rows[i];
    if (row->kind == resource->kind &&
        is_present(model, resource, row->present))
      VEC_PUSH(analysis->arena, &list, ((Emitted){ row->name, row->type }));
  }
  const Queue *queue = as_queue(resource);
  for (u32 i = 0; list.count && i < model->alarms.count; i++) {
    const Resource *watched = model->alarms.items[i]->watched;
    if (watched != resource &&
        !(queue && as_queue(watched) && as_queue(watched)->source == queue))
      continue;
    Str name = emitted_alarm_name(analysis->arena, model->alarms.items[i]->row);
    VEC_PUSH(analysis->arena, &list, ((Emitted){ name, emitted_alarm_type }));
  }
  return list;
}

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

/* Names of a target without tables have their own way of being written. */
static bool spelt_well(Analysis *analysis, const Override *override) {
  for (u32 i = 0; i < override->steps.count; i++) {
    Str step = override->steps.items[i];
    for (u32 k = 0; k < step.length; k++) {
      char c = step.at[k];
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')
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
  for (u32 i = 0; i < override->steps.count; i++)
    if (override->steps.items[i].length == 0) {
      diag_help(analysis->diags,
                diag_add(analysis->diags, RULE_ESCAPE_OVERRIDE_UNKNOWN,
                         override->span, "a step of this path has no name"),
                "write `\"Property.Path\" = …`");
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

/* Whether one path is the other, or leads into it. */
static bool meet(const Override *one, const Override *other) {
  if (one->resource != other->resource || one->target != other->target ||
      !str_equal(one->name, other->name))
    return false;
  for (u32 i = 0; i < one->steps.count && i < other->steps.count; i++)
    if (!str_equal(one->steps.items[i], other->steps.items[i]))
      return false;
  return true;
}

/* False: another override of the resource stands in its way. */
static bool is_free(Analysis *analysis, const Override *override, u32 first) {
  const Model *model = analysis->model;
  for (u32 i = first; i < model->overrides.count; i++) {
    const Override *other = &model->overrides.items[i];
    if (!meet(other, override))
      continue;
    bool same = str_equal(other->profile, override->profile) &&
                override->span.lo > other->span.lo;
    if (same) {
      Diag *diag =
        diag_add(analysis->diags, RULE_ESCAPE_OVERRIDE_CONFLICT, override->span,
                 other->steps.count == override->steps.count
                   ? "`%.*s` is overridden twice"
                   : "`%.*s` is overridden as a whole and in part",
                 STR_ARG(override->path));
      diag_related(analysis->diags, diag, other->span, "here first");
    }
    return false;
  }
  return true;
}

static void add_override(Analysis *analysis, Resource *resource,
                         const Writings *in, NodeId item, Override override,
                         u32 first) {
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
  if (override.reason)
    override.reason->used = true; /* audit tells it */
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
  if (!is_free(analysis, &override, first))
    return;
  override.value =
    evaluate(analysis, scope, block ? item : node_child(tree, item, 1), NULL,
             STR("an override"));
  check_exposed(analysis, &override.value, override.reason);
  if (is_good(analysis, &override))
    VEC_PUSH(analysis->arena, &analysis->model->overrides, override);
}

static void add_block(Analysis *analysis, Resource *resource,
                      const Writings *in, NodeId node, u32 first) {
  const Tree *tree = in->scope->tree;
  Override override = {
    .target = target_named(analysis, in->scope, node),
    .profile = in->profile,
    .reason = program_reason(analysis->program, in->scope,
                             node_find(tree, node, NODE_BECAUSE)),
  };
  if (!override.target)
    return;
  if (override.reason)
    override.reason->used = true;
  NodeId body = node_find(tree, node, NODE_BODY);
  FOR_CHILDREN(tree, body, item) {
    NodeKind kind = (NodeKind)tree_node(tree, item)->kind;
    if (kind == NODE_ATTRIBUTE || kind == NODE_BLOCK)
      add_override(analysis, resource, in, item, override, first);
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
  u32 first = analysis->model->overrides.count;
  Resource *resource = piece->resource;
  for (u32 i = 0; i < piece->own.overrides.count; i++)
    add_block(analysis, resource, &piece->own, piece->own.overrides.items[i],
              first);
  for (u32 k = analysis->profiles.count; k > 0 && !piece->parent; k--) {
    const Writings *profile = analysis->profiles.items[k - 1];
    for (u32 i = 0;
         profile->kind == resource->kind && i < profile->overrides.count; i++)
      add_block(analysis, resource, profile, profile->overrides.items[i],
                first);
  }
}

void lower_overrides(Analysis *analysis) {
  for (u32 i = 0; i < analysis->pieces.count; i++)
    lower_overrides_of(analysis, analysis->pieces.items[i]);
}
