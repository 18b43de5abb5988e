/* SPDX-License-Identifier: Apache-2.0
 *
 * Values of the template as expressions: a reference is a member of a
 * construct, an Fn::Sub a template literal, an input a variable.
 */
#include "backends/cdk/cdk.h"

static const Property anything = { .kinds = PROPERTY_ANY };

/* ---- names --------------------------------------------------------------- */

Str camel(Arena *arena, Str name) {
  char *text = str_terminated(arena, name);
  for (u32 i = 0; i < name.length && is_capital(text[i]); i++) {
    if (i && is_small(text[i + 1]))
      break;
    text[i] = to_small(text[i]);
  }
  return str_from(text);
}

Str uses_class(Cdk *cdk, Str name) {
  map_set(&cdk->modules, str_slice(name, 0, str_find(name, '.')), 1);
  return name;
}

/* "AWS::SQS::QueuePolicy" -> "sqs.CfnQueuePolicy" */
static Str first_level_class(Cdk *cdk, Str type) {
  enum { SPACE = 5 }; /* "AWS::" */
  Str rest = str_slice(type, SPACE, type.length);
  u32 colon = str_find(rest, ':');
  Str module = str_small(cdk->arena, str_slice(rest, 0, colon));
  return str_format(cdk->arena, "%.*s.Cfn%.*s", STR_ARG(module),
                    STR_ARG(str_slice(rest, colon + 2, rest.length)));
}

Str class_of(Cdk *cdk, const Node *node) {
  if (node->construct != CONSTRUCT_NONE)
    return uses_class(cdk, construct_row(node->construct)->class);
  if (!node->typed)
    return uses_class(cdk, STR("CfnResource"));
  return uses_class(cdk, first_level_class(cdk, str_from(node->entry->type)));
}

Str resource_of(Cdk *cdk, const Node *node) {
  Str name = node->name;
  if (node->construct == CONSTRUCT_NONE && !node->policy)
    return name;
  if (node->policy)
    name = str_format(cdk->arena, "%.*s.node.findChild('Policy')",
                      STR_ARG(cdk->nodes.items[node->of].name));
  cdk->helper = true;
  return str_format(cdk->arena, "resourceOf(%.*s)", STR_ARG(name));
}

/* ---- references ---------------------------------------------------------- */

static const struct {
  Str name, expression;
} pseudo[] = {
  { STR_INIT("AWS::AccountId"), STR_INIT("this.account") },
  { STR_INIT("AWS::Partition"), STR_INIT("this.partition") },
  { STR_INIT("AWS::Region"), STR_INIT("this.region") },
  { STR_INIT("AWS::StackId"), STR_INIT("this.stackId") },
  { STR_INIT("AWS::StackName"), STR_INIT("this.stackName") },
  { STR_INIT("AWS::URLSuffix"), STR_INIT("this.urlSuffix") },
};

static const Node *node_of(const Cdk *cdk, Str id) {
  u32 number = map_get(&cdk->numbers, id);
  return number ? &cdk->nodes.items[number - 1] : NULL;
}

static Str member_of(Cdk *cdk, const Node *node, Str attribute) {
  Arena *arena = cdk->arena;
  Str member = node->construct == CONSTRUCT_NONE
                 ? STR("")
                 : construct_member(node->construct, attribute);
  if (member.length)
    return str_format(arena, "%.*s.%.*s", STR_ARG(node->name), STR_ARG(member));
  Str resource = resource_of(cdk, node);
  if (!attribute.length)
    return str_format(arena, "%.*s.ref", STR_ARG(resource));
  bool simple = node->typed && node->construct == CONSTRUCT_NONE &&
                str_find(attribute, '.') == attribute.length;
  return str_format(arena,
                    simple ? "%.*s.attr%.*s" : "%.*s.getAtt('%.*s').toString()",
                    STR_ARG(resource), STR_ARG(attribute));
}

Str script_reference(Cdk *cdk, Str id, Str attribute) {
  const Node *node = node_of(cdk, id);
  u32 input = map_get(&cdk->inputs, id);
  if (node)
    return member_of(cdk, node, attribute);
  if (input)
    return prop_of_input(cdk->arena, cdk->model->inputs.items[input - 1]);
  for (u32 i = 0; i < COUNT_OF(pseudo); i++)
    if (str_equal(pseudo[i].name, id))
      return pseudo[i].expression;
  return STR("");
}

/* The only member's name when it is a function's; empty: it is none. */
static Str function_name(const Json *value) {
  if (!cJSON_IsObject(value) || !value->child || value->child->next)
    return STR("");
  Str name = str_from(value->child->string);
  return str_equal(name, STR("Ref")) || str_starts(name, STR("Fn::")) ? name
                                                                      : STR("");
}

/* The parts of Fn::GetAtt's argument; false: it is not as it should be. */
static bool read_get_att(const Json *argument, Str *id, Str *attribute) {
  if (cJSON_IsString(argument)) {
    Str text = str_from(argument->valuestring);
    u32 dot = str_find(text, '.');
    *id = str_slice(text, 0, dot);
    *attribute =
      str_slice(text, dot < text.length ? dot + 1 : dot, text.length);
    return dot < text.length;
  }
  const Json *first = cJSON_GetArrayItem(argument, 0);
  const Json *second = cJSON_GetArrayItem(argument, 1);
  if (!cJSON_IsString(first) || !cJSON_IsString(second))
    return false;
  *id = str_from(first->valuestring);
  *attribute = str_from(second->valuestring);
  return true;
}

const Node *referred(const Cdk *cdk, const Json *value) {
  Str name = function_name(value), id, attribute;
  if (str_equal(name, STR("Ref")) && cJSON_IsString(value->child))
    return node_of(cdk, str_from(value->child->valuestring));
  if (str_equal(name, STR("Fn::GetAtt")) &&
      read_get_att(value->child, &id, &attribute))
    return node_of(cdk, id);
  return NULL;
}

/* ---- Fn::Sub ------------------------------------------------------------- */

/* The next piece of the argument at `*at`: a literal, or what stands in the
 * braces of `${…}`. */
static bool next_piece(Str text, u32 *at, bool *reference, Str *piece) {
  Str rest = str_slice(text, *at, text.length);
  u32 end = 0;
  if (!rest.length)
    return false;
  *reference = str_starts(rest, STR("${")) && !str_starts(rest, STR("${!"));
  if (*reference) {
    end = str_find(rest, '}');
    *piece = str_slice(rest, 2, end);
    *at += end + 1;
    return true;
  }
  if (str_starts(rest, STR("${!"))) { /* stands for `${` */
    *piece = STR("${");
    *at += 3;
    return true;
  }
  for (end = 1; end < rest.length; end++)
    if (str_starts(str_slice(rest, end, rest.length), STR("${")))
      break;
  *piece = str_slice(rest, 0, end);
  *at += end;
  return true;
}

static const Json *sub_argument(const Json *argument, Str *text) {
  const Json *first = cJSON_GetArrayItem(argument, 0);
  const Json *string = cJSON_IsArray(argument) ? first : argument;
  *text = cJSON_IsString(string) ? str_from(string->valuestring) : STR("");
  return cJSON_IsArray(argument) ? cJSON_GetArrayItem(argument, 1) : NULL;
}

/* The CDK's own marks in a text would be taken for references. */
static Expression *checked(Cdk *cdk, Expression *text) {
  static const Str marks[] = { STR_INIT("${Token["), STR_INIT("#{Token[") };
  for (u32 i = 0; i < text->pieces.count; i++) {
    Str piece = text->pieces.items[i].text;
    for (u32 k = 0; !text->pieces.items[i].reference && k < piece.length; k++) {
      Str rest = str_slice(piece, k, piece.length);
      if (!str_starts(rest, marks[0]) && !str_starts(rest, marks[1]))
        continue;
      Diag *diag = diag_add(
        cdk->diags, RULE_TARGET_CANNOT_EXPRESS, cdk->model->stack->span,
        "a text with `%.*s` in it cannot be said to the CDK, which takes it "
        "for a mark of its own",
        STR_ARG(str_slice(rest, 0, marks[0].length)));
      diag_help(cdk->diags, diag, "write the text in another way");
      return text;
    }
  }
  return text;
}

static void add_script(Cdk *cdk, Expression *script, const Expression *piece) {
  if (piece->kind == EXPRESSION_TEXT && piece->pieces.count == 1 &&
      !piece->pieces.items[0].reference) {
    expression_add_literal(cdk->arena, script, piece->pieces.items[0].text);
    return;
  }
  Buf out = buf_new(cdk->arena);
  script_print(&out, piece, 0);
  expression_add_reference(cdk->arena, script, buf_view(&out));
}

/* NULL: it names what is not in the template, and stays as it is. */
static Expression *script_sub(Cdk *cdk, const Json *argument) {
  Expression *script = expression_text(cdk->arena);
  Str text, piece;
  const Json *values = sub_argument(argument, &text);
  bool reference;
  for (u32 at = 0; next_piece(text, &at, &reference, &piece);) {
    const Json *value = reference && values
                          ? cJSON_GetObjectItemCaseSensitive(
                              values, str_terminated(cdk->arena, piece))
                          : NULL;
    u32 dot = str_find(piece, '.');
    if (!reference) {
      expression_add_literal(cdk->arena, script, piece);
    } else if (value) {
      add_script(cdk, script, script_any(cdk, value));
    } else {
      u32 after = dot < piece.length ? dot + 1 : dot;
      Str member = script_reference(cdk, str_slice(piece, 0, dot),
                                    str_slice(piece, after, piece.length));
      if (!member.length)
        return NULL;
      expression_add_reference(cdk->arena, script, member);
    }
  }
  return checked(cdk, script);
}

/* ---- functions ----------------------------------------------------------- */

static bool is_number(const Cdk *cdk, Str id) {
  u32 number = map_get(&cdk->inputs, id);
  const Input *input = number ? cdk->model->inputs.items[number - 1] : NULL;
  return input && (input->type->kind == TYPE_BOOL ||
                   value_of_type(input->type->kind) != VALUE_NONE);
}

static Expression *script_ref(Cdk *cdk, Str id, const Property *place) {
  Str name = script_reference(cdk, id, STR(""));
  if (!name.length)
    return NULL;
  if (is_number(cdk, id) && place->kinds == PROPERTY_STRING)
    name = str_format(cdk->arena, "String(%.*s)", STR_ARG(name));
  Expression *script = expression_text(cdk->arena);
  expression_add_reference(cdk->arena, script, name);
  return script;
}

/* Functions of the template that the CDK has too. */
static const struct {
  Str name, call;
  bool one; /* takes the argument as it is, not its items */
} functions[] = {
  { STR_INIT("Fn::Select"), STR_INIT("Fn.select"), false },
  { STR_INIT("Fn::GetAZs"), STR_INIT("Fn.getAzs"), true },
  { STR_INIT("Fn::Join"), STR_INIT("Fn.join"), false },
  { STR_INIT("Fn::Split"), STR_INIT("Fn.split"), false },
  { STR_INIT("Fn::Base64"), STR_INIT("Fn.base64"), true },
  { STR_INIT("Fn::ImportValue"), STR_INIT("Fn.importValue"), true },
};

static Expression *script_call_of(Cdk *cdk, Str call, const Json *argument,
                                  bool one) {
  Expression *script = expression_call(cdk->arena, uses_class(cdk, call));
  if (one && cJSON_IsString(argument) && !*argument->valuestring)
    return script;
  if (one)
    expression_add(cdk->arena, script, script_any(cdk, argument));
  for (const Json *item = one ? NULL : argument->child; item; item = item->next)
    expression_add(cdk->arena, script, script_any(cdk, item));
  return script;
}

/* NULL: it is no function, or one that stays as it is. */
static Expression *script_function(Cdk *cdk, const Json *value,
                                   const Property *place) {
  Str name = function_name(value), id, attribute;
  const Json *argument = value->child;
  if (!name.length)
    return NULL;
  if (str_equal(name, STR("Ref")) && cJSON_IsString(argument))
    return script_ref(cdk, str_from(argument->valuestring), place);
  if (str_equal(name, STR("Fn::Sub")))
    return script_sub(cdk, argument);
  if (str_equal(name, STR("Fn::GetAtt")) &&
      read_get_att(argument, &id, &attribute) && node_of(cdk, id))
    return expression_token(cdk->arena, script_reference(cdk, id, attribute));
  for (u32 i = 0; i < COUNT_OF(functions); i++)
    if (str_equal(functions[i].name, name))
      return script_call_of(cdk, functions[i].call, argument, functions[i].one);
  return NULL;
}

/* ---- values -------------------------------------------------------------- */

static Expression *script_list_of(Cdk *cdk, const Json *value,
                                  const Property *place) {
  Expression *list = expression_list(cdk->arena);
  Property item = anything;
  form_find(form_for(place, PROPERTY_LIST), STR("[]"), &item);
  for (const Json *one = value->child; one; one = one->next)
    expression_add(cdk->arena, list, script_value(cdk, one, &item));
  return list;
}

static Expression *script_object_of(Cdk *cdk, const Json *value,
                                    const Property *place) {
  Expression *object = expression_object(cdk->arena);
  FormId form = form_for(place, PROPERTY_OBJECT);
  bool known = form_sort(form) == FORM_OBJECT;
  for (const Json *one = value->child; one; one = one->next) {
    Str key = str_from(one->string);
    Property member = anything;
    form_find(form, key, &member);
    expression_put(cdk->arena, object, known ? camel(cdk->arena, key) : key,
                   script_value(cdk, one, &member));
  }
  return object;
}

Expression *script_value(Cdk *cdk, const Json *value, const Property *place) {
  Arena *arena = cdk->arena;
  Expression *function = script_function(cdk, value, place);
  if (function)
    return function;
  if (cJSON_IsArray(value))
    return script_list_of(cdk, value, place);
  if (cJSON_IsObject(value))
    return script_object_of(cdk, value, place);
  if (cJSON_IsString(value))
    return checked(cdk, expression_string(arena, str_from(value->valuestring)));
  Buf out = buf_new(arena);
  json_print_compact(&out, value);
  return expression_token(arena, buf_view(&out));
}

Expression *script_any(Cdk *cdk, const Json *value) {
  return script_value(cdk, value, &anything);
}

/* ---- what a value refers to ---------------------------------------------- */

static void each_of_sub(Cdk *cdk, const Json *argument, Found *found,
                        void *context) {
  Str text, piece;
  const Json *values = sub_argument(argument, &text);
  bool reference;
  for (u32 at = 0; next_piece(text, &at, &reference, &piece);)
    if (reference)
      found(cdk, context, str_slice(piece, 0, str_find(piece, '.')));
  if (values)
    each_reference(cdk, values, found, context);
}

void each_reference(Cdk *cdk, const Json *value, Found *found, void *context) {
  Str name = function_name(value), id, attribute;
  if (str_equal(name, STR("Ref")) && cJSON_IsString(value->child))
    found(cdk, context, str_from(value->child->valuestring));
  else if (str_equal(name, STR("Fn::GetAtt")) &&
           read_get_att(value->child, &id, &attribute))
    found(cdk, context, id);
  else if (str_equal(name, STR("Fn::Sub")))
    each_of_sub(cdk, value->child, found, context);
  else
    for (const Json *one = value->child; one; one = one->next)
      each_reference(cdk, one, found, context);
}
