# SPDX-License-Identifier: Apache-2.0
"""A template and a plan of one program: each row of the schema that names a
property and an argument has the same values in both, over all resources of the
type. What only the deployment knows is left out on both sides.
"""
import json
import re

# Where the rows speak of a part that is no resource of its own.
PROPERTY_HOMES = {"RouteSettings": ("Stage", ["RouteSettings", "*"]),
                  "RequestParameters": ("Integration", ["RequestParameters"])}
ARGUMENT_HOMES = {"request_parameters": ("aws_apigatewayv2_integration",
                                         ["request_parameters"])}
# Terraform wants it said wherever a function's log group is.
SAID_ALWAYS = {("aws_lambda_function", "logging_config.log_format"): "Text"}
FEWEST_ROWS = 40


def rows(house):
    """(type, steps) of the property and of the argument, for each row."""
    found = []
    for path in sorted(house.path("stdlib/kinds").glob("*.def")):
        for text in re.split(r"^(?=ATTR|LEAF|BLOCK|KIND)", path.read_text(),
                             flags=re.M):
            cfn, tf = (re.search(r"\.%s\s*=\s*TEXT\(((?:\s*\"[^\"]*\")+)\)"
                                 % word, text) for word in ("cfn", "tf"))
            if not cfn or not tf:
                continue
            names = ["".join(re.findall(r'"([^"]*)"', one[1])).partition(":")
                     for one in (cfn, tf)]
            if all(name[1] for name in names):
                homes = (PROPERTY_HOMES, ARGUMENT_HOMES)
                found.append(tuple(
                    (home.get(kind, (kind, []))[0],
                     home.get(kind, (kind, []))[1] + steps.split("."))
                    for home, (kind, _, steps) in zip(homes, names)))
    return found


def inside(value, steps):
    """Everything that the steps lead to."""
    if isinstance(value, list) and steps and not isinstance(
            next(iter(value), None), (str, int)):
        return [end for one in value for end in inside(one, steps)]
    if not steps:
        return [value]
    if not isinstance(value, dict):
        return []
    if steps[0] == "*":
        return [end for one in value.values() for end in inside(one, steps[1:])]
    return inside(value[steps[0]], steps[1:]) if steps[0] in value else []


def spelt(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return json.dumps(sorted(map(spelt, value)))
    return "%g" % value if isinstance(value, (int, float)) else str(value)


def is_known(value):
    return value is not None and not isinstance(value, dict) and not (
        isinstance(value, list)
        and (not value or any(one is None or isinstance(one, dict)
                             for one in value)))


def compare(report, house, name, template, plan):
    planned = plan["planned_values"]["root_module"]["resources"]
    pairs = rows(house)
    report.check("rows with both spellings", len(pairs) >= FEWEST_ROWS,
                 len(pairs))
    seen, wrong = 0, []
    for (kind, properties), (of, arguments) in pairs:
        ours = [value for one in template["Resources"].values()
                if one["Type"].split("::")[-1].lower() == kind.lower()
                for value in inside(one.get("Properties", {}), properties)]
        theirs = [value for one in planned if one["type"] == of
                  for value in inside(one["values"], arguments)]
        always = SAID_ALWAYS.get((of, ".".join(arguments)))
        ours, theirs = (sorted(spelt(value) for value in values
                               if is_known(value) and value != always)
                        for values in (ours, theirs))
        seen += len(ours)
        if ours != theirs:
            wrong.append(f"{kind}:{properties} {ours}\n{of}:{arguments} {theirs}")
    report.none(f"{name}: {seen} settings as in the template", wrong)
