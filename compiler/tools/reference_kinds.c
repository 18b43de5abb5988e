/* SPDX-License-Identifier: Apache-2.0
 *
 * Kinds and their attributes, one row each, and what a value of a type is.
 */
#include "schema/facts.h"
#include "schema/terms.h"
#include "tools/reference.h"

/* ---- what an attribute becomes where that is more than one property ---- */

typedef struct Becoming {
  AttrId attr;
  Str text;
} Becoming;

static const Becoming becomings[] = {
#define BECOMES(id, text) { ATTR_##id, TEXT(text) },
#include "stdlib/becomes.def"
#undef BECOMES
};

static void print_resource(Buf *out, AttrId attr) {
  Str cfn = attr_row(attr)->cfn;
  u32 colon = str_find(cfn, ':');
  if (cfn.length && colon < cfn.length) {
    buf_format(out, "%.*s `%.*s`", STR_ARG(str_slice(cfn, 0, colon)),
               STR_ARG(str_slice(cfn, colon + 1, cfn.length)));
    return;
  }
  if (cfn.length) {
    buf_format(out, "`%.*s`", STR_ARG(cfn));
    return;
  }
  for (u32 i = 0; i < COUNT_OF(becomings); i++)
    if (becomings[i].attr == attr) {
      print_cell(out, becomings[i].text);
      return;
    }
  for (u32 i = 0; i < alarm_count; i++)
    if (alarm_rows[i].attr == attr) {
      buf_format(out, "Alarm on `%.*s`", STR_ARG(alarm_rows[i].metric));
      return;
    }
  buf_text(out, "–");
}

/* "; `aws_vpc.cidr_block`": the Terraform argument, where it is one. */
static void print_argument(Buf *out, AttrId attr) {
  Str tf = attr_row(attr)->tf;
  u32 colon = str_find(tf, ':');
  if (colon < tf.length)
    buf_format(out, "; `%.*s.%.*s`", STR_ARG(str_slice(tf, 0, colon)),
               STR_ARG(str_slice(tf, colon + 1, tf.length)));
}

static void print_becoming(Buf *out, AttrId attr) {
  print_resource(out, attr);
  print_argument(out, attr);
}

/* ---- types ---- */

static void print_lengths(Buf *out, const Type *type) {
  bool list = type->shape == SHAPE_LIST || type->shape == SHAPE_ONE_OR_LIST;
  const char *items = list ? "items" : "entries";
  if (type->fewest && type->most)
    buf_format(out, "; %u to %u %s", type->fewest, type->most, items);
  else if (type->most)
    buf_format(out, "; at most %u %s", type->most, items);
  else if (type->fewest)
    buf_format(out, "; at least %u", type->fewest);
  bool text = type->kind == TYPE_STRING || type->kind == TYPE_JSON ||
              (type->kind == TYPE_CALL && type->calls != CALLS_AUTH);
  if (!text || type->max == 0)
    return;
  buf_text(out, "; ");
  if (type->min)
    buf_format(out, "%lld to ", (long long)type->min);
  else
    buf_text(out, "at most ");
  buf_format(out, "%lld characters%s", (long long)type->max,
             type->shape == SHAPE_ONE ? "" : " each");
}

static void print_arns(Buf *out, const Type *type) {
  Str seen[ARN_COUNT];
  u32 count = 0;
  for (u32 arn = 0; arn < ARN_COUNT; arn++) {
    Str what = arn_row((ArnId)arn)->what;
    bool known = !(type->arns & 1u << arn);
    for (u32 i = 0; i < count && !known; i++)
      known = str_equal(seen[i], what);
    if (known)
      continue;
    buf_format(out, "%s%.*s", count ? " or " : " (of ", STR_ARG(what));
    seen[count++] = what;
  }
  buf_text(out, count ? ")" : "");
}

static void print_pattern(Buf *out, Str pattern) {
  for (u32 i = 0; i < pattern.length; i++)
    if (pattern.at[i] == '\t' || pattern.at[i] == '\n')
      buf_text(out, pattern.at[i] == '\t' ? "\\t" : "\\n");
    else
      print_cell(out, str_slice(pattern, i, i + 1));
}

void print_type(Buf *out, const Type *type) {
  print_cell(out, type_text(out->arena, type));
  if (type->kind == TYPE_ARN)
    print_arns(out, type);
  if (type->pattern.length) {
    buf_text(out, ", matching `");
    print_pattern(out, type->pattern);
    buf_char(out, '`');
  }
  print_lengths(out, type);
}

/* ---- rows ---- */

void print_default(Buf *out, const AttrRow *row) {
  if (row->required) {
    buf_text(out, row->block ? "**required** in the block" : "**required**");
  } else if (row->inherits) {
    buf_format(out, "that of the stack: `%.*s`",
               STR_ARG(attr_path(out->arena, row->inherits)));
  } else if (row->standard.kind == VALUE_TEXT) {
    buf_format(out, "`\"%.*s\"`",
               STR_ARG(value_text(out->arena, &row->standard)));
  } else if (row->standard.kind != VALUE_POISON) {
    buf_format(out, "`%.*s`", STR_ARG(value_text(out->arena, &row->standard)));
  }
}

static void print_need(Buf *out, const AttrRow *row) {
  static const Str off = STR_INIT("off");
  if (row->needs == REASON_NEVER)
    return;
  bool word = words_have(row->type.words, off);
  const char *which = row->needs == REASON_WHEN_GIVEN ? "Any value"
                      : word && row->none             ? "`none` and `off`"
                      : word                          ? "`off`"
                                                      : "`none`";
  buf_format(out, " %s needs `because`: ", which);
  print_rule(out, rule_row(row->rule)->name);
  buf_char(out, '.');
}

static void print_block_type(Buf *out, AttrId attr) {
  AttrId principal = attr_principal(attr);
  buf_text(out, "a block");
  if (principal)
    buf_format(out, ", or its `%.*s`", STR_ARG(attr_row(principal)->name));
}

static void print_attribute(Buf *out, AttrId attr) {
  const AttrRow *row = attr_row(attr);
  buf_format(out, "| `%.*s` | ", STR_ARG(attr_path(out->arena, attr)));
  if (row->type.kind == TYPE_BLOCK)
    print_block_type(out, attr);
  else
    print_type(out, &row->type);
  if (row->none && !row->type.none)
    buf_text(out, ", or `none`");
  buf_text(out, " | ");
  print_default(out, row);
  buf_text(out, " | ");
  if (row->type.kind != TYPE_BLOCK)
    print_becoming(out, attr);
  buf_text(out, " | ");
  print_cell(out, row->doc);
  print_need(out, row);
  buf_text(out, " |\n");
}

static void print_kind(Buf *out, KindId kind) {
  const KindRow *row = kind_row(kind);
  print_head(out, "attribute|type|default|becomes|meaning");
  for (u32 i = 0; i < kind_attr_count(kind); i++)
    print_attribute(out, (AttrId)(row->first + i));
}

static void print_external_kinds(Buf *out) {
  for (u32 kind = 0; kind < KIND_COUNT; kind++) {
    const KindRow *row = kind_row((KindId)kind);
    if (!row->external)
      continue;
    buf_format(out, "\n#### external %.*s\n\n%.*s\n\n", STR_ARG(row->word),
               STR_ARG(row->doc));
    print_kind(out, (KindId)kind);
  }
}

static void print_members(Buf *out) {
  print_head(out, "kind|members|its variable in a function's environment");
  for (u32 kind = 0; kind < KIND_COUNT; kind++) {
    const KindRow *row = kind_row((KindId)kind);
    Str words[16];
    u32 count = words_split(row->members, words, COUNT_OF(words));
    if (!count || !row->word.length)
      continue;
    buf_format(out, "| %s`%.*s` | ", row->external ? "`external` " : "",
               STR_ARG(row->word));
    for (u32 i = 0; i < count; i++)
      buf_format(out, "%s`.%.*s`", i ? " " : "", STR_ARG(words[i]));
    if (row->variable.length)
      buf_format(out, " | `NAME_%.*s` |\n", STR_ARG(row->variable));
    else
      buf_text(out, " | |\n");
  }
}

bool table_of_kind(Buf *out, Str name) {
  KindId kind = kind_find(name, false);
  if (str_equal(name, STR("members")))
    print_members(out);
  else if (str_equal(name, STR("external")))
    print_external_kinds(out);
  else if (kind != KIND_COUNT)
    print_kind(out, kind);
  else
    return false;
  return true;
}
