# SPDX-License-Identifier: Apache-2.0
"""What stands in the account, as the lab reports it, in the shape of
expected.py. Everything that is there appears, so that nothing unexpected can
hide."""
import json
import re

from networks import FoundNetworks


def as_list(value):
    return value if isinstance(value, list) else [value]


class Found:
    def __init__(self, report, calls, model):
        """`calls`: (service, operation, arguments) as they were made; some of
        the arguments are not kept by moto."""
        self.report, self.model = report, model
        self.api_names = {row["path"]: row["name"] for row in model["apis"]}
        self.made = {}
        for service, operation, arguments in calls:
            if operation == "create_function":
                self.made[arguments["FunctionName"]] = arguments
        self.roles = {row["arn"]: row for row in report["roles"]}
        self.networks = FoundNetworks(report["networks"], statements)

    def live(self):
        """What AWS chose itself; see Expected."""
        key = [row["arn"] for row in self.report["kms_keys"]]
        authorizers = {}
        for endpoint in self.model["endpoints"]:
            route = self.routes().get(self.route_key(endpoint))
            if "authorizer" in endpoint and route:
                authorizers[endpoint["authorizer"]["path"]] = \
                    route.get("AuthorizerId")
        return {"key": key[0] if key else None, "role": self.role_paths(),
                "raw": self.raw(),
                "authorizer": authorizers, "part": self.networks.ids,
                "api": {row["Name"]: {"id": row["ApiId"],
                                      "url": row["ApiEndpoint"]}
                        for row in self.report["http_apis"]}}

    def raw(self):
        """Path of a raw resource -> what the service calls it."""
        physical = {row["logical"]: row["physical"]
                    for row in self.report["stack"]["resources"]}
        return {one["path"]: physical.get(
            one["path"].title().replace("_", "") + "Resource")
                for one in self.model["raws"] if one["target"] == "cfn"}

    def role_paths(self):
        """path in the model -> ARN, told by who uses the role."""
        paths = {}
        arns = {row["FunctionName"]: row["Role"]
                for row in self.report["functions"]}
        for handler in self.model["handlers"]:
            paths[handler["role"]["path"]] = arns.get(handler["name"])
        for endpoint in self.model["endpoints"]:
            integration = self.integration(self.route_key(endpoint))
            if integration and "role" in endpoint:
                paths[endpoint["role"]["path"]] = \
                    integration.get("CredentialsArn")
        targets = {row["Name"]: row["Target"]["RoleArn"]
                   for row in self.report["schedules"]}
        for schedule in self.model["schedules"]:
            paths[schedule["role"]["path"]] = targets.get(schedule["name"])
        writers = self.networks.log_roles()
        for network in self.model["networks"]:
            if "log_role" in network:
                paths[network["log_role"]["path"]] = writers.get(network["name"])
        users = {row["role"] for row in self.report["log_groups"] if row["role"]}
        for role in self.model["roles"]:
            if role["service"].startswith("logs.") and len(users) == 1:
                paths[role["path"]] = next(iter(users))
        return paths

    def all(self):
        report = self.report
        outside = {str(row.get("arn")) for row in self.model["externals"]}
        paths = {arn: path for path, arn in self.role_paths().items()}
        return {
            "queue": {row["name"]: self.queue(row) for row in report["queues"]
                      if row["arn"] not in outside},
            "role": {paths.get(row["arn"], row["name"]): self.role(row)
                     for row in report["roles"]},
            "function": {row["FunctionName"]: self.function(row)
                         for row in report["functions"]},
            "mapping": {row["FunctionArn"].split(":")[6]: self.mapping(row)
                        for row in report["event_source_mappings"]},
            "log group": {row["name"]: {"days": row["retention_days"],
                                        "key": row["kms_key"],
                                        "subscriber": row["subscriber"]}
                          for row in report["log_groups"]},
            "alarm": {row["AlarmName"]: self.alarm(row)
                      for row in report["alarms"]},
            "key": {" ".join(row["aliases"]): self.key(row)
                    for row in report["kms_keys"]},
            "api": {row["Name"]: self.api(row) for row in report["http_apis"]},
            "route": {key: self.route(row["api"], row)
                      for key, row in self.routes().items()},
            "topic": {row["arn"]: {} if row["arn"] in outside
                      else self.topic(row) for row in report["topics"]},
            "schedule": {row["Name"]: self.schedule(row)
                         for row in report["schedules"]},
            "network": self.networks.all(),
            "output": {name.lower(): value for name, value
                       in report["stack"]["outputs"].items()},
        }

    def queue(self, row):
        attributes = dict(row["attributes"])
        if "KmsMasterKeyId" not in attributes:
            attributes.pop("KmsDataKeyReusePeriodSeconds", None)
        if attributes.get("FifoQueue") == "true":
            # The service's defaults, which moto leaves out.
            attributes.setdefault("DeduplicationScope", "queue")
            attributes.setdefault("FifoThroughputLimit", "perQueue")
            attributes.setdefault("ContentBasedDeduplication", "false")
        return {"attributes": attributes, "redrive": row["redrive"],
                "redrive allow": row["redrive_allow"],
                "statements": statements(row["policy"]), "tags": row["tags"]}

    def topic(self, row):
        facts = row["attributes"]
        return {"key": facts.get("KmsMasterKeyId"),
                "fifo": facts.get("FifoTopic", "false") == "true",
                "display name": facts.get("DisplayName", ""),
                "statements": statements(facts["Policy"]),
                "subscriptions": {
                    one["Endpoint"]: {
                        "protocol": one["Protocol"],
                        "raw": one.get("RawMessageDelivery") == "true",
                        "filter": json.loads(one.get("FilterPolicy", "null"))}
                    for one in row["subscribers"]}}

    def schedule(self, row):
        target = row["Target"]
        return {"expression": row["ScheduleExpression"],
                "timezone": row["ScheduleExpressionTimezone"],
                "flexible": row["FlexibleTimeWindow"].get(
                    "MaximumWindowInMinutes", 0),
                "target": target["Arn"], "role": target["RoleArn"],
                "input": target["Input"],
                "group": target.get("SqsParameters", {}).get("MessageGroupId"),
                "attempts": target["RetryPolicy"]["MaximumRetryAttempts"],
                "age": target["RetryPolicy"]["MaximumEventAgeInSeconds"],
                "enabled": row["State"] == "ENABLED"}

    def role(self, row):
        trust = row["trust"]["Statement"]
        services = [service for one in trust
                    for service in as_list(one["Principal"].get("Service"))]
        plain = (len(trust) == 1 and trust[0]["Effect"] == "Allow"
                 and trust[0]["Action"] == "sts:AssumeRole"
                 and set(trust[0]["Principal"]) == {"Service"})
        policies = {}
        for document in (*row["inline_policies"].values(),
                         *row["attached_policies"].values()):
            for sid, one in statements(document).items():
                policies[sid if sid not in policies else f"{sid} again"] = one
        return {"trusts": services[0] if plain and len(services) == 1 else trust,
                "trust conditions": conditions(trust[0]),
                "statements": policies, "boundary": row["permissions_boundary"],
                "path": "/" + row["arn"].partition(":role/")[2].rpartition("/")[0]
                .strip("/") + ("/" if row["arn"].count("/") > 1 else "")}

    def function(self, row):
        made = self.made.get(row["FunctionName"], {})
        logging = made.get("LoggingConfig", {})
        policy = row["Policy"] or {"Statement": []}
        return {
            "runtime": row.get("Runtime"), "entry": row.get("Handler") or None,
            "description": row["Description"], "memory": row["MemorySize"],
            "timeout": row["Timeout"], "architectures": row["Architectures"],
            "storage": row["EphemeralStorage"]["Size"],
            "tracing": row["TracingConfig"]["Mode"],
            "reserved": row["ReservedConcurrentExecutions"],
            "environment": row.get("Environment", {}).get("Variables", {}),
            "layers": made.get("Layers", []),
            "log group": logging.get("LogGroup"),
            "log format": logging.get("LogFormat", "Text"),
            "on failure": made.get("DeadLetterConfig", {}).get("TargetArn"),
            "role": row["Role"],
            "network": self.networks.placed(made.get("VpcConfig", {})),
            "callers": sorted((one["Principal"]["Service"], source(one))
                              for one in policy["Statement"]),
        }

    def mapping(self, row):
        pollers = row.get("ProvisionedPollerConfig") or {}
        filters = (row.get("FilterCriteria") or {}).get("Filters", [])
        return {
            "queue": row["EventSourceArn"], "batch": row["BatchSize"],
            "window": row.get("MaximumBatchingWindowInSeconds", 0),
            "concurrency": (row.get("ScalingConfig") or {}).get(
                "MaximumConcurrency"),
            "pollers": {word: pollers[name] for word, name in
                        (("min", "MinimumPollers"), ("max", "MaximumPollers"))
                        if name in pollers},
            "enabled": row["State"] == "Enabled",
            "partial failures": row.get("FunctionResponseTypes") ==
            ["ReportBatchItemFailures"],
            "filters": [one["Pattern"] for one in filters],
        }

    def alarm(self, row):
        metrics = row.get("Metrics") or [{"MetricStat": {
            "Metric": row, "Period": row["Period"]}}]
        usual = (row["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"
                 and row["TreatMissingData"] == "notBreaching"
                 and row["ActionsEnabled"])
        return {
            "description": row["AlarmDescription"] if usual else
            "another comparison, missing data or no actions",
            "threshold": row["Threshold"], "periods": row["EvaluationPeriods"],
            "datapoints": row["DatapointsToAlarm"],
            "metrics": [{"namespace": one["MetricStat"]["Metric"]["Namespace"],
                         "metric": one["MetricStat"]["Metric"]["MetricName"],
                         "period": one["MetricStat"]["Period"],
                         "dimensions": {
                             pair["Name"]: pair["Value"] for pair in
                             one["MetricStat"]["Metric"]["Dimensions"]}}
                        for one in metrics if "MetricStat" in one],
            "actions": sorted(row.get("AlarmActions", [])),
            "ok actions": sorted(row.get("OKActions", [])),
        }

    def key(self, row):
        return {"description": row["description"], "rotates": row["rotation"],
                "statements": statements(row["policy"])}

    def api(self, row):
        cors = row.get("CorsConfiguration") or {}
        words = {"origins": "AllowOrigins", "methods": "AllowMethods",
                 "headers": "AllowHeaders", "expose": "ExposeHeaders"}
        shown = {word: cors[name] for word, name in words.items()
                 if cors.get(name)}
        if cors:
            shown["credentials"] = cors.get("AllowCredentials", False)
            shown["max_age"] = cors.get("MaxAge") or None
        stages = row["Stages"]
        stage = stages[0] if len(stages) == 1 else {}
        usual = stage.get("StageName") == "$default" and stage["AutoDeploy"]
        log = stage.get("AccessLogSettings") or {}
        return {"description": row["Description"] if usual else
                "no stage $default that deploys by itself",
                "cors": shown, "log group": log.get("DestinationArn"),
                "log format": log.get("Format"),
                "limits": limits(stage.get("DefaultRouteSettings")),
                "tags": row["Tags"]}

    def routes(self):
        return {f"{api['Name']} {route['RouteKey']}": dict(route, api=api)
                for api in self.report["http_apis"] for route in api["Routes"]}

    def route_key(self, endpoint):
        return (f"{self.api_names[endpoint['api']['path']]} "
                f"{endpoint['method']} {endpoint['route']}")

    def integration(self, key):
        route = self.routes().get(key, {})
        wanted = (route.get("Target") or "").split("/")[-1]
        return next((one for one in route.get("api", {}).get("Integrations", [])
                     if one["IntegrationId"] == wanted), None)

    def route(self, api, row):
        integration = self.integration(f"{api['Name']} {row['RouteKey']}") or {}
        settings = api["Stages"][0]["RouteSettings"].get(row["RouteKey"])
        facts = {"limits": limits(settings), "auth": row["AuthorizationType"],
                 "authorizer": self.authorizer(api, row),
                 "subtype": integration.get("IntegrationSubtype")}
        if facts["subtype"]:
            answer = integration.get("ResponseParameters") or {}
            facts.update(
                role=integration.get("CredentialsArn"),
                parameters=integration.get("RequestParameters"),
                status=answer.get("200", {}).get("overwrite:statuscode", "200"))
        else:
            facts["function"] = function_of(integration.get("IntegrationUri"))
        return facts

    def authorizer(self, api, row):
        one = next((one for one in api["Authorizers"] if
                    one["AuthorizerId"] == row.get("AuthorizerId")), None)
        if one is None:
            return None
        if one["AuthorizerType"] == "JWT":
            return {"issuer": one["JwtConfiguration"]["Issuer"],
                    "audience": one["JwtConfiguration"]["Audience"],
                    "scopes": row.get("AuthorizationScopes", [])}
        return {"function": function_of(one["AuthorizerUri"]),
                "ttl": one.get("AuthorizerResultTtlInSeconds", 0)}


def function_of(uri):
    found = re.search(r"arn:[\w-]+:lambda:[\w-]+:\d+:function:[\w-]+", uri or "")
    return found.group(0) if found else uri


def limits(settings):
    """Rate and burst; both are 0 where only one was given: nothing passes."""
    if not settings or not settings.get("DetailedMetricsEnabled"):
        return settings and "no detailed metrics"
    return [settings.get("ThrottlingRateLimit", 0.0),
            settings.get("ThrottlingBurstLimit", 0)]


def source(statement):
    for keys in statement.get("Condition", {}).values():
        for key, value in keys.items():
            if key.lower() == "aws:sourcearn":
                return value
    return None


def conditions(row):
    return {operator: {key: sorted(as_list(value))
                       for key, value in keys.items()}
            for operator, keys in row.get("Condition", {}).items()}


def statements(policy):
    if not policy:
        return {}
    if isinstance(policy, str):
        policy = json.loads(policy)
    found = {}
    for number, row in enumerate(as_list(policy["Statement"])):
        known = {"Sid", "Effect", "Principal", "Action", "Resource", "Condition"}
        principal = row.get("Principal")
        if isinstance(principal, dict):
            principal = {key: sorted(as_list(value))
                         for key, value in principal.items()}
        found[row.get("Sid", f"statement {number}")] = {
            "effect": row["Effect"].lower(), "principal": principal,
            "actions": sorted(as_list(row["Action"])),
            "resources": sorted(as_list(row["Resource"])),
            "conditions": conditions(row),
            **{key: row[key] for key in set(row) - known}}
    return found
