"""Columns with dates and times, in the precision of the source."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_datetime

from cms import dates_in_words, vocabularies
from cms.dates import edtf
from cms.dates.extended import ExtendedDate
from cms.models.dates import DATE_FIELDS
from cms.models.hours import in_iso, is_in_every_zone
from tables.problems import InvalidCell
from tables.relations import Links

from .base import ChoiceColumn, Column, Content, text_of

KNOWN_DAY = (vocabularies.Precision.DAY, vocabularies.Precision.NONE)


@dataclass(frozen=True)
class DayColumn(Column):
    """A day, as 2026-11-25 or in words."""

    empty: Any = None

    def read(self, cell: Any) -> str | None:
        reading = _reading(text_of(cell))
        if not reading.is_plain or reading.end or reading.precision not in KNOWN_DAY:
            raise InvalidCell("Write one day, such as 2026-11-25.")
        return reading.start.isoformat() if reading.start else None

    def take(self, content: Content, links: Links) -> Any:
        value = content.get(self.fields[0])
        return value.isoformat() if isinstance(value, datetime.date) else value


@dataclass(frozen=True)
class DateTimeColumn(Column):
    """A day and a time, with an offset or without it."""

    empty: Any = None

    def read(self, cell: Any) -> str | None:
        text = text_of(cell)
        try:
            value = parse_datetime(iso) if (iso := in_iso(text)) else None
        except ValueError:
            value = None
        if text and (value is None or not is_in_every_zone(value)):
            raise InvalidCell(f"“{text}” is not a day and time, such as 2026-11-25T09:30+02:00.")
        if value is None:
            return None
        return _in_utc(value) if value.tzinfo else value.isoformat()

    def take(self, content: Content, links: Links) -> Any:
        value = content.get(self.fields[0])
        return self.read(value.isoformat() if isinstance(value, datetime.datetime) else value)


@dataclass(frozen=True)
class DateRangeColumn(Column):
    """A date as a person writes it, or in EDTF. The value is EDTF."""

    fields = DATE_FIELDS

    def read(self, cell: Any) -> str | None:
        return _reading(text_of(cell)).edtf

    def text(self, value: Any) -> str:
        return dates_in_words.write(_date(value))

    def put(self, value: Any, links: Links) -> Content:
        values = _date(value).values()
        days = {name: values[name] and values[name].isoformat() for name in ("start", "end")}
        return {**values, **days, "precision": str(values["precision"])}

    def take(self, content: Content, links: Links) -> Any:
        days = [content.get(name) for name in ("start", "end")]
        start, end = (datetime.date.fromisoformat(str(day)) if day else None for day in days)
        # Drafts of earlier versions have no date in EDTF.
        extended_date = content.get("extended_date") or ""
        return edtf.extended(start, end, content["precision"], extended_date).edtf


@dataclass(frozen=True)
class PrecisionColumn(ChoiceColumn):
    """The precision that the dates must have. A spreadsheet may have turned a month into a day."""

    fields = ()

    def put(self, value: Any, links: Links) -> Content:
        return {}

    def take(self, content: Content, links: Links) -> Any:
        return str(content["precision"])

    def same(self, one: Any, other: Any) -> bool:
        return True  # a check of another column, not a value of its own


def edtf_around(text: str) -> str | None:
    """The year or decade around “early 1998” or “early 1990s”. None for any other text."""
    try:
        date, is_part = dates_in_words.read_around(text)
    except dates_in_words.UnreadableDate:
        return None
    return date.edtf if is_part else None


def _date(value: str | None) -> ExtendedDate:
    return edtf.parse(value) if value else ExtendedDate()


def _reading(text: str) -> ExtendedDate:
    try:
        return dates_in_words.read(text)
    except dates_in_words.UnreadableDate as error:
        raise InvalidCell(str(error)) from error


def _in_utc(value: datetime.datetime) -> str:
    return value.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")
