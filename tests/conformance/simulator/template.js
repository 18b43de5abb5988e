// SPDX-License-Identifier: Apache-2.0
//
// A template as it stands deployed in one place: references become the ARNs,
// names and ids that things have there, and policies become plain documents.
"use strict";

// Where a reference to a resource gives its ARN; elsewhere it gives its name.
const ARN_OF = {
  "AWS::SQS::Queue": (it, at) => at.arn("sqs", it.QueueName),
  "AWS::SNS::Topic": (it, at) => at.arn("sns", it.TopicName),
  "AWS::Lambda::Function": (it, at) =>
    at.arn("lambda", `function:${it.FunctionName}`),
  "AWS::KMS::Key": (it, at, id) => at.arn("kms", `key/${at.uuid(id)}`),
  "AWS::IAM::Role": (it, at, id) =>
    `arn:${at.partition}:iam::${at.account}:role${it.Path || "/"}` +
    (it.RoleName || id),
  "AWS::IAM::ManagedPolicy": (it, at, id) =>
    `arn:${at.partition}:iam::${at.account}:policy/${id}`,
  "AWS::DynamoDB::Table": (it, at, id) =>
    at.arn("dynamodb", `table/${it.TableName || id}`),
};
const REF_IS_ARN = new Set(["AWS::SNS::Topic", "AWS::IAM::ManagedPolicy"]);
const NAMES = ["QueueName", "FunctionName", "LogGroupName", "TopicName"];

class Template {
  constructor(document, place, parameters) {
    this.resources = document.Resources;
    this.parameters = parameters || {};
    Object.assign(this, place); // partition, region, account
  }

  arn(service, rest) {
    return `arn:${this.partition}:${service}:${this.region}:${this.account}:` +
           this.plain(rest);
  }

  // An id made of the logical one, the same each time.
  uuid(id) {
    return Buffer.from(id.padEnd(16, ".")).toString("hex").slice(0, 32)
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  of(type) {
    return Object.keys(this.resources)
      .filter((id) => this.resources[id].Type === type);
  }

  properties(id) {
    return this.plain(this.resources[id].Properties);
  }

  arnOf(id) {
    const { Type, Properties } = this.resources[id];
    if (!ARN_OF[Type])
      throw new Error(`a reference to the ARN of ${id}, a ${Type}`);
    return ARN_OF[Type](this.plain(Properties), this, id);
  }

  ref(id) {
    const pseudo = {
      "AWS::Region": this.region, "AWS::AccountId": this.account,
      "AWS::Partition": this.partition, "AWS::URLSuffix": "amazonaws.com",
      "AWS::StackName": "stack",
    };
    if (id in pseudo)
      return pseudo[id];
    if (id in this.parameters)
      return this.parameters[id];
    const resource = this.resources[id];
    if (!resource)
      throw new Error(`a reference to ${id}, which is nothing`);
    if (REF_IS_ARN.has(resource.Type))
      return this.arnOf(id);
    const name = NAMES.map((one) => resource.Properties[one]).find(Boolean);
    return name ? this.plain(name) : id;
  }

  attribute(id, name) {
    if (name === "Arn")
      return this.arnOf(id);
    const value = this.resources[id].Properties[name];
    return value === undefined ? `${id}.${name}` : this.plain(value);
  }

  // A value without functions of CloudFormation.
  plain(value) {
    if (Array.isArray(value))
      return value.map((one) => this.plain(one));
    if (value === null || typeof value !== "object")
      return value;
    const keys = Object.keys(value);
    if (keys.length === 1 && keys[0] === "Ref")
      return this.ref(value.Ref);
    if (keys.length === 1 && keys[0] === "Fn::GetAtt")
      return this.attribute(...value["Fn::GetAtt"]);
    if (keys.length === 1 && keys[0] === "Fn::Sub")
      return value["Fn::Sub"].replace(/\$\{(!?)([^}]+)\}/g, (all, raw, name) => {
        const [id, what] = name.split(".");
        return raw ? `\${${name}}`
          : what ? this.attribute(id, what) : String(this.ref(id));
      });
    if (keys.length === 1 && keys[0].startsWith("Fn::"))
      return `(${keys[0]})`; // of zones and the like: in no policy
    return Object.fromEntries(
      keys.map((key) => [key, this.plain(value[key])]));
  }

  // ---- policies ----

  // The documents that a role carries.
  identity(id) {
    const { Policies = [], ManagedPolicyArns = [] } = this.properties(id);
    return [
      ...Policies.map((one) => one.PolicyDocument),
      ...ManagedPolicyArns.map((arn) => {
        const policy = this.of("AWS::IAM::ManagedPolicy")
          .find((one) => this.arnOf(one) === arn);
        if (!policy)
          throw new Error(`${id} carries ${arn}, which is not of the stack`);
        return this.properties(policy).PolicyDocument;
      }),
    ];
  }

  // ARN -> the document of the thing itself. A thing without one has none.
  guards() {
    const found = {};
    const add = (arn, document) => {
      found[arn] = found[arn] || { Version: "2012-10-17", Statement: [] };
      found[arn].Statement.push(...document.Statement);
    };
    for (const id of this.of("AWS::SQS::QueuePolicy"))
      for (const queue of this.resources[id].Properties.Queues)
        add(this.arnOf(queue.Ref), this.properties(id).PolicyDocument);
    for (const id of this.of("AWS::SNS::TopicPolicy"))
      for (const topic of this.resources[id].Properties.Topics)
        add(this.plain(topic), this.properties(id).PolicyDocument);
    for (const id of this.of("AWS::KMS::Key"))
      add(this.arnOf(id), this.properties(id).KeyPolicy);
    for (const id of this.of("AWS::Lambda::Permission"))
      add(this.functionArn(this.properties(id).FunctionName),
          { Statement: [this.permission(id)] });
    return found;
  }

  functionArn(name) {
    return name.startsWith("arn:") ? name : this.arn("lambda", `function:${name}`);
  }

  // What Lambda writes into the function's policy for a permission.
  permission(id) {
    const it = this.properties(id);
    const condition = {};
    if (it.SourceArn)
      condition.ArnLike = { "AWS:SourceArn": it.SourceArn };
    if (it.SourceAccount)
      condition.StringEquals = { "AWS:SourceAccount": it.SourceAccount };
    return {
      Sid: id, Effect: "Allow", Principal: { Service: it.Principal },
      Action: it.Action, Resource: this.functionArn(it.FunctionName),
      ...(Object.keys(condition).length ? { Condition: condition } : {}),
    };
  }
}

module.exports = { Template };
