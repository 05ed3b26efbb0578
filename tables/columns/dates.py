"""Columns of days and times: never more precise than they are stated."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_datetime

from cms import dates_in_words, vocabularies
from cms.models.dates import edtf_of
from tables.problems import Unreadable
from tables.relations import Links

from .base import Choice, Column, Content, text_of

KNOWN_DAY = (vocabularies.Precision.DAY, vocabularies.Precision.NONE)


@dataclass(frozen=True)
class Day(Column):
    """A day: 2026-11-25, or in words."""

    empty: Any = None

    def read(self, cell: Any) -> str | None:
        reading = _reading(text_of(cell))
        if reading.end or reading.precision not in KNOWN_DAY:
            raise Unreadable("Write one day, such as 2026-11-25.")
        return reading.start.isoformat() if reading.start else None

    def take(self, content: Content, links: Links) -> Any:
        value = content.get(self.fields[0])
        return value.isoformat() if isinstance(value, datetime.date) else value


@dataclass(frozen=True)
class Moment(Column):
    """A day and a time, in UTC where no zone is given."""

    empty: Any = None

    def read(self, cell: Any) -> str | None:
        words = text_of(cell)
        try:
            moment = parse_datetime(words) if words else None
        except ValueError:
            moment = None
        if words and moment is None:
            raise Unreadable(f"“{words}” is no day and time, such as 2026-11-25T09:30+02:00.")
        return _in_utc(moment) if moment else None

    def take(self, content: Content, links: Links) -> Any:
        value = content.get(self.fields[0])
        return self.read(value.isoformat() if isinstance(value, datetime.datetime) else value)


@dataclass(frozen=True)
class Dates(Column):
    """First and last day as a person writes them, or in EDTF: never more precise than stated."""

    fields = ("start", "end", "precision")

    def read(self, cell: Any) -> str | None:
        reading = _reading(text_of(cell))
        return edtf_of(reading.start, reading.end, reading.precision)

    def text(self, value: Any) -> str:
        reading = dates_in_words.read(value or "")
        return dates_in_words.write(reading.start, reading.end, reading.precision)

    def put(self, value: Any, links: Links) -> Content:
        reading = dates_in_words.read(value or "")
        days = {"start": reading.start, "end": reading.end}
        return {name: day and day.isoformat() for name, day in days.items()} | {
            "precision": str(reading.precision)
        }

    def take(self, content: Content, links: Links) -> Any:
        days = [content.get(name) for name in ("start", "end")]
        start, end = (datetime.date.fromisoformat(str(day)) if day else None for day in days)
        return edtf_of(start, end, content["precision"])


@dataclass(frozen=True)
class Precision(Choice):
    """What the dates were meant to be: a spreadsheet may have made a day of a month."""

    fields = ()

    def put(self, value: Any, links: Links) -> Content:
        return {}

    def take(self, content: Content, links: Links) -> Any:
        return str(content["precision"])

    def same(self, one: Any, other: Any) -> bool:
        return True  # a check, and not a fact of its own


def _reading(words: str) -> dates_in_words.DateReading:
    try:
        return dates_in_words.read(words)
    except dates_in_words.UnreadableDate as error:
        raise Unreadable(str(error)) from error


def _in_utc(moment: datetime.datetime) -> str:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return moment.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")
