/* SPDX-License-Identifier: Apache-2.0
 *
 * A temporary folder for each test, and short ways to put things there and to
 * look at them. *state is a Folder; its arena goes with it.
 */
#ifndef APIQC_FOLDER_H
#define APIQC_FOLDER_H

#include "unit.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Folder {
  Arena *arena;
  Str path;
} Folder;

static inline int folder_setup(void **state) {
  Arena *arena = arena_new(unit_exhausted, NULL);
  char path[] = "/tmp/apiqc-test-XXXXXX";
  if (!arena || !mkdtemp(path))
    return -1;
  Folder *folder = ARENA_NEW(arena, Folder);
  *folder = (Folder){ arena, str_copy(arena, str_from(path)) };
  *state = folder;
  umask(022);
  return 0;
}

static inline int folder_remove_one(const char *path, const struct stat *info,
                                    int type, struct FTW *where) {
  (void)info;
  (void)type;
  (void)where;
  return remove(path);
}

static inline int folder_teardown(void **state) {
  Folder *folder = *state;
  nftw(folder->path.at, folder_remove_one, 16, FTW_DEPTH | FTW_PHYS);
  arena_free(folder->arena);
  return 0;
}

#define FOLDER_TEST(function)                                                  \
  cmocka_unit_test_setup_teardown(function, folder_setup, folder_teardown)

static inline const char *folder_at(const Folder *folder, const char *path) {
  return str_terminated(folder->arena,
                        fs_join(folder->arena, folder->path, str_from(path)));
}

static inline void folder_make(const Folder *folder, const char *path) {
  assert_return_code(mkdir(folder_at(folder, path), 0755), 0);
}

static inline void folder_link(const Folder *folder, const char *target,
                               const char *path) {
  assert_return_code(symlink(target, folder_at(folder, path)), 0);
}

static inline void folder_put(const Folder *folder, const char *path,
                              Str content) {
  FILE *file = fopen(folder_at(folder, path), "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(content.at, 1, content.length, file),
                   content.length);
  assert_return_code(fclose(file), 0);
}

static inline Str folder_get(const Folder *folder, const char *path) {
  Str content = STR("");
  FsResult result = fs_read(
    folder->arena, str_from(folder_at(folder, path)), 1 << 20, &content);
  assert_int_equal(result.status, FS_OK);
  return content;
}

static inline bool folder_has(const Folder *folder, const char *path) {
  struct stat info;
  return lstat(folder_at(folder, path), &info) == 0;
}

/* The names in it, with a space after each. */
static inline Str folder_names(const Folder *folder, const char *path) {
  FsNames names;
  FsResult result =
    fs_list(folder->arena, str_from(folder_at(folder, path)), &names);
  assert_int_equal(result.status, FS_OK);
  Buf text = buf_new(folder->arena);
  for (u32 i = 0; i < names.count; i++)
    buf_format(&text, "%.*s ", STR_ARG(names.items[i]));
  return buf_view(&text);
}

#endif
