# SPDX-License-Identifier: Apache-2.0
"""Packages of npm that a suite needs, pinned by a lock file in a folder of its
own and installed below build/, never beside the sources.

What is there under the name of the lock file's content is right: it is put in
its place only when it is whole. The lock file names no registry, so that each
machine asks its own.
"""
import hashlib
import os
import shutil
import tempfile

PINNED = ("package.json", "package-lock.json")


class Missing(Exception):
    """Why the packages are not there: a reason to skip."""


def install(house, folder):
    """The folder whose node_modules holds the packages that `folder` pins."""
    files = [house.path(folder, name) for name in PINNED]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files))
    home = house.build / "packages" / digest.hexdigest()[:16]
    if home.exists():
        return home
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent) as place:
        for path in files:
            shutil.copy(path, place)
        run = house.run(["npm", "ci", "--ignore-scripts", "--no-audit",
                         "--no-fund", "--prefer-offline"], cwd=place,
                        timeout=300)
        if run.status != 0:
            said = (run.err or run.out).strip().split("\n")
            raise Missing(f"the packages of {folder} cannot be installed: "
                          f"npm ends with {run.status}, {said[0]}")
        os.chmod(place, 0o755)
        try:
            os.rename(place, home)
        except OSError:
            if not home.exists():  # else another run was faster
                raise
        else:
            os.mkdir(place)  # what the end of `with` takes away
    return home
