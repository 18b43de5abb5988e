# SPDX-License-Identifier: Apache-2.0
"""A template's intrinsic functions, worked out for one place and given values.

What only the deployment would know, an id that AWS makes up, is a token that
holds the logical id: `⟦MainVpc⟧`. Everything that has a name gets the ARN, URL
and name that follow from it, so that a reference and the same thing written out
are one text.
"""
import base64
import re

PLACE = {"AWS::Region": "us-east-1", "AWS::AccountId": "123456789012",
         "AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com",
         "AWS::StackName": "stack", "AWS::StackId": "stack-id",
         "AWS::NotificationARNs": []}
ZONES = "abcdef"
NOTHING = object()  # what AWS::NoValue is: the property is not there

# Which property is the thing's name; without it AWS makes one up.
NAMED_BY = {
    "SQS::Queue": "QueueName", "SNS::Topic": "TopicName",
    "Lambda::Function": "FunctionName", "Logs::LogGroup": "LogGroupName",
    "IAM::Role": "RoleName", "CloudWatch::Alarm": "AlarmName",
    "Scheduler::Schedule": "Name", "KMS::Alias": "AliasName",
    "ApiGatewayV2::DomainName": "DomainName",
    "ApiGatewayV2::Stage": "StageName", "CloudWatch::Dashboard": "DashboardName",
    "IAM::ManagedPolicy": "ManagedPolicyName",
}
ARNS = {
    "SQS::Queue": "arn:{p}:sqs:{r}:{a}:{name}",
    "SNS::Topic": "arn:{p}:sns:{r}:{a}:{name}",
    "Lambda::Function": "arn:{p}:lambda:{r}:{a}:function:{name}",
    "Logs::LogGroup": "arn:{p}:logs:{r}:{a}:log-group:{name}:*",
    "IAM::Role": "arn:{p}:iam::{a}:role{path}{name}",
    "IAM::ManagedPolicy": "arn:{p}:iam::{a}:policy{path}{name}",
    "KMS::Key": "arn:{p}:kms:{r}:{a}:key/{name}",
    "CloudWatch::Alarm": "arn:{p}:cloudwatch:{r}:{a}:alarm:{name}",
    "Scheduler::Schedule": "arn:{p}:scheduler:{r}:{a}:schedule/default/{name}",
}
# What a reference gives where it is not the name.
REFS = {
    "SQS::Queue": "https://sqs.{r}.{suffix}/{a}/{name}",
    "SNS::Topic": ARNS["SNS::Topic"],
    "IAM::ManagedPolicy": ARNS["IAM::ManagedPolicy"],
}
ATTRIBUTES = {
    ("ApiGatewayV2::Api", "ApiEndpoint"):
        "https://{name}.execute-api.{r}.{suffix}",
    ("SQS::Queue", "QueueUrl"): REFS["SQS::Queue"],
    ("SNS::Topic", "TopicArn"): ARNS["SNS::Topic"],
    ("IAM::ManagedPolicy", "PolicyArn"): ARNS["IAM::ManagedPolicy"],
}
# Attributes that are the name, or the id, once more.
NAMES = {"QueueName", "TopicName", "FunctionName", "Name", "ApiId", "VpcId",
         "KeyId", "SubnetId", "GroupId", "AllocationId", "RouteTableId", "Id",
         "NatGatewayId", "InternetGatewayId", "AuthorizerId", "IntegrationId"}


def kind_of(resource):
    return resource["Type"].removeprefix("AWS::")


class Evaluator:
    """`values`: of parameters and, in place of PLACE, of pseudo parameters."""

    def __init__(self, template, values):
        self.template = template
        self.resources = template.get("Resources", {})
        self.values = {**PLACE,
                       **{name: one.get("Default") for name, one in
                          template.get("Parameters", {}).items()}, **values}

    def properties(self, logical):
        return self.value(self.resources[logical].get("Properties", {}))

    def value(self, tree):
        if isinstance(tree, list):
            found = [self.value(one) for one in tree]
            return [one for one in found if one is not NOTHING]
        if not isinstance(tree, dict):
            return tree
        if len(tree) == 1:
            key, argument = next(iter(tree.items()))
            if key == "Ref":
                return self.ref(argument)
            if key.startswith("Fn::") or key == "Condition" and \
                    isinstance(argument, str):
                return self.function(key.removeprefix("Fn::"), argument)
        found = {key: self.value(one) for key, one in tree.items()}
        return {key: one for key, one in found.items() if one is not NOTHING}

    # ---- references ----

    def spell(self, pattern, logical):
        resource = self.resources[logical]
        given = resource.get("Properties", {})
        name = given.get(NAMED_BY.get(kind_of(resource)))
        return pattern.format(
            p=self.values["AWS::Partition"], r=self.values["AWS::Region"],
            a=self.values["AWS::AccountId"],
            suffix=self.values["AWS::URLSuffix"],
            path=self.value(given.get("Path", "/")),
            name=f"⟦{logical}⟧" if name is None else self.value(name))

    def ref(self, name):
        if name == "AWS::NoValue":
            return NOTHING
        if name in self.values:
            return self.values[name]
        if name not in self.resources:
            raise KeyError(f"a reference to {name}, which is nothing")
        return self.spell(REFS.get(kind_of(self.resources[name]), "{name}"),
                          name)

    def attribute(self, name, what):
        if name not in self.resources:
            raise KeyError(f"a reference to {name}, which is nothing")
        kind = kind_of(self.resources[name])
        if what == "Arn" and kind in ARNS:
            return self.spell(ARNS[kind], name)
        if (kind, what) in ATTRIBUTES:
            return self.spell(ATTRIBUTES[kind, what], name)
        return self.spell("{name}" if what in NAMES else "{name}." + what, name)

    # ---- functions ----

    def function(self, name, argument):
        simple = {"GetAtt": self.get_att, "Sub": self.sub, "If": self.choose,
                  "Condition": self.condition}
        if name in simple:
            return simple[name](argument)
        argument = self.value(argument)
        if name == "Join":
            return argument[0].join(map(spelt, argument[1]))
        if name == "Split":
            return argument[1].split(argument[0])
        if name == "Select":
            return argument[1][int(argument[0])]
        if name == "GetAZs":
            region = argument or self.values["AWS::Region"]
            return [region + zone for zone in ZONES]
        if name == "FindInMap":
            return self.value(
                self.template["Mappings"][argument[0]][argument[1]][argument[2]])
        if name == "Base64":
            return base64.b64encode(argument.encode()).decode()
        if name == "Equals":
            return spelt(argument[0]) == spelt(argument[1])
        if name in ("And", "Or"):
            return (all if name == "And" else any)(argument)
        if name == "Not":
            return not argument[0]
        raise KeyError(f"Fn::{name} is not worked out")

    def get_att(self, argument):
        if isinstance(argument, str):
            argument = argument.split(".", 1)
        return self.attribute(argument[0], self.value(argument[1]))

    def choose(self, argument):
        name, yes, no = argument
        return self.value(yes if self.condition(name) else no)

    def condition(self, name):
        return self.value(self.template["Conditions"][name])

    def sub(self, argument):
        text, own = (argument, {}) if isinstance(argument, str) else argument

        def one(found):
            raw, name = found[1], found[2].strip()
            if raw:
                return "${%s}" % found[2]
            if name in own:
                return spelt(self.value(own[name]))
            thing, _, what = name.partition(".")
            return spelt(self.attribute(thing, what) if what
                         else self.ref(thing))

        return re.sub(r"\$\{(!?)([^}]*)\}", one, text)


def spelt(value):
    """As CloudFormation makes a text of it, and as values are compared."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return "%.12g" % value
    return str(value)
