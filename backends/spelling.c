/* SPDX-License-Identifier: Apache-2.0
 *
 * What every target says of inputs and of things of the model, in its own
 * syntax but the same words.
 */
#include "backends/backend.h"

/* ---- inputs ---- */

Str spell_input_number(Arena *arena, const Input *input, i64 number) {
  AttrRow row = { .wire = input->wire };
  Value value = { .kind = value_of_type(input->type->kind), .number = number };
  return spell_number(arena, &row, &value);
}

Str spell_counted_in(const Input *input) {
  return input->type->kind == TYPE_PERCENT ? STR("percent")
                                           : wire_row(input->wire)->words;
}

Str spell_input_description(Arena *arena, const Input *input) {
  Str words = spell_counted_in(input), text = input->documentation;
  if (!words.length)
    return text;
  return str_format(arena, "%.*s%sCounted in %.*s.", STR_ARG(text),
                    text.length ? " " : "", STR_ARG(words));
}

Str spell_placeholder(Arena *arena, const Input *input) {
  Buf out = buf_new(arena);
  Str words = spell_counted_in(input);
  buf_text(&out, words.length ? "VALUE-IN-" : "VALUE");
  for (u32 i = 0; i < words.length; i++) {
    char c = words.at[i];
    buf_char(&out, c == ' ' ? '-' : to_capital(c));
  }
  return buf_view(&out);
}

/* ---- things of the model ---- */

Str spell_kind(Arena *arena, KindId kind) {
  static const struct {
    KindId kind;
    Str word;
  } made[] = { { KIND_role, STR_INIT("role") },
               { KIND_subscription, STR_INIT("subscription") },
               { KIND_log_group, STR_INIT("log_group") },
               { KIND_alarm, STR_INIT("alarm") },
               { KIND_key, STR_INIT("key") },
               { KIND_network_part, STR_INIT("network_part") },
               { KIND_authorizer, STR_INIT("authorizer") },
               { KIND_permission, STR_INIT("permission") },
               { KIND_raw, STR_INIT("resource") } };
  for (u32 i = 0; i < COUNT_OF(made); i++)
    if (made[i].kind == kind)
      return made[i].word;
  const KindRow *row = kind_row(kind);
  return row->external ? str_format(arena, "external %.*s", STR_ARG(row->word))
                       : row->word;
}

const Resource *queue_owner(const Queue *queue) {
  return queue->source     ? &queue->source->resource
         : queue->failures ? &queue->failures->resource
                           : NULL;
}

static ArnRow arn_shape(KindId kind) {
  if (kind == KIND_log_group)
    return (ArnRow){ .service = STR("logs"), .resource = STR("log-group:") };
  return *arn_row(kind == KIND_queue   ? ARN_queue
                  : kind == KIND_topic ? ARN_topic
                                       : ARN_handler);
}

Text spell_built_arn(Arena *arena, const Resource *thing) {
  enum { PARTS = 8 };
  ArnRow shape = arn_shape(thing->kind);
  Part *parts = ARENA_ARRAY(arena, Part, PARTS);
  Str service = str_format(arena, ":%.*s:", STR_ARG(shape.service));
  Str resource = str_format(arena, ":%.*s", STR_ARG(shape.resource));
  parts[0] = (Part){ .kind = PART_LITERAL, .text = STR("arn:") };
  parts[1] = (Part){ .kind = PART_PARTITION };
  parts[2] = (Part){ .kind = PART_LITERAL, .text = service };
  parts[3] = (Part){ .kind = PART_REGION };
  parts[4] = (Part){ .kind = PART_LITERAL, .text = STR(":") };
  parts[5] = (Part){ .kind = PART_ACCOUNT };
  parts[6] = (Part){ .kind = PART_LITERAL, .text = resource };
  parts[7] = (Part){ .kind = PART_NAME, .thing = thing };
  return (Text){ parts, PARTS };
}

Text spell_api_domain(Arena *arena, const Resource *thing) {
  const Setting *domain =
    thing->kind == KIND_api ? setting(thing, ATTR_api_domain_name) : NULL;
  if (!domain || !setting_given(domain))
    return (Text){ 0 };
  return text_join(arena, text_of(arena, STR("https://")), domain->value.text);
}

void check_target(Diags *diags, const Resource *thing, Str target) {
  const Raw *raw = as_raw(thing);
  if (!raw || str_equal(raw->target->name, target))
    return;
  Diag *diag =
    diag_add(diags, RULE_TARGET_CANNOT_EXPRESS, raw->resource.span,
             "what refers to `%.*s` cannot be built for %.*s: it is "
             "a resource of %.*s",
             STR_ARG(raw->resource.path), STR_ARG(target_find(target)->called),
             STR_ARG(raw->target->called));
  diag_help(diags, diag,
            "refer to it in `override %.*s` and `resource %.*s` only",
            STR_ARG(raw->target->name), STR_ARG(raw->target->name));
}

Str spell_route_key(Arena *arena, const Endpoint *endpoint) {
  return str_format(arena, "%.*s %.*s", STR_ARG(endpoint->method),
                    STR_ARG(endpoint->route));
}

const Value *call_argument(const Value *call, Str name) {
  u32 count =
    call->kind == VALUE_CALL ? call_argument_count(call->call.row) : 0;
  for (u32 i = 0; i < count && i < call->call.count; i++)
    if (str_equal(call->call.row->arguments[i].name, name)) {
      const Value *value = &call->call.arguments[i];
      bool given = value->kind != VALUE_POISON && value->kind != VALUE_NONE;
      return given ? value : NULL;
    }
  return NULL;
}

Str spell_request(Arena *arena, const Value *value) {
  Str spelling = value->call.row->spelling, name = STR("");
  text_literal(arena, value->call.arguments[0].text, &name);
  u32 brace = str_find(spelling, '{');
  return str_format(arena, "%.*s%.*s", STR_ARG(str_slice(spelling, 0, brace)),
                    STR_ARG(name));
}

Str spell_role_description(Arena *arena, const Role *role) {
  Str text = role->resource.documentation;
  if (text.length || !role->owner)
    return text;
  return str_format(arena,
                    role->owner->kind == KIND_handler
                      ? "What the function %.*s may do."
                      : "How the API sends to the queue %.*s.",
                    STR_ARG(role->owner->path));
}

Str spell_statistic(Statistic statistic) {
  static const Str names[] = {
    [STATISTIC_MAXIMUM] = STR_INIT("Maximum"),
    [STATISTIC_SUM] = STR_INIT("Sum"),
    [STATISTIC_P99] = STR_INIT("p99"),
  };
  return names[statistic];
}

Str spell_share_label(Arena *arena, const AlarmRow *row) {
  return str_format(arena, "%.*s in percent of %.*s", STR_ARG(row->metric),
                    STR_ARG(row->whole));
}

Str spell_share(Arena *arena, const AlarmRow *row) {
  return str_format(arena, "IF(%s >= %u, 100 * part / whole, 0)",
                    row->enough_of_whole ? "whole" : "part", row->enough);
}
