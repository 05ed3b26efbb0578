"""Read the rows of CSV, XLSX, JSON and NDJSON one at a time and within limits.

A row is its number and its cells by header. A row that cannot be read raises `InvalidTable` with
its number. Files may be hostile, so nothing here allocates by sizes that a file declares.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.formats.csv_codec import unsafe
from tables.problems import InvalidTable, invalid_table

from .sheets import read_xlsx

LARGEST = 50 * 1024**2
LARGEST_JSON = 20 * 1024**2  # JSON is read as a whole, NDJSON line by line
LONGEST_LINE = 2 * 1024**2
LONGEST_CELL = 1_000_000
MOST_COLUMNS = 200
MOST_ROWS = 100_000
MOST_VALUES = 1_500_000  # of a JSON file
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

csv.field_size_limit(LONGEST_CELL)


@dataclass(frozen=True)
class TableRow:
    """`header` is the number of the header row. JSON has none."""

    number: int
    cells: dict[str, Any]
    header: int | None = None


def read_rows(path: Path, form: str) -> Iterator[TableRow]:
    """The rows of a table, without empty rows."""
    size = path.stat().st_size
    limit = LARGEST_JSON if form == "json" else LARGEST
    if size > limit:
        hint = " Write NDJSON, an object a line." if form == "json" else ""
        raise invalid_table(f"The file has {size:,} bytes. The most is {limit:,}.{hint}")
    count = 0
    for row in READERS[form](path):
        _check(row)
        if any(cell not in (None, "") for cell in row.cells.values()):
            count += 1
            yield row
        if count > MOST_ROWS:
            raise invalid_table(f"A table has at most {MOST_ROWS:,} rows.", row=row.number)


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
                if match := CONTROLS.search(text):
                    yield match[0]
            case list() as items:
                stack.extend(items)
            case dict() as items:
                stack.extend([*items, *items.values()])


# -- CSV and its lines ---------------------------------------------------------------------------


def _lines(path: Path, longest: int = LONGEST_LINE) -> Iterator[str]:
    """The lines of a UTF-8 file, with or without a byte order mark."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(longest + 1):
            number += 1
            if number == 1 and line.startswith(UTF_16):
                raise invalid_table("This is UTF-16. Save the file as UTF-8.", row=1)
            if len(line) > longest:
                raise invalid_table(
                    f"The line is longer than the limit of {longest:,} bytes.", row=number
                )
            if b"\0" in line:
                raise invalid_table("It has a NUL character, which text cannot have.", row=number)
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise invalid_table(
                    f"Byte {error.start + 1} of this line is not UTF-8. Save the file as UTF-8. "
                    "Excel calls it “CSV UTF-8”.",
                    row=number,
                ) from error
            yield text


def read_csv(path: Path) -> Iterator[TableRow]:
    reader = csv.reader(_lines(path), strict=True)
    number, header = 0, None
    try:
        for cells in reader:
            number += 1
            if header is None:
                header = header_of(cells, number)
            else:
                yield TableRow(number, _matched(header, cells, number), header=1)
    except csv.Error as error:
        raise invalid_table(_csv_words(str(error)), row=number + 1) from error
    if header is None:
        raise invalid_table("The file is empty. Its first row must have the names of the columns.")


def _csv_words(error: str) -> str:
    if "new-line character" in error:
        return "The rows end with a carriage return. Save the file with line feeds."
    if "field larger" in error:
        return f"A cell is longer than the limit of {LONGEST_CELL:,} letters."
    return f"This is not CSV: {error}."


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


def _matched(header: list[str], cells: list[str], number: int) -> dict[str, str]:
    extra = [cell for cell in cells[len(header) :] if cell.strip()]
    if extra:
        raise invalid_table(
            f"It has {len(cells)} cells for {len(header)} columns. Put a comma in quotes.",
            row=number,
        )
    return dict(zip(header, map(unsafe, cells), strict=False))


# -- JSON ----------------------------------------------------------------------------------------


def read_ndjson(path: Path) -> Iterator[TableRow]:
    for number, line in enumerate(_lines(path), start=1):
        if line.strip():
            yield TableRow(number, _cells(_parsed(line, number), number))


def read_json(path: Path) -> Iterator[TableRow]:
    text = "".join(_lines(path, LARGEST_JSON))
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
    "csv": read_csv,
    "xlsx": _read_sheet,
    "json": read_json,
    "ndjson": read_ndjson,
}

__all__ = ["InvalidTable", "TableRow", "read_rows"]
