/* SPDX-License-Identifier: Apache-2.0
 *
 * Made by apiqc: the next build writes this file anew.
 *
 * JSON becomes a tree over two lists, one of values and one of texts. How long
 * they get is counted before, so that nothing moves, and both are used again
 * for the next document.
 */
#include "apiq_parts.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 200 };

typedef struct Parser {
  const char *at, *end;
  apiq_json *values;
  size_t count;
  char *text; /* where the next text goes */
} Parser;

static bool parse_value(Parser *parser, apiq_json *value, unsigned depth);

/* ---- room ---------------------------------------------------------------- */

/* No more than one before each value, outside of strings: what begins a list
 * and what goes on with one. */
static size_t count_values(const char *text, size_t length) {
  size_t count = 1;
  bool inside = false;
  for (size_t i = 0; i < length; i++) {
    char c = text[i];
    if (inside && c == '\\')
      i++;
    else if (c == '"')
      inside = !inside;
    else if (!inside && (c == '[' || c == '{' || c == ','))
      count++;
  }
  return count;
}

static bool make_room(apiq_document *document, size_t count, size_t length) {
  if (count > SIZE_MAX / sizeof *document->values || length > SIZE_MAX - count)
    return false;
  if (count > document->value_room) {
    apiq_json *values =
      realloc(document->values, count * sizeof *document->values);
    if (!values)
      return false;
    document->values = values;
    document->value_room = count;
  }
  /* A string loses two quotes for its NUL; a number gets one more byte. */
  if (length + count > document->text_room) {
    char *text = realloc(document->text, length + count);
    if (!text)
      return false;
    document->text = text;
    document->text_room = length + count;
  }
  return true;
}

/* ---- texts --------------------------------------------------------------- */

static void skip_space(Parser *parser) {
  while (parser->at < parser->end &&
         (*parser->at == ' ' || *parser->at == '\t' || *parser->at == '\n' ||
          *parser->at == '\r'))
    parser->at++;
}

static bool take(Parser *parser, char c) {
  skip_space(parser);
  if (parser->at == parser->end || *parser->at != c)
    return false;
  parser->at++;
  return true;
}

/* The four digits of `\uXXXX`; negative: they are none. */
static long parse_unit(Parser *parser) {
  long unit = 0;
  if (parser->end - parser->at < 4)
    return -1;
  for (int i = 0; i < 4; i++) {
    char c = *parser->at++;
    int digit = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
    if (digit < 0)
      return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

static void add_character(Parser *parser, long code) {
  char *to = parser->text;
  if (code < 0x80) {
    *to++ = (char)code;
  } else if (code < 0x800) {
    *to++ = (char)(0xC0 | code >> 6);
    *to++ = (char)(0x80 | (code & 63));
  } else if (code < 0x10000) {
    *to++ = (char)(0xE0 | code >> 12);
    *to++ = (char)(0x80 | (code >> 6 & 63));
    *to++ = (char)(0x80 | (code & 63));
  } else {
    *to++ = (char)(0xF0 | code >> 18);
    *to++ = (char)(0x80 | (code >> 12 & 63));
    *to++ = (char)(0x80 | (code >> 6 & 63));
    *to++ = (char)(0x80 | (code & 63));
  }
  parser->text = to;
}

/* Half of a pair becomes U+FFFD. A NUL would end the text: it is refused. */
static bool parse_escaped_unit(Parser *parser) {
  long code = parse_unit(parser);
  if (code >= 0xD800 && code < 0xDC00 && parser->end - parser->at >= 6 &&
      parser->at[0] == '\\' && parser->at[1] == 'u') {
    const char *before = parser->at;
    parser->at += 2;
    long low = parse_unit(parser);
    if (low >= 0xDC00 && low < 0xE000)
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    else
      parser->at = before;
  }
  if (code >= 0xD800 && code < 0xE000)
    code = 0xFFFD;
  if (code <= 0)
    return false;
  add_character(parser, code);
  return true;
}

static bool parse_escape(Parser *parser) {
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  if (parser->at == parser->end)
    return false;
  char c = *parser->at++;
  if (c == 'u')
    return parse_escaped_unit(parser);
  const char *found = c ? strchr(from, c) : NULL;
  if (!found)
    return false;
  *parser->text++ = to[found - from];
  return true;
}

static bool parse_string(Parser *parser, const char **text, size_t *length) {
  if (!take(parser, '"'))
    return false;
  *text = parser->text;
  while (parser->at < parser->end && *parser->at != '"') {
    unsigned char c = (unsigned char)*parser->at++;
    if (c < 0x20 || (c == '\\' && !parse_escape(parser)))
      return false;
    if (c != '\\')
      *parser->text++ = (char)c;
  }
  if (parser->at == parser->end)
    return false;
  parser->at++;
  *length = (size_t)(parser->text - *text);
  *parser->text++ = '\0';
  return true;
}

/* ---- values -------------------------------------------------------------- */

static size_t skip_digits(Parser *parser) {
  const char *from = parser->at;
  while (parser->at < parser->end && *parser->at >= '0' && *parser->at <= '9')
    parser->at++;
  return (size_t)(parser->at - from);
}

static bool skip_one(Parser *parser, const char *of) {
  if (parser->at == parser->end || !*parser->at || !strchr(of, *parser->at))
    return false;
  parser->at++;
  return true;
}

static bool parse_number(Parser *parser, apiq_json *value) {
  const char *from = parser->at;
  skip_one(parser, "-");
  if (!skip_one(parser, "0") && !skip_digits(parser))
    return false;
  if (skip_one(parser, ".") && !skip_digits(parser))
    return false;
  if (skip_one(parser, "eE")) {
    skip_one(parser, "+-");
    if (!skip_digits(parser))
      return false;
  }
  value->kind = APIQ_JSON_NUMBER;
  value->length = (size_t)(parser->at - from);
  value->text = parser->text;
  memcpy(parser->text, from, value->length);
  parser->text += value->length;
  *parser->text++ = '\0';
  return true;
}

static bool parse_word(Parser *parser, apiq_json *value) {
  static const struct {
    const char *word;
    apiq_json_kind kind;
  } words[] = { { "null", APIQ_JSON_NULL },
                { "true", APIQ_JSON_TRUE },
                { "false", APIQ_JSON_FALSE } };
  size_t left = (size_t)(parser->end - parser->at);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t length = strlen(words[i].word);
    if (left < length || memcmp(parser->at, words[i].word, length) != 0)
      continue;
    parser->at += length;
    value->kind = words[i].kind;
    return true;
  }
  return false;
}

/* The items of an array or the members of an object, up to its end. */
static bool parse_children(Parser *parser, apiq_json *value, unsigned depth) {
  bool object = value->kind == APIQ_JSON_OBJECT;
  const apiq_json **link = &value->child;
  char end = object ? '}' : ']';
  if (depth == DEEPEST)
    return false;
  if (take(parser, end))
    return true;
  do {
    apiq_json *child = &parser->values[parser->count++];
    *child = (apiq_json){ 0 };
    if (object && (!parse_string(parser, &child->name, &child->length) ||
                   !take(parser, ':')))
      return false;
    if (!parse_value(parser, child, depth + 1))
      return false;
    *link = child;
    link = &child->next;
  } while (take(parser, ','));
  return take(parser, end);
}

static bool parse_value(Parser *parser, apiq_json *value, unsigned depth) {
  value->length = 0;
  skip_space(parser);
  if (parser->at == parser->end)
    return false;
  char c = *parser->at;
  if (c == '{' || c == '[') {
    parser->at++;
    value->kind = c == '{' ? APIQ_JSON_OBJECT : APIQ_JSON_ARRAY;
    return parse_children(parser, value, depth);
  }
  if (c == '"') {
    value->kind = APIQ_JSON_STRING;
    return parse_string(parser, &value->text, &value->length);
  }
  if (c == '-' || (c >= '0' && c <= '9'))
    return parse_number(parser, value);
  return parse_word(parser, value);
}

const apiq_json *apiq_json_parse(apiq_document *document, const char *text,
                                 size_t length) {
  size_t count = count_values(text, length);
  if (!apiq_is_utf8(text, length) || !make_room(document, count, length))
    return NULL;
  Parser parser = { text, text + length, document->values, 1, document->text };
  document->values[0] = (apiq_json){ 0 };
  if (!parse_value(&parser, document->values, 0))
    return NULL;
  skip_space(&parser);
  return parser.at == parser.end ? document->values : NULL;
}

void apiq_json_free(apiq_document *document) {
  free(document->values);
  free(document->text);
  *document = (apiq_document){ 0 };
}

/* ---- reading ------------------------------------------------------------- */

const apiq_json *apiq_json_find(const apiq_json *object, const char *name) {
  const apiq_json *child = object ? object->child : NULL;
  while (child && (!child->name || strcmp(child->name, name) != 0))
    child = child->next;
  return child;
}

const char *apiq_json_text(const apiq_json *object, const char *name) {
  const apiq_json *found = apiq_json_find(object, name);
  return found && found->kind == APIQ_JSON_STRING ? found->text : NULL;
}
