/* SPDX-License-Identifier: Apache-2.0
 *
 * What a plug-in printed becomes files, diagnostics and commands. The same
 * shape stands in answer.schema.json.
 */
#include "backends/external/answer.h"

static u32 count_items(const Json *list) {
  u32 count = 0;
  for (const Json *item = list ? list->child : NULL; item; item = item->next)
    count++;
  return count;
}

/* ---- files and commands -------------------------------------------------- */

static bool read_file(Answer *answer, Str where, const Json *object,
                      void *context) {
  static const Member members[] = {
    { STR_INIT("path"), cJSON_String, true },
    { STR_INIT("text"), cJSON_String, true },
    { STR_INIT("role"), cJSON_String, false },
  };
  const Json *values[COUNT_OF(members)];
  (void)context;
  if (!answer_members(answer, where, object, members, COUNT_OF(members),
                      values))
    return false;
  Str role = answer_text(values[2]);
  bool once = str_equal(role, STR("once"));
  if (values[2] && !once && !str_equal(role, STR("generated")))
    return answer_refuse(answer,
                         "`%.*s.role` is `%.*s`, not `generated` or `once`",
                         STR_ARG(where), STR_ARG(role));
  Str problem =
    fileset_add(answer->emission->files, answer_text(values[0]),
                answer_text(values[1]), once ? FILE_ONCE : FILE_GENERATED);
  if (!problem.length)
    return true;
  Str message = str_format(answer->arena,
                           "gave a file that cannot be written, `%.*s`: %.*s",
                           STR_ARG(where), STR_ARG(problem));
  plugin_report(answer->emission, answer->plugin, RULE_PLUGIN_BAD_PATH, message,
                STR("a path is relative to the output folder, with "
                    "`/` between its parts, and each is used once"));
  return false;
}

static bool read_command(Answer *answer, Str where, const Json *text,
                         void *context) {
  Str command = answer_text(text);
  bool good = command.length > 0;
  for (const char *at = command.at, *end = at + command.length; at < end;) {
    u32 bytes;
    i64 c = utf8_decode(at, end, &bytes);
    good = good && c >= 0x20 && (c < 0x7F || c >= 0xA0);
    at += bytes;
  }
  if (!good)
    return answer_refuse(answer, "`%.*s` is not one line to paste",
                         STR_ARG(where));
  buf_format(context, "%.*s\n", STR_ARG(command));
  return true;
}

static bool read_root(Answer *answer, const Json *root) {
  static const Member members[] = {
    { STR_INIT("files"), cJSON_Array, true },
    { STR_INIT("diagnostics"), cJSON_Array, false },
    { STR_INIT("next"), cJSON_Array, false },
    { STR_INIT("packages"), cJSON_True | cJSON_False, false },
  };
  const Json *values[COUNT_OF(members)];
  Emission *emission = answer->emission;
  Buf commands = buf_new(answer->arena);
  if (!answer_has_type(root, cJSON_Object))
    return answer_refuse(answer, "it is %.*s, not an object",
                         STR_ARG(answer_type_words(root->type)));
  if (!answer_members(answer, STR(""), root, members, COUNT_OF(members),
                      values))
    return false;
  if (count_items(values[0]) > PLUGIN_FILES)
    return answer_too_many(answer, "files", PLUGIN_FILES);
  if (count_items(values[1]) > PLUGIN_DIAGS)
    return answer_too_many(answer, "diagnostics", PLUGIN_DIAGS);
  if (count_items(values[2]) > PLUGIN_COMMANDS)
    return answer_too_many(answer, "commands", PLUGIN_COMMANDS);
  if (!answer_each(answer, members[0].name, values[0], cJSON_Object, NULL,
                   read_file) ||
      !answer_each(answer, members[1].name, values[1], cJSON_Object, NULL,
                   answer_diag) ||
      !answer_each(answer, members[2].name, values[2], cJSON_String, &commands,
                   read_command))
    return false;
  emission->next = buf_view(&commands);
  emission->packages = values[3] && answer_has_type(values[3], cJSON_True);
  return true;
}

void answer_read(Emission *emission, Plugin *plugin, Str text) {
  Answer answer = { emission, plugin, emission->arena };
  const Json *root = answer_parse(&answer, text);
  if (root)
    read_root(&answer, root);
}
