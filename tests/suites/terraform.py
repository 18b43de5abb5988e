# SPDX-License-Identifier: Apache-2.0
"""The Terraform configurations before Terraform itself, with the provider's real
schema: each example × stage is as `terraform fmt` leaves it, and is planned and
applied, after which nothing is left to change. Variables without a default get
the far end of their range, and a value outside of it is refused.

What stands then is what the template describes; see equivalence.py. Hostile
texts come back unchanged from the plan.
"""
import json
from concurrent.futures import ThreadPoolExecutor

from .equivalence import Equivalence, value_of
from .texts import HOSTILE, everywhere

ACCOUNT = "210987654321"  # another one than the programs name


def suite(report, house):
    rows = {(row.example, row.stage, row.target): row for row in house.built()}
    ours = [row for row in rows.values() if row.target == "terraform"]
    equivalence = Equivalence(report)

    def one(row):
        files = [house.folder() / name for name in ("plan.json", "state.json")]
        return (formatted(house, row.folder),
                applied(house, row.folder, inputs_of(rows, row), *files), files)

    with ThreadPoolExecutor(2) as pool:
        for row, (fmt, run, files) in zip(ours, pool.map(one, ours)):
            name = f"{row.example}, {row.stage}"
            report.check(f"{name}: terraform fmt", fmt.status == 0 and
                         not fmt.out, fmt.out + fmt.err)
            report.check(f"{name}: is applied", run.status == 0,
                         run.out + run.err)
            template = rows.get((row.example, row.stage, "cfn"))
            if template and run.status == 0:
                equivalence.terraform(
                    row, json.loads(next(template.folder.glob(
                        "*.template.json")).read_text()),
                    inputs_of(rows, row), *files)
    equivalence.end("cfn/terraform")
    out_of_range(report, house, rows["late", "dev", "terraform"].folder)
    guarded = rows["escape-terraform", "prod", "terraform"].folder
    run = tf_check(house, guarded, "--plan", "--var", "region=us-east-1")
    report.check("escape-terraform: belongs into another Region",
                 run.status == 1 and "belongs into the Region" in
                 run.out + run.err, run.out + run.err)
    hostile(report, house)


def inputs_of(rows, row):
    model = rows[row.example, row.stage, "model"].folder / "model.json"
    return json.loads(model.read_text()).get("inputs", [])


def formatted(house, folder):
    return house.run(["terraform", "fmt", "-check", "-diff", "-recursive",
                      folder])


def tf_check(house, folder, *options):
    tool = house.shared / "conformance" / "terraform" / "tf-check"
    return house.run([tool, folder, "--strict", *options], timeout=300,
                     environment={"TFCHECK_ACCOUNT_ID": ACCOUNT})


def applied(house, folder, inputs, plan, state):
    options = [word for one in inputs if "default" not in one
               for word in ("--var", f"{one['name']}={value_of(one)}")]
    return tf_check(house, folder, "--apply", "--plan-json", plan,
                    "--state-json", state, *options)


def out_of_range(report, house, folder):
    given = {"tries": "5", "burst": "100", "audience": "shop"}
    wrong = {"tries": "9", "burst": "100.5", "level": "loud", "owner": "A",
             "taking": "perhaps", "partner": "arn", "limit": "9"}
    for name, value in wrong.items():
        options = [word for pair in {**given, name: value}.items()
                   for word in ("--var", "=".join(pair))]
        run = tf_check(house, folder, "--plan", *options)
        report.check(f"late: {name} is not {value}",
                     run.status == 1 and f"var.{name}" in run.out + run.err,
                     f"status {run.status}\n{run.out}{run.err}")


def hostile(report, house):
    folder = house.folder()
    program, expected = everywhere()
    (folder / "stack.apiq").write_text(program)
    run = house.apiq("build", "--target", "terraform", cwd=folder)
    if not report.check("hostile texts: are built", run.status == 0, run.err):
        return
    home = next((folder / "apiq-out").glob("terraform/*"))
    fmt = formatted(house, home)
    report.check("hostile texts: terraform fmt",
                 fmt.status == 0 and not fmt.out, fmt.out + fmt.err)
    run = tf_check(house, home, "--plan", "--json")
    if not report.check("hostile texts: are planned", run.status == 0,
                        run.out[-2000:] + run.err):
        return
    plan = json.loads(run.out)
    planned = {(one["type"], one["name"]): one["values"] for one in
               plan["planned_values"]["root_module"]["resources"]}
    outputs = plan["planned_values"]["outputs"]
    found = planned["aws_lambda_function", "work"]["environment"][0]["variables"]
    for number, text in enumerate(HOSTILE):
        report.check(f"hostile texts: {text!r}", found[f"V{number}"] == text,
                     repr(found[f"V{number}"]))
    schedule = planned["aws_scheduler_schedule", "tick"]["target"][0]
    report.check("hostile texts: a document",
                 json.loads(schedule["input"]) == HOSTILE, schedule["input"])
    report.check("hostile texts: a long one", outputs["long"]["value"] == expected["long"])
    report.check("hostile texts: beside an expression",
                 outputs["mixed"]["value"] == expected["mixed"],
                 outputs["mixed"]["value"])
