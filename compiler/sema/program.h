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

/* What sema keeps for each resource beside what the model gets. */
typedef struct Workpiece {
  Resource *resource;
  const Entity *entity; /* NULL: made by the compiler */
  Writings own;
  u8 *progress; /* of each setting */
  Resource *parent; /* of a dead-letter queue: its queue */
} Workpiece;

/* What a profile says of a pattern's params. */
typedef struct PatternProfile {
  const Entity *pattern, *profile;
  NodeId body;
} PatternProfile;

/* A profile, scanned, whether or not the stack names it. */
typedef struct ProfileUse {
  const Entity *profile;
  VEC(Writings *) kinds;
  VEC(PatternProfile) patterns;
  bool used;
} ProfileUse;

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
  Scope **scopes; /* of the modules, by their number */
  Scope *scope;   /* of the root file */
  bool too_large; /* there are too many declarations: has been reported */
  bool expanded; /* every thing is there, and may be asked for its settings */
  VEC(Entity *) entities;
  VEC(Workpiece *) pieces; /* by Resource.number */
  VEC(Writings *) profiles; /* for every kind, of every profile, in order */
  VEC(PatternProfile) pattern_profiles; /* likewise, of patterns */
  VEC(ProfileUse) profile_uses;         /* all that there are */
  VEC(Step) steps;
  u32 depth;     /* of expressions in each other, through names too */
  bool too_deep; /* has been reported */
  Api *api; /* NULL: nothing asks for one */
} Analysis;

/* ---- imports.c ---- */
/* Reads what the program imports, and what that imports. */
void modules_load(Program *program);

/* ---- program.c, entities.c, places.c, resolve.c ---- */
/* Gives every declaration of every file its entity. */
void names_resolve(Analysis *analysis);
/* Gives what stands in a pattern's body its entities, in an instance's scope. */
void body_resolve(Analysis *analysis, Scope *scope, NodeId body);
Entity *entity_add(Analysis *analysis, Scope *scope, EntityKind kind,
                   NodeId node, Str name, Span span);
/* The entity that a name means there; NULL: none. It counts as used. */
Entity *scope_find(Analysis *analysis, const Scope *scope, Str name);
/* The same, of what is declared in that scope itself. */
Entity *scope_own(Analysis *analysis, const Scope *scope, Str name);
/* Where an item can stand. */
enum { IN_ROOT = 1, IN_IMPORT = 2, IN_PATTERN = 4 };

bool place_admits(const Tree *tree, NodeId node, u32 place);
/* The same; says so where it does not belong. */
bool check_place(Analysis *analysis, const Scope *scope, NodeId node,
                 u32 place);
/* A pattern's body is looked over once, not for each of its instances. */
void pattern_check_body(Analysis *analysis, const Entity *pattern);
/* Enters a name into the scope, unless it is there already; that is reported. */
void declare(Analysis *analysis, Scope *scope, Str name, Span span);
/* Says that a name is not written as names are. */
void check_case(Analysis *analysis, Span span, Str name);
/* Says that a declaration's word is no kind. */
void unknown_kind(Analysis *analysis, const Scope *scope, NodeId word);
/* What a declaration's head has that its kind does not take; 0: no built-in
 * kind. */
void check_head(Analysis *analysis, const Scope *scope, u32 kind, Str word,
                NodeId node);
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
Value reference_member(Analysis *analysis, const Scope *scope, NodeId node);
Text resource_arn(Analysis *analysis, const Resource *resource);
/* What a declared name stands for as a value. */
Value entity_value(Analysis *analysis, Entity *entity, Span span);

/* ---- path.c ---- */
/* The entity that `shop`, `lib.intake`, `shops["a"].main` leads to; NULL: it is
 * no such path, or one that has been reported: then `*told`. */
Entity *entity_at(Analysis *analysis, const Scope *scope, NodeId node,
                  bool *told);

/* `orders[["a", "b"]]`: several members as a list; false: it is none such. */
bool members_at(Analysis *analysis, const Scope *scope, NodeId node,
                Value *value);
/* Where a family is named: the things of all its members. False: there is no
 * family. */
bool family_at(Analysis *analysis, const Scope *scope, NodeId node,
               Resource ***things, u32 *count);

/* ---- patterns.c ---- */
/* Reports what a body says besides values of the pattern's params. */
void pattern_check(Analysis *analysis, const Entity *pattern,
                   const Scope *scope, NodeId body);
/* Makes the inside of an instance that stands for itself and is there. */
void instance_make(Analysis *analysis, Entity *instance);
/* The value that a param of a pattern has in an instance. */
void instance_param(Analysis *analysis, Entity *param);
/* The param of a pattern whose value a bare name passes on; NULL: it is none. */
Entity *param_passed(Analysis *analysis, const Scope *scope, NodeId node);
/* The inside of an instance as a reference at `span` needs it; NULL: there is
 * none, and that has been reported. */
Scope *instance_inside(Analysis *analysis, Entity *instance, Span span);

/* ---- written.c ---- */
/* A written policy with its arguments; `call` 0: it is named without. */
Value policy_apply(Analysis *analysis, const Entity *policy, const Scope *user,
                   NodeId call, Span span);
/* Adds what a handler's policies say to its role. */
void grant_written(Analysis *analysis, Handler *handler);

/* ---- guarantees.c ---- */
/* Works out the guarantees, and writes them into policies of resources. */
void lower_guarantees(Analysis *analysis);

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
/* "shop.orders["acme"]": the path of what a scope declares. */
Str path_in(Arena *arena, const Scope *scope, Str name, Str key);
/* "shop-orders-acme": parts that are `main` are left out. */
Str name_part_in(Arena *arena, const Scope *scope, Str name, Str key);
Workpiece *piece_of(Analysis *analysis, const Resource *resource);
/* A Resource that follows from another; `size` is that of its struct. */
Resource *piece_add(Analysis *analysis, KindId kind, size_t size, Str path,
                    Span span);

/* ---- writings.c ---- */
/* Sorts what a body says by attribute; reports what does not belong there. */
Writings *writings_scan(Analysis *analysis, const Scope *scope, KindId kind,
                        NodeId body, Str profile);
Written *written_in(const Writings *writings, AttrId attr);
/* Whether a profile says `attribute = required`. */
bool writing_demands(const Writings *in, const Written *written);
/* No attribute of that name, in the kind or in a block of it. */
void report_unknown_attribute(Analysis *analysis, KindId kind, AttrId block,
                              Span span, Str name);

/* ---- profiles.c ---- */
/* Scans the profiles, and takes those that the stack names. */
void profiles_settle(Analysis *analysis);
/* Looks at the values of those that it does not name. */
void profiles_check(Analysis *analysis);

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
enum { DECLARATION_LIMIT = 1000000 }; /* after expansion */

/* Makes what a declaration stands for: one thing, the members of a family, or
 * nothing where its condition is false. Does it once. */
void expand(Analysis *analysis, Entity *entity);
/* Says that a family, or what its condition keeps out, stands where one thing
 * is due. False: it is one thing. */
bool report_not_one(Analysis *analysis, const Entity *entity, Span span);
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
/* ARNs of the external roles that operate the stack; how many there are. */
u32 operators_of(Analysis *analysis, Text *out, u32 room);
void lower_grants(Analysis *analysis);
void lower_policies(Analysis *analysis);

/* ---- lower.c ---- */
void lower(Analysis *analysis);

#endif
