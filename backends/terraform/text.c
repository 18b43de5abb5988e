/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts whose parts only the deployment knows: a text without such a part is a
 * string, one that is nothing else an expression, and a mixture a template.
 */
#include "backends/terraform/terraform.h"

typedef struct Pieces {
  Terraform *tf;
  u32 by_name;
  Expression *template;
} Pieces;

static void add_literal(Pieces *pieces, Str text) {
  expression_add_literal(pieces->tf->arena, pieces->template, text);
}

static void add_expression(Pieces *pieces, Str expression) {
  expression_add_reference(pieces->tf->arena, pieces->template, expression);
}

/* ---- what is read of the surroundings ------------------------------------ */

static void add_surroundings(Pieces *pieces, const char *type,
                             const char *attribute) {
  Arena *arena = pieces->tf->arena;
  add_data(pieces->tf, type, STR("current"), NULL);
  add_expression(pieces,
                 str_format(arena, "data.%s.current.%s", type, attribute));
}

static void add_parameter(Pieces *pieces, const Part *part) {
  Terraform *tf = pieces->tf;
  const char *type = "aws_ssm_parameter";
  Str name = name_for(tf, str_from("data aws_ssm_parameter"), part->text, "");
  bool fresh;
  HclBody *body = add_data(tf, type, name, &fresh);
  if (fresh)
    put_string(tf, body, "name", part->text);
  add_expression(
    pieces, str_format(tf->arena, "data.%s.%.*s.value", type, STR_ARG(name)));
}

static void add_secret(Pieces *pieces, const Part *part) {
  Terraform *tf = pieces->tf;
  const char *type = "aws_secretsmanager_secret_version";
  Str name = name_for(tf, str_from("data aws_secretsmanager_secret_version"),
                      part->text, "");
  bool fresh;
  HclBody *body = add_data(tf, type, name, &fresh);
  if (fresh)
    put_string(tf, body, "secret_id", part->text);
  Str whole =
    str_format(tf->arena, "data.%s.%.*s.secret_string", type, STR_ARG(name));
  if (part->key.length) {
    Buf key = buf_new(tf->arena);
    hcl_print_compact(&key, expression_string(tf->arena, part->key));
    whole = str_format(tf->arena, "jsondecode(%.*s)[%.*s]", STR_ARG(whole),
                       STR_ARG(buf_view(&key)));
  }
  add_expression(pieces, whole);
}

bool text_is_secret(Text text) {
  for (u32 i = 0; i < text.count; i++)
    if (text.parts[i].kind == PART_SECRET ||
        text.parts[i].kind == PART_PARAMETER)
      return true;
  return false;
}

/* ---- parts of things ----------------------------------------------------- */

static const struct {
  KindId kind;
  PartKind part;
  const char *attribute;
} attributes[] = {
  { KIND_queue, PART_ARN, "arn" },
  { KIND_queue, PART_NAME, "name" },
  { KIND_queue, PART_URL, "url" },
  { KIND_handler, PART_ARN, "arn" },
  { KIND_handler, PART_NAME, "function_name" },
  { KIND_role, PART_ARN, "arn" },
  { KIND_role, PART_NAME, "name" },
  { KIND_log_group, PART_ARN, "arn" },
  { KIND_log_group, PART_NAME, "name" },
  { KIND_topic, PART_ARN, "arn" },
  { KIND_topic, PART_NAME, "name" },
  { KIND_schedule, PART_ARN, "arn" },
  { KIND_schedule, PART_NAME, "name" },
  { KIND_key, PART_ARN, "arn" },
  { KIND_key, PART_ID, "key_id" },
  { KIND_alarm, PART_ARN, "arn" },
  { KIND_alarm, PART_NAME, "alarm_name" },
  { KIND_authorizer, PART_ID, "id" },
  { KIND_api, PART_ID, "id" },
  { KIND_api, PART_URL, "api_endpoint" },
  { KIND_network, PART_ID, "id" },
  { KIND_network_part, PART_ID, "id" },
  { KIND_raw, PART_ID, "id" },
};

static void add_text(Pieces *pieces, Text text);
static void add_thing(Pieces *pieces, PartKind part, const Resource *thing);

static Str reference(Terraform *tf, const Resource *thing, Str attribute) {
  return str_format(tf->arena, "%.*s.%.*s.%.*s", STR_ARG(type_of(thing)),
                    STR_ARG(name_of(tf, thing)), STR_ARG(attribute));
}

static void add_attribute(Pieces *pieces, PartKind part,
                          const Resource *thing) {
  for (u32 i = 0; i < COUNT_OF(attributes); i++)
    if (attributes[i].kind == thing->kind && attributes[i].part == part) {
      add_expression(pieces, reference(pieces->tf, thing,
                                       str_from(attributes[i].attribute)));
      return;
    }
  add_text(pieces, resource_name(pieces->tf->arena, thing));
}

static void add_external(Pieces *pieces, PartKind part, const Resource *thing) {
  Arena *arena = pieces->tf->arena;
  Text fields[6], name = spell_external_name(arena, thing);
  if (part == PART_ARN) {
    add_text(pieces, thing->arn);
    return;
  }
  if (part == PART_URL) {
    spell_arn_fields(arena, thing->arn, fields);
    add_literal(pieces, STR("https://sqs."));
    add_text(pieces, fields[3]);
    add_literal(pieces, STR("."));
    add_surroundings(pieces, "aws_partition", "dns_suffix");
    add_literal(pieces, STR("/"));
    add_text(pieces, fields[4]);
    add_literal(pieces, STR("/"));
  }
  add_text(pieces, name);
}

static void add_thing(Pieces *pieces, PartKind part, const Resource *thing) {
  Text domain = spell_api_domain(pieces->tf->arena, thing);
  bool by_name =
    thing->physical_name.length && (pieces->by_name & 1u << thing->kind);
  if (kind_row(thing->kind)->external)
    add_external(pieces, part, thing);
  else if (part == PART_ARN && by_name)
    add_text(pieces, spell_built_arn(pieces->tf->arena, thing));
  else if (part == PART_NAME && by_name)
    add_text(pieces, resource_name(pieces->tf->arena, thing));
  else if (part == PART_URL && domain.count)
    add_text(pieces, domain);
  else
    add_attribute(pieces, part, thing);
}

static void add_part(Pieces *pieces, const Part *part) {
  Terraform *tf = pieces->tf;
  switch (part->kind) {
  case PART_LITERAL:
    add_literal(pieces, part->text);
    break;
  case PART_REGION:
    add_surroundings(pieces, "aws_region", "region");
    break;
  case PART_ACCOUNT:
    add_surroundings(pieces, "aws_caller_identity", "account_id");
    break;
  case PART_PARTITION:
    add_surroundings(pieces, "aws_partition", "partition");
    break;
  case PART_PARAMETER:
    add_parameter(pieces, part);
    break;
  case PART_SECRET:
    add_secret(pieces, part);
    break;
  case PART_INPUT:
    add_expression(pieces,
                   str_format(tf->arena, "var.%.*s",
                              STR_ARG(name_of_input(tf->arena, part->input))));
    break;
  case PART_INPUT_UNIT:
    add_literal(pieces, part->input->type->kind == TYPE_PERCENT
                          ? STR("%")
                          : wire_row(part->input->wire)->unit);
    break;
  case PART_ATTRIBUTE:
    check_target(tf->diags, part->thing, STR("terraform"));
    add_expression(pieces, reference(tf, part->thing, part->text));
    break;
  default:
    check_target(tf->diags, part->thing, STR("terraform"));
    add_thing(pieces, part->kind, part->thing);
  }
}

static void add_text(Pieces *pieces, Text text) {
  for (u32 i = 0; i < text.count; i++)
    add_part(pieces, &text.parts[i]);
}

/* ---- expressions --------------------------------------------------------- */

Expression *hcl_text(Terraform *tf, Text text, u32 by_name) {
  Pieces pieces = { tf, by_name, expression_string(tf->arena, STR("")) };
  add_text(&pieces, text);
  const Expression *made = pieces.template;
  if (made->pieces.count == 1 && made->pieces.items[0].reference)
    return expression_token(tf->arena, made->pieces.items[0].text);
  return pieces.template;
}

Expression *hcl_part(Terraform *tf, PartKind part, const Resource *thing) {
  return hcl_text(tf, text_of_part(tf->arena, part, thing), 0);
}

Expression *hcl_texts(Terraform *tf, const Value *list) {
  Expression *texts = expression_list(tf->arena);
  for (u32 i = 0; i < list->list.count; i++)
    expression_add(tf->arena, texts, hcl_text(tf, list->list.items[i].text, 0));
  return texts;
}

Expression *hcl_input(Terraform *tf, const Input *input) {
  return expression_token(tf->arena,
                          str_format(tf->arena, "var.%.*s",
                                     STR_ARG(name_of_input(tf->arena, input))));
}

Expression *hcl_reference(Terraform *tf, Str type, Str name,
                          const char *attribute) {
  return expression_token(tf->arena,
                          str_format(tf->arena, "%.*s.%.*s.%s", STR_ARG(type),
                                     STR_ARG(name), attribute));
}
