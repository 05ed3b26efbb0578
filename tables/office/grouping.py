"""Rows about one record, such as an event with a row for each speaker."""

from typing import Any

from tables.columns.relations import RelationColumn
from tables.columns.table import Table
from tables.problems import TableProblem

from .cell_names import name_fold
from .keys import KeyedRow, naming_column
from .rows import OfficeReport

SAME_RECORD = "Row {} is about the same record. Plenary joins the rows."


def join_rows(entries: list[KeyedRow], report: OfficeReport) -> list[KeyedRow]:
    """One entry a record. Lists are joined. Other values must not contradict each other."""
    by_key: dict[str, KeyedRow] = {}
    for entry in entries:
        first = by_key.setdefault(entry.key.casefold(), entry)
        if first is not entry:
            report.notes.append(TableProblem(entry.row, "", SAME_RECORD.format(first.row)))
            _join(first, entry, report)
    return list(by_key.values())


def link_rows(table: Table, entries: list[KeyedRow]) -> None:
    """Give a row that names another row of the table its key: the broader theme, the parent."""
    naming = naming_column(table)
    keys = {
        name_fold(table.kind, entry.cells[naming]): entry.key
        for entry in entries
        if naming in entry.cells
    }
    for column in table.columns:
        if not isinstance(column, RelationColumn) or column.to != table.kind:
            continue
        for entry in entries:
            if name := entry.cells.get(column.name):
                entry.cells[column.name] = keys.get(name_fold(table.kind, name), name)


def add_below(above: KeyedRow, cells: dict[str, Any]) -> None:
    """Add the lists of a row that goes on with the record above it."""
    for name, value in cells.items():
        above.cells[name] = _united(above.cells.get(name, []), value)


def may_go_on(cells: dict[str, Any]) -> bool:
    """Whether a row without a name has only lists, which belong to the record above."""
    return bool(cells) and all(isinstance(value, list) for value in cells.values())


def _join(first: KeyedRow, entry: KeyedRow, report: OfficeReport) -> None:
    for name, value in entry.cells.items():
        before = first.cells.setdefault(name, value)
        if isinstance(value, list):
            first.cells[name] = _united(before, value)
        elif before != value:
            message = (
                f"Row {first.row} is about the same record and says “{before}”, not “{value}”."
            )
            report.problems.append(TableProblem(entry.row, name, message))


def _united(before: list[Any], value: list[Any]) -> list[Any]:
    return [*before, *(item for item in value if item not in before)]
