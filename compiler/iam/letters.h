/* SPDX-License-Identifier: Apache-2.0
 *
 * What the characters of patterns are. Only pattern.c and leaves.c ask.
 */
#ifndef APIQC_LETTERS_H
#define APIQC_LETTERS_H

#include "iam/iam.h"

static inline bool is_any(char c) {
  return c == '*' || c == PATTERN_UNKNOWN;
}

/* The same for the whole deployment, and yet not known. */
static inline bool is_constant(char c) {
  return c == PATTERN_REGION || c == PATTERN_ACCOUNT || c == PATTERN_PARTITION;
}

static inline bool is_plain(char c) {
  return !is_any(c) && !is_constant(c) && c != '?';
}

#endif
