"""Read dates as a person writes them, with the precision that they have.

    >>> read("13–15 January 2016")
    DateReading(start=datetime.date(2016, 1, 13), end=datetime.date(2016, 1, 15), precision='day')

It knows the months in English, French and German, and ISO 8601.
"""

import datetime
import re
from dataclasses import dataclass
from functools import cache

from anyascii import anyascii
from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_3

from cms.vocabularies import Precision

LANGUAGES = ("en", "fr", "de")
NOTHING = {"", "none", "not stated", "unknown", "?"}
# The separators between the two ends of a span. An ISO date also has hyphens.
BETWEEN = re.compile(
    r"\s*(?:--|/)\s*|\s+(?:to|until|till|and|au|et|bis|und|-)\s+|(?<=[^\d-])-|-(?=\D)"
)
DAYS = re.compile(r"(?<![\d-])(\d{1,2}) ?- ?(\d{1,2})(?![\d-])")
FILLER = re.compile(
    r"\b(?:the|of|from|on|du|le|vom|den|am)\b|(?<=\d)(?:st|nd|rd|th|er|\.)(?=\W|$)|,"
)
ISO = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
IN_FIGURES = re.compile(r"^(\d{1,2})[./](\d{1,2})[./](\d{4})$")
ACCEPTED = "Write 13–15 January 2016, January 2012 or 2012. Leave it empty when no date is stated."


class UnreadableDate(ValueError):
    """The text is not a date, or it is ambiguous. The message says what to write."""


@dataclass(frozen=True)
class DateReading:
    start: datetime.date | None
    end: datetime.date | None
    precision: str


@dataclass(frozen=True)
class PartialDate:
    """One end of a span, as far as it is written."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@cache
def months() -> dict[str, int]:
    """`{"january": 1, "jan": 1, "janvier": 1, …}`."""
    numbers = {}
    for language in LANGUAGES:
        with translation.override(language):
            for names in (MONTHS, MONTHS_3):
                for number, name in names.items():
                    numbers[anyascii(str(name)).casefold().strip(".")] = number
    return numbers


def read(text: str) -> DateReading:
    """The dates that `text` means. Raises `UnreadableDate`."""
    text = anyascii(text.replace("–", "-").replace("—", "-")).casefold().strip().rstrip(".")
    if text in NOTHING:
        return DateReading(None, None, Precision.NONE)
    if match := IN_FIGURES.match(text):
        return _in_figures(*map(int, match.groups()))
    text = re.sub(r"\s+", " ", FILLER.sub(" ", text)).strip()
    text = DAYS.sub(r"\1 -- \2", text)
    if re.fullmatch(r"\d{4}-\d{4}", text):
        text = text.replace("-", " -- ")
    ends = BETWEEN.split(text)
    if len(ends) > 2:
        raise UnreadableDate(ACCEPTED)
    first, last = _part(ends[0]), _part(ends[-1])
    if len(ends) == 2:
        first, last = _filled(first, last), _filled(last, first)
    return _reading(first, last)


def _part(text: str) -> PartialDate:
    """`"13"`, `"13 january"`, `"january 13 2016"`, `"2016-01-13"`."""
    if match := ISO.match(text):
        return PartialDate(*(int(group) if group else None for group in match.groups()))
    year = month = day = None
    for word in text.split():
        if word.isdigit() and len(word) == 4 and year is None:
            year = int(word)
        elif word.isdigit() and len(word) <= 2 and day is None:
            day = int(word)
        elif word.strip(".") in months() and month is None:
            month = months()[word.strip(".")]
        else:
            raise UnreadableDate(ACCEPTED)
    return PartialDate(year, month, day)


def _filled(part: PartialDate, other: PartialDate) -> PartialDate:
    """`13` of “13–15 January 2016” is a day of that month and year."""
    return PartialDate(
        part.year or other.year, part.month or (other.month if part.day else None), part.day
    )


def _reading(first: PartialDate, last: PartialDate) -> DateReading:
    precisions = {_precision(first), _precision(last)}
    if len(precisions) > 1:
        raise UnreadableDate("Both ends need the same precision: two days, months or years.")
    start, end = _date(first), _date(last)
    if end < start:
        raise UnreadableDate("The last day is before the first day.")
    return DateReading(start, end if end != start else None, precisions.pop())


def _precision(part: PartialDate) -> str:
    if part.year is None or (part.day and not part.month):
        raise UnreadableDate(f"The year or the month is missing. {ACCEPTED}")
    return Precision.DAY if part.day else Precision.MONTH if part.month else Precision.YEAR


def _date(part: PartialDate) -> datetime.date:
    try:
        return datetime.date(part.year or 0, part.month or 1, part.day or 1)
    except ValueError as error:
        raise UnreadableDate("This day does not exist.") from error


def _in_figures(first: int, second: int, year: int) -> DateReading:
    """13/01/2016 must be January. 03/04/2016 is ambiguous, so it is refused."""
    if first != second and first <= 12 and second <= 12:
        raise UnreadableDate("Write the month as a word. These numbers can have two meanings.")
    day, month = (first, second) if second <= 12 else (second, first)
    return _reading(*[PartialDate(year, month, day)] * 2)


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
    with translation.override("en"):
        parts = {"day": str(date.day), "month": str(MONTHS[date.month]), "year": f"{date.year:04}"}
    return " ".join(parts[name] for name in shape)


def describe(reading: DateReading) -> str:
    """The text beside the field."""
    if reading.precision == Precision.NONE:
        return "No date is stated."
    precision = {"day": "to the day", "month": "to the month", "year": "to the year"}
    text = write(reading.start, reading.end, reading.precision)
    return f"Read as {text}, known {precision[reading.precision]}."
