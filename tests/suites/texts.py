# SPDX-License-Identifier: Apache-2.0
"""Texts that mean something to one format or another, and how a program says
them."""

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
