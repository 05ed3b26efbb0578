"""Dates with the precision of their source."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from cms.dates import edtf
from cms.dates.extended import MAX_EDTF_LENGTH, ExtendedDate, NotEdtf
from cms.dates.reduced import shown_date
from cms.vocabularies import Precision

DATE_FIELDS = ("start", "end", "precision", "extended_date")


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
        max_length=6,
        choices=Precision,
        default=Precision.NONE,
    )
    extended_date = models.CharField(
        "date in EDTF",
        max_length=MAX_EDTF_LENGTH,
        blank=True,
        help_text="Only for an uncertain date. Such as 1998~, which means “about 1998”.",
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
                condition=Q(
                    precision=Precision.NONE, start__isnull=True, end__isnull=True, extended_date=""
                )
                | (~Q(precision=Precision.NONE) & Q(start__isnull=False))
                | (
                    ~Q(precision=Precision.NONE)
                    & Q(end__isnull=False, extended_date__startswith="../")
                ),
                name="%(app_label)s_%(class)s_dates_have_a_precision",
            ),
        ]

    @property
    def date(self) -> ExtendedDate:
        return edtf.extended(*(getattr(self, name) for name in DATE_FIELDS))

    @property
    def edtf(self) -> str | None:
        return self.date.edtf

    def clean(self) -> None:
        super().clean()
        if errors := self.date_errors():
            raise ValidationError(errors)

    def date_errors(self) -> dict[str, str]:
        """The errors, at every field that they concern."""
        if self.extended_date:
            return self._extended_errors()
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

    def _extended_errors(self) -> dict[str, str]:
        """The days and the precision are those of the date in EDTF."""
        try:
            values = edtf.parse(self.extended_date).values()
        except NotEdtf as refusal:
            return {"extended_date": str(refusal)}
        differing = [name for name in DATE_FIELDS if getattr(self, name) != values[name]]
        if not differing:
            return {}
        message = f"This is not what the date in EDTF says: {self.extended_date}."
        return dict.fromkeys([*differing, "extended_date"], message)

    def _days(self) -> list[str]:
        return [name for name in ("start", "end") if getattr(self, name)]

    def dates_document(self) -> dict[str, Any]:
        """`{start, end, precision, edtf, qualifier, open, days, stated}`.

        `end` is None for a single day and for an open end.
        """
        date = self.date
        end = date.latest if date.precision == Precision.DECADE else self.end
        return {
            "start": shown_date(self.start, self.precision),
            "end": shown_date(end, self.precision),
            "precision": self.precision,
            "edtf": date.edtf,
            "qualifier": date.qualifier,
            "open": date.open,
            "days": [day.isoformat() for day in date.days],
            "stated": self.dates_stated or None,
        }
