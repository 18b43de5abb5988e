# SPDX-License-Identifier: Apache-2.0
"""Bad input: each gets its own diagnostics at the right place and nothing else,
status 1, no output, soon and in bounded memory.

A program says itself where it goes wrong: `«rule/name»` stands before the place
of the diagnostic and is not part of the program. The others have a function
that judges what came.
"""
import random
import re

import generate

from .programs import describe, diagnose

# Seconds and MB that a program may take, by its size.
SMALL, SMALL_BOUNDS, LARGE_BOUNDS = 1 << 20, (2, 100), (5, 1000)

STACK = """stack shop { alarms { notify = oncall } }
external topic oncall { arn = "arn:aws:sns:eu-west-1:123456789012:oncall" }
"""
QUEUE = "queue main { }\n"
ENDPOINT = "endpoint POST /orders -> main { auth = iam }\n"
HANDLER = """handler ship <- main {
  runtime = python3.12
  code    = "ship"
  entry   = "app.handle"
}
"""
TAIL = ENDPOINT + HANDLER
LONG = "a_name_of_forty_characters_exactly_so_40"


def in_handler(line):
    return STACK + QUEUE + ENDPOINT + HANDLER.replace("}", f"  {line}\n}}")


MARKED = {
    "an empty file": "«name/no-stack»",
    "only a comment": "«name/no-stack»// nothing\n",
    "10,000 nested brackets":
        "stack s { }\nlet x = " + "[" * 200 + "«syntax/too-deep»" + "[" * 9800
        + "]" * 10000 + "\n",
    "an unterminated string":
        STACK + 'queue main { }\nlet x = «syntax/unterminated-string»"abc\n'
        + TAIL,
    "an unterminated text block":
        STACK + QUEUE + TAIL + 'let x = «syntax/unterminated-string»"""abc\n',
    "an unterminated comment":
        STACK + QUEUE + TAIL + "«syntax/unterminated-comment»/* and so on\n",
    "an unknown attribute":
        STACK + "queue main { «type/unknown-attribute»retentoin = 4d }\n" + TAIL,
    "a value out of range":
        STACK + "queue main { retention = «type/out-of-range»30d }\n" + TAIL,
    "a wrong unit":
        STACK + "queue main { retention = «type/mismatch»4MB }\n" + TAIL,
    "no unit at all":
        STACK + "queue main { retention = 4«syntax/bad-unit»days }\n" + TAIL,
    "an undeclared queue":
        STACK + QUEUE + ENDPOINT + HANDLER.replace(
            "<- main", "<- «name/undeclared»mian"),
    "two equal names":
        STACK + QUEUE + "queue «name/duplicate»main { }\n" + TAIL,
    "a name too long for SQS":
        STACK.replace("stack shop", f"stack {LONG}")
        + f"queue «name/too-long»{LONG} {{ }}\n"
        + TAIL.replace("main", LONG),
    "a batch of 0": in_handler("batch = «type/out-of-range»0"),
    "visibility below the timeout":
        STACK + "queue main { visibility = «flow/visibility-too-short»20s }\n"
        + TAIL,
    "an endpoint without auth":
        STACK + QUEUE + "endpoint «flow/no-auth»POST /orders -> main { }\n"
        + HANDLER,
    "a byte order mark": "«syntax/bad-character»\ufeff" + STACK + QUEUE + TAIL,
    "a NUL": STACK + "«syntax/bad-character»\0\n" + QUEUE + TAIL,
    "a text that runs backwards":
        STACK + "// «syntax/bad-character»\u202e\n" + QUEUE + TAIL,
}


def broken_in_the_middle():
    """About 300 lines, without the brace of a queue in their middle: it is
    missed where the next declaration begins."""
    before, after = generate.program(20).split("\n}\n\nendpoint POST /orders/v10 ")
    return (before + "\n\n«syntax/unexpected-token»endpoint POST /orders/v10 "
            + after)


MARKED["a missing brace in 300 lines"] = broken_in_the_middle()
MARKED["a missing brace, and a mistake at the end"] = \
    broken_in_the_middle() + "queue last { «type/unknown-attribute»retain = 4d }\n"


def noise(size):
    return random.Random(size).randbytes(size)


def chain(length, last):
    lets = "".join(f"let a{n} = a{n + 1}\n" for n in range(length))
    return (f"stack s {{ }}\n{lets}let a{length} = {last}\n"
            f"output x = \"${{a0}}\"\n").encode()


def deep(text):
    return b"stack s { }\noutput x = " + text + b"\n"


# Bytes, and a rule that must be among what is said.
MB15 = 15_000_000
CRUDE = {
    "binary noise": (noise(100_000), "syntax/bad-character"),
    "15 MB of binary noise": (noise(MB15), "syntax/bad-character"),
    "a file of 20 MB": (b"queue a { }\n" * 1_700_000, "syntax/too-large"),
    "15 MB of opening brackets": (deep(b"(" * MB15), "syntax/too-deep"),
    "15 MB of a name": (b"queue " + b"a" * MB15 + b" { }\n", "name/too-long"),
    "15 MB of a string": (deep(b'"' + b"a" * MB15 + b'"'), "syntax/too-large"),
    "15 MB of blanks": (b" " * MB15, "name/no-stack"),
    "15 MB of a number": (deep(b"9" * MB15), "syntax/bad-number"),
    "15 MB of digits with a unit": (deep(b"9" * MB15 + b"s"), "syntax/bad-number"),
    "15 MB of letters after a digit": (deep(b"9" + b"s" * MB15),
                                       "syntax/bad-unit"),
    "10,000 blocks in each other":
        (b"queue a " + b"{ b " * 10_000, "syntax/too-deep"),
    "10,000 nested texts": (deep(b'"${' * 10_000), "syntax/too-deep"),
    "15 MB of minus": (deep(b"-" * MB15 + b"1"), "syntax/too-deep"),
    "15 MB of not": (deep(b"not " * (MB15 // 4) + b"true"), "syntax/too-deep"),
    "15 MB of if": (deep(b"if true then 1 else " * (MB15 // 20) + b"1"),
                    "syntax/too-deep"),
    "15 MB of plus": (deep(b"1 + " * (MB15 // 4) + b"1"), "syntax/too-deep"),
    "15 MB of one queue": (b"queue a { }\n" * (MB15 // 12), "name/duplicate"),
    "10,000 lets in a chain": (chain(10_000, "1"), "syntax/too-deep"),
    "10,000 lets in a circle": (chain(10_000, "a0"), "syntax/too-deep"),
    "1,000 lets in a circle": (chain(1_000, "a0"), "name/cycle"),
}
KEYS = ", ".join(f'"k{n}"' for n in range(1000))
# Small ones that would become large.
BOMBS = {
    "families of patterns of families": (f"""stack s {{ }}
let keys = [{KEYS}]
pattern a {{ queue main for k in keys }}
pattern b {{ a inner for k in keys }}
b outer for k in keys
""".encode(), "syntax/too-large"),
    "300 patterns in each other": (("stack s { }\n" + "".join(
        f"pattern p{n} {{ p{n + 1} x {{ }} }}\n" for n in range(300))
        + "pattern p300 { queue main { } }\np0 first { }\n").encode(),
        "syntax/too-deep"),
}
MOST_TEXT = 4 << 20
MOST_MESSAGE = 2_000


def suite(report, house):
    for name, marked in MARKED.items():
        text, wanted = unmark(marked)
        said = judge(report, house, name, text.encode())
        found = sorted((row.line, row.column, row.rule) for row in said)
        report.check(f"{name}: what is said, and where", found == wanted,
                     f"wanted {wanted}\n{describe(said)}")
    for name, (text, rule) in (CRUDE | BOMBS).items():
        said = judge(report, house, name, text)
        report.check(f"{name}: {rule} is said",
                     rule in {row.rule for row in said}, describe(said[:20]))
    imports(report, house)


def imports(report, house):
    """More files than a program may have, a chain that is too long, and a link
    that leads out of the program's folder."""
    many = {f"m{n}.apiq": f"let m{n} = {n}\n" for n in range(300)}
    program = "".join(f'import "m{n}.apiq" as m{n}\n' for n in range(300))
    bring(report, house, "300 imports", program, many, "syntax/too-large")
    chain = {f"c{n}.apiq": f'import "c{n + 1}.apiq"\nlet c{n} = {n}\n'
             for n in range(40)}
    bring(report, house, "40 imports in each other", 'import "c0.apiq"\n',
          chain | {"c40.apiq": "let c40 = 40\n"}, "syntax/too-deep")
    folder = house.folder()
    (folder / "secret.apiq").write_text("let secret = 1\n")
    (folder / "program").mkdir()
    (folder / "program" / "link.apiq").symlink_to("../secret.apiq")
    judge_imports(report, house, "a link out of the folder", folder / "program",
                  'import "link.apiq"\n', "name/import-outside")


def bring(report, house, name, program, files, rule):
    folder = house.folder()
    for path, text in files.items():
        (folder / path).write_text(text)
    judge_imports(report, house, name, folder, program, rule)


def judge_imports(report, house, name, folder, program, rule):
    (folder / "stack.apiq").write_text(program + "stack s { }\n")
    run, said = diagnose(house, folder, ["build", "--target", "cfn"])
    found = {row.rule for row in said or [] if row.severity == "error"}
    report.check(f"{name}: {rule} is said, and nothing else",
                 run.status == 1 and found == {rule}, describe(said or []))
    report.none(f"{name}: no output", list(folder.glob("apiq-out")))


def unmark(marked):
    """The program, and (line, column, rule) of its marks in order."""
    text, wanted = "", []
    for part in re.split(r"(«[a-z/-]+»)", marked):
        if part.startswith("«"):
            wanted.append((text.count("\n") + 1,
                           len(text) - (text.rfind("\n") + 1) + 1, part[1:-1]))
        else:
            text += part
    return text, sorted(wanted)


def judge(report, house, name, program):
    folder = house.folder()
    (folder / "stack.apiq").write_bytes(program)
    (folder / "ship").mkdir()
    (folder / "ship" / "app.py").write_text("")
    run, said = diagnose(house, folder, ["build", "--target", "cfn"])
    report.check(f"{name}: status 1 and diagnostics", run.status == 1 and said,
                 f"status {run.status}\n{run.err[:2000]}")
    report.none(f"{name}: no output", list(folder.glob("apiq-out")))
    small = len(program) <= SMALL and name not in BOMBS
    seconds, megabytes = SMALL_BOUNDS if small else LARGE_BOUNDS
    wall, peak = house.measure("build", "--target", "cfn", cwd=folder)
    report.check(f"{name}: under {seconds} s and {megabytes} MB",
                 wall < seconds and peak < megabytes,
                 f"{wall:.1f} s, {peak:.0f} MB")
    human = house.apiq("check", cwd=folder, timeout=10)
    report.check(f"{name}: no more text than people can read",
                 len(human.err) < MOST_TEXT and
                 all(len(row.message) < MOST_MESSAGE for row in said or []),
                 f"{len(human.err)} bytes for people; the longest message has "
                 f"{max((len(row.message) for row in said or []), default=0)}")
    return said or []
