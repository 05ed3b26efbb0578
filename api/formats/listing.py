"""Formats of lists: each is made from the stored documents of a list, in its order."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import orjson

from api.formats import calendar, csv_codec
from api.formats.feeds import atom, json_feed
from api.formats.frame import ListFrame, Row
from api.resources.base import resource_of
from archive.registry import registry


@dataclass(frozen=True)
class ListFormat:
    """A form that lists can be had in: of the kinds that say so of themselves, under `flag`.

    `is_whole`: without a word on pages it has every record of the list, since a program that reads
    it does not turn pages. Others have a page, and the newest first.
    """

    name: str
    suffix: str
    media_type: str
    flag: str
    write: Callable[[ListFrame, Iterable[Row]], Iterator[bytes]]
    is_whole: bool
    counts_versions: bool = False

    def is_for(self, kind: str) -> bool:
        return getattr(resource_of(kind), self.flag)

    @property
    def content_type(self) -> str:
        is_text = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if is_text else self.media_type


def ndjson(_frame: ListFrame, rows: Iterable[Row]) -> Iterator[bytes]:
    """A stored document on each line, byte for byte."""
    for row in rows:
        yield row.stored + b"\n"


def table(frame: ListFrame, rows: Iterable[Row]) -> Iterator[bytes]:
    """CSV as RFC 4180 has it: see `api.formats.csv_codec` for its cells. No cell is a formula."""
    columns = registry[frame.kind].columns()
    yield csv_codec.line(columns).encode()
    for row in rows:
        cells = csv_codec.row(orjson.loads(row.stored), columns)
        yield csv_codec.line(map(csv_codec.safe, cells.values())).encode()


def calendars(frame: ListFrame, rows: Iterable[Row]) -> Iterator[bytes]:
    """One calendar of all editions with a day, and of those that are withdrawn, as cancelled."""
    yield calendar.head(frame.title)
    zones: set[str] = set()
    for row in rows:
        yield calendar.entries(orjson.loads(row.stored), row.version, zones)
    for gone in frame.withdrawn:
        yield calendar.withdrawn(gone.uid, gone.version, gone.at)
    yield calendar.FOOT


LIST_FORMATS = (
    ListFormat("Atom", "atom", "application/atom+xml", "is_listed", atom, is_whole=False),
    ListFormat("JSON Feed", "jsonfeed", "application/feed+json", "is_listed", json_feed,
               is_whole=False),
    ListFormat("CSV", "csv", "text/csv", "is_listed", table, is_whole=True),
    ListFormat("NDJSON", "ndjson", "application/x-ndjson", "is_listed", ndjson, is_whole=True),
    ListFormat("iCalendar", "ics", "text/calendar", "has_calendar", calendars,
               is_whole=True, counts_versions=True),
)  # fmt: skip


def formats_of(kind: str) -> list[ListFormat]:
    return [format_ for format_ in LIST_FORMATS if format_.is_for(kind)]
