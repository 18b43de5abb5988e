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

/* Where a name is looked up, and the tree that its nodes belong to. A scope
 * lies in another: a family's member in its file, a pattern's body in the file
 * of the pattern. */
typedef struct Scope Scope;
struct Scope {
  const Scope *parent; /* asked for what is not here; NULL: nobody */
  const Tree *tree;
  Reason **reasons; /* by NodeId of the BECAUSE; filled on the first question */
  bool *used;       /* by NodeId of the declaration */
  Map names;        /* to a number of Analysis.entities, plus 1 */
  Str prefix;       /* "shop.": before the paths of what is declared here */
};

typedef enum EntityKind {
  ENTITY_PARAM,
  ENTITY_LET,
  ENTITY_VALUE, /* the key of a family's member */
  ENTITY_STAGE,
  ENTITY_PROFILE,
  ENTITY_RESOURCE, /* of `thing`; also the implied API */
  ENTITY_OUTPUT,   /* outputs are referred to by nothing */
  ENTITY_ASSERT,
  ENTITY_UNKNOWN, /* its declaration is in error: the name alone counts */
} EntityKind;

typedef enum Progress { PROGRESS_NONE, PROGRESS_BUSY, PROGRESS_DONE } Progress;

typedef struct Member { /* of a family */
  Str key;
  u32 entity;
} Member;

typedef struct Entity {
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
  Resource *resource; /* RESOURCE that is there */
  bool family;        /* has members instead of a resource */
  VEC(Member) members;
  NodeId absent;      /* the condition that keeps it out of this build */
} Entity;

struct Program {
  Arena *arena;
  Diags *diags;
  Sources *sources;
  const Tree *tree;
  Reason **reasons; /* of the root file, by NodeId */
  bool *used;
  VEC(Reason *) all_reasons;
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
  VEC(NodeId) overrides;
  Written *of; /* one for each attribute of the kind */
} Writings;

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
  Scope *scope; /* of the root file */
  bool expanded; /* every thing is there, and may be asked for its settings */
  VEC(Entity *) entities;
  VEC(Workpiece *) pieces; /* by Resource.number */
  VEC(Writings *) profiles; /* for every kind, of every profile, in order */
  VEC(Step) steps;
  u32 depth;     /* of expressions in each other, through names too */
  bool too_deep; /* has been reported */
  struct Owned *owned; /* of emitted.c */
  bool inner; /* what is worked out now is looked into: more names follow */
  Api *api; /* NULL: nothing asks for one */
} Analysis;

/* ---- program.c, resolve.c ---- */
/* Gives every declaration of the root file its entity. */
void names_resolve(Analysis *analysis);
Entity *entity_add(Analysis *analysis, Scope *scope, EntityKind kind,
                   NodeId node, Str name, Span span);
/* The entity that a name means there; NULL: none. It counts as used. */
Entity *scope_find(Analysis *analysis, const Scope *scope, Str name);
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
/* What a body says as a map of anything, without the item `except`. */
Value evaluate_map(Analysis *analysis, const Scope *scope, NodeId body,
                   NodeId except);
Value value_poison(Span span);
/* The value as it stands in a text; poisons what cannot stand there. */
Text value_in_text(Analysis *analysis, Value *value);
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
/* `orders["acme"]`, a member of a family; false: the value is no family. */
bool reference_index(Analysis *analysis, const Scope *scope, NodeId node,
                     Value *value);
Value reference_member(Analysis *analysis, const Scope *scope, NodeId node);
Text resource_arn(Analysis *analysis, const Resource *resource);

/* ---- call.c ---- */
Value call_evaluate(Analysis *analysis, const Scope *scope, NodeId node,
                    const Type *type, Str what);
Value call_access(Analysis *analysis, const Scope *scope, NodeId node,
                  const Type *type, Str what);

/* ---- functions.c ---- */
/* What a function of the language gives for those arguments, which fit their
 * types; poison after an error. */
Value function_call(Analysis *analysis, const CallRow *row,
                    const Value *arguments, u32 count, Span span);

/* ---- params.c ---- */
/* Chooses the stage; false: it does not exist, and that has been reported. */
bool stage_select(Analysis *analysis);
/* Fills in the model where the stage may be deployed. */
void stage_guards(Analysis *analysis);
Value param_value(Analysis *analysis, Entity *entity);
/* Works out every param and reports all that have no value, at once. */
void params_settle(Analysis *analysis);

/* ---- pieces.c ---- */
/* Makes the Resource of every declaration, and the implied ones. */
void pieces_make(Analysis *analysis);
Resource *piece_make(Analysis *analysis, const Entity *entity);
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

/* ---- expand.c ---- */
/* Makes what a declaration stands for: one thing, the members of a family, or
 * nothing where its condition is false. Does it once. */
void expand(Analysis *analysis, Entity *entity);
/* The thing that an entity means at `span`; NULL: none, and that has been
 * reported, unless its declaration is in error. */
Resource *expanded_thing(Analysis *analysis, Entity *entity, Span span);
/* `orders["acme"]`: the member; NULL: none, and that has been reported. */
Entity *family_member(Analysis *analysis, const Entity *family, Span span,
                      Str key);

/* ---- settle.c ---- */
/* The setting, worked out if it was not yet. */
const Setting *settle(Analysis *analysis, Resource *resource, AttrId attr);
void settle_all(Analysis *analysis);
/* Reports a secret's value in it, unless a reason stands there. */
void check_exposed(Analysis *analysis, const Value *value, Reason *reason);

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

/* ---- handlers.c, endpoints.c, feeds.c, watching.c ---- */
/* RECEIPTS_QUEUE_URL: how a function's environment calls a thing; empty: it
 * does not. */
Str variable_name(Arena *arena, const Resource *thing);
void lower_handlers(Analysis *analysis);
void lower_endpoints(Analysis *analysis);
void lower_feeds(Analysis *analysis);
void lower_watching(Analysis *analysis);

/* ---- raw.c, escape.c, emitted.c, fit.c: past the language ---- */
/* The target that a NODE_RAW or NODE_OVERRIDE names; NULL: there is none, and
 * that has been said. */
const TargetRow *target_named(Analysis *analysis, const Scope *scope,
                              NodeId node);
/* Works out of which type a raw resource is, before anything asks for it. */
void raw_begin(Analysis *analysis, Raw *raw, const Entity *entity);
/* Whether `.member` of the value is an attribute of a raw resource; gives it. */
bool raw_attribute(Analysis *analysis, Value *value, Span span, Str member,
                   bool inner);
/* Raw resources and overrides, when everything else is known. */
void lower_raws(Analysis *analysis);
void lower_overrides(Analysis *analysis);
/* What an override of the thing may name, in this build; the lists of the model
 * are complete. */
typedef struct Emitted {
  Str name, type; /* "EventSource", and its type */
} Emitted;
typedef VEC(Emitted) EmittedList;
EmittedList emitted_by(Analysis *analysis, const Resource *resource);
/* Whether the value can be written into a target, and as that property; says so
 * otherwise. `what` is for messages. */
bool value_fits(Analysis *analysis, const TargetRow *target, const Value *value,
                const Property *property, Str what);
/* The names that a form has, to be suggested and listed. */
u32 form_names(Analysis *analysis, FormId form, Str **names);
/* "there are: a, b, c and 40 more" */
void note_names(Analysis *analysis, Diag *diag, const Str *names, u32 count);

/* ---- document.c ---- */
/* Any value as JSON. */
Str document_json(Analysis *analysis, const Value *value);
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

/* An identifier that no statement has yet: "SendReceipts". */
Str make_sid(Analysis *analysis, const Statements *statements, Str verb,
             Str about);
/* Lets a service call a function, from the source that the row names. */
Permission *permission_add(Analysis *analysis, Str path, Span span,
                           Text function, ServiceId service, GrantId grant,
                           const Terms *terms);

/* ---- grants.c, policies.c ---- */
void lower_grants(Analysis *analysis);
void lower_policies(Analysis *analysis);

/* ---- lower.c ---- */
void lower(Analysis *analysis);

#endif
