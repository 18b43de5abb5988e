/* SPDX-License-Identifier: Apache-2.0
 *
 * hcl: bodies of Terraform's language, which hold arguments and blocks, and the
 * one place where they and their expressions are printed: what comes out is as
 * `terraform fmt` would leave it.
 */
#ifndef APIQC_HCL_H
#define APIQC_HCL_H

#include "backends/expression.h"
#include "json/json.h"

typedef struct HclItem {
  Str name;   /* of the argument, or the block's type */
  Expression *value; /* NULL: it is a block */
  Str labels[2];
  struct HclBody *body;
} HclItem;

typedef struct HclBody {
  VEC(HclItem) items;
} HclBody;

/* Of the function of that name with one argument. */
Expression *hcl_call(Arena *arena, const char *function, Expression *argument);

HclBody *hcl_body(Arena *arena);
/* Sets an argument, or sets it anew. */
void hcl_set(Arena *arena, HclBody *body, Str name, Expression *value);
/* A new block; labels may be empty. */
HclBody *hcl_block(Arena *arena, HclBody *body, Str type, Str first,
                   Str second);
/* The only block of the type, which is made if it is missing. */
HclBody *hcl_only_block(Arena *arena, HclBody *body, Str type);

/* Arguments first, then blocks, then `depends_on` and `lifecycle`. */
void hcl_print_body(Buf *out, const HclBody *body, u32 indent);
/* On one line, as it is compared and sorted by. */
void hcl_print_compact(Buf *out, const Expression *value);
/* The expression in Terraform's JSON syntax. */
Json *hcl_json(Arena *arena, const Expression *value);

#endif
