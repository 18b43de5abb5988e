/* SPDX-License-Identifier: Apache-2.0
 *
 * Pieces become tokens. What the scanner's modes cannot see is kept here: which
 * strings and interpolations are open, where a line begins, and after which
 * words a `/` begins a path.
 *
 * The tokens cover the text without gaps. Every string is closed in them, if
 * need be by tokens of no length, so that the parser meets no half of one.
 */
#include "syntax/lexer.h"

u32 lex_address(const Lexer *lexer, const char *at) {
  return lexer->tree->file->base + (u32)(at - lexer->start);
}

Span lex_span(const Lexer *lexer, const char *from) {
  return (Span){ lex_address(lexer, from),
                 lex_address(lexer, lexer->scanner.at) };
}

Str lex_text(const Lexer *lexer, const char *from) {
  return (Str){ from, (u32)(lexer->scanner.at - from) };
}

Token *lex_token(Lexer *lexer, u32 token) {
  return &lexer->tree->tokens.items[token];
}

Frame *lex_frame(Lexer *lexer) {
  return lexer->frames.count ? &lexer->frames.items[lexer->frames.count - 1]
                             : NULL;
}

void lex_emit(Lexer *lexer, TokenKind kind, const char *from, bool ok) {
  Token token = { (u8)kind, ok, false, lex_address(lexer, from) };
  if (kind != TOKEN_WHITE) {
    token.first = lexer->line_start;
    lexer->line_start = false;
  }
  if (!token_is_trivia(kind)) {
    lexer->before = lexer->previous;
    lexer->previous = lexer->tree->tokens.count;
  }
  VEC_PUSH(lexer->arena, &lexer->tree->tokens, token);
}

bool lex_full(const Lexer *lexer) {
  return lexer->diags->items.count - lexer->reported >= MISTAKES_LISTED;
}

void lex_bad_run(Lexer *lexer, const char *from, bool in_code) {
  u32 length = character_bad_run(from, lexer->scanner.end, in_code);
  lexer->scanner.at = from + (length ? length : 1);
  Span span = lex_span(lexer, from);
  lexer->bad_runs++;
  if (lexer->bad_runs <= BAD_RUNS_LISTED)
    character_report(lexer->diags, span, lex_text(lexer, from));
  else if (lexer->bad_runs == BAD_RUNS_LISTED + 1)
    diag_add(lexer->diags, RULE_SYNTAX_BAD_CHARACTER, span,
             "further bad characters of this file are not listed");
}

/* ---- what other languages write ----------------------------------------- */

static const struct Habit {
  Str written;
  TokenKind kind;
  Str meant;
} habits[] = {
  { STR_INIT(":="), TOKEN_EQUALS, STR_INIT("=") },
  { STR_INIT("=>"), TOKEN_TO_ARROW, STR_INIT("->") },
  { STR_INIT("&&"), TOKEN_AND, STR_INIT("and") },
  { STR_INIT("||"), TOKEN_OR, STR_INIT("or") },
  { STR_INIT("&"), TOKEN_AND, STR_INIT("and") },
  { STR_INIT("|"), TOKEN_OR, STR_INIT("or") },
  { STR_INIT("!"), TOKEN_NOT, STR_INIT("not ") },
  { STR_INIT("==="), TOKEN_EQUAL, STR_INIT("==") },
  { STR_INIT("!=="), TOKEN_UNEQUAL, STR_INIT("!=") },
  { STR_INIT(";"), TOKEN_SEMICOLON, STR_INIT("") },
};

static void lex_habit(Lexer *lexer, const char *from) {
  const struct Habit *habit = habits;
  while (!str_equal(habit->written, lex_text(lexer, from)))
    habit++;
  Span span = lex_span(lexer, from);
  lex_emit(lexer, habit->kind, from, false);
  if (habit->kind == TOKEN_SEMICOLON) {
    Diag *diag = diag_add(lexer->diags, RULE_SYNTAX_UNEXPECTED_TOKEN, span,
                          "`;` ends nothing here");
    diag_fix(lexer->diags, diag, FIX_SAFE, span, habit->meant, "take it away");
    return;
  }
  Str meant = habit->meant;
  Str shown = token_spelling(habit->kind);
  Diag *diag = diag_add(lexer->diags, RULE_SYNTAX_UNEXPECTED_TOKEN, span,
                        "`%.*s` is written %.*s here", STR_ARG(habit->written),
                        STR_ARG(shown));
  diag_fix(lexer->diags, diag, FIX_SAFE, span, meant, "write %.*s",
           STR_ARG(shown));
}

static void lex_wide_word(Lexer *lexer, const char *from) {
  const char *end = lexer->scanner.at, *at = from;
  while ((u8)*at < 0x80)
    at++;
  lex_bad_run(lexer, at, true);
  lexer->scanner.at = end;
  lex_emit(lexer, TOKEN_NAME, from, false);
}

/* ---- comments ----------------------------------------------------------- */

static void lex_line_comment(Lexer *lexer, int scan, const char *from) {
  bool ok = scan != SCAN_HASH_COMMENT;
  if (!ok) {
    Span span = lex_span(lexer, from);
    Diag *diag = diag_add(lexer->diags, RULE_SYNTAX_UNEXPECTED_TOKEN, span,
                          "comments begin with `//`");
    diag_fix(lexer->diags, diag, FIX_SAFE, span, STR("//"), "write `//`");
  }
  const char *at;
  Piece piece;
  do {
    at = lexer->scanner.at;
    piece = scan_line_comment(&lexer->scanner);
    if (piece == PIECE_BAD)
      lex_bad_run(lexer, at, false), ok = false;
  } while (piece != PIECE_NEWLINE && piece != PIECE_END);
  lexer->scanner.at = at;
  lex_emit(lexer,
           scan == SCAN_DOCUMENTATION ? TOKEN_DOCUMENTATION : TOKEN_COMMENT,
           from, ok);
}

static void lex_block_comment(Lexer *lexer, const char *from) {
  Span opening = lex_span(lexer, from);
  bool ok = true;
  Piece piece;
  do {
    const char *at = lexer->scanner.at;
    piece = scan_block_comment(&lexer->scanner);
    if (piece == PIECE_BAD)
      lex_bad_run(lexer, at, false), ok = false;
  } while (piece != PIECE_CLOSE && piece != PIECE_END);
  if (piece == PIECE_END) {
    diag_add(lexer->diags, RULE_SYNTAX_UNTERMINATED_COMMENT, opening,
             "the comment is not closed before the file ends");
    ok = false;
  }
  lex_emit(lexer, TOKEN_COMMENT, from, ok);
}

/* ---- code --------------------------------------------------------------- */

static void lex_white(Lexer *lexer, const char *from) {
  Str text = lex_text(lexer, from);
  bool line = str_find(text, '\n') < text.length;
  if (line && lex_frame(lexer) && !lex_frame(lexer)->block)
    lex_unterminated(lexer, from, false);
  lex_emit(lexer, TOKEN_WHITE, from, true);
  lexer->line_start |= line;
}

static void lex_number(Lexer *lexer, int scan, const char *from) {
  static const u8 kinds[] = {
    [SCAN_DIGITS - SCAN_DIGITS] = TOKEN_INTEGER,
    [SCAN_FRACTION - SCAN_DIGITS] = TOKEN_DECIMAL,
    [SCAN_TIME - SCAN_DIGITS] = TOKEN_DURATION,
    [SCAN_BYTES - SCAN_DIGITS] = TOKEN_SIZE,
    [SCAN_FREQUENCY - SCAN_DIGITS] = TOKEN_RATE,
    [SCAN_SHARE - SCAN_DIGITS] = TOKEN_PERCENT,
    [SCAN_BAD_NUMBER - SCAN_DIGITS] = TOKEN_INTEGER,
  };
  bool ok = number_check(lexer->diags, scan, lex_span(lexer, from),
                         lex_text(lexer, from));
  lex_emit(lexer, (TokenKind)kinds[scan - SCAN_DIGITS], from, ok);
}

/* After a method, or after `endpoint` and any word, a `/` begins a path. */
static bool begins_path(Lexer *lexer, const char *slash) {
  static const Str methods[] = {
    STR_INIT("GET"),    STR_INIT("POST"), STR_INIT("PUT"),
    STR_INIT("PATCH"),  STR_INIT("HEAD"), STR_INIT("OPTIONS"),
    STR_INIT("DELETE"), STR_INIT("ANY"),
  };
  if (lexer->tree->tokens.count == 0)
    return false;
  TokenKind kind = (TokenKind)lex_token(lexer, lexer->previous)->kind;
  if (kind != TOKEN_NAME && !token_is_word(kind))
    return false;
  if (lex_token(lexer, lexer->before)->kind == TOKEN_ENDPOINT)
    return true;
  bool touches = lexer->previous + 1 == lexer->tree->tokens.count;
  u32 start = lex_token(lexer, lexer->previous)->start;
  u32 end = touches ? lex_address(lexer, slash)
                    : lex_token(lexer, lexer->previous + 1)->start;
  Str word = { lexer->start + (start - lexer->tree->file->base), end - start };
  for (u32 i = 0; i < COUNT_OF(methods); i++)
    if (str_equal(word, methods[i]))
      return true;
  return false;
}

/* No keyword is ever followed by `=`: that word is the name of an attribute.
 * (`at deploy = 5` is a mistake that is better told as it stands.) */
static void make_name(Lexer *lexer) {
  if (lexer->tree->tokens.count == 0)
    return;
  Token *word = lex_token(lexer, lexer->previous);
  if (token_is_word((TokenKind)word->kind) && word->kind != TOKEN_DEPLOY)
    word->kind = TOKEN_NAME;
}

static void lex_punctuation(Lexer *lexer, TokenKind kind, const char *from) {
  Frame *frame = lex_frame(lexer);
  if (kind == TOKEN_SLASH && begins_path(lexer, from)) {
    lexer->scanner.at = from;
    scan_path(&lexer->scanner);
    kind = TOKEN_PATH;
  } else if (frame && kind == TOKEN_LBRACE) {
    frame->braces++;
  } else if (frame && kind == TOKEN_RBRACE && frame->braces > 0) {
    frame->braces--;
  } else if (frame && kind == TOKEN_RBRACE) {
    kind = TOKEN_INTERPOLATION_CLOSE;
    lexer->in_string = true;
  } else if (kind == TOKEN_EQUALS) {
    make_name(lexer);
  }
  lex_emit(lexer, kind, from, true);
}

static void lex_code(Lexer *lexer) {
  const char *from = lexer->scanner.at;
  int scan = scan_code(&lexer->scanner);
  switch (scan) {
  case TOKEN_WHITE:
    lex_white(lexer, from);
    break;
  case SCAN_WORD:
    lex_emit(lexer, token_word(lex_text(lexer, from)), from, true);
    break;
  case SCAN_WIDE_WORD:
    lex_wide_word(lexer, from);
    break;
  case SCAN_DOUBLE_QUOTE:
    lex_open_string(lexer, TOKEN_STRING_OPEN, from);
    break;
  case SCAN_TRIPLE_QUOTE:
    lex_open_string(lexer, TOKEN_BLOCK_OPEN, from);
    break;
  case SCAN_SINGLE_QUOTED:
  case SCAN_CURLY_QUOTED:
    lex_quoted(lexer, from);
    break;
  case SCAN_LINE_COMMENT:
  case SCAN_DOCUMENTATION:
  case SCAN_HASH_COMMENT:
    lex_line_comment(lexer, scan, from);
    break;
  case SCAN_BLOCK_COMMENT:
    lex_block_comment(lexer, from);
    break;
  case SCAN_HABIT:
    lex_habit(lexer, from);
    break;
  case SCAN_BAD:
    lex_bad_run(lexer, from, true);
    lex_emit(lexer, TOKEN_ILLEGAL, from, false);
    break;
  default:
    if (scan >= SCAN_DIGITS && scan <= SCAN_BAD_NUMBER)
      lex_number(lexer, scan, from);
    else
      lex_punctuation(lexer, (TokenKind)scan, from);
  }
}

u32 lex_file(Arena *arena, Diags *diags, const Sources *sources, u32 file,
             Tree *tree) {
  *tree = (Tree){ .sources = sources, .file = sources->files.items[file] };
  Str text = tree->file->text;
  Lexer lexer = { .arena = arena,
                  .diags = diags,
                  .tree = tree,
                  .start = text.at,
                  .scanner = { text.at, text.at + text.length },
                  .line_start = true,
                  .reported = diags->items.count };
  tree->tokens.capacity = text.length / 3 + 8;
  tree->tokens.items = ARENA_ARRAY(arena, Token, tree->tokens.capacity);
  while (lexer.scanner.at < lexer.scanner.end && !lex_full(&lexer)) {
    if (lexer.in_string)
      lex_string(&lexer);
    else
      lex_code(&lexer);
  }
  const char *end = lexer.scanner.end;
  if (lexer.scanner.at < end) {
    const char *from = lexer.scanner.at;
    lexer.scanner.at = end;
    diag_add(diags, RULE_SYNTAX_UNEXPECTED_TOKEN, lex_span(&lexer, from),
             "more than %u mistakes: the rest of the file is not read",
             (unsigned)MISTAKES_LISTED);
    lex_emit(&lexer, TOKEN_ILLEGAL, from, false);
    lexer.frames.count = 0;
  } else if (lexer.frames.count) {
    lex_unterminated(&lexer, end, true);
  }
  lex_emit(&lexer, TOKEN_END, end, true);
  return lexer.bad_runs;
}

void lex(Arena *arena, Diags *diags, const Sources *sources, u32 file,
         Tree *tree) {
  lex_file(arena, diags, sources, file, tree);
}
