/* SPDX-License-Identifier: Apache-2.0
 *
 * The words in which the rows of stdlib are written: quantities in base units
 * (milliseconds, bytes, requests an hour), and values as initialisers.
 */
#ifndef APIQC_TERMS_H
#define APIQC_TERMS_H

#define SECONDS(n)    ((n) * INT64_C(1000))
#define MINUTES(n)    ((n) * INT64_C(60000))
#define HOURS(n)      ((n) * INT64_C(3600000))
#define DAYS(n)       ((n) * INT64_C(86400000))
#define KILOBYTES(n)  ((n) * INT64_C(1024))
#define MEGABYTES(n)  ((n) * INT64_C(1048576))
#define PER_SECOND(n) ((n) * INT64_C(3600))

#define TEXT(literal) STR_INIT(literal)
#define ARN_BIT(id)   (1u << ARN_##id)

#define NONE               { .kind = VALUE_NONE }
#define TRUTH(value)       { .kind = VALUE_BOOL, .truth = value }
#define AMOUNT(sort, n)    { .kind = VALUE_##sort, .number = n }
#define WORD(literal)      { .kind = VALUE_WORD, .word = TEXT(literal) }
#define WORDS(literal)                                                         \
  {                                                                            \
    .kind = VALUE_TEXT, .text = {                                              \
      (const Part[]){ { .kind = PART_LITERAL, .text = TEXT(literal) } }, 1     \
    }                                                                          \
  }

#endif
