/* SPDX-License-Identifier: Apache-2.0
 *
 * A set of files in memory. What a path may look like is decided here, once,
 * for backends, plug-ins and the list of earlier output alike: a path in a set
 * names a place below the folder on every file system, and no two paths fall
 * together where case does not count.
 */
#include "output/output.h"

enum { TAKEN_BY_FILE = 1, TAKEN_BY_FOLDER = 2 }; /* values in FileSet.taken */

FileSet *fileset_new(Arena *arena) {
  FileSet *set = ARENA_NEW(arena, FileSet);
  set->arena = arena;
  set->taken = map_new(arena);
  return set;
}

static Str segment_problem(Arena *arena, Str segment) {
  if (segment.length == 0)
    return STR("has an empty part");
  if (str_equal(segment, STR(".")) || str_equal(segment, STR("..")))
    return str_format(arena, "has the part \"%.*s\"", STR_ARG(segment));
  if (segment.length > 255)
    return STR("has a part of more than 255 bytes");
  if (str_starts(str_small(arena, segment), STR(".apiqc-")))
    return STR("has a part that begins with \".apiqc-\"");
  return STR("");
}

Str fileset_path_problem(Arena *arena, Str path) {
  if (path.length == 0)
    return STR("is empty");
  if (path.at[0] == '/')
    return STR("is absolute");
  const char *end = path.at + path.length;
  for (const char *at = path.at; at < end;) {
    u32 length;
    i64 c = utf8_decode(at, end, &length);
    if (c < 0)
      return STR("is not UTF-8");
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
      return STR("has a control character");
    if (c == '\\')
      return STR("has a backslash");
    at += length;
  }
  for (u32 from = 0; from <= path.length;) {
    Str rest = str_slice(path, from, path.length);
    u32 length = str_find(rest, '/');
    Str problem = segment_problem(arena, str_slice(rest, 0, length));
    if (problem.length)
      return problem;
    from += length + 1;
  }
  return STR("");
}

/* Marks the folders above `key`; false when one of them is a file. */
static bool take_folders(FileSet *set, Str key) {
  for (u32 i = 0; i < key.length; i++) {
    if (key.at[i] != '/')
      continue;
    Str folder = str_slice(key, 0, i);
    if (map_get(&set->taken, folder) == TAKEN_BY_FILE)
      return false;
    map_set(&set->taken, folder, TAKEN_BY_FOLDER);
  }
  return true;
}

Str fileset_add(FileSet *set, Str path, Str content, FileRole role) {
  Arena *arena = set->arena;
  Str problem = fileset_path_problem(arena, path);
  if (problem.length)
    return str_format(arena, "the output path \"%.*s\" %.*s", STR_ARG(path),
                      STR_ARG(problem));
  Str key = str_small(arena, path);
  u32 taken = map_get(&set->taken, key);
  if (taken == TAKEN_BY_FILE)
    return str_format(arena, "the output path \"%.*s\" is used twice",
                      STR_ARG(path));
  if (taken == TAKEN_BY_FOLDER || !take_folders(set, key))
    return str_format(arena,
                      "the output path \"%.*s\" makes one name both a file "
                      "and a folder",
                      STR_ARG(path));
  map_set(&set->taken, key, TAKEN_BY_FILE);
  OutputFile file = { str_copy(arena, path), content, role };
  VEC_PUSH(arena, &set->files, file);
  return STR("");
}

bool fileset_has(const FileSet *set, Str path) {
  return map_get(&set->taken, str_small(set->arena, path)) == TAKEN_BY_FILE;
}
