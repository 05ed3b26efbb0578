"""Write a date in the words that an editor types."""

import datetime

from cms.vocabularies import Precision

from .reading import DateReading
from .vocabulary import month_name


def write(start: datetime.date | None, end: datetime.date | None, precision: str) -> str:
    """`"13–15 January 2016"`, `"January 2012"`, `"2012"`, `""`: the text that `read` accepts."""
    if start is None or precision == Precision.NONE:
        return ""
    last = end or start
    shapes = {Precision.DAY: ("day", "month", "year"), Precision.MONTH: ("month", "year")}
    shape = shapes.get(Precision(precision), ("year",))
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


def _text(date: datetime.date, shape: tuple[str, ...]) -> str:
    parts = {"day": str(date.day), "month": month_name(date.month), "year": f"{date.year:04}"}
    return " ".join(parts[name] for name in shape)


def describe(reading: DateReading) -> str:
    """The text beside the field."""
    if reading.precision == Precision.NONE:
        return "No date is stated."
    precision = {"day": "to the day", "month": "to the month", "year": "to the year"}
    text = write(reading.start, reading.end, reading.precision)
    return f"Read as {text}, known {precision[reading.precision]}."
