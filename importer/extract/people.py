"""The people that the page lists, with their names and offices."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from cms.vocabularies import Capacity

from .page import Block, ParsedPage, is_line
from .person_names import HAS_ROLE, LETTERS, NAME, NO_NAME, TITLED
from .proposal import Extraction
from .title_match import EVENT, OTHER, is_own

LABELS = {
    "chair": Capacity.CHAIR, "chaired by": Capacity.CHAIR, "conference chair": Capacity.CHAIR, "co-chair": Capacity.CHAIR, "chairperson": Capacity.CHAIR,
    "moderator": Capacity.MODERATOR, "moderated by": Capacity.MODERATOR, "facilitator": Capacity.MODERATOR, "speaker": Capacity.SPEAKER,
    "speakers include": Capacity.SPEAKER, "confirmed speaker": Capacity.SPEAKER, "keynote speaker": Capacity.SPEAKER, "keynote": Capacity.SPEAKER, "panellist": Capacity.SPEAKER, "panelist": Capacity.SPEAKER,
    "opening remarks": Capacity.SPEAKER, "opening statement": Capacity.SPEAKER, "welcome remarks": Capacity.SPEAKER, "welcoming remarks": Capacity.SPEAKER, "closing remarks": Capacity.SPEAKER,
    "introductory remarks": Capacity.SPEAKER, "keynote addres": Capacity.SPEAKER, "keynote address": Capacity.SPEAKER, "keynote speech": Capacity.SPEAKER, "invited speaker": Capacity.SPEAKER, "discussant": Capacity.SPEAKER,
    "our speaker": Capacity.SPEAKER, "guest speaker": Capacity.SPEAKER, "featured speaker": Capacity.SPEAKER, "the panel": Capacity.SPEAKER, "panel": Capacity.SPEAKER, "panel member": Capacity.SPEAKER, "co-chairs": Capacity.CHAIR, "chairman": Capacity.CHAIR,
    "chairwoman": Capacity.CHAIR, "chair of the conference": Capacity.CHAIR, "chair of the meeting": Capacity.CHAIR, "rapporteur": Capacity.RAPPORTEUR, "participant": Capacity.PARTICIPANT, "participants include": Capacity.PARTICIPANT,
}  # fmt: skip
LABEL = re.compile(r"^([A-Za-z -]{4,24}?)s?\s*(?::\s*|$)")
LISTED = re.compile(
    rf"^((?:{NAME}|{TITLED}){LETTERS})(?:\s*(?:,|\s[–—-]\s|\||:|\()\s*(.+?)\)?)?[,.]?$", re.DOTALL
)
CHAIRED = re.compile(
    rf"\b(chaired|moderated|facilitated) by\s+({NAME})(?:\s*,\s*([^.;]+?))?(?=[.;]|,?\s+and\s+(?:brought|will)|$)"
)
# "Chair" is followed by one name, "Chairs" and "Speakers" by several.
ONE = re.compile(
    r"^(?:conference\s+)?(?:chair(?:person|man|woman)?|chaired by|moderator|moderated by|facilitator|rapporteur|keynote(?:\s+speaker)?)\s*(?::|$)",
    re.IGNORECASE,
)
MOST_LISTED = 60
# The limit of a line with a name and its offices.
MOST_WORDS = 40
# A session, a working group or a body has a chair of its own.
PART_CHAIRED = re.compile(
    r"\b(?:sessions?|panels?|working groups?|break-?outs?|tracks?|plenar(?:y|ies)|groups?|committee|commission|board|inquiry|network|sections?)\b[^.;]*$",
    re.IGNORECASE,
)
DEFINITE = re.compile(rf"\b(?:this|the|our)\s+(?:[\w’'-]+\s+){{0,4}}?{EVENT}\b", re.IGNORECASE)
TIMED = re.compile(
    r"^(?:\d{1,2}[.:h]\d{2}\b|(?:session|panel|working group|track)\b)", re.IGNORECASE
)


def find_people(page: ParsedPage) -> Iterator[Extraction]:
    """`{"name", "role_then", "affiliation_then", "capacity"}` of each person that the page lists."""
    yield from _without_parts(page, list(_in_lists(page)))
    for sentence in page.sentences:
        for match in CHAIRED.finditer(page.text, sentence.start, sentence.end):
            before = page.text[sentence.start : match.start()]
            if not NO_NAME.search(match.group(2)) and _is_of_event(before):
                chairs = match.group(1) == "chaired"
                value = _person(
                    match.group(2),
                    match.group(3),
                    str(Capacity.CHAIR if chairs else Capacity.MODERATOR),
                )
                yield Extraction(value, match.start(2), match.end(), confidence=0.88)


def _is_of_event(before: str) -> bool:
    """Whether the page's own event is chaired, and not a session or another meeting."""
    if PART_CHAIRED.search(before) or OTHER.search(before):
        return False
    return not before.strip() or is_own(before) or bool(DEFINITE.search(before))


def _without_parts(page: ParsedPage, people: list[Extraction]) -> Iterator[Extraction]:
    """Leave out the chairs of sessions: several labels name one each, or hours stand above."""
    blocks = [block for block in page.content if ONE.match(page.text[block.start : block.end])]
    labelled = Counter(
        _capacity(LABEL.match(page.text[block.start : block.end])) for block in blocks
    )
    timed = {
        str(capacity)
        for above, block in pairwise(page.content)
        if block in blocks and TIMED.match(page.text_of(above))
        for capacity in [_capacity(LABEL.match(page.text[block.start : block.end]))]
    }
    leading = (str(Capacity.CHAIR), str(Capacity.MODERATOR), str(Capacity.RAPPORTEUR))
    for person in people:
        capacity = person.value["capacity"]
        if capacity not in leading or (labelled[capacity] < 2 and capacity not in timed):
            yield person


def _in_lists(page: ParsedPage) -> Iterator[Extraction]:
    """People after a label (Chair: A, B), or below a heading that names the capacity. The office is
    in the same line or in the next one."""
    capacity, left, missed = "", 0, 0
    blocks = [block for block in page.content if block.kind != "logo"]
    for number, block in enumerate(blocks):
        text = page.text[block.start : block.end]
        label = LABEL.match(text)
        label_capacity = _capacity(label)
        if label and label_capacity:
            capacity, missed = label_capacity, 0
            left = 1 if ONE.match(text) else MOST_LISTED
            if names := text[label.end() :].strip():
                start = block.start + text.index(names, label.end())
                people = list(_listed(names, capacity, start, several=True))
                below = blocks[number + 1] if number + 1 < len(blocks) else None
                goes_on = len(people) == 1 and names.endswith(",")
                yield from [_with_office(page, people[0], below)] if goes_on else people
                left = 0
            continue
        short = is_line(text) or (len(text.split()) <= MOST_WORDS and not text.endswith("."))
        listed = block.kind not in ("heading", "quote") and (block.kind == "item" or short)
        people = list(_listed(text, capacity, block.start)) if left and listed else []
        if people:
            left, missed = left - 1, 0
            below = blocks[number + 1] if number + 1 < len(blocks) else None
            yield _with_office(page, people[0], below)
        elif left:
            # One line between two names may say more of the first one.
            missed += 1
            left = 0 if missed > 1 or not listed or text.rstrip().endswith(":") else left


def _capacity(label: re.Match[str] | None) -> str:
    if not label:
        return ""
    wording = label.group(1).casefold().strip()
    spellings = (wording, wording.removesuffix("s"), f"{wording}s")
    return next((str(LABELS[spelling]) for spelling in spellings if spelling in LABELS), "")


def _with_office(page: ParsedPage, person: Extraction, below: Block | None) -> Extraction:
    """The person with the office from the line below the name."""
    if person.value["role_then"] or person.value["affiliation_then"] or below is None:
        return person
    line = page.text[below.start : below.end]
    named = LISTED.match(line) and not HAS_ROLE.search(line)
    if below.kind == "heading" or not is_line(line) or named or _capacity(LABEL.match(line)):
        return person
    if not (HAS_ROLE.search(line) or NO_NAME.search(line)):
        return person
    value = _person(person.value["name"], " ".join(line.split()), person.value["capacity"])
    return replace(person, value=value, end=below.end)


def _listed(
    text: str, capacity: str, offset: int, *, several: bool = False
) -> Iterator[Extraction]:
    """The person in a line: "Dr Jane Roe, Director, the Institute". `several`: split at ";"."""
    place = 0
    for part in re.split(r"(;\s*)", text) if several else [text]:
        match = LISTED.match(part.strip())
        if match and not NO_NAME.search(match.group(1)) and not HAS_ROLE.fullmatch(match.group(1)):
            start = offset + place + len(part) - len(part.lstrip())
            yield Extraction(
                _person(match.group(1), match.group(2), capacity),
                start,
                start + len(part.strip()),
                confidence=0.88,
            )
        place += len(part)


def _person(name: str, about: str | None, capacity: str) -> dict[str, str | None]:
    """Split `about` into the role, which has the noun of an office, and the affiliation."""
    parts = _parts(about or "")
    if not parts:
        role = where = None
    elif HAS_ROLE.search(parts[0]):
        role, where = parts[0], ", ".join(parts[1:]) or None
    elif len(parts) > 1 and HAS_ROLE.search(parts[-1]):
        role, where = parts[-1], ", ".join(parts[:-1])
    else:
        role, where = None, ", ".join(parts)
    return {
        "name": _without_stop(" ".join(name.split())),
        "role_then": role,
        "affiliation_then": where,
        "capacity": capacity,
    }


def _without_stop(name: str) -> str:
    """The name without the full stop of its sentence. "Jr." and an initial keep theirs."""
    return name[:-1] if re.search(r"(?<!\bJr)(?<!\bSr)(?<!\b[A-Z])\.$", name) else name


def _parts(about: str) -> list[str]:
    """Split at commas, but not within the name of one body: "Chair of the Committee on Economic,
    Social and Cultural Rights"."""
    parts = [part.strip() for part in re.split(r",\s+", " ".join(about.split())) if part.strip()]
    while len(parts) > 1 and re.search(r"\b(?:on|for|of)\s+(?:the\s+)?[^,]+$", parts[0]):
        if not re.match(
            r"(?:and\s+)?[\w’'-]+(?:\s+[\w’'-]+)?(?:\s+(?:and|&)\s+[\w’' -]+)?$", parts[1]
        ):
            break
        rest = " ".join(parts[1:])
        if not re.search(r"\band\b|&", rest) or NO_NAME.search(parts[1].replace("Rights", "")):
            break
        parts = [f"{parts[0]}, {parts[1]}", *parts[2:]]
    return parts
