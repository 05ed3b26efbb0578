"""What a resource says of its documents for lists: the facets that are made of them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from api.query.filter_types import MONTH_FILTER, folded
from api.rendering.render import Json
from archive.registry import Document
from cms.dates.reduced import first_day, last_day, parse_shown
from cms.vocabularies import OpenEnd, Precision

Facets = dict[str, Iterable[Any]]


def words_of(document: Document, *names: str) -> Facets:
    """Facets that lists are ordered by: the words that a document has under these names."""
    return {name: [folded(document[name])[:255]] for name in names if document[name]}


def by_role(of: str, pairs: Iterable[tuple[str, Json | None]]) -> Facets:
    """Facets of those who are named in a role: `{"person:speaker": keys}`."""
    facets: dict[str, list[str]] = defaultdict(list)
    for role, link in pairs:
        facets[f"{of}:{role}"] += keys_of(link)
    return dict(facets)


def years_of(dates: Json) -> list[int]:
    """Every year that the dates of a document touch. Those of an open end are not to be counted."""
    if days := dates.get("days"):
        return sorted({int(day[:4]) for day in days})
    ends = [int(end[:4]) for end in (dates["start"], dates["end"]) if end]
    return list(range(ends[0], ends[-1] + 1)) if ends else []


def is_extended(dates: Json) -> bool:
    """Whether the start and the end of the dates of a document do not say all."""
    is_rough = dates.get("precision") in (Precision.SEASON, Precision.DECADE)
    return is_rough or any(dates.get(name) for name in ("qualifier", "open", "days"))


def first_day_of(dates: Json) -> datetime.date | None:
    """The first day that the dates of a document can mean."""
    if dates.get("open") == OpenEnd.START:
        return datetime.date.min
    start = dates.get("start")
    return first_day(*parse_shown(start)) if start else None


def last_day_of(dates: Json) -> datetime.date | None:
    """The last day that they can mean."""
    if dates.get("open") == OpenEnd.END:
        return datetime.date.max
    end = dates.get("end") or dates.get("start")
    return last_day(*parse_shown(end)) if end else None


def months_of(dates: Json) -> set[str]:
    """Every month that the dates of a document touch, of any year: "1" is January.

    A date without a month touches none. Those of an open end are not to be counted.
    """
    if days := dates.get("days"):
        return {str(int(day[5:7])) for day in days}
    ends = [end for name in ("start", "end") if (end := dates.get(name)) and len(end) > 4]
    if not ends:
        return set()
    first, last = (int(end[:4]) * 12 + int(end[5:7]) - 1 for end in (ends[0], ends[-1]))
    return {str(number % 12 + 1) for number in range(first, min(last, first + 11) + 1)}


# The facets of dates for which a first and a last day do not say all.
DAY, OPEN, IS_OPEN = "day", "open", "true"


def date_facets(dates: Json) -> dict[str, set[str]]:
    """Separate days, months, and whether an end is open: its years are more than facets hold."""
    return {
        DAY: {*dates.get("days", ())},
        OPEN: {IS_OPEN} if dates.get("open") else set(),
        MONTH_FILTER.name: months_of(dates),
    }


def keys_of(*links: Json | None) -> list[str]:
    """The keys of those links that are there."""
    return [link["key"] for link in links if link]
