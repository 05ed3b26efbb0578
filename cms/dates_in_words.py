"""Dates as a person writes them, read no more precisely than they are meant.

    >>> read("13–15 January 2016")
    Reading(start=datetime.date(2016, 1, 13), end=datetime.date(2016, 1, 15), precision='day')

English, French and German months are known, and ISO 8601.
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
# What may stand between the two ends of a span. A plain hyphen also stands within an ISO date.
BETWEEN = re.compile(
    r"\s*(?:--|/)\s*|\s+(?:to|until|till|and|au|et|bis|und|-)\s+|(?<=[^\d-])-|-(?=\D)"
)
DAYS = re.compile(r"(?<![\d-])(\d{1,2}) ?- ?(\d{1,2})(?![\d-])")
FILLING = re.compile(
    r"\b(?:the|of|from|on|du|le|vom|den|am)\b|(?<=\d)(?:st|nd|rd|th|er|\.)(?=\W|$)|,"
)
ISO = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
IN_FIGURES = re.compile(r"^(\d{1,2})[./](\d{1,2})[./](\d{4})$")
ACCEPTED = "Write 13–15 January 2016, January 2012 or 2012; leave it empty when no date is stated."


class Unreadable(ValueError):
    """Words that are no date, or could be two; its text says what to write instead."""


@dataclass(frozen=True)
class Reading:
    start: datetime.date | None
    end: datetime.date | None
    precision: str


@dataclass(frozen=True)
class Part:
    """One end of a span: what is said of it."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@cache
def months() -> dict[str, int]:
    """`{"january": 1, "jan": 1, "janvier": 1, …}`."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            for names in (MONTHS, MONTHS_3):
                for number, name in names.items():
                    found[anyascii(str(name)).casefold().strip(".")] = number
    return found


def read(words: str) -> Reading:
    """The days that `words` mean. Raises `Unreadable`."""
    text = anyascii(words.replace("–", "-").replace("—", "-")).casefold().strip().rstrip(".")
    if text in NOTHING:
        return Reading(None, None, Precision.NONE)
    if match := IN_FIGURES.match(text):
        return _in_figures(*map(int, match.groups()))
    text = re.sub(r"\s+", " ", FILLING.sub(" ", text)).strip()
    text = DAYS.sub(r"\1 -- \2", text)
    if re.fullmatch(r"\d{4}-\d{4}", text):
        text = text.replace("-", " -- ")
    ends = BETWEEN.split(text)
    if len(ends) > 2:
        raise Unreadable(ACCEPTED)
    first, last = _part(ends[0]), _part(ends[-1])
    if len(ends) == 2:
        first, last = _filled(first, last), _filled(last, first)
    return _reading(first, last)


def _part(text: str) -> Part:
    """`"13"`, `"13 january"`, `"january 13 2016"`, `"2016-01-13"`."""
    if match := ISO.match(text):
        return Part(*(int(each) if each else None for each in match.groups()))
    year = month = day = None
    for word in text.split():
        if word.isdigit() and len(word) == 4 and year is None:
            year = int(word)
        elif word.isdigit() and len(word) <= 2 and day is None:
            day = int(word)
        elif word.strip(".") in months() and month is None:
            month = months()[word.strip(".")]
        else:
            raise Unreadable(ACCEPTED)
    return Part(year, month, day)


def _filled(part: Part, other: Part) -> Part:
    """`13` of “13–15 January 2016” is a day of that month and year."""
    return Part(
        part.year or other.year, part.month or (other.month if part.day else None), part.day
    )


def _reading(first: Part, last: Part) -> Reading:
    precisions = {_precision(first), _precision(last)}
    if len(precisions) > 1:
        raise Unreadable("Both ends must be known equally well: two days, two months or two years.")
    start, end = _date(first), _date(last)
    if end < start:
        raise Unreadable("The last day is before the first day.")
    return Reading(start, end if end != start else None, precisions.pop())


def _precision(part: Part) -> str:
    if part.year is None or (part.day and not part.month):
        raise Unreadable(f"The year is missing, or the month. {ACCEPTED}")
    return Precision.DAY if part.day else Precision.MONTH if part.month else Precision.YEAR


def _date(part: Part) -> datetime.date:
    try:
        return datetime.date(part.year or 0, part.month or 1, part.day or 1)
    except ValueError as error:
        raise Unreadable("There is no such day.") from error


def _in_figures(first: int, second: int, year: int) -> Reading:
    """13/01/2016 can only be January; 03/04/2016 may be March or April, so it is refused."""
    if first != second and first <= 12 and second <= 12:
        raise Unreadable("Write the month as a word: these figures can be read in two ways.")
    day, month = (first, second) if second <= 12 else (second, first)
    return _reading(*[Part(year, month, day)] * 2)


def write(start: datetime.date | None, end: datetime.date | None, precision: str) -> str:
    """`"13–15 January 2016"`, `"January 2012"`, `"2012"`, `""`: what `read` reads."""
    if start is None or precision == Precision.NONE:
        return ""
    last = end or start
    shapes = {Precision.DAY: ("day", "month", "year"), Precision.MONTH: ("month", "year")}
    shape = shapes.get(Precision(precision), ("year",))
    kept = [
        name
        for place, name in enumerate(shape)
        if any(getattr(start, later) != getattr(last, later) for later in shape[place:])
    ]
    if not kept:
        return _words(last, shape)
    # “30 January – 2 February 2016”: each end says what the other one does not share.
    dash = "–" if len(kept) == 1 else " – "
    return f"{_words(start, shape[: shape.index(kept[-1]) + 1])}{dash}{_words(last, shape)}"


def _words(date: datetime.date, shape: tuple[str, ...]) -> str:
    with translation.override("en"):
        words = {"day": str(date.day), "month": str(MONTHS[date.month]), "year": f"{date.year:04}"}
    return " ".join(words[name] for name in shape)


def reading_in_words(reading: Reading) -> str:
    """What an editor is shown beside the field."""
    if reading.precision == Precision.NONE:
        return "No date is stated."
    known = {"day": "to the day", "month": "to the month", "year": "to the year"}
    words = write(reading.start, reading.end, reading.precision)
    return f"Read as {words}, known {known[reading.precision]}."
