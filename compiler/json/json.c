/* SPDX-License-Identifier: Apache-2.0
 *
 * Making and printing JSON. Nodes are made in the arena and linked by cJSON.
 * The printer keeps the open arrays and objects on a stack of its own, so that
 * no tree is too deep for it.
 */
#include "json/json.h"

#include <stdlib.h>
#include <string.h>

static Json *node(Arena *arena, int type) {
  Json *made = ARENA_NEW(arena, Json);
  made->type = type;
  return made;
}

Json *json_object(Arena *arena) {
  return node(arena, cJSON_Object);
}

Json *json_array(Arena *arena) {
  return node(arena, cJSON_Array);
}

Json *json_string(Arena *arena, Str text) {
  Json *made = node(arena, cJSON_String | cJSON_IsReference);
  made->valuestring = str_terminated(arena, text);
  return made;
}

Json *json_integer(Arena *arena, i64 value) {
  return json_raw(arena, str_format(arena, "%lld", (long long)value));
}

Json *json_raw(Arena *arena, Str digits) {
  Json *made = node(arena, cJSON_Number | cJSON_IsReference);
  made->valuestring = str_terminated(arena, digits);
  made->valuedouble = strtod(made->valuestring, NULL);
  return made;
}

Json *json_bool(Arena *arena, bool value) {
  return node(arena, value ? cJSON_True : cJSON_False);
}

Json *json_null(Arena *arena) {
  return node(arena, cJSON_NULL);
}

/* cJSON refuses to link only what is NULL or the object itself. */
void json_set(Arena *arena, Json *object, const char *key, Json *item) {
  if (!cJSON_AddItemToObjectCS(object, key, item))
    arena_exhausted(arena);
}

void json_set_key(Arena *arena, Json *object, Str key, Json *item) {
  json_set(arena, object, str_terminated(arena, key), item);
}

void json_add(Arena *arena, Json *array, Json *item) {
  if (!cJSON_AddItemToArray(array, item))
    arena_exhausted(arena);
}

/* The first one's `prev` is the last one, as cJSON has it. */
void json_replace(Json *whole, Json *old, Json *item) {
  if (!item) {
    cJSON_DetachItemViaPointer(whole, old);
    return;
  }
  item->string = old->string;
  item->type |= cJSON_StringIsConst;
  item->next = old->next;
  item->prev = old->prev == old ? item : old->prev;
  if (whole->child == old)
    whole->child = item;
  else
    old->prev->next = item;
  if (old->next)
    old->next->prev = item;
  else
    whole->child->prev = item;
}

Json *json_copy(Arena *arena, const Json *root) {
  Json *copy = node(arena, root->type & 0xFF);
  copy->valuedouble = root->valuedouble;
  if (root->valuestring) {
    copy->type |= cJSON_IsReference;
    copy->valuestring = root->valuestring;
  }
  for (const Json *one = root->child; one; one = one->next)
    if (cJSON_IsObject(root))
      json_set(arena, copy, one->string, json_copy(arena, one));
    else
      json_add(arena, copy, json_copy(arena, one));
  return copy;
}

static void print_escape(Buf *out, u32 code_point) {
  static const char meanings[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
  const char *found =
    code_point < 0x80 ? strchr(meanings, (int)code_point) : NULL;
  if (code_point && found)
    buf_format(out, "\\%c", letters[found - meanings]);
  else
    buf_format(out, "\\u%04x", code_point);
}

static bool is_plain(char c) {
  return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

/* What is plain is copied in one piece; U+2028 and U+2029 end a line in
 * JavaScript and are escaped with the controls. */
static void print_string(Buf *out, Str text) {
  const char *end = text.at + text.length, *plain = text.at;
  buf_char(out, '"');
  for (const char *at = text.at; at < end;) {
    if (is_plain(*at)) {
      at++;
      continue;
    }
    u32 length = 1;
    u8 byte = (u8)*at;
    i64 code_point = byte < 0x80 ? byte : utf8_decode(at, end, &length);
    at += length;
    if (code_point >= 0x20 && code_point != '"' && code_point != '\\' &&
        code_point != 0x2028 && code_point != 0x2029)
      continue;
    buf_str(out, (Str){ plain, (u32)(at - length - plain) });
    if (code_point < 0)
      buf_text(out, "\xEF\xBF\xBD");
    else
      print_escape(out, (u32)code_point);
    plain = at;
  }
  buf_str(out, (Str){ plain, (u32)(end - plain) });
  buf_char(out, '"');
}

static bool is_object(const Json *item) {
  return (item->type & 0xFF) == cJSON_Object;
}

static void print_leaf(Buf *out, const Json *item) {
  switch (item->type & 0xFF) {
  case cJSON_False:
    buf_text(out, "false");
    return;
  case cJSON_True:
    buf_text(out, "true");
    return;
  case cJSON_Number:
    buf_text(out, item->valuestring);
    return;
  case cJSON_String:
    print_string(out, str_from(item->valuestring));
    return;
  case cJSON_Array:
    buf_text(out, "[]");
    return;
  case cJSON_Object:
    buf_text(out, "{}");
    return;
  default:
    buf_text(out, "null");
    return;
  }
}

static void print_break(Buf *out, bool pretty, u32 depth) {
  if (!pretty)
    return;
  buf_char(out, '\n');
  buf_repeat(out, ' ', 2 * depth);
}

static void print(Buf *out, const Json *root, bool pretty) {
  VEC(const Json *) open = { 0 };
  for (const Json *item = root;;) {
    if (open.count && is_object(open.items[open.count - 1])) {
      print_string(out, str_from(item->string));
      buf_text(out, pretty ? ": " : ":");
    }
    if (item->child) {
      buf_char(out, is_object(item) ? '{' : '[');
      VEC_PUSH(out->arena, &open, item);
      print_break(out, pretty, open.count);
      item = item->child;
      continue;
    }
    print_leaf(out, item);
    while (open.count && !item->next) {
      item = open.items[--open.count];
      print_break(out, pretty, open.count);
      buf_char(out, is_object(item) ? '}' : ']');
    }
    if (open.count == 0)
      return;
    buf_char(out, ',');
    print_break(out, pretty, open.count);
    item = item->next;
  }
}

void json_print(Buf *out, const Json *root) {
  print(out, root, true);
  buf_char(out, '\n');
}

void json_print_compact(Buf *out, const Json *root) {
  print(out, root, false);
}
