/* SPDX-License-Identifier: Apache-2.0
 *
 * A FileSet and what is on the disk become a plan: which files are written,
 * which folders must be there, which earlier files go. A conflict is found
 * here, when nothing has been changed yet.
 */
#include "output/writer.h"

/* The list on the disk; none is an empty one. */
static bool plan_read_list(Writer *writer, Manifest *list, Str *text) {
  enum { LIST_LIMIT = 64 * 1024 * 1024 };
  Buf content = buf_new(writer->arena);
  FsError error =
    fs_read_at(writer->root, MANIFEST_NAME, LIST_LIMIT, &content);
  if (error.status && error.status != FS_NOT_FOUND)
    return writer_fail(writer, error, MANIFEST_NAME);
  *text = buf_view(&content);
  *list = manifest_parse(writer->arena, *text);
  return true;
}

/* Whether the compiler wrote what is there. Another build may have done so
 * since the list was read; a build writes its list before its files. */
static bool plan_ours(Writer *writer, Str path) {
  if (manifest_find(&writer->old, path))
    return true;
  Manifest now;
  Str text;
  if (!plan_read_list(writer, &now, &text))
    return false;
  if (manifest_find(&now, path))
    return true;
  writer->foreign = true;
  return writer_fail(writer, (FsError){ FS_EXISTS, 0 }, path);
}

/* What stands at the file's place, and whether the file must be written. */
static bool plan_judge(Writer *writer, const OutputFile *file, FsFolder at,
                       const Digest *digest, bool *needed) {
  FsInfo info;
  FsError error = fs_look(at, writer_name(file->path), &info);
  if (error.status)
    return writer_fail(writer, error, file->path);
  bool once = file->role == FILE_ONCE;
  *needed = info.kind == FS_KIND_NOTHING;
  if (info.kind == FS_KIND_FOLDER)
    return writer_fail(writer, (FsError){ FS_IS_DIRECTORY, 0 }, file->path);
  if (*needed || (once && !writer->force))
    return true;
  if (info.kind != FS_KIND_FILE) {
    bool link = info.kind == FS_KIND_LINK;
    FsError other = { link ? FS_OUTSIDE : FS_NOT_REGULAR, 0 };
    return writer_fail(writer, other, file->path);
  }
  Digest present;
  if (info.size == file->content.length) {
    error = fs_digest(at, writer_name(file->path), &present);
    if (error.status)
      return writer_fail(writer, error, file->path);
    if (digest_equal(&present, digest))
      return true;
  }
  *needed = true;
  return writer->force || plan_ours(writer, file->path);
}

static bool plan_look(Writer *writer, const OutputFile *file,
                      const Digest *digest, bool *needed) {
  FsFolder at;
  Str reached;
  *needed = true;
  if (!writer->open)
    return true;
  FsError error = writer_walk(writer, fs_directory(file->path), &at, &reached);
  if (error.status == FS_NOT_FOUND)
    return true;
  if (error.status)
    return writer_fail(writer, error, reached);
  bool good = plan_judge(writer, file, at, digest, needed);
  fs_leave(at);
  return good;
}

static void plan_folder(Writer *writer, Str path, bool outer) {
  if (!outer && map_get(&writer->known, path))
    return;
  if (!outer)
    map_set(&writer->known, path, 1);
  Folder folder = { .path = path, .outer = outer };
  VEC_PUSH(writer->arena, &writer->folders, folder);
}

/* The folder and those above it, the outermost first. */
static void plan_folders(Writer *writer, Str path, bool outer) {
  if (!outer)
    plan_folder(writer, STR("."), false);
  for (u32 i = 1; i < path.length; i++)
    if (path.at[i] == '/')
      plan_folder(writer, str_slice(path, 0, i), outer);
  plan_folder(writer, path, outer);
}

static Step *plan_step(Writer *writer, Str path, Str content) {
  plan_folders(writer, fs_directory(path), false);
  Step *step = VEC_ADD(writer->arena, &writer->steps);
  *step = (Step){ .path = path, .content = content };
  return step;
}

/* Whether the file is there and is still what the compiler wrote. */
static bool plan_unchanged(const Writer *writer, const ManifestEntry *entry) {
  Str name = writer_name(entry->path), reached;
  FsFolder at;
  FsInfo info;
  Digest digest;
  if (writer_walk(writer, fs_directory(entry->path), &at, &reached).status)
    return false;
  bool same = !fs_look(at, name, &info).status && info.kind == FS_KIND_FILE &&
              !fs_digest(at, name, &digest).status &&
              digest_equal(&digest, &entry->digest);
  fs_leave(at);
  return same;
}

/* Plans the set's files and, between the list of old and new ones and the list
 * of new ones alone, the removal of those that this build does not make. */
static bool plan_steps(Writer *writer, Str old_text) {
  Arena *arena = writer->arena;
  const FileSet *set = writer->set;
  Manifest list = manifest_new(arena);
  Digest *digests = ARENA_ARRAY(arena, Digest, set->files.count);
  for (u32 i = 0; i < set->files.count; i++) {
    const OutputFile *file = &set->files.items[i];
    digests[i] = digest_of(file->content);
    if (file->role != FILE_ONCE)
      manifest_add(arena, &list, file->path, digests[i]);
  }
  Str after = manifest_text(arena, &list);
  u32 kept = list.entries.count;
  for (u32 i = 0; i < writer->old.entries.count; i++) {
    const ManifestEntry *entry = &writer->old.entries.items[i];
    if (!fileset_has(set, entry->path) && plan_unchanged(writer, entry))
      manifest_add(arena, &list, entry->path, entry->digest);
  }
  Str meanwhile = manifest_text(arena, &list);
  bool wanted = list.entries.count || old_text.length;
  if (wanted && !str_equal(meanwhile, old_text))
    plan_step(writer, MANIFEST_NAME, meanwhile);
  for (u32 i = 0; i < set->files.count; i++) {
    const OutputFile *file = &set->files.items[i];
    bool needed;
    if (!plan_look(writer, file, &digests[i], &needed))
      return false;
    if (needed)
      plan_step(writer, file->path, file->content);
  }
  for (u32 i = kept; i < list.entries.count; i++)
    plan_step(writer, list.entries.items[i].path, STR(""))->removal = true;
  if (kept < list.entries.count)
    plan_step(writer, MANIFEST_NAME, after);
  return true;
}

bool writer_plan(Writer *writer) {
  FsError error = fs_enter(fs_here(), writer->folder, true, &writer->root);
  writer->open = !error.status;
  Str old_text = STR("");
  if (error.status == FS_NOT_FOUND) {
    plan_folders(writer, writer->folder, true);
  } else if (error.status) {
    writer->failed_outer = true;
    return writer_fail(writer, error, writer->folder);
  } else if (!plan_read_list(writer, &writer->old, &old_text)) {
    return false;
  }
  return plan_steps(writer, old_text);
}
