"""People in sentences: "opened with remarks by", "chaired by", "will give the keynote"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from cms.vocabularies import Capacity
from importer.extract.page import ParsedPage
from importer.extract.person_names import HAS_ROLE, PERSON_NAME, ROLE_NOUN, TITLED
from importer.extract.title_match import OTHER_EVENT, is_own
from importer.extract.words.events import EVENT
from importer.extract.words.labels import BARE, IS, PERSON_LABEL, label_of

from .listed import Listed, people_behind
from .person import FoundPerson, may_be_about, read_person, split_about
from .phrases import (
    AMONG,
    ARTICLE,
    CLAUSE,
    DOING,
    OF_EVENT,
    ON_THE_DAY,
    SMALL_WORDS,
    SPEECH,
    TRIGGERS,
    WHO,
    WITH,
    names_another_person,
)

# A full stop that is not that of a title or an initial.
FULL_STOP = r"(?<!\b[A-Z])(?<!\b(?i:mr|ms|dr|st|ir|me))(?<!\b(?i:mrs|hon|rev|drs|sra|dra|ing|col))(?<!\b(?i:prof|capt))\."
# Where the words about a person end in a sentence.
ENDS = re.compile(
    rf"{FULL_STOP}|[;:“”]|,?\s+(?:which|who|will|was|is|has|had|on|to|during|before|after|qui|que|(?<!van )(?<!von )der|die|wird)\s|,\s+(?=[a-z]\w*(?:ed|ing|s)\s)"
)
AND = r"(?:and|et|und|y|e|en)"
PIECE = re.compile(rf"\s*(?:,\s+(?:{AND}\s+)?|\s+{AND}\s+|$)")
OF_BODY = re.compile(
    r"\b(?:working groups?|groups?|committee|commission|board|inquiry|network)\b[^.;]*$",
    re.IGNORECASE,
)
DEFINITE = re.compile(
    rf"\b(?:this|the|our|ces?|cette|les?|la|el|il|die|das|der)\s+(?:[\w’'-]+\s+){{0,4}}?(?:{EVENT}|session|ceremony|discussion|plenary)\b",
    re.IGNORECASE,
)
IN_QUOTES = re.compile(r"[«“„\"][^«»“”„\"]{2,120}[»”“\"]")
MOST_BEFORE, MOST_IN_OFFICE = 4, 9
JOINT = re.compile(rf"\s+(?:{AND}|sowie)\s+")
IN_SPEECH = re.compile(
    rf"(?:(?:Opening|Closing|Addressing|Welcoming|Introducing)\s+(?:the|this)\s+[^,.]{{3,80}},|(?:In|During)\s+(?:his|her|their|the|an?)\s+(?:[\w-]+\s+){{0,3}}?{SPEECH},?)\s+(?:the\s+)?(?P<who>(?:(?i:{ROLE_NOUN})\s+)?(?:{TITLED}|{PERSON_NAME}))(?=\s+[a-z]|,)"
)
PASSIVE = re.compile(r"\w+ed\s+by\b")
SEMICOLON = re.compile(rf"\s*;\s*(?:{AND}\s+)?")
STOP = re.compile(rf"{FULL_STOP}(?:\s|$)")


def people_in_sentences(page: ParsedPage) -> Iterator[Listed]:
    for sentence in page.sentences:
        text = page.text[sentence.start : sentence.end]
        for listed in (
            *_labelled(text),
            *_by(text),
            *_with(text),
            *_in_speech(text),
            *_doing(text),
        ):
            yield Listed(listed.person.at(sentence.start), listed.capacity)


def _labelled(text: str) -> Iterator[Listed]:
    """A label within a paragraph: "… of the meeting. Rapporteur: Ms Birgit Aasen", "Voorzitter is Joke
    Vos"."""
    label = label_of(text)
    bare = label and label.text.casefold() in BARE and text[label.end : label.end + 1].isupper()
    if label and label.field == PERSON_LABEL and (bare or ":" in text[: label.end]):
        yield from people_behind(text, label)
    for match in IS.finditer(text):
        name = ON_THE_DAY.sub("", match["label"])
        role_label = label_of(name)
        if role_label and role_label.field == PERSON_LABEL and role_label.end == len(name):
            among = AMONG.match(text, match.end())
            start = among.end() if among else match.end()
            people = _listed(text[start:])
            yield from (Listed(person.at(start), role_label.value) for person in people)


def _by(text: str) -> Iterator[Listed]:
    for capacity, pattern in TRIGGERS:
        for match in pattern.finditer(text):
            before = text[: match.start()]
            if _is_of_event(before, leads=capacity != Capacity.SPEAKER):
                for person in _listed(text[match.end() :]):
                    yield Listed(person.at(match.end()), capacity)


def _is_of_event(before: str, *, leads: bool) -> bool:
    """Whether what stands before is about the page's own event or a session of it. `leads`: a body
    has its own chair."""
    if OTHER_EVENT.search(before) or (leads and OF_BODY.search(before)):
        return False
    short = len(IN_QUOTES.sub("", before).split()) <= MOST_BEFORE and not re.search(
        r"\bfirst\b", before
    )
    return short or is_own(before) or bool(DEFINITE.search(before))


def _in_speech(text: str) -> Iterator[Listed]:
    """In her keynote speech Professor Ana Lund argued that …"""
    match = IN_SPEECH.match(text)
    person = read_person(match["who"]) if match else None
    if match and person and person.known:
        yield Listed(person.at(match.start("who")), str(Capacity.SPEAKER))


def _with(text: str) -> Iterator[Listed]:
    """Avec Nadia Ben Salem, bibliothécaire, et Louise Roy, écrivaine: those who speak there."""
    match = WITH.match(text)
    people = list(_listed(text[match.end() :], offices=True)) if match else []
    if match and all(one.known or one.has_office for one in people):
        offices = sum(one.has_office for one in people)
        if (len(people) > 1 and people[0].known) or offices:
            yield from (Listed(one.at(match.end()), str(Capacity.SPEAKER)) for one in people)


def _listed(text: str, *, offices: bool = False) -> Iterator[FoundPerson]:
    """The people that follow. Semicolons part people whose offices have commas."""
    clause = text[: end.start()] if (end := STOP.search(text)) else text
    parts = list(SEMICOLON.finditer(clause))
    if not parts:
        yield from _named(text, offices=offices)
        return
    starts, ends = [0, *(part.end() for part in parts)], [part.start() for part in parts]
    for start, end_of_part in zip(starts, [*ends, len(clause)], strict=True):
        person = read_person(_with_title(clause[start:end_of_part].strip(" ,")))
        if person is None:
            return
        yield person.at(start)


def _named(text: str, *, offices: bool = False) -> Iterator[FoundPerson]:
    """The people that follow: "Beatrix Aumann, Minister of Transport of Hesse, and Joost van Rijn"."""
    place = 0
    while (end := _end_of_piece(text, place)) > place:
        person = read_person(_with_title(text[place:end]))
        if person is None and place and (beyond := _beyond_body(text, end)):
            place = beyond
            continue
        if person is None:
            return
        person = person.at(place)
        stop = end
        following = _next(text, end)
        in_brackets = text[place:end].rstrip().endswith(")")
        if following and not in_brackets and (about := _about(text, following, offices=offices)):
            stop = following + len(about)
            role, affiliation = split_about(about)
            person = replace(
                person,
                role=role or person.role,
                affiliation=affiliation or person.affiliation,
                end=stop,
            )
        yield person
        place = _next(text, stop)
        if not place:
            return


def _beyond_body(text: str, end: int) -> int:
    """Where a known name begins behind a piece that says more of the person before: "Ana Lund, Depot
    Manager, Falls Road, and Piet Roos". 0 when none follows."""
    place = _next(text, end)
    person = read_person(_with_title(text[place : _end_of_piece(text, place)])) if place else None
    return place if person and person.known else 0


def _with_title(piece: str) -> str:
    piece = re.sub(r"^(?:opened|closed|introduced|followed)\s+by\s+", "", piece)
    piece = re.sub(r"^(?:van|von|di|da|por|par|by|with)\s+(?=[A-ZÀ-Ý])", "", piece)
    bare = re.sub(r"^(?:the|le|la|der|die|das|el|il|lo|l[’'])\s*(?=\w)", "", piece)
    return bare if bare[:1].isupper() or HAS_ROLE.match(bare) else piece


def _end_of_piece(text: str, place: int) -> int:
    piece = PIECE.search(text, place)
    ends = ENDS.search(text, place)
    return min(piece.start() if piece else len(text), ends.start() if ends else len(text))


def _next(text: str, place: int) -> int:
    """Where the next piece begins. 0 at the end of the list."""
    match = PIECE.match(text, place)
    return match.end() if match and match.end() < len(text) and match.end() > place else 0


def _about(text: str, place: int, *, offices: bool) -> str:
    """The office behind the name, up to the next comma of its clause. With `offices` every piece in
    small letters is one."""
    ends = ENDS.search(text, place)
    clause = text[place : ends.start() if ends else len(text)]
    piece = re.split(r",\s+(?:and\s+)?|\s+and\s+(?=" + PERSON_NAME + ")", clause)[0].strip()
    for joint in JOINT.finditer(piece):
        if read_person(_with_title(piece[joint.end() :])):
            piece = piece[: joint.start()]
            break
    person = read_person(_with_title(piece))
    named = person and piece.endswith(person.name)
    another = named and (person.known or piece[:1].islower())  # type: ignore[union-attr]
    if (
        not piece
        or another
        or PASSIVE.match(piece)
        or (person and person.known and not HAS_ROLE.search(piece))
    ):
        return ""
    if names_another_person(piece):
        return ""
    small = offices and piece[:1].islower() and len(piece.split()) <= MOST_IN_OFFICE
    # One or two small words between a name and the next comma or name are an occupation, too.
    trade = _ends_piece(text, place + len(piece)) and SMALL_WORDS.fullmatch(ARTICLE.sub("", piece))
    small = (small or bool(trade)) and not CLAUSE.match(piece)
    return piece if small or may_be_about(piece) else ""


def _ends_piece(text: str, place: int) -> bool:
    """Whether a comma, a name behind "and", or the end of the sentence follows."""
    return bool(re.match(rf",|\s+{AND}\s+(?:{TITLED}|{PERSON_NAME})|\.?\s*$|\.\s", text[place:]))


def _doing(text: str) -> Iterator[Listed]:
    """The people who do something: "Jane Roe, Professor of Law, will give the keynote address"."""
    for capacity, pattern in DOING:
        match = pattern.search(text)
        of_this_event = match and not (
            WHO.search(text[: match.start()]) and not OF_EVENT.match(text[match.end() :])
        )
        if match and of_this_event and not OTHER_EVENT.search(text[: match.start()]):
            stops = [stop.end() for stop in STOP.finditer(text, 0, match.start())]
            clause = max([0, text.rfind("; ", 0, match.start()) + 1, *stops])
            clause += len(text[clause:]) - len(text[clause:].lstrip())
            before = WHO.sub("", text[clause : match.start()]).rstrip(" ,")
            person = read_person(before)
            if not person or before[person.end :].strip(" ,"):
                # … chaired the meeting and Paul Hensley served as rapporteur.
                clause += max((joint.end() for joint in JOINT.finditer(before)), default=0)
                before = text[clause : match.start()]
                person = read_person(before)
            if person and person.known and not before[person.end :].strip(" ,"):
                yield Listed(person.at(clause), capacity)
