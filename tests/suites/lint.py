# SPDX-License-Identifier: Apache-2.0
"""Three analysers over each source; none of them has anything to say.

Where one is wrong, the line says so beside its suppression. Only what an
analyser gets wrong in general stands here, or in .clang-tidy.

What an analyser had nothing to say about is remembered in the user's cache, by
the source with all that it includes, the command and the tool's version.
"""
import hashlib
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def sources(house):
    return [path.relative_to(house.root) for path in house.sources("*.c")]


def flags(house):
    return ["-std=c11", "-I.", "-Icompiler", "-Igrammar",
            f"-I{house.build / 'made'}"]


def cache():
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(home) / "apiqc" / "lint"


def key(house, command, path):
    """Of everything that the answer depends on; comments suppress findings."""
    whole = house.run(["gcc", *flags(house), "-E", "-CC", path])
    tool = house.run([command[0], "--version"])
    settings = house.path(".clang-tidy").read_text()
    text = "\n".join([tool.out, settings, *map(str, command), whole.out])
    text = text.replace(str(house.root), "")
    return hashlib.sha256(text.encode()).hexdigest() if whole.status == 0 else ""


def each(report, house, command, workers=1):
    """One test for each source, which `command(source)` must pass in silence."""
    place = cache()

    def run(path):
        known = key(house, command(path), path)
        if known and (place / known).exists():
            return path, None, known
        return path, house.run(command(path)), known

    with ThreadPoolExecutor(workers) as pool:
        for path, run, known in pool.map(run, sources(house)):
            if not run:
                report.check(str(path), True)
                continue
            said = re.sub(r"^\d+ warnings? .*generated.*\n", "",
                          run.out + run.err, flags=re.M)
            good = report.check(str(path), run.status == 0 and not said,
                                f"status {run.status}\n{said}")
            if good and known:
                remember(place, known)


def remember(place, known):
    try:
        place.mkdir(parents=True, exist_ok=True)
        (place / known).touch()
    except OSError:
        pass  # it is only slower without


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
