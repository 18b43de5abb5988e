/* SPDX-License-Identifier: Apache-2.0
 *
 * Names: a tree becomes a Program.
 *
 * Every declaration gets an Entity, whatever its kind; its body is not looked
 * at yet. Here it is said that a kind does not exist, that a name is taken or
 * not written as names are, and that a stack is missing or there are two.
 */
#include "sema/program.h"

/* ---- reasons ---- */

Reason *program_reason(Program *program, const Scope *scope, NodeId because) {
  if (!because)
    return NULL;
  if (scope->reasons[because])
    return scope->reasons[because];
  const Tree *tree = scope->tree;
  Reason *reason = scope->reasons[because] = ARENA_NEW(program->arena, Reason);
  Span span = reason->span = node_span(tree, because);
  NodeId string = node_child(tree, because, 0);
  Buf text = buf_new(program->arena);
  FOR_CHILDREN(tree, string, part) {
    if (tree_node(tree, part)->kind == NODE_TEXT)
      buf_str(&text, node_string_text(program->arena, tree, part));
    else
      diag_add(program->diags, RULE_TYPE_MISMATCH, node_span(tree, part),
               "a reason is plain text, without `${…}`");
  }
  reason->text = buf_view(&text);
  bool blank = true;
  for (u32 i = 0; i < reason->text.length; i++)
    blank = blank && reason->text.at[i] == ' ';
  if (blank)
    diag_add(program->diags, RULE_TYPE_BAD_ARGUMENT, span,
             "a reason that says nothing excuses nothing");
  VEC_PUSH(program->arena, &program->reasons, reason);
  return reason;
}

/* ---- names ---- */

static Str name_repaired(Arena *arena, Str name) {
  Buf buf = buf_new(arena);
  for (u32 i = 0; i < name.length; i++) {
    char c = name.at[i];
    bool upper = c >= 'A' && c <= 'Z';
    bool after_word = buf.length && buf.at[buf.length - 1] != '_';
    bool after_upper = i && name.at[i - 1] >= 'A' && name.at[i - 1] <= 'Z';
    bool before_lower =
      i + 1 < name.length && name.at[i + 1] >= 'a' && name.at[i + 1] <= 'z';
    if (upper && after_word && (!after_upper || before_lower))
      buf_char(&buf, '_');
    if (c == '_' && !after_word)
      continue;
    buf_char(&buf, upper ? (char)(c - 'A' + 'a') : c);
  }
  while (buf.length && buf.at[buf.length - 1] == '_')
    buf.length--;
  return buf_view(&buf);
}

static void check_case(Program *program, Span span, Str name) {
  Str repaired = name_repaired(program->arena, name);
  if (name.length > NAME_LIMIT)
    diag_add(program->diags, RULE_NAME_TOO_LONG, span,
             "a name has at most %d characters, this one has %u", NAME_LIMIT,
             name.length);
  else if (!str_equal(repaired, name) || name.at[0] == '_') {
    Diag *diag = diag_add(
      program->diags, RULE_NAME_CASE, span,
      "names are written in lower case, with single `_` between words");
    if (repaired.length)
      diag_fix(program->diags, diag, FIX_MAYBE, span, repaired,
               "call it `%.*s`, here and wherever it is used",
               STR_ARG(repaired));
  }
}

static Entity *entity_add(Program *program, EntityKind kind, NodeId node,
                          Str name, Span span) {
  Entity *entity = VEC_ADD(program->arena, &program->entities);
  *entity = (Entity){ .kind = kind,
                      .thing = KIND_COUNT,
                      .name = name,
                      .span = span,
                      .scope = program->scope,
                      .node = node };
  return entity;
}

/* Enters a name into the scope, unless it is there already. */
static void declare(Program *program, Str name, Span span) {
  Map *names = &program->scope->names;
  u32 taken = map_get(names, name);
  if (!taken) {
    check_case(program, span, name);
    map_set(names, name, program->entities.count);
    return;
  }
  const Entity *first = &program->entities.items[taken - 1];
  Diag *diag = diag_add(program->diags, RULE_NAME_DUPLICATE, span,
                        "`%.*s` is declared twice", STR_ARG(name));
  diag_label(program->diags, diag, "here again");
  diag_related(program->diags, diag, first->span, "first declared here");
}

/* ---- declarations ---- */

static void not_yet(Program *program, Span span, const char *what) {
  diag_add(program->diags, RULE_NAME_NOT_YET, span,
           "this version does not know yet what %s means", what);
}

/* The name of a declaration in error is known, so that uses of it are none. */
static void declare_unknown(Program *program, NodeId node) {
  const Tree *tree = program->tree;
  FOR_CHILDREN(tree, node, child) {
    bool name = tree_node(tree, child)->kind == NODE_NAME &&
                child != tree_node(tree, node)->child;
    if (!name || map_get(&program->scope->names, node_text(tree, child)))
      continue;
    entity_add(program, ENTITY_UNKNOWN, node, node_text(tree, child),
               node_span(tree, child));
    map_set(&program->scope->names, node_text(tree, child),
            program->entities.count);
  }
}

/* `for`, `if` and `because` of a head; the reason, if there is one. */
static Reason *read_modifiers(Program *program, NodeId node) {
  const Tree *tree = program->tree;
  static const struct {
    NodeKind kind;
    const char *what;
  } later[] = { { NODE_FOR, "a family (`for … in …`)" },
                { NODE_IF, "a condition (`if …`)" } };
  for (u32 i = 0; i < COUNT_OF(later); i++) {
    NodeId part = node_find(tree, node, later[i].kind);
    if (part)
      not_yet(program, node_span(tree, part), later[i].what);
  }
  return program_reason(program, program->scope,
                        node_find(tree, node, NODE_BECAUSE));
}

static void fill_head(Program *program, Entity *entity) {
  entity->body = node_find(program->tree, entity->node, NODE_BODY);
  entity->reason = read_modifiers(program, entity->node);
}

static void resolve_stack(Program *program, NodeId node) {
  const Tree *tree = program->tree;
  read_modifiers(program, node);
  NodeId name = node_child(tree, node, 1);
  bool named = name && tree_node(tree, name)->kind == NODE_NAME;
  Span span = node_span(tree, named ? name : node_child(tree, node, 0));
  if (program->stack) {
    Diag *diag = diag_add(program->diags, RULE_NAME_TWO_STACKS, span,
                          "a program has one stack");
    diag_related(program->diags, diag, program->stack_span,
                 "the first one is here");
    return;
  }
  program->stack = node;
  program->stack_span = span;
  program->stack_name = named ? node_text(tree, name) : STR("");
  if (named)
    check_case(program, span, program->stack_name);
  else
    diag_help(program->diags,
              diag_add(program->diags, RULE_SYNTAX_UNEXPECTED_TOKEN, span,
                       "a stack has a name"),
              "write `stack orders { … }`");
}

/* What a declaration's head may have besides its name; `kind` is a KIND_BIT, or
 * 0 for a stage. */
static void check_head(Program *program, u32 kind, Str word, NodeId node) {
  static const struct {
    NodeKind part;
    u32 kinds;
    const char *what;
  } rows[] = {
    { NODE_ROUTE, KIND_BIT(endpoint), "a method and a path" },
    { NODE_ON, KIND_BIT(endpoint), "`on`" },
    { NODE_FROM, KIND_BIT(handler), "`<-`" },
    { NODE_TO,
      KIND_BIT(endpoint) | KIND_BIT(handler) | KIND_BIT(topic) |
        KIND_BIT(schedule),
      "`->`" },
    { NODE_EVERY, KIND_BIT(schedule), "`every`" },
    { NODE_CRON, KIND_BIT(schedule), "`cron`" },
    { NODE_PARAMETERS, KIND_BIT(policy), "parameters" },
  };
  const Tree *tree = program->tree;
  for (u32 i = 0; i < COUNT_OF(rows); i++) {
    NodeId part = node_find(tree, node, rows[i].part);
    if (part && !(rows[i].kinds & kind))
      diag_add(program->diags, RULE_SYNTAX_UNEXPECTED_TOKEN,
               node_span(tree, part), "the head of a %.*s takes no %s",
               STR_ARG(word), rows[i].what);
  }
}

/* A resource of a built-in kind: queue, handler, endpoint, api. */
static void resolve_resource(Program *program, NodeId node, KindId kind) {
  const Tree *tree = program->tree;
  NodeId name = node_child(tree, node, 1);
  bool named = name && tree_node(tree, name)->kind == NODE_NAME;
  NodeId head = node_child(tree, node, 0);
  Span span = node_span(tree, named ? name : head);
  Str text = named ? node_text(tree, name) : STR("");
  check_head(program, 1u << kind, kind_row(kind)->word, node);
  if (kind == KIND_endpoint) {
    NodeId route = node_find(tree, node, NODE_ROUTE);
    if (!route)
      return; /* the parser has reported the head */
    text = node_text(tree, route);
    span = node_span(tree, route);
    named = false;
  } else if (kind == KIND_api) {
    if (named)
      not_yet(program, span, "a further API (`api NAME`)");
    text = STR("api");
    named = true;
  } else if (!named) {
    diag_help(program->diags,
              diag_add(program->diags, RULE_SYNTAX_UNEXPECTED_TOKEN, span,
                       "a %.*s has a name", STR_ARG(kind_row(kind)->word)),
              "write `%.*s NAME { … }`", STR_ARG(kind_row(kind)->word));
    return;
  }
  Entity *entity = entity_add(program, ENTITY_RESOURCE, node, text, span);
  entity->thing = kind;
  fill_head(program, entity);
  if (named)
    declare(program, text, span);
}

static void resolve_external(Program *program, NodeId node) {
  const Tree *tree = program->tree;
  NodeId word = node_child(tree, node, 0), name = node_child(tree, node, 1);
  KindId kind = kind_find(node_text(tree, word), true);
  if (kind == KIND_COUNT) {
    declare_unknown(program, node);
    Str words[KIND_COUNT];
    u32 count = kind_words(true, words, COUNT_OF(words));
    Str near = suggest(node_text(tree, word), words, count);
    Span span = node_span(tree, word);
    Diag *diag = diag_add(program->diags, RULE_TYPE_UNKNOWN_KIND, span,
                          "nothing external is called `%.*s`",
                          STR_ARG(node_text(tree, word)));
    Str list = str_join(program->arena, STR(", "), words, count);
    diag_note(program->diags, diag, "there are: %.*s", STR_ARG(list));
    if (near.length)
      diag_fix(program->diags, diag, FIX_SAFE, span, near,
               "did you mean `%.*s`?", STR_ARG(near));
    return;
  }
  Span span = node_span(tree, name);
  Entity *entity =
    entity_add(program, ENTITY_RESOURCE, node, node_text(tree, name), span);
  entity->thing = kind;
  fill_head(program, entity);
  declare(program, entity->name, span);
}

static void resolve_named(Program *program, NodeId node, EntityKind kind) {
  const Tree *tree = program->tree;
  NodeId name = node_child(tree, node,
                           kind == ENTITY_STAGE || kind == ENTITY_PROFILE);
  if (!name || tree_node(tree, name)->kind != NODE_NAME) {
    diag_add(program->diags, RULE_SYNTAX_UNEXPECTED_TOKEN,
             node_span(tree, node_child(tree, node, 0)), "a name is missing");
    return;
  }
  Entity *entity = entity_add(program, kind, node, node_text(tree, name),
                              node_span(tree, name));
  fill_head(program, entity);
  if (kind == ENTITY_OUTPUT) /* outputs have a space of their own */
    check_case(program, entity->span, entity->name);
  else
    declare(program, entity->name, entity->span);
}

static void unknown_kind(Program *program, NodeId word) {
  static const Str others[] = {
    STR_INIT("stage"),  STR_INIT("param"),  STR_INIT("let"),
    STR_INIT("output"), STR_INIT("assert"), STR_INIT("external"),
    STR_INIT("import"), STR_INIT("only"),   STR_INIT("nobody"),
    STR_INIT("resource"),
  };
  Str words[KIND_COUNT + COUNT_OF(others)];
  u32 count = kind_words(false, words, KIND_COUNT);
  for (u32 i = 0; i < COUNT_OF(others); i++)
    words[count++] = others[i];
  const Tree *tree = program->tree;
  Str text = node_text(tree, word);
  Str near = suggest(text, words, count);
  Span span = node_span(tree, word);
  Diag *diag = diag_add(program->diags, RULE_TYPE_UNKNOWN_KIND, span,
                        "there is no kind `%.*s`", STR_ARG(text));
  if (near.length)
    diag_fix(program->diags, diag, FIX_SAFE, span, near, "did you mean `%.*s`?",
             STR_ARG(near));
  else
    diag_note(program->diags, diag,
              "a declaration begins with its kind: queue, handler, endpoint, "
              "…");
}

static void resolve_declaration(Program *program, NodeId node) {
  const Tree *tree = program->tree;
  NodeId word = node_child(tree, node, 0);
  Str text = node_text(tree, word);
  if (!tree->tokens.items[tree_node(tree, word)->first].ok) {
    declare_unknown(program, node); /* the lexer has reported it */
    return;
  }
  if (str_equal(text, STR("stage"))) {
    check_head(program, 0, text, node);
    resolve_named(program, node, ENTITY_STAGE);
    return;
  }
  KindId kind = kind_find(text, false);
  switch (kind) {
  case KIND_stack:
    check_head(program, KIND_BIT(stack), text, node);
    resolve_stack(program, node);
    break;
  case KIND_profile:
    check_head(program, KIND_BIT(profile), text, node);
    resolve_named(program, node, ENTITY_PROFILE);
    break;
  case KIND_queue:
  case KIND_handler:
  case KIND_endpoint:
  case KIND_api:
    resolve_resource(program, node, kind);
    break;
  case KIND_COUNT:
    declare_unknown(program, node);
    unknown_kind(program, word);
    break;
  default:
    declare_unknown(program, node);
    not_yet(program, node_span(tree, word),
            str_terminated(program->arena,
                           str_format(program->arena, "`%.*s`",
                                      STR_ARG(text))));
    break;
  }
}

static void resolve_item(Program *program, NodeId node) {
  const Tree *tree = program->tree;
  Span head = token_span(tree, tree_node(tree, node)->first);
  switch (tree_node(tree, node)->kind) {
  case NODE_PARAM:
    resolve_named(program, node, ENTITY_PARAM);
    break;
  case NODE_LET:
    resolve_named(program, node, ENTITY_LET);
    break;
  case NODE_OUTPUT:
    resolve_named(program, node, ENTITY_OUTPUT);
    break;
  case NODE_ASSERT:
    entity_add(program, ENTITY_ASSERT, node, STR("assert"), head);
    break;
  case NODE_EXTERNAL:
    resolve_external(program, node);
    break;
  case NODE_DECLARATION:
  case NODE_BLOCK:
    resolve_declaration(program, node);
    break;
  case NODE_IMPORT:
    declare_unknown(program, node);
    not_yet(program, head, "`import`");
    break;
  case NODE_GUARANTEE:
    not_yet(program, head, "a guarantee");
    break;
  case NODE_RAW:
    not_yet(program, head, "a raw resource");
    break;
  case NODE_ATTRIBUTE:
  case NODE_STATEMENT:
  case NODE_OVERRIDE:
    diag_add(program->diags, RULE_SYNTAX_UNEXPECTED_TOKEN, head,
             "this belongs inside a declaration's braces");
    break;
  default:
    break; /* ERROR: reported already */
  }
}

/* An API stands for itself as soon as there is an endpoint. */
static void imply_api(Program *program) {
  Span span = { 0, 0 };
  for (u32 i = program->entities.count; i > 0; i--) {
    const Entity *entity = &program->entities.items[i - 1];
    if (entity->kind != ENTITY_RESOURCE)
      continue;
    if (entity->thing == KIND_api)
      return;
    if (entity->thing == KIND_endpoint)
      span = entity->span;
  }
  if (span.hi == 0 || map_get(&program->scope->names, STR("api")))
    return;
  Entity *api = entity_add(program, ENTITY_RESOURCE, 0, STR("api"), span);
  api->thing = KIND_api;
  map_set(&program->scope->names, STR("api"), program->entities.count);
}

Program *program_resolve(Arena *arena, Diags *diags, Sources *sources,
                         const Tree *tree) {
  Program *program = ARENA_NEW(arena, Program);
  *program = (Program){ .arena = arena,
                        .diags = diags,
                        .sources = sources,
                        .tree = tree,
                        .scope = ARENA_NEW(arena, Scope) };
  *program->scope = (Scope){ tree, map_new(arena),
                             ARENA_ARRAY(arena, Reason *, tree->nodes.count) };
  u32 broken = diags_count(diags, SEVERITY_ERROR);
  FOR_CHILDREN(tree, tree->root, item) {
    resolve_item(program, item);
  }
  imply_api(program);
  if (!program->stack && !broken) {
    Span start = { tree->file->base, tree->file->base };
    Diag *diag = diag_add(diags, RULE_NAME_NO_STACK, start,
                          tree_node(tree, tree->root)->child
                            ? "the program declares no stack"
                            : "the program is empty");
    diag_help(diags, diag, "begin with `stack NAME`");
  }
  return program;
}

u32 program_stages(const Program *program, Str *names, u32 room) {
  u32 count = 0;
  for (u32 i = 0; i < program->entities.count && count < room; i++)
    if (program->entities.items[i].kind == ENTITY_STAGE)
      names[count++] = program->entities.items[i].name;
  if (count == 0 && room)
    names[count++] = STR("dev");
  return count;
}

void report_undeclared(Analysis *analysis, const Scope *scope, Span span,
                       Str name) {
  Program *program = analysis->program;
  Str *candidates =
    ARENA_ARRAY(analysis->arena, Str, program->entities.count + 2);
  u32 count = 0;
  for (u32 i = 0; i < program->entities.count; i++)
    if (map_get(&scope->names, program->entities.items[i].name) == i + 1)
      candidates[count++] = program->entities.items[i].name;
  candidates[count++] = STR("stage");
  candidates[count++] = STR("aws");
  Str near = suggest(name, candidates, count);
  Diag *diag = diag_add(analysis->diags, RULE_NAME_UNDECLARED, span,
                        "nothing is declared with the name `%.*s`",
                        STR_ARG(name));
  if (!near.length)
    return;
  u32 found = map_get(&scope->names, near);
  if (found)
    diag_related(analysis->diags, diag,
                 program->entities.items[found - 1].span,
                 "`%.*s` is declared here", STR_ARG(near));
  diag_fix(analysis->diags, diag, FIX_SAFE, span, near, "did you mean `%.*s`?",
           STR_ARG(near));
}

void program_finish(Program *program) {
  if (diags_count(program->diags, SEVERITY_ERROR))
    return; /* what an error hides may have used them */
  for (u32 i = 0; i < program->reasons.count; i++)
    if (!program->reasons.items[i]->used)
      diag_add(program->diags, RULE_NAME_IDLE_REASON,
               program->reasons.items[i]->span,
               "this reason excuses nothing: there is no rule to break here");
  for (u32 i = 0; i < program->entities.count; i++) {
    const Entity *entity = &program->entities.items[i];
    bool usable = entity->kind == ENTITY_PARAM || entity->kind == ENTITY_LET ||
                  entity->kind == ENTITY_PROFILE ||
                  (entity->kind == ENTITY_RESOURCE &&
                   kind_row(entity->thing)->external);
    if (usable && !entity->used)
      diag_add(program->diags, RULE_NAME_UNUSED, entity->span,
               "`%.*s` is declared and used by nothing", STR_ARG(entity->name));
  }
}
