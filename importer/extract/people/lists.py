"""People in lists and programmes: behind a label, below a heading, below a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from importer.extract.page import Block, ParsedPage, is_line
from importer.extract.person_names import HAS_ROLE
from importer.extract.words.hours import TIME
from importer.extract.words.labels import PERSON_LABEL, Label, label_of

from .listed import Listed, people_behind, split_behind, with_office
from .person import FoundPerson, read_person, split_people
from .programme import people_in_programme
from .runs import NO_SPEAKERS

# Morning session - Chairman: Mr Piet Roos; Session 1: Lenses (Chair: Mr Piet Roos)
LEADS = re.compile(
    r"(?:\s[–—-]\s|\()(?=(?:session\s+|conference\s+)?(?:chair\w*|moderat\w+|vorsitz|modera\w*|présiden\w+|presid\w+|voorzitter|dagvoorzitter)\s*:)",
    re.IGNORECASE,
)
FEWEST_TIMES = 2
MOST_LISTED = 60
# The limit of a line with a name and its offices.
MOST_WORDS = 40


@dataclass
class State:
    """Where the reader of lines is. `left`: the number of people that the open list may still have.

    `missed`: the lines since the last name. `timed`: below the first time of a programme. `paired`:
    the line below a name had its office. `passed`: the next line was read with this one.
    """

    capacity: str = ""
    lines_left: int = 0
    missed: int = 0
    timed: bool = False
    paired: bool = False
    passed: bool = False

    def close(self) -> None:
        self.capacity, self.lines_left, self.missed, self.paired = "", 0, 0, False


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
    if state.passed:
        state.passed = False
        return
    if label and label.field == PERSON_LABEL:
        yield from _labelled(text, label, below, state)
        return
    if leads := LEADS.search(text):
        state.close()
        state.timed = True
        line = text.rstrip(" )")
        within = label_of(line[leads.end() :])
        if within and within.field == PERSON_LABEL:
            yield from people_behind(line, within, leads.end())
        return
    if label or block.names_next:
        state.close()
        return
    short = is_line(text) or (len(text.split()) <= MOST_WORDS and not text.rstrip().endswith("."))
    short = short or (block.kind == "item" and bool(state.lines_left))
    named = bool(state.lines_left) and _is_name_alone(text, below)
    if block.kind == "heading" and NO_SPEAKERS.search(text):
        state.close()
        state.timed = False
    elif block.kind == "heading" and not timed and not state.timed and not named:
        state.close()
    elif short and state.lines_left:
        yield from _below_label(text, below, state)
    elif short and state.timed:
        yield from people_in_programme(text, below)
    elif state.lines_left:
        # A sentence about a person may stand between two of them.
        state.missed += 1
        if state.missed > 1 or not state.paired:
            state.close()


def _is_name_alone(text: str, below: str) -> bool:
    """Whether a heading is the name of a person in the open list."""
    person = read_person(text)
    whole = person and not person.has_office and not text[person.end :].strip()
    return bool(whole) and (person.known or bool(HAS_ROLE.search(below)))  # type: ignore[union-attr]


def _labelled(text: str, label: Label, below: str, state: State) -> Iterator[Listed]:
    """The people behind the label, or the start of a list below it."""
    state.capacity, state.missed = label.value, 0
    rest = text[label.end :]
    if not rest.strip():
        state.lines_left = 1 if label.one else MOST_LISTED
        return
    state.lines_left = 0
    people = split_behind(rest, label)
    if len(people) == 1:
        yield Listed(with_office(people[0], below, rest).at(label.end), label.value)
    else:
        yield from (Listed(person.at(label.end), label.value) for person in people)


def _below_label(text: str, below: str, state: State) -> Iterator[Listed]:
    people = _whole_line(text)
    if people:
        state.lines_left, state.missed = state.lines_left - 1, 0
        own = label_of(below) if state.paired and len(people) == 1 else None
        if own and own.field == PERSON_LABEL and own.end == len(below) and not people[0].has_office:
            # "Tom Okello", and below it "Moderator", in a list of names with offices below.
            state.passed = True
            yield Listed(people[0], own.value)
            return
        if len(people) == 1:
            person = with_office(people[0], below, text, paired=state.paired)
            state.paired = state.paired or person != people[0]
            people = [person]
        yield from (Listed(person, state.capacity) for person in people)
        if not state.lines_left:
            state.close()
    else:
        # One line between two names may say more of the first one.
        state.missed += 1
        if state.missed > 1 or text.rstrip().endswith(":"):
            state.close()


def _whole_line(text: str) -> list[FoundPerson]:
    """The people in a line that is a list of people, or one person with an office."""
    person = read_person(text)
    if person is None:
        return []
    several = split_people(text)
    return several if len(several) > 1 and all(one.known for one in several) else [person]
