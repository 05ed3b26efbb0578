"""What is wrong with a table, said with the row and the column."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


class Unreadable(ValueError):
    """A cell that cannot be meant; its text says what is accepted."""

    def __init__(self, message: str, column: str = "") -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True)
class Problem:
    """`row` is the number that a spreadsheet shows, the line or item in JSON; None for a file."""

    row: int | None
    column: str
    message: str

    def __str__(self) -> str:
        place = [f"row {self.row}"] if self.row is not None else []
        place += [f"column {self.column}"] if self.column else []
        return f"{', '.join(place)}: {self.message}" if place else self.message


class Refused(Exception):
    """A table that is not taken in. Nothing of it is written."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*map(str, problems))
        self.problems = list(problems)


def refused(message: str, *, row: int | None = None, column: str = "") -> Refused:
    return Refused(Problem(row, column, message))


def nearest(name: str, names: Iterable[str]) -> str:
    """ " Did you mean “title”?", or nothing when no name is like it."""
    found = get_close_matches(name.casefold(), list(names), n=1, cutoff=0.6)
    return f" Did you mean “{found[0]}”?" if found else ""
