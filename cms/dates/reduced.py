"""Dates of reduced precision: a day, a month or a year, and the season or decade around it."""

import calendar
import datetime
import re

from cms.vocabularies import Precision

# The length of an ISO 8601 date with each precision: "2012-01-26", "2012-01", "2012", nothing.
LENGTHS = {
    Precision.DAY: 10,
    Precision.MONTH: 7,
    Precision.SEASON: 4,
    Precision.YEAR: 4,
    Precision.DECADE: 4,
    Precision.NONE: 0,
}
SHOWN_DATE = "(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
PRECISIONS = {10: Precision.DAY, 7: Precision.MONTH, 4: Precision.YEAR}
# The years that a precision leaves open.
YEARS = {Precision.SEASON: 1, Precision.YEAR: 1, Precision.DECADE: 10}


def shown_date(date: datetime.date | None, precision: str) -> str | None:
    """`date` in ISO 8601, cut to its precision. None without a date."""
    if date is None or not LENGTHS[Precision(precision)]:
        return None
    return date.isoformat()[: LENGTHS[Precision(precision)]]


def parse_shown(text: str) -> tuple[datetime.date, Precision]:
    """The way back: "2012-01" is the first of January 2012, to the month. Raises ValueError."""
    if not re.fullmatch(SHOWN_DATE, text):
        raise ValueError(f"{text} is no year, month or day.")
    return datetime.date.fromisoformat(text + "0001-01-01"[len(text) :]), PRECISIONS[len(text)]


def first_day(date: datetime.date | None, precision: str) -> datetime.date | None:
    """The first day that `date` can mean. A season is anywhere in its year.

    Spring is not at the same time in both halves of the world.
    """
    if date is None:
        return None
    if years := YEARS.get(Precision(precision)):
        return datetime.date(max(1, date.year // years * years), 1, 1)
    return date.replace(day=1) if precision == Precision.MONTH else date


def last_day(date: datetime.date | None, precision: str) -> datetime.date | None:
    """The last day that `date` can mean."""
    if date is None:
        return None
    if years := YEARS.get(Precision(precision)):
        return datetime.date(date.year // years * years + years - 1, 12, 31)
    if precision == Precision.MONTH:
        return date.replace(day=calendar.monthrange(date.year, date.month)[1])
    return date
