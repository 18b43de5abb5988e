# SPDX-License-Identifier: Apache-2.0
"""Texts that mean something to one format or another, and how a program says
them."""
import json

HOSTILE = [
    'plain', '"quotes" \\ and \\\\', "${x}", "$${x}", "$$${x}", "$", "$$", "%{if}",
    "%%{if}", "%", "$%{x}", "%${x}", "{{x}}", "line\nline\r\n\ttab", "*/ // # /*",
    "</script>", "\u2028\u2029", "é ü 漢字 😀", "\u202eback\u202c", "<<EOT\nEOT\n",
    "\x01\x1f\x7f", "~}", "${\"a\"}", "a$", "b%", "'single'", "`tick`", "\ufeffx",
]
# What of it can stand in a comment.
SPOKEN = " ".join(text for text in HOSTILE if text.isprintable())


def quoted(text):
    """As a text of the language."""
    return '"' + "".join(
        "\\" + c if c in '"\\$' else c if " " <= c <= "~" else "\\u{%x}" % ord(c)
        for c in text) + '"'


def longest():
    """A text of the most bytes that a program may write."""
    whole = "".join(HOSTILE)
    long = whole * (30000 // len(whole))
    return long + "x" * (65536 - len(quoted(long)))


HANDLER = """handler work <- main {
  runtime = python3.12
  code    = inline("def handler(event, context): pass")
  environment {
%s  }
}
"""
STACK = """/// Says %s
stack hostile { alarms = oncall }
external topic oncall { arn = "arn:aws:sns:eu-west-1:123456789012:oncall" }
queue main
endpoint POST /orders -> main { auth = iam }
schedule tick every 1h -> main { input = %s }
param given: string = %s at deploy
output long = %s
output mixed = %s
"""


def everywhere():
    """A program with these texts wherever one can stand, and what its outputs
    are."""
    long, given = longest(), "<given>${}"
    mixed = '"%s"' % "".join(
        quoted(text)[1:-1] + "${given}" for text in HOSTILE)
    variables = "".join(f"    V{number} = {quoted(text)}\n"
                        for number, text in enumerate(HOSTILE))
    program = STACK % (SPOKEN, quoted(json.dumps(HOSTILE)), quoted(given),
                       quoted(long), mixed) + HANDLER % variables
    return program, {"long": long,
                     "mixed": "".join(text + given for text in HOSTILE)}
