"""Read a page saved as plain text."""

import re
from dataclasses import replace

from .boilerplate import is_boilerplate, without_related
from .dates.patterns import DATE
from .lines import (
    PERSON,
    begins_list,
    is_fact,
    is_labelled,
)
from .page import Block, ParsedPage, is_line
from .person_names import is_known_name
from .source import check_length
from .text_head import split_head
from .text_title import title_line
from .title_evidence import weigh_title
from .title_lines import is_address, words_of
from .words.hours import TIME

PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
LINE = re.compile(r"[^\n]*\S")
# "11. – 12. September 2021" begins with a day and not with the number of an item.
BULLET = re.compile(rf"\s*(?!{DATE.pattern})(?:[-*•·▪–§]|\d{{1,2}}[.)])\s+(?=\S)", re.IGNORECASE)
BROKEN = re.compile(r"(?<![\w-])([A-Za-zÀ-ž]+)-\n[^\S\n]*(?=[a-zß-ž])")
FEWEST_BROKEN = 3
# A word with one of these prefixes keeps a hyphen at the end of a line.
KEPT = frozenset(
    ["self", "non", "co", "policy", "decision", "law", "high", "low", "well", "long", "short", "post", "pre", "anti", "multi", "cross", "state", "peace", "one", "two", "three", "four", "north", "south", "east", "west", "vice", "half", "world", "so", "old", "new"]
)  # fmt: skip
# Lines of a wrapped paragraph have about the same length. Lines of a list are short.
WRAPPED, WIDEST, RAGGED = 45, 130, 35
NO_HEADING = re.compile(
    r"[,!|@]$|[|@“”\"]|^[\w ]{1,30}:\s|^[—–-]|^(?:\S+\s+){6,}\S+:$|^(?:view|read|download|register|watch|see)\b",
    re.IGNORECASE,
)


def read_text(text: str) -> ParsedPage:
    """The blocks of `text`: paragraphs separated by blank lines, and short lines one by one."""
    check_length(len(text), 0)
    text = without_hyphens(text)
    lines = [line for paragraph in PARAGRAPH.finditer(text) for line in _lines(paragraph)]
    blocks, lines = split_head(text, lines)
    named = any(block.level == 1 for block in blocks)
    title, lines = (None, lines) if named else title_line(text, lines)
    for number, (start, end) in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else None
        line, following = words_of(text, (start, end)), words_of(text, after)
        if (start, end) == title:
            blocks.append(Block(start, end, "heading", level=1))
            continue
        above = words_of(text, lines[number - 1]) if number else ""
        beside = is_line(above) and bool(
            DATE.search(above) or PERSON.match(above) or TIME.match(above)
        )
        blocks.append(_block(text, start, end, line, following=following, beside=beside))
    blocks, sure = (blocks, True) if named else _with_weighed_title(text, blocks)
    return ParsedPage(_on_one_line(text, blocks), without_related(text, blocks), title_sure=sure)


def _with_weighed_title(text: str, blocks: list[Block]) -> tuple[list[Block], bool]:
    """The blocks with the title that has more signs than the chosen line, and whether it is sure."""
    chosen = next((block for block in blocks if block.level == 1), None)
    if chosen is None:
        return blocks, False
    # The line is a heading only by the choice that is weighed here.
    line = replace(chosen, kind="paragraph", level=0)
    lines = [line if block == chosen else block for block in blocks]
    title, sure = weigh_title(text, lines, chosen)
    if title.start == chosen.start:
        return blocks, sure
    named = replace(title, kind="heading", level=1)
    return [named if block == title else block for block in lines], sure


def _on_one_line(text: str, blocks: list[Block]) -> str:
    """The text with a space for each end of a line within a block, at the same places: phrases go on
    in the next line of a wrapped paragraph."""
    parts, place = [], 0
    for block in sorted(blocks, key=lambda block: block.start):
        if block.start >= place:
            wrapped = text[block.start : block.end].replace("\n", " ")
            parts += [text[place : block.start], wrapped]
            place = block.end
    return "".join([*parts, text[place:]])


def without_hyphens(text: str) -> str:
    """The text with words joined that a printed page hyphenates at the ends of lines. A page with
    only a few such hyphens has compounds there and stays as it is."""
    if len(BROKEN.findall(text)) < FEWEST_BROKEN:
        return text
    return BROKEN.sub(
        lambda match: match[1] if match[1].casefold() not in KEPT else match[1] + "-", text
    )


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
