"""Facts as text. Always in English, so that the bytes stay the same."""

import datetime
from functools import cache, lru_cache
from typing import Any

from django.utils import translation
from django_countries import countries

from cms.dates_in_words import write
from cms.models.dates import parse_shown
from cms.vocabularies import LABELS

BIDI = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def label(value: str | None) -> str | None:
    """The label of a value of a vocabulary. The value itself when it has no label."""
    return LABELS.get(value, value) if value else None


@cache
def country_names() -> dict[str, str]:
    with translation.override("en"):
        return {code: str(name) for code, name in countries}


def country(code: str | None) -> str | None:
    return country_names().get(code, code) if code else None


def dates(value: dict[str, Any] | None) -> str | None:
    """ "26–28 January 2012", "January 2012". Without a date, the words of the source."""
    if not value:
        return None
    return span(value["start"], value["end"], value["precision"]) or value["stated"]


@lru_cache(maxsize=10_000)
def span(start: str | None, end: str | None, precision: str) -> str:
    """Two dates of reduced precision, such as "2012-01", as text."""
    return write(_parse(start), _parse(end), precision)


def _parse(text: str | None) -> datetime.date | None:
    return parse_shown(text)[0] if text else None


def date(text: str | None) -> str:
    """A date of reduced precision: "2012-01" as "January 2012"."""
    return span(text, None, parse_shown(text)[1]) if text else ""


def day(timestamp: str | None) -> str:
    """The day of a timestamp: "25 November 2026"."""
    return span(timestamp[:10], None, "day") if timestamp else ""


def size(number: int | None) -> str | None:
    """ "840 bytes", "12 kB", "3.4 MB"."""
    if number is None:
        return None
    if number < 1000:
        return f"{number} bytes"
    return f"{number / 1000:.0f} kB" if number < 1_000_000 else f"{number / 1_000_000:.1f} MB"


def plain_line(text: str) -> str:
    """`text` for the title of a window, without characters that change the direction."""
    return " ".join(text.translate(BIDI).split())


def about(document: dict[str, Any]) -> str:
    """The line under the title of a record in lists."""
    return " · ".join(part for part in ABOUT.get(document["type"], _nothing)(document) if part)


def _nothing(document: dict[str, Any]) -> list[str | None]:
    return []


def _event(event: dict[str, Any]) -> list[str | None]:
    number = f"No. {event['ordinal']}" if event["ordinal"] is not None else None
    return [event["code"], number, dates(event["dates"])]


def _quote(quote: dict[str, Any]) -> list[str | None]:
    by = quote["speaker"] or quote["speaker_organisation"]
    return [quote["attribution_stated"] or (by and by["title"]), dates(quote["occasion"]["dates"])]


def _series(series: dict[str, Any]) -> list[str | None]:
    count = series["editions"]["count"]
    return [f"{count} {'edition' if count == 1 else 'editions'} known"]


ABOUT = {
    "event": _event,
    "quote": _quote,
    "series": _series,
    "partner": lambda partner: [partner["acronym"], country(partner["country"])],
    "venue": lambda venue: [venue["locality"], country(venue["country"])],
    "reference": lambda cited: [cited["issuer"], cited["symbol"], dates(cited["dates"])],
    "document": lambda document: [label(document["kind"]), size(document["file"]["size"])],
    "image": lambda image: [image["credit"]],
}


def time(timestamp: str) -> str:
    """A timestamp, "2026-11-25T19:00:55Z", as "25 November 2026, 19:00 UTC".

    With an offset it is "25 November 2026, 19:00 UTC+01:00".
    """
    return f"{day(timestamp)}, {timestamp[11:16]} UTC{timestamp[19:].removeprefix('Z')}"
