"""What Indico exports of events: https://docs.getindico.io/en/stable/http-api/."""

from collections.abc import Iterator
from typing import Any

from importer.extract import Proposal

from .saved_file import SavedFile
from .stated import CHAIR, SPEAKER, StatedEvent, StatedPerson, day, listed, plain, read_event


def recognises(file: SavedFile) -> bool:
    return any("startDate" in event for event in events_in(file))


def read(file: SavedFile) -> Iterator[Proposal]:
    for event in events_in(file):
        yield read_event(file, event_of(event))


def events_in(file: SavedFile) -> list[dict[str, Any]]:
    return listed(file.json, "results") if isinstance(file.json, dict) else []


def event_of(event: dict[str, Any]) -> StatedEvent:
    place = (plain(event.get(name)) for name in ("room", "location", "address"))
    talks = [talk for talk in listed(event, "contributions") if plain(talk.get("title"))]
    return StatedEvent(
        title=plain(event.get("title")),
        part=str(event.get("id", ""))[:255],
        address=plain(event.get("url")),
        start=date_of(event, "startDate"),
        end=date_of(event, "endDate"),
        place=", ".join(dict.fromkeys(filter(None, place))),
        organiser=plain(event.get("organizer")),
        description=str(event.get("description") or ""),
        people=list(people_of(event, talks)),
        sessions=[session_of(talk) for talk in talks],
    )


def date_of(event: dict[str, Any], name: str) -> Any:
    value = event.get(name)
    return day(value.get("date") if isinstance(value, dict) else value)


def people_of(event: dict[str, Any], talks: list[dict[str, Any]]) -> Iterator[StatedPerson]:
    for person in listed(event, "chairs"):
        yield person_of(person, CHAIR)
    for talk in talks:
        for person in listed(talk, "speakers"):
            yield person_of(person, SPEAKER)


def person_of(person: dict[str, Any], capacity: str) -> StatedPerson:
    """Indico writes the full name as "Berg, Anna", with a title before it."""
    named = [plain(person.get(name)) for name in ("first_name", "last_name")]
    full = plain(person.get("fullName")).partition(", ")
    name = " ".join(filter(None, named)) or " ".join(filter(None, (full[2], full[0])))
    return StatedPerson(name, plain(person.get("affiliation")), capacity)


def session_of(talk: dict[str, Any]) -> str:
    begins = talk.get("startDate")
    clock = plain(begins.get("time"))[:5] if isinstance(begins, dict) else ""
    names = [person_of(person, SPEAKER).name for person in listed(talk, "speakers")]
    return " ".join(
        filter(None, (clock, plain(talk["title"]), f"({', '.join(names)})" * bool(names)))
    )
