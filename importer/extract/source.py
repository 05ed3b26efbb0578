"""Decode the bytes of a saved page, or refuse them."""

import re

from cms.text import encodings
from cms.text.writable import writable

MOST_BYTES = 5_000_000
MOST_TEXT, MOST_BLOCKS = 1_300_000, 21_000
DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})"""
    rb"""|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
LOOKS_LIKE_HTML = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|div|p|h1|article|main|section|table|ul|header|nav|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
# Bytes that Western text in Windows-1252 seldom has. Other alphabets use them.
NOT_WESTERN = re.compile(
    rb"[\x80-\x84\x86-\x8b\x8d-\x90\x98-\x9b\x9d-\x9f\xa1-\xa2\xa4-\xa6\xa8\xaa\xac-\xae\xaf-\xb6\xb8-\xba\xd0\xd7\xdd-\xde\xf0\xfd-\xfe]"
)
UNKNOWN = (
    "Plenary cannot tell the encoding. Save the page as UTF-8, or as HTML that names its charset."
)
# Control characters that no text has.
BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")


# Characters that nobody sees: soft hyphens, spaces without width, marks of the order of bytes.
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


class UnreadablePage(ValueError):
    """The file is not a page. The message tells the person who chose it why."""


def decode(data: bytes | str) -> str:
    """The text of `data`. Raises `UnreadablePage` for too long, binary or wrongly encoded data."""
    if len(data) > MOST_BYTES:
        raise UnreadablePage(f"It is longer than the limit of {MOST_BYTES // 1_000_000} MB.")
    text = data if isinstance(data, str) else _decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(INVISIBLE)
    if BINARY.search(text):
        raise UnreadablePage("It is no text, but another kind of file. Choose a text or HTML file.")
    # A record holds the text so, and the evidence of a value is a place in it.
    text = writable(text)
    if not text.strip():
        raise UnreadablePage("It is empty.")
    return text


def check_length(characters: int, blocks: int) -> None:
    """Raises `UnreadablePage` for a text beyond the limits."""
    if characters > MOST_TEXT or blocks > MOST_BLOCKS:
        raise UnreadablePage(
            f"It is longer than the limit of {MOST_TEXT:,} characters of text and {MOST_BLOCKS:,} lines."
        )


def is_html(text: str) -> bool:
    return bool(LOOKS_LIKE_HTML.match(text[:5000])) or "</p>" in text or "<br" in text[:20_000]


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(data, "utf-16be" if data[0] == 0xFE else "utf-16le")
    declared = DECLARED.search(COMMENT.sub(b"", data[:4096]))
    label = (declared[1] or declared[2]).decode("ascii") if declared else ""
    name = _encoding_named(label) if label else ""
    # Text in this encoding looks like UTF-8: it has only bytes of ASCII.
    if name != "iso-2022-jp":
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            name = name or ("windows-1252" if _may_be_western(data) else "utf-8")
    return _as(data, name)


def _encoding_named(label: str) -> str:
    """The encoding that browsers use for the label. A page that can be read is not UTF-16."""
    try:
        name = encodings.encoding_named(label)
    except encodings.UnknownEncoding:
        return "utf-8"
    return "utf-8" if name.startswith("utf-16") else name


def _as(data: bytes, name: str) -> str:
    try:
        return encodings.decode(data, name)
    except UnicodeDecodeError:
        raise UnreadablePage(UNKNOWN) from None


def _may_be_western(data: bytes) -> bool:
    """Whether bytes look like English or French text in Windows-1252: few of them are outside
    ASCII, and each of those is a letter or a mark of such text."""
    others = re.findall(rb"[\x80-\xff]+", data)
    few = sum(map(len, others)) * 20 < len(data)
    return few and all(len(run) <= 2 and not NOT_WESTERN.search(run) for run in others)
