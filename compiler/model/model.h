/* SPDX-License-Identifier: Apache-2.0
 *
 * model: the resolved stack. What the backends see, and all they see.
 *
 * Everything with an identity of its own is a Resource: what the program
 * declares, and what follows from it (dead-letter queues, roles, log groups,
 * alarms, the key). Each declared setting knows where its value came from. The
 * kinds that need more than settings begin with a Resource; the kind says which
 * struct it is. Nothing here knows a token, a node or a target.
 */
#ifndef APIQC_MODEL_H
#define APIQC_MODEL_H

#include "schema/facts.h"
#include "schema/input.h"
#include "schema/properties.h"
#include "schema/networks.h"

enum { NAME_LIMIT = 40 }; /* characters of a name in a program */

typedef enum Origin {
  ORIGIN_ABSENT,   /* no value */
  ORIGIN_DEFAULT,  /* the built-in one */
  ORIGIN_INFERRED, /* worked out from other values; `why` says how */
  ORIGIN_PROFILE,
  ORIGIN_EXPLICIT,
} Origin;

typedef struct Setting {
  Value value; /* VALUE_NONE with an origin: switched off on purpose */
  Origin origin;
  Span span;      /* the value as written; of a block, its name */
  Span whole;     /* with its key, to be taken out; empty: not known */
  Str profile;    /* PROFILE: which one */
  Str why;        /* INFERRED: "6 × timeout + window" */
  Reason *reason;
} Setting;

typedef struct Resource {
  KindId kind;
  u32 number; /* its place among all resources of the model */
  Str path;  /* "main", "main.dead_letter"; of an endpoint "POST /orders" */
  Str name;  /* its own, without instance and key; empty: it is not declared */
  Str name_part; /* joined into physical names; empty for `main` */
  Span span; /* the name in its declaration, or of what it follows from */
  Str documentation;
  Reason *reason;     /* `because` on the head */
  Setting *settings;  /* one for each attribute of the kind */
  Str physical_name;  /* empty: the service makes one; see resource_name */
  Text late_name;     /* where the deployment fills in a part; else empty */
  Text arn;           /* external: as given; others: empty, see PART_ARN */
  bool keep;          /* data would be lost with it: outlives the stack */
  bool broken;        /* what seems left out may stand in it, misspelt */
} Resource;

/* ---- access ---------------------------------------------------------------- */

typedef struct Condition {
  Str operator, key;
  Text *values;
  u32 count;
} Condition;

typedef enum PrincipalKind {
  PRINCIPAL_NONE,    /* a statement of a role: the role itself */
  PRINCIPAL_ANYONE,  /* "*" */
  PRINCIPAL_ACCOUNT, /* the account, so that its IAM decides */
  PRINCIPAL_SERVICE,
  PRINCIPAL_ROLE,
} PrincipalKind;

/* One statement of a policy: a grant, or a denial. */
typedef struct Statement {
  Str sid;
  bool deny;
  PrincipalKind principal;
  Text principal_name;
  VEC(Str) actions;
  VEC(Text) resources;
  VEC(Condition) conditions;
  bool by_service; /* of a function's role: used by what runs it, not its code */
  Span reason;     /* the source that it follows from */
  Str reason_text; /* "endpoint POST /orders -> main" */
  bool written;    /* in a policy, by hand */
  Reason *because; /* behind it; NULL: none */
} Statement;

typedef struct Statements {
  VEC(Statement) items;
} Statements;

/* A written policy, as one handler names it. */
typedef struct Policy {
  Resource resource;
  Statements statements;
} Policy;

typedef struct Role {
  Resource resource;
  /* The handler, the queue that the API feeds, the stack for its logs. */
  const Resource *owner;
  const struct Api *api; /* that feeds the queue; NULL: it is no such role */
  Str service;           /* who assumes it: "lambda.amazonaws.com" */
  VEC(Condition) trust;  /* on which conditions */
  Statements statements;
} Role;

/* ---- resources ---------------------------------------------------------------- */

typedef struct LogGroup {
  Resource resource;
  const Resource *owner;
  i64 retention; /* days */
  Text key;      /* ARN of its key; empty: the service's own encryption */
  Text subscriber; /* ARN of where its events go too; empty: nowhere */
  struct Permission *admission; /* of a function that subscribes; or NULL */
} LogGroup;

typedef struct Api {
  Resource resource;
  LogGroup *log_group; /* NULL: no access log */
  Str access_log;      /* the format of its lines; empty: none */
  VEC(struct Endpoint *) endpoints;
  VEC(struct Authorizer *) authorizers;
} Api;

typedef struct Authorizer {
  Resource resource;
  Api *api;
  const Value *call; /* jwt(…) or lambda(…) */
  struct Handler *handler; /* of lambda(…) */
} Authorizer;

typedef struct Parameter {
  Str name; /* as the integration calls it: "MessageBody" */
  Text value;
} Parameter;

typedef VEC(Parameter) Parameters;

typedef enum AuthKind { AUTH_NONE, AUTH_IAM, AUTH_JWT, AUTH_FUNCTION } AuthKind;

typedef struct Endpoint {
  Resource resource;
  Str method, route; /* "POST", "/orders/{id}" */
  Api *api;
  Resource *target; /* a queue (also external) or a handler; NULL: in error */
  AuthKind auth;
  Authorizer *authorizer; /* of JWT and FUNCTION */
  Role *role;             /* how the API sends to the queue */
  Parameters parameters; /* of the queue integration, in their order */
} Endpoint;

typedef struct Queue { /* KIND_queue and KIND_external_queue */
  Resource resource;
  struct Queue *dead_letter; /* NULL: none, or not known */
  struct Queue *source;      /* whose dead letters it takes; NULL: its own */
  struct Handler *failures;  /* whose failed calls it takes; NULL: nobody's */
  bool fifo;
  Text key;                  /* ARN of its key; empty: the service's own */
  Statements statements;     /* of its own policy */
  VEC(struct Handler *) consumers;
  VEC(Resource *) senders;   /* endpoints, handlers */
} Queue;

typedef struct Topic {
  Resource resource;
  bool fifo;
  Text key;              /* ARN of its key; empty: not encrypted */
  Statements statements; /* of its own policy */
  VEC(struct Subscription *) subscriptions;
  VEC(Resource *) publishers;
} Topic;

typedef struct Subscription { /* KIND_subscription */
  Resource resource;
  Topic *topic;
  Resource *subscriber; /* a queue or a handler */
  bool raw;             /* the message alone is the body */
  Str filter;           /* a JSON document; empty: everything */
} Subscription;

typedef struct Schedule {
  Resource resource;
  Str expression;   /* "rate(5 minutes)", "cron(…)" */
  Resource *target; /* a queue or a handler; NULL: in error */
  Str input;
  i64 flexible;     /* minutes, or the least of them; 0: to the minute */
  Role *role;
} Schedule;

typedef struct Access {
  Resource *resource;
  Str member;     /* index of a table */
  Str prefix;     /* of a bucket's objects; empty: all */
  const WayRow *row; /* what it may do: get, put, … */
  Span span;
} Access;

typedef struct Variable {
  Str name;
  Text value;
  Span span;
} Variable;

typedef enum CodeKind { CODE_FOLDER, CODE_S3, CODE_IMAGE, CODE_INLINE } CodeKind;

typedef struct Code {
  CodeKind kind;
  Str folder;   /* FOLDER: folder or .zip as written; empty: in error */
  Str artifact; /* FOLDER: file name of the package below artifacts/ */
  Str hash;     /* FOLDER: base64 of the package's SHA-256; empty: missing */
  Text bucket, key, version; /* S3 */
  Text image;   /* IMAGE: URI */
  Str source;   /* INLINE */
} Code;

typedef struct Handler {
  Resource resource;
  Resource *source; /* a queue, topic or schedule; NULL: only endpoints call */
  bool authorizer;  /* an API asks it about callers */
  VEC(Resource *) callers; /* endpoints that point at it */
  VEC(Resource *) targets; /* after `->` */
  VEC(Span) target_spans;
  VEC(Access) accesses;
  VEC(Variable) environment;
  VEC(Str) filters; /* JSON documents */
  Code code;
  Role *role;
  LogGroup *log_group;
  Resource *network;    /* NULL: none */
  Resource *on_failure; /* where failed asynchronous calls go; NULL: nowhere */
  bool may_loop; /* a circle of messages through it is excused */
} Handler;

typedef enum NetworkPartSort {
  NETWORK_SUBNET,          /* where handlers are placed */
  NETWORK_PUBLIC_SUBNET,   /* where the NAT gateway of a zone stands */
  NETWORK_HANDLERS_GROUP,  /* what handlers may reach */
  NETWORK_ENDPOINTS_GROUP, /* who may reach the endpoints */
} NetworkPartSort;

/* Connections that a group admits: TCP to one port. */
typedef struct NetworkRule {
  u32 port;
  const struct NetworkPart *peer; /* the group at the other end; NULL: anywhere */
  Str why;
} NetworkRule;

typedef struct NetworkPart { /* KIND_network_part */
  Resource resource;
  NetworkPartSort sort;
  const struct Network *network;
  u32 zone; /* of a subnet, from 1 */
  Str cidr; /* of a subnet */
  /* of a group; what is not here is refused */
  VEC(NetworkRule) in, out;
} NetworkPart;

typedef struct NetworkEndpoint {
  const NetworkEndpointRow *row;
  bool named; /* in `endpoints`: for everybody of the account */
  Statements statements; /* of its own policy */
} NetworkEndpoint;

typedef struct Network {
  Resource resource;
  bool nat; /* has a NAT gateway in each zone */
  VEC(NetworkPart *) subnets; /* one in each zone */
  VEC(NetworkPart *) public_subnets; /* one in each zone, for NAT gateways */
  NetworkPart *handlers_group; /* NULL: no handler lies in it */
  NetworkPart *endpoints_group; /* NULL: it has no interface endpoint */
  VEC(NetworkEndpoint) endpoints; /* in the order of their rows */
  VEC(Handler *) handlers; /* that lie in it */
  LogGroup *log_group; /* of its flow log; NULL: it has none */
  Role *log_role;
} Network;

/* Who besides roles may call a function: a statement of the function's own. */
typedef struct Permission {
  Resource resource;
  Text function; /* its name, or the ARN of one that exists already */
  Text service;  /* "apigateway.amazonaws.com" */
  Text source; /* ARN of what calls; its wildcards are matched */
} Permission;

typedef struct Alarm {
  Resource resource; /* documentation: a sentence for people */
  const Resource *watched; /* whose metric it is */
  const AlarmRow *row;
  i64 threshold; /* in the row's unit; at or above it, the alarm goes off */
  const Input *input; /* gives the threshold in its stead; NULL: none */
  Parameters dimensions;
} Alarm;

/* A chart of the dashboard: the metrics of one thing. */
typedef struct Chart {
  const Resource *watched;
  VEC(const ChartRow *) lines;
  Parameters dimensions;
} Chart;

/* ---- past the language ------------------------------------------------------- */

typedef struct Raw { /* KIND_raw: a resource of one target, as it is written */
  Resource resource;
  const TargetRow *target;
  Str type;             /* "AWS::S3::Bucket" */
  TargetType described; /* both forms 0: nothing is known of the type */
  Value properties;     /* a map; none but where it is in error */
  bool keep_said;       /* `keep`; else the service decides */
} Raw;

/* A property that is set, or taken away, in what a declaration becomes. */
typedef struct Override {
  const Resource *resource;
  const TargetRow *target;
  Str name;       /* of the resource meant: "EventSource"; empty: the main one */
  VEC(Str) steps; /* "Environment", "Variables", "MODE"; places in lists count
                     from 0 */
  Str path;       /* as written */
  Value value;    /* NONE takes the property away */
  Span span;      /* of the path */
  Str profile;    /* whose it is; empty: the declaration's own */
  Reason *reason;
  bool good;      /* not in error; all are that a model keeps */
} Override;

typedef struct Key { /* the stack's one key */
  Resource resource;
  Statements statements;
} Key;

typedef struct ModelOutput {
  Str name;
  Str documentation;
  Text value;
  Span span;
} ModelOutput;

typedef struct Tag {
  Str key;
  Text value;
} Tag;

/* On what a guarantee is given. */
typedef struct Guarded {
  Resource *thing; /* NULL: a text */
  Text arn;
  Span span;
} Guarded;

/* `only process may sqs:ReceiveMessage on main` */
typedef struct Guarantee {
  Span span;
  VEC(const Resource *) who; /* none: nobody may */
  VEC(Str) actions;
  VEC(Guarded) things;
} Guarantee;

typedef struct Model {
  Str project, stage;
  Str account, region; /* guards of the stage; empty: none */
  Str description;
  Str stack_name;
  Resource *stack; /* its settings */
  VEC(Tag) tags;
  VEC(Text) alarm_actions;
  VEC(Resource *) externals;
  VEC(Api *) apis;
  VEC(Endpoint *) endpoints;
  VEC(Queue *) queues; /* a dead-letter queue after its own queue */
  VEC(Handler *) handlers;
  VEC(Topic *) topics;
  VEC(Subscription *) subscriptions;
  VEC(Schedule *) schedules;
  VEC(Network *) networks;
  VEC(Role *) roles;
  VEC(LogGroup *) log_groups;
  VEC(Alarm *) alarms;
  VEC(Permission *) permissions;
  VEC(Raw *) raws;
  VEC(Override) overrides;
  VEC(ModelOutput) outputs;
  VEC(Input *) inputs; /* what the deployment asks for */
  VEC(Guarantee) guarantees;
  VEC(Reason *) reasons; /* every `because` of the program */
  u32 resource_count;    /* every Resource.number is below it */
  Key *key;             /* NULL: nothing says `kms` */
  Text log_key;         /* of log groups; empty: the service's own */
  Role *forwarder;      /* passes log events on; NULL: none is needed */
  Text dashboard_name; /* empty: no dashboard */
  VEC(Chart) charts;  /* of the dashboard */
} Model;

/* ---- reading settings ------------------------------------------------------------ */

/* The setting of an attribute of the resource's own kind. */
const Setting *setting(const Resource *resource, AttrId attr);
Setting *setting_edit(Resource *resource, AttrId attr);
/* Whether it has a usable value: not absent, none or poison. */
bool setting_given(const Setting *setting);
/* The least and the most that its number may be, in base units; `otherwise`
 * when it is not given. */
i64 setting_low(const Resource *resource, AttrId attr, i64 otherwise);
i64 setting_high(const Resource *resource, AttrId attr, i64 otherwise);
bool setting_is(const Resource *resource, AttrId attr, Str word);
/* The text of a literal string setting; empty when not given or late. */
Str setting_text(Arena *arena, const Resource *resource, AttrId attr);
/* What the user would change: the value's span, else the resource's name. */
Span setting_place(const Resource *resource, AttrId attr);

/* The API without a name is called like its kind. */
bool api_is_named(const Api *api);
/* "POST /orders" of a further API as "admin POST /orders": the path of what
 * each API has of its own. */
Str api_qualify(Arena *arena, const Api *api, Str path);
/* The physical name as it stands in an output. `physical_name` is the same for
 * people: `{region}` stands where the deployment fills in its own. */
Text resource_name(Arena *arena, const Resource *resource);
bool resource_is_queue(const Resource *resource);
Queue *as_queue(const Resource *resource);     /* NULL: it is none */
Handler *as_handler(const Resource *resource); /* NULL: it is none */
Topic *as_topic(const Resource *resource);     /* NULL: it is none */
Raw *as_raw(const Resource *resource);         /* NULL: it is none */
Network *as_network(const Resource *resource); /* NULL: it is none */
/* Whether all who call it wait for its answer, as queues and endpoints do; of
 * other handlers nobody knows. */
bool handler_is_awaited(const Handler *handler);
/* Whether the stack's alarms tell this topic. */
bool topic_hears_alarms(const Model *model, const Topic *topic);

/* ---- contract.c: what a program was built for
 * --------------------------------------- */

#define CONTRACT_VARIABLE STR("APIQ_CONTRACT")

/* Sixteen digits that change with what calls the handler, how, and with the
 * names in its environment, but for that of the contract. */
Str handler_contract(Arena *arena, const Model *model, const Handler *handler);
/* Whether its code is a program of its own, which no runtime reads. */
bool handler_is_native(const Handler *handler);

/* ---- policies.c: documents of statements ------------------------------------------ */

/* Its characters as JSON without white space, or fewer. */
i64 policy_size(const Model *model, const Statements *statements);

/* What a role holds: one document in the role itself, or managed policies where
 * the stack wants those or one document would pass the quota. */
typedef struct RolePolicies {
  VEC(Statements) parts;
  bool managed;
} RolePolicies;

RolePolicies role_policies(Arena *arena, const Model *model, const Role *role);

/* ---- messages on their way --------------------------------------------------------- */

/* What a message that `from` (a queue, a topic or a handler) has may reach next:
 * the edge of that number. False: there are no more; `target` is NULL where an edge
 * leaves the stack. With `without_excused` a handler whose head has a reason
 * leads nowhere. */
bool message_edge(const Resource *from, u32 edge, bool without_excused,
                  const Resource **target);

typedef struct Circles {
  u32 *of; /* by Resource.number: the circle it lies on, from 1; 0: none */
  u32 count;
} Circles;

/* Where messages can come back to where they started. Takes time linear in the
 * edges, and no recursion: a program may be a chain as long as it likes. */
Circles circles_find(Arena *arena, const Model *model, bool without_excused);

#endif
