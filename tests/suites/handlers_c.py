# SPDX-License-Identifier: Apache-2.0
"""Handlers in C, built as their Makefiles build them and run before a server of
the runtime API that is written here: what they answer to good events, bad ones
and none, and that they grow no larger by it.

The same cases run with ASan and UBSan; there it counts that nothing is found.
"""
import json
import random
import re
import shutil
import zipfile

from conformance.handlers_c import events, server
from conformance.handlers_c.server import BASE, Event

PROGRAM = "tests/programs/c-handlers"
HANDLERS = ("work", "in_order", "all")
SANITIZED = ("LINK=", "STRIP=true", "CC=gcc", "CFLAGS=-g -fsanitize=address "
             "-fsanitize=undefined -fno-sanitize-recover=all -Werror")
ALL = '{"batchItemFailures":[]}'
GROWN = 512          # kB that the memory may differ by
MANY = 100_000
MUTATED = 4_000


class Program:
    """One handler, built with the code of the tests."""

    def __init__(self, house, folder, *options):
        self.house, self.folder = house, folder
        run = house.run(["make", "-s", "-j1", "bootstrap", *options],
                        cwd=folder)
        if run.status != 0 or run.err:
            raise AssertionError(f"{folder} does not build\n{run.err}")

    def run(self, *given, **more):
        return server.run(self.folder / "bootstrap", given, **more)


def suite(report, house):
    home = project(house, report)
    for kind, options in (("", ("CC=gcc", "CFLAGS=-g -Werror")),
                          ("sanitized: ", SANITIZED)):
        folder = house.folder() / "c"
        shutil.copytree(home, folder)
        programs = {}
        for name in HANDLERS:
            shutil.copy(house.path("tests/conformance/handlers_c/handler.c"),
                        folder / name / "handler.c")
            programs[name] = Program(house, folder / name, *options)
        for case in (messages, malformed, order, deadline, all_or_none,
                     requests, schedules, starts, answers, repeats, crashes,
                     mutated):
            for name, good, found in case(programs):
                report.check(f"{kind}{case.__name__}: {name}", good, found)
        if not kind:
            growth(report, programs["work"])
            clang(report, house, folder / "all")


def project(house, report):
    """The project as it is written, with its own test and package."""
    copy = house.folder() / "stack"
    shutil.copytree(house.path(PROGRAM), copy)
    args = ("build", "--target", "c", "--stage", "dev", "-o", "made")
    run = house.apiq(*args, cwd=copy)
    if run.status != 0:
        raise AssertionError(run.err)
    home = copy / "made"
    untouched = copy / "untouched"
    shutil.copytree(home, untouched)
    for name in HANDLERS:
        run = house.run(["make", "-s", "test"], cwd=home / name)
        report.check(f"{name}: its own test passes",
                     run.status == 0 and "PASSED" in run.err + run.out,
                     run.out + run.err)
    run = house.apiq("build", "--target", "cfn", "--stage", "dev", "-o", "-",
                     cwd=copy)
    report.check("the stack has the contracts of the programs", sorted(
        re.findall(r'"APIQ_CONTRACT": "(\w{16})"', run.out)) == sorted(
            contract(home / name) for name in HANDLERS), run.out[:2000])
    package(report, house, home / "work")
    (home / "work/handler.c").write_text("mine\n")
    run = house.apiq(*args, cwd=copy)
    report.check("another build leaves handler.c alone",
                 run.status == 0
                 and (home / "work/handler.c").read_text() == "mine\n", run.err)
    return untouched


def contract(folder):
    return re.search(r'APIQ_CONTRACT "(\w{16})"',
                     (folder / "apiq_stack.h").read_text()).group(1)


def package(report, house, folder):
    packed = []
    for _ in range(2):
        run = house.run(["make", "-s", "clean", "zip"], cwd=folder)
        report.check("make zip", run.status == 0 and not run.err, run.err)
        packed.append((folder / "bootstrap.zip").read_bytes())
    report.check("the same program is packed alike", packed[0] == packed[1])
    with zipfile.ZipFile(folder / "bootstrap.zip") as archive:
        names = [(row.filename, row.external_attr >> 16 & 0o777)
                 for row in archive.infolist()]
    report.check("the package is the program alone",
                 names == [("bootstrap", 0o755)], names)
    run = house.run([folder / "bootstrap"])
    report.check("started by hand it says what it is",
                 run.status == 2 and "AWS_LAMBDA_RUNTIME_API" in run.err,
                 run.err)


# ---- what comes back ----------------------------------------------------------

def said(ran):
    """The messages of the log."""
    return [json.loads(line)["message"] for line in ran.out.splitlines()]


def answered(ran, number, body):
    """Whether the answer to that event is this one; and what was found."""
    post = ran.posts[number] if number < len(ran.posts) else None
    good = post and post.path == f"{BASE}invocation/request-{number + 1}" \
        "/response" and post.body.decode() == body
    return good and sound(ran), (post, ran.faults, ran.out[-2000:],
                                 ran.err[-2000:])


def refused(ran, number, sort, place="error"):
    post = ran.posts[number] if number < len(ran.posts) else None
    good = post is not None
    if good:
        value = json.loads(post.body)
        good = (post.path == f"{BASE}invocation/request-{number + 1}/{place}"
                and post.headers.get("lambda-runtime-function-error-type")
                == sort == value["errorType"] and value["stackTrace"] == []
                and value["errorMessage"])
    return bool(good) and sound(ran), (post, ran.faults, ran.err[-2000:])


def sound(ran):
    """Ended as it should when the service is gone, and nothing found by ASan."""
    return ran.status == 1 and not ran.faults and not ran.err


def failures(*numbers):
    items = ",".join('{"itemIdentifier":"m%d"}' % number for number in numbers)
    return '{"batchItemFailures":[%s]}' % items


# ---- the cases ------------------------------------------------------------------

def messages(programs):
    attributes = {"shop": {"stringValue": "north", "dataType": "String",
                           "stringListValues": [], "binaryListValues": []},
                  "bytes": {"binaryValue": "AAEC", "dataType": "Binary.raw"}}
    shown = events.record(0, "show", messageAttributes=attributes)
    shown["attributes"] |= {"AWSTraceHeader": "Root=2",
                            "DeadLetterQueueSourceArn": "arn:dead"}
    large = events.bodies("x" * 6_000_000)
    ran = programs["work"].run(
        events.bodies("good", "good"), events.bodies("good", "fail", "good"),
        events.bodies("fail", "fail"), events.batch(shown), large,
        events.bodies(*["good"] * 10_000),
        events.bodies("good", chunked=True), events.bodies("fail", chunked=True))
    wanted = [ALL, failures(1), failures(0, 1), ALL, ALL, ALL, ALL, failures(0)]
    for number, body in enumerate(wanted):
        yield (f"answer {number}", *answered(ran, number, body))
    yield "one connection for all", ran.connections == 1, ran.connections
    yield "asks once for each", ran.asked == len(wanted) + 1, ran.asked
    log = said(ran)
    for line in ("m0|AQEBwJ|e4e68f|" + events.QUEUE + "|eu-west-1|2|"
                 "1545082649183|1545082649185|AIDAIENQZJOLO23YVJ4VO",
                 "-|-|-|arn:dead|Root=2|2|north|AAEC|-",
                 f"{server.ARN}|{Event(b'').trace}|1|{Event(b'').trace}"):
        yield f"all fields: {line[:20]}", line in log, "\n".join(log[:20])
    first = json.loads(ran.out.splitlines()[0])
    yield "a line of the log", first["level"] == "INFO" \
        and first["handler"] == "work" and first["requestId"] == "request-1" \
        and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z",
                         first["timestamp"]), first


def malformed(programs):
    given = [Event(body) for body in events.MALFORMED]
    ran = programs["work"].run(*given, events.bodies("good"))
    for number, event in enumerate(given):
        yield (f"{event.body[:40]} {number}",
               *refused(ran, number, "Function.BadEvent"))
    yield ("goes on after them", *answered(ran, len(given), ALL))
    yield "no message of a bad event is taken", said(ran).count("took m0") == 1, ""


def order(programs):
    ran = programs["in_order"].run(
        events.groups(("a", "good"), ("b", "good"), ("a", "fail"),
                      ("b", "good"), ("a", "good"), ("c", "fail"),
                      ("a", "fail"), ("c", "good")),
        events.groups(("a", "good"), ("c", "good")),
        events.groups(("a", "show")))
    yield ("a failure holds back its group", *answered(
        ran, 0, failures(2, 4, 5, 6, 7)))
    yield ("the next batch begins anew", *answered(ran, 1, ALL))
    log = said(ran)
    yield "what is held back is not taken", not {
        "took m4", "took m6", "took m7"} & set(log[:8]), log
    yield "the fields of an ordered queue", (
        "a|dedup-0|18849496460467696128|-|-|0|-|-|-" in log), log


def deadline(programs):
    slow = events.bodies("rest 1000", "rest 1000", "good", "fail", left=2)
    late = events.bodies("good", "good", left=0.2)
    ran = programs["work"].run(slow, late, events.bodies("good"))
    yield ("in the middle of a batch", *answered(ran, 0, failures(2, 3)))
    yield ("before it begins", *answered(ran, 1, failures(0, 1)))
    yield ("goes on after it", *answered(ran, 2, ALL))
    yield "is in the log", any("2 of 4 messages go back" in line
                               for line in said(ran)), said(ran)
    ran = programs["in_order"].run(events.groups(
        ("a", "rest 1000"), ("b", "rest 1000"), ("c", "good"), left=2))
    yield ("on an ordered queue", *answered(ran, 0, failures(2)))


def all_or_none(programs):
    ran = programs["all"].run(events.bodies("good", "fail"),
                              events.bodies("good"))
    yield ("a failure fails the call",
           *refused(ran, 0, "Function.MessagesFailed"))
    yield ("without one it is done", *answered(ran, 1, ALL))


def requests(programs):
    chance = random.Random(7)
    texts = ["", 'a"b\\c\n\t\u0001', "æ€𝄞\u2028"] + ["".join(
        chr(chance.choice([chance.randint(1, 127), chance.randint(160, 0xD7FF),
                           chance.randint(0x10000, 0x10FFFF)]))
        for _ in range(chance.randint(1, 60))) for _ in range(300)]
    given = [events.request(body=one) for one in texts]
    given += [Event(json.dumps(json.loads(one.body)).encode()) for one in given]
    given += [events.request(body="AP8Q", encoded=True),
              events.request(body="aGk=", encoded=True),
              events.request("/nothing"), events.request("/fail"),
              events.request(body="a?", encoded=True),
              events.request(headers={"a": 7}), events.request(version="1.0"),
              events.request("/large"), events.request(headers=None)]
    ran = programs["all"].run(*given)
    count = len(texts)
    wrong = [one for i, one in enumerate(texts + texts)
             if json.loads(ran.posts[i].body)["body"] != one]
    yield "600 bodies come back as they were", not wrong, wrong[:1]
    head = '{"statusCode":201,"headers":{"x-ship":"seven","x-dry":"yes",' \
        '"content-type":"text/plain"},"body":"'
    yield ("bytes", *answered(ran, 2 * count,
                              head + 'AP8Q","isBase64Encoded":true}'))
    yield ("text in base64", *answered(ran, 2 * count + 1,
                                       head + 'hi","isBase64Encoded":false}'))
    yield ("without an answer of its own", *answered(
        ran, 2 * count + 2, '{"statusCode":204,"headers":{},"body":"",'
        '"isBase64Encoded":false}'))
    for place, sort in ((3, "RequestFailed"), (4, "BadEvent"), (5, "BadEvent"),
                        (6, "BadEvent"), (7, "ResponseTooLarge")):
        yield (f"{sort} {place}",
               *refused(ran, 2 * count + place, f"Function.{sort}"))
    yield "headers that are null", len(ran.posts) == len(given) and json.loads(
        ran.posts[-1].body)["statusCode"] == 201, ran.posts[-1]


def schedules(programs):
    ran = programs["all"].run(Event(b'{"what": "tide"}'), Event(b"{}"),
                              Event(b'{"what":"fail"}'), Event(b"[1, 2]"),
                              Event(b"{"))
    yield ("is called", *answered(ran, 0, "null"))
    yield "with its event", said(ran)[:2] == ["called: tide", "called: {}"], \
        said(ran)
    yield ("fails", *refused(ran, 2, "Function.CallFailed"))
    yield ("is called with a list", *answered(ran, 3, "null"))
    yield ("malformed", *refused(ran, 4, "Function.BadEvent"))


def starts(programs):
    def start_error(ran, sort, word):
        post = ran.posts[0] if len(ran.posts) == 1 else None
        good = post and post.path == BASE + "init/error" and post.headers.get(
            "lambda-runtime-function-error-type") == sort and word in post.body.decode()
        return bool(good) and ran.asked == 0 and sound(ran), (ran.posts, ran.err)

    work = programs["work"]
    own = contract(work.folder)
    yield ("a start that fails says so", *start_error(
        work.run(events.bodies("good"), REFUSE="no wind"),
        "Function.StartFailed", "no wind"))
    yield ("a stack of another version", *start_error(
        work.run(events.bodies("good"), APIQ_CONTRACT="0" * 16),
        "Runtime.ContractMismatch", own))
    yield ("a stack of the same version", *answered(
        work.run(events.bodies("good"), APIQ_CONTRACT=own), 0, ALL))
    run = work.house.run([work.folder / "bootstrap"], environment={
        "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:1"}, timeout=20)
    yield "nobody answers", run.status == 1 and "does not answer" in run.out, run
    run = work.house.run([work.folder / "bootstrap"], environment={
        "AWS_LAMBDA_RUNTIME_API": "not an address"}, timeout=20)
    yield "no address", run.status == 1, run


def answers(programs):
    work = programs["work"]
    ran = work.run(events.bodies("good", hang_up=True),
                   events.bodies("good", hang_up=True), events.bodies("fail"))
    yield ("a connection that is closed is opened again",
           *answered(ran, 2, failures(0)))
    yield "three connections", ran.connections == 3, ran.connections
    ran = work.run(events.bodies("good", status=413), events.bodies("good"))
    yield "an answer too large for the service", [
        post.path.rsplit("/", 1)[1] for post in ran.posts] == [
            "response", "error", "response"] and sound(ran), ran.posts
    ran = work.run(events.bodies("good", status=400), events.bodies("good"))
    yield "an answer that is refused", len(ran.posts) == 2 and sound(ran) \
        and any("refused the answer" in line for line in said(ran)), ran.out
    ran = work.run(events.bodies("good", status=500), events.bodies("good"))
    yield "a service that is broken ends it", len(ran.posts) == 1 \
        and ran.asked == 1 and ran.status == 1, ran.posts


def repeats(programs):
    one, two = events.record(1), events.record(2, "fail")
    ran = programs["work"].run(events.batch(one, two), events.batch(one, two),
                               REMEMBER="yes")
    yield ("what is done is not done again", *answered(ran, 1, failures(2)))
    yield "what failed is", [line for line in said(ran) if "took" in line] == [
        "took m1", "took m2", "took m2"], said(ran)
    first = events.record(1, group="a")
    again = {**first, "messageId": "other"}
    ran = programs["in_order"].run(events.batch(first), events.batch(again),
                                   REMEMBER="yes")
    yield "by its deduplication id", said(ran)[:2] == [
        "took m1", "message other is done already"], said(ran)


def crashes(programs):
    ran = programs["work"].run(events.bodies("good", "crash"))
    yield "answers nothing", not ran.posts and ran.status not in (
        0, 1, 99, "timeout"), (ran.status, ran.posts)


def mutated(programs):
    """Events with bytes changed, left out and put in: an answer to each."""
    chance = random.Random(3)
    seeds = [events.groups(("a", "good"), ("b", "fail")).body,
             events.request(body="AP8Q", encoded=True).body,
             b'{"what": [1.5e-7, true, null, "\\ud834\\udd1e\\ud834"]}']

    def one():
        text = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(text))
            end = place + chance.choice([0, 1, 1, 5, 40])
            text[place:end] = chance.choice([
                b"", b'"', b"\\", b"{", b"[", b"]", b"}", b",", b":", b"null",
                b"\\u0000", b"\\ud800", bytes([chance.randrange(256)])])
            text = text or bytearray(b"x")
        return Event(bytes(text))

    for name in HANDLERS:
        given = [one() for _ in range(MUTATED // len(HANDLERS))]
        ran = programs[name].run(*given)
        yield name, len(ran.posts) == len(given) and sound(ran), (
            len(ran.posts), ran.status, ran.err[-3000:])


def growth(report, program):
    events_of = [events.bodies("good", "good"), events.bodies("x" * 5000),
                 Event(b"{"), events.bodies(*["good"] * 10, chunked=True)]
    given = (events_of[i % len(events_of)] for i in range(MANY))
    ran = server.run(program.folder / "bootstrap", given, timeout=300,
                     watch=MANY // 10, QUIET="yes", AWS_LAMBDA_LOG_LEVEL="ERROR")
    report.check(f"{MANY} events are answered",
                 len(ran.posts) == MANY and ran.status == 1,
                 f"{len(ran.posts)} {ran.status}")
    report.check("no growth", ran.memory
                 and max(ran.memory) - min(ran.memory) <= GROWN, ran.memory)
    report.note(f"{MANY} events: {max(ran.memory, default=0)} kB")


def clang(report, house, folder):
    """The generated code is warning-free for clang too, and for its analyser."""
    if not shutil.which("clang"):
        report.skip("clang is not installed")
        return
    for path in sorted(folder.glob("apiq_*.c")):
        run = house.run(["clang", "--analyze", "-Xclang",
                         "-analyzer-werror", "-std=c11", "-Wall", "-Wextra",
                         "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror",
                         "-o", "/dev/null", path], cwd=folder)
        report.check(f"clang: {path.name}", run.status == 0, run.err)
        run = house.run(["clang", "-fsyntax-only", "-std=c11", "-Wall",
                         "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow",
                         "-Werror", path], cwd=folder)
        report.check(f"clang warnings: {path.name}", run.status == 0, run.err)
