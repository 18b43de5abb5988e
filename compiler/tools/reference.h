/* SPDX-License-Identifier: Apache-2.0
 *
 * reference: the tables that the compiler looks things up in, as Markdown.
 *
 * What the reference says of an attribute, a rule or a quota is read from the
 * same rows that decide about programs, so that it cannot be wrong about them.
 */
#ifndef APIQC_REFERENCE_H
#define APIQC_REFERENCE_H

#include "base/base.h"

struct Type;
struct AttrRow;

/* Prints a table by its name: `table: queue`, `table: rules flow`. False: there
 * is none of that name. */
bool table_of_kind(Buf *out, Str name);
bool table_of_facts(Buf *out, Str name);
bool table_of_access(Buf *out, Str name);
bool table_of_commands(Buf *out, Str name);
bool table_of_modules(Buf *out, Str name);
bool table_of_review(Buf *out, Str name);
bool table_of_coverage(Buf *out, Str name);

/* A type as messages say it, with the pattern, the lengths and the ARNs that it
 * demands. */
void print_type(Buf *out, const struct Type *type);
/* What an attribute is when it is left out. */
void print_default(Buf *out, const struct AttrRow *row);
/* Text in a cell: one line, with `|` escaped. */
void print_cell(Buf *out, Str text);
/* A rule's name, leading to its page if it has one. */
void print_rule(Buf *out, Str name);
void print_head(Buf *out, const char *columns); /* "a|b|c" */

#endif
