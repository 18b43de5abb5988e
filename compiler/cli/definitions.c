/* SPDX-License-Identifier: Apache-2.0
 *
 * Values of params from outside: `-D NAME=VALUE` and the members of a JSON
 * file. Both become texts, which are read as the param's own type reads them.
 * The file is one of the sources, so that a mistake in it is shown like any
 * other.
 */
#include "cli/cli.h"

#include "json/json.h"

typedef VEC(Definition) Definitions;

/* ---- -D ------------------------------------------------------------------ */

static Str read_options(Arena *arena, const CommandLine *line,
                        Definitions *definitions) {
  Map known = map_new(arena);
  for (u32 i = 0; i < line->options.count; i++) {
    if (line->options.items[i].id != OPTION_define)
      continue;
    Str written = line->options.items[i].value;
    u32 equals = str_find(written, '=');
    Str name = str_slice(written, 0, equals);
    if (equals == 0 || equals == written.length)
      return str_format(arena, "`-D %.*s` is not NAME=VALUE", STR_ARG(written));
    if (map_get(&known, name))
      return str_format(arena, "`-D` gives `%.*s` twice", STR_ARG(name));
    map_set(&known, name, 1);
    Definition definition = {
      .name = name,
      .text = str_slice(written, equals + 1, written.length),
      .origin = str_format(arena, "-D %.*s", STR_ARG(name)),
    };
    VEC_PUSH(arena, definitions, definition);
  }
  return STR("");
}

/* ---- --params ------------------------------------------------------------ */

typedef struct ParamsFile {
  Arena *arena;
  Diags *diags;
  Str path, text;
  u32 base; /* its address in the sources */
} ParamsFile;

static void report_refused(const ParamsFile *file, u32 offset) {
  u32 at = file->base + offset;
  u32 bytes = 0;
  if (offset < file->text.length)
    utf8_decode(file->text.at + offset, file->text.at + file->text.length,
                &bytes);
  Span span = { at, at + bytes };
  JsonRefusal refusal = json_refusal(file->text, offset);
  if (refusal == JSON_SECOND_KEY)
    diag_add(file->diags, RULE_NAME_DUPLICATE, span,
             "this key stands twice in its object");
  else
    diag_add(file->diags, RULE_SYNTAX_UNEXPECTED_TOKEN, span,
             refusal == JSON_CUT_OFF ? "the JSON ends too early"
                                     : "from here on it is not JSON");
}

/* Empty: it cannot be a param's value. */
static Str member_text(Arena *arena, const Json *member) {
  if (cJSON_IsString(member) || cJSON_IsNumber(member))
    return str_from(member->valuestring);
  if (cJSON_IsNull(member))
    return STR("");
  Buf text = buf_new(arena);
  json_print_compact(&text, member);
  return buf_view(&text);
}

static void add_member(const ParamsFile *file, const Json *member,
                       Definitions *definitions) {
  Str name = str_from(member->string);
  if (cJSON_IsNull(member)) {
    diag_add(file->diags, RULE_TYPE_MISMATCH, (Span){ file->base, file->base },
             "`%.*s` is null, and that is no value: leave it out",
             STR_ARG(name));
    return;
  }
  Definition definition = {
    .name = name,
    .text = member_text(file->arena, member),
    .origin = str_format(file->arena, "--params %.*s: %.*s",
                         STR_ARG(file->path), STR_ARG(name)),
  };
  VEC_PUSH(file->arena, definitions, definition);
}

static void read_members(const ParamsFile *file, Definitions *definitions) {
  const char *refused;
  const Json *root = json_parse(file->arena, file->text, &refused);
  if (!root) {
    report_refused(file, (u32)(refused - file->text.at));
  } else if (!cJSON_IsObject(root)) {
    diag_add(file->diags, RULE_TYPE_MISMATCH, (Span){ file->base, file->base },
             "params are one JSON object: { \"name\": value, … }");
  } else {
    for (const Json *member = root->child; member; member = member->next)
      add_member(file, member, definitions);
  }
}

Str definitions_read(Arena *arena, const CommandLine *line, Sources *sources,
                     Diags *diags, Request *request, Str *failure) {
  Definitions definitions = { 0 };
  Str problem = read_options(arena, line, &definitions);
  if (problem.length)
    return problem;
  if (option_given(line, OPTION_params)) {
    Str path = option_value(line, OPTION_params);
    ParamsFile file = { .arena = arena, .diags = diags, .path = path };
    FsResult result = fs_read(arena, path, SOURCE_LIMIT, &file.text);
    if (result.status) {
      *failure = str_format(arena, "cannot read %.*s: %.*s", STR_ARG(path),
                            STR_ARG(result.reason));
      return STR("");
    }
    u32 number = sources_add(sources, path, file.text);
    file.base = sources->files.items[number]->base;
    read_members(&file, &definitions);
  }
  request->definitions = definitions.items;
  request->definition_count = definitions.count;
  return STR("");
}
