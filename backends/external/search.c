/* SPDX-License-Identifier: Apache-2.0
 *
 * Which programs are plug-ins, and where they lie. Only absolute folders are
 * searched: an empty or relative entry of a path means the current folder to a
 * shell, and what lies there by accident must not run.
 */
#include "backends/external/external.h"

#include <stdlib.h>

bool plugin_name_good(Str name) {
  enum { LONGEST = 40 };
  bool good = name.length > 0 && name.length <= LONGEST && is_small(name.at[0]);
  for (u32 i = 0; i < name.length; i++)
    good = good &&
           (is_small(name.at[i]) || is_digit(name.at[i]) || name.at[i] == '-');
  return good;
}

/* ---- folders ------------------------------------------------------------- */

/* Takes the first entry off a list like "a:b:c". */
static Str next_entry(Str *list) {
  u32 end = str_find(*list, ':');
  Str entry = str_slice(*list, 0, end);
  *list = str_slice(*list, end < list->length ? end + 1 : end, list->length);
  return entry;
}

static bool is_absolute(Str path) {
  return path.length && path.at[0] == '/';
}

static void add_folders(Arena *arena, FsNames *folders, Str list) {
  while (list.length) {
    Str entry = next_entry(&list);
    if (is_absolute(entry))
      VEC_PUSH(arena, folders, entry);
  }
}

static FsNames search_folders(Arena *arena, const PluginHost *host) {
  FsNames folders = { 0 };
  add_folders(arena, &folders, host->plugin_path);
  add_folders(arena, &folders, host->path);
  return folders;
}

Str plugin_unsearched(const PluginHost *host) {
  for (Str list = host->plugin_path; list.length;) {
    Str entry = next_entry(&list);
    if (entry.length && !is_absolute(entry))
      return entry;
  }
  return STR("");
}

/* ---- programs ------------------------------------------------------------ */

/* Whether something of that path is there, and what keeps it from being run.
 * Links are followed: that is how programs are installed. */
static bool judge(Arena *arena, Str path, Str *problem) {
  Str real;
  FsInfo info;
  if (fs_real(arena, path, &real).status ||
      fs_look(fs_here(), real, &info).status || info.kind == FS_KIND_NOTHING)
    return false;
  *problem = info.kind == FS_KIND_FOLDER ? STR("it is a folder")
             : info.kind != FS_KIND_FILE ? STR("it is no regular file")
             : !info.executable          ? STR("it is not executable")
                                         : STR("");
  return true;
}

static Plugin *plugin_new(Arena *arena, PluginHost *host, Str name, Str path,
                          Str problem) {
  Plugin *plugin = ARENA_NEW(arena, Plugin);
  *plugin = (Plugin){ .name = str_copy(arena, name),
                      .path = path,
                      .problem = problem,
                      .host = host,
                      .seconds = PLUGIN_SECONDS };
  return plugin;
}

Plugin *plugin_find(Arena *arena, PluginHost *host, Str name) {
  if (!plugin_name_good(name))
    return NULL;
  FsNames folders = search_folders(arena, host);
  Plugin *unusable = NULL;
  for (u32 i = 0; i < folders.count; i++) {
    Str path = str_format(arena, "%.*s/%.*s%.*s", STR_ARG(folders.items[i]),
                          STR_ARG(PLUGIN_PREFIX), STR_ARG(name));
    Str problem;
    if (!judge(arena, path, &problem))
      continue;
    Plugin *plugin = plugin_new(arena, host, name, path, problem);
    if (!problem.length)
      return plugin;
    unusable = unusable ? unusable : plugin;
  }
  return unusable;
}

static int by_name(const void *left, const void *right) {
  return str_compare((*(Plugin *const *)left)->name,
                     (*(Plugin *const *)right)->name);
}

Plugins plugin_list(Arena *arena, PluginHost *host) {
  Plugins plugins = { 0 };
  Map known = map_new(arena);
  FsNames folders = search_folders(arena, host);
  for (u32 i = 0; i < folders.count; i++) {
    FsNames names = { 0 };
    if (fs_list(arena, folders.items[i], &names).status)
      continue;
    for (u32 k = 0; k < names.count; k++) {
      Str file = names.items[k];
      if (!str_starts(file, PLUGIN_PREFIX))
        continue;
      Str name = str_slice(file, PLUGIN_PREFIX.length, file.length);
      if (map_get(&known, name) || backend_find(name))
        continue;
      Plugin *plugin = plugin_find(arena, host, name);
      if (!plugin || plugin->problem.length)
        continue;
      map_set(&known, name, 1);
      VEC_PUSH(arena, &plugins, plugin);
    }
  }
  if (plugins.count)
    qsort(plugins.items, plugins.count, sizeof(Plugin *), by_name);
  return plugins;
}
