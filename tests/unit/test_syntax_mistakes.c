/* SPDX-License-Identifier: Apache-2.0
 *
 * What is wrong: every mistake is reported once, at its line, and what stands
 * around it is read as if the mistake were not there. Noise of any kind ends in
 * a tree, in few diagnostics, in time.
 */
#include "parsed.h"

/* ---- one diagnostic for each mistake --------------------------------------
 */

typedef struct Mistake {
  const char *source;
  const char *rules; /* line and rule of each diagnostic, in source order */
} Mistake;

static const Mistake mistakes[] = {
  { "queue a { x = = 5 }\ny = = 6\nz = 1\n",
    "1 unexpected-token, 2 unexpected-token" },
  { "queue a {\n  x = \n  y = 3\n}\n", "2 unexpected-token" },
  { "queue a {\n  x = \n}\n", "2 unexpected-token" },
  { "x =\nqueue main { y = 1 }\n", "1 unexpected-token" },
  { "queue a {\n  retention 4d\n  delay 3s\n}\n",
    "2 unexpected-token, 3 unexpected-token" },
  { "queue a {\n  retention: 4d\n  delay: 3s\n}\n",
    "2 unexpected-token, 3 unexpected-token" },
  { "queue a {\n  retention := 4d\n}\n", "2 unexpected-token" },
  { "# hello\nqueue a { }\n", "1 unexpected-token" },
  { "queue a { x = 'text' }\n", "1 unexpected-token" },
  { "queue a { x = 5; y = 6; }\n", "1 unexpected-token, 1 unexpected-token" },
  { "x:\n  - a\n  - b: 3\ny = 3\n", "1 unexpected-token" },
  { "x =\n  - a\n  - b\ny = 3\n", "2 unexpected-token" },
  { "queue a {\n  - x = 3\n}\n", "2 unexpected-token" },
  { "resource \"aws_sqs_queue\" \"x\" {\n  name = \"y\"\n}\nqueue b { x = = 3 "
    "}\n",
    "1 unexpected-token, 4 unexpected-token" },
  { "variable \"x\" {\n  name = \"y\"\n}\n", "1 unexpected-token" },
  { "handler h <- a => b { }\n", "1 unexpected-token" },
  { "queue a { x == 3 }\n", "1 unexpected-token" },
  { "assert a = 3, \"x\"\n", "1 unexpected-token" },
  { "assert a && b || !c, \"x\"\n",
    "1 unexpected-token, 1 unexpected-token, 1 unexpected-token" },
  { "assert a < b < c, \"x\"\nqueue q { x = = 3 }\n",
    "1 unexpected-token, 2 unexpected-token" },
  { "queue a {\n x = 1\n\nqueue b {\n y = 2\n}\nqueue c { z = 3 }\n",
    "4 unexpected-token" },
  { "queue a {\n x = f(1,\n\nqueue b {\n y = 2\n}\nqueue c { z = 3 }\n",
    "4 unexpected-token" },
  { "queue a {\n x = 1\n", "3 unexpected-token" },
  { "queue a {\n x = 1\n}\n}\nqueue b { x = 1 }\n", "4 unexpected-token" },
  { "queue a { x = [1, 2 3, 4] }\n", "1 unexpected-token" },
  { "queue a { x = [1, , 3, 4] y = = 3 }\n",
    "1 unexpected-token, 1 unexpected-token" },
  { "queue a {\n x = f(1, 2\n y = 3\n}\n", "2 unexpected-token" },
  { "queue a {\n x = [1, 2\n y = 3\n}\n", "2 unexpected-token" },
  { "queue main 5 {\n x = = 1\n}\n", "1 unexpected-token, 2 unexpected-token" },
  { "queue 5 {\n x = = 1\n}\n", "1 unexpected-token, 2 unexpected-token" },
  { "handler h <- 5x {\n x = = 1\n}\n", "1 bad-unit, 2 unexpected-token" },
  { "handler h <- {\n x = = 1\n}\n", "1 unexpected-token, 2 unexpected-token" },
  { "handler h <- )) ( {\n x = = 1\n}\n",
    "1 unexpected-token, 2 unexpected-token" },
  { "x = \"abc\ny = 3\n", "1 unterminated-string" },
  { "x = \"abc ${ a + \ny = 3\n", "1 unterminated-string" },
  { "x = \"abc ${ \"d\" \ny = 3\n", "1 unterminated-string" },
  { "x = \"abc ${a\"\ny = 3\n", "1 unterminated-string" },
  { "x = \"\"\"abc ${a\ny = 3\n", "1 unterminated-string" },
  { "x = \"${}\"\ny = 3\n", "1 unexpected-token" },
  { "x = \"${a b}\"\ny = 3\n", "1 unexpected-token" },
  { "/* abc\n", "1 unterminated-comment" },
  { "x = 30x\n", "1 bad-unit" },
  { "x = 30mb\n", "1 bad-unit" },
  { "x = 5mins\n", "1 bad-unit" },
  { "x = 1.5h\n", "1 bad-number" },
  { "x = 30m1h\n", "1 bad-number" },
  { "x = 1h1h\n", "1 bad-number" },
  { "x = 99999999999999999999\n", "1 bad-number" },
  { "x = 9999999999999999w\n", "1 bad-number" },
  { "x = 1e5\n", "1 bad-number" },
  { "x = 0x1F\n", "1 bad-number" },
  { "x = 1_\n", "1 bad-number" },
  { "x = 1h30\n", "1 bad-number" },
  { "x = \"\\q \\u{110000} \\u{d800} \\u{zz} \\u\"\n",
    "1 bad-escape, 1 bad-escape, 1 bad-escape, 1 bad-escape, 1 bad-escape" },
  { "\357\273\277queue a { }\n", "1 bad-character" },
  { "queue a { x = \342\200\234text\342\200\235 }\n", "1 unexpected-token" },
  { "qu\320\265ue a { x = 1 }\n", "1 bad-character" },
  { "queue a { x = \302\2405 }\n", "1 bad-character" },
  { "queue a { x = \302\247 }\n", "1 bad-character" },
  { "queue a {\n x = \302\247\n y = 3\n}\n", "2 bad-character" },
  { "queue a \302\247 { x = 3 }\n", "1 bad-character" },
  { "queue gr\303\266\303\237e { x = 3 }\n", "1 bad-character" },
  { "// \342\200\256 hi\nx = \"\342\201\246\"\n",
    "1 bad-character, 2 bad-character" },
  { "x = 1\ry = 2\n", "1 bad-character" },
  { "x = @foo\n", "1 bad-character" },
  { "queue a { x = ) }\ny = = 3\n", "1 unexpected-token, 2 unexpected-token" },
  { "queue a {\n x = )\n y = 2\n}\n", "2 unexpected-token" },
  { "param x int = 3\n", "1 unexpected-token" },
  { "param x: = 3\nparam y: int\n", "1 unexpected-token" },
  { "endpoint POST /orders main { x = 1 }\n", "1 unexpected-token" },
  { "endpoint POST orders -> main { x = 1 }\n", "" },
  { "endpoint POST -> main { x = 1 }\n", "1 unexpected-token" },
  { "policy p {\n allow sqs:Send main\n deny on x\n}\n",
    "2 unexpected-token, 3 unexpected-token" },
  { "policy p {\n allow s3:getObject on x\n}\n", "2 unexpected-token" },
  { "only may sqs:X on y\nqueue a { x = = 2}\n",
    "1 unexpected-token, 2 unexpected-token" },
  { "let x 5\nlet = 3\nlet y = 3\n", "1 unexpected-token" },
  { "assert a\nqueue b { }\n", "1 unexpected-token" },
  { "queue {\n x = 1\n}\n", "" },
  { "queue\n", "1 unexpected-token" },
  { "queue a { tags = { a = 1 b 2 c = = 3 } }\n",
    "1 unexpected-token, 1 unexpected-token" },
  { "queue main = {\n x = = 3\n}\n", "1 unexpected-token, 2 unexpected-token" },
  { "queue a {\n  x = { \"a\": 1, \"b\": 2 }\n}\n",
    "2 unexpected-token, 2 unexpected-token" },
  { "x = (1 + 2\ny = 3\n", "1 unexpected-token" },
  { "x = 1 + \ny = 3\n", "1 unexpected-token" },
  { "queue a { x = 1 + }\n", "1 unexpected-token" },
  { "queue a {\n  x = if a then b\n  y = 2\n}\n", "2 unexpected-token" },
  { "import std\nqueue b { }\n", "1 unexpected-token" },
  { "import foo.apiq\nimport\nqueue b { }\n", "2 unexpected-token" },
  { "output x\nqueue b { }\n", "1 unexpected-token" },
  { "queue a {}}\n", "1 unexpected-token" },
  { "]\n", "1 unexpected-token" },
  { "queue a { x = 5 6 }\ny = 2\n", "1 unexpected-token" },
  { "queue a because { x = 5 }\ny = 2\n", "1 unexpected-token" },
  { "queue a because reason { x = = 5 }\ny = 2\n",
    "1 unexpected-token, 1 unexpected-token" },
  { "queue a for t tenants { x = = 5 }\ny = 2\n",
    "1 unexpected-token, 1 unexpected-token" },
  { "queue a if { x = 5 }\ny = 2\n", "" },
  { "x = not\ny = 2\n", "1 unexpected-token" },
  { "x = f(a b)\ny = = 2\n", "1 unexpected-token, 2 unexpected-token" },
  { "pattern p {\n  queue a {\n    x = 1\n  queue b { y = 1 }\n}\nqueue c { z "
    "= = 1 }\n",
    "6 unexpected-token, 6 unexpected-token" },
  { "queue a {\n  tags { a = 1\n}\nqueue b { y = 1 }\n", "4 unexpected-token" },
  { "// \007\nx = \"a\177b\"\n", "1 bad-character, 2 bad-character" },
  { "queue a { x = 1.5GB y = 0.5% z = 1__0 }\n",
    "1 bad-number, 1 bad-number, 1 bad-number" },
  { "x = 1MB5s\n", "1 bad-number" },
  { "policy p {\n  allow s3:Get on b when s3:prefix == \"x\"\n}\n",
    "2 unexpected-token" },
  { "queue a { x = \342\200\234text\" }\n", "1 unexpected-token" },
  { "x = a === b\n", "1 unexpected-token" },
  { "x = a | b\n", "1 unexpected-token" },
  { "queue tags team = \"x\" }\n", "1 unexpected-token" },
  { "queue a { runtime provided.al2023 }\n", "1 unexpected-token" },
  { "param x: int(1..10 = 5\n", "1 unexpected-token" },
  { "queue a { name = \"main }\nqueue b { name = main\" }\nqueue c { }\n",
    "1 unterminated-string, 2 unterminated-string" },
  { "queue a {\n  dead_letter {\n    after = 5\n  retention = 4d\n}\n\nqueue b "
    "{ x = = 1 }\n",
    "7 unexpected-token, 7 unexpected-token" },
  { "queue a {\n x = 1\n\nqueue b {\n y = 2\n\nqueue c { z = 3 }\n",
    "4 unexpected-token, 7 unexpected-token" },
  { "queue \"main\" { }\n", "1 unexpected-token" },
  { "queue a { } } }\n]\n", "1 unexpected-token" },
  { "queue a { x = \"a\" \"b\" }\n", "1 unexpected-token" },
  { "queue a { x = \302\247 } @ \n", "1 bad-character, 1 bad-character" },
  { "# a\n# b\nx = 1 # c\n",
    "1 unexpected-token, 2 unexpected-token, 3 unexpected-token" },
  { "param x: int at deploy = 5\n", "1 unexpected-token" },
};

static Str rules_of(Arena *arena, const Parsed *parsed) {
  Buf buf = buf_new(arena);
  for (u32 i = 0; i < parsed->diags->items.count; i++) {
    const Diag *diag = parsed->diags->items.items[i];
    Str name = rule_row(diag->rule)->name;
    buf_format(&buf, "%s%u %.*s", i ? ", " : "",
               sources_place(parsed->sources, diag->span.lo).line,
               STR_ARG(str_slice(name, STR("syntax/").length, name.length)));
  }
  return buf_view(&buf);
}

static void test_mistakes(void **state) {
  Arena *arena = *state;
  for (u32 i = 0; i < COUNT_OF(mistakes); i++) {
    Parsed parsed = parsed_from(arena, str_from(mistakes[i].source));
    Str found = rules_of(arena, &parsed);
    if (!str_equal(found, str_from(mistakes[i].rules)))
      fail_msg("%s\ngives  %.*s\nnot    %s", mistakes[i].source, STR_ARG(found),
               mistakes[i].rules);
    parsed_free(&parsed);
  }
}

/* ---- what is kept
 * ------------------------------------------------------------ */

typedef struct Kept {
  const char *source, *tree;
} Kept;

static const Kept kept[] = {
  { "x: 5", "(attribute x 5)" },
  { "x := 5", "(attribute x 5)" },
  { "x == 5", "(attribute x 5)" },
  { "x 5", "(attribute x 5)" },
  { "x = a & b || !c", "(attribute x (binary || (binary & a b) (unary ! c)))" },
  { "x = a = b", "(attribute x (binary = a b))" },
  { "x = 'text'", "(attribute x (string \"text\"))" },
  { "x = \xe2\x80\x9ctext\xe2\x80\x9d", "(attribute x (string \"text\"))" },
  { "x = \"text", "(attribute x (string \"text\"))" },
  { "x:\n  - a\n  - b\n", "(attribute x (error))" },
  { "queue \"main\" { x = 1 }",
    "(declaration queue main (body\n    (attribute x 1)))" },
  { "queue main 5 { x = 1 }",
    "(declaration queue main (body\n    (attribute x 1)))" },
  { "queue main = { x = 1 }",
    "(declaration queue main (body\n    (attribute x 1)))" },
  { "handler h <- ( -> q { x = 1 }",
    "(declaration handler h (from (error)) (body\n    (attribute x 1)))" },
  { "handler h <- a => b", "(declaration handler h (from a) (to b))" },
  { "endpoint POST /a b", "(declaration endpoint (route POST /a) (to b))" },
  { "resource \"a_b\" \"c\" { x = 1 }", "(error (body\n    (attribute x 1)))" },
  { "x = [1, 2 3, 4, ), 5]", "(attribute x (list 1 2 3 4 (error) 5))" },
  { "x = f(a, , b = )", "(attribute x (call f a (error) (named b (error))))" },
  { "q { x = y = }", "(block q (body\n    (attribute x y)))" },
  { "q {\n x =\n y = 1\n}",
    "(block q (body\n    (attribute x (error))\n    (attribute y 1)))" },
  { "q { x = \xc2\xa7 }", "(block q (body\n    (attribute x (error))))" },
  { "x = \xc2\xa0 5", "(attribute x 5)" },
  { "tags team = \"x\" }",
    "(block tags (body\n    (attribute team (string \"x\"))))" },
  { "x provided.al2023", "(attribute x (member provided al2023))" },
  { "q { x = 1", "(block q (body\n    (attribute x 1)))" },
  { "q { x = [1, { a = ", "(block q (body\n    (attribute x (error))))" },
  { "x = \"${[\"", "(attribute x (string (error)))" },
};

static void test_kept(void **state) {
  Arena *arena = *state;
  for (u32 i = 0; i < COUNT_OF(kept); i++) {
    Parsed parsed = parsed_from(arena, str_from(kept[i].source));
    assert_true(parsed.diags->items.count > 0);
    Buf dump = buf_new(arena);
    tree_dump(&dump, parsed.tree);
    Str wanted = str_format(arena, "(file\n  %s)\n", kept[i].tree);
    if (!str_equal(buf_view(&dump), wanted))
      fail_msg("%s\nis\n%sand should be\n%s", kept[i].source, dump.at,
               wanted.at);
    parsed_free(&parsed);
  }
}

/* ---- what is said
 * ------------------------------------------------------------ */

typedef struct Said {
  const char *source;
  const char *message;
  const char *fixed; /* the source after its first fix, if that edits */
} Said;

static const Said said[] = {
  { "x: 5", "`key: value` is written `key = value` here", "x = 5" },
  { "x := 5", "`:=` is written `=` here", "x = 5" },
  { "# a", "comments begin with `//`", "// a" },
  { "x = 'a'", "texts stand between `\"` and `\"`", "x = \"a\"" },
  { "x = !a", "`!` is written `not` here", "x = not a" },
  { "x = 5;", "`;` ends nothing here", "x = 5" },
  { "h a => b", "`=>` is written `->` here", "h a -> b" },
  { "x 5", "expected a name, `=`, `{` or `because`, found `5`", "x = 5" },
  { "x = [a b]", "expected `,`, `]` or an operator, found `b`", "x = [a, b]" },
  { "x = (a\ny = 1", "expected `)` or an operator after `a`",
    "x = (a)\ny = 1" },
  { "x = ", "expected a value after `=`", NULL },
  { "assert a", "expected `,` or an operator after `a`", NULL },
  { "param x int", "expected `:`, found `int`", "param x: int" },
  { "endpoint GET /a b", "expected `->` or `on`, found `b`",
    "endpoint GET /a -> b" },
  { "endpoint GET -> b", "expected a name, a string or a path, found `->`",
    NULL },
  { "p a { allow on b }", "expected an action, found `on`", NULL },
  { "p a { allow s3:getX on b }",
    "an action has a capital letter after its colon",
    "p a { allow s3:GetX on b }" },
  { "p a { deny * on b when s3:prefix == c }", "this key stands in quotes",
    "p a { deny * on b when \"s3:prefix\" == c }" },
  { "queue \"a\" { }", "names are written without quotes", "queue a { }" },
  { "x = a < b < c", "comparisons do not follow each other", NULL },
  { "x = 1.5h", "`1.5h`: a number with a unit is a whole number", "x = 90m" },
  { "x = 1.5GB", "`1.5GB`: a number with a unit is a whole number",
    "x = 1536MB" },
  { "x = 5mins", "`mins` is no unit", "x = 5m" },
  { "x = 5mb", "`mb` is no unit", "x = 5MB" },
  { "x = \"\\q\"", "`\\q` is no escape", "x = \"\\\\q\"" },
  { "\xef\xbb\xbfx = 1", "a byte order mark (U+FEFF)", "x = 1" },
  { "qu\xd0\xb5ue a { }",
    "`\xd0\xb5` (U+0435) looks like `e`, but may stand in strings and comments "
    "only",
    "queue a { }" },
  { "q a { x = 1\nq b { }", "`{` is not closed before `q`",
    "q a { x = 1\n}\n\nq b { }" },
  { "}", "nothing is open here for `}`", "" },
};

static Str first_fix(Arena *arena, const Parsed *parsed, const Diag *diag) {
  const Edit *edit = diag->fixes.items[0].edits.items;
  Str text = parsed->tree->file->text;
  u32 base = parsed->tree->file->base;
  Str before = str_slice(text, 0, edit->span.lo - base);
  Str after = str_slice(text, edit->span.hi - base, text.length);
  return str_format(arena, "%.*s%.*s%.*s", STR_ARG(before), STR_ARG(edit->text),
                    STR_ARG(after));
}

static void test_said(void **state) {
  Arena *arena = *state;
  for (u32 i = 0; i < COUNT_OF(said); i++) {
    Parsed parsed = parsed_from(arena, str_from(said[i].source));
    assert_int_equal(parsed.diags->items.count, 1);
    const Diag *diag = parsed.diags->items.items[0];
    if (!str_equal(diag->message, str_from(said[i].message)))
      fail_msg("%s\nsays      %.*s\nnot       %s", said[i].source,
               STR_ARG(diag->message), said[i].message);
    bool edits = diag->fixes.count && diag->fixes.items[0].edits.count;
    assert_int_equal(edits, said[i].fixed != NULL);
    if (edits) {
      Str fixed = first_fix(arena, &parsed, diag);
      assert_str(fixed, said[i].fixed);
      Parsed again = parsed_from(arena, fixed);
      assert_int_equal(again.diags->items.count, 0);
      parsed_free(&again);
    }
    parsed_free(&parsed);
  }
}

/* ---- a brace that is missing
 * --------------------------------------------------- */

/* In a file of 300 lines, each line's mistake is found, whatever is missing
 * before it. */
static void test_missing_brace(void **state) {
  Arena *arena = *state;
  Buf text = buf_new(arena);
  for (u32 i = 0; i < 60; i++)
    buf_format(&text, "queue q%u {\n  a = 1\n  b { c = 2 }\n%s\n\n", i,
               i == 20 ? "" : "}");
  buf_text(&text, "queue last { x = = 1 }\n");
  Parsed parsed = parsed_from(arena, buf_view(&text));
  assert_str(rules_of(arena, &parsed),
             "106 unexpected-token, 301 unexpected-token");
  const Diag *diag = parsed.diags->items.items[0];
  assert_int_equal(diag->labels.count, 1);
  u32 opened = diag->labels.items[0].span.lo;
  assert_int_equal(sources_place(parsed.sources, opened).line, 101);
  assert_int_equal(node_count(parsed.tree, parsed.tree->root), 61);
  parsed_free(&parsed);
}

/* ---- noise
 * -------------------------------------------------------------------- */

static u32 next_random(u64 *seed) {
  *seed ^= *seed << 13;
  *seed ^= *seed >> 7;
  *seed ^= *seed << 17;
  return (u32)(*seed >> 16);
}

static void expect_few(Str text, bool noise) {
  Arena *arena = arena_new(unit_exhausted, NULL);
  Parsed parsed = parsed_from(arena, text);
  assert_true(parsed.diags->items.count <= 1002);
  if (noise)
    assert_true(parsed.diags->items.count > 0);
  assert_true(arena_size(arena) < 4000000 + 200 * (size_t)text.length);
  parsed_free(&parsed);
  arena_free(arena);
}

static void test_bytes(void **state) {
  enum { SIZE = 1 << 20 };
  u64 seed = 88172645463325252u;
  char *bytes = arena_alloc(*state, SIZE);
  for (u32 i = 0; i < SIZE; i++)
    bytes[i] = (char)next_random(&seed);
  expect_few((Str){ bytes, SIZE }, true);
  for (u32 i = 0; i < SIZE; i++)
    bytes[i] = (char)(32 + next_random(&seed) % 95);
  expect_few((Str){ bytes, SIZE }, true);
  expect_few(STR("queue a +[[then[^[ = e b \nimp b \nimport\nqu]u"), true);
  static const char alone[] = "\0\r{}()[]\"'`#;:=-/*\\$.,a1 \n\x80\xff\xe2";
  for (u32 kind = 0; kind < sizeof alone; kind++) {
    memset(bytes, alone[kind], SIZE);
    expect_few((Str){ bytes, SIZE }, false);
  }
}

static const char *const words[] = {
  "queue",    "a",        "b",      "{",    "}",        "(",        ")",
  "[",        "]",        "=",      "==",   ",",        ":",        "-",
  "->",       "<-",       "..",     ".",    "\"x\"",    "\"",       "${",
  "*",        "/",        "5",      "5m",   "30x",      "\n",       "\n",
  "\n",       "if",       "in",     "then", "else",     "not",      "and",
  "for",      "allow",    "deny",   "on",   "when",     "param",    "let",
  "only",     "may",      "assert", "POST", "/x",       "s3:Get",   "endpoint",
  "because",  "\"\"\"",   "'",      ";",    "\xc2\xa7", "resource", "import",
  "override", "external", "output", "at",   "deploy",   "//",
};

/* Programs of a few random tokens, many of them. */
static void test_words(void **state) {
  (void)state;
  u64 seed = 362436069362436069u;
  for (u32 round = 0; round < 20000; round++) {
    Arena *arena = arena_new(unit_exhausted, NULL);
    Buf text = buf_new(arena);
    u32 count = next_random(&seed) % 40;
    for (u32 i = 0; i < count; i++)
      buf_format(&text, "%s%s", words[next_random(&seed) % COUNT_OF(words)],
                 next_random(&seed) % 4 ? " " : "");
    Parsed parsed = parsed_from(arena, buf_view(&text));
    assert_true(parsed.diags->items.count <= 2 * count);
    parsed_free(&parsed);
    arena_free(arena);
  }
}

/* Every beginning of a program that uses the whole grammar. */
static void test_beginnings(void **state) {
  (void)state;
  static const char text[] =
    "param x: int(1..2) = 1 at deploy\n"
    "endpoint POST /a/{b} on c -> d for e in [f] if g because \"h\" {\n"
    "  i = if j then \"k${l + 1}m\" else -n.o[0](p, q = 2)\n"
    "  r { s = \"\"\"\n    t\n  \"\"\" }\n"
    "}\n"
    "policy u(v: w) { allow x:Y, \"z\" on * when aws:A like [\"b\"] }\n"
    "resource cfn c \"d\" { override e because \"f\" { \"g\" = { h = 1 } } }\n"
    "only i may j:K on l\nassert m == 1..2, \"n\" /* o */\n";
  for (u32 length = 0; length < sizeof text; length++) {
    Arena *arena = arena_new(unit_exhausted, NULL);
    Parsed parsed = parsed_from(arena, (Str){ text, length });
    assert_true(parsed.diags->items.count <= 2);
    parsed_free(&parsed);
    arena_free(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    UNIT_TEST(test_mistakes),      UNIT_TEST(test_kept),  UNIT_TEST(test_said),
    UNIT_TEST(test_missing_brace), UNIT_TEST(test_bytes), UNIT_TEST(test_words),
    UNIT_TEST(test_beginnings),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
