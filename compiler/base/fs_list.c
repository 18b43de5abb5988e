/* SPDX-License-Identifier: Apache-2.0
 *
 * What is in a folder. The system's list is read twice, first to measure and
 * then to keep, because the arena may not be asked for memory while the system
 * holds some for us: running out does not come back to free it.
 */
#define _XOPEN_SOURCE 700
#include "base/system.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct Listing {
  char *at; /* names, each with its NUL */
  size_t room, size;
  u32 count;
} Listing;

/* Fills the room there is; size and count are what the whole takes. */
static FsError list_read(const char *path, Listing *listing) {
  DIR *folder = opendir(path);
  if (!folder)
    return system_error(errno);
  listing->size = 0;
  listing->count = 0;
  struct dirent *entry;
  while (errno = 0, (entry = readdir(folder))) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
      continue;
    size_t size = strlen(entry->d_name) + 1;
    if (listing->at && listing->size + size <= listing->room)
      memcpy(listing->at + listing->size, entry->d_name, size);
    listing->size += size;
    listing->count++;
  }
  FsError error = errno ? system_error(errno) : SYSTEM_OK;
  closedir(folder);
  return error;
}

static int list_order(const void *left, const void *right) {
  return str_compare(*(const Str *)left, *(const Str *)right);
}

FsResult fs_list(Arena *arena, Str path, FsNames *names) {
  *names = (FsNames){ 0 };
  SystemPath name;
  Listing listing = { 0 };
  FsError error = system_path(path, &name);
  if (!error.status)
    error = list_read(name.text, &listing);
  while (!error.status && listing.size > listing.room) { /* it may have grown */
    listing.room = listing.size;
    listing.at = arena_alloc(arena, listing.room);
    error = list_read(name.text, &listing);
  }
  if (error.status)
    return fs_result(arena, error);
  for (const char *at = listing.at; names->count < listing.count;) {
    Str item = str_from(at);
    VEC_PUSH(arena, names, item);
    at += item.length + 1;
  }
  if (names->count)
    qsort(names->items, names->count, sizeof(Str), list_order);
  return fs_result(arena, error);
}

FsResult fs_real(Arena *arena, Str path, Str *real) {
  SystemPath name, found;
  FsError error = system_path(path, &name);
  if (!error.status && !realpath(name.text, found.text))
    error = errno == ELOOP ? (FsError){ FS_NOT_FOUND, ELOOP }
                           : system_error(errno);
  if (!error.status)
    *real = str_copy(arena, str_from(found.text));
  return fs_result(arena, error);
}

bool fs_inside(Arena *arena, Str folder, Str path) {
  Str root = STR(""), real = STR("");
  if (fs_real(arena, folder, &root).status != FS_OK ||
      fs_real(arena, path, &real).status != FS_OK)
    return false;
  return str_starts(real, root) && real.length > root.length &&
         (real.at[root.length] == '/' || str_ends(root, STR("/")));
}
