/* SPDX-License-Identifier: Apache-2.0
 *
 * The code of a handler, a folder or an archive that is ready, becomes an
 * Artifact. One buffer serves for reading all files: what stays in memory is
 * the archive.
 */
#include "artifact/tree.h"

static const ArtifactResult packed = { ARTIFACT_OK, STR_INIT("") };

/* The digest takes in what makes two archives do different things, with the
 * lengths that keep one file's end and the next one's path apart. */
static void digest_file(DigestState *state, const TreeFile *file, Str content) {
  u32 length = content.length;
  const char mark[] = { '\0', file->executable ? 'x' : '-',
                        (char)(length >> 24), (char)(length >> 16 & 0xFF),
                        (char)(length >> 8 & 0xFF), (char)(length & 0xFF) };
  digest_add(state, file->path);
  digest_add(state, (Str){ mark, sizeof mark });
  digest_add(state, content);
}

static Artifact artifact_new(Arena *arena, Str name, Digest identity,
                             Str content) {
  Digest whole = digest_of(content);
  Str hex = str_slice(digest_hex(arena, &identity), 0, 16);
  return (Artifact){ .file_name = str_format(arena, "%.*s-%.*s.zip",
                                             STR_ARG(name), STR_ARG(hex)),
                     .content = content,
                     .base64_sha256 = digest_base64(arena, &whole) };
}

static ArtifactResult pack_folder(Arena *arena, Str shown, Str real, Str name,
                                  Artifact *artifact) {
  Tree tree = { .arena = arena, .shown = shown, .real = real };
  ArtifactResult result = tree_read(&tree);
  if (result.status)
    return result;
  Zip zip = zip_new(arena);
  Buf content = buf_new(arena);
  DigestState state;
  digest_start(&state);
  u64 room = ARTIFACT_SIZE_LIMIT; /* files may grow after they were counted */
  for (u32 i = 0; i < tree.files.count; i++) {
    const TreeFile *file = &tree.files.items[i];
    FsError error = fs_read_at(fs_here(), file->real, room, &content);
    if (error.status)
      return artifact_result(arena, fs_join(arena, shown, file->path),
                             fs_result(arena, error));
    room -= content.length;
    digest_file(&state, file, buf_view(&content));
    zip_add(&zip, file->path, buf_view(&content), file->executable);
  }
  *artifact = artifact_new(arena, name, digest_end(&state), zip_finish(&zip));
  return packed;
}

static ArtifactResult take_archive(Arena *arena, Str shown, Str real, Str name,
                                   Artifact *artifact) {
  Buf content = buf_new(arena);
  FsError error =
    fs_read_at(fs_here(), real, ARTIFACT_SIZE_LIMIT, &content);
  if (error.status == FS_TOO_LARGE)
    return artifact_refuse(arena, shown, "has more than 250 MiB");
  if (error.status)
    return artifact_result(arena, shown, fs_result(arena, error));
  if (!str_starts(buf_view(&content), STR("PK")))
    return artifact_refuse(arena, shown, "is not a zip archive");
  *artifact = artifact_new(arena, name, digest_of(buf_view(&content)),
                           buf_view(&content));
  return packed;
}

static const char *path_problem(Str path) {
  if (path.length == 0)
    return "is empty";
  if (path.at[0] == '/')
    return "is absolute";
  for (u32 from = 0; from < path.length;) {
    Str rest = str_slice(path, from, path.length);
    u32 length = str_find(rest, '/');
    if (str_equal(str_slice(rest, 0, length), STR("..")))
      return "leads out of the folder of the program";
    from += length + 1;
  }
  return NULL;
}

ArtifactResult artifact_pack(Arena *arena, Str root_folder, Str code_path,
                             Str name, Artifact *artifact) {
  Str shown = fs_join(arena, root_folder, code_path);
  const char *problem = path_problem(code_path);
  if (problem)
    return artifact_refuse(arena, code_path, problem);
  Str root, real;
  FsResult result = fs_real(arena, root_folder, &root);
  if (result.status)
    return artifact_result(arena, root_folder, result);
  result = fs_real(arena, fs_join(arena, root, code_path), &real);
  if (result.status)
    return artifact_result(arena, shown, result);
  if (!tree_inside(root, real))
    return artifact_refuse(arena, shown,
                           str_equal(root, real)
                             ? "is the folder of the program itself; put the "
                               "code in a folder below it"
                             : "leads out of the folder of the program");
  FsInfo info;
  result = fs_result(arena, fs_look(fs_here(), real, &info));
  if (result.status)
    return artifact_result(arena, shown, result);
  if (info.kind == FS_KIND_FOLDER)
    return pack_folder(arena, shown, real, name, artifact);
  if (info.kind == FS_KIND_FILE && str_ends(code_path, STR(".zip")))
    return take_archive(arena, shown, real, name, artifact);
  return artifact_refuse(arena, shown, "is neither a folder nor a .zip file");
}
