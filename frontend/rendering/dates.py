"""Dates and hours as text: no more exact than they are known, and in the time of the place."""

import datetime
from itertools import groupby
from typing import Any

from . import extended_dates
from .spans import span
from .words import Words


def dates(words: Words, value: dict[str, Any] | None) -> str | None:
    """ "26–28 January 2012", "January 2012". Without a date, the words of the source."""
    if not value:
        return None
    if extended_dates.is_extended(value):
        return extended_dates.in_words(words, value)
    text = span(words.language, value["start"], value["end"], value["precision"])
    return text or value["stated"]


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
