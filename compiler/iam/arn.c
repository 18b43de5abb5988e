/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts of the model as patterns, and what type of resource an ARN is.
 *
 * An ARN often fits the patterns of several types, since a free part may hold
 * anything: that of an index is also one of a table. It belongs to the type
 * whose pattern says most about it; a type that says less is another one.
 */
#include "iam/iam.h"

/* ---- texts ---- */

static void add_text(Buf *out, Text text);

/* A control character would be taken for something else. */
static void add_literal(Buf *out, Str text) {
  for (u32 i = 0; i < text.length; i++)
    buf_char(out,
             text.at[i] > 0 && text.at[i] < ' ' ? PATTERN_UNKNOWN : text.at[i]);
}

static void add_name(Buf *out, const Resource *thing) {
  if (thing->physical_name.length)
    add_literal(out, thing->physical_name);
  else
    buf_char(out, PATTERN_UNKNOWN);
}

static void add_arn(Buf *out, const Resource *thing) {
  static const struct {
    KindId kind;
    ArnId arn;
  } rows[] = {
    { KIND_queue, ARN_queue },       { KIND_handler, ARN_handler },
    { KIND_topic, ARN_topic },       { KIND_role, ARN_role },
    { KIND_schedule, ARN_schedule }, { KIND_key, ARN_external_key },
  };
  if (thing->arn.count) {
    add_text(out, thing->arn);
    return;
  }
  for (u32 i = 0; i < COUNT_OF(rows); i++) {
    const ArnRow *row = arn_row(rows[i].arn);
    if (rows[i].kind != thing->kind)
      continue;
    Str scheme = str_slice(row->example, 0, str_find(row->example, ':'));
    buf_format(out, "%.*s:%c:%.*s:", STR_ARG(scheme), PATTERN_PARTITION,
               STR_ARG(row->service));
    if (row->region)
      buf_char(out, PATTERN_REGION);
    buf_char(out, ':');
    if (row->account)
      buf_char(out, PATTERN_ACCOUNT);
    buf_char(out, ':');
    buf_str(out, row->resource);
    if (thing->kind == KIND_key || thing->kind == KIND_role)
      buf_char(out, PATTERN_UNKNOWN); /* an identifier, a path before it */
    else
      add_name(out, thing);
    return;
  }
  buf_char(out, PATTERN_UNKNOWN);
}

static void add_text(Buf *out, Text text) {
  static const char late[] = { [PART_REGION] = PATTERN_REGION,
                               [PART_ACCOUNT] = PATTERN_ACCOUNT,
                               [PART_PARTITION] = PATTERN_PARTITION };
  for (u32 i = 0; i < text.count; i++) {
    const Part *part = &text.parts[i];
    if (part->kind == PART_LITERAL)
      add_literal(out, part->text);
    else if (part->kind < COUNT_OF(late) && late[part->kind])
      buf_char(out, late[part->kind]);
    else if (part->kind == PART_ARN && part->thing)
      add_arn(out, part->thing);
    else if (part->kind == PART_NAME && part->thing)
      add_name(out, part->thing);
    else
      buf_char(out, PATTERN_UNKNOWN);
  }
}

Str pattern_of_text(Arena *arena, Text text) {
  Buf out = buf_new(arena);
  add_text(&out, text);
  return buf_view(&out);
}

Str pattern_of_arn(Arena *arena, const Resource *thing) {
  Buf out = buf_new(arena);
  add_arn(&out, thing);
  return buf_view(&out);
}

Str pattern_shown(Arena *arena, Str pattern) {
  static const char *const words[] = { [PATTERN_REGION] = "{region}",
                                       [PATTERN_ACCOUNT] = "{account}",
                                       [PATTERN_PARTITION] = "{partition}",
                                       [PATTERN_UNKNOWN] = "…" };
  Buf out = buf_new(arena);
  for (u32 i = 0; i < pattern.length; i++) {
    u8 c = (u8)pattern.at[i];
    if (c < COUNT_OF(words) && words[c])
      buf_text(&out, words[c]);
    else
      buf_char(&out, pattern.at[i]);
  }
  return buf_view(&out);
}

/* ---- types ---- */

/* Which partition, Region and account it is says nothing about the type. */
static Str without_place(Arena *arena, Str resource) {
  static const char constants[5] = {
    [1] = PATTERN_PARTITION, [3] = PATTERN_REGION, [4] = PATTERN_ACCOUNT
  };
  Buf out = buf_new(arena);
  Str rest = resource;
  for (u32 i = 0; i < COUNT_OF(constants); i++) {
    u32 colon = str_find(rest, ':');
    if (colon == rest.length)
      return resource;
    if (constants[i] && colon)
      buf_char(&out, constants[i]);
    else
      buf_str(&out, str_slice(rest, 0, colon));
    buf_char(&out, ':');
    rest = str_slice(rest, colon + 1, rest.length);
  }
  buf_str(&out, rest);
  return buf_view(&out);
}

/* How much a pattern says: its characters that are not free. Colons say
 * nothing: a version behind the name of a thing is the thing still. */
static u32 said_by(Str pattern) {
  u32 said = 0;
  for (u32 i = 0; i < pattern.length; i++)
    said += pattern.at[i] != '*' && pattern.at[i] != ':';
  return said;
}

/* What the type's patterns say about the resource at most: 0 where none can
 * meet it; with `surely` only of those that cover it. */
static u32 type_says(Arena *arena, const IamType *type, Str resource,
                     bool surely) {
  u32 most = 0;
  Str pattern;
  for (u32 i = 0; (pattern = iam_type_pattern(arena, type, i)).length; i++) {
    bool fits = surely ? pattern_covers(pattern, resource)
                       : pattern_meets(arena, pattern, resource);
    if (fits && said_by(pattern) + 1 > most)
      most = said_by(pattern) + 1;
  }
  return most;
}

bool iam_action_takes(Arena *arena, const IamService *service,
                      const IamAction *action, Str resource) {
  u32 best = 0;
  const IamType *type;
  resource = without_place(arena, resource);
  for (u32 i = 0; (type = iam_service_type(service, i)); i++) {
    u32 says = type_says(arena, type, resource, true);
    best = says > best ? says : best;
  }
  for (u32 i = 0; (type = iam_action_type(action, i)); i++) {
    u32 says = type_says(arena, type, resource, false);
    if (says && says >= best)
      return true;
  }
  return pattern_covers(STR("*"), resource) &&
         pattern_covers(resource, STR("*"));
}
