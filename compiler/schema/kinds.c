/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows of stdlib/kinds.def as arrays, and finding them. A kind's attributes
 * lie next to each other, so looking one up reads a short run of rows.
 */
#include "schema/facts.h"
#include "schema/terms.h"

#define EMPTY(...)

static const KindRow kinds[KIND_COUNT] = {
#define KIND(id, ...) [KIND_##id] = { .first = ATTR_##id##_BEGIN, __VA_ARGS__ },
#define BLOCK EMPTY
#define ATTR EMPTY
#define LEAF EMPTY
#include "stdlib/kinds.def"
#undef KIND
#undef BLOCK
#undef ATTR
#undef LEAF
};

static const AttrRow attrs[ATTR_COUNT] = {
#define KIND EMPTY
#define BLOCK(kind_id, id, ...)                                                \
  [ATTR_##kind_id##_##id] = { .kind = KIND_##kind_id,                          \
                              .name = STR_INIT(#id),                           \
                              .type = { TYPE_BLOCK },                          \
                              __VA_ARGS__ },
#define ATTR(kind_id, id, ...)                                                 \
  [ATTR_##kind_id##_##id] = { .kind = KIND_##kind_id,                          \
                              .name = STR_INIT(#id),                           \
                              __VA_ARGS__ },
#define LEAF(kind_id, block_id, id, ...)                                       \
  [ATTR_##kind_id##_##block_id##_##id] = {                                     \
    .kind = KIND_##kind_id,                                                    \
    .name = STR_INIT(#id),                                                     \
    .block = ATTR_##kind_id##_##block_id,                                      \
    __VA_ARGS__                                                                \
  },
#include "stdlib/kinds.def"
#undef KIND
#undef BLOCK
#undef ATTR
#undef LEAF
};

const char *kind_article(Str word) {
  Str first = str_slice(word, 0, word.length > 0);
  return words_have(STR("a|e|i|o|u"), first) ? "an " : "a ";
}

const KindRow *kind_row(KindId kind) {
  return &kinds[kind];
}

u32 kind_attr_count(KindId kind) {
  u32 end = kind + 1 < KIND_COUNT ? kinds[kind + 1].first : ATTR_COUNT;
  return end - kinds[kind].first;
}

KindId kind_find(Str word, bool external) {
  u32 kind = 0;
  while (kind < KIND_COUNT && !(kinds[kind].external == external &&
                                str_equal(kinds[kind].word, word)))
    kind++;
  return word.length ? (KindId)kind : KIND_COUNT;
}

u32 kind_words(bool external, Str *words, u32 room) {
  u32 count = 0;
  for (u32 kind = 0; kind < KIND_COUNT && count < room; kind++)
    if (kinds[kind].external == external && kinds[kind].word.length)
      words[count++] = kinds[kind].word;
  return count;
}

const AttrRow *attr_row(AttrId attr) {
  return &attrs[attr];
}

static AttrId attr_search(KindId kind, AttrId block, Str name, bool principal) {
  u32 first = kinds[kind].first, end = first + kind_attr_count(kind);
  for (u32 attr = first; attr < end; attr++)
    if (attrs[attr].block == block &&
        (principal ? attrs[attr].principal : str_equal(attrs[attr].name, name)))
      return (AttrId)attr;
  return ATTR_NONE;
}

AttrId attr_find(KindId kind, AttrId block, Str name) {
  return attr_search(kind, block, name, false);
}

AttrId attr_principal(AttrId block) {
  return attr_search(attrs[block].kind, block, STR(""), true);
}

Str attr_path(Arena *arena, AttrId attr) {
  const AttrRow *row = &attrs[attr];
  if (row->block == ATTR_NONE)
    return row->name;
  return str_format(arena, "%.*s.%.*s", STR_ARG(attrs[row->block].name),
                    STR_ARG(row->name));
}
