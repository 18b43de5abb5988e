/* SPDX-License-Identifier: Apache-2.0
 *
 * cdk: the model as an app of the AWS Cloud Development Kit, in TypeScript.
 *
 * An app makes a CloudFormation template, so this target begins where that one
 * ends: each resource of the template becomes a construct. A type with a row in
 * constructs.def is a construct of the second level, whose class sets the
 * properties that have rows; what it has no way to say, or would grant more
 * for, is set on the resource below it. Every other type is a construct of the
 * first level. Resources keep their logical ids: a stack deployed from the one
 * target can be deployed from the other.
 */
#ifndef APIQC_CDK_H
#define APIQC_CDK_H

#include "backends/cdk/script.h"
#include "backends/cloudformation/cloudformation.h"
#include "schema/properties.h"

/* ---- constructs.c: what the classes of the second level say -------------- */

typedef enum ConstructId {
#define CONSTRUCT(id, ...) CONSTRUCT_##id,
#include "backends/cdk/constructs.def"
  CONSTRUCT_COUNT,
  CONSTRUCT_NONE = CONSTRUCT_COUNT,
} ConstructId;

/* How the value of a property becomes that of a prop. */
typedef enum PropForm {
  PROP_SAME,
  PROP_SECONDS, /* a Duration */
  PROP_DAYS,
  PROP_MEBIBYTES, /* a Size */
  PROP_WORD,      /* a member of the enum `of`, by `words` */
  PROP_ONE_WORD,  /* the same, of a list of one */
  PROP_RUNTIME,   /* lambda.Runtime.PYTHON_3_13 */
  PROP_MAP,       /* texts by name */
  PROP_CONSTRUCT, /* a construct of the class `of` that is referred to */
  PROP_CONSTRUCTS,
  PROP_REDRIVE, /* a redrive policy, as what dead letters go to */
  PROP_CODE,
  PROP_DOCUMENT, /* a policy */
  PROP_POLICIES, /* policies by name */
  PROP_TRUST,    /* who takes on a role */
} PropForm;

typedef struct ConstructRow {
  Str type, class; /* "AWS::SQS::Queue", "sqs.Queue" */
  bool removal;    /* takes a removal policy among its props */
} ConstructRow;

typedef struct PropRow {
  ConstructId construct;
  Str property; /* "LoggingConfig.LogGroup" */
  Str prop;     /* "logGroup" */
  PropForm form;
  Str of, words;
} PropRow;

typedef struct AttributeRow {
  ConstructId construct;
  Str attribute; /* of Fn::GetAtt; empty: of Ref */
  Str member;    /* "queueArn" */
} AttributeRow;

ConstructId construct_find(Str type);
const ConstructRow *construct_row(ConstructId construct);
const PropRow *prop_rows(u32 *count);
/* Empty: the class has no such member. */
Str construct_member(ConstructId construct, Str attribute);

/* ---- the app ------------------------------------------------------------- */

/* One resource of the template. */
typedef struct Node {
  const TemplateEntry *entry;
  Json *override; /* its properties with the overrides; NULL: there are none */
  ConstructId construct; /* NONE: of the first level */
  bool raw;              /* a raw resource of the program */
  bool typed;            /* the class of its type knows what is in it */
  bool policy;           /* a statement added to the construct `of` */
  u32 of;
  u32 rank;
  u32 uses;        /* how often others refer to it */
  bool done;       /* has its place in the order */
  bool documented; /* says what its declaration is */
  Str name;        /* how it is referred to: "this.mainQueue", "apiStage" */
  VEC(u32) needs;
} Node;

typedef struct Cdk {
  Arena *arena;
  const Model *model;
  Diags *diags;
  Template *template;
  VEC(Node) nodes;
  VEC(u32) order;                /* indices of nodes */
  Map numbers;                   /* logical id -> index of its node + 1 */
  Map inputs;                    /* logical id -> index in the model + 1 */
  Map modules;                   /* "sqs", "Duration" -> 1: is imported */
  bool helper;                   /* resourceOf is called */
  bool within, matching, one_of; /* so are the checks of inputs */
} Cdk;

/* "MainQueue" -> "mainQueue", as the CDK spells properties too. */
Str camel(Arena *arena, Str name);
/* "OrdersStack", "orders-stack": of the stack's class and its file. */
Str class_name(Arena *arena, const Model *model);
Str stack_file(Arena *arena, const Model *model);
Str stack_word(Arena *arena, const Model *model);

/* ---- value.c: values of the template as expressions ---------------------- */

/* `kinds` and `form` say what the place takes; keys of objects whose members
 * are known are spelled as the CDK does, all others stay. */
Expression *script_value(Cdk *cdk, const Json *value, const Property *place);
/* The same in a place of which nothing is known. */
Expression *script_any(Cdk *cdk, const Json *value);
/* What a Ref or, with an attribute, an Fn::GetAtt stands for. */
Str script_reference(Cdk *cdk, Str id, Str attribute);
/* The node that the value is a reference to; NULL: it is something else. */
const Node *referred(const Cdk *cdk, const Json *value);
/* Calls `found` for every id that the value refers to. */
typedef void Found(Cdk *cdk, void *context, Str id);
void each_reference(Cdk *cdk, const Json *value, Found *found, void *context);
/* `construct` as its CloudFormation resource. */
Str resource_of(Cdk *cdk, const Node *node);
/* "sqs.CfnQueue" */
Str class_of(Cdk *cdk, const Node *node);
/* The same name, whose first word gets imported. */
Str uses_class(Cdk *cdk, Str name);

/* ---- props.c: values of the template as props of a class ----------------- */

/* NULL: the class cannot say it. */
Expression *script_prop(Cdk *cdk, const PropRow *row, const Json *value);
Expression *script_statement(Cdk *cdk, const Json *statement);

/* ---- inputs.c: what is asked for at deployment --------------------------- */

/* The name of the variable that holds it. */
Str prop_of_input(Arena *arena, const Input *input);
bool input_required(const Input *input);
bool any_required(const Model *model);
void print_props(Cdk *cdk, Buf *out);
void print_inputs(Cdk *cdk, Buf *out);
/* The functions that judge them. */
void print_checks(const Cdk *cdk, Buf *out);
/* How the app reads them: functions, and the members of the props. */
void print_readers(const Cdk *cdk, Buf *out);
void print_context(Cdk *cdk, Buf *out);
/* " -c NAME=VALUE" of each input without a default. */
Str context_options(Arena *arena, const Model *model);
Str type_of_input(Arena *arena, const Input *input);

/* ---- order.c ------------------------------------------------------------- */

void cdk_order(Cdk *cdk);
/* The part of the stack that a type belongs to, and what it is called; empty:
 * there is no such part. */
u32 rank_of(Str type);
Str rank_title(u32 rank);

/* ---- resources.c --------------------------------------------------------- */

void print_node(Cdk *cdk, Buf *out, const Node *node);
/* The call as a statement of the constructor. */
void print_call(Buf *out, const Expression *call);

/* ---- one file each ------------------------------------------------------- */

void print_stack(Cdk *cdk, Buf *out);
void print_readme(Cdk *cdk, Buf *out);

#endif
