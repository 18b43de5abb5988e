# SPDX-License-Identifier: Apache-2.0
"""Programs from the npm registry that tests run against, at exact versions.

A folder with package.json and package-lock.json is installed once into a cache
below the build folder, keyed by what the two say.
"""
import hashlib
import os
import shutil
import tempfile
import threading
from pathlib import Path

_lock = threading.Lock()
FILES = ("package.json", "package-lock.json")


def install(house, folder):
    """(the folder with node_modules, ""), or (None, why there is none)."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            return None, f"{tool} is not installed"
    folder = Path(folder)
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((folder / name).read_bytes() + b"\0")
    home = house.build / "packages" / digest.hexdigest()[:16]
    with _lock:
        if home.exists():
            return home, ""
        home.parent.mkdir(parents=True, exist_ok=True)
        # Moved when it is whole: what broke off half-way is never used.
        half = Path(tempfile.mkdtemp(dir=home.parent, prefix="half-"))
        for name in FILES:
            shutil.copy(folder / name, half)
        run = house.run(["npm", "ci", "--ignore-scripts", "--no-audit",
                         "--no-fund", "--fetch-retries=1"], cwd=half,
                        timeout=300)
        if run.status != 0:
            shutil.rmtree(half, ignore_errors=True)
            told = [line for line in (run.out + run.err).split("\n") if line]
            first = next((line for line in told if "npm error" in line), "")
            return None, f"npm cannot install the packages: {first}".rstrip(": ")
        os.rename(half, home)
        return home, ""
