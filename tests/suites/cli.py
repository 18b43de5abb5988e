# SPDX-License-Identifier: Apache-2.0
"""The table of tests/cli/run, which counts its cases itself."""
import re


def suite(report, house):
    run = house.run([house.path("tests/cli/run"), house.apiqc])
    totals = re.findall(r"^cli: (\d+) passed, (\d+) failed, (\d+) skipped$",
                        run.out, re.M)
    if not totals:
        report.check("tests/cli/run", False, run.out + run.err)
        return
    passed, failed, skipped = map(int, totals[-1])
    report.passed += passed
    failures = re.split(r"^FAILED ", run.out, flags=re.M)[1:]
    for text in failures:
        report.check(text.split("\ncli: ")[0].split("\nskipped ")[0], False)
    for reason in re.findall(r"^skipped (.*)$", run.out, re.M):
        report.skip(reason)
    agree = (failed == len(failures) and skipped == len(report.skips)
             and (run.status != 0) == (failed > 0))
    report.check("tests/cli/run counts as it reports", agree,
                 run.out[-2000:] + run.err)
