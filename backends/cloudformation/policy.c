/* SPDX-License-Identifier: Apache-2.0
 *
 * Policies and who holds them: statements as documents, roles, the key.
 *
 * A document is a set to the service, so statements, resources and values are
 * sorted by their text: in what order the source gives rise to them never
 * shows. A role and a key come before what their policies speak of, so those
 * write ARNs out where a reference would close a circle.
 */
#include "backends/cloudformation/cloudformation.h"

#include <stdlib.h>

typedef struct Sorted {
  Str text; /* as it is printed */
  Json *item;
} Sorted;

static int compare(const void *left, const void *right) {
  return str_compare(((const Sorted *)left)->text,
                     ((const Sorted *)right)->text);
}

typedef VEC(Sorted) SortedItems;

static void sorted_add(Arena *arena, SortedItems *items, Json *item) {
  Buf text = buf_new(arena);
  json_print_compact(&text, item);
  VEC_PUSH(arena, items, ((Sorted){ buf_view(&text), item }));
}

/* As an array without repeats. */
static Json *sorted_array(Arena *arena, SortedItems *items) {
  Json *array = json_array(arena);
  if (items->count)
    qsort(items->items, items->count, sizeof *items->items, compare);
  for (u32 i = 0; i < items->count; i++)
    if (i == 0 || !str_equal(items->items[i].text, items->items[i - 1].text))
      json_add(arena, array, items->items[i].item);
  return array;
}

/* The services take one thing for a list of it. */
static Json *one_or_list(Arena *arena, SortedItems *items) {
  return items->count == 1 ? items->items[0].item : sorted_array(arena, items);
}

/* ---- statements ---- */

static Json *json_values(Template *template, const Text *texts, u32 count,
                        u32 by_name) {
  SortedItems items = { 0 };
  for (u32 i = 0; i < count; i++)
    sorted_add(template->arena, &items,
               json_text(template, texts[i], by_name));
  return one_or_list(template->arena, &items);
}

static Json *json_actions(Arena *arena, const Statement *statement) {
  SortedItems items = { 0 };
  for (u32 i = 0; i < statement->actions.count; i++)
    sorted_add(arena, &items, json_string(arena, statement->actions.items[i]));
  return one_or_list(arena, &items);
}

static Json *account(Template *template) {
  const Part parts[] = {
    { .kind = PART_LITERAL, .text = STR_INIT("arn:") },
    { .kind = PART_PARTITION },
    { .kind = PART_LITERAL, .text = STR_INIT(":iam::") },
    { .kind = PART_ACCOUNT },
    { .kind = PART_LITERAL, .text = STR_INIT(":root") },
  };
  return json_text(template, (Text){ parts, COUNT_OF(parts) }, 0);
}

static void set_principal(Template *template, Json *object,
                          const Statement *statement) {
  Arena *arena = template->arena;
  Json *principal = json_object(arena);
  Text name = statement->principal_name;
  switch (statement->principal) {
  case PRINCIPAL_NONE:
    return;
  case PRINCIPAL_ANYONE:
    principal = json_string(arena, STR("*"));
    break;
  case PRINCIPAL_ACCOUNT:
    json_set(arena, principal, "AWS", account(template));
    break;
  case PRINCIPAL_SERVICE:
    json_set(arena, principal, "Service", json_text(template, name, 0));
    break;
  case PRINCIPAL_ROLE:
    json_set(arena, principal, "AWS", json_text(template, name, 0));
    break;
  }
  json_set(arena, object, "Principal", principal);
}

static bool is_first_of_operator(const Statement *statement, u32 index) {
  const Condition *tests = statement->conditions.items;
  for (u32 i = 0; i < index; i++)
    if (str_equal(tests[i].operator, tests[index].operator))
      return false;
  return true;
}

/* Adds KEY: VALUES. All tests must hold, but the values of one key are
 * alternatives: two tests of one key cannot both be written down. */
static void set_test(Template *template, Json *keys,
                     const Statement *statement, const Condition *test,
                     u32 by_name) {
  const char *key = str_terminated(template->arena, test->key);
  if (cJSON_GetObjectItemCaseSensitive(keys, key))
    diag_add(template->diags, RULE_TYPE_BAD_ARGUMENT, statement->reason,
             "a policy cannot hold two %.*s tests of %.*s in one statement",
             STR_ARG(test->operator), STR_ARG(test->key));
  else
    json_set(template->arena, keys, key,
             json_values(template, test->values, test->count, by_name));
}

/* {OPERATOR: {KEY: VALUES}} */
static void set_conditions(Template *template, Json *object,
                           const Statement *statement, u32 by_name) {
  Arena *arena = template->arena;
  Json *operators = json_object(arena);
  u32 count = statement->conditions.count;
  const Condition *tests = statement->conditions.items;
  for (u32 i = 0; i < count; i++) {
    if (!is_first_of_operator(statement, i))
      continue;
    Json *keys = json_object(arena);
    for (u32 k = i; k < count; k++)
      if (str_equal(tests[k].operator, tests[i].operator))
        set_test(template, keys, statement, &tests[k], by_name);
    json_set_key(arena, operators, tests[i].operator, keys);
  }
  if (count)
    json_set(arena, object, "Condition", operators);
}

static Json *json_statement(Template *template, const Statement *statement,
                            u32 by_name) {
  Arena *arena = template->arena;
  Json *object = json_object(arena);
  if (statement->sid.length)
    set_string(template, object, "Sid", statement->sid);
  set_string(template, object, "Effect",
             statement->deny ? STR("Deny") : STR("Allow"));
  set_principal(template, object, statement);
  json_set(arena, object, "Action", json_actions(arena, statement));
  if (statement->resources.count)
    json_set(arena, object, "Resource",
             json_values(template, statement->resources.items,
                        statement->resources.count, by_name));
  set_conditions(template, object, statement, by_name);
  return object;
}

static Json *document(Template *template, Json *statements) {
  Json *policy = json_object(template->arena);
  set_string(template, policy, "Version", STR("2012-10-17"));
  json_set(template->arena, policy, "Statement", statements);
  return policy;
}

Json *json_policy(Template *template, const Statements *statements,
                  u32 by_name) {
  SortedItems items = { 0 };
  for (u32 i = 0; i < statements->items.count; i++)
    sorted_add(template->arena, &items,
               json_statement(template, &statements->items.items[i], by_name));
  return document(template, sorted_array(template->arena, &items));
}

/* ---- roles ---- */

static Json *json_trust(Template *template, const Role *role) {
  Json *statements = json_array(template->arena);
  Statement trust = {
    .principal = PRINCIPAL_SERVICE,
    .principal_name = text_of(template->arena, role->service),
  };
  VEC_PUSH(template->arena, &trust.actions, STR("sts:AssumeRole"));
  for (u32 i = 0; i < role->trust.count; i++)
    VEC_PUSH(template->arena, &trust.conditions, role->trust.items[i]);
  json_add(template->arena, statements, json_statement(template, &trust, 0));
  return document(template, statements);
}

/* Which id the role's policy of that number gets. */
static Str policy_id(Template *template, const Role *role, u32 number) {
  bool function = role->owner && role->owner->kind == KIND_handler;
  bool network = role->owner && role->owner->kind == KIND_network;
  bool intake = role->owner && resource_is_queue(role->owner);
  Str path = function || network ? role->owner->path : role->resource.path;
  if (number)
    path = str_format(template->arena, "%.*s.part_%u", STR_ARG(path),
                      number + 1);
  return id_of(template,
               function  ? SUFFIX_FUNCTION_ROLE_POLICY
               : network ? SUFFIX_NETWORK_LOGS_ROLE_POLICY
               : intake  ? SUFFIX_INTAKE_ROLE_POLICY
                         : SUFFIX_SERVICE_ROLE_POLICY,
               path);
}

/* Managed policies are made first and named by the role, so that whoever has the
 * role has its rights from the start. */
static void set_managed(Template *template, Json *properties, const Role *role,
                        const RolePolicies *policies) {
  Arena *arena = template->arena;
  Json *arns = json_array(arena);
  for (u32 i = 0; i < policies->parts.count; i++) {
    Str id = policy_id(template, role, i);
    TemplateEntry entry = { .id = id,
                            .type = "AWS::IAM::ManagedPolicy",
                            .statements = &policies->parts.items[i] };
    Json *managed = template_add(template, entry);
    set_description(template, managed, "Description",
                    spell_role_description(template->arena, role), DESCRIPTION_ROLE);
    json_set(arena, managed, "PolicyDocument",
             json_policy(template, &policies->parts.items[i],
                         KIND_BIT(handler)));
    json_add(arena, arns, json_ref(arena, id));
  }
  json_set(arena, properties, "ManagedPolicyArns", arns);
}

static void set_inline(Template *template, Json *properties, Json *policy) {
  Arena *arena = template->arena;
  Json *policies = json_array(arena), *named = json_object(arena);
  set_string(template, named, "PolicyName", STR("access"));
  json_set(arena, named, "PolicyDocument", policy);
  json_add(arena, policies, named);
  json_set(arena, properties, "Policies", policies);
}

void emit_role(Template *template, const Role *role) {
  RolePolicies policies =
    role_policies(template->arena, template->model, role);
  bool is_inline = policies.parts.count && !policies.managed;
  TemplateEntry entry = {
    .id = id_of_resource(template, &role->resource),
    .type = "AWS::IAM::Role",
    .statements = is_inline ? &policies.parts.items[0] : NULL,
  };
  const Resource *stack = template->model->stack;
  Json *properties = template_add(template, entry);
  set_name(template, properties, "RoleName", &role->resource);
  set_description(template, properties, "Description",
                  spell_role_description(template->arena, role), DESCRIPTION_ROLE);
  json_set(template->arena, properties, "AssumeRolePolicyDocument",
           json_trust(template, role));
  set_settings(template, properties, stack, STR("Role"));
  if (policies.parts.count && policies.managed)
    set_managed(template, properties, role, &policies);
  else if (is_inline)
    set_inline(template, properties,
               json_policy(template, &policies.parts.items[0],
                           KIND_BIT(handler)));
  set_tags(template, properties);
}

/* ---- the key ---- */

void emit_key(Template *template, const Key *key) {
  Arena *arena = template->arena;
  Str text = key->resource.documentation;
  TemplateEntry entry = {
    .id = id_of_resource(template, &key->resource),
    .type = "AWS::KMS::Key",
    .keep = keep_of(&key->resource),
  };
  Json *properties = template_add(template, entry);
  if (text.length == 0)
    text = str_format(arena, "The key of the stack %.*s.",
                      STR_ARG(template->model->stack_name));
  set_description(template, properties, "Description", text, DESCRIPTION_KEY);
  json_set(arena, properties, "EnableKeyRotation", json_bool(arena, true));
  json_set(arena, properties, "KeyPolicy",
           json_policy(template, &key->statements,
                       KIND_BIT(queue) | KIND_BIT(topic) | KIND_BIT(handler) |
                         KIND_BIT(log_group)));
  set_tags(template, properties);
  if (key->resource.physical_name.length == 0)
    return;
  Str alias = id_of(template, SUFFIX_KEY_ALIAS, STR(""));
  properties = template_add(
    template, (TemplateEntry){ .id = alias, .type = "AWS::KMS::Alias" });
  set_name(template, properties, "AliasName", &key->resource);
  json_set(arena, properties, "TargetKeyId", json_ref(arena, entry.id));
}
