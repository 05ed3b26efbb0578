"""The plan of an office table: its rows, and the drafts of the partners, people and others that
it names."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from tables.columns.base import Column
from tables.columns.relations import ItemsColumn, RelationColumn, RelationListColumn
from tables.formats.csv_reader import csv_rows
from tables.formats.reader import MOST_COLUMNS, TableRow
from tables.formats.sheets import read_xlsx
from tables.kinds import TABLES
from tables.office.grid import OfficeFile
from tables.office.layout import layout_of
from tables.office.names import NewName
from tables.office.options import OfficeOptions
from tables.office.read import OfficeReading, read_office
from tables.problems import InvalidCell, InvalidTable, TableProblem
from tables.relations import Links

from .files import Files
from .plan import CREATE, Plan, Tick
from .planner import make_plan
from .rights import Rights

MAPPED_FORMS = ("csv", "xlsx")
NOBODY_SAID = (
    "There is no {} with the name “{}”. The table has it {}. Say which record it is, or have "
    "drafts made."
)


def is_ours(path: Path, form: str, encoding: str) -> bool:
    """Whether a table is one of ours: its first row names the columns, and one is “key”."""
    if form not in MAPPED_FORMS:
        return True
    try:
        if form == "csv":
            _number, cells, _separator = next(csv_rows(path, encoding), (1, [], ""))
        else:
            _number, cells = next(read_xlsx(path, MOST_COLUMNS), (1, []))
    except InvalidTable:
        return False
    return "key" in [str(cell).strip().casefold() for cell in cells]


def office_plan(
    file: OfficeFile, options: OfficeOptions, rights: Rights, files: Files, tick: Tick
) -> Plan:
    """The plan of an office table. Its `problems` name the headers of the file."""
    table, links = rights.table, Links()
    layout = layout_of(file, table, options)
    reading = read_office(layout, table, options, links)
    drafts = [_plan_of_drafts(kind, new, rights, links) for kind, new in _by_kind(reading.new)]
    plan = make_plan(table, reading.rows, rights, files, tick, links=links)
    plan.layout, plan.drafts, plan.questions = layout, drafts, reading.questions
    plan.locate = _locator(reading)
    plan.problems += reading.report.problems
    plan.notes = sorted(map(plan.locate, reading.report.notes), key=lambda note: note.row or 0)
    return plan


def _locator(reading: OfficeReading) -> Callable[[TableProblem], TableProblem]:
    """Names the sheet, and the headers that are read as a column."""
    sheet = reading.layout.sheet.name if len(reading.layout.sheets) > 1 else ""
    headers: dict[str, str] = {}
    for header, target in reading.layout.mapping.columns.items():
        name = target.partition(".")[0]
        headers[name] = f"{headers[name]} / {header}" if name in headers else header

    def locate(problem: TableProblem) -> TableProblem:
        column = headers.get(problem.column, problem.column) if problem.column else ""
        return replace(problem, sheet=sheet, column=column)

    return locate


# -- Drafts of the names ---------------------------------------------------------------------------


def _by_kind(new: Iterable[NewName]) -> list[tuple[str, list[NewName]]]:
    ordered = sorted(new, key=lambda name: name.kind)
    return [(kind, list(names)) for kind, names in groupby(ordered, key=lambda name: name.kind)]


def _plan_of_drafts(kind: str, new: list[NewName], rights: Rights, links: Links) -> Plan:
    """The plan of the drafts of one kind. Row 1 is the first of `new`. They are never published."""
    table = next(table for table in TABLES if table.kind == kind)
    rows = (
        TableRow(number, {"key": name.key, **name.fields})
        for number, name in enumerate(new, start=1)
    )
    plan = make_plan(table, rows, Rights(table, rights.user), links=links)

    def locate(problem: TableProblem) -> TableProblem:
        """At the cell that names the draft first."""
        name = new[(problem.row or 1) - 1]
        message = f"“{name.name}”: {problem.message}"
        return replace(problem, row=name.row, column=name.header, message=message)

    plan.locate = locate
    return plan


def undecided(plan: Plan) -> list[TableProblem]:
    """The names about which nobody has said anything, as errors. Each is there once."""
    problems = []
    for name in plan.questions:
        often = "once" if name.count == 1 else f"{name.count} times"
        message = NOBODY_SAID.format(name.kind, name.name, often)
        if name.candidates:
            message += f" Like it: {', '.join(name.candidates)}."
        problems.append(plan.locate(TableProblem(name.row, name.header, message)))
    return problems


def notes_of(plan: Plan) -> list[str]:
    """What a person is told before an office table is written: rows that are passed over, words
    that are kept as stated, new drafts."""
    lines = [str(note) for note in plan.notes]
    for drafts in [] if plan.questions else plan.drafts:
        for step in drafts.of(CREATE):
            name = step.values.get("name") or step.values.get("label")
            lines.append(f"new draft: {drafts.table.kind} “{name}”, {step.key}")
    return lines


def link_drafts(plan: Plan) -> None:
    """Give new records the primary keys of the drafts, which exist now."""
    kinds = {draft_plan.table.kind for draft_plan in plan.drafts}
    for kind in kinds:
        plan.links.forget(kind)
    columns = [column for column in plan.table.columns if kinds & _linked_kinds(column)]
    for step in plan.of(CREATE):
        for column in columns:
            if column.name not in step.values:
                continue
            try:
                step.content |= column.put(step.values[column.name], plan.links)
            except InvalidCell as error:
                plan.refuse(step, column.name, str(error))


def _linked_kinds(column: Column) -> set[str]:
    parts: tuple[Any, ...] = column.columns if isinstance(column, ItemsColumn) else (column,)
    return {part.to for part in parts if isinstance(part, RelationColumn | RelationListColumn)}
