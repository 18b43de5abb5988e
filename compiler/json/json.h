/* SPDX-License-Identifier: Apache-2.0
 *
 * json: the one place where JSON is made, printed and read.
 *
 * The tree is cJSON's, so its functions for looking at a tree work on it, but
 * every node and text lies in an Arena: nothing here can fail halfway and
 * nothing needs freeing, so cJSON_Delete must never see such a tree. A number
 * keeps its digits in `valuestring` and is printed by them, exact to the last
 * one; `valuedouble` is only the nearest double.
 */
#ifndef APIQC_JSON_H
#define APIQC_JSON_H

#include <cjson/cJSON.h>

#include "base/base.h"

typedef struct cJSON Json;

enum { JSON_DEPTH = 200 }; /* nesting that json_parse admits */

Json *json_object(Arena *arena);
Json *json_array(Arena *arena);
/* The text is copied. It must not hold NUL. */
Json *json_string(Arena *arena, Str text);
Json *json_integer(Arena *arena, i64 value);
/* A number as it shall be printed; `digits` must be one by JSON's grammar. */
Json *json_raw(Arena *arena, Str digits);
Json *json_bool(Arena *arena, bool value);
Json *json_null(Arena *arena);

/* Adds a member at the end. The key must live as long as the object, as a
 * literal does, and must not be there yet: nobody looks. */
void json_set(Arena *arena, Json *object, const char *key, Json *item);
/* The same with a key that is copied. */
void json_set_key(Arena *arena, Json *object, Str key, Json *item);
void json_add(Arena *arena, Json *array, Json *item);

/* `item`, which is in no tree yet, takes the place of `old` and its key; NULL
 * takes it out. The arena keeps what is taken out. */
void json_replace(Json *whole, Json *old, Json *item);

/* A tree of its own; texts and keys stay where they are. */
Json *json_copy(Arena *arena, const Json *root);

/* Two spaces of indent, one member on each line, a newline at the end. Bytes
 * that are no UTF-8 become U+FFFD. */
void json_print(Buf *out, const Json *root);
/* Without any white space, and without the newline. */
void json_print_compact(Buf *out, const Json *root);

/* Reads one document by RFC 8259 to the letter. NULL when it is none, when an
 * object has a key twice, a text holds NUL or the nesting passes JSON_DEPTH;
 * `error_at` is then the place in `text` that was refused. */
Json *json_parse(Arena *arena, Str text, const char **error_at);

typedef enum JsonRefusal {
  JSON_NO_JSON,    /* from there on it is something else */
  JSON_SECOND_KEY, /* an object has the key already */
  JSON_CUT_OFF,    /* it ends too early */
  JSON_NO_TEXT,    /* the bytes are no UTF-8, or NUL */
} JsonRefusal;

/* Why json_parse refused the text at that offset. */
JsonRefusal json_refusal(Str text, u32 offset);

#endif
