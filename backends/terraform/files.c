/* SPDX-License-Identifier: Apache-2.0
 *
 * The configuration as a whole: which files there are, and what stands in which
 * order in them.
 */
#include "backends/terraform/terraform.h"

#include <stdlib.h>

/* ---- entries ------------------------------------------------------------- */

HclBody *add(Terraform *tf, const char *type, Str name, const Resource *of) {
  TerraformEntry entry = {
    .group = group_of(tf, of),
    .type = str_from(type),
    .name = name,
    .body = hcl_body(tf->arena),
  };
  VEC_PUSH(tf->arena, &tf->entries, entry);
  return entry.body;
}

HclBody *add_main(Terraform *tf, const Resource *resource) {
  HclBody *body = add(tf, str_terminated(tf->arena, type_of(resource)),
                      name_of(tf, resource), resource);
  TerraformEntry *entry = &tf->entries.items[tf->entries.count - 1];
  entry->main = entry->group == resource;
  return body;
}

HclBody *add_data(Terraform *tf, const char *type, Str name, bool *fresh) {
  for (u32 i = 0; i < tf->entries.count; i++) {
    const TerraformEntry *entry = &tf->entries.items[i];
    if (entry->data && str_equal(entry->type, str_from(type)) &&
        str_equal(entry->name, name)) {
      if (fresh)
        *fresh = false;
      return entry->body;
    }
  }
  HclBody *body = add(tf, type, name, tf->model->stack);
  tf->entries.items[tf->entries.count - 1].data = true;
  if (fresh)
    *fresh = true;
  return body;
}

/* ---- resources ----------------------------------------------------------- */

#define EACH(tf, list, emit)                                                   \
  for (u32 i = 0; i < (tf)->model->list.count; i++)                            \
  emit((tf), (tf)->model->list.items[i])

static void add_resources(Terraform *tf) {
  if (tf->model->key)
    terraform_key(tf, tf->model->key);
  EACH(tf, queues, terraform_queue);
  EACH(tf, log_groups, terraform_log_group);
  EACH(tf, roles, terraform_role);
  EACH(tf, handlers, terraform_handler);
  EACH(tf, apis, terraform_api);
  EACH(tf, topics, terraform_topic);
  EACH(tf, subscriptions, terraform_subscription);
  EACH(tf, schedules, terraform_schedule);
  EACH(tf, permissions, terraform_permission);
  EACH(tf, networks, terraform_network);
  EACH(tf, alarms, terraform_alarm);
  terraform_dashboard(tf);
  terraform_raws(tf);
  terraform_override(tf);
}

/* What is read comes first, then the stack's own, then each declaration; of one
 * its main resource comes first. */
static int compare_entries(const void *left, const void *right) {
  const TerraformEntry *one = left, *other = right;
  int order = (int)other->data - (int)one->data;
  if (!order && one->group != other->group) {
    if (!one->group || !other->group)
      return one->group ? 1 : -1;
    order = (int)one->group->kind - (int)other->group->kind;
    if (!order)
      order = str_compare(one->group->path, other->group->path);
  }
  if (!order)
    order = (int)other->main - (int)one->main;
  if (!order)
    order = str_compare(one->type, other->type);
  return order ? order : str_compare(one->name, other->name);
}

/* A text as lines of a comment. */
static void print_comment(Buf *out, Str text) {
  buf_text(out, "# ");
  for (u32 i = 0; i < text.length; i++) {
    char c = text.at[i];
    if (c == '\n' && i + 1 < text.length)
      buf_text(out, "\n# ");
    else if (c != '\n' && c != '\r')
      buf_char(out, (u8)c < 0x20 ? '?' : c);
  }
  buf_char(out, '\n');
}

static void print_heading(Terraform *tf, Buf *out,
                          const TerraformEntry *entry) {
  const Resource *group = entry->group;
  Str title = entry->data ? STR("What is read of the surroundings")
                          : STR("The stack as a whole");
  if (group)
    title =
      str_format(tf->arena, "%s%.*s %.*s",
                 kind_row(group->kind)->external ? "external " : "",
                 STR_ARG(kind_row(group->kind)->word), STR_ARG(group->path));
  buf_text(out, out->length ? "\n" : "");
  buf_text(out, "# ");
  buf_repeat(out, '-', 77);
  buf_char(out, '\n');
  print_comment(out, title);
  if (group && group->documentation.length) {
    buf_text(out, "#\n");
    print_comment(out, group->documentation);
  }
  buf_text(out, "# ");
  buf_repeat(out, '-', 77);
  buf_char(out, '\n');
}

static void print_entries(Terraform *tf, Buf *out) {
  if (tf->entries.count)
    qsort(tf->entries.items, tf->entries.count, sizeof *tf->entries.items,
          compare_entries);
  for (u32 i = 0; i < tf->entries.count; i++) {
    const TerraformEntry *entry = &tf->entries.items[i];
    HclBody *whole = hcl_body(tf->arena);
    hcl_block(tf->arena, whole, entry->data ? STR("data") : STR("resource"),
              entry->type, entry->name)
      ->items = entry->body->items;
    if (i == 0 || entry->group != entry[-1].group ||
        entry->data != entry[-1].data)
      print_heading(tf, out, entry);
    buf_char(out, '\n');
    hcl_print_body(out, whole, 0);
  }
}

/* ---- versions and the provider ------------------------------------------- */

static void require_provider(Terraform *tf, HclBody *providers,
                             const char *name, const char *version) {
  Expression *provider = expression_object(tf->arena);
  expression_put(
    tf->arena, provider, STR("source"),
    expression_string(tf->arena, str_format(tf->arena, "hashicorp/%s", name)));
  expression_put(tf->arena, provider, STR("version"),
                 expression_string(tf->arena, str_from(version)));
  put(tf, providers, name, provider);
}

static void print_versions(Terraform *tf, Buf *out) {
  Arena *arena = tf->arena;
  const Model *model = tf->model;
  HclBody *whole = hcl_body(arena);
  HclBody *terraform =
    hcl_block(arena, whole, STR("terraform"), STR(""), STR(""));
  put_string(tf, terraform, "required_version", STR(">= 1.5"));
  HclBody *providers = block(tf, terraform, "required_providers");
  if (tf->archives)
    require_provider(tf, providers, "archive", ">= 2.4, < 3.0");
  require_provider(tf, providers, "aws", ">= 6.0, < 7.0");
  HclBody *aws = hcl_block(arena, whole, STR("provider"), STR("aws"), STR(""));
  put(tf, aws, "region", expression_token(arena, STR("var.region")));
  if (model->account.length) {
    Expression *accounts = expression_list(arena);
    expression_add(arena, accounts, expression_string(arena, model->account));
    put(tf, aws, "allowed_account_ids", accounts);
  }
  if (model->tags.count) {
    Expression *tags = expression_object(arena);
    for (u32 i = 0; i < model->tags.count; i++)
      expression_put(arena, tags, model->tags.items[i].key,
                     hcl_text(tf, model->tags.items[i].value, 0));
    put(tf, block(tf, aws, "default_tags"), "tags", tags);
  }
  hcl_print_body(out, whole, 0);
}

/* Tags are the provider's, which is there before everything that could be read
 * or made with it. */
static void check_tags(Terraform *tf) {
  for (u32 i = 0; i < tf->model->tags.count; i++) {
    const Tag *tag = &tf->model->tags.items[i];
    for (u32 k = 0; k < tag->value.count; k++) {
      PartKind kind = tag->value.parts[k].kind;
      if (kind == PART_LITERAL || kind == PART_INPUT || kind == PART_INPUT_UNIT)
        continue;
      Diag *diag = diag_add(
        tf->diags, RULE_TARGET_CANNOT_EXPRESS,
        setting_place(tf->model->stack, ATTR_stack_tags),
        "the tag `%.*s` cannot be built for Terraform: its value is known "
        "only after the provider has been set up",
        STR_ARG(tag->key));
      diag_help(tf->diags, diag,
                "make it of texts and of parameters `at deploy` only");
      break;
    }
  }
}

/* ---- outputs ------------------------------------------------------------- */

static int compare_outputs(const void *left, const void *right) {
  return str_compare((*(const ModelOutput *const *)left)->name,
                     (*(const ModelOutput *const *)right)->name);
}

static void print_outputs(Terraform *tf, Buf *out) {
  u32 count = tf->model->outputs.count;
  HclBody *whole = hcl_body(tf->arena);
  const ModelOutput **sorted =
    ARENA_ARRAY(tf->arena, const ModelOutput *, count);
  for (u32 i = 0; i < count; i++)
    sorted[i] = &tf->model->outputs.items[i];
  if (count)
    qsort(sorted, count, sizeof *sorted, compare_outputs);
  for (u32 i = 0; i < count; i++) {
    HclBody *output =
      hcl_block(tf->arena, whole, STR("output"), sorted[i]->name, STR(""));
    put_description(tf, output, sorted[i]->documentation, DESCRIPTION_PLAIN);
    put(tf, output, "value", hcl_text(tf, sorted[i]->value, 0));
    if (text_is_secret(sorted[i]->value))
      put_bool(tf, output, "sensitive", true);
  }
  hcl_print_body(out, whole, 0);
}

/* ---- the files ----------------------------------------------------------- */

static void add_file(Terraform *tf, const char *name, const Buf *text) {
  Str problem =
    fileset_add(tf->files, str_from(name), buf_view(text), FILE_GENERATED);
  if (problem.length)
    diag_add(tf->diags, RULE_NAME_BAD_CHARACTER, tf->model->stack->span, "%.*s",
             STR_ARG(problem));
}

void terraform_emit(Emission *emission) {
  Arena *arena = emission->arena;
  Terraform tf = {
    .arena = arena,
    .model = emission->model,
    .diags = emission->diags,
    .files = emission->files,
    .numbers = map_new(arena),
    .taken = map_new(arena),
  };
  Buf main = buf_new(arena), versions = buf_new(arena), raws = buf_new(arena);
  Buf variables = buf_new(arena), outputs = buf_new(arena);
  check_tags(&tf);
  add_resources(&tf);
  print_variables(&tf, &variables);
  print_outputs(&tf, &outputs);
  print_versions(&tf, &versions);
  if (tf.model->description.length)
    print_comment(&main, tf.model->description);
  print_entries(&tf, &main);
  add_file(&tf, "versions.tf", &versions);
  add_file(&tf, "variables.tf", &variables);
  add_file(&tf, "main.tf", &main);
  if (tf.model->outputs.count)
    add_file(&tf, "outputs.tf", &outputs);
  if (tf.raws) {
    Json *root = json_object(arena);
    json_set(arena, root, "resource", tf.raws);
    json_print(&raws, root);
    add_file(&tf, "raw.tf.json", &raws);
  }
}

void terraform_next(Buf *out, const Model *model, Str folder,
                    const FileSet *files) {
  Str where = spell_shell(out->arena, folder);
  (void)files;
  buf_format(out,
             "terraform -chdir=%.*s init && terraform -chdir=%.*s apply"
             "%.*s\n",
             STR_ARG(where), STR_ARG(where),
             STR_ARG(variable_options(out->arena, model)));
}
