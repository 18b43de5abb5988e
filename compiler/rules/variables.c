/* SPDX-License-Identifier: Apache-2.0
 *
 * Environment variables of a function: their names, those that it sets itself,
 * and names that would come twice. Written ones and those that arrows and
 * accesses give stand in one list.
 */
#include "rules/check.h"

static const Str reserved[] = {
#define VARIABLE(name) STR_INIT(name),
#define PREFIX(name, prefix, source)
#define ATTRIBUTE(prefix)
#include "stdlib/reserved.def"
#undef ATTRIBUTE
#undef VARIABLE
#undef PREFIX
};

static bool is_well_formed(Str name) {
  for (u32 i = 0; i < name.length; i++) {
    char c = name.at[i];
    if (!is_letter(c) && (i == 0 || !(is_digit(c) || c == '_')))
      return false;
  }
  return name.length > 1;
}

static bool is_reserved(Str name) {
  for (u32 i = 0; i < COUNT_OF(reserved); i++)
    if (str_equal(reserved[i], name))
      return true;
  return false;
}

static void check_name(const Rules *rules, const Variable *variable) {
  if (is_reserved(variable->name)) {
    Diag *diag = diag_add(rules->diags, RULE_NAME_RESERVED, variable->span,
                          "the variable `%.*s` is set by the function's "
                          "runtime itself",
                          STR_ARG(variable->name));
    diag_help(rules->diags, diag,
              "give it another name; its own value is there without asking");
    return;
  }
  if (is_well_formed(variable->name))
    return;
  Diag *diag = diag_add(rules->diags, RULE_NAME_BAD_CHARACTER, variable->span,
                        "`%.*s` is no name of an environment variable",
                        STR_ARG(variable->name));
  diag_note(rules->diags, diag,
            "it has two characters or more: first a letter, then letters, "
            "digits and `_`");
}

static void check_environment(const Rules *rules, const Handler *handler) {
  Map taken = map_new(rules->arena);
  for (u32 i = 0; i < handler->environment.count; i++) {
    const Variable *later = &handler->environment.items[i];
    u32 found = map_get(&taken, later->name);
    if (!found) {
      map_set(&taken, later->name, i + 1);
      check_name(rules, later);
      continue;
    }
    const Variable *first = &handler->environment.items[found - 1];
    if (later->span.lo < first->span.lo) {
      const Variable *swapped = first;
      first = later;
      later = swapped;
    }
    Diag *diag =
      diag_add(rules->diags, RULE_NAME_COLLISION, later->span,
               "handler `%.*s` would get the variable `%.*s` twice",
               STR_ARG(handler->resource.path), STR_ARG(later->name));
    diag_label(rules->diags, diag, "gives `%.*s` too", STR_ARG(later->name));
    diag_related(rules->diags, diag, first->span, "gives `%.*s`",
                 STR_ARG(first->name));
    diag_effect(rules->diags, diag,
                "the code would see one of the two and never the other");
    diag_help(rules->diags, diag, "call one of the two differently");
  }
}

void check_variables(const Rules *rules) {
  for (u32 i = 0; i < rules->model->handlers.count; i++)
    if (rules->model->handlers.items[i]->environment.count)
      check_environment(rules, rules->model->handlers.items[i]);
}
