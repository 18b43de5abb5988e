/* SPDX-License-Identifier: Apache-2.0
 *
 * Who holds policies: roles and the key.
 *
 * They come before what their policies speak of, so those write ARNs out where
 * a reference would close a circle.
 */
#include "backends/cloudformation/cloudformation.h"

/* ---- roles ---- */

/* Which id the role's policy of that number gets. */
static Str policy_id(Template *template, const Role *role, u32 number) {
  bool function = role->owner && role->owner->kind == KIND_handler;
  bool network = role->owner && role->owner->kind == KIND_network;
  bool intake = role->owner && resource_is_queue(role->owner);
  Str path = function || network ? role->owner->path : role->resource.path;
  if (number)
    path =
      str_format(template->arena, "%.*s.part_%u", STR_ARG(path), number + 1);
  return id_of(template,
               function  ? SUFFIX_FUNCTION_ROLE_POLICY
               : network ? SUFFIX_NETWORK_LOGS_ROLE_POLICY
               : intake  ? SUFFIX_INTAKE_ROLE_POLICY
                         : SUFFIX_SERVICE_ROLE_POLICY,
               path);
}

/* Managed policies are made first and named by the role, so that whoever has
 * the role has its rights from the start. */
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
                    spell_role_description(template->arena, role),
                    DESCRIPTION_ROLE);
    json_set(
      arena, managed, "PolicyDocument",
      json_policy(template, &policies->parts.items[i], KIND_BIT(handler)));
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
  RolePolicies policies = role_policies(template->arena, template->model, role);
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
                  spell_role_description(template->arena, role),
                  DESCRIPTION_ROLE);
  json_set(template->arena, properties, "AssumeRolePolicyDocument",
           json_document(template,
                         trust_document(template->arena, template->diags, role),
                         0));
  set_settings(template, properties, stack, STR("Role"));
  if (policies.parts.count && policies.managed)
    set_managed(template, properties, role, &policies);
  else if (is_inline)
    set_inline(
      template, properties,
      json_policy(template, &policies.parts.items[0], KIND_BIT(handler)));
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
