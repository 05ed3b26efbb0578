"""The filters of dates: `from`, `to`, `year`, and the limits of a year.

They find a date wherever it can be. A season is anywhere in its year, an approximate year is that
year, and a span with an open end has no last day. Between separate days there is nothing.
"""

from datetime import date
from typing import Any

from api.query.conditions import (
    All,
    AnyOf,
    Compares,
    Condition,
    HasBetween,
    HasValue,
    IsStated,
    Not,
)
from api.resources.facets import DAY, IS_OPEN, OPEN

GTE, LTE = "__gte", "__lte"


def in_years(years: list[int]) -> Condition:
    """Dates that touch one of `years`. The facets of an open span have its known years alone."""
    values = (*map(str, years), IS_OPEN)
    within = (touches(*all_days(year)) for year in years)
    return All((HasValue(("year", OPEN), values), AnyOf(tuple(within))))


def since(values: list[Any], others: Any) -> Condition:
    """Dates that touch the time from a day on. With a last day, too, separate days are compared."""
    ends = [all_days(others[name][0])[1] for name in ("to", f"year{LTE}") if name in others]
    first = all_days(values[0])[0]
    is_since = Compares("end", "gte", first)
    return All((is_since, _day_within(first, min(ends)))) if ends else is_since


def until(values: list[Any], _others: Any) -> Condition:
    """Dates that touch the time up to a day."""
    return Compares("start", "lte", all_days(values[0])[1])


def all_days(value: date | int) -> tuple[date, date]:
    """The first and the last day of a year, or a day as both."""
    if isinstance(value, date):
        return value, value
    return date(value, 1, 1), date(value, 12, 31)


def touches(first: date, last: date) -> Condition:
    """Dates that touch the time from one day to another."""
    return All((Compares("start", "lte", last), Compares("end", "gte", first)))


def _day_within(first: date, last: date) -> Condition:
    within = HasBetween(DAY, first.isoformat(), last.isoformat())
    return AnyOf((Not(IsStated((DAY,))), within))
