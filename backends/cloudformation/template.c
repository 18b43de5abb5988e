/* SPDX-License-Identifier: Apache-2.0
 *
 * The template as a whole: every resource of the model, sorted by logical id,
 * what is asked for at deployment, what comes out of it, and the limits of a
 * template, which nobody can judge before it is there.
 */
#include "backends/cloudformation/cloudformation.h"

#include <stdlib.h>

Json *template_add(Template *template, TemplateEntry entry) {
  if (!entry.properties)
    entry.properties = json_object(template->arena);
  VEC_PUSH(template->arena, &template->entries, entry);
  return entry.properties;
}

Keep keep_of(const Resource *resource) {
  return resource->keep ? KEEP_ALWAYS : KEEP_NEVER;
}

/* ---- resources ---- */

#define EACH(template, list, emit)                                             \
  for (u32 i = 0; i < (template)->model->list.count; i++)                      \
  emit((template), (template)->model->list.items[i])

static void add_resources(Template *template) {
  if (template->model->key)
    emit_key(template, template->model->key);
  EACH(template, queues, emit_queue);
  EACH(template, log_groups, emit_log_group);
  EACH(template, roles, emit_role);
  EACH(template, handlers, emit_handler);
  EACH(template, apis, emit_api);
  EACH(template, topics, emit_topic);
  EACH(template, subscriptions, emit_subscription);
  EACH(template, schedules, emit_schedule);
  EACH(template, permissions, emit_permission);
  EACH(template, networks, emit_network);
  EACH(template, alarms, emit_alarm);
  emit_dashboard(template);
  template->first_raw = template->entries.count;
  EACH(template, raws, emit_raw);
}

Template *template_build(Emission *emission) {
  Arena *arena = emission->arena;
  Template *template = ARENA_NEW(arena, Template);
  *template = (Template){
    .arena = arena,
    .model = emission->model,
    .diags = emission->diags,
    .ids = { .numbers = map_new(arena),
             .taken = map_new(arena),
             .by_number =
               ARENA_ARRAY(arena, Str, emission->model->resource_count) },
    .output_ids = { .numbers = map_new(arena), .taken = map_new(arena) },
  };
  add_resources(template);
  return template;
}

static int compare_entries(const void *left, const void *right) {
  return str_compare(((const TemplateEntry *)left)->id,
                     ((const TemplateEntry *)right)->id);
}

static void set_keep(Template *template, Json *resource, Keep keep) {
  static const Str words[][2] = {
    [KEEP_NEVER] = { STR_INIT("Delete"), STR_INIT("Delete") },
    [KEEP_ALWAYS] = { STR_INIT("RetainExceptOnCreate"), STR_INIT("Retain") },
  };
  if (keep == KEEP_UNSAID)
    return;
  set_string(template, resource, "DeletionPolicy", words[keep][0]);
  set_string(template, resource, "UpdateReplacePolicy", words[keep][1]);
}

static Json *json_resources(Template *template) {
  Arena *arena = template->arena;
  Json *resources = json_object(arena);
  if (template->entries.count)
    qsort(template->entries.items, template->entries.count,
          sizeof *template->entries.items, compare_entries);
  for (u32 i = 0; i < template->entries.count; i++) {
    const TemplateEntry *entry = &template->entries.items[i];
    Json *resource = json_object(arena);
    set_string(template, resource, "Type", str_from(entry->type));
    if (entry->depends)
      json_set(arena, resource, "DependsOn", entry->depends);
    set_keep(template, resource, entry->keep);
    Json *metadata = json_metadata(template, entry);
    if (metadata)
      json_set(arena, resource, "Metadata", metadata);
    json_set(arena, resource, "Properties", entry->properties);
    json_set_key(arena, resources, entry->id, resource);
  }
  return resources;
}

/* ---- guards ---- */

/* {"Assertions": [{"Assert": {"Fn::Equals": [{"Ref": what}, expected]}}]} */
static void set_guard(Template *template, Json *rules, const char *name,
                      Str what, Str expected, const char *called) {
  Arena *arena = template->arena;
  Json *rule = json_object(arena), *assertions = json_array(arena);
  Json *assertion = json_object(arena), *test = json_object(arena);
  Json *sides = json_array(arena);
  if (expected.length == 0)
    return;
  json_add(arena, sides, json_ref(arena, what));
  json_add(arena, sides, json_string(arena, expected));
  json_set(arena, test, "Fn::Equals", sides);
  json_set(arena, assertion, "Assert", test);
  set_string(template, assertion, "AssertDescription",
             str_format(arena, "The stage %.*s belongs into the %s %.*s.",
                        STR_ARG(template->model->stage), called,
                        STR_ARG(expected)));
  json_add(arena, assertions, assertion);
  json_set(arena, rule, "Assertions", assertions);
  json_set(arena, rules, name, rule);
}

static void set_guards(Template *template, Json *root) {
  const Model *model = template->model;
  Json *rules = json_object(template->arena);
  set_guard(template, rules, "RightAccount", STR("AWS::AccountId"),
            model->account, "account");
  set_guard(template, rules, "RightRegion", STR("AWS::Region"), model->region,
            "Region");
  if (model->account.length || model->region.length)
    json_set(template->arena, root, "Rules", rules);
}

/* ---- outputs ---- */

static int compare_outputs(const void *left, const void *right) {
  return str_compare((*(const ModelOutput *const *)left)->name,
                     (*(const ModelOutput *const *)right)->name);
}

static void set_outputs(Template *template, Json *root) {
  Arena *arena = template->arena;
  u32 count = template->model->outputs.count;
  const ModelOutput **sorted = ARENA_ARRAY(arena, const ModelOutput *, count);
  Json *outputs = json_object(arena);
  if (count == 0)
    return;
  for (u32 i = 0; i < count; i++)
    sorted[i] = &template->model->outputs.items[i];
  qsort(sorted, count, sizeof *sorted, compare_outputs);
  for (u32 i = 0; i < count; i++) {
    Json *output = json_object(arena);
    set_description(template, output, "Description", sorted[i]->documentation,
                    DESCRIPTION_PLAIN);
    json_set(arena, output, "Value",
             json_text(template, sorted[i]->value, 0));
    json_set_key(arena, outputs, id_of_output(template, sorted[i]->name),
                 output);
  }
  json_set(arena, root, "Outputs", outputs);
}

/* ---- limits ---- */

static void judge(const Template *template, Rule rule, QuotaId quota,
                  i64 figure) {
  const QuotaRow *row = quota_row(quota);
  if (figure <= row->limit)
    return;
  Diag *diag = diag_add(
    template->diags, rule, template->model->stack->span,
    "the stack comes to %lld %.*s; CloudFormation takes %lld",
    (long long)figure, STR_ARG(row->what), (long long)row->limit);
  diag_label(template->diags, diag, "%lld over the limit",
             (long long)(figure - row->limit));
  diag_note(template->diags, diag, "source: %.*s", STR_ARG(row->source));
  diag_help(template->diags, diag,
            "split the program into several stacks; `external` refers from "
            "one to another");
}

/* ---- the file ---- */

static Str file_name(Arena *arena, const Model *model) {
  return str_format(arena, "%.*s.template.json", STR_ARG(model->stack_name));
}

void cloudformation_emit(Emission *emission) {
  Arena *arena = emission->arena;
  Template *template = template_build(emission);
  Json *root = json_object(arena);
  Buf text = buf_new(arena);
  apply_overrides(template);
  set_string(template, root, "AWSTemplateFormatVersion", STR("2010-09-09"));
  set_description(template, root, "Description", template->model->description,
                  DESCRIPTION_PLAIN);
  u32 parameters = set_parameters(template, root);
  set_guards(template, root);
  json_set(arena, root, "Resources", json_resources(template));
  set_outputs(template, root);
  json_print(&text, root);

  judge(template, RULE_LIMIT_RESOURCES, QUOTA_RESOURCES,
        template->entries.count);
  judge(template, RULE_LIMIT_PARAMETERS, QUOTA_PARAMETERS, parameters);
  judge(template, RULE_LIMIT_OUTPUTS, QUOTA_OUTPUTS,
        template->model->outputs.count);
  judge(template, RULE_LIMIT_TEMPLATE_SIZE, QUOTA_TEMPLATE_SIZE, text.length);
  Str name = file_name(arena, template->model);
  Str problem =
    fileset_add(emission->files, name, buf_view(&text), FILE_GENERATED);
  if (problem.length)
    diag_add(emission->diags, RULE_NAME_BAD_CHARACTER,
             template->model->stack->span, "%.*s", STR_ARG(problem));
}

/* ---- what to do next ---- */

static bool has_artifacts(const FileSet *files) {
  for (u32 i = 0; i < files->files.count; i++)
    if (files->files.items[i].role == FILE_ARTIFACT)
      return true;
  return false;
}

static u32 size_of(const FileSet *files, Str path) {
  for (u32 i = 0; i < files->files.count; i++)
    if (str_equal(files->files.items[i].path, path))
      return files->files.items[i].content.length;
  return 0;
}

static Str shell_path(Arena *arena, Str folder, const char *name) {
  return spell_shell(arena, fs_join(arena, folder, str_from(name)));
}

void cloudformation_next(Buf *out, const Model *model, Str folder,
                         const FileSet *files) {
  Arena *arena = out->arena;
  Str name = file_name(arena, model);
  bool packages = has_packages(model);
  bool large =
    size_of(files, name) > quota_row(QUOTA_TEMPLATE_IN_REQUEST)->limit;
  Str region = model->region.length
                 ? str_format(arena, " --region %.*s",
                              STR_ARG(spell_shell(arena, model->region)))
                 : STR("");
  if (packages || large)
    buf_text(out, "BUCKET=NAME-OF-A-BUCKET-OF-YOURS\n");
  if (has_artifacts(files))
    buf_format(out, "aws s3 cp %.*s s3://$BUCKET/ --recursive%.*s\n",
               STR_ARG(shell_path(arena, folder, "artifacts/")),
               STR_ARG(region));
  buf_format(out,
             "aws cloudformation deploy --template-file %.*s --stack-name "
             "%.*s --capabilities CAPABILITY_NAMED_IAM%s%.*s%.*s\n",
             STR_ARG(shell_path(arena, folder, str_terminated(arena, name))),
             STR_ARG(spell_shell(arena, model->stack_name)),
             large ? " --s3-bucket $BUCKET" : "",
             STR_ARG(parameter_overrides(arena, model)), STR_ARG(region));
}
