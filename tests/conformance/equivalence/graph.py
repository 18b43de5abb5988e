# SPDX-License-Identifier: Apache-2.0
"""Resources as a graph: a node's label says what it is, without the names that
a target has for it.

A node comes with CloudFormation's type and properties, whatever the target. In
the properties, `⟦key⟧` stands for an id that only AWS knows, of the node with
that key. A label is the node's physical name or its place among the others
(IDENTITY, SERVES), and takes the place of the tokens. Then each node is a flat
table, path -> text: texts that are JSON are read, statements of policies lie
under their Sid, and lists of things under what tells the things apart.
"""
import json
import re
from collections import Counter, defaultdict

from .evaluate import NAMED_BY, spelt

TOKEN = re.compile(r"⟦([^⟧]+)⟧")

# Properties that tell nodes of a type apart, beside NAMED_BY.
IDENTITY = {
    "ApiGatewayV2::Api": ["Name"],
    "ApiGatewayV2::ApiMapping": ["DomainName", "ApiMappingKey"],
    "ApiGatewayV2::Authorizer": ["ApiId", "Name"],
    "ApiGatewayV2::Route": ["ApiId", "RouteKey"],
    "ApiGatewayV2::Stage": ["ApiId", "StageName"],
    "EC2::FlowLog": ["ResourceId"],
    "EC2::Route": ["RouteTableId", "DestinationCidrBlock"],
    "EC2::SecurityGroupEgress": ["GroupId", "DestinationSecurityGroupId",
                                 "CidrIp", "FromPort"],
    "EC2::SecurityGroupIngress": ["GroupId", "SourceSecurityGroupId", "CidrIp",
                                  "FromPort"],
    "EC2::SubnetRouteTableAssociation": ["SubnetId"],
    "Lambda::EventSourceMapping": ["EventSourceArn", "FunctionName"],
    "Lambda::Permission": ["FunctionName", "Principal", "SourceArn"],
    "Logs::SubscriptionFilter": ["LogGroupName", "DestinationArn"],
    "SNS::Subscription": ["TopicArn", "Endpoint"],
    "SNS::TopicPolicy": ["Topics"],
    "SQS::QueuePolicy": ["Queues"],
}
# A thing without a name is known by the first of these that refers to it.
SERVES = {
    "ApiGatewayV2::Integration": ["ApiGatewayV2::Route"],
    "IAM::ManagedPolicy": ["IAM::Role"],
    "IAM::Role": ["Lambda::Function", "ApiGatewayV2::Integration",
                  "Scheduler::Schedule", "EC2::FlowLog",
                  "Logs::SubscriptionFilter"],
    "KMS::Key": ["KMS::Alias"],
}
# Lists of things: what their key is. Other lists are in whatever order.
KEYED = {"Tags": "Key", "Dimensions": "Name", "Metrics": "Id",
         "Policies": "PolicyName", "ResponseParameters": "Destination"}
ORDERED = {"Layers", "metrics", "widgets", "yAxis", "dimensions"}


class Node:
    def __init__(self, key, kind, properties, name=None):
        self.key, self.kind, self.properties = key, kind, properties
        self.name, self.label = name, None


class Graph:
    """`side`: the target that it was made for. `nodes`: label -> path -> text."""

    def __init__(self, side, nodes):
        self.side = side
        self.by_key = {node.key: node for node in nodes}
        for node in nodes:
            told(node)
        self.users = defaultdict(list)
        for node in nodes:
            for key in set(TOKEN.findall(json.dumps(node.properties,
                                                    ensure_ascii=False))):
                self.users[key].append(node)
        seen = Counter(self.label(node) for node in nodes)
        self.alike = sorted(label for label, count in seen.items() if count > 1)
        self.nodes, self.kinds = {}, {}
        for node in nodes:
            self.kinds[node.label] = node.kind
            self.nodes[node.label] = dict(leaves(
                (), canonical((), named(node.properties, self.token))))

    # ---- labels ----

    def label(self, node):
        if node.label is None:
            node.label = f"{node.kind} (circle)"
            node.label = f"{node.kind} {self.told_by(node)}"
        return node.label

    def told_by(self, node):
        if node.name is not None:
            return node.name
        parts = [named(json.dumps(node.properties[key], ensure_ascii=False)
                       .strip('[]"'), self.token)
                 for key in IDENTITY.get(node.kind, [])
                 if key in node.properties]
        if parts:
            return " ".join(parts)
        name = node.properties.get(NAMED_BY.get(node.kind))
        if name is not None:
            return named(name, self.token)
        for kind in SERVES.get(node.kind, []):
            users = sorted(self.label(user) for user in self.users[node.key]
                           if user.kind == kind)
            if users:
                return f"of {users[0]}"
        tags = canonical(("Tags",), node.properties.get("Tags", {}))
        return tags["Name"] if "Name" in tags else node.key

    def token(self, found):
        node = self.by_key.get(found[1])
        return f"‹{self.label(node)}›" if node else found[0]


def told(node):
    """Leaves out to wait for what the properties refer to anyway."""
    waits = node.properties.pop("!DependsOn", [])
    text = json.dumps(node.properties, ensure_ascii=False)
    waits = [one for one in waits if one not in text]
    if waits:
        node.properties["!DependsOn"] = waits


def named(tree, token):
    """The tree with labels in the place of tokens."""
    if isinstance(tree, list):
        return [named(one, token) for one in tree]
    if isinstance(tree, dict):
        return {named(key, token): named(one, token)
                for key, one in tree.items()}
    return TOKEN.sub(token, tree) if isinstance(tree, str) else tree


# ---- the flat form ----

def canonical(path, tree):
    if isinstance(tree, str) and tree[:1] in ("{", "["):
        try:
            tree = json.loads(tree)
        except ValueError:
            return tree
    if isinstance(tree, dict):
        if isinstance(tree.get("Statement"), (list, dict)):
            tree = {**tree, "Statement": statements(tree["Statement"])}
        return {key: canonical((*path, key), one) for key, one in tree.items()}
    if not isinstance(tree, list):
        return tree
    step = path[-1] if path else ""
    key = KEYED.get(step)
    if key and all(isinstance(one, dict) and key in one for one in tree):
        return canonical(path, {one[key]: beside(key, one) for one in tree})
    items = [canonical(path, one) for one in tree]
    return items if step in ORDERED else sorted(
        items, key=lambda one: json.dumps(one, sort_keys=True))


def beside(key, thing):
    """All of it but its key; what has one more value is that value."""
    rest = {name: one for name, one in thing.items() if name != key}
    return next(iter(rest.values())) if len(rest) == 1 else rest


def statements(rows):
    """Sid -> statement; one without a Sid lies under what it says."""
    found = {}
    for row in rows if isinstance(rows, list) else [rows]:
        one = {key: as_set(value) for key, value in row.items() if key != "Sid"}
        sid = row.get("Sid") or json.dumps(one, sort_keys=True)
        while sid in found:
            sid += "+"
        found[sid] = one
    return found


def as_set(value):
    """One item, or a list of it: policies make no difference."""
    if isinstance(value, dict):
        return {key: as_set(one) for key, one in value.items()}
    return sorted({spelt(one) for one in
                   (value if isinstance(value, list) else [value])})


def leaves(path, tree):
    if isinstance(tree, dict) and (tree or not path):
        for key, one in tree.items():
            yield from leaves((*path, str(key)), one)
    elif tree is not None:
        yield ".".join(path), json.dumps(
            texts(tree), ensure_ascii=False, sort_keys=True) \
            if isinstance(tree, (list, dict)) else spelt(tree)


def texts(tree):
    if isinstance(tree, list):
        return [texts(one) for one in tree]
    if isinstance(tree, dict):
        return {key: texts(one) for key, one in tree.items()}
    return spelt(tree)
