/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows of constructs.def, looked up.
 */
#include "backends/cdk/cdk.h"

static const ConstructRow constructs[] = {
#define CONSTRUCT(id, type, class, removal)                                    \
  { STR_INIT(type), STR_INIT(class), removal },
#include "backends/cdk/constructs.def"
};

static const PropRow props[] = {
#define PROP(construct, property, prop, form, of, words)                       \
  { CONSTRUCT_##construct, STR_INIT(property), STR_INIT(prop),                 \
    PROP_##form,           STR_INIT(of),       STR_INIT(words) },
#include "backends/cdk/constructs.def"
};

static const AttributeRow attributes[] = {
#define ATTRIBUTE(construct, attribute, member)                                \
  { CONSTRUCT_##construct, STR_INIT(attribute), STR_INIT(member) },
#include "backends/cdk/constructs.def"
};

ConstructId construct_find(Str type) {
  for (u32 i = 0; i < CONSTRUCT_COUNT; i++)
    if (str_equal(constructs[i].type, type))
      return (ConstructId)i;
  return CONSTRUCT_NONE;
}

const ConstructRow *construct_row(ConstructId construct) {
  return &constructs[construct];
}

const PropRow *prop_rows(u32 *count) {
  *count = COUNT_OF(props);
  return props;
}

Str construct_member(ConstructId construct, Str attribute) {
  for (u32 i = 0; i < COUNT_OF(attributes); i++)
    if (attributes[i].construct == construct &&
        str_equal(attributes[i].attribute, attribute))
      return attributes[i].member;
  return STR("");
}
