# SPDX-License-Identifier: Apache-2.0
"""`apiqc graph`: the pictures of two examples as they were, and the geometry of
many more. Every SVG is read back: no box may lie on another, no arrow may touch
a box that is not one of its ends, and each arrow begins and ends at its own.

The programs are the examples, those of tests/programs, and some that are wired
at random, with circles, of 10, 50 and 100 nodes.
"""
import json
import random
import re
import xml.etree.ElementTree as ElementTree
from collections import namedtuple

from .golden import shuffle

SVG = "{http://www.w3.org/2000/svg}"
ENDINGS = {"svg": "svg", "mermaid": "mmd", "dot": "dot", "json": "json"}
SIZES = (10, 50, 100)
SEEDS = 4
STEPS = 24  # points on a curve that are looked at
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
Box = namedtuple("Box", "left top right bottom sort")


def suite(report, house):
    baselines(report, house)
    for example in house.examples():
        drawn(report, house, example.name, example / "stack.apiq")
    folder = house.folder()
    for size in SIZES:
        for seed in range(SEEDS):
            path = folder / f"wired-{size}-{seed}.apiq"
            path.write_text(wired(size, seed))
            drawn(report, house, path.stem, path)
    empty = folder / "empty.apiq"
    empty.write_text("stack lonely { }\n")
    drawn(report, house, "empty", empty)
    emphasis(report, house, folder)
    hostile(report, house, folder)
    large(report, house, folder)


# ---- baselines -----------------------------------------------------------------

def baselines(report, house):
    home = house.path("tests/graph")
    for name in ("blueprint", "fanout"):
        program = house.path("examples", name, "stack.apiq")
        for form, ending in ENDINGS.items():
            run = house.apiq("graph", program, "--format", form)
            report.baseline(home / f"{name}.{ending}", run.out)
        mixed = house.folder() / "stack.apiq"
        for path in program.parent.glob("*.py"):
            (mixed.parent / path.name).write_bytes(path.read_bytes())
        for seed in range(3):
            mixed.write_text(shuffle(program.read_text(), seed))
            report.check(f"{name}: declared in another order ({seed})",
                         content(house, mixed) == content(house, program))
    run = house.apiq("graph", house.path("examples/fanout/stack.apiq"),
                     "--highlight", "sweep")
    report.baseline(home / "fanout-sweep.svg", run.out)
    report.no_stale_baselines(home)


def content(house, program):
    """Nodes and arrows by name: their order is that of the program."""
    shown = json.loads(house.apiq("graph", program, "--format=json").out)
    names = {node["id"]: (node["sort"], node["name"]) for node in shown["nodes"]}
    for node in shown["nodes"]:
        del node["id"]
    return (sorted(json.dumps(node) for node in shown["nodes"]),
            sorted((names[edge["from"]], names[edge["to"]], edge["sort"],
                    edge.get("ways", "")) for edge in shown["edges"]))


# ---- geometry ------------------------------------------------------------------

def drawn(report, house, name, path):
    """Draws a program and looks at the picture."""
    run = house.apiq("graph", path)
    if not report.check(f"{name}: is drawn", run.status == 0, run.err):
        return
    try:
        root = ElementTree.fromstring(run.out)
    except ElementTree.ParseError as error:
        report.check(f"{name}: is XML", False, str(error))
        return
    boxes = read_boxes(root)
    report.none(f"{name}: boxes that lie on each other or off the page",
                overlaps(boxes, root))
    report.none(f"{name}: arrows that cross boxes or miss theirs",
                crossings(boxes, root))
    report.none(f"{name}: texts wider than their boxes", too_wide(root))
    shown = json.loads(house.apiq("graph", path, "--format=json").out)
    arrows = {(edge["from"], edge["to"], edge["sort"])
              for edge in shown["edges"]
              if edge["sort"] != "role" and edge["from"] != edge["to"]}
    report.check(f"{name}: the SVG has the nodes and arrows of the JSON",
                 {node["id"] for node in shown["nodes"]} == set(boxes) and
                 {(edge.get("data-from"), edge.get("data-to"),
                   edge.get("class").split()[1].replace("_", " "))
                  for edge in groups(root, "edge")} == arrows)
    for form, line in (("dot", r"^  (n\d+) \["), ("mermaid", r"^  (n\d+)\W+\"")):
        text = house.apiq("graph", path, f"--format={form}").out
        report.check(f"{name}: {form} has the nodes of the JSON",
                     set(re.findall(line, text, re.M)) == set(boxes), text)


def groups(root, word):
    return [group for group in root.iter(SVG + "g")
            if group.get("class", "").startswith(word + " ")]


def read_boxes(root):
    boxes = {}
    for group in groups(root, "node"):
        rect = group.find(SVG + "rect")
        x, y, width, height = (int(rect.get(key)) for key in
                               ("x", "y", "width", "height"))
        boxes[group.get("id")] = Box(x, y, x + width, y + height,
                                     group.get("class").split()[1])
    return boxes


def overlaps(boxes, root):
    width, height = int(root.get("width")), int(root.get("height"))
    found = [f"the text {text.text} is off the page"
             for text in root.findall(SVG + "text")
             if int(text.get("y")) > height]
    found += [f"{name} is off the page" for name, box in boxes.items()
             if box.left < 0 or box.top < 0 or box.right > width
             or box.bottom > height]
    rows = sorted(boxes.items(), key=lambda row: row[1].left)
    for at, (name, box) in enumerate(rows):
        for other, right in rows[at + 1:]:
            if right.left >= box.right:
                break
            if right.top < box.bottom and box.top < right.bottom:
                found.append(f"{name} and {other}")
    return found


def points(way):
    """The way of an arrow as points; a curve as some of its own."""
    found, here = [], (0, 0)
    for letter, rest in re.findall(r"([MHC])([^MHC]*)", way):
        numbers = [float(text) for text in NUMBER.findall(rest)]
        if letter == "M":
            here = tuple(numbers)
            found.append(here)
        elif letter == "H":
            for step in range(1, STEPS + 1):
                part = step / STEPS
                found.append((here[0] + (numbers[0] - here[0]) * part, here[1]))
            here = found[-1]
        else:
            corners = [here, *zip(numbers[::2], numbers[1::2])]
            for step in range(1, STEPS + 1):
                part = step / STEPS
                weights = ((1 - part) ** 3, 3 * part * (1 - part) ** 2,
                           3 * part ** 2 * (1 - part), part ** 3)
                found.append(tuple(sum(weight * corner[axis] for weight, corner
                                       in zip(weights, corners))
                                   for axis in (0, 1)))
            here = corners[-1]
    return found


def touches(box, point, room):
    return (box.left - room < point[0] < box.right + room
            and box.top - room < point[1] < box.bottom + room)


def crossings(boxes, root):
    found = []
    for edge in groups(root, "edge"):
        ends = edge.get("data-from"), edge.get("data-to")
        line, tip = edge.findall(SVG + "path")
        way = points(line.get("d"))
        head = tuple(map(float, NUMBER.findall(tip.get("d"))[:2]))
        names = " -> ".join(ends)
        if not touches(boxes[ends[1]], head, 1):
            found.append(f"{names} misses its end")
        if not any(touches(boxes[ends[0]], point, 1)
                   for point in (way[0], way[-1])):
            found.append(f"{names} misses its start")
        for name, box in boxes.items():
            room = -1 if name in ends else 1
            if any(touches(box, point, room) for point in [*way, head]):
                found.append(f"{names} crosses {name}")
    return found


def too_wide(root):
    """By the widths of a wide face, DejaVu Sans: 0.6 of the size in the mean."""
    found = []
    for group in groups(root, "node"):
        rect = group.find(SVG + "rect")
        end = int(rect.get("x")) + int(rect.get("width"))
        for text in group.findall(SVG + "text"):
            size = {"name": 13, "caption": 10.5}[text.get("class")]
            if int(text.get("x")) + 0.56 * size * len(text.text) > end:
                found.append(text.text)
    return found


# ---- one of them ---------------------------------------------------------------

def emphasis(report, house, folder):
    path = folder / "wired-50-1.apiq"
    plain = json.loads(house.apiq("graph", path, "--format=json").out)
    arrows = [(edge["from"], edge["to"]) for edge in plain["edges"]
              if edge["sort"] != "role"]
    wrong = []
    for node in plain["nodes"]:
        if node["sort"] == "role":
            continue
        run = house.apiq("graph", path, "--format=json",
                         f"--highlight={node['name']}")
        shown = {row["id"]: row["emphasis"] for row in
                 json.loads(run.out)["nodes"] if row["sort"] != "role"}
        before = reached(node["id"], [(to, start) for start, to in arrows])
        behind = reached(node["id"], arrows)
        expected = {name: "chosen" if name == node["id"] else
                    "feeds" if name in before else
                    "fed" if name in behind else "none" for name in shown}
        if shown != expected:
            wrong.append(node["name"])
    report.none("--highlight: nodes with other company", wrong)
    faint = house.apiq("graph", path, "--highlight=h0").out.count(" faint")
    report.check("--highlight: the others are faint", faint > 0)


def reached(start, arrows):
    found, edge = {start}, [start]
    while edge:
        edge = [to for come, to in arrows if come in edge and to not in found]
        found.update(edge)
    return found


# ---- texts that would be more than texts --------------------------------------

EVIL = (r'</title><script>alert(1)</script> ]]> & \" \u{1b}[31m \u{202e} %% '
        r'`x` #35; \u{ffff} \u{85}')


def hostile(report, house, folder):
    path = folder / "hostile.apiq"
    path.write_text(f'''/// </title><script>alert(1)</script> ]]> & " `x` \uffff
stack evil {{ description = "{EVIL}" }}
/// --> "];\\n n9 [label="x"] </style> \\
queue main {{ }}
queue other for k in ["a\\"]", "<b>&amp;"] {{
  physical_name = if k == "<b>&amp;" then "one" else "two" because "a test"
  dead_letter   = none because "a test"
}}
handler work <- main {{
  runtime = python3.13
  code    = inline("def handler(event, context): return {{}}")
}}
''')
    texts = {form: house.apiq("graph", path, f"--format={form}")
             for form in ENDINGS}
    for form, run in texts.items():
        report.check(f"hostile: {form}", run.status == 0 and not re.search(
            r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ufffe\uffff]", run.out),
            run.err + run.out)
    root = ElementTree.fromstring(texts["svg"].out)
    report.check("hostile: nothing but what is drawn is in the SVG",
                 {element.tag.removeprefix(SVG) for element in root.iter()} ==
                 {"svg", "title", "style", "rect", "text", "g", "path",
                  "circle"})
    names = {node["name"] for node in json.loads(texts["json"].out)["nodes"]}
    shown = {group.find(SVG + "text[@class='name']").text
             for group in groups(root, "node")
             if group.get("class") != "node role"}
    report.check("hostile: names are what they were", shown <= names,
                 f"{shown} {names}")
    quoted = r'"(?:[^"\\\n]|\\.)*"'
    strange = [line for line in texts["dot"].out.split("\n")[1:]
               if not re.fullmatch(r"[\w\s=\[\];{}>.-]*",
                                   re.sub(quoted, "", line))]
    report.none("hostile: lines of DOT that are something else", strange)
    lines = texts["mermaid"].out.split("\n")
    label = r'"(?:[\w /.,\u0080-\U0010ffff]|#\d+;|<br/>)*"'
    strange = [line for line in lines if '"' in line and not re.fullmatch(
        rf"  n\d+(?:\W{{1,2}}{label}\W{{1,2}}:::\w+| -\. {label} \.-> n\d+)",
        line)]
    report.none("hostile: lines of Mermaid that are something else", strange)


def large(report, house, folder):
    """A chain of which each handler writes to one table far to the right."""
    path = folder / "large.apiq"
    path.write_text(chain(1500))
    run = house.apiq("graph", path, timeout=60)
    report.check("too large a picture is refused", run.status == 2 and
                 "too many for one picture" in run.err and not run.out,
                 run.err[-2000:])
    run = house.apiq("graph", path, "--format=dot", timeout=60)
    report.check("other formats have no limit", run.status == 0, run.err[-2000:])


# ---- programs ------------------------------------------------------------------

TABLES = "".join(f'''external table {name} {{
  arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/{name}"
}}
''' for name in ("book", "diary"))
CODE = '''  runtime = python3.13
  code    = inline("def handler(event, context): return {}")
'''


def wired(nodes, seed):
    """About so many nodes, roles left out, and arrows as chance has it."""
    pick = random.Random(seed * 1000 + nodes)
    count = nodes // 4
    parts = ["/// Wired at random.\nstack wired { }\n", TABLES]
    for n in range(count):
        targets = {f"q{pick.randrange(count)}"
                   for _ in range(pick.choice([0, 1, 1, 2]))} - {f"q{n}"}
        arrow = f" -> {', '.join(sorted(targets))}" if targets else ""
        use = pick.choice(["", "", "  reads = [book(get)]\n",
                           "  writes = [book(put), diary(put)]\n"])
        parts.append(f'queue q{n} {{ }}\nendpoint POST /v{n} -> '
                     f'q{pick.randrange(count)} {{ auth = iam }}\n'
                     f'handler h{n} <- q{n}{arrow} because "it ends" {{\n'
                     f'{CODE}{use}}}\n')
    return "".join(parts)


def chain(length):
    parts = ["stack chain { }\n", TABLES]
    for n in range(length):
        arrow = f" -> q{n + 1}" if n + 1 < length else ""
        parts.append(f"queue q{n} {{ dead_letter = none because \"a test\" }}\n"
                     f"handler h{n} <- q{n}{arrow} {{\n{CODE}"
                     f"  writes = [book(put)]\n}}\n")
    return "".join(parts)
