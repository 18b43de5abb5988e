# SPDX-License-Identifier: Apache-2.0
"""A CloudFormation template, also one that the CDK synthesised, as a graph.

Where CloudFormation knows two spellings of one thing the graph has one: each
rule of a security group is a node, a gateway says by itself which network it
is attached to, a flow log names its destination by ARN. A policy carried by a
role lies in the role, a parameter and an output are nodes.
"""
import re

from .evaluate import Evaluator, kind_of
from .graph import Graph, Node

RULES = {"SecurityGroupEgress": "EC2::SecurityGroupEgress",
         "SecurityGroupIngress": "EC2::SecurityGroupIngress"}
# What a resource says beside its properties.
BESIDE = ("DeletionPolicy", "UpdateReplacePolicy", "DependsOn", "Metadata",
          "CreationPolicy", "UpdatePolicy")
OF_CDK = {"CDKMetadata", "BootstrapVersion", "CheckBootstrapVersion"}


def graph_of_template(template, values, side="cfn", packages=None):
    """`values`: of parameters and of pseudo parameters. `packages`: S3 key ->
    the package's own name, where a target has another one for it."""
    evaluator = Evaluator(template, values)
    nodes = {}
    for logical, resource in template["Resources"].items():
        if logical in OF_CDK or not holds(evaluator, resource):
            continue
        node = Node(logical, kind_of(resource), evaluator.properties(logical))
        for name in BESIDE:
            value = beside(name, resource.get(name))
            if value:
                node.properties[f"!{name}"] = value
        nodes[logical] = node
    for node in list(nodes.values()):
        SHAPES.get(node.kind, lambda *_: None)(node, nodes, evaluator)
    code(nodes, packages or {})
    return Graph(side, [*nodes.values(), *edges(template, evaluator)])


def holds(evaluator, resource):
    return "Condition" not in resource or \
        evaluator.condition(resource["Condition"])


def beside(name, value):
    if name == "DependsOn" and value:
        return [f"⟦{one}⟧" for one in
                (value if isinstance(value, list) else [value])]
    if name == "Metadata" and value:
        return {key: one for key, one in value.items()
                if not key.startswith("aws:")}
    return value


def edges(template, evaluator):
    """What lies at the rim: the stack, what is given and what is answered."""
    yield Node("!stack", "Stack", {
        "Description": template.get("Description", "")}, "")
    for name, one in template.get("Parameters", {}).items():
        if name not in OF_CDK:
            yield Node(name, "Parameter", dict(one), plain_name(name))
    for name, one in template.get("Outputs", {}).items():
        yield Node(f"!{name}", "Output",
                   evaluator.value({key: value for key, value in one.items()
                                    if key != "Export"}), plain_name(name))


def plain_name(name):
    """Of a parameter or an output, however a target writes names."""
    return re.sub(r"parameter$|[^a-z0-9]", "", name.lower())


# ---- shapes ----

def group(node, nodes, _):
    for key, kind in RULES.items():
        for number, rule in enumerate(node.properties.pop(key, [])):
            name = f"{node.key} {key} {number}"
            nodes[name] = Node(name, kind, {"GroupId": f"⟦{node.key}⟧", **rule})


def attachment(node, nodes, _):
    gateway = re.fullmatch("⟦(.*)⟧", node.properties["InternetGatewayId"])[1]
    nodes[gateway].properties["VpcId"] = node.properties["VpcId"]
    dependants = [one for one in nodes.values()
                  if f"⟦{node.key}⟧" in one.properties.get("!DependsOn", [])]
    for one in dependants:
        one.properties["!DependsOn"] = [
            text.replace(node.key, gateway)
            for text in one.properties["!DependsOn"]]
    del nodes[node.key]


def flow_log(node, _, evaluator):
    name = node.properties.pop("LogGroupName", None)
    if name is not None:
        node.properties["LogDestination"] = (
            f"arn:{evaluator.values['AWS::Partition']}:logs:"
            f"{evaluator.values['AWS::Region']}:"
            f"{evaluator.values['AWS::AccountId']}:log-group:{name}")


def role_policy(node, nodes, _):
    """AWS::IAM::Policy, as the CDK writes what a role carries."""
    for role in node.properties.get("Roles", []):
        owner = re.fullmatch("⟦(.*)⟧", role)
        owner = nodes[owner[1]] if owner else next(
            one for one in nodes.values() if one.kind == "IAM::Role"
            and one.properties.get("RoleName") == role)
        owner.properties.setdefault("Policies", []).append(
            {key: node.properties[key]
             for key in ("PolicyName", "PolicyDocument")})
    del nodes[node.key]


def integration(node, *_):
    """A function is known by its ARN, also where it is called by a path."""
    called = re.search(r"functions/(arn:.*)/invocations$",
                       node.properties.get("IntegrationUri", ""))
    if called:
        node.properties["IntegrationUri"] = called[1]


def mapping(node, *_):
    """The service takes a function's name and its ARN alike."""
    node.properties["FunctionName"] = \
        node.properties["FunctionName"].rpartition(":function:")[2]


SHAPES = {"EC2::SecurityGroup": group, "EC2::VPCGatewayAttachment": attachment,
          "EC2::FlowLog": flow_log, "IAM::Policy": role_policy,
          "ApiGatewayV2::Integration": integration,
          "Lambda::EventSourceMapping": mapping}


def code(nodes, packages):
    for node in nodes.values():
        of = node.properties.get("Code", {})
        digest = digest_of(packages.get(of.get("S3Key"), of.get("S3Key", "")))
        if node.kind == "Lambda::Function" and digest:
            del of["S3Key"]
            of["Package"] = digest


def digest_of(package):
    """A package that the compiler made is known by the digest of what is in it,
    which is a part of its name; nothing where it is another one."""
    found = re.search(r"-([0-9a-f]{16})\.zip$", package)
    return found and found[1]
