"""The line under the title of a record in lists."""

from collections.abc import Callable
from typing import Any

from .dates import dates
from .words import Words

Document = dict[str, Any]
Parts = list[str | None]


def about(words: Words, document: Document) -> str:
    return " · ".join(
        part for part in ABOUT.get(document["type"], _nothing)(words, document) if part
    )


def size(number: int | None) -> str | None:
    """ "840 bytes", "12 kB", "3.4 MB"."""
    if number is None:
        return None
    if number < 1000:
        return f"{number} bytes"
    return f"{number / 1000:.0f} kB" if number < 1_000_000 else f"{number / 1_000_000:.1f} MB"


def _nothing(words: Words, document: Document) -> Parts:
    return []


def _event(words: Words, event: Document) -> Parts:
    ordinal = event.get("ordinal")
    number = words.say("No. {number}", number=ordinal) if ordinal is not None else None
    return [event.get("code"), number, dates(words, event.get("dates"))]


def _quote(words: Words, quote: Document) -> Parts:
    by = quote["speaker"] or quote["speaker_organisation"]
    occasion = quote.get("occasion") or {}
    return [
        quote["attribution_stated"] or (by and by["title"]),
        dates(words, occasion.get("dates")),
    ]


def _series(words: Words, series: Document) -> Parts:
    count = series["editions"]["count"]
    return [
        words.say("1 edition known")
        if count == 1
        else words.say("{count} editions known", count=count)
    ]


def _place(words: Words, record: Document) -> Parts:
    first = record.get("locality") or record.get("acronym")
    return [first, words.country(record.get("country"))]


def _reference(words: Words, cited: Document) -> Parts:
    return [cited["issuer"], cited["symbol"], dates(words, cited["dates"])]


def _document(words: Words, document: Document) -> Parts:
    file = document.get("file") or {}
    return [words.label(document.get("kind")), size(file.get("size"))]


ABOUT: dict[str, Callable[[Words, Document], Parts]] = {
    "event": _event,
    "quote": _quote,
    "series": _series,
    "partner": _place,
    "venue": _place,
    "reference": _reference,
    "document": _document,
    "image": lambda words, image: [image.get("credit")],
}
