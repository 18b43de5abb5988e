/* SPDX-License-Identifier: Apache-2.0
 *
 * Settings: which value an attribute has, and where it came from.
 *
 * The resource's own body wins, then the last profile that speaks of it, then
 * the stack's setting that it inherits, then what follows from other values,
 * then the built-in default. A value is worked out when somebody needs it.
 */
#include "sema/program.h"

/* ---- reasons ---- */

static bool switched_off(const Value *value) {
  return value->kind == VALUE_NONE ||
         (value->kind == VALUE_WORD && str_equal(value->word, STR("off")));
}

/* What a value violates unless a reason stands behind it. */
static void check_reason(Analysis *analysis, const AttrRow *row,
                         const Setting *set) {
  bool off = row->needs == REASON_WHEN_OFF && switched_off(&set->value);
  bool given =
    row->needs == REASON_WHEN_GIVEN && set->value.kind != VALUE_NONE;
  if (!off && !given)
    return;
  Str path = attr_path(analysis->arena, (AttrId)(row - attr_row(ATTR_NONE)));
  Str value = off ? value_text(analysis->arena, &set->value) : STR("…");
  Diag *diag = diag_unless(
    analysis->diags, set->reason, row->rule, set->span,
    "`%.*s = %.*s` without a reason: %.*s", STR_ARG(path), STR_ARG(value),
    STR_ARG(rule_row(row->rule)->summary));
  Span end = { set->span.hi, set->span.hi };
  diag_fix(analysis->diags, diag, FIX_MAYBE, end, STR(" because \"…\""),
           "if it is meant, say why");
}

static void report_exposed(Analysis *analysis, Span span, Reason *reason) {
  Diag *diag = diag_unless(
    analysis->diags, reason, RULE_IAM_SECRET_EXPOSED, span,
    "the secret's value would stand in clear in what is deployed");
  diag_effect(analysis->diags, diag,
              "whoever may read the configuration reads the secret");
  diag_help(analysis->diags, diag,
            "pass it by name: `external secret token { arn = \"…\" }`, "
            "`reads = [token]`; the function gets TOKEN_SECRET_ARN");
}

void check_exposed(Analysis *analysis, const Value *value, Reason *reason) {
  bool exposed = false;
  for (u32 i = 0; value->kind == VALUE_TEXT && i < value->text.count; i++)
    exposed = exposed || value->text.parts[i].kind == PART_SECRET;
  if (exposed)
    report_exposed(analysis, value->span, reason);
  for (u32 i = 0; value->kind == VALUE_LIST && i < value->list.count; i++)
    check_exposed(analysis, &value->list.items[i], reason);
  for (u32 i = 0; value->kind == VALUE_MAP && i < value->map.count; i++) {
    const Entry *entry = &value->map.entries[i];
    check_exposed(analysis, entry->value,
                  entry->reason ? entry->reason : reason);
  }
}

/* ---- one setting ---- */

static void report_absent(Analysis *analysis, const Resource *resource,
                          AttrId attr) {
  const AttrRow *row = attr_row(attr);
  const KindRow *kind = kind_row(resource->kind);
  Str expected = type_text(analysis->arena, &row->type);
  Span span = row->block == ATTR_NONE
                ? resource->span
                : setting_place(resource, row->block);
  if (attr == ATTR_endpoint_auth) {
    Diag *diag = diag_add(analysis->diags, row->rule, span,
                          "`%.*s` does not say how its callers are known",
                          STR_ARG(resource->path));
    diag_help(analysis->diags, diag,
              "write `auth = jwt(…)`, `auth = iam`, `auth = lambda(…)`, or "
              "`auth = none because \"…\"`");
    return;
  }
  Str owner = resource->kind == KIND_api
                ? STR("the API")
                : str_format(analysis->arena, "%.*s `%.*s`",
                             STR_ARG(kind->word), STR_ARG(resource->path));
  Str path = attr_path(analysis->arena, attr);
  Diag *diag =
    diag_add(analysis->diags, RULE_TYPE_MISSING_ATTRIBUTE, span,
             "%.*s needs `%.*s`", STR_ARG(owner), STR_ARG(path));
  diag_help(analysis->diags, diag, "add `%.*s = …`: %.*s", STR_ARG(row->name),
            STR_ARG(expected));
}

static void report_demand(Analysis *analysis, const Resource *resource,
                          const Found *demand, AttrId attr) {
  Str path = attr_path(analysis->arena, attr);
  Diag *diag =
    diag_add(analysis->diags, RULE_TYPE_MISSING_ATTRIBUTE, resource->span,
             "profile `%.*s` demands `%.*s` of every %.*s%s",
             STR_ARG(demand->in->profile), STR_ARG(path),
             STR_ARG(kind_row(resource->kind)->word),
             attr_row(attr)->unawaited
               ? " whose callers do not wait for it"
               : "");
  diag_related(analysis->diags, diag,
               node_span(demand->in->scope->tree, demand->written->key),
               "demanded here");
}

/* Stack profiles are names of their own sort: kept as they are written. */
static Value profile_names(Analysis *analysis, const Found *found) {
  const Tree *tree = found->in->scope->tree;
  NodeId node = found->written->value;
  bool list = tree_node(tree, node)->kind == NODE_LIST;
  Value value = { .kind = VALUE_LIST, .span = node_span(tree, node) };
  value.list.items = ARENA_ARRAY(analysis->arena, Value,
                                 list ? node_count(tree, node) : 1);
  NodeId one = list ? tree_node(tree, node)->child : node;
  for (; one; one = list ? tree_node(tree, one)->next : 0)
    value.list.items[value.list.count++] = (Value){
      .kind = VALUE_WORD, .span = node_span(tree, one),
      .word = node_text(tree, one)
    };
  return value;
}

/* What a pattern only passes on stands, and is excused, where its instance gives
 * it. */
static void take_passed(Analysis *analysis, const Found *found, Setting *set) {
  const Entity *param =
    param_passed(analysis, found->in->scope, found->written->value);
  if (!param || !param->passed_at.hi)
    return;
  set->span = param->passed_at;
  set->whole = param->passed_whole;
  set->reason = set->reason ? set->reason : param->passed;
}

static void settle_written(Analysis *analysis, AttrId attr, const Found *found,
                           Setting *set) {
  const AttrRow *row = attr_row(attr);
  const Tree *tree = found->in->scope->tree;
  Type type = row->type;
  type.none = row->none;
  Str what = str_format(analysis->arena, "`%.*s`",
                        STR_ARG(attr_path(analysis->arena, attr)));
  set->origin = found->origin;
  set->profile = found->in->profile;
  set->reason = found->written->reason;
  set->span = node_span(tree, found->written->value);
  set->whole = span_join(node_span(tree, found->written->key),
                         set->reason ? set->reason->span : set->span);
  take_passed(analysis, found, set);
  set->value = attr == ATTR_stack_profile
                 ? profile_names(analysis, found)
                 : evaluate(analysis, found->in->scope, found->written->value,
                            &type, what);
  if (value_late(&set->value) && !attr_deployable(attr) &&
      !value_known(analysis, &set->value))
    set->value = value_poison(set->span);
  check_reason(analysis, row, set);
  check_exposed(analysis, &set->value, set->reason);
}

/* Whether a block is there: `{ … }` and `= value` are, `= none` is not. */
static void settle_block(Analysis *analysis, AttrId attr, const Found *found,
                         Setting *set) {
  const AttrRow *row = attr_row(attr);
  *set = (Setting){ .origin = row->optional ? ORIGIN_ABSENT : ORIGIN_DEFAULT,
                    .value = { .kind = VALUE_BOOL, .truth = true } };
  if (!found->written)
    return;
  const Tree *tree = found->in->scope->tree;
  NodeId value = found->written->value;
  bool none = row->none && !found->written->block &&
              tree_node(tree, value)->kind == NODE_NAME &&
              str_equal(node_text(tree, value), STR("none"));
  set->origin = found->origin;
  set->profile = found->in->profile;
  set->reason = found->written->reason;
  set->span = node_span(tree, none ? value : found->written->key);
  if (!none)
    return;
  set->value = (Value){ .kind = VALUE_NONE, .span = set->span };
  check_reason(analysis, row, set);
}

/* A leaf goes the way of its block: none with it, absent with it. */
static bool block_decides(Analysis *analysis, Resource *resource, AttrId attr,
                          Setting *set) {
  AttrId block = attr_row(attr)->block;
  if (block == ATTR_NONE)
    return false;
  const Setting *whole = settle(analysis, resource, block);
  if (setting_given(whole))
    return false;
  *set = *whole;
  if (whole->origin != ORIGIN_ABSENT)
    set->value.kind = VALUE_NONE;
  return true;
}

static void settle_unwritten(Analysis *analysis, Resource *resource,
                             AttrId attr, const Found *demand, Setting *set) {
  const AttrRow *row = attr_row(attr);
  if (row->inherits != ATTR_NONE) {
    *set = *settle(analysis, analysis->model->stack, row->inherits);
    if (set->origin == ORIGIN_EXPLICIT || set->origin == ORIGIN_PROFILE) {
      set->origin = ORIGIN_INFERRED;
      set->why = STR("that of the stack");
      set->reason = NULL;
    }
  } else {
    infer(analysis, resource, attr, set);
  }
  if (set->origin == ORIGIN_ABSENT && row->standard.kind != VALUE_POISON)
    *set = (Setting){ .value = row->standard, .origin = ORIGIN_DEFAULT };
  if (piece_of(analysis, resource)->own.broken)
    return; /* what is missing may stand there */
  if (demand->written && !row->unawaited) { /* a default does not answer it */
    report_demand(analysis, resource, demand, attr);
    *set = (Setting){ .origin = ORIGIN_EXPLICIT }; /* poison: said already */
  } else if (set->origin == ORIGIN_ABSENT && row->required)
    report_absent(analysis, resource, attr);
}

/* A dead-letter queue has nothing of its own: it follows its queue. */
static void settle_dead_letter(Analysis *analysis, Workpiece *piece, AttrId attr,
                               Setting *set) {
  static const AttrId same[] = {
    ATTR_queue_encryption,           ATTR_queue_keep,
    ATTR_queue_fifo,                 ATTR_queue_fifo_deduplicate_by,
    ATTR_queue_fifo_throughput,      ATTR_queue_data_key_reuse,
    ATTR_queue_max_message,
  };
  if (attr == ATTR_queue_retention) {
    *set = *settle(analysis, piece->parent, ATTR_queue_dead_letter_retention);
    set->origin = ORIGIN_INFERRED;
    set->why = STR("`dead_letter.retention` of its queue");
    return;
  }
  for (u32 i = 0; i < COUNT_OF(same); i++) {
    if (same[i] != attr)
      continue;
    *set = *settle(analysis, piece->parent, attr);
    if (set->origin != ORIGIN_ABSENT && set->origin != ORIGIN_DEFAULT) {
      set->origin = ORIGIN_INFERRED;
      set->why = STR("that of its queue");
    }
    return;
  }
  if (attr == ATTR_queue_visibility)
    infer(analysis, piece->resource, attr, set);
  if (set->origin == ORIGIN_ABSENT && attr_row(attr)->block == ATTR_NONE &&
      attr_row(attr)->standard.kind != VALUE_POISON)
    *set = (Setting){ .value = attr_row(attr)->standard,
                      .origin = ORIGIN_DEFAULT };
}

static void compute(Analysis *analysis, Workpiece *piece, AttrId attr,
                    Setting *set) {
  const AttrRow *row = attr_row(attr);
  if (piece->parent) {
    settle_dead_letter(analysis, piece, attr, set);
    return;
  }
  Found demand = { 0 };
  Found found = writings_find(analysis, piece, attr, &demand);
  if (row->type.kind == TYPE_BLOCK) {
    settle_block(analysis, attr, &found, set);
    if (demand.written && !found.written && !piece->own.broken) {
      report_demand(analysis, piece->resource, &demand, attr);
      *set = (Setting){ .origin = ORIGIN_EXPLICIT }; /* poison: said already */
    }
  } else if (block_decides(analysis, piece->resource, attr, set)) {
    return;
  } else if (found.written) {
    settle_written(analysis, attr, &found, set);
  } else {
    settle_unwritten(analysis, piece->resource, attr, &demand, set);
  }
}

const Setting *settle(Analysis *analysis, Resource *resource, AttrId attr) {
  Workpiece *piece = piece_of(analysis, resource);
  u32 index = attr - kind_row(resource->kind)->first;
  Setting *set = &resource->settings[index];
  Progress progress = (Progress)piece->progress[index];
  if (progress == PROGRESS_DONE)
    return set;
  Step step = { .resource = resource, .attr = attr, .span = resource->span };
  if (!step_enter(analysis, &progress, step)) {
    set->origin = ORIGIN_EXPLICIT; /* poison, so that nothing else is said */
    return set;
  }
  piece->progress[index] = (u8)progress;
  Setting result = { 0 };
  compute(analysis, piece, attr, &result);
  *set = result;
  step_leave(analysis, &progress);
  piece->progress[index] = (u8)progress;
  return set;
}

void settle_all(Analysis *analysis) {
  u32 count = analysis->pieces.count;
  for (u32 i = 0; i < count; i++) {
    Resource *resource = analysis->pieces.items[i]->resource;
    const KindRow *row = kind_row(resource->kind);
    for (u32 k = 0; k < kind_attr_count(resource->kind); k++)
      settle(analysis, resource, (AttrId)(row->first + k));
  }
}

void settle_unawaited(Analysis *analysis, Handler *handler) {
  u32 first = kind_row(KIND_handler)->first;
  Workpiece *piece = piece_of(analysis, &handler->resource);
  if (handler_is_awaited(handler) || piece->own.broken)
    return;
  for (u32 i = 0; i < kind_attr_count(KIND_handler); i++) {
    AttrId attr = (AttrId)(first + i);
    Found demand = { 0 };
    if (attr_row(attr)->unawaited &&
        !writings_find(analysis, piece, attr, &demand).written &&
        demand.written)
      report_demand(analysis, &handler->resource, &demand, attr);
  }
}
