/* SPDX-License-Identifier: Apache-2.0
 *
 * The plan becomes files. First all temporary files are made; only when the
 * last of them is safe on the disk does the first get its name. What had the
 * name is kept until everything is done, so that any failure can be taken back.
 * No memory is taken meanwhile and signals wait: every way out that is not
 * success passes writer_undo.
 */
#include "output/writer.h"

bool writer_fail(Writer *writer, FsError error, Str path) {
  writer->error = error;
  writer->failed = path;
  return false;
}

Str writer_name(Str path) {
  Str folder = fs_directory(path);
  bool plain = str_find(path, '/') == path.length;
  return plain ? path : str_slice(path, folder.length + 1, path.length);
}

FsError writer_walk(const Writer *writer, Str path, FsFolder *folder,
                    Str *reached) {
  FsError error = fs_enter(writer->root, STR("."), false, folder);
  *reached = STR(".");
  for (u32 from = 0, to; !error.status && from < path.length; from = to + 1) {
    to = from + str_find(str_slice(path, from, path.length), '/');
    *reached = str_slice(path, 0, to);
    FsFolder above = *folder;
    error = fs_enter(above, str_slice(path, from, to), false, folder);
    fs_leave(above);
  }
  return error;
}

static bool writer_enter(Writer *writer, Str path, FsFolder *folder) {
  Str reached;
  FsError error = writer_walk(writer, path, folder, &reached);
  return error.status ? writer_fail(writer, error, reached) : true;
}

/* In the user's part of the path a link to a folder is the user's wish. */
static FsError make_outer(Str path) {
  FsInfo info;
  bool there = !fs_look(fs_here(), path, &info).status &&
               info.kind != FS_KIND_NOTHING;
  return there ? (FsError){ FS_EXISTS, 0 } : fs_make_folder(fs_here(), path);
}

static bool make_folder(Writer *writer, Folder *folder) {
  FsFolder at;
  FsError error;
  if (folder->outer) {
    error = make_outer(folder->path);
  } else {
    if (!writer_enter(writer, fs_directory(folder->path), &at))
      return false;
    error = fs_make_folder(at, writer_name(folder->path));
    fs_leave(at);
  }
  folder->made = !error.status;
  if (folder->made || error.status == FS_EXISTS)
    return true;
  writer->failed_outer = folder->outer;
  return writer_fail(writer, error, folder->path);
}

static bool make_folders(Writer *writer) {
  for (u32 i = 0; i < writer->folders.count; i++) {
    Folder *folder = &writer->folders.items[i];
    if (!folder->outer && !writer->open) { /* the outer ones are all there */
      FsError error = fs_enter(fs_here(), writer->folder, true, &writer->root);
      writer->open = !error.status;
      writer->failed_outer = !writer->open;
      if (error.status)
        return writer_fail(writer, error, writer->folder);
    }
    if (!str_equal(folder->path, STR(".")) && !make_folder(writer, folder))
      return false;
  }
  return true;
}

static bool make_temporary(Writer *writer, Step *step) {
  FsFolder at;
  if (step->removal)
    return true;
  if (!writer_enter(writer, fs_directory(step->path), &at))
    return false;
  FsError error = fs_temporary(at, step->content, &step->temporary);
  fs_leave(at);
  if (error.status)
    return writer_fail(writer, error, step->path);
  writer->interrupted = fs_hold_waiting();
  return writer->interrupted ? writer_fail(writer, (FsError){ FS_FAILED, 0 },
                                           step->path)
                             : true;
}

static bool carry_out(Writer *writer, Step *step) {
  FsFolder at;
  if (!writer_enter(writer, fs_directory(step->path), &at))
    return false;
  Str name = writer_name(step->path);
  FsError error = fs_keep(at, name, &step->kept);
  step->fresh = error.status == FS_NOT_FOUND;
  if (step->fresh)
    error.status = FS_OK;
  if (!error.status && !step->removal)
    error = fs_commit(at, &step->temporary, name);
  else if (!error.status && !step->fresh) /* another build may have done it */
    error = fs_remove_file(at, name);
  step->done = !error.status;
  fs_leave(at);
  return step->done ? true : writer_fail(writer, error, step->path);
}

/* What is new in a folder of the user's is the name of the one below it. */
static bool sync_folder(Writer *writer, const Folder *folder) {
  FsFolder at;
  Str path = folder->outer ? fs_directory(folder->path) : folder->path;
  FsError error = { FS_OK, 0 };
  if (folder->outer && !folder->made)
    return true;
  if (folder->outer)
    error = fs_enter(fs_here(), path, true, &at);
  else if (!writer_enter(writer, path, &at))
    return false;
  if (!error.status) {
    error = fs_sync(at);
    fs_leave(at);
  }
  if (!error.status)
    return true;
  writer->failed_outer = folder->outer;
  return writer_fail(writer, error, path);
}

static bool writer_do(Writer *writer) {
  if (!make_folders(writer))
    return false;
  for (u32 i = 0; i < writer->steps.count; i++)
    if (!make_temporary(writer, &writer->steps.items[i]))
      return false;
  for (u32 i = 0; i < writer->steps.count; i++)
    if (!carry_out(writer, &writer->steps.items[i]))
      return false;
  for (u32 i = 0; i < writer->folders.count; i++)
    if (!sync_folder(writer, &writer->folders.items[i]))
      return false;
  return true;
}

static void undo_step(const Writer *writer, Step *step) {
  FsFolder at;
  Str name = writer_name(step->path), reached;
  if (writer_walk(writer, fs_directory(step->path), &at, &reached).status)
    return; /* it never came to anything */
  if (step->done && step->kept.name[0])
    fs_commit(at, &step->kept, name);
  else if (step->done && step->fresh && !step->removal)
    fs_remove_file(at, name);
  fs_discard(at, &step->kept);
  fs_discard(at, &step->temporary);
  fs_leave(at);
}

/* Backwards, for a step may have replaced what an earlier one made. */
static void writer_undo(Writer *writer) {
  for (u32 i = writer->steps.count; i > 0; i--)
    undo_step(writer, &writer->steps.items[i - 1]);
  for (u32 i = writer->folders.count; i > 0; i--) {
    const Folder *folder = &writer->folders.items[i - 1];
    FsFolder at = fs_here();
    Str above = fs_directory(folder->path), reached;
    if (!folder->made)
      continue;
    if (folder->outer) {
      fs_remove_folder(at, folder->path);
    } else if (!writer_walk(writer, above, &at, &reached).status) {
      fs_remove_folder(at, writer_name(folder->path));
      fs_leave(at);
    }
  }
}

/* Lets go of what was kept, and of folders that have become empty. */
static void writer_tidy(Writer *writer) {
  for (u32 i = 0; i < writer->steps.count; i++) {
    Step *step = &writer->steps.items[i];
    Str path = step->path, reached;
    FsFolder at;
    if (writer_walk(writer, fs_directory(path), &at, &reached).status)
      continue;
    fs_discard(at, &step->kept);
    fs_leave(at);
    while (step->removal && str_find(path, '/') < path.length) {
      path = fs_directory(path);
      if (writer_walk(writer, fs_directory(path), &at, &reached).status)
        break;
      bool removed = !fs_remove_folder(at, writer_name(path)).status;
      fs_leave(at);
      if (!removed)
        break;
    }
  }
}

/* Backwards again, for a later one may have found the folders of an earlier. */
static bool writers_carry_out(Writer *writers, u32 count) {
  FsHold hold;
  fs_hold(&hold);
  bool done = true;
  for (u32 i = 0; done && i < count; i++)
    done = !writers[i].steps.count || writer_do(&writers[i]);
  for (u32 i = count; i > 0; i--)
    if (done)
      writer_tidy(&writers[i - 1]);
    else
      writer_undo(&writers[i - 1]);
  fs_hold_release(&hold);
  return done;
}

/* ---- memory may be taken again ------------------------------------------- */

static Str writer_message(const Writer *writer) {
  Arena *arena = writer->arena;
  Str path = writer->failed;
  if (str_equal(path, STR(".")))
    path = writer->folder;
  else if (!writer->failed_outer)
    path = fs_join(arena, writer->folder, path);
  const char *words = NULL;
  if (writer->interrupted)
    words = "was not written: a signal ended the build";
  else if (writer->foreign)
    words = "was not written by apiqc; move it away or give --force";
  else if (writer->error.status == FS_OUTSIDE)
    words = "is a symbolic link, and output is not written through one";
  else if (writer->error.status == FS_IS_DIRECTORY)
    words = "is a folder, but a file of that name is to be written";
  else if (writer->error.status == FS_EXISTS && !writer->error.number)
    words = "is not a folder, but one of that name is needed";
  if (words)
    return str_format(arena, "%.*s %s", STR_ARG(path), words);
  FsResult result = fs_result(arena, writer->error);
  return str_format(arena, "cannot write %.*s: %.*s", STR_ARG(path),
                    STR_ARG(result.reason));
}

static void writer_report(const Writer *writer, WriteResult *result) {
  for (u32 i = 0; i < writer->steps.count; i++) {
    const Step *step = &writer->steps.items[i];
    if (step->removal)
      VEC_PUSH(writer->arena, &result->removed, step->path);
    else if (!str_equal(step->path, MANIFEST_NAME))
      VEC_PUSH(writer->arena, &result->written, step->path);
  }
}

FsStatus filesets_write(Arena *arena, const Placement *placements, u32 count,
                        WriteOptions options, WriteResult *results) {
  Writer *writers = ARENA_ARRAY(arena, Writer, count);
  bool done = true;
  for (u32 i = 0; done && i < count; i++) {
    writers[i] = (Writer){ .arena = arena,
                           .set = placements[i].set,
                           .folder = placements[i].folder,
                           .force = options.force,
                           .old = manifest_new(arena),
                           .known = map_new(arena) };
    done = writer_plan(&writers[i]);
  }
  done = done && writers_carry_out(writers, count);
  FsStatus status = FS_OK;
  for (u32 i = 0; i < count; i++) {
    const Writer *writer = &writers[i];
    if (writer->open)
      fs_leave(writer->root);
    results[i] = (WriteResult){ .status = writer->error.status };
    if (done)
      writer_report(writer, &results[i]);
    else if (writer->error.status)
      results[i].message = writer_message(writer);
    if (!status)
      status = writer->error.status;
  }
  return status;
}

WriteResult fileset_write(Arena *arena, const FileSet *set, Str folder,
                          WriteOptions options) {
  WriteResult result;
  filesets_write(arena, &(Placement){ set, folder }, 1, options, &result);
  return result;
}
