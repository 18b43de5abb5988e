/* SPDX-License-Identifier: Apache-2.0
 *
 * Handlers: the function, how its queue feeds it, and who else may call it.
 * What it sends to and reads from reaches it through its environment, where
 * functions are named outright: two that know each other are no circle then.
 */
#include "backends/cloudformation/cloudformation.h"

static void set_text(Template *template, Json *object, const char *key,
                     Text text) {
  if (text.count)
    json_set(template->arena, object, key, json_text(template, text, 0));
}

static void set_code(Template *template, Json *properties, const Code *code) {
  Arena *arena = template->arena;
  Json *object = json_object(arena);
  switch (code->kind) {
  case CODE_FOLDER:
    json_set(arena, object, "S3Bucket", json_ref(arena, ARTIFACT_BUCKET));
    set_string(template, object, "S3Key", code->artifact);
    break;
  case CODE_S3:
    set_text(template, object, "S3Bucket", code->bucket);
    set_text(template, object, "S3Key", code->key);
    set_text(template, object, "S3ObjectVersion", code->version);
    break;
  case CODE_IMAGE:
    set_text(template, object, "ImageUri", code->image);
    set_string(template, properties, "PackageType", STR("Image"));
    break;
  case CODE_INLINE:
    set_string(template, object, "ZipFile", code->source);
    break;
  }
  json_set(arena, properties, "Code", object);
}

static void set_environment(Template *template, Json *properties,
                            const Handler *handler) {
  Arena *arena = template->arena;
  Json *environment = json_object(arena), *variables = json_object(arena);
  for (u32 i = 0; i < handler->environment.count; i++) {
    const Variable *variable = &handler->environment.items[i];
    json_set_key(arena, variables, variable->name,
                 json_text(template, variable->value, KIND_BIT(handler)));
  }
  json_set(arena, environment, "Variables", variables);
  if (handler->environment.count)
    json_set(arena, properties, "Environment", environment);
}

/* Its log group is there before it: it never makes one itself. */
static void set_logging(Template *template, Json *properties,
                        const Handler *handler) {
  Arena *arena = template->arena;
  Json *logging = json_object(arena);
  if (handler->log_group) {
    json_set(arena, properties, "LoggingConfig", logging);
    json_set(arena, logging, "LogGroup",
             json_part(template, PART_NAME, &handler->log_group->resource));
  }
  set_settings(template, properties, template->model->stack, STR("Function"));
}

static void set_on_failure(Template *template, Json *properties,
                           const Handler *handler) {
  Arena *arena = template->arena;
  Json *target = json_object(arena);
  if (!handler->on_failure)
    return;
  json_set(arena, target, "TargetArn",
           json_part(template, PART_ARN, handler->on_failure));
  json_set(arena, properties, "DeadLetterConfig", target);
}

static void emit_function(Template *template, const Handler *handler) {
  const Resource *resource = &handler->resource;
  TemplateEntry entry = {
    .id = id_of_resource(template, resource),
    .type = "AWS::Lambda::Function",
    .of = resource,
  };
  Json *properties = template_add(template, entry);
  set_name(template, properties, "FunctionName", resource);
  set_description(template, properties, "Description", resource->documentation,
                  DESCRIPTION_FUNCTION);
  set_settings(template, properties, resource, STR("Function"));
  set_code(template, properties, &handler->code);
  if (handler->role)
    json_set(template->arena, properties, "Role",
             json_part(template, PART_ARN, &handler->role->resource));
  set_environment(template, properties, handler);
  set_logging(template, properties, handler);
  set_network(template, properties, handler);
  set_on_failure(template, properties, handler);
  if (handler->may_loop)
    set_string(template, properties, "RecursiveLoop", STR("Allow"));
  set_tags(template, properties);
}

/* ---- the mapping ---- */

static void set_filters(Template *template, Json *properties,
                        const Handler *handler) {
  Arena *arena = template->arena;
  Json *criteria = json_object(arena), *filters = json_array(arena);
  for (u32 i = 0; i < handler->filters.count; i++) {
    Json *filter = json_object(arena);
    set_string(template, filter, "Pattern", handler->filters.items[i]);
    json_add(arena, filters, filter);
  }
  json_set(arena, criteria, "Filters", filters);
  if (handler->filters.count)
    json_set(arena, properties, "FilterCriteria", criteria);
}

static void emit_event_source(Template *template, const Handler *handler) {
  Arena *arena = template->arena;
  TemplateEntry entry = {
    .id = id_of(template, SUFFIX_EVENT_SOURCE, handler->resource.path),
    .type = "AWS::Lambda::EventSourceMapping",
  };
  if (!resource_is_queue(handler->source))
    return;
  Json *properties = template_add(template, entry);
  Json *types = json_array(arena);
  json_set(arena, properties, "FunctionName",
           json_part(template, PART_NAME, &handler->resource));
  json_set(arena, properties, "EventSourceArn",
           json_part(template, PART_ARN, handler->source));
  set_settings(template, properties, &handler->resource,
               STR("EventSourceMapping"));
  json_add(arena, types, json_string(arena, STR("ReportBatchItemFailures")));
  if (setting_is(&handler->resource, ATTR_handler_partial_failures, STR("on")))
    json_set(arena, properties, "FunctionResponseTypes", types);
  set_filters(template, properties, handler);
  set_tags(template, properties);
}

void emit_handler(Template *template, const Handler *handler) {
  emit_function(template, handler);
  emit_event_source(template, handler);
}

void emit_permission(Template *template, const Permission *permission) {
  Arena *arena = template->arena;
  TemplateEntry entry = {
    .id = id_of_resource(template, &permission->resource),
    .type = "AWS::Lambda::Permission",
  };
  Json *properties = template_add(template, entry);
  set_string(template, properties, "Action", STR("lambda:InvokeFunction"));
  json_set(arena, properties, "FunctionName",
           json_text(template, permission->function, 0));
  set_text(template, properties, "Principal", permission->service);
  set_text(template, properties, "SourceArn", permission->source);
}
