"""The text of a document that search finds."""

import re
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
    texts: dict[str, None] = {}
    _gather(document, texts)
    texts.pop(document["title"], None)
    return list(texts)


def _gather(holder: dict[str, Any], texts: dict[str, None]) -> None:
    for key, value in holder.items():
        if value and key not in BESIDE:
            _gather_value(key, value, texts)


def _gather_value(key: str, value: Any, texts: dict[str, None]) -> None:
    """Generators would take twice as long: a large run looks at each value of each document."""
    if isinstance(value, str):
        if key in SHOWN:
            text = value.strip()
        elif key in MARKED_UP:
            text = unescape(TAG.sub(" ", value)).strip()
        else:
            return
        if text:
            texts[text] = None
    elif isinstance(value, dict):
        _gather(value, texts)
    elif isinstance(value, list):
        for item in value:
            _gather_value(key, item, texts)
