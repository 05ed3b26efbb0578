"""Make the plan of an import: read the rows, find their records, compare. Nothing is written."""

from collections.abc import Iterable
from typing import Any

from archive.batches import BATCH_SIZE
from tables.columns.base import Column
from tables.columns.relations import RelationColumn
from tables.columns.table import Table
from tables.formats.reader import TableRow
from tables.problems import InvalidCell, InvalidTable, TableProblem, nearest
from tables.relations import Links
from tables.stored_state import states_of

from .files import NO_FILES, Files
from .plan import SKIP, UPDATE, Plan, Step, Tick, no_tick
from .rights import Rights
from .row_record import Drafts
from .versions import version_of

# Fields that are never columns. Only the archive or its administrators set them.
OWN = frozenset(
    [
        "id",
        "pk",
        "uid",
        "owner",
        "live",
        "path",
        "depth",
        "is_superuser",
        "permissions",
        "groups",
        "password",
    ]
)


def make_plan(
    table: Table,
    rows: Iterable[TableRow],
    rights: Rights,
    files: Files = NO_FILES,
    tick: Tick = no_tick,
    *,
    links: Links | None = None,
) -> Plan:
    """The plan of an import. `problems` has all errors, in the order of the rows."""
    plan = Plan(table, links or Links(), rights, files)
    planner = _Planner(plan, tick)
    try:
        planner.read(rows)
    except InvalidTable as error:
        plan.problems += error.problems
        return plan
    planner.find()
    planner.check()
    plan.problems.sort(key=lambda problem: problem.row or 0)
    return plan


class _Planner:
    def __init__(self, plan: Plan, tick: Tick) -> None:
        self.plan, self.tick = plan, tick
        self.table, self.links = plan.table, plan.links
        self.columns = {column.name: column for column in plan.table.columns}
        self.checked_headers: set[frozenset[str]] = set()

    def problem(self, row: int, column: str, message: str) -> None:
        self.plan.problems.append(TableProblem(row, column, message))

    # -- Reading -----------------------------------------------------------------------------

    def read(self, rows: Iterable[TableRow]) -> None:
        seen: dict[str, int] = {}
        for row in rows:
            names = frozenset(row.cells)
            if names not in self.checked_headers:
                self._check_names(names, row)
                self.checked_headers.add(names)
            values = {name: self._value(row, self.columns[name]) for name in row.cells}
            key = values.get("key") or ""
            if key and (first := seen.setdefault(key.casefold(), row.number)) != row.number:
                self.problem(row.number, "key", f"Row {first} has the key “{key}” as well.")
            self._check_precision(row.number, values)
            self.plan.steps.append(Step(row.number, key, values))

    def _check_names(self, names: frozenset[str], row: TableRow) -> None:
        fields = {field.name for field in self.table.model._meta.get_fields()} | OWN
        problems = []
        for name in sorted(names - set(self.columns)):
            if name in fields:
                message = f"A table cannot set “{name}”. Remove the column."
            else:
                message = f"There is no column “{name}”.{nearest(name, self.columns)}"
            problems.append(TableProblem(row.header or row.number, name, message))
        if "key" not in names:
            message = "The column “key” is missing. It identifies the record of a row."
            problems.append(TableProblem(row.header or row.number, "key", message))
        if problems:
            raise InvalidTable(*problems)

    def _value(self, row: TableRow, column: Column) -> Any:
        try:
            return column.parse(row.cells[column.name])
        except InvalidCell as error:
            self.problem(row.number, column.name, str(error))
            return None

    def _check_precision(self, row: int, values: dict[str, Any]) -> None:
        """Refuse dates that a spreadsheet has made more precise, such as a day for a month."""
        stated = values.get("dates_precision")
        if not stated or "dates" not in values:
            return
        precision = self.columns["dates"].put(values["dates"], self.links)["precision"]
        if precision != stated:
            message = f"The dates are known to: {precision}. This column says: {stated}."
            self.problem(row, "dates_precision", f"{message} Has a program changed the dates?")

    # -- Finding the records ------------------------------------------------------------------

    def find(self) -> None:
        """Set the primary key of each row's record, or a negative number for a new record."""
        for number, step in enumerate(self.plan.steps, start=1):
            if not step.key:
                continue
            pk = self.links.find(self.table.kind, step.key)
            step.pk = pk or -number
            if not pk:
                self.links.add(self.table.kind, step.key, step.pk)
        existing = {step.pk: step for step in self.plan.steps if step.pk > 0}
        if len(existing) < sum(step.pk > 0 for step in self.plan.steps):
            self._report_duplicates(existing)
        records = self.table.model._default_manager.all()
        for number, state in enumerate(states_of(records, list(existing)), start=1):
            step = existing[state.record.pk]
            step.state, step.version = state, version_of(state)
            self.tick("Comparing", number, len(existing))

    def _report_duplicates(self, last: dict[int, Step]) -> None:
        for step in self.plan.steps:
            if step.pk > 0 and last[step.pk] is not step:
                row = last[step.pk].row
                self.problem(step.row, "key", f"Row {row} is about the same record.")

    # -- Checking ----------------------------------------------------------------------------

    def check(self) -> None:
        drafts = Drafts(self.plan)
        wrong = {problem.row for problem in self.plan.problems}
        for number, step in enumerate(self.plan.steps, start=1):
            if step.row not in wrong:
                self._check(step, drafts)
            if number % BATCH_SIZE == 0 or number == len(self.plan.steps):
                self.plan.problems += drafts.check()
            self.tick("Checking", number, len(self.plan.steps))
        self._check_circles()

    def _check(self, step: Step, drafts: Drafts) -> None:
        if step.state is None:
            problems = drafts.new(step)
        else:
            problems = self._compare(step) or drafts.changed(step)
        self.plan.problems += problems

    def _compare(self, step: Step) -> list[TableProblem]:
        """Find the columns whose values differ from the record. Absent columns change nothing."""
        state = step.state
        assert state is not None  # noqa: S101  for the reader of types
        problems = []
        step.content = dict(state.content)
        for name, value in step.values.items():
            try:
                if self._differs(step, self.columns[name], value):
                    step.changed.append(name)
            except InvalidCell as error:
                problems.append(TableProblem(step.row, name, str(error)))
        if step.changed:
            step.action = UPDATE
        elif self.plan.rights.publish and not state.is_live:
            step.action = UPDATE
            step.changed.append("scheduled" if state.is_scheduled else "published")
        else:
            step.action = SKIP
        return problems

    def _differs(self, step: Step, column: Column, value: Any) -> bool:
        before = column.take(step.content, self.links)
        if column.name == "file" and value:
            return self.plan.files.differs(value, before, step.content["sha256"])
        if column.same(value, before) or (column.keeps and not value) or column.name == "key":
            return False
        if column.name == "sha256":
            self._check_checksum(step, value)
            return False
        if not column.fields:
            raise InvalidCell(column.fixed)
        content = {**step.content, **column.put(value, self.links)}
        if column.same(column.take(content, self.links), before):
            return False
        step.content = content
        return True

    def _check_checksum(self, step: Step, digest: str) -> None:
        """Refuse a checksum that is not that of the file in the column `file`."""
        name = step.values.get("file")
        current = step.content["sha256"]
        if digest != (self.plan.files.digest(name) if name and digest != current else current):
            raise InvalidCell("The file has another checksum.")

    def _check_circles(self) -> None:
        """Find circles of parents among the rows, before their records exist."""
        for column in self.table.columns:
            if isinstance(column, RelationColumn) and column.to == self.table.kind:
                self._check_circles_of(column)

    def _check_circles_of(self, column: RelationColumn) -> None:
        name = column.fields[0]
        above = dict(self.table.model._default_manager.values_list("pk", f"{name}_id"))
        above |= {step.pk: step.content.get(name) for step in self.plan.steps if step.content}
        for step in self.plan.steps:
            seen, pk = {step.pk}, above.get(step.pk)
            while pk and pk not in seen:
                seen.add(pk)
                pk = above.get(pk)
            if pk == step.pk and step.pk:
                self.problem(step.row, column.name, "It would be its own parent.")
