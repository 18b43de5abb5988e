/* SPDX-License-Identifier: Apache-2.0
 *
 * Written statements against the service authorization data: whether there is
 * such an action, whether it applies to such a thing, and whether a wildcard
 * gives more than anybody has thought of.
 */
#include "sema/authorize.h"

const IamAction *draft_meaning(const DraftAction *action,
                               const IamAction *after) {
  return action->service ? iam_action_next(action->service, action->name, after)
                         : NULL;
}

/* ---- actions ---- */

/* A message's "did you mean", which is also the repair. */
static void did_you_mean(Draft *draft, Diag *diag, Span span, Str service,
                         Str name) {
  Arena *arena = draft->analysis->arena;
  Str whole = str_format(arena, "%.*s:%.*s", STR_ARG(service), STR_ARG(name));
  Str written = sources_text(draft->analysis->program->sources, span);
  bool quoted = written.length && written.at[0] == '"';
  diag_fix(draft->analysis->diags, diag, FIX_SAFE, span,
           quoted ? str_format(arena, "\"%.*s\"", STR_ARG(whole)) : whole,
           "did you mean `%.*s`?", STR_ARG(whole));
}

static void unknown_service(Draft *draft, Str service, Str name, Span span) {
  Arena *arena = draft->analysis->arena;
  Diag *diag = diag_add(draft->analysis->diags, RULE_IAM_UNKNOWN_SERVICE, span,
                        "there is no service `%.*s`", STR_ARG(service));
  Str near = iam_service_near(arena, service);
  if (near.length)
    did_you_mean(draft, diag, span, near, name);
  else
    diag_note(draft->analysis->diags, diag,
              "what stands before the colon is the service's prefix in IAM, as "
              "in `dynamodb:GetItem`");
}

static void unknown_action(Draft *draft, const DraftAction *action) {
  Arena *arena = draft->analysis->arena;
  Str service = iam_service_name(action->service);
  Diag *diag =
    diag_add(draft->analysis->diags, RULE_IAM_UNKNOWN_ACTION, action->span,
             action->wild ? "no action of `%.*s` is called `%.*s`"
                          : "`%.*s` has no action `%.*s`",
             STR_ARG(service), STR_ARG(action->name));
  Str near = action->wild
               ? STR("")
               : iam_action_near(arena, action->service, action->name);
  if (near.length)
    did_you_mean(draft, diag, action->span, service, near);
  diag_effect(draft->analysis->diags, diag,
              "AWS would take it and it would allow nothing");
}

void draft_action(Draft *draft, Str text, Span span) {
  u32 colon = str_find(text, ':');
  DraftAction action = { .text = text, .span = span, .wild = true };
  if (!str_equal(text, STR("*"))) {
    action.service = iam_service_find(str_slice(text, 0, colon));
    action.name = str_slice(text, colon + 1, text.length);
    action.wild = pattern_wild(action.name);
    if (!action.service)
      unknown_service(draft, str_slice(text, 0, colon), action.name, span);
    else if (action.wild ? !draft_meaning(&action, NULL)
                         : !iam_action_find(action.service, action.name))
      unknown_action(draft, &action);
    else
      colon = UINT32_MAX;
    if (colon != UINT32_MAX) {
      draft->broken = true;
      return;
    }
  }
  VEC_PUSH(draft->analysis->arena, &draft->actions, action);
  VEC_PUSH(draft->analysis->arena, &draft->statement.actions, text);
}

/* "GetItem, GetRecords, … (5)" */
static Str meanings(Arena *arena, const DraftAction *action) {
  enum { SHOWN = 4 };
  Buf out = buf_new(arena);
  const IamAction *one = NULL;
  u32 count = 0;
  for (; (one = draft_meaning(action, one)); count++)
    if (count < SHOWN) {
      buf_text(&out, count ? ", " : "");
      buf_str(&out, iam_action_name(one));
    }
  if (count > SHOWN)
    buf_format(&out, ", … (%u)", count);
  return buf_view(&out);
}

/* "table, index" of all that the action means */
static Str types_taken(Arena *arena, const DraftAction *action) {
  Str names[16];
  u32 count = 0;
  const IamAction *one = NULL;
  while ((one = draft_meaning(action, one))) {
    const IamType *type;
    for (u32 i = 0; (type = iam_action_type(one, i)); i++) {
      bool known = count == COUNT_OF(names);
      for (u32 k = 0; k < count; k++)
        known = known || str_equal(names[k], iam_type_name(type));
      if (!known)
        names[count++] = iam_type_name(type);
    }
  }
  return str_join(arena, STR(", "), names, count);
}

/* ---- wildcards ---- */

static bool on_everything(const Draft *draft) {
  for (u32 i = 0; i < draft->things.count; i++)
    if (str_equal(draft->things.items[i].pattern, STR("*")))
      return true;
  return false;
}

static void check_wild_action(Draft *draft, const DraftAction *action) {
  Diags *diags = draft->analysis->diags;
  Diag *diag;
  if (!action->service && on_everything(draft)) {
    diag = diag_add(diags, RULE_IAM_WILDCARD_ACTION, action->span,
                    "every action on every resource is never allowed");
    diag_effect(diags, diag,
                "whoever takes over the function owns the account");
    diag_help(diags, diag, "name the actions, or the things");
    draft->broken = true;
    return;
  }
  if (!action->service) {
    diag = diag_unless(diags, draft->because, RULE_IAM_WILDCARD_ACTION,
                       action->span, "`*` is every action of every service");
  } else {
    diag =
      diag_unless(diags, draft->because, RULE_IAM_WILDCARD_ACTION, action->span,
                  "`%.*s` is more than one action, and AWS adds to them",
                  STR_ARG(action->text));
    diag_note(diags, diag, "today it is: %.*s",
              STR_ARG(meanings(draft->analysis->arena, action)));
  }
  draft->broken = draft->broken || diag;
  diag_help(diags, diag,
            "name the actions that the code calls, or say why not: `because "
            "\"…\"` behind the statement");
}

/* Whether a text is all objects of a declared bucket, or all indexes of a
 * table: what is inside a thing that has been named is no wildcard. */
static bool is_inside(const Draft *draft, Str pattern) {
  static const struct {
    Str member, ending;
  } rows[] = { { STR_INIT("objects"), STR_INIT("/*") },
               { STR_INIT("indexes"), STR_INIT("/index/*") } };
  Analysis *analysis = draft->analysis;
  for (u32 i = 0; i < COUNT_OF(rows); i++) {
    if (!str_ends(pattern, rows[i].ending))
      continue;
    Str whole = str_slice(pattern, 0, pattern.length - rows[i].ending.length);
    for (u32 k = 0; k < analysis->pieces.count && !pattern_wild(whole); k++) {
      const Resource *thing = analysis->pieces.items[k]->resource;
      if (words_have(kind_row(thing->kind)->members, rows[i].member) &&
          str_equal(whole, pattern_of_text(analysis->arena,
                                           resource_arn(analysis, thing))))
        return true;
    }
  }
  return false;
}

/* The first meant action that can be narrowed to a resource; NULL: none. */
static const IamAction *narrowable(const Draft *draft,
                                   const DraftAction **which) {
  for (u32 i = 0; i < draft->actions.count; i++) {
    const IamAction *one = NULL;
    *which = &draft->actions.items[i];
    while ((one = draft_meaning(*which, one)))
      if (iam_action_type(one, 0))
        return one;
  }
  return NULL;
}

static bool everything_acts(const Draft *draft) {
  for (u32 i = 0; i < draft->actions.count; i++)
    if (!draft->actions.items[i].service)
      return true;
  return false;
}

static void check_wild_thing(Draft *draft, const DraftThing *thing) {
  Diags *diags = draft->analysis->diags;
  Arena *arena = draft->analysis->arena;
  const DraftAction *which = NULL;
  bool all = str_equal(thing->pattern, STR("*"));
  bool every = everything_acts(draft);
  const IamAction *action = narrowable(draft, &which);
  if (!pattern_wild(thing->pattern) || is_inside(draft, thing->pattern) ||
      (all && every) /* has been said at the action */ ||
      (!action && !every) /* AWS defines it on `*` only */)
    return;
  Str shown = pattern_shown(arena, thing->pattern);
  Diag *diag = diag_unless(
    diags, draft->because, RULE_IAM_WILDCARD_RESOURCE, thing->span,
    all ? "`%.*s` is every resource of the account"
        : "`%.*s` is every resource of that form, also those to come",
    STR_ARG(shown));
  draft->broken = draft->broken || diag;
  if (action)
    diag_note(diags, diag, "`%.*s` can be narrowed to one resource: %.*s",
              STR_ARG(which->text), STR_ARG(types_taken(arena, which)));
  diag_help(diags, diag,
            "name the thing, or say why not: `because \"…\"` behind the "
            "statement");
}

/* ---- types of resources ---- */

static bool takes(const Draft *draft, const DraftAction *action, Str resource) {
  const IamAction *one = NULL;
  if (!action->service)
    return true;
  while ((one = draft_meaning(action, one)))
    if (iam_action_takes(draft->analysis->arena, action->service, one,
                         resource))
      return true;
  return false;
}

/* `lake.objects` where `lake` was meant for what is in it, or the reverse. */
static void suggest_inside(Draft *draft, Diag *diag, const DraftAction *action,
                           const DraftThing *thing) {
  static const struct {
    Str member, ending;
  } rows[] = { { STR_INIT("objects"), STR_INIT("/*") },
               { STR_INIT("indexes"), STR_INIT("/index/*") } };
  Analysis *analysis = draft->analysis;
  Arena *arena = analysis->arena;
  for (u32 i = 0; thing->thing && i < COUNT_OF(rows); i++) {
    Str inside = str_format(arena, "%.*s%.*s", STR_ARG(thing->pattern),
                            STR_ARG(rows[i].ending));
    if (!words_have(kind_row(thing->thing->kind)->members, rows[i].member) ||
        !takes(draft, action, inside))
      continue;
    Str text =
      str_format(arena, "%.*s.%.*s",
                 STR_ARG(sources_text(analysis->program->sources, thing->span)),
                 STR_ARG(rows[i].member));
    diag_fix(analysis->diags, diag, FIX_MAYBE, thing->span, text,
             "write `%.*s`", STR_ARG(text));
    return;
  }
}

static void report_mismatch(Draft *draft, const DraftAction *action,
                            const DraftThing *thing) {
  Arena *arena = draft->analysis->arena;
  Diags *diags = draft->analysis->diags;
  Str types = types_taken(arena, action);
  draft->broken = true;
  Str what =
    thing->thing
      ? str_format(arena, "a %.*s", STR_ARG(kind_row(thing->thing->kind)->word))
      : str_format(arena, "`%.*s`",
                   STR_ARG(pattern_shown(arena, thing->pattern)));
  Diag *diag = diag_add(diags, RULE_IAM_RESOURCE_MISMATCH, thing->span,
                        "`%.*s` does not apply to %.*s", STR_ARG(action->text),
                        STR_ARG(what));
  diag_related(diags, diag, action->span,
               types.length ? "it takes: %.*s"
                            : "AWS defines it on `*` only%.*s",
               STR_ARG(types));
  if (tree_node(draft->scope->tree, draft->node)->kind == NODE_GUARANTEE)
    diag_effect(diags, diag, "the guarantee would speak of nothing");
  else
    diag_effect(diags, diag,
                "AWS would take the statement, and it would %s nothing",
                draft->statement.deny ? "deny" : "allow");
  if (!types.length)
    diag_help(diags, diag, "write `on *` in a statement of its own");
  else
    suggest_inside(draft, diag, action, thing);
}

/* In a statement with several of both, each has to find one that fits. */
void draft_check_types(Draft *draft) {
  bool told = draft->broken || draft->things.count == 0;
  for (u32 i = 0; !told && i < draft->actions.count; i++) {
    bool fits = false;
    for (u32 k = 0; !fits && k < draft->things.count; k++)
      fits =
        takes(draft, &draft->actions.items[i], draft->things.items[k].pattern);
    if (fits)
      continue;
    report_mismatch(draft, &draft->actions.items[i], &draft->things.items[0]);
    told = true;
  }
  for (u32 k = 0; !told && k < draft->things.count; k++) {
    bool fits = draft->actions.count == 0;
    for (u32 i = 0; !fits && i < draft->actions.count; i++)
      fits =
        takes(draft, &draft->actions.items[i], draft->things.items[k].pattern);
    if (fits)
      continue;
    report_mismatch(draft, &draft->actions.items[0], &draft->things.items[k]);
    told = true;
  }
}

void draft_check_wild(Draft *draft) {
  for (u32 i = 0; !draft->statement.deny && i < draft->actions.count; i++)
    if (draft->actions.items[i].wild)
      check_wild_action(draft, &draft->actions.items[i]);
  for (u32 i = 0; !draft->statement.deny && i < draft->things.count; i++)
    check_wild_thing(draft, &draft->things.items[i]);
}

void draft_thing(Draft *draft, Text text, Span span, Resource *thing) {
  Arena *arena = draft->analysis->arena;
  DraftThing one = { text, pattern_of_text(arena, text), span, thing };
  VEC_PUSH(arena, &draft->things, one);
  VEC_PUSH(arena, &draft->statement.resources, text);
}
