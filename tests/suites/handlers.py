# SPDX-License-Identifier: Apache-2.0
"""The code of the examples' handlers, where it does more than hand on."""
import re
import sys


def suite(report, house):
    for path in sorted(house.path("tests/handlers").glob("test_*.py")):
        run = house.run([sys.executable, "-B", "-m", "unittest", "-v", path],
                        timeout=60)
        tests = re.findall(r"^(test_\w+) .*\.\.\. (\w+)$", run.err, re.M)
        report.check(f"{path.name}: runs", tests and run.status in (0, 1),
                     run.err)
        for name, result in tests:
            report.check(f"{path.name}: {name}", result == "ok",
                         run.err[run.err.find("====="):])
