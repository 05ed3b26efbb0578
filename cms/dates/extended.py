"""What Plenary keeps of a date: one or two ends with their precision, or separate days."""

import datetime
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from cms.vocabularies import DateQualifier, OpenEnd, Precision

from .reduced import first_day, last_day, parse_shown, shown_date

QUALIFIERS = {
    "~": DateQualifier.APPROXIMATE,
    "?": DateQualifier.UNCERTAIN,
    "%": DateQualifier.BOTH,
}
OPEN_END = ".."
ONE_DAY = datetime.timedelta(1)
# A longer text is read by nobody, and the column has no room for it.
MAX_EDTF_LENGTH = 500
PLAIN = (Precision.DAY, Precision.MONTH, Precision.YEAR)

EDTF_HELP = "Write EDTF of level 1: 1998~, 2012?, 2016/.., 2009-21, 199X or a set of days."
SAME_PRECISION = "Both ends need the same precision: two days, months, seasons or years."
WRONG_ORDER = "The last day is before the first day."
TOO_MANY_DAYS = "These are too many days for one date. Leave the date empty, and state it in words."


class NotEdtf(ValueError):
    """The text is not EDTF that Plenary keeps. The message says what to write."""


@dataclass(frozen=True)
class Point:
    """A day, month, season, year or decade, with the sign of EDTF for how well it is known."""

    date: datetime.date
    precision: Precision
    qualifier: str = ""
    season: int | None = None

    def __str__(self) -> str:
        text = shown_date(self.date, self.precision) or ""
        if self.precision == Precision.DECADE:
            text = f"{text[:3]}X"
        return f"{text}{f'-{self.season}' if self.season else ''}{self.qualifier}"

    @property
    def is_plain(self) -> bool:
        return self.precision in PLAIN and not self.qualifier

    @property
    def order(self) -> tuple[datetime.date, int]:
        return self.date, self.season or 0


@dataclass(frozen=True)
class ExtendedDate:
    """`ends` are none, one, or the two of a span. An open end is None. `days` are separate days.

    The names of the properties are those of the fields of `cms.models.dates.Dated`.
    """

    ends: tuple[Point | None, ...] = ()
    days: tuple[datetime.date, ...] = ()

    @property
    def edtf(self) -> str | None:
        if self.days:
            return f"{{{','.join(day.isoformat() for day in self.days)}}}"
        return "/".join(OPEN_END if end is None else str(end) for end in self.ends) or None

    @property
    def points(self) -> list[Point]:
        return [end for end in self.ends if end]

    @property
    def start(self) -> datetime.date | None:
        if self.days:
            return self.days[0]
        return self.ends[0].date if self.ends and self.ends[0] else None

    @property
    def end(self) -> datetime.date | None:
        """None for a single day, as for an open end."""
        if self.days:
            return self.days[-1]
        last = self.ends[-1] if len(self.ends) > 1 else None
        return last.date if last and last.date != self.start else None

    @property
    def precision(self) -> Precision:
        if self.days:
            return Precision.DAY
        return self.points[0].precision if self.points else Precision.NONE

    @property
    def earliest(self) -> datetime.date | None:
        """The first day that is stated, as precise as it is known."""
        return self.start or self.end

    @property
    def latest(self) -> datetime.date | None:
        """The last one. A decade ends with its last year."""
        return self.last_day if self.precision == Precision.DECADE else self.end or self.start

    @property
    def is_plain(self) -> bool:
        """Whether a start, an end and a precision say it all."""
        return not self.days and all(end and end.is_plain for end in self.ends)

    @property
    def extended_date(self) -> str:
        """The date in EDTF where a start, an end and a precision do not say it all."""
        return "" if self.is_plain else self.edtf or ""

    @property
    def open(self) -> str | None:
        if None not in self.ends:
            return None
        return str(OpenEnd.START if self.ends[0] is None else OpenEnd.END)

    @property
    def qualifier(self) -> str | None:
        """What either end is. With one approximate end the span is approximate."""
        signs = {sign for point in self.points for sign in point.qualifier.replace("%", "~?")}
        sign = "%" if len(signs) > 1 else "".join(signs)
        return str(QUALIFIERS[sign]) if sign else None

    @property
    def first_day(self) -> datetime.date | None:
        """The first day that it can mean."""
        if self.open == OpenEnd.START:
            return datetime.date.min
        return first_day(self.start, self.precision)

    @property
    def last_day(self) -> datetime.date | None:
        """The last day that it can mean."""
        if self.open == OpenEnd.END:
            return datetime.date.max
        return last_day(self.end or self.start, self.precision)

    def values(self) -> dict[str, Any]:
        """The values of the fields of `Dated`."""
        names = ("start", "end", "precision", "extended_date")
        return {name: getattr(self, name) for name in names}


def plain(start: datetime.date | None, end: datetime.date | None, precision: str) -> ExtendedDate:
    """The span from `start` to `end`. It has one end when both are shown the same."""
    texts = dict.fromkeys(shown_date(day, precision) for day in (start, end))
    points = [Point(*parse_shown(text)) for text in texts if text]
    return ExtendedDate(tuple(points))


def of_days(days: list[datetime.date]) -> ExtendedDate:
    """Separate days. Days that follow each other are a span."""
    if any(one >= other for one, other in pairwise(days)):
        raise NotEdtf(WRONG_ORDER)
    if all(other - one == ONE_DAY for one, other in pairwise(days)):
        return plain(days[0], days[-1], Precision.DAY)
    date = ExtendedDate(days=tuple(days))
    if len(date.extended_date) > MAX_EDTF_LENGTH:
        raise NotEdtf(TOO_MANY_DAYS)
    return date


def of_ends(ends: list[Point | None]) -> ExtendedDate:
    points = [end for end in ends if end]
    if not points:
        raise NotEdtf(EDTF_HELP)
    if len(ends) == 2 and any(point.precision == Precision.DECADE for point in points):
        raise NotEdtf("EDTF has no span of decades. Write years, such as 1990–2009.")
    if any(point.season and point.qualifier for point in points):
        raise NotEdtf("EDTF has no uncertain season. Write the year, such as 2009~.")
    if len(points) == 2:
        if points[0].precision != points[1].precision:
            raise NotEdtf(SAME_PRECISION)
        if points[0].order > points[1].order:
            raise NotEdtf(WRONG_ORDER)
        if points[0] == points[1]:
            ends = [points[0]]
    return ExtendedDate(tuple(ends))
