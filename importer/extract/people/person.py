"""Read people and their offices in a line: "Dr Jane Roe, Director, the Lake Institute"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from importer.extract.name_chunks import HEAD
from importer.extract.person_names import (
    HAS_ROLE,
    LETTERS,
    NAME,
    TITLED,
    is_known_name,
    is_name,
    office_and_name,
)
from importer.extract.words.places import is_place

NAMED = re.compile(rf"(?:{TITLED}|{NAME}){LETTERS}")
# What separates a name from what is said of it, or from the title of a talk.
BEHIND = re.compile(
    r"\s*(?:(?P<comma>,)\s*|(?P<open>\()|(?P<dash>[–—|]|\s-\s)\s*|(?P<colon>:)\s*|(?P<quote>[“„«‘\"'])|(?P<end>[.;]?\s*$))"
)
# Jane Roe is Professor of Tax Law at the University of Porto Novo.
BIOGRAPHY = re.compile(
    r"\s+(?:is|was|ist|est|es)\s+(?:currently\s+)?(?:(?:the|an?|la|le|une?|el|die|der|eine?)\s+)?(?P<about>[^.,;()]{3,120}?)(?=[.,;(]|\s+(?:and|who|where)\s|$)"
)
# The title of a talk begins here.
TALK = re.compile(r"\s*(?::\s|[“„«]|(?<!\w)[‘'\"]|\s[–—-]\s)")
AND = re.compile(r",?\s+(?:and|et|und|y|e|sowie|&)\s+|,\s+|;\s*")
ACRONYM = re.compile(r"[A-Z][A-Z&/.-]{1,9}(?:\s[A-Z]\w+)?")
AGENT = re.compile(r"\w{3,}(?:er|or|ist|ian|eur|euse|rice|ista|dora?|in|ière|ier)", re.IGNORECASE)
# "Professor of Law at the University of Oxford": the office, and where.
AT = re.compile(r"\s+(?:at|in|an der|am|à l[’']|à la|en la|bei der|beim)\s*(?:the\s+)?(?=[A-ZÀ-Ý])")
# "conservator at the Museo del Caño" ends with a body and not with a person.
UNFINISHED = re.compile(
    r"\b(?:at|of|for|in|de|del|du|des|di|da|do|der|von|van)(?:\s+(?:the|la|el|le|het|de))?$"
)
# "Oceans Justice Initiative" is a body, though it has the noun of an office.
BODY_NAMED = re.compile(rf"(?:[A-Z][\w’'-]*\s+){{1,5}}{HEAD.pattern}")
# "Permanent Representative to the United Nations Office at Geneva": the place is part of the name.
SEAT = re.compile(r"\b(?:Office|Mission|Offices)$")
MOST_ABOUT, MOST_IN_OFFICE = 160, 3


@dataclass(frozen=True)
class Person:
    """A person at a place in a text. `known`: the name is sure to be one, also without its context."""

    name: str
    role: str | None
    affiliation: str | None
    start: int
    end: int
    known: bool = True

    def at(self, offset: int) -> "Person":
        return replace(self, start=self.start + offset, end=self.end + offset)

    @property
    def has_office(self) -> bool:
        return bool(self.role or self.affiliation)


def read_person(text: str) -> Person | None:
    """The person with whose name `text` begins, if what follows may stand behind a name."""
    match = NAMED.match(text)
    named = _whole_name(text, match) if match else None
    if named is None:
        return _after_office(text)
    name, place = named
    behind = BEHIND.match(text, place)
    if not behind:
        return _in_biography(text, name, place)
    about, end = _about(text, behind)
    role, affiliation = split_about(about)
    if behind["dash"] and not (role or affiliation):
        end = place
    return Person(name, role, affiliation, 0, end, is_known_name(name))


def _in_biography(text: str, name: str, place: int) -> Person | None:
    match = BIOGRAPHY.match(text, place)
    if not match or not HAS_ROLE.search(match["about"]):
        return None
    return Person(name, *split_about(match["about"]), 0, match.end("about"), is_known_name(name))


def _whole_name(text: str, match: re.Match[str]) -> tuple[str, int] | None:
    name = match.group().rstrip(",")
    if name.endswith(".") and not re.search(r"\b(?:Jr|Sr|[A-Z])\.$", name):
        name = name[:-1]
    return (
        (" ".join(name.split()), match.start() + len(name))
        if is_name(" ".join(name.split()))
        else None
    )


def _after_office(text: str) -> Person | None:
    """The person behind an office: "Ambassador Jane Roe, Permanent Mission of Chad"."""
    first = re.split(r"[,;(:“„«]", text, maxsplit=1)[0].strip()
    if len(first) > MOST_ABOUT or not HAS_ROLE.search(first):
        return None
    role, name = office_and_name(first)
    if not (role and name and is_name(name)) or UNFINISHED.search(role.strip()):
        return None
    end = text.find(first) + len(first)
    behind = BEHIND.match(text, end)
    about, end = _about(text, behind) if behind and behind["comma"] else ("", end)
    office, where = split_about(about)
    return Person(name, office or role.strip(), where, 0, end, is_known_name(name))


def _about(text: str, behind: re.Match[str]) -> tuple[str, int]:
    """What is said of the person, and where it ends."""
    place = behind.end()
    if behind["open"]:
        close = text.find(")", place)
        return (text[place:close], close + 1) if close > 0 else ("", behind.start())
    if not (behind["comma"] or behind["dash"]):
        return "", behind.start()
    talk = TALK.search(text, place)
    about = text[place : talk.start() if talk else len(text)].rstrip(" .;,")
    if len(about) > MOST_ABOUT or (behind["dash"] and not may_be_about(about)):
        return "", behind.start()
    return about, place + len(about)


def may_be_about(text: str) -> bool:
    """Whether `text` has the noun of an office or of an organisation, or is a place."""
    return bool(
        HAS_ROLE.search(text) or HEAD.search(text) or ACRONYM.fullmatch(text) or is_place(text)
    )


def split_about(about: str) -> tuple[str | None, str | None]:
    """`("Director", "Lake Institute")`: the office, and the body or the place."""
    parts = _parts(re.sub(r"^(?:of|from|de|von)\s+(?:the\s+)?(?=[A-ZÀ-Ý])", "", about.strip()))
    if not parts:
        return None, None
    if _is_office(parts[0], alone=len(parts) == 1):
        place = AT.search(parts[0])
        if (
            place
            and not SEAT.search(parts[0][: place.start()])
            and (HEAD.search(parts[0], place.end()) or is_place(parts[0][place.end() :]))
        ):
            parts = [parts[0][: place.start()], parts[0][place.end() :], *parts[1:]]
        return _bare(parts[0]), ", ".join(parts[1:]) or None
    if len(parts) > 1 and HAS_ROLE.search(parts[-1]) and not HEAD.search(parts[-1]):
        return _bare(parts[-1]), ", ".join(parts[:-1])
    return None, ", ".join(parts)


def _is_office(part: str, *, alone: bool) -> bool:
    if HAS_ROLE.search(part) and not BODY_NAMED.fullmatch(part):
        return True
    if HEAD.search(part) or ACRONYM.fullmatch(part) or is_place(part):
        return False
    words = part.split()
    agent = len(words) <= MOST_IN_OFFICE and AGENT.fullmatch(words[-1])
    return not alone or part[:1].islower() or bool(agent)


def _bare(role: str) -> str | None:
    role = re.sub(r"^(?:the|then|as|a|an)\s+", "", role.strip(" ,."), flags=re.IGNORECASE)
    return re.sub(r"\s+(?:at|of) the [a-z]+$", "", role) or None


def _parts(about: str) -> list[str]:
    """Split at commas, but not within the name of one body: "Chair of the Committee on Economic,
    Social and Cultural Rights"."""
    parts = [part.strip() for part in re.split(r",\s+", " ".join(about.split())) if part.strip()]
    while len(parts) > 1 and re.search(r"\b(?:on|for|of)\s+(?:the\s+)?[^,]+$", parts[0]):
        short = r"(?:and\s+)?[\w’'-]+(?:\s+[\w’'-]+)?(?:\s+(?:and|&)\s+[\w’' -]+)?$"
        rest = " ".join(parts[1:])
        if (
            not re.match(short, parts[1])
            or not re.search(r"\band\b|&", rest)
            or HEAD.search(parts[1])
        ):
            break
        parts = [f"{parts[0]}, {parts[1]}", *parts[2:]]
    return parts


def split_people(text: str) -> list[Person]:
    """The people in a list: "Ana Lund (Lyon), Dr Piet Roos and Mia Berg, Director".

    A part that is no name is said of the person before it. Empty when the list begins with no name.
    """
    people: list[Person] = []
    start = 0
    for begin, end in _pieces(text):
        piece = text[begin:end]
        if (person := read_person(piece)) and _may_follow(person, text, first=not people):
            if people:
                people[-1] = _with_about(people[-1], text[people[-1].end : start])
            people.append(person.at(begin))
        elif not people:
            return []
        start = end
    if people:
        people[-1] = _with_about(people[-1], text[people[-1].end :])
    return people


def _may_follow(person: Person, text: str, *, first: bool) -> bool:
    """Whether the person is one of the list, and not the body of the person before."""
    return first or person.known or (_are_bare(text) and not HEAD.search(person.name))


def _are_bare(text: str) -> bool:
    """Whether every part of the list is a name and nothing else."""
    return all(is_name(text[begin:end].strip(" .")) for begin, end in _pieces(text))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The parts between commas, semicolons and "and", but not within brackets."""
    begin, depth, place = 0, 0, 0
    for match in AND.finditer(text):
        depth += text.count("(", place, match.start()) - text.count(")", place, match.start())
        place = match.start()
        if depth <= 0:
            yield begin, match.start()
            begin = match.end()
    yield begin, len(text)


def _with_about(person: Person, between: str) -> Person:
    """The person with the text behind the name as office, when it has none yet."""
    about = re.sub(r"^[\s,(]+|[\s,;.)]+$", "", between)
    about = re.sub(r"\s+(?:and|et|und|y)$", "", about).strip(" ,;")
    about = about[: talk.start()] if (talk := TALK.search(about)) else about
    if person.has_office or not about or len(about) > MOST_ABOUT or TALK.match(between):
        return person
    role, affiliation = split_about(about)
    return replace(
        person, role=role, affiliation=affiliation, end=person.end + len(between.rstrip(" ,;."))
    )
