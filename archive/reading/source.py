"""Bytes of a saved page, made into text or refused."""

import re

MOST_BYTES = 10_000_000
DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
LOOKS_LIKE_HTML = re.compile(
    r"^\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|div|p|h1|article|main|section|table|ul|header|nav|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
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


def is_html(text: str) -> bool:
    return bool(LOOKS_LIKE_HTML.match(text[:5000])) or "</p>" in text or "<br" in text[:20_000]


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        declared = DECLARED.search(data[:4096])
        encodings = ["utf-8", declared.group(1).decode("ascii") if declared else "utf-8"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise Unreadable(
        "Its encoding is not known: save it as UTF-8, or as HTML that names its charset."
    )
