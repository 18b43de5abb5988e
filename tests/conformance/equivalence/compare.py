# SPDX-License-Identifier: Apache-2.0
"""Two graphs side by side, and what of their differences is allowed.

A difference is (label, path, text here, text there), where `-` is for what is
not there; a node that one side lacks is one difference at the path `.`. A line
of allowed.tsv forgives differences of two sides: patterns of the label and of
the path, the text on each side (`*`: whatever is there), and the reason. A line
that forgives nothing is a failure by itself.
"""
import re
from pathlib import Path

ABSENT = "-"
COLUMNS = ("sides", "node", "path", "first", "second", "reason")
FEWEST_NODES = 5


class Allowed:
    def __init__(self, path=None):
        self.lines = []
        path = path or Path(__file__).with_name("allowed.tsv")
        for text in Path(path).read_text().splitlines():
            if not text or text.startswith("#"):
                continue
            fields = text.split("\t")
            if len(fields) != len(COLUMNS) or not all(fields):
                raise ValueError(f"{path}: not {len(COLUMNS)} fields: {text}")
            sides, node, place, *texts, _ = fields
            self.lines.append((tuple(sides.split()), pattern(node),
                               pattern(place),
                               *texts, text))
        self.used = set()

    def forgives(self, sides, difference):
        label, path, *texts = difference
        for line in self.lines:
            if sides in line[0] and line[1].fullmatch(label) \
                    and line[2].fullmatch(path) \
                    and all(map(is_like, texts, line[3:5])):
                self.used.add(line)
                return True
        return False

    def unused(self, sides):
        """Lines for these sides that have forgiven nothing so far."""
        return [line[-1] for line in self.lines
                if sides in line[0] and line not in self.used]


def pattern(text):
    """With * for any text and ? for any character."""
    return re.compile(re.escape(text).replace(r"\*", ".*").replace(r"\?", "."),
                      re.S)


def is_like(text, wanted):
    return text != ABSENT if wanted == "*" else text == wanted


def differences(one, other):
    for label in sorted(one.nodes.keys() | other.nodes.keys()):
        here, there = one.nodes.get(label), other.nodes.get(label)
        if here is None or there is None:
            yield (label, ".", *(ABSENT if side is None else "there"
                                 for side in (here, there)))
            continue
        for path in sorted(here.keys() | there.keys()):
            texts = here.get(path, ABSENT), there.get(path, ABSENT)
            if texts[0] != texts[1]:
                yield (label, path, *texts)


def compare(report, name, one, other, allowed):
    """One test for each sort of fault: things that cannot be told apart, and
    differences that no line allows."""
    sides = f"{one.side}/{other.side}"
    report.check(f"{name}, {sides}: there is something to compare",
                 len(one.nodes) >= FEWEST_NODES, f"{len(one.nodes)} nodes")
    report.none(f"{name}, {sides}: each thing is told apart",
                [f"{side.side}: {label}" for side in (one, other)
                 for label in side.alike])
    found = [(label, path, f"{one.side}: {here}", f"{other.side}: {there}")
             for label, path, here, there in differences(one, other)
             if not allowed.forgives(sides, (label, path, here, there))]
    settings = sum(map(len, one.nodes.values()))
    report.none(f"{name}, {sides}: {len(one.nodes)} things and {settings} "
                "settings are the same",
                ["\n    ".join((f"{label} {path}", here, there))
                 for label, path, here, there in found])
