"""The blocks of a page of HTML as they are written down, and what they are beside each other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from .boilerplate import is_chrome
from .date_shapes import DATE
from .lines import LABELLED, begins_list, may_be_title
from .page import Block, is_line
from .people import HAS_ROLE, NAME, NO_NAME
from .source import check_length

MOST_HEADING_WORDS = 10
# The level of a heading that is only bold.
BOLD = 3
FEWEST_IN_MENU, MOST_QUOTED = 3, 2


@dataclass(frozen=True)
class Place:
    """What the elements around a text make of it; `parted` when the last one is a block."""

    kind: str = "paragraph"
    level: int = 0
    chrome: bool = False
    parted: bool = False
    bold: bool = False
    # Whether a box around it was weighed already.
    weighed: bool = False


@dataclass
class Writer:
    """The text of a page as it grows, and its blocks."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    light: bool = False

    def write(self, words: str, place: Place) -> None:
        self.words.append(words)
        self.light = self.light or (bool(words.strip()) and not place.bold)

    def end(self, place: Place) -> None:
        """Close the block that is open, if it says anything."""
        words = " ".join("".join(self.words).split())
        whole = [href for text, href in self.links if " ".join(text.split()) == words]
        bold = not self.light
        self.words, self.links, self.light = [], [], False
        if words:
            kind, level = place.kind, place.level
            if bold and kind == "paragraph" and _heads(words):
                kind, level = "heading", BOLD
            kind = "chrome" if place.chrome or is_chrome(words) else kind
            self.add(words, kind, level, whole[0] if whole else "")

    def add(self, words: str, kind: str, level: int = 0, href: str = "") -> None:
        start = self.length
        self.parts.append(f"{words}\n\n")
        self.length += len(words) + 2
        self.blocks.append(Block(start, start + len(words), kind, level=level, href=href))
        check_length(self.length, len(self.blocks))

    @property
    def text(self) -> str:
        return "".join(self.parts)


def _heads(words: str) -> bool:
    """Whether a line of bold letters is a heading: no sentence, no fact."""
    short = len(words.split()) <= MOST_HEADING_WORDS and not DATE.search(words)
    return short and (
        may_be_title(words) or begins_list(words) or (words.isupper() and len(words) > 3)
    )


def without_names(text: str, blocks: list[Block]) -> list[Block]:
    """Bold names with an office below them are persons in a list, and no headings."""
    found = list(blocks)
    for number, (block, below) in enumerate(pairwise(blocks)):
        words, office = text[block.start : block.end], text[below.start : below.end]
        named = block.level == BOLD and re.fullmatch(NAME, words) and not NO_NAME.search(words)
        told = below.kind == "paragraph" and is_line(office) and HAS_ROLE.search(office)
        if named and told and not LABELLED.match(office):
            found[number] = replace(block, kind="paragraph", level=0)
    return found


def without_indents(text: str, blocks: list[Block]) -> list[Block]:
    """Old pages set their text in quotations, for its margin: several paragraphs at a time, and
    nobody's name below them."""
    found: list[Block] = []
    for kind, row in groupby(blocks, key=lambda each: each.kind):
        several = list(row)
        last = text[several[-1].start : several[-1].end]
        if kind == "quote" and len(several) > MOST_QUOTED and last[:1] not in "—–-":
            several = [replace(each, kind="paragraph") for each in several]
        found += several
    return found


def without_menus(text: str, blocks: list[Block]) -> list[Block]:
    """Links in a row, before the title or behind the last sentence, are the site's."""
    title = next((number for number, each in enumerate(blocks) if each.level == 1), 0)
    told = [
        number for number, each in enumerate(blocks) if not is_line(text[each.start : each.end])
    ]
    last = max([title, *told])
    found = list(blocks)
    for start, end in _rows(blocks):
        listed = start and (
            blocks[start - 1].kind == "heading"
            or text[blocks[start - 1].start : blocks[start - 1].end].endswith(":")
        )
        if (end <= title or start > last) and not listed and end - start >= FEWEST_IN_MENU:
            found[start:end] = [replace(each, kind="chrome") for each in blocks[start:end]]
    return found


def _rows(blocks: list[Block]) -> Iterator[tuple[int, int]]:
    """Where blocks that are links and nothing else follow each other."""
    start = 0
    for is_link, row in groupby(blocks, key=lambda each: bool(each.href)):
        length = len(list(row))
        if is_link:
            yield start, start + length
        start += length
