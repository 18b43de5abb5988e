# SPDX-License-Identifier: Apache-2.0
"""What the suites stand on: where things are, and how to run a program.

`house.run` is the one way to start a process: no input, texts captured, a time
limit. The examples are built once and shared.
"""
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections import namedtuple
from pathlib import Path

# What is built of a program; what refers to a raw resource of one target cannot
# be built for another.
TARGETS = ("cfn", "cdk", "terraform", "model", "openapi", "asyncapi")
DOCUMENTS = ("model", "openapi", "asyncapi")
TARGETS_OF = {"escape": ("cfn", "cdk", *DOCUMENTS),
              "escape-terraform": ("terraform", *DOCUMENTS),
              "c-handlers": (*TARGETS, "c")}
# Programs that the compiler carries and hands on; no part of it.
CARRIED = "backends/c_handler/project/"
MOST_TEXT = 32 << 20  # of what a program says; what is more is not looked at
Run = namedtuple("Run", "status out err")
Built = namedtuple("Built", "example stage target folder")


class House:
    def __init__(self, build):
        self.root = Path(__file__).resolve().parents[2]
        self.build = Path(build).resolve()
        self.apiqc = str(self.build / "apiqc")
        self.shared = self.root.parent / "shared"
        self.scratch = tempfile.mkdtemp(prefix="apiqc-tests-")
        self._lock = threading.Lock()
        self._sanitizing = threading.Lock()
        self._built = None

    def close(self):
        shutil.rmtree(self.scratch, ignore_errors=True)

    def folder(self):
        """A new empty folder that goes when the tests are over."""
        return Path(tempfile.mkdtemp(dir=self.scratch))

    def path(self, *parts):
        return self.root.joinpath(*parts)

    def sources(self, pattern):
        """The files of the compiler itself, below compiler/ and backends/."""
        return [path for folder in ("compiler", "backends")
                for path in sorted(self.path(folder).rglob(pattern))
                if not path.is_relative_to(self.path(CARRIED))]

    def run(self, args, cwd=None, timeout=600, environment=None):
        """Ends with the status 'timeout' where the time was not enough."""
        variables = {key: value for key, value in os.environ.items()
                     if key not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL",
                                    "NO_COLOR", "COLUMNS")}
        variables.update(environment or {})
        with tempfile.TemporaryFile(dir=self.scratch) as out, \
                tempfile.TemporaryFile(dir=self.scratch) as err:
            process = subprocess.Popen(
                [str(arg) for arg in args], cwd=cwd or self.root, stdout=out,
                stderr=err, stdin=subprocess.DEVNULL, env=variables,
                start_new_session=True)
            late = threading.Event()

            def stop():
                late.set()
                os.killpg(process.pid, signal.SIGKILL)

            timer = threading.Timer(timeout, stop)
            timer.start()
            process.wait()
            timer.cancel()
            texts = []
            for file in (out, err):
                file.seek(0)
                texts.append(file.read(MOST_TEXT).decode("utf-8", "replace"))
        return Run("timeout" if late.is_set() else process.returncode, *texts)

    def apiq(self, *args, **more):
        return self.run([self.apiqc, *args], **more)

    def measure(self, *args, cwd):
        """Seconds and MB of one run of apiqc."""
        run = self.run([self.build / "measure", 1, self.apiqc, *args], cwd=cwd,
                       timeout=20)
        wall, _, peak, _ = map(int, run.out.split() or (10**9, 0, 10**9, 0))
        return wall / 1e6, peak / 1024

    def make(self, *args):
        """Another build of the same tree, with one job: suites run beside."""
        return self.run(["make", "-s", "-j1", *args])

    def sanitized(self):
        """The folder of a build with ASan and UBSan, its unit tests included."""
        build = self.build / "sanitized"
        with self._sanitizing:
            made = self.make(f"BUILD={build}", "SANITIZE=1", "all", "units")
        if made.status != 0:
            raise AssertionError("it does not build\n" + made.out + made.err)
        return build

    def examples(self):
        """The examples, and programs that are only for the tests."""
        return sorted(path.parent for folder in ("examples", "tests/programs")
                      for path in self.root.glob(f"{folder}/*/stack.apiq"))

    def built(self):
        """Each example × target × stage, built in a copy of the example."""
        with self._lock:
            if self._built is None:
                self._built = [row for example in self.examples()
                               for row in self.build_all(example)]
            return self._built

    def build_all(self, example, program=None):
        """The outputs of one example; `program` takes the place of its own."""
        copy = self.folder() / example.name
        shutil.copytree(example, copy)
        if program is not None:
            (copy / "stack.apiq").write_text(program)
        targets = [word for target in TARGETS_OF.get(example.name, TARGETS)
                   for word in ("--target", target)]
        run = self.apiq("build", *targets, "--all-stages", cwd=copy)
        if run.status != 0:
            raise AssertionError(f"{example.name} does not build\n{run.err}")
        return [Built(example.name, folder.name, folder.parent.name, folder)
                for folder in sorted((copy / "apiq-out").glob("*/*"))]
