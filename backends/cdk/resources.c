/* SPDX-License-Identifier: Apache-2.0
 *
 * One resource of the template as statements of the constructor: its construct,
 * what the class cannot say, and whatever stands beside its properties. An
 * override stays one: it changes what the construct makes.
 */
#include "backends/cdk/cdk.h"

enum { INDENT = 4 };

static void begin(Buf *out) {
  buf_repeat(out, ' ', INDENT);
}

void print_call(Buf *out, const Expression *call) {
  begin(out);
  script_print(out, call, INDENT);
  buf_text(out, ";\n");
}

static void print_keep(Cdk *cdk, Buf *out, const Node *node) {
  const ConstructRow *row =
    node->construct == CONSTRUCT_NONE ? NULL : construct_row(node->construct);
  if (node->entry->keep == KEEP_UNSAID || (row && row->removal))
    return;
  uses_class(cdk, STR("RemovalPolicy"));
  begin(out);
  buf_format(out, "%.*s.applyRemovalPolicy(RemovalPolicy.%s);\n",
             STR_ARG(node->name),
             node->entry->keep == KEEP_ALWAYS ? "RETAIN_ON_UPDATE_OR_DELETE"
                                              : "DESTROY");
}

static void print_depends(Cdk *cdk, Buf *out, const Node *node) {
  const Json *one = node->entry->depends ? node->entry->depends->child : NULL;
  for (; one; one = one->next) {
    u32 number = map_get(&cdk->numbers, str_from(one->valuestring));
    if (!number)
      continue;
    Str other = resource_of(cdk, &cdk->nodes.items[number - 1]);
    begin(out);
    buf_format(out, "%.*s.addResourceDependency(%.*s);\n",
               STR_ARG(resource_of(cdk, node)), STR_ARG(other));
  }
}

static void print_metadata(Cdk *cdk, Buf *out, const Node *node) {
  Arena *arena = cdk->arena;
  Json *metadata = json_metadata(cdk->template, node->entry);
  const Json *one = metadata ? metadata->child : NULL;
  for (; one; one = one->next) {
    Expression *call =
      expression_call(arena, str_format(arena, "%.*s.addMetadata",
                                        STR_ARG(resource_of(cdk, node))));
    expression_add(arena, call,
                   expression_string(arena, str_from(one->string)));
    expression_add(arena, call, script_any(cdk, one));
    print_call(out, call);
  }
}

/* ---- overrides ----------------------------------------------------------- */

static void print_override(Cdk *cdk, Buf *out, const Node *node, Str path,
                           const Json *value) {
  Arena *arena = cdk->arena;
  Expression *call =
    expression_call(arena, str_format(arena, "%.*s.addProperty%sOverride",
                                      STR_ARG(resource_of(cdk, node)),
                                      value ? "" : "Deletion"));
  expression_add(arena, call, expression_string(arena, path));
  if (value)
    expression_add(arena, call, script_any(cdk, value));
  print_call(out, call);
}

/* "A.B" and the next step; a dot within a step is no step. */
static Str path_below(Arena *arena, Str path, Str step) {
  Buf out = buf_new(arena);
  buf_str(&out, path);
  buf_text(&out, path.length ? "." : "");
  for (u32 i = 0; i < step.length; i++) {
    buf_text(&out, step.at[i] == '.' ? "\\" : "");
    buf_char(&out, step.at[i]);
  }
  return buf_view(&out);
}

static bool is_container(const Json *value) {
  return cJSON_IsObject(value) || cJSON_IsArray(value);
}

/* What turns the one into the other: the CDK merges objects, so that only what
 * differs is said. */
static void print_difference(Cdk *cdk, Buf *out, const Node *node, Str path,
                             const Json *before, const Json *after) {
  Arena *arena = cdk->arena;
  if (cJSON_Compare(before, after, true))
    return;
  bool alike = before && is_container(after) &&
               (before->type & 0xFF) == (after->type & 0xFF) &&
               (cJSON_IsObject(after) ||
                cJSON_GetArraySize(before) == cJSON_GetArraySize(after));
  if (!alike) {
    print_override(cdk, out, node, path, after);
    return;
  }
  u32 place = 0;
  for (const Json *one = after->child; one; one = one->next, place++) {
    bool list = cJSON_IsArray(after);
    Str step = list ? str_format(arena, "%u", place) : str_from(one->string);
    const Json *old = list
                        ? cJSON_GetArrayItem(before, (int)place)
                        : cJSON_GetObjectItemCaseSensitive(before, one->string);
    print_difference(cdk, out, node, path_below(arena, path, step), old, one);
  }
  for (const Json *one = before->child; one && cJSON_IsObject(before);
       one = one->next)
    if (!cJSON_GetObjectItemCaseSensitive(after, one->string))
      print_override(cdk, out, node,
                     path_below(arena, path, str_from(one->string)), NULL);
}

/* ---- props --------------------------------------------------------------- */

/* What the rows of the class make of one property, into `props`; false: some
 * of it they cannot say, and nothing was added. */
static bool add_props(Cdk *cdk, Expression *props, const Node *node,
                      const Json *property) {
  u32 count, said = 0;
  const PropRow *rows = prop_rows(&count);
  Str name = str_from(property->string);
  VEC(ExpressionMember) made = { 0 };
  for (u32 i = 0; i < count; i++) {
    Str first = str_slice(rows[i].property, 0, str_find(rows[i].property, '.'));
    if (rows[i].construct != node->construct || !str_equal(first, name))
      continue;
    bool whole = first.length == rows[i].property.length;
    Str rest = whole ? STR("")
                     : str_slice(rows[i].property, first.length + 1,
                                 rows[i].property.length);
    const Json *value = whole ? property
                              : cJSON_GetObjectItemCaseSensitive(
                                  property, str_terminated(cdk->arena, rest));
    Expression *script = value ? script_prop(cdk, &rows[i], value) : NULL;
    said += script ? whole ? (u32)cJSON_GetArraySize(property) + 1 : 1 : 0;
    if (script)
      VEC_PUSH(cdk->arena, &made, ((ExpressionMember){ rows[i].prop, script }));
  }
  if (!said || said < (u32)cJSON_GetArraySize(property))
    return false;
  for (u32 i = 0; i < made.count; i++)
    expression_put(cdk->arena, props, made.items[i].key, made.items[i].value);
  return true;
}

/* Tags that every resource has are the stack's. */
static Json *own_tags(Cdk *cdk, const Json *tags) {
  Json *own = json_array(cdk->arena);
  for (const Json *one = tags->child; one; one = one->next) {
    bool common = false;
    const Json *key = cJSON_GetObjectItemCaseSensitive(one, "Key");
    for (u32 i = 0; cJSON_IsArray(tags) && i < cdk->model->tags.count; i++)
      common = common || str_equal(cdk->model->tags.items[i].key,
                                   str_from(key->valuestring));
    if (cJSON_IsArray(tags) && !common)
      json_add(cdk->arena, own, json_copy(cdk->arena, one));
  }
  return own->child ? own : NULL;
}

/* Properties that the CDK hands on as they are, whatever is in them. */
static const Str untouched[] = {
  STR_INIT("AWS::ApiGatewayV2::Integration.ResponseParameters"),
  STR_INIT("AWS::EC2::FlowLog.DestinationOptions"),
  STR_INIT("AWS::EC2::Subnet.PrivateDnsNameOptionsOnLaunch"),
  STR_INIT("AWS::SQS::Queue.RedrivePolicy"),
};

static Property place_of(Cdk *cdk, const Node *node, Str property) {
  Property place = { .kinds = PROPERTY_ANY };
  TargetType type;
  Str whole =
    str_format(cdk->arena, "%s.%.*s", node->entry->type, STR_ARG(property));
  for (u32 i = 0; i < COUNT_OF(untouched); i++)
    if (str_equal(untouched[i], whole))
      return place;
  if (node->typed && target_type_find(str_from(node->entry->type), &type))
    form_find(type.properties, property, &place);
  return place;
}

static Expression *value_of(Cdk *cdk, const Node *node, const Json *property) {
  Str name = str_from(property->string);
  Property place = place_of(cdk, node, name);
  const Json *value = property;
  if (node->typed && str_equal(name, STR("Tags"))) {
    value = own_tags(cdk, property);
    if (!value)
      return NULL;
  }
  if (cJSON_GetObjectItemCaseSensitive(value, "Statement")) {
    static const PropRow document = { .form = PROP_DOCUMENT };
    return script_prop(cdk, &document, value);
  }
  return script_value(cdk, value, &place);
}

static Expression *props_of(Cdk *cdk, const Node *node) {
  Expression *props = expression_object(cdk->arena);
  const Json *one = node->entry->properties->child;
  for (; one; one = one->next) {
    Expression *value = value_of(cdk, node, one);
    Str name = str_from(one->string);
    if (value)
      expression_put(cdk->arena, props,
                     node->typed ? camel(cdk->arena, name) : name, value);
  }
  return props;
}

/* ---- constructs ---------------------------------------------------------- */

static Expression *construction(Cdk *cdk, const Node *node, Expression *props) {
  Arena *arena = cdk->arena;
  Expression *call = expression_call(
    arena, str_format(arena, "new %.*s", STR_ARG(class_of(cdk, node))));
  expression_add(arena, call, expression_token(arena, STR("this")));
  expression_add(arena, call, expression_string(arena, node->entry->id));
  expression_add(arena, call, props);
  return call;
}

static void print_construction(Cdk *cdk, Buf *out, const Node *node,
                               Expression *props) {
  bool member = str_starts(node->name, STR("this."));
  bool named = node->uses || node->override || node->entry->keep ||
               node->entry->depends ||
               json_metadata(cdk->template, node->entry);
  begin(out);
  if (member || named)
    buf_format(out, "%s%.*s = ", member ? "" : "const ", STR_ARG(node->name));
  script_print(out, construction(cdk, node, props), INDENT);
  buf_text(out, ";\n");
}

static void print_first_level(Cdk *cdk, Buf *out, const Node *node) {
  Expression *props = props_of(cdk, node);
  if (!node->typed) {
    Expression *whole = expression_object(cdk->arena);
    expression_put(cdk->arena, whole, STR("type"),
                   expression_string(cdk->arena, str_from(node->entry->type)));
    if (props->members.count)
      expression_put(cdk->arena, whole, STR("properties"), props);
    props = whole;
  }
  print_construction(cdk, out, node, props);
}

static void put_removal(Cdk *cdk, Expression *props, const Node *node) {
  if (!construct_row(node->construct)->removal ||
      node->entry->keep == KEEP_UNSAID)
    return;
  uses_class(cdk, STR("RemovalPolicy"));
  expression_put(
    cdk->arena, props, STR("removalPolicy"),
    expression_token(cdk->arena,
                     node->entry->keep == KEEP_ALWAYS
                       ? STR("RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE")
                       : STR("RemovalPolicy.DESTROY")));
}

static void print_second_level(Cdk *cdk, Buf *out, const Node *node) {
  Arena *arena = cdk->arena;
  Expression *props = expression_object(arena);
  VEC(const Json *) left = { 0 };
  const Json *one = node->entry->properties->child;
  for (; one; one = one->next)
    if (!add_props(cdk, props, node, one) &&
        !(str_equal(str_from(one->string), STR("Tags")) && !own_tags(cdk, one)))
      VEC_PUSH(arena, &left, one);
  /* Its own standard would be two years. */
  if (node->construct == CONSTRUCT_LOG_GROUP &&
      !cJSON_GetObjectItemCaseSensitive(node->entry->properties,
                                        "RetentionInDays"))
    expression_put(arena, props, STR("retention"),
                   expression_token(arena, STR("logs.RetentionDays.INFINITE")));
  put_removal(cdk, props, node);
  print_construction(cdk, out, node, props);
  if (left.count) {
    Node below = *node;
    below.construct = CONSTRUCT_NONE;
    Str resource =
      str_format(arena, "(%.*s.node.defaultChild as %.*s)", STR_ARG(node->name),
                 STR_ARG(class_of(cdk, &below)));
    if (left.count > 1) {
      Str name = str_format(arena, "cfn%.*s", STR_ARG(node->entry->id));
      begin(out);
      buf_format(out, "const %.*s = %.*s;\n", STR_ARG(name),
                 STR_ARG(str_slice(resource, 1, resource.length - 1)));
      resource = name;
    }
    for (u32 i = 0; i < left.count; i++) {
      begin(out);
      buf_format(out, "%.*s.%.*s = ", STR_ARG(resource),
                 STR_ARG(camel(arena, str_from(left.items[i]->string))));
      script_print(out, value_of(cdk, node, left.items[i]), INDENT);
      buf_text(out, ";\n");
    }
  }
}

/* The statements of a resource's policy, added one by one. */
static void print_policy(Cdk *cdk, Buf *out, const Node *node) {
  const Json *document =
    cJSON_GetObjectItemCaseSensitive(node->entry->properties, "PolicyDocument");
  const Json *statements =
    cJSON_GetObjectItemCaseSensitive(document, "Statement");
  for (const Json *one = statements->child; one; one = one->next) {
    Str name = cdk->nodes.items[node->of].name;
    Expression *call = expression_call(
      cdk->arena,
      str_format(cdk->arena, "%.*s.addToResourcePolicy", STR_ARG(name)));
    expression_add(cdk->arena, call, script_statement(cdk, one));
    print_call(out, call);
  }
}

void print_node(Cdk *cdk, Buf *out, const Node *node) {
  const Resource *of = node->entry->of;
  if (of && of->documentation.length && node->documented)
    script_print_comment(out, "    // ", of->documentation);
  if (node->policy)
    print_policy(cdk, out, node);
  else if (node->construct == CONSTRUCT_NONE)
    print_first_level(cdk, out, node);
  else
    print_second_level(cdk, out, node);
  print_keep(cdk, out, node);
  print_depends(cdk, out, node);
  print_metadata(cdk, out, node);
  if (node->override)
    print_difference(cdk, out, node, STR(""), node->entry->properties,
                     node->override);
}
