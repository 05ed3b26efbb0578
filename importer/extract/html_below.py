"""Titles of HTML below a heading that only names a body, a list of events, a lecture or a number."""

import re
from dataclasses import replace

from .dates.patterns import DATE, OF_A_DAY
from .lines import PERSON, begins_list, is_kicker, is_organisation, may_be_title
from .page import Block
from .text_title import COUNTED, QUOTED, wraps
from .title_match import LISTING as LIST_OF_EVENTS
from .words.events import NAMES_ONE_EVENT

LECTURE = re.compile(r"\b(?:lecture|oration)(?:\s+(?:19|20)\d\d)?$", re.IGNORECASE)
MOST_ABOVE = 4


def with_wrapped_headings(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks, with a heading joined that goes on in the next one: "REPORT OF THE WORKSHOP ON", "CORAL
    REEFS"."""
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else block
        heads = above.kind == block.kind == "heading" and above.level == block.level
        if above is not block and heads and wraps(line_of(above, text), line_of(block, text)):
            joined[-1] = replace(above, end=block.end)
        else:
            joined.append(block)
    return joined


def title_below(title: Block | None, text: str, blocks: list[Block]) -> Block | None:
    """The title below `title`, if that is only the name of a list, a number, a body or a lecture."""
    title = _below_number(_below_listing(title, text, blocks), text, blocks)
    return _below_lecture(_below_body(title, text, blocks), text, blocks)


def _below_body(title: Block | None, text: str, blocks: list[Block]) -> Block | None:
    """The first heading with a name below the name of a body, if only headings are between."""
    if title is None or not is_organisation(line_of(title, text)):
        return title
    for block in _behind(title, blocks)[:MOST_ABOVE]:
        line = line_of(block, text)
        if block.kind != "heading":
            return title
        if QUOTED.fullmatch(line) or (may_name(line) and not is_organisation(line)):
            return block
    return title


def _below_lecture(title: Block | None, text: str, blocks: list[Block]) -> Block | None:
    """What a lecture is on, between its name and the person who gives it."""
    if title is None or not LECTURE.search(line_of(title, text)):
        return title
    below = _behind(title, blocks)
    lines = [line_of(block, text) for block in below[:2]]
    given = len(lines) > 1 and may_name(lines[0]) and PERSON.match(lines[1])
    return below[0] if given else title


def _behind(title: Block, blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if block.start > title.start and block.kind != "boilerplate"]


def line_of(block: Block, text: str) -> str:
    return " ".join(text[block.start : block.end].split())


def may_name(line: str) -> bool:
    dated = DATE.search(line) or OF_A_DAY.match(line)
    return not (is_kicker(line) or begins_list(line) or dated) and may_be_title(line)


def below_organisation(text: str, blocks: list[Block]) -> Block | None:
    """The heading below those that name an organisation, the kind of page or the number of the
    event; else the one with the number. None when the first heading is none of these."""
    headings = [block for block in blocks if block.kind == "heading"][:MOST_ABOVE]
    counted = None
    for number, block in enumerate(headings):
        line = line_of(block, text)
        counted = counted or (block if COUNTED.match(line) else None)
        if not (is_organisation(line) or COUNTED.match(line) or is_kicker(line)):
            return block if number and may_name(line) else counted
    return counted


def _below_listing(title: Block | None, text: str, blocks: list[Block]) -> Block | None:
    """The only heading with an event below "Past conferences": a list of one."""
    if title is None or not LIST_OF_EVENTS.match(line_of(title, text)):
        return title
    below = [block for block in blocks if block.kind == "heading" and block.start > title.start]
    named = [block for block in below if NAMES_ONE_EVENT.search(line_of(block, text))]
    one = len(named) == 1 and named[0].level == min(block.level for block in below)
    line = line_of(named[0], text) if one else ""
    return named[0] if COUNTED.match(line) or (one and may_name(line)) else title


def _below_number(title: Block | None, text: str, blocks: list[Block]) -> Block | None:
    """The heading directly below "Twelfth Annual Conference", which says what it is on."""
    if title is None or not COUNTED.match(line_of(title, text)):
        return title
    content = [block for block in blocks if block.kind != "boilerplate"]
    number = content.index(title) + 1 if title in content else len(content)
    below = content[number] if number < len(content) else None
    names = below and below.kind == "heading" and below.level == title.level + 1
    return below if names and may_name(line_of(below, text)) else title  # type: ignore[arg-type]
