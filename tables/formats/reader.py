"""Read the rows of CSV, XLSX, JSON and NDJSON one at a time and within limits.

A row is its number and its cells by header. A row that cannot be read raises `InvalidTable` with
its number. Files may be hostile, so nothing here allocates by sizes that a file declares.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.formats.csv_codec import unsafe
from cms.text.writable import UNWRITABLE
from tables.problems import InvalidTable, invalid_table

from .csv_reader import csv_rows, lines_of
from .sheets import read_xlsx

LARGEST_TABLE = 50 * 1024**2
LARGEST_JSON = 20 * 1024**2  # JSON is read as a whole, NDJSON line by line
MOST_COLUMNS = 200
MOST_ROWS = 100_000
MOST_VALUES = 1_500_000  # of a JSON file


@dataclass(frozen=True)
class TableRow:
    """`header` is the number of the header row. JSON has none."""

    number: int
    cells: dict[str, Any]
    header: int | None = None


def read_rows(path: Path, form: str, encoding: str = "") -> Iterator[TableRow]:
    """The rows of a table, without empty rows. `encoding` is that of a CSV, UTF-8 when empty."""
    size = path.stat().st_size
    limit = LARGEST_JSON if form == "json" else LARGEST_TABLE
    if size > limit:
        hint = " Write NDJSON, an object a line." if form == "json" else ""
        raise invalid_table(f"The file has {size:,} bytes. The most is {limit:,}.{hint}")
    if encoding and form != "csv":
        raise invalid_table("Only a CSV has a choice of encodings. Leave it at UTF-8.")
    for row in read_csv(path, encoding) if form == "csv" else READERS[form](path):
        if row.number - (row.header or 0) > MOST_ROWS:
            raise invalid_table(
                f"A table has at most {MOST_ROWS:,} rows, also if some are empty.", row=row.number
            )
        _check(row)
        if any(cell not in (None, "") for cell in row.cells.values()):
            yield row


def _check(row: TableRow) -> None:
    for name, cell in row.cells.items():
        if character := next(_controls(cell), None):
            raise invalid_table(
                f"It has a control character that text cannot have: U+{ord(character):04X}.",
                row=row.number,
                column=str(name),
            )


def _controls(cell: Any) -> Iterator[str]:
    stack = [cell]
    while stack:
        match stack.pop():
            case str() as text:
                if match := UNWRITABLE.search(text):
                    yield match[0]
            case list() as items:
                stack.extend(items)
            case dict() as items:
                stack.extend([*items, *items.values()])


def read_csv(path: Path, encoding: str = "") -> Iterator[TableRow]:
    header = None
    for number, cells, separator in csv_rows(path, encoding):
        if header is None:
            header = header_of(cells, number)
        else:
            yield TableRow(number, _matched(header, cells, number, separator), header=1)
    if header is None:
        raise invalid_table("The file is empty. Its first row must have the names of the columns.")


def header_of(cells: Iterable[Any], number: int) -> list[str]:
    """The names of the columns in lower case. Empty names at the end are removed."""
    names = [str(cell).strip().casefold() if cell is not None else "" for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise invalid_table(f"A table has at most {MOST_COLUMNS} columns.", row=number)
    if not all(names):
        raise invalid_table(f"Column {names.index('') + 1} has no name.", row=number)
    twice = sorted(name for name, count in Counter(names).items() if count > 1)
    if twice:
        raise invalid_table(f"These columns are there twice: {', '.join(twice)}.", row=number)
    return names


def _matched(header: list[str], cells: list[str], number: int, separator: str) -> dict[str, str]:
    extra = [cell for cell in cells[len(header) :] if cell.strip()]
    if extra:
        raise invalid_table(
            f"It has {len(cells)} cells for {len(header)} columns. Put a {separator} in quotes.",
            row=number,
        )
    return dict(zip(header, map(unsafe, cells), strict=False))


# -- JSON ----------------------------------------------------------------------------------------


def read_ndjson(path: Path) -> Iterator[TableRow]:
    for number, line in enumerate(lines_of(path), start=1):
        if line.strip():
            yield TableRow(number, _cells(_parsed(line, number), number))


def read_json(path: Path) -> Iterator[TableRow]:
    text = "".join(lines_of(path, LARGEST_JSON))
    if text.count(",") > MOST_VALUES:
        raise invalid_table(f"The file has more than {MOST_VALUES:,} values. Use NDJSON.")
    rows = _parsed(text, None)
    if not isinstance(rows, list):
        raise invalid_table("A table in JSON is a list of objects.")
    for number, item in enumerate(rows, start=1):
        yield TableRow(number, _cells(item, number))


def _parsed(text: str, number: int | None) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError as error:
        raise invalid_table("It is nested too deeply.", row=number) from error
    except ValueError as error:
        raise invalid_table(f"This is not JSON: {error}.", row=number) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        twice = next(name for name, count in Counter(n for n, _ in pairs).items() if count > 1)
        raise ValueError(f"“{twice}” is there twice in one object")
    return members


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is not a number")


def _cells(item: Any, number: int) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise invalid_table("A row is an object: {“key”: …, “title”: …}.", row=number)
    if len(item) > MOST_COLUMNS:
        raise invalid_table(f"A table has at most {MOST_COLUMNS} columns.", row=number)
    return item


def _read_sheet(path: Path) -> Iterator[TableRow]:
    rows = read_xlsx(path, MOST_COLUMNS + 1)
    first = next(rows, None)
    if first is None:
        raise invalid_table("The sheet is empty. Its first row must have the names of the columns.")
    header = header_of(first[1], first[0])
    for number, cells in rows:
        if len(cells) > len(header) and any(cell is not None for cell in cells[len(header) :]):
            raise invalid_table("It has a cell in a column without a name.", row=number)
        named = zip(header, cells, strict=False)
        yield TableRow(number, {name: _plain(cell) for name, cell in named}, header=first[0])


def _plain(cell: Any) -> Any:
    return unsafe(cell) if isinstance(cell, str) else cell


READERS: dict[str, Callable[[Path], Iterator[TableRow]]] = {
    "xlsx": _read_sheet,
    "json": read_json,
    "ndjson": read_ndjson,
}

__all__ = ["InvalidTable", "TableRow", "read_rows"]
