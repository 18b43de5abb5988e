/* SPDX-License-Identifier: Apache-2.0
 *
 * Patterns against patterns. `pattern_covers` errs to no and `pattern_meets` to
 * yes, so that a grant that could match is never taken for one that cannot.
 */
#include "iam/letters.h"

bool pattern_wild(Str pattern) {
  return str_find(pattern, '*') < pattern.length ||
         str_find(pattern, '?') < pattern.length;
}

/* ---- one character of each ---- */

static bool covers_one(char pattern, char target) {
  if (pattern == '?')
    return target == '?' || is_plain(target);
  return pattern == target && target != PATTERN_UNKNOWN;
}

/* Whether one character of a pattern stands for one of the target. */
typedef bool CoversOne(char pattern, char target);

/* With `*` for any number of characters: tries the last one again, longer. */
static inline bool covers(Str pattern, Str target, CoversOne *one) {
  u32 i = 0, k = 0, star = UINT32_MAX, mark = 0;
  while (k < target.length) {
    if (i < pattern.length && pattern.at[i] == '*') {
      star = i++;
      mark = k;
    } else if (i < pattern.length && one(pattern.at[i], target.at[k])) {
      i++;
      k++;
    } else if (star < UINT32_MAX) {
      i = star + 1;
      k = ++mark;
    } else {
      return false;
    }
  }
  while (i < pattern.length && pattern.at[i] == '*')
    i++;
  return i == pattern.length;
}

bool pattern_covers(Str pattern, Str target) {
  return covers(pattern, target, covers_one);
}

/* ---- whether two can meet ---- */

/* Takes off what both begin and end with; false: they begin or end apart. */
static bool strip_common(Str *left, Str *right) {
  while (left->length && right->length) {
    char a = left->at[0], b = right->at[0];
    if (is_any(a) || is_any(b) || (is_constant(a) != is_constant(b)) ||
        (is_constant(a) && a != b))
      break;
    if (a != b && a != '?' && b != '?')
      return false;
    *left = str_slice(*left, 1, left->length);
    *right = str_slice(*right, 1, right->length);
  }
  while (left->length && right->length) {
    char a = left->at[left->length - 1], b = right->at[right->length - 1];
    if (!is_plain(a) || !is_plain(b))
      break;
    if (a != b)
      return false;
    left->length--;
    right->length--;
  }
  return true;
}

/* Whether what `wide` stands for may hold the other character. */
static bool may_hold(char wide, char other) {
  return is_any(wide) || (is_constant(wide) && other != ':');
}

static bool is_wide(char c) {
  return is_any(c) || is_constant(c);
}

bool pattern_meets(Arena *arena, Str left, Str right) {
  if (!strip_common(&left, &right))
    return false;
  if ((left.length == 1 && left.at[0] == '*') ||
      (right.length == 1 && right.at[0] == '*'))
    return true;
  /* above[k]: whether left[i+1…] and right[k…] can meet; filled from the end.
   */
  bool *above = ARENA_ARRAY(arena, bool, right.length + 1);
  bool *row = ARENA_ARRAY(arena, bool, right.length + 1);
  for (u32 i = left.length + 1; i-- > 0;) {
    for (u32 k = right.length + 1; k-- > 0;) {
      bool a = i < left.length, b = k < right.length;
      bool good = !a && !b;
      if (a && is_wide(left.at[i]))
        good = good || above[k] ||
               (b && may_hold(left.at[i], right.at[k]) && row[k + 1]);
      if (b && is_wide(right.at[k]))
        good = good || row[k + 1] ||
               (a && may_hold(right.at[k], left.at[i]) && above[k]);
      if (a && b &&
          (left.at[i] == '?' || right.at[k] == '?' ||
           left.at[i] == right.at[k]))
        good = good || above[k + 1];
      row[k] = good;
    }
    bool *done = above;
    above = row;
    row = done;
  }
  return above[0];
}

/* ---- actions ---- */

static bool matches_one(char pattern, char action) {
  return pattern == '?' || to_small(pattern) == to_small(action);
}

bool action_matches(Str pattern, Str action) {
  return covers(pattern, action, matches_one);
}
