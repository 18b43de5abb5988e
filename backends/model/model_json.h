/* SPDX-License-Identifier: Apache-2.0
 *
 * The resolved model as one JSON document, for programs: what a plug-in reads,
 * and what the tests compare a deployed stack with.
 *
 * A thing is referred to as {"kind", "path"}. A text that only the deployment
 * knows whole is a list of parts. Quantities are numbers in base units:
 * milliseconds, bytes, requests an hour, percent. Members are added at will;
 * what is there keeps its meaning while "version" stays the same.
 */
#ifndef APIQC_MODEL_JSON_H
#define APIQC_MODEL_JSON_H

#include "backends/backend.h"
#include "json/json.h"

enum { MODEL_VERSION = 1 };

Json *model_reference(Arena *arena, const Resource *resource);
Json *model_text(Arena *arena, Text text);
Json *model_value(Arena *arena, const Value *value);
/* Each attribute with a value: its value, where it came from, and why. */
Json *model_settings(Arena *arena, const Resource *resource);
Json *model_input(Arena *arena, const Input *input);
Json *model_conditions(Arena *arena, const Condition *conditions, u32 count);
Json *model_statements(Arena *arena, const Statements *statements);
/* Adds to `json` what a network has besides being a thing. */
void model_network(Arena *arena, Json *json, const Network *network);

#endif
