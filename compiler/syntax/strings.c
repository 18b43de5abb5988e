/* SPDX-License-Identifier: Apache-2.0
 *
 * Strings become tokens: an opening, runs of text, interpolations, a closing. A
 * string that does not end gets its closing tokens all the same, without
 * length, so that whoever comes after meets no half of one.
 */
#include "syntax/lexer.h"

#include <string.h>

void lex_open_string(Lexer *lexer, TokenKind kind, const char *from) {
  Frame frame = { .open = lexer->tree->tokens.count,
                  .block = kind == TOKEN_BLOCK_OPEN };
  lex_emit(lexer, kind, from, true);
  VEC_PUSH(lexer->arena, &lexer->frames, frame);
  lexer->in_string = true;
}

/* Ends the innermost string at `from`, with what was read of its end. */
static void close_string(Lexer *lexer, const char *from, bool ok) {
  Frame *frame = lex_frame(lexer);
  Token *open = lex_token(lexer, frame->open);
  u32 inside = open->start + (frame->block ? 3 : 1);
  if (ok && lex_address(lexer, from) - inside > STRING_LIMIT) {
    diag_add(lexer->diags, RULE_SYNTAX_TOO_LARGE, (Span){ open->start, inside },
             "a string of %u bytes; the limit is %u",
             lex_address(lexer, from) - inside, (unsigned)STRING_LIMIT);
    open->ok = false;
  }
  lex_emit(lexer, TOKEN_STRING_CLOSE, from, ok);
  lexer->frames.count--;
  lexer->in_string = false;
}

void lex_unterminated(Lexer *lexer, const char *at, bool at_end) {
  u32 keep = 0;
  for (u32 i = 0; i < lexer->frames.count && !at_end; i++)
    if (lexer->frames.items[i].block)
      keep = i + 1;
  Frame *outermost = &lexer->frames.items[keep];
  Token *open = lex_token(lexer, outermost->open);
  bool interpolating = keep + 1 < lexer->frames.count || !lexer->in_string;
  Span span = { open->start, open->start + (outermost->block ? 3 : 1) };
  Diag *diag = diag_add(lexer->diags, RULE_SYNTAX_UNTERMINATED_STRING, span,
                        at_end ? "the string is not closed before the file ends"
                               : "the string is not closed on its line");
  if (interpolating) {
    u32 start = lex_token(lexer, outermost->interpolation)->start;
    diag_related(lexer->diags, diag, (Span){ start, start + 2 },
                 "inside this `${`");
  } else if (!at_end) {
    diag_help(lexer->diags, diag,
              "a text of several lines stands between `\"\"\"` and `\"\"\"`");
  }
  while (lexer->frames.count > keep) {
    lex_token(lexer, lex_frame(lexer)->open)->ok = false;
    if (!lexer->in_string) {
      lex_token(lexer, lex_frame(lexer)->interpolation)->ok = false;
      lex_emit(lexer, TOKEN_INTERPOLATION_CLOSE, at, false);
    }
    close_string(lexer, at, false);
  }
}

static void report_escape(Lexer *lexer, const char *from) {
  if (lex_full(lexer))
    return;
  Span span = lex_span(lexer, from);
  Diag *diag = diag_add(lexer->diags, RULE_SYNTAX_BAD_ESCAPE, span,
                        "`%.*s` is no escape", STR_ARG(lex_text(lexer, from)));
  diag_note(lexer->diags, diag,
            "the escapes are \\n \\t \\r \\\" \\\\ \\$ and \\u{…} with up to "
            "six hexadecimal digits");
  diag_fix(lexer->diags, diag, FIX_MAYBE, (Span){ span.lo, span.lo + 1 },
           STR("\\\\"), "write `\\\\` for a backslash");
}

/* Where the text of an unfinished string probably ends: closing brackets at the
 * end of the line that close nothing in the text belong to the code. */
static const char *probable_end(const char *start, const char *end) {
  const char *at = end;
  u32 closing = 0;
  for (; at > start && strchr(" \t,)]}", at[-1]) && at[-1]; at--)
    closing += at[-1] != ' ' && at[-1] != '\t' && at[-1] != ',';
  u32 opened = 0;
  for (const char *c = start; c < at; c++) {
    opened += *c == '(' || *c == '[' || *c == '{';
    opened -= opened && (*c == ')' || *c == ']' || *c == '}');
  }
  return closing > opened ? at : end;
}

void lex_string(Lexer *lexer) {
  const char *start = lexer->scanner.at, *from;
  bool ok = true, block = lex_frame(lexer)->block;
  Piece piece;
  for (;;) {
    from = lexer->scanner.at;
    piece = scan_string(&lexer->scanner);
    if (piece == PIECE_CODE_POINT && !lex_full(lexer))
      ok &= code_point_check(lexer->diags, lex_span(lexer, from),
                             lex_text(lexer, from));
    else if (piece == PIECE_BAD_ESCAPE)
      report_escape(lexer, from), ok = false;
    else if (piece == PIECE_BAD)
      lex_bad_run(lexer, from, false), ok = false;
    else if (piece == PIECE_END || piece == PIECE_OPEN ||
             piece == PIECE_BLOCK_CLOSE ||
             (!block && (piece == PIECE_CLOSE || piece == PIECE_NEWLINE)))
      break;
  }
  if (!block && (piece == PIECE_END || piece == PIECE_NEWLINE))
    from = probable_end(start, from);
  if (from > start)
    lex_emit(lexer, TOKEN_TEXT, start, ok);
  if (piece == PIECE_OPEN) {
    lex_frame(lexer)->interpolation = lexer->tree->tokens.count;
    lex_emit(lexer, TOKEN_INTERPOLATION_OPEN, from, true);
    lexer->in_string = false;
  } else if (piece == PIECE_END || piece == PIECE_NEWLINE) {
    lexer->scanner.at = from;
    lex_unterminated(lexer, from, piece == PIECE_END);
  } else {
    lexer->scanner.at = from + (block ? 3 : 1);
    close_string(lexer, from, true);
  }
}

void lex_quoted(Lexer *lexer, const char *from) {
  const char *end = lexer->scanner.at, *at = from;
  u32 opening, closing = 1;
  utf8_decode(from, end, &opening);
  while ((u8)end[-(int)closing] >> 6 == 2) /* continuation bytes */
    closing++;
  Str text = { from + opening, (u32)(end - closing - from) - opening };
  Span span = lex_span(lexer, from);
  Diag *diag = diag_add(lexer->diags, RULE_SYNTAX_UNEXPECTED_TOKEN, span,
                        "texts stand between `\"` and `\"`");
  if (str_find(text, '"') == text.length && str_find(text, '\\') == text.length)
    diag_fix(lexer->diags, diag, FIX_SAFE, span,
             str_format(lexer->arena, "\"%.*s\"", STR_ARG(text)), "write `\"`");
  lex_emit(lexer, TOKEN_STRING_OPEN, at, false);
  if (text.length)
    lex_emit(lexer, TOKEN_TEXT, text.at, true);
  lex_emit(lexer, TOKEN_STRING_CLOSE, text.at + text.length, true);
}
