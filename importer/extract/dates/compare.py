"""Compare the dates found on a page: which mean the same, and which include others."""

import datetime
from itertools import pairwise
from typing import Any

from cms.vocabularies import Precision
from importer.extract.proposal import Extraction

# A page with more dates is a calendar.
MOST_DATES = 200


def are_days_of_one(dates: list[Extraction]) -> bool:
    """Whether the dates are the consecutive days of one programme."""
    days = sorted({date.value["start"] for date in dates if is_one_day(date)})
    return len(days) == len({meaning(date) for date in dates}) and follow(days)


def outermost(dates: list[Extraction]) -> list[Extraction]:
    """Leave out each date that lies within another: "January 2012" beside "26–28 January 2012"."""
    meant = {meaning(date): date.value for date in dates}
    within = {
        key
        for key, value in list(meant.items())[:MOST_DATES]
        if any(is_within(value, other) for other in meant.values())
    }
    return [date for date in dates if meaning(date) not in within]


def is_within(inner: dict[str, Any], outer: dict[str, Any]) -> bool:
    """Whether `outer` is a more precise form of `inner`, or a span that includes it."""
    if inner["edtf"] == outer["edtf"]:
        return False
    start, end = str(inner["start"]), str(inner["end"] or inner["start"])
    first, last = str(outer["start"]), str(outer["end"] or outer["start"])
    if len(start) < len(first):
        return first.startswith(start) or last.startswith(start)
    return len(start) == len(first) and first <= start and end <= last and first != last


def meaning(date: Extraction) -> str:
    return date.value["edtf"]


def is_one_day(date: Extraction) -> bool:
    return date.value["precision"] == Precision.DAY and date.value["start"] == date.value["end"]


def follow(days: list[str]) -> bool:
    """Whether `days` are consecutive."""
    dates = [datetime.date.fromisoformat(day) for day in days]
    return len(dates) > 1 and all(b - a == datetime.timedelta(1) for a, b in pairwise(dates))
