/* SPDX-License-Identifier: Apache-2.0
 *
 * What a network costs, where the program cannot show it.
 */
#include "rules/check.h"

void check_networks(const Rules *rules) {
  for (u32 i = 0; i < rules->model->networks.count; i++) {
    const Network *network = rules->model->networks.items[i];
    const Resource *self = &network->resource;
    u32 count = network->public_subnets.count;
    if (!network->nat || !count)
      continue;
    Diag *diag =
      diag_add(rules->diags, RULE_FLOW_NAT_PRICE,
               setting_place(self, ATTR_network_egress),
               count == 1 ? "the way out of network `%.*s` is %u NAT gateway, "
                            "with a public address"
                          : "the way out of network `%.*s` is %u NAT gateways, "
                            "each with a public address",
               STR_ARG(self->path), count);
    rules_receiver(rules, diag, self, ATTR_network_egress);
    rules_show(rules, diag, self, ATTR_network_zones, "one in each zone:");
    diag_effect(rules->diags, diag,
                "each is paid for by the hour, used or not, and by the GB that "
                "passes it; so is its address, by the hour");
    diag_note(rules->diags, diag,
              "one in each zone, so that a zone that fails takes no other "
              "one's way out with it; prices differ from Region to Region "
              "(Amazon VPC Pricing)");
    diag_help(rules->diags, diag,
              "what is called inside AWS needs no way out: leave `egress` out, "
              "and name further services in `endpoints`");
  }
}
