# SPDX-License-Identifier: Apache-2.0
"""The Terraform configurations before Terraform itself, with the provider's real
schema: each example × stage is as `terraform fmt` leaves it, and is planned and
applied, after which nothing is left to change. Variables without a default get
the far end of their range, and a value outside of it is refused.

What the rows of the schema name is in the plan as it is in the template. Hostile
texts come back unchanged from the plan.
"""
import json
from concurrent.futures import ThreadPoolExecutor

from . import equivalence
from .texts import HOSTILE, SPOKEN, longest, quoted

HANDLER = """handler work <- main {
  runtime = python3.12
  code    = inline("def handler(event, context): pass")
  environment {
%s  }
}
"""
STACK = """/// Says %s
stack hostile { alarms = oncall }
external topic oncall { arn = "arn:aws:sns:eu-west-1:123456789012:oncall" }
queue main
endpoint POST /orders -> main { auth = iam }
schedule tick every 1h -> main { input = %s }
param given: string = %s at deploy
output long = %s
output mixed = %s
"""


def suite(report, house):
    rows = {(row.example, row.stage, row.target): row for row in house.built()}
    ours = [row for row in rows.values() if row.target == "terraform"]

    def one(row):
        inputs = inputs_of(rows, row)
        plan = house.folder() / "plan.json"
        return (formatted(house, row.folder),
                applied(house, row.folder, inputs, plan), plan)

    with ThreadPoolExecutor(2) as pool:
        for row, (fmt, run, plan) in zip(ours, pool.map(one, ours)):
            name = f"{row.example}, {row.stage}"
            report.check(f"{name}: terraform fmt", fmt.status == 0 and
                         not fmt.out, fmt.out + fmt.err)
            report.check(f"{name}: is applied", run.status == 0,
                         run.out + run.err)
            template = rows.get((row.example, row.stage, "cfn"))
            if template and not inputs_of(rows, row) and plan.exists():
                equivalence.compare(
                    report, house, name,
                    json.loads(next(template.folder.glob("*.template.json"))
                               .read_text()), json.loads(plan.read_text()))
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
    return house.run([tool, folder, "--strict", *options], timeout=300)


def value_of(one):
    """What the deployment is given for an input without a default."""
    if "most" in one:
        return one["most"] // one["unit_size"]
    return one.get("words", ["artifacts"])[-1]


def applied(house, folder, inputs, plan):
    options = [word for one in inputs if "default" not in one
               for word in ("--var", f"{one['name']}={value_of(one)}")]
    return tf_check(house, folder, "--apply", "--plan-json", plan, *options)


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
    long = longest()
    mixed = '"%s"' % "".join(
        quoted(text)[1:-1] + "${given}" for text in HOSTILE)
    variables = "".join(f"    V{number} = {quoted(text)}\n"
                        for number, text in enumerate(HOSTILE))
    (folder / "stack.apiq").write_text(
        STACK % (SPOKEN, quoted(json.dumps(HOSTILE)), quoted("<given>${}"),
                 quoted(long), mixed) + HANDLER % variables)
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
    report.check("hostile texts: a long one", outputs["long"]["value"] == long)
    whole = "".join(text + "<given>${}" for text in HOSTILE)
    report.check("hostile texts: beside an expression",
                 outputs["mixed"]["value"] == whole, outputs["mixed"]["value"])
