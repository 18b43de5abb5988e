/* SPDX-License-Identifier: Apache-2.0
 *
 * The functions of the language. Each gets its arguments in the order of its
 * row, already held against their types, and gives a value of its own; a text
 * that only the deployment knows may be joined and formatted, not looked into.
 */
#include "sema/program.h"

typedef struct Call {
  Analysis *analysis;
  Span span;
  const Value *arguments;
  u32 count; /* more than the row has where its last argument repeats */
} Call;

static Value number_value(const Call *call, i64 number) {
  return (Value){ .kind = VALUE_INTEGER, .span = call->span, .number = number };
}

static Value text_value(const Call *call, Text text) {
  return (Value){ .kind = VALUE_TEXT, .span = call->span, .text = text };
}

static Value literal_value(const Call *call, Str literal) {
  return text_value(call, text_of(call->analysis->arena, literal));
}

static Value refuse(const Call *call, Span span, const char *words) {
  diag_add(call->analysis->diags, RULE_TYPE_BAD_ARGUMENT, span, "%s", words);
  return value_poison(call->span);
}

/* The characters of an argument; false: the deployment alone knows them. */
static bool known(const Call *call, u32 index, Str *literal) {
  if (text_literal(call->analysis->arena, call->arguments[index].text, literal))
    return true;
  refuse(call, call->arguments[index].span,
         "this text is known to the deployment only");
  return false;
}

/* ---- lists and maps ---- */

static Value list_value(const Call *call, u32 room) {
  Value value = { .kind = VALUE_LIST, .span = call->span };
  value.list.items = ARENA_ARRAY(call->analysis->arena, Value, room);
  return value;
}

static Value function_len(const Call *call) {
  const Value *of = &call->arguments[0];
  Str text;
  switch (of->kind) {
  case VALUE_LIST:
    return number_value(call, of->list.count);
  case VALUE_MAP:
    return number_value(call, of->map.count);
  case VALUE_TEXT:
    return known(call, 0, &text) ? number_value(call, utf8_count(text))
                                 : value_poison(call->span);
  default:
    return refuse(call, of->span, "only a list, a map or a string has a length");
  }
}

static Value function_join(const Call *call) {
  const Value *list = &call->arguments[1];
  Arena *arena = call->analysis->arena;
  Text text = text_of(arena, STR(""));
  for (u32 i = 0; i < list->list.count; i++) {
    if (i)
      text = text_join(arena, text, call->arguments[0].text);
    text = text_join(arena, text, list->list.items[i].text);
  }
  return text_value(call, text);
}

static bool found_at(Str text, u32 at, Str wanted) {
  return at + wanted.length <= text.length &&
         str_equal(str_slice(text, at, at + wanted.length), wanted);
}

static Value function_split(const Call *call) {
  Str text, separator;
  if (!known(call, 0, &text) || !known(call, 1, &separator))
    return value_poison(call->span);
  if (separator.length == 0)
    return refuse(call, call->arguments[1].span, "the separator is empty");
  Value value = list_value(call, text.length + 1);
  u32 from = 0;
  for (u32 at = 0; at <= text.length; at++) {
    bool end = at == text.length;
    if (!end && !found_at(text, at, separator))
      continue;
    value.list.items[value.list.count++] =
      literal_value(call, str_slice(text, from, at));
    from = at + separator.length;
    at = end ? at : from - 1;
  }
  return value;
}

static Value function_contains(const Call *call) {
  Str whole, part;
  const Value *in = &call->arguments[0], *wanted = &call->arguments[1];
  if (in->kind != VALUE_TEXT || wanted->kind != VALUE_TEXT)
    return operate_binary(call->analysis, TOKEN_IN, *wanted, *in, call->span);
  if (!known(call, 0, &whole) || !known(call, 1, &part))
    return value_poison(call->span);
  bool found = part.length == 0;
  for (u32 at = 0; !found && at < whole.length; at++)
    found = found_at(whole, at, part);
  return (Value){ .kind = VALUE_BOOL, .span = call->span, .truth = found };
}

static Value function_keys(const Call *call) {
  const Value *of = &call->arguments[0];
  Value value = list_value(call, of->map.count);
  for (u32 i = 0; i < of->map.count; i++)
    value.list.items[value.list.count++] =
      literal_value(call, of->map.entries[i].key);
  return value;
}

static Value function_values(const Call *call) {
  const Value *of = &call->arguments[0];
  Value value = list_value(call, of->map.count);
  for (u32 i = 0; i < of->map.count; i++)
    value.list.items[value.list.count++] = *of->map.entries[i].value;
  return value;
}

/* What comes after an item, as a list of one; after the last one nothing. */
static Value function_after(const Call *call) {
  const Value *list = &call->arguments[0], *item = &call->arguments[1];
  Value value = list_value(call, 1);
  for (u32 i = 0; i < list->list.count; i++) {
    if (!text_equal(list->list.items[i].text, item->text))
      continue;
    if (i + 1 < list->list.count)
      value.list.items[value.list.count++] = list->list.items[i + 1];
    return value;
  }
  return refuse(call, item->span, "the list has no such item");
}

/* ---- texts ---- */

static Value changed_case(const Call *call, char first, char last, int by) {
  Str text;
  if (!known(call, 0, &text))
    return value_poison(call->span);
  Buf out = buf_new(call->analysis->arena);
  for (u32 i = 0; i < text.length; i++) {
    char c = text.at[i];
    buf_char(&out, c >= first && c <= last ? (char)(c + by) : c);
  }
  return literal_value(call, buf_view(&out));
}

static Value function_lower(const Call *call) {
  return changed_case(call, 'A', 'Z', 'a' - 'A');
}

static Value function_upper(const Call *call) {
  return changed_case(call, 'a', 'z', 'A' - 'a');
}

static Value function_replace(const Call *call) {
  Str text, from, to;
  if (!known(call, 0, &text) || !known(call, 1, &from) || !known(call, 2, &to))
    return value_poison(call->span);
  if (from.length == 0)
    return refuse(call, call->arguments[1].span,
                  "there is nothing to replace: the text is empty");
  Buf out = buf_new(call->analysis->arena);
  for (u32 at = 0; at < text.length;) {
    bool found = found_at(text, at, from);
    buf_str(&out, found ? to : str_slice(text, at, at + 1));
    at += found ? from.length : 1;
    if (out.length > STRING_LIMIT)
      return refuse(call, call->span, "the result is longer than a string may be");
  }
  return literal_value(call, buf_view(&out));
}

/* `{}` takes the next value, `{{` is a brace. */
static Value function_format(const Call *call) {
  Arena *arena = call->analysis->arena;
  Str pattern;
  Text text = text_of(arena, STR(""));
  u32 next = 1;
  if (!known(call, 0, &pattern))
    return value_poison(call->span);
  for (u32 at = 0; at < pattern.length;) {
    Str rest = str_slice(pattern, at, pattern.length);
    u32 brace = str_find(rest, '{');
    text = text_join(arena, text, text_of(arena, str_slice(rest, 0, brace)));
    at += brace;
    if (brace == rest.length)
      break;
    bool hole = found_at(pattern, at, STR("{}"));
    if (!hole && !found_at(pattern, at, STR("{{")))
      return refuse(call, call->arguments[0].span,
                    "a `{` stands before `}` or before another `{`");
    if (hole && next == call->count)
      return refuse(call, call->arguments[0].span,
                    "the pattern has more places than there are values");
    if (hole) {
      Value value = call->arguments[next++];
      text = text_join(arena, text, value_in_text(call->analysis, &value));
      if (value.kind == VALUE_POISON)
        return value;
    } else {
      text = text_join(arena, text, text_of(arena, STR("{")));
    }
    at += 2;
  }
  if (next < call->count)
    return refuse(call, call->arguments[next].span,
                  "the pattern has no place for this value");
  return text_value(call, text);
}

/* ---- numbers ---- */

static Value extreme(const Call *call, TokenKind better) {
  Value best = call->arguments[0];
  for (u32 i = 1; i < call->count; i++) {
    Value wins = operate_binary(call->analysis, better, call->arguments[i],
                                best, call->arguments[i].span);
    if (wins.kind == VALUE_POISON)
      return wins;
    if (value_late(&wins))
      return late_refuse(call->analysis, &wins, call->span);
    if (wins.truth)
      best = call->arguments[i];
  }
  best.span = call->span;
  return best;
}

static Value function_min(const Call *call) {
  return extreme(call, TOKEN_LESS);
}

static Value function_max(const Call *call) {
  return extreme(call, TOKEN_GREATER);
}

/* ---- the world outside ---- */

static bool is_text(Str content) {
  const char *end = content.at + content.length;
  u32 length;
  for (const char *at = content.at; at < end; at += length)
    if (*at == '\0' || utf8_decode(at, end, &length) < 0)
      return false;
  return true;
}

static Value function_file(const Call *call) {
  Analysis *analysis = call->analysis;
  Str path, content;
  if (!known(call, 0, &path))
    return value_poison(call->span);
  Str folder = fs_directory(analysis->program->tree->file->path);
  Str full = fs_join(analysis->arena, folder, path);
  FsResult result = fs_read(analysis->arena, full, STRING_LIMIT, &content);
  if (result.status == FS_OK &&
      (path.at[0] == '/' || !fs_inside(analysis->arena, folder, full)))
    return refuse(call, call->arguments[0].span,
                  "a file must lie in the folder of the root file");
  if (result.status == FS_OK && !is_text(content))
    return refuse(call, call->arguments[0].span, "the file is no UTF-8 text");
  if (result.status == FS_OK)
    return literal_value(call, content);
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT,
                        call->arguments[0].span,
                        "the file `%.*s` cannot be read: %.*s", STR_ARG(path),
                        STR_ARG(result.reason));
  diag_note(analysis->diags, diag,
            "a path is relative to the folder of the root file");
  return value_poison(call->span);
}

static Value function_json(const Call *call) {
  return literal_value(call,
                       document_json(call->analysis, &call->arguments[0]));
}

static Value function_env_name(const Call *call) {
  const Value *of = &call->arguments[0];
  Str name = STR("");
  if (of->kind == VALUE_REFERENCE)
    name = variable_name(call->analysis->arena, of->reference.resource);
  if (name.length == 0)
    return refuse(call, of->span,
                  "the environment of a function names queues, topics and other "
                  "things that it sends to or reads");
  return literal_value(call, name);
}

static Value late_value(const Call *call, PartKind kind, Str text, Str key) {
  Part *part = ARENA_NEW(call->analysis->arena, Part);
  *part = (Part){ .kind = kind, .text = text, .key = key };
  return text_value(call, (Text){ part, 1 });
}

static Value function_ssm(const Call *call) {
  Str path;
  if (!known(call, 0, &path))
    return value_poison(call->span);
  return late_value(call, PART_PARAMETER, path, STR(""));
}

/* The value would stand in clear in what is deployed: see settle.c. */
static Value function_secret(const Call *call) {
  Str name, key = STR("");
  if (!known(call, 0, &name) ||
      (call->arguments[1].kind == VALUE_TEXT && !known(call, 1, &key)))
    return value_poison(call->span);
  return late_value(call, PART_SECRET, name, key);
}

Value function_call(Analysis *analysis, const CallRow *row,
                    const Value *arguments, u32 count, Span span) {
  static const struct {
    Str name;
    Value (*function)(const Call *);
  } rows[] = {
    { STR_INIT("len"), function_len },
    { STR_INIT("join"), function_join },
    { STR_INIT("split"), function_split },
    { STR_INIT("lower"), function_lower },
    { STR_INIT("upper"), function_upper },
    { STR_INIT("replace"), function_replace },
    { STR_INIT("format"), function_format },
    { STR_INIT("min"), function_min },
    { STR_INIT("max"), function_max },
    { STR_INIT("contains"), function_contains },
    { STR_INIT("after"), function_after },
    { STR_INIT("keys"), function_keys },
    { STR_INIT("values"), function_values },
    { STR_INIT("file"), function_file },
    { STR_INIT("json"), function_json },
    { STR_INIT("env_name"), function_env_name },
    { STR_INIT("ssm"), function_ssm },
    { STR_INIT("secret"), function_secret },
  };
  Call *call = ARENA_NEW(analysis->arena, Call);
  *call = (Call){ analysis, span, arguments, count };
  for (u32 i = 0; i < COUNT_OF(rows); i++)
    if (str_equal(rows[i].name, row->name))
      return rows[i].function(call);
  return value_poison(span);
}
