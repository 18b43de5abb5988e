/* SPDX-License-Identifier: Apache-2.0
 *
 * README.md of the app: how it is set up and deployed, what it is made of and
 * how that is configured, and how it is extended.
 */
#include "backends/cdk/cdk.h"

/* ---- texts --------------------------------------------------------------- */

/* A text in a cell of a table, as code or as words. */
static void print_cell(Buf *out, Str text, bool code) {
  Buf line = buf_new(out->arena);
  script_print_comment(&line, "", text);
  Str whole = buf_view(&line);
  buf_text(out, code ? "`" : "");
  for (u32 i = 0; i + 1 < whole.length; i++) {
    char c = whole.at[i];
    if (c == '\n')
      buf_char(out, ' ');
    else if (c == '|' || (!code && (c == '<' || c == '[' || c == '*' ||
                                    c == '`' || c == '_')))
      buf_format(out, "\\%c", c);
    else
      buf_char(out, code && c == '`' ? '\'' : c);
  }
  buf_text(out, code ? "`" : "");
}

/* ---- parameters ---------------------------------------------------------- */

static void print_parameters(Cdk *cdk, Buf *out) {
  const Model *model = cdk->model;
  if (!model->inputs.count)
    return;
  buf_text(out, "\n## Parameters\n\n"
                "Props of the stack. `bin/app.ts` reads them from the context: "
                "`-c NAME=VALUE` on the\ncommand line, or `context` in "
                "`cdk.json`.\n\n"
                "| prop | type | | what it is |\n| --- | --- | --- | --- |\n");
  for (u32 i = 0; i < model->inputs.count; i++) {
    const Input *input = model->inputs.items[i];
    buf_text(out, "| ");
    print_cell(out, prop_of_input(cdk->arena, input), true);
    buf_text(out, " | ");
    print_cell(out, type_of_input(cdk->arena, input), true);
    buf_text(out, input_required(input) ? " | required | " : " | optional | ");
    print_cell(out, spell_input_description(cdk->arena, input), false);
    buf_text(out, " |\n");
  }
}

/* ---- components ---------------------------------------------------------- */

static bool is_plain(const Json *value) {
  return value && !cJSON_IsObject(value) && !cJSON_IsArray(value);
}

static void print_configuration(Cdk *cdk, Buf *out, const Node *node) {
  enum { LONGEST = 80 };
  const Json *one = node->entry->properties->child;
  u32 count = 0;
  for (; one; one = one->next) {
    if (!is_plain(one))
      continue;
    Buf number = buf_new(cdk->arena);
    json_print_compact(&number, one);
    Str text =
      cJSON_IsString(one) ? str_from(one->valuestring) : buf_view(&number);
    if (!text.length || text.length > LONGEST)
      continue;
    buf_format(out, "%s%s ", count++ ? "; " : "", one->string);
    print_cell(out, text, true);
  }
}

static void print_component(Cdk *cdk, Buf *out, const Node *node) {
  bool member = str_starts(node->name, STR("this."));
  buf_text(out, "| ");
  print_cell(out, member ? node->name : node->entry->id, true);
  buf_text(out, " | ");
  print_cell(out, class_of(cdk, node), true);
  buf_text(out, " | ");
  print_configuration(cdk, out, node);
  buf_text(out, " |\n");
}

static void print_components(Cdk *cdk, Buf *out) {
  buf_text(out, "\n## Components\n\n"
                "What starts with `this.` is a member of the class; all others "
                "are found by their id,\n`this.node.findChild(ID)`. The id is "
                "also the logical id in the template.\n");
  for (u32 part = 0; rank_title(part).length; part++) {
    bool begun = false;
    for (u32 i = 0; i < cdk->order.count; i++) {
      const Node *node = &cdk->nodes.items[cdk->order.items[i]];
      if (node->rank != part || node->policy)
        continue;
      if (!begun)
        buf_format(out,
                   "\n### %.*s\n\n| construct | made by | configuration |\n"
                   "| --- | --- | --- |\n",
                   STR_ARG(rank_title(part)));
      begun = true;
      print_component(cdk, out, node);
    }
  }
}

/* ---- examples ------------------------------------------------------------ */

/* The first queue or function that a declaration stands for. */
static const Node *first_of(const Cdk *cdk, ConstructId construct,
                            const char *end) {
  for (u32 i = 0; i < cdk->order.count; i++) {
    const Node *node = &cdk->nodes.items[cdk->order.items[i]];
    if (node->construct == construct &&
        str_ends(node->entry->id, str_from(end)))
      return node;
  }
  return NULL;
}

static void print_examples(Cdk *cdk, Buf *out) {
  const Node *queue = first_of(cdk, CONSTRUCT_QUEUE, "Queue");
  const Node *function = first_of(cdk, CONSTRUCT_FUNCTION, "Function");
  buf_text(out,
           "\n## Extending\n\n"
           "`lib/extension.ts` is yours: a subclass of the generated stack, "
           "which is what gets\ndeployed. apiqc wrote it once and leaves it "
           "alone, as it does `package.json`,\n`package-lock.json`, "
           "`cdk.json` and `tsconfig.json`. In its constructor everything\n"
           "is there:\n\n```ts\n"
           "import { Annotations, Aspects } from 'aws-cdk-lib';\n"
           "import * as logs from 'aws-cdk-lib/aws-logs';\n");
  if (function)
    buf_text(out, "import * as s3 from 'aws-cdk-lib/aws-s3';\n");
  if (queue)
    buf_format(out,
               "\n// An alarm on what a queue takes in.\n"
               "%.*s.metricNumberOfMessagesSent().createAlarm(this, 'Flood', "
               "{\n"
               "  threshold: 100000,\n"
               "  evaluationPeriods: 1,\n"
               "});\n",
               STR_ARG(queue->name));
  if (function)
    buf_format(out,
               "\n// A bucket that a function may read; the grant is the "
               "CDK's.\n"
               "const bucket = new s3.Bucket(this, 'Uploads');\n"
               "bucket.grantRead(%.*s);\n"
               "%.*s.addEnvironment('UPLOADS', bucket.bucketName);\n",
               STR_ARG(function->name), STR_ARG(function->name));
  buf_text(out,
           "\n// A rule over all constructs, also those that come later.\n"
           "Aspects.of(this).add({\n"
           "  visit(node) {\n"
           "    if (node instanceof logs.CfnLogGroup && "
           "!node.retentionInDays) {\n"
           "      Annotations.of(node).addWarningV2('retention', 'kept for "
           "ever');\n"
           "    }\n"
           "  },\n"
           "});\n```\n\n"
           "Constructs of yours get the CDK's own logical ids. What you "
           "grant here is not part\nof what apiqc proves.\n");
}

/* ---- the page ------------------------------------------------------------ */

void print_readme(Cdk *cdk, Buf *out) {
  const Model *model = cdk->model;
  Str name = model->stack_name;
  buf_format(out, "# %.*s\n\n", STR_ARG(name));
  if (model->description.length) {
    script_print_comment(out, "", model->description);
    buf_char(out, '\n');
  }
  buf_format(
    out,
    "An AWS CDK app in TypeScript, made by apiqc. Change the program and build "
    "again:\n`lib/%.*s.ts`, `bin/app.ts` and this page are written anew; "
    "every other\nfile is yours.\n\n"
    "## Set-up\n\n"
    "1. Node.js 20 or newer, and credentials of the account in the "
    "environment.\n"
    "2. `npm ci` installs the CDK, pinned by `package-lock.json`.\n"
    "3. `npx cdk bootstrap`, once for each account and Region: assets are "
    "uploaded to the\n   bucket that this makes.\n\n"
    "## Deployment\n\n```sh\n"
    "npx cdk diff%.*s\n"
    "npx cdk deploy%.*s\n```\n\n"
    "The stack is called `%.*s`. It has the name and the logical ids of the "
    "target\n`cfn`: a stack that was deployed from its template can be "
    "deployed from here.\n",
    STR_ARG(stack_file(cdk->arena, model)),
    STR_ARG(context_options(cdk->arena, model)),
    STR_ARG(context_options(cdk->arena, model)), STR_ARG(name));
  print_parameters(cdk, out);
  print_components(cdk, out);
  print_examples(cdk, out);
}
