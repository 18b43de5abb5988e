# SPDX-License-Identifier: Apache-2.0
"""What the resolved model says must stand in the account.

The model's units are milliseconds, bytes, and requests an hour; a reference
becomes the ARN, name or address that the deployed thing has. The shape is that
of found.py: sort -> name -> facts.
"""
import json

from networks import ExpectedNetworks

ACCOUNT, PARTITION = "123456789012", "aws"


class Expected:
    def __init__(self, model, region, live):
        """`live`: what AWS chooses: {"key": ARN, "api": {name: {id, url}},
        "role": {path: ARN}, "authorizer": {path: id}, "part": {name of a
        network's part: id}}."""
        self.model, self.region, self.live = model, region, live
        self.things = {(one["kind"], one["path"]): one
                       for name in ("externals", "apis", "queues", "handlers",
                                    "topics", "schedules", "roles",
                                    "log_groups")
                       for one in model[name]}
        self.networks = ExpectedNetworks(self)

    def all(self):
        model = self.model
        return {
            "queue": {one["name"]: self.queue(one) for one in model["queues"]},
            "role": {one["path"]: self.role(one) for one in model["roles"]},
            "function": {one["name"]: self.function(one)
                         for one in model["handlers"]},
            "mapping": {one["name"]: self.mapping(one)
                        for one in model["handlers"]
                        if one.get("source", {}).get("kind", "")
                        .endswith("queue")},
            "log group": {one["name"]: self.log_group(one)
                          for one in model["log_groups"]},
            "alarm": {one["name"]: self.alarm(one) for one in model["alarms"]},
            "key": {model["key"]["name"]: self.key()} if "key" in model else {},
            "api": {one["name"]: self.api(one) for one in model["apis"]},
            "route": {f"{self.name(one['api'])} {one['method']} {one['route']}":
                      self.route(one) for one in model["endpoints"]},
            "topic": {
                **{self.text(one["arn"]): {} for one in model["externals"]
                   if one["kind"] == "external topic"},
                **{self.arn(one): self.topic(one) for one in model["topics"]}},
            "schedule": {one["name"]: self.schedule(one)
                         for one in model["schedules"]},
            "network": self.networks.all(),
            "output": {one["name"].replace("_", ""): self.text(one["value"])
                       for one in model["outputs"]},
        }

    # ---- texts and references

    def text(self, value):
        if not isinstance(value, list):
            return value
        return "".join(self.part(one) for one in value)

    def part(self, one):
        sort = one["part"]
        if sort == "text":
            return one["text"]
        if sort in ("region", "account", "partition"):
            return {"region": self.region, "account": ACCOUNT,
                    "partition": PARTITION}[sort]
        if one["of"]["kind"] == "resource":
            return self.raw(one)
        return getattr(self, sort)(one["of"])

    def overrides(self, thing, part=None):
        """steps -> value, of the thing's main resource or of `part`."""
        return {tuple(row["steps"]): row["value"]
                for row in self.model["overrides"]
                if row["target"] == "cfn" and row.get("resource") == part
                and all(row["of"][key] == thing[key]
                        for key in ("kind", "path"))}

    def raw(self, one):
        """What a raw resource is called; its attributes are the lab's own."""
        name = self.live["raw"][one["of"]["path"]]
        return name if one["part"] == "id" else {
            "Arn": f"arn:aws:dynamodb:{self.region}:{ACCOUNT}:table/{name}",
            "RegionalDomainName": f"{name}.s3.{self.region}.amazonaws.com",
        }.get(one["text"], f"{one['text']} of {name}")

    def arn(self, of):
        kind, path = of["kind"], of["path"]
        if kind == "key":
            return self.live["key"]
        if kind == "role":
            return self.live["role"].get(path, f"no role for {path}")
        thing = self.things[kind, path]
        if kind.startswith("external"):
            return self.text(thing["arn"])
        service, name = {
            "queue": ("sqs", thing["name"]),
            "handler": ("lambda", "function:" + thing["name"]),
            "topic": ("sns", thing["name"]),
            "schedule": ("scheduler", "schedule/default/" + thing["name"]),
            "log_group": ("logs", "log-group:" + thing["name"])}[kind]
        return f"arn:{PARTITION}:{service}:{self.region}:{ACCOUNT}:{name}"

    def name(self, of):
        thing = self.things[of["kind"], of["path"]]
        return thing.get("name") or self.arn(of).split(":")[-1].split("/")[-1]

    def url(self, of):
        if of["kind"] == "api":
            domain = self.given(self.things["api", of["path"]], "domain.name")
            return f"https://{self.text(domain)}" if domain else \
                self.live["api"][self.name(of)]["url"]
        _, _, _, region, account, name = self.arn(of).split(":")
        return f"https://sqs.{region}.amazonaws.com/{account}/{name}"

    def id(self, of):
        if of["kind"] == "authorizer":
            return self.live["authorizer"].get(of["path"])
        if of["kind"] == "network_part":
            return self.live["part"].get(self.networks.parts[of["path"]])
        return self.live["api"][self.name(of)]["id"]

    # ---- settings

    @staticmethod
    def given(thing, attr, otherwise=None):
        value = thing["settings"].get(attr, {}).get("value")
        return otherwise if value is None else value

    def seconds(self, thing, attr, otherwise=None):
        value = self.given(thing, attr)
        return otherwise if value is None else value // 1000

    def tags(self):
        return {key: self.text(value)
                for key, value in self.model["stack"]["tags"].items()}

    def actions(self):
        return sorted(map(self.text, self.model["stack"]["alarm_actions"]))

    # ---- things

    def queue(self, one):
        attributes = {
            "MessageRetentionPeriod": self.seconds(one, "retention"),
            "VisibilityTimeout": self.seconds(one, "visibility"),
            "DelaySeconds": self.seconds(one, "delay"),
            "MaximumMessageSize": self.given(one, "max_message"),
            "ReceiveMessageWaitTimeSeconds": self.seconds(one, "receive_wait"),
            "SqsManagedSseEnabled": "key" not in one,
        }
        if "key" in one:
            attributes["KmsMasterKeyId"] = self.text(one["key"])
            attributes["KmsDataKeyReusePeriodSeconds"] = \
                self.seconds(one, "data_key_reuse")
        if one["fifo"]:
            group = self.given(one, "fifo.throughput") == "group"
            attributes.update({
                "FifoQueue": True,
                "ContentBasedDeduplication":
                    self.given(one, "fifo.deduplicate_by") == "content",
                "DeduplicationScope": "messageGroup" if group else "queue",
                "FifoThroughputLimit":
                    "perMessageGroupId" if group else "perQueue"})
        attributes.update({
            steps[0]: value for steps, value in
            (self.overrides(one["source"], "DeadLetters") if "source" in one
             else self.overrides(one)).items() if steps[0] in attributes})
        redrive = allow = None
        if "dead_letter" in one:
            redrive = {"deadLetterTargetArn": self.arn(one["dead_letter"]),
                       "maxReceiveCount": self.given(one, "dead_letter.after")}
        if "source" in one:
            allow = {"redrivePermission": "byQueue",
                     "sourceQueueArns": [self.arn(one["source"])]}
        return {"attributes": {key: str(value).lower()
                               if isinstance(value, bool) else str(value)
                               for key, value in attributes.items()},
                "redrive": redrive, "redrive allow": allow,
                "statements": self.statements(one), "tags": self.tags()}

    def statements(self, one):
        return {row["sid"]: self.statement(row) for row in one["statements"]}

    def conditions(self, rows):
        conditions = {}
        for condition in rows:
            keys = conditions.setdefault(condition["operator"], {})
            keys[condition["key"]] = sorted(map(self.text, condition["values"]))
        return conditions

    def topic(self, one):
        return {"key": self.text(one["key"]) if "key" in one else None,
                "fifo": one["fifo"],
                "display name": self.given(one, "display_name", ""),
                "statements": self.statements(one),
                "subscriptions": {
                    self.arn(row["subscriber"]): {
                        "protocol": "lambda" if row["subscriber"]["kind"] ==
                        "handler" else "sqs",
                        "raw": row["raw"],
                        "filter": json.loads(row.get("filter", "null"))}
                    for row in self.model["subscriptions"]
                    if row["topic"]["path"] == one["path"]}}

    def schedule(self, one):
        return {"expression": one["expression"],
                "timezone": self.given(one, "timezone"),
                "flexible": one["flexible_minutes"],
                "target": self.arn(one["target"]), "role": self.arn(one["role"]),
                "input": one["input"], "group": self.given(one, "group"),
                "attempts": self.given(one, "retry.attempts"),
                "age": self.seconds(one, "retry.age"),
                "enabled": self.given(one, "enabled") == "on"}

    def statement(self, row):
        return {"effect": row["effect"], "principal": self.principal(row),
                "actions": sorted(row["actions"]),
                "resources": sorted(map(self.text, row["resources"])),
                "conditions": self.conditions(row["conditions"])}

    def principal(self, row):
        if "principal" not in row:
            return None
        sort, name = row["principal"]["sort"], row["principal"].get("name")
        if sort == "anyone":
            return "*"
        if sort == "account":
            return {"AWS": [f"arn:{PARTITION}:iam::{ACCOUNT}:root"]}
        return {"AWS" if sort == "role" else "Service": [self.text(name)]}

    def role(self, one):
        return {"trusts": one["service"],
                "trust conditions": self.conditions(one["trust"]),
                "statements": self.statements(one),
                "boundary": self.given(self.model["stack"],
                                       "permissions_boundary"),
                "path": self.given(self.model["stack"], "role_path", "/")}

    def function(self, one):
        image = isinstance(self.given(one, "code"), dict) and \
            self.given(one, "code").get("call") == "image"
        tracing = self.given(one, "tracing") == "on"
        failure = one.get("on_failure")
        overrides = self.overrides(one)
        return {
            "runtime": None if image else self.given(one, "runtime"),
            "entry": None if image else self.given(one, "entry"),
            "description": overrides.get(
                ("Description",), one.get("documentation", "")) or "",
            "memory": self.given(one, "memory") >> 20,
            "timeout": self.seconds(one, "timeout"),
            "architectures": [self.given(one, "architecture")],
            "storage": self.given(one, "storage") >> 20,
            "tracing": "Active" if tracing else "PassThrough",
            "reserved": self.given(one, "concurrency.reserved"),
            "environment": {key: self.text(value)
                            for key, value in {
                                **one["environment"],
                                **{steps[-1]: value for steps, value
                                   in overrides.items()
                                   if steps[0] == "Environment"}}.items()},
            "layers": list(map(self.text, self.given(one, "layers", []))),
            "log group": self.name(one["log_group"]),
            "log format": {"text": "Text", "json": "JSON"}[
                self.given(self.model["stack"], "logs.format")],
            "on failure": failure and self.arn(failure),
            "role": self.arn(one["role"]),
            "network": self.networks.placed(one),
            "callers": sorted(
                (self.text(row["service"]), self.text(row.get("source")))
                for row in self.model["permissions"]
                if self.text(row["function"]) == one["name"]),
        }

    def mapping(self, one):
        pollers = {word: self.given(one, f"pollers.{word}")
                   for word in ("min", "max")
                   if self.given(one, f"pollers.{word}")}
        return {
            "queue": self.arn(one["source"]),
            "batch": self.given(one, "batch.size"),
            "window": self.seconds(one, "batch.window"),
            "concurrency": self.given(one, "concurrency.max"),
            "pollers": pollers,
            "enabled": self.given(one, "enabled"),
            "partial failures": self.given(one, "partial_failures") == "on",
            "filters": one["filters"],
        }

    def log_group(self, one):
        return {"days": one["retention_days"],
                "key": self.text(one["key"]) if "key" in one else None,
                "subscriber": self.text(one.get("subscriber"))}

    def alarm(self, one):
        facts = {
            "description": one["documentation"], "threshold": one["threshold"],
            "periods": one["periods"], "datapoints": one["datapoints"],
            "metrics": [{"namespace": one["namespace"], "metric": metric,
                         "period": one["period_seconds"],
                         "dimensions": {key: self.text(value) for key, value
                                        in one["dimensions"].items()}}
                        for metric in (one["metric"], one.get("percent_of"))
                        if metric],
            "actions": self.actions(), "ok actions": self.actions(),
        }
        return facts

    def key(self):
        one = self.model["key"]
        return {"description": one["documentation"], "rotates": True,
                "statements": self.statements(one)}

    def limits(self, one, otherwise):
        rate = self.given(one, "throttle.rate")
        if rate is None:
            return otherwise
        return [rate / 3600, self.given(one, "throttle.burst")]

    def api(self, one):
        cors = {word: self.given(one, f"cors.{word}")
                for word in ("origins", "methods", "headers", "expose")
                if self.given(one, f"cors.{word}")}
        if cors:
            if "ANY" in cors["methods"]:
                cors["methods"] = ["*"]
            cors["credentials"] = self.given(one, "cors.credentials") == "on"
            cors["max_age"] = self.seconds(one, "cors.max_age")
        log = self.arn(one["log_group"]) if "log_group" in one else None
        return {"description": one["documentation"], "cors": cors,
                "log group": log, "log format": one.get("access_log"),
                "limits": self.limits(one, [10000.0, 5000]),
                "tags": self.tags()}

    def route(self, one):
        target = one["target"]
        facts = {"limits": self.limits(one, None),
                 "auth": {"none": "NONE", "iam": "AWS_IAM", "jwt": "JWT",
                          "lambda": "CUSTOM"}[one["auth"]],
                 "authorizer": self.authorizer(one)}
        if target["kind"] == "handler":
            facts.update(subtype=None, function=self.arn(target))
        else:
            facts.update(
                subtype="SQS-SendMessage", role=self.arn(one["role"]),
                status=str(self.given(one, "reply.status")),
                parameters={"QueueUrl": self.url(target),
                            **{key: self.text(value) for key, value
                               in one["parameters"].items()}})
        return facts

    def authorizer(self, one):
        call = self.given(one, "auth")
        if not isinstance(call, dict):
            return None
        if call["call"] == "jwt":
            return {"issuer": self.text(call["issuer"]),
                    "audience": list(map(self.text, call["audience"])),
                    "scopes": list(map(self.text, call.get("scopes", [])))}
        return {"function": self.arn(call["handler"]),
                "ttl": call.get("ttl", 0) // 1000}
