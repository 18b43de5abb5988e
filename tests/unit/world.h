/* SPDX-License-Identifier: Apache-2.0
 *
 * A program with diagnostics that are built by hand: a place in it is found by
 * the text that stands there. Two such programs serve several tests: `shop` is
 * the example of the language's design, `mixed` has every severity.
 */
#ifndef APIQC_WORLD_H
#define APIQC_WORLD_H

#include "diag/diag.h"
#include "unit.h"

typedef struct World {
  Arena *arena;
  Sources *sources;
  Diags *diags;
} World;

static inline World world_new(const char *path, const char *text) {
  World world = { .arena = arena_new(unit_exhausted, NULL) };
  assert_non_null(world.arena);
  world.sources = sources_new(world.arena);
  sources_add(world.sources, str_from(path), str_from(text));
  world.diags = diags_new(world.arena, world.sources);
  return world;
}

/* The first place of `wanted` in any file. */
static inline Span span_of(const World *world, const char *wanted) {
  for (u32 i = 0; i < world->sources->files.count; i++) {
    const SourceFile *file = world->sources->files.items[i];
    const char *found = strstr(file->text.at, wanted);
    if (found) {
      u32 lo = file->base + (u32)(found - file->text.at);
      return (Span){ lo, lo + (u32)strlen(wanted) };
    }
  }
  fail_msg("no `%s` in the program", wanted);
  return (Span){ 0, 0 };
}

typedef void Renderer(Buf *out, const Diags *diags);

static inline const char *rendered(const World *world, Renderer *renderer) {
  Buf out = buf_new(world->arena);
  diags_finish(world->diags, false);
  renderer(&out, world->diags);
  return str_terminated(world->arena, buf_view(&out));
}

static const char world_shop[] =
  "stack shop { }\n\n\n\n\n\n\n\n"
  "handler ship <- main { timeout = 45s  batch { size = 10 window = 5s } }\n"
  "\n\n\n"
  "queue main {\n"
  "  visibility = 48s\n"
  "}\n";

static inline World world_of_shop(void) {
  World world = world_new("stack.apiq", world_shop);
  Span lost = span_of(&world, "visibility = 48s");
  Span value = span_of(&world, "48s");
  Diag *diag = diag_add(world.diags, RULE_FLOW_VISIBILITY_TOO_SHORT, value,
                        "queue `main` can hand out a message while `ship` "
                        "still works on it");
  diag_label(world.diags, diag, "must be at least 50s = 45s + 5s");
  diag_related(world.diags, diag, span_of(&world, "45s"), "takes up to 45s");
  Span window = span_of(&world, "5s }");
  window.hi = window.lo + 2;
  diag_related(world.diags, diag, window, "the clock already runs: up to 5s");
  diag_effect(world.diags, diag, "the same message may be processed twice");
  diag_note(world.diags, diag,
            "AWS accepts 48s (it compares with the 45s alone), so no "
            "deployment would tell you");
  diag_fix(world.diags, diag, FIX_SAFE, lost, STR(""),
           "leave `visibility` out; it is then 275s = 6 × 45s + 5s");
  return world;
}

/* A warning, two errors and a note, added out of order. */
static inline World world_of_mixed(void) {
  World world = world_new("my,stack.apiq", "one two\nthree four\n");
  diag_add(world.diags, RULE_NAME_UNDECLARED, span_of(&world, "two"),
           "100%% wrong: so, so");
  diag_add(world.diags, RULE_IAM_GUARANTEE_NOT_ENFORCED,
           span_of(&world, "four"), "only proved");
  diag_add(world.diags, RULE_NAME_UNUSED, span_of(&world, "one"), "unused");
  diag_add(world.diags, RULE_NAME_UNDECLARED, span_of(&world, "three"),
           "there is no `three`");
  return world;
}

#endif
