// SPDX-License-Identifier: Apache-2.0
//
// The policies of the things themselves: plain HTTP is refused to everybody, the
// services that the model names are let in for that thing and in that name only,
// guarantees refuse all but the named and lock nobody out of looking after the
// thing, and operators can send dead letters back.
"use strict";
const simulator = require("./simulator.js");

const ADMIN = [simulator.readIdentity({ Version: "2012-10-17", Statement: [
  { Effect: "Allow", Action: "*", Resource: "*" }] }, "admin")];
const MESSAGES = {
  sqs: ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage",
        "sqs:ChangeMessageVisibility", "sqs:PurgeQueue"],
  sns: ["sns:Publish"],
};
const OPERATE = ["sqs:ReceiveMessage", "sqs:DeleteMessage",
                 "sqs:GetQueueAttributes", "sqs:StartMessageMoveTask",
                 "sqs:CancelMessageMoveTask", "sqs:ListMessageMoveTasks"];

async function guarded(stack) {
  const { template } = stack;
  const admin = `arn:${template.partition}:iam::${stack.account}:role/admin`;
  const ask = (principal, action, resource, more = {}, identity = []) =>
    simulator.ask({
      principal, action, resource, identity, guard: stack.guardOf(resource),
      account: stack.account,
      context: simulator.contextOf(principal, stack.account, more),
    });
  const things = [...template.of("AWS::SQS::Queue"),
                  ...template.of("AWS::SNS::Topic")]
    .map((id) => template.arnOf(id));
  await plainHttp(stack, things, ask, admin);
  services(stack, ask);
  await guarantees(stack, things, ask, admin);
  operators(stack, ask);
  redrive(stack);
}

async function plainHttp(stack, things, ask, admin) {
  const faults = [];
  let count = 0;
  for (const thing of things) {
    count++;
    const look = thing.split(":")[2] === "sqs" ? "sqs:GetQueueAttributes"
      : "sns:GetTopicAttributes";
    if (ask(admin, look, thing, {}, ADMIN) !== "Allowed")
      faults.push(`${look} on ${thing} is refused over HTTPS`);
    for (const action of MESSAGES[thing.split(":")[2]]) {
      count++;
      const plain = ask(admin, action, thing,
                        { "aws:SecureTransport": "false" }, ADMIN);
      if (plain !== "ExplicitlyDenied")
        faults.push(`${action} on ${thing}: ${plain}`);
    }
  }
  stack.tell("plain HTTP is refused", count, faults);
}

// ---- services in their own name ----

// { service, action, resource, source } for each that must get in.
function entrances(stack) {
  const { arrows, model, template } = stack;
  const found = [];
  const add = (service, actions, resource, more) => actions.forEach((action) =>
    found.push({ service, action, resource, more }));
  const from = (source) => ({ "aws:SourceArn": source,
                              "aws:SourceAccount": stack.account });
  const keyed = (of, service, source) => {
    const key = arrows.keyOf(of);
    if (key && key === arrows.key)
      add(service, ["kms:GenerateDataKey", "kms:Decrypt"], key, from(source));
  };
  for (const { topic, subscriber } of model.subscriptions) {
    const source = arrows.arn(topic);
    if (subscriber.kind === "queue") {
      add("sns.amazonaws.com", ["sqs:SendMessage"], arrows.arn(subscriber),
          from(source));
      keyed(subscriber, "sns.amazonaws.com", source);
    } else {
      add("sns.amazonaws.com", ["lambda:InvokeFunction"], arrows.arn(subscriber),
          from(source));
    }
  }
  const alarm = template.arn("cloudwatch", "alarm:one");
  const told = new Set(model.stack.alarm_actions.map(
    (one) => arrows.text(one)));
  for (const topic of model.topics.filter((one) => told.has(arrows.arn(one)))) {
    add("cloudwatch.amazonaws.com", ["sns:Publish"], arrows.arn(topic),
        from(alarm));
    keyed(topic, "cloudwatch.amazonaws.com", alarm);
  }
  for (const one of model.log_groups.filter((row) => row.key))
    if (arrows.text(one.key) === arrows.key)
      add(`logs.${template.region}.amazonaws.com`,
          ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"], arrows.key,
          { "kms:EncryptionContext:aws:logs:arn":
              template.arn("logs", `log-group:${arrows.text(one.name)}`) });
  for (const id of template.of("AWS::Lambda::Permission")) {
    const { Principal, SourceArn, FunctionName } = template.properties(id);
    if (Principal === "apigateway.amazonaws.com")
      add(Principal, ["lambda:InvokeFunction"],
          template.functionArn(FunctionName),
          from(SourceArn.replace(/\*/g, "$default")));
  }
  return found;
}

function services(stack, ask) {
  const all = entrances(stack);
  const shut = [], open = [];
  let refused = 0;
  const name = (one, result) => `${one.service}: ${one.action} on ` +
    `${one.resource} ${JSON.stringify(one.more)}: ${result}`;
  for (const one of all) {
    const result = ask(one.service, one.action, one.resource, one.more);
    if (result !== "Allowed")
      shut.push(name(one, result));
    for (const other of strangers(stack, one)) {
      refused++;
      const found = ask(other.service, other.action, other.resource, other.more);
      if (found === "Allowed")
        open.push(name(other, found));
    }
  }
  stack.tell("services get in where they must", all.length, shut);
  stack.tell("services get in nowhere else", refused, open);
}

// The same entrance from somebody else, or for something else.
function strangers(stack, one) {
  const found = [{ ...one, service: "s3.amazonaws.com" }];
  const { "aws:SourceArn": source } = one.more;
  for (const key of Object.keys(one.more))
    if (key !== "aws:SourceAccount" ||
        !one.resource.includes(":lambda:")) // there the source's ARN says it
      found.push({ ...one, more: { ...one.more, [key]: key.endsWith("Account")
        ? "210987654321"
        : one.more[key].replace(/:(alarm|log-group)?:?[^:]*$/, ":else") } });
  if (source)
    found.push({ ...one, more: { ...one.more, "aws:SourceArn": source.replace(
      `:${stack.account}:`, ":210987654321:") } });
  const beside = { sqs: "sqs:ReceiveMessage", sns: "sns:Subscribe",
                   lambda: "lambda:UpdateFunctionCode", kms: "kms:CreateGrant" };
  found.push({ ...one, action: beside[one.action.split(":")[0]] });
  return found;
}

// ---- guarantees ----

async function guarantees(stack, things, ask, admin) {
  const faults = [];
  let count = 0;
  const want = (right, text) => {
    count++;
    if (!right)
      faults.push(text);
  };
  const documents = stack.template.guards();
  for (const thing of things)
    for (const deny of documents[thing].Statement.filter(namedBy)) {
      const named = namedBy(deny);
      const actions = [].concat(deny.Action);
      const manage = (await simulator.actionsOf(thing.split(":")[2]))
        .filter((one) => !MESSAGES[thing.split(":")[2]].includes(one));
      for (const action of actions) {
        const result = ask(admin, action, thing, {}, ADMIN);
        want(result === "ExplicitlyDenied",
             `${deny.Sid}: an administrator, ${action}: ${result}`);
        for (const role of named.filter((one) => !otherDenies(
          documents[thing], deny, action, one)))
          want(ask(role, action, thing, {}, ADMIN) === "Allowed",
               `${deny.Sid}: ${role}, who is named, is refused ${action}`);
        const service = ask("sqs.amazonaws.com", action, thing);
        want(service !== "ExplicitlyDenied",
             `${deny.Sid}: services are refused ${action}`);
      }
      for (const action of manage)
        if (await simulator.takes(action, thing))
          want(ask(admin, action, thing, {}, ADMIN) === "Allowed",
               `${deny.Sid}: an administrator is locked out of ${action}`);
    }
  if (count)
    stack.tell("guarantees refuse all but the named, and lock nobody out", count,
               faults);
}

// Whom a guarantee's denial lets through; undefined: it is none.
function namedBy(statement) {
  const test = statement.Effect === "Deny" && statement.Condition &&
    (statement.Condition.ArnNotEquals || {})["aws:PrincipalArn"];
  return test ? [].concat(test) : undefined;
}

// Another guarantee on the same thing that does not name the role.
function otherDenies(document, own, action, role) {
  return document.Statement.some((one) => one !== own && namedBy(one) &&
    [].concat(one.Action).includes(action) && !namedBy(one).includes(role));
}

// ---- dead letters ----

function operators(stack, ask) {
  const { arrows, model, template } = stack;
  const list = (model.stack.settings.operators || {}).value || [];
  const faults = [];
  let count = 0;
  for (const queue of model.queues.filter((one) => one.dead_letter))
    for (const operator of list) {
      const role = arrows.arn(operator);
      const dead = arrows.arn(queue.dead_letter), own = arrows.arn(queue);
      const via = (arn) => ({
        "kms:ViaService": `sqs.${template.region}.amazonaws.com`,
        "kms:EncryptionContext:aws:sqs:arn": arn });
      const key = arrows.keyOf(queue);
      const calls = [
        ...OPERATE.map((action) => [action, dead, {}]),
        ["sqs:SendMessage", own, {}],
        ...(key && key === arrows.key
          ? [["kms:Decrypt", key, via(own)], ["kms:Decrypt", key, via(dead)],
             ["kms:GenerateDataKey", key, via(own)]] : []),
      ];
      for (const [action, resource, more] of calls) {
        count++;
        const result = ask(role, action, resource, more);
        if (result !== "Allowed")
          faults.push(`${role}: ${action} on ${resource}: ${result}`);
      }
      for (const [action, resource] of [
        ["sqs:DeleteQueue", dead], ["sqs:SetQueueAttributes", dead],
        ["sqs:DeleteQueue", own], ["sqs:ReceiveMessage", own]]) {
        count++;
        if (ask(role, action, resource) === "Allowed")
          faults.push(`${role} may ${action} on ${resource}`);
      }
    }
  if (list.length)
    stack.tell("operators can send dead letters back", count, faults);
}

// No policy but a setting: which queue's letters a dead-letter queue takes.
function redrive(stack) {
  const { arrows, model, template } = stack;
  const faults = [];
  const pairs = model.queues.filter((one) => one.dead_letter);
  for (const queue of pairs) {
    const dead = arrows.arn(queue.dead_letter);
    const id = template.of("AWS::SQS::Queue").find(
      (one) => template.arnOf(one) === dead);
    const found = JSON.stringify(template.properties(id).RedriveAllowPolicy);
    const right = JSON.stringify({ redrivePermission: "byQueue",
                                   sourceQueueArns: [arrows.arn(queue)] });
    if (found !== right)
      faults.push(`${dead}: ${found}`);
  }
  stack.tell("dead letters come from their own queue", pairs.length, faults);
}

module.exports = { guarded };
