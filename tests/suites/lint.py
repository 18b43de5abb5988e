# SPDX-License-Identifier: Apache-2.0
"""Three analysers over each source; none of them has anything to say.

Where one is wrong, the line says so beside its suppression. Only what an
analyser gets wrong in general stands here, or in .clang-tidy.
"""
import re
from concurrent.futures import ThreadPoolExecutor


def sources(house):
    return [path.relative_to(house.root) for path in house.sources("*.c")]


def flags(house):
    return ["-std=c11", "-I.", "-Icompiler", "-Igrammar",
            f"-I{house.build / 'made'}"]


def each(report, house, command, workers=1):
    """One test for each source, which `command(source)` must pass in silence."""
    def run(path):
        return path, house.run(command(path))
    with ThreadPoolExecutor(workers) as pool:
        for path, run in pool.map(run, sources(house)):
            said = re.sub(r"^\d+ warnings? .*generated.*\n", "",
                          run.out + run.err, flags=re.M)
            report.check(str(path), run.status == 0 and not said,
                         f"status {run.status}\n{said}")


def clang_tidy(report, house):
    each(report, house, lambda path: [
        "clang-tidy", "--quiet", "--warnings-as-errors=*", path, "--",
        *flags(house)])


def analyzer(report, house):
    # gcc takes a struct that another file returns for uninitialised (12.2).
    each(report, house, lambda path: [
        "gcc", "-fanalyzer", "-Wno-analyzer-use-of-uninitialized-value",
        "-Werror", *flags(house), "-c", "-o", "/dev/null", path])


def cppcheck(report, house):
    # Without the values of the tables it cannot tell what is always true. Its
    # parser gives up on a compound literal between `?` and `:`.
    each(report, house, lambda path: [
        "cppcheck", "--quiet", "--std=c11", "--inline-suppr",
        "--enable=warning,performance,portability", "--error-exitcode=1",
        "--suppress=internalAstError:compiler/sema/grants.c",
        "-I.", "-Icompiler", "-Igrammar", f"-I{house.build / 'made'}", path])
