"""Bytes of a saved page, made into text or refused."""

import re

MOST_BYTES = 5_000_000
MOST_TEXT, MOST_BLOCKS = 400_000, 4_000
DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
LOOKS_LIKE_HTML = re.compile(
    r"^\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|div|p|h1|article|main|section|table|ul|header|nav|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
OFTEN_WRONG = ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii")
# Bytes of Windows-1252 that are seldom meant: signs of other alphabets stand there.
NOT_WESTERN = re.compile(
    rb"[\x80-\x84\x86-\x8b\x8d-\x90\x98-\x9b\x9d-\x9f\xa1-\xa2\xa4-\xa6\xa8\xaa\xac-\xae\xaf-\xb6\xb8-\xba\xd0\xd7\xdd-\xde\xf0\xfd-\xfe]"
)
UNKNOWN = "Its encoding is not known: save it as UTF-8, or as HTML that names its charset."
# Control characters that no text holds.
BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")


class Unreadable(ValueError):
    """A file that is no page; its text says why, in a sentence for whoever chose it."""


def decode(data: bytes | str) -> str:
    """The text of `data`. Raises `Unreadable` for what is too long, binary or wrongly encoded."""
    if len(data) > MOST_BYTES:
        raise Unreadable(f"It is longer than {MOST_BYTES // 1_000_000} MB, which no page is.")
    text = data if isinstance(data, str) else _decoded(data)
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if BINARY.search(text):
        raise Unreadable("It is no text: it holds bytes that only other kinds of file hold.")
    if not text.strip():
        raise Unreadable("It is empty.")
    return text


def check_length(characters: int, blocks: int) -> None:
    """Raises `Unreadable` for the text of a page that no reader would get to the end of."""
    if characters > MOST_TEXT or blocks > MOST_BLOCKS:
        raise Unreadable(
            f"It has more than {MOST_TEXT:,} characters of text, or more than {MOST_BLOCKS:,} "
            "lines of it, which no page has."
        )


def is_html(text: str) -> bool:
    return bool(LOOKS_LIKE_HTML.match(text[:5000])) or "</p>" in text or "<br" in text[:20_000]


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(data, "utf-16")
    declared = DECLARED.search(data[:4096])
    named = declared.group(1).decode("ascii").casefold() if declared else ""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if named and named not in ("utf-8", "utf8"):
            # Browsers read these two as Windows-1252, and so did whoever wrote the page.
            return _as(data, "windows-1252" if named in OFTEN_WRONG else named)
    if not named and _may_be_western(data):
        return _as(data, "windows-1252")
    raise Unreadable(UNKNOWN)


def _as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise Unreadable(UNKNOWN) from None


def _may_be_western(data: bytes) -> bool:
    """Whether bytes of no named encoding look like old English or French text: few of them are no
    ASCII, and each is a letter or a mark that such text has."""
    others = re.findall(rb"[\x80-\xff]+", data)
    few = sum(map(len, others)) * 20 < len(data)
    return few and all(len(each) <= 2 and not NOT_WESTERN.search(each) for each in others)
