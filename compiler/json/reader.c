/* SPDX-License-Identifier: Apache-2.0
 *
 * Text becomes a JSON tree. cJSON's own reader keeps duplicate keys, rounds
 * integers, ends a text at \u0000, lets bad numbers and bytes pass and cannot
 * tell a syntax error from exhausted memory; what people and plug-ins write is
 * read strictly here instead. On failure every function returns false or NULL
 * with `at` on what was refused.
 */
#include "json/json.h"

#include <string.h>

typedef struct Reader {
  Arena *arena;
  const char *at, *end;
  u32 depth;
} Reader;

static bool take(Reader *reader, char wanted) {
  bool found = reader->at < reader->end && *reader->at == wanted;
  reader->at += found;
  return found;
}

static bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static void skip_space(Reader *reader) {
  while (reader->at < reader->end && is_space(*reader->at))
    reader->at++;
}

static bool take_hex(Reader *reader, u32 *value) {
  *value = 0;
  for (int i = 0; i < 4; i++) {
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *digit = reader->at < reader->end && *reader->at
                          ? strchr(digits, *reader->at)
                          : NULL;
    if (!digit)
      return false;
    *value = *value << 4 | ((u32)(digit - digits) & 15);
    reader->at++;
  }
  return true;
}

/* What follows `\u`; two surrogates make one code point, one alone none. */
static bool take_unicode(Reader *reader, u32 *code_point) {
  if (!take_hex(reader, code_point) || *code_point == 0)
    return false;
  if (*code_point < 0xD800 || *code_point > 0xDFFF)
    return true;
  u32 low;
  if (*code_point > 0xDBFF || !take(reader, '\\') || !take(reader, 'u') ||
      !take_hex(reader, &low) || low < 0xDC00 || low > 0xDFFF)
    return false;
  *code_point = 0x10000 + ((*code_point - 0xD800) << 10) + (low - 0xDC00);
  return true;
}

static bool take_escape(Reader *reader, u32 *code_point) {
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  if (take(reader, 'u'))
    return take_unicode(reader, code_point);
  const char *letter = reader->at < reader->end && *reader->at
                         ? strchr(letters, *reader->at)
                         : NULL;
  if (!letter)
    return false;
  *code_point = (u8)meanings[letter - letters];
  reader->at++;
  return true;
}

/* NULL unless a whole text stands here. */
static char *read_text(Reader *reader) {
  if (!take(reader, '"'))
    return NULL;
  const char *close = reader->at;
  while (close < reader->end && *close != '"')
    close += *close == '\\' && close + 1 < reader->end ? 2 : 1;
  /* An escape is never shorter than what it stands for. */
  char *text = arena_alloc(reader->arena, (size_t)(close - reader->at) + 1);
  u32 length = 0;
  while (!take(reader, '"')) {
    if (reader->at == reader->end)
      return NULL;
    u32 bytes, code_point;
    if (take(reader, '\\')) {
      if (!take_escape(reader, &code_point))
        return NULL;
    } else {
      i64 decoded = utf8_decode(reader->at, reader->end, &bytes);
      if (decoded < 0x20)
        return NULL;
      code_point = (u32)decoded;
      reader->at += bytes;
    }
    length += utf8_encode(code_point, text + length);
  }
  return text;
}

static bool take_digits(Reader *reader) {
  const char *start = reader->at;
  while (reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9')
    reader->at++;
  return reader->at > start;
}

static Json *read_number(Reader *reader) {
  const char *start = reader->at;
  take(reader, '-');
  if (!take(reader, '0') && !take_digits(reader))
    return NULL;
  if (take(reader, '.') && !take_digits(reader))
    return NULL;
  if (take(reader, 'e') || take(reader, 'E')) {
    if (!take(reader, '+'))
      take(reader, '-');
    if (!take_digits(reader))
      return NULL;
  }
  return json_raw(reader->arena, (Str){ start, (u32)(reader->at - start) });
}

static Json *read_word(Reader *reader, Str word, Json *meaning) {
  Str rest = { reader->at, (u32)(reader->end - reader->at) };
  if (!str_starts(rest, word))
    return NULL;
  reader->at += word.length;
  return meaning;
}

static Json *read_value(Reader *reader);

static bool read_item(Reader *reader, Json *array) {
  Json *item = read_value(reader);
  if (item)
    json_add(reader->arena, array, item);
  return item;
}

static bool read_member(Reader *reader, Json *object, Map *known) {
  skip_space(reader);
  const char *start = reader->at;
  char *key = read_text(reader);
  if (!key)
    return false;
  if (map_get(known, str_from(key))) {
    reader->at = start;
    return false;
  }
  map_set(known, str_from(key), 1);
  skip_space(reader);
  Json *value = take(reader, ':') ? read_value(reader) : NULL;
  if (value)
    json_set(reader->arena, object, key, value);
  return value;
}

static Json *read_list(Reader *reader, Json *list, char close) {
  if (reader->depth == JSON_DEPTH)
    return NULL;
  Map known = map_new(reader->arena);
  reader->at++;
  skip_space(reader);
  if (take(reader, close))
    return list;
  reader->depth++;
  do {
    if (close == '}' ? !read_member(reader, list, &known)
                     : !read_item(reader, list))
      return NULL;
    skip_space(reader);
  } while (take(reader, ','));
  reader->depth--;
  return take(reader, close) ? list : NULL;
}

static Json *read_value(Reader *reader) {
  skip_space(reader);
  Arena *arena = reader->arena;
  if (reader->at == reader->end)
    return NULL;
  switch (*reader->at) {
  case '{':
    return read_list(reader, json_object(arena), '}');
  case '[':
    return read_list(reader, json_array(arena), ']');
  case 't':
    return read_word(reader, STR("true"), json_bool(arena, true));
  case 'f':
    return read_word(reader, STR("false"), json_bool(arena, false));
  case 'n':
    return read_word(reader, STR("null"), json_null(arena));
  case '"':
    break;
  default:
    return read_number(reader);
  }
  char *text = read_text(reader);
  return text ? json_string(arena, str_from(text)) : NULL;
}

Json *json_parse(Arena *arena, Str text, const char **error_at) {
  Reader reader = { arena, text.at, text.at + text.length, 0 };
  Json *root = read_value(&reader);
  if (root)
    skip_space(&reader);
  if (root && reader.at == reader.end)
    return root;
  *error_at = reader.at;
  return NULL;
}

/* What is refused at the start of a text that a comma precedes is a key that is
 * there already: everywhere else a text may begin behind a comma. */
static bool is_second_key(Str text, u32 offset) {
  u32 before = offset;
  while (before && is_space(text.at[before - 1]))
    before--;
  return text.at[offset] == '"' && before && text.at[before - 1] == ',';
}

JsonRefusal json_refusal(Str text, u32 offset) {
  if (offset >= text.length)
    return JSON_CUT_OFF;
  u32 bytes;
  const char *at = text.at + offset;
  if (*at == '\0' || utf8_decode(at, text.at + text.length, &bytes) < 0)
    return JSON_NO_TEXT;
  return is_second_key(text, offset) ? JSON_SECOND_KEY : JSON_NO_JSON;
}
