"""The plan of an import: what happens to each row, and all errors."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tables.columns.base import Content
from tables.columns.table import Table
from tables.problems import TableProblem
from tables.relations import Links
from tables.stored_state import StoredState

from .files import Files
from .rights import Rights

CREATE, UPDATE, SKIP, REFUSE = "create", "update", "skip", "refuse"
Tick = Callable[[str, int, int], None]  # the stage, how much of it is done, and the total


@dataclass
class Step:
    """What happens to one row. `content` is the content of the record afterwards."""

    row: int
    key: str
    values: dict[str, Any]
    action: str = CREATE
    changed: list[str] = field(default_factory=list)
    content: Content = field(default_factory=dict)
    state: StoredState | None = None
    parent: Any = None
    pk: int = 0  # negative until the record exists
    version: str = ""  # of the record, as it was read
    revision: int | None = None  # the one that this import has made
    unlinked: list[str] = field(default_factory=list)  # columns that link to rows not yet written


@dataclass
class Plan:
    table: Table
    links: Links
    rights: Rights
    files: Files
    steps: list[Step] = field(default_factory=list)
    problems: list[TableProblem] = field(default_factory=list)

    def refuse(self, step: Step, column: str, message: str) -> None:
        """Leave out one row while the others are written."""
        step.action = REFUSE
        self.problems.append(TableProblem(step.row, column, message))

    def of(self, action: str) -> list[Step]:
        return [step for step in self.steps if step.action == action]

    def count(self, action: str) -> int:
        return len(self.of(action))


def no_tick(stage: str, done: int, total: int) -> None:
    pass
