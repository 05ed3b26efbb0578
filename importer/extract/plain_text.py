"""Read a page saved as plain text."""

import re

from .boilerplate import is_boilerplate, without_related
from .codes import without_code
from .dates.patterns import DATE
from .lines import (
    INVITES,
    PERSON,
    begins_list,
    is_author,
    is_fact,
    is_kicker,
    is_labelled,
    is_organisation,
    may_be_title,
)
from .page import Block, ParsedPage, is_line
from .person_names import is_known_name
from .source import check_length
from .words.buildings import is_building
from .words.events import EVENT
from .words.labels import DATE as DATE_LABEL
from .words.labels import PERSON as PERSON_LABEL
from .words.labels import label_of
from .words.ordinals import ORDINAL, WORDS

PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
# Lake Council Conference, and below it: “Who owns a river?”
GENERAL = re.compile(rf"^(?:\S+\s+){{0,6}}{EVENT}$", re.IGNORECASE)
COUNTING = r"(?:\d{1,3}(?:st|nd|rd|th)|(?:" + WORDS + r"))"
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
PLACED = re.compile(rf"^(?:\S+\s+){{0,2}}\S+,\s+{DATE.pattern}\W*$", DATE.flags)
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
MOST_BELOW = 6
QUOTED = re.compile(r"[“\"‘'][^“”\"]+[”\"’']")
LINE = re.compile(r"[^\n]*\S")
# "11. – 12. September 2021" begins with a day and not with the number of an item.
BULLET = re.compile(rf"\s*(?!{DATE.pattern})(?:[-*•·▪–§]|\d{{1,2}}[.)])\s+(?=\S)", re.IGNORECASE)
ADDRESS = re.compile(r"^(?:\w[\w ]{0,20}:\s*)?<?https?://\S+>?$")
ADDRESS_BEGINS = re.compile(
    r"^(?:source|url|address|retrieved from|saved from|link)\s*:", re.IGNORECASE
)
BROKEN = re.compile(r"(?<![\w-])([A-Za-zÀ-ž]+)-\n[^\S\n]*(?=[a-zß-ž])")
FEWEST_BROKEN = 3
# A word with one of these prefixes keeps a hyphen at the end of a line.
KEPT = frozenset(
    ["self", "non", "co", "policy", "decision", "law", "high", "low", "well", "long", "short", "post", "pre", "anti", "multi", "cross", "state", "peace", "one", "two", "three", "four", "north", "south", "east", "west", "vice", "half", "world", "so", "old", "new"]
)  # fmt: skip
# Lines of a wrapped paragraph have about the same length. Lines of a list are short.
WRAPPED, WIDEST, RAGGED = 45, 130, 35
MOST_ABOVE_TITLE, FEWEST_IN_PROSE = 12, 14
NO_HEADING = re.compile(
    r"[,!|@]$|[|@“”\"]|^[\w ]{1,30}:\s|^[—–-]|^(?:\S+\s+){6,}\S+:$|^(?:view|read|download|register|watch|see)\b",
    re.IGNORECASE,
)


def read_text(text: str) -> ParsedPage:
    """The blocks of `text`: paragraphs separated by blank lines, and short lines one by one."""
    check_length(len(text), 0)
    text = without_hyphens(text)
    lines = [line for paragraph in PARAGRAPH.finditer(text) for line in _lines(paragraph)]
    title, lines = _title(text, lines)
    blocks: list[Block] = []
    for number, (start, end) in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else None
        line, following = _words(text, (start, end)), _words(text, after)
        if (start, end) == title:
            blocks.append(Block(start, end, "heading", level=1))
            continue
        above = _words(text, lines[number - 1]) if number else ""
        beside = is_line(above) and bool(DATE.search(above) or PERSON.match(above))
        blocks.append(_block(text, start, end, line, following=following, beside=beside))
    return ParsedPage(text, without_related(text, blocks))


def without_hyphens(text: str) -> str:
    """The text with words joined that a printed page hyphenates at the ends of lines. A page with
    only a few such hyphens has compounds there and stays as it is."""
    if len(BROKEN.findall(text)) < FEWEST_BROKEN:
        return text
    return BROKEN.sub(
        lambda match: match[1] if match[1].casefold() not in KEPT else match[1] + "-", text
    )


def _words(text: str, line: tuple[int, int] | None) -> str:
    return " ".join(text[slice(*line)].split()) if line else ""


def _lines(paragraph: re.Match[str]) -> list[tuple[int, int]]:
    lines = [
        (paragraph.start() + match.start(), paragraph.start() + match.end())
        for match in LINE.finditer(paragraph.group())
    ]
    lines = [
        (start + len(raw := paragraph.string[start:end]) - len(raw.lstrip()), end)
        for start, end in lines
    ]
    widths = [end - start for start, end in lines]
    bulleted = any(BULLET.match(paragraph.string, start) for start, _ in lines)
    ended = re.search(r"[.!?:”\")]\s*$", paragraph.group())
    even = len(lines) > 1 and max(widths) <= WIDEST and max(widths[:-1]) - min(widths[:-1]) < RAGGED
    labelled = any(is_labelled(paragraph.string[start:end]) for start, end in lines)
    if even and not bulleted and not labelled and ended and min(widths[:-1]) >= WRAPPED:
        return [(lines[0][0], lines[-1][1])]
    return lines


def _title(
    text: str, lines: list[tuple[int, int]]
) -> tuple[tuple[int, int] | None, list[tuple[int, int]]]:
    """The line with the title, and all lines. A title of two lines becomes one line."""
    kicker = None
    for number in range(_below_invitation(text, lines), len(lines[:MOST_ABOVE_TITLE])):
        line = lines[number]
        name = _words(text, line)
        above = _words(text, lines[number - 1]) if number else ""
        after = lines[number + 1] if number + 1 < len(lines) else None
        below = _words(text, after)
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
            if kicker and COUNTED.match(_words(text, kicker)):
                break
            continue
        if is_author(name, above):
            continue
        general = GENERAL.search(name) or COUNTED_FIRST.match(name)
        if general and after and QUOTED.fullmatch(_words(text, after)):
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
        if name.endswith(":") and after and may_be_title(_words(text, after)):
            whole = (line[0], after[1])
            return whole, [*lines[:number], whole, *lines[number + 2 :]]
        return (None if name.endswith(":") else line), lines
    return kicker, lines


def _below_invitation(text: str, lines: list[tuple[int, int]]) -> int:
    """The number of the line below "have the honour to invite you to the": above it are the hosts."""
    top = [_words(text, line) for line in lines[:MOST_ABOVE_TITLE]]
    lasts = [number for number, line in enumerate(top) if INVITES_TO.search(line)]
    return lasts[-1] + 1 if lasts and lasts[-1] + 1 < len(lines) else 0


def _is_given(text: str, below: list[tuple[int, int]]) -> bool:
    """Whether the next line says who gives the lecture, or when."""
    line = _words(text, below[0]) if below else ""
    label = label_of(line)
    return bool(label and label.field in (PERSON_LABEL, DATE_LABEL)) or bool(DATE.match(line))


def _is_above_title(text: str, line: str, below: list[tuple[int, int]]) -> bool:
    """Whether the title follows this line, which is an organisation or "Ninth Annual Conference".
    The lines up to the date may be titles."""
    if not (is_organisation(line) or COUNTED.match(line)):
        return False
    following = [_words(text, span) for span in below[:MOST_BELOW]]
    facts = (line for line in following if DATE.search(line) or label_of(line))
    dated = following.index(next(facts, following[0])) if following else 0
    named = [line for line in following[:dated] if not is_boilerplate(line)]
    names_event = any(COUNTED.match(line) or not is_kicker(line) for line in named)
    return names_event and all(
        may_be_title(line) or is_kicker(line) or QUOTED.fullmatch(line) for line in named
    )


def is_address(line: str) -> bool:
    return bool(ADDRESS.match(line) or ADDRESS_BEGINS.match(line))


def _block(text: str, start: int, end: int, line: str, *, following: str, beside: bool) -> Block:
    if is_address(line):
        return Block(start, end, "address", href=line[line.find("http") :].rstrip(">"))
    if is_boilerplate(line):
        return Block(start, end, "boilerplate")
    if bullet := BULLET.match(text, start, end):
        return Block(bullet.end(), end, "item")
    if _is_heading(line, following, beside=beside):
        return Block(start, end, "heading", level=2)
    return Block(start, end)


def _is_heading(line: str, following: str, *, beside: bool) -> bool:
    """Whether the line is a heading: it heads a list, or has no full stop and is above a paragraph.

    A line directly below a date or a person is a fact: a place or an office.
    """
    if not is_line(line):
        return False
    if begins_list(line):
        return True
    is_no_heading = NO_HEADING.search(line) or DATE.search(line) or not line[:1].isupper()
    fact = is_fact(line) and len(line.split()) > 1 and not line.isupper()
    named = is_known_name(re.split(r"\s*[,(|–—]", line)[0])
    if is_no_heading or fact or named:
        return False
    prose = len(following.split()) > 14 or (following[-1:] == "." and len(following.split()) > 5)
    return bool((prose or (BULLET.match(following) and len(line.split()) < 8)) and not beside)
