"""The text of a document that search finds."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

# Keys with text for readers. All other keys hold URLs, codes or numbers.
SHOWN = frozenset({
    "access_stated", "acronym", "address", "affiliation_then", "alt", "alternative_labels",
    "attribution_stated", "audience_stated", "body_name", "cadence_stated", "caption", "code",
    "credit", "facts_stated", "heading", "honorific", "issuer", "kind_stated", "label", "locality",
    "name", "occasion_stated", "ordinal_stated", "place_stated", "questions", "role_stated",
    "role_then", "stated", "summary", "symbol", "text", "title", "title_stated",
})  # fmt: skip
# Keys of blocks whose strings are clean HTML.
MARKED_UP = frozenset({"items", "rows", "value"})
# Keys with other records that this record is not about, and with what its facts are known from.
BESIDE = frozenset({"alternates", "editions", "next", "previous", "related", "sources"})
TAG = re.compile(r"<[^>]*>")


def texts_of(document: dict[str, Any]) -> list[str]:
    """Every text of `document` but its own title, each once, in order."""
    texts = dict.fromkeys(text.strip() for text in _texts(document) if text.strip())
    texts.pop(document["title"], None)
    return list(texts)


def _texts(holder: dict[str, Any]) -> Iterator[str]:
    for key, value in holder.items():
        if key in BESIDE:
            continue
        for item in value if isinstance(value, list) else [value]:
            yield from _shown_texts(key, item)


def _shown_texts(key: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _texts(value)
    elif isinstance(value, list):
        for item in value:
            yield from _shown_texts(key, item)
    elif isinstance(value, str) and key in SHOWN:
        yield value
    elif isinstance(value, str) and key in MARKED_UP:
        yield unescape(TAG.sub(" ", value))
