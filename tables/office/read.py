"""Read an office table: its sheet, its header, its columns, and each row as a row of ours."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tables.columns.base import text_of
from tables.columns.table import Table
from tables.formats.reader import TableRow
from tables.problems import InvalidCell, TableProblem
from tables.relations import Links

from .cell_names import are_surnames_first, several
from .grid import GridRow
from .grouping import add_below, join_rows, link_rows, may_go_on
from .items import Items
from .keys import OF_A_NAME, KeyedRow, RowKeys, naming_column
from .layout import Layout
from .mapping import check_mapping
from .names import Names, NewName
from .options import OfficeOptions
from .passing import why_passed_over
from .rows import OfficeReport, RowReader

EMPTY = "It is passed over: it is empty."


@dataclass
class OfficeReading:
    layout: Layout
    rows: list[TableRow] = field(default_factory=list)
    new: list[NewName] = field(default_factory=list)
    questions: list[NewName] = field(default_factory=list)
    report: OfficeReport = field(default_factory=OfficeReport)


def read_office(
    layout: Layout, table: Table, options: OfficeOptions, links: Links
) -> OfficeReading:
    """Read all rows. `problems` of the report have what is wrong, by the headers of the file."""
    reading = OfficeReading(layout)
    report, columns = reading.report, layout.mapping.columns
    check_mapping(layout.header, table, columns)
    names = Names(links, options)
    entries = _entries(layout, table, names, options.constants, report)
    keys = RowKeys(table, names, entries)
    for entry in entries:
        try:
            keys.give(entry)
        except InvalidCell as error:
            report.problems.append(TableProblem(entry.row, error.column, str(error)))
        if entry.note:
            report.notes.append(TableProblem(entry.row, "", entry.note))
    entries = join_rows([entry for entry in entries if entry.key], report)
    link_rows(table, entries)
    reading.rows = [
        TableRow(entry.row, {**entry.cells, "key": entry.key}, header=layout.header.last_row)
        for entry in entries
    ]
    reading.new, reading.questions = list(names.drafts()), names.questions()
    return reading


def _entries(
    layout: Layout, table: Table, names: Names, constants: dict[str, str], report: OfficeReport
) -> list[KeyedRow]:
    mapping = {
        place: (name, target)
        for place, (name, target) in enumerate(layout.mapping.columns.items())
        if target
    }
    naming = {naming_column(table), *OF_A_NAME, "key", "code"}
    places = {place for place, (_name, target) in mapping.items() if target in naming}
    rows = list(_rows_below(layout, places, report))
    if series := names.existing_key("series", constants.get("series", "")):
        constants = {**constants, "series": series}
    items = Items(table, names, _surnames_first(rows, mapping))
    reader = RowReader(table, mapping, items, report)
    entries: list[KeyedRow] = []
    for row in rows:
        before = len(report.problems)
        cells = reader.read(row)
        if len(report.problems) > before:
            continue
        _complete_name(table, cells)
        if entries and not naming & cells.keys() and may_go_on(cells):
            add_below(entries[-1], cells)
        else:
            entries.append(KeyedRow(row.number, constants | cells))
    return entries


def _rows_below(layout: Layout, naming: set[int], report: OfficeReport) -> Iterator[GridRow]:
    """The rows about records. The report names the others."""
    empty: list[int] = []
    for row in layout.sheet.rows:
        if row.number <= layout.header.last_row:
            continue
        if not row.filled:
            empty.append(row.number)
            continue
        report.notes += (TableProblem(number, "", EMPTY) for number in empty)
        empty = []
        if reason := why_passed_over(row, layout.header, naming):
            text = text_of(row.filled[0]) if isinstance(row.filled[0], str | int | float) else ""
            message = f"It is passed over: it is {reason}, “{text}”."
            report.notes.append(TableProblem(row.number, "", message))
        else:
            yield row


def _surnames_first(rows: list[GridRow], mapping: dict[int, tuple[str, str]]) -> frozenset[str]:
    """The headers whose columns write “Surname, First”."""
    return frozenset(
        header
        for place, (header, _target) in mapping.items()
        if are_surnames_first(
            name
            for row in rows
            if place < len(row.cells) and isinstance(row.cells[place], str)
            for name in several(row.cells[place])
        )
    )


def _complete_name(table: Table, cells: dict) -> None:
    """The name of a person whose names are in two columns."""
    if table.kind == "person" and "name" not in cells:
        parts = [cells[part] for part in ("given_name", "family_name") if cells.get(part)]
        if parts:
            cells["name"] = " ".join(parts)
