/* SPDX-License-Identifier: Apache-2.0
 *
 * Inputs of the model as props of the stack: their types, their defaults, what
 * they must be, and how an app reads them from the context of the CDK.
 *
 * A duration is a Duration; every other number is counted as its service does.
 */
#include "backends/cdk/cdk.h"

/* Names that the file has for other things. */
static const Str taken = STR_INIT(
  "id|props|scope|within|matching|oneOf|resourceOf|apigatewayv2|cloudwatch|ec2|"
  "iam|kms|lambda|logs|scheduler|sns|sqs|arguments|await|break|case|catch|"
  "class|const|continue|debugger|default|delete|do|else|enum|eval|export|"
  "extends|false|finally|for|function|if|implements|import|in|instanceof|"
  "interface|let|new|null|package|private|protected|public|return|static|"
  "super|switch|this|throw|true|try|typeof|undefined|var|void|while|with|"
  "yield|env|description|tags|synthesizer|analyticsReporting|"
  "permissionsBoundary|"
  "stackName|crossRegionReferences|suppressTemplateIndentation|"
  "terminationProtection|notificationArns|propertyInjectors");

Str prop_of_input(Arena *arena, const Input *input) {
  Buf out = buf_new(arena);
  bool gap = false;
  for (u32 i = 0; i < input->name.length; i++) {
    char c = input->name.at[i];
    if (c != '_' && c != '-')
      buf_char(&out, gap && out.length ? to_capital(c) : c);
    gap = c == '_' || c == '-';
  }
  Str name = camel(arena, buf_view(&out));
  return words_have(taken, name) || str_ends(name, STR("Input"))
           ? str_format(arena, "%.*sInput", STR_ARG(name))
           : name;
}

bool input_required(const Input *input) {
  return input->standard.kind == VALUE_POISON;
}

bool any_required(const Model *model) {
  for (u32 i = 0; i < model->inputs.count; i++)
    if (input_required(model->inputs.items[i]))
      return true;
  return false;
}

/* ---- durations ----------------------------------------------------------- */

/* The methods of Duration that make one of the unit and give it back. */
static const struct {
  Str words, make, take;
} durations[] = {
  { STR_INIT("milliseconds"), STR_INIT("millis"), STR_INIT("toMilliseconds") },
  { STR_INIT("seconds"), STR_INIT("seconds"), STR_INIT("toSeconds") },
  { STR_INIT("minutes"), STR_INIT("minutes"), STR_INIT("toMinutes") },
  { STR_INIT("hours"), STR_INIT("hours"), STR_INIT("toHours") },
  { STR_INIT("days"), STR_INIT("days"), STR_INIT("toDays") },
};

/* Its row above, or their number. */
static u32 duration_of(const Input *input) {
  u32 i = 0;
  while (i < COUNT_OF(durations) &&
         !str_equal(durations[i].words, spell_counted_in(input)))
    i++;
  return input->type->kind == TYPE_DURATION ? i : COUNT_OF(durations);
}

static bool is_duration(const Input *input) {
  return duration_of(input) < COUNT_OF(durations);
}

/* ---- types and defaults -------------------------------------------------- */

static bool is_number(const Input *input) {
  return input->type->kind != TYPE_BOOL &&
         value_of_type(input->type->kind) != VALUE_NONE;
}

static bool has_words(const Input *input) {
  return input->type->kind != TYPE_BOOL && !is_number(input) &&
         input->type->words.length;
}

/* 'a' | 'b' */
static Str union_of(Arena *arena, Str words) {
  Str *list = ARENA_ARRAY(arena, Str, words.length + 1);
  u32 count = words_split(words, list, words.length + 1);
  for (u32 i = 0; i < count; i++)
    list[i] = str_format(arena, "'%.*s'", STR_ARG(list[i]));
  return str_join(arena, STR(" | "), list, count);
}

Str type_of_input(Arena *arena, const Input *input) {
  if (is_duration(input))
    return STR("Duration");
  if (is_number(input))
    return STR("number");
  if (input->type->kind == TYPE_BOOL)
    return STR("boolean");
  return has_words(input) ? union_of(arena, input->type->words) : STR("string");
}

static Expression *script_default(Cdk *cdk, const Input *input) {
  Arena *arena = cdk->arena;
  const Value *standard = &input->standard;
  if (is_number(input))
    return expression_token(arena,
                            spell_input_number(arena, input, standard->number));
  if (standard->kind == VALUE_BOOL)
    return expression_token(arena,
                            standard->truth ? STR("true") : STR("false"));
  return script_any(cdk, standard->kind == VALUE_TEXT
                           ? json_text(cdk->template, standard->text, 0)
                           : json_string(arena, standard->word));
}

static Str printed(Arena *arena, const Expression *script) {
  Buf out = buf_new(arena);
  script_print(&out, script, 0);
  return buf_view(&out);
}

/* ---- the interface ------------------------------------------------------- */

void print_props(Cdk *cdk, Buf *out) {
  Arena *arena = cdk->arena;
  for (u32 i = 0; i < cdk->model->inputs.count; i++) {
    const Input *input = cdk->model->inputs.items[i];
    Str text = is_duration(input) ? input->documentation
                                  : spell_input_description(arena, input);
    if (!text.length)
      text = str_format(arena, "The parameter %.*s.", STR_ARG(input->name));
    if (!input_required(input))
      text = str_format(
        arena, "%.*s\nLeft out, it is %.*s.", STR_ARG(text),
        STR_ARG(is_duration(input)
                  ? quantity_text(arena, VALUE_DURATION, input->standard.number)
                  : printed(arena, script_default(cdk, input))));
    buf_text(out, "  /**\n");
    script_print_comment(out, "   * ", text);
    buf_text(out, "   */\n");
    if (is_duration(input))
      uses_class(cdk, STR("Duration"));
    buf_format(
      out, "  readonly %.*s%s: %.*s;\n", STR_ARG(prop_of_input(arena, input)),
      input_required(input) ? "" : "?", STR_ARG(type_of_input(arena, input)));
  }
}

/* ---- what they must be --------------------------------------------------- */

/* The props' value, or the default, as it is counted. */
static Str value_of(Cdk *cdk, const Input *input) {
  Arena *arena = cdk->arena;
  u32 duration = duration_of(input);
  Str name = prop_of_input(arena, input);
  Str value = str_format(arena, "props.%.*s", STR_ARG(name));
  bool optional = !input_required(input);
  if (duration < COUNT_OF(durations))
    value = str_format(arena, "%.*s%s.%.*s()", STR_ARG(value),
                       optional ? "?" : "", STR_ARG(durations[duration].take));
  return optional
           ? str_format(arena, "%.*s ?? %.*s", STR_ARG(value),
                        STR_ARG(printed(arena, script_default(cdk, input))))
           : value;
}

static Expression *script_check(Cdk *cdk, const char *function,
                                const Input *input, Str value) {
  Expression *call = expression_call(cdk->arena, str_from(function));
  expression_add(
    cdk->arena, call,
    expression_string(cdk->arena, prop_of_input(cdk->arena, input)));
  expression_add(cdk->arena, call, expression_token(cdk->arena, value));
  return call;
}

static Expression *script_range(Cdk *cdk, const Input *input, Str value) {
  Arena *arena = cdk->arena;
  const Type *type = input->type;
  bool open = type->min == 0 && type->max == 0;
  bool sign = type->kind == TYPE_INTEGER || type->kind == TYPE_DECIMAL;
  bool decimal = type->kind == TYPE_DECIMAL || wire_row(input->wire)->decimal;
  Str low = open && sign ? STR("-Infinity")
                         : spell_input_number(arena, input, type->min);
  Str high =
    open ? STR("Infinity") : spell_input_number(arena, input, type->max);
  Expression *call = script_check(cdk, "within", input, value);
  expression_add(arena, call, expression_token(arena, low));
  expression_add(arena, call, expression_token(arena, high));
  if (decimal)
    expression_add(arena, call,
                   expression_token(arena, STR("{ fractions: true }")));
  cdk->within = true;
  return call;
}

static Expression *script_patterns(Cdk *cdk, const Input *input) {
  Arena *arena = cdk->arena;
  Expression *list = expression_list(arena);
  Str *sorted = ARENA_ARRAY(arena, Str, input->patterns.count + 1);
  u32 count = spell_patterns(arena, input, sorted);
  for (u32 i = 0; i < count; i++)
    expression_add(arena, list, expression_string(arena, sorted[i]));
  return list;
}

static Expression *script_matching(Cdk *cdk, const Input *input, Str value) {
  Arena *arena = cdk->arena;
  Expression *patterns = script_patterns(cdk, input);
  if (!patterns->members.count && !input->shortest && !input->longest)
    return expression_token(arena, value);
  Expression *call = script_check(cdk, "matching", input, value);
  expression_add(arena, call, patterns);
  if (input->shortest || input->longest) {
    expression_add(
      arena, call,
      expression_token(arena,
                       str_format(arena, "%lld", (long long)input->shortest)));
    expression_add(
      arena, call,
      expression_token(arena,
                       input->longest
                         ? str_format(arena, "%lld", (long long)input->longest)
                         : STR("Infinity")));
  }
  cdk->matching = true;
  return call;
}

static Expression *script_input(Cdk *cdk, const Input *input) {
  Arena *arena = cdk->arena;
  Str value = value_of(cdk, input);
  if (is_number(input))
    return script_range(cdk, input, value);
  if (input->type->kind == TYPE_BOOL)
    return expression_token(arena, value);
  if (!has_words(input))
    return script_matching(cdk, input, value);
  Expression *call = script_check(cdk, "oneOf", input, value),
             *list = expression_list(arena);
  Str *words = ARENA_ARRAY(arena, Str, input->type->words.length + 1);
  u32 count =
    words_split(input->type->words, words, input->type->words.length + 1);
  for (u32 i = 0; i < count; i++)
    expression_add(arena, list, expression_string(arena, words[i]));
  expression_add(arena, call, list);
  cdk->one_of = true;
  return call;
}

void print_inputs(Cdk *cdk, Buf *out) {
  for (u32 i = 0; i < cdk->model->inputs.count; i++) {
    const Input *input = cdk->model->inputs.items[i];
    buf_format(out,
               "    const %.*s = ", STR_ARG(prop_of_input(cdk->arena, input)));
    script_print(out, script_input(cdk, input), 4);
    buf_text(out, ";\n");
  }
}

/* ---- the checks ---------------------------------------------------------- */

static const char within[] =
  "\n"
  "/** The number, if it is one of the range. */\n"
  "function within(\n"
  "  name: string,\n"
  "  value: number,\n"
  "  least: number,\n"
  "  most: number,\n"
  "  { fractions } = { fractions: false },\n"
  "): number {\n"
  "  if (!(value >= least && value <= most)) {\n"
  "    throw new RangeError(`${name} must be ${least} to ${most}, not "
  "${value}`);\n"
  "  }\n"
  "  if (!fractions && !Number.isInteger(value)) {\n"
  "    throw new RangeError(`${name} must be a whole number, not ${value}`);\n"
  "  }\n"
  "  return value;\n"
  "}\n";

static const char matching[] =
  "\n"
  "/** The text, if it is as long as it must be and matches each pattern. */\n"
  "function matching(\n"
  "  name: string,\n"
  "  value: string,\n"
  "  patterns: string[],\n"
  "  shortest = 0,\n"
  "  longest = Infinity,\n"
  "): string {\n"
  "  const length = [...value].length;\n"
  "  if (length < shortest || length > longest) {\n"
  "    throw new RangeError(`${name} must have ${shortest} to ${longest} "
  "characters`);\n"
  "  }\n"
  "  for (const pattern of patterns) {\n"
  "    if (!new RegExp(pattern, 's').test(value)) {\n"
  "      throw new RangeError(`${name} must match ${pattern}`);\n"
  "    }\n"
  "  }\n"
  "  return value;\n"
  "}\n";

static const char one_of[] =
  "\n"
  "/** The text, if it is one of the words. */\n"
  "function oneOf(name: string, value: string, words: string[]): string {\n"
  "  if (!words.includes(value)) {\n"
  "    throw new RangeError(`${name} must be one of ${words.join(', ')}`);\n"
  "  }\n"
  "  return value;\n"
  "}\n";

void print_checks(const Cdk *cdk, Buf *out) {
  buf_text(out, cdk->within ? within : "");
  buf_text(out, cdk->matching ? matching : "");
  buf_text(out, cdk->one_of ? one_of : "");
}

/* ---- the app's context --------------------------------------------------- */

/* The functions that read the context, and which inputs need them. */
static bool is_text(const Input *input) {
  return !is_number(input) && input->type->kind != TYPE_BOOL;
}

static bool is_flag(const Input *input) {
  return input->type->kind == TYPE_BOOL;
}

static bool is_optional_duration(const Input *input) {
  return is_duration(input) && !input_required(input);
}

static const struct {
  bool (*needed)(const Input *input);
  const char *text;
} readers[] = {
  { is_text, "\nfunction text(name: string): string | undefined {\n"
             "  return app.node.tryGetContext(name);\n"
             "}\n" },
  { is_number, "\nfunction number(name: string): number | undefined {\n"
               "  const value = app.node.tryGetContext(name);\n"
               "  return value === undefined ? undefined : Number(value);\n"
               "}\n" },
  { is_flag,
    "\nfunction flag(name: string): boolean | undefined {\n"
    "  const value = app.node.tryGetContext(name);\n"
    "  if (![undefined, true, false, 'true', 'false'].includes(value)) "
    "{\n"
    "    throw new TypeError(`${name} must be true or false`);\n"
    "  }\n"
    "  return value === undefined ? undefined : String(value) === "
    "'true';\n"
    "}\n" },
  { is_optional_duration,
    "\nfunction duration(\n"
    "  make: (amount: number) => Duration,\n"
    "  amount: number | undefined,\n"
    "): Duration | undefined {\n"
    "  return amount === undefined ? undefined : make(amount);\n"
    "}\n" },
  { input_required, "\nfunction required<T>(name: string, value: T | "
                    "undefined): T {\n"
                    "  if (value === undefined) {\n"
                    "    throw new Error(`${name} is not given: -c "
                    "${name}=VALUE`);\n"
                    "  }\n"
                    "  return value;\n"
                    "}\n" },
};

void print_readers(const Cdk *cdk, Buf *out) {
  for (u32 reader = 0; reader < COUNT_OF(readers); reader++)
    for (u32 i = 0; i < cdk->model->inputs.count; i++)
      if (readers[reader].needed(cdk->model->inputs.items[i])) {
        buf_text(out, readers[reader].text);
        break;
      }
}

/* visibility: duration(Duration.seconds, number('visibility')) */
void print_context(Cdk *cdk, Buf *out) {
  Arena *arena = cdk->arena;
  for (u32 i = 0; i < cdk->model->inputs.count; i++) {
    const Input *input = cdk->model->inputs.items[i];
    Str name = prop_of_input(arena, input);
    u32 duration = duration_of(input);
    Str read = str_format(arena, "%s('%.*s')",
                          is_number(input) ? "number"
                          : is_flag(input) ? "flag"
                                           : "text",
                          STR_ARG(name));
    if (input_required(input))
      read = str_format(arena, "required('%.*s', %.*s)", STR_ARG(name),
                        STR_ARG(read));
    if (has_words(input))
      read = str_format(arena, "%.*s as %.*sProps['%.*s']", STR_ARG(read),
                        STR_ARG(class_name(arena, cdk->model)), STR_ARG(name));
    if (duration < COUNT_OF(durations))
      read = str_format(arena,
                        input_required(input) ? "Duration.%.*s(%.*s)"
                                              : "duration(Duration.%.*s, %.*s)",
                        STR_ARG(durations[duration].make), STR_ARG(read));
    buf_format(out, "  %.*s: %.*s,\n", STR_ARG(name), STR_ARG(read));
  }
}

Str context_options(Arena *arena, const Model *model) {
  Buf out = buf_new(arena);
  for (u32 i = 0; i < model->inputs.count; i++) {
    const Input *input = model->inputs.items[i];
    if (input_required(input))
      buf_format(&out, " -c %.*s=%.*s", STR_ARG(prop_of_input(arena, input)),
                 STR_ARG(spell_placeholder(arena, input)));
  }
  return buf_view(&out);
}
