"""All people of a page, each once for each capacity."""

import re
from collections.abc import Iterator

from cms.vocabularies import Capacity
from importer.extract.page import ParsedPage
from importer.extract.person_names import bare_name
from importer.extract.proposal import Extraction

from .lists import Listed, people_in_lists
from .person import read_person
from .sentences import people_in_sentences

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
    return role.casefold() in Capacity.values or role.casefold() == "keynote speaker"


def find_people(page: ParsedPage) -> Iterator[Extraction]:
    """`{"name", "role_then", "affiliation_then", "capacity"}` of each person that the page names."""
    found: dict[tuple[str, str], Listed] = {}
    for listed in (*people_in_lists(page), *people_in_sentences(page)):
        key = bare_name(listed.person.name), listed.capacity
        if key not in found or (listed.person.has_office and not found[key].person.has_office):
            found[key] = listed
    if not found:
        found = {(bare_name(one.person.name), one.capacity): one for one in _in_data(page)}
    for listed in found.values():
        person = listed.person
        value = {
            "name": person.name,
            "role_then": None if person.role and is_capacity(person.role) else person.role,
            "affiliation_then": person.affiliation,
            "capacity": listed.capacity,
        }
        yield Extraction(value, person.start, person.end, confidence=0.88 if person.known else 0.8)
