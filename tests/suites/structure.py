# SPDX-License-Identifier: Apache-2.0
"""The house: who includes whom, where AWS is named, who touches the system.

Everything is a table here. Includes are read from the sources, calls and
variables from the object files, which say what the compiler really used.
"""
import re

from .house import CARRIED

# A module and what it may include besides itself. `stdlib` are the tables,
# `driver` the files that lie directly in compiler/.
MODULES = {
    "base": "",
    "source": "base",
    "json": "base",
    "diag": "base source json",
    "schema": "base source diag stdlib",
    "syntax": "base source diag",
    "model": "base source schema",
    "graph": "base source json diag schema model",
    "iam": "base source diag schema model",
    "sema": "base source json diag schema syntax model iam stdlib",
    "rules": "base source diag schema model iam stdlib",
    "output": "base",
    "artifact": "base",
    "backends": "base source json diag schema model output",
    "cli": "base source json diag schema syntax model graph iam sema rules "
           "output artifact backends driver",
    "driver": "base source json diag schema syntax model sema rules output "
              "artifact backends cli",
    "tools": "base source json diag schema syntax backends cli stdlib",
}
# A target never knows another, but for one: an app of the CDK is what makes a
# template, and is made of it.
TARGETS = {"backends/cdk": "backends/cloudformation/cloudformation.h"}
# A library's header and the one module that knows of it.
LIBRARIES = {"cjson/cJSON.h": "json", "zlib.h": "artifact", "sha2.h": "base"}

AWS_WORDS = re.compile(r"\b(SQS|SNS|KMS|Lambda|DynamoDB|CloudFormation|"
                       r"CloudWatch)\b|AWS::|arn:|amazonaws")

# The one file that starts programs; it is no part of the library.
RUNNER = "backends/external/runner.o"
# What reaches the system, and the object files (or folders) that may call it.
CALLS = {
    "malloc calloc realloc reallocarray aligned_alloc free strdup strndup "
    "asprintf vasprintf getline mmap": "compiler/base/",
    "read write close": "compiler/base/ compiler/main.o " + RUNNER,
    "open openat creat fopen fdopen freopen pread pwrite stat "
    "lstat fstat fstatat access rename renameat unlink unlinkat remove mkdir "
    "mkdirat rmdir fsync opendir fdopendir readdir closedir symlink readlink "
    "realpath getcwd chdir": "compiler/base/ compiler/main.o",
    "exit _exit quick_exit signal getenv isatty ioctl": "compiler/main.o",
    "sigaction pipe kill wait waitpid waitid posix_spawn": RUNNER,
    "abort": "compiler/base/arena.o",
    "setjmp _setjmp sigsetjmp longjmp siglongjmp fork vfork execve execvp "
    "posix_spawnp system popen socket connect pthread_create time localtime "
    "gmtime rand random srand setlocale strtok": "",
    "clock_gettime": "compiler/main.o compiler/base/ " + RUNNER,
}

MOST_LINES = 500
COMMENTED = (".c", ".h", ".def", ".re", ".y", ".py")
# Programs with their code: people copy these. And what is made of them.
GIVEN_AWAY = ("examples/", "stdlib/starter/", "tests/golden/",
              "tests/programs/", CARRIED + "pieces/")


def suite(report, house):
    sources = house.sources("*.[ch]")
    includes(report, house, sources)
    words(report, house, sources)
    sizes(report, house,
          [*sources, *sorted(house.path(CARRIED).rglob("*.[ch]"))])
    licences(report, house)
    objects = [path.relative_to(house.root).with_suffix(".o")
               for path in sources if path.suffix == ".c"
               and module(path.relative_to(house.root)) != "tools"]
    calls(report, house, objects)
    variables(report, house, objects)


def module(path):
    parts = path.parts
    if parts[0] == "compiler":
        return parts[1] if len(parts) > 2 else "driver"
    return parts[0]


def included(path, house):
    """The module of an include, as the include paths of the Makefile find it."""
    for base in ("", "compiler"):
        if house.path(base, path).exists():
            return module(house.path(base, path).relative_to(house.root))
    return "grammar"


def includes(report, house, sources):
    wrong = []
    for path in sources:
        name = path.relative_to(house.root)
        own = module(name)
        for quote, what in re.findall(r'^ *# *include *([<"])([^>"]+)[>"]',
                                      path.read_text(), re.M):
            if quote == "<":
                if LIBRARIES.get(what, own) != own:
                    wrong.append(f"{name} includes <{what}>")
                continue
            other = included(what, house)
            allowed = {own, *MODULES[own].split()}
            if other == "grammar":
                good = own == "syntax"
            elif own == other == "backends":
                good = what in ("backends/backend.h", "backends/backends.def",
                                "backends/expression.h") \
                    or what.startswith(str(name.parent) + "/") \
                    or what == TARGETS.get(str(name.parent))
            else:
                good = other in allowed
            if not good:
                wrong.append(f"{name} includes {what}")
    report.none("each module includes what it may", wrong)


def uncommented(text):
    """The text with its comments blank, so that lines keep their numbers."""
    def blank(found):
        word = found.group(0)
        return word if word[0] in "\"'" else re.sub(r"[^\n]", " ", word)
    return re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
                  r"|/\*.*?\*/|//[^\n]*", blank, text, flags=re.S)


def words(report, house, sources):
    wrong = []
    for path in sources:
        name = path.relative_to(house.root)
        if name.parts[0] != "compiler" or module(name) == "tools":
            continue
        for number, line in enumerate(uncommented(path.read_text()).split("\n"),
                                      1):
            if AWS_WORDS.search(line):
                wrong.append(f"{name}:{number}: {line.strip()}")
    report.none("no AWS word in the code of compiler/", wrong)


def sizes(report, house, sources):
    long = [f"{path.relative_to(house.root)}: {lines} lines" for path in sources
            if (lines := path.read_text().count("\n")) > MOST_LINES]
    report.none(f"no source over {MOST_LINES} lines", long)


def licences(report, house):
    listed = house.run(["git", "ls-files", "-co", "--exclude-standard"])
    names = listed.out.split("\n") if listed.status == 0 else []
    bare = []
    for name in names:
        path = house.path(name)
        if not path.is_file() or name.startswith(GIVEN_AWAY):
            continue
        head = path.read_bytes()[:200]
        wants = (path.suffix in COMMENTED or path.name == "Makefile"
                 or head.startswith(b"#!"))
        if wants and b"SPDX-License-Identifier: Apache-2.0" not in head:
            bare.append(name)
    report.none("each source names its licence", bare)


def calls(report, house, objects):
    homes = {call: homes.split() for names, homes in CALLS.items()
             for call in names.split()}
    wrong = []
    for name in objects:
        run = house.run(["nm", "-u", house.build / name])
        for symbol in re.findall(r"\bU (\S+)", run.out):
            call = re.sub(r"^_*(.*?)(_2|_chk|64)*(@.*)?$", r"\1", symbol)
            for word in {call, symbol}:
                if word in homes and not str(name).startswith(
                        tuple(homes[word]) or ("nowhere",)):
                    wrong.append(f"{name} calls {word}")
                    break
        if run.status != 0:
            wrong.append(f"{name}: {run.err}")
    report.none("the system is called from its places only", wrong)


def variables(report, house, objects):
    wrong = []
    for name in objects:
        run = house.run(["objdump", "-t", house.build / name])
        for section, symbol in re.findall(
                r"^[0-9a-f]+ .{6}[O ] (\S+)\t[0-9a-f]+ +(?:\.\w+ )?(\S+)$",
                run.out, re.M):
            if symbol != section and re.match(
                    r"\.(data|bss|tdata|tbss)\b(?!\.rel\.ro)|\*COM\*", section):
                wrong.append(f"{name} has the variable {symbol}")
        if run.status != 0:
            wrong.append(f"{name}: {run.err}")
    report.none("no mutable variable that outlives a call", wrong)
