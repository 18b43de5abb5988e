# SPDX-License-Identifier: Apache-2.0
"""What holds for every program, shown on programs made by chance.

Two builds are equal; the order of declarations never shows; `check` and `build`
agree; a declaration more renames nothing that was there, neither its logical id
nor its physical name. A failure names the seed, and shows the program.
"""
import json
import random
import sys

sys.path.insert(0, __file__.rsplit("/", 2)[0] + "/properties")
import programs  # noqa: E402

SEEDS = range(60)
STAGES = ("dev", "prod")
NAMES = ("QueueName", "FunctionName", "TopicName", "Name", "AlarmName",
         "LogGroupName", "AliasName", "DashboardName", "RoleName")


def suite(report, house):
    folder = house.folder()
    for seed in SEEDS:
        parts = programs.program(seed)
        judge(report, house, folder, seed, parts)


def judge(report, house, folder, seed, parts):
    name, text = f"seed {seed}", "\n".join(parts)
    first = build(house, folder, text)
    report.check(f"{name}: builds", first is not None,
                 said(house, folder, text) + text)
    if first is None:
        return
    report.check(f"{name}: the same again", build(house, folder, text) == first,
                 text)
    shuffled = parts[:]
    random.Random(seed).shuffle(shuffled)
    other = build(house, folder, "\n".join(shuffled))
    report.check(f"{name}: in another order", other == first,
                 "\n".join(shuffled))
    more = build(house, folder, "\n".join(parts + programs.further(seed)))
    report.check(f"{name}: with a declaration more, builds", more is not None,
                 text)
    for stage in STAGES:
        before, after = (identities(one, stage) for one in (first, more or first))
        lost = [f"{key}: {value} became {after.get(key)}"
                for key, value in before.items() if after.get(key) != value]
        report.none(f"{name}: with a declaration more, {stage} keeps its names",
                    lost and lost + [text])


def build(house, folder, text):
    """(stage, target) -> bytes; None where check or a build does not end well."""
    (folder / "stack.apiq").write_text(text)
    made = {}
    if house.apiq("check", cwd=folder, timeout=10).status != 0:
        return None
    for stage in STAGES:
        for target in ("cfn", "model"):
            run = house.apiq("build", "-o", "-", "--target", target, "--stage",
                             stage, cwd=folder, timeout=10)
            if run.status != 0:
                return None
            made[stage, target] = run.out
    return made


def said(house, folder, text):
    (folder / "stack.apiq").write_text(text)
    return house.apiq("check", "--format", "short", cwd=folder, timeout=10).err


def identities(made, stage):
    """Logical id -> type and physical name."""
    resources = json.loads(made[stage, "cfn"])["Resources"]
    return {key: (row["Type"], [row["Properties"].get(name) for name in NAMES])
            for key, row in resources.items()}
