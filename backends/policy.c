/* SPDX-License-Identifier: Apache-2.0
 *
 * Statements of the model as policy documents.
 *
 * A document is a set to the service, and so are actions, resources and values:
 * in what order the source gives rise to them never shows.
 */
#include "backends/backend.h"

static Document *texts(Arena *arena, const Text *items, u32 count) {
  Document *set = document_new(arena, DOCUMENT_ONE_OR_SET);
  for (u32 i = 0; i < count; i++)
    document_add(arena, set, document_text(arena, items[i]));
  return set;
}

static Document *actions(Arena *arena, const Statement *statement) {
  Document *set = document_new(arena, DOCUMENT_ONE_OR_SET);
  for (u32 i = 0; i < statement->actions.count; i++)
    document_add(arena, set,
                 document_string(arena, statement->actions.items[i]));
  return set;
}

static Text account_text(void) {
  static const Part parts[] = {
    { .kind = PART_LITERAL, .text = STR_INIT("arn:") },
    { .kind = PART_PARTITION },
    { .kind = PART_LITERAL, .text = STR_INIT(":iam::") },
    { .kind = PART_ACCOUNT },
    { .kind = PART_LITERAL, .text = STR_INIT(":root") },
  };
  return (Text){ parts, COUNT_OF(parts) };
}

/* {TYPE: NAME} */
static Document *one_principal(Arena *arena, const char *type, Text name) {
  Document *principal = document_new(arena, DOCUMENT_OBJECT);
  document_put(arena, principal, str_from(type), document_text(arena, name));
  return principal;
}

/* NULL: the policy is a role's own. */
static Document *principal_of(Arena *arena, const Statement *statement) {
  switch (statement->principal) {
  case PRINCIPAL_NONE:
    break;
  case PRINCIPAL_ANYONE:
    return document_string(arena, STR("*"));
  case PRINCIPAL_ACCOUNT:
    return one_principal(arena, "AWS", account_text());
  case PRINCIPAL_SERVICE:
    return one_principal(arena, "Service", statement->principal_name);
  case PRINCIPAL_ROLE:
    return one_principal(arena, "AWS", statement->principal_name);
  }
  return NULL;
}

/* {OPERATOR: {KEY: VALUES}}. All tests must hold, but the values of one key are
 * alternatives: two tests of one key cannot both be written down. */
static Document *conditions_of(Arena *arena, Diags *diags,
                               const Statement *statement) {
  Document *operators = document_new(arena, DOCUMENT_OBJECT);
  for (u32 i = 0; i < statement->conditions.count; i++) {
    const Condition *test = &statement->conditions.items[i];
    Document *keys = document_find(operators, test->operator);
    if (!keys) {
      keys = document_new(arena, DOCUMENT_OBJECT);
      document_put(arena, operators, test->operator, keys);
    }
    if (document_find(keys, test->key))
      diag_add(diags, RULE_TYPE_BAD_ARGUMENT, statement->reason,
               "a policy cannot hold two %.*s tests of %.*s in one statement",
               STR_ARG(test->operator), STR_ARG(test->key));
    else
      document_put(arena, keys, test->key,
                   texts(arena, test->values, test->count));
  }
  return operators;
}

static Document *statement_of(Arena *arena, Diags *diags,
                              const Statement *statement) {
  Document *object = document_new(arena, DOCUMENT_OBJECT);
  Document *principal = principal_of(arena, statement);
  if (statement->sid.length)
    document_put_string(arena, object, "Sid", statement->sid);
  document_put_string(arena, object, "Effect",
                      statement->deny ? STR("Deny") : STR("Allow"));
  if (principal)
    document_put(arena, object, STR("Principal"), principal);
  document_put(arena, object, STR("Action"), actions(arena, statement));
  if (statement->resources.count)
    document_put(
      arena, object, STR("Resource"),
      texts(arena, statement->resources.items, statement->resources.count));
  if (statement->conditions.count)
    document_put(arena, object, STR("Condition"),
                 conditions_of(arena, diags, statement));
  return object;
}

Document *policy_document(Arena *arena, Diags *diags,
                          const Statements *statements) {
  Document *policy = document_new(arena, DOCUMENT_OBJECT);
  Document *set = document_new(arena, DOCUMENT_SET);
  for (u32 i = 0; i < statements->items.count; i++)
    document_add(arena, set,
                 statement_of(arena, diags, &statements->items.items[i]));
  document_put_string(arena, policy, "Version", STR("2012-10-17"));
  document_put(arena, policy, STR("Statement"), set);
  return policy;
}

Document *trust_document(Arena *arena, Diags *diags, const Role *role) {
  Statements statements = { 0 };
  Statement trust = {
    .principal = PRINCIPAL_SERVICE,
    .principal_name = text_of(arena, role->service),
  };
  VEC_PUSH(arena, &trust.actions, STR("sts:AssumeRole"));
  for (u32 i = 0; i < role->trust.count; i++)
    VEC_PUSH(arena, &trust.conditions, role->trust.items[i]);
  VEC_PUSH(arena, &statements.items, trust);
  return policy_document(arena, diags, &statements);
}
