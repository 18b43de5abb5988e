# SPDX-License-Identifier: Apache-2.0
"""The documents of the targets openapi and asyncapi, for each example × stage.

Validators that nobody here wrote find nothing in them. Each endpoint of the model
is one operation and no other is there, with what it asks for, how callers are
known and what they are answered; each queue and topic is a channel, and each edge
that ends there an operation. Hostile texts come back unchanged.
"""
import copy
import json
import re
from collections import Counter

from . import packages
from .texts import HOSTILE, SPOKEN, longest, quoted

HOME = "tests/conformance/documents"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
CHANNELS = ("queue", "external queue", "topic", "external topic")
TOPICS = ("topic", "external topic")
SCHEMES = {"none": set(), "iam": {"apiKey"}, "lambda": {"apiKey"},
           "jwt": {"openIdConnect", "http", "apiKey"}}


def suite(report, house):
    rows = {}
    for row in house.built():
        rows.setdefault((row.example, row.stage), {})[row.target] = row.folder
    paths = []
    for (example, stage), folders in rows.items():
        name = f"{example}, {stage}"
        model = json.loads((folders["model"] / "model.json").read_text())
        files = sorted(folders["openapi"].glob("*.openapi.json"))
        apis = [json.loads(path.read_text()) for path in files]
        check_openapi(report, name, model, apis)
        only, = folders["asyncapi"].glob("*.asyncapi.json")
        check_asyncapi(report, name, model, json.loads(only.read_text()))
        paths += [*files, only]
    paths += hostile(report, house) + shapes(report, house)
    versions(report, house)
    validate(report, house, paths)


# ---- validators


def validate(report, house, paths):
    try:
        modules = packages.install(house, HOME)
    except packages.Missing as reason:
        report.skip(str(reason))
        return
    wrong = spoilt(house, paths)
    run = house.run(["node", house.path(HOME, "findings.mjs"), modules, *paths,
                     *wrong])
    try:
        told = json.loads(run.out)
    except ValueError:
        report.check("the validators run", False, run.out[-2000:] + run.err)
        return
    found = {}
    for row in told:
        found.setdefault(row["document"], []).extend(
            f"{row['by']}: {text}" for text in row["findings"])
    for path in map(str, paths):
        report.none(f"{'/'.join(path.split('/')[-4:])}: validators", found[path])
    for path, what in wrong.items():
        report.check(f"validators find {what}", found[str(path)],
                     path.read_text()[:500])


def spoilt(house, paths):
    """Documents with one fault each: file -> what the fault is."""
    def first(ending, test):
        return next(document for path in paths if path.name.endswith(ending)
                    for document in [json.loads(path.read_text())]
                    if test(document))

    openapi = first(".openapi.json", lambda document: any(
        "{" in path for path in document["paths"]))
    asyncapi = first(".asyncapi.json", lambda document: any(
        row["action"] == "send" for row in document["operations"].values()))
    path = next(path for path in openapi["paths"] if "{" in path)
    send = next(name for name, row in asyncapi["operations"].items()
                if row["action"] == "send")
    channel = asyncapi["operations"][send]["channel"]["$ref"].split("/")[-1]

    faults = {
        "a missing version": (openapi, lambda all: all["info"].pop("version")),
        "a variable that is not declared": (openapi, lambda all: all["paths"]
            .update({path + "/{more}": all["paths"].pop(path)})),
        "an answer that is not there": (openapi, lambda all:
            all["components"]["responses"].pop("Failed")),
        "a scheme that is not there": (openapi, lambda all:
            next(iter(all["paths"][path].values())).update(
                security=[{"gone": []}])),
        "a channel that is not there": (asyncapi, lambda all:
            all["operations"][send]["channel"].update(
                {"$ref": "#/channels/gone"})),
        "a binding that is none": (asyncapi, lambda all:
            all["channels"][channel]["bindings"].update(sqs={"queue": 1},
                                                        sns={"name": 1})),
    }
    files = {}
    for number, (what, (document, fault)) in enumerate(faults.items()):
        document = copy.deepcopy(document)
        fault(document)
        file = house.folder() / f"wrong-{number}.json"
        file.write_text(json.dumps(document))
        files[file] = what
    return files


# ---- OpenAPI


def operations(document):
    """(method, path, operation) of the whole document."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield method, path, operation
        for operation in item.get("x-apiqc-routes", []):
            yield None, path, operation


def route_of(method, path, operation):
    return operation.get("x-apiqc-route") or f"{method.upper()} {path}"


def check_openapi(report, name, model, documents):
    named = [api["path"] for api in model["apis"]]
    of = {api: document for document in documents for api in named
          if document["info"]["title"].endswith(f", {api}")}
    of.update({"api": document for document in documents
               if document["info"]["title"] == model["stack"]["name"]})
    report.check(f"{name}: a document for each API", set(of) == set(named)
                 or (not named and list(of) == ["api"]),
                 f"{sorted(of)} for {named}")
    for api, document in of.items():
        endpoints = {f"{row['method']} {row['route']}": row
                     for row in model["endpoints"]
                     if row["api"]["path"] == api and "target" in row}
        found = [(route_of(*row), *row) for row in operations(document)]
        report.check(f"{name}, {api}: each endpoint and nothing else",
                     {row[0] for row in found} == set(endpoints),
                     f"{sorted(row[0] for row in found)}")
        twice = [route for route, count in Counter(
            row[0] for row in found).items()
            if count > 1 and not route.startswith("ANY ")]
        report.none(f"{name}, {api}: no endpoint twice", twice)
        schemes = document.get("components", {}).get("securitySchemes", {})
        wrong = [text for route, method, path, operation in found
                 for text in faults(endpoints.get(route), path, operation,
                                    schemes)]
        report.none(f"{name}, {api}: what each endpoint asks and answers", wrong)


def calls_of(endpoint):
    """(place, name) of what the message takes from a request."""
    settings = endpoint["settings"]
    values = [settings[key]["value"] for key in
              ("message", "group_by", "deduplicate_by") if key in settings]
    values += settings.get("attributes", {"value": {}})["value"].values()
    if "queue" not in endpoint["target"]["kind"]:
        return set()
    return {(value["call"], value["name"] if "name" in value
             else value["path"]) for value in values
            if isinstance(value, dict) and "call" in value}


def faults(endpoint, path, operation, schemes):
    if endpoint is None:
        return
    route = endpoint["route"]
    names = dict(zip(variables(route), variables(path)))
    asked = {("path", name) for name in variables(path)}
    asked |= {(place, names.get(name, name) if place == "path" else name)
              for place, name in calls_of(endpoint)
              if place in ("path", "header", "query")}
    found = {(row["in"], row["name"]) for row in operation.get("parameters", [])}
    if asked != found:
        yield f"{route}: asks for {sorted(found)}, not {sorted(asked)}"
    if not all(row["required"] for row in operation.get("parameters", [])):
        yield f"{route}: nothing is asked for that may be left out"
    queue = "queue" in endpoint["target"]["kind"]
    members = {name for place, name in calls_of(endpoint) if place == "body"}
    whole = endpoint["settings"]["message"]["origin"] == "default"
    body = operation.get("requestBody")
    if queue and bool(body) != bool(members or whole):
        yield f"{route}: a body is asked for, or not"
    if queue and members and members != set(leaves(
            body["content"]["application/json"]["schema"])):
        yield f"{route}: {body}"
    status = str(endpoint["settings"]["reply.status"]["value"])
    good = [code for code in operation["responses"] if code[0] in "2d"]
    if good != ([status] if queue else ["default"]):
        yield f"{route}: answers {good}"
    used = {scheme for choice in operation["security"] for scheme in choice}
    kinds = {schemes[scheme]["type"] for scheme in used} - {"mutualTLS"}
    if not kinds <= SCHEMES[endpoint["auth"]] or (
            bool(kinds) != (endpoint["auth"] != "none")):
        yield f"{route}: {endpoint['auth']} is told as {kinds}"


def variables(path):
    return [name.rstrip("+") for name in re.findall(r"\{([^}]*)\}", path)]


def leaves(schema, before=""):
    for name, member in schema["properties"].items():
        if "properties" in member:
            yield from leaves(member, f"{before}{name}.")
        if member.get("description"):
            yield before + name


# ---- AsyncAPI


def edges(model):
    """(action, what sends or receives, channel)."""
    for row in model["endpoints"]:
        if row["target"]["kind"] in CHANNELS:
            yield "send", row["path"], row["target"]["path"]
    for row in model["handlers"]:
        if row.get("source", {}).get("kind") in ("queue", "external queue"):
            yield "receive", row["path"], row["source"]["path"]
        for target in [*row["targets"], row.get("on_failure") or {"kind": ""}]:
            if target["kind"] in CHANNELS:
                yield "send", row["path"], target["path"]
    for row in model["schedules"]:
        if row.get("target", {}).get("kind") in CHANNELS:
            yield "send", row["path"], row["target"]["path"]
    names = {row["path"]: row["name"] for kind in ("queues", "handlers")
             for row in model[kind]}
    for row in model["subscriptions"]:
        yield ("receive", shown(names[row["subscriber"]["path"]]),
               row["topic"]["path"])


def shown(name):
    """A text of the model as a document shows it."""
    if isinstance(name, str):
        return name
    return "".join(part.get("text") or "{%s}" % part["part"] for part in name)


def check_asyncapi(report, name, model, document):
    channels = document["channels"]
    titles = {key: row["title"] for key, row in channels.items()}
    own = {row["path"]: shown(row["name"]) for kind in ("queues", "topics")
           for row in model[kind] if "name" in row}
    wanted = list(edges(model))
    report.check(f"{name}: each queue and topic is a channel",
                 own.items() <= {row["title"]: row["address"]
                                 for row in channels.values()}.items(),
                 f"{own}\n{titles}")
    others = set(titles.values()) - set(own)
    report.check(f"{name}: and what edges end at, and nothing else",
                 others == {edge[2] for edge in wanted} - set(own), f"{others}")
    found = []
    for row in document["operations"].values():
        channel = titles[row["channel"]["$ref"].split("/")[-1]]
        for consumer in row.get("bindings", {}).get("sns", {}).get(
                "consumers", [{"endpoint": {"name": row.get("title")}}]):
            found.append((row["action"], consumer["endpoint"]["name"], channel))
    report.check(f"{name}: each edge is an operation, and nothing else is",
                 Counter(found) == Counter(wanted),
                 f"{Counter(found) - Counter(wanted)}\n"
                 f"{Counter(wanted) - Counter(found)}")
    report.none(f"{name}: what channels say", [
        f"{key}: {text}" for key, row in channels.items()
        for text in channel_faults(model, document, row)])


def channel_faults(model, document, channel):
    blanks = set(variables(channel["address"]))
    if blanks != set(channel.get("parameters", {})):
        yield f"parameters of {channel['address']}"
    for reference in channel["servers"]:
        server = document["servers"][reference["$ref"].split("/")[-1]]
        if set(variables(server["host"] + server.get("pathname", ""))) != set(
                server.get("variables", {})):
            yield f"variables of {server}"
    queue = next((row for row in model["queues"]
                  if row["path"] == channel["title"]), None)
    if not queue:
        return
    binding = channel["bindings"]["sqs"]["queue"]
    retention = queue["settings"]["retention"]["value"]
    if isinstance(retention, dict):
        if binding["x-apiqc-inputs"]["messageRetentionPeriod"] != \
                retention["input"]:
            yield "the retention that the deployment gives"
    elif binding["messageRetentionPeriod"] * 1000 != retention:
        yield f"retention {binding['messageRetentionPeriod']}"
    if binding["fifoQueue"] != queue["fifo"]:
        yield "fifo"
    letters = binding.get("redrivePolicy", {}).get("deadLetterQueue")
    if bool(letters) != ("dead_letter" in queue):
        yield "dead letters"
    elif letters and letters["name"] != \
            channel["bindings"]["sqs"]["deadLetterQueue"]["name"]:
        yield "dead letters go elsewhere"
    source = queue.get("source", {}).get("path")
    for other in document["channels"].values():
        if source == other["title"] and \
                other.get("messages", {}).keys() - channel.get("messages", {}):
            yield f"lacks messages of {source}"


# ---- what is hard to say

SAID = [text for text in HOSTILE
        if not text.startswith("$") and "${" not in text][:9]
PROGRAM = """/// Says %(spoken)s
/// %(spoken)s
stack hostile { alarms = oncall }
external topic oncall { arn = "arn:aws:sns:eu-west-1:123456789012:oncall" }
/// API %(spoken)s
api { }
/// Queue %(spoken)s
queue main
queue others { }
/// Topic %(spoken)s
topic news -> main { filter { main = { kind = %(list)s } } }
/// Route %(spoken)s
endpoint POST %(route)s -> main {
  auth       = jwt(issuer = %(issuer)s, audience = %(list)s, scopes = %(scopes)s)
  attributes {
%(attributes)s  }
}
/// First line %(spoken)s
/// %(spoken)s
endpoint GET /fixed -> main { auth = iam  message = %(fixed)s }
schedule tick every 1h -> main { input = %(input)s }
schedule long every 1h -> main { input = %(long)s }
/// Handler %(spoken)s
handler work <- main -> others {
  runtime = python3.12
  code    = inline("def handler(event, context): pass")
  filter  = [{ body = { kind = %(list)s } }] because "all the others are ours"
}
"""
ROUTE = "/it's/\"quoted\"/a\\b/%{x}/</script>/*/~1~0/$ref/{{x}}".replace(
    "{", "(").replace("}", ")")


def documents_of(house, program):
    """The documents of a program, and their files."""
    folder = house.folder()
    (folder / "stack.apiq").write_text(program)
    run = house.apiq("build", "--target", "openapi", "--target", "asyncapi",
                     cwd=folder)
    files = sorted((folder / "apiq-out").rglob("*.json"))
    return run, files, {path.name.split(".", 1)[1][:-5]: json.loads(
        path.read_text()) for path in files}


def listed(texts):
    return "[" + ", ".join(map(quoted, texts)) + "]"


def hostile(report, house):
    fixed = "".join(SAID)
    issuer = "https://login.example.com/" + SAID[1]
    long = longest()
    run, files, found = documents_of(house, PROGRAM % {
        "spoken": SPOKEN, "route": quoted(ROUTE), "issuer": quoted(issuer),
        "list": listed(SAID), "scopes": listed(SAID), "fixed": quoted(fixed),
        "attributes": "".join(f"    a{number} = {quoted(text)}\n"
                              for number, text in enumerate(SAID)),
        "input": quoted(json.dumps(HOSTILE)), "long": quoted(long)})
    if not report.check("hostile texts: are built", run.status == 0, run.err):
        return []
    openapi, asyncapi = found["openapi"], found["asyncapi"]
    text = f"Says {SPOKEN}\n{SPOKEN}"
    route = openapi["paths"].get(ROUTE, {}).get("post", {})
    get = openapi["paths"]["/fixed"]["get"]
    scheme = next(row for row in openapi["components"]["securitySchemes"]
                  .values() if row["type"] == "http")
    jwt = scheme["x-amazon-apigateway-authorizer"]["jwtConfiguration"]
    messages, channels = asyncapi["components"]["messages"], asyncapi["channels"]
    sent = {row["title"].split(" to ")[0]: row for row in messages.values()}
    sns = next(row["bindings"]["sns"] for row in
               asyncapi["operations"].values() if "bindings" in row)
    receives = asyncapi["operations"]["work_receives_main"]
    pairs = {
        "the stack's text": (openapi["info"]["description"],
                             f"{text}\n\nAPI {SPOKEN}"),
        "the stack's text there": (asyncapi["info"]["description"], text),
        "a line is a summary": (route.get("summary"), f"Route {SPOKEN}"),
        "lines are a description": (
            (get["summary"], get["description"]),
            (f"First line {SPOKEN}", f"First line {SPOKEN}\n{SPOKEN}")),
        "an issuer": (jwt["issuer"], issuer),
        "audiences": (jwt["audience"], SAID),
        "scopes": ([next(iter(choice.values())) for choice in
                    route.get("security", [])], [[text] for text in SAID]),
        "a queue's text": (channels["main"]["summary"], f"Queue {SPOKEN}"),
        "a topic's text": (channels["news"]["summary"], f"Topic {SPOKEN}"),
        "a handler's text": (receives["description"], f"Handler {SPOKEN}"),
        "filters": (receives["x-apiqc-filters"], [{"body": {"kind": SAID}}]),
        "a filter policy": (sns["consumers"][0]["filterPolicy"],
                            {"kind": SAID}),
        "a fixed message": (sent["GET /fixed"]["payload"]["const"], fixed),
        "attributes": ([row["const"] for row in
                        sent[f"POST {ROUTE}"]["headers"]["properties"].values()],
                       SAID),
        "a document": (sent["tick"]["payload"]["const"], HOSTILE),
        "a long one": (sent["long"]["payload"]["const"], long),
    }
    for what, (one, other) in pairs.items():
        report.check(f"hostile texts: {what}", one == other,
                     f"{one!r}\nis not\n{other!r}"[:2000])
    return files


SHAPES = """stack shapes { alarms = oncall }
external topic oncall { arn = "arn:aws:sns:eu-west-1:123456789012:oncall" }
param host: string("^[a-z]+[.]example[.]com$") = "api.example.com" at deploy
api { domain {
  name        = "*.example.com"
  certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
} }
api quiet { domain {
  name        = host
  certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
} }
queue main
endpoint POST /a/{one} -> main { auth = iam  attributes { x = path("one") } }
endpoint PUT /a/{two} -> main { auth = iam  attributes { x = path("two") } }
endpoint POST /a/{rest+} -> main { auth = iam  attributes { x = path("rest") } }
endpoint ANY /a/{one} -> serve { auth = lambda(handler = serve) }
endpoint GET /a-b -> serve { auth = iam }
endpoint GET /a_b -> serve { auth = iam }
endpoint POST /x/notification -> main { auth = iam }
endpoint POST /tokens -> main {
  auth       = jwt(issuer = "https://login.example.com/", audience = ["a"],
                   from = header("x-token"))
  group_by   = header("X-Group")
  attributes { group = header("x-group")  who = query("who") }
}
topic post_x -> main { raw = off }
handler serve -> post_x {
  runtime = python3.12
  code    = inline("def handler(event, context): pass")
}
"""


def shapes(report, house):
    run, files, found = documents_of(house, SHAPES)
    if not report.check("shapes: are built", run.status == 0, run.err):
        return []
    api, paths = found["openapi"], found["openapi"]["paths"]
    item = paths["/a/{one}"]
    report.check("shapes: paths that differ in names are one",
                 "/a/{two}" not in paths and "/a/{rest}" not in paths
                 and set(METHODS) < set(item), f"{sorted(paths)}")
    report.check("shapes: a variable has the path's name",
                 item["put"]["parameters"][0]["name"] == "one"
                 and item["put"]["x-apiqc-route"] == "PUT /a/{two}",
                 item["put"])
    other, = item["x-apiqc-routes"]
    report.check("shapes: what takes the rest stands beside",
                 other["x-apiqc-route"] == "POST /a/{rest+}"
                 and other["parameters"][0]["x-apiqc-greedy"], other)
    report.check("shapes: ANY is each other method",
                 item["get"]["x-apiqc-route"] == "ANY /a/{one}"
                 and "x-apiqc-route" not in item["post"], item["get"])
    ids = [operation["operationId"] for _, _, operation in operations(api)]
    report.check("shapes: names are told apart", len(set(ids)) == len(ids)
                 and all(re.fullmatch(r"\w+", name) for name in ids), ids)
    server, = api["servers"]
    report.check("shapes: a domain that begins with a star",
                 server["url"] == "https://{subdomain}.example.com", server)
    tokens = paths["/tokens"]["post"]
    header, query = tokens["parameters"]
    report.check("shapes: a header is asked for once",
                 header["name"] == "X-Group" and "message group, the message "
                 "attribute `group`" in header["description"]
                 and query["in"] == "query", tokens)
    scheme = api["components"]["securitySchemes"][
        next(iter(tokens["security"][0]))]
    report.check("shapes: a token elsewhere", (
        scheme["type"], scheme["in"], scheme["name"]) ==
        ("apiKey", "header", "x-token"), scheme)
    quiet = found["quiet.openapi"]
    report.check("shapes: an API without endpoints", quiet["paths"] == {}, quiet)
    report.check("shapes: a domain that the deployment gives",
                 quiet["servers"][0]["variables"]["host"]["default"]
                 == "api.example.com", quiet["servers"])
    messages = found["asyncapi"]["channels"]["main"]["messages"]
    report.check("shapes: messages are told apart", len(
        [name for name in messages if "notification" in name]) == 2,
        sorted(messages))
    run = house.apiq("build", "--target", "openapi", "-o", "-",
                     cwd=files[0].parents[3])
    report.check("shapes: several files cannot be printed",
                 run.status == 3 and not run.out
                 and "makes 2 files" in run.err, run.out[:200] + run.err)
    return files


def versions(report, house):
    """A version changes with the document and with nothing else."""
    program = re.sub(r"api quiet .*?^} }\n", "", SHAPES, flags=re.S | re.M)

    def version(text):
        run, _, found = documents_of(house, text)
        report.check("versions: are built", run.status == 0, run.err)
        return [found[name]["info"]["version"] for name in
                ("openapi", "asyncapi")]

    first = version(program)
    report.check("versions: digits", all(re.fullmatch(r"[0-9a-f]{12}", one)
                                         for one in first), first)
    same = version(program.replace("python3.12", "python3.13"))
    report.check("versions: code is not described", same == first, same)
    other = version(program.replace("queue main\n",
                                    "queue main { retention = 1d }\n"))
    report.check("versions: of one document",
                 other[0] == first[0] and other[1] != first[1], other)
