// SPDX-License-Identifier: Apache-2.0
//
// What the rule packs of cdk-nag find in templates.
//
//   node findings.js MODULES TEMPLATE…
//
// MODULES is the folder with node_modules. Each template is included in a stack,
// and each resource shown to each pack of both lines of cdk-nag: the second
// honours what a template acknowledges by itself, the third has the latest rules
// and leaves that to whoever calls it. Printed is a list of
//
//   {template, resource, type, rule, reason, by}
//
// where `reason` is what the template says about it, null where it says nothing;
// `by` "nobody" is an acknowledgement of what no pack finds.
"use strict";
const { createRequire } = require("node:module");
const path = require("node:path");

const [modules, ...files] = process.argv.slice(2);
const load = createRequire(path.resolve(modules, "package.json"));
const { App, CfnResource, Stack } = load("aws-cdk-lib");
const { CfnInclude } = load("aws-cdk-lib/cloudformation-include");

const PACKS = ["AwsSolutionsChecks", "NIST80053R5Checks", "HIPAASecurityChecks",
  "PCIDSS321Checks"];

function acknowledged(resource) {
  const rules = resource.getMetadata("cdk_nag")?.rules_to_suppress ?? [];
  return new Map(rules.map((rule) => [rule.id, rule.reason]));
}

/* The second line: a pack tells a logger of each rule and each resource. */
function second(resources, told) {
  const nag = load("cdk-nag-2");
  const by = "cdk-nag " + load("cdk-nag-2/package.json").version;
  const tell = (reason) => (data) =>
    told(data.resource, data.ruleId, reason(data), by);
  const quiet = () => {};
  const logger = {
    onCompliance: quiet,
    onNotApplicable: quiet,
    onNonCompliance: tell(() => null),
    onError: tell(() => null),
    onSuppressed: tell((data) => data.suppressionReason),
    onSuppressedError: tell((data) => data.errorSuppressionReason),
  };
  for (const name of PACKS) {
    const pack = new nag[name]({ reports: false, additionalLoggers: [logger] });
    resources.forEach((resource) => pack.visit(resource));
  }
}

/* The third line: "AwsSolutions-IAM5[Resource::*]" names the rule and what it
 * found. */
function third(stack, resources, told) {
  const nag = load("cdk-nag");
  const by = "cdk-nag " + load("cdk-nag/package.json").version;
  const at = new Map(resources.map((one) => [one.node.path, one]));
  for (const name of PACKS)
    for (const found of new nag[name]().validateScope(stack).violations)
      for (const { constructPath } of found.violatingResources) {
        const resource = at.get(constructPath);
        const rule = found.ruleName.replace(/\[.*$/s, "");
        told(resource, rule, acknowledged(resource).get(rule) ?? null, by);
      }
}

const app = new App({ analyticsReporting: false });
const findings = [];
files.forEach((template, index) => {
  const stack = new Stack(app, `Stack${index}`);
  new CfnInclude(stack, "Template", { templateFile: template });
  const resources = stack.node.findAll().filter(CfnResource.isCfnResource);
  const seen = new Set();
  const add = (resource, rule, reason, by) => findings.push({
    template, resource: resource.node.id, type: resource.cfnResourceType, rule,
    reason, by });
  const told = (resource, rule, reason, by) => {
    seen.add(`${resource.node.id} ${rule}`);
    add(resource, rule, reason, by);
  };
  second(resources, told);
  third(stack, resources, told);
  for (const resource of resources)
    for (const [rule, reason] of acknowledged(resource))
      if (!seen.has(`${resource.node.id} ${rule}`))
        add(resource, rule, reason, "nobody");
});
process.stdout.write(JSON.stringify(findings));
