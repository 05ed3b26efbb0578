"""The people in the lines of a programme, where only the line says that it names a person."""

import re
from collections.abc import Iterator

from cms.vocabularies import Capacity
from importer.extract.name_chunks import HEAD_NOUN
from importer.extract.person_names import is_name
from importer.extract.words.labels import PERSON_LABEL, label_of

from .listed import Listed, people_behind, with_office
from .office import may_be_about
from .person import read_person, split_people

TALK_END = re.compile(
    r"(?<=\w\w)(?<!\b(?:Dr|Mr|Ms|Pr|St|Sr|Fr|Me))(?<!\b(?:Dra|Mrs|Rev|Hon|Sra|Ing|Lic|Mag|Col|Sir))(?<!\b(?:Prof|Mtro|Mtra|Dott|Mons|Cllr|Capt))[.?!…”»\"],?\s+(?=[A-ZÀ-Ý])|\s[–—|/]\s(?=[A-ZÀ-Ý])|(?<=\w):\s+(?=[A-ZÀ-Ý])"
    r"|,\s+(?=(?:[A-ZÀ-Ý][\w’'.-]*\s+){1,3}[A-ZÀ-Ý][\w’'-]+\s*\([^()]{2,80}\)\s*$)"
)
# Statements of a person in a line of a programme: "Opening statement by Ms Ana Lund".
BY = re.compile(
    r"\b(?:mesa redonda|table ronde|tavola rotonda|panel|discussion|round ?table|podium(?:sdiskussion|sgespräch)?|conversation|dialogue|gesprek|coloquio|diálogo) (?:with|con|avec|mit|com|met)\s+(?P<with>.+)$|"
    r"\b(?:statement|remarks|address|speech|lecture|keynote|talk|presentation|introduction|introduced|welcome|opened|performance)s?\s+(?:by|from)\s+(?P<who>.+)$"
    r"|\b(?:lezing|toespraak|inleiding|intervento|relazione|vortrag|grußwort|impuls|begrüßung|einführung)\s+(?:von|durch|door|di)\s+(?P<wer>.+)$|\b(?:allocution|conférence|intervention|discours|ouverture|accueil|introduction|présentation|clôture|conclusion|lecture)\s+(?:de|par)\s+(?P<qui>.+)$|\b(?:a cargo de|conferencia de|palabras de|apertura por|inauguración por|clausura por|a cura di|saluti di)\s+(?P<quien>.+)$",
    re.IGNORECASE,
)
# Conference Secretary: Mrs J. Tulloch
OF_OFFICE = re.compile(
    r"[^:]{0,40}(?:secretar|contact|kontakt|organi[sz]|information|auskunft|registration|anmeldung|inscripci|iscrizion|renseignements|segreteria)[^:]{0,20}:",
    re.IGNORECASE,
)
# Lecture: Dr Ana Lund, “Why they fade”
TALK = re.compile(r"[“«„‘\"].{4,160}$")


def people_in_programme(text: str, below: str) -> Iterator[Listed]:
    """The people in a line of a programme. Nothing but the line says that it names a person."""
    if OF_OFFICE.match(text):
        return
    if by := BY.search(text):
        who = next(group for group in by.groups() if group)
        start = by.start(by.lastgroup or 0)
        yield from (Listed(person.at(start), str(Capacity.SPEAKER)) for person in split_people(who))
        return
    if ";" in text and (several := list(_parted(text))):
        yield from several
        return
    person = read_person(text)
    if person is None:
        yield from _behind_talk(text)
        return
    person = with_office(person, below, text)
    about = f"{person.role or person.affiliation}"
    names_office = person.has_office and may_be_about(about) and not HEAD_NOUN.search(person.name)
    if person.known or names_office:
        yield Listed(person, str(Capacity.SPEAKER))


def _parted(text: str) -> Iterator[Listed]:
    """The people between semicolons, if each part is one: "Ana Lund; Piet Roos; chair: Mia Berg"."""
    listed, place = [], 0
    for part in text.split(";"):
        label = label_of(part.strip())
        own = label if label and label.field == PERSON_LABEL else None
        start = place + len(part) - len(part.lstrip()) + (own.end if own else 0)
        person = read_person(text[start : place + len(part)])
        if person is None or not (person.known or own or is_name(text[start : place + len(part)])):
            return
        listed.append(Listed(person.at(start), own.value if own else str(Capacity.SPEAKER)))
        place += len(part) + 1
    yield from listed


def _behind_talk(text: str) -> Iterator[Listed]:
    """The person at the end of a line with the title of a talk: "Who may see it? Dr Ana Lund, Porto"."""
    for match in TALK_END.finditer(text):
        rest = text[match.end() :]
        label = label_of(rest)
        if label and label.field == PERSON_LABEL:
            yield from people_behind(text, label, match.end())
            return
        person = read_person(rest)
        behind = rest[person.end :].strip(" .,;)") if person else ""
        if person and person.known and (not behind or TALK.match(behind)):
            yield Listed(person.at(match.end()), str(Capacity.SPEAKER))
            return
