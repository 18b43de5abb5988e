/* SPDX-License-Identifier: Apache-2.0
 *
 * Values of the template as props of a class of the second level: durations,
 * sizes, words of an enum, constructs that are referred to, policies. What a
 * class cannot say is NULL here, and is then set on the resource below it.
 */
#include "backends/cdk/cdk.h"

static const Property text_place = { .kinds = PROPERTY_STRING };

static Expression *wrapped(Cdk *cdk, const char *call, const Json *value) {
  Expression *script =
    expression_call(cdk->arena, uses_class(cdk, str_from(call)));
  expression_add(cdk->arena, script, script_any(cdk, value));
  return script;
}

/* A known number of seconds in the largest unit that divides it. */
static Expression *script_seconds(Cdk *cdk, const Json *value) {
  static const struct {
    i64 seconds;
    const char *call;
  } units[] = {
    { 86400, "Duration.days" },
    { 3600, "Duration.hours" },
    { 60, "Duration.minutes" },
  };
  i64 seconds = cJSON_IsNumber(value) ? (i64)value->valuedouble : 0;
  for (u32 i = 0; seconds > 0 && i < COUNT_OF(units); i++)
    if (seconds % units[i].seconds == 0)
      return wrapped(cdk, units[i].call,
                     json_integer(cdk->arena, seconds / units[i].seconds));
  return wrapped(cdk, "Duration.seconds", value);
}

/* ---- words --------------------------------------------------------------- */

/* A value as the rows write it; empty: it is not known yet. */
static Str word_of(Cdk *cdk, const Json *value) {
  Buf out = buf_new(cdk->arena);
  if (cJSON_IsString(value))
    return str_from(value->valuestring);
  if (cJSON_IsObject(value) || cJSON_IsArray(value))
    return STR("");
  json_print_compact(&out, value);
  return buf_view(&out);
}

static Expression *script_word(Cdk *cdk, const PropRow *row,
                               const Json *value) {
  Str word = word_of(cdk, value), member = words_map(row->words, word);
  if (!word.length || (str_equal(member, word) &&
                       str_find(row->words, '=') == row->words.length))
    return NULL;
  Str all[64];
  u32 count = words_split(row->words, all, COUNT_OF(all));
  for (u32 i = 0; i < count; i++) {
    u32 equals = str_find(all[i], '=');
    if (str_equal(str_slice(all[i], 0, equals), word))
      return expression_token(cdk->arena,
                              str_format(cdk->arena, "%.*s.%.*s",
                                         STR_ARG(uses_class(cdk, row->of)),
                                         STR_ARG(member)));
  }
  return NULL;
}

/* "python3.13" -> "PYTHON_3_13"; before digits that follow a family's name and
 * in place of a dot stands `_`. */
static Str runtime_member(Arena *arena, Str runtime) {
  Buf out = buf_new(arena);
  bool own = str_starts(runtime, STR("provided"));
  for (u32 i = 0; i < runtime.length; i++) {
    char c = runtime.at[i];
    bool begins = i && is_digit(c) && is_letter(runtime.at[i - 1]) && !own;
    buf_text(&out, begins || c == '.' ? "_" : "");
    if (c != '.')
      buf_char(&out, to_capital(c));
  }
  return buf_view(&out);
}

static Expression *script_runtime(Cdk *cdk, const PropRow *row,
                                  const Json *value) {
  if (!cJSON_IsString(value))
    return NULL;
  Str member = runtime_member(cdk->arena, str_from(value->valuestring));
  return expression_token(
    cdk->arena, str_format(cdk->arena, "%.*s.%.*s",
                           STR_ARG(uses_class(cdk, row->of)), STR_ARG(member)));
}

/* ---- constructs ---------------------------------------------------------- */

static Expression *script_construct(Cdk *cdk, const PropRow *row,
                                    const Json *value) {
  const Node *node = referred(cdk, value);
  return node && node->construct != CONSTRUCT_NONE &&
             str_equal(construct_row(node->construct)->class, row->of)
           ? expression_token(cdk->arena, node->name)
           : NULL;
}

static Expression *script_constructs(Cdk *cdk, const PropRow *row,
                                     const Json *value) {
  Expression *list = expression_list(cdk->arena);
  for (const Json *one = value->child; one; one = one->next) {
    Expression *item = script_construct(cdk, row, one);
    if (!item)
      return NULL;
    expression_add(cdk->arena, list, item);
  }
  return list;
}

/* {queue: …, maxReceiveCount: …} */
static Expression *script_redrive(Cdk *cdk, const PropRow *row,
                                  const Json *value) {
  Arena *arena = cdk->arena;
  const Json *count =
    cJSON_GetObjectItemCaseSensitive(value, "maxReceiveCount");
  const Json *arn =
    cJSON_GetObjectItemCaseSensitive(value, "deadLetterTargetArn");
  Expression *queue = arn ? script_construct(cdk, row, arn) : NULL;
  if (!queue || !count || cJSON_GetArraySize(value) != 2)
    return NULL;
  Expression *object = expression_object(arena);
  expression_put(arena, object, STR("queue"), queue);
  expression_put(arena, object, STR("maxReceiveCount"), script_any(cdk, count));
  return object;
}

/* ---- code ---------------------------------------------------------------- */

static Expression *code_call(Cdk *cdk, const char *call) {
  return expression_call(
    cdk->arena, str_format(cdk->arena, "%.*s.%s",
                           STR_ARG(uses_class(cdk, STR("lambda.Code"))), call));
}

/* Code that is packed lies below artifacts/, from where the app is run. */
static Expression *script_code(Cdk *cdk, const Json *value) {
  Arena *arena = cdk->arena;
  const Json *text = cJSON_GetObjectItemCaseSensitive(value, "ZipFile");
  const Json *bucket = cJSON_GetObjectItemCaseSensitive(value, "S3Bucket");
  const Json *key = cJSON_GetObjectItemCaseSensitive(value, "S3Key");
  if (text && cJSON_IsString(text)) {
    Expression *call = code_call(cdk, "fromInline");
    expression_add(arena, call, script_any(cdk, text));
    return call;
  }
  if (!key || !bucket || !cJSON_IsObject(bucket) || !cJSON_IsString(key) ||
      !str_equal(word_of(cdk, bucket->child), ARTIFACT_BUCKET))
    return NULL;
  Expression *call = code_call(cdk, "fromAsset");
  expression_add(arena, call,
                 expression_string(
                   arena, str_format(arena, "artifacts/%s", key->valuestring)));
  return call;
}

/* ---- policies ------------------------------------------------------------ */

static Expression *one_or_list(Cdk *cdk, const Json *value) {
  Expression *list = expression_list(cdk->arena);
  if (cJSON_IsArray(value))
    return script_any(cdk, value);
  expression_add(cdk->arena, list, script_value(cdk, value, &text_place));
  return list;
}

/* "arn:${AWS::Partition}:iam::${AWS::AccountId}:root" */
static bool is_root(const Json *value) {
  const Json *text = cJSON_GetObjectItemCaseSensitive(value, "Fn::Sub");
  return cJSON_IsString(text) &&
         str_equal(str_from(text->valuestring),
                   STR("arn:${AWS::Partition}:iam::${AWS::AccountId}:root"));
}

static Expression *principal_of(Cdk *cdk, Str kind, const Json *value) {
  static const struct {
    Str kind, call;
  } principals[] = {
    { STR_INIT("Service"), STR_INIT("new iam.ServicePrincipal") },
    { STR_INIT("AWS"), STR_INIT("new iam.ArnPrincipal") },
    { STR_INIT("Federated"), STR_INIT("new iam.FederatedPrincipal") },
  };
  uses_class(cdk, STR("iam.Principal"));
  if (is_root(value))
    return expression_call(cdk->arena, STR("new iam.AccountRootPrincipal"));
  for (u32 i = 0; i < COUNT_OF(principals); i++)
    if (str_equal(principals[i].kind, kind)) {
      Expression *call = expression_call(cdk->arena, principals[i].call);
      expression_add(cdk->arena, call, script_any(cdk, value));
      return call;
    }
  return NULL;
}

static Expression *principals_of(Cdk *cdk, const Json *value) {
  Arena *arena = cdk->arena;
  Expression *list = expression_list(arena);
  uses_class(cdk, STR("iam.Principal"));
  if (cJSON_IsString(value)) {
    expression_add(arena, list,
                   expression_call(arena, STR("new iam.StarPrincipal")));
    return list;
  }
  for (const Json *kind = value->child; kind; kind = kind->next) {
    const Json *one = cJSON_IsArray(kind) ? kind->child : kind;
    for (; one; one = cJSON_IsArray(kind) ? one->next : NULL)
      expression_add(arena, list,
                     principal_of(cdk, str_from(kind->string), one));
  }
  return list;
}

Expression *script_statement(Cdk *cdk, const Json *statement) {
  static const struct {
    Str key, prop;
  } lists[] = {
    { STR_INIT("Action"), STR_INIT("actions") },
    { STR_INIT("NotAction"), STR_INIT("notActions") },
    { STR_INIT("Resource"), STR_INIT("resources") },
    { STR_INIT("NotResource"), STR_INIT("notResources") },
  };
  Arena *arena = cdk->arena;
  Expression *object = expression_object(arena);
  for (const Json *one = statement->child; one; one = one->next) {
    Str key = str_from(one->string);
    for (u32 i = 0; i < COUNT_OF(lists); i++)
      if (str_equal(lists[i].key, key))
        expression_put(arena, object, lists[i].prop, one_or_list(cdk, one));
    if (str_equal(key, STR("Sid")))
      expression_put(arena, object, STR("sid"), script_any(cdk, one));
    else if (str_equal(key, STR("Effect")) &&
             str_equal(word_of(cdk, one), STR("Deny")))
      expression_put(arena, object, STR("effect"),
                     expression_token(arena, STR("iam.Effect.DENY")));
    else if (str_equal(key, STR("Principal")))
      expression_put(arena, object, STR("principals"), principals_of(cdk, one));
    else if (str_equal(key, STR("NotPrincipal")))
      expression_put(arena, object, STR("notPrincipals"),
                     principals_of(cdk, one));
    else if (str_equal(key, STR("Condition")))
      expression_put(arena, object, STR("conditions"), script_any(cdk, one));
  }
  uses_class(cdk, STR("iam.PolicyStatement"));
  Expression *call = expression_call(arena, STR("new iam.PolicyStatement"));
  expression_add(arena, call, object);
  return call;
}

static Expression *script_document(Cdk *cdk, const Json *document) {
  Arena *arena = cdk->arena;
  Expression *list = expression_list(arena), *object = expression_object(arena);
  const Json *statements =
    cJSON_GetObjectItemCaseSensitive(document, "Statement");
  for (const Json *one = statements ? statements->child : NULL; one;
       one = one->next)
    expression_add(arena, list, script_statement(cdk, one));
  expression_put(arena, object, STR("statements"), list);
  uses_class(cdk, STR("iam.PolicyDocument"));
  Expression *call = expression_call(arena, STR("new iam.PolicyDocument"));
  expression_add(arena, call, object);
  return call;
}

static Expression *script_policies(Cdk *cdk, const Json *policies) {
  Expression *object = expression_object(cdk->arena);
  for (const Json *one = policies->child; one; one = one->next) {
    const Json *name = cJSON_GetObjectItemCaseSensitive(one, "PolicyName");
    const Json *document =
      cJSON_GetObjectItemCaseSensitive(one, "PolicyDocument");
    if (!cJSON_IsString(name) || !document)
      return NULL;
    expression_put(cdk->arena, object, str_from(name->valuestring),
                   script_document(cdk, document));
  }
  return object;
}

/* Trust in one service, as the CDK has it; NULL: it is more than that. */
static Expression *script_trust(Cdk *cdk, const Json *document) {
  Arena *arena = cdk->arena;
  const Json *statements =
    cJSON_GetObjectItemCaseSensitive(document, "Statement");
  const Json *one = statements ? statements->child : NULL;
  const Json *principal = cJSON_GetObjectItemCaseSensitive(one, "Principal");
  const Json *service = cJSON_GetObjectItemCaseSensitive(principal, "Service");
  const Json *action = cJSON_GetObjectItemCaseSensitive(one, "Action");
  const Json *condition = cJSON_GetObjectItemCaseSensitive(one, "Condition");
  bool simple = one && !one->next && cJSON_IsString(service) &&
                !service->next && action &&
                str_equal(word_of(cdk, action), STR("sts:AssumeRole")) &&
                !cJSON_GetObjectItemCaseSensitive(one, "Sid");
  if (!simple)
    return NULL;
  Expression *call = principal_of(cdk, STR("Service"), service);
  if (condition) {
    Expression *options = expression_object(arena);
    expression_put(arena, options, STR("conditions"),
                   script_any(cdk, condition));
    expression_add(arena, call, options);
  }
  return call;
}

/* ---- all of them --------------------------------------------------------- */

/* A map of texts; of what is no text yet one is made. */
static Expression *script_map(Cdk *cdk, const Json *value) {
  Expression *object = expression_object(cdk->arena);
  for (const Json *one = value->child; one; one = one->next)
    expression_put(cdk->arena, object, str_from(one->string),
                   script_value(cdk, one, &text_place));
  return object;
}

Expression *script_prop(Cdk *cdk, const PropRow *row, const Json *value) {
  switch (row->form) {
  case PROP_SAME:
    return script_any(cdk, value);
  case PROP_SECONDS:
    return script_seconds(cdk, value);
  case PROP_DAYS:
    return wrapped(cdk, "Duration.days", value);
  case PROP_MEBIBYTES:
    return wrapped(cdk, "Size.mebibytes", value);
  case PROP_WORD:
    return script_word(cdk, row, value);
  case PROP_ONE_WORD:
    return cJSON_GetArraySize(value) == 1 ? script_word(cdk, row, value->child)
                                          : NULL;
  case PROP_RUNTIME:
    return script_runtime(cdk, row, value);
  case PROP_MAP:
    return script_map(cdk, value);
  case PROP_CONSTRUCT:
    return script_construct(cdk, row, value);
  case PROP_CONSTRUCTS:
    return script_constructs(cdk, row, value);
  case PROP_REDRIVE:
    return script_redrive(cdk, row, value);
  case PROP_CODE:
    return script_code(cdk, value);
  case PROP_DOCUMENT:
    return script_document(cdk, value);
  case PROP_POLICIES:
    return script_policies(cdk, value);
  case PROP_TRUST:
    return script_trust(cdk, value);
  }
  return NULL;
}
