# SPDX-License-Identifier: Apache-2.0
"""The cmocka tests, once as they are and once with ASan and UBSan.

Each program says what it found as TAP; its plan (`1..N`) tells when it died on
the way.
"""
import re


def plain(report, house):
    made = house.make(f"BUILD={house.build}", "units")
    report.check("the tests compile", made.status == 0, made.out + made.err)
    run_all(report, house, house.build)


def sanitized(report, house):
    run_all(report, house, house.sanitized())


def run_all(report, house, build):
    for source in sorted(house.root.glob("tests/unit/test_*.c")):
        program = build / "tests" / "unit" / source.stem
        if program.exists():
            run_one(report, house, program)


def run_one(report, house, program):
    name = program.name.removeprefix("test_")
    run = house.run([program], timeout=120,
                    environment={"CMOCKA_MESSAGE_OUTPUT": "TAP"})
    text = run.out + run.err
    planned = sum(int(n) for n in re.findall(r"^1\.\.(\d+)", text, re.M))
    results = re.findall(r"^(ok|not ok) \d+ - (\S+)(.*)$", text, re.M)
    for word, test, rest in results:
        if "# SKIP" in rest:
            report.skip(f"{name}: {test}")
        else:
            report.check(f"{name}: {test}", word == "ok", explanation(text, test))
    whole = planned and planned == len(results)
    failed = any(word != "ok" for word, _, _ in results)
    if not whole or (run.status != 0 and not failed):
        report.check(f"{name} runs to its end", False,
                     f"status {run.status}, {len(results)} of {planned} tests\n"
                     + text[-4000:])


def explanation(text, test):
    """The comment lines that follow a failed test."""
    found = re.search(rf"^not ok \d+ - {re.escape(test)}\b.*\n((?:#.*\n)*)",
                      text, re.M)
    return found.group(1) if found else ""
