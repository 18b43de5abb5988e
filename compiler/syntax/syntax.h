/* SPDX-License-Identifier: Apache-2.0
 *
 * syntax: bytes become tokens, tokens become a tree.
 *
 * The token array is lossless: white space and comments are tokens too, each
 * token reaches to the start of the next, and what no rule of the lexer fits is
 * an illegal token. The tree lies over that array and copies nothing, so that
 * the checker, the formatter and an editor look at the same thing. It knows
 * shapes only; what a word means is for sema to say.
 */
#ifndef APIQC_SYNTAX_H
#define APIQC_SYNTAX_H

#include "diag/diag.h"

typedef enum TokenKind {
  TOKEN_END, /* Lemon's number for the end of input */
#define TOKEN(id, text, class) TOKEN_##id,
#include "tokens.def"
#undef TOKEN
  TOKEN_COUNT
} TokenKind;

typedef struct Token {
  u8 kind;   /* TokenKind */
  bool ok;   /* false: reported by the lexer */
  bool first; /* first token on its line, white space aside */
  u32 start; /* address in the sources */
} Token;

/* Which children a node has, in this order; `?` optional, `*` any number. */
typedef enum NodeKind {
  NODE_ERROR,       /* tokens that made no sense: in place of an item, a value,
                       or before the BODY? of a head; as an item with BODY? */
  NODE_FILE,        /* item*: DECLARATION BLOCK ATTRIBUTE PARAM … ERROR */
  NODE_BODY,        /* item*, between `{` and `}` */
  NODE_ATTRIBUTE,   /* NAME|STRING, value, BECAUSE? */
  NODE_BLOCK,       /* NAME | MEMBER, BECAUSE?, BODY: `api { … }` */
  NODE_DECLARATION, /* NAME | MEMBER (the kind: queue, lib.intake), head parts,
                       FOR?, IF?, BECAUSE?, BODY?
                       head parts: NAME? of the thing, PARAMETERS?, ROUTE?, ON?,
                       EVERY|CRON?, FROM?, TO? */
  NODE_PARAM,       /* NAME, type (MEMBER: that of an attribute), default?,
                       AT_DEPLOY? */
  NODE_LET,         /* NAME, value */
  NODE_IMPORT,      /* STRING | MEMBER (std.x), NAME? (as) */
  NODE_EXTERNAL,    /* NAME (kind), NAME, FOR?, IF?, BECAUSE?, BODY? */
  NODE_ASSERT,      /* condition, message */
  NODE_OUTPUT,      /* NAME, value */
  NODE_GUARANTEE,   /* WHO?, ACTIONS, THINGS; no WHO: `nobody` */
  NODE_RAW,         /* `resource`: NAME (target), NAME, STRING, FOR?, IF?,
                       BECAUSE?, BODY? */
  NODE_OVERRIDE,    /* NAME (target), BECAUSE?, BODY */
  NODE_STATEMENT,   /* ACTIONS, THINGS, CONDITION*, BECAUSE?; its first token
                       says `allow` or `deny` */
  /* parts of heads */
  NODE_PARAMETERS,  /* PARAM*: of a policy */
  NODE_ROUTE,       /* NAME (method), PATH | value */
  NODE_ON,          /* NAME */
  NODE_EVERY,       /* value */
  NODE_CRON,        /* value */
  NODE_FROM,        /* value: `<- source` */
  NODE_TO,          /* value*: `-> a, b` */
  NODE_FOR,         /* NAME, value */
  NODE_IF,          /* value */
  NODE_BECAUSE,     /* STRING */
  NODE_AT_DEPLOY,   /* */
  NODE_WHO,         /* value* */
  NODE_ACTIONS,     /* ACTION | STRING | STAR, … */
  NODE_THINGS,      /* value* */
  NODE_CONDITION,   /* ACTION | STRING | NAME (key), value; its operator token
                       follows the key: == != < <= > >= like in */
  /* values */
  NODE_NAME,        /* one word */
  NODE_DOTTED,      /* a word with a dot and a digit in it: python3.12 */
  NODE_LITERAL,     /* INTEGER DECIMAL DURATION SIZE RATE PERCENT */
  NODE_STRING,      /* (TEXT | value)* */
  NODE_TEXT,        /* a run of characters and escapes in a string */
  NODE_PATH,        /* /orders/{id} */
  NODE_ACTION,      /* sqs:SendMessage, or the condition key aws:SourceArn */
  NODE_STAR,        /* * as an action or a thing */
  NODE_LIST,        /* value* */
  NODE_MAP,         /* ATTRIBUTE* */
  NODE_RANGE,       /* low, high */
  NODE_UNARY,       /* value; `operator` is its first token */
  NODE_BINARY,      /* left, right; `operator` is the operator's token */
  NODE_CHOICE,      /* condition, then, else */
  NODE_MEMBER,      /* value, NAME */
  NODE_INDEX,       /* value, value */
  NODE_CALL,        /* value, (NAMED | value)* */
  NODE_NAMED,       /* NAME, value: an argument by name */
} NodeKind;

typedef u32 NodeId; /* 0: no node */

typedef struct Node {
  u16 kind;       /* NodeKind */
  u16 depth;      /* levels below it; at most EXPRESSION_LIMIT */
  u32 first, last; /* tokens, both in it */
  u32 operator;   /* BINARY, UNARY and CONDITION: the token, of which the kind
                     counts, not the text (`&&` is an AND that is not ok); TEXT
                     between `"""`: the bytes of indent to take off each line,
                     plus 1; else 0 */
  NodeId child, next;
} Node;

typedef struct Tree {
  const Sources *sources;
  const SourceFile *file;
  VEC(Token) tokens; /* the last one is TOKEN_END */
  VEC(Node) nodes;   /* nodes[0] is nothing */
  NodeId root;       /* NODE_FILE */
  u32 shift; /* added to every address: of a copy that lies over the same tokens
                and nodes, where a pattern is used; else 0 */
} Tree;

enum {
  NESTING_LIMIT = 200,      /* brackets and interpolations in each other */
  EXPRESSION_LIMIT = 1000,  /* nodes in each other, as in a + b + c + … */
  STRING_LIMIT = 64 * 1024, /* bytes of one string */
};

/* Lexes one file of the sources. Reports illegal bytes and tokens. */
void lex(Arena *arena, Diags *diags, const Sources *sources, u32 file,
         Tree *tree);
/* Lexes and parses; always gives a tree, with ERROR nodes where it must. */
Tree *parse(Arena *arena, Diags *diags, const Sources *sources, u32 file);

/* How the token is written, for "expected …": "`->`", "a name". */
Str token_spelling(TokenKind kind);
bool token_is_trivia(TokenKind kind);
Span token_span(const Tree *tree, u32 token);
Str token_text(const Tree *tree, u32 token);

const Node *tree_node(const Tree *tree, NodeId node);
Span node_span(const Tree *tree, NodeId node);
/* The bytes from its first to its last token, as written. */
Str node_text(const Tree *tree, NodeId node);
/* The first child of that kind, or 0. */
NodeId node_find(const Tree *tree, NodeId node, NodeKind kind);
/* The child with that index, or 0. */
NodeId node_child(const Tree *tree, NodeId node, u32 index);
u32 node_count(const Tree *tree, NodeId node);
/* The text of the `///` lines before the node, joined by newlines, without the
 * slashes and their first space; empty when there are none. */
Str node_documentation(Arena *arena, const Tree *tree, NodeId node);
/* What a TEXT node stands for: escapes decoded; the lexer has reported those
 * that are wrong. For a `"""` string the common indent is removed. */
Str node_string_text(Arena *arena, const Tree *tree, NodeId text);
/* The tree as S-expressions. */
void tree_dump(Buf *out, const Tree *tree);

#define FOR_CHILDREN(tree, parent, one)                                        \
  for (NodeId one = tree_node((tree), (parent))->child; one;                   \
       one = tree_node((tree), one)->next)

#endif
