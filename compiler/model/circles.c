/* SPDX-License-Identifier: Apache-2.0
 *
 * Circles of messages: Tarjan's walk over queues, topics and handlers.
 *
 * A queue leads to the handlers that take from it and to its dead-letter queue,
 * a topic to its subscribers, a handler to what it sends to and to where its
 * failed calls go. A component of more than one node, or of one
 * that leads to itself, is a circle.
 */
#include "model/model.h"

bool message_edge(const Resource *from, u32 edge, bool without_excused,
                  const Resource **target) {
  const Queue *queue = as_queue(from);
  const Handler *handler = as_handler(from);
  const Topic *topic = as_topic(from);
  if (handler && without_excused && from->reason)
    handler = NULL;
  *target = NULL;
  if (queue && edge < queue->consumers.count)
    *target = &queue->consumers.items[edge]->resource;
  else if (queue && edge == queue->consumers.count && queue->dead_letter)
    *target = &queue->dead_letter->resource;
  else if (topic && edge < topic->subscriptions.count)
    *target = topic->subscriptions.items[edge]->subscriber;
  else if (handler && edge < handler->targets.count)
    *target = handler->targets.items[edge];
  else if (handler && edge == handler->targets.count && handler->on_failure)
    *target = handler->on_failure;
  else
    return false;
  if (!resource_is_queue(*target) && !as_handler(*target) && !as_topic(*target))
    *target = NULL;
  return true;
}

typedef struct Visit {
  const Resource *resource; /* NULL: no node has this number */
  u32 order;                /* of the first visit, from 1 */
  u32 lowest; /* order of the earliest node that it leads back to */
  u32 edge;   /* the next one to look at */
  bool open;  /* its component is not complete */
} Visit;

typedef struct Walk {
  Arena *arena;
  Visit *visits; /* by number of the resource */
  bool without_excused;
  u32 order;
  VEC(u32) path, members;
  Circles circles;
} Walk;

static void walk_enter(Walk *walk, u32 node) {
  Visit *entered = &walk->visits[node];
  entered->order = entered->lowest = ++walk->order;
  entered->open = true;
  VEC_PUSH(walk->arena, &walk->path, node);
  VEC_PUSH(walk->arena, &walk->members, node);
}

static bool leads_to_itself(const Walk *walk, const Resource *resource) {
  const Resource *target;
  for (u32 edge = 0;
       message_edge(resource, edge, walk->without_excused, &target); edge++)
    if (target == resource)
      return true;
  return false;
}

/* All of a component has been seen. */
static void walk_close(Walk *walk, u32 node) {
  u32 first = walk->members.count;
  do
    first--;
  while (walk->members.items[first] != node);
  bool circle = walk->members.count - first > 1 ||
                leads_to_itself(walk, walk->visits[node].resource);
  u32 number = circle ? ++walk->circles.count : 0;
  for (u32 i = first; i < walk->members.count; i++) {
    walk->visits[walk->members.items[i]].open = false;
    walk->circles.of[walk->members.items[i]] = number;
  }
  walk->members.count = first;
}

static void walk_step(Walk *walk) {
  u32 top = walk->path.items[walk->path.count - 1];
  Visit *visit = &walk->visits[top];
  const Resource *target;
  if (message_edge(visit->resource, visit->edge, walk->without_excused,
                   &target)) {
    visit->edge++;
    if (!target)
      return;
    Visit *next = &walk->visits[target->number];
    if (!next->order) {
      next->resource = target;
      walk_enter(walk, target->number);
    } else if (next->open && next->order < visit->lowest) {
      visit->lowest = next->order;
    }
    return;
  }
  walk->path.count--;
  if (visit->lowest == visit->order)
    walk_close(walk, top);
  if (walk->path.count) {
    Visit *before = &walk->visits[walk->path.items[walk->path.count - 1]];
    if (visit->lowest < before->lowest)
      before->lowest = visit->lowest;
  }
}

/* Every circle passes a handler, so walking from those finds them all. */
Circles circles_find(Arena *arena, const Model *model, bool without_excused) {
  u32 count = model->resource_count;
  Walk walk = { .arena = arena,
                .visits = ARENA_ARRAY(arena, Visit, count),
                .without_excused = without_excused,
                .circles = { .of = ARENA_ARRAY(arena, u32, count) } };
  for (u32 i = 0; i < model->handlers.count; i++) {
    const Resource *handler = &model->handlers.items[i]->resource;
    if (walk.visits[handler->number].order)
      continue;
    walk.visits[handler->number].resource = handler;
    walk_enter(&walk, handler->number);
    while (walk.path.count)
      walk_step(&walk);
  }
  return walk.circles;
}
