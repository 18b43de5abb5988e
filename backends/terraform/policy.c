/* SPDX-License-Identifier: Apache-2.0
 *
 * Policies and who holds them: statements as documents, roles, the key.
 *
 * A document is a set to the service, so statements, resources and values are
 * sorted by their text. A role's rights are a resource of their own, which the
 * function waits for; they name functions outright, so that this is no circle.
 * So does the key's policy whatever is encrypted under it.
 */
#include "backends/terraform/terraform.h"

#include <stdlib.h>

typedef struct Sorted {
  Str text; /* as it is printed */
  Hcl *item;
} Sorted;

typedef VEC(Sorted) SortedItems;

static int compare(const void *left, const void *right) {
  return str_compare(((const Sorted *)left)->text,
                     ((const Sorted *)right)->text);
}

static void sorted_add(Arena *arena, SortedItems *items, Hcl *item) {
  Buf text = buf_new(arena);
  hcl_print_compact(&text, item);
  VEC_PUSH(arena, items, ((Sorted){ buf_view(&text), item }));
}

/* As a list without repeats. */
static Hcl *sorted_list(Arena *arena, SortedItems *items) {
  Hcl *list = hcl_list(arena);
  if (items->count)
    qsort(items->items, items->count, sizeof *items->items, compare);
  for (u32 i = 0; i < items->count; i++)
    if (i == 0 || !str_equal(items->items[i].text, items->items[i - 1].text))
      hcl_add(arena, list, items->items[i].item);
  return list;
}

/* The services take one thing for a list of it. */
static Hcl *one_or_list(Arena *arena, SortedItems *items) {
  return items->count == 1 ? items->items[0].item : sorted_list(arena, items);
}

static void member(Terraform *tf, Hcl *object, const char *key, Hcl *value) {
  hcl_put(tf->arena, object, str_from(key), value);
}

/* ---- statements ---------------------------------------------------------- */

static Hcl *hcl_values(Terraform *tf, const Text *texts, u32 count,
                       u32 by_name) {
  SortedItems items = { 0 };
  for (u32 i = 0; i < count; i++)
    sorted_add(tf->arena, &items, hcl_text(tf, texts[i], by_name));
  return one_or_list(tf->arena, &items);
}

static Hcl *hcl_actions(Arena *arena, const Statement *statement) {
  SortedItems items = { 0 };
  for (u32 i = 0; i < statement->actions.count; i++)
    sorted_add(arena, &items, hcl_string(arena, statement->actions.items[i]));
  return one_or_list(arena, &items);
}

static Hcl *account(Terraform *tf) {
  const Part parts[] = {
    { .kind = PART_LITERAL, .text = STR_INIT("arn:") },
    { .kind = PART_PARTITION },
    { .kind = PART_LITERAL, .text = STR_INIT(":iam::") },
    { .kind = PART_ACCOUNT },
    { .kind = PART_LITERAL, .text = STR_INIT(":root") },
  };
  return hcl_text(tf, (Text){ parts, COUNT_OF(parts) }, 0);
}

static void put_principal(Terraform *tf, Hcl *object,
                          const Statement *statement) {
  Hcl *principal = hcl_object(tf->arena);
  Text name = statement->principal_name;
  switch (statement->principal) {
  case PRINCIPAL_NONE:
    return;
  case PRINCIPAL_ANYONE:
    principal = hcl_string(tf->arena, STR("*"));
    break;
  case PRINCIPAL_ACCOUNT:
    member(tf, principal, "AWS", account(tf));
    break;
  case PRINCIPAL_SERVICE:
    member(tf, principal, "Service", hcl_text(tf, name, 0));
    break;
  case PRINCIPAL_ROLE:
    member(tf, principal, "AWS", hcl_text(tf, name, 0));
    break;
  }
  member(tf, object, "Principal", principal);
}

static Hcl *find(const Hcl *object, Str key) {
  for (u32 i = 0; i < object->members.count; i++)
    if (str_equal(object->members.items[i].key, key))
      return object->members.items[i].value;
  return NULL;
}

/* {OPERATOR: {KEY: VALUES}}. All tests must hold, but the values of one key are
 * alternatives: two tests of one key cannot both be written down. */
static void put_conditions(Terraform *tf, Hcl *object,
                           const Statement *statement, u32 by_name) {
  Hcl *operators = hcl_object(tf->arena);
  for (u32 i = 0; i < statement->conditions.count; i++) {
    const Condition *test = &statement->conditions.items[i];
    Hcl *keys = find(operators, test->operator);
    if (!keys) {
      keys = hcl_object(tf->arena);
      hcl_put(tf->arena, operators, test->operator, keys);
    }
    if (find(keys, test->key))
      diag_add(tf->diags, RULE_TYPE_BAD_ARGUMENT, statement->reason,
               "a policy cannot hold two %.*s tests of %.*s in one statement",
               STR_ARG(test->operator), STR_ARG(test->key));
    else
      hcl_put(tf->arena, keys, test->key,
              hcl_values(tf, test->values, test->count, by_name));
  }
  if (statement->conditions.count)
    member(tf, object, "Condition", operators);
}

static Hcl *hcl_statement(Terraform *tf, const Statement *statement,
                          u32 by_name) {
  Arena *arena = tf->arena;
  Hcl *object = hcl_object(arena);
  if (statement->sid.length)
    member(tf, object, "Sid", hcl_string(arena, statement->sid));
  member(tf, object, "Effect",
         hcl_string(arena, statement->deny ? STR("Deny") : STR("Allow")));
  put_principal(tf, object, statement);
  member(tf, object, "Action", hcl_actions(arena, statement));
  if (statement->resources.count)
    member(tf, object, "Resource",
           hcl_values(tf, statement->resources.items,
                      statement->resources.count, by_name));
  put_conditions(tf, object, statement, by_name);
  return object;
}

static Hcl *document(Terraform *tf, Hcl *statements) {
  Hcl *policy = hcl_object(tf->arena);
  member(tf, policy, "Version", hcl_string(tf->arena, STR("2012-10-17")));
  member(tf, policy, "Statement", statements);
  return hcl_call(tf->arena, "jsonencode", policy);
}

Hcl *hcl_policy(Terraform *tf, const Statements *statements, u32 by_name) {
  SortedItems items = { 0 };
  for (u32 i = 0; i < statements->items.count; i++)
    sorted_add(tf->arena, &items,
               hcl_statement(tf, &statements->items.items[i], by_name));
  return document(tf, sorted_list(tf->arena, &items));
}

/* ---- roles --------------------------------------------------------------- */

static Hcl *hcl_trust(Terraform *tf, const Role *role) {
  Hcl *statements = hcl_list(tf->arena);
  Statement trust = {
    .principal = PRINCIPAL_SERVICE,
    .principal_name = text_of(tf->arena, role->service),
  };
  VEC_PUSH(tf->arena, &trust.actions, STR("sts:AssumeRole"));
  for (u32 i = 0; i < role->trust.count; i++)
    VEC_PUSH(tf->arena, &trust.conditions, role->trust.items[i]);
  hcl_add(tf->arena, statements, hcl_statement(tf, &trust, KIND_BIT(handler)));
  return document(tf, statements);
}

/* The role's rights: their type, and the name of those of that number. */
static Str rights_name(Terraform *tf, const Role *role, Str type, u32 number) {
  Str name = name_of(tf, &role->resource);
  return number ? name_for(
                    tf, type, name,
                    str_terminated(
                      tf->arena, str_format(tf->arena, "_part_%u", number + 1)))
                : name_for(tf, type, name, "");
}

/* What the service names begins with the stack's name, of which a role takes 37
 * characters. */
static void put_name_prefix(Terraform *tf, HclBody *body) {
  enum { LONGEST = 37 };
  Str name = tf->model->stack_name;
  name = str_slice(name, 0, name.length < LONGEST ? name.length : LONGEST);
  put_string(tf, body, "name_prefix",
             str_format(tf->arena, "%.*s-", STR_ARG(name)));
}

static void emit_managed(Terraform *tf, const Role *role,
                         const RolePolicies *policies) {
  Str type = STR("aws_iam_policy");
  for (u32 i = 0; i < policies->parts.count; i++) {
    Str name = rights_name(tf, role, type, i);
    HclBody *body = add(tf, "aws_iam_policy", name, &role->resource);
    put_name_prefix(tf, body);
    put_description(tf, body, spell_role_description(tf->arena, role),
                    DESCRIPTION_ROLE);
    put(tf, body, "policy",
        hcl_policy(tf, &policies->parts.items[i], KIND_BIT(handler)));
    body = add(tf, "aws_iam_role_policy_attachment", name, &role->resource);
    put_part(tf, body, "role", PART_NAME, &role->resource);
    put(tf, body, "policy_arn", hcl_reference(tf, type, name, "arn"));
  }
}

static void emit_inline(Terraform *tf, const Role *role,
                        const Statements *statements) {
  Str name = rights_name(tf, role, STR("aws_iam_role_policy"), 0);
  HclBody *body = add(tf, "aws_iam_role_policy", name, &role->resource);
  put_string(tf, body, "name", STR("access"));
  put_part(tf, body, "role", PART_NAME, &role->resource);
  put(tf, body, "policy", hcl_policy(tf, statements, KIND_BIT(handler)));
}

void terraform_role(Terraform *tf, const Role *role) {
  HclBody *body = add_main(tf, &role->resource);
  if (role->resource.physical_name.length)
    put_name(tf, body, "name", &role->resource);
  else
    put_name_prefix(tf, body);
  put_description(tf, body, spell_role_description(tf->arena, role),
                  DESCRIPTION_ROLE);
  put(tf, body, "assume_role_policy", hcl_trust(tf, role));
  put_settings(tf, body, tf->model->stack, STR("aws_iam_role"));
  RolePolicies policies = role_policies(tf->arena, tf->model, role);
  if (policies.parts.count && policies.managed)
    emit_managed(tf, role, &policies);
  else if (policies.parts.count)
    emit_inline(tf, role, &policies.parts.items[0]);
}

void depend_on_rights(Terraform *tf, HclBody *body, const Role *role) {
  RolePolicies policies = role_policies(tf->arena, tf->model, role);
  Str type = policies.managed ? STR("aws_iam_role_policy_attachment")
                              : STR("aws_iam_role_policy");
  Str named = policies.managed ? STR("aws_iam_policy") : type;
  for (u32 i = 0; i < policies.parts.count; i++)
    depend_on(tf, body, type, rights_name(tf, role, named, i));
}

/* ---- the key ------------------------------------------------------------- */

void terraform_key(Terraform *tf, const Key *key) {
  HclBody *body = add_main(tf, &key->resource);
  Str text = key->resource.documentation;
  if (text.length == 0)
    text = str_format(tf->arena, "The key of the stack %.*s.",
                      STR_ARG(tf->model->stack_name));
  put_description(tf, body, text, DESCRIPTION_KEY);
  put_bool(tf, body, "enable_key_rotation", true);
  put(tf, body, "policy",
      hcl_policy(tf, &key->statements,
                 KIND_BIT(queue) | KIND_BIT(topic) | KIND_BIT(handler) |
                   KIND_BIT(log_group)));
  put_keep(tf, body, &key->resource);
  if (key->resource.physical_name.length == 0)
    return;
  body = add(tf, "aws_kms_alias", name_of(tf, &key->resource), &key->resource);
  put_name(tf, body, "name", &key->resource);
  put_part(tf, body, "target_key_id", PART_ID, &key->resource);
}
