/* SPDX-License-Identifier: Apache-2.0
 *
 * Places that a plug-in speaks of become places in the program: a thing of the
 * model stands where it is declared, a line and a column where they are.
 */
#include "backends/external/external.h"

/* ---- things -------------------------------------------------------------- */

typedef struct Wanted {
  Arena *arena;
  Str kind, path;
} Wanted;

/* Every struct of the model that is a thing begins with its Resource. */
static const Resource *among(const Wanted *wanted, const void *items,
                             u32 count) {
  const Resource *const *things = items;
  for (u32 i = 0; i < count; i++)
    if (str_equal(things[i]->path, wanted->path) &&
        str_equal(spell_kind(wanted->arena, things[i]->kind), wanted->kind))
      return things[i];
  return NULL;
}

const Resource *thing_find(Arena *arena, const Model *model, Str kind,
                           Str path) {
  Wanted wanted = { arena, kind, path };
#define AMONG(list) among(&wanted, model->list.items, model->list.count)
  const Resource *const found[] = {
    AMONG(externals), AMONG(apis),         AMONG(endpoints), AMONG(queues),
    AMONG(handlers),  AMONG(topics),       AMONG(schedules), AMONG(networks),
    AMONG(roles),     AMONG(log_groups),   AMONG(alarms),    AMONG(permissions),
    AMONG(raws),      AMONG(subscriptions)
  };
#undef AMONG
  for (u32 i = 0; i < COUNT_OF(found); i++)
    if (found[i])
      return found[i];
  return NULL;
}

/* ---- lines and columns --------------------------------------------------- */

static SourceFile *file_of(const Sources *sources, Str path) {
  for (u32 i = 0; i < sources->files.count; i++) {
    SourceFile *file = sources->files.items[i];
    if (!file->built_in && str_equal(file->path, path))
      return file;
  }
  return NULL;
}

bool place_find(const Sources *sources, Str path, u32 line, u32 column,
                u32 *address) {
  SourceFile *file = file_of(sources, path);
  if (!file || line == 0 || column == 0)
    return false;
  sources_place(sources, file->base); /* fills in the lines */
  if (line > file->lines.count)
    return false;
  Str text = sources_line(sources, file, line);
  const char *at = text.at, *end = text.at + text.length;
  for (; column > 1 && at < end; column--) {
    u32 bytes;
    utf8_decode(at, end, &bytes);
    at += bytes;
  }
  *address = file->base + (u32)(at - file->text.at);
  return column == 1;
}
