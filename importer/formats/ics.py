"""Calendars: one proposal for each event in an `.ics` file."""

import datetime
from collections.abc import Iterator
from typing import Any

from importer.extract import Proposal, UnreadablePage

from .saved_file import SavedFile
from .stated import StatedEvent, plain, read_event

MOST_BYTES = 5_000_000
MOST_EVENTS = 500
DAY, INSTANT = datetime.timedelta(days=1), datetime.timedelta(microseconds=1)


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
    organiser = first_of(entry, "ORGANIZER")
    return StatedEvent(
        title=plain(text_of(entry, "SUMMARY")),
        part=plain(text_of(entry, "UID"))[:255],
        address=text_of(entry, "URL"),
        start=start,
        end=end,
        place=plain(text_of(entry, "LOCATION")),
        organiser=plain(str(organiser.params.get("CN", "")))
        if hasattr(organiser, "params")
        else "",
        description=text_of(entry, "DESCRIPTION"),
    )


def first_of(entry: Any, name: str) -> Any:
    """The value of a field, and the first one for a field that stands twice. None without one."""
    value = entry.get(name)
    return value[0] if isinstance(value, list) else value


def text_of(entry: Any, name: str) -> str:
    value = first_of(entry, name)
    return "" if value is None else str(value)


def days_of(entry: Any) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and the last day, in the zone of the event. A calendar gives the day after it."""
    start, end = moment_of(entry, "DTSTART"), moment_of(entry, "DTEND")
    if start is None:
        return None, None
    first = last = day_of(start)
    if end is not None and day_of(end) > first:
        last = day_of(end - (INSTANT if isinstance(end, datetime.datetime) else DAY))
    return first, last


def moment_of(entry: Any, name: str) -> datetime.date | None:
    """A day, or a day with its hour. None for an hour, a period and what is no date."""
    try:
        moment = getattr(first_of(entry, name), "dt", None)
    except ValueError:
        return None
    return moment if isinstance(moment, datetime.date) else None


def day_of(moment: datetime.date) -> datetime.date:
    return moment.date() if isinstance(moment, datetime.datetime) else moment
