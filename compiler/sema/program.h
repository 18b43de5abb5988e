/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of sema share; nobody else includes this.
 *
 * Program holds what does not depend on the stage: the names and where they
 * stand. Analysis holds what does: one Binding for each name, filled when
 * somebody asks for it.
 */
#ifndef APIQC_PROGRAM_H
#define APIQC_PROGRAM_H

#include "sema/sema.h"

/* Where a name may be looked up and which tree its nodes belong to. */
typedef struct Scope {
  const Tree *tree;
  Map names; /* to a number of Program.entities, plus 1 */
  Reason **reasons; /* by NodeId of the BECAUSE; filled on the first question */
} Scope;

typedef enum EntityKind {
  ENTITY_PARAM,
  ENTITY_LET,
  ENTITY_STAGE,
  ENTITY_PROFILE,
  ENTITY_RESOURCE, /* of `thing`; also the implied API */
  ENTITY_OUTPUT,   /* outputs are referred to by nothing */
  ENTITY_ASSERT,
  ENTITY_UNKNOWN, /* its declaration is in error: the name alone counts */
} EntityKind;

typedef struct Entity {
  EntityKind kind;
  KindId thing;
  Str name;  /* as its scope has it; of an endpoint its method and path */
  Span span; /* of the name, or the head */
  const Scope *scope;
  NodeId node; /* 0: implied */
  NodeId body; /* 0: none */
  Reason *reason;
  bool used;
} Entity;

struct Program {
  Arena *arena;
  Diags *diags;
  Sources *sources;
  const Tree *tree;
  Scope *scope;
  VEC(Entity) entities;
  VEC(Reason *) reasons;
  NodeId stack; /* its declaration; 0: none */
  Span stack_span;
  Str stack_name;
};

/* One attribute as a body writes it. */
typedef struct Written {
  NodeId value; /* the value, or the block itself */
  NodeId key;
  Reason *reason;
  bool block; /* value is a BLOCK */
} Written;

/* Everything that one body says about a kind, by attribute. */
typedef struct Writings {
  const Scope *scope;
  KindId kind;
  Str profile; /* empty: the resource's own body */
  bool broken; /* holds what could not be read */
  Written *of; /* one for each attribute of the kind */
} Writings;

typedef enum Progress { PROGRESS_NONE, PROGRESS_BUSY, PROGRESS_DONE } Progress;

typedef struct Binding { /* one for each Entity */
  Progress progress;
  Value value;         /* PARAM, LET */
  Resource *resource;  /* RESOURCE */
  const Type *type;    /* PARAM */
} Binding;

/* What sema keeps for each resource beside what the model gets. */
typedef struct Workpiece {
  Resource *resource;
  const Entity *entity; /* NULL: made by the compiler */
  Writings own;
  u8 *progress; /* of each setting */
  Resource *parent; /* of a dead-letter queue: its queue */
} Workpiece;

/* A step of evaluation, to show a circle as a path: a name's value, or the
 * setting `attr` of `resource`. */
typedef struct Step {
  Str name;
  const Resource *resource; /* NULL: a name */
  AttrId attr;
  Span span;
} Step;

typedef struct Analysis {
  Arena *arena;
  Diags *diags;
  Program *program;
  Model *model;
  const Selection *selection;
  Str stage;
  Type stage_type; /* its words are the stages */
  const Entity *stage_entity; /* NULL: no stage is declared */
  Binding *bindings;
  VEC(Workpiece *) pieces; /* by Resource.number */
  VEC(Writings *) profiles; /* for every kind, of every profile, in order */
  VEC(Step) steps;
  u32 depth;     /* of expressions in each other, through names too */
  bool too_deep; /* has been reported */
  Api *api; /* NULL: nothing asks for one */
} Analysis;

/* ---- resolve.c ---- */
/* The Reason of a BECAUSE node; the same one at each call. */
Reason *program_reason(Program *program, const Scope *scope, NodeId because);
/* Nothing of that name: says so, with the nearest one that there is. */
void report_undeclared(Analysis *analysis, const Scope *scope, Span span,
                       Str name);

#define HTTP_METHODS "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY"

/* ---- types.c ---- */
/* The type that a param's declaration names; NULL after an error. */
const Type *type_of_node(Analysis *analysis, const Scope *scope, NodeId node);
/* The value if it fits the type; reports and poisons it otherwise. */
Value type_conform(Analysis *analysis, Value value, const Type *type,
                   Str what);

/* ---- mismatch.c ---- */
/* Whether no part of the text is left to the deployment; says so otherwise. */
bool text_known(Analysis *analysis, const Value *value);
/* Says that the value has another type, and what would fit; poison. */
Value type_mismatch(Analysis *analysis, Value value, const Type *type,
                    Str what);

/* ---- evaluate.c ---- */
/* `type` says what is expected; NULL: anything. `what` is for messages: the
 * attribute or the param. The result fits the type or is poison. */
Value evaluate(Analysis *analysis, const Scope *scope, NodeId node,
               const Type *type, Str what);
Value value_poison(Span span);
/* `{{resolve:` in a text would be expanded by the deployment: poison. */
Value check_dynamic(Analysis *analysis, Value value);
/* Enters and leaves what is worked out by need. False: it depends on itself,
 * and that has been reported. */
bool step_enter(Analysis *analysis, Progress *progress, Step step);
void step_leave(Analysis *analysis, Progress *progress);

/* ---- operate.c ---- */
Value operate_unary(Analysis *analysis, TokenKind operator, Value value,
                    Span span);
Value operate_binary(Analysis *analysis, TokenKind operator, Value left,
                     Value right, Span span);

/* ---- reference.c ---- */
Value reference_name(Analysis *analysis, const Scope *scope, NodeId node,
                     const Type *type);
Value reference_member(Analysis *analysis, const Scope *scope, NodeId node);
Text resource_arn(Analysis *analysis, const Resource *resource);

/* ---- call.c ---- */
Value call_evaluate(Analysis *analysis, const Scope *scope, NodeId node,
                    const Type *type, Str what);
Value call_access(Analysis *analysis, const Scope *scope, NodeId node,
                  const Type *type, Str what);

/* ---- params.c ---- */
/* Chooses the stage; false: it does not exist, and that has been reported. */
bool stage_select(Analysis *analysis);
/* Fills in the model where the stage may be deployed. */
void stage_guards(Analysis *analysis);
Value param_value(Analysis *analysis, u32 entity);
/* Works out every param and reports all that have no value, at once. */
void params_settle(Analysis *analysis);

/* ---- pieces.c ---- */
/* Makes the Resource of every declaration, and the implied ones. */
void pieces_make(Analysis *analysis);
Workpiece *piece_of(Analysis *analysis, const Resource *resource);
/* A Resource that follows from another; `size` is that of its struct. */
Resource *piece_add(Analysis *analysis, KindId kind, size_t size, Str path,
                    Span span);

/* ---- writings.c ---- */
/* Sorts what a body says by attribute; reports what does not belong there. */
Writings *writings_scan(Analysis *analysis, const Scope *scope, KindId kind,
                        NodeId body, Str profile);
/* Scans the profiles that the stack names. */
void profiles_settle(Analysis *analysis);

typedef struct Found {
  const Written *written; /* NULL: nowhere */
  const Writings *in;
  Origin origin;
} Found;

/* The writing that decides about an attribute; `demand` gets a profile's
 * `attribute = required`. */
Found writings_find(Analysis *analysis, const Workpiece *piece, AttrId attr,
                    Found *demand);

/* ---- settle.c ---- */
/* The setting, worked out if it was not yet. */
const Setting *settle(Analysis *analysis, Resource *resource, AttrId attr);
void settle_all(Analysis *analysis);

/* ---- infer.c ---- */
/* What an attribute is that nobody gave and that has no fixed default. */
void infer(Analysis *analysis, Resource *resource, AttrId attr,
           Setting *setting);

/* ---- edges.c ---- */
void edges_resolve(Analysis *analysis);

/* ---- names.c ---- */
void lower_names(Analysis *analysis);
Str name_alarm(Analysis *analysis, const Resource *watched, AttrId attr);
/* A name without a name part: of the stack, its key, its dashboard. */
Str name_of_stack(Analysis *analysis, NameId name);
void name_role(Analysis *analysis, Role *role);

/* ---- keys.c ---- */
/* ARN of the key that a setting says; empty: the service's own. */
Text key_of_setting(Analysis *analysis, const Setting *set);
void lower_keys(Analysis *analysis);

/* ---- handlers.c, endpoints.c, watching.c ---- */
void lower_handlers(Analysis *analysis);
void lower_endpoints(Analysis *analysis);
void lower_watching(Analysis *analysis);

/* ---- document.c ---- */
/* A map, or a text that is one already, as one JSON document. */
Str document_of(Analysis *analysis, const Value *value);
/* Message attributes as the integration takes them. */
Str document_of_attributes(Analysis *analysis, const Parameter *attributes,
                           u32 count);

/* ---- statements.c ---- */
/* What the placeholders of a grant stand for; an empty text: nothing. */
typedef struct Terms {
  Text arn, name, index, prefix, key, source, function;
  Text api, authorizer, method, route;
} Terms;

/* A text of stdlib with its placeholders filled. False: one stands for nothing. */
bool terms_fill(Analysis *analysis, Str pattern, const Terms *terms, Text *out);
/* Adds what the row grants, joined to a statement of the same reason that
 * differs only in actions or only in resources. The result is good until the
 * next call. */
Statement *statement_add(Analysis *analysis, Statements *statements,
                         const GrantRow *row, const Terms *terms, Str about,
                         Span reason, Str reason_text);

/* Lets a service call a function, from the source that the row names. */
Permission *permission_add(Analysis *analysis, Str path, Span span,
                           Text function, ServiceId service, GrantId grant,
                           const Terms *terms);

/* ---- grants.c ---- */
void lower_grants(Analysis *analysis);

/* ---- lower.c ---- */
void lower(Analysis *analysis);

#endif
