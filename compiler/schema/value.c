/* SPDX-License-Identifier: Apache-2.0
 *
 * Values, words and types as people read them, and texts made of parts.
 */
#include "schema/input.h"

#include <string.h>

bool words_have(Str words, Str word) {
  for (u32 from = 0; from < words.length;) {
    Str rest = str_slice(words, from, words.length);
    Str one = str_slice(rest, 0, str_find(rest, '|'));
    if (str_equal(one, word))
      return true;
    from += one.length + 1;
  }
  return false;
}

u32 words_split(Str words, Str *out, u32 room) {
  u32 count = 0;
  for (u32 from = 0; from < words.length && count < room;) {
    Str rest = str_slice(words, from, words.length);
    out[count] = str_slice(rest, 0, str_find(rest, '|'));
    from += out[count++].length + 1;
  }
  return count;
}

Str words_map(Str pairs, Str word) {
  Str out[16];
  u32 count = words_split(pairs, out, COUNT_OF(out));
  for (u32 i = 0; i < count; i++) {
    u32 equals = str_find(out[i], '=');
    if (str_equal(str_slice(out[i], 0, equals), word))
      return str_slice(out[i], equals + 1, out[i].length);
  }
  return word;
}

Str value_kind_name(ValueKind kind) {
  static const Str names[] = {
    [VALUE_POISON] = STR_INIT("nothing"),
    [VALUE_NONE] = STR_INIT("`none`"),
    [VALUE_BOOL] = STR_INIT("a boolean"),
    [VALUE_INTEGER] = STR_INIT("an integer"),
    [VALUE_DECIMAL] = STR_INIT("a decimal number"),
    [VALUE_DURATION] = STR_INIT("a duration"),
    [VALUE_SIZE] = STR_INIT("a size"),
    [VALUE_RATE] = STR_INIT("a rate"),
    [VALUE_PERCENT] = STR_INIT("a percentage"),
    [VALUE_RANGE] = STR_INIT("a range"),
    [VALUE_TEXT] = STR_INIT("a string"),
    [VALUE_WORD] = STR_INIT("a word"),
    [VALUE_LIST] = STR_INIT("a list"),
    [VALUE_MAP] = STR_INIT("a map"),
    [VALUE_REFERENCE] = STR_INIT("a reference"),
    [VALUE_CALL] = STR_INIT("a call"),
  };
  return names[kind];
}

static void text_for_people(Buf *buf, Text text) {
  static const Str late[] = {
    [PART_LITERAL] = STR_INIT(""),
    [PART_REGION] = STR_INIT("${aws.region}"),
    [PART_ACCOUNT] = STR_INIT("${aws.account}"),
    [PART_PARTITION] = STR_INIT("${aws.partition}"),
    [PART_ARN] = STR_INIT("${an ARN}"),
    [PART_NAME] = STR_INIT("${a name}"),
    [PART_URL] = STR_INIT("${an address}"),
    [PART_ID] = STR_INIT("${an identifier}"),
    [PART_PARAMETER] = STR_INIT("${a parameter}"),
    [PART_SECRET] = STR_INIT("${a secret}"),
    [PART_ATTRIBUTE] = STR_INIT("${an attribute}"),
  };
  for (u32 i = 0; i < text.count; i++) {
    const Part *part = &text.parts[i];
    if (part->kind == PART_INPUT)
      buf_format(buf, "${%.*s}", STR_ARG(part->text));
    else if (part->kind != PART_INPUT_UNIT)
      buf_str(buf, part->kind == PART_LITERAL ? part->text : late[part->kind]);
  }
}

bool value_late(const Value *value) {
  return value->kind >= VALUE_BOOL && value->kind <= VALUE_PERCENT &&
         value->input;
}

i64 value_low(const Value *value) {
  return value->number;
}

i64 value_high(const Value *value) {
  return value->input ? value->high : value->number;
}

Str range_text(Arena *arena, const Value *value) {
  Str low = quantity_text(arena, value->kind, value_low(value));
  Str high = quantity_text(arena, value->kind, value_high(value));
  return value_low(value) == value_high(value)
           ? low
           : str_format(arena, "%.*s to %.*s", STR_ARG(low), STR_ARG(high));
}

/* "limit (1 to 10)"; a bare name where the type has no range. */
static Str late_text(Arena *arena, const Value *value) {
  const Type *type = value->input->type;
  if (value->kind == VALUE_BOOL || (type->min == 0 && type->max == 0))
    return value->input->name;
  return str_format(arena, "%.*s (%.*s)", STR_ARG(value->input->name),
                    STR_ARG(range_text(arena, value)));
}

Str value_text(Arena *arena, const Value *value) {
  if (value_late(value))
    return late_text(arena, value);
  if (value->written.length && value->kind != VALUE_TEXT)
    return value->written;
  Buf buf = buf_new(arena);
  switch (value->kind) {
  case VALUE_BOOL:
    return value->truth ? STR("true") : STR("false");
  case VALUE_INTEGER:
  case VALUE_DECIMAL:
  case VALUE_DURATION:
  case VALUE_SIZE:
  case VALUE_RATE:
  case VALUE_PERCENT:
    return quantity_text(arena, value->kind, value->number);
  case VALUE_TEXT:
    text_for_people(&buf, value->text);
    return buf_view(&buf);
  case VALUE_WORD:
    return value->word;
  case VALUE_NONE:
    return STR("none");
  default:
    return value_kind_name(value->kind);
  }
}

ValueKind value_of_type(TypeKind type) {
  switch (type) {
  case TYPE_INTEGER:
    return VALUE_INTEGER;
  case TYPE_DECIMAL:
    return VALUE_DECIMAL;
  case TYPE_DURATION:
    return VALUE_DURATION;
  case TYPE_SIZE:
    return VALUE_SIZE;
  case TYPE_RATE:
    return VALUE_RATE;
  case TYPE_PERCENT:
    return VALUE_PERCENT;
  default:
    return VALUE_NONE;
  }
}

/* Appends "`a`, `b` or `c`"; `count` counts what stands there already. */
static void alternative(Buf *buf, u32 *count, u32 total, const char *format,
                        Str what) {
  if (*count)
    buf_text(buf, *count + 1 == total ? " or " : ", ");
  (*count)++;
  buf_text(buf, format);
  buf_str(buf, what);
  if (format[0] == '`')
    buf_char(buf, '`');
}

static Str plain_type(Arena *arena, const Type *type) {
  static const Str names[] = {
    [TYPE_ANY] = STR_INIT("a value"),
    [TYPE_BLOCK] = STR_INIT("a block"),
    [TYPE_STRING] = STR_INIT("a string"),
    [TYPE_BOOL] = STR_INIT("true or false"),
    [TYPE_INTEGER] = STR_INIT("an integer"),
    [TYPE_DECIMAL] = STR_INIT("a decimal number"),
    [TYPE_DURATION] = STR_INIT("a duration"),
    [TYPE_SIZE] = STR_INIT("a size"),
    [TYPE_RATE] = STR_INIT("a rate"),
    [TYPE_PERCENT] = STR_INIT("a percentage"),
    [TYPE_RANGE] = STR_INIT("a range"),
    [TYPE_ARN] = STR_INIT("an ARN"),
    [TYPE_RUNTIME] = STR_INIT("a runtime"),
    [TYPE_METHOD] = STR_INIT("an HTTP method"),
    [TYPE_ACCESS] = STR_INIT("something to read or write"),
    [TYPE_JSON] = STR_INIT("a map or a string"),
  };
  ValueKind kind = value_of_type(type->kind);
  if (kind == VALUE_NONE || (type->min == 0 && type->max == 0))
    return names[type->kind];
  Str low = quantity_text(arena, kind, type->min);
  Str high = quantity_text(arena, kind, type->max);
  return str_format(arena, "%.*s from %.*s to %.*s",
                    STR_ARG(names[type->kind]), STR_ARG(low), STR_ARG(high));
}

static Str one_text(Arena *arena, const Type *type) {
  Str words[16];
  u32 word_count = words_split(type->words, words, COUNT_OF(words));
  u32 total = word_count, count = 0;
  bool plain = type->kind != TYPE_WORD && type->kind != TYPE_REFERENCE &&
               type->kind != TYPE_CALL && type->kind != TYPE_ACCESS;
  bool text = type->calls == CALLS_REQUEST || type->calls == CALLS_CODE;
  Str calls[16];
  u32 call_count =
    type->calls == CALLS_NONE
      ? 0
      : call_names(type->calls, calls, COUNT_OF(calls));
  total += (u32)plain + (u32)text + call_count + (u32)type->none;
  Str seen = STR("");
  for (u32 kind = 0; kind < KIND_COUNT; kind++)
    if (type->references & 1u << kind &&
        !words_have(seen, kind_row((KindId)kind)->word)) {
      seen = str_format(arena, "%.*s|%.*s", STR_ARG(seen),
                        STR_ARG(kind_row((KindId)kind)->word));
      total++;
    }
  Buf buf = buf_new(arena);
  for (u32 i = 0; i < word_count; i++)
    alternative(&buf, &count, total, "`", words[i]);
  if (plain)
    alternative(&buf, &count, total, "", plain_type(arena, type));
  if (text)
    alternative(&buf, &count, total, "", STR("a string"));
  for (u32 i = 0; i < call_count; i++)
    alternative(&buf, &count, total, "`",
                str_format(arena, "%.*s(…)", STR_ARG(calls[i])));
  Str kinds[16];
  u32 kind_count = words_split(seen, kinds, COUNT_OF(kinds));
  for (u32 i = 0; i < kind_count; i++)
    if (kinds[i].length)
      alternative(&buf, &count, total, kind_article(kinds[i]), kinds[i]);
  if (type->none)
    alternative(&buf, &count, total, "`", STR("none"));
  return buf_view(&buf);
}

Str type_text(Arena *arena, const Type *type) {
  Str one = one_text(arena, type);
  switch (type->shape) {
  case SHAPE_LIST:
    return str_format(arena, "a list, each %.*s", STR_ARG(one));
  case SHAPE_ONE_OR_LIST:
    return str_format(arena, "%.*s, or a list of them", STR_ARG(one));
  case SHAPE_MAP:
    return str_format(arena, "a map, each value %.*s", STR_ARG(one));
  default:
    return one;
  }
}

/* ---- texts ---- */

bool text_literal(Arena *arena, Text text, Str *literal) {
  Str parts[1] = { STR("") };
  if (text.count == 1 && text.parts[0].kind == PART_LITERAL) {
    *literal = text.parts[0].text;
    return true;
  }
  Buf buf = buf_new(arena);
  for (u32 i = 0; i < text.count; i++) {
    if (text.parts[i].kind != PART_LITERAL)
      return false;
    buf_str(&buf, text.parts[i].text);
  }
  *literal = text.count ? buf_view(&buf) : parts[0];
  return true;
}

static Text text_single(Arena *arena, Part part) {
  Part *parts = ARENA_NEW(arena, Part);
  *parts = part;
  return (Text){ parts, 1 };
}

Text text_of(Arena *arena, Str literal) {
  return text_single(arena, (Part){ .kind = PART_LITERAL, .text = literal });
}

Text text_of_part(Arena *arena, PartKind kind, const struct Resource *thing) {
  return text_single(arena, (Part){ .kind = kind, .thing = thing });
}

Text text_join(Arena *arena, Text left, Text right) {
  Part *parts = ARENA_ARRAY(arena, Part, left.count + right.count);
  u32 count = 0;
  for (u32 side = 0; side < 2; side++) {
    Text text = side ? right : left;
    for (u32 i = 0; i < text.count; i++) {
      const Part *part = &text.parts[i];
      Part *last = count ? &parts[count - 1] : NULL;
      bool literal = part->kind == PART_LITERAL;
      if (literal && part->text.length == 0)
        continue;
      if (literal && last && last->kind == PART_LITERAL)
        last->text = str_format(arena, "%.*s%.*s", STR_ARG(last->text),
                                STR_ARG(part->text));
      else
        parts[count++] = *part;
    }
  }
  return (Text){ parts, count };
}

/* Parts that the deployment knows, as they are written in a program. Without a
 * default: a new kind does not compile before it has a name. */
static Str part_shown(Part part) {
  switch (part.kind) {
  case PART_LITERAL:
    return part.text;
  case PART_REGION:
    return STR("{region}");
  case PART_ACCOUNT:
    return STR("{account}");
  case PART_PARTITION:
    return STR("{partition}");
  case PART_ARN:
    return STR("{arn}");
  case PART_NAME:
    return STR("{name}");
  case PART_URL:
    return STR("{url}");
  case PART_ID:
    return STR("{id}");
  case PART_PARAMETER:
    return STR("{ssm}");
  case PART_SECRET:
    return STR("{secret}");
  case PART_INPUT:
    return STR("{param}");
  case PART_ATTRIBUTE:
    return STR("{attribute}");
  case PART_INPUT_UNIT: /* its param says it all */
    break;
  }
  return STR("");
}

Str text_shown(Arena *arena, Text text) {
  Str literal;
  if (text_literal(arena, text, &literal))
    return literal;
  Buf buf = buf_new(arena);
  for (u32 i = 0; i < text.count; i++)
    buf_str(&buf, part_shown(text.parts[i]));
  return buf_view(&buf);
}

Str text_longest(Arena *arena, Text text) {
  Str literal;
  if (text_literal(arena, text, &literal))
    return literal;
  Buf buf = buf_new(arena);
  for (u32 i = 0; i < text.count; i++)
    buf_str(&buf, text.parts[i].kind == PART_REGION
                    ? region_longest()
                    : part_shown(text.parts[i]));
  return buf_view(&buf);
}

bool text_equal(Text left, Text right) {
  bool equal = left.count == right.count;
  for (u32 i = 0; equal && i < left.count; i++)
    equal = left.parts[i].kind == right.parts[i].kind &&
            left.parts[i].thing == right.parts[i].thing &&
            left.parts[i].input == right.parts[i].input &&
            str_equal(left.parts[i].text, right.parts[i].text) &&
            str_equal(left.parts[i].key, right.parts[i].key);
  return equal;
}

const Input *text_input(Text text) {
  return text.count == 1 && text.parts[0].kind == PART_INPUT
           ? text.parts[0].input
           : NULL;
}
