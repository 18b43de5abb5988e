# SPDX-License-Identifier: Apache-2.0
"""The pages in docs: each block in them is compiled or run, and what a page
shows as an answer is what the compiler says.

A page is a folder of its own in which its blocks act from the first to the last:

  apiq              a right program; warnings of MINOR do not count
  apiq wrong        a program with mistakes; the `text` after it is the answer
  apiq later        not compiled yet
  apiq prelude      declarations that the programs of all pages may name
  LANGUAGE file F   is written to the file F
  sh                is run where the one before it ended; the `text` after it is
                    what it prints, and without one it prints nothing

A program without a `stack` gets that of the prelude, and whatever else of the
prelude it names and does not declare: a paragraph of the prelude comes whole.
All of it is put behind the program, so that its lines keep their numbers.
`make bless` writes the `text` blocks.

The pages that `make docs` makes must be what it would make now.
"""
import re
import sys
from pathlib import Path

from .programs import describe, diagnose, furnish

MINOR = {"flow/alarms-silent", "flow/code-missing", "flow/unconsumed",
         "flow/unfed", "name/unused"}
MADE = {"docs/language.md": "docs/chapters/language",
        "docs/standard-library.md": "docs/chapters/library",
        "docs/security-review.md": "docs/chapters/review",
        "docs/coverage.md": "docs/chapters/coverage"}
ACCESS = "docs/chapters/access"
FENCE = re.compile(r"^```(\S[^\n]*)?\n(.*?)^```$", re.M | re.S)


def suite(report, house):
    chapters = sorted(house.path("docs/chapters/language").glob("*.md"))
    library = sorted(house.path("docs/chapters/library").glob("*.md"))
    prelude = declarations("".join(path.read_text() for path in chapters))
    report.check("there is a prelude", ("stack",) in prelude)
    later = 0
    told = [house.path("docs", name)
            for name in ("tutorial.md", "cdk.md", "documents.md",
                         "c-handlers.md", "plugins.md")]
    for path in [*chapters, *library, *told]:
        page = Page(report, house, path, prelude)
        report.baseline(path, page.told())
        later += page.later
    for made, source in MADE.items():
        run = house.run([house.build / "reference",
                         *sorted(house.path(source).glob("*.md"))])
        report.check(f"{made}: is made", run.status == 0, run.err)
        report.baseline(house.path(made), run.out)
    run = house.run([sys.executable,
                     house.path("compiler/tools/least_privilege.py"),
                     house.build / "reference", house.path(ACCESS)])
    report.check("docs/least-privilege.md: is made", run.status == 0, run.err)
    report.baseline(house.path("docs/least-privilege.md"), run.out)
    run = house.apiq("graph", house.path("examples/blueprint/stack.apiq"))
    report.baseline(house.path("docs/blueprint.svg"), run.out)
    for path in (house.path("docs/standard-library.md"),
                 house.path("README.md")):
        page = Page(report, house, path, prelude)
        for info, text in page.blocks():
            if info.startswith("apiq"):
                page.act(info, text)
    links(report, house)
    if later:
        report.note(f"later: {later} blocks that are not compiled yet")


def declarations(text):
    """The prelude: the names that a paragraph declares -> the paragraph. The
    stack's name is `stack`."""
    found = {}
    for block in re.findall(r"^```apiq prelude\n(.*?)^```$", text, re.M | re.S):
        for part in block.strip("\n").split("\n\n"):
            rows = re.findall(r"^(?:external )?([a-z]+) ([a-z]\w*)", part, re.M)
            names = tuple("stack" if kind == "stack" else name
                          for kind, name in rows)
            found[names] = part
    return found


class Page:
    def __init__(self, report, house, path, prelude):
        self.report, self.house, self.path = report, house, path
        self.prelude = prelude
        self.name = str(path.relative_to(house.root))
        self.folder = self.here = house.folder()
        self.text = path.read_text() if path.exists() else ""
        self.later = 0

    def blocks(self):
        return [(found[1] or "", found[2]) for found in
                FENCE.finditer(self.text)]

    def told(self):
        """The page with its answers as they are now."""
        out, at, answer = [], 0, None
        for found in FENCE.finditer(self.text):
            out.append(self.text[at:found.start()])
            info, text = found[1] or "", found[2]
            if answer and info != "text":
                self.check(at, "the answer is shown", False, answer)
            at = found.end()
            if info == "text":
                self.check(found.start(), "answers something",
                           answer is not None, text)
                out.append(f"```text\n{answer or text}```")
                answer = None
                continue
            out.append(found[0])
            answer = self.act(info, text, found.start())
        self.check(at, "every answer is shown", not answer, answer)
        return "".join(out) + self.text[at:]

    def check(self, place, what, good, detail=""):
        line = self.text.count("\n", 0, place) + 1
        return self.report.check(f"{self.name}:{line}: {what}", good, detail)

    def act(self, info, text, place=0):
        """Does what a block asks for; what it is answered with, or None."""
        place = place or self.text.find(text)
        written = re.fullmatch(r"\w+ file (\S+)", info)
        if written:
            file = self.here / written[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
            return None
        if info == "sh":
            return self.run(place, text)
        if info == "apiq later":
            self.later += 1
            return None
        if info == "apiq prelude":
            return None
        if self.check(place, "is tried", info in ("apiq", "apiq wrong"),
                      f"a block is called {info!r}"):
            return self.compile(place, text, info == "apiq wrong")
        return None

    def run(self, place, text):
        path = f"{self.house.build}:/usr/bin:/bin"
        place_file = self.house.folder() / "here"
        run = self.house.run(["sh", "-c", f'exec 2>&1\n{text}\npwd > "$0"',
                              place_file], cwd=self.here, timeout=20,
                             environment={"PATH": path, "LC_ALL": "C"})
        if self.check(place, "ends", place_file.exists(), run.out + run.err):
            self.here = Path(place_file.read_text().rstrip("\n"))
        return run.out

    def whole(self, text):
        """The program, and of the prelude what it lacks."""
        wanted = [] if re.search(r"^stack ", text, re.M) else [("stack",)]
        while True:
            so_far = text + "".join("\n" + self.prelude[names]
                                    for names in wanted)
            more = [names for names in self.prelude
                    if names not in (("stack",), *wanted)
                    and any(re.search(rf"(?<![.\w]){name}\b", so_far)
                            for name in names)
                    and not any(declares(text, name) for name in names)]
            if not more:
                return so_far + "\n"
            wanted += more

    def compile(self, place, text, wrong):
        program = self.whole(text)
        (self.folder / "stack.apiq").write_text(program)
        furnish(self.folder, program)
        run, said = diagnose(self.house, self.folder, ["check", "stack.apiq"])
        if said is None:
            self.check(place, "is judged", False, run.err)
            return None
        if not wrong:
            self.check(place, "is right",
                       not [row for row in said if row.rule not in MINOR],
                       describe(said) + "\n" + program)
            return None
        self.check(place, "is wrong", bool(said), program)
        return self.house.apiq("check", "stack.apiq", cwd=self.folder).err


def declares(text, name):
    """A declaration of that name, or a param, a let, a key of a family."""
    return re.search(rf"^\s*(?:external )?\w+ {name}\b(?! *=[^=])"
                     rf"|\b(?:for|param|let|as|stage) {name}\b"
                     rf"|[(,] *{name}:", text, re.M)


def links(report, house):
    """What a page leads to is there, headings included."""
    dead = []
    pages = [*house.path("docs").glob("*.md"), house.path("README.md")]
    for page in pages:
        text = re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text()))
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            path, _, anchor = target.partition("#")
            if "://" in path:
                continue
            other = (page.parent / path) if path else page
            if not other.exists() or anchor and anchor not in anchors(other):
                dead.append(f"{page.name}: {target}")
    report.none("links that lead nowhere", dead)


def anchors(path):
    text = FENCE.sub("", path.read_text())
    return {re.sub(r"[^a-z0-9 _-]", "", heading.lower()).replace(" ", "-")
            for heading in re.findall(r"^#+ (.*)$", text, re.M)}
