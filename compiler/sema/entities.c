/* SPDX-License-Identifier: Apache-2.0
 *
 * Entities and the scopes that they are found in: how names are written, which
 * are taken, and whether anybody uses them.
 */
#include "sema/program.h"

static Str name_repaired(Arena *arena, Str name) {
  Buf buf = buf_new(arena);
  for (u32 i = 0; i < name.length; i++) {
    char c = name.at[i];
    bool upper = is_capital(c);
    bool after_word = buf.length && buf.at[buf.length - 1] != '_';
    bool after_upper = i && name.at[i - 1] >= 'A' && name.at[i - 1] <= 'Z';
    bool before_lower =
      i + 1 < name.length && name.at[i + 1] >= 'a' && name.at[i + 1] <= 'z';
    if (upper && after_word && (!after_upper || before_lower))
      buf_char(&buf, '_');
    if (c == '_' && !after_word)
      continue;
    buf_char(&buf, to_small(c));
  }
  while (buf.length && buf.at[buf.length - 1] == '_')
    buf.length--;
  return buf_view(&buf);
}

void check_case(Analysis *analysis, Span span, Str name) {
  Str repaired = name_repaired(analysis->arena, name);
  if (name.length > NAME_LIMIT)
    diag_add(analysis->diags, RULE_NAME_TOO_LONG, span,
             "a name has at most %d characters, this one has %u", NAME_LIMIT,
             name.length);
  else if (!str_equal(repaired, name) || name.at[0] == '_') {
    Diag *diag = diag_add(
      analysis->diags, RULE_NAME_CASE, span,
      "names are written in lower case, with single `_` between words");
    if (repaired.length)
      diag_fix(analysis->diags, diag, FIX_MAYBE, span, repaired,
               "call it `%.*s`, here and wherever it is used",
               STR_ARG(repaired));
  }
}

Entity *entity_add(Analysis *analysis, Scope *scope, EntityKind kind,
                   NodeId node, Str name, Span span) {
  Entity *entity = ARENA_NEW(analysis->arena, Entity);
  *entity = (Entity){ .kind = kind,
                      .thing = KIND_COUNT,
                      .name = name,
                      .span = span,
                      .scope = scope,
                      .node = node };
  VEC_PUSH(analysis->arena, &analysis->entities, entity);
  return entity;
}

static Entity *use(Entity *entity) {
  if (entity->node)
    entity->scope->module->used[entity->node] = true;
  return entity;
}

Entity *scope_find(Analysis *analysis, const Scope *scope, Str name) {
  for (; scope; scope = scope->parent) {
    u32 found = map_get(&scope->names, name);
    if (!found)
      continue;
    Entity *entity = analysis->entities.items[found - 1];
    u32 import = map_get(&scope->imported, name);
    if (import)
      scope->module->used[import] = true;
    return use(entity);
  }
  return NULL;
}

Entity *scope_own(Analysis *analysis, const Scope *scope, Str name) {
  u32 found = map_get(&scope->names, name);
  return found && !map_get(&scope->imported, name)
           ? use(analysis->entities.items[found - 1])
           : NULL;
}

void declare(Analysis *analysis, Scope *scope, Str name, Span span) {
  Map *names = &scope->names;
  u32 taken = map_get(names, name);
  if (!taken) {
    check_case(analysis, span, name);
    map_set(names, name, analysis->entities.count);
    return;
  }
  const Entity *first = analysis->entities.items[taken - 1];
  Diag *diag = diag_add(analysis->diags, RULE_NAME_DUPLICATE, span,
                        "`%.*s` is declared twice", STR_ARG(name));
  diag_label(analysis->diags, diag, "here again");
  diag_related(analysis->diags, diag, first->span, "first declared here");
}
