"""Dates and hours as text: no more exact than they are known, and in the time of the place."""

import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

from .words import Words, babel_locale

PRECISIONS = {4: "year", 7: "month", 10: "day"}
SHAPES = {"day": ("day", "month", "year"), "month": ("month", "year"), "year": ("year",)}
BETWEEN = {"es": " de "}
DAY = {"de": "{}."}


def dates(words: Words, value: dict[str, Any] | None) -> str | None:
    """ "26–28 January 2012", "January 2012". Without a date, the words of the source."""
    if not value:
        return None
    text = span(words.language, value["start"], value["end"], value["precision"])
    return text or value["stated"]


@lru_cache(maxsize=10_000)
def span(language: str, start: str | None, end: str | None, precision: str | None = None) -> str:
    """Two dates of reduced precision, such as "2012-01", as text."""
    precision = precision or PRECISIONS[len(start or "2012")]
    if start is None or precision == "none":
        return ""
    first, last = parse(start), parse(end or start)
    shape = SHAPES[precision]
    differing = [
        name
        for place, name in enumerate(shape)
        if any(getattr(first, later) != getattr(last, later) for later in shape[place:])
    ]
    if not differing:
        return _text(language, last, shape)
    # “30 January – 2 February 2016”: the start has only what differs from the end.
    dash = "–" if len(differing) == 1 else " – "
    beginning = shape[: shape.index(differing[-1]) + 1]
    return f"{_text(language, first, beginning)}{dash}{_text(language, last, shape)}"


def parse(text: str) -> datetime.date:
    """The first day of a date of reduced precision."""
    year, month, day = [*map(int, text[:10].split("-")), 1, 1][:3]
    return datetime.date(year, month, day)


def _text(language: str, date: datetime.date, shape: tuple[str, ...]) -> str:
    month = babel_locale(language).months["format"]["wide"][date.month]
    day = DAY.get(language, "{}").format(date.day)
    parts = {"day": day, "month": month, "year": f"{date.year:04}"}
    return BETWEEN.get(language, " ").join(parts[name] for name in shape)


def day(words: Words, timestamp: str | None) -> str:
    """The day of a timestamp: "25 November 2026"."""
    return span(words.language, timestamp[:10], None, "day") if timestamp else ""


def time(words: Words, timestamp: str) -> str:
    """A timestamp, "2026-11-25T19:00:55Z", as "25 November 2026, 19:00 UTC".

    With an offset it is "25 November 2026, 19:00 UTC+01:00".
    """
    offset = timestamp[19:].removeprefix("Z")
    return f"{day(words, timestamp)}, {timestamp[11:16]} UTC{offset}"


def by_day(items: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """`items` of a programme by days. Those without hours have the day ""."""
    runs = groupby(items, lambda item: (item["start"] or "")[:10])
    return [(day_of_run, list(run)) for day_of_run, run in runs]


def is_over(value: dict[str, Any], today: datetime.date) -> bool:
    """Whether the last day that the dates can mean is before `today`."""
    last = value["end"] or value["start"]
    return last < today.isoformat()[: len(last)]
