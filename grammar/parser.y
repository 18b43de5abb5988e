/* SPDX-License-Identifier: Apache-2.0
 *
 * The shape of the language, all of it. Tokens become nodes; an action builds
 * nodes and calls nothing else, and what a word means is not asked here.
 *
 * A declaration starts with any name. parse.c feeds a word of tokens.def as a
 * NAME where the grammar has no place for the word, so an attribute may have
 * any name. (%fallback does that for one state at a time, and not where Lemon has
 * made the word's action the default one.) There are no error productions: no
 * token is fed that does not fit. What could not be read arrives as ILLEGAL,
 * which stands for an item, a value, or the rest of a head.
 *
 * The head of this file, made from terminals.y, numbers the terminals.
 */
%name Grammar
%token_prefix GRAMMAR_
%token_type { Part }
%default_type { Part }
%extra_context { Builder *builder }
%start_symbol file
/* 20 bytes each; NESTING_LIMIT times what one level can hold, and as much
 * again for chains of prefixes, which EXPRESSION_LIMIT ends. */
%stack_size 12000
%stack_overflow { builder->gave_up = true; }
%syntax_error { builder->gave_up = true; } /* cannot happen */

%include {
#include "syntax/parser.h"
#include "syntax/scanner.h"

#define PARTS(...)                                                             \
  (const Part[]){ __VA_ARGS__ },                                               \
    (u32)(sizeof((const Part[]){ __VA_ARGS__ }) / sizeof(Part))
#define JOIN(...) builder_join(builder, PARTS(__VA_ARGS__))
#define NODE(kind, ...)                                                        \
  builder_node(builder, NODE_##kind, NO_PART, PARTS(__VA_ARGS__))
#define OPERATION(kind, operator, ...)                                         \
  builder_node(builder, NODE_##kind, operator, PARTS(__VA_ARGS__))

/* Stacks are the arena's. */
#define Grammar_ENGINEALWAYSONSTACK
/* parse.c sees to mistakes before they come here. */
#define YYNOERRORRECOVERY
}

/* Loosest first. */
%nonassoc WITHOUT_BODY.
%nonassoc ILLEGAL.
%nonassoc ELSE.
%left OR.
%left AND.
%right NOT.
%nonassoc RANGE.
%left PLUS MINUS.
%left STAR SLASH.
%right NEGATIVE.

/* ---- items -------------------------------------------------------------- */

file ::= items(I). { builder->tree->root = NODE(FILE, I).first; }

items(A) ::= . { A = NO_PART; }
items(A) ::= items(B) item(C). { A = JOIN(B, C); }
items(A) ::= items(B) setting(C) COMMA. { A = JOIN(B, C); }

item ::= setting.
item ::= declaration.
item ::= param.
item ::= let.
item ::= import.
item ::= external.
item ::= assert.
item ::= output.
item ::= guarantee.
item ::= raw.
item ::= override.
item ::= statement.
item(A) ::= ILLEGAL(T). [WITHOUT_BODY] { A = NODE(ERROR, T); }
item(A) ::= ILLEGAL(T) body(B). { A = NODE(ERROR, T, B); }

body(A) ::= LBRACE(L) items(I) RBRACE(R). { A = NODE(BODY, L, I, R); }

setting ::= attribute.
setting ::= block.
attribute(A) ::= key(K) EQUALS(E) expression(V) reason(R).
  { A = NODE(ATTRIBUTE, K, E, V, R); }
block(A) ::= label(K) reason(R) body(B). { A = NODE(BLOCK, K, R, B); }

name(A) ::= NAME(T). { A = NODE(NAME, T); }
/* A kind of another file: `lib.intake shop { … }`. */
qualified(A) ::= name(L) DOT name(N). { A = NODE(MEMBER, L, N); }
/* Words that begin an item are names too where `{` follows; before `=` lex.c
 * makes names of all words. */
word(A) ::= opener(T). { A = NODE(NAME, T); }
opener ::= PARAM.
opener ::= LET.
opener ::= IMPORT.
opener ::= EXTERNAL.
opener ::= OUTPUT.
opener ::= RESOURCE.
opener ::= OVERRIDE.
opener ::= ALLOW.
opener ::= DENY.
opener ::= ONLY.
opener ::= NOBODY.
opener ::= ENDPOINT.
label ::= name.
label ::= word.
label ::= qualified.
key ::= name.
key ::= string.

declaration(A) ::= name(K) name(N) parameters(P) head(H) tail(X).
  { A = NODE(DECLARATION, K, N, P, H, X); }
declaration(A) ::= qualified(K) name(N) parameters(P) head(H) tail(X).
  { A = NODE(DECLARATION, K, N, P, H, X); }
declaration(A) ::= ENDPOINT(T) route(R) on(O) targets(G) tail(X).
  { A = NODE(DECLARATION, NODE(NAME, T), R, O, G, X); }

param(A) ::= PARAM(T) input(I). { A = NODE(PARAM, T, I); }
let(A) ::= LET(T) name(N) EQUALS expression(V). { A = NODE(LET, T, N, V); }
import(A) ::= IMPORT(T) origin(O) alias(N). { A = NODE(IMPORT, T, O, N); }
external(A) ::= EXTERNAL(T) name(K) name(N) tail(X).
  { A = NODE(EXTERNAL, T, K, N, X); }
assert(A) ::= ASSERT(T) expression(C) COMMA string(M).
  { A = NODE(ASSERT, T, C, M); }
output(A) ::= OUTPUT(T) name(N) EQUALS expression(V).
  { A = NODE(OUTPUT, T, N, V); }
raw(A) ::= RESOURCE(T) name(G) name(N) string(S) tail(X).
  { A = NODE(RAW, T, G, N, S, X); }
override(A) ::= OVERRIDE(T) name(G) reason(R) body(B).
  { A = NODE(OVERRIDE, T, G, R, B); }

guarantee(A) ::= ONLY(T) who(W) MAY actions(X) ON things(Y).
  { A = NODE(GUARANTEE, T, NODE(WHO, W), X, Y); }
guarantee(A) ::= NOBODY(T) MAY actions(X) ON things(Y).
  { A = NODE(GUARANTEE, T, X, Y); }
who ::= reference.
who(A) ::= who(B) COMMA reference(C). { A = JOIN(B, C); }

statement(A) ::= effect(T) actions(X) ON things(Y) conditions(C) reason(R).
  { A = NODE(STATEMENT, T, X, Y, C, R); }
effect ::= ALLOW.
effect ::= DENY.
actions(A) ::= action_list(B). { A = NODE(ACTIONS, B); }
action_list ::= action.
action_list(A) ::= action_list(B) COMMA action(C). { A = JOIN(B, C); }
action ::= string.
action(A) ::= ACTION(T). { A = NODE(ACTION, T); }
action(A) ::= STAR(T). { A = NODE(STAR, T); }
action(A) ::= ILLEGAL(T). { A = NODE(ERROR, T); }
things(A) ::= thing_list(B). { A = NODE(THINGS, B); }
thing_list ::= thing.
thing_list(A) ::= thing_list(B) COMMA thing(C). { A = JOIN(B, C); }
thing ::= reference.
thing(A) ::= STAR(T). { A = NODE(STAR, T); }
conditions(A) ::= . { A = NO_PART; }
conditions(A) ::= WHEN condition_list(B). { A = B; }
condition_list ::= condition.
condition_list(A) ::= condition_list(B) AND condition(C). { A = JOIN(B, C); }
condition(A) ::= condition_key(K) comparison(O) operand(V).
  { A = OPERATION(CONDITION, O, K, O, V); }
condition(A) ::= condition_key(K) LIKE(O) operand(V).
  { A = OPERATION(CONDITION, O, K, O, V); }
condition_key ::= name.
condition_key ::= string.
condition_key(A) ::= ACTION(T). { A = NODE(ACTION, T); }
condition_key(A) ::= ILLEGAL(T). { A = NODE(ERROR, T); }

origin ::= string.
origin ::= qualified.
alias(A) ::= . { A = NO_PART; }
alias(A) ::= AS(T) name(N). { A = JOIN(T, N); }

/* ---- parts of heads ----------------------------------------------------- */

head(A) ::= on(O) timing(S) from(F) to(T). { A = JOIN(O, S, F, T); }
tail(A) ::= for(F) if(I) reason(R) rest(B). { A = JOIN(F, I, R, B); }
rest(A) ::= . [WITHOUT_BODY] { A = NO_PART; }
rest ::= body.
rest(A) ::= ILLEGAL(T). [WITHOUT_BODY] { A = NODE(ERROR, T); }
rest(A) ::= ILLEGAL(T) body(B). { A = JOIN(NODE(ERROR, T), B); }

parameters(A) ::= . { A = NO_PART; }
parameters(A) ::= LPAREN(L) RPAREN(R). { A = NODE(PARAMETERS, L, R); }
parameters(A) ::= LPAREN(L) inputs(I) comma RPAREN(R).
  { A = NODE(PARAMETERS, L, I, R); }
inputs(A) ::= input(B). { A = NODE(PARAM, B); }
inputs(A) ::= inputs(B) COMMA input(C). { A = JOIN(B, NODE(PARAM, C)); }
input(A) ::= name(N) COLON type(Y) default(V) deploy(D).
  { A = JOIN(N, Y, V, D); }
type ::= name.
type ::= attribute_type. /* `handler.memory`: that of the attribute */
attribute_type ::= qualified.
attribute_type(A) ::= attribute_type(L) DOT name(N). { A = NODE(MEMBER, L, N); }
type(A) ::= name(N) LPAREN(L) arguments(B) RPAREN(R).
  { A = NODE(CALL, N, L, B, R); }
type(A) ::= ILLEGAL(T). { A = NODE(ERROR, T); }
default(A) ::= . { A = NO_PART; }
default(A) ::= EQUALS(E) expression(V). { A = JOIN(E, V); }
deploy(A) ::= . { A = NO_PART; }
deploy(A) ::= AT(T) DEPLOY(U). { A = NODE(AT_DEPLOY, T, U); }

route(A) ::= name(M) path(P). { A = NODE(ROUTE, M, P); }
path ::= reference.
path(A) ::= PATH(T). { A = NODE(PATH, T); }
on(A) ::= . { A = NO_PART; }
on(A) ::= ON(T) reference(V). { A = NODE(ON, T, V); }
timing(A) ::= . { A = NO_PART; }
timing(A) ::= EVERY(T) expression(V). { A = NODE(EVERY, T, V); }
timing(A) ::= CRON(T) expression(V). { A = NODE(CRON, T, V); }
from(A) ::= . { A = NO_PART; }
from(A) ::= FROM_ARROW(T) reference(V). { A = NODE(FROM, T, V); }
to(A) ::= . { A = NO_PART; }
to ::= targets.
targets(A) ::= TO_ARROW(T) target_list(V). { A = NODE(TO, T, V); }
target_list ::= reference.
target_list(A) ::= target_list(B) COMMA reference(C). { A = JOIN(B, C); }
for(A) ::= . { A = NO_PART; }
for(A) ::= FOR(T) name(N) IN expression(V). { A = NODE(FOR, T, N, V); }
if(A) ::= . { A = NO_PART; }
if(A) ::= IF(T) expression(V). { A = NODE(IF, T, V); }
reason(A) ::= . { A = NO_PART; }
reason(A) ::= BECAUSE(T) string(S). { A = NODE(BECAUSE, T, S); }

/* ---- values ------------------------------------------------------------- */

expression(A) ::= IF(T) expression(C) THEN expression(X) ELSE expression(Y).
  { A = NODE(CHOICE, T, C, X, Y); }
expression(A) ::= expression(L) OR|AND(O) expression(R).
  { A = OPERATION(BINARY, O, L, R); }
expression(A) ::= NOT(O) expression(V). { A = OPERATION(UNARY, O, O, V); }
expression(A) ::= operand(L) comparison(O) operand(R).
  { A = OPERATION(BINARY, O, L, R); }
expression ::= operand.
comparison ::= EQUAL|UNEQUAL|LESS|LESS_EQUAL|GREATER|GREATER_EQUAL|IN.

operand(A) ::= operand(L) RANGE operand(R). { A = NODE(RANGE, L, R); }
operand(A) ::= operand(L) PLUS(O) operand(R).
  { A = OPERATION(BINARY, O, L, R); }
operand(A) ::= operand(L) MINUS(O) operand(R).
  { A = OPERATION(BINARY, O, L, R); }
operand(A) ::= operand(L) STAR(O) operand(R).
  { A = OPERATION(BINARY, O, L, R); }
operand(A) ::= operand(L) SLASH(O) operand(R).
  { A = OPERATION(BINARY, O, L, R); }
operand(A) ::= MINUS(O) operand(V). [NEGATIVE]
  { A = OPERATION(UNARY, O, O, V); }
operand ::= reference.
operand ::= atom.

/* What can be pointed at begins with a name or is a text. */
reference ::= name.
reference ::= string.
reference(A) ::= ILLEGAL(T). { A = NODE(ERROR, T); }
reference(A) ::= reference(V) DOT name(N). { A = NODE(MEMBER, V, N); }
reference(A) ::= reference(V) LBRACKET expression(I) RBRACKET(R).
  { A = NODE(INDEX, V, I, R); }
reference(A) ::= reference(V) LPAREN arguments(B) RPAREN(R).
  { A = NODE(CALL, V, B, R); }

atom(A) ::= INTEGER|DECIMAL|DURATION|SIZE|RATE|PERCENT(T).
  { A = NODE(LITERAL, T); }
atom(A) ::= DOTTED(T). { A = NODE(DOTTED, T); }
atom(A) ::= ACTION(T). { A = NODE(ACTION, T); }
atom(A) ::= LPAREN(L) expression(V) RPAREN(R). { A = JOIN(L, V, R); }
atom(A) ::= LBRACKET(L) RBRACKET(R). { A = NODE(LIST, L, R); }
atom(A) ::= LBRACKET(L) elements(E) comma RBRACKET(R).
  { A = NODE(LIST, L, E, R); }
atom(A) ::= LBRACE(L) entries(E) RBRACE(R). { A = NODE(MAP, L, E, R); }
atom(A) ::= atom(V) DOT name(N). { A = NODE(MEMBER, V, N); }
atom(A) ::= atom(V) LBRACKET expression(I) RBRACKET(R).
  { A = NODE(INDEX, V, I, R); }
atom(A) ::= atom(V) LPAREN arguments(B) RPAREN(R). { A = NODE(CALL, V, B, R); }

elements ::= expression.
elements(A) ::= elements(B) COMMA expression(C). { A = JOIN(B, C); }
entries(A) ::= . { A = NO_PART; }
entries(A) ::= entries(B) attribute(C). { A = JOIN(B, C); }
entries(A) ::= entries(B) attribute(C) COMMA. { A = JOIN(B, C); }
entries(A) ::= entries(B) ILLEGAL(T). { A = JOIN(B, NODE(ERROR, T)); }
arguments(A) ::= . { A = NO_PART; }
arguments(A) ::= argument_list(B) comma. { A = B; }
argument_list ::= argument.
argument_list(A) ::= argument_list(B) COMMA argument(C). { A = JOIN(B, C); }
argument ::= expression.
argument(A) ::= name(N) EQUALS expression(V). { A = NODE(NAMED, N, V); }
comma(A) ::= . { A = NO_PART; }
comma ::= COMMA.

string(A) ::= STRING_OPEN|BLOCK_OPEN(O) parts(P) STRING_CLOSE(C).
  { A = NODE(STRING, O, P, C); }
parts(A) ::= . { A = NO_PART; }
parts(A) ::= parts(B) TEXT(T). { A = JOIN(B, NODE(TEXT, T)); }
parts(A) ::= parts(B) INTERPOLATION_OPEN expression(V) INTERPOLATION_CLOSE.
  { A = JOIN(B, V); }

/* ---- questions about the machine ---------------------------------------- */

%code {
_Static_assert((int)GRAMMAR_NAME == (int)TOKEN_NAME, "one numbering");
_Static_assert((int)GRAMMAR_ILLEGAL == (int)TOKEN_ILLEGAL, "one numbering");
_Static_assert((int)GRAMMAR_SEMICOLON == TOKEN_COUNT - 1, "one numbering");

Parser *parser_new(Arena *arena, Builder *builder) {
  Parser *parser = ARENA_NEW(arena, Parser);
  GrammarInit(parser, builder);
  return parser;
}

void parser_feed(Parser *parser, TokenKind kind, Part part) {
  Grammar(parser, (int)kind, part);
}

/* What the tables make of a token, without the nodes: states that the walk
 * would push lie in `pushed`, above what is left of the real stack. */
typedef struct Walk {
  const yyStackEntry *base; /* top of what is left */
  YYACTIONTYPE pushed[64];
  u32 count;
} Walk;

static Walk walk_from(const yyStackEntry *base) {
  Walk walk; /* what lies in `pushed` is of no interest */
  walk.base = base;
  walk.count = 0;
  return walk;
}

static YYACTIONTYPE walk_state(const Walk *walk) {
  return walk->count ? walk->pushed[walk->count - 1] : walk->base->stateno;
}

static bool walk_push(Walk *walk, YYACTIONTYPE state) {
  if (walk->count == COUNT_OF(walk->pushed))
    return false;
  walk->pushed[walk->count++] = state;
  return true;
}

static bool walk_token(Walk *walk, YYCODETYPE kind) {
  for (;;) {
    YYACTIONTYPE action = yy_find_shift_action(kind, walk_state(walk));
    if (action == YY_ACCEPT_ACTION)
      return true;
    if (action <= YY_MAX_SHIFTREDUCE) {
      if (action > YY_MAX_SHIFT)
        action += YY_MIN_REDUCE - YY_MIN_SHIFTREDUCE;
      return walk_push(walk, action);
    }
    if (action < YY_MIN_REDUCE)
      return false;
    u32 rule = action - YY_MIN_REDUCE;
    u32 length = (u32)-yyRuleInfoNRhs[rule];
    u32 above = length < walk->count ? length : walk->count;
    walk->count -= above;
    walk->base -= length - above;
    if (!walk_push(walk, yy_find_reduce_action(walk_state(walk),
                                               yyRuleInfoLhs[rule])))
      return false;
  }
}

bool parser_would_take(const Parser *parser, u32 height, const u8 *kinds,
                       u32 count) {
  Walk walk = walk_from(parser->yystack + height);
  for (u32 i = 0; i < count; i++) {
    bool word = token_is_word((TokenKind)kinds[i]);
    Walk before;
    if (word)
      before = walk;
    if (walk_token(&walk, kinds[i]))
      continue;
    if (!word)
      return false;
    walk = before;
    if (!walk_token(&walk, TOKEN_NAME))
      return false;
  }
  return true;
}

bool parser_takes(const Parser *parser, TokenKind kind) {
  YYACTIONTYPE action =
    yy_find_shift_action((YYCODETYPE)kind, parser->yytos->stateno);
  Walk walk = walk_from(parser->yytos);
  return action <= YY_MAX_SHIFTREDUCE || walk_token(&walk, (YYCODETYPE)kind);
}

u32 parser_height(const Parser *parser) {
  return (u32)(parser->yytos - parser->yystack);
}

TokenKind parser_terminal(const Parser *parser, u32 height, Part *part) {
  const yyStackEntry *entry = parser->yystack + height;
  if (entry->major >= TOKEN_COUNT)
    return TOKEN_END;
  *part = entry->minor.yy0;
  return (TokenKind)entry->major;
}

Part parser_drop(Parser *parser, u32 height) {
  Part dropped = NO_PART;
  for (u32 i = height + 1; i <= parser_height(parser); i++) {
    Part part = parser->yystack[i].minor.yy0;
    if (part.from <= part.to && part.from < dropped.from)
      dropped.from = part.from;
    if (part.from <= part.to && part.to > dropped.to)
      dropped.to = part.to;
  }
  parser->yytos = parser->yystack + height;
  return dropped;
}
}
