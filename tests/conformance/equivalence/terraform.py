# SPDX-License-Identifier: Apache-2.0
"""A Terraform plan and the state after it as a graph, with the types and
properties of CloudFormation.

An argument's name becomes the property's: words together, each with a capital
(PROPERTIES has the exceptions). An argument is looked at when the configuration
gives it; what the provider fills in is not. Resources that CloudFormation has no
type for lie in the one that they belong to (PARTS). prevent_destroy is in no
plan, so it is read from the configuration's text.
"""
import json
import re
from pathlib import Path

from .graph import Graph, Node
from . import shape
from .shape import digest_of, plain_name

TYPES = {
    "aws_apigatewayv2_api": "ApiGatewayV2::Api",
    "aws_apigatewayv2_api_mapping": "ApiGatewayV2::ApiMapping",
    "aws_apigatewayv2_authorizer": "ApiGatewayV2::Authorizer",
    "aws_apigatewayv2_domain_name": "ApiGatewayV2::DomainName",
    "aws_apigatewayv2_integration": "ApiGatewayV2::Integration",
    "aws_apigatewayv2_route": "ApiGatewayV2::Route",
    "aws_apigatewayv2_stage": "ApiGatewayV2::Stage",
    "aws_cloudwatch_dashboard": "CloudWatch::Dashboard",
    "aws_cloudwatch_log_group": "Logs::LogGroup",
    "aws_cloudwatch_log_subscription_filter": "Logs::SubscriptionFilter",
    "aws_cloudwatch_metric_alarm": "CloudWatch::Alarm",
    "aws_eip": "EC2::EIP",
    "aws_flow_log": "EC2::FlowLog",
    "aws_iam_policy": "IAM::ManagedPolicy",
    "aws_iam_role": "IAM::Role",
    "aws_internet_gateway": "EC2::InternetGateway",
    "aws_kms_alias": "KMS::Alias",
    "aws_kms_key": "KMS::Key",
    "aws_lambda_event_source_mapping": "Lambda::EventSourceMapping",
    "aws_lambda_function": "Lambda::Function",
    "aws_lambda_permission": "Lambda::Permission",
    "aws_nat_gateway": "EC2::NatGateway",
    "aws_route": "EC2::Route",
    "aws_route_table": "EC2::RouteTable",
    "aws_route_table_association": "EC2::SubnetRouteTableAssociation",
    "aws_scheduler_schedule": "Scheduler::Schedule",
    "aws_security_group": "EC2::SecurityGroup",
    "aws_sns_topic": "SNS::Topic",
    "aws_sns_topic_policy": "SNS::TopicPolicy",
    "aws_sns_topic_subscription": "SNS::Subscription",
    "aws_sqs_queue": "SQS::Queue",
    "aws_sqs_queue_policy": "SQS::QueuePolicy",
    "aws_subnet": "EC2::Subnet",
    "aws_vpc": "EC2::VPC",
    "aws_vpc_endpoint": "EC2::VPCEndpoint",
    "aws_vpc_security_group_egress_rule": "EC2::SecurityGroupEgress",
    "aws_vpc_security_group_ingress_rule": "EC2::SecurityGroupIngress",
}
PROPERTIES = {
    "ApiGatewayV2::Api": {"name": "Name"},
    "ApiGatewayV2::Authorizer": {"name": "Name",
                                 "identity_sources": "IdentitySource"},
    "ApiGatewayV2::DomainName": {
        "domain_name_configuration": "DomainNameConfigurations"},
    "ApiGatewayV2::Integration": {"timeout_milliseconds": "TimeoutInMillis"},
    "ApiGatewayV2::Stage": {"name": "StageName"},
    "CloudWatch::Alarm": {"ok_actions": "OKActions", "metric_query": "Metrics"},
    "EC2::FlowLog": {"iam_role_arn": "DeliverLogsPermissionArn",
                     "vpc_id": "ResourceId"},
    "EC2::SecurityGroup": {"name": "GroupName",
                           "description": "GroupDescription"},
    "EC2::SecurityGroupEgress": {
        "security_group_id": "GroupId", "cidr_ipv4": "CidrIp",
        "referenced_security_group_id": "DestinationSecurityGroupId"},
    "EC2::SecurityGroupIngress": {
        "security_group_id": "GroupId", "cidr_ipv4": "CidrIp",
        "referenced_security_group_id": "SourceSecurityGroupId"},
    "EC2::VPCEndpoint": {"policy": "PolicyDocument"},
    "IAM::ManagedPolicy": {"policy": "PolicyDocument"},
    "IAM::Role": {"name": "RoleName",
                  "assume_role_policy": "AssumeRolePolicyDocument"},
    "KMS::Alias": {"name": "AliasName"},
    "KMS::Key": {"policy": "KeyPolicy"},
    "Logs::LogGroup": {"name": "LogGroupName"},
    "Logs::SubscriptionFilter": {"name": "FilterName"},
    "Lambda::EventSourceMapping": {"filter": "Filters"},
    "SNS::Topic": {"name": "TopicName"},
    "SNS::TopicPolicy": {"arn": "Topics", "policy": "PolicyDocument"},
    "SQS::Queue": {"name": "QueueName",
                   "message_retention_seconds": "MessageRetentionPeriod",
                   "visibility_timeout_seconds": "VisibilityTimeout",
                   "max_message_size": "MaximumMessageSize",
                   "receive_wait_time_seconds": "ReceiveMessageWaitTimeSeconds"},
    "SQS::QueuePolicy": {"queue_url": "Queues", "policy": "PolicyDocument"},
}
# Arguments whose keys are the program's own words.
MAPS = {"variables", "request_parameters", "dimensions", "mappings", "tags"}
# Blocks that may stand more than once; any other is one thing.
REPEATED = {"metric_query", "response_parameters", "route_settings", "filter",
            "domain_name_configuration"}
# Where AWS, not the configuration, chooses what a thing is called.
MADE_UP = {
    "aws_apigatewayv2_api": "id", "aws_apigatewayv2_authorizer": "id",
    "aws_apigatewayv2_integration": "id", "aws_eip": "allocation_id",
    "aws_iam_policy": "name", "aws_iam_role": "name",
    "aws_internet_gateway": "id", "aws_kms_key": "key_id",
    "aws_nat_gateway": "id", "aws_route_table": "id",
    "aws_security_group": "id", "aws_subnet": "id", "aws_vpc": "id",
}


class Unknown(Exception):
    """A type of resource that the comparison has no word for."""


def graph_of_terraform(plan, state, folder):
    """`folder`: the configuration, for what is in no plan."""
    stood = state["values"]["root_module"]["resources"]
    tokens = made_up(stood)
    written = {one["address"]: one for one in
               plan["configuration"]["root_module"]["resources"]}
    archives = {one["values"]["output_path"]: one["values"]["source_file"]
                for one in stood if one["type"] == "archive_file"}
    kept = prevented(folder)
    nodes, parts = {}, []
    for one in stood:
        if one["mode"] != "managed":
            continue
        text = written[one["address"]]
        values = replaced(chosen(one["values"], text.get("expressions", {})),
                          tokens)
        if one["type"] in PARTS:
            parts.append((one["type"], values))
            continue
        if one["type"] not in TYPES:
            raise Unknown(one["address"])
        node = Node(one["address"], TYPES[one["type"]], {})
        node.properties = properties(node.kind, values)
        tags = one["values"].get("tags_all") or {}
        node.properties.pop("Tags", None)
        if tags:
            node.properties["Tags"] = tags
        waits = [f"⟦{address}⟧" for address in text.get("depends_on", [])
                 if address.partition(".")[0] not in PARTS]
        if waits:
            node.properties["!DependsOn"] = waits
        if node.key in kept:
            node.properties["!DeletionPolicy"] = "prevent_destroy"
        nodes[node.key] = node
        SHAPES.get(node.kind, lambda *_: None)(node, values, archives, folder)
    for kind, values in parts:
        PARTS[kind](nodes, values)
    return Graph("terraform", [*nodes.values(),
                               *edges(plan, replaced(state, tokens))])


def made_up(stood):
    """What AWS made up -> the token of whom it names."""
    return {one["values"][MADE_UP[one["type"]]]: f"⟦{one['address']}⟧"
            for one in stood if one["type"] in MADE_UP
            and (one["type"] != "aws_iam_role"
                 or one["values"].get("name_prefix"))}


def replaced(tree, tokens):
    pattern = re.compile(r"(?<![\w-])(?:%s)(?![\w-])" % "|".join(
        map(re.escape, sorted(tokens, key=len, reverse=True))) if tokens
        else r"(?!)")

    def walk(one):
        if isinstance(one, list):
            return [walk(item) for item in one]
        if isinstance(one, dict):
            return {key: walk(item) for key, item in one.items()}
        return pattern.sub(lambda found: tokens[found[0]], one) \
            if isinstance(one, str) else one

    return walk(tree)


def chosen(values, given):
    """Of the values, what the configuration gives."""
    if isinstance(given, list):
        keys = {}
        for one in given:
            keys.update(one)
        given = keys
    if isinstance(values, list):
        return [chosen(one, given) for one in values]
    if not isinstance(values, dict) or not isinstance(given, dict) \
            or {"references", "constant_value"} & set(given) or not given:
        return values
    return {key: chosen(values[key], given[key]) for key in given
            if values.get(key) is not None}


def prevented(folder):
    """Addresses of what must not be destroyed."""
    text = "\n".join(path.read_text()
                     for path in sorted(Path(folder).glob("*.tf")))
    return {f"{kind}.{name}" for kind, name, body in re.findall(
        r'^resource "(\w+)" "(\w+)" \{\n(.*?)^\}', text, re.M | re.S)
        if re.search(r"^ +prevent_destroy = true$", body, re.M)}


def edges(plan, state):
    root = plan["configuration"]["root_module"]
    yield Node("!stack", "Stack", {}, "")
    for name, one in root.get("variables", {}).items():
        yield Node(f"!{name}", "Parameter",
                   {key.title(): value for key, value in one.items()},
                   plain_name(name))
    for name, one in state["values"].get("outputs", {}).items():
        told = root["outputs"][name].get("description")
        yield Node(f"! {name}", "Output",
                   {"Value": one["value"],
                    **({"Description": told} if told else {})},
                   plain_name(name))


# ---- names ----

def properties(kind, values):
    """The arguments as properties."""
    found = {}
    for name, value in values.items():
        key = PROPERTIES.get(kind, {}).get(name) or "".join(
            word.capitalize() for word in name.split("_"))
        if isinstance(value, dict) and name not in MAPS:
            value = properties(kind, value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            items = [properties(kind, one) for one in value]
            value = items if name in REPEATED else items[0]
        found[key] = value
    return found


# ---- shapes ----

def alarm(node, *_):
    """A metric lies in what is asked of it."""
    for query in node.properties.get("Metrics", []):
        query.setdefault("ReturnData", False)
        metric = query.pop("Metric", None)
        if metric:
            query["MetricStat"] = {
                "Stat": metric.pop("Stat"), "Period": metric.pop("Period"),
                "Metric": metric}


def function(node, values, archives, folder):
    for key in ("Filename", "SourceCodeHash", "S3Bucket", "S3Key", "ImageUri"):
        node.properties.pop(key, None)
    package = values.get("filename")
    if package in archives:
        source = (Path(folder) / archives[package]).read_text()
        node.properties["Code"] = {"ZipFile": source}
    elif package:
        node.properties["Code"] = {"Package": digest_of(package)}
    else:
        node.properties["Code"] = properties(node.kind, {
            key: values[key] for key in ("s3_bucket", "s3_key", "image_uri")
            if key in values})


def integration(node, *_):
    shape.integration(node)
    answers = node.properties.pop("ResponseParameters", None)
    if answers:
        node.properties["ResponseParameters"] = {
            one["StatusCode"]: {"ResponseParameters": one["Mappings"]}
            for one in answers}


def stage(node, *_):
    routes = node.properties.pop("RouteSettings", None)
    if routes:
        node.properties["RouteSettings"] = {
            one["RouteKey"]: {key: value for key, value in one.items()
                              if key != "RouteKey"} for one in routes}


def of_one(*names):
    def shape(node, *_):
        for name in names:
            node.properties[name] = [node.properties[name]]
    return shape


SHAPES = {
    "ApiGatewayV2::Integration": integration, "ApiGatewayV2::Stage": stage,
    "CloudWatch::Alarm": alarm, "Lambda::Function": function,
    "SNS::TopicPolicy": of_one("Topics"), "SQS::QueuePolicy": of_one("Queues"),
    "Lambda::EventSourceMapping": shape.mapping,
    "EC2::FlowLog": lambda node, *_: node.properties.update(ResourceType="VPC"),
}


# ---- parts of another resource ----

def role_called(nodes, name):
    return next(node for node in nodes.values() if node.kind == "IAM::Role"
                and name in (node.properties.get("RoleName"), f"⟦{node.key}⟧"))


def role_policy(nodes, values):
    role_called(nodes, values["role"]).properties.setdefault(
        "Policies", []).append({"PolicyName": values["name"],
                                "PolicyDocument": values["policy"]})


def attached(nodes, values):
    role_called(nodes, values["role"]).properties.setdefault(
        "ManagedPolicyArns", []).append(values["policy_arn"])


def redrive_allowed(nodes, values):
    name = values["queue_url"].rpartition("/")[2]
    queue = next(node for node in nodes.values() if node.kind == "SQS::Queue"
                 and node.properties["QueueName"] == name)
    queue.properties["RedriveAllowPolicy"] = json.loads(
        values["redrive_allow_policy"])


PARTS = {"aws_iam_role_policy": role_policy,
         "aws_iam_role_policy_attachment": attached,
         "aws_sqs_queue_redrive_allow_policy": redrive_allowed}
