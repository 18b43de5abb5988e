/* SPDX-License-Identifier: Apache-2.0
 *
 * `apiqc iam`: who may do what on what, and which line of the program is the
 * reason. One row for each principal, action and resource, as a table or as
 * JSON; the rows are those of the model, so they are what is deployed.
 */
#include "cli/cli.h"

#include "iam/iam.h"
#include "json/json.h"

#include <stdlib.h>

typedef struct Row {
  Str principal;
  bool deny;
  Str action, resource, conditions, place;
  Str reason; /* "handler work <- jobs" */
  const Statement *statement;
} Row;

typedef struct Listing {
  Job *job;
  const Model *model;
  VEC(Row) rows;
} Listing;

/* ---- words --------------------------------------------------------------- */

static Str role_name(const Listing *listing, const Role *role) {
  const Resource *owner = role->owner;
  if (owner && resource_is_queue(owner)) {
    for (u32 i = 0; i < listing->model->endpoints.count; i++)
      if (listing->model->endpoints.items[i]->role == role)
        return listing->model->endpoints.items[i]->api->resource.path;
    return STR("api");
  }
  return owner && owner != listing->model->stack ? owner->path
                                                 : role->resource.path;
}

static Str shown(const Listing *listing, Text text) {
  Arena *arena = listing->job->cli->arena;
  const Resource *thing = text.count == 1 && text.parts[0].kind == PART_ARN
                            ? text.parts[0].thing
                            : NULL;
  if (thing && thing->kind == KIND_role)
    return role_name(listing, (const Role *)thing);
  if (thing && thing->path.length)
    return thing->path;
  for (u32 i = 0; i < listing->model->externals.count; i++)
    if (text_equal(listing->model->externals.items[i]->arn, text))
      return listing->model->externals.items[i]->path;
  return pattern_shown(arena, pattern_of_text(arena, text));
}

static Str conditions_of(const Listing *listing, const Statement *statement) {
  Buf out = buf_new(listing->job->cli->arena);
  for (u32 i = 0; i < statement->conditions.count; i++) {
    const Condition *one = &statement->conditions.items[i];
    buf_format(&out, "%s%.*s %.*s ", i ? ", " : "", STR_ARG(one->operator),
               STR_ARG(one->key));
    for (u32 k = 0; k < one->count; k++) {
      buf_text(&out, k ? "|" : "");
      buf_str(&out, shown(listing, one->values[k]));
    }
  }
  return buf_view(&out);
}

static Place place_at(const Listing *listing, Span span) {
  const Sources *sources = listing->job->sources;
  return sources_place(sources, sources_original(sources, span.lo));
}

static Str place_of(const Listing *listing, Span span) {
  Place place = place_at(listing, span);
  return str_format(listing->job->cli->arena, "%.*s:%u",
                    STR_ARG(place.file->path), place.line);
}

static Str principal_of(const Listing *listing, const Statement *statement) {
  switch (statement->principal) {
  case PRINCIPAL_ANYONE:
    return STR("anyone");
  case PRINCIPAL_ACCOUNT:
    return STR("account");
  default:
    return shown(listing, statement->principal_name);
  }
}

/* ---- rows ---------------------------------------------------------------- */

static void add_statement(Listing *listing, Str principal,
                          const Statement *statement) {
  Arena *arena = listing->job->cli->arena;
  Row row = { .principal = principal,
              .deny = statement->deny,
              .conditions = conditions_of(listing, statement),
              .place = place_of(listing, statement->reason),
              .reason = statement->reason_text,
              .statement = statement };
  for (u32 i = 0; i < statement->actions.count; i++)
    for (u32 k = 0; k < statement->resources.count; k++) {
      row.action = statement->actions.items[i];
      row.resource = shown(listing, statement->resources.items[k]);
      VEC_PUSH(arena, &listing->rows, row);
    }
}

static void add_policy(Listing *listing, const Statements *statements) {
  for (u32 i = 0; i < statements->items.count; i++)
    add_statement(listing, principal_of(listing, &statements->items.items[i]),
                  &statements->items.items[i]);
}

/* Who may call a function stands in the function's own policy. */
static void add_permission(Listing *listing, const Permission *permission) {
  Arena *arena = listing->job->cli->arena;
  Statement *statement = ARENA_NEW(arena, Statement);
  Condition source = { .operator= STR("ArnLike"), .key = STR("aws:SourceArn") };
  source.values = ARENA_ARRAY(arena, Text, 1);
  source.values[source.count++] = permission->source;
  statement->reason = permission->resource.span;
  statement->reason_text = permission->resource.path;
  VEC_PUSH(arena, &statement->actions, grant_row(GRANT_invoke)->actions);
  Text function = permission->function;
  if (function.count == 1 && function.parts[0].kind == PART_NAME)
    function = text_of_part(arena, PART_ARN, function.parts[0].thing);
  VEC_PUSH(arena, &statement->resources, function);
  VEC_PUSH(arena, &statement->conditions, source);
  add_statement(listing, shown(listing, permission->service), statement);
}

static int compare_rows(const void *left, const void *right) {
  const Row *a = left, *b = right;
  const Str *of_a[] = { &a->principal, &a->resource, &a->action, &a->conditions,
                        &a->place };
  const Str *of_b[] = { &b->principal, &b->resource, &b->action, &b->conditions,
                        &b->place };
  int order = 0;
  for (u32 i = 0; !order && i < COUNT_OF(of_a); i++)
    order = str_compare(*of_a[i], *of_b[i]);
  return order ? order : (int)a->deny - (int)b->deny;
}

static void fill(Listing *listing) {
  const Model *model = listing->model;
  for (u32 i = 0; i < model->roles.count; i++)
    for (u32 k = 0; k < model->roles.items[i]->statements.items.count; k++)
      add_statement(listing, role_name(listing, model->roles.items[i]),
                    &model->roles.items[i]->statements.items.items[k]);
  for (u32 i = 0; i < model->queues.count; i++)
    add_policy(listing, &model->queues.items[i]->statements);
  for (u32 i = 0; i < model->topics.count; i++)
    add_policy(listing, &model->topics.items[i]->statements);
  for (u32 i = 0; i < model->permissions.count; i++)
    add_permission(listing, model->permissions.items[i]);
  if (model->key)
    add_policy(listing, &model->key->statements);
  if (listing->rows.count)
    qsort(listing->rows.items, listing->rows.count, sizeof(Row), compare_rows);
}

/* ---- one principal ------------------------------------------------------- */

static Status keep_wanted(Listing *listing, Str principal, Str action) {
  Arena *arena = listing->job->cli->arena;
  Str *names = ARENA_ARRAY(arena, Str, listing->rows.count);
  u32 kept = 0, all = listing->rows.count;
  bool known = false;
  for (u32 i = 0; i < all; i++) {
    Row row = listing->rows.items[i];
    names[i] = row.principal;
    if (!str_equal(row.principal, principal))
      continue;
    known = true;
    if (!action.length || action_matches(row.action, action) ||
        action_matches(action, row.action))
      listing->rows.items[kept++] = row;
  }
  listing->rows.count = kept;
  if (known)
    return STATUS_DONE;
  Str hint = console_hint(arena, principal, names, all);
  return console_misuse(listing->job->cli, listing->job->line->command,
                        "nobody is called `%.*s` here%.*s", STR_ARG(principal),
                        STR_ARG(hint));
}

/* ---- as a table ---------------------------------------------------------- */

enum { COLUMNS = 6 };

static void columns_of(const Row *row, Str out[COLUMNS]) {
  out[0] = row->principal;
  out[1] = row->deny ? STR("deny") : STR("allow");
  out[2] = row->action;
  out[3] = row->resource;
  out[4] = row->conditions.length ? row->conditions : STR("-");
  out[5] = row->place;
}

static void print_line(Buf *out, const Str *cells, const u32 *widths) {
  for (u32 i = 0; i < COLUMNS; i++) {
    buf_str(out, cells[i]);
    if (i + 1 < COLUMNS)
      buf_repeat(out, ' ', widths[i] - utf8_count(cells[i]) + 2);
  }
  buf_char(out, '\n');
}

static void print_table(const Listing *listing) {
  Str heads[COLUMNS] = { STR("PRINCIPAL"), STR("EFFECT"),     STR("ACTION"),
                         STR("RESOURCE"),  STR("CONDITIONS"), STR("REASON") };
  Buf *out = &listing->job->cli->out;
  Str cells[COLUMNS];
  u32 widths[COLUMNS];
  for (u32 i = 0; i < COLUMNS; i++)
    widths[i] = utf8_count(heads[i]);
  for (u32 r = 0; r < listing->rows.count; r++) {
    columns_of(&listing->rows.items[r], cells);
    for (u32 i = 0; i < COLUMNS; i++)
      if (utf8_count(cells[i]) > widths[i])
        widths[i] = utf8_count(cells[i]);
  }
  print_line(out, heads, widths);
  for (u32 r = 0; r < listing->rows.count; r++) {
    columns_of(&listing->rows.items[r], cells);
    print_line(out, cells, widths);
  }
}

/* ---- as JSON ------------------------------------------------------------- */

static Json *json_conditions(const Listing *listing,
                             const Statement *statement) {
  Arena *arena = listing->job->cli->arena;
  Json *list = json_array(arena);
  for (u32 i = 0; i < statement->conditions.count; i++) {
    const Condition *one = &statement->conditions.items[i];
    Json *json = json_object(arena), *values = json_array(arena);
    for (u32 k = 0; k < one->count; k++)
      json_add(arena, values,
               json_string(arena, shown(listing, one->values[k])));
    json_set(arena, json, "operator", json_string(arena, one->operator));
    json_set(arena, json, "key", json_string(arena, one->key));
    json_set(arena, json, "values", values);
    json_add(arena, list, json);
  }
  return list;
}

static Json *json_reason(const Listing *listing, const Row *row) {
  Arena *arena = listing->job->cli->arena;
  Place place = place_at(listing, row->statement->reason);
  Json *json = json_object(arena);
  json_set(arena, json, "text", json_string(arena, row->reason));
  json_set(arena, json, "file", json_string(arena, place.file->path));
  json_set(arena, json, "line", json_integer(arena, place.line));
  json_set(arena, json, "column", json_integer(arena, place.column));
  return json;
}

static void print_json(const Listing *listing) {
  Arena *arena = listing->job->cli->arena;
  Json *document = json_object(arena), *list = json_array(arena);
  for (u32 i = 0; i < listing->rows.count; i++) {
    const Row *row = &listing->rows.items[i];
    Json *json = json_object(arena);
    json_set(arena, json, "principal", json_string(arena, row->principal));
    json_set(arena, json, "effect",
             json_string(arena, row->deny ? STR("deny") : STR("allow")));
    json_set(arena, json, "action", json_string(arena, row->action));
    json_set(arena, json, "resource", json_string(arena, row->resource));
    json_set(arena, json, "conditions",
             json_conditions(listing, row->statement));
    json_set(arena, json, "reason", json_reason(listing, row));
    json_add(arena, list, json);
  }
  json_set(arena, document, "stage", json_string(arena, listing->model->stage));
  json_set(arena, document, "grants", list);
  json_print(&listing->job->cli->out, document);
}

/* ---- the command --------------------------------------------------------- */

static void list(Job *job, Str path, Str action) {
  const Compilation *compilation = job_compile(job, path);
  if (compilation->failure.length || compilation_wrong(compilation) ||
      !compilation->models.count)
    return;
  Listing listing = { .job = job, .model = compilation->models.items[0] };
  Str why = option_value(job->line, OPTION_why);
  fill(&listing);
  if (why.length) {
    job->status = keep_wanted(&listing, why, action);
    if (job->status)
      return;
  }
  if (str_equal(option_value(job->line, OPTION_layout), STR("json")))
    print_json(&listing);
  else
    print_table(&listing);
}

Status iam_run(Cli *cli, const CommandLine *line) {
  Job job = job_new(cli, line);
  Str path = STR(""), action = STR("");
  bool why = option_given(line, OPTION_why);
  for (u32 i = 0; i < line->operands.count; i++) {
    Str operand = line->operands.items[i];
    bool is_action = why && str_find(operand, ':') < operand.length;
    Str *into = is_action ? &action : &path;
    if (into->length)
      return console_misuse(cli, line->command,
                            "`%.*s` is one argument too many",
                            STR_ARG(operand));
    *into = operand;
  }
  if (job_start(&job) && (path.length || job_standard_file(&job, &path)))
    list(&job, path, action);
  return job_end(&job);
}
