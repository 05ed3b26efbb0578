"""Pieces as rich text, and tables as the value of a table block."""

import html
import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from selectolax.lexbor import LexborNode

from importer.extract import UnreadablePage
from importer.extract.html import attribute_of, children_of

from .pieces import Piece, Reader, cells_of
from .runs import markup_of

MOST_ROWS, MOST_COLUMNS = 500, 40
HAS_MARKUP = re.compile(r"<(?!/?p>)|</p><p>")


def rich_text(pieces: Iterable[Piece]) -> str:
    """`<p>Words</p><ul><li>…</li></ul>`"""
    parts = []
    for is_item, row in groupby(pieces, key=lambda piece: piece.kind == "item"):
        several = list(row)
        parts += [list_markup(several)] if is_item else [paragraph(piece) for piece in several]
    return "".join(parts)


def paragraph(piece: Piece) -> str:
    markup = markup_of(piece.runs)
    is_strong = piece.kind == "heading" and not piece.is_bold
    return f"<p><b>{markup}</b></p>" if is_strong else f"<p>{markup}</p>"


def list_markup(items: list[Piece]) -> str:
    """A list with its lists below, as rich text holds them."""
    parts: list[str] = []
    for tag, row in groupby(split(items), key=lambda item: tag_of(item[0])):
        inner = "".join(
            f"<li>{_item_words(own)}{list_markup(below) if below else ''}</li>"
            for own, below in map(_own_and_below, row)
        )
        parts.append(f"<{tag}>{inner}</{tag}>")
    return "".join(parts)


def split(items: list[Piece]) -> list[list[Piece]]:
    """The items of a list, each with its further paragraphs and the deeper items below it."""
    groups: list[list[Piece]] = []
    for piece in items:
        is_same = groups and piece.part_of and piece.part_of == groups[-1][0].part_of
        if groups and (is_same or depth_of(piece) > depth_of(groups[-1][0])):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def item_value(group: list[Piece]) -> str:
    """One item of a list block."""
    own, below = _own_and_below(group)
    return "".join(map(paragraph, own)) + (list_markup(below) if below else "")


def depth_of(piece: Piece) -> int:
    return piece.place.depth if piece.place else 1


def tag_of(piece: Piece) -> str:
    return "ol" if piece.place and piece.place.is_numbered else "ul"


def _own_and_below(group: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    depth = depth_of(group[0])
    own = [piece for piece in group if depth_of(piece) == depth]
    return own, [piece for piece in group if depth_of(piece) != depth]


def _item_words(own: list[Piece]) -> str:
    return "<br/>".join(markup_of(piece.runs) for piece in own)


def table_value(table: LexborNode) -> tuple[dict[str, Any], int]:
    """The value of a table block, and how many pictures its cells have. Raises `UnreadablePage`."""
    rows, pictures = _rows(table)
    width = max(len(row) for row in rows)
    if len(rows) > MOST_ROWS or width > MOST_COLUMNS:
        raise UnreadablePage(
            f"A table in it has more than the limit of {MOST_ROWS} rows and {MOST_COLUMNS} columns."
        )
    grid = [row + [[]] * (width - len(row)) for row in rows]
    headed = _is_head(table.css("tr")[0], grid[0])
    headings = [" ".join(piece.text for piece in cell) for cell in grid[0]] if headed else None
    cells = [[rich_text(cell) for cell in row] for row in grid[1 if headed else 0 :]]
    is_rich = [any(HAS_MARKUP.search(row[number]) for row in cells) for number in range(width)]
    value = {
        "columns": [
            {
                "type": "rich_text" if rich else "text",
                "heading": headings[number] if headings else "",
            }
            for number, rich in enumerate(is_rich)
        ],
        "rows": [
            {
                "values": [
                    cell if rich else _plain(cell) for cell, rich in zip(row, is_rich, strict=True)
                ]
            }
            for row in cells
        ],
        "caption": _caption(table),
    }
    return value, pictures


def _rows(table: LexborNode) -> tuple[list[list[list[Piece]]], int]:
    """The pieces of each cell. A cell over several columns or rows is followed by empty ones, so
    that all others stay in their column."""
    rows: list[list[list[Piece]]] = []
    held: dict[int, int] = {}  # column → for how many rows a cell above covers it
    pictures = 0
    for row in table.css("tr")[: MOST_ROWS + 1]:
        line: list[list[Piece]] = []
        for cell in cells_of(row):
            _skip_held(line, held)
            reader = Reader()
            reader.read(cell)
            pictures += reader.pictures
            below = _span(cell, "rowspan", MOST_ROWS) - 1
            for number in range(_span(cell, "colspan", MOST_COLUMNS)):
                if below > 0:
                    held[len(line)] = below
                line.append([] if number else reader.pieces)
            if len(line) > MOST_COLUMNS:  # it is refused
                break
        _skip_held(line, held)
        rows.append(line)
    return rows, pictures


def _skip_held(line: list[list[Piece]], held: dict[int, int]) -> None:
    while held.get(len(line), 0) > 0:
        held[len(line)] -= 1
        line.append([])


def _span(cell: LexborNode, name: str, most: int) -> int:
    value = attribute_of(cell, name).strip()
    is_number = value.isascii() and value.isdecimal() and len(value) < 5
    return min(max(int(value), 1), most) if is_number else 1


def _is_head(row: LexborNode, cells: list[list[Piece]]) -> bool:
    tags = {cell.tag for cell in cells_of(row)}
    in_head = row.parent is not None and row.parent.tag == "thead"
    pieces = [piece for cell in cells for piece in cell]
    return tags == {"th"} or in_head or (bool(pieces) and all(piece.is_bold for piece in pieces))


def _plain(cell: str) -> str:
    """The text of a cell without markup."""
    return html.unescape(cell.removeprefix("<p>").removesuffix("</p>"))


def _caption(table: LexborNode) -> str:
    captions = (child for child in children_of(table) if child.tag == "caption")
    return " ".join(" ".join(caption.text() for caption in captions).split())[:255]
