/* SPDX-License-Identifier: Apache-2.0
 *
 * The list of the files that the compiler wrote into a folder. It lies on the
 * disk where anyone can change it, so what is read from it is believed only as
 * far as a path of a FileSet would be.
 */
#include "output/output.h"

#include <stdlib.h>

enum { HEX_LENGTH = 64 };

Manifest manifest_new(Arena *arena) {
  return (Manifest){ .numbers = map_new(arena) };
}

void manifest_add(Arena *arena, Manifest *manifest, Str path, Digest digest) {
  if (map_get(&manifest->numbers, path))
    return;
  ManifestEntry entry = { digest, path };
  VEC_PUSH(arena, &manifest->entries, entry);
  map_set(&manifest->numbers, path, manifest->entries.count);
}

const ManifestEntry *manifest_find(const Manifest *manifest, Str path) {
  u32 number = map_get(&manifest->numbers, path);
  return number ? &manifest->entries.items[number - 1] : NULL;
}

static void manifest_line(Arena *arena, Manifest *manifest, Str line) {
  Digest digest;
  if (line.length < HEX_LENGTH + 2 ||
      !digest_parse(str_slice(line, 0, HEX_LENGTH), &digest) ||
      !str_starts(str_slice(line, HEX_LENGTH, line.length), STR("  ")))
    return;
  Str path = str_slice(line, HEX_LENGTH + 2, line.length);
  if (fileset_path_problem(arena, path).length == 0)
    manifest_add(arena, manifest, path, digest);
}

Manifest manifest_parse(Arena *arena, Str text) {
  Manifest manifest = manifest_new(arena);
  while (text.length) {
    u32 length = str_find(text, '\n');
    manifest_line(arena, &manifest, str_slice(text, 0, length));
    text = str_slice(text, length + (length < text.length), text.length);
  }
  return manifest;
}

static int entry_order(const void *left, const void *right) {
  return str_compare(((const ManifestEntry *)left)->path,
                     ((const ManifestEntry *)right)->path);
}

Str manifest_text(Arena *arena, const Manifest *manifest) {
  u32 count = manifest->entries.count;
  ManifestEntry *sorted = ARENA_ARRAY(arena, ManifestEntry, count);
  for (u32 i = 0; i < count; i++)
    sorted[i] = manifest->entries.items[i];
  if (count)
    qsort(sorted, count, sizeof *sorted, entry_order);
  Buf text = buf_new(arena);
  buf_text(&text, "# Written by apiqc, which replaces and removes these files "
                  "and no others.\n");
  for (u32 i = 0; i < count; i++)
    buf_format(&text, "%.*s  %.*s\n",
               STR_ARG(digest_hex(arena, &sorted[i].digest)),
               STR_ARG(sorted[i].path));
  return buf_view(&text);
}
