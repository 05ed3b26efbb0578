"""All people of a page, each once for each capacity."""

import re
from collections.abc import Iterator
from dataclasses import replace

from cms.vocabularies import Capacity
from importer.extract.lines import is_organisation
from importer.extract.page import ParsedPage
from importer.extract.person_names import HAS_ROLE, bare_name, is_known_name
from importer.extract.proposal import Extraction
from importer.extract.words.labels import LEADING, PERSON_LABEL, label_of
from importer.extract.words.offices import is_agent

from .listed import Listed
from .lists import people_in_lists
from .office import split_about
from .person import FoundPerson, read_person
from .runs import people_in_runs
from .sentences import people_in_sentences

IN_BRACKETS = re.compile(r"\s*\(([^()]{4,30})\)$")
CLAUSE = re.compile(r"(?:who|which|qui|que|quien|che|die|der|wer|a|ha|has|is|was)\s")
DASH = re.compile(r"\s[–—]\s")
MOST_BETWEEN = 4
PERFORMER = re.compile(r"^performer: (.{3,160})$", re.MULTILINE)


def _in_data(page: ParsedPage) -> Iterator[Listed]:
    """The people in the structured data of the page."""
    for block in page.of_kind("data"):
        for match in PERFORMER.finditer(page.text, block.start, block.end):
            person = read_person(match[1])
            if person and (person.known or person.has_office):
                yield Listed(person.at(match.start(1)), str(Capacity.SPEAKER))


def is_capacity(role: str) -> bool:
    """Whether the office only repeats the capacity: "Jane Roe, rapporteur"."""
    return bool(_leading(role)) or role.casefold() in {*Capacity.values, "keynote speaker"}


def _in_own_capacity(listed: Listed) -> Listed:
    """The person in the capacity that is said of it: "Tom Okello (moderator)" in a list of speakers,
    "Yuki Tanabe, Court Watch Lab (moderator)"."""
    person, role = listed.person, listed.person.role or ""
    behind = IN_BRACKETS.search(role)
    if behind and (capacity := _leading(behind[1])):
        office, body = split_about(role[: behind.start()])
        person = replace(person, role=office, affiliation=body or person.affiliation)
        return Listed(person, capacity)
    capacity = "" if person.affiliation else _leading(role)
    return Listed(person, capacity or listed.capacity)


def _stated_office(page: ParsedPage, person: FoundPerson) -> tuple[str | None, str | None]:
    """The office and the body. A clause about the person and the capacity are no office, and one word in
    brackets is the town: "Jan Hooijer (Wageningen)"."""
    # "Recht und Lärm – Rechtsanwältin Ana Lund": the title of the talk stands before the office.
    role = DASH.split(person.role)[-1] if person.role else None
    if role is None or is_capacity(role) or CLAUSE.match(role):
        return None, person.affiliation
    around = page.text[person.start : person.end + len(role) + MOST_BETWEEN]
    in_brackets = f"({role})" in around and not HAS_ROLE.search(role)
    if in_brackets and role.istitle() and " " not in role and not is_agent(role):
        return None, person.affiliation or role
    return role, person.affiliation


def _is_body(listed: Listed) -> bool:
    """Whether the name is that of a body, which stands below the office of a person: "Reef Observatory"."""
    return is_organisation(listed.person.name) and not is_known_name(listed.person.name)


def _leading(role: str) -> str:
    """The capacity of those who lead, if `role` is a word for it: "moderator"."""
    label = label_of(role)
    leads = (
        label and label.field == PERSON_LABEL and label.value in LEADING and label.end == len(role)
    )
    return label.value if label and leads else ""


def find_people(page: ParsedPage) -> Iterator[Extraction]:
    """`{"name", "role_then", "affiliation_then", "capacity"}` of each person that the page names."""
    people: dict[tuple[str, str], Listed] = {}
    for named in (*people_in_lists(page), *people_in_sentences(page)):
        listed = _in_own_capacity(named)
        if _is_body(listed):
            continue
        key = bare_name(listed.person.name), listed.capacity
        if key not in people or (listed.person.has_office and not people[key].person.has_office):
            people[key] = listed
    leading = {(key[0], one.person.start) for key, one in people.items() if key[1] in LEADING}
    for name, start in leading:
        # The line that says who moderates does not say that they speak.
        spoken = people.get((name, str(Capacity.SPEAKER)))
        if spoken and spoken.person.start == start:
            del people[name, str(Capacity.SPEAKER)]
    known = {name for name, _ in people}
    for listed in people_in_runs(page):
        if (name := bare_name(listed.person.name)) not in known:
            people.setdefault((name, listed.capacity), listed)
    if not people:
        people = {(bare_name(one.person.name), one.capacity): one for one in _in_data(page)}
    for listed in people.values():
        person = listed.person
        role, affiliation = _stated_office(page, person)
        value = {
            "name": person.name,
            "role_then": role,
            "affiliation_then": affiliation,
            "capacity": listed.capacity,
        }
        yield Extraction(value, person.start, person.end, confidence=0.88 if person.known else 0.8)
