# SPDX-License-Identifier: Apache-2.0
"""A copy of a template that the lab of ../shared/conformance/moto can deploy.

The lab hands properties to the service's own API. Where CloudFormation has
another shape than the API, the copy gets the API's:

- Integration.ResponseParameters: CloudFormation lists pairs, {"200":
  {"ResponseParameters": [{"Destination": d, "Source": s}]}}, the API has a map,
  {"200": {d: s}}.
- Function.RecursiveLoop: a property there, an API call of its own here
  (PutFunctionRecursionConfig), which the lab does not have.
- Integration.RequestParameters: a map of texts. In CloudFormation a reference
  to a Number is a text, in the lab a number; Fn::Sub is a text in both.
- EventSourceMapping.Enabled: CloudFormation reads the text of a parameter as a
  boolean, the lab does not.
- Authorizer.IdentitySource: CloudFormation may leave it out, where no part of
  the request tells callers apart; the API wants a list, an empty one.
- Key.Tags: CloudFormation has Key and Value, the API TagKey and TagValue.
"""
import copy
import json


def adapted(template):
    template = copy.deepcopy(template)
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::ApiGatewayV2::Integration" \
                and "ResponseParameters" in properties:
            properties["ResponseParameters"] = {
                status: {pair["Destination"]: pair["Source"]
                         for pair in mapping["ResponseParameters"]}
                for status, mapping in properties["ResponseParameters"].items()}
        for key, value in properties.get("RequestParameters", {}).items():
            if isinstance(value, dict) and "Ref" in value:
                properties["RequestParameters"][key] = {
                    "Fn::Sub": "${%s}" % value["Ref"]}
        if isinstance(properties.get("Enabled"), dict):
            properties["Enabled"] = \
                given(template)[properties["Enabled"]["Ref"]] == "true"
        if resource["Type"] == "AWS::ApiGatewayV2::Authorizer":
            properties.setdefault("IdentitySource", [])
        if resource["Type"] == "AWS::KMS::Key" and "Tags" in properties:
            properties["Tags"] = [{"TagKey": tag["Key"], "TagValue": tag["Value"]}
                                  for tag in properties["Tags"]]
        if resource["Type"] == "AWS::Lambda::Function":
            properties.pop("RecursiveLoop", None)
    return template


def alone(template):
    """Without what asks for things outside of the stack while it is deployed:
    they are not there, and no role depends on them. FIFO topics become standard
    ones, which makes no difference to a role: the lab puts a neighbour beside
    each topic and cannot name one that is FIFO."""
    template = standard_topics(adapted(template))
    template["Resources"] = {
        name: resource for name, resource in template["Resources"].items()
        if resource["Type"] != "AWS::Logs::SubscriptionFilter"}
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Lambda::Function":
            resource["Properties"].pop("Layers", None)
    return template


def standard_topics(template):
    names = {key: resource["Properties"]["TopicName"]
             for key, resource in template["Resources"].items()
             if resource["Type"] == "AWS::SNS::Topic"
             and resource["Properties"].pop("FifoTopic", False)}
    text = json.dumps(template)
    for name in names.values():
        text = text.replace(name, name.removesuffix(".fifo"))
    template = json.loads(text)
    for key, resource in list(template["Resources"].items()):
        properties = resource["Properties"]
        if key in names:
            properties.pop("ContentBasedDeduplication", None)
        if resource["Type"] == "AWS::SNS::Subscription" and \
                properties["TopicArn"].get("Ref") in names:
            del template["Resources"][key]
    return template


def given(template):
    """Parameter -> the value it is deployed with: the far end of a range, the
    last of the words, so that a default never hides a missing reference."""
    return {name: str(one.get("MaxValue") or one.get("AllowedValues", [""])[-1]
                      or one.get("Default", "artifacts"))
            for name, one in template.get("Parameters", {}).items()}


def deployed_model(model):
    """The model with the same values in the place of its inputs."""
    inputs = {one["name"]: one for one in model.get("inputs", [])}

    def value(name):
        one = inputs[name]
        if one["type"] == "bool":
            return False
        return one.get("most") or (one.get("words") or [None])[-1] \
            or one.get("default", "artifacts")

    def text(part):
        one, found = inputs[part["text"]], value(part["text"])
        if part["part"] == "input_unit":
            return one["unit"]
        if one["type"] == "bool":
            return str(found).lower()
        return str(found // one["unit_size"] if "unit_size" in one
                   and isinstance(found, int) else found)

    def filled(tree):
        if isinstance(tree, list):
            return [filled(one) for one in tree]
        if not isinstance(tree, dict):
            return tree
        if set(tree) == {"input"}:
            return value(tree["input"])
        if tree.get("part") in ("input", "input_unit"):
            return {"part": "text", "text": text(tree)}
        tree = {key: filled(one) for key, one in tree.items()}
        for key in {"threshold", "flexible_minutes"} & set(tree):
            if isinstance(tree[key], list):
                tree[key] = int(tree[key][0]["text"])
        return tree

    return filled(model)


def region_of(model):
    """That of the topics that it names, else any."""
    regions = {row["arn"].split(":")[3] for row in model["externals"]
               if row["kind"] == "external topic" and isinstance(row["arn"], str)}
    return regions.pop() if len(regions) == 1 else "eu-west-1"


def named(model, region):
    """The model with the names that things get in that Region."""
    model = copy.deepcopy(model)
    things = [one for rows in model.values() if isinstance(rows, list)
              for one in rows] + [model.get("key", {})]
    for one in things:
        if isinstance(one.get("name"), list):
            one["name"] = "".join(
                {"text": part.get("text"), "region": region}[part["part"]]
                for part in one["name"])
    return model
