"""Names and offices of persons, and who is listed as speaking at the event."""

import re
from collections.abc import Iterator

from cms.vocabularies import Capacity

from .page import Page, is_line
from .proposal import Found

HONORIFIC = r"(?:(?:Dr|Mr|Mrs|Ms|Mx|Professor|Prof|Sir|Dame|Lord|Lady|Baroness|H\.\s?E|HE|Judge|Justice|Rt\.? Hon|The Rt\.? Hon|Archbishop|Bishop|Reverend|Rev|Sheikh|Princess|Prince|King|Queen)\.?\s+)"
PART = r"[A-ZÀ-ÝŁŚŠŽČÖÜØÅ][\wÀ-ž’'-]*\.?"
PARTICLE = r"(?:de la|de los|van der|van den|von der|de|da|do|dos|das|del|di|du|van|von|der|den|al|el|bin|bint|ibn|la|le|ter|ten|y|Al)"
NAME = rf"{HONORIFIC}*{PART}(?:\s+(?:{PARTICLE}\s+)?{PART}){{1,3}}"
ROLE_NOUN = (
    r"(?:Secretary[- ]General|High Commissioner|Commissioner|Secretary of State|State Secretary|Foreign Secretary|Secretary|Prime Minister|Foreign Minister|Minister|President|Vice[- ]President"
    r"|Chancellor|Ambassador|Permanent Representative|Special Rapporteur|Rapporteur|Special Representative|Special Envoy|Envoy|Representative|Director[- ]General|Executive Director|Director|Chairperson|Chairwoman|Chairman|Chair|Head"
    r"|Professor|Judge|Justice|Commissioner|Adviser|Advisor|Counsellor|Coordinator|Chief Executive|CEO|Founder|Fellow|Lecturer|Researcher|Editor|Journalist|Activist|Author|Delegate|Spokesperson|Spokesman|Spokeswoman"
    r"|Administrator|Governor|Mayor|Senator|Member of Parliament|MP|Attorney[- ]General|Ombudsman|Ombudsperson|Prosecutor|Registrar|Dean|Rector|Manager|Officer|Expert|Analyst|Lawyer|Deputy|Under[- ]Secretary[- ]General|Assistant Secretary[- ]General|General Secretary|Treasurer|Pope|Bishop|Archbishop|Convenor|Convener|Facilitator|Partner|Principal)"
)
HAS_ROLE = re.compile(rf"\b{ROLE_NOUN}\b", re.IGNORECASE)
LABELS = {
    "chair": Capacity.CHAIR, "chaired by": Capacity.CHAIR, "conference chair": Capacity.CHAIR, "co-chair": Capacity.CHAIR, "chairperson": Capacity.CHAIR,
    "moderator": Capacity.MODERATOR, "moderated by": Capacity.MODERATOR, "facilitator": Capacity.MODERATOR, "speaker": Capacity.SPEAKER,
    "speakers include": Capacity.SPEAKER, "confirmed speaker": Capacity.SPEAKER, "keynote speaker": Capacity.SPEAKER, "keynote": Capacity.SPEAKER, "panellist": Capacity.SPEAKER, "panelist": Capacity.SPEAKER,
    "rapporteur": Capacity.RAPPORTEUR, "participant": Capacity.PARTICIPANT, "participants include": Capacity.PARTICIPANT,
}  # fmt: skip
LABEL = re.compile(r"^([A-Za-z -]{4,24}?)s?\s*(?::\s*|$)")
LISTED = re.compile(rf"^({NAME})(?:\s*(?:,|–|—|\||:|\()\s*(.+?)\)?)?$")
CHAIRED = re.compile(
    rf"\b(chaired|moderated|facilitated) by\s+({NAME})(?:\s*,\s*([^.;]+?))?(?=[.;]|,?\s+and\s+(?:brought|will)|$)"
)
NO_NAME = re.compile(
    r"\b(?:University|Institute|Ministry|Council|United|Nations|House|Centre|Foundation|Government|Commission|Human|Rights|International|Conference|Group|Department|Office|School|Session|Welcome|Closing|Opening|Coffee|Working|General|Assembly|Security|Session|Member|States)\b"
)


OFFICE_FIRST = re.compile(
    rf"(?P<role>.*\b{ROLE_NOUN}\b(?:\s+(?:of|for|to|on|at)\s+[\w ’'-]+?)?)\s+(?P<name>{NAME})"
)


def find_people(page: Page) -> Iterator[Found]:
    """`{"name", "role_then", "affiliation_then", "capacity"}` of those the page lists."""
    capacity, left = "", 0
    for block in page.content:
        text = page.text[block.start : block.end]
        label = LABEL.match(text)
        known = LABELS.get(label.group(1).casefold().strip()) if label else None
        if label and known:
            capacity, left = str(known), 60
            if text[label.end() :].strip():
                yield from _listed(
                    text[label.end() :], capacity, block.start + label.end(), several=True
                )
                left = 0
        elif (
            left
            and (block.kind == "item" or is_line(text))
            and block.kind not in ("heading", "logo")
        ):
            left -= 1
            yield from _listed(text, capacity, block.start)
        elif block.kind != "logo":
            left = 0
    for sentence in page.sentences:
        for match in CHAIRED.finditer(page.text, sentence.start, sentence.end):
            if not NO_NAME.search(match.group(2)):
                chairs = match.group(1) == "chaired"
                value = _person(
                    match.group(2),
                    match.group(3),
                    str(Capacity.CHAIR if chairs else Capacity.MODERATOR),
                )
                yield Found(value, match.start(2), match.end(), confidence=0.88)


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
    parts = [each.strip() for each in re.split(r",\s+", about or "") if each.strip()]
    if not parts:
        role = where = None
    elif HAS_ROLE.search(parts[0]):
        role, where = parts[0], ", ".join(parts[1:]) or None
    elif len(parts) > 1 and HAS_ROLE.search(parts[-1]):
        role, where = parts[-1], ", ".join(parts[:-1])
    else:
        role, where = None, ", ".join(parts)
    return {
        "name": " ".join(name.split()),
        "role_then": role,
        "affiliation_then": where,
        "capacity": capacity,
    }


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
