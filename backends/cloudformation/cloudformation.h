/* SPDX-License-Identifier: Apache-2.0
 *
 * cloudformation: the model as one CloudFormation template.
 *
 * Settings become properties by the rows of the schema; structure (redrive,
 * route, role) is code, one function for each type of resource. Resources are
 * sorted by logical id, and an id comes from a declaration's own path alone:
 * the order of declarations never shows, and nothing new renames what is there.
 */
#ifndef APIQC_CLOUDFORMATION_H
#define APIQC_CLOUDFORMATION_H

#include "backends/backend.h"
#include "json/json.h"

/* The parameter for the bucket that packaged code is uploaded to. */
#define ARTIFACT_BUCKET STR("ArtifactBucket")

typedef enum Keep {
  KEEP_UNSAID, /* nothing is lost with it */
  KEEP_NEVER,
  KEEP_ALWAYS, /* outlives the stack */
} Keep;

typedef struct TemplateEntry {
  Str id;
  const char *type; /* "AWS::SQS::Queue" */
  Keep keep;
  Json *depends; /* array of ids; NULL: no order but that of references */
  Json *properties;
  const Resource *of; /* whose settings may excuse what it is; NULL: nobody's */
  const Statements *statements; /* of a policy in it; NULL: there is none */
} TemplateEntry;

/* Logical ids that are given away, by what they stand for. */
typedef struct IdTable {
  VEC(Str) ids;
  Map numbers; /* "SUFFIX PATH" -> index + 1 */
  Map taken;   /* id -> index + 1 */
  Str *by_number; /* of resources, by their number; empty: not asked for yet */
} IdTable;

typedef struct Template {
  Arena *arena;
  const Model *model;
  Diags *diags;
  VEC(TemplateEntry) entries;
  u32 first_raw; /* entries from here on are raw resources */
  IdTable ids, output_ids;
} Template;

/* The resources of the model, in its order and without the overrides. */
Template *template_build(Emission *emission);
/* Adds a resource; the result is its empty Properties. */
Json *template_add(Template *template, TemplateEntry entry);
Keep keep_of(const Resource *resource);

/* ---- ids.c: logical ids ------------------------------------------------ */

typedef enum Suffix {
#define SUFFIX(id, text) SUFFIX_##id,
#include "backends/cloudformation/suffixes.def"
#undef SUFFIX
  SUFFIX_COUNT
} Suffix;

Str suffix_text(Suffix suffix);

Str id_of(Template *template, Suffix suffix, Str path);
/* The id of what stands for the resource itself, and of what belongs to it. */
Str id_of_resource(Template *template, const Resource *resource);
Str id_of_api(Template *template, Suffix suffix, const Api *api);
Str id_of_endpoint(Template *template, Suffix suffix, const Endpoint *endpoint);
Str id_of_output(Template *template, Str name);
Str id_of_input(Template *template, const Input *input);
/* The id of what an override names; without a name the main resource's. */
Str id_of_emitted(Template *template, const Resource *resource, Str name);
/* Of several things with one path: the suffix, then the number. */
Str id_of_numbered(Template *template, Suffix suffix, Str path, u32 number);
Str id_of_network_endpoint(Template *template, const Network *network,
                           const NetworkEndpoint *endpoint);

/* ---- text.c: texts with parts that only the deployment knows ----------- */

/* `by_name` is a set of KIND_BITs: of things of these kinds names and ARNs are
 * written out instead of referred to, where a reference would be a circle. */
Json *json_text(Template *template, Text text, u32 by_name);
Json *json_part(Template *template, PartKind part, const Resource *thing);
Json *json_texts(Template *template, const Value *list);
Json *json_ref(Arena *arena, Str id);
Json *json_get_att(Arena *arena, Str id, const char *attribute);

/* Fn::Sub around an argument that is made piece by piece. */
typedef struct SubText {
  Template *template;
  bool dollar; /* a piece has `${Dollar}`, for what `${!` cannot keep */
} SubText;

/* `text` as a piece of the argument. */
Str sub_text(SubText *sub, Text text);
Json *json_sub(Arena *arena, const SubText *sub, Str argument);

/* ---- settings.c: what rows say, descriptions, tags --------------------- */

/* Sets each property that a setting of the resource has in `target`, which is
 * "Queue" for example. */
void set_settings(Template *template, Json *properties,
                  const Resource *resource, Str target);

/* The text as the property admits it; set only when it is not empty. */
void set_description(Template *template, Json *object, const char *key,
                     Str text, DescriptionOf what);
/* A value as it is, in no unit and under no other word. */
Json *json_any(Template *template, const Value *value);
/* The resource's physical name; nothing when the service makes one. */
void set_name(Template *template, Json *object, const char *key,
              const Resource *resource);
void set_string(Template *template, Json *object, const char *key, Str text);
void set_tags(Template *template, Json *properties);
void set_tag_map(Template *template, Json *properties);

/* ---- document.c: JSON inside of a property ----------------------------- */

Json *json_document(Template *template, const Document *document, u32 by_name);
/* As a text, for a property that takes JSON printed. */
Json *json_document_text(Template *template, const Document *document);
Json *json_policy(Template *template, const Statements *statements,
                  u32 by_name);

/* ---- policy.c: who may do what ----------------------------------------- */

void emit_role(Template *template, const Role *role);
void emit_key(Template *template, const Key *key);

/* ---- parameters.c: what is asked for at deployment --------------------- */

bool has_packages(const Model *model);
/* How many there are. */
u32 set_parameters(Template *template, Json *root);
/* What the command line of a deployment says of them. */
Str parameter_overrides(Arena *arena, const Model *model);
Json *json_input(Template *template, const Input *input);

/* ---- acknowledge.c: what a review finds and nobody can do better -------- */

/* Its metadata; NULL: there is nothing to say. */
Json *json_metadata(Template *template, const TemplateEntry *entry);

/* ---- one file for each part of the stack ------------------------------- */

void emit_topic(Template *template, const Topic *topic);
void emit_subscription(Template *template, const Subscription *subscription);
void emit_schedule(Template *template, const Schedule *schedule);
void emit_queue(Template *template, const Queue *queue);
void emit_network(Template *template, const Network *network);
/* Where the function is placed, if it lies in a network. */
void set_network(Template *template, Json *properties, const Handler *handler);
void emit_handler(Template *template, const Handler *handler);
void emit_permission(Template *template, const Permission *permission);
void emit_api(Template *template, const Api *api);
void emit_endpoint(Template *template, const Endpoint *endpoint);
void emit_authorizer(Template *template, const Authorizer *authorizer);
void emit_log_group(Template *template, const LogGroup *group);
void emit_alarm(Template *template, const Alarm *alarm);
void emit_dashboard(Template *template);
void emit_raw(Template *template, const Raw *raw);
/* Changes what has been built. */
void apply_overrides(Template *template);

#endif
