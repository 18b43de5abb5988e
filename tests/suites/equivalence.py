# SPDX-License-Identifier: Apache-2.0
"""The targets of one program against each other: what each of them describes is
the same graph of resources, but for what conformance/equivalence/allowed.tsv
allows. Templates with one mistake each show that a difference is noticed.
"""
import json

from conformance.equivalence import (Allowed, compare, differences,
                                     graph_of_template, graph_of_terraform)
from conformance.equivalence.mutants import mutants
from conformance.equivalence.shape import plain_name

BUCKET = "artifacts"  # what the parameter ArtifactBucket is given
MUTATED = {"blueprint": 40, "fanout": 50, "fifo-payments": 40, "late": 40,
           "private-network": 50}
SEED = 1


def value_of(one):
    """What the deployment is given for an input without a default."""
    if "most" in one:
        return one["most"] // one["unit_size"]
    return one.get("words", ["artifacts"])[-1]


def values_of(template, inputs, place=()):
    """Parameters and, in `place`, pseudo parameters -> their values."""
    given = {plain_name(one["name"]): value_of(one) for one in inputs
             if "default" not in one}
    return {"ArtifactBucket": BUCKET, **dict(place),
            **{name: given[plain_name(name)] for name in
               template.get("Parameters", {}) if plain_name(name) in given}}


def place_of(state):
    """Where a state stands, as pseudo parameters."""
    stood = state["values"]["root_module"]["resources"]
    role = next(one["values"]["arn"] for one in stood
                if one["type"] == "aws_iam_role")
    region = next(one["values"]["region"] for one in stood
                  if one["values"].get("region"))
    return {"AWS::AccountId": role.split(":")[4], "AWS::Region": region}


class Equivalence:
    """`template` and `inputs` of a program, `plan` and `state` as files."""

    def __init__(self, report):
        self.report, self.allowed = report, Allowed()

    def terraform(self, row, template, inputs, plan, state):
        plan, state = (json.loads(path.read_text()) for path in (plan, state))
        values = values_of(template, inputs, place_of(state))
        theirs = graph_of_terraform(plan, state, row.folder)
        compare(self.report, f"{row.example}, {row.stage}",
                graph_of_template(template, values), theirs, self.allowed)
        if row.stage == "dev" and row.example in MUTATED:
            self.mutants(row.example, template, values, theirs)

    def cdk(self, row, template, values, made, place, packages):
        compare(self.report, f"{row.example}, {row.stage}",
                graph_of_template(template, values),
                graph_of_template(made, place, "cdk", packages), self.allowed)

    def mutants(self, name, template, values, theirs):
        allowed, unnoticed, count = Allowed(), [], MUTATED[name]
        for what, wrong in mutants(template, count, SEED):
            if not is_noticed(wrong, values, theirs, allowed):
                unnoticed.append(what)
        self.report.none(f"{name}: {count} mistakes are noticed", unnoticed)

    def end(self, *sides):
        self.report.none("each allowed difference is there",
                         [line for one in sides
                          for line in self.allowed.unused(one)])


def is_noticed(wrong, values, theirs, allowed):
    try:
        graph = graph_of_template(wrong, values)
    except (KeyError, IndexError, TypeError):
        return True  # a reference to nothing, a function without its arguments
    return bool(graph.alike) or any(
        not allowed.forgives("cfn/terraform", one)
        for one in differences(graph, theirs))
