/* SPDX-License-Identifier: Apache-2.0
 *
 * Attributes of the messages that endpoints send: how they may be called, and
 * that at least one of them comes from the request.
 */
#include "rules/check.h"

enum { LONGEST_ATTRIBUTE = 256 }; /* characters: SQS API, MessageAttributeValue */

static bool is_plain(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '-';
}

/* Points stand between other characters, one at a time. */
static bool is_well_formed(Str name) {
  for (u32 i = 0; i < name.length; i++) {
    bool inside = i > 0 && i + 1 < name.length && name.at[i - 1] != '.';
    if (!is_plain(name.at[i]) && !(name.at[i] == '.' && inside))
      return false;
  }
  return name.length > 0 && name.length <= LONGEST_ATTRIBUTE;
}

static bool begins_with(Str name, Str word) {
  for (u32 i = 0; i < word.length; i++) {
    char c = i < name.length ? name.at[i] : 0;
    if (to_small(c) != word.at[i])
      return false;
  }
  return true;
}

static const Str reserved[] = {
#define VARIABLE(name)
#define PREFIX(name, prefix, source)
#define ATTRIBUTE(prefix) STR_INIT(prefix),
#include "stdlib/reserved.def"
#undef VARIABLE
#undef PREFIX
#undef ATTRIBUTE
};

static void check_name(const Rules *rules, const Entry *entry) {
  for (u32 i = 0; i < COUNT_OF(reserved); i++)
    if (begins_with(entry->key, reserved[i])) {
      diag_help(rules->diags,
                diag_add(rules->diags, RULE_NAME_RESERVED, entry->span,
                         "names of message attributes that begin with `%.*s` "
                         "are reserved",
                         STR_ARG(reserved[i])),
                "call it differently");
      return;
    }
  if (is_well_formed(entry->key))
    return;
  Diag *diag =
    diag_add(rules->diags, RULE_NAME_BAD_CHARACTER, entry->span,
             "`%.*s` is no name of a message attribute", STR_ARG(entry->key));
  diag_note(rules->diags, diag,
            "it has 1 to %d characters: letters, digits, `_`, `-`, and single "
            "points inside",
            LONGEST_ATTRIBUTE);
  diag_effect(rules->diags, diag, "every request would fail");
}

/* Accounts differ on whether a map of nothing but fixed texts is accepted. */
static void check_fixed(const Rules *rules, const Endpoint *endpoint,
                        const Value *map) {
  const Resource *resource = &endpoint->resource;
  for (u32 i = 0; i < map->map.count; i++)
    if (map->map.entries[i].value->kind != VALUE_TEXT)
      return;
  Diag *diag =
    diag_add(rules->diags, RULE_TYPE_BAD_ARGUMENT,
             rules_place(resource, ATTR_endpoint_attributes),
             "no attribute of `%.*s` comes from the request",
             STR_ARG(resource->path));
  diag_severity(diag, SEVERITY_WARNING);
  diag_effect(rules->diags, diag,
              "the deployment may fail: API Gateway has refused attributes "
              "that are fixed texts all together");
  diag_help(rules->diags, diag,
            "let one come from the request, as in `request = "
            "context(\"requestId\")`");
}

void check_message_attributes(const Rules *rules) {
  for (u32 i = 0; i < rules->model->endpoints.count; i++) {
    const Endpoint *endpoint = rules->model->endpoints.items[i];
    const Value *map =
      &setting(&endpoint->resource, ATTR_endpoint_attributes)->value;
    if (map->kind != VALUE_MAP || !map->map.count ||
        !resource_is_queue(endpoint->target))
      continue;
    for (u32 k = 0; k < map->map.count; k++)
      check_name(rules, &map->map.entries[k]);
    check_fixed(rules, endpoint, map);
  }
}
