"""The schedule that pretalx exports as JSON, as pentabarf and frab do."""

from collections.abc import Iterator
from typing import Any

from importer.extract import Proposal

from .saved_file import SavedFile
from .stated import StatedEvent, StatedPerson, day, listed, plain, read_event


def recognises(file: SavedFile) -> bool:
    return bool(conference_in(file))


def read(file: SavedFile) -> Iterator[Proposal]:
    conference = conference_in(file)
    talks = list(talks_of(conference))
    event = StatedEvent(
        title=plain(conference.get("title")),
        part=plain(conference.get("acronym"))[:255],
        address=plain(conference.get("url")),
        start=day(conference.get("start")),
        end=day(conference.get("end")),
        description=str(conference.get("description") or ""),
        people=list(people_of(talks)),
        sessions=[session_of(talk) for talk in talks if plain(talk.get("title"))],
    )
    yield read_event(file, event)


def conference_in(file: SavedFile) -> dict[str, Any]:
    schedule = file.json.get("schedule") if isinstance(file.json, dict) else None
    conference = schedule.get("conference") if isinstance(schedule, dict) else None
    return conference if isinstance(conference, dict) else {}


def talks_of(conference: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The talks day by day, by their time."""
    for each_day in listed(conference, "days"):
        rooms = each_day.get("rooms")
        rooms = rooms if isinstance(rooms, dict) else {}
        talks = [talk for room in rooms for talk in listed(rooms, room)]
        yield from sorted(talks, key=lambda talk: plain(talk.get("date")))


def people_of(talks: list[dict[str, Any]]) -> Iterator[StatedPerson]:
    names = dict.fromkeys(name_of(person) for talk in talks for person in listed(talk, "persons"))
    return (StatedPerson(name) for name in names if name)


def name_of(person: dict[str, Any]) -> str:
    return plain(person.get("public_name")) or plain(person.get("name"))


def session_of(talk: dict[str, Any]) -> str:
    """ "2021-05-07 09:30 Who owns a sea? (Anna Berg)"."""
    names = ", ".join(filter(None, map(name_of, listed(talk, "persons"))))
    begins = plain(talk.get("date"))[:16].replace("T", " ")
    title = plain(talk.get("title"))
    return " ".join(filter(None, (begins, title, f"({names})" if names else "")))
