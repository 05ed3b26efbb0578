"""Dates with the precision of their source."""

import calendar
import datetime
import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from cms.vocabularies import Precision

# The length of an ISO 8601 date with each precision: "2012-01-26", "2012-01", "2012", nothing.
LENGTHS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4, Precision.NONE: 0}
SHOWN = "(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
PRECISIONS = {length: precision for precision, length in LENGTHS.items() if length}


def shown_date(date: datetime.date | None, precision: str) -> str | None:
    """`date` in ISO 8601, cut to its precision. None without a date."""
    if date is None or not LENGTHS[Precision(precision)]:
        return None
    return date.isoformat()[: LENGTHS[Precision(precision)]]


def parse_shown(text: str) -> tuple[datetime.date, Precision]:
    """The way back: "2012-01" is the first of January 2012, to the month. Raises ValueError."""
    if not re.fullmatch(SHOWN, text):
        raise ValueError(f"{text} is no year, month or day.")
    return datetime.date.fromisoformat(text + "0001-01-01"[len(text) :]), PRECISIONS[len(text)]


def edtf_of(start: datetime.date | None, end: datetime.date | None, precision: str) -> str | None:
    """The EDTF (ISO 8601-2) form: "2012-01-26/2012-01-28", "2012-01", None."""
    first, last = shown_date(start, precision), shown_date(end, precision)
    if first is None or last is None or first == last:
        return first
    return f"{first}/{last}"


def first_day(date: datetime.date | None, precision: str) -> datetime.date | None:
    """The first day of the month or year that `date` stands for."""
    if date is None:
        return None
    if precision == Precision.YEAR:
        return date.replace(month=1, day=1)
    return date.replace(day=1) if precision == Precision.MONTH else date


def last_day(date: datetime.date | None, precision: str) -> datetime.date | None:
    """The last day of the month or year that `date` stands for."""
    if date is None or precision not in (Precision.YEAR, Precision.MONTH):
        return date
    month = 12 if precision == Precision.YEAR else date.month
    return datetime.date(date.year, month, calendar.monthrange(date.year, month)[1])


class Dated(models.Model):
    """A date or a span of days, with its precision and the words of the source."""

    start = models.DateField(
        "first day",
        null=True,
        blank=True,
        help_text="For a month or a year, any day in it. Leave this empty when no date is stated.",
    )
    end = models.DateField(
        "last day", null=True, blank=True, help_text="Leave this empty for a single day."
    )
    precision = models.CharField(
        "how much of the date is known",
        max_length=5,
        choices=Precision,
        default=Precision.NONE,
    )
    dates_stated = models.CharField(
        "dates as stated",
        max_length=255,
        blank=True,
        help_text="The words of the source, such as “26–28 January 2012”.",
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="%(app_label)s_%(class)s_end_not_before_start",
            ),
            models.CheckConstraint(
                condition=Q(precision=Precision.NONE, start__isnull=True, end__isnull=True)
                | (~Q(precision=Precision.NONE) & Q(start__isnull=False)),
                name="%(app_label)s_%(class)s_dates_have_a_precision",
            ),
        ]

    @property
    def edtf(self) -> str | None:
        return edtf_of(self.start, self.end, self.precision)

    def clean(self) -> None:
        super().clean()
        if errors := self.date_errors():
            raise ValidationError(errors)

    def date_errors(self) -> dict[str, str]:
        """The errors, at every field that they concern."""
        if self.precision == Precision.NONE:
            if self.start or self.end:
                message = "Choose how much of the date is known, or leave both days empty."
                return {"precision": message, **dict.fromkeys(self._days(), message)}
            return {}
        if self.start is None:
            message = "Enter the first day, or choose “No date is stated”."
            return {"start": message, "precision": message}
        if self.end is not None and self.end < self.start:
            message = "The last day is before the first day."
            return {"start": message, "end": message}
        return {}

    def _days(self) -> list[str]:
        return [name for name in ("start", "end") if getattr(self, name)]

    def dates_document(self) -> dict[str, str | None]:
        """`{start, end, precision, edtf, stated}`; `end` is None for a single day."""
        return {
            "start": shown_date(self.start, self.precision),
            "end": shown_date(self.end, self.precision),
            "precision": self.precision,
            "edtf": self.edtf,
            "stated": self.dates_stated or None,
        }
