/* SPDX-License-Identifier: Apache-2.0
 *
 * source: all files of a compilation as one address space.
 *
 * A place in the program is a Span of two numbers; which file it lies in, and
 * on which line, is worked out only when somebody asks. Each file takes its
 * length plus one, so that the position behind its last byte is its own too.
 *
 * A pattern means something else wherever it is used. Each use gets addresses
 * of its own for the pattern's text, a copy: whoever has such an address can
 * ask for the real place and for the place of the use.
 */
#ifndef APIQC_SOURCE_H
#define APIQC_SOURCE_H

#include "base/base.h"

typedef struct Span {
  u32 lo, hi; /* hi is one past the last byte */
} Span;

typedef struct SourceFile {
  Str path; /* as the user wrote it, or relative to the root file */
  Str text;
  bool built_in; /* the compiler's own: nobody can change it */
  bool opaque;   /* a program: nothing of it is ever shown */
  u32 base; /* address of its first byte */
  VEC(u32) lines; /* offsets of line starts; filled on the first question */
  u32 asked, column; /* the last place asked for: a long line is counted once */
} SourceFile;

/* Addresses from `base` to `end` stand for those from `original` on. */
typedef struct SourceCopy {
  u32 base, end, original;
  Span user; /* where it is used; that may lie in another copy */
  Str name;  /* of the use: "shop" */
} SourceCopy;

typedef struct Sources {
  Arena *arena;
  VEC(SourceFile *) files;
  VEC(SourceCopy) copies; /* sorted by base, as the files are */
  u32 next_base;
} Sources;

/* Where a Span's start stands, for people and for tools. */
typedef struct Place {
  const SourceFile *file;
  u32 line;   /* from 1 */
  u32 column; /* from 1, in code points; a tab is one */
  u32 offset; /* bytes from the start of the file */
} Place;

enum { SOURCE_LIMIT = 16 * 1024 * 1024 }; /* bytes of one file */

Sources *sources_new(Arena *arena);
/* Adds a file; `text` must outlive the sources. Returns its number. */
u32 sources_add(Sources *sources, Str path, Str text);
/* Adds a copy of the stretch, which lies in one file. What is to be added to an
 * address in the stretch for that of the copy, modulo 2^32. */
u32 sources_copy(Sources *sources, Span stretch, Span user, Str name);
/* The copy that the address lies in; NULL: it is a file's own. */
const SourceCopy *sources_copy_at(const Sources *sources, u32 address);
/* The file's own address for any address. */
u32 sources_original(const Sources *sources, u32 address);
SourceFile *sources_file(const Sources *sources, u32 address);
Place sources_place(const Sources *sources, u32 address);
Str sources_text(const Sources *sources, Span span);
/* The line with that number, without its end. */
Str sources_line(const Sources *sources, const SourceFile *file, u32 line);
Span span_join(Span first, Span last);

#endif
