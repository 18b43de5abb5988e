/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside syntax only: the grammar's machine and what its actions call.
 *
 * A Part is the value of every symbol of the grammar: the tokens it reaches
 * over and the chain of nodes made of them. A token is a Part without nodes, an
 * absent optional part is one without either; so every action joins parts.
 *
 * The machine is fed only what it is known to take. A wrong token therefore
 * finds its stack as the last right one left it, and everything that repairs or
 * explains a mistake can ask what would have been taken, at any height.
 */
#ifndef APIQC_PARSER_H
#define APIQC_PARSER_H

#include "syntax/syntax.h"

typedef struct Part {
  NodeId first, last; /* a chain by `next`; 0: no nodes */
  u32 from, to;       /* tokens, both in it; from > to: none */
} Part;

#define NO_PART ((Part){ 0, 0, UINT32_MAX, 0 })
#define TOKEN_PART(token) ((Part){ 0, 0, (token), (token) })

typedef struct Builder {
  Arena *arena;
  Tree *tree;
  bool too_deep; /* a node has more levels than EXPRESSION_LIMIT */
  bool gave_up; /* the machine's stack is full; a tree is not to be had */
} Builder;

/* The parts one after the other, with all their nodes. */
Part builder_join(Builder *builder, const Part *parts, u32 count);
/* A node over all the parts, with their nodes as children. `operator` is the
 * token of the operator, NO_PART for most kinds. */
Part builder_node(Builder *builder, NodeKind kind, Part operator,
                  const Part *parts, u32 count);

/* Bytes of indent that the lines of a `"""` string share, its tokens given from
 * the opening to the closing quotes. */
u32 text_indent(const Tree *tree, u32 first, u32 last);

/* ---- the machine -------------------------------------------------------- */

typedef struct yyParser Parser;

Parser *parser_new(Arena *arena, Builder *builder);
/* The token must be one that it takes. */
void parser_feed(Parser *parser, TokenKind kind, Part part);
/* A word counts as what it is, not as a name. */
bool parser_takes(const Parser *parser, TokenKind kind);
/* Would it take these tokens in a row, if its stack had that height, words for
 * names where need be? An answer that needs a very long look is no. */
bool parser_would_take(const Parser *parser, u32 height, const u8 *kinds,
                       u32 count);
u32 parser_height(const Parser *parser);
/* The terminal at that height, from 1, and what it stands for; TOKEN_END when
 * that symbol is no terminal. */
TokenKind parser_terminal(const Parser *parser, u32 height, Part *part);
/* Takes symbols away down to that height; the part they stood for, without
 * nodes. */
Part parser_drop(Parser *parser, u32 height);

#endif
