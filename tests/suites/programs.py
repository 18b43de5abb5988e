# SPDX-License-Identifier: Apache-2.0
"""Programs under test: the code folders that they name, and what is said of
them."""
import json
import re
import zipfile
from collections import namedtuple

Said = namedtuple("Said", "rule severity file line column message")


def furnish(folder, text):
    """Makes the code that the handlers of the program name."""
    entry = re.search(r'\bentry\s*=\s*"(\w+)\.', text)
    for name in re.findall(r'\bcode\s*=\s*"([\w./-]+)"', text):
        place = folder / name
        if name.startswith("/") or ".." in name or place.exists():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".zip"):
            with zipfile.ZipFile(place, "w") as archive:
                archive.writestr("bootstrap", "")
        else:
            place.mkdir()
            (place / f"{entry.group(1) if entry else 'app'}.py").write_text("")


def diagnose(house, folder, args, environment=None):
    """What `apiqc ARGS --format json` says: its run, and a list of Said."""
    run = house.apiq(*args, "--format", "json", cwd=folder, timeout=10,
                     environment=environment)
    text = run.out if args[0] == "check" else run.err
    try:
        document = json.loads(text) if text else {"diagnostics": []}
    except ValueError:
        return run, None
    return run, [Said(row["rule"], row["severity"], row["file"],
                      row["start"]["line"], row["start"]["column"],
                      row["message"]) for row in document["diagnostics"]]


def describe(said):
    return "\n".join(f"{row.file}:{row.line}:{row.column}: {row.severity}"
                     f"[{row.rule}]: {row.message}" for row in said) or "nothing"
