/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of stdlib/grants.def become statements: placeholders are filled, and what
 * differs only in its actions, or only in its resources, becomes one statement.
 */
#include "sema/program.h"

/* ---- placeholders ---- */

static Text term(Analysis *analysis, const Terms *terms, Str word) {
  const struct {
    Str word;
    Text text;
  } rows[] = {
    { STR("arn"), terms->arn },           { STR("name"), terms->name },
    { STR("index"), terms->index },       { STR("prefix"), terms->prefix },
    { STR("key"), terms->key },           { STR("source"), terms->source },
    { STR("function"), terms->function }, { STR("api"), terms->api },
    { STR("authorizer"), terms->authorizer },
    { STR("method"), terms->method },     { STR("route"), terms->route },
  };
  static const struct {
    Str word;
    PartKind part;
  } late[] = { { STR_INIT("region"), PART_REGION },
               { STR_INIT("account"), PART_ACCOUNT },
               { STR_INIT("partition"), PART_PARTITION } };
  for (u32 i = 0; i < COUNT_OF(rows); i++)
    if (str_equal(rows[i].word, word))
      return rows[i].text;
  for (u32 i = 0; i < COUNT_OF(late); i++)
    if (str_equal(late[i].word, word))
      return text_of_part(analysis->arena, late[i].part, NULL);
  return (Text){ 0 };
}

bool terms_fill(Analysis *analysis, Str pattern, const Terms *terms,
                Text *out) {
  *out = (Text){ 0 };
  for (u32 i = 0; i < pattern.length;) {
    Str rest = str_slice(pattern, i, pattern.length);
    u32 open = str_find(rest, '{'), close = str_find(rest, '}');
    *out = text_join(analysis->arena, *out,
                     text_of(analysis->arena, str_slice(rest, 0, open)));
    if (open == rest.length)
      break;
    Text filled = term(analysis, terms, str_slice(rest, open + 1, close));
    if (filled.count == 0)
      return false;
    *out = text_join(analysis->arena, *out, filled);
    i += close + 1;
  }
  return true;
}

/* ---- conditions ---- */

static Str next_word(Str *rest, char separator) {
  u32 end = str_find(*rest, separator);
  Str word = str_slice(*rest, 0, end);
  *rest = str_slice(*rest, end < rest->length ? end + 1 : end, rest->length);
  return word;
}

/* "operator key value|value"; without a value left there is no condition. */
static void condition_add(Analysis *analysis, Statement *statement, Str row,
                          const Terms *terms) {
  Condition condition = { .operator = next_word(&row, ' ') };
  condition.key = next_word(&row, ' ');
  condition.values = ARENA_ARRAY(analysis->arena, Text, 4);
  while (row.length) {
    Text value;
    if (terms_fill(analysis, next_word(&row, '|'), terms, &value))
      condition.values[condition.count++] = value;
  }
  if (condition.count)
    VEC_PUSH(analysis->arena, &statement->conditions, condition);
}

static void conditions_add(Analysis *analysis, Statement *statement, Str rows,
                           const Terms *terms) {
  while (rows.length) {
    Str row = next_word(&rows, ';');
    condition_add(analysis, statement,
                  row.at[0] == ' ' ? str_slice(row, 1, row.length) : row,
                  terms);
  }
}

static bool same_conditions(const Statement *left, const Statement *right) {
  bool same = left->conditions.count == right->conditions.count;
  for (u32 i = 0; same && i < left->conditions.count; i++) {
    const Condition *a = &left->conditions.items[i];
    const Condition *b = &right->conditions.items[i];
    same = str_equal(a->operator, b->operator) && str_equal(a->key, b->key) &&
           a->count == b->count;
    for (u32 k = 0; same && k < a->count; k++)
      same = text_equal(a->values[k], b->values[k]);
  }
  return same;
}

/* ---- joining ---- */

static bool same_actions(const Statement *left, const Statement *right) {
  bool same = left->actions.count == right->actions.count;
  for (u32 i = 0; same && i < left->actions.count; i++)
    same = str_equal(left->actions.items[i], right->actions.items[i]);
  return same;
}

static bool same_resources(const Statement *left, const Statement *right) {
  bool same = left->resources.count == right->resources.count;
  for (u32 i = 0; same && i < left->resources.count; i++)
    same = text_equal(left->resources.items[i], right->resources.items[i]);
  return same;
}

static void join_actions(Arena *arena, Statement *into, const Statement *from) {
  for (u32 i = 0; i < from->actions.count; i++) {
    bool known = false;
    for (u32 k = 0; k < into->actions.count; k++)
      known = known || str_equal(into->actions.items[k], from->actions.items[i]);
    if (!known)
      VEC_PUSH(arena, &into->actions, from->actions.items[i]);
  }
}

static void join_resources(Arena *arena, Statement *into,
                           const Statement *from) {
  for (u32 i = 0; i < from->resources.count; i++) {
    bool known = false;
    for (u32 k = 0; k < into->resources.count; k++)
      known =
        known || text_equal(into->resources.items[k], from->resources.items[i]);
    if (!known)
      VEC_PUSH(arena, &into->resources, from->resources.items[i]);
  }
}

/* "receipts.by_date" -> "ReceiptsByDate": a Sid is letters and digits only. */
static void add_camel(Buf *out, Str text) {
  bool upper = true;
  for (u32 i = 0; i < text.length; i++) {
    char c = text.at[i];
    bool kept = is_letter(c) || is_digit(c);
    if (kept)
      buf_char(out, upper ? to_capital(c) : c);
    upper = !kept;
  }
}

static bool sid_taken(const Statements *statements, Str sid) {
  for (u32 i = 0; i < statements->items.count; i++)
    if (str_equal(statements->items.items[i].sid, sid))
      return true;
  return false;
}

Str make_sid(Analysis *analysis, const Statements *statements, Str verb,
             Str about) {
  Buf sid = buf_new(analysis->arena);
  add_camel(&sid, verb);
  add_camel(&sid, about);
  u32 length = sid.length;
  for (u32 i = 2; sid_taken(statements, buf_view(&sid)); i++) {
    sid.length = length;
    buf_format(&sid, "%u", i);
  }
  return buf_view(&sid);
}

Statement *statement_add(Analysis *analysis, Statements *statements,
                         const GrantRow *row, const Terms *terms, Str about,
                         Span reason, Str reason_text) {
  Arena *arena = analysis->arena;
  Statement statement = { .reason = reason, .reason_text = reason_text };
  Text resource;
  for (Str actions = row->actions; actions.length;)
    VEC_PUSH(arena, &statement.actions, next_word(&actions, ' '));
  if (terms_fill(analysis, row->resource, terms, &resource))
    VEC_PUSH(arena, &statement.resources, resource);
  conditions_add(analysis, &statement, row->conditions, terms);
  for (u32 i = 0; i < statements->items.count; i++) {
    Statement *known = &statements->items.items[i];
    if (known->deny || known->principal != PRINCIPAL_NONE ||
        !same_conditions(known, &statement))
      continue;
    bool actions = same_actions(known, &statement);
    bool resources = same_resources(known, &statement);
    if (actions && resources) { /* in whatever order the reasons came */
      if (str_compare(reason_text, known->reason_text) < 0) {
        known->reason = reason;
        known->reason_text = reason_text;
      }
      return known;
    }
    if (known->reason.lo != reason.lo || actions == resources)
      continue; /* each reason keeps a statement of its own */
    if (resources)
      join_actions(arena, known, &statement);
    else
      join_resources(arena, known, &statement);
    return known;
  }
  statement.sid = make_sid(analysis, statements, row->sid, about);
  VEC_PUSH(arena, &statements->items, statement);
  return &statements->items.items[statements->items.count - 1];
}

void trust_add(Analysis *analysis, Role *role, GrantId id) {
  Statements trust = { 0 };
  const Statement *statement =
    statement_add(analysis, &trust, grant_row(id), &(Terms){ 0 }, STR(""),
                  role->resource.span, STR(""));
  for (u32 i = 0; i < statement->conditions.count; i++)
    VEC_PUSH(analysis->arena, &role->trust, statement->conditions.items[i]);
}

Permission *permission_add(Analysis *analysis, Str path, Span span,
                           Text function, ServiceId service, GrantId grant,
                           const Terms *terms) {
  Resource *resource =
    piece_add(analysis, KIND_permission, sizeof(Permission), path, span);
  Permission *permission = (Permission *)resource;
  permission->function = function;
  terms_fill(analysis, service_name(service), terms, &permission->service);
  terms_fill(analysis, grant_row(grant)->resource, terms, &permission->source);
  VEC_PUSH(analysis->arena, &analysis->model->permissions, permission);
  return permission;
}
