/* SPDX-License-Identifier: Apache-2.0
 *
 * An arena is a chain of zeroed blocks; allocating moves a cursor, freeing
 * drops the chain. Blocks double up to a limit, so that a small program takes
 * little and a large one few calls. Anything larger than a block gets one of
 * its own.
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

typedef struct Block Block;
struct Block {
  Block *previous;
  size_t size, used;
  max_align_t bytes[];
};

struct Arena {
  Block *block;
  size_t total;
  size_t next_size;
  MemoryExhausted *exhausted;
  void *context;
};

enum { FIRST_BLOCK = 64 * 1024, LARGEST_BLOCK = 4 * 1024 * 1024 };

static Block *block_new(size_t size, Block *previous) {
  Block *block = calloc(1, sizeof(Block) + size);
  if (block) {
    block->size = size;
    block->previous = previous;
  }
  return block;
}

Arena *arena_new(MemoryExhausted *exhausted, void *context) {
  Arena *arena = malloc(sizeof *arena);
  Block *block = block_new(FIRST_BLOCK, NULL);
  if (!arena || !block) {
    free(arena);
    free(block);
    return NULL;
  }
  *arena = (Arena){ .block = block,
                    .total = FIRST_BLOCK,
                    .next_size = 2 * FIRST_BLOCK,
                    .exhausted = exhausted,
                    .context = context };
  return arena;
}

void arena_free(Arena *arena) {
  if (!arena)
    return;
  for (Block *block = arena->block; block;) {
    Block *previous = block->previous;
    free(block);
    block = previous;
  }
  free(arena);
}

void arena_exhausted(Arena *arena) {
  arena->exhausted(arena->context);
  abort(); /* the handler broke its promise not to return */
}

void *arena_alloc(Arena *arena, size_t size) {
  size_t align = sizeof(max_align_t);
  if (size > SIZE_MAX - align - sizeof(Block))
    arena_exhausted(arena);
  size = (size + align - 1) / align * align;
  if (arena->block->size - arena->block->used < size) {
    size_t room = size > arena->next_size ? size : arena->next_size;
    Block *block = block_new(room, arena->block);
    if (!block)
      arena_exhausted(arena);
    arena->block = block;
    arena->total += room;
    if (arena->next_size < LARGEST_BLOCK)
      arena->next_size *= 2;
  }
  char *at = (char *)arena->block->bytes + arena->block->used;
  arena->block->used += size;
  return at;
}

void *arena_array(Arena *arena, size_t count, size_t size) {
  if (size && count > SIZE_MAX / size)
    arena_exhausted(arena);
  return arena_alloc(arena, count * size);
}

size_t arena_size(const Arena *arena) {
  return arena->total;
}

void *vec_grow(Arena *arena, void *items, u32 count, u32 *capacity,
               size_t size) {
  if (count < *capacity)
    return items;
  if (*capacity > UINT32_MAX / 2)
    arena_exhausted(arena);
  u32 wanted = *capacity ? *capacity * 2 : 8;
  void *grown = arena_array(arena, wanted, size);
  if (count)
    memcpy(grown, items, (size_t)count * size);
  *capacity = wanted;
  return grown;
}
