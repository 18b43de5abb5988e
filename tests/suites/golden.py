# SPDX-License-Identifier: Apache-2.0
"""Each example × stage × target, whole output: as it was, the same at each
build and at any place, and the same in whatever order the program is written.

A packed artifact stands in the baseline as the list of what it holds, since
zlib may pack the same files differently in another version.
"""
import random
import re
import zipfile

ORDERS = 5
# Where the files lie that a target hands on as they are, and whether it puts
# them into a folder for each handler.
PROJECTS = {"cdk": ("backends/cdk/project", False),
            "c": ("backends/c_handler/project/runtime", True)}


def suite(report, house):
    for example in house.examples():
        built = [row for row in house.built() if row.example == example.name]
        home = house.path("tests/golden", example.name)
        outputs = contents(built)
        report.none(f"{example.name}: the project around each app",
                    take_projects(house, outputs))
        for (stage, target, name), text in outputs.items():
            report.baseline(home / stage / target / name, text)
        again = house.build_all(example)
        report.check(f"{example.name}: a second build, elsewhere",
                     raw(again) == raw(built), "bytes differ")
        program = (example / "stack.apiq").read_text()
        for seed in range(ORDERS):
            shuffled = shuffle(program, seed)
            other = contents(house.build_all(example, shuffled))
            take_projects(house, other)
            report.check(f"{example.name}: declared in another order ({seed})",
                         other == outputs, differing(outputs, other) + shuffled)
    report.no_stale_baselines(house.path("tests/golden"))


def files(row):
    return [path for path in sorted(row.folder.rglob("*")) if path.is_file()]


def raw(built):
    return {(row.stage, row.target, str(path.relative_to(row.folder))):
            path.read_bytes() for row in built for path in files(row)}


def contents(built):
    """(stage, target, file) -> text."""
    texts = {}
    for row in built:
        for path in files(row):
            name = str(path.relative_to(row.folder))
            if name.endswith(".zip"):
                name, text = name + ".txt", packed(path)
            else:
                text = path.read_bytes().decode()
            texts[row.stage, row.target, name] = text
    return texts


def take_projects(house, outputs):
    """Takes away the files that are the same in every project, where they lie
    in the sources; those that differ from these."""
    wrong = []
    for key in [key for key in outputs if key[1] in PROJECTS]:
        _, target, name = key
        folder, below = PROJECTS[target]
        path = house.path(folder, name.partition("/")[2] if below else name)
        if path.is_file() and path.read_text() != outputs.pop(key):
            wrong.append("/".join(key))
    return wrong


def packed(path):
    with zipfile.ZipFile(path) as archive:
        return "".join(
            f"{row.filename} {row.external_attr >> 16:06o} {row.file_size} bytes"
            f" crc {row.CRC:08x} {row.date_time}\n" for row in archive.infolist())


def differing(one, other):
    return "".join(f"{'/'.join(key)} differs\n" for key in sorted(one | other)
                   if one.get(key) != other.get(key))


def declarations(program):
    """The top-level declarations, each with the comments before it."""
    chunks, depth, comment = [], 0, False
    for line in program.splitlines(keepends=True):
        starts = depth == 0 and re.match(r"[a-z/]", line)
        if not chunks or (starts and not comment):
            chunks.append("")
        chunks[-1] += line
        comment = depth == 0 and line.startswith("//")
        code = re.sub(r'"(\\.|[^"\\])*"|//.*', "", line)
        depth += sum(code.count(c) for c in "{([") \
            - sum(code.count(c) for c in "})]")
    return chunks


def shuffle(program, seed):
    """Another order, but the stages keep theirs: the first is the default."""
    chunks = [chunk.rstrip("\n") + "\n" for chunk in declarations(program)]
    order = list(range(len(chunks)))
    random.Random(seed).shuffle(order)
    if seed == 0:
        order = list(range(len(chunks)))[::-1]
    mixed = [chunks[index] for index in order]
    stages = [chunk for chunk in chunks if re.search(r"^stage ", chunk, re.M)]
    places = [at for at, chunk in enumerate(mixed) if chunk in stages]
    for at, chunk in zip(places, stages):
        mixed[at] = chunk
    return "\n".join(mixed)
