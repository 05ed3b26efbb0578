"""All people of a page, each once for each capacity."""

from collections.abc import Iterator

from importer.extract.page import ParsedPage
from importer.extract.person_names import bare_name
from importer.extract.proposal import Extraction

from .lists import Listed, people_in_lists
from .sentences import people_in_sentences


def find_people(page: ParsedPage) -> Iterator[Extraction]:
    """`{"name", "role_then", "affiliation_then", "capacity"}` of each person that the page names."""
    found: dict[tuple[str, str], Listed] = {}
    for listed in (*people_in_lists(page), *people_in_sentences(page)):
        key = bare_name(listed.person.name), listed.capacity
        if key not in found or (listed.person.has_office and not found[key].person.has_office):
            found[key] = listed
    for listed in found.values():
        person = listed.person
        value = {
            "name": person.name,
            "role_then": person.role,
            "affiliation_then": person.affiliation,
            "capacity": listed.capacity,
        }
        yield Extraction(value, person.start, person.end, confidence=0.88 if person.known else 0.8)
