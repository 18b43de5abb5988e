#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The page docs/least-privilege.md: what each edge is granted by this compiler,
read from its tables, beside what other tools grant.

  least_privilege.py REFERENCE FOLDER

REFERENCE is build/reference. FOLDER holds the page's text and edges.tsv, a line
for each edge: which rows of stdlib/grants.def it is granted, and all actions that
the others grant. What they grant besides is worked out here.
"""
import csv
import re
import subprocess
import sys
import tempfile
from pathlib import Path

TABLES = "<!-- table: grants -->\n\n<!-- table: ways -->\n"
MARK = "<!-- table: edges -->\n"


def cells(line):
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def granted(reference):
    """Name of a grant, or `table reads`, -> its actions; of ways the bare ones."""
    with tempfile.NamedTemporaryFile("w", suffix=".md") as chapter:
        chapter.write(TABLES)
        chapter.flush()
        text = subprocess.run([reference, chapter.name], check=True,
                              capture_output=True, text=True).stdout
    found = {}
    for row in map(cells, re.findall(r"^\|.*\|$", text, re.M)):
        if len(row) == 4:
            found[row[0]] = re.findall(r"`([^`]+)`", row[1])
        elif row[3] == "yes":
            name = f"{row[0]} {row[1]}".replace("`", "")
            found.setdefault(name, []).extend(re.findall(r"`([^`]+)`", row[5]))
    return found


def listed(actions, how):
    """Actions and how they are granted, as one cell."""
    parts = [", ".join(f"`{action}`" for action in actions), how]
    return "; ".join(part for part in parts if part) or "nothing"


def besides(actions, own, how):
    return listed([action for action in actions.split() if action not in own],
                  how)


def line_of(row, grants):
    names = [row["grants"]] if row["grants"] in grants \
        else row["grants"].split()
    own = [action for name in names for action in grants[name]]
    return "| " + " | ".join([
        row["edge"], ", ".join(f"`{one}`" for one in own) +
        (" " + row["how"] if row["how"].startswith("on ") else
         ", " + row["how"] if row["how"] else ""),
        besides(row["cdk"], own, row["cdk_how"]),
        besides(row["sam"], own, row["sam_how"])]) + " |\n"


def main():
    reference, folder = sys.argv[1], Path(sys.argv[2])
    grants = granted(reference)
    table = ("| edge | granted | CDK grants besides | SAM grants besides |\n"
             "| --- | --- | --- | --- |\n")
    with open(folder / "edges.tsv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            table += line_of(row, grants)
    page = (folder / "least-privilege.md").read_text(encoding="utf-8")
    sys.stdout.write(page.replace(MARK, table))


main()
