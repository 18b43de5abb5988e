/* SPDX-License-Identifier: Apache-2.0
 *
 * Handlers: the function, how its queue feeds it, and who else may call it. In
 * its environment functions are named outright: two that know each other are no
 * circle then.
 */
#include "backends/terraform/terraform.h"

/* ---- code ---------------------------------------------------------------- */

/* Code that stands in the program is a file of the configuration, which is
 * packed when it is applied. */
static void put_inline(Terraform *tf, HclBody *body, const Handler *handler) {
  Arena *arena = tf->arena;
  const Resource *resource = &handler->resource;
  Str runtime = setting_text(arena, resource, ATTR_handler_runtime);
  const Setting *said = setting(resource, ATTR_handler_runtime);
  if (said->value.kind == VALUE_WORD)
    runtime = said->value.word;
  Str name = name_of(tf, resource);
  Str file = str_format(arena, "inline/%.*s/index.%s", STR_ARG(name),
                        str_starts(runtime, STR("nodejs")) ? "js" : "py");
  Str problem =
    fileset_add(tf->files, file, handler->code.source, FILE_GENERATED);
  if (problem.length)
    diag_add(tf->diags, RULE_NAME_BAD_CHARACTER, resource->span, "%.*s",
             STR_ARG(problem));
  HclBody *archive = add_data(tf, "archive_file", name, NULL);
  tf->archives = true;
  put_string(tf, archive, "type", STR("zip"));
  put(tf, archive, "source_file",
      expression_token(
        arena, str_format(arena, "\"${path.module}/%.*s\"", STR_ARG(file))));
  put(tf, archive, "output_path",
      expression_token(arena,
                       str_format(arena, "\"${path.module}/inline/%.*s.zip\"",
                                  STR_ARG(name))));
  put_string(tf, archive, "output_file_mode", STR("0644"));
  Str data = STR("data.archive_file");
  put(tf, body, "filename", hcl_reference(tf, data, name, "output_path"));
  put(tf, body, "source_code_hash",
      hcl_reference(tf, data, name, "output_base64sha256"));
}

static void put_code(Terraform *tf, HclBody *body, const Handler *handler) {
  const Code *code = &handler->code;
  Arena *arena = tf->arena;
  Expression *path = expression_text(arena);
  switch (code->kind) {
  case CODE_FOLDER:
    expression_add_reference(arena, path, STR("path.module"));
    expression_add_literal(
      arena, path,
      str_format(arena, "/artifacts/%.*s", STR_ARG(code->artifact)));
    put(tf, body, "filename", path);
    if (code->hash.length)
      put_string(tf, body, "source_code_hash", code->hash);
    break;
  case CODE_S3:
    put_text(tf, body, "s3_bucket", code->bucket);
    put_text(tf, body, "s3_key", code->key);
    put_text(tf, body, "s3_object_version", code->version);
    break;
  case CODE_IMAGE:
    put_string(tf, body, "package_type", STR("Image"));
    put_text(tf, body, "image_uri", code->image);
    break;
  case CODE_INLINE:
    put_inline(tf, body, handler);
    break;
  }
}

/* ---- the function -------------------------------------------------------- */

static void put_environment(Terraform *tf, HclBody *body,
                            const Handler *handler) {
  Expression *variables = expression_object(tf->arena);
  for (u32 i = 0; i < handler->environment.count; i++) {
    const Variable *variable = &handler->environment.items[i];
    expression_put(tf->arena, variables, variable->name,
                   hcl_text(tf, variable->value, KIND_BIT(handler)));
  }
  if (handler->environment.count)
    put(tf, block(tf, body, "environment"), "variables", variables);
}

/* Its log group is there before it: it never makes one itself. */
static void put_logging(Terraform *tf, HclBody *body, const Handler *handler) {
  HclBody *logging;
  put_settings(tf, body, tf->model->stack, STR("aws_lambda_function"));
  if (!handler->log_group)
    return;
  logging = hcl_only_block(tf->arena, body, STR("logging_config"));
  if (logging->items.count == 0)
    put_string(tf, logging, "log_format", STR("Text"));
  put_part(tf, logging, "log_group", PART_NAME, &handler->log_group->resource);
}

static void emit_function(Terraform *tf, const Handler *handler) {
  const Resource *resource = &handler->resource;
  HclBody *body = add_main(tf, resource);
  put_name(tf, body, "function_name", resource);
  put_description(tf, body, resource->documentation, DESCRIPTION_FUNCTION);
  if (handler->role)
    put_part(tf, body, "role", PART_ARN, &handler->role->resource);
  put_settings(tf, body, resource, STR("aws_lambda_function"));
  put_code(tf, body, handler);
  put_environment(tf, body, handler);
  put_logging(tf, body, handler);
  put_network(tf, body, handler);
  if (handler->on_failure)
    put_part(tf, block(tf, body, "dead_letter_config"), "target_arn", PART_ARN,
             handler->on_failure);
  if (handler->role)
    depend_on_rights(tf, body, handler->role);
  if (!handler->may_loop)
    return;
  body = add(tf, "aws_lambda_function_recursion_config", name_of(tf, resource),
             resource);
  put_part(tf, body, "function_name", PART_NAME, resource);
  put_string(tf, body, "recursive_loop", STR("Allow"));
}

/* ---- the mapping --------------------------------------------------------- */

static void emit_event_source(Terraform *tf, const Handler *handler) {
  const Resource *resource = &handler->resource;
  if (!resource_is_queue(handler->source))
    return;
  HclBody *body =
    add(tf, "aws_lambda_event_source_mapping", name_of(tf, resource), resource);
  put_part(tf, body, "function_name", PART_ARN, resource);
  put_part(tf, body, "event_source_arn", PART_ARN, handler->source);
  put_settings(tf, body, resource, STR("aws_lambda_event_source_mapping"));
  if (setting_is(resource, ATTR_handler_partial_failures, STR("on"))) {
    Expression *types = expression_list(tf->arena);
    expression_add(
      tf->arena, types,
      expression_string(tf->arena, STR("ReportBatchItemFailures")));
    put(tf, body, "function_response_types", types);
  }
  if (handler->filters.count == 0)
    return;
  HclBody *criteria = block(tf, body, "filter_criteria");
  for (u32 i = 0; i < handler->filters.count; i++)
    put_string(tf, block(tf, criteria, "filter"), "pattern",
               handler->filters.items[i]);
}

void terraform_handler(Terraform *tf, const Handler *handler) {
  emit_function(tf, handler);
  emit_event_source(tf, handler);
}

void terraform_permission(Terraform *tf, const Permission *permission) {
  HclBody *body = add_main(tf, &permission->resource);
  put_string(tf, body, "statement_id", name_of(tf, &permission->resource));
  put_string(tf, body, "action", STR("lambda:InvokeFunction"));
  put_text(tf, body, "function_name", permission->function);
  put_text(tf, body, "principal", permission->service);
  put_text(tf, body, "source_arn", permission->source);
}
