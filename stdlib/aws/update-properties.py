#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes properties.txt: what each type of CloudFormation resource may hold.

  stdlib/aws/update-properties.py > stdlib/aws/properties.txt

The source is the registry's resource schemas as the Python package cfn-lint
ships them (MIT-0, see LICENSE.cfn-lint.txt); names, types, and what is required
or only read are taken, no text. The head of properties.txt says how it is read.
"""
import importlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

import cfnlint
from cfnlint.schema import Schema

HOME = Path(cfnlint.__file__).parent / "data" / "schemas"
REGION = "us_east_1"
SCALARS = ("string", "integer", "number", "boolean")

HEAD = """\
# What each type of CloudFormation resource may hold; cfn-lint {version}, {region}.
# Made by update-properties.py: do not edit. Sorted bytewise.
#
#   AWS::Service::Type    a type; its properties follow
#   .Shape                a shape of that type; its properties follow
#   NAME KINDS            a property: `!` required, `~` only read
#   @NAME KINDS           what Fn::GetAtt can read of the type
#
# KINDS: string, integer, number, boolean, joined by `|`; `[]` before it is a list
# of such, `{{}}` a map, .Shape an object of that shape, `object` any object, `any`
# anything.
"""


class Type:
    def __init__(self, name, schema):
        self.name, self.schema = name, schema
        self.definitions = schema.get("definitions", {})
        self.shapes = {}  # name -> lines
        self.read_only = {self.place(pointer)
                          for pointer in schema.get("readOnlyProperties", [])}

    # ---- schemas

    def resolved(self, one, limit=20):
        while "$ref" in one and limit:
            one, limit = self.target(one["$ref"]), limit - 1
        return one

    def target(self, reference):
        one = self.schema
        for step in reference.split("/")[1:]:
            one = one[step.replace("~1", "/").replace("~0", "~")]
        return one

    @staticmethod
    def branches(one):
        return [branch for word in ("anyOf", "oneOf", "allOf")
                for branch in one.get(word, []) if isinstance(branch, dict)]

    def properties(self, one):
        """name -> schema, in the branches of a choice too."""
        found = {}
        for branch in self.branches(one):
            found.update(self.properties(self.resolved(branch)))
        for name, schema in one.get("properties", {}).items():
            if schema or name not in found:
                found[name] = schema
        return found

    def place(self, pointer):
        """The object in which a pointer ends, by identity, and its name."""
        one, steps = self.schema, pointer.split("/")[1:]
        for step in steps[:-1]:
            one = self.resolved(one)
            if step == "*":
                one = one.get("items", {})
            elif step != "properties":
                one = self.properties(one).get(step, {})
        one = self.resolved(one)
        if steps[-1] == "*" or "items" in one:
            return None, steps[-1]
        return id(one), steps[-1]

    # ---- kinds

    def kinds(self, one, hint):
        """The text of a schema's kinds; `hint` names an object without a name."""
        reference = one.get("$ref", "")
        while "$ref" in one:
            reference = one["$ref"]
            one = self.target(reference)
        if reference.startswith("#/definitions/"):
            hint = reference.split("/")[-1]
        types = one.get("type", [])
        types = [types] if isinstance(types, str) else types
        parts = [self.kind(sort, one, hint) for sort in types]
        if not types and ("properties" in one or "patternProperties" in one):
            parts = [self.kind("object", one, hint)]
        elif not types and "items" in one:
            parts = [self.kind("array", one, hint)]
        elif not types:
            parts = [self.kinds(branch, hint) for branch in self.branches(one)]
            if any("$ref" not in branch and "type" not in branch
                   for branch in self.branches(one)):
                parts = []
        parts = sorted({word for part in parts for word in part.split("|")})
        return "any" if not parts or "any" in parts else "|".join(parts)

    def kind(self, sort, one, hint):
        if sort in SCALARS:
            return sort
        if sort == "array":
            items = one.get("items", {})
            inner = self.kinds(items, hint) if isinstance(items, dict) else "any"
            return "[]" + (inner if "|" not in inner else "any")
        if sort != "object":
            return "any"
        if self.properties(one) and one.get("additionalProperties") in (
                None, False) and "patternProperties" not in one:
            return "." + self.shape(one, hint)
        values = list(one.get("patternProperties", {}).values())
        if len(values) == 1 and not self.properties(one):
            inner = self.kinds(values[0], hint)
            return "{}" + (inner if "|" not in inner else "any")
        return "object"

    def shape(self, one, hint):
        if hint not in self.shapes:
            self.shapes[hint] = []  # shapes may hold themselves
            self.shapes[hint] = self.lines(one, hint)
        return hint

    def lines(self, one, hint):
        lines = []
        for name, schema in sorted(self.properties(one).items()):
            read = (id(one), name) in self.read_only
            mark = "~" if read else \
                "!" if name in one.get("required", []) else ""
            kinds = self.kinds(schema, f"{hint}-{name}" if hint else name)
            lines.append(f"{name} {mark}{kinds}")
        return lines

    # ---- the whole type

    def attributes(self):
        attributes = Schema(self.schema).get_atts
        names = {name.replace("\\", "").replace("..*", ".*")
                 for name in attributes.data}
        for name in sorted(names):
            one = self.schema
            if ".*." in name:
                continue  # nothing can be read out of a list
            for step in name.split("."):
                one = self.properties(self.resolved(one)).get(step, {})
            kinds = self.kinds(one, "?") if one else \
                "any" if name == ".*" else "string"
            yield f"@{name} {'object' if '.' in kinds else kinds}"

    def text(self):
        lines = [self.name, *self.attributes()]
        self.shapes = {}
        own = self.lines(self.schema, "")
        if self.schema.get("patternProperties"):
            own.append("* any")
        lines += sorted(own)
        for name in sorted(self.shapes):
            lines += [f".{name}", *self.shapes[name]]
        return "\n".join(lines) + "\n"


def main():
    module = importlib.import_module(f"cfnlint.data.schemas.providers.{REGION}")
    sys.stdout.write(HEAD.format(version=version("cfn-lint"), region=REGION))
    for name in sorted(module.types):
        path = HOME / "resources" / f"{module.types[name]}.json"
        sys.stdout.write(Type(name, json.loads(path.read_text())).text())


main()
