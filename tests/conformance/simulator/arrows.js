// SPDX-License-Identifier: Apache-2.0
//
// What the arrows of a resolved model ask for, call by call: from edges, `reads`
// and `writes`, logs, keys and networks. The model's own statements are never
// looked at: they are what is judged.
"use strict";

const READS = {
  "external table": { get: "dynamodb:GetItem", query: "dynamodb:Query",
                      scan: "dynamodb:Scan", batch: "dynamodb:BatchGetItem" },
  "external bucket": { get: "s3:GetObject", list: "s3:ListBucket" },
  "external secret": { get: "secretsmanager:GetSecretValue" },
  "external parameter": { get: "ssm:GetParameter" },
};
const WRITES = {
  "external table": { put: "dynamodb:PutItem", update: "dynamodb:UpdateItem",
                      delete: "dynamodb:DeleteItem",
                      batch: "dynamodb:BatchWriteItem" },
  "external bucket": { put: "s3:PutObject" },
};
// What a bare name means.
const BARE = {
  reads: { "external table": ["get", "query"], "external bucket": ["get"],
           "external secret": ["get"], "external parameter": ["get"] },
  writes: { "external table": ["put", "update", "delete"],
            "external bucket": ["put"] },
};
const RECEIVE = ["sqs:ReceiveMessage", "sqs:DeleteMessage",
                 "sqs:GetQueueAttributes"];

class Arrows {
  constructor(model, template) {
    this.model = model;
    this.template = template;
    this.things = new Map();
    for (const rows of Object.values(model).filter(Array.isArray))
      for (const row of rows)
        this.things.set(`${row.kind} ${row.path}`, row);
    this.key = template.of("AWS::KMS::Key").map((id) => template.arnOf(id))[0];
    this.calls = [];
  }

  thing({ kind, path }) {
    return this.things.get(`${kind} ${path}`);
  }

  // A text of the model; a plain one stands for itself.
  text(parts) {
    return typeof parts === "string" ? parts : parts.map((part) => ({
      text: () => part.text, region: () => this.template.region,
      account: () => this.template.account,
      partition: () => this.template.partition,
      arn: () => this.arn(part.of), name: () => this.text(this.thing(part.of).name),
    })[part.part]()).join("");
  }

  arn(of) {
    if (of.kind === "key")
      return this.key;
    const { arn, name } = this.thing(of);
    if (arn)
      return this.text(arn);
    const own = { queue: ["sqs", ""], topic: ["sns", ""],
                  handler: ["lambda", "function:"] }[of.kind];
    return this.template.arn(own[0], own[1] + this.text(name));
  }

  // The key that protects it; undefined: the service's own.
  keyOf(of) {
    const row = this.thing(of);
    const given = row.settings && row.settings.key && row.settings.key.value;
    if (row.key)
      return this.text(row.key);
    return given && (given.kind ? this.arn(given) : given);
  }

  // ---- one call ----

  call(role, why, action, resource, context = {}) {
    this.calls.push({ role, why, action, resource, context });
  }

  keyCalls(role, why, of, actions, service, more = {}) {
    const key = this.keyOf(of);
    for (const action of key ? actions : [])
      this.call(role, why, action, key, {
        "kms:ViaService": `${service}.${this.template.region}.amazonaws.com`,
        ...more });
  }

  send(role, why, of) {
    const arn = this.arn(of);
    this.call(role, why, "sqs:SendMessage", arn);
    this.keyCalls(role, why, of, ["kms:GenerateDataKey", "kms:Decrypt"], "sqs",
                  { "kms:EncryptionContext:aws:sqs:arn": arn });
  }

  receive(role, why, of) {
    for (const action of RECEIVE)
      this.call(role, why, action, this.arn(of));
    const source = [...this.things.values()].find((one) =>
      one.dead_letter && one.dead_letter.path === of.path);
    for (const one of [of, ...(source ? [source] : [])])
      this.keyCalls(role, why, of, ["kms:Decrypt"], "sqs",
                    { "kms:EncryptionContext:aws:sqs:arn": this.arn(one) });
  }

  reach(role, why, of) {
    const sort = of.kind.replace("external ", "");
    if (sort === "queue")
      this.send(role, why, of);
    else if (sort === "topic") {
      this.call(role, why, "sns:Publish", this.arn(of));
      this.keyCalls(role, why, of, ["kms:GenerateDataKey", "kms:Decrypt"],
                    "sns");
    } else if (sort === "handler" || sort === "function")
      this.call(role, why, "lambda:InvokeFunction", this.arn(of));
    else if (sort === "bus")
      this.call(role, why, "events:PutEvents", this.arn(of));
    else
      throw new Error(`${why} reaches a ${of.kind}`);
  }

  // ---- reads and writes ----

  use(role, why, row, what, table) {
    const { kind } = row.of, arn = this.arn(row.of);
    const prefix = row.ways.find((way) => way.endsWith("/")) || "";
    let ways = row.ways.filter((way) => way in (table[kind] || {}));
    if (!ways.length)
      ways = BARE[what][kind];
    for (const way of ways) {
      const action = table[kind][way];
      if (kind !== "external bucket")
        this.call(role, why, action, row.index ? `${arn}/index/${row.index}` : arn);
      else if (way === "list")
        this.call(role, why, action, arn, { "s3:prefix": `${prefix}today/` });
      else
        this.call(role, why, action, `${arn}/${prefix}today/1.json`);
    }
    const service = { "external table": "dynamodb", "external bucket": "s3",
                      "external secret": "secretsmanager",
                      "external parameter": "ssm" }[kind];
    const context = {
      "external secret": { "kms:EncryptionContext:SecretARN": arn },
      "external parameter": { "kms:EncryptionContext:PARAMETER_ARN": arn },
    }[kind];
    this.keyCalls(role, why, row.of,
                  [kind === "external bucket" && what === "writes"
                    ? "kms:GenerateDataKey" : "kms:Decrypt"], service, context);
  }

  // ---- who calls ----

  handler(one) {
    const role = one.role.path, why = `handler ${one.path}`;
    const set = (name) => (one.settings[name] || {}).value;
    if (one.source && one.source.kind.endsWith("queue"))
      this.receive(role, why, one.source);
    for (const target of [...one.targets, ...(one.on_failure ? [one.on_failure] : [])])
      this.reach(role, why, target);
    for (const row of set("reads") || [])
      this.use(role, why, row, "reads", READS);
    for (const row of set("writes") || [])
      this.use(role, why, row, "writes", WRITES);
    if (one.log_group)
      this.log(role, why, one.log_group);
    if (set("tracing") === "on")
      for (const action of ["xray:PutTraceSegments", "xray:PutTelemetryRecords"])
        this.call(role, why, action, "*");
    if (one.network)
      this.network(role, why, one);
  }

  log(role, why, of, more = []) {
    const group = this.template.arn(
      "logs", `log-group:${this.text(this.thing(of).name)}`);
    for (const action of ["logs:CreateLogStream", "logs:PutLogEvents", ...more])
      this.call(role, why, action, action === "logs:PutLogEvents"
        ? `${group}:log-stream:today` : `${group}:*`);
  }

  // What Lambda does in the function's name to put it into its network.
  network(role, why, one) {
    const ec2 = (rest) => this.template.arn("ec2", rest);
    for (const action of ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"])
      this.call(role, why, action, "*");
    for (const action of ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
                          "ec2:AssignPrivateIpAddresses",
                          "ec2:UnassignPrivateIpAddresses"])
      this.call(role, why, action, ec2("network-interface/eni-0123456789abcdef0"));
    const id = this.template.of("AWS::Lambda::Function").find((two) =>
      this.template.properties(two).FunctionName === this.text(one.name));
    const { SubnetIds, SecurityGroupIds } =
      this.template.properties(id).VpcConfig;
    for (const subnet of SubnetIds)
      this.call(role, why, "ec2:CreateNetworkInterface", ec2(`subnet/${subnet}`));
    for (const group of SecurityGroupIds) // a group's id is an attribute
      this.call(role, why, "ec2:CreateNetworkInterface",
                ec2(`security-group/${group}`));
  }

  all() {
    const { model } = this;
    for (const one of model.handlers)
      this.handler(one);
    for (const one of model.endpoints)
      if (one.role)
        this.reach(one.role.path, `endpoint ${one.path}`, one.target);
    for (const one of model.schedules)
      for (const of of [one.target, ...(one.dead_letter ? [one.dead_letter] : [])])
        if (of)
          this.reach(one.role.path, `schedule ${one.path}`, of);
    for (const one of model.networks)
      if (one.log_role)
        this.log(one.log_role.path, `flow log of ${one.path}`, one.log_group,
                 ["logs:DescribeLogStreams"]);
    for (const role of new Set(model.log_groups.filter((one) => one.subscriber)
      .map((one) => `${(one.subscriber_role || { path: "logs" }).path}\n` +
                    this.text(one.subscriber)))) {
      const [path, stream] = role.split("\n");
      const actions = { firehose: ["firehose:PutRecord", "firehose:PutRecordBatch"],
                        kinesis: ["kinesis:PutRecord", "kinesis:PutRecords"] };
      for (const action of actions[stream.split(":")[2]] || [])
        this.call(path, "logs { subscribe }", action, stream);
    }
    return this.calls;
  }
}

module.exports = { Arrows };
