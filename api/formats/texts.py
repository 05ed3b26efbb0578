"""What an editor typed, as other formats can hold it.

JSON can carry every character. Most other formats know no control characters, and where a line ends
something else begins: `block` keeps the lines, `line` makes one of them.
"""

import re

# Control characters but tab and line feed, marks of byte order, and what XML forbids beside them.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

# What Markdown reads as a sign: anywhere, and at the beginning of a line.
SIGN = re.compile(r"[\\`*_\[\]<>&|~#$^{}!]")
BEGINNING = re.compile(r"^(\d{0,9})([-+=:.)])")


def block(text: str) -> str:
    """`text` with line feeds between its lines, and without control characters."""
    return UNPRINTABLE.sub("", LINE_ENDS.sub("\n", text))


def line(text: str) -> str:
    """`text` on one line, with single spaces."""
    return " ".join(UNPRINTABLE.sub("", LINE_ENDS.sub("\n", text)).split())


def markdown_line(text: str) -> str:
    """`text` on one line that a parser of Markdown reads back as the same words."""
    return BEGINNING.sub(r"\1\\\2", SIGN.sub(r"\\\g<0>", line(text)))


def lead_of(document: dict) -> str | None:
    """What a record says of itself in few words: a quote its words, others their summary."""
    return document.get("text") or document.get("summary") or document.get("facts_stated")
