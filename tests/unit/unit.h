/* SPDX-License-Identifier: Apache-2.0
 *
 * What the unit tests share: cmocka with what it wants included before it, an
 * arena for each test, and slices compared with literals.
 */
#ifndef APIQC_UNIT_H
#define APIQC_UNIT_H

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

#include <cmocka.h>

static inline void unit_exhausted(void *context) {
  (void)context;
  abort();
}

static inline int unit_setup(void **state) {
  *state = arena_new(unit_exhausted, NULL);
  return *state ? 0 : -1;
}

static inline int unit_teardown(void **state) {
  arena_free(*state);
  return 0;
}

/* A test whose *state is an Arena of its own. */
#define UNIT_TEST(function)                                                    \
  cmocka_unit_test_setup_teardown(function, unit_setup, unit_teardown)

static inline void assert_str(Str found, const char *expected) {
  assert_int_equal(found.length, strlen(expected));
  if (found.length)
    assert_memory_equal(found.at, expected, found.length);
}

#endif
