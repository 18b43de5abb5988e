/* SPDX-License-Identifier: Apache-2.0
 *
 * Handlers: their code, environment, filters, and what they read and write.
 */
#include "sema/program.h"

/* ---- code ---- */

static void lower_code(Analysis *analysis, Handler *handler) {
  const Value *value =
    &setting(&handler->resource, ATTR_handler_code)->value;
  Code *code = &handler->code;
  if (value->kind == VALUE_TEXT) {
    if (text_known(analysis, value))
      text_literal(analysis->arena, value->text, &code->folder);
    return;
  }
  if (value->kind != VALUE_CALL)
    return;
  const Value *arguments = value->call.arguments;
  Str name = value->call.row->name;
  if (str_equal(name, STR("s3"))) {
    code->kind = CODE_S3;
    code->bucket = arguments[0].text;
    code->key = arguments[1].text;
    if (arguments[2].kind == VALUE_TEXT)
      code->version = arguments[2].text;
  } else if (str_equal(name, STR("image"))) {
    code->kind = CODE_IMAGE;
    code->image = arguments[0].text;
  } else {
    code->kind = CODE_INLINE;
    if (text_known(analysis, &arguments[0]))
      text_literal(analysis->arena, arguments[0].text, &code->source);
  }
}

/* ---- accesses ---- */

/* The row of a way in a direction; NULL: the kind has none of that name. */
static const WayRow *way_find(KindId kind, Str name, int direction) {
  for (u32 i = 0; i < way_count; i++)
    if (way_rows[i].kind == kind && way_rows[i].flags & direction &&
        str_equal(way_rows[i].name, name))
      return &way_rows[i];
  return NULL;
}

static void unknown_way(Analysis *analysis, const Value *word, KindId kind,
                        int direction) {
  Str names[16];
  u32 count = 0;
  for (u32 i = 0; i < way_count && count < COUNT_OF(names); i++)
    if (way_rows[i].kind == kind && way_rows[i].flags & direction)
      names[count++] = way_rows[i].name;
  Str list = str_join(analysis->arena, STR(", "), names, count);
  Diag *diag = diag_add(
    analysis->diags, RULE_TYPE_BAD_ARGUMENT, word->span,
    "a %.*s cannot be %s by `%.*s`", STR_ARG(kind_row(kind)->word),
    direction == ACCESS_READ ? "read" : "written", STR_ARG(word->word));
  diag_note(analysis->diags, diag, "there are: %.*s", STR_ARG(list));
  Str near = suggest(word->word, names, count);
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, word->span, near,
             "did you mean `%.*s`?", STR_ARG(near));
}

static void add_access(Analysis *analysis, Handler *handler, const Value *value,
                       const WayRow *row, Str prefix) {
  VEC_PUSH(analysis->arena, &handler->accesses,
           ((Access){ value->call.resource, value->call.member, prefix, row,
                      value->span }));
}

static void lower_access(Analysis *analysis, Handler *handler,
                         const Value *value, int direction) {
  KindId kind = value->call.resource->kind;
  bool index = value->call.member.length > 0, named = false;
  Str prefix = STR("");
  if (index && direction == ACCESS_WRITE) {
    diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, value->span,
             "an index takes no writes; write the table itself");
    return;
  }
  for (u32 i = 0; i < value->call.count; i++)
    if (value->call.arguments[i].kind == VALUE_TEXT) {
      if (text_known(analysis, &value->call.arguments[i]))
        text_literal(analysis->arena, value->call.arguments[i].text, &prefix);
      if (kind != KIND_external_bucket)
        diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT,
                 value->call.arguments[i].span,
                 "only a bucket is narrowed by a prefix");
    }
  for (u32 i = 0; i < value->call.count; i++) {
    const Value *word = &value->call.arguments[i];
    if (word->kind != VALUE_WORD)
      continue;
    named = true;
    const WayRow *row = way_find(kind, word->word, direction);
    if (!row)
      unknown_way(analysis, word, kind, direction);
    else if (index && !(row->flags & ACCESS_INDEX))
      diag_add(analysis->diags, RULE_TYPE_BAD_ARGUMENT, word->span,
               "an index can be read by query and scan only");
    else
      add_access(analysis, handler, value, row, prefix);
  }
  for (u32 i = 0; !named && i < way_count; i++) {
    const WayRow *row = &way_rows[i];
    int wanted = direction | ACCESS_BARE | (index ? ACCESS_INDEX : 0);
    if (row->kind == kind && (row->flags & wanted) == wanted)
      add_access(analysis, handler, value, row, prefix);
  }
}

static void lower_accesses(Analysis *analysis, Handler *handler, AttrId attr,
                           int direction) {
  const Value *list = &setting(&handler->resource, attr)->value;
  for (u32 i = 0; list->kind == VALUE_LIST && i < list->list.count; i++)
    if (list->list.items[i].kind == VALUE_CALL)
      lower_access(analysis, handler, &list->list.items[i], direction);
}

/* ---- environment ---- */

static bool has_variable(const Handler *handler, const Resource *thing,
                         PartKind part) {
  for (u32 i = 0; i < handler->environment.count; i++) {
    Text value = handler->environment.items[i].value;
    if (value.count == 1 && value.parts[0].thing == thing &&
        value.parts[0].kind == part)
      return true;
  }
  return false;
}

/* The thing's own name in capitals, without instance or key, so that one code
 * serves all. */
Str variable_name(Arena *arena, const Resource *thing) {
  const KindRow *row = kind_row(thing->kind);
  Buf name = buf_new(arena);
  if (!row->variable.length)
    return STR("");
  for (u32 i = 0; i < thing->name.length; i++) {
    char c = thing->name.at[i];
    buf_char(&name, c == '.' ? '_' : to_capital(c));
  }
  buf_format(&name, "_%.*s", STR_ARG(row->variable));
  return buf_view(&name);
}

static void variable_of(Analysis *analysis, Handler *handler,
                        const Resource *thing, Span span) {
  PartKind address = kind_row(thing->kind)->address;
  Str name = variable_name(analysis->arena, thing);
  if (name.length && !has_variable(handler, thing, address))
    VEC_PUSH(analysis->arena, &handler->environment,
             ((Variable){ name, text_of_part(analysis->arena, address, thing),
                          span }));
}

static void lower_environment(Analysis *analysis, Handler *handler) {
  for (u32 i = 0; i < handler->targets.count; i++)
    variable_of(analysis, handler, handler->targets.items[i],
                handler->target_spans.items[i]);
  for (u32 i = 0; i < handler->accesses.count; i++)
    variable_of(analysis, handler, handler->accesses.items[i].resource,
                handler->accesses.items[i].span);
  const Value *map =
    &setting(&handler->resource, ATTR_handler_environment)->value;
  for (u32 i = 0; map->kind == VALUE_MAP && i < map->map.count; i++) {
    const Entry *entry = &map->map.entries[i];
    if (entry->value->kind == VALUE_TEXT)
      VEC_PUSH(analysis->arena, &handler->environment,
               ((Variable){ entry->key, entry->value->text, entry->span }));
  }
}

/* ---- the rest ---- */

static void lower_filters(Analysis *analysis, Handler *handler) {
  const Value *list =
    &setting(&handler->resource, ATTR_handler_filter)->value;
  for (u32 i = 0; list->kind == VALUE_LIST && i < list->list.count; i++) {
    const Value *one = &list->list.items[i];
    if (one->kind == VALUE_MAP || one->kind == VALUE_TEXT)
      VEC_PUSH(analysis->arena, &handler->filters, document_of(analysis, one));
  }
}

static void lower_on_failure(Handler *handler) {
  const Value *value =
    &setting(&handler->resource, ATTR_handler_on_failure)->value;
  if (value->kind == VALUE_REFERENCE)
    handler->on_failure = value->reference.resource;
}

/* Without a `///` text: what it is there for. */
static Str describe(Analysis *analysis, const Handler *handler) {
  if (handler->source)
    return str_format(
      analysis->arena, "%s the %.*s %.*s.",
      resource_is_queue(handler->source) ? "Works off" : "Called by",
      STR_ARG(kind_row(handler->source->kind)->word),
      STR_ARG(handler->source->path));
  return str_format(analysis->arena, "Handler %.*s of the stack %.*s.",
                    STR_ARG(handler->resource.path),
                    STR_ARG(analysis->model->stack_name));
}

void lower_handlers(Analysis *analysis) {
  Model *model = analysis->model;
  model->resource_count = analysis->pieces.count;
  for (u32 i = 0; i < model->handlers.count; i++) {
    Handler *handler = model->handlers.items[i];
    const Setting *network = setting(&handler->resource, ATTR_handler_network);
    lower_code(analysis, handler);
    lower_accesses(analysis, handler, ATTR_handler_reads, ACCESS_READ);
    lower_accesses(analysis, handler, ATTR_handler_writes, ACCESS_WRITE);
    lower_environment(analysis, handler);
    lower_filters(analysis, handler);
    lower_on_failure(handler);
    if (!handler->resource.documentation.length)
      handler->resource.documentation = describe(analysis, handler);
    if (network->value.kind == VALUE_REFERENCE)
      handler->network = network->value.reference.resource;
  }
  Circles circles = circles_find(analysis->arena, model, false);
  for (u32 i = 0; i < model->handlers.count; i++) {
    Handler *handler = model->handlers.items[i];
    handler->may_loop = handler->resource.reason &&
                        circles.of[handler->resource.number] != 0;
  }
}

void lower_contracts(Analysis *analysis) {
  Model *model = analysis->model;
  for (u32 i = 0; i < model->handlers.count; i++) {
    Handler *handler = model->handlers.items[i];
    if (!handler_is_native(handler))
      continue;
    Str contract = handler_contract(analysis->arena, model, handler);
    VEC_PUSH(analysis->arena, &handler->environment,
             ((Variable){ CONTRACT_VARIABLE, text_of(analysis->arena, contract),
                          handler->resource.span }));
  }
}
