# SPDX-License-Identifier: Apache-2.0
"""The same sources through another compiler: not one warning there either."""


def clang(report, house):
    run = house.make("CC=clang", f"BUILD={house.build / 'clang'}", "library")
    report.check("clang compiles the library without a word",
                 run.status == 0 and not run.err, run.out + run.err)
