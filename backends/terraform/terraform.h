/* SPDX-License-Identifier: Apache-2.0
 *
 * terraform: the model as a Terraform configuration.
 *
 * Settings become arguments by the rows of the schema; structure is code, one
 * function for each type of resource. Everything stands in the group of the
 * declaration that it follows from; groups are sorted by kind and path, and a
 * name comes from a declaration's own path alone: the order of declarations
 * never shows, and nothing new renames what is there.
 */
#ifndef APIQC_TERRAFORM_H
#define APIQC_TERRAFORM_H

#include "backends/backend.h"
#include "backends/terraform/hcl.h"

typedef struct TerraformEntry {
  const Resource *group; /* the declaration; NULL: the stack */
  bool main;             /* the group's main resource, which comes first */
  bool data;             /* is only read */
  Str type, name;        /* "aws_sqs_queue", "main" */
  HclBody *body;
} TerraformEntry;

typedef struct Terraform {
  Arena *arena;
  const Model *model;
  Diags *diags;
  FileSet *files;
  VEC(TerraformEntry) entries;
  Map numbers; /* "TYPE SUFFIX PATH" -> index in `names` + 1 */
  Map taken;   /* "TYPE NAME" */
  VEC(Str) names;
  Json *raws;    /* type -> name -> what is in it; NULL: there are none */
  bool archives; /* packs code while it is applied */
} Terraform;

/* ---- names.c: what things are called in the configuration ---------------- */

/* The name of what stands for the resource itself. */
Str name_of(Terraform *tf, const Resource *resource);
/* The name of something of that type that belongs to the declaration of that
 * path; suffixes begin with `_` and tell apart what has one type. */
Str name_for(Terraform *tf, Str type, Str path, const char *suffix);
Str name_of_endpoint(Terraform *tf, const Endpoint *endpoint);
Str name_of_input(Arena *arena, const Input *input);
/* The declaration that it follows from; NULL: the stack. */
const Resource *group_of(const Terraform *tf, const Resource *resource);
/* "aws_sqs_queue": the type of what stands for a resource of that kind. */
Str type_of(const Resource *resource);

/* ---- text.c: texts with parts that only the deployment knows ------------- */

/* `by_name` is a set of KIND_BITs: of things of these kinds names and ARNs are
 * written out instead of referred to, where a reference would be a circle. */
Expression *hcl_text(Terraform *tf, Text text, u32 by_name);
Expression *hcl_part(Terraform *tf, PartKind part, const Resource *thing);
Expression *hcl_texts(Terraform *tf, const Value *list);
Expression *hcl_input(Terraform *tf, const Input *input);
/* TYPE.NAME.ATTRIBUTE */
Expression *hcl_reference(Terraform *tf, Str type, Str name,
                          const char *attribute);
/* Whether the text holds something that must not be shown. */
bool text_is_secret(Text text);

/* ---- settings.c: what rows say, descriptions, tags ----------------------- */

void put_settings(Terraform *tf, HclBody *body, const Resource *resource,
                  Str type);
Expression *hcl_any(Terraform *tf, const Value *value);
/* The physical name; nothing when the service makes one. */
void put_name(Terraform *tf, HclBody *body, const char *name,
              const Resource *resource);
void put(Terraform *tf, HclBody *body, const char *name, Expression *value);
void put_string(Terraform *tf, HclBody *body, const char *name, Str text);
void put_integer(Terraform *tf, HclBody *body, const char *name, i64 number);
void put_bool(Terraform *tf, HclBody *body, const char *name, bool truth);
void put_text(Terraform *tf, HclBody *body, const char *name, Text text);
void put_part(Terraform *tf, HclBody *body, const char *name, PartKind part,
              const Resource *thing);
void put_description(Terraform *tf, HclBody *body, Str text,
                     DescriptionOf what);
HclBody *block(Terraform *tf, HclBody *body, const char *type);
/* What must be there before: "TYPE.NAME". */
void depend_on(Terraform *tf, HclBody *body, Str type, Str name);
void put_keep(Terraform *tf, HclBody *body, const Resource *resource);

/* ---- entries ------------------------------------------------------------- */

/* Adds a resource in the group that `of` belongs to; its empty body. */
HclBody *add(Terraform *tf, const char *type, Str name, const Resource *of);
/* The same for what stands for the resource itself. */
HclBody *add_main(Terraform *tf, const Resource *resource);
/* The `data` of that type and name, made once. */
HclBody *add_data(Terraform *tf, const char *type, Str name, bool *fresh);

/* ---- document.c: JSON inside of an argument ------------------------------ */

Expression *hcl_document(Terraform *tf, const Document *document, u32 by_name);
Expression *hcl_policy(Terraform *tf, const Statements *statements,
                       u32 by_name);

/* ---- policy.c ------------------------------------------------------------ */

void terraform_role(Terraform *tf, const Role *role);
void terraform_key(Terraform *tf, const Key *key);
/* Makes `body` wait for the rights of the role. */
void depend_on_rights(Terraform *tf, HclBody *body, const Role *role);

/* ---- one file for each part of the stack --------------------------------- */

void terraform_queue(Terraform *tf, const Queue *queue);
void terraform_handler(Terraform *tf, const Handler *handler);
void terraform_permission(Terraform *tf, const Permission *permission);
void terraform_topic(Terraform *tf, const Topic *topic);
void terraform_subscription(Terraform *tf, const Subscription *subscription);
void terraform_schedule(Terraform *tf, const Schedule *schedule);
void terraform_api(Terraform *tf, const Api *api);
void terraform_endpoint(Terraform *tf, const Endpoint *endpoint);
void terraform_authorizer(Terraform *tf, const Authorizer *authorizer);
void terraform_log_group(Terraform *tf, const LogGroup *group);
void terraform_alarm(Terraform *tf, const Alarm *alarm);
void terraform_dashboard(Terraform *tf);
void terraform_network(Terraform *tf, const Network *network);
/* Where the function is placed, if it lies in a network. */
void put_network(Terraform *tf, HclBody *body, const Handler *handler);
/* The raw resources of this target. */
void terraform_raws(Terraform *tf);
/* Comes last: changes what has been added. */
void terraform_override(Terraform *tf);

/* ---- variables.c --------------------------------------------------------- */

void print_variables(Terraform *tf, Buf *out);
/* " -var 'NAME=VALUE'" of each input without a default. */
Str variable_options(Arena *arena, const Model *model);

#endif
