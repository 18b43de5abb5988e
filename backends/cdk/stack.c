/* SPDX-License-Identifier: Apache-2.0
 *
 * lib/NAME-stack.ts: one class, whose constructor makes every resource. What a
 * program would want to get at is a member of the class, what others name a
 * variable, the rest has no name.
 */
#include "backends/cdk/cdk.h"

#include <stdlib.h>

enum { INDENT = 4 };

/* ---- names --------------------------------------------------------------- */

/* "order_intake" -> "OrderIntake" */
static Str pascal(Arena *arena, Str name) {
  Buf out = buf_new(arena);
  bool begins = true;
  for (u32 i = 0; i < name.length; i++) {
    char c = name.at[i];
    bool kept = is_letter(c) || is_digit(c);
    if (kept)
      buf_char(&out, begins ? to_capital(c) : c);
    begins = !kept;
  }
  return buf_view(&out);
}

Str stack_word(Arena *arena, const Model *model) {
  Buf out = buf_new(arena);
  Str name = model->stack->path;
  for (u32 i = 0; i < name.length; i++)
    buf_char(&out, name.at[i] == '_' ? '-' : to_small(name.at[i]));
  return buf_view(&out);
}

Str class_name(Arena *arena, const Model *model) {
  return str_format(arena, "%.*sStack",
                    STR_ARG(pascal(arena, model->stack->path)));
}

Str stack_file(Arena *arena, const Model *model) {
  return str_format(arena, "%.*s-stack", STR_ARG(stack_word(arena, model)));
}

/* ---- the constructs ------------------------------------------------------ */

static void print_nodes(Cdk *cdk, Buf *out) {
  u32 rank = UINT32_MAX;
  for (u32 i = 0; i < cdk->order.count; i++) {
    const Node *node = &cdk->nodes.items[cdk->order.items[i]];
    buf_char(out, '\n');
    if (node->rank != rank) {
      Str title = rank_title(node->rank);
      buf_format(out, "    // ---- %.*s ", STR_ARG(title));
      buf_repeat(out, '-', 67 - title.length);
      buf_text(out, "\n\n");
    }
    rank = node->rank;
    print_node(cdk, out, node);
  }
}

/* ---- the rest of the class ----------------------------------------------- */

static int compare_members(const void *left, const void *right) {
  const Node *one = *(const Node *const *)left;
  const Node *other = *(const Node *const *)right;
  return str_compare(one->entry->id, other->entry->id);
}

static void print_members(Cdk *cdk, Buf *out) {
  u32 count = 0;
  const Node **members =
    ARENA_ARRAY(cdk->arena, const Node *, cdk->nodes.count);
  for (u32 i = 0; i < cdk->nodes.count; i++)
    if (str_starts(cdk->nodes.items[i].name, STR("this.")))
      members[count++] = &cdk->nodes.items[i];
  qsort(members, count, sizeof *members, compare_members);
  for (u32 i = 0; i < count; i++) {
    Str name = members[i]->name;
    buf_format(out, "  readonly %.*s: %.*s;\n",
               STR_ARG(str_slice(name, STR("this.").length, name.length)),
               STR_ARG(class_of(cdk, members[i])));
  }
  buf_text(out, count ? "\n" : "");
}

static void print_guard(Cdk *cdk, Buf *out, const char *id, const char *what,
                        const char *called, Str expected) {
  if (!expected.length)
    return;
  Str stage = cdk->model->stage;
  uses_class(cdk, STR("Aws"));
  uses_class(cdk, STR("CfnRule"));
  uses_class(cdk, STR("Fn"));
  buf_format(out,
             "    new CfnRule(this, '%s', {\n"
             "      assertions: [\n"
             "        {\n"
             "          assert: Fn.conditionEquals(Aws.%s, '%.*s'),\n"
             "          assertDescription: 'The stage %.*s belongs into the %s "
             "%.*s.',\n"
             "        },\n"
             "      ],\n"
             "    });\n",
             id, what, STR_ARG(expected), STR_ARG(stage), called,
             STR_ARG(expected));
}

static void print_tags(Cdk *cdk, Buf *out) {
  for (u32 i = 0; i < cdk->model->tags.count; i++) {
    const Tag *tag = &cdk->model->tags.items[i];
    uses_class(cdk, STR("Tags"));
    Expression *call = expression_call(cdk->arena, STR("Tags.of(this).add"));
    expression_add(cdk->arena, call, expression_string(cdk->arena, tag->key));
    expression_add(cdk->arena, call,
                   script_any(cdk, json_text(cdk->template, tag->value, 0)));
    print_call(out, call);
  }
}

static void print_outputs(Cdk *cdk, Buf *out) {
  Arena *arena = cdk->arena;
  for (u32 i = 0; i < cdk->model->outputs.count; i++) {
    const ModelOutput *output = &cdk->model->outputs.items[i];
    Str id = id_of_output(cdk->template, output->name);
    Expression *props = expression_object(arena);
    if (output->documentation.length)
      expression_put(
        arena, props, STR("description"),
        expression_string(arena, spell_description(arena, output->documentation,
                                                   DESCRIPTION_PLAIN)));
    expression_put(arena, props, STR("value"),
                   script_value(cdk, json_text(cdk->template, output->value, 0),
                                &(Property){ .kinds = PROPERTY_STRING }));
    uses_class(cdk, STR("CfnOutput"));
    Expression *call = expression_call(arena, STR("new CfnOutput"));
    expression_add(arena, call, expression_token(arena, STR("this")));
    expression_add(
      arena, call,
      expression_string(arena, str_format(arena, "%.*sOutput", STR_ARG(id))));
    expression_add(arena, call, props);
    buf_repeat(out, ' ', INDENT);
    script_print(out, call, INDENT);
    buf_format(out, ".overrideLogicalId('%.*s');\n", STR_ARG(id));
  }
}

static void print_constructor(Cdk *cdk, Buf *out) {
  const Model *model = cdk->model;
  Str class = class_name(cdk->arena, model);
  buf_format(out,
             "  constructor(scope: Construct, id: string, props: %.*sProps%s) "
             "{\n",
             STR_ARG(class), any_required(model) ? "" : " = {}");
  if (model->description.length) {
    Expression *call = expression_call(cdk->arena, STR("super"));
    Expression *props = expression_object(cdk->arena);
    expression_add(cdk->arena, call,
                   expression_token(cdk->arena, STR("scope")));
    expression_add(cdk->arena, call, expression_token(cdk->arena, STR("id")));
    expression_put(
      cdk->arena, props, STR("description"),
      expression_string(
        cdk->arena,
        spell_description(cdk->arena, model->description, DESCRIPTION_PLAIN)));
    expression_add(cdk->arena, call, props);
    Buf text = buf_new(cdk->arena);
    script_print(&text, call, INDENT);
    Str printed = buf_view(&text);
    bool lines = str_find(printed, '\n') < printed.length;
    u32 tail = lines ? STR("\n    })").length : STR(" })").length;
    buf_format(out, "    %.*s%s...props%s;\n",
               STR_ARG(str_slice(printed, 0, printed.length - tail)),
               lines ? "\n      " : ", ", lines ? ",\n    })" : " })");
  } else {
    buf_text(out, "    super(scope, id, props);\n");
  }
  print_inputs(cdk, out);
  print_guard(cdk, out, "RightAccount", "ACCOUNT_ID", "account",
              model->account);
  print_guard(cdk, out, "RightRegion", "REGION", "Region", model->region);
  print_nodes(cdk, out);
  buf_text(out, model->tags.count || model->outputs.count ? "\n" : "");
  print_tags(cdk, out);
  print_outputs(cdk, out);
  uses_class(cdk, STR("CfnResource"));
  buf_text(
    out,
    "\n    // Each resource keeps the logical id that `apiqc build --target "
    "cfn` gives\n"
    "    // it, so that a stack can be deployed from either.\n"
    "    for (const one of this.node.findAll()) {\n"
    "      if (CfnResource.isCfnResource(one)) {\n"
    "        const path = one.node.scopes.slice(this.node.scopes.length);\n"
    "        const names = path.map((part) => part.node.id);\n"
    "        one.overrideLogicalId(names.filter((name) => name !== "
    "'Resource').join(''));\n"
    "      }\n"
    "    }\n"
    "  }\n");
}

/* ---- the file ------------------------------------------------------------ */

/* What the core has; every other name is a module's. */
static const Str core[] = {
  STR_INIT("Aws"),           STR_INIT("CfnOutput"), STR_INIT("CfnResource"),
  STR_INIT("CfnRule"),       STR_INIT("Duration"),  STR_INIT("Fn"),
  STR_INIT("RemovalPolicy"), STR_INIT("Size"),      STR_INIT("Stack"),
  STR_INIT("StackProps"),    STR_INIT("Tags"),
};
static const Str modules[] = {
  STR_INIT("apigatewayv2"), STR_INIT("cloudwatch"), STR_INIT("ec2"),
  STR_INIT("iam"),          STR_INIT("kms"),        STR_INIT("lambda"),
  STR_INIT("logs"),         STR_INIT("scheduler"),  STR_INIT("sns"),
  STR_INIT("sqs"),
};

static void print_imports(Cdk *cdk, Buf *out) {
  Buf names = buf_new(cdk->arena);
  for (u32 i = 0; i < COUNT_OF(core); i++)
    if (map_get(&cdk->modules, core[i]))
      buf_format(&names, "  %.*s,\n", STR_ARG(core[i]));
  buf_format(out, "import {\n%.*s} from 'aws-cdk-lib';\n",
             STR_ARG(buf_view(&names)));
  for (u32 i = 0; i < COUNT_OF(modules); i++)
    if (map_get(&cdk->modules, modules[i]))
      buf_format(out, "import * as %.*s from 'aws-cdk-lib/aws-%.*s';\n",
                 STR_ARG(modules[i]), STR_ARG(modules[i]));
  buf_format(out, "import { Construct%s } from 'constructs';\n",
             cdk->helper ? ", IConstruct" : "");
}

static const char helper[] =
  "\n"
  "/** The CloudFormation resource that a construct makes. */\n"
  "function resourceOf(construct: IConstruct): CfnResource {\n"
  "  return construct.node.defaultChild as CfnResource;\n"
  "}\n";

void print_stack(Cdk *cdk, Buf *out) {
  Arena *arena = cdk->arena;
  const Model *model = cdk->model;
  Str class = class_name(arena, model);
  Buf body = buf_new(arena);
  uses_class(cdk, STR("Stack"));
  uses_class(cdk, STR("StackProps"));
  buf_format(&body, "\nexport interface %.*sProps extends StackProps {",
             STR_ARG(class));
  buf_text(&body, model->inputs.count ? "\n" : "");
  print_props(cdk, &body);
  buf_text(&body, "}\n\n");
  if (model->description.length) {
    buf_text(&body, "/**\n");
    script_print_comment(&body, " * ", model->description);
    buf_text(&body, " */\n");
  }
  buf_format(&body, "export class %.*s extends Stack {\n", STR_ARG(class));
  print_members(cdk, &body);
  print_constructor(cdk, &body);
  buf_text(&body, "}\n");
  buf_text(&body, cdk->helper ? helper : "");
  print_checks(cdk, &body);
  buf_text(out, "// Made by apiqc: the next build writes this file anew. What "
                "is yours belongs\n// into extension.ts.\n");
  print_imports(cdk, out);
  buf_str(out, buf_view(&body));
}
