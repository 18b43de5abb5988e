/* SPDX-License-Identifier: Apache-2.0
 *
 * What the readers of an answer share, and nobody else includes. A table says
 * which members an object has; what does not fit is reported once, by its place
 * in the answer, and ends the reading: every reader returns whether to go on.
 */
#ifndef APIQC_EXTERNAL_ANSWER_H
#define APIQC_EXTERNAL_ANSWER_H

#include "backends/external/external.h"
#include "json/json.h"

typedef struct Answer {
  Emission *emission;
  Plugin *plugin;
  Arena *arena;
} Answer;

/* ---- shape.c ------------------------------------------------------------- */

typedef struct Member {
  Str name;
  int type; /* cJSON's */
  bool required;
} Member;

enum { MOST_MEMBERS = 11 }; /* of a table */

/* NULL: it is no JSON, and that has been said. */
Json *answer_parse(Answer *answer, Str text);
/* Reports a wrong answer. Always false, for `return`. */
bool answer_refuse(Answer *answer, const char *format, ...) PRINTF_LIKE(2, 3);
bool answer_too_many(Answer *answer, const char *what, int most);
/* The object's members in the order of their table; NULL for those that are
 * left out. `where` is the object's place: "files[2]", empty for the root. */
bool answer_members(Answer *answer, Str where, const Json *object,
                    const Member *members, u32 count, const Json **values);

typedef bool ReadItem(Answer *answer, Str where, const Json *item,
                      void *context);

/* Reads each item of a list, which may be NULL; they are of that type. */
bool answer_each(Answer *answer, Str where, const Json *list, int type,
                 void *context, ReadItem *read);
/* "files[2]" and "path" make "files[2].path". */
Str answer_place(Arena *arena, Str where, Str name);
bool answer_has_type(const Json *value, int type);
Str answer_type_words(int type);    /* "a text": of cJSON's type */
Str answer_text(const Json *value); /* of a string or number; empty for NULL */

/* ---- said.c -------------------------------------------------------------- */

/* One diagnostic of the plug-in's own. */
ReadItem answer_diag;

#endif
