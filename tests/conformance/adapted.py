# SPDX-License-Identifier: Apache-2.0
"""A copy of a template that the lab of ../shared/conformance/moto can deploy.

The lab hands properties to the service's own API. Where CloudFormation has
another shape than the API, the copy gets the API's:

- Integration.ResponseParameters: CloudFormation lists pairs, {"200":
  {"ResponseParameters": [{"Destination": d, "Source": s}]}}, the API has a map,
  {"200": {d: s}}.
- Function.RecursiveLoop: a property there, an API call of its own here
  (PutFunctionRecursionConfig), which the lab does not have.
- Authorizer.IdentitySource: CloudFormation may leave it out, where no part of
  the request tells callers apart; the API wants a list, an empty one.
- Key.Tags: CloudFormation has Key and Value, the API TagKey and TagValue.
"""
import copy


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
    they are not there, and no role depends on them."""
    template = adapted(template)
    template["Resources"] = {
        name: resource for name, resource in template["Resources"].items()
        if resource["Type"] != "AWS::Logs::SubscriptionFilter"}
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Lambda::Function":
            resource["Properties"].pop("Layers", None)
    return template


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
