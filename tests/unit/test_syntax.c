/* SPDX-License-Identifier: Apache-2.0
 *
 * What is right: every construct of the language and the tree that it becomes,
 * the tokens, what texts and documentation stand for, and the limits.
 */
#include "parsed.h"

/* ---- shapes ---------------------------------------------------------------
 */

static const char program[] =
  "/// Takes orders over HTTP and works them off a queue.\n"
  "stack orders {\n"
  "  profile = hardened\n"
  "  tags { team = \"checkout\" }\n"
  "}\n"
  "\n"
  "param throttling: rate               = 100/s\n"
  "param retention:  duration(60s..10d) = 4d\n"
  "\n"
  "stage dev\n"
  "stage prod { throttling = 500/s   retention = 10d }\n"
  "\n"
  "profile hardened {\n"
  "  queue   { encryption = kms }\n"
  "}\n"
  "\n"
  "external table order_book { arn = \"arn:aws:dynamodb:::table/book\" }\n"
  "\n"
  "queue main {\n"
  "  retention   = retention\n"
  "  dead_letter { after = retries  retention = 14d }\n"
  "}\n"
  "\n"
  "endpoint POST /orders -> main {\n"
  "  throttle = throttling\n"
  "  auth     = jwt(issuer = \"https://x\", audience = [\"orders\"])\n"
  "}\n"
  "\n"
  "policy keep_order {\n"
  "  allow dynamodb:PutItem, dynamodb:UpdateItem on order_book\n"
  "}\n"
  "\n"
  "handler process <- main -> receipts {\n"
  "  runtime     = provided.al2023\n"
  "  batch       { size = batch  window = 5s }\n"
  "  memory      = 512MB\n"
  "  policies    = [keep_order]\n"
  "}\n"
  "\n"
  "handler mail <- receipts { runtime = python3.12 }\n"
  "\n"
  "only process may sqs:ReceiveMessage on main\n"
  "output intake_url = api.url\n";

static const char program_tree[] =
  "(file\n"
  "  (declaration stack orders (body\n"
  "    (attribute profile hardened)\n"
  "    (block tags (body\n"
  "      (attribute team (string \"checkout\"))))))\n"
  "  (param throttling rate 100/s)\n"
  "  (param retention (call duration (range 60s 10d)) 4d)\n"
  "  (declaration stage dev)\n"
  "  (declaration stage prod (body\n"
  "    (attribute throttling 500/s)\n"
  "    (attribute retention 10d)))\n"
  "  (declaration profile hardened (body\n"
  "    (block queue (body\n"
  "      (attribute encryption kms)))))\n"
  "  (external table order_book (body\n"
  "    (attribute arn (string \"arn:aws:dynamodb:::table/book\"))))\n"
  "  (declaration queue main (body\n"
  "    (attribute retention retention)\n"
  "    (block dead_letter (body\n"
  "      (attribute after retries)\n"
  "      (attribute retention 14d)))))\n"
  "  (declaration endpoint (route POST /orders) (to main) (body\n"
  "    (attribute throttle throttling)\n"
  "    (attribute auth (call jwt (named issuer (string \"https://x\"))"
  " (named audience (list (string \"orders\")))))))\n"
  "  (declaration policy keep_order (body\n"
  "    (statement allow (actions dynamodb:PutItem dynamodb:UpdateItem)"
  " (things order_book))))\n"
  "  (declaration handler process (from main) (to receipts) (body\n"
  "    (attribute runtime (member provided al2023))\n"
  "    (block batch (body\n"
  "      (attribute size batch)\n"
  "      (attribute window 5s)))\n"
  "    (attribute memory 512MB)\n"
  "    (attribute policies (list keep_order))))\n"
  "  (declaration handler mail (from receipts) (body\n"
  "    (attribute runtime python3.12)))\n"
  "  (guarantee (who process) (actions sqs:ReceiveMessage) (things main))\n"
  "  (output intake_url (member api url)))\n";

typedef struct Shape {
  const char *source, *tree; /* the one item of the file */
} Shape;

static const Shape shapes[] = {
  /* declarations */
  { "param x: enum(a, b) = a at deploy",
    "(param x (call enum a b) a (at-deploy))" },
  { "param x: string(\"^x$\") at deploy",
    "(param x (call string (string \"^x$\")) (at-deploy))" },
  { "let x = 5", "(let x 5)" },
  { "import \"a/b.apiq\"", "(import (string \"a/b.apiq\"))" },
  { "import std.x as y", "(import (member std x) y)" },
  { "api { cors { origins = [\"*\"] } }",
    "(block api (body\n    (block cors (body\n      (attribute origins (list "
    "(string \"*\")))))))" },
  { "endpoint GET /a-b/{id}/{rest+}->main",
    "(declaration endpoint (route GET /a-b/{id}/{rest+}) (to main))" },
  { "endpoint ANY \"/${t}/x\" on inner -> q[t] for t in l if c because \"r\" { "
    "}",
    "(declaration endpoint (route ANY (string \"/\" t \"/x\")) (on inner) (to "
    "(index q t)) (for t l) (if c) (because (string \"r\")) (body))" },
  { "endpoint POST path -> main",
    "(declaration endpoint (route POST path) (to main))" },
  { "endpoint post /x // no path\n -> main",
    "(declaration endpoint (route post /x) (to main))" },
  { "queue orders for t in if a then b else c if d",
    "(declaration queue orders (for t (choice a b c)) (if d))" },
  { "handler h <- main.dead_letter -> a, b[\"c\"]",
    "(declaration handler h (from (member main dead_letter)) (to a (index b "
    "(string \"c\"))))" },
  { "schedule s every 5m -> q", "(declaration schedule s (every 5m) (to q))" },
  { "schedule s cron \"0 * * * ? *\"",
    "(declaration schedule s (cron (string \"0 * * * ? *\")))" },
  { "policy p(a: table, b: list(string) = [],) { deny * on * }",
    "(declaration policy p (parameters (param a table) (param b (call list "
    "string) (list))) (body\n    (statement deny (actions *) (things *))))" },
  { "policy p { allow s3:Get*, \"s3:x\" on a.objects, \"arn:x\""
    " when aws:SourceArn like [\"a\"] and \"s3:prefix\" != 1 + 2 and k in l"
    " because \"r\" }",
    "(declaration policy p (body\n    (statement allow (actions s3:Get* "
    "(string "
    "\"s3:x\")) (things (member a objects) (string \"arn:x\")) (condition like "
    "aws:SourceArn (list (string \"a\"))) (condition != (string \"s3:prefix\") "
    "(binary + 1 2)) (condition in k l) (because (string \"r\")))))" },
  { "external role oncall if c { }", "(external role oncall (if c) (body))" },
  { "pattern p { param a: int queue q { } }",
    "(declaration pattern p (body\n    (param a int)\n    (declaration queue q "
    "(body))))" },
  { "only a, b[0] may sqs:Send*, sns:Publish on q, r",
    "(guarantee (who a (index b 0)) (actions sqs:Send* sns:Publish) (things q "
    "r))" },
  { "nobody may sqs:* on q", "(guarantee (actions sqs:*) (things q))" },
  { "assert a, \"m ${b}\"", "(assert a (string \"m \" b))" },
  { "resource cfn x \"AWS::X\" for a in b { }",
    "(raw cfn x (string \"AWS::X\") (for a b) (body))" },
  { "queue q { override cfn because \"r\" { \"A.B\" = 1 } }",
    "(declaration queue q (body\n    (override cfn (because (string \"r\")) "
    "(body\n      (attribute (string \"A.B\") 1)))))" },
  /* attributes, blocks, names */
  { "a = none because \"r\"", "(attribute a none (because (string \"r\")))" },
  { "a because \"r\" { b = 1, c { }, }",
    "(block a (because (string \"r\")) (body\n    (attribute b 1)\n    (block "
    "c "
    "(body))))" },
  { "queue queue { policy = on }",
    "(declaration queue queue (body\n    (attribute policy on)))" },
  { "x { a = 1 in = 2 if = 3 param = 4 assert = 5 }",
    "(block x (body\n    (attribute a 1)\n    (attribute in 2)\n    (attribute "
    "if 3)\n    (attribute param 4)\n    (attribute assert 5)))" },
  { "queue may { }", "(declaration queue may (body))" },
  { "x { only { } endpoint { } }",
    "(block x (body\n    (block only (body))\n    (block endpoint (body))))" },
  /* values */
  { "x = {a = 1 \"b-c\" = {}, d = [1, [2],]}",
    "(attribute x (map\n    (attribute a 1)\n    (attribute (string \"b-c\") "
    "(map))\n    (attribute d (list 1 (list 2)))))" },
  { "x = if a or b then if c then d else e else f or g",
    "(attribute x (choice (binary or a b) (choice c d e) (binary or f g)))" },
  { "x = not a == b and c or d in e", "(attribute x (binary or (binary and "
                                      "(unary not (binary == a b)) c) (binary "
                                      "in d e)))" },
  { "x = a < 1..5", "(attribute x (binary < a (range 1 5)))" },
  { "x = -a.b * 2 - c / d + e",
    "(attribute x (binary + (binary - (binary * (unary - (member a b)) 2) "
    "(binary / c d)) e))" },
  { "x = (a + b) * f(1, y = 2,)[3].in",
    "(attribute x (binary * (binary + a b) (member (index (call f 1 (named y "
    "2)) 3) in)))" },
  { "x = [a][0].b", "(attribute x (member (index (list a) 0) b))" },
  { "x = [1_000, 0.5, 1h30m, 100/s, 6/m, 80%, 1B, s3:Get?, a..b]",
    "(attribute x (list 1_000 0.5 1h30m 100/s 6/m 80% 1B s3:Get? (range a "
    "b)))" },
  { "x = 100/size + 10 / s", "(attribute x (binary + (binary / 100 size) "
                             "(binary / 10 s)))" },
  { "x = a/b", "(attribute x (binary / a b))" },
  { "x = nodejs22.x", "(attribute x (member nodejs22 x))" },
  { "x = \"a${\"b${{c=d}[\"e\"]}f\"}g$h\"",
    "(attribute x (string \"a\" (string \"b\" (index (map\n    (attribute c "
    "d)) "
    "(string \"e\")) \"f\") \"g$h\"))" },
  { "x = inline(\"\"\"\n    a\n      b ${c}\n    \"\"\")",
    "(attribute x (call inline (string \"a\\n  b \" c \"\")))" },
  { "/* a */ x /* b\n */ = // c\n 1 //// d", "(attribute x 1)" },
};

static void expect_tree(Arena *arena, const char *source, const char *tree) {
  Parsed parsed = parsed_from(arena, str_from(source));
  Buf dump = buf_new(arena);
  tree_dump(&dump, parsed.tree);
  if (parsed.diags->items.count)
    fail_msg("%s\n%.*s", source,
             STR_ARG(parsed.diags->items.items[0]->message));
  if (!str_equal(buf_view(&dump), str_from(tree)))
    fail_msg("%s\nis\n%sand should be\n%s", source, dump.at, tree);
  parsed_free(&parsed);
}

static void test_program(void **state) {
  expect_tree(*state, program, program_tree);
}

static void test_shapes(void **state) {
  Arena *arena = *state;
  for (u32 i = 0; i < COUNT_OF(shapes); i++) {
    Str tree = str_format(arena, "(file\n  %s)\n", shapes[i].tree);
    expect_tree(arena, shapes[i].source, tree.at);
  }
}

/* Newlines mean nothing: the same program in column 1 and on one line. */
static void test_layout(void **state) {
  Arena *arena = *state;
  Buf left = buf_new(arena), line = buf_new(arena), windows = buf_new(arena);
  for (const char *c = program; *c; c++) {
    bool blank = *c == ' ' && (c == program || c[-1] == '\n' || c[-1] == ' ');
    if (!blank)
      buf_char(&left, *c);
    if (*c == '\n')
      buf_char(&windows, '\r');
    buf_char(&windows, *c);
    if (c >= strchr(program, '\n')) /* not the comment */
      buf_char(&line, *c == '\n' ? ' ' : *c);
  }
  expect_tree(arena, left.at, program_tree);
  expect_tree(arena, line.at, program_tree);
  expect_tree(arena, windows.at, program_tree);
}

static void test_empty(void **state) {
  expect_tree(*state, "", "(file)\n");
  expect_tree(*state, "\n", "(file)\n");
  expect_tree(*state, "// only a comment", "(file)\n");
}

/* ---- tokens ----------------------------------------------------------------
 */

typedef struct Lexed {
  const char *source, *kinds; /* numbers as in tokens.def stay out of this */
} Lexed;

static const Lexed lexed[] = {
  { "a-b", "a name|`-`|a name" },
  { "a -> b<-c", "a name|white space|`->`|white space|a name|`<-`|a name" },
  { "a..b", "a name|`..`|a name" },
  { "1..2", "a number|`..`|a number" },
  { "python3.12 python3.12.1", "a dotted word|white space|a dotted word" },
  { "s3-object-lambda:Get*", "an action" },
  { "s3:get", "a name|`:`|a name" },
  { "x: Rate", "a name|`:`|white space|a name" },
  { "GET/a-b->c", "a name|a path|`->`|a name" },
  { "endpoint get /a-->b", "`endpoint`|white space|a name|white space|a path|"
                           "`->`|a name" },
  { "GET //a", "a name|white space|a comment" },
  { "a /b", "a name|white space|`/`|a name" },
  { "///a\n////b", "a `///` comment|white space|a comment" },
  { "1h30m 5ms 3GB 2% 1_0 100/s",
    "a duration|white space|a duration|white space|a size|white space|a "
    "percentage|white space|a number|white space|a rate" },
  { "\"\" \"a${b}\"", "a string|the end of the string|white space|a string|"
                      "text|`${`|a name|`}`|the end of the string" },
  { "\"\"\"a\"\" \"b\"\"\"", "a string|text|the end of the string" },
  { "\"a\"\"\"", "a string|text|the end of the string|a string|the end of the "
                 "string" },
};

static void test_tokens(void **state) {
  Arena *arena = *state;
  for (u32 i = 0; i < COUNT_OF(lexed); i++) {
    Sources *sources = sources_new(arena);
    Diags *diags = diags_new(arena, sources);
    u32 file =
      sources_add(sources, STR("test.apiq"), str_from(lexed[i].source));
    Tree tree;
    lex(arena, diags, sources, file, &tree);
    Buf kinds = buf_new(arena);
    for (u32 token = 0; token + 1 < tree.tokens.count; token++) {
      TokenKind kind = (TokenKind)tree.tokens.items[token].kind;
      assert_true(tree.tokens.items[token].ok);
      buf_format(&kinds, "%s%.*s", token ? "|" : "",
                 STR_ARG(token_spelling(kind)));
    }
    assert_int_equal(diags->items.count, 0);
    assert_str(buf_view(&kinds), lexed[i].kinds);
  }
}

/* ---- texts ------------------------------------------------------------------
 */

typedef struct Texted {
  const char *source, *text;
} Texted;

static const Texted texts[] = {
  { "\"\"", "" },
  { "\"plain\"", "plain" },
  { "\"\\n\\t\\r\\\"\\\\\\$\"", "\n\t\r\"\\$" },
  { "\"\\u{41}\\u{e9}\\u{1F600}\"", "A\xc3\xa9\xf0\x9f\x98\x80" },
  { "\"\"\"a\"\"\"", "a" },
  { "\"\"\"\n\"\"\"", "" },
  { "\"\"\"\n    a\n      b\n\n    c\n    \"\"\"", "a\n  b\n\nc" },
  { "\"\"\"\n    a\n  b\"\"\"", "  a\nb" },
  { "\"\"\"\n    a\n  \"\"\"", "  a" },
  { "\"\"\"  \r\n  a\r\n  b\r\n  \"\"\"", "a\nb" },
  { "\"\"\"a\n  b\n  \"\"\"", "a\nb" },
  { "\"\"\"\n  \\\"\\n\n  \"\"\"", "\"\n" },
};

static void test_texts(void **state) {
  Arena *arena = *state;
  for (u32 i = 0; i < COUNT_OF(texts); i++) {
    Str source = str_format(arena, "x = %s", texts[i].source);
    Parsed parsed = parsed_from(arena, source);
    assert_int_equal(parsed.diags->items.count, 0);
    NodeId attribute = node_child(parsed.tree, parsed.tree->root, 0);
    NodeId string = node_child(parsed.tree, attribute, 1);
    NodeId text = node_child(parsed.tree, string, 0);
    assert_int_equal(tree_node(parsed.tree, string)->kind, NODE_STRING);
    if (text)
      assert_str(node_string_text(arena, parsed.tree, text), texts[i].text);
    else
      assert_str(STR(""), texts[i].text);
    parsed_free(&parsed);
  }
}

static const Texted documented[] = {
  { "/// One.\nqueue a { }", "One." },
  { "///One.\n///\n///  Two.\r\nqueue a { }", "One.\n\n Two." },
  { "/// No.\n\nqueue a { }", "" },
  { "/// No.\n/// Yes.\n   queue a { }", "No.\nYes." },
  { "/// No.\n\n/// Yes.\nqueue a { }", "Yes." },
  { "/// No.\n// other\nqueue a { }", "" },
  { "//// No.\nqueue a { }", "" },
  { "queue a { }", "" },
};

static void test_documentation(void **state) {
  Arena *arena = *state;
  for (u32 i = 0; i < COUNT_OF(documented); i++) {
    Parsed parsed = parsed_from(arena, str_from(documented[i].source));
    NodeId item = node_child(parsed.tree, parsed.tree->root, 0);
    assert_str(node_documentation(arena, parsed.tree, item),
               documented[i].text);
    parsed_free(&parsed);
  }
  Parsed parsed = parsed_from(arena, STR("a = 1 /// of a\nb = 2"));
  NodeId second = node_child(parsed.tree, parsed.tree->root, 1);
  assert_str(node_documentation(arena, parsed.tree, second), "");
  parsed_free(&parsed);
}

static void test_questions(void **state) {
  Arena *arena = *state;
  Parsed parsed = parsed_from(arena, STR("x = (a + b) * c"));
  const Tree *tree = parsed.tree;
  NodeId attribute = node_child(tree, tree->root, 0);
  NodeId product = node_find(tree, attribute, NODE_BINARY);
  assert_str(node_text(tree, attribute), "x = (a + b) * c");
  assert_str(node_text(tree, product), "(a + b) * c");
  assert_str(token_text(tree, tree_node(tree, product)->operator), "*");
  assert_str(node_text(tree, node_child(tree, product, 0)), "a + b");
  assert_int_equal(node_count(tree, product), 2);
  assert_int_equal(node_child(tree, product, 2), 0);
  assert_int_equal(node_find(tree, product, NODE_LIST), 0);
  Span span = node_span(tree, node_child(tree, product, 1));
  assert_int_equal(sources_place(parsed.sources, span.lo).column, 15);
  parsed_free(&parsed);
}

/* ---- limits ----------------------------------------------------------------
 */

static Str repeated(Arena *arena, const char *before, const char *part,
                    u32 count, const char *after) {
  Buf buf = buf_new(arena);
  buf_text(&buf, before);
  for (u32 i = 0; i < count; i++)
    buf_text(&buf, part);
  buf_text(&buf, after);
  return buf_view(&buf);
}

typedef struct Limit {
  const char *before, *part, *middle, *closing;
  u32 count;
  Rule rule; /* RULE_COUNT: nothing is wrong */
} Limit;

static const Limit limits[] = {
  { "x = ", "(", "1", ")", NESTING_LIMIT, RULE_COUNT },
  { "x = ", "(", "1", ")", NESTING_LIMIT + 1, RULE_SYNTAX_TOO_DEEP },
  { "x = ", "[", "", "]", 10000, RULE_SYNTAX_TOO_DEEP },
  { "x = ", "{ a = ", "1", "}", 10000, RULE_SYNTAX_TOO_DEEP },
  { "", "a { ", "", "}", NESTING_LIMIT, RULE_COUNT },
  { "", "a { ", "", "}", 10000, RULE_SYNTAX_TOO_DEEP },
  { "x = ", "\"${", "a", "}\"", NESTING_LIMIT, RULE_COUNT },
  { "x = ", "\"${", "a", "}\"", 10000, RULE_SYNTAX_TOO_DEEP },
  { "x = 1", " + 1", "", "", 900, RULE_COUNT },
  { "x = 1", "+1", "", "", 100000, RULE_SYNTAX_TOO_DEEP },
  { "x = a", ".b", "", "", 100000, RULE_SYNTAX_TOO_DEEP },
  { "x = ", "not ", "a", "", 900, RULE_COUNT },
  { "x = ", "not ", "a", "", 100000, RULE_SYNTAX_TOO_DEEP },
  { "x = ", "-", "a", "", 100000, RULE_SYNTAX_TOO_DEEP },
  { "x = ", "if a then b else ", "c", "", 900, RULE_COUNT },
  { "x = ", "if a then b else ", "c", "", 50000, RULE_SYNTAX_TOO_DEEP },
  { "x = \"", "a", "\"", "", STRING_LIMIT, RULE_COUNT },
  { "x = \"", "a", "\"", "", STRING_LIMIT + 1, RULE_SYNTAX_TOO_LARGE },
  { "x = \"\"\"", "a", "\"\"\"", "", STRING_LIMIT + 1, RULE_SYNTAX_TOO_LARGE },
  { "x = \"\"\"", "${a} ", "\"\"\"", "", 13000, RULE_COUNT },
  { "", "/// doc\n", "queue a { }", "", 100000, RULE_COUNT },
  { "x = [", "1, ", "]", "", 100000, RULE_COUNT },
  { "", "queue a { x = 1 }\n", "", "", 50000, RULE_COUNT },
};

static void test_limits(void **state) {
  for (u32 i = 0; i < COUNT_OF(limits); i++) {
    Arena *arena = arena_new(unit_exhausted, NULL);
    const Limit *limit = &limits[i];
    Str opening =
      repeated(arena, limit->before, limit->part, limit->count, limit->middle);
    Str text = repeated(arena, opening.at, limit->closing, limit->count, "\n");
    Parsed parsed = parsed_from(arena, text);
    assert_int_equal(parsed.diags->items.count, limit->rule != RULE_COUNT);
    if (limit->rule != RULE_COUNT)
      assert_int_equal(parsed.diags->items.items[0]->rule, limit->rule);
    parsed_free(&parsed);
    arena_free(arena);
  }
  (void)state;
}

int main(void) {
  const struct CMUnitTest tests[] = {
    UNIT_TEST(test_program),       UNIT_TEST(test_shapes),
    UNIT_TEST(test_layout),        UNIT_TEST(test_empty),
    UNIT_TEST(test_tokens),        UNIT_TEST(test_texts),
    UNIT_TEST(test_documentation), UNIT_TEST(test_questions),
    UNIT_TEST(test_limits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
