/* SPDX-License-Identifier: Apache-2.0
 *
 * Nothing of an answer is believed: it is JSON to the letter, it stands for no
 * larger tree than it may, each object has the members of its table and no
 * others. The first thing that is wrong is named by its place: `files[2].text`.
 */
#include "backends/external/answer.h"

bool answer_refuse(Answer *answer, const char *format, ...) {
  Buf text = buf_new(answer->arena);
  va_list arguments;
  va_start(arguments, format);
  buf_text(&text, "gave a wrong answer: ");
  buf_format_list(&text, format, arguments);
  va_end(arguments);
  plugin_report(answer->emission, answer->plugin, RULE_PLUGIN_BAD_ANSWER,
                buf_view(&text), STR(""));
  return false;
}

bool answer_too_many(Answer *answer, const char *what, int most) {
  Str message = str_format(answer->arena, "gave more than %d %s", most, what);
  plugin_report(answer->emission, answer->plugin, RULE_PLUGIN_TOO_LARGE,
                message, STR(""));
  return false;
}

/* ---- text to JSON -------------------------------------------------------- */

/* Values of a text that is JSON; a small text can stand for large trees. */
static u32 count_values(Str text) {
  u32 count = 0;
  bool inside = false;
  for (u32 i = 0; i < text.length; i++) {
    char c = text.at[i];
    if (inside && c == '\\')
      i++;
    else if (c == '"')
      inside = !inside;
    else if (!inside && (c == ',' || c == '[' || c == '{'))
      count++;
  }
  return count;
}

/* Shows the answer where it stops to be JSON. */
static void refuse_text(Answer *answer, Str text, u32 offset) {
  enum { ALL_SOURCES = 1 << 30 }; /* addresses are u32 */
  static const char *const reasons[] = {
    [JSON_NO_JSON] = "from here on it is not JSON",
    [JSON_SECOND_KEY] = "this key stands twice in its object",
    [JSON_CUT_OFF] = "the JSON ends too early",
    [JSON_NO_TEXT] = "this is no UTF-8 text",
  };
  Plugin *plugin = answer->plugin;
  Sources *sources = answer->emission->sources;
  Diags *diags = answer->emission->diags;
  bool shown = sources->next_base < ALL_SOURCES;
  Str name =
    str_format(answer->arena, "%.*s (standard output)", STR_ARG(plugin->path));
  u32 number = sources_add(sources, name, shown ? text : STR(""));
  u32 at = sources->files.items[number]->base + (shown ? offset : 0);
  u32 bytes = 0;
  if (shown && offset < text.length)
    utf8_decode(text.at + offset, text.at + text.length, &bytes);
  const char *reason = reasons[json_refusal(text, offset)];
  plugin->failed = true;
  Diag *diag = diag_add(diags, RULE_PLUGIN_BAD_ANSWER, (Span){ at, at + bytes },
                        "the plug-in `%.*s` gave a wrong answer: %s",
                        STR_ARG(plugin->name), reason);
  diag_help(diags, diag,
            "print one JSON object and nothing else; what is for people goes "
            "to standard error");
}

Json *answer_parse(Answer *answer, Str text) {
  const char *refused;
  if (!text.length) {
    answer_refuse(answer, "it printed nothing");
    return NULL;
  }
  if (count_values(text) > PLUGIN_VALUES) {
    answer_too_many(answer, "JSON values", PLUGIN_VALUES);
    return NULL;
  }
  Json *root = json_parse(answer->arena, text, &refused);
  if (!root)
    refuse_text(answer, text, (u32)(refused - text.at));
  return root;
}

/* ---- shapes -------------------------------------------------------------- */

Str answer_type_words(int type) {
  switch (type & 0xFF) {
  case cJSON_String:
    return STR("a text");
  case cJSON_Number:
    return STR("a number");
  case cJSON_Array:
    return STR("a list");
  case cJSON_Object:
    return STR("an object");
  case cJSON_NULL:
    return STR("null");
  default:
    return STR("a bool");
  }
}

bool answer_has_type(const Json *value, int type) {
  return (value->type & type & 0xFF) != 0;
}

static bool check_type(Answer *answer, Str where, const Json *value, int type) {
  if (answer_has_type(value, type))
    return true;
  return answer_refuse(answer, "`%.*s` is %.*s, not %.*s", STR_ARG(where),
                       STR_ARG(answer_type_words(value->type)),
                       STR_ARG(answer_type_words(type)));
}

Str answer_place(Arena *arena, Str where, Str name) {
  if (!where.length)
    return name;
  return str_format(arena, "%.*s.%.*s", STR_ARG(where), STR_ARG(name));
}

static Str item_of(Arena *arena, Str where, u32 index) {
  return str_format(arena, "%.*s[%u]", STR_ARG(where), index);
}

static bool unknown_member(Answer *answer, Str where, Str name,
                           const Member *members, u32 count) {
  Str names[MOST_MEMBERS];
  for (u32 i = 0; i < count; i++)
    names[i] = members[i].name;
  Str near = suggest(name, names, count);
  Str place = answer_place(answer->arena, where, name);
  if (near.length)
    return answer_refuse(answer,
                         "`%.*s` has no place in it; did you mean `%.*s`?",
                         STR_ARG(place), STR_ARG(near));
  return answer_refuse(answer, "`%.*s` has no place in it", STR_ARG(place));
}

bool answer_members(Answer *answer, Str where, const Json *object,
                    const Member *members, u32 count, const Json **values) {
  for (u32 i = 0; i < count; i++)
    values[i] = NULL;
  for (const Json *one = object->child; one; one = one->next) {
    Str name = str_from(one->string);
    u32 i = 0;
    while (i < count && !str_equal(members[i].name, name))
      i++;
    if (i == count)
      return unknown_member(answer, where, name, members, count);
    if (!check_type(answer, answer_place(answer->arena, where, name), one,
                    members[i].type))
      return false;
    values[i] = one;
  }
  for (u32 i = 0; i < count; i++)
    if (members[i].required && !values[i])
      return answer_refuse(
        answer, "`%.*s` is missing",
        STR_ARG(answer_place(answer->arena, where, members[i].name)));
  return true;
}

Str answer_text(const Json *value) {
  return value ? str_from(value->valuestring) : STR("");
}

bool answer_each(Answer *answer, Str where, const Json *list, int type,
                 void *context, ReadItem *read) {
  u32 index = 0;
  for (const Json *item = list ? list->child : NULL; item; item = item->next) {
    Str place = item_of(answer->arena, where, index++);
    if (!check_type(answer, place, item, type) ||
        !read(answer, place, item, context))
      return false;
  }
  return true;
}
