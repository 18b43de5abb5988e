/* SPDX-License-Identifier: Apache-2.0
 *
 * hcl: trees of Terraform's language, and the one place where they are printed.
 *
 * A body holds arguments and blocks; an expression is a token as it stands, a
 * template, a list, an object or a call. What comes out is as `terraform fmt`
 * would leave it.
 */
#ifndef APIQC_HCL_H
#define APIQC_HCL_H

#include "json/json.h"

typedef enum HclKind {
  HCL_TOKEN,    /* as it stands: a number, a reference */
  HCL_TEMPLATE, /* a text with expressions in it */
  HCL_LIST,
  HCL_OBJECT,
  HCL_CALL, /* of the function `token` with one argument */
} HclKind;

typedef struct HclPiece {
  bool reference; /* an expression; else literal text */
  Str text;
} HclPiece;

typedef struct HclMember {
  Str key; /* of an object */
  struct Hcl *value;
} HclMember;

typedef struct Hcl {
  HclKind kind;
  Str token;
  VEC(HclPiece) pieces;
  VEC(HclMember) members; /* of a list, an object, a call */
} Hcl;

typedef struct HclItem {
  Str name;   /* of the argument, or the block's type */
  Hcl *value; /* NULL: it is a block */
  Str labels[2];
  struct HclBody *body;
} HclItem;

typedef struct HclBody {
  VEC(HclItem) items;
} HclBody;

Hcl *hcl_token(Arena *arena, Str token);
Hcl *hcl_integer(Arena *arena, i64 number);
Hcl *hcl_bool(Arena *arena, bool truth);
Hcl *hcl_string(Arena *arena, Str text);
Hcl *hcl_list(Arena *arena);
Hcl *hcl_object(Arena *arena);
Hcl *hcl_call(Arena *arena, const char *function, Hcl *argument);
void hcl_add(Arena *arena, Hcl *list, Hcl *item);
/* Sets a member of an object, or sets it anew. */
void hcl_put(Arena *arena, Hcl *object, Str key, Hcl *value);

HclBody *hcl_body(Arena *arena);
/* Sets an argument, or sets it anew. */
void hcl_set(Arena *arena, HclBody *body, Str name, Hcl *value);
/* A new block; labels may be empty. */
HclBody *hcl_block(Arena *arena, HclBody *body, Str type, Str first,
                   Str second);
/* The only block of the type, which is made if it is missing. */
HclBody *hcl_only_block(Arena *arena, HclBody *body, Str type);

/* Arguments first, then blocks, then `depends_on` and `lifecycle`. */
void hcl_print_body(Buf *out, const HclBody *body, u32 indent);
/* On one line, as it is compared and sorted by. */
void hcl_print_compact(Buf *out, const Hcl *value);
/* The expression in Terraform's JSON syntax. */
Json *hcl_json(Arena *arena, const Hcl *value);

#endif
