"""What a text means: one span, or a list of days."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from cms.vocabularies import Precision

from .parts import ACCEPTED, PartialDate, UnreadableDate, written_parts
from .vocabulary import plain

NOTHING = {"", "none", "not stated", "unknown", "?"}
MISSING = f"The year or the month is missing. {ACCEPTED}"
LONGEST_LIST = 366
LIST = (
    "Plenary keeps a first and a last day. These days do not follow each other. Leave the date "
    "empty, and write them as the date as stated."
)


@dataclass(frozen=True)
class DateReading:
    """`days` has each day when the days do not follow each other: 3, 10 and 17 May."""

    start: datetime.date | None
    end: datetime.date | None
    precision: str
    days: tuple[datetime.date, ...] = field(default=(), repr=False)


def read(text: str) -> DateReading:
    """The day, month, year or span that `text` means. Raises `UnreadableDate`."""
    reading = read_days(text)
    if reading.days:
        raise UnreadableDate(LIST)
    return reading


def read_days(text: str) -> DateReading:
    """What `text` means. It may also be a list of days. Raises `UnreadableDate`."""
    text = plain(text).rstrip(".")
    if text in NOTHING:
        return DateReading(None, None, Precision.NONE)
    parts = written_parts(text)
    may_be_list = all(part.joined != "slash" for part in parts)
    return _reading(parts, may_be_list)


def _spans(parts: list[PartialDate]) -> list[tuple[datetime.date, datetime.date]]:
    spans: list[tuple[datetime.date, datetime.date]] = []
    was_range = False
    for part in parts:
        date = _date(part)
        is_range = part.joined == "to"
        if is_range and was_range:
            raise UnreadableDate(ACCEPTED)
        if spans and (date < spans[-1][1] or (date == spans[-1][1] and not is_range)):
            raise UnreadableDate("The last day is before the first day.")
        if spans and is_range:
            spans[-1] = (spans[-1][0], date)
        else:
            spans.append((date, date))
        was_range = is_range
    return spans


def _date(part: PartialDate) -> datetime.date:
    try:
        year, month, day = (1 if n is None else n for n in (part.year, part.month, part.day))
        date = datetime.date(year, month, day)
    except ValueError as error:
        raise UnreadableDate("This day does not exist.") from error
    if part.weekday is not None and (part.day is None or date.weekday() != part.weekday):
        raise UnreadableDate("The day of the week is not that of this date.")
    return date


def _reading(parts: list[PartialDate], may_be_list: bool) -> DateReading:
    precisions = {_precision(part) for part in parts}
    if len(precisions) > 1:
        raise UnreadableDate("Both ends need the same precision: two days, months or years.")
    precision = precisions.pop()
    spans = _spans(parts)
    start, end = spans[0][0], spans[-1][1]
    if all(_follows(one[1], other[0], precision) for one, other in pairwise(spans)):
        return DateReading(start, end if end != start else None, precision)
    if precision != Precision.DAY or not may_be_list or (end - start).days > LONGEST_LIST:
        raise UnreadableDate(LIST)
    return DateReading(start, end, precision, tuple(_days(spans)))


def _follows(one: datetime.date, other: datetime.date, precision: str) -> bool:
    if precision == Precision.DAY:
        return other - one == datetime.timedelta(1)
    if precision == Precision.MONTH:
        return (other.year - one.year) * 12 + other.month - one.month == 1
    return other.year - one.year == 1


def _days(spans: list[tuple[datetime.date, datetime.date]]) -> Iterator[datetime.date]:
    for start, end in spans:
        for number in range((end - start).days + 1):
            yield start + datetime.timedelta(number)


def _precision(part: PartialDate) -> str:
    if part.year is None or (part.day is not None and part.month is None):
        raise UnreadableDate(MISSING)
    if part.day is not None:
        return Precision.DAY
    return Precision.YEAR if part.month is None else Precision.MONTH
