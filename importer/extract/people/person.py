"""Read people and their offices in a line: "Dr Jane Roe, Director, the Lake Institute"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from importer.extract.name_chunks import HEAD_NOUN
from importer.extract.person_names import (
    HAS_ROLE,
    LETTERS_AFTER,
    PERSON_NAME,
    TITLED,
    TITLES,
    is_known_name,
    is_name,
    office_and_name,
)
from importer.extract.words.offices import is_agent

from .office import may_be_about, split_about

NAMED = re.compile(rf"(?:{TITLED}|{PERSON_NAME}){LETTERS_AFTER}")
# What separates a name from what is said of it, or from the title of a talk.
BEHIND = re.compile(
    r"\s*(?:(?P<comma>,)\s*|(?P<open>\()|(?P<dash>[–—|]|\s-\s)\s*|(?P<colon>:)\s*|(?P<quote>[“„«‘\"'])|(?P<end>[.;]?\s*$))"
)
# Jane Roe is Professor of Tax Law at the University of Porto Novo.
BIOGRAPHY = re.compile(
    r"\s+(?:is|was|ist|est|es)\s+(?:currently\s+)?(?:(?:the|an?|la|le|une?|el|die|der|eine?)\s+)?(?P<about>[^.,;()]{3,120}?)(?=[.,;(]|\s+(?:and|who|where)\s|$)"
)
BOOK = re.compile(r"[^“„«]{3,60}[“„«][^“”„«»]{2,60}[”“»]")
# The next sentence begins here: "seed librarian. In association with".
NEXT = re.compile(r"(?<=[a-zà-ÿ]{3})\.\s+(?=[A-ZÀ-Ý])")
OF_BODY = re.compile(
    r"\s+(?:of|from|du|de l[’']|de la|von der|vom|del)\s*(?:the\s+)?(?P<body>[A-ZÀ-Ý][^.,;:()“”]{2,80})"
)
# The title of a talk begins here.
TALK = re.compile(r"\s*(?::\s|[“„«]|(?<!\w)[‘'\"]|\s[–—-]\s)")
AND = re.compile(r",?\s+(?:and|et|und|y|e|sowie|&|en(?=\s+[A-ZÀ-Ý]))\s+|,\s+|;\s*")
# "conservator at the Museo del Caño" ends with a body and not with a person.
UNFINISHED = re.compile(
    r"\b(?:at|of|for|in|to|on|with|and|de|del|du|des|di|da|do|der|von|van)(?:\s+(?:the|la|el|le|het|de))?$"
)
# "Opening in the cinema with Mayor Ana Lund": the office is behind "with".
LEADS_TO = re.compile(
    r"^.*\b(?:mit|with|by|avec|par|con|por|door|met|von|durch)\s+(?:the\s+|de[rm]\s+|l[ae]\s+)?"
)
TRADE = re.compile(
    rf"(?:(?:der|die|la|el|le|il|lo|o|a|de)\s+|l[’'])?(?P<trade>[\w-]{{4,}})\s(?={TITLED}|{PERSON_NAME})"
)
MOST_ABOUT = 160


@dataclass(frozen=True)
class FoundPerson:
    """A person at a place in a text. `known`: the name is sure to be one, also without its context."""

    name: str
    role: str | None
    affiliation: str | None
    start: int
    end: int
    known: bool = True

    def at(self, offset: int) -> "FoundPerson":
        return replace(self, start=self.start + offset, end=self.end + offset)

    @property
    def has_office(self) -> bool:
        return bool(self.role or self.affiliation)


def read_person(text: str) -> FoundPerson | None:
    """The person with whose name `text` begins, if what follows may stand behind a name."""
    if person := _behind_trade(text):
        return person
    match = NAMED.match(text)
    named = _whole_name(text, match) if match else None
    if named is None:
        return _after_office(text)
    name, place = named
    behind = BEHIND.match(text, place)
    if not behind:
        return _in_biography(text, name, place) or _of_body(text, *_without_seat(name, place))
    about, end = _about(text, behind)
    role, affiliation = split_about(about)
    if behind["dash"] and not (role or affiliation):
        end = place
    return FoundPerson(name, role, affiliation, 0, end, is_known_name(name))


def _in_biography(text: str, name: str, place: int) -> FoundPerson | None:
    match = BIOGRAPHY.match(text, place)
    if not match or not HAS_ROLE.search(match["about"]):
        return None
    return FoundPerson(
        name, *split_about(match["about"]), 0, match.end("about"), is_known_name(name)
    )


def _without_seat(name: str, place: int) -> tuple[str, int]:
    """`("Prof. Ole Berg", …)` of "Prof. Ole Berg of Weir University", which is no Bishop of Weir."""
    bare = name.partition(" of ")[0]
    return bare, place - len(name) + len(bare)


def _of_body(text: str, name: str, place: int) -> FoundPerson | None:
    """Professor Ole Isaksen of the University of Nuuk."""
    match = OF_BODY.match(text, place)
    if not match or not HEAD_NOUN.search(match["body"]):
        return None
    return FoundPerson(name, None, match["body"].strip(), 0, match.end("body"), is_known_name(name))


def _behind_trade(text: str) -> FoundPerson | None:
    """The person behind what somebody is: "Umwelthistorikerin Dr. Silke Brandt", "arqueólogo Rui Brandão"."""
    match = TRADE.match(text)
    if match is None or TITLES.match(text[match.start("trade") :]):
        return None
    trade = match["trade"]
    if not (HAS_ROLE.fullmatch(trade) or (trade.islower() and is_agent(trade))):
        return None
    person = read_person(text[match.end("trade") + 1 :])
    if person is None or not person.known or HAS_ROLE.search(person.name):
        return None
    person = person.at(match.end("trade") + 1)
    return replace(person, role=person.role or match["trade"])


def _whole_name(text: str, match: re.Match[str]) -> tuple[str, int] | None:
    name = match.group().rstrip(",")
    if name.endswith(".") and not re.search(r"\b(?:Jr|Sr|[A-Z])\.$", name):
        name = name[:-1]
    return (
        (" ".join(name.split()), match.start() + len(name))
        if is_name(" ".join(name.split()))
        else None
    )


def _after_office(text: str) -> FoundPerson | None:
    """The person behind an office: "Ambassador Jane Roe, Permanent Mission of Chad"."""
    first = re.split(r"[,;(:“„«]", text, maxsplit=1)[0].strip()
    if len(first) > MOST_ABOUT or not HAS_ROLE.search(first):
        return None
    role, name = office_and_name(first)
    role = LEADS_TO.sub("", role) if role else role
    if not (role and name and is_name(name)) or UNFINISHED.search(role.strip()):
        return None
    end = text.find(first) + len(first)
    behind = BEHIND.match(text, end)
    about, end = _about(text, behind) if behind and behind["comma"] else ("", end)
    office, where = split_about(about)
    return FoundPerson(name, office or role.strip(), where, 0, end, is_known_name(name))


def _about(text: str, behind: re.Match[str]) -> tuple[str, int]:
    """What is said of the person, and where it ends."""
    place = behind.end()
    if behind["open"]:
        close = text.find(")", place)
        return (text[place:close], close + 1) if close > 0 else ("", behind.start())
    if not (behind["comma"] or behind["dash"]):
        return "", behind.start()
    talk = TALK.search(text, place)
    following = NEXT.search(text, place)
    ends = [match.start() for match in (talk, following) if match]
    about = text[place : min(ends, default=len(text))].rstrip(" .;,")
    if talk and UNFINISHED.search(about):
        # "author of “Ripe”": the title of a book belongs to the office.
        about = text[place : match.end()] if (match := BOOK.match(text, place)) else ""
    if len(about) > MOST_ABOUT or (behind["dash"] and not may_be_about(about)):
        return "", behind.start()
    return about, place + len(about)


def split_people(text: str) -> list[FoundPerson]:
    """The people in a list: "Ana Lund (Lyon), Dr Piet Roos and Mia Berg, Director".

    A part that is no name is said of the person before it. Empty when the list begins with no name.
    """
    if parted := _between_semicolons(text):
        return parted
    people: list[FoundPerson] = []
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


def _between_semicolons(text: str) -> list[FoundPerson]:
    """The people between semicolons, each with its body: "Ana Lund, Tidewater; Piet Roos, BBC". Empty
    when a part is no person."""
    people, place = [], 0
    for part in re.split(r";\s*(?:and\s+)?(?=\S)", text):
        begin = text.index(part, place)
        place = begin + len(part)
        person = read_person(part.rstrip(" .;"))
        if person is None or part[person.end :].strip(" .;,)"):
            return []
        people.append(person.at(begin))
    return people if len(people) > 1 else []


def _may_follow(person: FoundPerson, text: str, *, first: bool) -> bool:
    """Whether the person is one of the list, and not the body of the person before."""
    return first or person.known or (_are_bare(text) and not HEAD_NOUN.search(person.name))


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


def _with_about(person: FoundPerson, between: str) -> FoundPerson:
    """The person with the text behind the name as office, when it has none yet."""
    about = re.sub(r"^[\s,(]+|[\s,;.)]+$", "", between)
    about = re.sub(r"\s+(?:and|et|und|y)$", "", about).strip(" ,;")
    about = about[: talk.start()] if (talk := TALK.search(about)) else about
    about = NEXT.split(about)[0]
    about += ")" * (about.count("(") - about.count(")"))
    if person.has_office or not about or len(about) > MOST_ABOUT or TALK.match(between):
        return person
    role, affiliation = split_about(about)
    return replace(
        person, role=role, affiliation=affiliation, end=person.end + len(between.rstrip(" ,;."))
    )
