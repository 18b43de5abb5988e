/* SPDX-License-Identifier: Apache-2.0
 *
 * Bytes become pieces: one function for each mode, and each call reads one
 * piece. What the modes are for, and which token a piece belongs to, is known
 * to lex.c. Every function moves on unless it stands at the end, and none reads
 * past it: the text needs no NUL behind it.
 */
#include "syntax/scanner.h"

/*!re2c
re2c:api = custom;
re2c:api:style = free-form;
re2c:define:YYCTYPE = "u8";
re2c:define:YYPEEK = "(at < end ? (u8)*at : 0)";
re2c:define:YYSKIP = "++at;";
re2c:define:YYBACKUP = "marker = at;";
re2c:define:YYRESTORE = "at = marker;";
re2c:define:YYSHIFT = "at += @@;";
re2c:define:YYLESSTHAN = "at >= end";
re2c:yyfill:enable = 0;
re2c:eof = 0;

lower      = [a-z];
letter     = [A-Za-z_];
digit      = [0-9];
alnum      = letter | digit;
word       = letter alnum*;
newline    = "\r"? "\n";
blank      = [ \t];
integer    = digit+ ("_" digit+)*;
time       = "ms" | [smhdw];
bytes      = [KMG]? "B";
// Letters of other scripts; not spaces, quotes and signs.
wide       = [\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u061b\u061d-\u180d\u180f-\u1fff]
           | [\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufdff\uff10-\uffdc]
           | [\U00010000-\U0001f02f\U00020000-\U0003ffff];
// Stands in strings and comments as it is: no control character, no mark of
// writing direction, no byte order mark.
wide_plain = [\u00a0-\u061b\u061d-\u200d\u2010-\u2029\u202f-\u2065]
           | [\u206a-\ud7ff\ue000-\ufefe\uff00-\U0010ffff];
plain      = [\x20-\x7e\t] | wide_plain;
quote_mark = [\u201c\u201d\u201e\u2018\u2019];
*/

#define ADVANCE_AND_RETURN(result)                                             \
  do {                                                                         \
    scanner->at = at;                                                          \
    return result;                                                             \
  } while (0)

int scan_code(Scanner *scanner) {
  const char *at = scanner->at, *end = scanner->end;
  const char *marker = at;
  (void)marker;
/*!re2c
  (blank | newline)+            { ADVANCE_AND_RETURN(TOKEN_WHITE); }
  "//"                          { ADVANCE_AND_RETURN(SCAN_LINE_COMMENT); }
  "///"                         { ADVANCE_AND_RETURN(SCAN_DOCUMENTATION); }
  "////"                        { ADVANCE_AND_RETURN(SCAN_LINE_COMMENT); }
  "/*"                          { ADVANCE_AND_RETURN(SCAN_BLOCK_COMMENT); }
  "#"                           { ADVANCE_AND_RETURN(SCAN_HASH_COMMENT); }

  word                          { ADVANCE_AND_RETURN(SCAN_WORD); }
  word? wide (alnum | wide)*    { ADVANCE_AND_RETURN(SCAN_WIDE_WORD); }
  word ("." digit alnum*)+      { ADVANCE_AND_RETURN(TOKEN_DOTTED); }
  lower (lower | digit)* ("-" (lower | digit)+)* ":" [A-Z*] [A-Za-z0-9*?]*
                                { ADVANCE_AND_RETURN(TOKEN_ACTION); }

  integer                       { ADVANCE_AND_RETURN(SCAN_DIGITS); }
  integer "." digit+            { ADVANCE_AND_RETURN(SCAN_FRACTION); }
  (integer time)+               { ADVANCE_AND_RETURN(SCAN_TIME); }
  integer bytes                 { ADVANCE_AND_RETURN(SCAN_BYTES); }
  integer "/" [smh]             { ADVANCE_AND_RETURN(SCAN_FREQUENCY); }
  integer / ("/" [smh] alnum)   { ADVANCE_AND_RETURN(SCAN_DIGITS); }
  integer "%"                   { ADVANCE_AND_RETURN(SCAN_SHARE); }
  digit alnum* ("." alnum+)* "%"?
                                { ADVANCE_AND_RETURN(SCAN_BAD_NUMBER); }

  "\""                          { ADVANCE_AND_RETURN(SCAN_DOUBLE_QUOTE); }
  "\"\"\""                      { ADVANCE_AND_RETURN(SCAN_TRIPLE_QUOTE); }
  "'" (plain \ ['])* "'"        { ADVANCE_AND_RETURN(SCAN_SINGLE_QUOTED); }
  quote_mark (plain \ quote_mark \ ["])* (quote_mark | "\"")
                                { ADVANCE_AND_RETURN(SCAN_CURLY_QUOTED); }

  "{"                           { ADVANCE_AND_RETURN(TOKEN_LBRACE); }
  "}"                           { ADVANCE_AND_RETURN(TOKEN_RBRACE); }
  "["                           { ADVANCE_AND_RETURN(TOKEN_LBRACKET); }
  "]"                           { ADVANCE_AND_RETURN(TOKEN_RBRACKET); }
  "("                           { ADVANCE_AND_RETURN(TOKEN_LPAREN); }
  ")"                           { ADVANCE_AND_RETURN(TOKEN_RPAREN); }
  "="                           { ADVANCE_AND_RETURN(TOKEN_EQUALS); }
  ","                           { ADVANCE_AND_RETURN(TOKEN_COMMA); }
  ":"                           { ADVANCE_AND_RETURN(TOKEN_COLON); }
  "."                           { ADVANCE_AND_RETURN(TOKEN_DOT); }
  ".."                          { ADVANCE_AND_RETURN(TOKEN_RANGE); }
  "<-"                          { ADVANCE_AND_RETURN(TOKEN_FROM_ARROW); }
  "->"                          { ADVANCE_AND_RETURN(TOKEN_TO_ARROW); }
  "=="                          { ADVANCE_AND_RETURN(TOKEN_EQUAL); }
  "!="                          { ADVANCE_AND_RETURN(TOKEN_UNEQUAL); }
  "<"                           { ADVANCE_AND_RETURN(TOKEN_LESS); }
  "<="                          { ADVANCE_AND_RETURN(TOKEN_LESS_EQUAL); }
  ">"                           { ADVANCE_AND_RETURN(TOKEN_GREATER); }
  ">="                          { ADVANCE_AND_RETURN(TOKEN_GREATER_EQUAL); }
  "+"                           { ADVANCE_AND_RETURN(TOKEN_PLUS); }
  "-"                           { ADVANCE_AND_RETURN(TOKEN_MINUS); }
  "*"                           { ADVANCE_AND_RETURN(TOKEN_STAR); }
  "/"                           { ADVANCE_AND_RETURN(TOKEN_SLASH); }
  ":=" | "=>" | "&&" | "||" | "!" | ";" | "===" | "!==" | "&" | "|"
                                { ADVANCE_AND_RETURN(SCAN_HABIT); }

  *                             { ADVANCE_AND_RETURN(SCAN_BAD); }
  $                             { ADVANCE_AND_RETURN(TOKEN_END); }
*/
}

Piece scan_string(Scanner *scanner) {
  const char *at = scanner->at, *end = scanner->end;
  const char *marker = at;
  (void)marker;
/*!re2c
  (plain \ ["\\$])+             { ADVANCE_AND_RETURN(PIECE_TEXT); }
  "$"                           { ADVANCE_AND_RETURN(PIECE_TEXT); }
  "${"                          { ADVANCE_AND_RETURN(PIECE_OPEN); }
  "\""                          { ADVANCE_AND_RETURN(PIECE_CLOSE); }
  "\"\"\""                      { ADVANCE_AND_RETURN(PIECE_BLOCK_CLOSE); }
  newline                       { ADVANCE_AND_RETURN(PIECE_NEWLINE); }
  "\\" [ntr"\\$]                { ADVANCE_AND_RETURN(PIECE_ESCAPE); }
  "\\u{" [0-9A-Fa-f]+ "}"       { ADVANCE_AND_RETURN(PIECE_CODE_POINT); }
  "\\u{" [^}"\n\x00\\]* "}"     { ADVANCE_AND_RETURN(PIECE_BAD_ESCAPE); }
  "\\" (plain \ ["])            { ADVANCE_AND_RETURN(PIECE_BAD_ESCAPE); }
  "\\"                          { ADVANCE_AND_RETURN(PIECE_BAD_ESCAPE); }
  *                             { ADVANCE_AND_RETURN(PIECE_BAD); }
  $                             { ADVANCE_AND_RETURN(PIECE_END); }
*/
}

Piece scan_line_comment(Scanner *scanner) {
  const char *at = scanner->at, *end = scanner->end;
  const char *marker = at;
  (void)marker;
/*!re2c
  plain+                        { ADVANCE_AND_RETURN(PIECE_TEXT); }
  newline                       { ADVANCE_AND_RETURN(PIECE_NEWLINE); }
  *                             { ADVANCE_AND_RETURN(PIECE_BAD); }
  $                             { ADVANCE_AND_RETURN(PIECE_END); }
*/
}

Piece scan_block_comment(Scanner *scanner) {
  const char *at = scanner->at, *end = scanner->end;
  const char *marker = at;
  (void)marker;
/*!re2c
  ((plain \ [*]) | newline)+    { ADVANCE_AND_RETURN(PIECE_TEXT); }
  "*"                           { ADVANCE_AND_RETURN(PIECE_TEXT); }
  "*" "/"                       { ADVANCE_AND_RETURN(PIECE_CLOSE); }
  *                             { ADVANCE_AND_RETURN(PIECE_BAD); }
  $                             { ADVANCE_AND_RETURN(PIECE_END); }
*/
}

void scan_path(Scanner *scanner) {
  const char *at = scanner->at, *end = scanner->end;
  const char *marker = at;
  (void)marker;
/*!re2c
  segment = [A-Za-z0-9_.~%+$@:*/-] | "{" [A-Za-z0-9_+.:-]* "}";

  "/" segment*                  { goto found; }
  *                             { goto found; }
  $                             { goto found; }
*/
found:
  if (at < end && *at == '>' && at[-1] == '-')
    at--; /* of an arrow */
  scanner->at = at;
}
