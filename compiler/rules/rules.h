/* SPDX-License-Identifier: Apache-2.0
 *
 * rules: what a resolved stack must keep to, beyond the types of its values.
 *
 * Every check reads the model and reports to the diagnostics; none changes
 * anything or depends on another. rules.def lists them in the order they run.
 */
#ifndef APIQC_RULES_H
#define APIQC_RULES_H

#include "model/model.h"

/* Runs every check over the model, which may be incomplete after errors. */
void rules_check(Arena *arena, Diags *diags, const Model *model);

#endif
