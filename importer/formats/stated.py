"""Events that a program has exported: their fields are certain. Their text is read as a page."""

import datetime
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from cms.vocabularies import Capacity, Precision
from importer.extract import Extraction, Proposal

from .saved_file import SavedFile

CERTAIN = 1.0
SPEAKER, CHAIR = str(Capacity.SPEAKER), str(Capacity.CHAIR)
TAG = re.compile(r"<(?:p|div|ul|ol|br|h\d|table)\b", re.IGNORECASE)


@dataclass(frozen=True)
class StatedPerson:
    name: str
    affiliation: str = ""
    capacity: str = SPEAKER


@dataclass
class StatedEvent:
    """The fields of one event. `part` names it within its file. `description` is HTML or text."""

    title: str
    part: str = ""
    address: str = ""
    start: datetime.date | None = None
    end: datetime.date | None = None
    place: str = ""
    organiser: str = ""
    description: str = ""
    people: list[StatedPerson] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)

    @property
    def date_words(self) -> str:
        """ "2021-05-07 – 2021-05-09"."""
        days = dict.fromkeys(day for day in (self.start, self.end) if day)
        return " – ".join(day.isoformat() for day in days)


def read_event(file: SavedFile, event: StatedEvent) -> Proposal:
    """The proposal for one event of a file: what its fields say, and what its text says besides."""
    proposal = file.read(page_of(event))
    for name, value, quotation in fields_of(event):
        proposal.replace(name, located(proposal, value, quotation))
    if event.people:
        people = {person.name: person for person in reversed(event.people) if person.name}
        values = [(value_of(person), name) for name, person in reversed(people.items())]
        proposal.replace("people", *(located(proposal, *value) for value in values))
    return replace(proposal, part=event.part, address=event.address or proposal.address)


def value_of(person: StatedPerson) -> dict[str, str | None]:
    about = {"role_then": None, "affiliation_then": person.affiliation or None}
    return {"name": person.name, "capacity": person.capacity, **about}


def fields_of(event: StatedEvent) -> Iterator[tuple[str, Any, str]]:
    """`("venue", "Water Hall", "Water Hall")`: a name, its value, and the words on the page."""
    if event.start and event.end:
        ends = {"start": event.start.isoformat(), "end": event.end.isoformat(), "days": []}
        precision = {"precision": str(Precision.DAY), "stated": event.date_words}
        yield "dates", ends | precision, event.date_words
    if event.place:
        yield "venue", event.place, event.place
    if event.organiser:
        yield "organiser", event.organiser, event.organiser


def page_of(event: StatedEvent) -> str:
    """The event as a page of HTML, in the order of a programme."""
    facts = (event.date_words, event.place, event.organiser)
    lines = [f"<p>{html.escape(fact)}</p>" for fact in facts if fact]
    lines.append(with_paragraphs(event.description))
    if event.people:
        lines.append("<h2>People</h2>")
    for person in event.people:
        named = ", ".join(filter(None, (person.name, person.affiliation)))
        lines.append(f"<li>{html.escape(named)}</li>")
    if event.sessions:
        lines.append("<h2>Programme</h2>")
    lines += [f"<li>{html.escape(session)}</li>" for session in event.sessions]
    title = html.escape(event.title)
    return f"<!doctype html><html><body><h1>{title}</h1>{''.join(lines)}</body></html>"


def with_paragraphs(text: str) -> str:
    """Text with a blank line between its paragraphs as HTML. HTML stays as it is."""
    if TAG.search(text):
        return text
    paragraphs = re.split(r"\n\s*\n", text.strip().replace("\r\n", "\n"))
    return "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs if paragraph.strip())


def located(proposal: Proposal, value: Any, quotation: str) -> Extraction:
    """The value at the first place of its words on the page."""
    pattern = r"\s+".join(map(re.escape, quotation.split()))
    match = re.search(pattern, proposal.page.text)
    span = match.span() if match else (0, 0)
    return Extraction(value, *span, confidence=CERTAIN)


def plain(value: Any) -> str:
    """A field of JSON as one line, whatever its type is."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def listed(thing: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects in a list of JSON. Empty when the field is no list."""
    values = thing.get(name)
    return (
        [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
    )


def day(value: Any) -> datetime.date | None:
    """The day of "2021-05-07" or "2021-05-07T09:00:00+02:00". None for anything else."""
    try:
        return datetime.date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
