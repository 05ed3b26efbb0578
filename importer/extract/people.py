"""Names and offices of persons, and who is listed as speaking at the event."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from cms.vocabularies import Capacity

from .page import Block, Page, is_line
from .proposal import Found
from .title_match import EVENT, OTHER, is_own

HONORIFIC = r"(?:(?:Dr|Mr|Mrs|Ms|Mx|Professor|Prof|Sir|Dame|Lord|Lady|Baroness|H\.\s?E|HE|Judge|Justice|(?:The )?(?:Rt|Right)\.? Hon(?:ourable)?|(?:[Tt]he )?Lord|General|Admiral|Captain|Colonel|Archbishop|Bishop|(?:(?:The )?(?:Rt|Right|Very|Most)\.? )?Rev(?:eren)?d?|Sheikh|Princess|Prince|King|Queen)\.?\s+)"
PART = r"[A-ZÀ-ÝŁŚŠŽČÖÜØÅ][\wÀ-ž’'-]*\.?"
PARTICLE = r"(?:de la|de los|van der|van den|von der|de|da|do|dos|das|del|di|du|van|von|der|den|al|el|bin|bint|ibn|la|le|ter|ten|y|Al)"
LETTERS = (
    r"(?:\s+(?:of\s+[A-Z]\w+\s+)?(?:CBE|OBE|MBE|KBE|DBE|KCMG|CMG|GCMG|DCMG|QC|KC|PhD|FRS|FBA))*"
)
NAME = rf"{HONORIFIC}*{PART}(?:\s+(?:{PARTICLE}\s+)?{PART}){{1,3}}"
# After an honorific one name is enough: Lord Hill, Professor Souza.
TITLED = rf"(?:{HONORIFIC})+{PART}(?:\s+(?:{PARTICLE}\s+)?{PART}){{0,3}}"
ROLE_NOUN = (
    r"(?:Secretary[- ]General|High Commissioner|Commissioner|Secretary of State|State Secretary|Foreign Secretary|Secretary|Prime Minister|Foreign Minister|Minister|President|Vice[- ]President"
    r"|Chancellor|Ambassador|Permanent Representative|Special Rapporteur|Rapporteur|Special Representative|Special Envoy|Envoy|Representative|Director[- ]General|Executive Director|Director|Chairperson|Chairwoman|Chairman|Chair|Head"
    r"|Professor|Judge|Justice|Commissioner|Adviser|Advisor|Counsellor|Coordinator|Chief Executive|CEO|Founder|Fellow|Lecturer|Researcher|Editor|Journalist|Activist|Author|Delegate|Spokesperson|Spokesman|Spokeswoman"
    r"|Administrator|Governor|Mayor|Senator|Member of Parliament|MP|Attorney[- ]General|Ombudsman|Ombudsperson|Prosecutor|Registrar|Dean|Rector|Manager|Officer|Expert|Analyst|Lawyer|Deputy|Under[- ]Secretary[- ]General|Assistant Secretary[- ]General|General Secretary|Treasurer|Pope|Bishop|Archbishop|Convenor|Convener|Facilitator|Partner|Principal|Chief|Member)"
)
HAS_ROLE = re.compile(rf"\b{ROLE_NOUN}\b", re.IGNORECASE)
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
NO_NAME = re.compile(
    r"\b(?:University|Institute|Ministry|Council|United|Nations|House|Centre|Foundation|Government|Commission|Human|Rights|International|Conference|Group|Department|Office|School|Session|Welcome|Closing|Opening|Coffee|Working|General|Assembly|Security|Session|Member|States)\b"
)


# "Chair" is followed by one name, "Chairs" and "Speakers" by several.
ONE = re.compile(
    r"^(?:conference\s+)?(?:chair(?:person|man|woman)?|chaired by|moderator|moderated by|facilitator|rapporteur|keynote(?:\s+speaker)?)\s*(?::|$)",
    re.IGNORECASE,
)
MOST_LISTED = 60
# Of a name with its offices.
MOST_WORDS = 40
OFFICE_FIRST = re.compile(
    rf"(?P<role>.*\b(?i:{ROLE_NOUN})\b(?:\s+(?:of|for|to|on|at)\s+[\w ’'-]+?)?)\s+(?P<name>{NAME})"
)

# A session, a working group or a body has a chair of its own.
PART_CHAIRED = re.compile(
    r"\b(?:sessions?|panels?|working groups?|break-?outs?|tracks?|plenar(?:y|ies)|groups?|committee|commission|board|inquiry|network|sections?)\b[^.;]*$",
    re.IGNORECASE,
)
DEFINITE = re.compile(rf"\b(?:this|the|our)\s+(?:[\w’'-]+\s+){{0,4}}?{EVENT}\b", re.IGNORECASE)
TIMED = re.compile(
    r"^(?:\d{1,2}[.:h]\d{2}\b|(?:session|panel|working group|track)\b)", re.IGNORECASE
)


def find_people(page: Page) -> Iterator[Found]:
    """`{"name", "role_then", "affiliation_then", "capacity"}` of those the page lists."""
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
                yield Found(value, match.start(2), match.end(), confidence=0.88)


def _is_of_event(before: str) -> bool:
    """Whether what is chaired is the page's own event, and no session or meeting of another time."""
    if PART_CHAIRED.search(before) or OTHER.search(before):
        return False
    return not before.strip() or is_own(before) or bool(DEFINITE.search(before))


def _without_parts(page: Page, people: list[Found]) -> Iterator[Found]:
    """Without those who chair one session: several labels of one chair each, or one below hours."""
    blocks = [block for block in page.content if ONE.match(page.text[block.start : block.end])]
    labelled = Counter(
        _capacity(LABEL.match(page.text[block.start : block.end])) for block in blocks
    )
    timed = {
        str(capacity)
        for above, block in pairwise(page.content)
        if block in blocks and TIMED.match(page.words(above))
        for capacity in [_capacity(LABEL.match(page.text[block.start : block.end]))]
    }
    leading = (str(Capacity.CHAIR), str(Capacity.MODERATOR), str(Capacity.RAPPORTEUR))
    for person in people:
        capacity = person.value["capacity"]
        if capacity not in leading or (labelled[capacity] < 2 and capacity not in timed):
            yield person


def _in_lists(page: Page) -> Iterator[Found]:
    """Chair: A, B. Or a heading with the capacity, and names below it, each with its office in the
    same line or in the next one."""
    capacity, left, missed = "", 0, 0
    blocks = [block for block in page.content if block.kind != "logo"]
    for number, block in enumerate(blocks):
        text = page.text[block.start : block.end]
        label = LABEL.match(text)
        known = _capacity(label)
        if label and known:
            capacity, missed = known, 0
            left = 1 if ONE.match(text) else MOST_LISTED
            if told := text[label.end() :].strip():
                start = block.start + text.index(told, label.end())
                found = list(_listed(told, capacity, start, several=True))
                below = blocks[number + 1] if number + 1 < len(blocks) else None
                goes_on = len(found) == 1 and told.endswith(",")
                yield from [_with_office(page, found[0], below)] if goes_on else found
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
    words = label.group(1).casefold().strip()
    spellings = (words, words.removesuffix("s"), f"{words}s")
    return next((str(LABELS[each]) for each in spellings if each in LABELS), "")


def _with_office(page: Page, person: Found, below: Block | None) -> Found:
    """The person with the office that stands in the line below a bare name."""
    if person.value["role_then"] or person.value["affiliation_then"] or below is None:
        return person
    words = page.text[below.start : below.end]
    named = LISTED.match(words) and not HAS_ROLE.search(words)
    if below.kind == "heading" or not is_line(words) or named or _capacity(LABEL.match(words)):
        return person
    if not (HAS_ROLE.search(words) or NO_NAME.search(words)):
        return person
    value = _person(person.value["name"], " ".join(words.split()), person.value["capacity"])
    return replace(person, value=value, end=below.end)


def _listed(text: str, capacity: str, offset: int, *, several: bool = False) -> Iterator[Found]:
    """One person a line: "Dr Jane Roe, Director, the Institute". With `several`, parted by ";"."""
    place = 0
    for part in re.split(r"(;\s*)", text) if several else [text]:
        match = LISTED.match(part.strip())
        if match and not NO_NAME.search(match.group(1)) and not HAS_ROLE.fullmatch(match.group(1)):
            start = offset + place + len(part) - len(part.lstrip())
            yield Found(
                _person(match.group(1), match.group(2), capacity),
                start,
                start + len(part.strip()),
                confidence=0.88,
            )
        place += len(part)


def _person(name: str, about: str | None, capacity: str) -> dict[str, str | None]:
    """The office is what holds the noun of an office; the rest is where it is held."""
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
    """Without the full stop of its sentence; that of "Jr." and of an initial is the name's."""
    return name[:-1] if re.search(r"(?<!\bJr)(?<!\bSr)(?<!\b[A-Z])\.$", name) else name


def _parts(about: str) -> list[str]:
    """What commas part, but not the topics of one body: "Chair of the Committee on Economic,
    Social and Cultural Rights"."""
    parts = [each.strip() for each in re.split(r",\s+", " ".join(about.split())) if each.strip()]
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


def office_and_name(words: str) -> tuple[str | None, str | None]:
    """`("Secretary-General", "António Guterres")` of "Secretary-General António Guterres", of
    "António Guterres, Secretary-General", or `(None, None)` when it names no person."""
    words = re.sub(r"^(?:the|then|as|by|former)\s+", "", words.strip(" ,"), flags=re.IGNORECASE)
    parts = re.split(r",\s+", words)
    named = [
        each
        for each in parts
        if re.fullmatch(NAME, each)
        and not HAS_ROLE.search(_bare(each))
        and not NO_NAME.search(each)
    ]
    if named:
        role = ", ".join(each for each in parts if each != named[0]) or None
        return role, named[0]
    for place, part in enumerate(parts):
        match = OFFICE_FIRST.fullmatch(part)
        if (
            match
            and not NO_NAME.search(match["name"])
            and not HAS_ROLE.search(_bare(match["name"]))
        ):
            return ", ".join([match["role"], *parts[place + 1 :]]), match["name"]
    return None, None


def _bare(name: str) -> str:
    return re.sub(rf"^{HONORIFIC}+", "", name)
