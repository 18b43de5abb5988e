/* SPDX-License-Identifier: Apache-2.0
 *
 * The tree is made, and printed as `terraform fmt` would: the `=` of arguments
 * on neighbouring lines stand below each other, where a value that goes over
 * several lines ends a neighbourhood.
 */
#include "backends/terraform/hcl.h"

/* ---- making -------------------------------------------------------------- */

Expression *hcl_call(Arena *arena, const char *function, Expression *argument) {
  Expression *call = expression_call(arena, str_from(function));
  expression_add(arena, call, argument);
  return call;
}

HclBody *hcl_body(Arena *arena) {
  return ARENA_NEW(arena, HclBody);
}

void hcl_set(Arena *arena, HclBody *body, Str name, Expression *value) {
  for (u32 i = 0; i < body->items.count; i++)
    if (body->items.items[i].value &&
        str_equal(body->items.items[i].name, name)) {
      body->items.items[i].value = value;
      return;
    }
  VEC_PUSH(arena, &body->items, ((HclItem){ .name = name, .value = value }));
}

HclBody *hcl_block(Arena *arena, HclBody *body, Str type, Str first,
                   Str second) {
  HclItem block = { .name = type, .labels = { first, second } };
  block.body = hcl_body(arena);
  VEC_PUSH(arena, &body->items, block);
  return block.body;
}

HclBody *hcl_only_block(Arena *arena, HclBody *body, Str type) {
  for (u32 i = 0; i < body->items.count; i++)
    if (body->items.items[i].body && str_equal(body->items.items[i].name, type))
      return body->items.items[i].body;
  return hcl_block(arena, body, type, STR(""), STR(""));
}

/* ---- texts --------------------------------------------------------------- */

static bool is_sigil(char c) {
  return c == '$' || c == '%';
}

static void print_code_point(Buf *out, u32 c) {
  if (c <= 0xFFFF)
    buf_format(out, "\\u%04x", c);
  else
    buf_format(out, "\\U%08x", c);
}

/* Whether the code point is written by its number: what cannot be seen, would
 * end a line or change its direction, and all that is not ASCII where columns
 * are counted. */
static bool by_number(u32 c, bool ascii) {
  return c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0) || c == 0x2028 ||
         c == 0x2029 || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0xFEFF || (ascii && c > 0x7E);
}

static void print_character(Buf *out, Str at, u32 length, i64 c, bool ascii) {
  if (c < 0)
    buf_text(out, "\\ufffd");
  else if (c == '"' || c == '\\')
    buf_format(out, "\\%c", (char)c);
  else if (c == '\n')
    buf_text(out, "\\n");
  else if (c == '\r')
    buf_text(out, "\\r");
  else if (c == '\t')
    buf_text(out, "\\t");
  else if (by_number((u32)c, ascii))
    print_code_point(out, (u32)c);
  else
    buf_str(out, str_slice(at, 0, length));
}

/* A literal part of a template. `${` and `%{` double their first character, and
 * where such a character stands before another, or before an expression, it is
 * written by its number: nothing of it is read as the start of one. */
static void print_literal(Buf *out, Str text, bool before_reference,
                          bool ascii) {
  for (u32 i = 0; i < text.length;) {
    Str rest = str_slice(text, i, text.length);
    bool last = rest.length == 1;
    u32 length;
    i64 c = utf8_decode(rest.at, rest.at + rest.length, &length);
    if (is_sigil(rest.at[0]) && !last && rest.at[1] == '{')
      buf_format(out, "%c%c", rest.at[0], rest.at[0]);
    else if (is_sigil(rest.at[0]) &&
             (last ? before_reference : is_sigil(rest.at[1])))
      print_code_point(out, (u32)c);
    else
      print_character(out, rest, length, c, ascii);
    i += length;
  }
}

static void print_template(Buf *out, const Expression *value, bool ascii) {
  u32 count = value->pieces.count;
  buf_char(out, '"');
  for (u32 i = 0; i < count; i++) {
    const ExpressionPiece *piece = &value->pieces.items[i];
    if (piece->reference)
      buf_format(out, "${%.*s}", STR_ARG(piece->text));
    else
      print_literal(out, piece->text, i + 1 < count, ascii);
  }
  buf_char(out, '"');
}

/* ---- expressions --------------------------------------------------------- */

enum { STEP = 2, LONGEST_LIST = 72 };

static bool is_identifier(Str key) {
  for (u32 i = 0; i < key.length; i++) {
    char c = key.at[i];
    bool letter = is_letter(c) || c == '_';
    if (!letter && (i == 0 || !(is_digit(c) || c == '-')))
      return false;
  }
  return key.length > 0 && !str_equal(key, STR("for")) &&
         !str_equal(key, STR("null")) && !str_equal(key, STR("true")) &&
         !str_equal(key, STR("false"));
}

static Str key_text(Arena *arena, Str key) {
  Buf out = buf_new(arena);
  if (is_identifier(key))
    return key;
  print_template(&out, expression_string(arena, key), true);
  return buf_view(&out);
}

void hcl_print_compact(Buf *out, const Expression *value) {
  static const char *const brackets[][2] = {
    [EXPRESSION_LIST] = { "[", "]" },
    [EXPRESSION_OBJECT] = { "{", "}" },
    [EXPRESSION_CALL] = { "(", ")" },
  };
  if (value->kind == EXPRESSION_TEXT) {
    print_template(out, value, false);
    return;
  }
  buf_str(out, value->token);
  if (value->kind == EXPRESSION_TOKEN)
    return;
  buf_text(out, brackets[value->kind][0]);
  for (u32 i = 0; i < value->members.count; i++) {
    const ExpressionMember *member = &value->members.items[i];
    buf_text(out, i ? ", " : "");
    if (value->kind == EXPRESSION_OBJECT)
      buf_format(out, "%.*s = ", STR_ARG(key_text(out->arena, member->key)));
    hcl_print_compact(out, member->value);
  }
  buf_text(out, brackets[value->kind][1]);
}

/* Whether it stands on one line. */
static bool is_short(Arena *arena, const Expression *value) {
  if (value->kind == EXPRESSION_CALL)
    return is_short(arena, value->members.items[0].value);
  if (value->kind == EXPRESSION_OBJECT)
    return value->members.count == 0;
  if (value->kind != EXPRESSION_LIST || value->members.count == 0)
    return true;
  for (u32 i = 0; i < value->members.count; i++)
    if (value->members.items[i].value->kind > EXPRESSION_TEXT)
      return false;
  Buf out = buf_new(arena);
  hcl_print_compact(&out, value);
  return value->members.count == 1 || out.length <= LONGEST_LIST;
}

static void print_lines(Buf *out, const ExpressionMember *members, u32 count,
                        u32 indent);

static void print_value(Buf *out, const Expression *value, u32 indent) {
  if (is_short(out->arena, value)) {
    hcl_print_compact(out, value);
  } else if (value->kind == EXPRESSION_CALL) {
    buf_format(out, "%.*s(", STR_ARG(value->token));
    print_value(out, value->members.items[0].value, indent);
    buf_char(out, ')');
  } else if (value->kind == EXPRESSION_OBJECT) {
    buf_text(out, "{\n");
    print_lines(out, value->members.items, value->members.count, indent + STEP);
    buf_repeat(out, ' ', indent);
    buf_char(out, '}');
  } else {
    buf_text(out, "[\n");
    for (u32 i = 0; i < value->members.count; i++) {
      buf_repeat(out, ' ', indent + STEP);
      print_value(out, value->members.items[i].value, indent + STEP);
      buf_text(out, ",\n");
    }
    buf_repeat(out, ' ', indent);
    buf_char(out, ']');
  }
}

/* `NAME = VALUE` lines, aligned where neighbours stand on one line each. */
static void print_lines(Buf *out, const ExpressionMember *members, u32 count,
                        u32 indent) {
  u32 end = 0, width = 0;
  for (u32 i = 0; i < count; i++) {
    Str key = key_text(out->arena, members[i].key);
    bool one_line = is_short(out->arena, members[i].value);
    if (one_line && i >= end) {
      width = 0;
      for (end = i; end < count && is_short(out->arena, members[end].value);
           end++) {
        u32 length = key_text(out->arena, members[end].key).length;
        width = length > width ? length : width;
      }
    }
    buf_repeat(out, ' ', indent);
    buf_str(out, key);
    buf_repeat(out, ' ', one_line ? width - key.length : 0);
    buf_text(out, " = ");
    print_value(out, members[i].value, indent);
    buf_char(out, '\n');
  }
}

/* ---- bodies -------------------------------------------------------------- */

static bool comes_last(const HclItem *item) {
  return str_equal(item->name, STR("depends_on")) ||
         str_equal(item->name, STR("lifecycle"));
}

static void print_block(Buf *out, const HclItem *item, u32 indent) {
  buf_repeat(out, ' ', indent);
  buf_str(out, item->name);
  for (u32 i = 0; i < COUNT_OF(item->labels); i++)
    if (item->labels[i].length)
      buf_format(out, " \"%.*s\"", STR_ARG(item->labels[i]));
  if (item->body->items.count == 0) {
    buf_text(out, " {}\n");
    return;
  }
  buf_text(out, " {\n");
  hcl_print_body(out, item->body, indent + STEP);
  buf_repeat(out, ' ', indent);
  buf_text(out, "}\n");
}

static void print_items(Buf *out, const HclBody *body, u32 indent, bool last,
                        bool *begun) {
  VEC(ExpressionMember) arguments = { 0 };
  for (u32 i = 0; i < body->items.count; i++) {
    const HclItem *item = &body->items.items[i];
    if (item->value && comes_last(item) == last)
      VEC_PUSH(out->arena, &arguments,
               ((ExpressionMember){ item->name, item->value }));
  }
  if (arguments.count) {
    buf_text(out, *begun ? "\n" : "");
    print_lines(out, arguments.items, arguments.count, indent);
    *begun = true;
  }
  for (u32 i = 0; i < body->items.count; i++) {
    const HclItem *item = &body->items.items[i];
    if (item->value || comes_last(item) != last)
      continue;
    buf_text(out, *begun ? "\n" : "");
    print_block(out, item, indent);
    *begun = true;
  }
}

void hcl_print_body(Buf *out, const HclBody *body, u32 indent) {
  bool begun = false;
  print_items(out, body, indent, false, &begun);
  print_items(out, body, indent, true, &begun);
}

/* ---- JSON ---------------------------------------------------------------- */

/* In JSON an escape is read before the template is, so a character that must
 * not begin an expression is one of its own. */
static void json_literal(Buf *out, Str text, bool before_reference) {
  for (u32 i = 0; i < text.length; i++) {
    char c = text.at[i];
    bool last = i + 1 == text.length;
    if (is_sigil(c) && !last && text.at[i + 1] == '{')
      buf_format(out, "%c%c", c, c);
    else if (is_sigil(c) &&
             (last ? before_reference : is_sigil(text.at[i + 1])))
      buf_format(out, "${\"%c\"}", c);
    else
      buf_char(out, c);
  }
}

static Json *json_template(Arena *arena, const Expression *value) {
  Buf out = buf_new(arena);
  for (u32 i = 0; i < value->pieces.count; i++) {
    const ExpressionPiece *piece = &value->pieces.items[i];
    if (piece->reference)
      buf_format(&out, "${%.*s}", STR_ARG(piece->text));
    else
      json_literal(&out, piece->text, i + 1 < value->pieces.count);
  }
  return json_string(arena, buf_view(&out));
}

static Json *json_token(Arena *arena, Str token) {
  bool number = token.length && (token.at[0] == '-' ||
                                 (token.at[0] >= '0' && token.at[0] <= '9'));
  if (number)
    return json_raw(arena, token);
  if (str_equal(token, STR("true")) || str_equal(token, STR("false")))
    return json_bool(arena, str_equal(token, STR("true")));
  if (str_equal(token, STR("null")))
    return json_null(arena);
  return json_string(arena, str_format(arena, "${%.*s}", STR_ARG(token)));
}

Json *hcl_json(Arena *arena, const Expression *value) {
  if (value->kind == EXPRESSION_TEXT)
    return json_template(arena, value);
  if (value->kind == EXPRESSION_LIST || value->kind == EXPRESSION_OBJECT) {
    bool list = value->kind == EXPRESSION_LIST;
    Json *whole = list ? json_array(arena) : json_object(arena);
    for (u32 i = 0; i < value->members.count; i++) {
      const ExpressionMember *member = &value->members.items[i];
      Json *item = hcl_json(arena, member->value);
      if (list)
        json_add(arena, whole, item);
      else
        json_set_key(arena, whole, member->key, item);
    }
    return whole;
  }
  Buf out = buf_new(arena);
  hcl_print_compact(&out, value);
  return json_token(arena, buf_view(&out));
}
