/* SPDX-License-Identifier: Apache-2.0
 *
 * Domains: a name of one's own leads to one API, whole.
 */
#include "rules/check.h"

static Str domain_of(const Rules *rules, const Api *api) {
  return setting_text(rules->arena, &api->resource, ATTR_api_domain_name);
}

static void report_domain(const Rules *rules, const Api *first,
                          const Api *later, Str name) {
  if (setting_place(&later->resource, ATTR_api_domain_name).lo <
      setting_place(&first->resource, ATTR_api_domain_name).lo) {
    const Api *swapped = first;
    first = later;
    later = swapped;
  }
  Str one = first->resource.path, other = later->resource.path;
  Diag *diag =
    diag_add(rules->diags, RULE_NAME_COLLISION,
             setting_place(&later->resource, ATTR_api_domain_name),
             "the APIs `%.*s` and `%.*s` would both answer at `%.*s`",
             STR_ARG(one), STR_ARG(other), STR_ARG(name));
  diag_related(rules->diags, diag,
               setting_place(&first->resource, ATTR_api_domain_name),
               "the name is taken here");
  rules_receiver(rules, diag, &later->resource, ATTR_api_domain_name);
  diag_effect(rules->diags, diag, "the deployment would fail");
  diag_help(rules->diags, diag,
            "give each a name of its own, or put the routes of both on one "
            "API");
}

void check_domains(const Rules *rules) {
  Map taken = map_new(rules->arena);
  for (u32 i = 0; i < rules->model->apis.count; i++) {
    const Api *api = rules->model->apis.items[i];
    Str name = domain_of(rules, api);
    u32 first = name.length ? map_get(&taken, name) : 0;
    if (first)
      report_domain(rules, rules->model->apis.items[first - 1], api, name);
    else if (name.length)
      map_set(&taken, name, i + 1);
  }
}
