/* SPDX-License-Identifier: Apache-2.0
 *
 * What a target says of a program, and the error where it has no word for what
 * the program gives.
 */
#include "backends/backend.h"

typedef struct Scope {
  Str target;
  u32 kinds;
  Str why;
} Scope;

static const Scope scopes[] = {
#define SCOPE(target, kinds, why) { STR_INIT(target), kinds, STR_INIT(why) },
#define SAID(target, attr)
#define SILENT(target, attr, why)
#define REFUSED(target, attr, why)
#include "backends/coverage.def"
#undef SCOPE
#undef SAID
#undef SILENT
#undef REFUSED
};

static const CoverageRow rows[] = {
#define SCOPE(target, kinds, why)
#define SAID(target, attr)                                                     \
  { STR_INIT(target), ATTR_##attr, COVERAGE_SAID, STR_INIT("") },
#define SILENT(target, attr, why)                                              \
  { STR_INIT(target), ATTR_##attr, COVERAGE_SILENT, STR_INIT(why) },
#define REFUSED(target, attr, why)                                             \
  { STR_INIT(target), ATTR_##attr, COVERAGE_REFUSED, STR_INIT(why) },
#include "backends/coverage.def"
#undef SCOPE
#undef SAID
#undef SILENT
#undef REFUSED
};

const CoverageRow *coverage_rows(u32 *count) {
  *count = COUNT_OF(rows);
  return rows;
}

Coverage coverage_of(const Backend *target, AttrId attr, Str *why) {
  *why = STR("");
  for (u32 i = 0; i < COUNT_OF(rows); i++)
    if (rows[i].attr == attr && str_equal(rows[i].target, target->name)) {
      *why = rows[i].why;
      return rows[i].coverage;
    }
  for (u32 i = 0; i < COUNT_OF(scopes); i++)
    if (str_equal(scopes[i].target, target->name) &&
        !(scopes[i].kinds & 1u << attr_row(attr)->kind)) {
      *why = scopes[i].why;
      return COVERAGE_SILENT;
    }
  return COVERAGE_SAID;
}

Str coverage_word(Coverage coverage) {
  static const Str words[] = { [COVERAGE_SAID] = STR_INIT("yes"),
                               [COVERAGE_SILENT] = STR_INIT("–"),
                               [COVERAGE_REFUSED] = STR_INIT("error") };
  return words[coverage];
}

bool coverage_next(AttrId *attr) {
  for (u32 next = *attr + 1u; next < ATTR_COUNT; next++) {
    const AttrRow *row = attr_row((AttrId)next);
    *attr = (AttrId)next;
    if (row->name.length && row->type.kind != TYPE_BLOCK)
      return true;
  }
  return false;
}

/* ---- what is given and cannot be said ---- */

static void refuse(const Emission *emission, const CoverageRow *row,
                   const Resource *thing) {
  if (thing->kind != attr_row(row->attr)->kind)
    return;
  const Setting *given = setting(thing, row->attr);
  if (given->origin < ORIGIN_PROFILE)
    return;
  Str path = attr_path(emission->arena, row->attr);
  Diag *diag =
    diag_add(emission->diags, RULE_TARGET_CANNOT_EXPRESS,
             setting_place(thing, row->attr),
             "`%.*s` of `%.*s` cannot be built for %.*s: %.*s", STR_ARG(path),
             STR_ARG(thing->path), STR_ARG(row->target), STR_ARG(row->why));
  diag_help(emission->diags, diag,
            "leave it out, or build for a target that has it: `apiqc targets "
            "--coverage`");
}

void coverage_judge(const Emission *emission, Str target,
                    const CoverageRow *refused, u32 count) {
  const Model *model = emission->model;
  for (u32 row = 0; row < count; row++) {
    if (refused[row].coverage != COVERAGE_REFUSED ||
        !str_equal(refused[row].target, target))
      continue;
    refuse(emission, &refused[row], model->stack);
    for (u32 i = 0; i < model->externals.count; i++)
      refuse(emission, &refused[row], model->externals.items[i]);
#define EACH(things)                                                           \
  for (u32 i = 0; i < model->things.count; i++)                                \
    refuse(emission, &refused[row], &model->things.items[i]->resource);
    EACH(apis)
    EACH(endpoints)
    EACH(queues)
    EACH(handlers)
    EACH(topics)
    EACH(schedules)
    EACH(networks)
#undef EACH
  }
}
