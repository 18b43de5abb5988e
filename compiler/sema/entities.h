/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside sema only: what a program declares. Files are modules, a name is looked
 * up in a scope, and what it means is an entity.
 */
#ifndef APIQC_ENTITIES_H
#define APIQC_ENTITIES_H

#include "sema/sema.h"

typedef struct Entity Entity;
typedef struct Module Module;

/* What an `import` of a file brings; NULL: it could not be read. */
typedef struct Import {
  NodeId node;
  Module *module;
} Import;

/* A file of the program: the root, or an imported one. */
struct Module {
  Str identity; /* its real path, or "std.intake" */
  Str name;     /* as the user wrote it, for messages */
  const Tree *tree;
  Reason **reasons; /* by NodeId of the BECAUSE; filled on the first question */
  bool *used;       /* by NodeId of the declaration */
  bool standard;    /* built into the compiler */
  bool loading;     /* its imports are being read: one of them may be itself */
  u32 number;       /* its place among the program's modules */
  VEC(Import) imports;
};

/* Where a name is looked up, and the tree that its nodes belong to. A scope
 * lies in another: a family's member in its file, a pattern's body in the file
 * of the pattern. */
typedef struct Scope Scope;
struct Scope {
  const Scope *parent; /* asked for what is not here; NULL: nobody */
  const Module *module;
  const Tree *tree; /* the module's, in a pattern's body with a shift */
  Map names;        /* to a number of Analysis.entities, plus 1 */
  Map imported;     /* names that came with an IMPORT, to its NodeId */
  Str prefix;       /* "shop.": before the paths of what is declared here */
  Str part;         /* "shop": before their name parts */
  const Entity *instance; /* whose pattern's body this is; NULL: no pattern's */
  bool open; /* an import failed: what is not here may have come with it */
};

typedef enum EntityKind {
  ENTITY_PARAM,
  ENTITY_LET,
  ENTITY_VALUE, /* the key of a family's member */
  ENTITY_STAGE,
  ENTITY_PROFILE,
  ENTITY_RESOURCE, /* of `thing`; also the implied API */
  ENTITY_PATTERN,
  ENTITY_INSTANCE, /* of a pattern */
  ENTITY_MODULE,   /* the name that `as` gives */
  ENTITY_POLICY,
  ENTITY_OUTPUT,   /* outputs are referred to by nothing */
  ENTITY_ASSERT,
  ENTITY_GUARANTEE,
  ENTITY_UNKNOWN, /* its declaration is in error: the name alone counts */
} EntityKind;

typedef enum Progress { PROGRESS_NONE, PROGRESS_BUSY, PROGRESS_DONE } Progress;

typedef struct Family {
  VEC(Entity *) members;
  Map numbers; /* by key: index in `members`, plus 1 */
} Family;

struct Entity {
  EntityKind kind;
  KindId thing;
  Str name;  /* as its scope has it; of an endpoint its method and path */
  Str key;   /* of a family's member; else empty */
  Span span; /* of the name, or the head */
  Scope *scope;
  NodeId node; /* 0: implied */
  NodeId body; /* 0: none */
  Reason *reason;
  /* what is worked out by need */
  Progress progress;
  Value value;        /* PARAM, LET, VALUE */
  const Type *type;   /* PARAM */
  bool left_out;      /* PARAM of a pattern: so is the attribute it stands for */
  Reason *passed;     /* PARAM of a pattern: behind the value it was given, */
  Span passed_at, passed_whole; /* where that stands, alone and with its key;
                                   empty: nobody gave one */
  Resource *resource; /* RESOURCE that is there */
  const Entity *pattern; /* INSTANCE */
  Scope *inside;         /* MODULE, INSTANCE that is there */
  Family *family;        /* it stands for these; NULL: for itself */
  NodeId absent;         /* the condition that keeps it out of this build */
};

struct Program {
  Arena *arena;
  Diags *diags;
  Sources *sources;
  const Tree *tree;        /* of the root file */
  VEC(Module *) modules;   /* imported ones before those that import them */
  Module *root;
  VEC(u32) shifts; /* of the copies for instances, the same on every stage */
  Map copies;      /* by the instance's path: index in `shifts`, plus 1 */
  VEC(Reason *) all_reasons;
  NodeId stack; /* its declaration; 0: none */
  Span stack_span;
  Str stack_name;
};

#endif
