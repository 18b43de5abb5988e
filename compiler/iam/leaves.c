/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether denials leave anything of what two patterns have in common: a search
 * for a text that is one of both and of none of the denied. It is made of plain
 * characters, and of a constant of the deployment where that stands for itself;
 * a constant may also be spelt out by the other side. All denied patterns are
 * followed at once, each with all the places where it may stand. A search that
 * takes too long has found something.
 */
#include "iam/letters.h"
#include <string.h>

enum { MOST_STATES = 4096, BUCKETS = 1024 };

typedef struct State {
  u32 left, right;            /* places */
  bool left_open, right_open; /* part of the constant there has been read */
  u8 *places;                 /* of all denied, one behind the other */
  struct State *same_bucket, *next;
} State;

typedef struct Search {
  Arena *arena;
  Str left, right;
  const Patterns *denied;
  Str letters; /* what can make a difference, and one that makes none */
  u32 width;   /* of `places` */
  State *buckets[BUCKETS];
  State *first, *last;
  u32 count;
} Search;

static char at(Str pattern, u32 place) {
  return place < pattern.length ? pattern.at[place] : 0;
}

/* ---- the denied ---- */

/* Marks the place, and those behind it that cost nothing. */
static void stand(u8 *places, Str pattern, u32 place) {
  places[place] = 1;
  while (at(pattern, place) == '*')
    places[++place] = 1;
}

static u8 *stepped(Search *search, const u8 *places, char symbol) {
  u8 *after = ARENA_ARRAY(search->arena, u8, search->width);
  u32 base = 0;
  memset(after, 0, search->width);
  for (u32 d = 0; d < search->denied->count; d++) {
    Str pattern = search->denied->items[d];
    for (u32 p = 0; p < pattern.length; p++) {
      char c = pattern.at[p];
      if (!places[base + p])
        continue;
      if (c == '*')
        stand(after + base, pattern, p);
      else if (c != PATTERN_UNKNOWN &&
               (c == symbol || (c == '?' && is_plain(symbol))))
        stand(after + base, pattern, p + 1);
    }
    base += pattern.length + 1;
  }
  return after;
}

static bool is_denied(const Search *search, const u8 *places) {
  u32 base = 0;
  for (u32 d = 0; d < search->denied->count; d++) {
    base += search->denied->items[d].length;
    if (places[base++])
      return true;
  }
  return false;
}

/* ---- states ---- */

static u32 bucket_of(const Search *search, const State *state) {
  u32 hash = state->left * 31 + state->right * 2 + state->left_open;
  for (u32 i = 0; i < search->width; i++)
    hash = hash * 33 + state->places[i];
  return hash % BUCKETS;
}

static void reach(Search *search, State state) {
  u32 bucket = bucket_of(search, &state);
  for (State *one = search->buckets[bucket]; one; one = one->same_bucket)
    if (one->left == state.left && one->right == state.right &&
        one->left_open == state.left_open &&
        one->right_open == state.right_open &&
        memcmp(one->places, state.places, search->width) == 0)
      return;
  State *added = ARENA_ARRAY(search->arena, State, 1);
  *added = state;
  added->next = NULL;
  added->same_bucket = search->buckets[bucket];
  search->buckets[bucket] = added;
  if (search->last)
    search->last->next = added;
  else
    search->first = added;
  search->last = added;
  search->count++;
}

/* ---- steps ---- */

/* Reads a symbol at the place; false: it cannot. A constant reads itself whole,
 * and any character of a text that it may be. */
static bool reads(Str pattern, u32 *place, bool *open, char symbol) {
  char c = at(pattern, *place);
  bool was_open = *open;
  *open = false;
  if (*place >= pattern.length)
    return false;
  if (is_any(c))
    return true;
  if (is_constant(c) && (c != symbol || was_open)) {
    *open = true;
    return symbol != ':';
  }
  if (c != symbol && !(c == '?' && is_plain(symbol)))
    return false;
  (*place)++;
  return true;
}

/* Whether the star there takes the rest of the constant that the other reads: a
 * constant holds no colon. */
static bool takes_whole(Str pattern, u32 place) {
  char behind = at(pattern, place + 1);
  return is_any(at(pattern, place)) && (behind == ':' || behind == 0);
}

static void try_symbol(Search *search, const State *state, char symbol) {
  State after = *state;
  if (!reads(search->left, &after.left, &after.left_open, symbol) ||
      !reads(search->right, &after.right, &after.right_open, symbol))
    return;
  after.places = stepped(search, state->places, symbol);
  reach(search, after);
}

/* A constant as itself: the rest of it, where part has been read. */
static void try_constant(Search *search, const State *state, char constant) {
  State whole = *state;
  if (at(search->left, state->left) == constant)
    whole.left_open = false;
  if (at(search->right, state->right) == constant)
    whole.right_open = false;
  try_symbol(search, &whole, constant);
}

static void try_letters(Search *search, const State *state, char a, char b) {
  if (is_plain(a)) {
    try_symbol(search, state, a);
  } else if (is_plain(b)) {
    try_symbol(search, state, b);
  } else {
    for (u32 i = 0; i < search->letters.length; i++)
      try_symbol(search, state, search->letters.at[i]);
  }
}

static void step(Search *search, const State *state) {
  char a = at(search->left, state->left), b = at(search->right, state->right);
  State skip = *state;
  skip.left++;
  skip.left_open = false;
  if (is_any(a) || (is_constant(a) && state->left_open))
    reach(search, skip);
  skip = *state;
  skip.right++;
  skip.right_open = false;
  if (is_any(b) || (is_constant(b) && state->right_open))
    reach(search, skip);
  if (!a || !b)
    return;
  if (is_constant(a))
    try_constant(search, state, a);
  if (is_constant(b) && b != a)
    try_constant(search, state, b);
  bool same = a == b && !state->left_open && !state->right_open;
  if ((is_constant(a) && (same || takes_whole(search->right, state->right))) ||
      (is_constant(b) && takes_whole(search->left, state->left)))
    return;
  try_letters(search, state, a, b);
}

/* ---- the search ---- */

static void add_letters(Search *search) {
  bool seen[128] = { false };
  Buf letters = buf_new(search->arena);
  for (u32 d = 0; d < search->denied->count; d++) {
    Str pattern = search->denied->items[d];
    for (u32 i = 0; i < pattern.length; i++) {
      u8 c = (u8)pattern.at[i];
      if (c < sizeof seen && is_plain((char)c) && !seen[c])
        buf_char(&letters, (char)c);
      if (c < sizeof seen)
        seen[c] = true;
    }
  }
  buf_char(&letters, 127); /* in no name that there is */
  search->letters = buf_view(&letters);
}

bool pattern_leaves(Arena *arena, Str left, Str right, const Patterns *denied) {
  Search search = {
    .arena = arena, .left = left, .right = right, .denied = denied
  };
  if (!pattern_meets(arena, left, right))
    return false;
  for (u32 d = 0; d < denied->count; d++) {
    if (pattern_covers(denied->items[d], left) ||
        pattern_covers(denied->items[d], right))
      return false;
    search.width += denied->items[d].length + 1;
  }
  if (!denied->count)
    return true;
  add_letters(&search);
  State start = { .places = ARENA_ARRAY(arena, u8, search.width) };
  memset(start.places, 0, search.width);
  for (u32 d = 0, base = 0; d < denied->count; d++) {
    stand(start.places + base, denied->items[d], 0);
    base += denied->items[d].length + 1;
  }
  reach(&search, start);
  for (State *state = search.first; state; state = state->next) {
    if (state->left == left.length && state->right == right.length &&
        !is_denied(&search, state->places))
      return true;
    if (search.count > MOST_STATES)
      return true;
    step(&search, state);
  }
  return false;
}
