"""A row of an office table as a row of ours: each cell becomes values of our columns."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import singledispatchmethod
from typing import Any

from tables.columns.base import ChoiceColumn, Column, LinesColumn, text_of
from tables.columns.dates import DateRangeColumn
from tables.columns.placement import SeriesColumn
from tables.columns.relations import ItemsColumn, RelationColumn, RelationListColumn
from tables.columns.table import Table
from tables.problems import InvalidCell, TableProblem

from .cell_names import CellName, several
from .grid import GridRow, Unusable
from .items import Items
from .targets import JOINED
from .words import CellReading, choice_of, dates_of, ordinal_of, plain_value

JOINTS = {"place_stated": ", "}


@dataclass(frozen=True)
class CellPart:
    """A cell with what it is read as: `part` is "sponsor" for `partners.sponsor`."""

    header: str
    part: str
    value: Any


@dataclass
class OfficeReport:
    """What a person is told of an office table: what was done, and what is wrong."""

    notes: list[TableProblem] = field(default_factory=list)
    problems: list[TableProblem] = field(default_factory=list)


class RowReader:
    """`mapping` has the header and the target of each column that is read, by its place."""

    def __init__(
        self, table: Table, mapping: dict[int, tuple[str, str]], items: Items, report: OfficeReport
    ) -> None:
        self.table, self.mapping, self.items, self.report = table, mapping, items, report
        self.names = items.names
        self.columns = {column.name: column for column in table.columns}

    def read(self, row: GridRow) -> dict[str, Any]:
        """The cells of a row of ours. Empty cells are left out: they say nothing."""
        values: dict[str, Any] = {}
        stated: dict[str, Any] = {}
        remarks: list[str] = []
        for name, parts in self._parts(row).items():
            header = parts[0].header
            try:
                reading = self._reading(self.columns[name], parts, row.number)
            except InvalidCell as error:
                self.report.problems.append(TableProblem(row.number, header, str(error)))
                continue
            values |= {name: value for name, value in reading.values.items() if value is not None}
            stated |= reading.stated
            remarks += filter(None, [reading.remark])
            self.report.notes += (TableProblem(row.number, header, note) for note in reading.notes)
        if remarks and "internal_notes" in self.columns:
            notes = filter(None, [values.get("internal_notes"), *remarks])
            values["internal_notes"] = "\n".join(notes)
        return stated | values

    def _parts(self, row: GridRow) -> dict[str, list[CellPart]]:
        by_column: dict[str, list[CellPart]] = defaultdict(list)
        for place, (header, target) in self.mapping.items():
            cell = row.cells[place] if place < len(row.cells) else None
            if isinstance(cell, Unusable):
                self.report.problems.append(TableProblem(row.number, header, cell.reason))
            elif cell is not None:
                name, _dot, part = target.partition(".")
                by_column[name].append(CellPart(header, part, cell))
        if self.table.kind == "event":
            _share_organisers(by_column)
        return by_column

    @singledispatchmethod
    def _reading(self, column: Column, parts: list[CellPart], row: int) -> CellReading:
        texts = [text_of(part.value) for part in parts]
        if column.name == "ordinal":
            return ordinal_of(parts[0].value)
        if column.name == "name" and self.table.kind == "person":
            return self._person(texts[0], parts[0].header)
        if column.name in JOINED:
            return CellReading({column.name: JOINTS.get(column.name, "\n").join(texts)})
        return CellReading({column.name: plain_value(column, parts[0].value)})

    @_reading.register
    def _(self, column: DateRangeColumn, parts: list[CellPart], row: int) -> CellReading:
        order = self.names.options.date_order
        return dates_of(column, {part.part: part.value for part in parts}, order)

    @_reading.register
    def _(self, column: ChoiceColumn, parts: list[CellPart], row: int) -> CellReading:
        return choice_of(column, parts[0].value, list(self.columns))

    @_reading.register
    def _(self, column: LinesColumn, parts: list[CellPart], row: int) -> CellReading:
        lines = [line for part in parts for line in several(text_of(part.value))]
        return CellReading({column.name: lines})

    @_reading.register
    def _(self, column: ItemsColumn, parts: list[CellPart], row: int) -> CellReading:
        cells = [(part.header, part.part, text_of(part.value)) for part in parts]
        return CellReading({column.name: self.items.of(column, cells, row)})

    @_reading.register
    def _(self, column: RelationListColumn, parts: list[CellPart], row: int) -> CellReading:
        """Words such as themes are separated by commas, too."""
        keys = [
            self.names.key(column.to, CellName(name), row, part.header)
            for part in parts
            for text in several(text_of(part.value))
            for name in map(str.strip, text.split(","))
            if name
        ]
        return CellReading({column.name: list(dict.fromkeys(filter(None, keys)))})

    @_reading.register
    def _(self, column: SeriesColumn, parts: list[CellPart], row: int) -> CellReading:
        text = text_of(parts[0].value)
        key = self.names.existing_key("series", text)
        if key is None:
            raise InvalidCell(f"There is no series with the name or key “{text}”.")
        return CellReading({column.name: key})

    @_reading.register
    def _(self, column: RelationColumn, parts: list[CellPart], row: int) -> CellReading:
        text, header, kind = text_of(parts[0].value), parts[0].header, column.to
        if kind == self.table.kind:  # it may also be a row of this table, which has no key yet
            return CellReading({column.name: self.names.existing_key(kind, text) or text})
        if kind == "venue" and not self.names.may_make("venue"):
            key = self.names.existing_key("venue", text)
            return (
                CellReading({column.name: key}) if key else CellReading({}, {"place_stated": text})
            )
        cell_names = self.items.cell_names(kind, text, header)
        if len(cell_names) != 1:
            raise InvalidCell(f"It takes one name, not {len(cell_names)}.")
        return CellReading({column.name: self.names.key(kind, cell_names[0], row, header)})

    def _person(self, text: str, header: str) -> CellReading:
        named = self.items.cell_names("person", text, header)
        if len(named) != 1:
            raise InvalidCell(f"It takes one name, not {len(named)}. Each person has a row.")
        fields = {name: value for name, value in named[0].fields.items() if name != "name"}
        behind = {"affiliations": [{"role": named[0].behind}]} if named[0].behind else {}
        return CellReading({"name": named[0].name}, fields | behind)


def _share_organisers(by_column: dict[str, list[CellPart]]) -> None:
    """The first of several organisers is the organiser, the others are co-organisers."""
    parts = by_column.get("organiser", [])
    names = [(part.header, name) for part in parts for name in several(text_of(part.value))]
    if len(names) > 1:
        by_column["organiser"] = [CellPart(names[0][0], "", names[0][1])]
        others = [CellPart(header, "co-organiser", name) for header, name in names[1:]]
        by_column["partners"] = [*by_column["partners"], *others]
