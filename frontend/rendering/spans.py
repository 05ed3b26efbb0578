"""Spans of days, months or years as text."""

import datetime
from functools import lru_cache

from .words import names

PRECISIONS = {4: "year", 7: "month", 10: "day"}
SHAPES = {"day": ("day", "month", "year"), "month": ("month", "year"), "year": ("year",)}
BETWEEN = {"es": " de "}
DAY = {"de": "{}."}


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


def shortened(language: str, start: datetime.date, end: datetime.date, after: datetime.date) -> str:
    """A span before another day of a list: “13–15” before “21 July 2020”."""
    text = span(language, start.isoformat(), end.isoformat())
    if end.year != after.year:
        return text
    is_one_month = start.month == end.month == after.month and start.year == end.year
    shared = ("month", "year") if is_one_month else ("year",)
    return text.removesuffix(BETWEEN.get(language, " ") + _text(language, after, shared))


def parse(text: str) -> datetime.date:
    """The first day of a date of reduced precision."""
    year, month, day = [*map(int, text[:10].split("-")), 1, 1][:3]
    return datetime.date(year, month, day)


def _text(language: str, date: datetime.date, shape: tuple[str, ...]) -> str:
    month = names(language)["months"][date.month - 1]
    day = DAY.get(language, "{}").format(date.day)
    parts = {"day": day, "month": month, "year": f"{date.year:04}"}
    return BETWEEN.get(language, " ").join(parts[name] for name in shape)
