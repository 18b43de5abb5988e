# SPDX-License-Identifier: Apache-2.0
"""The pages of `apiqc explain`: what they call wrong is wrong, and what they
call right is right.

A page stands at stdlib/explain/RULE.md. Its `wrong` block must be answered with
the page's rule, and with no other error if that is one; its `right` block must not, and must
have no error. A `sh` block with an apiqc command says how both are run, where
that is not `check`. A block marked `generated` holds `… N bytes of X …`,
which stands for so many, or `// … and so on, up to xN`, which stands for the
declarations above whose names end in 1, again with each number up to N.

A block `apiq file NAME` is what both find beside them as NAME.

In the family `plugin` the blocks are `sh`: it is the plug-in `mine` that is wrong
or right, and the program is always the same.

Every rule has a page, and something that reports it: a C file or a row of
stdlib that names it.
"""
import re
import shlex

from .programs import describe, diagnose, furnish

PROGRAM = "stack shop { }\nqueue main { }\n"


def suite(report, house):
    rules = rule_table(house)
    pages = {str(path.relative_to(house.path("stdlib/explain"))
                 .with_suffix("")): path
             for path in house.root.glob("stdlib/explain/*/*.md")}
    named = reported(house)
    for rule, identifier in rules.items():
        report.check(f"{rule} is reported by something", identifier in named)
        report.check(f"{rule} has a page", rule in pages,
                     f"stdlib/explain/{rule}.md is not there")
        if rule in pages:
            judge(report, house, rule, pages[rule].read_text())
    report.none("pages without a rule", sorted(set(pages) - set(rules)))


def rule_table(house):
    text = house.path("compiler/diag/diag.def").read_text()
    return {name: identifier for identifier, name in
            re.findall(r'^RULE\((\w+), "([^"]+)"', text, re.M)}


def reported(house):
    """The identifiers of rules that code or a row names."""
    return {name for folder, files in (("compiler", "*.[ch]"),
                                       ("backends", "*.[ch]"),
                                       ("stdlib", "*.def"))
            for path in house.path(folder).rglob(files)
            for name in re.findall(r"\bRULE_([A-Z_]+)\b", path.read_text())}


def judge(report, house, rule, page):
    report.check(f"{rule}: begins with its name",
                 page.startswith(f"# {rule}\n"), page[:60])
    plugin = rule.startswith("plugin/")
    blocks = re.findall(r"^```%s (wrong|right)( generated)?\n(.*?)^```$"
                        % ("sh" if plugin else "apiq"), page, re.M | re.S)
    command = re.search(r"^```sh\n((?:apiqc) .*?)\n```$", page, re.M | re.S)
    args = shlex.split(command.group(1))[1:] if command else \
        ["build", "--target", "mine"] if plugin else ["check", "stack.apiq"]
    files = re.findall(r"^```apiq file (\S+)\n(.*?)^```$", page, re.M | re.S)
    sorts = {sort for sort, _, _ in blocks}
    report.check(f"{rule}: has wrong and right", sorts == {"wrong", "right"},
                 f"it has {sorted(sorts) or 'neither'}")
    for sort, generated, text in blocks:
        if generated:
            text = generate(text)
        found = try_plugin(house, args, text) if plugin else \
            try_program(house, rule, args, text, files)
        name = f"{rule}: the {sort} program"
        if found is None:
            report.check(name, False, "no document of diagnostics came")
        elif sort == "wrong":
            said = {row.severity for row in found if row.rule == rule}
            others = {row.rule for row in found
                      if row.severity == "error"} - {rule}
            report.check(name, said and not ("error" in said and others),
                         describe(found))
        else:
            report.none(name, [describe([row]) for row in found
                               if row.rule == rule or row.severity == "error"])


def try_program(house, rule, args, text, files):
    folder = house.folder()
    for name, content in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    (folder / "stack.apiq").write_text(text)
    if rule != "flow/code-missing":
        furnish(folder, text)
    return diagnose(house, folder, args)[1]


def try_plugin(house, args, text):
    folder = house.folder()
    program = folder / "apiqc-backend-mine"
    program.write_text(text)
    program.chmod(0o755)
    (folder / "stack.apiq").write_text(PROGRAM)
    return diagnose(house, folder, args,
                    {"APIQC_PLUGIN_PATH": str(folder)})[1]


def generate(text):
    text = re.sub(r"… ([\d,]+) bytes of [^…]*…",
                  lambda found: "x" * int(found.group(1).replace(",", "")), text)
    above, line, below = re.split(r"^(// … and so on.*\n)", text, maxsplit=1,
                                  flags=re.M) if "// … and" in text \
        else (text, "", "")
    if not line:
        return text
    first = re.compile(r"(?<=[A-Za-z_])1\b")
    pattern = "\n".join(part for part in above.split("\n\n")
                        if first.search(part))
    last = int(re.search(r"(\d+)$", line).group(1))
    return above + "\n".join(first.sub(str(number), pattern)
                             for number in range(2, last + 1)) + below
