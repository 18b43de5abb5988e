// SPDX-License-Identifier: Apache-2.0
//
// Who acts in a deployed template: its roles, each with the things of the
// program that use it, and the services that the policies of things let in.
"use strict";
const { readIdentity } = require("./simulator.js");

// { arn, identity, statements, names } for each role. `names` is as a guarantee
// says it: handlers, schedules, and the APIs that send with a role; empty where
// nothing of the program uses it.
function roles(template, nameOf) {
  const users = {};
  const uses = (value, name) => {
    const id = value && value["Fn::GetAtt"] && value["Fn::GetAtt"][0];
    if (id)
      (users[id] = users[id] || new Set()).add(name);
  };
  for (const id of template.of("AWS::Lambda::Function")) {
    const raw = template.resources[id].Properties;
    uses(raw.Role, nameOf(template.plain(raw.FunctionName), "handler"));
  }
  for (const id of template.of("AWS::Scheduler::Schedule")) {
    const raw = template.resources[id].Properties;
    uses(raw.Target.RoleArn, nameOf(template.plain(raw.Name), "schedule"));
  }
  for (const id of template.of("AWS::ApiGatewayV2::Integration")) {
    const raw = template.resources[id].Properties;
    const api = template.properties(raw.ApiId.Ref);
    uses(raw.CredentialsArn, nameOf(api.Name, "http-api"));
  }
  return template.of("AWS::IAM::Role").map((id) => {
    const documents = template.identity(id);
    return {
      id, arn: template.arnOf(id),
      names: [...(users[id] || [])],
      identity: documents.map((one) => readIdentity(one, id)),
      statements: documents.flatMap((one) => [].concat(one.Statement)),
    };
  });
}

const FREE = { "*": "x", "?": "x" };
const some = (pattern) => String(pattern).replace(/[*?]/g, (c) => FREE[c]);

// A context under which the conditions hold, as far as one can say.
function satisfying(condition) {
  const context = {};
  for (const [operator, tests] of Object.entries(condition || {}))
    for (const [key, values] of Object.entries(tests)) {
      const [first] = [].concat(values);
      const plain = operator.replace(/^ForA\w+:|IfExists$/g, "");
      context[key] =
        /^Ip/.test(plain) ? first.replace(/\/\d+$/, "").replace(/0$/, "1")
        : /Not/.test(plain) ? `${some(first)}-other`
        : some(first);
      if (operator.startsWith("For"))
        context[key] = [context[key]];
    }
  return context;
}

// The services that the policies of things let in: one for each statement.
function services(guards) {
  return Object.entries(guards).flatMap(([resource, document]) =>
    document.Statement
      .filter((one) => one.Effect === "Allow" && one.Principal.Service)
      .flatMap((one) => [].concat(one.Principal.Service).map((service) => {
        const context = {};
        for (const [key, value] of Object.entries(satisfying(one.Condition)))
          context[key.replace(/^AWS:/, "aws:")] = value;
        return { service, resource, context };
      })));
}

module.exports = { roles, satisfying, services };
