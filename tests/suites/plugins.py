# SPDX-License-Identifier: Apache-2.0
"""Plug-ins, good and bad: what they get, what becomes of their answers, and that
none of the ways in which they can fail leaves anything behind.

Each is a few lines of sh or Python, written to a folder on APIQC_PLUGIN_PATH. The
same cases run against the compiler with ASan and UBSan.
"""
import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections import namedtuple

from . import packages
from .programs import describe, diagnose

GOOD = "stack shop { }\nqueue main { }\n"
STAGES = "stack shop { }\nstage dev\nstage prod\nqueue main { }\n"
MODEL = ["build", "--target", "model", "-o", "-"]
EMPTY = '{"files": []}'
Built = namedtuple("Built", "run said folder")


class Bench:
    """A folder with a program and a plug-in `mine`."""

    def __init__(self, house, apiqc):
        self.house, self.apiqc = house, apiqc

    def folder(self, script=None, program=GOOD):
        folder = self.house.folder()
        (folder / "stack.apiq").write_text(program)
        (folder / "plugins").mkdir()
        if script is not None:
            self.plugin(folder, "mine", script)
        return folder

    @staticmethod
    def plugin(folder, name, script):
        path = folder / "plugins" / f"apiqc-backend-{name}"
        path.write_text(script)
        path.chmod(0o755)
        return path

    @staticmethod
    def environment(folder, **more):
        return {"APIQC_PLUGIN_PATH": str(folder / "plugins"), **more}

    def run(self, folder, *args, **more):
        return self.house.run([self.apiqc, *args], cwd=folder, timeout=60,
                              environment=self.environment(folder, **more))

    def build(self, script, *args, program=GOOD):
        """A build for `mine`; its run, and the diagnostics that are not the
        program's own."""
        folder = self.folder(script, program)
        run = self.run(folder, "build", "--target", "mine", "--format", "json",
                       *args)
        try:
            said = json.loads(run.err)["diagnostics"]
        except ValueError:
            said = [{"rule": "none", "message": run.err, "severity": "error"}]
        return Built(run, [row for row in said
                           if row["rule"].startswith(("plugin/", "none"))],
                     folder)


def plain(report, house):
    bench = Bench(house, house.apiqc)
    cases(report, bench)
    environment(report, bench)
    large(report, bench)
    several(report, bench)
    places(report, bench)
    formats(report, bench)
    search(report, bench)
    signals(report, bench)
    schemas(report, house)
    answers(report, bench)


def sanitized(report, house):
    bench = Bench(house, house.sanitized() / "apiqc")
    cases(report, bench)
    large(report, bench, 2)
    signals(report, bench)
    answers(report, bench)


# ---- the ways to fail ---------------------------------------------------------

def sh(text):
    return "#!/bin/sh\n" + text + "\n"


def python(text):
    return f"#!{sys.executable}\nimport json, os, sys, time\n{text}\n"


def says(answer):
    return sh(f"cat > /dev/null\ncat <<'END'\n{answer}\nEND")


def files(*paths):
    return json.dumps({"files": [{"path": path, "text": ""} for path in paths]})


# The plug-in, the rule, and words of what is said. Every build gets 2 seconds.
FAILING = {
    "status 3": (sh("exit 3"), "plugin/failed", "ended with status 3"),
    "status 1 with its answer": (sh(f"echo '{EMPTY}'; exit 1"),
                                 "plugin/failed", "ended with status 1"),
    "a signal": (sh("kill -SEGV $$"), "plugin/failed", "the signal SIGSEGV"),
    "never ends": (sh("sleep 60"), "plugin/timeout", "not done after 2 s"),
    "never ends, and closes all": (sh("exec 0<&- 1>&- 2>&-; sleep 60"),
                                   "plugin/timeout", "not done after 2 s"),
    "answers and never ends": (sh(f"echo '{EMPTY}'; sleep 60"),
                               "plugin/timeout", "not done after 2 s"),
    "ignores every signal": (sh("trap '' TERM INT HUP; while :; do :; done"),
                             "plugin/timeout", "not done after 2 s"),
    "too much": (sh("yes '[1, 2, 3]'"), "plugin/too-large",
                 "more than 64 MiB on standard output"),
    "too much on standard error": (sh("yes >&2"), "plugin/too-large",
                                   "more than 16 MiB on standard error"),
    "too many values": (sh("printf '[0'; yes ,0 | head -n 2100000; echo ']'"),
                        "plugin/too-large", "more than 2000000 JSON values"),
    "too many files": (python("json.dump({'files': [{'path': str(n), 'text': ''}"
                              " for n in range(10001)]}, sys.stdout)"),
                       "plugin/too-large", "more than 10000 files"),
    "too many diagnostics": (python(
        "json.dump({'files': [], 'diagnostics': [{}] * 1001}, sys.stdout)"),
        "plugin/too-large", "more than 1000 diagnostics"),
    "nothing": (sh(":"), "plugin/bad-answer", "it printed nothing"),
    "no JSON": (says("done!"), "plugin/bad-answer", "not JSON"),
    "half of an answer": (sh("printf '{\"files\": ['"), "plugin/bad-answer",
                          "ends too early"),
    "two answers": (says(EMPTY + EMPTY), "plugin/bad-answer", "not JSON"),
    "a key twice": (says('{"files": [], "files": []}'), "plugin/bad-answer",
                    "stands twice"),
    "no UTF-8": (sh(r"""printf '{"files": [{"path": "a", "text": "\377"}]}'"""),
                 "plugin/bad-answer", "no UTF-8"),
    "a NUL": (sh(r"""printf '{"files": [{"path": "a", "text": "\000"}]}'"""),
              "plugin/bad-answer", "no UTF-8"),
    "a NUL in disguise": (python(
        r"""print('{"files": [{"path": "a", "text": "\\u0000"}]}')"""),
        "plugin/bad-answer", "not JSON"),
    "half of a pair": (python(
        r"""print('{"files": [{"path": "a", "text": "\\ud800"}]}')"""),
        "plugin/bad-answer", "not JSON"),
    "201 brackets": (says('{"files": ' + "[" * 200 + "]" * 200 + "}"),
                     "plugin/bad-answer", "not JSON"),
    "an absolute path": (says(files("/etc/passwd")), "plugin/bad-path",
                         "is absolute"),
    "a path out of the folder": (says(files("a/../../b")), "plugin/bad-path",
                                 'has the part ".."'),
    "a path twice": (says(files("a", "b", "a")), "plugin/bad-path",
                     "is used twice"),
    "paths that differ in case": (says(files("Read.me", "READ.ME")),
                                  "plugin/bad-path", "is used twice"),
    "a file that is a folder": (says(files("a", "a/b")), "plugin/bad-path",
                                "both a file and a folder"),
    "the list of files": (says(files(".apiqc-files")), "plugin/bad-path",
                          'begins with ".apiqc-"'),
    "a control character in a path": (says('{"files": [{"path": "a\\u001b[31m",'
                                           ' "text": ""}]}'),
                                      "plugin/bad-path", "control character"),
    "a long path": (says(files("a" * 300)), "plugin/bad-path",
                    "more than 255 bytes"),
    "no program": ("echo hello\n", "plugin/unusable", "neither a binary"),
    "no interpreter": ("#!/nonexistent/sh\n", "plugin/unusable",
                       "interpreter that its first line names is not there"),
    "its own error": (says('{"files": [], "diagnostics": [{"rule": '
                           '"plugin/own", "severity": "error", "message": '
                           '"this \\u001b[31m is wrong"}]}'),
                      "plugin/own", "is wrong"),
}


def cases(report, bench):
    for name, (script, rule, words) in FAILING.items():
        start = time.monotonic()
        built = bench.build(script, "--target", "model", "--plugin-timeout", "2")
        report.check(
            f"{name}: {rule}, status 1",
            built.run.status == 1 and len(built.said) == 1
            and built.said[0]["rule"] == rule
            and words in built.said[0]["message"],
            f"status {built.run.status}: {built.run.err[:2000]}")
        report.none(f"{name}: nothing is written",
                    list(built.folder.glob("apiq-out")))
        report.check(f"{name}: soon", time.monotonic() - start < 20)


# ---- what it gets --------------------------------------------------------------

def environment(report, bench):
    """Its input is the model byte for byte; it has the variables, the files and
    the signals of the page, and no others."""
    script = python("""
import signal
got = sys.stdin.buffer.read()
with open('got.json', 'wb') as file: file.write(got)
files = []
for name in os.listdir('/dev/fd' if not os.path.isdir('/proc/self/fd')
                       else '/proc/self/fd'):
    try:
        os.fstat(int(name))
        files.append(int(name))
    except OSError:
        pass
about = {'environment': dict(os.environ), 'arguments': sys.argv[1:],
         'files': sorted(files), 'group': os.getpgrp() == os.getpid(),
         'folder': os.getcwd(),
         'blocked': len(signal.pthread_sigmask(signal.SIG_BLOCK, [])),
         'ignored': open('/proc/self/status').read().split('SigIgn:')[1].split()[0]
                    if os.path.exists('/proc/self/status') else '0'}
json.dump({'files': [{'path': 'about.json', 'text': json.dumps(about)}]},
          sys.stdout)""")
    folder = bench.folder(script)
    run = bench.run(folder, "build", "stack.apiq", "--target", "mine", "-o", "-",
                    SECRET="hidden")
    model = bench.run(folder, *MODEL)
    report.check("it prints its one file", run.status == 0, run.err)
    about = json.loads(run.out or "{}")
    report.check("it gets the document of `--target model`",
                 (folder / "got.json").read_text() == model.out
                 and model.out.startswith("{"), model.err)
    variables = about.get("environment", {})
    variables.pop("LC_CTYPE", None)  # Python's own
    report.check("it has three variables",
                 variables == {"PATH": os.environ["PATH"],
                               "LC_ALL": "C.UTF-8", "APIQC_FILE": "stack.apiq"},
                 variables)
    report.check("it has no arguments", about.get("arguments") == [], about)
    report.check("it has the three streams and no other file",
                 about.get("files") == [0, 1, 2], about)
    report.check("it leads a group", about.get("group"), about)
    report.check("no signal is blocked", about.get("blocked") == 0, about)
    # Python itself ignores SIGPIPE and SIGXFSZ; 32 and 33 are the C library's.
    report.check("no other signal is ignored",
                 int(about.get("ignored", "f"), 16) & ~0x181001000 == 0, about)
    report.check("it is where apiqc was started",
                 about.get("folder") == str(folder), about)


def large(report, bench, megabytes=20):
    """A large model, and an answer as large, at the same time."""
    keys = ", ".join(f'"k{n}"' for n in range(megabytes * 100))
    program = (f"stack shop {{ }}\nlet keys = [{keys}]\n"
               "queue main for k in keys { }\n")
    echo = python("""
sys.stdout.write('{"files": [{"path": "copy.txt", "text": "')
sys.stdout.flush()
for line in sys.stdin:
    sys.stderr.write('x' * 20)
    sys.stdout.write(json.dumps(line)[1:-1])
sys.stdout.write('"}]}')""")
    folder = bench.folder(echo, program)
    run = bench.run(folder, "build", "--target", "mine", "-o", "-",
                    "--plugin-timeout", "60")
    model = bench.run(folder, *MODEL)
    report.check(f"{len(model.out) >> 20} MiB through the pipes",
                 run.status == 0 and run.out == model.out
                 and len(model.out) > megabytes << 18, run.err[-2000:])
    for name, script in {
            "reads nothing": sh(f"echo '{EMPTY}'"),
            "closes its input": sh(f"exec 0<&-; sleep 0.2; echo '{EMPTY}'"),
            "reads a little": sh(f"head -c 10 > /dev/null; echo '{EMPTY}'"),
    }.items():
        bench.plugin(folder, "mine", script)
        run = bench.run(folder, "build", "--target", "mine")
        report.check(f"a plug-in that {name} is fine", run.status == 0,
                     f"{run.status}: {run.err[-2000:]}")


# ---- what becomes of it --------------------------------------------------------

def several(report, bench):
    folder = bench.folder(says(json.dumps({
        "files": [{"path": "a/ü.txt", "text": "日本 \U0001f600\n"},
                  {"path": "own.txt", "text": "theirs", "role": "once"}],
        "next": ["cat {folder}/a/*", "ls {folder}"]})), STAGES)
    run = bench.run(folder, "build", "--target", "mine", "--target", "model",
                    "--all-stages")
    out = folder / "apiq-out"
    report.check("two targets on two stages", run.status == 0 and all(
        (out / place).is_file() for stage in ("dev", "prod") for place in (
            f"mine/{stage}/a/ü.txt", f"mine/{stage}/own.txt",
            f"model/{stage}/model.json")), run.out + run.err)
    text = out / "mine/dev/a/ü.txt"
    report.check("text arrives as it was", text.read_text() == "日本 \U0001f600\n")
    report.check("its commands are shown",
                 "next, for mine on stage prod:\ncat apiq-out/mine/prod/a/*\n"
                 "ls apiq-out/mine/prod\n" in run.out, run.out)
    (out / "mine/dev/own.txt").write_text("mine")
    bench.plugin(folder, "mine", says(json.dumps({
        "files": [{"path": "b.txt", "text": ""},
                  {"path": "own.txt", "text": "theirs", "role": "once"}]})))
    run = bench.run(folder, "build", "--target", "mine")
    report.check("what is not made any more is removed, but people's files stay",
                 run.status == 0 and not text.exists()
                 and (out / "mine/dev/own.txt").read_text() == "mine", run.out)
    (out / "mine/dev/foreign.txt").write_text("")
    bench.plugin(folder, "mine", says(files("foreign.txt").replace(
        '""', '"other"')))
    run = bench.run(folder, "build", "--target", "mine")
    report.check("what others wrote is not replaced",
                 run.status == 3 and "not written by apiqc" in run.err, run.err)
    before = sorted(path for path in out.rglob("*"))
    bench.plugin(folder, "mine", sh("exit 1"))
    bench.plugin(folder, "other", says(files("x")))
    run = bench.run(folder, "build", "--target", "other", "--target", "model",
                    "--target", "mine", "--all-stages")
    report.check("one that fails fails all, and is asked once",
                 run.status == 1 and run.err.count("plugin/failed]") == 1
                 and sorted(path for path in out.rglob("*")) == before, run.err)
    folder = bench.folder(says(files("a", "b")))
    run = bench.run(folder, "build", "--target", "mine", "-o", "-")
    report.check("`-o -` wants one file", run.status == 1 and not run.out
                 and "error[plugin/not-one-file]" in run.err, run.err)
    code = folder / "code"
    code.mkdir()
    (code / "app.py").write_text("")
    (folder / "stack.apiq").write_text(GOOD + """handler ship <- main {
  runtime = python3.12  code = "code"  entry = "app.handle" }
""")
    bench.plugin(folder, "mine", says('{"files": [], "packages": true}'))
    run = bench.run(folder, "build", "--target", "mine", "-o", "out")
    model = json.loads(bench.run(folder, *MODEL).out)
    report.check("`packages` brings the code of handlers", (
        folder / "out/artifacts" / model["handlers"][0]["artifact"]).is_file(),
        run.out + run.err)
    folder = bench.folder(sh(f"sleep 60 & echo '{EMPTY}'"))
    start = time.monotonic()
    run = bench.run(folder, "build", "--target", "mine")
    report.check("a process that it leaves behind is not waited for",
                 run.status == 0 and time.monotonic() - start < 10, run.err)


def places(report, bench):
    """Diagnostics stand where they say, and their errors fail the build."""
    rows = [
        {"of": {"kind": "queue", "path": "main"}},
        {"file": "stack.apiq", "start": {"line": 2, "column": 7, "offset": 21},
         "end": {"line": 2, "column": 11}},
        {"start": {"line": 2, "column": 1}},
        {"file": "stack.apiq"},
        {},
    ]
    wanted = [(2, 7, 11), (2, 7, 11), (2, 1, 1), (1, 1, 1), (1, 7, 11)]
    told = [{"rule": f"plugin/r{n}", "severity": "warning", "message": "so",
             "help": "do", "notes": ["n"], "effects": ["e"],
             "related": [{"message": "there", **row}], **row}
            for n, row in enumerate(rows)]
    built = bench.build(says(json.dumps({"files": [], "diagnostics": told})))
    found = {row["rule"]: (row["start"]["line"], row["start"]["column"],
                           row["end"]["column"]) for row in built.said
             if "start" in row}
    report.check("each stands at its place", built.run.status == 0 and found == {
        f"plugin/r{n}": place for n, place in enumerate(wanted)}, built.run.err)
    first = next(iter(built.said))
    report.check("with all that it says", first.get("notes") == ["n"]
                 and first["effects"] == ["e"] and first["fixes"][0]["message"]
                 == "do" and first["related"][0]["message"] == "there", first)
    run = bench.run(built.folder, "build", "--target", "mine", "--deny",
                    "warnings")
    report.check("its warnings can be denied", run.status == 1, run.err)


def formats(report, bench):
    """What a plug-in says is harmless in each format, and whole in JSON."""
    last = r"""printf 'first\n\033[2Jbad \302\233 \377\n' >&2; exit 7"""
    machines = ("json", "sarif")
    folder = bench.folder(sh(last))
    for form in ("human", "short", "json", "sarif", "github"):
        run = bench.run(folder, "build", "--target", "mine", "--format", form)
        report.check(f"{form}: no byte that a terminal obeys",
                     run.status == 1 and "plugin/failed" in run.err
                     and "\x1b" not in run.err
                     and ("\x9b" not in run.err or form in machines),
                     ascii(run.err))
    human = bench.run(folder, "build", "--target", "mine").err
    report.check("its last words are shown",
                 "it said: first\n" in human and "␛[2Jbad" in human, human)
    own = json.dumps({"files": [], "diagnostics": [
        {"rule": "plugin/own", "severity": "error", "message": "a"}]})
    folder = bench.folder(says(own))
    run = bench.run(folder, "build", "--target", "mine", "--format", "sarif")
    result = json.loads(run.err)["runs"][0]["results"][-1]
    rules = [row["id"] for row in
             json.loads(run.err)["runs"][0]["tool"]["driver"]["rules"]]
    report.check("sarif: a rule of its own has no place in the list of ours",
                 "plugin/own" in run.err and all(
                     "ruleIndex" not in row or rules[row["ruleIndex"]]
                     == row["ruleId"] for row in
                     json.loads(run.err)["runs"][0]["results"]), result)
    run = bench.run(folder, "explain", "plugin/own")
    report.check("explain knows whose rule it is",
                 run.out.startswith("plugin/says"), run.out + run.err)
    long = bench.build(sh("yes 0123456789 | head -c 3000000 | tr -d '\\n' >&2;"
                          "exit 1"))
    report.check("its last words are short", len(long.run.err) < 10000,
                 len(long.run.err))


# ---- where it is found ----------------------------------------------------------

def search(report, bench):
    folder = bench.folder(says(files("a")))
    other = folder / "other"
    other.mkdir()

    def build(path, plugin_path=None, target="mine"):
        return bench.run(folder, "build", "--target", target, "-o", "-",
                         PATH=path, APIQC_PLUGIN_PATH=plugin_path or "")

    usual = "/usr/bin:/bin"
    mine = str(folder / "plugins")
    report.check("on PATH", build(f"{usual}:{mine}").status == 0)
    for name, path in {"empty": f":{usual}:", "dot": f".:{usual}",
                       "relative": f"plugins:{usual}"}.items():
        for where in (path, None):
            run = build(where or usual, path if where is None else None)
            report.check(f"never in the current folder ({name})",
                         run.status == 2, run.err)
    here = folder / "apiqc-backend-mine"
    here.write_text(says(files("a")))
    here.chmod(0o755)
    run = build(usual, "plugins")
    report.check("a relative folder is named", run.status == 2 and
                 "`plugins` in APIQC_PLUGIN_PATH is not searched" in run.err,
                 run.err)
    run = build(usual, None, "ours")
    report.check("an absent one says where it would be", run.status == 2
                 and "program `apiqc-backend-ours` in a folder of" in run.err
                 and "built in are " in run.err, run.err)
    run = build(usual, mine, "mien")
    report.check("did you mean", "did you mean `mine`?" in run.err, run.err)
    for name in ("../plugins/apiqc-backend-mine", "Mine", "a/b", "-", "m\n", "m" * 41):
        run = build(usual, mine, f"{name}")
        report.check(f"{name!r} is no name", run.status == 2 and (
            "small letters" in run.err or "is an option" in run.err), run.err)
    plugin = other / "apiqc-backend-mine"
    plugin.write_text("")
    run = build(usual, f"{other}:{mine}")
    report.check("what is not executable is passed over", run.status == 0, run.err)
    run = build(usual, str(other))
    report.check("unless it is the only one", run.status == 1
                 and "it is not executable" in run.err and "chmod +x" in run.err,
                 run.err)
    plugin.unlink()
    plugin.mkdir()
    run = build(usual, str(other))
    report.check("a folder is no program", run.status == 1
                 and "it is a folder" in run.err, run.err)
    plugin.rmdir()
    plugin.symlink_to(folder / "plugins" / "apiqc-backend-mine")
    report.check("links are followed", build(usual, str(other)).status == 0)
    bench.plugin(folder, "cfn", sh("exit 1"))
    run = bench.run(folder, "build", "--target", "cfn", "-o", "-")
    report.check("what is built in comes first", run.status == 0, run.err)
    run = bench.run(folder, "targets")
    report.check("targets lists it once, with its path",
                 f"mine       {mine}/apiqc-backend-mine\n" in run.out
                 and run.out.count("cfn ") == 1, run.out)
    for value in ("0", "1.5", "-1", "x", "86401", "99999999999"):
        run = bench.run(folder, "build", "--target", "mine",
                        f"--plugin-timeout={value}")
        report.check(f"`--plugin-timeout={value}` is refused",
                     run.status == 2 and "whole seconds" in run.err, run.err)
    run = bench.run(folder, "build", "--target", "cfn", "--plugin-timeout", "5")
    report.check("`--plugin-timeout` for nothing is refused", run.status == 2,
                 run.err)


# ---- signals --------------------------------------------------------------------

def alive(folder):
    """Processes whose command line names the folder."""
    run = subprocess.run(["ps", "axo", "pid,args"], capture_output=True,
                         text=True, check=False)
    return [line for line in run.stdout.split("\n")
            if str(folder) in line and "ps axo" not in line]


def signals(report, bench):
    """A signal that ends the build takes the plug-in and its children along."""
    script = sh('echo x > "$PWD/started"\n'
                'sh -c "sleep 61; echo $PWD" & sh -c "sleep 62; echo $PWD"')
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name)
        folder = bench.folder(script)
        process = subprocess.Popen(
            [bench.apiqc, "build", "--target", "mine", "--target", "model"],
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, **bench.environment(folder)})
        deadline = time.monotonic() + 20
        while not (folder / "started").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.1)
        running = alive(folder)
        process.send_signal(number)
        process.communicate(timeout=20)
        report.check(f"{name} ends the build", process.returncode == -number,
                     process.returncode)
        report.check(f"{name}: there was something to end", len(running) >= 2,
                     running)
        settled = time.monotonic() + 5
        while alive(folder) and time.monotonic() < settled:
            time.sleep(0.05)
        report.none(f"{name}: nothing goes on", alive(folder))
        report.none(f"{name}: nothing is left", list(folder.glob("apiq-out")))
    folder = bench.folder(script)
    run = bench.run(folder, "build", "--target", "mine", "--plugin-timeout", "1")
    report.check("a timeout too", run.status == 1 and not alive(folder),
                 alive(folder))
    ignoring = ["sh", "-c", f"trap '' CHLD; exec {shlex.quote(str(bench.apiqc))}"
                            " build --target mine"]
    bench.plugin(folder, "mine", sh("exit 9"))
    run = bench.house.run(ignoring, cwd=folder,
                          environment=bench.environment(folder))
    report.check("its status is known where children are ignored",
                 "ended with status 9" in run.err, run.err)


# ---- schemas ----------------------------------------------------------------------

def validator(report, house, path):
    try:
        import jsonschema
    except ImportError:
        report.skip("the Python module jsonschema is not installed")
        return None
    schema = json.loads(house.path(path).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def wrong(check, document):
    error = next(check.iter_errors(document), None)
    return "" if error is None else f"{error.json_path}: {error.message[:300]}"


def mutants(value, path=()):
    """Copies of a document, each with one thing wrong: a member more, one of
    another name, one of another type. Of settings, which are all made alike, the
    first few."""
    if isinstance(value, dict):
        yield path, {**value, "member_of_no_schema": 1}
        members = list(value.items())
        for key, one in members[:5] if path[-1:] == ("settings",) else members:
            rest = {k: v for k, v in value.items() if k != key}
            yield (*path, key), {**rest, key + "_": one}
            yield (*path, key), {**rest, key: {"a": [{"b": 1}]}}
            for where, changed in mutants(one, (*path, key)):
                yield where, {**rest, key: changed}
    elif isinstance(value, list) and value:
        for where, changed in mutants(value[0], (*path, 0)):
            yield where, [changed, *value[1:]]


# Members whose own members or values the schema leaves open: maps, and what is
# written for another language.
OPEN = {"environment", "tags", "parameters", "dimensions", "properties",
        "attributes", "filter", "naming", "value", "default", "input"}


def schemas(report, house):
    made = house.run([house.build / "model_schema",
                      house.path("backends/model/frame.json")])
    report.check("the model's schema is made", made.status == 0, made.err)
    report.baseline(house.path("backends/model/model.schema.json"), made.out)
    check = validator(report, house, "backends/model/model.schema.json")
    if not check:
        return
    for row in house.built():
        if row.target == "model":
            model = json.loads((row.folder / "model.json").read_text())
            name = f"{row.example}, {row.stage}: the model"
            report.check(f"{name} is what its schema says", not
                         wrong(check, model), wrong(check, model))
    accepted, count = [], 0
    model = json.loads(next(row.folder for row in house.built() if (
        row.example, row.target) == ("two-apis", "model"))
        .joinpath("model.json").read_text())
    bare = {key: [] if isinstance(value, list) else value
            for key, value in model.items()}
    bare["stack"] = {**model["stack"], "settings": {}}
    for key, value in model.items():  # one member at a time: that is faster
        small = {**bare, key: value[:1] if isinstance(value, list) else value}
        for path, changed in mutants(small):
            if OPEN & set(path) or path[:1] not in ((), (key,)):
                continue
            count += 1
            if not wrong(check, changed):
                accepted.append(".".join(map(str, path)))
    report.check("the schema looks at everything", count > 300, count)
    report.none("no mutant passes", accepted[:20])


WRONG_ANSWERS = [
    "[]", '"x"', "{}", '{"files": {}}', '{"files": [1]}',
    '{"files": [{"path": "a"}]}', '{"files": [{"path": 1, "text": ""}]}',
    '{"files": [{"path": "a", "text": "", "mode": "0755"}]}',
    '{"files": [{"path": "a", "text": "", "role": "twice"}]}',
    '{"files": [{"path": "", "text": ""}]}', '{"files": [], "file": []}',
    '{"files": [{"path": "a//b", "text": ""}]}',
    '{"files": [{"path": "a/./b", "text": ""}]}',
    '{"files": [], "next": [""]}', '{"files": [], "next": ["a\\nb"]}',
    '{"files": [], "next": "ls"}', '{"files": [], "packages": 1}',
]
DIAG = {"rule": "plugin/x", "severity": "warning", "message": "m"}
WRONG_DIAGS = [
    {"rule": "x"}, {"rule": "flow/no-auth"}, {"rule": "plugin/"},
    {"rule": "plugin/X"}, {"severity": "note"}, {"severity": 1},
    {"message": ""}, {"message": None}, {"file": 1}, {"start": {"line": 1}},
    {"start": {"line": 0, "column": 1}}, {"start": {"line": 1.5, "column": 1}},
    {"start": {"line": 1, "column": 1, "word": 1}}, {"of": {"kind": "queue"}},
    {"of": {"kind": "queue", "path": "main"}, "file": "stack.apiq"},
    {"related": [{}]}, {"notes": [1]}, {"effects": {}}, {"help": []},
    {"fixes": []},
]
# Right by the schema, but not by the program.
LYING = [
    {"of": {"kind": "queue", "path": "mian"}}, {"file": "/etc/passwd"},
    {"file": "other.apiq", "start": {"line": 1, "column": 1}},
    {"start": {"line": 99, "column": 1}}, {"start": {"line": 1, "column": 99}},
    {"start": {"line": 2, "column": 1}, "end": {"line": 1, "column": 1}},
    {"rule": "plugin/failed"},
    {"start": {"line": 10**30, "column": 1}},
]


def answers(report, bench):
    """The compiler and the schema refuse the same answers."""
    check = validator(report, bench.house, "backends/external/answer.schema.json")
    bad = WRONG_ANSWERS + [
        json.dumps({"files": [], "diagnostics": [{**DIAG, **row}]})
        for row in WRONG_DIAGS]
    lies = [json.dumps({"files": [], "diagnostics": [{**DIAG, **row}]})
            for row in LYING]
    good = [EMPTY, files("a", "b/c"), json.dumps(
        {"files": [], "diagnostics": [DIAG], "next": ["ls"], "packages": False})]
    for answer in bad + lies + good:
        built = bench.build(says(answer))
        rules = {row["rule"] for row in built.said
                 if row["severity"] == "error"}
        refused = built.run.status == 1 and rules <= {"plugin/bad-answer",
                                                      "plugin/bad-path"}
        fine = built.run.status == 0
        report.check(f"{answer[:100]} is {'right' if answer in good else 'wrong'}",
                     fine if answer in good else refused, built.run.err)
        if check and answer not in lies:
            said = wrong(check, json.loads(answer))
            report.check(f"{answer[:100]}: the schema agrees",
                         bool(said) == (answer in bad), said or "it is right")


# ---- the example --------------------------------------------------------------------

HOME = "tests/conformance/plugin"


def example(report, house):
    """The worked example over every program and stage; what it makes is before
    a validator of OpenAPI."""
    try:
        modules = packages.install(house, HOME)
    except packages.Missing as reason:
        report.skip(str(reason))
        return
    plugin_path = {"APIQC_PLUGIN_PATH": str(house.path("examples/plugin"))}
    made = []
    for program in house.examples():
        out = house.folder() / program.name
        run = house.apiq("build", program / "stack.apiq", "--target", "api-doc",
                         "--all-stages", "-o", out, environment=plugin_path)
        report.check(f"{program.name} is built", run.status == 0, run.err)
        made += sorted(out.rglob("*.json"))
    report.check("there are documents", len(made) > 20, made)
    bad = house.folder() / "bad.json"
    bad.write_text('{"openapi": "3.1.0", "info": {"title": "t"}, "paths": {}}')
    run = house.run(["node", house.path(HOME, "valid.js"), modules, *made, bad])
    try:
        found = json.loads(run.out)
    except ValueError:
        report.check("the validator runs", False, run.out + run.err)
        return
    report.check("the validator finds what is wrong", bool(found[str(bad)]))
    for path in made:
        name = path.relative_to(house.scratch)
        report.none(f"{'/'.join(name.parts[1:])} is OpenAPI", found[str(path)])
    folder = house.path("examples/blueprint")
    run, said = diagnose(house, folder, ["build", "--target", "api-doc", "-o", "-"],
                         plugin_path)
    report.check("an endpoint without a text is a warning at its line",
                 [row.rule for row in said or []] == ["plugin/undocumented"]
                 and run.status == 0, describe(said or []) + run.err)
