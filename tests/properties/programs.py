# SPDX-License-Identifier: Apache-2.0
"""Programs made by chance, from a seed: right ones, with everything in them that
multiplies, leaves out and refers. `program(seed)` gives the declarations as a
list, so that they can be put into another order, and `further(seed)` one more
declaration that fits beside them."""
import random

HEAD = """stack shop {{
  alarms   = pager
  {settings}
}}
"""
PAGER = ('external topic pager { '
         'arn = "arn:aws:sns:eu-west-1:123456789012:pager" }\n')
STAGES = "stage dev\nstage prod { keep = 10d }\n"
TABLE = ('external table book { '
         'arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/book" }\n')
CODE = ('runtime = python3.13  entry = "app.handle"\n  '
        'code = s3(bucket = "shop-builds", key = "{key}.zip")')
PATTERN = """pattern intake {
  param path: string
  param auth: endpoint.auth
  param memory: handler.memory
  param retention: queue.retention
  param receivers: list(string) = []

  queue main { retention = retention }
  topic news -> copies
  queue copies for r in receivers
  handler take <- copies[r] for r in receivers {
    %s
  }
  endpoint POST path -> main { auth = auth }
  handler work <- main -> news {
    %s
    memory = memory
  }
}
""" % (CODE.format(key="take"), CODE.format(key="work"))


class Maker:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.names = 0
        self.parts = []

    def name(self, word):
        """A new name; some differ in what CamelCase drops."""
        self.names += 1
        shape = self.chance.choice(["{w}{n}", "{w}_{n}", "{w}_x{n}", "{w}{n}a"])
        return shape.format(w=word, n=self.names)

    def some(self, *settings):
        return "\n  ".join(one for one in settings
                           if one and self.chance.random() < 0.5)

    def head(self):
        """Families, conditions, or neither."""
        return self.chance.choice(["", "", "", " if stage == prod",
                                   " if len(tenants) > 1"])

    def queue(self, name=None, head=""):
        settings = self.some(
            "retention = keep", "retention = 2 * 1d",
            f"dead_letter {{ after = {self.chance.randint(5, 50)} }}",
            "encryption = kms", "delay = 5s", "alarms { depth = 1000 }")
        settings = settings.replace("retention = 2 * 1d", "") \
            if "retention = keep" in settings else settings
        name = name or self.name("queue")
        self.parts.append(f"/// {name}.\nqueue {name}{head} {{\n  {settings}\n}}\n")
        return name

    def handler(self, source, targets=(), head=""):
        name = self.name("ship")
        arrow = f" -> {', '.join(targets)}" if targets else ""
        settings = self.some("memory = 512MB", "timeout = 45s", "tracing = on",
                             "batch { size = 20  window = 2s }",
                             "concurrency = 10", "reads = [book(get)]",
                             "policies = [keep_book(book)]",
                             'environment { MODE = "${stage}" }')
        self.parts.append(f"handler {name} <- {source}{arrow}{head} {{\n  "
                          f"{CODE.format(key=name)}\n  {settings}\n}}\n")
        return name

    def endpoint(self, target, head=""):
        path = f"/{self.name('path')}"
        settings = self.some("throttle = 50/s", "reply = 201")
        self.parts.append(f"endpoint POST {path} -> {target}{head} {{\n  "
                          f"auth = iam\n  {settings}\n}}\n")

    def group(self):
        """A queue that is fed and worked off."""
        head = self.head()
        name = self.queue(head=head)
        others = []
        if self.chance.random() < 0.4:
            other = self.queue(head=head)
            self.handler(other, head=head)
            others = [other]
        self.handler(name, others, head)
        for _ in range(self.chance.randint(1, 3)):
            self.endpoint(name, head)

    def family(self):
        name = self.name("each")
        self.queue(name, " for t in tenants")
        self.handler(f"{name}[t]", head=" for t in tenants")
        self.parts.append(f'endpoint PUT "/{name}/${{t}}" -> {name}[t] '
                          'for t in tenants { auth = iam }\n')

    def instance(self):
        name = self.name("shop")
        family = self.chance.random() < 0.4
        path = f'"/{name}/${{t}}"' if family else f'"/{name}"'
        settings = self.some("memory = 256MB", "retention = keep",
                             'receivers = ["mail", "ledger"]')
        self.parts.append(f"intake {name}{' for t in tenants' if family else ''}"
                          f" {{\n  path = {path}\n  auth = iam\n  {settings}\n}}\n")
        if not family:
            self.parts.append(f"output {name} = {name}.main.url\n")

    def topic(self):
        first, second = self.queue(), self.queue()
        self.handler(first)
        self.handler(second)
        name = self.name("news")
        self.parts.append(f"topic {name} -> {first}, {second}\n")
        tick = self.name("tick")
        source = self.queue()
        self.handler(source, [name])
        self.parts.append(f"schedule {tick} every 5m -> {source} {{ input "
                          f'{{ name = "{tick}" }} }}\n')


SORTS = ("group", "group", "family", "instance", "topic")


def program(seed):
    maker = Maker(seed)
    settings = maker.some("tracing = on", 'tags { team = "pay" }',
                          "dashboard = on", "keep = never")
    maker.parts = [HEAD.format(settings=settings), PAGER, TABLE, STAGES, PATTERN,
                   "param keep: duration(60s..14d) = 4d\n",
                   'param tenants: list(string) = ["acme", "globex"]\n',
                   "policy keep_book(what: table) {\n"
                   "  allow dynamodb:DescribeTable on what\n}\n"]
    for _ in range(maker.chance.randint(2, 5)):
        getattr(maker, maker.chance.choice(SORTS))()
    return maker.parts


def further(seed):
    """Declarations beside those of program(seed)."""
    maker = Maker(seed)
    maker.names = 100 + seed % 100
    getattr(maker, maker.chance.choice(SORTS))()
    return maker.parts
