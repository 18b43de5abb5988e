/* SPDX-License-Identifier: Apache-2.0
 *
 * The app around the stack. Generated files follow every build: the stack, the
 * program that starts it, the README. The rest, where people add packages,
 * context and constructs of their own, is written once and then theirs.
 */
#include "backends/cdk/cdk.h"

#include <stdlib.h>

extern const Embedded cdk_project;

/* ---- nodes --------------------------------------------------------------- */

/* Types whose main constructs are members of the class. */
static const Str members[] = {
  STR_INIT("AWS::SQS::Queue"),
  STR_INIT("AWS::SNS::Topic"),
  STR_INIT("AWS::KMS::Key"),
  STR_INIT("AWS::Lambda::Function"),
  STR_INIT("AWS::ApiGatewayV2::Api"),
  STR_INIT("AWS::EC2::VPC"),
  STR_INIT("AWS::ApiGatewayV2::Stage"),
};

static bool is_member(Str type) {
  for (u32 i = 0; i < COUNT_OF(members); i++)
    if (str_equal(members[i], type))
      return true;
  return false;
}

/* Whether the class of the type knows everything that is in the value. */
static bool is_known(const Json *value, const Property *place) {
  FormId list = form_for(place, PROPERTY_LIST);
  FormId object = form_for(place, PROPERTY_OBJECT);
  bool function = cJSON_IsObject(value) && value->child &&
                  (str_starts(str_from(value->child->string), STR("Fn::")) ||
                   str_equal(str_from(value->child->string), STR("Ref")));
  for (const Json *one = function ? NULL : value->child; one; one = one->next) {
    Property inner = { .kinds = PROPERTY_ANY };
    bool found = cJSON_IsArray(value)
                   ? form_find(list, STR("[]"), &inner)
                   : form_find(object, str_from(one->string), &inner);
    if (!found && cJSON_IsObject(value) && form_sort(object) == FORM_OBJECT)
      return false;
    if (!is_known(one, &inner))
      return false;
  }
  return true;
}

static bool is_typed(const TemplateEntry *entry, bool raw) {
  TargetType type;
  Property whole = { .kinds = PROPERTY_OBJECT };
  if (raw || !target_type_find(str_from(entry->type), &type))
    return false;
  whole.form = type.properties;
  return is_known(entry->properties, &whole);
}

/* What a class of the second level cannot do without. */
static bool has_construct(const TemplateEntry *entry, ConstructId construct) {
  const Json *properties = entry->properties;
  if (construct == CONSTRUCT_FUNCTION) {
    const Json *role = cJSON_GetObjectItemCaseSensitive(properties, "Role");
    const Json *code = cJSON_GetObjectItemCaseSensitive(properties, "Code");
    const Json *bucket = cJSON_GetObjectItemCaseSensitive(code, "S3Bucket");
    return cJSON_IsObject(role) && !cJSON_HasObjectItem(code, "ImageUri") &&
           (!bucket || cJSON_IsObject(bucket));
  }
  return construct != CONSTRUCT_NONE;
}

/* The construct whose policy it is; false: it is no such policy. */
static bool policy_of(const Cdk *cdk, const TemplateEntry *entry, u32 *of) {
  bool queue = str_equal(str_from(entry->type), STR("AWS::SQS::QueuePolicy"));
  bool topic = str_equal(str_from(entry->type), STR("AWS::SNS::TopicPolicy"));
  const Json *list = cJSON_GetObjectItemCaseSensitive(
    entry->properties, queue ? "Queues" : "Topics");
  const Node *node = (queue || topic) && cJSON_GetArraySize(list) == 1
                       ? referred(cdk, list->child)
                       : NULL;
  if (!node || node->construct == CONSTRUCT_NONE)
    return false;
  *of = (u32)(node - cdk->nodes.items);
  return true;
}

/* Its id as a name that no input has. */
static Str name_of(Cdk *cdk, Str id) {
  Str name = camel(cdk->arena, id);
  for (u32 i = 0; i < cdk->model->inputs.count; i++)
    if (str_equal(prop_of_input(cdk->arena, cdk->model->inputs.items[i]), name))
      return str_format(cdk->arena, "%.*sConstruct", STR_ARG(name));
  return name;
}

/* `before`: the properties without the overrides. */
static Node node_of(Cdk *cdk, const TemplateEntry *entry, Json *before,
                    bool raw) {
  TemplateEntry *first = ARENA_NEW(cdk->arena, TemplateEntry);
  Str type = str_from(entry->type), name = name_of(cdk, entry->id);
  ConstructId construct = raw ? CONSTRUCT_NONE : construct_find(type);
  *first = *entry;
  first->properties = before;
  return (Node){
    .entry = first,
    .override =
      cJSON_Compare(before, entry->properties, true) ? NULL : entry->properties,
    .raw = raw,
    .typed = is_typed(first, raw),
    .construct = has_construct(first, construct) ? construct : CONSTRUCT_NONE,
    .rank = rank_of(raw ? STR("") : type),
    .documented = is_member(type) && !str_ends(type, STR("::Stage")),
    .name = !raw && is_member(type)
              ? str_format(cdk->arena, "this.%.*s", STR_ARG(name))
              : name,
  };
}

static int by_id(const void *left, const void *right) {
  return str_compare(((const Node *)left)->entry->id,
                     ((const Node *)right)->entry->id);
}

static void add_nodes(Cdk *cdk) {
  Template *template = cdk->template;
  u32 count = template->entries.count;
  Json **before = ARENA_ARRAY(cdk->arena, Json *, count);
  for (u32 i = 0; i < count; i++)
    before[i] = cdk->model->overrides.count
                  ? json_copy(cdk->arena, template->entries.items[i].properties)
                  : template->entries.items[i].properties;
  apply_overrides(template);
  for (u32 i = 0; i < count; i++)
    VEC_PUSH(cdk->arena, &cdk->nodes,
             node_of(cdk, &template->entries.items[i], before[i],
                     i >= template->first_raw));
  if (count)
    qsort(cdk->nodes.items, count, sizeof *cdk->nodes.items, by_id);
  for (u32 i = 0; i < count; i++)
    map_set(&cdk->numbers, cdk->nodes.items[i].entry->id, i + 1);
  for (u32 i = 0; i < count; i++) {
    Node *node = &cdk->nodes.items[i];
    node->policy = !node->raw && policy_of(cdk, node->entry, &node->of);
  }
}

/* ---- the program that starts it ------------------------------------------ */

static void print_environment(const Model *model, Buf *out) {
  if (!model->account.length && !model->region.length)
    return;
  buf_text(out, "  env: {");
  if (model->account.length)
    buf_format(out, " account: '%.*s'", STR_ARG(model->account));
  buf_text(out, model->account.length && model->region.length ? "," : "");
  if (model->region.length)
    buf_format(out, " region: '%.*s'", STR_ARG(model->region));
  buf_text(out, " },\n");
}

static bool has_durations(const Model *model) {
  for (u32 i = 0; i < model->inputs.count; i++)
    if (model->inputs.items[i]->type->kind == TYPE_DURATION)
      return true;
  return false;
}

static void print_app(Cdk *cdk, Buf *out) {
  const Model *model = cdk->model;
  Str class = class_name(cdk->arena, model);
  bool words = false;
  for (u32 i = 0; i < model->inputs.count; i++)
    words = words ||
            str_find(type_of_input(cdk->arena, model->inputs.items[i]), '\'') <
              type_of_input(cdk->arena, model->inputs.items[i]).length;
  buf_format(out,
             "// Made by apiqc: the next build writes this file anew.\n"
             "import { App%s } from 'aws-cdk-lib';\n"
             "import { Extended%.*s } from '../lib/extension';\n",
             has_durations(model) ? ", Duration" : "", STR_ARG(class));
  if (words)
    buf_format(out, "import { %.*sProps } from '../lib/%.*s';\n",
               STR_ARG(class), STR_ARG(stack_file(cdk->arena, model)));
  buf_format(out,
             "\nconst app = new App();\n\n"
             "new Extended%.*s(app, '%.*s'",
             STR_ARG(class), STR_ARG(model->stack_name));
  Buf props = buf_new(cdk->arena);
  print_environment(model, &props);
  print_context(cdk, &props);
  if (props.length)
    buf_format(out, ", {\n%.*s}", STR_ARG(buf_view(&props)));
  buf_text(out, ");\n");
  print_readers(cdk, out);
}

static void print_extension(Cdk *cdk, Buf *out) {
  Str class = class_name(cdk->arena, cdk->model);
  buf_format(
    out,
    "// Yours: apiqc wrote this file once and leaves it alone from now on.\n"
    "import { Construct } from 'constructs';\n"
    "import { %.*s, %.*sProps } from './%.*s';\n"
    "\n"
    "/** The stack as it is deployed: what the program says, and what you add. "
    "*/\n"
    "export class Extended%.*s extends %.*s {\n"
    "  constructor(scope: Construct, id: string, props%s: %.*sProps) {\n"
    "    super(scope, id, props);\n"
    "\n"
    "    // Add constructs, grants and aspects here. The README has examples.\n"
    "  }\n"
    "}\n",
    STR_ARG(class), STR_ARG(class), STR_ARG(stack_file(cdk->arena, cdk->model)),
    STR_ARG(class), STR_ARG(class), any_required(cdk->model) ? "" : "?",
    STR_ARG(class));
}

/* ---- the files ----------------------------------------------------------- */

static void add_file(Cdk *cdk, FileSet *files, Str name, Str text,
                     FileRole role) {
  Str problem = fileset_add(files, name, text, role);
  if (problem.length)
    diag_add(cdk->diags, RULE_NAME_BAD_CHARACTER, cdk->model->stack->span,
             "%.*s", STR_ARG(problem));
}

static void add_printed(Cdk *cdk, FileSet *files, Str name,
                        void (*print)(Cdk *cdk, Buf *out), FileRole role) {
  Buf out = buf_new(cdk->arena);
  print(cdk, &out);
  add_file(cdk, files, name, buf_view(&out), role);
}

static int by_name(const void *left, const void *right) {
  return str_compare((*(Input *const *)left)->name,
                     (*(Input *const *)right)->name);
}

static int compare_outputs(const void *left, const void *right) {
  return str_compare(((const ModelOutput *)left)->name,
                     ((const ModelOutput *)right)->name);
}

/* The model with its inputs and outputs by name. */
static Model *sorted(Arena *arena, const Model *model) {
  Model *copy = ARENA_NEW(arena, Model);
  *copy = *model;
  copy->inputs.items = ARENA_ARRAY(arena, Input *, model->inputs.count);
  copy->outputs.items = ARENA_ARRAY(arena, ModelOutput, model->outputs.count);
  for (u32 i = 0; i < model->inputs.count; i++)
    copy->inputs.items[i] = model->inputs.items[i];
  for (u32 i = 0; i < model->outputs.count; i++)
    copy->outputs.items[i] = model->outputs.items[i];
  if (model->inputs.count)
    qsort(copy->inputs.items, model->inputs.count, sizeof(Input *), by_name);
  if (model->outputs.count)
    qsort(copy->outputs.items, model->outputs.count, sizeof(ModelOutput),
          compare_outputs);
  return copy;
}

void cdk_emit(Emission *emission) {
  Arena *arena = emission->arena;
  Template *template = template_build(emission);
  Cdk cdk = {
    .arena = arena,
    .model = sorted(arena, emission->model),
    .diags = emission->diags,
    .template = template,
    .numbers = map_new(arena),
    .inputs = map_new(arena),
    .modules = map_new(arena),
  };
  for (u32 i = 0; i < cdk.model->inputs.count; i++)
    map_set(&cdk.inputs, id_of_input(template, cdk.model->inputs.items[i]),
            i + 1);
  add_nodes(&cdk);
  cdk_order(&cdk);
  FileSet *files = emission->files;
  add_printed(&cdk, files, STR("bin/app.ts"), print_app, FILE_GENERATED);
  add_printed(
    &cdk, files,
    str_format(arena, "lib/%.*s.ts", STR_ARG(stack_file(arena, cdk.model))),
    print_stack, FILE_GENERATED);
  add_printed(&cdk, files, STR("README.md"), print_readme, FILE_GENERATED);
  add_printed(&cdk, files, STR("lib/extension.ts"), print_extension, FILE_ONCE);
  for (u32 i = 0; i < cdk_project.count; i++)
    add_file(&cdk, files, cdk_project.files[i].name, cdk_project.files[i].text,
             FILE_ONCE);
}

void cdk_next(Buf *out, const Model *model, Str folder, const FileSet *files) {
  (void)files;
  buf_format(out, "(cd %.*s && npm ci && npx cdk deploy%.*s)\n",
             STR_ARG(spell_shell(out->arena, folder)),
             STR_ARG(context_options(out->arena, model)));
}
