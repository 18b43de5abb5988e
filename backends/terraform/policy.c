/* SPDX-License-Identifier: Apache-2.0
 *
 * Who holds policies: roles and the key.
 *
 * A role's rights are a resource of their own, which the function waits for;
 * they name functions outright, so that this is no circle. So does the key's
 * policy whatever is encrypted under it.
 */
#include "backends/terraform/terraform.h"

/* ---- roles --------------------------------------------------------------- */

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
  put(tf, body, "assume_role_policy",
      hcl_document(tf, trust_document(tf->arena, tf->diags, role),
                   KIND_BIT(handler)));
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
