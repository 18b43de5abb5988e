# SPDX-License-Identifier: Apache-2.0
"""What `apiqc targets --coverage` says is so: two programs that differ in one
attribute alone have different outputs where a target says it, the same where it
is silent, and none where it has no word for it.

tests/coverage/attributes.tsv has two values of each attribute and the program
beside it that they stand in.
"""
import json
from concurrent.futures import ThreadPoolExecutor

RULE = "target/cannot-express"
# It makes nothing of a program without such a handler, and says so.
HANDLERS = ("c", "runtime = provided.")
PLACE = "//@"


def suite(report, house):
    run = house.apiq("targets", "--coverage", "--format", "json")
    said = {f"{one['kind']}.{one['attribute']}": one["coverage"]
            for one in json.loads(run.out)["attributes"]}
    rows = values(house)
    names = [row[0] for row in rows]
    report.check("each attribute has two values",
                 sorted(names) == sorted(said),
                 "\n".join(sorted({*names} ^ {*said})) or "one stands twice")
    report.none("programs that no attribute stands in", sorted(
        {path.stem for path in house.path("tests/coverage").glob("*.apiq")}
        - {row[1] for row in rows}))

    def one(row):
        return list(faults(house, row, said.get(row[0], {})))

    with ThreadPoolExecutor(2) as pool:
        for name, found in zip(names, pool.map(one, rows)):
            report.none(name, found)


def values(house):
    """(attribute, program, first, second)"""
    text = house.path("tests/coverage/attributes.tsv").read_text()
    return [line.split("\t") for line in text.splitlines()
            if not line.startswith("#")]


def faults(house, row, coverage):
    """What is not as the table has it, for each target."""
    _, program, *texts = row
    target, needed = HANDLERS
    if needed not in source(house, program):
        coverage = dict(coverage)
        if coverage.pop(target, "silent") != "silent":
            yield f"{target}: `{program}` has no handler for it"
    refused = [target for target, word in coverage.items() if word == "refused"]
    others = [target for target in coverage if target not in refused]
    for target in refused:
        run, _ = build(house, program, texts[0], [target])
        if run.status != 1 or RULE not in run.err:
            yield f"{target} does not refuse it\n{run.err}"
    runs = [build(house, program, text, others) for text in texts]
    for run, _ in runs:
        if run.status != 0:
            yield run.err
            return
    first, second = (outputs for _, outputs in runs)
    for target in others:
        if not first[target]:
            yield f"{target} has no output"
        elif (first[target] != second[target]) != (coverage[target] == "said"):
            yield f"{target}: the outputs are " + (
                "the same" if first[target] == second[target] else "different")


def source(house, program):
    return house.path("tests/coverage", f"{program}.apiq").read_text()


def build(house, program, text, targets):
    """The run, and target -> its files."""
    folder = house.folder()
    (folder / "stack.apiq").write_text(
        source(house, program).replace(PLACE, text))
    run = house.apiq("build", *(word for target in targets
                                for word in ("--target", target)), cwd=folder)
    outputs = {target: {
        str(path.relative_to(folder)): path.read_bytes()
        for path in (folder / "apiq-out" / target).rglob("*") if path.is_file()}
        for target in targets}
    return run, outputs
