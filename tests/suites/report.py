# SPDX-License-Identifier: Apache-2.0
"""What one suite found out: tests passed, failures with their text, skips.

Every question that a suite asks goes through `check`, so that the count at the
end is one of things looked at. A baseline is a text in the repository that must
be the same again; with `bless` it is written instead, and the diff is read by
whoever commits it.
"""
import difflib
import os


class Report:
    def __init__(self, root, bless=False):
        self.root = root
        self.bless = bless
        self.passed = 0
        self.failures = []
        self.skips = []
        self.notes = []
        self._baselines = set()

    def check(self, name, good, detail=""):
        """One test. `detail` says what was found where it is not `good`."""
        if good:
            self.passed += 1
        else:
            self.failures.append(f"{name}\n{detail}".rstrip())
        return bool(good)

    def none(self, name, found):
        """One test that passes where nothing was `found`."""
        return self.check(name, not found, "\n".join(map(str, found)))

    def skip(self, reason):
        self.skips.append(reason)

    def note(self, text):
        self.notes.append(text)

    def baseline(self, path, text):
        """One test: the file at `path` holds exactly `text`."""
        self._baselines.add(os.path.abspath(path))
        name = os.path.relpath(path, self.root)
        old = None
        if os.path.exists(path):
            with open(path, encoding="utf-8", newline="") as file:
                old = file.read()
        if self.bless and old != text:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            self.note(f"blessed {name}")
            old = text
        if old is None:
            return self.check(name, False, "there is no baseline: make bless")
        diff = difflib.unified_diff(old.splitlines(), text.splitlines(),
                                    "baseline", "now", lineterm="", n=2)
        return self.check(name, old == text,
                          "\n".join(list(diff)[:40]) or "line ends differ")

    def no_stale_baselines(self, folder, suffix=""):
        """One test: each file below `folder` was asked for as a baseline."""
        stale = []
        for place, _, names in sorted(os.walk(folder)):
            for name in sorted(names):
                path = os.path.join(place, name)
                if name.endswith(suffix) and path not in self._baselines:
                    stale.append(path)
        if self.bless:
            for path in stale:
                os.remove(path)
                self.note(f"removed {os.path.relpath(path, self.root)}")
            stale = []
        self.none("baselines that nothing makes",
                  [os.path.relpath(path, self.root) for path in stale])
