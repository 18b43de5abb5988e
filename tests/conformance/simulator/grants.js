// SPDX-License-Identifier: Apache-2.0
//
//   grants.js STACKS.json
//
// Each emitted template against what the arrows of its model ask for: every call
// is allowed, and what lies beside it is denied. Says as JSON, for each stack, a
// list of { name, count, faults }.
"use strict";
const fs = require("fs");
const simulator = require("./simulator.js");
const { Template } = require("./template.js");
const { Arrows } = require("./arrows.js");
const { readIdentity } = require("./simulator.js");
const { guarded } = require("./guarded.js");

const BESIDE = 20; // actions beside each call
const ELSEWHERE = "210987654321";
const OPEN = simulator.readGuard({ Version: "2012-10-17", Statement: [
  { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] }, "open");

class Stack {
  constructor(entry) {
    this.template = new Template(entry.template, entry.place, entry.parameters);
    this.arrows = new Arrows(entry.model, this.template);
    this.calls = this.arrows.all();
    this.model = entry.model;
    this.roles = this.matched();
    this.guards = Object.fromEntries(Object.entries(this.template.guards()).map(
      ([arn, document]) => [arn, simulator.readGuard(document, arn)]));
    this.account = entry.place.account;
    this.told = [];
  }

  // Path of a role in the model -> the role of the template.
  matched() {
    const found = {};
    for (const id of this.template.of("AWS::IAM::Role")) {
      const { Description } = this.template.properties(id);
      const own = this.model.roles.filter(
        (one) => one.documentation === Description);
      if (own.length !== 1)
        throw new Error(`${id} is ${own.length} roles of the model`);
      found[`${own[0].owner.kind} ${own[0].path}`] = found[own[0].path] = {
        id, arn: this.template.arnOf(id),
        identity: this.template.identity(id).map((one) => readIdentity(one, id)),
      };
    }
    return found;
  }

  tell(name, count, faults) {
    this.told.push({ name, count, faults });
  }

  guardOf(resource) {
    const account = resource.split(":")[4];
    if (account && account !== this.account)
      return OPEN;
    if (this.guards[resource])
      return this.guards[resource];
    return resource.split(":")[2] === "kms" ? simulator.readGuard({
      Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "kms:*",
        Resource: "*", Principal: {
          AWS: `arn:${this.template.partition}:iam::${this.account}:root` } }],
    }, "a key beside") : undefined;
  }

  ask(role, { action, resource, context }, account) {
    const own = account || resource.split(":")[4] || this.account;
    return simulator.ask({
      principal: role.arn, action, resource, account: own,
      identity: role.identity, guard: this.guardOf(resource),
      context: simulator.contextOf(role.arn, own, context),
    });
  }

  // ---- what is beside ----

  // The same sort of thing under other names and in other places.
  neighbours(resource) {
    const parts = resource.split(":");
    const change = (place, text) =>
      [...parts.slice(0, place), text, ...parts.slice(place + 1)].join(":");
    const found = [];
    if (resource === "*")
      return found;
    if (parts[2] === "s3") {
      found.push(resource.replace(/^(arn:[^:]*:s3:::[^/]*)/, "$1-beside"));
      return found;
    }
    if (parts[2] === "logs")
      found.push(change(6, `${parts[6]}-beside`));
    else if (parts[2] === "ec2" && parts[5].startsWith("network-interface/"))
      ; // one is like the other: it has no name before it is made
    else
      found.push(`${resource}-beside`, resource.slice(0, -1));
    found.push(change(3, "ap-south-1"), change(4, ELSEWHERE));
    return found;
  }

  // The actions of the service that are nearest by name, on the same thing.
  async beside(call, asked) {
    const all = await simulator.actionsOf(call.action.split(":")[0]);
    const place = all.indexOf(call.action);
    const near = all.map((name, i) => [Math.abs(i - place), name])
      .sort((a, b) => a[0] - b[0]);
    const found = [];
    for (const [, action] of near)
      if (found.length < BESIDE && !asked.has(`${action} ${call.resource}`) &&
          await simulator.takes(action, call.resource))
        found.push(action);
    return found;
  }

  otherKeys(call) {
    const { "kms:ViaService": via, ...rest } = call.context;
    if (!via)
      return [];
    const found = [{ ...rest }, { ...call.context,
                                  "kms:ViaService": via.replace(/^\w+/, "ec2") }];
    for (const key of Object.keys(rest).filter((one) => /Context/.test(one)))
      found.push({ ...call.context, [key]: `${rest[key]}-beside` });
    return found.map((context) => ({ ...call, context }));
  }

  async role(path, calls) {
    const role = this.roles[path];
    const asked = new Set(calls.map((one) => `${one.action} ${one.resource}`));
    const wrong = (call, result) =>
      `${call.action} on ${call.resource} ${JSON.stringify(call.context)}: ` +
      `${result}, for ${call.why}`;
    const narrow = [], broad = [];
    let denied = 0;
    const refuse = (call, account) => {
      denied++;
      const result = this.ask(role, call, account);
      if (result === "Allowed")
        broad.push(wrong(call, result));
    };
    for (const call of calls) {
      const result = this.ask(role, call);
      if (!await simulator.takes(call.action, call.resource))
        narrow.push(wrong(call, "no such request"));
      if (result !== "Allowed")
        narrow.push(wrong(call, result));
      for (const resource of [...this.neighbours(call.resource), ...this.others(
        call.resource)])
        if (!asked.has(`${call.action} ${resource}`))
          refuse({ ...call, resource });
      if (/^arn:[^:]*:s3:/.test(call.resource))
        refuse(call, ELSEWHERE);
      for (const action of await this.beside(call, asked))
        refuse({ ...call, action });
      for (const other of this.otherKeys(call))
        refuse(other);
    }
    this.tell(`${role.id} may what its arrows ask for`, calls.length, narrow);
    this.tell(`${role.id} may nothing beside that`, denied, broad);
  }

  // The stack's other things of that sort.
  others(resource) {
    const type = { sqs: "AWS::SQS::Queue", sns: "AWS::SNS::Topic",
                   lambda: "AWS::Lambda::Function" }[resource.split(":")[2]];
    return type ? this.template.of(type).map((id) => this.template.arnOf(id))
      .filter((one) => one !== resource) : [];
  }

  async judge() {
    const by = new Map();
    for (const call of this.calls)
      by.set(call.role, [...(by.get(call.role) || []), call]);
    for (const [path, calls] of by)
      await this.role(path, calls);
    const idle = this.model.roles.filter((one) => !by.has(one.path));
    this.tell("every role has a call", this.model.roles.length,
              idle.map((one) => one.path));
    await guarded(this);
    return this.told;
  }
}

async function main() {
  const told = [];
  for (const entry of JSON.parse(fs.readFileSync(process.argv[2], "utf8")))
    told.push(await new Stack(entry).judge());
  process.stdout.write(JSON.stringify(told));
}

main();
