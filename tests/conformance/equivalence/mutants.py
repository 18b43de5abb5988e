# SPDX-License-Identifier: Apache-2.0
"""Templates with one mistake each: whoever compares them must notice it.

Each place of a template gives the mistakes that fit there: a setting is another
one, a reference leads to another thing of its type, an entry is missing, a
statement allows one action more, does the opposite or is not there, a resource
or an output is gone. `mutants` takes some of them, always the same.
"""
import copy
import json
import random

REFERENCES = ("Ref", "Fn::GetAtt")
MORE = "sqs:PurgeQueue"
NOWHERE = "127.0.0.1/32"  # the rule that stands for none; see allowed.tsv


def mutants(template, count, seed):
    """(what is wrong, template)"""
    places = [*faults(template)]
    places = random.Random(seed).sample(places, min(count, len(places)))
    for path, word, fault in places:
        wrong = copy.deepcopy(template)
        fault(wrong)
        yield f"{'.'.join(map(str, path))}: {word}", wrong


def faults(template):
    """(path, what, function that does it to a copy)"""
    whole = json.dumps(template)
    for logical, resource in template["Resources"].items():
        if f'"{logical}"' not in whole.replace(f'"{logical}": {{', "", 1) \
                and "${%s" % logical not in whole:
            yield ("Resources", logical), "is gone", \
                drop(("Resources", logical))
        path = ("Resources", logical, "Properties")
        for key in resource.get("Properties", {}):
            yield from within(template, (*path, key))
    for name in template.get("Outputs", {}):
        yield ("Outputs", name), "is gone", drop(("Outputs", name))
        yield from within(template, ("Outputs", name, "Value"))


def within(template, path):
    value = at(template, path)
    yield path, "is missing", drop(path)
    if isinstance(value, dict) and value.get("CidrIp") == NOWHERE:
        return
    if isinstance(value, dict) and len(value) == 1 \
            and next(iter(value)) in (*REFERENCES, "Fn::Sub"):
        yield from referring(template, path, *next(iter(value.items())))
    elif isinstance(value, dict):
        if "Effect" in value:
            yield from statement(path, value)
        for key in value:
            yield from within(template, (*path, key))
    elif isinstance(value, list):
        for index in range(len(value)):
            yield from within(template, (*path, index))
    else:
        yield path, "is another one", put(path, other(value))


def referring(template, path, function, argument):
    if function == "Fn::Sub":
        if isinstance(argument, str):
            yield path, "is longer", put(path, {function: argument + "x"})
        return
    name = argument if function == "Ref" else argument[0]
    kinds = {key: one["Type"] for key, one in template["Resources"].items()}
    for another in sorted(kinds):
        if another != name and kinds[another] == kinds.get(name):
            yield path, f"is that of {another}", put(path, {
                function: another if function == "Ref"
                else [another, *argument[1:]]})
            return


def statement(path, value):
    actions = value["Action"]
    yield path, "allows more", put(
        (*path, "Action"),
        [*(actions if isinstance(actions, list) else [actions]), MORE])
    yield path, "does the opposite", put(
        (*path, "Effect"), "Deny" if value["Effect"] == "Allow" else "Allow")


def other(value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    return value + "x"


def at(tree, path):
    for step in path:
        tree = tree[step]
    return tree


def put(path, value):
    def fault(tree):
        at(tree, path[:-1])[path[-1]] = value
    return fault


def drop(path):
    def fault(tree):
        del at(tree, path[:-1])[path[-1]]
    return fault
