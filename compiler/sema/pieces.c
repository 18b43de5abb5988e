/* SPDX-License-Identifier: Apache-2.0
 *
 * Declarations become Resources, with the ones that follow from them: each
 * queue's dead-letter queue, each handler's role. Their settings are still
 * empty; settle.c fills them by need.
 */
#include "sema/program.h"

Workpiece *piece_of(Analysis *analysis, const Resource *resource) {
  return analysis->pieces.items[resource->number];
}

Resource *piece_add(Analysis *analysis, KindId kind, size_t size, Str path,
                    Span span) {
  Resource *resource = arena_alloc(analysis->arena, size);
  Workpiece *piece = ARENA_NEW(analysis->arena, Workpiece);
  u32 count = kind_attr_count(kind);
  *resource = (Resource){
    .kind = kind,
    .number = analysis->pieces.count,
    .path = path,
    .span = span,
    .settings = ARENA_ARRAY(analysis->arena, Setting, count),
  };
  *piece = (Workpiece){ .resource = resource,
                        .progress = ARENA_ARRAY(analysis->arena, u8, count) };
  VEC_PUSH(analysis->arena, &analysis->pieces, piece);
  return resource;
}

static size_t struct_size(KindId kind) {
  switch (kind) {
  case KIND_api:
    return sizeof(Api);
  case KIND_endpoint:
    return sizeof(Endpoint);
  case KIND_queue:
  case KIND_external_queue:
    return sizeof(Queue);
  case KIND_handler:
    return sizeof(Handler);
  case KIND_topic:
    return sizeof(Topic);
  case KIND_schedule:
    return sizeof(Schedule);
  case KIND_raw:
    return sizeof(Raw);
  case KIND_network:
    return sizeof(Network);
  default:
    return sizeof(Resource);
  }
}

/* Into the model's list of its kind. */
static void enlist(Analysis *analysis, Resource *resource) {
  Model *model = analysis->model;
  Arena *arena = analysis->arena;
  switch (resource->kind) {
  case KIND_api:
    VEC_PUSH(arena, &model->apis, (Api *)resource);
    break;
  case KIND_endpoint:
    VEC_PUSH(arena, &model->endpoints, (Endpoint *)resource);
    break;
  case KIND_queue:
    VEC_PUSH(arena, &model->queues, (Queue *)resource);
    break;
  case KIND_handler:
    VEC_PUSH(arena, &model->handlers, (Handler *)resource);
    break;
  case KIND_topic:
    VEC_PUSH(arena, &model->topics, (Topic *)resource);
    break;
  case KIND_schedule:
    VEC_PUSH(arena, &model->schedules, (Schedule *)resource);
    break;
  case KIND_raw:
    VEC_PUSH(arena, &model->raws, (Raw *)resource);
    break;
  case KIND_network:
    VEC_PUSH(arena, &model->networks, (Network *)resource);
    break;
  default:
    VEC_PUSH(arena, &model->externals, resource);
    break;
  }
}

Str path_in(Arena *arena, const Scope *scope, Str name, Str key) {
  if (key.length)
    return str_format(arena, "%.*s%.*s[\"%.*s\"]", STR_ARG(scope->prefix),
                      STR_ARG(name), STR_ARG(key));
  return scope->prefix.length
           ? str_format(arena, "%.*s%.*s", STR_ARG(scope->prefix),
                        STR_ARG(name))
           : name;
}

Str name_part_in(Arena *arena, const Scope *scope, Str name, Str key) {
  Buf buf = buf_new(arena);
  bool main = str_equal(name, STR("main"));
  buf_str(&buf, scope->part);
  if (buf.length && !main)
    buf_char(&buf, '-');
  for (u32 i = 0; i < name.length && !main; i++)
    buf_char(&buf, name.at[i] == '_' ? '-' : name.at[i]);
  if (key.length)
    buf_format(&buf, "%s%.*s", buf.length ? "-" : "", STR_ARG(key));
  return buf_view(&buf);
}

static void make_dead_letter(Analysis *analysis, Queue *queue) {
  Resource *owner = &queue->resource;
  const Setting *block = settle(analysis, owner, ATTR_queue_dead_letter);
  if (!setting_given(block))
    return;
  Str path =
    str_format(analysis->arena, "%.*s.dead_letter", STR_ARG(owner->path));
  Resource *resource = piece_add(analysis, KIND_queue, sizeof(Queue), path,
                                 setting_place(owner, ATTR_queue_dead_letter));
  piece_of(analysis, resource)->parent = owner;
  resource->name_part = owner->name_part;
  resource->name =
    str_format(analysis->arena, "%.*s.dead_letter", STR_ARG(owner->name));
  resource->documentation = str_format(
    analysis->arena, "Dead letters of the queue %.*s.", STR_ARG(owner->path));
  queue->dead_letter = (Queue *)resource;
  queue->dead_letter->source = queue;
  enlist(analysis, resource);
}

static void make_role(Analysis *analysis, Handler *handler) {
  Resource *owner = &handler->resource;
  Resource *resource = piece_add(analysis, KIND_role, sizeof(Role), owner->path,
                                 owner->span);
  handler->role = (Role *)resource;
  handler->role->owner = owner;
  resource->name_part = owner->name_part;
}

static void preset(Analysis *analysis, Resource *resource, AttrId attr,
                   Value value) {
  u32 index = attr - kind_row(resource->kind)->first;
  resource->settings[index] =
    (Setting){ .value = value, .origin = ORIGIN_DEFAULT };
  piece_of(analysis, resource)->progress[index] = PROGRESS_DONE;
}

/* `on_failure = dead_letter`: a queue of the handler's own, for calls that
 * failed for good. It is watched for what is in it, not for how old that is. */
static void make_failures(Analysis *analysis, const Scope *scope,
                          Handler *handler) {
  Resource *owner = &handler->resource;
  AttrId attr = ATTR_handler_on_failure;
  if (settle(analysis, owner, attr)->value.kind != VALUE_WORD)
    return;
  Str path =
    str_format(analysis->arena, "%.*s.dead_letter", STR_ARG(owner->path));
  Resource *resource = piece_add(analysis, KIND_queue, sizeof(Queue), path,
                                 setting_place(owner, attr));
  Workpiece *piece = piece_of(analysis, resource);
  piece->own = *writings_scan(analysis, scope, KIND_queue, 0, STR(""));
  Value none = { .kind = VALUE_NONE };
  preset(analysis, resource, ATTR_queue_retention,
         attr_row(ATTR_queue_dead_letter_retention)->standard);
  preset(analysis, resource, ATTR_queue_dead_letter, none);
  preset(analysis, resource, ATTR_queue_fifo, none);
  preset(analysis, resource, ATTR_queue_alarms_age, none);
  preset(analysis, resource, ATTR_queue_alarms_depth, none);
  resource->name_part = owner->name_part;
  resource->name =
    str_format(analysis->arena, "%.*s.dead_letter", STR_ARG(owner->name));
  resource->documentation = str_format(
    analysis->arena, "Failed calls of the handler %.*s.", STR_ARG(owner->path));
  ((Queue *)resource)->failures = handler;
  handler->on_failure = resource;
  enlist(analysis, resource);
}

Resource *piece_make(Analysis *analysis, const Entity *entity) {
  Str path =
    entity->thing == KIND_endpoint || !entity->node
      ? entity->name /* its route says which it is */
      : path_in(analysis->arena, entity->scope, entity->name, entity->key);
  Resource *resource = piece_add(
    analysis, entity->thing, struct_size(entity->thing), path, entity->span);
  Workpiece *piece = piece_of(analysis, resource);
  piece->entity = entity;
  piece->own = *writings_scan(analysis, entity->scope, entity->thing,
                              entity->thing == KIND_raw ? 0 : entity->body,
                              STR(""));
  resource->name = entity->name;
  resource->broken = piece->own.broken;
  resource->reason = entity->reason;
  bool unnamed =
    entity->thing == KIND_api && str_equal(path, kind_row(KIND_api)->word);
  if (!unnamed)
    resource->name_part =
      name_part_in(analysis->arena, entity->scope, entity->name, entity->key);
  if (entity->node)
    resource->documentation = node_documentation(
      analysis->arena, entity->scope->tree, entity->node);
  enlist(analysis, resource);
  if (entity->thing == KIND_queue)
    make_dead_letter(analysis, (Queue *)resource);
  if (entity->thing == KIND_handler)
    make_role(analysis, (Handler *)resource);
  if (entity->thing == KIND_raw)
    raw_begin(analysis, (Raw *)resource, entity);
  if (entity->thing == KIND_handler)
    make_failures(analysis, entity->scope, (Handler *)resource);
  return resource;
}

/* Whether it stands for others: for what is in it, or for its members. */
static bool multiplies(const Entity *entity) {
  bool member = entity->key.length > 0;
  return entity->kind == ENTITY_INSTANCE ||
         (entity->kind == ENTITY_RESOURCE && entity->node && !member &&
          node_find(entity->scope->tree, entity->node, NODE_FOR));
}

void pieces_make(Analysis *analysis) {
  Program *program = analysis->program;
  Model *model = analysis->model;
  model->stack = piece_add(analysis, KIND_stack, sizeof(Resource),
                           program->stack_name, program->stack_span);
  Workpiece *stack = piece_of(analysis, model->stack);
  stack->own =
    *writings_scan(analysis, analysis->scope, KIND_stack,
                   node_find(program->tree, program->stack, NODE_BODY),
                   STR(""));
  model->stack->documentation =
    node_documentation(analysis->arena, program->tree, program->stack);
  profiles_settle(analysis);
  /* First what multiplies: before it is known how much there is, no thing is
   * made, since each takes some kilobytes. */
  for (u32 i = 0; i < analysis->entities.count && !analysis->too_large; i++)
    if (multiplies(analysis->entities.items[i]))
      expand(analysis, analysis->entities.items[i]);
  if (analysis->too_large)
    return;
  /* Nobody reads more mistakes than are kept. */
  for (u32 i = 0;
       i < analysis->entities.count && !analysis->diags->dropped; i++) {
    Entity *entity = analysis->entities.items[i];
    if (entity != analysis->api || entity->node)
      expand(analysis, entity);
  }
  /* An API that nobody declares is there for its endpoints alone. */
  for (u32 i = 0; i < model->endpoints.count; i++) {
    const Resource *endpoint = &model->endpoints.items[i]->resource;
    if (!entity_is_on_unnamed_api(piece_of(analysis, endpoint)->entity))
      continue;
    if (!analysis->api->node && !analysis->api->resource)
      analysis->api->span = endpoint->span;
    expand(analysis, analysis->api);
  }
  analysis->expanded = true;
}
