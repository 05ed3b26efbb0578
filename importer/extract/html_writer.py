"""Collect the blocks of a page of HTML, and correct their kinds by their neighbours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from .boilerplate import is_boilerplate
from .dates.patterns import DATE
from .lines import begins_list, is_labelled, may_be_title
from .page import Block, is_line
from .person_names import HAS_ROLE, NO_NAME, PERSON_NAME, is_known_name
from .source import INVISIBLE, check_length
from .text_head import banner_length
from .words.offices import is_agent

MOST_HEADING_WORDS = 10
# A line of a list that has no element of its own.
BULLET = re.compile(r"[-•·▪*]\s+(?=[^\W\d])")
# The level of a bold line that serves as a heading.
BOLD = 3
FEWEST_IN_MENU, MOST_QUOTED, MOST_IN_OFFICE = 3, 2, 4


@dataclass(frozen=True)
class WriterContext:
    """How the elements around a text define it. `is_block`: the innermost one is a block."""

    kind: str = "paragraph"
    level: int = 0
    boilerplate: bool = False
    is_block: bool = False
    bold: bool = False
    names_next: bool = False
    # Whether a sidebar or form around the text was judged already.
    box_checked: bool = False


@dataclass
class PageWriter:
    """Collects the text of a page and its blocks."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    light: bool = False

    def write(self, text: str, place: WriterContext) -> None:
        self.fragments.append(text.translate(INVISIBLE))
        self.light = self.light or (bool(text.strip()) and not place.bold)

    def end(self, place: WriterContext) -> None:
        """Close the open block and add it, if it has text."""
        text = " ".join("".join(self.fragments).split())
        whole = [href for label, href in self.links if " ".join(label.split()) == text]
        bold = not self.light
        self.fragments, self.links, self.light = [], [], False
        if text:
            kind, level = place.kind, place.level
            listed = BULLET.match(text) if kind == "paragraph" else None
            if listed and not (self.blocks and self.blocks[-1].kind == "quote"):
                kind, text = "item", text[listed.end() :]
            if bold and kind == "paragraph" and may_head(text):
                kind, level = "heading", BOLD
            kind = "boilerplate" if place.boilerplate or is_boilerplate(text) else kind
            self.add(text, kind, level, whole[0] if whole else "")
            self.blocks[-1] = replace(self.blocks[-1], names_next=place.names_next)

    def add(self, text: str, kind: str, level: int = 0, href: str = "") -> None:
        start = self.length
        self.parts.append(f"{text}\n\n")
        self.length += len(text) + 2
        self.blocks.append(Block(start, start + len(text), kind, level=level, href=href))
        check_length(self.length, len(self.blocks))

    @property
    def text(self) -> str:
        return "".join(self.parts)


def may_head(line: str) -> bool:
    """Whether a bold line is a heading and neither a sentence nor a fact."""
    short = len(line.split()) <= MOST_HEADING_WORDS and not DATE.search(line)
    return short and (may_be_title(line) or begins_list(line) or (line.isupper() and len(line) > 3))


def without_names(text: str, blocks: list[Block]) -> list[Block]:
    """Make paragraphs of bold names with an office below. They are people, not headings."""
    kept = list(blocks)
    for number, (block, below) in enumerate(pairwise(blocks)):
        name, office = text[block.start : block.end], text[below.start : below.end]
        named = block.level >= BOLD and re.fullmatch(PERSON_NAME, name) and not NO_NAME.search(name)
        names_office = HAS_ROLE.search(office) or (
            len(office.split()) <= MOST_IN_OFFICE and is_agent(office)
        )
        stated = below.kind == "paragraph" and is_line(office) and names_office
        is_office = bool(stated) or (is_line(office) and is_known_name(name))
        if named and is_office and not is_labelled(office):
            kept[number] = replace(block, kind="paragraph", level=0)
    return kept


def without_indents(text: str, blocks: list[Block]) -> list[Block]:
    """Make paragraphs of long quotations that nobody signs. Old pages use the element for its
    margin."""
    kept: list[Block] = []
    for kind, row in groupby(blocks, key=lambda block: block.kind):
        several = list(row)
        last = text[several[-1].start : several[-1].end]
        if kind == "quote" and len(several) > MOST_QUOTED and last[:1] not in "—–-":
            several = [replace(block, kind="paragraph") for block in several]
        kept += several
    return kept


def without_banner(text: str, blocks: list[Block]) -> list[Block]:
    """Mark the banner of the Wayback Machine as boilerplate: it has days on which a page was saved."""
    above = banner_length([text[block.start : block.end] for block in blocks])
    return [replace(block, kind="boilerplate") for block in blocks[:above]] + blocks[above:]


def without_menus(text: str, blocks: list[Block]) -> list[Block]:
    """Mark rows of links above the title or below the last sentence as boilerplate."""
    title = next((number for number, block in enumerate(blocks) if block.level == 1), 0)
    sentences = [
        number for number, block in enumerate(blocks) if not is_line(text[block.start : block.end])
    ]
    last = max([title, *sentences])
    kept = list(blocks)
    for start, end in _rows(blocks):
        listed = start and (
            blocks[start - 1].kind == "heading"
            or text[blocks[start - 1].start : blocks[start - 1].end].endswith(":")
        )
        if (end <= title or start > last) and not listed and end - start >= FEWEST_IN_MENU:
            kept[start:end] = [replace(block, kind="boilerplate") for block in blocks[start:end]]
    return kept


def _rows(blocks: list[Block]) -> Iterator[tuple[int, int]]:
    """The start and end of each row of blocks that are links."""
    start = 0
    for is_link, row in groupby(blocks, key=lambda block: bool(block.href)):
        length = len(list(row))
        if is_link:
            yield start, start + length
        start += length
