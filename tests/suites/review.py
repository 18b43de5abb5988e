# SPDX-License-Identifier: Apache-2.0
"""The outputs before the rule packs of cdk-nag: AwsSolutions, NIST 800-53 r5,
HIPAA Security, PCI DSS 3.2.1.

With `profile = hardened` none of them finds anything that the template does not
acknowledge. In the examples, which are without it, AwsSolutions finds nothing: the
other packs want what only a program can decide, a network for example. Nothing is
acknowledged that no pack finds, in any program; and each row of the table is
needed somewhere.
"""
import json
import re

from suites import packages

HARDENED = "hardened"  # the program in tests/programs
HOME = "tests/conformance/cdk_nag"
EXCUSE = "The program says why: "


def cdk_nag(report, house):
    try:
        modules = packages.install(house, HOME)
    except packages.Missing as reason:
        report.skip(str(reason))
        return
    examples = {path.parent.name
                for path in house.path("examples").glob("*/stack.apiq")}
    names = {str(next(row.folder.glob("*.template.json"))): row
             for row in house.built() if row.target == "cfn"}
    run = house.run(["node", house.path(HOME, "findings.js"), modules, *names])
    try:
        told = json.loads(run.out)
    except ValueError:
        report.check("the packs run", False, run.out[-2000:] + run.err)
        return
    lines = {row["by"] for row in told} - {"nobody"}
    report.check("both lines of cdk-nag were asked", len(lines) == 2, lines)
    for path, row in names.items():
        found = [one for one in told if one["template"] == path]
        name = f"{row.example}, {row.stage}"
        report.none(f"{name}: nothing is acknowledged for nothing",
                    [f"{one['rule']} on {one['resource']}" for one in found
                     if one["by"] == "nobody"])
        if row.example == HARDENED:
            check_findings(report, f"{name}: no pack finds anything", found, "")
        elif row.example in examples:
            check_findings(report, f"{name}: AwsSolutions finds nothing", found,
                           "AwsSolutions-")
            check_excuses(report, name, found)
    check_table(report, house, told)


def check_findings(report, name, found, pack):
    report.none(name, [f"{one['rule']} on {one['resource']} ({one['by']})"
                       for one in found if one["reason"] is None
                       and one["rule"].startswith(pack)])


def check_excuses(report, name, found):
    report.none(f"{name}: only a missing authorizer is the program's own",
                [f"{one['rule']} on {one['resource']}: {one['reason']}"
                 for one in found if EXCUSE in (one["reason"] or "")
                 and one["rule"] != "AwsSolutions-APIG4"])


def check_table(report, house, told):
    """Every rule and reason of the table stands in one of the templates."""
    table = house.path("stdlib/acknowledged.def").read_text()
    reasons = ["".join(re.findall(r'"((?:[^"\\]|\\.)*)"', text)) for text in
               re.findall(r'\.reason = TEXT\(("[^()]*")\)', table)]
    said = "\n".join(one["reason"] or "" for one in told)
    report.check("the table has reasons", len(reasons) > 5, table)
    report.none("each reason of the table is given",
                [reason for reason in reasons if reason not in said])
    rules = set(" ".join(
        "".join(re.findall(r'"([^"]*)"', text)) for text in
        re.findall(r'\.rules = TEXT\(("[^()]*")\)', table)).split())
    given = {one["rule"] for one in told if one["reason"]}
    report.check("each rule of the table is found, and no other one is given",
                 rules == given, f"{sorted(rules ^ given)}")
