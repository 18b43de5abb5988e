/* SPDX-License-Identifier: Apache-2.0
 *
 * What attributes are that nobody gave and that follow from others. One small
 * function each, in one table.
 */
#include "sema/program.h"

static void inferred(Setting *set, Value value, Str why) {
  *set = (Setting){ .value = value, .origin = ORIGIN_INFERRED, .why = why };
}

static Value amount(ValueKind kind, i64 number) {
  return (Value){ .kind = kind, .number = number };
}

static Value text(Analysis *analysis, Str literal) {
  return (Value){ .kind = VALUE_TEXT,
                  .text = text_of(analysis->arena, literal) };
}

static Value texts(Analysis *analysis, Str separated, ValueKind kind) {
  Str parts[8];
  u32 count = words_split(separated, parts, COUNT_OF(parts));
  Value value = { .kind = VALUE_LIST };
  value.list.count = count;
  value.list.items = ARENA_ARRAY(analysis->arena, Value, count);
  for (u32 i = 0; i < count; i++)
    value.list.items[i] =
      kind == VALUE_TEXT
        ? text(analysis, parts[i])
        : (Value){ .kind = VALUE_WORD, .word = parts[i] };
  return value;
}

/* The most that a setting may be, and the least: what follows from one that the
 * deployment gives must do for all of its values. False: it has no number, or
 * an error was reported. */
static bool most_of(Analysis *analysis, Resource *resource, AttrId attr,
                    i64 *number) {
  const Setting *set = settle(analysis, resource, attr);
  *number = value_high(&set->value);
  return setting_given(set);
}

static bool least_of(Analysis *analysis, Resource *resource, AttrId attr,
                     i64 *number) {
  const Setting *set = settle(analysis, resource, attr);
  *number = value_low(&set->value);
  return setting_given(set);
}

static void infer_project(Analysis *analysis, Resource *stack, Setting *set) {
  Buf buf = buf_new(analysis->arena);
  for (u32 i = 0; i < stack->path.length; i++)
    buf_char(&buf, stack->path.at[i] == '_' ? '-' : stack->path.at[i]);
  inferred(set, text(analysis, buf_view(&buf)), STR("the stack's name"));
}

static void infer_description(Analysis *analysis, Resource *stack,
                              Setting *set) {
  if (stack->documentation.length)
    inferred(set, text(analysis, stack->documentation), STR("the `///` text"));
}

/* The time its handler may hold a message, six times over, since a call that is
 * throttled is tried again: "Configuring an SQS queue for Lambda". */
static void infer_visibility(Analysis *analysis, Resource *queue, Setting *set) {
  const Queue *self = (const Queue *)queue;
  i64 longest = 0;
  for (u32 i = 0; i < self->consumers.count; i++) {
    Resource *handler = &self->consumers.items[i]->resource;
    i64 timeout, window, needed;
    if (!most_of(analysis, handler, ATTR_handler_timeout, &timeout) ||
        !most_of(analysis, handler, ATTR_handler_batch_window, &window))
      continue;
    needed = 6 * timeout + window;
    if (needed <= longest)
      continue;
    longest = needed;
    Str a = quantity_text(analysis->arena, VALUE_DURATION, timeout);
    Str b = quantity_text(analysis->arena, VALUE_DURATION, window);
    Str why = window ? str_format(analysis->arena, "6 × %.*s + %.*s",
                                  STR_ARG(a), STR_ARG(b))
                     : str_format(analysis->arena, "6 × %.*s", STR_ARG(a));
    if (value_late(&setting(handler, ATTR_handler_timeout)->value) ||
        value_late(&setting(handler, ATTR_handler_batch_window)->value))
      why = str_format(analysis->arena, "%.*s, the most at deployment",
                       STR_ARG(why));
    inferred(set, amount(VALUE_DURATION, needed), why);
  }
}

static void infer_age(Analysis *analysis, Resource *queue, Setting *set) {
  i64 visibility, retention, minimum = 15 * 60 * 1000;
  if (!most_of(analysis, queue, ATTR_queue_visibility, &visibility) ||
      !least_of(analysis, queue, ATTR_queue_retention, &retention))
    return;
  i64 age = 3 * visibility > minimum ? 3 * visibility : minimum;
  bool capped = age > retention / 4;
  age = capped ? retention / 4 : age;
  age -= age % 1000; /* the metric counts seconds */
  inferred(set, amount(VALUE_DURATION, age),
           capped                    ? STR("a quarter of the retention")
           : 3 * visibility > minimum ? STR("3 × visibility")
                                      : STR("at least 15m"));
}

enum { LARGEST_BURST = 5000 };

static void infer_burst(Analysis *analysis, Resource *resource, AttrId rate,
                        Setting *set) {
  i64 hourly;
  if (!most_of(analysis, resource, rate, &hourly))
    return;
  i64 burst = (hourly + 3599) / 3600;
  inferred(set, amount(VALUE_INTEGER, burst < LARGEST_BURST ? burst : LARGEST_BURST),
           STR("the requests of one second"));
}

static void infer_api_burst(Analysis *analysis, Resource *api, Setting *set) {
  infer_burst(analysis, api, ATTR_api_throttle_rate, set);
}

static void infer_endpoint_burst(Analysis *analysis, Resource *endpoint,
                                 Setting *set) {
  infer_burst(analysis, endpoint, ATTR_endpoint_throttle_rate, set);
}

static void infer_methods(Analysis *analysis, Resource *api, Setting *set) {
  static const Str order[] = {
    STR_INIT("GET"),    STR_INIT("POST"), STR_INIT("PUT"),     STR_INIT("PATCH"),
    STR_INIT("DELETE"), STR_INIT("HEAD"), STR_INIT("OPTIONS"),
  };
  const Api *self = (const Api *)api;
  Buf found = buf_new(analysis->arena);
  for (u32 i = 0; i < COUNT_OF(order); i++)
    for (u32 k = 0; k < self->endpoints.count; k++) {
      Str method = self->endpoints.items[k]->method;
      if (!str_equal(method, order[i]) && !str_equal(method, STR("ANY")))
        continue;
      buf_format(&found, "%s%.*s", found.length ? "|" : "", STR_ARG(order[i]));
      break;
    }
  inferred(set, texts(analysis, buf_view(&found), VALUE_WORD),
           STR("the methods of the routes"));
}

static void infer_headers(Analysis *analysis, Resource *api, Setting *set) {
  (void)api;
  inferred(set, texts(analysis, STR("content-type|authorization"), VALUE_TEXT),
           STR("what a JSON request with a token needs"));
}

static Str runtime_of(Analysis *analysis, Resource *handler) {
  const Setting *set = settle(analysis, handler, ATTR_handler_runtime);
  return set->value.kind == VALUE_WORD ? set->value.word : STR("");
}

static bool code_is(Analysis *analysis, Resource *handler, Str call) {
  const Setting *set = settle(analysis, handler, ATTR_handler_code);
  return set->value.kind == VALUE_CALL &&
         str_equal(set->value.call.row->name, call);
}

static void infer_entry(Analysis *analysis, Resource *handler, Setting *set) {
  if (str_starts(runtime_of(analysis, handler), STR("provided")))
    inferred(set, text(analysis, STR("bootstrap")),
             STR("the program of a custom runtime"));
  else if (code_is(analysis, handler, STR("inline")))
    inferred(set, text(analysis, STR("index.handler")), STR("inline code"));
}

static void infer_architecture(Analysis *analysis, Resource *handler,
                               Setting *set) {
  bool native = str_starts(runtime_of(analysis, handler), STR("provided")) ||
                code_is(analysis, handler, STR("image"));
  inferred(set,
           (Value){ .kind = VALUE_WORD,
                    .word = native ? STR("x86_64") : STR("arm64") },
           native ? STR("a program of one's own") : STR("the runtime has it"));
}

void infer(Analysis *analysis, Resource *resource, AttrId attr,
           Setting *setting) {
  static const struct {
    AttrId attr;
    void (*function)(Analysis *, Resource *, Setting *);
  } rows[] = {
    { ATTR_stack_project, infer_project },
    { ATTR_stack_description, infer_description },
    { ATTR_queue_visibility, infer_visibility },
    { ATTR_queue_alarms_age, infer_age },
    { ATTR_api_throttle_burst, infer_api_burst },
    { ATTR_endpoint_throttle_burst, infer_endpoint_burst },
    { ATTR_api_cors_methods, infer_methods },
    { ATTR_api_cors_headers, infer_headers },
    { ATTR_handler_entry, infer_entry },
    { ATTR_handler_architecture, infer_architecture },
  };
  for (u32 i = 0; i < COUNT_OF(rows); i++)
    if (rows[i].attr == attr)
      rows[i].function(analysis, resource, setting);
}
