"""People in lists and programmes: behind a label, below a heading, below a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cms.vocabularies import Capacity
from importer.extract.name_chunks import HEAD
from importer.extract.page import Block, ParsedPage, is_line
from importer.extract.person_names import HAS_ROLE, is_name
from importer.extract.words.labels import PERSON, Label, label_of

from .person import Person, may_be_about, read_person, split_people

# 9.30, 09:00–10:15, 1300-1430, 9h30 :, 10.00 Uhr
HOUR = r"(?:[01]?\d|2[0-4])(?:[.:h]\d\d(?!\d)|\s?h\s?\d\d(?!\d)|\s?h\b|(?=\s?[ap]\.?m\b)|(?=\s?(?:Uhr|uur)\b))(?:\s*(?:[ap]\.?m\.?|h\b\.?|uhr\b|uur\b|hrs\b))?"
CLOCK = r"(?:[01]\d|2[0-4])[0-5]\d(?=[\s–—-]|$)"
TIME = re.compile(
    rf"(?:ab\s+|à\s+|um\s+|from\s+)?(?:{HOUR}|{CLOCK})(?:\s*(?:–|—|-|to|à|bis|a)\s*(?:{HOUR}|{CLOCK}))?\s*(?:[:|–—.-]\s*)?",
    re.IGNORECASE,
)
TALK_END = re.compile(
    r"(?<=\w\w)[.?!…”»\"],?\s+(?=[A-ZÀ-Ý])|\s[–—|/]\s(?=[A-ZÀ-Ý])|(?<=\w):\s+(?=[A-ZÀ-Ý])"
)
# Morning session - Chairman: Mr Piet Roos; Session 1: Lenses (Chair: Mr Piet Roos)
LEADS = re.compile(
    r"(?:\s[–—-]\s|\()(?=(?:session\s+|conference\s+)?(?:chair\w*|moderat\w+|vorsitz|modera\w*|présiden\w+|presid\w+|voorzitter|dagvoorzitter)\s*:)",
    re.IGNORECASE,
)
FEWEST_TIMES = 2
MOST_LISTED = 60
# The limit of a line with a name and its offices.
MOST_WORDS = 40
# Statements of a person in a line of a programme: "Opening statement by Ms Ana Lund".
BY = re.compile(
    r"\b(?:mesa redonda|table ronde|tavola rotonda|panel|discussion|round ?table|podium(?:sdiskussion|sgespräch)?|conversation|dialogue|gesprek|coloquio|diálogo) (?:with|con|avec|mit|com|met)\s+(?P<with>.+)$|"
    r"\b(?:statement|remarks|address|speech|lecture|keynote|talk|presentation|introduction|introduced|welcome|opened|performance)s?\s+(?:by|from)\s+(?P<who>.+)$"
    r"|\b(?:lezing|toespraak|inleiding|intervento|relazione|vortrag|grußwort|impuls|begrüßung|einführung)\s+(?:von|durch|door|di)\s+(?P<wer>.+)$|\b(?:allocution|conférence|intervention|discours|ouverture|accueil|introduction|présentation|clôture|conclusion|lecture)\s+(?:de|par)\s+(?P<qui>.+)$|\b(?:a cargo de|conferencia de|palabras de|apertura por|inauguración por|clausura por|a cura di|saluti di)\s+(?P<quien>.+)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Listed:
    """A person with the capacity that the list or the label says."""

    person: Person
    capacity: str


@dataclass
class State:
    """Where the reader of lines is. `left`: the number of people that the open list may still have.

    `missed`: the lines since the last name. `timed`: below the first time of a programme.
    """

    capacity: str = ""
    left: int = 0
    missed: int = 0
    timed: bool = False

    def close(self) -> None:
        self.capacity, self.left, self.missed = "", 0, 0


def people_in_lists(page: ParsedPage) -> Iterator[Listed]:
    """The people in the lines of the page, in their order."""
    blocks = [block for block in page.content if block.kind not in ("logo", "quote")]
    texts = [page.text[block.start : block.end] for block in blocks]
    programme = sum(bool(TIME.match(text)) for text in texts) >= FEWEST_TIMES
    state = State()
    for number, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        below = texts[number + 1] if number + 1 < len(texts) else ""
        time = TIME.match(text) if programme else None
        if time:
            state.close()
            state.timed = True
        start = time.end() if time else 0
        for listed in _in_line(block, text[start:], below, state, timed=bool(time)):
            yield replace(listed, person=listed.person.at(block.start + start))


def _in_line(block: Block, text: str, below: str, state: State, *, timed: bool) -> Iterator[Listed]:
    label = label_of(text)
    if label and label.field == PERSON:
        yield from _labelled(text, label, below, state)
        return
    if leads := LEADS.search(text):
        state.close()
        state.timed = True
        line = text.rstrip(" )")
        within = label_of(line[leads.end() :])
        if within and within.field == PERSON:
            yield from people_behind(line, within, leads.end())
        return
    if label:
        state.close()
        return
    short = is_line(text) or (len(text.split()) <= MOST_WORDS and not text.rstrip().endswith("."))
    short = short or (block.kind == "item" and bool(state.left))
    if block.kind == "heading" and not timed and not state.timed:
        state.close()
    elif short and state.left:
        yield from _below_label(text, below, state)
    elif short and state.timed:
        yield from _in_programme(text, below)
    elif state.left:
        state.close()


def _labelled(text: str, label: Label, below: str, state: State) -> Iterator[Listed]:
    """The people behind the label, or the start of a list below it."""
    state.capacity, state.missed = label.value, 0
    rest = text[label.end :]
    if not rest.strip():
        state.left = 1 if label.one else MOST_LISTED
        return
    state.left = 0
    people = split_people(rest)
    if len(people) == 1:
        yield Listed(_with_office(people[0], below, rest).at(label.end), label.value)
    else:
        yield from (Listed(person.at(label.end), label.value) for person in people)


def people_behind(text: str, label: Label, start: int = 0) -> Iterator[Listed]:
    """The people behind a label that begins at `start`."""
    place = start + label.end
    yield from (Listed(person.at(place), label.value) for person in split_people(text[place:]))


def _below_label(text: str, below: str, state: State) -> Iterator[Listed]:
    people = _whole_line(text)
    if people:
        state.left, state.missed = state.left - 1, 0
        people = [_with_office(people[0], below, text)] if len(people) == 1 else people
        yield from (Listed(person, state.capacity) for person in people)
        if not state.left:
            state.close()
    else:
        # One line between two names may say more of the first one.
        state.missed += 1
        if state.missed > 1 or text.rstrip().endswith(":"):
            state.close()


def _whole_line(text: str) -> list[Person]:
    """The people in a line that is a list of people, or one person with an office."""
    person = read_person(text)
    if person is None:
        return []
    several = split_people(text)
    return several if len(several) > 1 and all(one.known for one in several) else [person]


def _in_programme(text: str, below: str) -> Iterator[Listed]:
    """The people in a line of a programme. Nothing but the line says that it names a person."""
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
    person = _with_office(person, below, text)
    if person.known or (person.has_office and may_be_about(f"{person.role or person.affiliation}")):
        yield Listed(person, str(Capacity.SPEAKER))


def _parted(text: str) -> Iterator[Listed]:
    """The people between semicolons, if each part is one: "Ana Lund; Piet Roos; chair: Mia Berg"."""
    listed, place = [], 0
    for part in text.split(";"):
        label = label_of(part.strip())
        own = label if label and label.field == PERSON else None
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
        if label and label.field == PERSON:
            yield from people_behind(text, label, match.end())
            return
        person = read_person(rest)
        if person and person.known and not rest[person.end :].strip(" .,;)"):
            yield Listed(person.at(match.end()), str(Capacity.SPEAKER))
            return


def _is_another(person: Person) -> bool:
    """Whether the line below a name is about another person, and not the office of the first."""
    if HAS_ROLE.search(person.name):
        return False
    return person.known or bool(person.role and is_name(person.name))


def _with_office(person: Person, below: str, text: str) -> Person:
    """The person with the office from the line below the name."""
    if person.has_office or text[person.end :].strip(" ,.;") or not is_line(below):
        return person
    line = below.strip()
    names = read_person(line)
    if TIME.match(line) or label_of(line) or (names and _is_another(names)):
        return person
    if not (HAS_ROLE.search(line) or HEAD.search(line)) or line.endswith((".", ":", "?")):
        return person
    about = read_person(f"{person.name}, {line}")
    return replace(person, role=about.role, affiliation=about.affiliation) if about else person
