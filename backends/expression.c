/* SPDX-License-Identifier: Apache-2.0
 *
 * Making expressions.
 */
#include "backends/expression.h"

static Expression *expression_new(Arena *arena, ExpressionKind kind,
                                  Str token) {
  Expression *made = ARENA_NEW(arena, Expression);
  made->kind = kind;
  made->token = token;
  return made;
}

Expression *expression_token(Arena *arena, Str token) {
  return expression_new(arena, EXPRESSION_TOKEN, token);
}

Expression *expression_integer(Arena *arena, i64 number) {
  return expression_token(arena, str_format(arena, "%lld", (long long)number));
}

Expression *expression_bool(Arena *arena, bool truth) {
  return expression_token(arena, truth ? STR("true") : STR("false"));
}

Expression *expression_text(Arena *arena) {
  return expression_new(arena, EXPRESSION_TEXT, STR(""));
}

void expression_add_literal(Arena *arena, Expression *text, Str literal) {
  u32 count = text->pieces.count;
  ExpressionPiece *last = count ? &text->pieces.items[count - 1] : NULL;
  if (last && !last->reference)
    last->text =
      str_format(arena, "%.*s%.*s", STR_ARG(last->text), STR_ARG(literal));
  else if (literal.length)
    VEC_PUSH(arena, &text->pieces, ((ExpressionPiece){ .text = literal }));
}

void expression_add_reference(Arena *arena, Expression *text, Str reference) {
  VEC_PUSH(arena, &text->pieces, ((ExpressionPiece){ true, reference }));
}

Expression *expression_string(Arena *arena, Str text) {
  Expression *made = expression_text(arena);
  expression_add_literal(arena, made, text);
  return made;
}

Expression *expression_list(Arena *arena) {
  return expression_new(arena, EXPRESSION_LIST, STR(""));
}

Expression *expression_object(Arena *arena) {
  return expression_new(arena, EXPRESSION_OBJECT, STR(""));
}

Expression *expression_call(Arena *arena, Str function) {
  return expression_new(arena, EXPRESSION_CALL, function);
}

void expression_add(Arena *arena, Expression *list, Expression *item) {
  VEC_PUSH(arena, &list->members, ((ExpressionMember){ .value = item }));
}

void expression_put(Arena *arena, Expression *object, Str key,
                    Expression *value) {
  for (u32 i = 0; i < object->members.count; i++)
    if (str_equal(object->members.items[i].key, key)) {
      object->members.items[i].value = value;
      return;
    }
  VEC_PUSH(arena, &object->members, ((ExpressionMember){ key, value }));
}
