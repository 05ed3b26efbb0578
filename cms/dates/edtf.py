"""Read EDTF, the Extended Date/Time Format of ISO 8601-2: level 1, and sets of days.

The library `edtf` reads the text. An `ExtendedDate` is what Plenary keeps of it.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from cms.vocabularies import Precision

from .extended import (
    EDTF_HELP,
    MAX_EDTF_LENGTH,
    ONE_DAY,
    OPEN_END,
    TOO_MANY_DAYS,
    WRONG_ORDER,
    ExtendedDate,
    NotEdtf,
    Point,
    of_days,
    of_ends,
    plain,
)
from .reduced import SHOWN_DATE, parse_shown


def extended(
    start: datetime.date | None, end: datetime.date | None, precision: str, extended_date: str = ""
) -> ExtendedDate:
    """The date that these fields hold."""
    return parse(extended_date) if extended_date else plain(start, end, precision)


@lru_cache(maxsize=5000)
def parse(text: str) -> ExtendedDate:
    """The date that is `text` in EDTF. Raises `NotEdtf`."""
    if len(text) > MAX_EDTF_LENGTH:
        raise NotEdtf(TOO_MANY_DAYS)
    try:
        return of_days(_days(text[1:-1])) if text[:1] + text[-1:] == "{}" else of_ends(_ends(text))
    except NotEdtf:
        raise
    except ValueError as error:
        raise NotEdtf(f"This day does not exist. {EDTF_HELP}") from error


def _days(text: str) -> list[datetime.date]:
    """The days of "2020-07-14,2020-07-16..2020-07-18". The library takes 60 ms for each of them."""
    days: list[datetime.date] = []
    for element in text.replace(" ", "").split(","):
        ends = [parse_shown(end) for end in element.split(OPEN_END)]
        if len(ends) > 2 or any(precision != Precision.DAY for _date, precision in ends):
            raise NotEdtf("A set holds days, such as {2020-07-14,2020-07-16}.")
        first, last = ends[0][0], ends[-1][0]
        if last < first:
            raise NotEdtf(WRONG_ORDER)
        if (last - first).days * len("2020-07-14,") > MAX_EDTF_LENGTH:
            raise NotEdtf(TOO_MANY_DAYS)
        days += [first + ONE_DAY * number for number in range((last - first).days + 1)]
    return days


def _ends(text: str) -> list[Point | None]:
    halves = text.split("/")
    if len(halves) <= 2 and all(re.fullmatch(SHOWN_DATE, half) for half in halves):
        return [_point_of(half) for half in halves]  # the library takes 10 ms for each date
    # The library takes 0.2 s to load, and most archives never need it.
    from edtf import EDTFParseException, parse_edtf

    try:
        value = parse_edtf(text)
    except EDTFParseException as error:
        raise NotEdtf(EDTF_HELP) from error
    return [_point(end) for end in _halves(value)]


def _halves(value: Any) -> Iterator[Any]:
    from edtf import Interval, Level2Interval

    if isinstance(value, Level2Interval):
        raise NotEdtf(EDTF_HELP)
    if isinstance(value, Interval):
        yield from (value.lower, value.upper)
    else:
        yield value


def _point(value: Any) -> Point | None:
    """A value of the library as one end. Raises `NotEdtf` for what Plenary does not keep."""
    import edtf

    kind = type(value)
    if kind is edtf.UnspecifiedIntervalSection and str(value) == OPEN_END:
        return None
    if kind is edtf.UncertainOrApproximate and (point := _point(value.date)):
        return replace(point, qualifier=str(value.ua or ""))
    if kind is edtf.Season:
        return replace(_point_of(value.year), precision=Precision.SEASON, season=int(value.season))
    if kind is edtf.Unspecified and value.month is None and value.year[:3].isdigit():
        decade = _point_of(f"{value.year[:3]}0")
        return replace(decade, precision=Precision.DECADE, qualifier=str(value.ua or ""))
    if kind is edtf.Date and not value.significant_digits:
        return _point_of(str(value))
    raise NotEdtf(EDTF_HELP)


def _point_of(text: str) -> Point:
    return Point(*parse_shown(text))
