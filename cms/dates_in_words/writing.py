"""Write a date in the words that an editor types."""

import datetime
from itertools import pairwise

from cms.dates.extended import ONE_DAY, ExtendedDate, Point
from cms.vocabularies import Precision

from .vocabulary import month_name, season_name

SHAPES = {Precision.DAY: ("day", "month", "year"), Precision.MONTH: ("month", "year")}
KNOWN = {
    "day": "to the day",
    "month": "to the month",
    "season": "to the season",
    "year": "to the year",
    "decade": "to the decade",
}
ABOUT = {"": "", "~": "circa ", "?": "", "%": "circa "}
UNSURE = {"": "", "~": "", "?": " (uncertain)", "%": " (uncertain)"}


def write(date: ExtendedDate) -> str:
    """`"13–15 January 2016"`, `"circa 1998"`, `"2012"`, `""`: the text that `read` accepts."""
    if date.days:
        return _days(date.days)
    if date.open:
        return f"{'since' if date.open == 'end' else 'until'} {_point(date.points[0])}"
    if len(date.points) == 2:
        return _joined(*date.points)
    return "".join(_point(point) for point in date.points)


def _joined(first: Point, last: Point) -> str:
    if first.qualifier != last.qualifier:
        # In “circa 1998 – 2001” both ends can be meant.
        return f"from {_point(first)} to {_point(last)}"
    if first.qualifier or first.season:
        return f"{_point(first)} – {_point(last)}"
    return _span(first.date, last.date, first.precision)


def _span(start: datetime.date, last: datetime.date, precision: Precision) -> str:
    shape = SHAPES.get(precision, ("year",))
    differing = [
        name
        for place, name in enumerate(shape)
        if any(getattr(start, later) != getattr(last, later) for later in shape[place:])
    ]
    if not differing:
        return _text(last, shape)
    # “30 January – 2 February 2016”: the start has only what differs from the end.
    dash = "–" if len(differing) == 1 else " – "
    return f"{_text(start, shape[: shape.index(differing[-1]) + 1])}{dash}{_text(last, shape)}"


def _days(days: tuple[datetime.date, ...]) -> str:
    """“13–15 and 21 July 2020”: each day or span has only what differs from the next one."""
    runs: list[list[datetime.date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == ONE_DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    texts = [
        _span(run[0], run[-1], Precision.DAY).removesuffix(_shared(run[0], run[-1], after[0]))
        for run, after in pairwise(runs)
    ]
    return f"{', '.join(texts)} and {_span(runs[-1][0], runs[-1][-1], Precision.DAY)}"


def _shared(start: datetime.date, end: datetime.date, after: datetime.date) -> str:
    """What a span has in common with the next day at the end of its text."""
    if end.year != after.year:
        return ""
    is_one_month = start.month == end.month == after.month and start.year == end.year
    return f" {_text(end, ('month', 'year') if is_one_month else ('year',))}"


def _point(point: Point) -> str:
    if point.season:
        text = f"{season_name(point.season)} {point.date.year:04}"
    elif point.precision == Precision.DECADE:
        # “2000s” alone can be a hundred years.
        text = f"{point.date.year:04}s{'' if point.date.year % 100 else ' (decade)'}"
    else:
        text = _text(point.date, SHAPES.get(point.precision, ("year",)))
    return f"{ABOUT[point.qualifier]}{text}{UNSURE[point.qualifier]}"


def _text(date: datetime.date, shape: tuple[str, ...]) -> str:
    parts = {"day": str(date.day), "month": month_name(date.month), "year": f"{date.year:04}"}
    return " ".join(parts[name] for name in shape)


PART = " EDTF cannot say which part of it: your words are kept as the date as stated."


def describe(date: ExtendedDate, *, is_part: bool = False) -> str:
    """The text beside the field. `is_part`: an editor has typed “early 1990s”."""
    if date.days:
        return f"Read as {write(date)}: {len(date.days)} days, and none between them."
    if not date.points:
        return "No date is stated."
    known_part = "" if date.open else f", known {KNOWN[date.precision]}"
    in_edtf = "" if date.is_plain else f" In EDTF: {date.edtf}"
    return f"Read as {write(date)}{known_part}.{in_edtf}{PART if is_part else ''}"
