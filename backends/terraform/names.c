/* SPDX-License-Identifier: Apache-2.0
 *
 * Names: a declaration's path in small letters, digits and `_`, and a suffix
 * where several things of one type follow from it.
 *
 * Where that alone would make one of two paths (`a.b` and `a_b`), digits of the
 * path's hash follow, so that what another declaration is called never matters.
 */
#include "backends/terraform/terraform.h"

enum { HASH_STEP = 6, LONGEST_NAME = 100 };

/* Whether `name` could be taken for one that ends in `_` and a hash. */
static bool ends_in_hash(Str name) {
  u32 count = str_hex_tail(name);
  return count >= HASH_STEP && count < name.length &&
         name.at[name.length - 1 - count] == '_';
}

/* Appends the path; true when no other path gives the same. */
static bool snake_case(Buf *out, Str path) {
  bool plain = path.length <= LONGEST_NAME && !is_digit(path.at[0]);
  bool gap = false;
  if (is_digit(path.at[0]))
    buf_char(out, '_');
  for (u32 i = 0; i < path.length && i < LONGEST_NAME; i++) {
    char c = path.at[i];
    bool capital = is_capital(c);
    c = to_small(c);
    bool kept = is_small(c) || is_digit(c) || c == '_';
    plain = plain && kept && !capital;
    if (kept && gap && out->length)
      buf_char(out, '_');
    if (kept)
      buf_char(out, c);
    gap = !kept;
  }
  return plain && !ends_in_hash(path);
}

static Str with_hash(Arena *arena, Str name, Str path, u32 digits,
                     const char *suffix) {
  if (!digits)
    return str_format(arena, "%.*s%s", STR_ARG(name), suffix);
  Digest digest = digest_of(path);
  Str hash = digest_hex(arena, &digest);
  hash = str_slice(hash, 0, digits < hash.length ? digits : hash.length);
  return str_format(arena, "%.*s_%.*s%s", STR_ARG(name), STR_ARG(hash), suffix);
}

static u32 taken(const Terraform *tf, Str type, Str name) {
  return map_get(&tf->taken, str_format(tf->arena, "%.*s %.*s", STR_ARG(type),
                                        STR_ARG(name)));
}

/* `clear`: the path as it is meant, of which no other makes the same name. */
static Str claim(Terraform *tf, Str type, Str path, Str clear,
                 const char *suffix) {
  Arena *arena = tf->arena;
  Str key =
    str_format(arena, "%.*s %s %.*s", STR_ARG(type), suffix, STR_ARG(path));
  u32 known = map_get(&tf->numbers, key);
  if (known)
    return tf->names.items[known - 1];
  Buf name = buf_new(arena);
  bool plain = snake_case(&name, clear);
  /* What follows from one queue must not be another's name. */
  if (str_equal(type, STR("aws_sqs_queue")) && !*suffix &&
      str_ends(clear, STR("_dead_letters")))
    plain = false;
  u32 digits = plain ? 0 : HASH_STEP;
  Str id = with_hash(arena, buf_view(&name), path, digits, suffix);
  while (taken(tf, type, id)) {
    digits += HASH_STEP;
    id = with_hash(arena, buf_view(&name), path, digits, suffix);
  }
  VEC_PUSH(arena, &tf->names, id);
  map_set(&tf->numbers, key, tf->names.count);
  map_set(&tf->taken,
          str_format(arena, "%.*s %.*s", STR_ARG(type), STR_ARG(id)), 1);
  return id;
}

/* What there is one of has no path. */
Str name_for(Terraform *tf, Str type, Str path, const char *suffix) {
  Str clear = path.length ? path : STR("main");
  return claim(tf, type, clear, clear, suffix);
}

/* "post_orders" of `POST /orders`: a route of small letters and digits is its
 * own. */
Str name_of_endpoint(Terraform *tf, const Endpoint *endpoint) {
  Arena *arena = tf->arena;
  Str path = api_qualify(arena, endpoint->api, endpoint->resource.path);
  char *clear = str_terminated(arena, endpoint->resource.path);
  bool plain = !api_is_named(endpoint->api);
  for (u32 i = 0; i < endpoint->resource.path.length; i++)
    plain = plain && clear[i] != '_';
  for (u32 i = 0; plain && clear[i]; i++) {
    if (i < endpoint->method.length)
      clear[i] = to_small(clear[i]);
    else if (clear[i] == '/' && clear[i + 1])
      clear[i] = '_';
  }
  Str text = str_from(clear);
  u32 space = str_find(text, ' ');
  if (plain && space < text.length)
    text = str_format(arena, "%.*s%.*s", STR_ARG(str_slice(text, 0, space)),
                      STR_ARG(str_slice(text, space + 1, text.length)));
  return claim(tf, STR("aws_apigatewayv2_route"), path, plain ? text : path,
               "");
}

/* Words that a variable must not be called, and `region`, which is there. */
Str name_of_input(Arena *arena, const Input *input) {
  static const Str reserved = STR_INIT(
    "source|version|providers|count|for_each|lifecycle|depends_on|locals|"
    "region");
  if (words_have(reserved, input->name) || str_ends(input->name, STR("_input")))
    return str_format(arena, "%.*s_input", STR_ARG(input->name));
  return input->name;
}

/* ---- any resource -------------------------------------------------------- */

static const struct {
  KindId kind;
  Str type;
} types[] = {
  { KIND_queue, STR_INIT("aws_sqs_queue") },
  { KIND_handler, STR_INIT("aws_lambda_function") },
  { KIND_topic, STR_INIT("aws_sns_topic") },
  { KIND_subscription, STR_INIT("aws_sns_topic_subscription") },
  { KIND_schedule, STR_INIT("aws_scheduler_schedule") },
  { KIND_api, STR_INIT("aws_apigatewayv2_api") },
  { KIND_endpoint, STR_INIT("aws_apigatewayv2_route") },
  { KIND_authorizer, STR_INIT("aws_apigatewayv2_authorizer") },
  { KIND_role, STR_INIT("aws_iam_role") },
  { KIND_log_group, STR_INIT("aws_cloudwatch_log_group") },
  { KIND_alarm, STR_INIT("aws_cloudwatch_metric_alarm") },
  { KIND_permission, STR_INIT("aws_lambda_permission") },
  { KIND_key, STR_INIT("aws_kms_key") },
  { KIND_network, STR_INIT("aws_vpc") },
};

Str type_of(const Resource *resource) {
  if (resource->kind == KIND_raw)
    return ((const Raw *)resource)->type;
  if (resource->kind == KIND_network_part)
    return ((const NetworkPart *)resource)->sort < NETWORK_HANDLERS_GROUP
             ? STR("aws_subnet")
             : STR("aws_security_group");
  for (u32 i = 0; i < COUNT_OF(types); i++)
    if (types[i].kind == resource->kind)
      return types[i].type;
  return STR("");
}

static const Resource *next_owner(const Resource *resource) {
  const Permission *permission;
  switch (resource->kind) {
  case KIND_queue:
    return queue_owner((const Queue *)resource);
  case KIND_role:
    return ((const Role *)resource)->owner;
  case KIND_log_group:
    return ((const LogGroup *)resource)->owner;
  case KIND_alarm:
    return ((const Alarm *)resource)->watched;
  case KIND_authorizer:
    return &((const Authorizer *)resource)->api->resource;
  case KIND_subscription:
    return &((const Subscription *)resource)->topic->resource;
  case KIND_network_part:
    return &((const NetworkPart *)resource)->network->resource;
  case KIND_permission:
    permission = (const Permission *)resource;
    for (u32 i = 0; i < permission->function.count; i++)
      if (permission->function.parts[i].thing)
        return permission->function.parts[i].thing;
    return NULL;
  default:
    return NULL;
  }
}

const Resource *group_of(const Terraform *tf, const Resource *resource) {
  for (const Resource *owner = next_owner(resource); owner;
       owner = next_owner(owner))
    resource = owner;
  bool stack = resource == tf->model->stack || resource->kind == KIND_key ||
               resource->kind == KIND_role || resource->kind == KIND_permission;
  return stack ? NULL : resource;
}

static const char *role_suffix(const Role *role) {
  if (!role->owner || role->owner->kind == KIND_stack)
    return "_service";
  if (role->owner->kind == KIND_handler)
    return "";
  if (role->owner->kind == KIND_network)
    return "_flow_log";
  return resource_is_queue(role->owner) ? "_intake" : "_service";
}

/* The leaf of `alarms.age`. */
static Str alarm_name(Terraform *tf, const Alarm *alarm) {
  Str type = STR("aws_cloudwatch_metric_alarm");
  const Queue *queue = as_queue(alarm->watched);
  const Resource *owner = queue ? queue_owner(queue) : NULL;
  Str leaf = attr_row(alarm->row->attr)->name;
  return name_for(
    tf, type, owner ? owner->path : alarm->watched->path,
    str_terminated(tf->arena, str_format(tf->arena, "_%.*s", STR_ARG(leaf))));
}

static Str part_name(Terraform *tf, const NetworkPart *part) {
  static const char *const words[] = {
    [NETWORK_SUBNET] = "_handlers",
    [NETWORK_PUBLIC_SUBNET] = "_public",
    [NETWORK_HANDLERS_GROUP] = "_handlers",
    [NETWORK_ENDPOINTS_GROUP] = "_endpoints",
  };
  Str suffix = part->zone
                 ? str_format(tf->arena, "%s_%u", words[part->sort], part->zone)
                 : str_from(words[part->sort]);
  return name_for(tf, type_of(&part->resource), part->network->resource.path,
                  str_terminated(tf->arena, suffix));
}

Str name_of(Terraform *tf, const Resource *resource) {
  Str type = type_of(resource), path = resource->path;
  const Resource *owner = next_owner(resource);
  switch (resource->kind) {
  case KIND_queue:
    return name_for(tf, type, owner ? owner->path : path,
                    owner ? "_dead_letters" : "");
  case KIND_endpoint:
    return name_of_endpoint(tf, (const Endpoint *)resource);
  case KIND_role:
    if (owner && owner->kind == KIND_handler)
      path = owner->path;
    return name_for(tf, type, path, role_suffix((const Role *)resource));
  case KIND_log_group:
    return name_for(tf, type, owner->path,
                    owner->kind == KIND_api       ? "_access"
                    : owner->kind == KIND_network ? "_flow"
                                                  : "");
  case KIND_alarm:
    return alarm_name(tf, (const Alarm *)resource);
  case KIND_network_part:
    return part_name(tf, (const NetworkPart *)resource);
  case KIND_key:
    return name_for(tf, type, STR(""), "");
  default:
    return name_for(tf, type, path, "");
  }
}
