"""Find the title of a page saved as plain text."""

import re

from .boilerplate import is_boilerplate
from .codes import without_code
from .dates.patterns import DATE
from .lines import (
    INVITES,
    is_author,
    is_kicker,
    is_organisation,
    may_be_title,
)
from .page import is_line
from .words.buildings import is_building
from .words.events import EVENT
from .words.labels import DATE_LABEL, PERSON_LABEL, label_of
from .words.ordinals import NUMBER_WORDS, ORDINAL

# Lake Council Conference, and below it: “Who owns a river?”
GENERAL = re.compile(rf"^(?:\S+\s+){{0,6}}{EVENT}$", re.IGNORECASE)
COUNTING = r"(?:\d{1,3}(?:st|nd|rd|th)|(?:" + NUMBER_WORDS + r"))"
# Ninth Annual Conference, and below it what it is on.
COUNTED = re.compile(
    rf"^(?:the\s+)?(?:{COUNTING}\s+(?:[\w’'-]+\s+){{0,3}}{EVENT}|{ORDINAL.pattern}\s+(?:[\w’'-]+\s+)?{EVENT}(?:\s+(?:inter)?(?:na[ctz]ion|region)\w*)?)$",
    re.IGNORECASE,
)
# Fourth International Conference on: the title goes on in the next line.
WRAPS = re.compile(
    rf"\b{EVENT}s?\s+(?:on|of|for|in|about|sur|zur?|über|sobre|de|su|over)$", re.IGNORECASE
)
# … and this line goes on with the title: "ON PRISON HEALTH".
GOES_ON = re.compile(
    r"(?:on|of|for|about|sur|über|zu|zum|zur|sobre|de|du|su|over)\s+\S", re.IGNORECASE
)
# Rotterdam, 9-11 May 2001
PLACED = re.compile(
    rf"^(?:\S+\s+){{0,2}}\S+,\s+(?:(?:le|den|am|el|a|il|on)\s+)?{DATE.pattern}\W*$", DATE.flags
)
# IX Congreso Nacional de Bibliotecas, and below it: “Leer a la intemperie”
COUNTED_FIRST = re.compile(
    rf"(?:the\s+)?{ORDINAL.pattern}\s+(?:[\w’'-]+\s+){{0,4}}?{EVENT}\b", re.IGNORECASE
)
# The Hutton Lecture 2009, and below it what it is on.
LECTURE = re.compile(
    r"\b(?:lecture|oration|debate|vorlesung|conférence)(?:\s+(?:19|20)\d\d)?$", re.IGNORECASE
)
# have the honour to invite you to the
INVITES_TO = re.compile(
    r"\b(?:invit\w+|requests? the (?:pleasure|honou?r)|welcome|einzuladen|laden)\b[^.;:]*\s(?:to|to the|to an?|to our|zur|zum|à|à la|al|a la)$",
    re.IGNORECASE,
)
MOST_BELOW, FEWEST_IN_SUBJECT = 6, 4
QUOTED = re.compile(r"[“\"‘'][^“”\"]+[”\"’']")
ADDRESS = re.compile(r"^(?:\w[\w ]{0,20}:\s*)?<?https?://\S+>?$")
ADDRESS_BEGINS = re.compile(
    r"^(?:source|url|address|retrieved from|saved from|link)\s*:", re.IGNORECASE
)
MOST_ABOVE_TITLE, FEWEST_IN_PROSE = 12, 14


def words_of(text: str, line: tuple[int, int] | None) -> str:
    return " ".join(text[slice(*line)].split()) if line else ""


def title_line(
    text: str, lines: list[tuple[int, int]]
) -> tuple[tuple[int, int] | None, list[tuple[int, int]]]:
    """The line with the title, and all lines. A title of two lines becomes one line."""
    kicker = None
    for number in range(_below_invitation(text, lines), len(lines[:MOST_ABOVE_TITLE])):
        line = lines[number]
        name = words_of(text, line)
        above = words_of(text, lines[number - 1]) if number else ""
        after = lines[number + 1] if number + 1 < len(lines) else None
        below = words_of(text, after)
        goes_on = COUNTED.match(name) and GOES_ON.match(below)
        wraps = WRAPS.search(name) and not below.isupper()
        if (wraps or goes_on) and may_be_title(below):
            whole = (line[0], after[1])  # type: ignore[index]
            return whole, [*lines[:number], whole, *lines[number + 2 :]]
        if kicker and len(name.split()) > FEWEST_IN_PROSE and name.endswith("."):
            break
        if is_address(name) or is_boilerplate(name) or not may_be_title(name):
            continue
        if PLACED.match(name):
            if kicker and COUNTED.match(words_of(text, kicker)):
                break
            continue
        if is_author(name, above):
            continue
        general = GENERAL.search(name) or COUNTED_FIRST.match(name)
        if general and after and QUOTED.fullmatch(words_of(text, after)):
            return after, lines
        coded = without_code(below) != below and name == without_code(name)
        coded = coded and not DATE.search(below)
        if (INVITES.search(below) and is_line(below)) or (coded and may_be_title(below)):
            continue
        titled = LECTURE.search(name) and may_be_title(below) and not is_building(below)
        if titled and _is_given(text, lines[number + 2 :]):
            return after, lines
        if is_kicker(name) or _is_above_title(text, name, lines[number + 1 :]):
            kicker = line if COUNTED.match(name) else kicker or line
            continue
        if name.endswith(":") and after and may_be_title(words_of(text, after)):
            whole = (line[0], after[1])
            return whole, [*lines[:number], whole, *lines[number + 2 :]]
        return (None if name.endswith(":") else line), lines
    return kicker, lines


def _below_invitation(text: str, lines: list[tuple[int, int]]) -> int:
    """The number of the line below "have the honour to invite you to the": above it are the hosts."""
    top = [words_of(text, line) for line in lines[:MOST_ABOVE_TITLE]]
    lasts = [number for number, line in enumerate(top) if INVITES_TO.search(line)]
    return lasts[-1] + 1 if lasts and lasts[-1] + 1 < len(lines) else 0


def _is_given(text: str, below: list[tuple[int, int]]) -> bool:
    """Whether the next line says who gives the lecture, or when."""
    line = words_of(text, below[0]) if below else ""
    label = label_of(line)
    return bool(label and label.field in (PERSON_LABEL, DATE_LABEL)) or bool(DATE.match(line))


def _is_above_title(text: str, line: str, below: list[tuple[int, int]]) -> bool:
    """Whether the title follows this line, which is an organisation or "Ninth Annual Conference".
    The lines up to the date may be titles."""
    alone = is_organisation(line) or COUNTED.match(line)
    series = not alone and COUNTED_FIRST.match(line)
    if not (alone or series):
        return False
    if series and not _says_subject(words_of(text, below[0]) if below else ""):
        return False
    following = [words_of(text, span) for span in below[:MOST_BELOW]]
    facts = (line for line in following if DATE.search(line) or label_of(line))
    dated = following.index(next(facts, following[0])) if following else 0
    named = [line for line in following[:dated] if not is_boilerplate(line)]
    names_event = any(COUNTED.match(line) or not is_kicker(line) for line in named)
    return names_event and all(
        may_be_title(line) or is_kicker(line) or QUOTED.fullmatch(line) for line in named
    )


def _says_subject(line: str) -> bool:
    """Whether the line is what an event is on, and neither a place, a body nor more of its name."""
    is_sentence = len(line.split()) >= FEWEST_IN_SUBJECT and re.search(
        r"[a-zà-ÿ][.:?!]\s|\?$", line
    )
    return bool(is_sentence) and not (is_organisation(line) or is_building(line) or is_kicker(line))


def is_address(line: str) -> bool:
    return bool(ADDRESS.match(line) or ADDRESS_BEGINS.match(line))
