"""Blocks of a body from pasted HTML or text, as an editor sees them before they are taken."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from importer.extract import UnreadablePage
from importer.extract.boilerplate import is_boilerplate
from importer.extract.html_writer import MOST_QUOTED
from importer.extract.page import Block
from importer.extract.plain_text import read_text
from importer.extract.source import decode

from .markup import item_value, paragraph, split, table_value, tag_of
from .pieces import Piece, Reader, read_pieces
from .quotations import Quotation, quotation_of
from .runs import Run, Style

MOST_LETTERS_OF_HEADING = 255
NOTHING = "It has no text to take. Select the text of the page, copy it, and paste it here."


@dataclass
class PastedBlock:
    """A block as the body stores it. `is_taken`: whether it is ticked at first."""

    type: str
    value: Any
    is_taken: bool = True
    quotation: Quotation | None = None


@dataclass
class Pasted:
    blocks: list[PastedBlock]
    pictures: int = 0


def read_pasted(html: str, text: str) -> Pasted:
    """The blocks of `html`, or else of plain `text`. Raises `UnreadablePage`."""
    reader = read_pieces(decode(html)) if html.strip() else _read_plain(decode(text))
    blocks, pictures = [], reader.pictures
    for quoted, row in groupby(reader.pieces, key=lambda piece: piece.quoted_in):
        pieces = list(row)
        quotation = quotation_of(pieces) if quoted and _may_quote(pieces) else None
        if quotation:
            blocks.append(PastedBlock("quote", None, quotation=quotation))
            continue
        for block, within in _blocks(pieces):
            blocks.append(block)
            pictures += within
    if not blocks:
        raise UnreadablePage(NOTHING)
    _rank_headings(blocks)
    return Pasted(blocks, pictures)


def _may_quote(pieces: list[Piece]) -> bool:
    """Whether an indented text is a quotation. Old pages and mails indent whole texts."""
    return len(pieces) <= MOST_QUOTED + 1 and all(piece.kind == "paragraph" for piece in pieces)


def _blocks(pieces: list[Piece]) -> Iterator[tuple[PastedBlock, int]]:
    """Each block, and the pictures in it that its piece did not count."""
    for kind, row in groupby(pieces, key=lambda piece: piece.kind):
        several = list(row)
        if kind == "item":
            yield from ((block, 0) for block in _lists(several))
            continue
        for piece in several:
            if piece.table is not None:
                value, pictures = table_value(piece.table)
                yield PastedBlock("table", value), pictures
            elif kind == "heading" and len(piece.text) <= MOST_LETTERS_OF_HEADING:
                heading = {"text": piece.text, "level": str(piece.level)}
                yield PastedBlock("heading", heading, not is_boilerplate(piece.text)), 0
            else:
                taken = not is_boilerplate(piece.text)
                yield PastedBlock("paragraph", paragraph(piece), taken), 0


def _lists(items: list[Piece]) -> Iterator[PastedBlock]:
    for tag, row in groupby(split(items), key=lambda group: tag_of(group[0])):
        several = list(row)
        value = {"ordered": tag == "ol", "items": [item_value(group) for group in several]}
        menu = all(is_boilerplate(piece.text) for group in several for piece in group)
        yield PastedBlock("list", value, not menu)


def _rank_headings(blocks: list[PastedBlock]) -> None:
    """Give the highest level of the page the level 2, and so on: the event has the title itself."""
    headings = [block for block in blocks if block.type == "heading"]
    levels = [int(block.value["level"]) for block in headings]
    if len(levels) > 1 and levels.count(min(levels)) == 1 and levels[0] == min(levels):
        levels[0] = min(levels[1:])  # the title of the page
    ranks = {level: min(rank, 4) for rank, level in enumerate(sorted(set(levels)), start=2)}
    for block, level in zip(headings, levels, strict=True):
        block.value["level"] = str(ranks[level])


def _read_plain(text: str) -> Reader:
    """The pieces of plain text, as the reader of pages finds them."""
    page = read_text(text)
    return Reader([_plain_piece(page.text, block) for block in page.blocks])


def _plain_piece(text: str, block: Block) -> Piece:
    content = " ".join(text[block.start : block.end].split())
    style = Style(href=block.href) if block.href.startswith("http") else Style()
    piece = Piece("paragraph", [Run(content, style)])
    if block.kind in ("heading", "item"):
        return replace(piece, kind=block.kind, level=block.level)
    return piece
