"""What an import would do, row by row, and what is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tables.columns.base import Content
from tables.columns.table import Table
from tables.problems import Problem
from tables.relations import Links
from tables.stored_state import State

from .files import Files
from .rights import Rights

CREATE, UPDATE, SKIP = "create", "update", "skip"
Tick = Callable[[str, int, int], None]  # what is done, how much of it, of how much


@dataclass
class Step:
    """What becomes of one row. `content` is that of the record afterwards."""

    row: int
    key: str
    values: dict[str, Any]
    action: str = CREATE
    changed: list[str] = field(default_factory=list)
    content: Content = field(default_factory=dict)
    state: State | None = None
    parent: Any = None
    pk: int = 0  # below zero until the record is there
    record: Any = None


@dataclass
class Plan:
    table: Table
    links: Links
    rights: Rights
    files: Files
    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def of(self, action: str) -> list[Step]:
        return [step for step in self.steps if step.action == action]

    def count(self, action: str) -> int:
        return len(self.of(action))


def no_tick(stage: str, done: int, total: int) -> None:
    pass
