"""Calendars: one proposal for each event in an `.ics` file."""

import datetime
from collections.abc import Iterator
from typing import Any

from importer.extract import Proposal, UnreadablePage

from .saved_file import SavedFile
from .stated import StatedEvent, plain, read_event

MOST_BYTES = 5_000_000
MOST_EVENTS = 500


def recognises(file: SavedFile) -> bool:
    return b"BEGIN:VCALENDAR" in file.data[:1024].upper()


def read(file: SavedFile) -> Iterator[Proposal]:
    # It takes a quarter of a second to import.
    from icalendar import Calendar

    if len(file.data) > MOST_BYTES:
        raise UnreadablePage("It is longer than the limit of 5 MB for a calendar.")
    try:
        calendars: Any = Calendar.from_ical(file.data, multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        raise UnreadablePage("It begins like a calendar, and does not go on like one.") from error
    entries = [entry for calendar in calendars for entry in calendar.walk("VEVENT")]
    if len(entries) > MOST_EVENTS:
        raise UnreadablePage(f"It has more than the limit of {MOST_EVENTS} events.")
    if not entries:
        raise UnreadablePage("It is a calendar without an event.")
    for entry in entries:
        yield read_event(file, event_of(entry))


def event_of(entry: Any) -> StatedEvent:
    start, end = days_of(entry)
    organiser = entry.get("ORGANIZER")
    return StatedEvent(
        title=plain(str(entry.get("SUMMARY", ""))),
        part=plain(str(entry.get("UID", "")))[:255],
        address=str(entry.get("URL", "")),
        start=start,
        end=end,
        place=plain(str(entry.get("LOCATION", ""))),
        organiser=plain(str(organiser.params.get("CN", "")))
        if hasattr(organiser, "params")
        else "",
        description=str(entry.get("DESCRIPTION", "")),
    )


def days_of(entry: Any) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and the last day, in the zone of the event. A calendar gives the day after it."""
    start, end = (getattr(entry.get(name), "dt", None) for name in ("DTSTART", "DTEND"))
    if isinstance(end, datetime.datetime):
        end = (end - datetime.timedelta(microseconds=1)).date()
    elif end is not None:
        end -= datetime.timedelta(days=1)
    first = start.date() if isinstance(start, datetime.datetime) else start
    return first, max(first, end) if first and end else first
