/* SPDX-License-Identifier: Apache-2.0
 *
 * Pieces become tokens. What the scanner's modes cannot see is kept here: which
 * strings and interpolations are open, where a line begins, and after which
 * words a `/` begins a path.
 *
 * The tokens cover the text without gaps. Every string is closed in them, if
 * need be by tokens of no length, so that the parser meets no half of one.
 */
#include "syntax/scanner.h"

#include <string.h>

/* An open string; all but the innermost are in an interpolation. */
typedef struct Frame {
  u32 open;          /* its first token */
  u32 interpolation; /* the last `${` */
  u32 braces;        /* open in that */
  bool block;        /* """ */
} Frame;

typedef struct Lexer {
  Arena *arena;
  Diags *diags;
  Tree *tree;
  const char *start;
  Scanner scanner;
  VEC(Frame) frames;
  bool in_string;      /* in the text of the innermost */
  bool line_start;     /* nothing but white space on this line so far */
  u32 before, previous; /* the last two tokens that are no trivia */
  u32 bad_runs;
  u32 reported; /* diagnostics that were there before */
} Lexer;

/* ---- places ------------------------------------------------------------- */

static u32 address(const Lexer *lexer, const char *at) {
  return lexer->tree->file->base + (u32)(at - lexer->start);
}

static Span span_from(const Lexer *lexer, const char *from) {
  return (Span){ address(lexer, from), address(lexer, lexer->scanner.at) };
}

static Str text_from(const Lexer *lexer, const char *from) {
  return (Str){ from, (u32)(lexer->scanner.at - from) };
}

static Token *token_at(Lexer *lexer, u32 token) {
  return &lexer->tree->tokens.items[token];
}

static Frame *top(Lexer *lexer) {
  return lexer->frames.count ? &lexer->frames.items[lexer->frames.count - 1]
                             : NULL;
}

static void emit(Lexer *lexer, TokenKind kind, const char *from, bool ok) {
  Token token = { (u8)kind, ok, false, address(lexer, from) };
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

static bool full(const Lexer *lexer) {
  return lexer->diags->items.count - lexer->reported >= MISTAKES_LISTED;
}

/* Takes the run of bad characters at `from` and reports it. */
static void take_bad_run(Lexer *lexer, const char *from, bool in_code) {
  u32 length = character_bad_run(from, lexer->scanner.end, in_code);
  lexer->scanner.at = from + (length ? length : 1);
  Span span = span_from(lexer, from);
  lexer->bad_runs++;
  if (lexer->bad_runs <= BAD_RUNS_LISTED)
    character_report(lexer->diags, span, text_from(lexer, from));
  else if (lexer->bad_runs == BAD_RUNS_LISTED + 1)
    diag_add(lexer->diags, RULE_SYNTAX_BAD_CHARACTER, span,
             "further bad characters of this file are not listed");
}

/* ---- strings ---------------------------------------------------------------- */

static void open_string(Lexer *lexer, TokenKind kind, const char *from) {
  Frame frame = { .open = lexer->tree->tokens.count,
                  .block = kind == TOKEN_BLOCK_OPEN };
  emit(lexer, kind, from, true);
  VEC_PUSH(lexer->arena, &lexer->frames, frame);
  lexer->in_string = true;
}

/* Ends the innermost string at `from`, with what was read of its end. */
static void close_string(Lexer *lexer, const char *from, bool ok) {
  Frame *frame = top(lexer);
  Token *open = token_at(lexer, frame->open);
  u32 inside = open->start + (frame->block ? 3 : 1);
  if (ok && address(lexer, from) - inside > STRING_LIMIT) {
    diag_add(lexer->diags, RULE_SYNTAX_TOO_LARGE, (Span){ open->start, inside },
             "a string of %u bytes; the limit is %u",
             address(lexer, from) - inside, (unsigned)STRING_LIMIT);
    open->ok = false;
  }
  emit(lexer, TOKEN_STRING_CLOSE, from, ok);
  lexer->frames.count--;
  lexer->in_string = false;
}

/* A line or the file ends at `at` inside strings: closes those that may not go
 * on, and reports the outermost. */
static void unterminated(Lexer *lexer, const char *at) {
  bool at_end = at == lexer->scanner.end;
  u32 keep = 0;
  for (u32 i = 0; i < lexer->frames.count && !at_end; i++)
    if (lexer->frames.items[i].block)
      keep = i + 1;
  Frame *outermost = &lexer->frames.items[keep];
  Token *open = token_at(lexer, outermost->open);
  bool interpolating = keep + 1 < lexer->frames.count || !lexer->in_string;
  Span span = { open->start, open->start + (outermost->block ? 3 : 1) };
  Diag *diag =
    diag_add(lexer->diags, RULE_SYNTAX_UNTERMINATED_STRING, span,
             at_end ? "the string is not closed before the file ends"
                    : "the string is not closed on its line");
  if (interpolating) {
    u32 start = token_at(lexer, outermost->interpolation)->start;
    diag_related(lexer->diags, diag, (Span){ start, start + 2 },
                 "inside this `${`");
  } else if (!at_end) {
    diag_help(lexer->diags, diag,
              "a text of several lines stands between `\"\"\"` and `\"\"\"`");
  }
  while (lexer->frames.count > keep) {
    token_at(lexer, top(lexer)->open)->ok = false;
    if (!lexer->in_string) {
      token_at(lexer, top(lexer)->interpolation)->ok = false;
      emit(lexer, TOKEN_INTERPOLATION_CLOSE, at, false);
    }
    close_string(lexer, at, false);
  }
}

static void report_escape(Lexer *lexer, const char *from) {
  if (full(lexer))
    return;
  Span span = span_from(lexer, from);
  Diag *diag = diag_add(lexer->diags, RULE_SYNTAX_BAD_ESCAPE, span,
                        "`%.*s` is no escape", STR_ARG(text_from(lexer, from)));
  diag_note(lexer->diags, diag,
            "the escapes are \\n \\t \\r \\\" \\\\ \\$ and \\u{…} with up to "
            "six hexadecimal digits");
  diag_fix(lexer->diags, diag, FIX_MAYBE, (Span){ span.lo, span.lo + 1 },
           STR("\\\\"), "write `\\\\` for a backslash");
}

/* One run of text and what ends it. */
static void lex_string(Lexer *lexer) {
  const char *start = lexer->scanner.at, *from;
  bool ok = true, block = top(lexer)->block;
  Piece piece;
  for (;;) {
    from = lexer->scanner.at;
    piece = scan_string(&lexer->scanner);
    if (piece == PIECE_CODE_POINT && !full(lexer))
      ok &= code_point_check(lexer->diags, span_from(lexer, from),
                             text_from(lexer, from));
    else if (piece == PIECE_BAD_ESCAPE)
      report_escape(lexer, from), ok = false;
    else if (piece == PIECE_BAD)
      take_bad_run(lexer, from, false), ok = false;
    else if (piece == PIECE_END || piece == PIECE_OPEN ||
             piece == PIECE_BLOCK_CLOSE ||
             (!block && (piece == PIECE_CLOSE || piece == PIECE_NEWLINE)))
      break;
  }
  if (from > start)
    emit(lexer, TOKEN_TEXT, start, ok);
  if (piece == PIECE_OPEN) {
    top(lexer)->interpolation = lexer->tree->tokens.count;
    emit(lexer, TOKEN_INTERPOLATION_OPEN, from, true);
    lexer->in_string = false;
  } else if (piece == PIECE_END || piece == PIECE_NEWLINE) {
    lexer->scanner.at = from;
    unterminated(lexer, from);
  } else {
    lexer->scanner.at = from + (block ? 3 : 1);
    close_string(lexer, from, true);
  }
}

/* ---- what other languages write ------------------------------------------------ */

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
  while (!str_equal(habit->written, text_from(lexer, from)))
    habit++;
  Span span = span_from(lexer, from);
  emit(lexer, habit->kind, from, false);
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

/* Text between quotes that are none here: 'a' or “a”. */
static void lex_quoted(Lexer *lexer, const char *from) {
  const char *end = lexer->scanner.at, *at = from;
  u32 opening, closing = 1;
  utf8_decode(from, end, &opening);
  while ((u8)end[-(int)closing] >> 6 == 2) /* continuation bytes */
    closing++;
  Str text = { from + opening, (u32)(end - closing - from) - opening };
  Span span = span_from(lexer, from);
  Diag *diag = diag_add(lexer->diags, RULE_SYNTAX_UNEXPECTED_TOKEN, span,
                        "texts stand between `\"` and `\"`");
  if (str_find(text, '"') == text.length && str_find(text, '\\') == text.length)
    diag_fix(lexer->diags, diag, FIX_SAFE, span,
             str_format(lexer->arena, "\"%.*s\"", STR_ARG(text)),
             "write `\"`");
  emit(lexer, TOKEN_STRING_OPEN, at, false);
  if (text.length)
    emit(lexer, TOKEN_TEXT, text.at, true);
  emit(lexer, TOKEN_STRING_CLOSE, text.at + text.length, true);
}

static void lex_wide_word(Lexer *lexer, const char *from) {
  const char *end = lexer->scanner.at, *at = from;
  while ((u8)*at < 0x80)
    at++;
  take_bad_run(lexer, at, true);
  lexer->scanner.at = end;
  emit(lexer, TOKEN_NAME, from, false);
}

/* ---- comments ------------------------------------------------------------------ */

static void lex_line_comment(Lexer *lexer, int scan, const char *from) {
  bool ok = scan != SCAN_HASH_COMMENT;
  if (!ok) {
    Span span = span_from(lexer, from);
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
      take_bad_run(lexer, at, false), ok = false;
  } while (piece != PIECE_NEWLINE && piece != PIECE_END);
  lexer->scanner.at = at;
  emit(lexer, scan == SCAN_DOCUMENTATION ? TOKEN_DOCUMENTATION : TOKEN_COMMENT,
       from, ok);
}

static void lex_block_comment(Lexer *lexer, const char *from) {
  Span opening = span_from(lexer, from);
  bool ok = true;
  Piece piece;
  do {
    const char *at = lexer->scanner.at;
    piece = scan_block_comment(&lexer->scanner);
    if (piece == PIECE_BAD)
      take_bad_run(lexer, at, false), ok = false;
  } while (piece != PIECE_CLOSE && piece != PIECE_END);
  if (piece == PIECE_END) {
    diag_add(lexer->diags, RULE_SYNTAX_UNTERMINATED_COMMENT, opening,
             "the comment is not closed before the file ends");
    ok = false;
  }
  emit(lexer, TOKEN_COMMENT, from, ok);
}

/* ---- code ------------------------------------------------------------------------ */

static void lex_white(Lexer *lexer, const char *from) {
  Str text = text_from(lexer, from);
  bool line = str_find(text, '\n') < text.length;
  if (line && top(lexer) && !top(lexer)->block)
    unterminated(lexer, from);
  emit(lexer, TOKEN_WHITE, from, true);
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
  bool ok = number_check(lexer->diags, scan, span_from(lexer, from),
                         text_from(lexer, from));
  emit(lexer, (TokenKind)kinds[scan - SCAN_DIGITS], from, ok);
}

/* After a method, or after `endpoint` and any word, a `/` begins a path. */
static bool begins_path(Lexer *lexer) {
  static const Str methods[] = {
    STR_INIT("GET"),    STR_INIT("POST"), STR_INIT("PUT"),
    STR_INIT("PATCH"),  STR_INIT("HEAD"), STR_INIT("OPTIONS"),
    STR_INIT("DELETE"), STR_INIT("ANY"),
  };
  if (lexer->tree->tokens.count == 0)
    return false;
  TokenKind kind = (TokenKind)token_at(lexer, lexer->previous)->kind;
  if (kind != TOKEN_NAME && !token_is_word(kind))
    return false;
  if (token_at(lexer, lexer->before)->kind == TOKEN_ENDPOINT)
    return true;
  Str word = token_text(lexer->tree, lexer->previous);
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
  Token *word = token_at(lexer, lexer->previous);
  if (token_is_word((TokenKind)word->kind) && word->kind != TOKEN_DEPLOY)
    word->kind = TOKEN_NAME;
}

static void lex_punctuation(Lexer *lexer, TokenKind kind, const char *from) {
  Frame *frame = top(lexer);
  if (kind == TOKEN_SLASH && begins_path(lexer)) {
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
  emit(lexer, kind, from, true);
}

static void lex_code(Lexer *lexer) {
  const char *from = lexer->scanner.at;
  int scan = scan_code(&lexer->scanner);
  switch (scan) {
  case TOKEN_WHITE:
    lex_white(lexer, from);
    break;
  case SCAN_WORD:
    emit(lexer, token_word(text_from(lexer, from)), from, true);
    break;
  case SCAN_WIDE_WORD:
    lex_wide_word(lexer, from);
    break;
  case SCAN_DOUBLE_QUOTE:
    open_string(lexer, TOKEN_STRING_OPEN, from);
    break;
  case SCAN_TRIPLE_QUOTE:
    open_string(lexer, TOKEN_BLOCK_OPEN, from);
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
    take_bad_run(lexer, from, true);
    emit(lexer, TOKEN_ILLEGAL, from, false);
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
  *tree = (Tree){ .sources = sources, .file = &sources->files.items[file] };
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
  while (lexer.scanner.at < lexer.scanner.end && !full(&lexer)) {
    if (lexer.in_string)
      lex_string(&lexer);
    else
      lex_code(&lexer);
  }
  const char *end = lexer.scanner.end;
  if (lexer.scanner.at < end) {
    const char *from = lexer.scanner.at;
    lexer.scanner.at = end;
    diag_add(diags, RULE_SYNTAX_UNEXPECTED_TOKEN, span_from(&lexer, from),
             "more than %u mistakes: the rest of the file is not read",
             (unsigned)MISTAKES_LISTED);
    emit(&lexer, TOKEN_ILLEGAL, from, false);
    lexer.frames.count = 0;
  } else if (lexer.frames.count) {
    unterminated(&lexer, end);
  }
  emit(&lexer, TOKEN_END, end, true);
  return lexer.bad_runs;
}

void lex(Arena *arena, Diags *diags, const Sources *sources, u32 file,
         Tree *tree) {
  lex_file(arena, diags, sources, file, tree);
}
