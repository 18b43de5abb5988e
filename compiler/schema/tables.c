/* SPDX-License-Identifier: Apache-2.0
 *
 * The smaller tables of stdlib as arrays, and looking into them.
 */
#include "schema/facts.h"
#include "schema/terms.h"

#define EMPTY(...)

/* ---- Regions ---- */

static const Str regions[] = {
#define REGION(name) TEXT(name),
#include "stdlib/regions.def"
#undef REGION
};

Str region_longest(void) {
  Str longest = STR("");
  for (u32 i = 0; i < COUNT_OF(regions); i++)
    if (regions[i].length > longest.length)
      longest = regions[i];
  return longest;
}

/* ---- other accounts ---- */

Str admission_pattern(void) {
  return
#define ADMISSION(pattern) STR(pattern)
#include "stdlib/admission.def"
#undef ADMISSION
    ;
}

/* ---- ARNs ---- */

static const ArnRow arns[ARN_COUNT] = {
#define ARN(id, service, region, account, prefix, what, example)               \
  [ARN_##id] = { TEXT(service), region,     account,                           \
                 TEXT(prefix),  TEXT(what), TEXT(example) },
#include "stdlib/arns.def"
#undef ARN
};

const ArnRow *arn_row(ArnId arn) {
  return &arns[arn];
}

/* Splits at the first five colons; false when there are fewer. */
static bool arn_fields(Str text, Str fields[6]) {
  for (u32 i = 0; i < 5; i++) {
    u32 colon = str_find(text, ':');
    if (colon == text.length)
      return false;
    fields[i] = str_slice(text, 0, colon);
    text = str_slice(text, colon + 1, text.length);
  }
  fields[5] = text;
  return true;
}

static bool is_account(Str field) {
  for (u32 i = 0; i < field.length; i++)
    if (field.at[i] < '0' || field.at[i] > '9')
      return false;
  return field.length == 12;
}

bool arn_match(ArnId arn, Str text, Str fields[6], Str *name) {
  const ArnRow *row = &arns[arn];
  if (!arn_fields(text, fields) || !str_equal(fields[0], STR("arn")) ||
      !str_starts(fields[1], STR("aws")) ||
      !str_equal(fields[2], row->service) ||
      (fields[3].length > 0) != row->region ||
      (fields[4].length > 0) != row->account ||
      (row->account && !is_account(fields[4])) ||
      !str_starts(fields[5], row->resource))
    return false;
  *name = str_slice(fields[5], row->resource.length, fields[5].length);
  return name->length > 0;
}

/* ---- names ---- */

static const NameRow names[NAME_COUNT] = {
#define NAME(id, pattern, longest, characters, scope, service)                 \
  [NAME_##id] = { TEXT(#id),        TEXT(pattern), longest,                    \
                  TEXT(characters), TEXT(service), TEXT(scope) },
#include "stdlib/naming.def"
#undef NAME
};

const NameRow *name_row(NameId name) {
  return &names[name];
}

NameId name_find(Str word) {
  u32 name = 0;
  while (name < NAME_COUNT && !str_equal(names[name].word, word))
    name++;
  return (NameId)name;
}

bool name_admits(const NameRow *row, char c) {
  const char *set = row->characters.at;
  for (u32 i = 0; i < row->characters.length; i++) {
    bool interval = i + 2 < row->characters.length && set[i + 1] == '-';
    if (interval ? c >= set[i] && c <= set[i + 2] : c == set[i])
      return true;
    i += interval ? 2 : 0;
  }
  return false;
}

/* ---- runtimes ---- */

#define RUNTIME_DAY EMPTY
static const RuntimeRow runtimes[] = {
#define RUNTIME(name, deprecated, blocked, successor)                          \
  { TEXT(name), TEXT(deprecated), TEXT(blocked), TEXT(successor) },
#include "stdlib/runtimes.def"
#undef RUNTIME
#undef RUNTIME_DAY
};

Str runtime_day(void) {
#define RUNTIME EMPTY
#define RUNTIME_DAY(day) return STR(day);
#include "stdlib/runtimes.def"
#undef RUNTIME
#undef RUNTIME_DAY
}

const RuntimeRow *runtime_find(Str name) {
  for (u32 i = 0; i < COUNT_OF(runtimes); i++)
    if (str_equal(runtimes[i].name, name))
      return &runtimes[i];
  return NULL;
}

u32 runtime_names(Str *out, u32 room) {
  u32 count = 0;
  for (; count < COUNT_OF(runtimes) && count < room; count++)
    out[count] = runtimes[count].name;
  return count;
}

/* ---- quotas ---- */

static const QuotaRow quotas[QUOTA_COUNT] = {
#define QUOTA(id, limit, adjustable, what, source)                             \
  [QUOTA_##id] = { limit, adjustable, TEXT(what), TEXT(source) },
#include "stdlib/quotas.def"
#undef QUOTA
};

const QuotaRow *quota_row(QuotaId quota) {
  return &quotas[quota];
}

/* ---- calls ---- */

typedef enum CallId {
#define CALL(id, ...) CALL_##id,
#define ARGUMENT(call, id, ...)
#include "stdlib/calls.def"
#undef CALL
#undef ARGUMENT
  CALL_COUNT
} CallId;

typedef enum ArgumentId {
#define CALL(id, ...)                                                          \
  ARGUMENT_##id##_BEGIN, ARGUMENT_##id##_BEFORE = ARGUMENT_##id##_BEGIN - 1,
#define ARGUMENT(call, id, ...) ARGUMENT_##call##_##id,
#include "stdlib/calls.def"
#undef CALL
#undef ARGUMENT
  ARGUMENT_COUNT
} ArgumentId;

static const ArgumentRow arguments[ARGUMENT_COUNT] = {
#define CALL EMPTY
#define ARGUMENT(call, id, ...)                                                \
  [ARGUMENT_##call##_##id] = { .name = TEXT(#id), __VA_ARGS__ },
#include "stdlib/calls.def"
#undef CALL
#undef ARGUMENT
};

static const CallRow calls[CALL_COUNT] = {
#define CALL(id, group, name, spelling, doc)                                   \
  [CALL_##id] = { CALLS_##group, TEXT(name), TEXT(spelling),                   \
                  &arguments[ARGUMENT_##id##_BEGIN], TEXT(doc) },
#define ARGUMENT EMPTY
#include "stdlib/calls.def"
#undef CALL
#undef ARGUMENT
};

u32 call_argument_count(const CallRow *call) {
  const ArgumentRow *end = call + 1 < calls + CALL_COUNT
                             ? call[1].arguments
                             : arguments + ARGUMENT_COUNT;
  return (u32)(end - call->arguments);
}

const CallRow *call_find(CallGroup group, Str name) {
  for (u32 i = 0; i < CALL_COUNT; i++)
    if (calls[i].group == group && str_equal(calls[i].name, name))
      return &calls[i];
  return NULL;
}

u32 call_names(CallGroup group, Str *out, u32 room) {
  u32 count = 0;
  for (u32 i = 0; i < CALL_COUNT && count < room; i++)
    if (calls[i].group == group)
      out[count++] = calls[i].name;
  return count;
}

/* ---- grants ---- */

static const GrantRow grants[GRANT_COUNT] = {
#define SERVICE EMPTY
#define GRANT(id, sid, actions, resource, conditions)                          \
  [GRANT_##id] = { TEXT(sid), TEXT(actions), TEXT(resource), TEXT(conditions) },
#define WAY EMPTY
#define KEY_GRANT EMPTY
#include "stdlib/grants.def"
#undef SERVICE
#undef GRANT
#undef WAY
#undef KEY_GRANT
};

static const Str services[SERVICE_COUNT] = {
#define SERVICE(id, name) [SERVICE_##id] = TEXT(name),
#define GRANT EMPTY
#define WAY EMPTY
#define KEY_GRANT EMPTY
#include "stdlib/grants.def"
#undef SERVICE
#undef GRANT
#undef WAY
#undef KEY_GRANT
};

Str service_name(ServiceId service) {
  return services[service];
}

const GrantRow *grant_row(GrantId grant) {
  return &grants[grant];
}

enum {
  READ = ACCESS_READ,
  WRITE = ACCESS_WRITE,
  BARE = ACCESS_BARE,
  INDEX = ACCESS_INDEX
};

const WayRow way_rows[] = {
#define SERVICE EMPTY
#define GRANT EMPTY
#define KEY_GRANT EMPTY
#define WAY(kind, name, actions, resource, conditions, flags)                  \
  { KIND_##kind,                                                               \
    TEXT(#name),                                                               \
    { TEXT(#name), TEXT(actions), TEXT(resource), TEXT(conditions) },          \
    flags },
#include "stdlib/grants.def"
#undef SERVICE
#undef GRANT
#undef WAY
#undef KEY_GRANT
};
const u32 way_count = COUNT_OF(way_rows);

static const WayRow key_grants[] = {
#define SERVICE EMPTY
#define GRANT EMPTY
#define WAY EMPTY
#define KEY_GRANT(kind, flags, actions, conditions)                            \
  { KIND_##kind,                                                               \
    TEXT("key"),                                                               \
    { TEXT("Key"), TEXT(actions), TEXT("{key}"), TEXT(conditions) },           \
    flags },
#include "stdlib/grants.def"
#undef SERVICE
#undef GRANT
#undef WAY
#undef KEY_GRANT
};

const GrantRow *key_grant_row(KindId kind, int direction) {
  for (u32 i = 0; i < COUNT_OF(key_grants); i++)
    if (key_grants[i].kind == kind && (key_grants[i].flags & direction))
      return &key_grants[i].grant;
  return NULL;
}
