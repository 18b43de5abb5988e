/* SPDX-License-Identifier: Apache-2.0
 *
 * `apiqc audit`: every place where a program leaves the safe way, in source
 * order: reasons with the rules that they excuse, overrides, raw resources.
 * What one line of the source does to several things stands there once.
 */
#include "cli/cli.h"

#include "diag/render.h"
#include "json/json.h"

#include <stdlib.h>

typedef enum Sort { SORT_BECAUSE, SORT_OVERRIDE, SORT_RESOURCE } Sort;

typedef struct Item {
  Sort sort;
  Span span;
  const Reason *reason;     /* NULL: none is given */
  const Override *override; /* the first one of that place */
  const Raw *raw;
  u32 number;      /* in the order of the model */
  VEC(Str) things; /* what it is about: "queue main" */
} Item;

typedef struct Audit {
  Cli *cli;
  const Sources *sources;
  VEC(Item) items;
} Audit;

static const Str sorts[] = {
  [SORT_BECAUSE] = STR_INIT("because"),
  [SORT_OVERRIDE] = STR_INIT("override"),
  [SORT_RESOURCE] = STR_INIT("resource"),
};

/* ---- collecting ---------------------------------------------------------- */

static Item *add(Audit *audit, Sort sort, Span span, const Reason *reason) {
  Item *item = VEC_ADD(audit->cli->arena, &audit->items);
  item->sort = sort;
  item->span = span;
  item->reason = reason;
  item->number = audit->items.count;
  return item;
}

static void add_override(Audit *audit, const Override *override) {
  Arena *arena = audit->cli->arena;
  Str kind = kind_row(override->resource->kind)->word;
  Item *item = add(audit, SORT_OVERRIDE, override->span, override->reason);
  item->override = override;
  VEC_PUSH(arena, &item->things,
           str_format(arena, "%.*s %.*s", STR_ARG(kind),
                      STR_ARG(override->resource->path)));
}

static void add_raw(Audit *audit, const Raw *raw) {
  Item *item =
    add(audit, SORT_RESOURCE, raw->resource.span, raw->resource.reason);
  item->raw = raw;
  VEC_PUSH(audit->cli->arena, &item->things, raw->resource.path);
}

static int by_place(const void *left, const void *right) {
  const Item *a = left, *b = right;
  if (a->span.lo != b->span.lo)
    return a->span.lo < b->span.lo ? -1 : 1;
  if (a->sort != b->sort)
    return (int)a->sort - (int)b->sort;
  return a->number < b->number ? -1 : 1;
}

/* Joins what stands at one place. */
static void join(Audit *audit) {
  u32 kept = 0;
  for (u32 i = 0; i < audit->items.count; i++) {
    Item *item = &audit->items.items[i];
    Item *last = kept ? &audit->items.items[kept - 1] : NULL;
    if (last && last->sort == item->sort && last->span.lo == item->span.lo)
      VEC_PUSH(audit->cli->arena, &last->things, item->things.items[0]);
    else
      audit->items.items[kept++] = *item;
  }
  audit->items.count = kept;
}

static void collect(Audit *audit, const Model *model) {
  for (u32 i = 0; i < model->overrides.count; i++)
    add_override(audit, &model->overrides.items[i]);
  for (u32 i = 0; i < model->raws.count; i++)
    add_raw(audit, model->raws.items[i]);
  for (u32 i = 0; i < model->reasons.count; i++) {
    const Reason *reason = model->reasons.items[i];
    /* One that is used and excuses nothing is that of an override or a raw
     * resource, and told with it. */
    if (reason->rules.count || !reason->used)
      add(audit, SORT_BECAUSE, reason->span, reason);
  }
  if (audit->items.count)
    qsort(audit->items.items, audit->items.count, sizeof(Item), by_place);
  join(audit);
}

/* ---- for people ---------------------------------------------------------- */

static Str site(const Audit *audit, const Item *item) {
  Place place = sources_place(audit->sources, item->span.lo);
  return str_format(audit->cli->arena, "%.*s:%u:%u", STR_ARG(place.file->path),
                    place.line, place.column);
}

static Str things(Arena *arena, const Item *item) {
  return item->things.count == 1
           ? item->things.items[0]
           : str_format(arena, "%.*s and %u more",
                        STR_ARG(item->things.items[0]), item->things.count - 1);
}

static Str rules(Arena *arena, const Reason *reason) {
  Str *names = ARENA_ARRAY(arena, Str, reason->rules.count + 1);
  for (u32 i = 0; i < reason->rules.count; i++)
    names[i] = rule_row(reason->rules.items[i])->name;
  if (!reason->rules.count)
    return STR("idle: it excuses nothing here");
  return str_join(arena, STR(", "), names, reason->rules.count);
}

static Str what(Arena *arena, const Item *item) {
  switch (item->sort) {
  case SORT_OVERRIDE: {
    const Override *override = item->override;
    return str_format(arena, "%.*s %.*s of %.*s%s%.*s",
                      STR_ARG(override->target->name), STR_ARG(override->path),
                      STR_ARG(things(arena, item)),
                      override->profile.length ? ", by profile " : "",
                      STR_ARG(override->profile));
  }
  case SORT_RESOURCE:
    return str_format(arena, "%.*s %.*s as %.*s",
                      STR_ARG(item->raw->target->name),
                      STR_ARG(item->raw->type), STR_ARG(things(arena, item)));
  default:
    return rules(arena, item->reason);
  }
}

static void print_cell(Buf *out, Str text, u32 width) {
  u32 length = utf8_count(text);
  buf_str(out, text);
  buf_repeat(out, ' ', (length < width ? width - length : 0) + 2);
}

static u32 larger(u32 width, Str text) {
  return utf8_count(text) > width ? utf8_count(text) : width;
}

/* A reason is a text of the program, and may hold anything. */
static Str one_line(Arena *arena, Str text) {
  Buf out = buf_new(arena);
  for (u32 i = 0; i < text.length; i++)
    buf_char(&out, text.at[i] == '\n' ? ' ' : text.at[i]);
  Buf seen = buf_new(arena);
  text_visible(&seen, buf_view(&out));
  return buf_view(&seen);
}

static void print_table(const Audit *audit) {
  static const Str heads[] = { STR_INIT("SITE"), STR_INIT("SORT"),
                               STR_INIT("WHAT"), STR_INIT("REASON") };
  Arena *arena = audit->cli->arena;
  Buf *out = &audit->cli->out;
  u32 count = audit->items.count, widths[3] = { 4, 8, 4 };
  Str(*rows)[4] = arena_array(arena, count + 1, sizeof *rows);
  for (u32 i = 0; i <= count; i++) {
    for (u32 k = 0; k < 4; k++)
      rows[i][k] = heads[k];
    if (i == 0)
      continue;
    const Item *item = &audit->items.items[i - 1];
    rows[i][0] = site(audit, item);
    rows[i][1] = sorts[item->sort];
    rows[i][2] = one_line(arena, what(arena, item));
    rows[i][3] =
      item->reason ? one_line(arena, item->reason->text) : STR("none is given");
    widths[0] = larger(widths[0], rows[i][0]);
    widths[2] = larger(widths[2], rows[i][2]);
  }
  for (u32 i = 0; count && i <= count; i++) {
    for (u32 k = 0; k < 3; k++)
      print_cell(out, rows[i][k], widths[k]);
    buf_format(out, "%.*s\n", STR_ARG(rows[i][3]));
  }
  if (!count)
    buf_text(out, "nothing is excused, overridden or raw\n");
}

/* ---- for programs -------------------------------------------------------- */

static void set_text(Arena *arena, Json *json, const char *key, Str text) {
  json_set(arena, json, key, json_string(arena, text));
}

static void set_list(Arena *arena, Json *json, const char *key, const Str *list,
                     u32 count) {
  Json *items = json_array(arena);
  for (u32 i = 0; i < count; i++)
    json_add(arena, items, json_string(arena, list[i]));
  json_set(arena, json, key, items);
}

static Json *item_json(const Audit *audit, const Item *item) {
  Arena *arena = audit->cli->arena;
  Json *json = json_object(arena);
  Place place = sources_place(audit->sources, item->span.lo);
  set_text(arena, json, "sort", sorts[item->sort]);
  set_text(arena, json, "file", place.file->path);
  json_set(arena, json, "line", json_integer(arena, place.line));
  json_set(arena, json, "column", json_integer(arena, place.column));
  const Reason *reason = item->reason;
  if (reason)
    set_text(arena, json, "reason", reason->text);
  if (reason && item->sort == SORT_BECAUSE) {
    Json *excused = json_array(arena);
    for (u32 i = 0; i < reason->rules.count; i++)
      json_add(arena, excused,
               json_string(arena, rule_row(reason->rules.items[i])->name));
    json_set(arena, json, "rules", excused);
    return json;
  }
  set_list(arena, json, "things", item->things.items, item->things.count);
  if (item->override) {
    set_text(arena, json, "target", item->override->target->name);
    set_text(arena, json, "path", item->override->path);
    if (item->override->profile.length)
      set_text(arena, json, "profile", item->override->profile);
  }
  if (item->raw) {
    set_text(arena, json, "target", item->raw->target->name);
    set_text(arena, json, "type", item->raw->type);
  }
  return json;
}

static void print_document(const Audit *audit, const Model *model) {
  Arena *arena = audit->cli->arena;
  Json *root = json_object(arena), *items = json_array(arena);
  for (u32 i = 0; i < audit->items.count; i++)
    json_add(arena, items, item_json(audit, &audit->items.items[i]));
  set_text(arena, root, "stack", model->stack_name);
  set_text(arena, root, "stage", model->stage);
  json_set(arena, root, "audit", items);
  json_print(&audit->cli->out, root);
}

/* ---- the command --------------------------------------------------------- */

static void audit_file(Job *job, Str path) {
  const Compilation *compilation = job_compile(job, path);
  if (compilation->failure.length || compilation_wrong(compilation) ||
      !compilation->models.count)
    return;
  Audit audit = { .cli = job->cli, .sources = job->sources };
  const Model *model = compilation->models.items[0];
  collect(&audit, model);
  if (str_equal(option_value(job->line, OPTION_format), STR("json")))
    print_document(&audit, model);
  else
    print_table(&audit);
}

Status audit_run(Cli *cli, const CommandLine *line) {
  Str format = option_value(line, OPTION_format), path;
  Job job = job_new(cli, line);
  job.lists = true;
  if (format.length && !str_equal(format, STR("human")) &&
      !str_equal(format, STR("json")))
    return console_misuse(cli, line->command,
                          "`apiqc audit` prints human or json, not `%.*s`",
                          STR_ARG(format));
  if (job_start(&job)) {
    if (line->operands.count)
      audit_file(&job, line->operands.items[0]);
    else if (job_standard_file(&job, &path))
      audit_file(&job, path);
  }
  return job_end(&job);
}
