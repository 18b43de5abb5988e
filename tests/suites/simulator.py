# SPDX-License-Identifier: Apache-2.0
"""What the compiler says and grants, before a simulator of IAM that nobody here
wrote.

`grants`: in each emitted template every role may what the arrows of the model
ask for, and none of what lies beside; policies of things let in who must get in.

`guarantees`: programs made by chance; where the compiler calls a guarantee
proved, the simulator finds nobody who gets around it, among all actions, things
and principals. Where no written condition is involved, the simulator also finds
somebody wherever the compiler says so. And what is written into the policies of
things for the proved ones takes nothing away from anybody of the stack, and shuts
out all others. APIQC_CASES is how many guarantees are tried.
"""
import json
import os
import sys

from conformance.adapted import deployed_model, given, named, region_of
from suites import packages
from suites.conformance import outputs

sys.path.insert(0, __file__.rsplit("/", 2)[0] + "/properties")
import guarantees as made  # noqa: E402

FOLDER = "tests/conformance/simulator"
A_PROGRAM = 40          # guarantees of one program
CASES = 2400            # somewhat more than a minute of one core
A_PROCESS = 12          # programs of one process of node


def node(house, program, *args, timeout=900):
    """What the program says, as JSON."""
    home = packages.install(house, FOLDER)
    run = house.run(["node", house.path(FOLDER, program), *args],
                    environment={"PACKAGES": str(home)}, timeout=timeout)
    if run.status != 0:
        raise AssertionError(f"{program} ends with {run.status}\n{run.err}")
    return json.loads(run.out)


# ---- guarantees ----

def guarantees(report, house):
    wanted = int(os.environ.get("APIQC_CASES", CASES))
    seeds = range((wanted + A_PROGRAM - 1) // A_PROGRAM)
    try:
        packages.install(house, FOLDER)
    except packages.Missing as missing:
        report.skip(str(missing))
        return
    totals = dict.fromkeys(("proved", "broken", "tried"), 0)
    for first in range(0, len(seeds), A_PROCESS):
        compare(report, house, seeds[first:first + A_PROCESS], totals)
    tried = totals["proved"] + totals["broken"]
    report.check("both answers are frequent",
                 min(totals["proved"], totals["broken"]) > tried / 4, totals)
    report.note(f"{tried} guarantees, {totals['proved']} of them proved; "
                f"{totals['tried']} questions to the simulator")


def compare(report, house, seeds, totals):
    folder = house.folder()
    cases = [made.case(seed, A_PROGRAM) for seed in seeds]
    answers = [verdicts(house, folder, case) for case in cases]
    file = folder / "cases.json"
    file.write_text(json.dumps([
        asked(house, folder, case, said)
        for case, said in zip(cases, answers)]))
    told = node(house, "guarantees.js", file)
    for seed, case, said, result in zip(seeds, cases, answers, told):
        totals["tried"] += result["asked"]
        report.none(f"seed {seed}: what is written for the proved takes nothing "
                    "away, and shuts others out", result["changed"])
        for number, (one, found) in enumerate(
                zip(case.guarantees, result["answers"])):
            totals["broken" if number in said else "proved"] += 1
            name = f"seed {seed}: {one.text}"
            report.check(f"{name}: what is proved is so",
                         number in said or found is None,
                         f"{json.dumps(found)}\n{case.bare}")
            if case.plain:
                report.check(f"{name}: what is broken is so",
                             number not in said or found is not None,
                             f"{said.get(number)}\n{case.bare}")


def verdicts(house, folder, case):
    """Number of a guarantee -> what the compiler says against it."""
    text = case.bare + "".join(f"{one.text}\n" for one in case.guarantees)
    (folder / "stack.apiq").write_text(text)
    run = house.apiq("check", "--format", "json", cwd=folder, timeout=20)
    found, before = {}, case.bare.count("\n")
    for row in json.loads(run.out)["diagnostics"]:
        if row["rule"] == "iam/only-violated":
            number = row["start"]["line"] - before - 1
            found.setdefault(number, []).append(row["message"])
        elif row["severity"] == "error":
            raise AssertionError(f"{row['rule']}: {row['message']}\n{text}")
    return found


def template(house, folder, text):
    (folder / "stack.apiq").write_text(text)
    run = house.apiq("build", "--target", "cfn", "-o", "-", cwd=folder,
                     timeout=20)
    if run.status != 0:
        raise AssertionError(f"{run.err}\n{text}")
    return json.loads(run.out)


def asked(house, folder, case, said):
    """The case as guarantees.js reads it: the grants as they are emitted, without
    what the guarantees themselves would add."""
    proved = "".join(f"{one.text}\n" for number, one
                     in enumerate(case.guarantees) if number not in said)
    return {
        "template": template(house, folder, case.bare),
        "enforced": template(house, folder, case.bare + proved),
        "places": case.places,
        "further": case.further, "contexts": case.contexts,
        "externals": made.EXTERNALS,
        "guarantees": [{"who": one.who + [made.OPERATOR],
                        "actions": one.actions, "things": one.things,
                        "declared": one.declared,
                        "violated": number in said}
                       for number, one in enumerate(case.guarantees)],
    }


# ---- grants ----

def grants(report, house):
    """Each example × stage: what its arrows ask for, and what lies beside."""
    try:
        packages.install(house, FOLDER)
    except packages.Missing as missing:
        report.skip(str(missing))
        return
    models = dict(outputs(house, "model"))
    names, stacks = [], []
    for name, path in outputs(house, "cfn"):
        document = json.loads(path.read_text())
        model = deployed_model(json.loads(models[name].read_text()))
        names.append(name)
        stacks.append({
            "template": document, "parameters": given(document),
            "model": named(model, region_of(model)),
            "place": {"partition": "aws", "region": region_of(model),
                      "account": made.ACCOUNT}})
    file = house.folder() / "stacks.json"
    file.write_text(json.dumps(stacks))
    asked = 0
    for name, told in zip(names, node(house, "grants.js", file)):
        for row in told:
            asked += row["count"]
            report.none(f"{name}: {row['name']} ({row['count']})", row["faults"])
    report.note(f"{asked} questions to the simulator")
