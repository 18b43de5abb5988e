# SPDX-License-Identifier: Apache-2.0
"""Programs made by chance about who may what: a handful of principals, written
policies with wildcards, conditions and denials, and guarantees of which some
hold and some do not. The same seed gives the same program.

Half of the seeds write no condition at all: there the compiler's answer must be
right in both directions.
"""
import random
from collections import namedtuple

# `bare` is the program without its guarantees; those are written below it, one a
# line from `first_line` on. `contexts` are what a request may carry.
Case = namedtuple("Case", "bare guarantees places further contexts plain")
Guarantee = namedtuple("Guarantee", "text who actions things declared")

ACCOUNT, ELSEWHERE, UNHEARD = "123456789012", "210987654321", "555555555555"
IRELAND, VIRGINIA, MUMBAI = "eu-west-1", "us-east-1", "ap-south-1"

# Actions that go with things; a thing is its text in the program, and its ARN
# with what the deployment fills in.
QUEUES = {name: "arn:{p}:sqs:{r}:{a}:shop-dev-" + rest for name, rest in (
    ("a", "a-queue"), ("b", "b-queue"), ("c", "c-queue"),
    ("a.dead_letter", "a-dlq"), ("c.dead_letter", "c-dlq"))}
TOPICS = {name: "arn:{p}:sns:{r}:{a}:shop-dev-%s-topic" % name
          for name in ("news", "quiet")}
FUNCTIONS = {name: "arn:{p}:lambda:{r}:{a}:function:shop-dev-%s-handler" % name
             for name in ("ha", "hs")}


def literal(*arns):
    """Texts of ARNs; what the deployment fills in is written as `aws.…`."""
    words = {"{r}": "${aws.region}", "{a}": "${aws.account}",
             "{p}": "${aws.partition}"}
    found = {}
    for arn in arns:
        text = arn
        for mark, word in words.items():
            text = text.replace(mark, word)
        found[f'"{text}"'] = arn
    return found


SORTS = [
    # weight, actions, things
    (8, ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage",
         "sqs:PurgeQueue", "sqs:Send*", "sqs:*Message", "sqs:*Queue*", "sqs:*",
         '"sqs:?e*e"', "sqs:Get*"],
     {**QUEUES, **literal(
         "arn:aws:sqs:*:*:shop-dev-*", "arn:aws:sqs:*:*:*-dlq",
         "arn:aws:sqs:{r}:{a}:shop-dev-a-queue", "arn:{p}:sqs:{r}:{a}:*",
         "arn:{p}:sqs:eu-west-1:*:shop-dev-?-dlq", "arn:aws:sqs:*:*:*a*",
         "arn:aws:sqs:{r}:123456789012:shop-*-queue",
         "arn:aws:sqs:us-east-1:{a}:shop-dev-b-queue",
         "arn:aws:sqs:*:210987654321:*", "arn:aws:sqs:*:*:shop-dev-?-queue")}),
    (4, ["sns:Publish", "sns:*", "sns:Pub*", "sns:Subscribe", "sns:Get*"],
     {**TOPICS, **literal("arn:aws:sns:*:*:shop-*", "arn:aws:sns:*:*:*-topic",
                          "arn:aws:sns:{r}:{a}:shop-dev-news-topic",
                          "arn:aws:sns:eu-west-1:*:shop-dev-?????-topic")}),
    (2, ["lambda:InvokeFunction", "lambda:Invoke*", "lambda:GetFunction"],
     {**FUNCTIONS, **literal("arn:aws:lambda:*:*:function:shop-dev-h?-handler",
                             "arn:aws:lambda:{r}:{a}:function:shop-dev-*")}),
    (3, ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:*Item",
         "dynamodb:Get*", "dynamodb:PutItem", "dynamodb:*"],
     {"book": f"arn:aws:dynamodb:eu-west-1:{ACCOUNT}:table/book",
      **literal("arn:aws:dynamodb:*:*:table/b*",
                "arn:aws:dynamodb:eu-west-1:*:table/*k",
                "arn:aws:dynamodb:eu-west-1:123456789012:table/other")}),
    (2, ["s3:GetObject", "s3:PutObject", "s3:Get*", "s3:*Object"],
     {"lake.objects": "arn:aws:s3:::lake/*",
      **literal("arn:aws:s3:::lake/raw/*", "arn:aws:s3:::l*/*",
                "arn:aws:s3:::*/raw/?", "arn:aws:s3:::lake/*/b")}),
    (1, ["kms:Decrypt", "kms:*crypt", "kms:GenerateDataKey"],
     {"lock": f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/"
              "11111111-2222-3333-4444-555555555555",
      **literal("arn:aws:kms:*:*:key/*")}),
    (1, ["secretsmanager:GetSecretValue", "secretsmanager:Get*"],
     {"token": f"arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:token-a1B2c3",
      **literal("arn:aws:secretsmanager:*:*:secret:t*")}),
]
EXTERNALS = [arn for _, _, things in SORTS for name, arn in things.items()
             if name in ("book", "lock", "token")]
OPERATOR = "fixer"  # let through by every guarantee
WHOS = ["ha", "hb", "hc", "hd", "hs", "api", "other", "tick", "tock", "news",
        "quiet", "partner", OPERATOR]
CONDITIONS = [
    ("aws:SecureTransport == true", "aws:SecureTransport", ("true", "false")),
    ("aws:SecureTransport == false", "aws:SecureTransport", ("true", "false")),
    ('aws:SourceIp in ["10.0.0.0/8"]', "aws:SourceIp", ("10.1.2.3", "192.0.2.1")),
    ('"aws:PrincipalTag/team" like "pay*"', "aws:PrincipalTag/team",
     ("payments", "mail")),
    ('aws:RequestedRegion != "eu-west-1"', "aws:RequestedRegion",
     (IRELAND, VIRGINIA)),
]
INLINE = 'runtime = python3.13  code = inline("x")'


def case(seed, count):
    rnd = random.Random(seed)
    plain = seed % 2 == 0
    used = set()
    parts = [skeleton(rnd)]
    names = [f"p{number}" for number in range(6)]
    for name in names:
        parts.append(policy(rnd, name, plain, used))
    parts += handlers(rnd, names)
    bare = "\n".join(parts) + "\n"
    guarantees = [guarantee(rnd) for _ in range(count)]
    whole = bare + "".join(one.text for one in guarantees)
    regions = [IRELAND] + [VIRGINIA] * (VIRGINIA in whole)
    accounts = [ACCOUNT] + [ELSEWHERE] * (ELSEWHERE in whole)
    near = places(regions, accounts)
    far = [place for place in places(regions + [MUMBAI], accounts + [UNHEARD])
           if place not in near]
    for place in near + far[-1:]:
        far.append({**place, "partition": "aws-cn"})
    return Case(bare, guarantees, near, far, contexts(used), plain)


def places(regions, accounts):
    return [{"partition": "aws", "region": region, "account": account}
            for region in regions for account in accounts]


def contexts(used):
    """Every mix of the values that the written conditions are about."""
    values = {key: both for _, key, both in CONDITIONS if key in used}
    found = [{}]
    for key, both in values.items():
        found = [{**one, key: value} for one in found for value in both]
    return found


def skeleton(rnd):
    alarms = rnd.choice(["news", "quiet", "oncall", "oncall"])
    to_function = rnd.choice([", hs", ""])
    shared = rnd.choice(["endpoint POST /more on other -> a { auth = iam }\n", ""])
    return f"""stack shop {{ operators = [{OPERATOR}]  alarms = {alarms} }}
external topic oncall {{ arn = "arn:aws:sns:eu-west-1:{ACCOUNT}:oncall" }}
external role {OPERATOR} {{ arn = "arn:aws:iam::{ACCOUNT}:role/{OPERATOR}" }}
external role partner {{ arn = "arn:aws:iam::{ACCOUNT}:role/partner" }}
external table book {{ arn = "{EXTERNALS[0]}"  key = lock }}
external bucket lake {{ arn = "arn:aws:s3:::lake" }}
external key lock {{ arn = "{EXTERNALS[1]}" }}
external secret token {{ arn = "{EXTERNALS[2]}" }}
queue a
queue b
queue c
topic news -> b{to_function}
topic quiet
api other
schedule tick every 5m -> b
schedule tock every 1h -> hs
endpoint POST /a -> a {{ auth = iam }}
endpoint POST /c on other -> c {{ auth = iam }}
endpoint GET /s on other -> hs {{ auth = iam }}
{shared}"""


def pick(rnd):
    return rnd.choices(SORTS, [weight for weight, _, _ in SORTS])[0]


def policy(rnd, name, plain, used):
    lines = []
    for _ in range(rnd.randint(1, 3)):
        _, actions, things = pick(rnd)
        deny = rnd.random() < 0.35
        some = ", ".join(rnd.sample(actions, rnd.choice([1, 1, 2])))
        on = ", ".join(rnd.sample(list(things), rnd.choice([1, 1, 1, 2])))
        when = ""
        if not plain and rnd.random() < 0.5:
            test, key, _ = rnd.choice(CONDITIONS)
            when = f" when {test}"
            used.add(key)
        if deny and rnd.random() < 0.15:
            on = "*"
        verb, reason = ("deny", "") if deny else ("allow", ' because "a test"')
        lines.append(f"  {verb} {some} on {on}{when}{reason}")
    return f"policy {name} {{\n" + "\n".join(lines) + "\n}"


def handlers(rnd, policies):
    heads = [("ha", "<- a", ["b"]), ("hb", "<- b", ["c"]),
             ("hc", "<- c", ["quiet"]), ("hd", "<- a.dead_letter", ["c", "quiet"]),
             ("hs", "", ["a"])]
    uses = ["reads = [book]", "writes = [book(put)]", "reads = [lake]",
            "writes = [lake(\"raw/\")]", "reads = [token]", ""]
    for name, source, targets in heads:
        to = [one for one in targets if rnd.random() < 0.4]
        arrow = f" -> {', '.join(to)}" if to else ""
        own = rnd.sample(policies, rnd.choice([0, 1, 1, 2]))
        given = f"  policies = [{', '.join(own)}]" if own else ""
        yield (f"handler {name} {source}{arrow} {{ {INLINE}  "
               f"{rnd.choice(uses)}{given} }}")


def guarantee(rnd):
    _, actions, things = pick(rnd)
    some = rnd.sample(actions, rnd.choice([1, 1, 1, 2]))
    on = rnd.sample(list(things), rnd.choice([1, 1, 1, 2]))
    most = rnd.choice([0.2, 0.5, 0.8, 0.95])
    who = [one for one in WHOS if rnd.random() < most]
    head = f"only {', '.join(who)}" if who else "nobody"
    return Guarantee(f"{head} may {', '.join(some)} on {', '.join(on)}",
                     who, [one.strip('"') for one in some],
                     [things[one] for one in on],
                     [things[one] for one in on if not one.startswith('"')])
