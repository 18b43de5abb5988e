/* SPDX-License-Identifier: Apache-2.0
 *
 * The smaller tables: rules, calls, units, names, runtimes, quotas, alarms.
 */
#include "schema/facts.h"
#include "syntax/syntax.h"
#include "tools/reference.h"

#include <string.h>

extern const Embedded explain_pages;

#define EMPTY(...)

/* ---- cells ---- */

void print_cell(Buf *out, Str text) {
  for (u32 i = 0; i < text.length; i++) {
    if (text.at[i] == '|')
      buf_char(out, '\\');
    buf_char(out, text.at[i] == '\n' ? ' ' : text.at[i]);
  }
}

void print_rule(Buf *out, Str name) {
  if (embedded_find(&explain_pages, name))
    buf_format(out, "[`%.*s`](../stdlib/explain/%.*s.md)", STR_ARG(name),
               STR_ARG(name));
  else
    buf_format(out, "`%.*s`", STR_ARG(name));
}

void print_head(Buf *out, const char *columns) {
  buf_text(out, "| ");
  for (const char *at = columns; *at; at++)
    buf_format(out, *at == '|' ? " %c " : "%c", *at);
  buf_text(out, " |\n|");
  for (const char *at = columns; at; at = strchr(at, '|'), at += at != NULL)
    buf_text(out, " --- |");
  buf_char(out, '\n');
}

/* ---- rules ---- */

static void print_rules(Buf *out, Str family) {
  print_head(out, "rule|severity|`because`|says that");
  for (u32 rule = 0; rule < RULE_COUNT; rule++) {
    static const char *const severities[] = { "note", "warning", "error" };
    const RuleRow *row = rule_row((Rule)rule);
    if (!str_equal(str_slice(row->name, 0, str_find(row->name, '/')), family))
      continue;
    buf_text(out, "| ");
    print_rule(out, row->name);
    buf_format(out, " | %s | %s | ", severities[row->severity],
               row->excusable ? "excuses it" : "");
    print_cell(out, row->summary);
    buf_text(out, " |\n");
  }
}

/* ---- calls ---- */

static void print_argument(Buf *out, const ArgumentRow *row) {
  buf_format(out, "`%.*s`: ", STR_ARG(row->name));
  print_type(out, &row->type);
  if (row->rest)
    buf_text(out, ", any number of them");
  else if (!row->required)
    buf_text(out, ", may be left out");
}

static void print_call(Buf *out, const CallRow *call) {
  u32 count = call_argument_count(call);
  buf_format(out, "| `%.*s(", STR_ARG(call->name));
  for (u32 i = 0; i < count; i++)
    buf_format(out, "%s%.*s%s", i ? ", " : "", STR_ARG(call->arguments[i].name),
               call->arguments[i].rest ? "…" : "");
  buf_text(out, ")` | ");
  for (u32 i = 0; i < count; i++) {
    buf_text(out, i ? "<br>" : "");
    print_argument(out, &call->arguments[i]);
  }
  buf_text(out, " | ");
  print_cell(out, call->doc);
  if (call->spelling.length)
    buf_format(out, " Becomes `%.*s`.", STR_ARG(call->spelling));
  buf_text(out, " |\n");
}

static bool print_calls(Buf *out, Str name) {
  static const struct {
    Str name;
    CallGroup group;
  } groups[] = {
    { STR_INIT("auth"), CALLS_AUTH },
    { STR_INIT("code"), CALLS_CODE },
    { STR_INIT("request"), CALLS_REQUEST },
    { STR_INIT("functions"), CALLS_FUNCTION },
  };
  Str names[64];
  for (u32 i = 0; i < COUNT_OF(groups); i++) {
    if (!str_equal(name, groups[i].name))
      continue;
    u32 count = call_names(groups[i].group, names, COUNT_OF(names));
    print_head(out, "call|arguments|meaning");
    for (u32 k = 0; k < count; k++)
      print_call(out, call_find(groups[i].group, names[k]));
    return true;
  }
  return false;
}

/* ---- words, units, names ---- */

/* The rows of tokens.def between these two are the words of the grammar. */
static void print_words(Buf *out) {
  for (u32 kind = TOKEN_PARAM; kind <= TOKEN_NOT; kind++)
    buf_format(out, "%s%.*s", kind == TOKEN_PARAM ? "" : " ",
               STR_ARG(token_spelling((TokenKind)kind)));
  buf_char(out, '\n');
}

static void print_unit(Buf *out, const char *kind, const char *spelling,
                       i64 size) {
  static const struct {
    const char *kind, *word, *base;
  } words[] = { { "DURATION", "duration", "milliseconds" },
                { "SIZE", "size", "bytes" },
                { "RATE", "rate", "requests an hour" },
                { "PERCENT", "percent", "percent" } };
  for (u32 i = 0; i < COUNT_OF(words); i++)
    if (strcmp(words[i].kind, kind) == 0)
      buf_format(out, "| %s | `%s` | %lld %s |\n", words[i].word, spelling,
                 (long long)size, words[i].base);
}

static void print_units(Buf *out) {
  print_head(out, "type|unit|is");
#define UNIT(kind, spelling, size) print_unit(out, #kind, spelling, size);
#include "stdlib/units.def"
#undef UNIT
}

static void print_names(Buf *out) {
  print_head(out, "thing|name|at most|characters|differs from every other");
  for (u32 name = 0; name < NAME_COUNT; name++) {
    const NameRow *row = name_row((NameId)name);
    buf_format(out, "| `%.*s` | ", STR_ARG(row->word));
    if (row->pattern.length)
      buf_format(out, "`%.*s`", STR_ARG(row->pattern));
    buf_format(out, " | %u | `[%.*s]` | %.*s |\n", row->longest,
               STR_ARG(row->characters), STR_ARG(row->scope));
  }
}

static void print_reserved(Buf *out) {
  buf_text(out, "Variables that the function's runtime sets:");
#define VARIABLE(name) buf_text(out, " `" name "`");
#define PREFIX         EMPTY
#define ATTRIBUTE      EMPTY
#include "stdlib/reserved.def"
#undef VARIABLE
#undef PREFIX
#undef ATTRIBUTE
  buf_text(out, ".\n\n");
  print_head(out, "thing|its name does not begin with|source");
#define VARIABLE EMPTY
#define PREFIX(name, prefix, source)                                           \
  buf_text(out, "| `" #name "` | `" prefix "` | " source " |\n");
#define ATTRIBUTE(prefix)                                                      \
  buf_text(out, "| message attribute | `" prefix "` | SQS API: SendMessage |\n");
#include "stdlib/reserved.def"
#undef VARIABLE
#undef PREFIX
#undef ATTRIBUTE
}

static void print_log_retentions(Buf *out) {
  const char *before = "";
#define RETENTION(days)                                                        \
  buf_format(out, "%s%d", before, days);                                       \
  before = ", ";
#include "stdlib/log_retention.def"
#undef RETENTION
  buf_text(out, " days.\n");
}

/* ---- runtimes, quotas, alarms ---- */

static void print_runtimes(Buf *out) {
  Str names[128], day = runtime_day();
  u32 count = runtime_names(names, COUNT_OF(names));
  buf_format(out, "As of %.*s:\n\n", STR_ARG(day));
  print_head(out, "runtime|deprecated on|refused from|then|is now");
  for (u32 i = 0; i < count; i++) {
    const RuntimeRow *row = runtime_find(names[i]);
    bool blocked = row->blocked.length && str_compare(row->blocked, day) <= 0;
    bool old = row->deprecated.length && str_compare(row->deprecated, day) <= 0;
    buf_format(out, "| `%.*s` | %.*s | %.*s | %.*s | %s |\n",
               STR_ARG(row->name), STR_ARG(row->deprecated),
               STR_ARG(row->blocked), STR_ARG(row->successor),
               blocked ? "an error"
               : old   ? "a warning"
                       : "right");
  }
}

static void print_quotas(Buf *out) {
  print_head(out, "limit|of|can be raised|source");
  for (u32 quota = 0; quota < QUOTA_COUNT; quota++) {
    const QuotaRow *row = quota_row((QuotaId)quota);
    buf_format(out, "| %lld | %.*s | %s | %.*s |\n", (long long)row->limit,
               STR_ARG(row->what), row->adjustable ? "yes" : "no",
               STR_ARG(row->source));
  }
}

static void print_alarms(Buf *out) {
  print_head(out, "setting|metric|statistic|looks every|goes off after|says");
  for (u32 i = 0; i < alarm_count; i++) {
    static const char *const statistics[] = { "maximum", "sum", "p99" };
    const AlarmRow *row = &alarm_rows[i];
    buf_format(out, "| `%.*s.%.*s` | `%.*s` %.*s",
               STR_ARG(kind_row(attr_row(row->attr)->kind)->word),
               STR_ARG(attr_path(out->arena, row->attr)),
               STR_ARG(row->namespace), STR_ARG(row->metric));
    if (row->whole.length)
      buf_format(out, " of %.*s, at least %u %.*s", STR_ARG(row->whole),
                 row->enough,
                 STR_ARG(row->enough_of_whole ? row->whole : row->metric));
    buf_format(out, " | %s | %us | %u of %u | ", statistics[row->statistic],
               row->period, row->datapoints, row->periods);
    print_cell(out, row->sentence);
    buf_text(out, " |\n");
  }
}

static void print_access_log(Buf *out) {
  print_head(out, "member|variable of the API");
#define FIELD(name, variable)                                                  \
  buf_text(out, "| `" name "` | `" variable "` |\n");
#define FIRST FIELD
#include "stdlib/access_log.def"
#undef FIRST
#undef FIELD
}

bool table_of_facts(Buf *out, Str name) {
  static const struct {
    Str name;
    void (*print)(Buf *out);
  } tables[] = {
    { STR_INIT("words"), print_words },
    { STR_INIT("units"), print_units },
    { STR_INIT("names"), print_names },
    { STR_INIT("reserved"), print_reserved },
    { STR_INIT("log retention"), print_log_retentions },
    { STR_INIT("runtimes"), print_runtimes },
    { STR_INIT("quotas"), print_quotas },
    { STR_INIT("alarms"), print_alarms },
    { STR_INIT("access log"), print_access_log },
  };
  for (u32 i = 0; i < COUNT_OF(tables); i++)
    if (str_equal(name, tables[i].name)) {
      tables[i].print(out);
      return true;
    }
  if (str_starts(name, STR("rules "))) {
    print_rules(out, str_slice(name, 6, name.length));
    return true;
  }
  return str_starts(name, STR("calls ")) &&
         print_calls(out, str_slice(name, 6, name.length));
}
