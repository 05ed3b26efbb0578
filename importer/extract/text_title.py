"""Find the title of a page saved as plain text."""

import re
from itertools import pairwise

from .boilerplate import is_boilerplate
from .codes import without_code
from .dates.patterns import DATE
from .letterhead import letterhead_length
from .lines import (
    INVITES,
    UNFINISHED,
    is_author,
    is_kicker,
    is_organisation,
    may_be_title,
)
from .page import is_line
from .person_names import PERSON_NAME, is_known_name
from .title_lines import PLACED, is_no_title, words_of
from .words.buildings import is_building
from .words.events import EVENT, NAMES_ONE_EVENT
from .words.labels import DATE_LABEL, PERSON_LABEL, label_of
from .words.ordinals import NUMBER_WORDS, ORDINAL
from .words.places import is_town

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
    r"(?:on|of|for|and|about|sur|über|zu|zum|zur|sobre|de|du|su|over)\s+\S", re.IGNORECASE
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
    r"\b(?:invit\w+|requests? the (?:pleasure|honou?r)|welcome|einzuladen|laden)\b[^.;:]*\s(?:to|to the|to an?|to our|zur|zum|à|à la|al|a la|(?:to|zur|zum|à|au|al|a|alla?)\s?(?:\w+\s){0,3}EVENT(?:\s\w+){0,2})$".replace(
        "EVENT", EVENT
    ),
    re.IGNORECASE,
)
MOST_BELOW, FEWEST_IN_SUBJECT = 6, 4
QUOTED = re.compile(r"[“\"‘'«„]\s?[^“”\"«»„]+\s?[”\"’'»“]")
GIVEN_BY = re.compile(rf"(?:by|par|von|por|di|door|mit|with)\s+(?P<name>{PERSON_NAME})(?=[,(]|$)")
THEME = re.compile(
    r"\b(?:unter dem (?:Thema|Titel|Motto)|on the (?:theme|subject|topic)(?: of)?|sur le thème|intitulée?|bajo el (?:título|lema)|con el título|sul tema|dal titolo|sob o tema|entitled|onder de titel)\s*:?$"
)
MOST_IN_LETTER = 25
MOST_ABOVE_TITLE, FEWEST_IN_PROSE = 12, 14
FEWEST_WRAPPED, MOST_IN_TITLE = 2, 200


def title_line(
    text: str, lines: list[tuple[int, int]]
) -> tuple[tuple[int, int] | None, list[tuple[int, int]]]:
    """The line with the title, and all lines. A title of several lines becomes one line."""
    lines = _with_wrapped_joined(text, lines)
    themed = _below_theme(text, lines) or _above_speaker(text, lines)
    return (themed, lines) if themed else _first_title(text, lines)


def _with_wrapped_joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines, with those at the top joined that go on in the next one: "Report of the", "Twelfth
    Meeting"."""
    joined: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        above = words_of(text, joined[-1]) if joined else ""
        if number < MOST_ABOVE_TITLE and wraps(above, words_of(text, line)):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


def wraps(line: str, below: str) -> bool:
    """Whether a line without its end goes on below, in the same case and without a fact."""
    if len(line.split()) < FEWEST_WRAPPED or line.isupper() != below.isupper():
        return False
    if (
        is_town(below)
        or len(line) + len(below) > MOST_IN_TITLE
        or line[-1:] in ",;–—-"
        or INVITES.search(line)
    ):
        return False
    goes_on = UNFINISHED.search(line) or (below.isupper() and GOES_ON.match(below))
    facts = any(DATE.search(one) or label_of(one) or is_boilerplate(one) for one in (line, below))
    return bool(goes_on) and not facts and not re.search(r"[.:;]$", below)


def _first_title(
    text: str, lines: list[tuple[int, int]]
) -> tuple[tuple[int, int] | None, list[tuple[int, int]]]:
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
        if kicker and _ends_head(name, words_of(text, kicker)):
            break
        if number and QUOTED.fullmatch(name) and len(name.split()) > 1:
            return line, lines
        if is_no_title(text, lines, number) or is_author(name, above):
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
            kicker = line if _names_better(name, words_of(text, kicker)) else kicker
            continue
        if name.endswith(":") and after and may_be_title(words_of(text, after)):
            whole = (line[0], after[1])
            return whole, [*lines[:number], whole, *lines[number + 2 :]]
        kicker = None if name.endswith(":") else line
        break
    return kicker, lines


def _below_theme(text: str, lines: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The line below "steht unter dem Thema" in a letter."""
    for line, below in pairwise(lines[:MOST_IN_LETTER]):
        if THEME.search(words_of(text, line)) and may_be_title(words_of(text, below)):
            return below
    return None


def _above_speaker(text: str, lines: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The line above "by Ana Lund, curator" on a poster."""
    for line, below in pairwise(lines[:MOST_ABOVE_TITLE]):
        given = GIVEN_BY.match(words_of(text, below))
        name = words_of(text, line)
        if given and is_known_name(given["name"]) and may_be_title(name) and not is_kicker(name):
            return line
    return None


def _names_better(name: str, kicker: str) -> bool:
    """Whether a line says more of the event than the one above it, in case no title follows."""
    if not kicker or COUNTED.match(name):
        return True
    return is_organisation(kicker) and bool(NAMES_ONE_EVENT.search(name))


def _ends_head(line: str, kicker: str) -> bool:
    """Whether no title follows: the line is prose, or the day of the event that `kicker` numbers."""
    is_prose = len(line.split()) > FEWEST_IN_PROSE and line.endswith(".")
    dated = DATE.match(line) or PLACED.match(line)
    return is_prose or bool(dated and COUNTED.match(kicker))


def _below_invitation(text: str, lines: list[tuple[int, int]]) -> int:
    """The number of the line below "have the honour to invite you to the": above it are the hosts. Else
    that of the line below the letterhead."""
    top = [words_of(text, line) for line in lines[:MOST_ABOVE_TITLE]]
    lasts = [number for number, line in enumerate(top) if INVITES_TO.search(line)]
    if lasts and lasts[-1] + 1 < len(lines):
        return lasts[-1] + 1
    return letterhead_length(top)


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
    following = [line for line in following if not line.startswith("(")]
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
