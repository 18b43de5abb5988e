/* SPDX-License-Identifier: Apache-2.0
 *
 * Names: every declaration gets an Entity, whatever its kind; its body is not
 * looked at yet. Here it is said that a kind does not exist, that a name is
 * taken or not written as names are, and that there are two stacks.
 */
#include "sema/program.h"

/* ---- declarations ---- */

/* The name of a declaration in error is known, so that uses of it are none. */
static void declare_unknown(Analysis *analysis, Scope *scope, NodeId node) {
  const Tree *tree = scope->tree;
  FOR_CHILDREN(tree, node, child) {
    bool name = tree_node(tree, child)->kind == NODE_NAME &&
                child != tree_node(tree, node)->child;
    if (!name || map_get(&scope->names, node_text(tree, child)))
      continue;
    entity_add(analysis, scope, ENTITY_UNKNOWN, node, node_text(tree, child),
               node_span(tree, child));
    map_set(&scope->names, node_text(tree, child),
            analysis->entities.count);
  }
}

/* What stands in a head: body and reason; `for` and `if` are for pieces.c. */
static void fill_head(Analysis *analysis, Scope *scope, Entity *entity) {
  const Tree *tree = scope->tree;
  entity->body = node_find(tree, entity->node, NODE_BODY);
  entity->reason = program_reason(
    analysis->program, scope, node_find(tree, entity->node, NODE_BECAUSE));
}

/* `for` and `if` multiply and leave out things; other declarations are one. */
static void refuse_modifiers(Analysis *analysis, const Scope *scope,
                             NodeId node) {
  static const NodeKind kinds[] = { NODE_FOR, NODE_IF };
  for (u32 i = 0; i < COUNT_OF(kinds); i++) {
    NodeId part = node_find(scope->tree, node, kinds[i]);
    if (part)
      diag_add(analysis->diags, RULE_SYNTAX_UNEXPECTED_TOKEN,
               node_span(scope->tree, part),
               "only resources come in families and under conditions");
  }
}

static void resolve_stack(Analysis *analysis, Scope *scope, NodeId node) {
  const Program *program = analysis->program;
  const Tree *tree = scope->tree;
  NodeId name = node_child(tree, node, 1);
  bool named = name && tree_node(tree, name)->kind == NODE_NAME;
  Span span = node_span(tree, named ? name : node_child(tree, node, 0));
  refuse_modifiers(analysis, scope, node);
  program_reason(analysis->program, scope,
                 node_find(tree, node, NODE_BECAUSE));
  if (node != program->stack) {
    Diag *diag = diag_add(analysis->diags, RULE_NAME_TWO_STACKS, span,
                          "a program has one stack");
    diag_related(analysis->diags, diag, program->stack_span,
                 "the first one is here");
  } else if (named) {
    check_case(analysis, span, program->stack_name);
  } else {
    diag_help(analysis->diags,
              diag_add(analysis->diags, RULE_SYNTAX_UNEXPECTED_TOKEN, span,
                       "a stack has a name"),
              "write `stack orders { … }`");
  }
}

/* What a declaration's head may have besides its name; `kind` is a KIND_BIT, or
 * 0 for a stage. */
void check_head(Analysis *analysis, const Scope *scope, u32 kind, Str word,
                NodeId node) {
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
  const Tree *tree = scope->tree;
  for (u32 i = 0; i < COUNT_OF(rows); i++) {
    NodeId part = node_find(tree, node, rows[i].part);
    if (part && !(rows[i].kinds & kind))
      diag_add(analysis->diags, RULE_SYNTAX_UNEXPECTED_TOKEN,
               node_span(tree, part), "`%.*s` takes no %s in its head",
               STR_ARG(word), rows[i].what);
  }
}

/* A resource of a built-in kind: queue, handler, endpoint, api. */
static void resolve_resource(Analysis *analysis, Scope *scope, NodeId node, KindId kind) {
  const Tree *tree = scope->tree;
  NodeId name = node_child(tree, node, 1);
  bool named = name && tree_node(tree, name)->kind == NODE_NAME;
  NodeId head = node_child(tree, node, 0);
  Span span = node_span(tree, named ? name : head);
  Str text = named ? node_text(tree, name) : STR("");
  check_head(analysis, scope, 1u << kind, kind_row(kind)->word, node);
  if (kind == KIND_endpoint) {
    NodeId route = node_find(tree, node, NODE_ROUTE);
    if (!route)
      return; /* the parser has reported the head */
    text = node_text(tree, route);
    span = node_span(tree, route);
    named = false;
  } else if (kind == KIND_api && !named) {
    text = kind_row(KIND_api)->word;
    named = true;
  } else if (!named) {
    diag_help(analysis->diags,
              diag_add(analysis->diags, RULE_SYNTAX_UNEXPECTED_TOKEN, span,
                       "a %.*s has a name", STR_ARG(kind_row(kind)->word)),
              "write `%.*s NAME { … }`", STR_ARG(kind_row(kind)->word));
    return;
  }
  Entity *entity = entity_add(analysis, scope, ENTITY_RESOURCE, node, text, span);
  entity->thing = kind;
  fill_head(analysis, scope, entity);
  if (named)
    declare(analysis, scope, text, span);
}

static void resolve_external(Analysis *analysis, Scope *scope, NodeId node) {
  const Tree *tree = scope->tree;
  NodeId word = node_child(tree, node, 0), name = node_child(tree, node, 1);
  KindId kind = kind_find(node_text(tree, word), true);
  if (kind == KIND_COUNT) {
    declare_unknown(analysis, scope, node);
    Str words[KIND_COUNT];
    u32 count = kind_words(true, words, COUNT_OF(words));
    Str near = suggest(node_text(tree, word), words, count);
    Span span = node_span(tree, word);
    Diag *diag = diag_add(analysis->diags, RULE_TYPE_UNKNOWN_KIND, span,
                          "nothing external is called `%.*s`",
                          STR_ARG(node_text(tree, word)));
    Str list = str_join(analysis->arena, STR(", "), words, count);
    diag_note(analysis->diags, diag, "there are: %.*s", STR_ARG(list));
    if (near.length)
      diag_fix(analysis->diags, diag, FIX_SAFE, span, near,
               "did you mean `%.*s`?", STR_ARG(near));
    return;
  }
  Span span = node_span(tree, name);
  Entity *entity =
    entity_add(analysis, scope, ENTITY_RESOURCE, node, node_text(tree, name), span);
  entity->thing = kind;
  fill_head(analysis, scope, entity);
  declare(analysis, scope, entity->name, span);
}

static void resolve_raw(Analysis *analysis, Scope *scope, NodeId node) {
  NodeId name = node_child(scope->tree, node, 1);
  if (!target_named(analysis, scope, node)) {
    declare_unknown(analysis, scope, node);
    return;
  }
  Entity *entity =
    entity_add(analysis, scope, ENTITY_RESOURCE, node,
               node_text(scope->tree, name), node_span(scope->tree, name));
  entity->thing = KIND_raw;
  fill_head(analysis, scope, entity);
  declare(analysis, scope, entity->name, entity->span);
}

/* A pattern that is called like a kind of the language would reach nobody. */
static void check_kind_is_free(Analysis *analysis, const Entity *pattern) {
  if (kind_find(pattern->name, false) == KIND_COUNT &&
      !str_equal(pattern->name, STR("stage")))
    return;
  diag_help(analysis->diags,
            diag_add(analysis->diags, RULE_NAME_RESERVED, pattern->span,
                     "`%.*s` is a kind of the language: the pattern would "
                     "never be meant",
                     STR_ARG(pattern->name)),
            "give it a name of its own, as in `%.*s_of_ours`",
            STR_ARG(pattern->name));
}

static void resolve_named(Analysis *analysis, Scope *scope, NodeId node, EntityKind kind) {
  const Tree *tree = scope->tree;
  bool worded = kind != ENTITY_PARAM && kind != ENTITY_LET &&
                kind != ENTITY_OUTPUT; /* its head begins with the kind */
  NodeId name = node_child(tree, node, worded);
  if (!name || tree_node(tree, name)->kind != NODE_NAME) {
    diag_add(analysis->diags, RULE_SYNTAX_UNEXPECTED_TOKEN,
             node_span(tree, node_child(tree, node, 0)), "a name is missing");
    return;
  }
  Entity *entity = entity_add(analysis, scope, kind, node, node_text(tree, name),
                              node_span(tree, name));
  refuse_modifiers(analysis, scope, node);
  fill_head(analysis, scope, entity);
  if (kind == ENTITY_PATTERN)
    check_kind_is_free(analysis, entity);
  if (kind == ENTITY_OUTPUT) /* outputs have a space of their own */
    check_case(analysis, entity->span, entity->name);
  else
    declare(analysis, scope, entity->name, entity->span);
}

/* The kinds that can be written at that place: the language's and the
 * patterns. */
static u32 words_of_kinds(Analysis *analysis, const Scope *scope, Str *words,
                          u32 room) {
  static const Str others[] = {
    STR_INIT("stage"),  STR_INIT("param"),  STR_INIT("let"),
    STR_INIT("output"), STR_INIT("assert"), STR_INIT("external"),
    STR_INIT("import"), STR_INIT("only"),   STR_INIT("nobody"),
    STR_INIT("resource"),
  };
  u32 count = kind_words(false, words, room);
  for (u32 i = 0; i < COUNT_OF(others) && count < room; i++)
    words[count++] = others[i];
  for (const Scope *in = scope; in; in = in->parent)
    for (u32 i = 0; i < analysis->entities.count && count < room; i++) {
      const Entity *entity = analysis->entities.items[i];
      if (entity->kind == ENTITY_PATTERN &&
          map_get(&in->names, entity->name) == i + 1)
        words[count++] = entity->name;
    }
  return count;
}

void unknown_kind(Analysis *analysis, const Scope *scope, NodeId word) {
  const Tree *tree = scope->tree;
  u32 room = KIND_COUNT + 16 + analysis->entities.count;
  Str *words = ARENA_ARRAY(analysis->arena, Str, room);
  Str text = node_text(tree, word);
  Span span = node_span(tree, word);
  if (scope->open)
    return; /* it may have come with the import that failed */
  Str near =
    suggest(text, words, words_of_kinds(analysis, scope, words, room));
  Diag *diag = diag_add(analysis->diags, RULE_TYPE_UNKNOWN_KIND, span,
                        "there is no kind `%.*s`", STR_ARG(text));
  if (near.length)
    diag_fix(analysis->diags, diag, FIX_SAFE, span, near, "did you mean `%.*s`?",
             STR_ARG(near));
  else
    diag_note(analysis->diags, diag,
              "a declaration begins with its kind: queue, handler, endpoint, "
              "…");
}

/* Of a pattern, perhaps: order does not matter, so that is asked later. */
static void resolve_instance(Analysis *analysis, Scope *scope, NodeId node) {
  const Tree *tree = scope->tree;
  NodeId word = node_child(tree, node, 0), name = node_child(tree, node, 1);
  bool named = name && tree_node(tree, name)->kind == NODE_NAME;
  Span span = node_span(tree, named ? name : word);
  Entity *entity =
    entity_add(analysis, scope, ENTITY_INSTANCE, node,
               named ? node_text(tree, name) : STR(""), span);
  fill_head(analysis, scope, entity);
  if (named)
    declare(analysis, scope, entity->name, span);
}

static void resolve_declaration(Analysis *analysis, Scope *scope, NodeId node) {
  const Tree *tree = scope->tree;
  NodeId word = node_child(tree, node, 0);
  Str text = node_text(tree, word);
  if (!tree->tokens.items[tree_node(tree, word)->first].ok) {
    declare_unknown(analysis, scope, node); /* the lexer has reported it */
    return;
  }
  if (str_equal(text, STR("stage"))) {
    check_head(analysis, scope, 0, text, node);
    resolve_named(analysis, scope, node, ENTITY_STAGE);
    return;
  }
  KindId kind = kind_find(text, false);
  switch (kind) {
  case KIND_stack:
    check_head(analysis, scope, KIND_BIT(stack), text, node);
    resolve_stack(analysis, scope, node);
    break;
  case KIND_profile:
    check_head(analysis, scope, KIND_BIT(profile), text, node);
    resolve_named(analysis, scope, node, ENTITY_PROFILE);
    break;
  case KIND_queue:
  case KIND_handler:
  case KIND_topic:
  case KIND_schedule:
  case KIND_network:
  case KIND_endpoint:
  case KIND_api:
    resolve_resource(analysis, scope, node, kind);
    break;
  case KIND_policy:
    check_head(analysis, scope, KIND_BIT(policy), text, node);
    resolve_named(analysis, scope, node, ENTITY_POLICY);
    break;
  case KIND_pattern:
    check_head(analysis, scope, KIND_BIT(pattern), text, node);
    resolve_named(analysis, scope, node, ENTITY_PATTERN);
    break;
  case KIND_COUNT:
    resolve_instance(analysis, scope, node);
    break;
  default: /* the kinds that no word declares */
    break;
  }
}

/* ---- imports ---- */

/* Enters what the module declares itself. */
static void import_names(Analysis *analysis, Scope *scope, NodeId node,
                         const Scope *from) {
  Span span = node_span(scope->tree, node_child(scope->tree, node, 0));
  NodeId again = 0;
  for (u32 i = 0; i < analysis->entities.count; i++) {
    const Entity *entity = analysis->entities.items[i];
    Str name = entity->name;
    if (entity->scope != from || map_get(&from->names, name) != i + 1)
      continue;
    u32 taken = map_get(&scope->names, name);
    if (taken == i + 1) {
      again = map_get(&scope->imported, name);
      continue;
    }
    if (taken) {
      const Entity *first = analysis->entities.items[taken - 1];
      Diag *diag = diag_add(analysis->diags, RULE_NAME_DUPLICATE, span,
                            "`%.*s` is imported, and there already",
                            STR_ARG(name));
      diag_related(analysis->diags, diag, first->span, "first declared here");
      diag_related(analysis->diags, diag, entity->span, "imported from here");
      diag_help(analysis->diags, diag,
                "give the import a name of its own: `import … as NAME`");
      continue;
    }
    map_set(&scope->names, name, i + 1);
    map_set(&scope->imported, name, node);
  }
  if (again)
    diag_related(analysis->diags,
                 diag_add(analysis->diags, RULE_NAME_DUPLICATE, span,
                          "`%.*s` is imported twice",
                          STR_ARG(from->module->name)),
                 node_span(scope->tree, again), "first imported here");
}

static void resolve_import(Analysis *analysis, Scope *scope, NodeId node) {
  const Tree *tree = scope->tree;
  const Module *module = NULL;
  NodeId alias = node_child(tree, node, 1);
  for (u32 i = 0; i < scope->module->imports.count; i++)
    if (scope->module->imports.items[i].node == node)
      module = scope->module->imports.items[i].module;
  Scope *from = module ? analysis->scopes[module->number] : NULL;
  if (alias) {
    Entity *entity =
      entity_add(analysis, scope, from ? ENTITY_MODULE : ENTITY_UNKNOWN, node,
                 node_text(tree, alias), node_span(tree, alias));
    entity->inside = from;
    declare(analysis, scope, entity->name, entity->span);
  } else if (from) {
    import_names(analysis, scope, node, from);
  }
  scope->open = scope->open || (!alias && (!from || from->open));
}

static void resolve_item(Analysis *analysis, Scope *scope, NodeId node) {
  const Tree *tree = scope->tree;
  Span head = token_span(tree, tree_node(tree, node)->first);
  switch (tree_node(tree, node)->kind) {
  case NODE_PARAM:
    resolve_named(analysis, scope, node, ENTITY_PARAM);
    break;
  case NODE_LET:
    resolve_named(analysis, scope, node, ENTITY_LET);
    break;
  case NODE_OUTPUT:
    resolve_named(analysis, scope, node, ENTITY_OUTPUT);
    break;
  case NODE_ASSERT:
    entity_add(analysis, scope, ENTITY_ASSERT, node, STR("assert"), head);
    break;
  case NODE_EXTERNAL:
    resolve_external(analysis, scope, node);
    break;
  case NODE_DECLARATION:
  case NODE_BLOCK:
    resolve_declaration(analysis, scope, node);
    break;
  case NODE_IMPORT:
    resolve_import(analysis, scope, node);
    break;
  case NODE_GUARANTEE:
    entity_add(analysis, scope, ENTITY_GUARANTEE, node, STR("guarantee"), head);
    break;
  case NODE_RAW:
    resolve_raw(analysis, scope, node);
    break;
  case NODE_ATTRIBUTE:
  case NODE_STATEMENT:
  case NODE_OVERRIDE:
    diag_add(analysis->diags, RULE_SYNTAX_UNEXPECTED_TOKEN, head,
             "this belongs inside a declaration's braces");
    break;
  default:
    break; /* ERROR: reported already */
  }
}

bool entity_is_on_unnamed_api(const Entity *endpoint) {
  return !node_find(endpoint->scope->tree, endpoint->node, NODE_ON);
}

/* The API without a name stands for itself where nobody declares it; whether it
 * is there depends on its endpoints. */
static void imply_api(Analysis *analysis, Scope *scope) {
  Str word = kind_row(KIND_api)->word;
  for (u32 i = 0; i < analysis->entities.count; i++) {
    Entity *entity = analysis->entities.items[i];
    if (entity->thing != KIND_api || entity->scope != scope ||
        !str_equal(entity->name, word))
      continue;
    analysis->api = entity;
    return;
  }
  Entity *api = analysis->api =
    entity_add(analysis, scope, ENTITY_RESOURCE, 0, word,
               analysis->program->stack_span);
  api->thing = KIND_api;
  if (!map_get(&scope->names, word))
    map_set(&scope->names, word, analysis->entities.count);
}

void body_resolve(Analysis *analysis, Scope *scope, NodeId body) {
  const Tree *tree = scope->tree;
  if (!body)
    return;
  FOR_CHILDREN(tree, body, item) {
    if (place_admits(tree, item, IN_PATTERN))
      resolve_item(analysis, scope, item);
  }
}

static void resolve_module(Analysis *analysis, const Module *module) {
  u32 place = module == analysis->program->root ? IN_ROOT : IN_IMPORT;
  const Tree *tree = module->tree;
  Scope *scope = ARENA_NEW(analysis->arena, Scope);
  *scope = (Scope){ .module = module,
                    .tree = tree,
                    .names = map_new(analysis->arena),
                    .imported = map_new(analysis->arena) };
  analysis->scopes[module->number] = scope;
  FOR_CHILDREN(tree, tree->root, item) {
    if (analysis->diags->dropped)
      break; /* nobody reads more mistakes than are kept */
    if (check_place(analysis, scope, item, place))
      resolve_item(analysis, scope, item);
    else
      declare_unknown(analysis, scope, item);
  }
}

void names_resolve(Analysis *analysis) {
  const Program *program = analysis->program;
  analysis->scopes =
    ARENA_ARRAY(analysis->arena, Scope *, program->modules.count);
  for (u32 i = 0; i < program->modules.count; i++)
    resolve_module(analysis, program->modules.items[i]);
  analysis->scope = analysis->scopes[program->root->number];
  imply_api(analysis, analysis->scope);
  for (u32 i = 0; i < analysis->entities.count; i++)
    if (analysis->entities.items[i]->kind == ENTITY_PATTERN)
      pattern_check_body(analysis, analysis->entities.items[i]);
}
