/* SPDX-License-Identifier: Apache-2.0
 *
 * "Did you mean": the edit distance with swapped neighbours (Damerau and
 * Levenshtein), over three rows of the table. Distances count in halves, since
 * capitals and separators are slips of half the weight: `Queue` and
 * `dead-letter` are nearer to `queue` and `dead_letter` than any other word.
 */
#include "diag/diag.h"

#include <string.h>

enum { LONGEST = 64, WHOLE = 2, HALF = 1 };

static u32 least(u32 left, u32 right) {
  return left < right ? left : right;
}

static bool is_separator(char c) {
  return c == '_' || c == '-';
}

/* To leave a character out, or to put it in. */
static u32 weight(char c) {
  return is_separator(c) ? HALF : WHOLE;
}

static u32 exchange(char left, char right) {
  if (left == right)
    return 0;
  return is_separator(left) && is_separator(right) ? HALF : WHOLE;
}

/* Both words are in lower case and at most LONGEST bytes long. */
static u32 distance(Str left, Str right) {
  u32 rows[3][LONGEST + 1];
  u32 *before = rows[0], *above = rows[1], *row = rows[2];
  above[0] = 0;
  for (u32 j = 0; j < right.length; j++)
    above[j + 1] = above[j] + weight(right.at[j]);
  for (u32 i = 0; i < left.length; i++) {
    char a = left.at[i];
    row[0] = above[0] + weight(a);
    for (u32 j = 0; j < right.length; j++) {
      char b = right.at[j];
      u32 best = least(above[j] + exchange(a, b),
                       least(above[j + 1] + weight(a), row[j] + weight(b)));
      if (i && j && a == right.at[j - 1] && left.at[i - 1] == b)
        best = least(best, before[j - 1] + WHOLE);
      row[j + 1] = best;
    }
    u32 *oldest = before;
    before = above;
    above = row;
    row = oldest;
  }
  return above[right.length];
}

static Str lowered(Str word, char *room) {
  for (u32 i = 0; i < word.length; i++)
    room[i] = to_small(word.at[i]);
  return (Str){ room, word.length };
}

Str suggest(Str word, const Str *candidates, u32 count) {
  char word_room[LONGEST], room[LONGEST];
  Str best = STR("");
  u32 best_distance = UINT32_MAX;
  if (word.length > LONGEST)
    return best;
  Str wanted = lowered(word, word_room);
  for (u32 i = 0; i < count; i++) {
    Str candidate = candidates[i];
    if (candidate.length > LONGEST || str_equal(word, candidate))
      continue;
    u32 longer =
      candidate.length > word.length ? candidate.length : word.length;
    u32 limit = WHOLE * longer / 3 > WHOLE ? WHOLE * longer / 3 : WHOLE;
    u32 found = distance(wanted, lowered(candidate, room));
    if (found == 0)
      found = HALF; /* they differ in capitals only */
    if (found > limit || found >= WHOLE * longer || found >= best_distance)
      continue;
    best = candidate;
    best_distance = found;
  }
  return best;
}
