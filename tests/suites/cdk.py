# SPDX-License-Identifier: Apache-2.0
"""The apps of the CDK before TypeScript and the CDK itself: each example × stage
compiles, also with what its README says about extending it, and makes a template
that describes what the target cfn describes; see equivalence.py. All apps share
one run of the compiler and one process; `cdk synth` as a user calls it is tried
on one of them.

Whatever the rows of constructs.def say is said by some app. What people write is
left alone. Hostile texts come back unchanged, here and from the template.
"""
import hashlib
import json
import re
import shutil

from conformance.equivalence.evaluate import Evaluator

from . import packages
from .equivalence import Equivalence, value_of, values_of
from .terraform import inputs_of
from .texts import HOSTILE, everywhere

PROJECT = "backends/cdk/project"
SYNTH = "tests/conformance/cdk/synth.js"
PLACE = {"AWS::AccountId": "210987654321", "AWS::Region": "eu-west-1"}
QUIET = {"aws:cdk:version-reporting": False,
         "aws:cdk:enable-path-metadata": False}
WRONG = {"tries": 9, "burst": 100.5, "level": "loud", "owner": "A",
         "taking": "perhaps", "partner": "arn", "limit": 9, "keep": 1}


def suite(report, house):
    untouched(report, house)
    try:
        home = packages.install(house, PROJECT)
    except packages.Missing as reason:
        report.skip(str(reason))
        return
    rows = {(row.example, row.stage, row.target): row for row in house.built()}
    apps = Apps(house, home)
    for (example, stage, target), row in rows.items():
        if target == "cdk":
            apps.add(f"{example}-{stage}", row.folder,
                     context_of(inputs_of(rows, row)))
    extend(report, apps.folder("blueprint-dev"))
    apps.add("extended", apps.folder("extended"), {})
    documented(report, house, apps)
    expected = hostile(report, house, apps)
    if not compiled(report, house, apps):
        return
    apps.synthesize(report)
    compare(report, rows, apps)
    late = rows["late", "dev", "cdk"]
    refused(report, apps, context_of(inputs_of(rows, late)))
    extended(report, apps.template("extended"))
    if expected:
        check_hostile(report, "hostile texts in an app",
                      apps.template("hostile"), expected)
    every_row(report, house, apps)
    by_hand(report, house, home, late.folder, inputs_of(rows, late))


def context_of(inputs):
    """What the inputs without a default are given, by the names of the props."""
    return {re.sub(r"[_-](.)", lambda found: found[1].upper(), one["name"]):
            value_of(one) for one in inputs if "default" not in one}


class Apps:
    """The apps side by side, below one folder with one set of packages."""

    def __init__(self, house, home):
        self.house, self.root, self.all = house, house.folder(), []
        (self.root / "node_modules").symlink_to(home / "node_modules")
        settings = json.loads(house.path(PROJECT, "tsconfig.json").read_text())
        settings["include"] = ["*/bin", "*/lib"]
        (self.root / "tsconfig.json").write_text(json.dumps(settings))

    def add(self, name, folder, context):
        if folder.parent != self.root:
            shutil.copytree(folder, self.root / name)
            folder = self.root / name
        self.all.append({"name": name, "folder": str(folder),
                         "main": str(self.root / "dist" / folder.name /
                                     "bin/app.js"),
                         "out": str(self.root / "out" / name),
                         "context": {**QUIET, **{
                             key: value for key, value in context.items()
                             if value is not None}}})

    def folder(self, name):
        return self.root / name

    def run(self):
        listed = self.root / "apps.json"
        listed.write_text(json.dumps(self.all))
        return self.house.run(["node", self.house.path(SYNTH), listed],
                              cwd=self.root)

    def synthesize(self, report):
        run = self.run()
        report.check("the apps run", run.status == 0 and "WARN" not in run.err,
                     run.out[-2000:] + run.err[-2000:])

    def error(self, name):
        path = self.root / "out" / name / "error.txt"
        return path.read_text() if path.exists() else ""

    def template(self, name):
        made = sorted((self.root / "out" / name).glob("*.template.json"))
        return json.loads(made[0].read_text()) if made else None

    def packages(self, name):
        """S3 key -> the name that apiqc gave the package."""
        def digest(path):
            return hashlib.sha256(path.read_bytes()).digest()
        ours = {digest(path): path.name for path in
                (self.root / name / "artifacts").glob("*.zip")}
        return {path.name[len("asset."):]: ours.get(digest(path), "") for path in
                (self.root / "out" / name).glob("asset.*.zip")}


def compiled(report, house, apps):
    run = house.run([apps.root / "node_modules/.bin/tsc"], cwd=apps.root)
    return report.check(f"{len(apps.all)} apps compile", run.status == 0,
                        run.out[-4000:] + run.err)


def compare(report, rows, apps):
    equivalence = Equivalence(report)
    for (example, stage, target), row in rows.items():
        if target != "cdk":
            continue
        name = f"{example}-{stage}"
        ours = rows[example, stage, "cfn"].folder
        template = json.loads(next(ours.glob("*.template.json")).read_text())
        made = apps.template(name)
        wrong = apps.error(name)
        if report.check(f"{example}, {stage}: makes a template",
                        made and not wrong, wrong):
            equivalence.cdk(row, template,
                            values_of(template, inputs_of(rows, row),
                                      PLACE.items()),
                            made, PLACE, apps.packages(name))
    equivalence.end("cfn/cdk")


def refused(report, apps, context):
    """What is missing or out of range is an error that names it."""
    apps.all = []
    for name, value in [*WRONG.items(), ("audience", None)]:
        apps.add(f"late-dev: {name}", apps.folder("late-dev"),
                 {**context, name: value})
    apps.run()
    for name in [*WRONG, "audience"]:
        said = apps.error(f"late-dev: {name}")
        report.check(f"late: {name} is refused", name in said, said)


# ---- what people write


def extend(report, folder):
    """The README's example as a program, in a copy beside the app."""
    copy = folder.with_name("extended")
    shutil.copytree(folder, copy)
    text = (copy / "README.md").read_text()
    example = re.search(r"```ts\n(.*?)```", text, re.S)
    report.check("the README has an example", example, text)
    imports, _, rest = example[1].partition("\n\n")
    path = copy / "lib/extension.ts"
    path.write_text(imports + "\n" + path.read_text().replace(
        "    // Add constructs, grants and aspects here. The README has "
        "examples.\n", rest))


def documented(report, house, apps):
    """What docs/cdk.md shows: a program, and what is added to its app."""
    folder = house.folder()
    text = house.path("docs/cdk.md").read_text()
    files = dict(re.findall(r"```\w+ file (\S+)\n(.*?)```", text, re.S))
    (folder / "stack.apiq").write_text(files.pop("stack.apiq"))
    run = house.apiq("build", "--target", "cdk", cwd=folder)
    report.check("docs/cdk.md: is built", run.status == 0, run.err)
    for name, block in files.items():
        report.check(f"docs/cdk.md: has a file {name}",
                     (folder / name).exists())
        (folder / name).write_text(block)
    apps.add("documented", folder / "apiq-out/cdk/dev", {})


def extended(report, template):
    """A grant of one's own has come, and nothing of ours has changed."""
    kinds = [one["Type"] for one in template["Resources"].values()]
    report.check("an extension adds what it says",
                 kinds.count("AWS::S3::Bucket") == 1
                 and kinds.count("AWS::IAM::Policy") == 1, kinds)


def untouched(report, house):
    """Files that people edit stay as they left them, all others are renewed."""
    folder = house.folder()
    shutil.copytree(house.path("examples/blueprint"), folder / "blueprint")
    program = folder / "blueprint"
    build = ["build", "--target", "cdk"]
    house.apiq(*build, cwd=program)
    home = program / "apiq-out/cdk/dev"
    theirs = ["lib/extension.ts", "package.json", "cdk.json", "tsconfig.json",
              "package-lock.json"]
    for name in theirs:
        (home / name).write_text("mine")
    text = (program / "stack.apiq").read_text()
    (program / "stack.apiq").write_text(text + "queue later\n")
    run = house.apiq(*build, cwd=program)
    report.check("an app is built again", run.status == 0, run.err)
    report.none("what people edit is left alone", [
        name for name in theirs if (home / name).read_text() != "mine"])
    report.check("the stack is made anew", "laterQueue" in
                 (home / "lib/orders-stack.ts").read_text())


# ---- texts


def hostile(report, house, apps):
    folder = house.folder()
    program, expected = everywhere()
    (folder / "stack.apiq").write_text(program)
    run = house.apiq("build", "--target", "cdk", "--target", "cfn", cwd=folder)
    if not report.check("hostile texts: are built", run.status == 0, run.err):
        return None
    apps.add("hostile", next((folder / "apiq-out").glob("cdk/*")), {})
    template = next((folder / "apiq-out").glob("cfn/*/*.template.json"))
    check_hostile(report, "hostile texts in a template",
                  json.loads(template.read_text()), expected)
    (folder / "stack.apiq").write_text(
        'stack marks {}\nqueue main\noutput mark = "a\\${Token[AWS.Region.1]}"\n')
    run = house.apiq("build", "--target", "cdk", cwd=folder)
    report.check("hostile texts: a mark of the CDK is refused",
                 run.status == 1 and "${Token[" in run.err, run.err)
    return expected


def check_hostile(report, name, template, expected):
    evaluator = Evaluator(template, {})
    variables = evaluator.properties("WorkFunction")["Environment"]["Variables"]
    for number, text in enumerate(HOSTILE):
        report.check(f"{name}: {text!r}", variables[f"V{number}"] == text,
                     repr(variables[f"V{number}"]))
    given = evaluator.properties("TickSchedule")["Target"]["Input"]
    report.check(f"{name}: a document", json.loads(given) == HOSTILE, given)
    for word, output in (("long", "Long"), ("mixed", "Mixed")):
        value = evaluator.value(template["Outputs"][output]["Value"])
        report.check(f"{name}: the output {word}", value == expected[word],
                     value)


# ---- the whole


def every_row(report, house, apps):
    text = "".join(path.read_text() for path in apps.root.glob("*/lib/*.ts"))
    table = house.path("backends/cdk/constructs.def").read_text()
    table = table[table.index("#endif"):]
    props = re.findall(r'^PROP\(\w+,\s+"[\w.]+",\s+"(\w+)"', table, re.M)
    members = re.findall(r'^ATTRIBUTE\(\w+,\s+"\w*",\s+"(\w+)"', table, re.M)
    report.check("constructs.def has rows", len(props) > 40, props)
    report.none("each row is said by an app",
                [name for name in props if f" {name}: " not in text] +
                [name for name in members if f".{name}" not in text])


def by_hand(report, house, home, folder, inputs):
    """As the README says it, but for the packages, which are there."""
    place = house.folder() / "app"
    shutil.copytree(folder, place)
    (place / "node_modules").symlink_to(home / "node_modules")
    options = [word for name, value in context_of(inputs).items()
               for word in ("-c", f"{name}={value}")]
    run = house.run(["npx", "cdk", "synth", "--quiet", *options], cwd=place)
    report.check("cdk synth", run.status == 0 and
                 list(place.glob("cdk.out/*.template.json")), run.out + run.err)
    run = house.run(["npx", "cdk", "synth", "--quiet"], cwd=place)
    report.check("cdk synth: what is missing is named", run.status == 1 and
                 "is not given: -c" in run.out + run.err, run.out + run.err)
