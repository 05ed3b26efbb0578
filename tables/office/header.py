"""Find the header of an office table, and propose what each of its columns is."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from cms.text.numbers import whole_number
from tables.columns.table import Table
from tables.problems import invalid_table

from .grid import SAMPLE_ROWS, GridRow, Sheet
from .options import NOT_READ
from .targets import takes_several
from .vocabulary.labels import fold, labels_of, targets_named

LONGEST_NAME = 80
ALIKE = 0.88


@dataclass(frozen=True)
class Header:
    """The names of the columns, and the rows that they stand in. Each name is there once."""

    first_row: int
    last_row: int
    names: tuple[str, ...]

    @property
    def folded(self) -> list[str]:
        return [fold(name) for name in self.names]


def find_header(sheet: Sheet, table: Table, row: int = 0) -> Header:
    """The header in this row, or in the row with the most names that Plenary knows."""
    rows = [candidate for candidate in sheet.rows if candidate.filled]
    if row:
        chosen = [candidate for candidate in rows if candidate.number == row]
        if not chosen:
            raise invalid_table(f"Row {row} is empty. A header has the names of the columns.")
        return _header(sheet, chosen[0])
    best = max(rows[:SAMPLE_ROWS], key=lambda candidate: recognised(candidate, table), default=None)
    if best is None:
        raise invalid_table("The table is empty.")
    if not recognised(best, table):
        widths = [len(candidate.filled) for candidate in rows]
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        best = next(candidate for candidate in rows if len(candidate.filled) >= usual)
    return _header(sheet, best)


def recognised(row: GridRow, table: Table) -> int:
    """How many names of columns a row may have. A title above the table has one at most."""
    names = {_name(cell) for cell in row.filled}
    count = sum(bool(targets_named(name, table)) for name in names)
    return 0 if len(row.filled) > 1 and count < 2 and not _is_header(names) else count


def _is_header(names: Iterable[str]) -> bool:
    return all(name and len(name) <= LONGEST_NAME and not name.isdigit() for name in names)


def _name(cell: Any) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def _header(sheet: Sheet, row: GridRow) -> Header:
    """The header with the rows that are merged with it: “Dates” above “From” and “To”."""
    from openpyxl.utils import get_column_letter

    first = last = row.number
    tall = [area for area in sheet.merged if area.last_row > area.first_row]
    for area in tall:
        if area.first_row <= row.number <= area.last_row:
            first, last = min(first, area.first_row), max(last, area.last_row)
    width = max((len(other.cells) for other in sheet.rows), default=0)
    lines = [_spread(sheet, other, width) for other in sheet.rows if first <= other.number <= last]
    names: list[str] = []
    for number, parts in enumerate(zip(*lines, strict=True)):
        labels = list(dict.fromkeys(part for part in parts if part))
        name = ": ".join(labels) or f"Column {get_column_letter(number + 1)}"
        count = sum(earlier == name or earlier.startswith(f"{name} (") for earlier in names)
        names.append(f"{name} ({count + 1})" if count else name)
    return Header(first, last, tuple(names))


def _spread(sheet: Sheet, row: GridRow, width: int) -> list[str]:
    """The names of a row. A name that is merged over several columns is the name of each."""
    names = [_name(cell) if cell is not None else "" for cell in row.cells]
    names += [""] * (width - len(names))
    for area in sheet.merged:
        if area.first_row <= row.number <= area.last_row:
            for column in range(area.first_column + 1, min(area.last_column + 1, width)):
                names[column] = names[area.first_column]
    return names


# -- The proposal --------------------------------------------------------------------------------


def proposed(header: Header, table: Table) -> dict[str, str]:
    """`{"Titel": "title", "Budget": ""}`: the likeliest target of each column."""
    targets: dict[str, str] = {}
    by_name = {name: _targets_for(name, table) for name in header.names}
    # A name that means one thing alone comes before one that may mean several.
    for name in sorted(header.names, key=lambda name: len(by_name[name]) or 99):
        taken = set(targets.values())
        free = (
            target
            for target in by_name[name]
            if target not in taken or takes_several(table, target)
        )
        targets[name] = next(free, NOT_READ)
    return {name: targets[name] for name in header.names}


def _targets_for(name: str, table: Table) -> list[str]:
    targets_by_label, folded = labels_of(table), fold(name)
    bare_name = name.rpartition(" (")[0] if name.endswith(")") else name
    for part in (name, bare_name, *reversed(name.split(": "))):
        if targets := targets_named(part, table):
            return targets
    near = (
        get_close_matches(folded, targets_by_label, n=1, cutoff=ALIKE)
        if 4 < len(folded) <= LONGEST_NAME
        else []
    )
    return targets_by_label[near[0]] if near else []


def check_sheet(names: list[str], name: str) -> str:
    """The sheet with this name, in any case, or with this number."""
    by_name = {sheet.casefold(): sheet for sheet in names}
    if name.casefold() in by_name:
        return by_name[name.casefold()]
    number = whole_number(name)
    if number and number <= len(names):
        return names[number - 1]
    raise invalid_table(f"There is no sheet “{name}”. The sheets are: {', '.join(names)}.")
