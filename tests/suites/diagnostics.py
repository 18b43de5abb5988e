# SPDX-License-Identifier: Apache-2.0
"""Programs whose lines say what must be found there, and nothing else.

In tests/diagnostics/**/*.apiq a line that is answered carries the rules in a
trailing comment, `//! name/undeclared`, one after the other if there are
several; a program without such a comment is a right one. `// run: ARGS` on a
line of its own says how it is run where that is not `check`. What is printed
for people stands beside as NAME.txt. Files in a folder `parts` are no programs:
programs import them, and what is said there is expected there.
"""
import re
import shlex
import shutil
from collections import Counter

from .programs import describe, diagnose, furnish


def suite(report, house):
    home = house.path("tests/diagnostics")
    copy = house.folder() / "diagnostics"
    if home.exists():
        shutil.copytree(home, copy)
        for path in sorted(home.rglob("*.apiq")):
            if "parts" in path.relative_to(home).parts:
                continue
            judge(report, house, path, copy / path.relative_to(home))
    report.no_stale_baselines(home, ".txt")


def expected(name, text):
    """How often each (rule, file, line) is to be reported."""
    return Counter((rule, name, number)
                   for number, line in enumerate(text.split("\n"), 1)
                   for comment in re.findall(r"//!((?:\s+[a-z]+/[a-z-]+)+)", line)
                   for rule in comment.split())


def judge(report, house, home, path):
    text = path.read_text("utf-8", "surrogateescape")
    wanted = expected(path.name, text)
    if ("flow/code-missing" not in {rule for rule, _, _ in wanted}):
        furnish(path.parent, text)
    option = re.search(r"^// run: (.*)$", text, re.M)
    args = shlex.split(option.group(1)) if option else ["check"]
    args.insert(1, path.name)
    name = str(home.relative_to(house.root))
    run, said = diagnose(house, path.parent, args)
    if said is None:
        report.check(name, False, "no document of diagnostics\n" + run.err)
        return
    parts = {row.file for row in said if (path.parent / row.file).is_file()}
    found = Counter((row.rule, row.file if row.file in parts else path.name,
                     row.line) for row in said)
    for part in parts - {path.name}:
        wanted += expected(part, (path.parent / part).read_text())
    errors = any(row.severity == "error" for row in said)
    report.check(name, found == wanted and run.status == (1 if errors else 0),
                 f"status {run.status}\n"
                 + difference("not found", wanted - found)
                 + difference("not expected", found - wanted)
                 + describe(said))
    human = house.apiq(*args, cwd=path.parent, timeout=10)
    if said or home.with_suffix(".txt").exists():
        report.baseline(home.with_suffix(".txt"), human.err)


def difference(word, rows):
    return "".join(f"{word}: {file}:{line}: {rule}\n"
                   for rule, file, line in sorted(rows.elements(),
                                                  key=lambda row: row[1:]))
