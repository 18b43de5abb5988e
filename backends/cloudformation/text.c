/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts whose parts only the deployment knows: a text without such a part is a
 * string, one that is nothing else a Ref or Fn::GetAtt, and a mixture an
 * Fn::Sub, in which a literal `${` is written `${!`.
 */
#include "backends/cloudformation/cloudformation.h"

/* A literal, or what Ref takes, or with an attribute what Fn::GetAtt takes. */
typedef struct Piece {
  bool reference;
  Str text;
  const char *attribute; /* NULL: the reference itself */
} Piece;

typedef struct Pieces {
  Template *template;
  u32 by_name;
  VEC(Piece) items;
} Pieces;

static void add_literal(Pieces *pieces, Str text) {
  Arena *arena = pieces->template->arena;
  Piece *last =
    pieces->items.count ? &pieces->items.items[pieces->items.count - 1] : NULL;
  if (text.length == 0)
    return;
  if (last && !last->reference)
    last->text = str_format(arena, "%.*s%.*s", STR_ARG(last->text),
                            STR_ARG(text));
  else
    VEC_PUSH(arena, &pieces->items, ((Piece){ .text = text }));
}

static void add_reference(Pieces *pieces, Str name, const char *attribute) {
  VEC_PUSH(pieces->template->arena, &pieces->items,
           ((Piece){ true, name, attribute }));
}

/* ---- parts of things ---- */

/* What the attributes of a kind are called; NULL is the reference itself. */
static const struct {
  KindId kind;
  PartKind part;
  const char *attribute;
} attributes[] = {
  { KIND_queue, PART_ARN, "Arn" },     { KIND_queue, PART_NAME, "QueueName" },
  { KIND_queue, PART_URL, NULL },      { KIND_handler, PART_ARN, "Arn" },
  { KIND_handler, PART_NAME, NULL },   { KIND_role, PART_ARN, "Arn" },
  { KIND_role, PART_NAME, NULL },      { KIND_log_group, PART_NAME, NULL },
  { KIND_topic, PART_ARN, NULL },      { KIND_topic, PART_NAME, "TopicName" },
  { KIND_schedule, PART_ARN, "Arn" },  { KIND_schedule, PART_NAME, NULL },
  { KIND_key, PART_ARN, "Arn" },       { KIND_key, PART_ID, NULL },
  { KIND_alarm, PART_ARN, "Arn" },     { KIND_alarm, PART_NAME, NULL },
  { KIND_authorizer, PART_ID, NULL },  { KIND_api, PART_ID, NULL },
  { KIND_api, PART_URL, "ApiEndpoint" }, { KIND_network, PART_ID, NULL },
  { KIND_network_part, PART_ID, NULL },  { KIND_raw, PART_ID, NULL },
};

static void add_text(Pieces *pieces, Text text);
static void add_thing(Pieces *pieces, PartKind part, const Resource *thing);

static void add_attribute(Pieces *pieces, PartKind part,
                          const Resource *thing) {
  for (u32 i = 0; i < COUNT_OF(attributes); i++)
    if (attributes[i].kind == thing->kind && attributes[i].part == part) {
      add_reference(pieces, id_of_resource(pieces->template, thing),
                    attributes[i].attribute);
      return;
    }
  add_text(pieces, resource_name(pieces->template->arena, thing));
}

static void add_external(Pieces *pieces, PartKind part, const Resource *thing) {
  Arena *arena = pieces->template->arena;
  if (part == PART_ARN) {
    add_text(pieces, thing->arn);
    return;
  }
  Text fields[6], name = spell_external_name(arena, thing);
  if (part == PART_URL) {
    spell_arn_fields(arena, thing->arn, fields);
    add_literal(pieces, STR("https://sqs."));
    add_text(pieces, fields[3]);
    add_literal(pieces, STR("."));
    add_reference(pieces, STR("AWS::URLSuffix"), NULL);
    add_literal(pieces, STR("/"));
    add_text(pieces, fields[4]);
    add_literal(pieces, STR("/"));
  }
  add_text(pieces, name);
}

static void add_thing(Pieces *pieces, PartKind part, const Resource *thing) {
  Text domain = spell_api_domain(pieces->template->arena, thing);
  bool by_name =
    thing->physical_name.length && (pieces->by_name & 1u << thing->kind);
  bool log_group = thing->kind == KIND_log_group;
  if (kind_row(thing->kind)->external)
    add_external(pieces, part, thing);
  else if (part == PART_ARN && (by_name || log_group))
    add_text(pieces, spell_built_arn(pieces->template->arena, thing));
  else if (part == PART_NAME && by_name)
    add_text(pieces, resource_name(pieces->template->arena, thing));
  else if (part == PART_URL && domain.count)
    add_text(pieces, domain);
  else
    add_attribute(pieces, part, thing);
}

static void add_text(Pieces *pieces, Text text) {
  for (u32 i = 0; i < text.count; i++) {
    const Part *part = &text.parts[i];
    switch (part->kind) {
    case PART_LITERAL:
      add_literal(pieces, part->text);
      break;
    case PART_REGION:
      add_reference(pieces, STR("AWS::Region"), NULL);
      break;
    case PART_ACCOUNT:
      add_reference(pieces, STR("AWS::AccountId"), NULL);
      break;
    case PART_PARTITION:
      add_reference(pieces, STR("AWS::Partition"), NULL);
      break;
    case PART_PARAMETER:
      add_literal(pieces, str_format(pieces->template->arena,
                                     "{{resolve:ssm:%.*s}}",
                                     STR_ARG(part->text)));
      break;
    case PART_SECRET:
      add_literal(pieces,
                  str_format(pieces->template->arena,
                             "{{resolve:secretsmanager:%.*s%s%.*s}}",
                             STR_ARG(part->text),
                             part->key.length ? ":SecretString:" : "",
                             STR_ARG(part->key)));
      break;
    case PART_INPUT:
      add_reference(pieces, id_of_input(pieces->template, part->input), NULL);
      break;
    case PART_INPUT_UNIT:
      add_literal(pieces, part->input->type->kind == TYPE_PERCENT
                            ? STR("%")
                            : wire_row(part->input->wire)->unit);
      break;
    case PART_ATTRIBUTE:
      check_target(pieces->template->diags, part->thing, STR("cfn"));
      add_reference(pieces, id_of_resource(pieces->template, part->thing),
                    str_terminated(pieces->template->arena, part->text));
      break;
    default:
      check_target(pieces->template->diags, part->thing, STR("cfn"));
      add_thing(pieces, part->kind, part->thing);
    }
  }
}

/* ---- Fn::Sub ---- */

/* The length of `${…}` at the start of `text`; 0 when it is not closed, or
 * holds what would make another `${` of it. */
static u32 placeholder(Str text) {
  for (u32 i = 2; i < text.length; i++) {
    if (text.at[i] == '}')
      return i + 1;
    if (text.at[i] == '$' || text.at[i] == '{')
      break;
  }
  return 0;
}

static void sub_literal(SubText *sub, Buf *out, Str text) {
  for (u32 i = 0; i < text.length; i++) {
    Str rest = str_slice(text, i, text.length);
    if (!str_starts(rest, STR("${"))) {
      buf_char(out, text.at[i]);
    } else if (placeholder(rest)) {
      buf_text(out, "${!");
      i++;
    } else {
      buf_text(out, "${Dollar}");
      sub->dollar = true;
    }
  }
}

static void sub_pieces(SubText *sub, Buf *out, const Pieces *pieces) {
  for (u32 i = 0; i < pieces->items.count; i++) {
    const Piece *piece = &pieces->items.items[i];
    if (!piece->reference)
      sub_literal(sub, out, piece->text);
    else if (piece->attribute)
      buf_format(out, "${%.*s.%s}", STR_ARG(piece->text), piece->attribute);
    else
      buf_format(out, "${%.*s}", STR_ARG(piece->text));
  }
}

Str sub_text(SubText *sub, Text text) {
  Pieces pieces = { .template = sub->template };
  Buf out = buf_new(sub->template->arena);
  add_text(&pieces, text);
  sub_pieces(sub, &out, &pieces);
  return buf_view(&out);
}

Json *json_sub(Arena *arena, const SubText *sub, Str argument) {
  Json *call = json_object(arena), *text = json_string(arena, argument);
  if (sub->dollar) {
    Json *pair = json_array(arena), *values = json_object(arena);
    json_set(arena, values, "Dollar", json_string(arena, STR("$")));
    json_add(arena, pair, text);
    json_add(arena, pair, values);
    text = pair;
  }
  json_set(arena, call, "Fn::Sub", text);
  return call;
}

/* ---- JSON ---- */

Json *json_ref(Arena *arena, Str id) {
  Json *call = json_object(arena);
  json_set(arena, call, "Ref", json_string(arena, id));
  return call;
}

Json *json_get_att(Arena *arena, Str id, const char *attribute) {
  Json *call = json_object(arena), *names = json_array(arena);
  json_add(arena, names, json_string(arena, id));
  json_add(arena, names, json_string(arena, str_from(attribute)));
  json_set(arena, call, "Fn::GetAtt", names);
  return call;
}

Json *json_text(Template *template, Text text, u32 by_name) {
  Arena *arena = template->arena;
  Pieces pieces = { .template = template, .by_name = by_name };
  add_text(&pieces, text);
  const Piece *first = pieces.items.items;
  if (pieces.items.count == 0)
    return json_string(arena, STR(""));
  if (pieces.items.count == 1 && !first->reference)
    return json_string(arena, first->text);
  if (pieces.items.count == 1)
    return first->attribute
             ? json_get_att(arena, first->text, first->attribute)
             : json_ref(arena, first->text);
  SubText sub = { .template = template };
  Buf out = buf_new(arena);
  sub_pieces(&sub, &out, &pieces);
  return json_sub(arena, &sub, buf_view(&out));
}

Json *json_part(Template *template, PartKind part, const Resource *thing) {
  return json_text(template, text_of_part(template->arena, part, thing), 0);
}

Json *json_input(Template *template, const Input *input) {
  return json_ref(template->arena, id_of_input(template, input));
}

Json *json_texts(Template *template, const Value *list) {
  Json *texts = json_array(template->arena);
  for (u32 i = 0; i < list->list.count; i++)
    json_add(template->arena, texts,
             json_text(template, list->list.items[i].text, 0));
  return texts;
}
