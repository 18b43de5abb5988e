/* SPDX-License-Identifier: Apache-2.0
 *
 * Least privilege: every edge and access becomes the smallest grant for it, in
 * the role of who needs it. Which actions those are stands in
 * stdlib/grants.def; here is only who gets them, on what, and why.
 */
#include "sema/program.h"

typedef struct Receiver {
  Statements *statements; /* of the role */
  Span reason;
  Str reason_text;
  bool by_service; /* what follows is used by what runs the function */
} Receiver;

/* What the code needs too stays the code's. */
static void grant(Analysis *analysis, const Receiver *to, GrantId id,
                  const Terms *terms, const Resource *about) {
  u32 before = to->statements->items.count;
  Statement *statement =
    statement_add(analysis, to->statements, grant_row(id), terms, about->path,
                  to->reason, to->reason_text);
  bool made = to->statements->items.count > before;
  statement->by_service = to->by_service && (made || statement->by_service);
}

static Text key_of_thing(Analysis *analysis, const Resource *thing) {
  if (as_topic(thing))
    return as_topic(thing)->key;
  AttrId key = attr_find(thing->kind, ATTR_NONE, STR("key"));
  return key == ATTR_NONE ? (Text){ 0 }
                          : key_of_setting(analysis, setting(thing, key));
}

/* ---- sending ---- */

static void grant_send(Analysis *analysis, const Receiver *to, GrantId id,
                       const Queue *queue) {
  Terms terms = { .arn = resource_arn(analysis, &queue->resource),
                  .key = queue->key };
  grant(analysis, to, id, &terms, &queue->resource);
  if (queue->key.count)
    grant(analysis, to, GRANT_send_key, &terms, &queue->resource);
}

static void grant_target(Analysis *analysis, const Receiver *to,
                         const Resource *target) {
  static const struct {
    KindId kind;
    GrantId grant;
  } rows[] = { { KIND_topic, GRANT_publish },
               { KIND_external_topic, GRANT_publish },
               { KIND_external_bus, GRANT_put_events },
               { KIND_external_function, GRANT_invoke },
               { KIND_handler, GRANT_invoke } };
  if (resource_is_queue(target)) {
    grant_send(analysis, to, GRANT_send, as_queue(target));
    return;
  }
  Terms terms = { .arn = resource_arn(analysis, target),
                  .key = key_of_thing(analysis, target) };
  for (u32 i = 0; i < COUNT_OF(rows); i++)
    if (rows[i].kind == target->kind)
      grant(analysis, to, rows[i].grant, &terms, target);
  bool topic = target->kind == KIND_topic || target->kind == KIND_external_topic;
  if (topic && terms.key.count)
    grant(analysis, to, GRANT_publish_key, &terms, target);
}

/* ---- handlers ---- */

static void grant_source(Analysis *analysis, const Handler *handler,
                         Receiver *to) {
  const Queue *queue = as_queue(handler->source);
  if (!queue)
    return;
  Terms terms = { .arn = resource_arn(analysis, &queue->resource),
                  .key = queue->key };
  if (queue->source)
    terms.source = resource_arn(analysis, &queue->source->resource);
  to->reason_text = str_format(analysis->arena, "handler %.*s <- %.*s",
                               STR_ARG(handler->resource.path),
                               STR_ARG(queue->resource.path));
  grant(analysis, to, GRANT_receive, &terms, &queue->resource);
  if (queue->key.count)
    grant(analysis, to, GRANT_receive_key, &terms, &queue->resource);
}

static void grant_access(Analysis *analysis, const Handler *handler,
                         const Access *access) {
  const Resource *thing = access->resource;
  Arena *arena = analysis->arena;
  Terms terms = { .arn = resource_arn(analysis, thing),
                  .key = key_of_thing(analysis, thing),
                  .prefix = text_of(arena, access->prefix) };
  Str about = thing->path;
  if (access->member.length) {
    about = str_format(arena, "%.*s_%.*s", STR_ARG(about),
                       STR_ARG(access->member));
    terms.arn = text_join(arena, terms.arn,
                          text_of(arena, str_format(arena, "/index/%.*s",
                                                    STR_ARG(access->member))));
  }
  Str text = str_format(arena, "%s %.*s: %.*s",
                        access->row->flags & ACCESS_READ ? "reads" : "writes",
                        STR_ARG(about), STR_ARG(access->row->name));
  Statements *statements = &handler->role->statements;
  statement_add(analysis, statements, &access->row->grant, &terms, about,
                access->span, text);
  const GrantRow *key = key_grant_row(thing->kind, access->row->flags);
  if (key && terms.key.count) {
    terms.arn = resource_arn(analysis, thing);
    statement_add(analysis, statements, key, &terms, about, access->span, text);
  }
}

/* Interfaces in the subnets and under the group that the stack makes. */
static void grant_own_places(Analysis *analysis, const Network *network,
                             const Receiver *to, Terms terms) {
  for (u32 i = 0; i < network->subnets.count; i++) {
    terms.name = text_of_part(analysis->arena, PART_ID,
                              &network->subnets.items[i]->resource);
    grant(analysis, to, GRANT_network_subnet, &terms, &network->resource);
  }
  terms.name = text_of_part(analysis->arena, PART_ID,
                            &network->handlers_group->resource);
  grant(analysis, to, GRANT_network_group, &terms, &network->resource);
}

/* Interfaces in the subnets and under the groups that the program names. */
static void grant_named_places(Analysis *analysis, const Resource *network,
                               const Receiver *to, Terms terms) {
  static const struct {
    AttrId attr;
    GrantId grant;
  } places[] = {
    { ATTR_external_network_subnets, GRANT_network_subnet },
    { ATTR_external_network_security_groups, GRANT_network_group },
  };
  for (u32 i = 0; i < COUNT_OF(places); i++) {
    const Value *list = &setting(network, places[i].attr)->value;
    for (u32 k = 0; list->kind == VALUE_LIST && k < list->list.count; k++) {
      if (list->list.items[k].kind != VALUE_TEXT)
        continue;
      terms.name = list->list.items[k].text;
      grant(analysis, to, places[i].grant, &terms, network);
    }
  }
}

static void grant_network(Analysis *analysis, const Handler *handler,
                          const Receiver *to) {
  const Resource *network = handler->network;
  const Network *own = as_network(network);
  Terms terms = { .function = text_of_part(analysis->arena, PART_ARN,
                                           &handler->resource) };
  if (!network)
    return;
  grant(analysis, to, GRANT_network_create, &terms, network);
  if (own)
    grant_own_places(analysis, own, to, terms);
  else
    grant_named_places(analysis, network, to, terms);
  grant(analysis, to, GRANT_network_manage, &terms, network);
  grant(analysis, to, GRANT_network_describe, &terms, network);
  Statement *deny = VEC_ADD(analysis->arena, &to->statements->items);
  Statements apart = { 0 };
  *deny = *statement_add(analysis, &apart, grant_row(GRANT_network_deny),
                         &terms, network->path, to->reason, to->reason_text);
  deny->deny = true;
}

static void grant_handler(Analysis *analysis, Handler *handler) {
  Arena *arena = analysis->arena;
  const Resource *self = &handler->resource;
  Receiver to = { &handler->role->statements, self->span, STR(""), true };
  Terms terms = { .name = resource_name(arena, &handler->log_group->resource) };
  handler->role->service = service_name(SERVICE_handler);
  handler->role->resource.documentation = str_format(
    arena, "What the function %.*s may do.", STR_ARG(self->physical_name));
  grant_source(analysis, handler, &to);
  to.by_service = false;
  for (u32 i = 0; i < handler->targets.count; i++) {
    to.reason = handler->target_spans.items[i];
    to.reason_text = str_format(arena, "handler %.*s -> %.*s",
                                STR_ARG(self->path),
                                STR_ARG(handler->targets.items[i]->path));
    grant_target(analysis, &to, handler->targets.items[i]);
  }
  for (u32 i = 0; i < handler->accesses.count; i++)
    grant_access(analysis, handler, &handler->accesses.items[i]);
  to.by_service = true;
  to.reason = setting_place(self, ATTR_handler_on_failure);
  to.reason_text =
    str_format(arena, "on_failure of %.*s", STR_ARG(self->path));
  if (handler->on_failure)
    grant_target(analysis, &to, handler->on_failure);
  grant_written(analysis, handler);
  to.reason = self->span;
  to.reason_text = str_format(arena, "log of %.*s", STR_ARG(self->path));
  grant(analysis, &to, GRANT_log, &terms, &(Resource){ .path = STR("") });
  to.reason_text = str_format(arena, "tracing of %.*s", STR_ARG(self->path));
  if (setting_is(self, ATTR_handler_tracing, STR("on")))
    grant(analysis, &to, GRANT_trace, &terms, &(Resource){ .path = STR("") });
  to.reason_text = str_format(arena, "network of %.*s", STR_ARG(self->path));
  grant_network(analysis, handler, &to);
  name_role(analysis, handler->role);
  VEC_PUSH(arena, &analysis->model->roles, handler->role);
}

/* ---- endpoints ---- */

/* Parts of a role's name, without those that are empty. */
static Str join_parts(Arena *arena, Str queue, Str api, Str last) {
  return str_format(arena, "%.*s%s%.*s%s%.*s", STR_ARG(queue),
                    queue.length ? "-" : "", STR_ARG(api),
                    api.length ? "-" : "", STR_ARG(last));
}

/* One for each API and queue that it feeds. */
static Role *intake_role(Analysis *analysis, const Api *api,
                         const Queue *queue) {
  Model *model = analysis->model;
  const Resource *target = &queue->resource;
  Arena *arena = analysis->arena;
  for (u32 i = 0; i < model->roles.count; i++)
    if (model->roles.items[i]->owner == target &&
        model->roles.items[i]->api == api)
      return model->roles.items[i];
  Resource *resource =
    piece_add(analysis, KIND_role, sizeof(Role),
              api_qualify(arena, api, target->path), target->span);
  Role *role = (Role *)resource;
  role->owner = target;
  role->api = api;
  role->service = service_name(SERVICE_api);
  resource->name_part = join_parts(arena, target->name_part,
                                   api->resource.name_part, STR("intake"));
  resource->documentation =
    str_format(arena, "How the API %.*s sends to the queue %.*s.",
               STR_ARG(api->resource.physical_name), STR_ARG(target->path));
  name_role(analysis, role);
  VEC_PUSH(arena, &model->roles, role);
  return role;
}

static void grant_endpoint(Analysis *analysis, Endpoint *endpoint) {
  const Queue *queue = as_queue(endpoint->target);
  if (!queue || !endpoint->api)
    return;
  endpoint->role = intake_role(analysis, endpoint->api, queue);
  Receiver to = { &endpoint->role->statements, endpoint->resource.span,
                  str_format(analysis->arena, "endpoint %.*s -> %.*s",
                             STR_ARG(endpoint->resource.path),
                             STR_ARG(queue->resource.path)),
                  false };
  grant_send(analysis, &to, GRANT_api_to_queue, queue);
}

/* ---- schedules ---- */

static void grant_schedule(Analysis *analysis, Schedule *schedule) {
  Resource *self = &schedule->resource;
  if (!schedule->target)
    return;
  Resource *resource =
    piece_add(analysis, KIND_role, sizeof(Role), self->path, self->span);
  Role *role = schedule->role = (Role *)resource;
  role->owner = self;
  role->service = service_name(SERVICE_schedule);
  resource->name_part = str_format(analysis->arena, "%.*s-schedule",
                                   STR_ARG(self->name_part));
  resource->documentation =
    str_format(analysis->arena, "What the schedule %.*s may do.",
               STR_ARG(self->physical_name));
  trust_add(analysis, role, GRANT_schedule_trust);
  Receiver to = { &role->statements, self->span,
                  str_format(analysis->arena, "schedule %.*s -> %.*s",
                             STR_ARG(self->path),
                             STR_ARG(schedule->target->path)),
                  false };
  grant_target(analysis, &to, schedule->target);
  name_role(analysis, role);
  VEC_PUSH(analysis->arena, &analysis->model->roles, role);
}

void lower_grants(Analysis *analysis) {
  Model *model = analysis->model;
  for (u32 i = 0; i < model->endpoints.count; i++)
    grant_endpoint(analysis, model->endpoints.items[i]);
  for (u32 i = 0; i < model->handlers.count; i++)
    grant_handler(analysis, model->handlers.items[i]);
  for (u32 i = 0; i < model->schedules.count; i++)
    grant_schedule(analysis, model->schedules.items[i]);
}
