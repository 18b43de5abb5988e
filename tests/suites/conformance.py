# SPDX-License-Identifier: Apache-2.0
"""The outputs before tools that nobody here wrote: each example × stage.

cfn-lint has nothing to say, not even as information. moto deploys the stack,
and what stands there is what the resolved model says. With IAM enforced, each
role can do what it must and none of what lies beside that.
"""
import json
import re
import sys

from conformance.adapted import alone, given, region_of

from .house import Run


def outputs(house, target):
    """(example and stage, the one file of that target)."""
    names = {"cfn": "*.template.json", "model": "model.json"}
    for row in house.built():
        if row.target == target:
            yield (f"{row.example}, {row.stage}",
                   next(row.folder.glob(names[target])))


def cfn_lint(report, house):
    for name, path in outputs(house, "cfn"):
        run = house.run(["cfn-lint", "--include-checks", "I", "--", path])
        report.check(name, run.status == 0 and not run.out and not run.err,
                     f"status {run.status}\n{run.out}{run.err}")


def preloaded(house, jobs):
    """The runs of programs that need moto, in order."""
    listed = house.folder() / "jobs.json"
    listed.write_text(json.dumps([list(map(str, job)) for job in jobs]))
    run = house.run([sys.executable, house.path("tests/conformance/preloaded"),
                     house.shared / "conformance" / "moto", listed],
                    timeout=1800)
    told = [Run(**json.loads(line)) for line in run.out.splitlines()]
    missing = Run(run.status, "", run.err or "was not run")
    return told + [missing] * (len(jobs) - len(told))


def moto(report, house):
    models = dict(outputs(house, "model"))
    rows = list(outputs(house, "cfn"))
    lab = house.shared / "conformance" / "moto"
    runs = preloaded(house, [
        (house.path("tests/conformance/deployed"), lab, path, models[name])
        for name, path in rows])
    for (name, _), run in zip(rows, runs):
        told = re.split(r"^(?=ok |not ok )", run.out, flags=re.M)[1:]
        for text in told:
            first, _, rest = text.partition("\n")
            report.check(f"{name}: {first.removeprefix('not ')[3:]}",
                         first.startswith("ok "), rest)
        whole = run.status == 0 and len(told) > 5
        failed = any(text.startswith("not ok") for text in told)
        if not whole and not failed:
            report.check(f"{name}: is compared", False,
                         f"status {run.status}\n{run.out}{run.err}")


def least_privilege(report, house):
    check = house.shared / "conformance" / "moto" / "least-privilege-check"
    models = dict(outputs(house, "model"))
    rows, jobs = [], []
    for name, path in outputs(house, "cfn"):
        template = json.loads(path.read_text())
        copy = house.folder() / "template.json"
        copy.write_text(json.dumps(alone(template)))
        options = [option for parameter, value in given(template).items()
                   for option in ("--parameter", f"{parameter}={value}")]
        region = region_of(json.loads(models[name].read_text()))
        rows.append((name, template))
        jobs.append((check, copy, "--region", region, *options))
    for (name, template), run in zip(rows, preloaded(house, jobs)):
        try:
            roles = json.loads(run.out)["roles"]
        except (ValueError, KeyError):
            report.check(name, False, f"status {run.status}\n{run.out}{run.err}")
            continue
        for role in roles:
            faults = [f"{sort}: {one}" for sort in ("too_narrow", "too_broad")
                      for one in role[sort]]
            kind = role["role"].split("-")[-2]
            report.check(f"{name}: {kind}, {role['denied']} neighbours denied",
                         role["ok"] and not faults, "\n".join(faults))
        report.check(f"{name}: every role is tried",
                     run.status == 0 and len(roles) == sum(
                         one["Type"] == "AWS::IAM::Role"
                         for one in template["Resources"].values()),
                     f"status {run.status}, {len(roles)} roles")
