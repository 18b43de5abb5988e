// SPDX-License-Identifier: Apache-2.0
//
//   guarantees.js CASES.json
//
// For each guarantee of each case, by trying: whether somebody who is not named
// may do what it speaks of. Every action of the service, every thing of the
// stack and beside it, every principal, every mix of the conditions' values, in
// several places where the stack may stand. Says it as JSON: for each case a list
// with `null`, or the request that gets through. `further` places are tried where
// the compiler says that something does.
"use strict";
const fs = require("fs");
const simulator = require("./simulator.js");
const { Template } = require("./template.js");
const { roles, satisfying, services } = require("./principals.js");

// ---- patterns ----

const expressions = new Map();

function expression(pattern, flags = "") {
  const key = flags + pattern;
  if (!expressions.has(key))
    expressions.set(key, written(pattern, flags));
  return expressions.get(key);
}

function written(pattern, flags) {
  return new RegExp("^" + pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*").replace(/\?/g, ".") + "$", flags);
}

// A text that both patterns mean, `filler` where both leave it open; or null.
function common(left, right, filler) {
  const known = new Map();
  const from = (i, k) => {
    const key = i * 1000 + k;
    if (!known.has(key)) {
      known.set(key, null);
      known.set(key, found(i, k));
    }
    return known.get(key);
  };
  const glue = (head, tail) => (tail === null ? null : head + tail);
  const found = (i, k) => {
    const a = left[i], b = right[k];
    if (a === undefined && b === undefined)
      return "";
    if (a === "*" && b === "*")
      return glue(filler, from(i + 1, k) ?? from(i, k + 1));
    if (a === "*")
      return from(i + 1, k) ??
             (b === undefined ? null : glue(b === "?" ? "q" : b, from(i, k + 1)));
    if (b === "*")
      return from(i, k + 1) ??
             (a === undefined ? null : glue(a === "?" ? "q" : a, from(i + 1, k)));
    if (a === undefined || b === undefined)
      return null;
    if (a !== b && a !== "?" && b !== "?")
      return null;
    return glue(a === "?" ? (b === "?" ? "q" : b) : a, from(i + 1, k + 1));
  };
  return from(0, 0);
}

// ---- the universe ----

const OPEN = simulator.readGuard({ Version: "2012-10-17", Statement: [
  { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] }, "open");

const MESSAGES = {
  sqs: ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage",
        "sqs:ChangeMessageVisibility", "sqs:PurgeQueue"],
  sns: ["sns:Publish"],
};

class Universe {
  constructor(one, place) {
    this.case = one;
    this.place = place;
    this.template = new Template(one.template, place, one.parameters);
    const nameOf = (name, suffix) => {
      const rest = name.slice(0, -suffix.length - 1).replace(/^shop-dev-?/, "");
      return rest || "api";
    };
    this.roles = roles(this.template, nameOf);
    const guards = this.template.guards();
    this.guards = Object.fromEntries(Object.entries(guards).map(
      ([arn, document]) => [arn, simulator.readGuard(document, arn)]));
    this.services = services(guards).map(
      (entry) => ({ ...entry, names: this.sourceOf(entry.context) }));
    this.admitting = new Set(Object.keys(guards).filter((arn) =>
      guards[arn].Statement.some((one) => one.Effect === "Allow" &&
        one.Principal.AWS && !/:root$/.test(one.Principal.AWS))));
    this.asked = new Map();
    this.things = this.everything();
  }

  // The thing of the program in whose name a service comes.
  sourceOf(context) {
    const source = String(context["aws:SourceArn"] || "");
    for (const id of this.template.of("AWS::SNS::Topic"))
      if (this.template.arnOf(id) === source)
        return [source.split("shop-dev-")[1].replace(/-topic$/, "")];
    for (const id of this.template.of("AWS::ApiGatewayV2::Api"))
      if (source.includes(`:${id}/`))
        return [this.template.properties(id).Name
          .replace(/^shop-dev-?|-?http-api$/g, "") || "api"];
    return [];
  }

  filled(pattern) {
    return pattern.replace("{p}", this.place.partition)
      .replace("{r}", this.place.region).replace("{a}", this.place.account);
  }

  everything() {
    const { template } = this;
    const found = new Set(this.case.externals);
    for (const type of ["AWS::SQS::Queue", "AWS::SNS::Topic",
                        "AWS::Lambda::Function", "AWS::KMS::Key"])
      for (const id of template.of(type))
        found.add(template.arnOf(id));
    const granted = new Set(this.roles.flatMap((role) => role.statements.flatMap(
      (one) => [].concat(one.Resource))));
    const meant = new Set(this.case.guarantees.flatMap((one) =>
      one.things.map((thing) => this.filled(thing))));
    for (const grant of granted)
      for (const thing of meant)
        for (const filler of ["", "q7", "shop-dev-q"]) {
          const one = common(grant, thing, filler);
          if (one !== null && /^arn:([^:]*:){4}./.test(one))
            found.add(one);
        }
    return [...found];
  }

  account(resource) {
    return resource.split(":")[4] || this.place.account;
  }

  // The policy of a thing itself; what is elsewhere lets everybody in.
  guardOf(resource) {
    if (this.guards[resource])
      return this.guards[resource];
    if (this.account(resource) !== this.place.account)
      return OPEN;
    return resource.split(":")[2] === "kms" ? this.keyGuard() : undefined;
  }

  // Whether the thing's own policy lets some role in.
  admits(resource) {
    return this.admitting.has(resource);
  }

  keyGuard() {
    this.key = this.key || simulator.readGuard(
      { Version: "2012-10-17", Statement: [{
        Effect: "Allow", Action: "kms:*", Resource: "*",
        Principal: { AWS: `arn:${this.place.partition}:iam::` +
                          `${this.place.account}:root` } }] },
      "key");
    return this.key;
  }

  // Whether that principal may, under some context.
  may(principal, action, resource) {
    const key = `${principal.arn} ${action} ${resource}`;
    if (!this.asked.has(key))
      this.asked.set(key, this.tried(principal, action, resource));
    return this.asked.get(key);
  }

  tried(principal, action, resource) {
    const account = this.account(resource);
    const open = this.case.contexts;
    const allows = principal.statements.filter((one) =>
      one.Effect === "Allow" &&
      [].concat(one.Action).some((two) => expression(two, "i").test(action)));
    if (!allows.length && !this.admits(resource))
      return null; // nothing speaks of it at all
    const held = allows.filter((one) => one.Condition)
      .map((one) => satisfying(one.Condition));
    for (const more of open)
      for (const given of [{}, ...held]) {
        const context = simulator.contextOf(principal.arn, account,
                                            { ...given, ...more });
        if (simulator.ask({ principal: principal.arn, action, resource, account,
                            context, identity: principal.identity,
                            guard: this.guardOf(resource) }) === "Allowed")
          return { who: principal.id, action, resource, context };
      }
    return null;
  }

  async broken(guarantee) {
    const named = (names) => names.length > 0 &&
      names.every((name) => guarantee.who.includes(name));
    const meant = guarantee.things.map((one) => expression(this.filled(one)));
    for (const resource of this.things.filter(
      (one) => meant.some((test) => test.test(one))))
      for (const action of await this.actions(guarantee, resource)) {
        for (const role of this.roles) {
          const found = !named(role.names) && this.may(role, action, resource);
          if (found)
            return found;
        }
        for (const entry of this.services)
          if (entry.resource === resource && !named(entry.names) &&
              this.admitted(entry, action))
            return { who: entry.service, action, resource };
      }
    return null;
  }

  admitted(entry, action) {
    return this.case.contexts.some((more) => simulator.ask({
      principal: entry.service, action, resource: entry.resource,
      account: this.place.account, guard: this.guards[entry.resource],
      context: simulator.contextOf(entry.service, this.place.account,
                                   { ...more, ...entry.context }),
    }) === "Allowed");
  }

  async actions(guarantee, resource) {
    const tests = guarantee.actions.map((one) => expression(one, "i"));
    const all = await simulator.actionsOf(resource.split(":")[2]);
    const found = [];
    for (const action of all)
      if (tests.some((one) => one.test(action)) &&
          await simulator.takes(action, resource))
        found.push(action);
    return found;
  }
}

// What the proved guarantees, once they are written into the policies of things,
// take from anybody: nothing, since who is not named never had it.
function taken(one, before) {
  const after = new Universe({ ...one, template: one.enforced }, before.place);
  const lost = [];
  const compare = (who, action, resource, had, has) => {
    if (Boolean(had) !== Boolean(has))
      lost.push(`${who}: ${action} on ${resource}`);
  };
  const own = before.template.guards(), other = after.template.guards();
  const differs = (arn) =>
    JSON.stringify(own[arn]) !== JSON.stringify(other[arn]);
  for (const resource of Object.keys(before.guards).filter(differs))
    for (const action of MESSAGES[resource.split(":")[2]] || []) {
      before.roles.forEach((role, i) => compare(
        role.id, action, resource, before.may(role, action, resource),
        after.may(after.roles[i], action, resource)));
      for (const entry of before.services)
        if (entry.resource === resource)
          compare(entry.service, action, resource, before.admitted(entry, action),
                  after.admitted(entry, action));
    }
  return [...lost, ...admitted(one, after)];
}

const ADMIN = [simulator.readIdentity({ Version: "2012-10-17", Statement: [
  { Effect: "Allow", Action: "*", Resource: "*" }] }, "admin")];

// What an administrator may of what is proved and can be written down.
function admitted(one, after) {
  const admin = `arn:aws:iam::${after.place.account}:role/admin`;
  return one.guarantees.filter((two) => !two.violated).flatMap((guarantee) =>
    guarantee.declared.map((thing) => after.filled(thing))
      .filter((resource) => after.guards[resource])
      .flatMap((resource) => (MESSAGES[resource.split(":")[2]] || [])
        .filter((action) => guarantee.actions.some(
          (pattern) => expression(pattern, "i").test(action)))
        .filter((action) => simulator.ask({
          principal: admin, action, resource, identity: ADMIN,
          account: after.place.account, guard: after.guards[resource],
          context: simulator.contextOf(admin, after.place.account, {}),
        }) !== "ExplicitlyDenied")
        .map((action) => `an administrator may ${action} on ${resource}`)));
}

async function judge(one) {
  const universes = [];
  const answers = [];
  for (const guarantee of one.guarantees) {
    const places = guarantee.violated ? [...one.places, ...one.further]
      : one.places;
    let found = null;
    for (let i = 0; i < places.length && !found; i++) {
      universes[i] = universes[i] || new Universe(one, places[i]);
      found = await universes[i].broken(guarantee);
    }
    answers.push(found);
  }
  const changed = taken(one, universes[0] || new Universe(one, one.places[0]));
  return { answers, changed, asked: universes.reduce(
    (sum, universe) => sum + universe.asked.size, 0) };
}

async function main() {
  const cases = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
  const told = [];
  for (const one of cases)
    told.push(await judge(one));
  process.stdout.write(JSON.stringify(told));
}

main();
