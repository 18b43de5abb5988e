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

#include "sema/entities.h"

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
  const Entity *entity;     /* NULL: a setting */
  const Resource *resource; /* NULL: a name */
  AttrId attr;
  Span span;
} Step;

typedef struct Regular Regular;
/* The values with which an assertion is tried for one input. */
typedef struct Trial {
  const Input *input;
  ValueKind kind;
  VEC(i64) numbers; /* of a BOOL 0 and 1 */
  u32 at;
} Trial;

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
  struct Owned *owned; /* of emitted.c */
  bool inner; /* what is worked out now is looked into: more names follow */
  Entity *api; /* the one without a name */
  VEC(Regular *) regulars;
  Map regular_numbers; /* by pattern: index in `regulars`, plus 1 */
  VEC(Input *) inputs; /* params `at deploy` */
  bool asserting; /* comparisons note what to try */
  bool trying;    /* inputs have the values of the trials */
  VEC(Trial) trials;
  u64 compared; /* while trying; see late.c */
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
/* Of an endpoint: whether its head names no API. */
bool entity_is_on_unnamed_api(const Entity *endpoint);
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

/* ---- regular.c ---- */
/* Whether it is a POSIX extended regular expression. */
bool pattern_valid(Analysis *analysis, Str pattern);
bool pattern_fits(Analysis *analysis, Str pattern, Str text);
/* Gives back what the library took for them. */
void patterns_free(Analysis *analysis);

/* ---- mismatch.c ---- */
/* Whether no part of the text is left to the deployment; says so otherwise. */
bool text_known(Analysis *analysis, const Value *value);
/* Says that the value has another type, and what would fit; poison. */
Value type_mismatch(Analysis *analysis, Value value, const Type *type,
                    Str what);

/* ---- late.c ---- */
/* What stands in the build for a param `at deploy`; POISON as `standard`: it
 * has none. */
Value input_value(Analysis *analysis, const Entity *entity, Value standard);
/* Whether the build knows the value; says so otherwise. */
bool value_known(Analysis *analysis, const Value *value);
/* Says that nothing is computed with a late value; poison. */
Value late_refuse(Analysis *analysis, const Value *value, Span span);
/* Points at the params of the deployment that the value depends on. */
void late_related(Analysis *analysis, Diag *diag, const Value *value);
Value late_out_of_range(Analysis *analysis, Value value, const Type *type,
                        Str what);
/* A late value as a text: as the program would write it, or the number that the
 * deployment has. */
Text late_in_text(Analysis *analysis, Value *value);
Text late_digits(Analysis *analysis, const Value *value);
/* While assertions are tried: the value that it is tried with. */
Value late_tried(const Analysis *analysis, Value value);
/* Operators of which one side at least is late; both are of one kind. */
Value late_compare(Analysis *analysis, TokenKind operator, Value left,
                   Value right, Span span);
Value late_combine(Analysis *analysis, TokenKind operator, Value left,
                   Value right, Span span);
Value late_not(Analysis *analysis, Value value, Span span);
/* Whether the late claim holds for all values; `breaks` gets those for which it
 * does not, or nothing where that could not be found out. */
bool late_holds(Analysis *analysis, const Scope *scope, NodeId claim,
                Value value, Str *breaks);

/* ---- inputs.c ---- */
/* Whether a late value may stand there. */
bool attr_deployable(AttrId attr);
/* Says what the deployment asks for, and in which units. */
void lower_inputs(Analysis *analysis);

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
/* Whether the build can tell the name in an external thing's ARN; says at `span`
 * that it cannot. */
bool arn_has_name(Analysis *analysis, const Resource *external, Span span);

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
/* What profiles demand of a handler whose callers do not wait for it; once they are
 * known. */
void settle_unawaited(Analysis *analysis, Handler *handler);
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
/* Gives the resource that name. */
void name_set(Analysis *analysis, Resource *resource, Text name);
Text name_alarm(Analysis *analysis, const Resource *watched, AttrId attr);
/* A name without a name part: of the stack, its key, its dashboard. */
Text name_of_stack(Analysis *analysis, NameId name);
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
/* When all that calls them is known. */
void lower_contracts(Analysis *analysis);
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
Text document_of_attributes(Analysis *analysis, const Parameter *attributes,
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

/* Adds the row's conditions to those on which a service may take on the role. */
void trust_add(Analysis *analysis, Role *role, GrantId id);

/* An identifier that no statement has yet: "SendReceipts". */
Str make_sid(Analysis *analysis, const Statements *statements, Str verb,
             Str about);
/* Lets a service call a function, from the source that the row names. */
Permission *permission_add(Analysis *analysis, Str path, Span span,
                           Text function, ServiceId service, GrantId grant,
                           const Terms *terms);

/* ---- grants.c, policies.c ---- */
typedef VEC(Text) Texts;

/* ARNs of the external roles that operate the stack. */
Texts operators_of(Analysis *analysis);
void lower_grants(Analysis *analysis);
void lower_policies(Analysis *analysis);

/* ---- networks.c ---- */
/* Subnets, the group of the handlers, the role of the flow log: what grants
 * refer to. */
void lower_networks(Analysis *analysis);
/* What the code in each network calls, as its role's statements say. */
void lower_network_endpoints(Analysis *analysis);

/* ---- lower.c ---- */
void lower(Analysis *analysis);

#endif
