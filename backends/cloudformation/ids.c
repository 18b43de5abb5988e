/* SPDX-License-Identifier: Apache-2.0
 *
 * Logical ids: a declaration's path in CamelCase, then a suffix.
 *
 * Where CamelCase alone would make one of two paths (`a_1` and `a1`, `x.y` and
 * `x_y`), digits of the path's hash follow, so that what another declaration is
 * called never matters. No suffix is the end of another: equal ids mean equal
 * paths and suffixes, but where hashes clash. Then the later one takes more
 * digits.
 */
#include "backends/cloudformation/cloudformation.h"

enum { HASH_STEP = 6, LONGEST_NAME = 120 }; /* an id has at most 255 */

static const Str suffixes[SUFFIX_COUNT] = {
#define SUFFIX(id, text) [SUFFIX_##id] = STR_INIT(text),
#include "backends/cloudformation/suffixes.def"
#undef SUFFIX
};

Str suffix_text(Suffix suffix) {
  return suffixes[suffix];
}

/* Whether `name` could be taken for one that ends in a hash. */
static bool ends_in_hash(Str name) {
  return str_hex_tail(name) >= HASH_STEP;
}

/* Appends the path in CamelCase. True when no other path of that separator
 * gives the same. */
static bool camel_case(Buf *out, Str path, char separator) {
  bool plain = path.length <= LONGEST_NAME, hump = true;
  for (u32 i = 0; i < path.length && i < LONGEST_NAME; i++) {
    char c = path.at[i];
    bool letter = is_small(c) || is_capital(c);
    if (letter || is_digit(c)) {
      plain = plain && (is_small(c) || (is_digit(c) && !hump));
      if (hump)
        c = to_capital(c);
      else if (is_capital(path.at[i - 1]))
        c = to_small(c);
      buf_char(out, c);
    } else {
      plain = plain && c == separator && !hump && i + 1 < path.length;
    }
    hump = !letter && !is_digit(path.at[i]);
  }
  return plain && !ends_in_hash(buf_view(out));
}

static Str with_hash(Arena *arena, Str name, Str path, u32 digits,
                     Str suffix) {
  Str hash = STR("");
  if (digits) {
    Digest digest = digest_of(path);
    hash = digest_hex(arena, &digest);
    hash = str_slice(hash, 0, digits < hash.length ? digits : hash.length);
  }
  return str_format(arena, "%.*s%.*s%.*s", STR_ARG(name), STR_ARG(hash),
                    STR_ARG(suffix));
}

static Str claim(Arena *arena, IdTable *table, Str suffix, Str path,
                 char separator) {
  Str key = str_format(arena, "%.*s %.*s", STR_ARG(suffix), STR_ARG(path));
  u32 known = map_get(&table->numbers, key);
  if (known)
    return table->ids.items[known - 1];
  Buf name = buf_new(arena);
  bool plain = camel_case(&name, path, separator);
  Str id = with_hash(arena, buf_view(&name), path, plain ? 0 : HASH_STEP,
                     suffix);
  for (u32 digits = HASH_STEP; map_get(&table->taken, id); digits += HASH_STEP)
    id = with_hash(arena, buf_view(&name), path, digits, suffix);
  VEC_PUSH(arena, &table->ids, id);
  map_set(&table->numbers, key, table->ids.count);
  map_set(&table->taken, id, table->ids.count);
  return id;
}

/* The things that there is one of have no path: it would say nothing. */
static Str claim_name(Template *template, Str suffix, Str path) {
  if (path.length)
    return claim(template->arena, &template->ids, suffix, path, '_');
  return suffix;
}

Str id_of(Template *template, Suffix suffix, Str path) {
  return claim_name(template, suffixes[suffix], path);
}

/* The API without a name says nothing. */
static Str api_path(const Api *api) {
  return api_is_named(api) ? api->resource.path : STR("");
}

Str id_of_api(Template *template, Suffix suffix, const Api *api) {
  return id_of(template, suffix, api_path(api));
}

/* "post/orders"; of a named API "name post/orders". */
Str id_of_endpoint(Template *template, Suffix suffix,
                   const Endpoint *endpoint) {
  Str method = str_small(template->arena, endpoint->method);
  Str route = endpoint->route;
  if (str_equal(route, STR("/")))
    route = STR("");
  Str path =
    str_format(template->arena, "%.*s%.*s", STR_ARG(method), STR_ARG(route));
  path = api_qualify(template->arena, endpoint->api, path);
  return claim(template->arena, &template->ids, suffixes[suffix], path, '/');
}

Str id_of_output(Template *template, Str name) {
  return claim(template->arena, &template->output_ids, STR(""), name, '_');
}

/* A name's CamelCase. Ids of resources end in a suffix, so that one which does
 * too gets a suffix of its own: no resource ever takes a parameter's id. */
Str id_of_input(Template *template, const Input *input) {
  static const Str own[] = { STR_INIT("Parameter"), STR_INIT("Alarm") };
  Buf name = buf_new(template->arena);
  camel_case(&name, input->name, '_');
  Str id = buf_view(&name);
  bool taken = str_equal(id, ARTIFACT_BUCKET);
  for (u32 i = 0; i < SUFFIX_COUNT; i++)
    taken = taken || str_ends(id, suffixes[i]);
  for (u32 i = 0; i < COUNT_OF(own); i++)
    taken = taken || str_ends(id, own[i]);
  return claim(template->arena, &template->ids, taken ? own[0] : STR(""),
               input->name, '_');
}

/* ---- alarms ---- */

/* Dead letters are an alarm of what they come from. */
static Str alarm_path(const Alarm *alarm) {
  const Queue *queue = as_queue(alarm->watched);
  bool dead_letters = alarm->row->attr == ATTR_queue_alarms_dead_letters;
  if (queue && queue_owner(queue) && dead_letters)
    return queue_owner(queue)->path;
  return alarm->watched->kind == KIND_api
           ? api_path((const Api *)alarm->watched)
           : alarm->watched->path;
}

/* ---- any resource ---- */

static Str id_of_role(Template *template, const Role *role) {
  if (role->owner && role->owner->kind == KIND_handler)
    return id_of(template, SUFFIX_FUNCTION_ROLE, role->owner->path);
  if (role->owner && role->owner->kind == KIND_network)
    return id_of(template, SUFFIX_NETWORK_LOGS_ROLE, role->owner->path);
  bool intake = role->owner && resource_is_queue(role->owner);
  return id_of(template, intake ? SUFFIX_INTAKE_ROLE : SUFFIX_SERVICE_ROLE,
               role->resource.path);
}

static Str id_of_queue(Template *template, const Queue *queue) {
  const Resource *owner = queue_owner(queue);
  return owner ? id_of(template, SUFFIX_DEAD_LETTERS, owner->path)
               : id_of(template, SUFFIX_QUEUE, queue->resource.path);
}

/* ---- networks ---- */

Str id_of_numbered(Template *template, Suffix suffix, Str path, u32 number) {
  return claim_name(template,
                    str_format(template->arena, "%.*s%u",
                               STR_ARG(suffixes[suffix]), number),
                    path);
}

Str id_of_network_endpoint(Template *template, const Network *network,
                           const NetworkEndpoint *endpoint) {
  Buf suffix = buf_new(template->arena);
  camel_case(&suffix, endpoint->row->word, '_');
  buf_str(&suffix, suffixes[SUFFIX_VPC_ENDPOINT]);
  return claim_name(template, buf_view(&suffix), network->resource.path);
}

static Str id_of_network_part(Template *template, const NetworkPart *part) {
  static const Suffix of[] = {
    [NETWORK_SUBNET] = SUFFIX_HANDLERS_SUBNET,
    [NETWORK_PUBLIC_SUBNET] = SUFFIX_PUBLIC_SUBNET,
    [NETWORK_HANDLERS_GROUP] = SUFFIX_HANDLERS_GROUP,
    [NETWORK_ENDPOINTS_GROUP] = SUFFIX_ENDPOINTS_GROUP,
  };
  Str path = part->network->resource.path;
  return part->zone ? id_of_numbered(template, of[part->sort], path, part->zone)
                    : id_of(template, of[part->sort], path);
}

/* ---- whichever it is ---- */

static Str id_of_kind(Template *template, const Resource *resource) {
  switch (resource->kind) {
  case KIND_queue:
    return id_of_queue(template, (const Queue *)resource);
  case KIND_handler:
    return id_of(template, SUFFIX_FUNCTION, resource->path);
  case KIND_topic:
    return id_of(template, SUFFIX_TOPIC, resource->path);
  case KIND_subscription:
    return id_of(template, SUFFIX_SUBSCRIPTION, resource->path);
  case KIND_schedule:
    return id_of(template, SUFFIX_SCHEDULE, resource->path);
  case KIND_api:
    return id_of_api(template, SUFFIX_API, (const Api *)resource);
  case KIND_role:
    return id_of_role(template, (const Role *)resource);
  case KIND_log_group: {
    const Resource *owner = ((const LogGroup *)resource)->owner;
    return owner->kind == KIND_api
             ? id_of_api(template, SUFFIX_API_LOGS, (const Api *)owner)
             : id_of(template,
                     owner->kind == KIND_network ? SUFFIX_NETWORK_LOGS
                                                 : SUFFIX_FUNCTION_LOGS,
                     owner->path);
  }
  case KIND_alarm: {
    const Alarm *alarm = (const Alarm *)resource;
    return claim_name(template,
                      emitted_alarm_name(template->arena, alarm->row),
                      alarm_path(alarm));
  }
  case KIND_authorizer:
    return id_of(template, SUFFIX_AUTHORIZER, resource->path);
  case KIND_permission:
    return id_of(template, SUFFIX_PERMISSION, resource->path);
  case KIND_network:
    return id_of(template, SUFFIX_NETWORK, resource->path);
  case KIND_network_part:
    return id_of_network_part(template, (const NetworkPart *)resource);
  case KIND_key:
    return suffixes[SUFFIX_KEY];
  case KIND_raw:
    return id_of(template, SUFFIX_RAW, resource->path);
  default:
    return resource->path;
  }
}

Str id_of_resource(Template *template, const Resource *resource) {
  bool numbered = resource->number < template->model->resource_count;
  Str *known = numbered ? &template->ids.by_number[resource->number] : NULL;
  if (!known)
    return id_of_kind(template, resource);
  if (!known->length)
    *known = id_of_kind(template, resource);
  return *known;
}

/* Of an alarm there is no Suffix, but its path is that of its queue or API. */
Str id_of_emitted(Template *template, const Resource *resource, Str name) {
  Str path = resource->path;
  u32 suffix = 0;
  if (name.length == 0)
    return resource->kind == KIND_endpoint
             ? id_of_endpoint(template, SUFFIX_ROUTE,
                              (const Endpoint *)resource)
             : id_of_resource(template, resource);
  while (suffix < SUFFIX_COUNT && !str_equal(suffixes[suffix], name))
    suffix++;
  if (resource->kind == KIND_endpoint && suffix < SUFFIX_COUNT)
    return id_of_endpoint(template, (Suffix)suffix, (const Endpoint *)resource);
  if (resource->kind == KIND_api)
    path = api_path((const Api *)resource);
  if (resource->kind == KIND_stack)
    path = STR("");
  return claim_name(template, name, path);
}
