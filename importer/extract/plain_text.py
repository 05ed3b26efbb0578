"""A page saved as plain text."""

import re

from .boilerplate import is_chrome, without_related
from .date_shapes import DATE
from .lines import (
    LABELLED,
    PERSON,
    begins_list,
    is_author,
    is_fact,
    is_kicker,
    is_organisation,
    may_be_title,
)
from .page import Block, Page, is_line
from .series import ORDINAL
from .source import check_length
from .title_match import EVENT

PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
# Lake Council Conference, and below it: “Who owns a river?”
GENERAL = re.compile(rf"^(?:\S+\s+){{0,6}}{EVENT}$", re.IGNORECASE)
# Ninth Annual Conference, and below it what it is on.
COUNTED = re.compile(
    rf"^(?:the\s+)?{ORDINAL.pattern}\s+(?:[\w’'-]+\s+){{0,3}}{EVENT}$", re.IGNORECASE
)
# Rotterdam, 9-11 May 2001
PLACED = re.compile(rf"^(?:\S+\s+){{0,2}}\S+,\s+{DATE.pattern}\W*$", DATE.flags)
MOST_BELOW = 3
QUOTED = re.compile(r"[“\"‘'][^“”\"]+[”\"’']")
LINE = re.compile(r"[^\n]*\S")
BULLET = re.compile(r"\s*(?:[-*•·▪–§]|\d{1,2}[.)])\s+(?=\S)")
ADDRESS = re.compile(r"^(?:\w[\w ]{0,20}:\s*)?<?https?://\S+>?$")
ADDRESS_BEGINS = re.compile(
    r"^(?:source|url|address|retrieved from|saved from|link)\s*:", re.IGNORECASE
)
BROKEN = re.compile(r"(?<![\w-])([A-Za-zÀ-ž]+)-\n[^\S\n]*(?=[a-zß-ž])")
FEWEST_BROKEN = 3
# Before these a hyphen at the end of a line is the word's own.
KEPT = frozenset(
    ["self", "non", "co", "policy", "decision", "law", "high", "low", "well", "long", "short", "post", "pre", "anti", "multi", "cross", "state", "peace", "one", "two", "three", "four", "north", "south", "east", "west", "vice", "half", "world", "so", "old", "new"]
)  # fmt: skip
# Lines of a wrapped paragraph are about as long as each other; lines of a list are short.
WRAPPED, WIDEST, RAGGED = 45, 130, 35
MOST_ABOVE_TITLE = 12
NO_HEADING = re.compile(
    r"[,!|@]$|[|@“”\"]|^[\w ]{1,30}:\s|^[—–-]|^(?:\S+\s+){6,}\S+:$|^(?:view|read|download|register|watch|see)\b",
    re.IGNORECASE,
)


def read_text(text: str) -> Page:
    """The blocks of `text`: paragraphs parted by blank lines, and short lines one by one."""
    check_length(len(text), 0)
    text = without_hyphens(text)
    lines = [line for paragraph in PARAGRAPH.finditer(text) for line in _lines(paragraph)]
    title, lines = _title(text, lines)
    blocks: list[Block] = []
    for number, (start, end) in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else None
        words, following = _words(text, (start, end)), _words(text, after)
        if (start, end) == title:
            blocks.append(Block(start, end, "heading", level=1))
            continue
        above = _words(text, lines[number - 1]) if number else ""
        beside = is_line(above) and bool(DATE.search(above) or PERSON.match(above))
        blocks.append(_block(text, start, end, words, following=following, beside=beside))
    return Page(text, without_related(text, blocks))


def without_hyphens(text: str) -> str:
    """Text of a printed page with its broken words made whole. A page that breaks few words has
    compounds at the ends of its lines."""
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
        (start + len(found := paragraph.string[start:end]) - len(found.lstrip()), end)
        for start, end in lines
    ]
    widths = [end - start for start, end in lines]
    bulleted = any(BULLET.match(paragraph.string, start) for start, _ in lines)
    ended = re.search(r"[.!?:”\")]\s*$", paragraph.group())
    even = len(lines) > 1 and max(widths) <= WIDEST and max(widths[:-1]) - min(widths[:-1]) < RAGGED
    labelled = any(LABELLED.match(paragraph.string[start:end]) for start, end in lines)
    if even and not bulleted and not labelled and ended and min(widths[:-1]) >= WRAPPED:
        return [(lines[0][0], lines[-1][1])]
    return lines


def _title(
    text: str, lines: list[tuple[int, int]]
) -> tuple[tuple[int, int] | None, list[tuple[int, int]]]:
    """The line that names the page, and the lines, where it may be two that were one."""
    kicker = None
    for number, line in enumerate(lines[:MOST_ABOVE_TITLE]):
        words = _words(text, line)
        above = _words(text, lines[number - 1]) if number else ""
        after = lines[number + 1] if number + 1 < len(lines) else None
        if is_address(words) or is_chrome(words) or not may_be_title(words):
            continue
        if PLACED.match(words):
            if kicker and COUNTED.match(_words(text, kicker)):
                break
            continue
        if is_author(words, above):
            continue
        if GENERAL.search(words) and after and QUOTED.fullmatch(_words(text, after)):
            return after, lines
        if is_kicker(words) or _is_above_title(text, words, lines[number + 1 :]):
            kicker = line if COUNTED.match(words) else kicker or line
            continue
        if words.endswith(":") and after and may_be_title(_words(text, after)):
            whole = (line[0], after[1])
            return whole, [*lines[:number], whole, *lines[number + 2 :]]
        return (None if words.endswith(":") else line), lines
    return kicker, lines


def _is_above_title(text: str, words: str, below: list[tuple[int, int]]) -> bool:
    """Whether a line is the organisation's name, or "Ninth Annual Conference", and the event's own
    name follows it: lines that may be titles, up to the one with the date."""
    if not (is_organisation(words) or COUNTED.match(words)):
        return False
    following = [_words(text, each) for each in below[:MOST_BELOW]]
    dated = next((number for number, each in enumerate(following) if DATE.search(each)), 0)
    named = following[:dated]
    told = any(COUNTED.match(each) or not is_kicker(each) for each in named)
    return told and all(may_be_title(each) for each in named)


def is_address(words: str) -> bool:
    return bool(ADDRESS.match(words) or ADDRESS_BEGINS.match(words))


def _block(text: str, start: int, end: int, words: str, *, following: str, beside: bool) -> Block:
    if is_address(words):
        return Block(start, end, "address", href=words[words.find("http") :].rstrip(">"))
    if is_chrome(words):
        return Block(start, end, "chrome")
    if bullet := BULLET.match(text, start, end):
        return Block(bullet.end(), end, "item")
    if _is_heading(words, following, beside=beside):
        return Block(start, end, "heading", level=2)
    return Block(start, end)


def _is_heading(words: str, following: str, *, beside: bool) -> bool:
    """A line without an end above a paragraph that has one, or a name that begins a list.

    What stands right below a date or a person is a fact like it: a place, an office.
    """
    if begins_list(words):
        return True
    told = NO_HEADING.search(words) or DATE.search(words) or not words[:1].isupper()
    fact = is_fact(words) and len(words.split()) > 1 and not words.isupper()
    if not is_line(words) or told or fact:
        return False
    prose = len(following.split()) > 14 or (following[-1:] == "." and len(following.split()) > 5)
    return bool((prose or (BULLET.match(following) and len(words.split()) < 8)) and not beside)
