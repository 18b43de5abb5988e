/* SPDX-License-Identifier: Apache-2.0
 *
 * Regular expressions of types, compiled once for an analysis: families and
 * patterns hold hundreds of values against the same few.
 */
#include "sema/program.h"

#include <regex.h>

struct Regular {
  Str pattern;
  regex_t compiled;
};

static const regex_t *compiled(Analysis *analysis, Str pattern) {
  u32 known = map_get(&analysis->regular_numbers, pattern);
  if (known)
    return &analysis->regulars.items[known - 1]->compiled;
  Regular *regular = ARENA_NEW(analysis->arena, Regular);
  if (regcomp(&regular->compiled, str_terminated(analysis->arena, pattern),
              REG_EXTENDED | REG_NOSUB))
    return NULL;
  regular->pattern = pattern;
  VEC_PUSH(analysis->arena, &analysis->regulars, regular);
  map_set(&analysis->regular_numbers, pattern, analysis->regulars.count);
  return &regular->compiled;
}

bool pattern_valid(Analysis *analysis, Str pattern) {
  return compiled(analysis, pattern) != NULL;
}

bool pattern_fits(Analysis *analysis, Str pattern, Str text) {
  const regex_t *regular = compiled(analysis, pattern);
  return !regular || regexec(regular, str_terminated(analysis->arena, text), 0,
                             NULL, 0) == 0;
}

void patterns_free(Analysis *analysis) {
  for (u32 i = 0; i < analysis->regulars.count; i++)
    regfree(&analysis->regulars.items[i]->compiled);
}
