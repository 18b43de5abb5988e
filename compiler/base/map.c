/* SPDX-License-Identifier: Apache-2.0
 *
 * Open addressing with linear probing, at most half full, never deleted from.
 * Symbols are numbers given out by such a map.
 */
#include "base/base.h"

Map map_new(Arena *arena) {
  return (Map){ .arena = arena };
}

static struct MapSlot *map_slot(const Map *map, Str key) {
  u32 mask = map->capacity - 1;
  u32 at = (u32)str_hash(key) & mask;
  while (map->slots[at].value && !str_equal(map->slots[at].key, key))
    at = (at + 1) & mask;
  return &map->slots[at];
}

u32 map_get(const Map *map, Str key) {
  return map->capacity ? map_slot(map, key)->value : 0;
}

void map_set(Map *map, Str key, u32 value) {
  if (map->count * 2 >= map->capacity) {
    Map grown = *map;
    grown.capacity = map->capacity ? map->capacity * 2 : 16;
    grown.slots = ARENA_ARRAY(map->arena, struct MapSlot, grown.capacity);
    for (u32 i = 0; i < map->capacity; i++)
      if (map->slots[i].value)
        *map_slot(&grown, map->slots[i].key) = map->slots[i];
    *map = grown;
  }
  struct MapSlot *slot = map_slot(map, key);
  if (!slot->value)
    map->count++;
  *slot = (struct MapSlot){ key, value };
}

struct Symbols {
  Arena *arena;
  Map numbers;
  VEC(Str) texts;
};

Symbols *symbols_new(Arena *arena) {
  Symbols *symbols = ARENA_NEW(arena, Symbols);
  symbols->arena = arena;
  symbols->numbers = map_new(arena);
  VEC_PUSH(arena, &symbols->texts, STR(""));
  return symbols;
}

Sym symbols_intern(Symbols *symbols, Str text) {
  if (text.length == 0)
    return 0;
  u32 known = map_get(&symbols->numbers, text);
  if (known)
    return known;
  Str copy = str_copy(symbols->arena, text);
  u32 number = symbols->texts.count;
  VEC_PUSH(symbols->arena, &symbols->texts, copy);
  map_set(&symbols->numbers, copy, number);
  return number;
}

Str symbols_text(const Symbols *symbols, Sym sym) {
  return symbols->texts.items[sym];
}
