"""A person with a capacity, the people behind a label, and the office in the line below a name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from importer.extract.name_chunks import HEAD_NOUN
from importer.extract.page import is_line
from importer.extract.person_names import HAS_ROLE, TITLES, is_name
from importer.extract.words.hours import TIME
from importer.extract.words.labels import Label, label_of
from importer.extract.words.offices import is_agent

from .person import FoundPerson, read_person, split_people

# Where the next sentence begins: "… Ugo Mattarella. Modera Chiara Zanetti".
SENTENCE = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?i:mr|ms|dr|st|ir|me|pr))(?<!\b(?i:mrs|hon|rev|drs|sra|dra|ing|mag|lic))(?<!\b(?i:prof|dott))\.\s+(?=(?:[A-ZÀ-Ý][a-zà-ÿ]+\s+){1,}[A-ZÀ-Ýa-z]|[A-ZÀ-Ý][a-zà-ÿ]{3,}:\s)"
)
# "Address by Hon. Ana Lund, Minister" is a line of the programme, and no office.
SPOKEN = re.compile(
    r"[A-ZÀ-Ý][\wÀ-ž]+(?:\s\w+){0,3}\s+(?:by|von|durch|par|por|door)\s+(?:the\s+|de[rm]\s+)?[A-ZÀ-Ý]"
)
MOST_IN_OFFICE = 6


@dataclass(frozen=True)
class Listed:
    """A person with the capacity that the list or the label says."""

    person: FoundPerson
    capacity: str


def people_behind(text: str, label: Label, start: int = 0) -> Iterator[Listed]:
    """The people behind a label that begins at `start`."""
    place = start + label.end
    yield from (
        Listed(person.at(place), label.value) for person in split_behind(text[place:], label)
    )


def split_behind(text: str, label: Label) -> list[FoundPerson]:
    """The people behind the label. "Moderator: Erik Lund, Civic Space Monitor" is one."""
    stop = SENTENCE.search(text)
    text = text[: stop.start()] if stop else text
    people = split_people(text)
    if label.one and not all(person.known for person in people[1:]):
        return [person] if (person := read_person(text)) else []
    return people


def _is_another(person: FoundPerson) -> bool:
    """Whether the line below a name is about another person, and not the office of the first."""
    if HAS_ROLE.search(TITLES.sub("", person.name)):
        return False
    return person.known or bool(person.role and is_name(person.name))


def with_office(person: FoundPerson, below: str, text: str, *, paired: bool = False) -> FoundPerson:
    """The person with the office from the line below the name. `paired`: so it was for the name
    before, and the line needs no noun of an office."""
    if person.has_office or text[person.end :].strip(" ,.;") or not is_line(below):
        return person
    line = below.strip()
    names = read_person(line)
    if TIME.match(line) or label_of(line) or SPOKEN.match(line) or (names and _is_another(names)):
        return person
    small = len(line.split()) <= MOST_IN_OFFICE
    names_office = (
        HAS_ROLE.search(line) or HEAD_NOUN.search(line) or (small and (paired or is_agent(line)))
    )
    if not names_office or line.endswith((".", ":", "?")):
        return person
    about = read_person(f"{person.name}, {line}")
    return replace(person, role=about.role, affiliation=about.affiliation) if about else person
