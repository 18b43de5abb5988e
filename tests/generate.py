#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Programs of any size: N groups of a queue, its handler and an endpoint.

  tests/generate.py N > stack.apiq

Only the first 250 groups have an endpoint, since an API takes 300 integrations.
"""
import sys

ENDPOINTS = 250

HEAD = '''/// {groups} groups of a queue, a handler and an endpoint.
stack load {{
  encryption = kms
  alarms     = oncall
}}

param keep: duration(60s..14d) = 4d

external topic oncall {{ arn = "arn:aws:sns:eu-west-1:123456789012:oncall" }}
'''

QUEUE = '''
queue orders_{n} {{
  retention   = keep
  dead_letter = 5
}}
'''

ENDPOINT = '''
endpoint POST /orders/v{n} -> orders_{n} {{
  auth     = iam
  throttle = 50/s
}}
'''

HANDLER = '''
handler ship_{n} <- orders_{n} {{
  runtime     = python3.13
  code        = s3(bucket = "load-builds", key = "ship.zip")
  entry       = "app.handle"
  concurrency = 10
}}
'''


def program(groups):
    parts = [HEAD.format(groups=groups)]
    for n in range(1, groups + 1):
        parts.append(QUEUE.format(n=n))
        if n <= ENDPOINTS:
            parts.append(ENDPOINT.format(n=n))
        parts.append(HANDLER.format(n=n))
    return "".join(parts)


PATTERNED = '''import std.intake

/// {members} instances of a pattern, and as many members of families.
stack load {{ alarms = oncall }}

external topic oncall {{ arn = "arn:aws:sns:eu-west-1:123456789012:oncall" }}

let tenants = [{keys}]

intake shops for t in tenants {{
  path    = "/orders/${{t}}"
  auth    = iam
  runtime = python3.13
  entry   = "app.handle"
  code    = s3(bucket = "load-builds", key = "ship.zip")
}}

queue extra for t in tenants
endpoint PUT "/extra/${{t}}" -> extra[t] for t in tenants {{ auth = iam }}
handler more <- extra[t] for t in tenants {{
  runtime = python3.13
  entry   = "app.handle"
  code    = s3(bucket = "load-builds", key = "more.zip")
}}
'''


def patterned(members):
    """Seven declarations for each member: an instance of three, and three."""
    keys = ", ".join(f'"t{n}"' for n in range(members))
    return PATTERNED.format(members=members, keys=keys)


if __name__ == "__main__":
    sys.stdout.write(program(int(sys.argv[1])))
