/* SPDX-License-Identifier: Apache-2.0
 *
 * Statements asked about access. Conditions can only take away from what an
 * allow gives, so they never count in favour of a proof; a deny counts only
 * where it has none.
 */
#include "rules/access.h"

Str access_resource(const Rules *rules, const Statement *statement,
                    u32 number) {
  return pattern_of_text(rules->arena, statement->resources.items[number]);
}

bool access_names(const Statement *statement, Str action) {
  for (u32 i = 0; i < statement->actions.count; i++)
    if (action_matches(statement->actions.items[i], action))
      return true;
  return false;
}

bool access_allows(const Rules *rules, const Statement *statement, Str action) {
  u32 colon = str_find(action, ':');
  const IamService *service = iam_service_find(str_slice(action, 0, colon));
  const IamAction *row =
    service
      ? iam_action_find(service, str_slice(action, colon + 1, action.length))
      : NULL;
  if (statement->deny || !access_names(statement, action))
    return false;
  for (u32 i = 0; i < statement->resources.count; i++) {
    Str resource = access_resource(rules, statement, i);
    if (!row || !iam_action_type(row, 0) ||
        iam_action_takes(rules->arena, service, row, resource))
      return true;
  }
  return false;
}

static bool action_covers(const Rules *rules, Str pattern, Str action) {
  return action_matches(pattern, action) &&
         (!pattern_wild(action) ||
          pattern_covers(str_small(rules->arena, pattern),
                         str_small(rules->arena, action)));
}

bool access_covers(const Rules *rules, const Statement *statement, Str action,
                   Str resource) {
  bool named = false;
  for (u32 i = 0; !named && i < statement->actions.count; i++)
    named = action_covers(rules, statement->actions.items[i], action);
  for (u32 i = 0; named && i < statement->resources.count; i++)
    if (pattern_covers(access_resource(rules, statement, i), resource))
      return true;
  return false;
}

bool access_denied(const Rules *rules, const Role *role, Str action,
                   Str resource) {
  for (u32 i = 0; i < role->statements.items.count; i++) {
    const Statement *statement = &role->statements.items.items[i];
    if (statement->deny && statement->conditions.count == 0 &&
        access_covers(rules, statement, action, resource))
      return true;
  }
  return false;
}

bool access_might(const Rules *rules, const Statement *statement, Str action,
                  Str resource) {
  bool named = false;
  if (statement->deny)
    return false;
  for (u32 i = 0; !named && i < statement->actions.count; i++)
    named = pattern_meets(rules->arena,
                          str_small(rules->arena, statement->actions.items[i]),
                          str_small(rules->arena, action));
  for (u32 i = 0; named && i < statement->resources.count; i++)
    if (pattern_meets(rules->arena, access_resource(rules, statement, i),
                      resource))
      return true;
  return false;
}

bool access_leaves(const Rules *rules, const Statement *statement,
                   const Role *role, Str action, Str resource) {
  Patterns denied = { 0 };
  for (u32 i = 0; role && i < role->statements.items.count; i++) {
    const Statement *other = &role->statements.items.items[i];
    if (!other->deny || other->conditions.count || !access_names(other, action))
      continue;
    for (u32 k = 0; k < other->resources.count; k++)
      VEC_PUSH(rules->arena, &denied, access_resource(rules, other, k));
  }
  for (u32 i = 0; i < statement->resources.count; i++)
    if (pattern_leaves(rules->arena, access_resource(rules, statement, i),
                       resource, &denied))
      return true;
  return false;
}

bool access_same_conditions(const Statement *left, const Statement *right) {
  if (left->conditions.count != right->conditions.count)
    return false;
  for (u32 i = 0; i < left->conditions.count; i++) {
    const Condition *a = &left->conditions.items[i];
    const Condition *b = &right->conditions.items[i];
    if (!str_equal(a->operator, b->operator) || !str_equal(a->key, b->key) ||
        a->count != b->count)
      return false;
    for (u32 k = 0; k < a->count; k++)
      if (!text_equal(a->values[k], b->values[k]))
        return false;
  }
  return true;
}

Span access_place(const Rules *rules, const Role *role,
                  const Statement *statement) {
  const Sources *sources = rules->diags->sources;
  bool handler = role->owner && role->owner->kind == KIND_handler;
  u32 address = sources_original(sources, statement->reason.lo);
  return handler && sources_file(sources, address)->built_in
           ? setting_place(role->owner, ATTR_handler_policies)
           : statement->reason;
}

Str access_whose(const Rules *rules, const Role *role, Span *span) {
  const Resource *owner = role->owner;
  *span = owner ? owner->span : role->resource.span;
  if (owner && resource_is_queue(owner))
    return str_format(rules->arena, "the API, which feeds `%.*s`,",
                      STR_ARG(owner->path));
  if (owner && (owner->kind == KIND_handler || owner->kind == KIND_schedule))
    return str_format(rules->arena, "`%.*s`", STR_ARG(owner->path));
  return STR("the stack's passing on of its logs");
}
