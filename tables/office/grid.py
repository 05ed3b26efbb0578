"""The sheets of an office file as they are: rows of cells, before anybody says what they mean."""

import csv
import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from xml.parsers import expat

from api.formats.csv_codec import unsafe
from cms.text.writable import writable
from tables.formats.csv_reader import DELIMITERS, lines_of
from tables.formats.reader import LARGEST_TABLE, MOST_COLUMNS, MOST_ROWS
from tables.formats.sheets import (
    BROKEN,
    MOST_EMPTY_ROWS,
    date_text,
    load_book,
    unescaped,
    unreadable,
    why_unusable,
)
from tables.problems import invalid_table

SAMPLE_ROWS = 60  # rows in which a header is looked for
MOST_MERGED = 20_000


@dataclass(frozen=True)
class Unusable:
    """A cell that has no value, such as a formula. It is an error only where it is read."""

    reason: str


@dataclass(frozen=True)
class GridRow:
    """`is_banner`: one merged cell spans more than one column, and there is nothing else."""

    number: int
    cells: list[Any]
    is_banner: bool = False

    @property
    def filled(self) -> list[Any]:
        return [cell for cell in self.cells if cell is not None]


@dataclass(frozen=True)
class Merged:
    """A merged range. Columns are counted from 0."""

    first_column: int
    first_row: int
    last_column: int
    last_row: int


@dataclass
class Sheet:
    name: str  # empty for a CSV
    rows: list[GridRow]
    merged: list[Merged] = field(default_factory=list)


class OfficeFile:
    """The sheets of a CSV or XLSX. A CSV has one, without a name."""

    def __init__(self, path: Path, form: str, encoding: str = "") -> None:
        size = path.stat().st_size
        if size > LARGEST_TABLE:
            raise invalid_table(f"The file has {size:,} bytes. The most is {LARGEST_TABLE:,}.")
        self.path, self.form, self.encoding = path, form, encoding
        self.names = [""]
        if form == "xlsx":
            try:
                self.book = load_book(path)
            except BROKEN as error:
                raise unreadable(error) from error
            visible = [sheet for sheet in self.book.worksheets if sheet.sheet_state == "visible"]
            self.names = [sheet.title for sheet in visible or self.book.worksheets]

    def sheet(self, name: str, most_rows: int | None = None) -> Sheet:
        if self.form == "xlsx":
            return self._sheet_of_book(name, most_rows)
        rows = islice(_limited(_csv_rows(self.path, self.encoding)), most_rows)
        return Sheet("", list(rows))

    def __enter__(self) -> "OfficeFile":
        return self

    def __exit__(self, *error: object) -> None:
        if self.form == "xlsx":
            self.book.close()

    def _sheet_of_book(self, name: str, most_rows: int | None) -> Sheet:
        rows: list[GridRow] = []  # also up to a broken one
        try:
            source = self.book[name]
            merged = _merged_in(source)
            rows.extend(islice(_limited(_filled_down(_book_rows(source), merged)), most_rows))
            return Sheet(name, rows, merged)
        except BROKEN as error:
            raise unreadable(error, rows[-1].number + 1 if rows else 1) from error


def _limited(rows: Iterator[GridRow]) -> Iterator[GridRow]:
    for count, row in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise invalid_table(f"A table has at most {MOST_ROWS:,} rows.", row=row.number)
        if len(row.cells) > MOST_COLUMNS:
            raise invalid_table(f"A table has at most {MOST_COLUMNS} columns.", row=row.number)
        yield row


def _trimmed(cells: list[Any]) -> list[Any]:
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _text(cell: str) -> str | None:
    return writable(unsafe(cell)).replace("\xa0", " ").strip() or None


# -- CSV ------------------------------------------------------------------------------------------


def _csv_rows(path: Path, encoding: str) -> Iterator[GridRow]:
    delimiter = _delimiter_of(list(islice(lines_of(path, encoding=encoding), SAMPLE_ROWS)))
    reader = csv.reader(lines_of(path, encoding=encoding), delimiter=delimiter)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number == 1 and "".join(cells).strip().lower() in ("sep=", f"sep={delimiter}"):
                continue
            yield GridRow(number, _trimmed([_text(cell) for cell in cells]))
    except csv.Error as error:
        raise invalid_table(f"This is not CSV: {error}.", row=number + 1) from error


def _delimiter_of(lines: list[str]) -> str:
    """The character that gives most rows the same number of cells. A title above has none."""

    def regularity(delimiter: str) -> int:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
        except csv.Error:
            return 0
        return max(((width - 1) * count for width, count in widths.items()), default=0)

    return max(DELIMITERS, key=regularity)


# -- XLSX -----------------------------------------------------------------------------------------


def _book_rows(source: Any) -> Iterator[GridRow]:
    empty = 0
    for number, cells in enumerate(source.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
        row = GridRow(number, _trimmed([_value(cell) for cell in cells]))
        empty = 0 if row.cells else empty + 1
        if empty > MOST_EMPTY_ROWS:
            return
        yield row


def _value(cell: Any) -> Any:
    value = cell.value
    if value is None:
        return None
    if reason := why_unusable(cell):
        return Unusable(reason)
    if isinstance(value, str):
        return _text(unescaped(value))
    if isinstance(value, datetime.date):
        return date_text(value, cell.number_format)
    return str(value) if isinstance(value, datetime.time | datetime.timedelta) else value


def _merged_in(source: Any) -> list[Merged]:
    """The merged ranges. openpyxl does not tell them when it reads row by row."""
    from openpyxl.utils.cell import range_boundaries

    ranges: list[Merged] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.endswith("mergeCell"):
            columns_and_rows = range_boundaries(attributes["ref"])
            first_column, first_row, last_column, last_row = map(int, columns_and_rows)
            ranges.append(Merged(first_column - 1, first_row, last_column - 1, last_row))
            if len(ranges) > MOST_MERGED:
                raise invalid_table(f"A sheet has at most {MOST_MERGED:,} merged ranges.")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    with source._get_source() as file:
        parser.ParseFile(file)
    return ranges


def _filled_down(rows: Iterator[GridRow], merged: list[Merged]) -> Iterator[GridRow]:
    """Give each row the value of a cell that is merged over several rows."""
    starts: dict[int, list[Merged]] = {}
    for area in merged:
        starts.setdefault(area.first_row, []).append(area)
    values: dict[int, tuple[int, Any]] = {}  # by column: the last row, and the value
    for row in rows:
        for column, (last_row, value) in values.items():
            if row.number <= last_row:
                row.cells.extend([None] * (column + 1 - len(row.cells)))
                row.cells[column] = value
        here = [area for area in starts.get(row.number, []) if area.first_column < MOST_COLUMNS]
        for area in here:
            values[area.first_column] = area.last_row, _cell(row, area.first_column)
        wide = any(area.last_column > area.first_column for area in here)
        yield GridRow(row.number, _trimmed(row.cells), wide and len(row.filled) == 1)


def _cell(row: GridRow, column: int) -> Any:
    return row.cells[column] if column < len(row.cells) else None
