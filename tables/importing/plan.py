"""The plan of an import: what happens to each row, and all errors."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tables.columns.base import Content
from tables.columns.table import Table
from tables.office.layout import Layout
from tables.office.names import NewName
from tables.problems import TableProblem
from tables.relations import Links
from tables.stored_state import StoredState

from .files import Files
from .rights import Rights

CREATE, UPDATE, SKIP, REFUSE = "create", "update", "skip", "refuse"
Tick = Callable[[str, int, int], None]  # the stage, how much of it is done, and the total


def as_it_is(problem: TableProblem) -> TableProblem:
    return problem


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
    # Of an office table: its layout, what a person is told, the names that somebody must decide
    # about, and the plans of the drafts that are made before.
    layout: Layout | None = None
    notes: list[TableProblem] = field(default_factory=list)
    questions: list[NewName] = field(default_factory=list)
    drafts: list["Plan"] = field(default_factory=list)
    # Says where in the file of the person a problem is.
    locate: Callable[[TableProblem], TableProblem] = as_it_is

    def refuse(self, step: Step, column: str, message: str) -> None:
        """Leave out one row while the others are written."""
        step.action = REFUSE
        self.problems.append(TableProblem(step.row, column, message))

    def located_problems(self) -> list[TableProblem]:
        """All problems, also of the drafts, in the order of the file."""
        problems = [self.locate(problem) for problem in self.problems]
        for plan in self.drafts:
            problems += [self.locate(plan.locate(problem)) for problem in plan.problems]
        return sorted(problems, key=lambda problem: problem.row or 0)

    def of(self, action: str) -> list[Step]:
        return [step for step in self.steps if step.action == action]

    def count(self, action: str) -> int:
        return len(self.of(action))


def no_tick(stage: str, done: int, total: int) -> None:
    pass
