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
    analysis->api = (Api *)resource;
    VEC_PUSH(arena, &model->apis, analysis->api);
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
  default:
    VEC_PUSH(arena, &model->externals, resource);
    break;
  }
}

/* "-" between the parts of a name, nothing for `main`. */
static Str name_part(Arena *arena, Str path) {
  if (str_equal(path, STR("main")))
    return STR("");
  Buf buf = buf_new(arena);
  for (u32 i = 0; i < path.length; i++)
    buf_char(&buf, path.at[i] == '_' || path.at[i] == '.' ? '-' : path.at[i]);
  return buf_view(&buf);
}

static void make_piece(Analysis *analysis, u32 index) {
  const Entity *entity = &analysis->program->entities.items[index];
  Resource *resource = piece_add(analysis, entity->thing,
                                 struct_size(entity->thing), entity->name,
                                 entity->span);
  Workpiece *piece = piece_of(analysis, resource);
  piece->entity = entity;
  piece->own = *writings_scan(analysis, entity->scope, entity->thing,
                              entity->body, STR(""));
  resource->broken = piece->own.broken;
  resource->reason = entity->reason;
  resource->name_part = entity->thing == KIND_api
                          ? STR("")
                          : name_part(analysis->arena, entity->name);
  if (entity->node)
    resource->documentation = node_documentation(
      analysis->arena, entity->scope->tree, entity->node);
  analysis->bindings[index].resource = resource;
  enlist(analysis, resource);
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
  resource->documentation = str_format(
    analysis->arena, "Dead letters of the queue %.*s.", STR_ARG(owner->path));
  queue->dead_letter = (Queue *)resource;
  queue->dead_letter->source = queue;
}

static void make_role(Analysis *analysis, Handler *handler) {
  Resource *owner = &handler->resource;
  Resource *resource = piece_add(analysis, KIND_role, sizeof(Role), owner->path,
                                 owner->span);
  handler->role = (Role *)resource;
  handler->role->owner = owner;
  resource->name_part = owner->name_part;
}

void pieces_make(Analysis *analysis) {
  Program *program = analysis->program;
  Model *model = analysis->model;
  model->stack = piece_add(analysis, KIND_stack, sizeof(Resource),
                           program->stack_name, program->stack_span);
  Workpiece *stack = piece_of(analysis, model->stack);
  stack->own =
    *writings_scan(analysis, program->scope, KIND_stack,
                   node_find(program->tree, program->stack, NODE_BODY),
                   STR(""));
  model->stack->documentation =
    node_documentation(analysis->arena, program->tree, program->stack);
  for (u32 i = 0; i < program->entities.count; i++)
    if (program->entities.items[i].kind == ENTITY_RESOURCE &&
        !analysis->diags->dropped) /* nobody reads more mistakes than that */
      make_piece(analysis, i);
  profiles_settle(analysis);
  VEC(Queue *) all = { 0 };
  for (u32 i = 0; i < model->queues.count; i++) {
    Queue *queue = model->queues.items[i];
    make_dead_letter(analysis, queue);
    VEC_PUSH(analysis->arena, &all, queue);
    if (queue->dead_letter)
      VEC_PUSH(analysis->arena, &all, queue->dead_letter);
  }
  model->queues.items = all.items;
  model->queues.count = all.count;
  model->queues.capacity = all.capacity;
  for (u32 i = 0; i < model->handlers.count; i++)
    make_role(analysis, model->handlers.items[i]);
}
