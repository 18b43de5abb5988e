/* SPDX-License-Identifier: Apache-2.0
 *
 * A folder becomes a sorted list of files. Links are replaced by what they lead
 * to as they are met; a folder that lies in itself is known by its number on
 * the disk. Limits are checked while counting, so that no tree takes long.
 */
#include "artifact/tree.h"

#include <stdlib.h>

typedef struct Level Level;
struct Level { /* a folder that is being read, and those it lies in */
  const Level *above;
  u64 device, number;
};

ArtifactResult artifact_refuse(Arena *arena, Str path, const char *reason) {
  return (ArtifactResult){ ARTIFACT_REFUSED,
                           str_format(arena, "%.*s %s", STR_ARG(path),
                                      reason) };
}

ArtifactResult artifact_result(Arena *arena, Str path, FsResult result) {
  if (result.status == FS_OK)
    return (ArtifactResult){ ARTIFACT_OK, STR("") };
  return (ArtifactResult){ result.status == FS_NOT_FOUND ? ARTIFACT_MISSING
                                                         : ARTIFACT_UNREADABLE,
                           str_format(arena, "cannot read %.*s: %.*s",
                                      STR_ARG(path), STR_ARG(result.reason)) };
}

bool tree_inside(Str folder, Str real) {
  if (folder.length == 1) /* "/" */
    return real.length > 1;
  return str_starts(real, folder) && real.length > folder.length &&
         real.at[folder.length] == '/';
}

static bool tree_skips(Str name) {
  static const Str names[] = { STR_INIT(".git"), STR_INIT(".DS_Store"),
                               STR_INIT("__pycache__") };
  static const Str ends[] = { STR_INIT(".pyc"), STR_INIT(".swp"),
                              STR_INIT("~") };
  for (size_t i = 0; i < COUNT_OF(names); i++)
    if (str_equal(name, names[i]))
      return true;
  for (size_t i = 0; i < COUNT_OF(ends); i++)
    if (str_ends(name, ends[i]))
      return true;
  return false;
}

static Str tree_shown(const Tree *tree, Str path) {
  return path.length ? fs_join(tree->arena, tree->shown, path) : tree->shown;
}

static bool tree_refuse(Tree *tree, Str path, const char *reason) {
  tree->result = artifact_refuse(tree->arena, tree_shown(tree, path), reason);
  return false;
}

static bool tree_fail(Tree *tree, Str path, FsResult result) {
  tree->result = artifact_result(tree->arena, tree_shown(tree, path), result);
  if (tree->result.status == ARTIFACT_MISSING) /* it was there just now */
    tree->result.status = ARTIFACT_UNREADABLE;
  return false;
}

static bool is_plain(Str name) {
  const char *end = name.at + name.length;
  for (const char *at = name.at; at < end;) {
    u32 length;
    i64 c = utf8_decode(at, end, &length);
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
      return false;
    at += length;
  }
  return true;
}

static bool tree_look(Tree *tree, Str path, Str real, FsInfo *info) {
  FsResult result = fs_result(tree->arena, fs_look(fs_here(), real, info));
  return result.status ? tree_fail(tree, path, result) : true;
}

/* Puts what the link leads to in its place. */
static bool tree_follow(Tree *tree, Str path, Str *real, FsInfo *info) {
  FsResult result = fs_real(tree->arena, *real, real);
  if (result.status == FS_NOT_FOUND)
    return tree_refuse(tree, path, "is a symbolic link that leads nowhere");
  if (result.status)
    return tree_fail(tree, path, result);
  if (!str_equal(*real, tree->real) && !tree_inside(tree->real, *real))
    return tree_refuse(tree, path,
                       "is a symbolic link that leads out of the code folder");
  return tree_look(tree, path, *real, info);
}

static bool tree_file(Tree *tree, Str path, Str real, const FsInfo *info) {
  tree->size += info->size;
  if (tree->size > ARTIFACT_SIZE_LIMIT)
    return tree_refuse(tree, STR(""), "has more than 250 MiB in it, which is "
                                      "more than a function may have");
  if (tree->files.count == ARTIFACT_FILE_LIMIT)
    return tree_refuse(tree, STR(""), "has more than 10,000 files in it");
  bool runs = info->executable || str_equal(path, STR("bootstrap"));
  TreeFile file = { path, real, runs };
  VEC_PUSH(tree->arena, &tree->files, file);
  return true;
}

static bool tree_folder(Tree *tree, Str path, Str real, const FsInfo *info,
                        const Level *above);

static bool tree_entry(Tree *tree, Str path, Str real, const Level *level) {
  if (!is_plain(path))
    return tree_refuse(tree, path, "has a name that is not plain UTF-8 text");
  if (path.length > ARTIFACT_PATH_LIMIT)
    return tree_refuse(tree, path, "has a path of more than 1,024 bytes");
  FsInfo info;
  if (!tree_look(tree, path, real, &info) ||
      (info.kind == FS_KIND_LINK && !tree_follow(tree, path, &real, &info)))
    return false;
  switch (info.kind) {
  case FS_KIND_FILE:
    return tree_file(tree, path, real, &info);
  case FS_KIND_FOLDER:
    return tree_folder(tree, path, real, &info, level);
  case FS_KIND_NOTHING:
    return tree_refuse(tree, path, "went away while it was read");
  case FS_KIND_LINK:
  case FS_KIND_OTHER:
    break;
  }
  return tree_refuse(tree, path, "is not a regular file");
}

/* The depth is bounded by ARTIFACT_PATH_LIMIT. */
static bool tree_folder(Tree *tree, Str path, Str real, const FsInfo *info,
                        const Level *above) {
  Level level = { above, info->device, info->number };
  for (const Level *at = above; at; at = at->above)
    if (at->device == level.device && at->number == level.number)
      return tree_refuse(tree, path, "is a symbolic link to a folder that it "
                                     "lies in");
  if (tree->folders++ == ARTIFACT_FILE_LIMIT)
    return tree_refuse(tree, STR(""), "has more than 10,000 folders in it");
  FsNames names;
  FsResult result = fs_list(tree->arena, real, &names);
  if (result.status)
    return tree_fail(tree, path, result);
  for (u32 i = 0; i < names.count; i++) {
    Str name = names.items[i];
    Str inner = path.length ? fs_join(tree->arena, path, name) : name;
    if (!tree_skips(name) &&
        !tree_entry(tree, inner, fs_join(tree->arena, real, name), &level))
      return false;
  }
  return true;
}

static int file_order(const void *left, const void *right) {
  return str_compare(((const TreeFile *)left)->path,
                     ((const TreeFile *)right)->path);
}

ArtifactResult tree_read(Tree *tree) {
  FsInfo info;
  if (!tree_look(tree, STR(""), tree->real, &info) ||
      !tree_folder(tree, STR(""), tree->real, &info, NULL))
    return tree->result;
  if (tree->files.count == 0)
    tree_refuse(tree, STR(""), "has no files in it");
  else
    qsort(tree->files.items, tree->files.count, sizeof(TreeFile), file_order);
  return tree->result;
}
