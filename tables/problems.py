"""Errors in a table, with row and column."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


class InvalidCell(ValueError):
    """The value of a cell is not accepted. The message says what would be accepted."""

    def __init__(self, message: str, column: str = "") -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True)
class TableProblem:
    """`row` is the row in a spreadsheet, or the line or item in JSON. None: the whole file."""

    row: int | None
    column: str
    message: str
    sheet: str = ""  # where a file has several

    def __str__(self) -> str:
        place = [f"sheet “{self.sheet}”"] if self.sheet else []
        place += [f"row {self.row}"] if self.row is not None else []
        place += [f"column {self.column}"] if self.column else []
        return f"{', '.join(place)}: {self.message}" if place else self.message


class InvalidTable(Exception):
    """The table has errors. Nothing of it is written."""

    def __init__(self, *problems: TableProblem) -> None:
        super().__init__(*map(str, problems))
        self.problems = list(problems)


def invalid_table(message: str, *, row: int | None = None, column: str = "") -> InvalidTable:
    return InvalidTable(TableProblem(row, column, message))


def nearest(name: str, names: Iterable[str]) -> str:
    """The hint " Did you mean “title”?". Empty when no name is similar."""
    matches = get_close_matches(name.casefold(), list(names), n=1, cutoff=0.6)
    return f" Did you mean “{matches[0]}”?" if matches else ""


class TooLong(ValueError):
    """The text is too long for a cell of XLSX."""
