/* SPDX-License-Identifier: Apache-2.0
 *
 * What a declaration becomes in a target, as far as overrides can name it. The
 * rows of the table say what there may be; here it is seen what there is.
 */
#include "sema/program.h"

/* What one thing has of its own, by Resource.number. */
struct Owned {
  const Role *role;
  const LogGroup *logs;
  VEC(const Alarm *) alarms;
};

static struct Owned *index_owned(Analysis *analysis) {
  const Model *model = analysis->model;
  struct Owned *owned =
    ARENA_ARRAY(analysis->arena, struct Owned, analysis->pieces.count);
  for (u32 i = 0; i < model->roles.count; i++) {
    const Role *role = model->roles.items[i];
    if (role->owner && role != model->forwarder)
      owned[role->owner->number].role = role;
  }
  for (u32 i = 0; i < model->log_groups.count; i++)
    owned[model->log_groups.items[i]->owner->number].logs =
      model->log_groups.items[i];
  for (u32 i = 0; i < model->alarms.count; i++) {
    const Alarm *alarm = model->alarms.items[i];
    const Queue *queue = as_queue(alarm->watched);
    const Resource *whose =
      queue && queue->source ? &queue->source->resource : alarm->watched;
    VEC_PUSH(analysis->arena, &owned[whose->number].alarms, alarm);
  }
  return owned;
}

static bool has_rights(const Model *model, const Role *role) {
  return role && role->statements.items.count &&
         setting_is(model->stack, ATTR_stack_policies, STR("managed"));
}

static bool is_present(const Model *model, const Resource *resource,
                       const struct Owned *owned, Presence present) {
  const Queue *queue = as_queue(resource);
  const Handler *handler = as_handler(resource);
  const Topic *topic = as_topic(resource);
  switch (present) {
  case PRESENT_DEAD_LETTER:
    return queue && queue->dead_letter;
  case PRESENT_STATEMENTS:
    return (queue && queue->statements.items.count) ||
           (topic && topic->statements.items.count);
  case PRESENT_DEAD_LETTER_STATEMENTS:
    return queue && queue->dead_letter &&
           queue->dead_letter->statements.items.count;
  case PRESENT_ROLE:
    return owned->role;
  case PRESENT_ROLE_POLICY:
    return has_rights(model, owned->role);
  case PRESENT_LOGS:
    return owned->logs;
  case PRESENT_LOG_FILTER:
    return owned->logs && owned->logs->subscriber.count;
  case PRESENT_QUEUE_SOURCE:
    return handler && resource_is_queue(handler->source);
  case PRESENT_DOMAIN:
    return setting_given(setting(resource, ATTR_api_domain_name));
  case PRESENT_KEY:
    return model->key;
  case PRESENT_DASHBOARD:
    return model->dashboard_name.count;
  case PRESENT_ALWAYS:
    break;
  }
  return true;
}

EmittedList emitted_by(Analysis *analysis, const Resource *resource) {
  EmittedList list = { 0 };
  if (!analysis->owned)
    analysis->owned = index_owned(analysis);
  const struct Owned *owned = &analysis->owned[resource->number];
  for (u32 i = 0; i < emitted_count; i++) {
    const EmittedRow *row = &emitted_rows[i];
    if (row->kind == resource->kind &&
        is_present(analysis->model, resource, owned, row->present))
      VEC_PUSH(analysis->arena, &list, ((Emitted){ row->name, row->type }));
  }
  for (u32 i = 0; i < owned->alarms.count; i++) {
    Str name = emitted_alarm_name(analysis->arena, owned->alarms.items[i]->row);
    VEC_PUSH(analysis->arena, &list, ((Emitted){ name, emitted_alarm_type }));
  }
  return list;
}
