"""iCalendar: an edition as a day or days, its sessions with their hours.

A calendar can hold nothing that has no day, and a guessed one would be a lie in somebody's diary:
`why_not` says so. The UID is the record's id, which never changes; SEQUENCE counts its versions, so
that a calendar takes a correction for the same entry.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from api.formats.texts import block, line
from archive.registry import Document

if TYPE_CHECKING:  # a calendar is read seldom, and the library takes a twentieth of each start
    from icalendar import Event

PRODUCT = "-//Plenary//Archive of conference series//EN"
DEFINED = (1950, 2050)  # the years of the time zones in a calendar
STATUSES = {
    "planned": "TENTATIVE",
    "postponed": "TENTATIVE",
    "confirmed": "CONFIRMED",
    "held": "CONFIRMED",
    "cancelled": "CANCELLED",
}


def why_not(document: Document) -> str | None:
    """Why a calendar cannot hold `document`; None when it can."""
    dates = document["dates"]
    is_known = not dates.get("qualifier") and not dates.get("open")
    if dates["precision"] == "day" and is_known:
        return None
    if dates["edtf"]:
        return f"Its date is known as {dates['edtf']} only, and a calendar holds days."
    return "No date is stated for it, and a calendar holds days."


def calendar(document: Document, version: int) -> bytes:
    """The calendar of one edition."""
    return head(document["title"]) + entries(document, version, set()) + FOOT


def head(name: str) -> bytes:
    """What a calendar begins with. Its end is `FOOT`."""
    from icalendar import Calendar

    empty = Calendar()
    empty.add("prodid", PRODUCT)
    empty.add("version", "2.0")
    empty.add("name", line(name))
    empty.add("x-wr-calname", line(name))
    return empty.to_ical().removesuffix(FOOT)


FOOT = b"END:VCALENDAR\r\n"


def entries(document: Document, version: int, zones: set[str]) -> bytes:
    """The entries of an edition and of its sessions. There are none without a day.

    `zones` has the time zones that the calendar defines already. A zone is defined once.
    """
    if why_not(document):
        return b""
    sessions = [session(document, item, version) for item in document["programme"] if item["start"]]
    events = [*editions(document, version), *sessions]
    written = b"".join(event.to_ical() for event in events)
    zone = document["dates"]["time_zone"]
    if zone is None or not sessions or zone in zones:
        return written
    zones.add(zone)
    return definition(zone) + written


@lru_cache(maxsize=100)
def definition(zone: str) -> bytes:
    """What iCalendar needs to know of a time zone, for a hundred years."""
    from icalendar import Timezone

    first, last = (date(year, 1, 1) for year in DEFINED)
    return Timezone.from_tzid(zone, first_date=first, last_date=last).to_ical()


def editions(document: Document, version: int) -> Iterator["Event"]:
    """The entry of an edition, or one for each of its separate days.

    The first one has the id of the record, so that the calendar of a single day stays the same.
    """
    dates = document["dates"]
    first, *others = dates.get("days") or [dates["start"]]
    yield edition(document, version, document["id"], first, (not others and dates["end"]) or first)
    for day in others:
        yield edition(document, version, f"{document['id']}:{day}", day, day)


def edition(document: Document, version: int, uid: str, first: str, last: str) -> "Event":
    entry = common(document, version, uid)
    entry.add("dtstart", date.fromisoformat(first))
    # The day after: iCalendar's end is not within.
    entry.add("dtend", date.fromisoformat(last) + timedelta(days=1))
    entry.add("summary", text(line(document["title"])))
    entry.add("url", document["html_url"])
    if where := place(document):
        entry.add("location", text(where))
    if document["themes"]:
        entry.add("categories", [line(theme["title"]) for theme in document["themes"]])
    if description := describe(document):
        entry.add("description", text(description))
    return entry


def common(document: Document, version: int, uid: str) -> "Event":
    """What every entry says of the record's versions."""
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"urn:uuid:{uid}")
    entry.add("sequence", version)
    entry.add("dtstamp", moment(document["meta"]["published_at"]))
    entry.add("last-modified", moment(document["meta"]["published_at"]))
    entry.add("created", moment(document["meta"]["first_published_at"]))
    entry.add("transp", "TRANSPARENT")
    if status := STATUSES.get(document["phase"]):
        entry.add("status", status)
    return entry


def session(document: Document, item: Document, version: int) -> "Event":
    """One item of the programme, tied to its edition."""
    entry = common(document, version, item["id"])
    zone = document["dates"]["time_zone"]
    entry.add("dtstart", hour(item["start"], zone))
    if item["end"]:
        entry.add("dtend", hour(item["end"], zone))
    entry.add("summary", text(line(item["title"])))
    entry.add("related-to", f"urn:uuid:{document['id']}")
    lines = [item["summary"], *item["questions"], *(person["title"] for person in item["people"])]
    if any(lines):
        entry.add("description", text("\n".join(filter(None, lines))))
    return entry


def withdrawn(uid: str, version: int, withdrawn_at: datetime) -> bytes:
    """The entry of an edition that is public no more: that it is off, and nothing that it said.

    Its day is the one on which it was withdrawn, since the day that it said is not public any more.
    """
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"urn:uuid:{uid}")
    entry.add("sequence", version)
    entry.add("dtstamp", withdrawn_at.astimezone(UTC).replace(microsecond=0))
    entry.add("dtstart", withdrawn_at.astimezone(UTC).date())
    entry.add("transp", "TRANSPARENT")
    entry.add("status", "CANCELLED")
    return entry.to_ical()


def moment(written: str) -> datetime:
    return datetime.fromisoformat(written)


def hour(written: str, zone: str | None) -> datetime:
    """A time of the programme, in the time zone of the event.

    Where the clocks go back, iCalendar takes an hour of a zone for its first time. The second one
    is in UTC, and so is what lies outside the years for which the calendar defines the zone.
    """
    local = moment(written).astimezone(ZoneInfo(zone) if zone else UTC)
    is_defined = DEFINED[0] <= local.year < DEFINED[1] and not local.fold
    return local if is_defined else local.astimezone(UTC)


def text(value: str) -> Any:
    from icalendar import vText

    return vText(block(value))


def place(document: Document) -> str | None:
    venue = document["venue"]
    if venue is None:
        return document["place_stated"]
    return ", ".join(filter(None, (venue["title"], venue["locality"], venue["country"])))


def describe(document: Document) -> str:
    """What is stated beside the date: words a diary has room for."""
    lines = [document["summary"], document["ordinal_stated"], document["access_stated"]]
    if document["series"]:
        lines.append(document["series"]["title"])
    lines += [
        f"{partnership['role_stated'] or partnership['role']}: {partnership['partner']['title']}"
        for partnership in document["partners"]
    ]
    return "\n".join(filter(None, lines))
