/* SPDX-License-Identifier: Apache-2.0
 *
 * What documents have in common that describe a stack to people and to their
 * tools. They have no parameters of a deployment: what only the deployment
 * knows stands in them as `{name}`, and where the format has variables it is
 * one.
 */
#include "backends/backend.h"

/* ---- texts ---- */

static Str letters_only(Arena *arena, Str text) {
  Buf out = buf_new(arena);
  for (u32 i = 0; i < text.length; i++) {
    char c = text.at[i];
    if (is_letter(c) || is_digit(c) || c == '_')
      buf_char(&out, c);
    else if (out.length && out.at[out.length - 1] != '_')
      buf_char(&out, '_');
  }
  while (out.length && out.at[out.length - 1] == '_')
    out.length--;
  return buf_view(&out);
}

static Blank blank_of_input(Arena *arena, const Input *input) {
  const Value *standard = &input->standard;
  Str text = STR("");
  if (standard->kind == VALUE_TEXT)
    text_literal(arena, standard->text, &text);
  else if (standard->kind == VALUE_WORD)
    text = standard->word;
  else if (standard->kind >= VALUE_INTEGER && standard->kind <= VALUE_PERCENT)
    text = spell_input_number(arena, input, standard->number);
  return (Blank){ input->name, text, spell_input_description(arena, input) };
}

static Blank blank_of_thing(Arena *arena, const Part *part, const char *what) {
  Str path = part->thing ? part->thing->path : part->text;
  Str name = str_format(arena, "%.*s_%s", STR_ARG(path), what);
  return (Blank){ .name = letters_only(arena, name) };
}

static Blank blank_of(Arena *arena, const Model *model, const Part *part) {
  switch (part->kind) {
  case PART_REGION:
    return (Blank){ STR("region"), model->region,
                    STR("The Region that the stack is deployed to.") };
  case PART_ACCOUNT:
    return (Blank){ STR("account"), model->account,
                    STR("The account that the stack is deployed to.") };
  case PART_PARTITION:
    return (Blank){ STR("partition"), STR("aws"),
                    STR("The partition of the account.") };
  case PART_ID:
    return (Blank){ letters_only(arena, str_format(arena, "%.*s_id",
                                                   STR_ARG(part->thing->path))),
                    STR(""), STR("The id that the service gave the API.") };
  case PART_INPUT:
    return blank_of_input(arena, part->input);
  case PART_PARAMETER:
    return blank_of_thing(arena, part, "parameter");
  case PART_SECRET:
    return (Blank){ .name = STR("secret") };
  case PART_ATTRIBUTE:
    return blank_of_thing(arena, part, str_terminated(arena, part->text));
  default:
    return blank_of_thing(arena, part, part->kind == PART_URL ? "url" : "arn");
  }
}

/* What the model itself knows of it; empty: nothing. */
static Text known_text(Arena *arena, const Part *part) {
  const Resource *thing = part->thing;
  if (part->kind == PART_NAME && thing->arn.count)
    return spell_external_name(arena, thing);
  if (part->kind == PART_NAME && thing->physical_name.length)
    return resource_name(arena, thing);
  if (part->kind == PART_ARN && thing->arn.count)
    return thing->arn;
  bool built = part->kind == PART_ARN &&
               (thing->kind == KIND_queue || thing->kind == KIND_topic ||
                thing->kind == KIND_handler);
  return built ? spell_built_arn(arena, thing) : (Text){ 0 };
}

static void add_blank(Arena *arena, Blanks *blanks, Blank blank) {
  for (u32 i = 0; i < blanks->items.count; i++)
    if (str_equal(blanks->items.items[i].name, blank.name))
      return;
  VEC_PUSH(arena, &blanks->items, blank);
}

Str describe_text(Arena *arena, const Model *model, Text text, Blanks *blanks) {
  Buf out = buf_new(arena);
  for (u32 i = 0; i < text.count; i++) {
    const Part *part = &text.parts[i];
    if (part->kind == PART_LITERAL) {
      buf_str(&out, part->text);
    } else if (part->kind == PART_INPUT_UNIT) {
      buf_str(&out, part->input->type->kind == TYPE_PERCENT
                      ? STR("%")
                      : wire_row(part->input->wire)->unit);
    } else if (known_text(arena, part).count) {
      buf_str(&out,
              describe_text(arena, model, known_text(arena, part), blanks));
    } else {
      Blank blank = blank_of(arena, model, part);
      buf_format(&out, "{%.*s}", STR_ARG(blank.name));
      if (blanks)
        add_blank(arena, blanks, blank);
    }
  }
  return buf_view(&out);
}

static Str in_capitals(Arena *arena, Str text) {
  Buf out = buf_new(arena);
  for (u32 i = 0; i < text.length; i++)
    buf_char(&out, to_capital(text.at[i]));
  return buf_view(&out);
}

Json *describe_blanks(Arena *arena, const Blanks *blanks, bool whole) {
  Json *json = json_object(arena);
  for (u32 i = 0; i < blanks->items.count; i++) {
    const Blank *blank = &blanks->items.items[i];
    Json *one = json_object(arena);
    describe_set(arena, one, "default",
                 blank->standard.length || !whole
                   ? blank->standard
                   : in_capitals(arena, blank->name));
    describe_set(arena, one, "description", blank->description);
    json_set_key(arena, json, blank->name, one);
  }
  return json;
}

/* ---- what every document says ---- */

void describe_set(Arena *arena, Json *object, const char *key, Str text) {
  if (text.length)
    json_set(arena, object, key, json_string(arena, text));
}

void describe_thing(Arena *arena, Json *object, Str documentation,
                    Str otherwise) {
  Str line = str_slice(documentation, 0, str_find(documentation, '\n'));
  describe_set(arena, object, "summary", line.length ? line : otherwise);
  if (line.length < documentation.length)
    describe_set(arena, object, "description", documentation);
}

static const char version_key[] = "version";

Json *describe_info(Arena *arena, Str title, Str description) {
  Json *info = json_object(arena);
  json_set(arena, info, "title", json_string(arena, title));
  describe_set(arena, info, "description", description);
  json_set(arena, info, version_key, json_string(arena, STR("")));
  return info;
}

void describe_print(Emission *emission, Json *document, Str name) {
  enum { DIGITS = 12 };
  Arena *arena = emission->arena;
  Buf rest = buf_new(arena), out = buf_new(arena);
  json_print_compact(&rest, document);
  Digest digest = digest_of(buf_view(&rest));
  Str version = str_slice(digest_hex(arena, &digest), 0, DIGITS);
  Json *info = cJSON_GetObjectItemCaseSensitive(document, "info");
  json_replace(info, cJSON_GetObjectItemCaseSensitive(info, version_key),
               json_string(arena, version));
  json_print(&out, document);
  fileset_add(emission->files, name, buf_view(&out), FILE_GENERATED);
}

/* ---- identifiers ---- */

enum { HASH_DIGITS = 6 };

Ids ids_new(Arena *arena) {
  return (Ids){ .arena = arena, .numbers = map_new(arena) };
}

void ids_add(Ids *ids, Str text) {
  Str id = letters_only(ids->arena, text);
  u32 number = map_get(&ids->numbers, id);
  if (number) {
    struct IdsRow *row = &ids->rows.items[number - 1];
    row->shared = row->shared || !str_equal(row->text, text);
    return;
  }
  VEC_PUSH(ids->arena, &ids->rows, ((struct IdsRow){ .text = text }));
  map_set(&ids->numbers, id, ids->rows.count);
}

/* Whether a route spells its id as no other route does: nothing but words of
 * letters and digits, as in "post /orders/new", the last not like a hash. */
static bool spelled_plainly(Str route, Str id) {
  for (u32 i = 0; i < route.length; i++) {
    char c = route.at[i];
    if (!is_letter(c) && !is_digit(c) && c != ' ' && c != '/')
      return false;
  }
  u32 lost = str_ends(route, STR(" /")) ? 2 : 1; /* of " /" */
  return id.length + lost == route.length && str_hex_tail(id) < HASH_DIGITS;
}

/* "put /orders/{id}" -> "put /orders/by/id", of which no other route makes the
 * same: one that has `by` itself stays as it is. */
static Str route_words(Arena *arena, Str route) {
  Buf out = buf_new(arena);
  for (u32 i = 0; i < route.length; i++) {
    Str rest = str_slice(route, i, route.length);
    u32 end = str_find(rest, '}');
    if (str_equal(str_slice(rest, 0,
                            str_find(str_slice(rest, 1, rest.length), '/') + 1),
                  STR("/by")))
      return route;
    if (str_starts(rest, STR("{")) && end < rest.length) {
      buf_format(&out, "by/%.*s", STR_ARG(str_slice(rest, 1, end)));
      i += end;
    } else {
      buf_char(&out, route.at[i]);
    }
  }
  return buf_view(&out);
}

/* A route's id never hangs on what other routes there are. */
Str ids_of(const Ids *ids, Str text) {
  bool route = str_find(text, '/') < text.length;
  if (route)
    text = route_words(ids->arena, text);
  Str id = letters_only(ids->arena, text);
  u32 number = map_get(&ids->numbers, id);
  bool plain = route ? spelled_plainly(text, id)
                     : !number || !ids->rows.items[number - 1].shared;
  if (plain)
    return id;
  return str_format(ids->arena, "%.*s_%0*llx", STR_ARG(id), HASH_DIGITS,
                    (unsigned long long)(str_hash(text) & 0xFFFFFF));
}
