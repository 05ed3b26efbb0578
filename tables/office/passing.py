"""Rows of an office table that are about no record: totals, headings, notes, the header again."""

import re
from typing import Any

from .grid import GridRow, Unusable
from .header import Header
from .vocabulary.labels import fold

TOTAL = re.compile(
    r"(?:grand-)?(?:sub)?(?:totals?|sum|summe|gesamt|gesamtsumme|insgesamt|zwischensumme|somme|suma"
    r"|average|durchschnitt|mittelwert|moyenne|media|promedio|count|anzahl)(?:-general|-\d.*)?"
)
FOOTNOTE = re.compile(
    r"\*|(?:stand|quellen?|sources?|fuentes?|notes?|hinweis|erstellt|updated|last updated|as of"
    r"|état au|mis à jour|actualizado)\b.{0,3}[:\d]",
    re.IGNORECASE,
)
HEADING, SUMS, NOTE, AGAIN = "a heading", "a total", "a note", "the header again"


def why_passed_over(row: GridRow, header: Header, naming: set[int]) -> str:
    """What a row is that is about no record. `naming` are the places of the columns with the name.

    Empty when it is about a record, also when only its name is known.
    """
    filled = row.filled
    first = filled[0] if isinstance(filled[0], str) else ""
    if TOTAL.fullmatch(fold(first)) and all(map(_is_figure, filled[1:])):
        return SUMS
    names = [row.cells[place] for place in naming if place < len(row.cells)]
    if any(isinstance(name, Unusable) for name in names):
        return ""  # a formula that may be the name of a record
    if row.is_banner or (len(filled) == 1 and (_is_figure(filled[0]) or FOOTNOTE.match(first))):
        return NOTE if FOOTNOTE.match(first) else HEADING
    if [fold(cell) for cell in filled if isinstance(cell, str)] == [
        folded for folded, cell in zip(header.folded, row.cells, strict=False) if cell is not None
    ]:
        return AGAIN
    named = any(name is not None for name in names)
    return SUMS if not named and all(map(_is_figure, filled)) else ""


def _is_figure(cell: Any) -> bool:
    if isinstance(cell, str):
        return cell.replace(".", "").replace(",", "").replace(" ", "").isdigit()
    return isinstance(cell, int | float | Unusable)
