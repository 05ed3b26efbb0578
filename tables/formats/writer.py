"""Write CSV, XLSX, JSON and NDJSON one row at a time."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from typing import IO, Any

from api.formats.csv_codec import safe
from tables.columns.base import Column, Content

Values = dict[str, Any]
LONGEST_CELL = 32_767  # of XLSX
BYTE_ORDER_MARK = "\ufeff"  # tells Excel that a CSV is UTF-8
# Characters that XML does not allow, and text that looks like their escapes.
ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")


class TooLong(ValueError):
    """The text is too long for a cell of XLSX."""


def write_csv(columns: Iterable[Column], rows: Iterable[Values], file: IO[bytes]) -> None:
    columns = list(columns)
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text)
    writer.writerow([column.name for column in columns])
    for values in rows:
        writer.writerow([safe(column.text(values[column.name])) for column in columns])
    text.detach()


def write_xlsx(columns: Iterable[Column], rows: Iterable[Values], file: IO[bytes]) -> None:
    """Write a sheet with comments on its headers. Every cell is text."""
    from openpyxl import Workbook  # 7 MB, for those who read or write a workbook

    columns = list(columns)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Table")
    sheet.freeze_panes = "B2"
    sheet.append([_header(sheet, column) for column in columns])
    for values in rows:
        sheet.append([_cell(sheet, column, values[column.name]) for column in columns])
    book.save(file)


def _header(sheet: Any, column: Column) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.comments import Comment
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, column.name)
    cell.font = Font(bold=True)
    comment = f"{column.help}\nExample: {column.example}" if column.example else column.help
    cell.comment = Comment(f"{comment}\nRequired." if column.required else comment, "Plenary")
    return cell


def _cell(sheet: Any, column: Column, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    text = safe(column.text(value))
    if not text:
        return None
    text = ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    if len(text) > LONGEST_CELL:
        raise TooLong(
            f"{column.name} has {len(text):,} letters. A cell of XLSX holds {LONGEST_CELL:,}. "
            "Use CSV or JSON."
        )
    cell = WriteOnlyCell(sheet, text)
    cell.number_format = "@"  # keeps programs from converting it to a date or a number
    cell.alignment = Alignment(wrap_text=False, vertical="top")
    return cell


def write_json(columns: Iterable[Column], rows: Iterable[Values], file: IO[bytes]) -> None:
    first = True
    for values in rows:
        file.write(b"[\n" if first else b",\n")
        file.write(_object(columns, values))
        first = False
    file.write(b"[]\n" if first else b"\n]\n")


def write_ndjson(columns: Iterable[Column], rows: Iterable[Values], file: IO[bytes]) -> None:
    for values in rows:
        file.write(_object(columns, values) + b"\n")


def _object(columns: Iterable[Column], values: Values) -> bytes:
    named: Content = {column.name: values[column.name] for column in columns}
    return json.dumps(named, ensure_ascii=False).encode()


Writer = Callable[[Iterable[Column], Iterable[Values], IO[bytes]], None]
WRITERS: dict[str, Writer] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "json": write_json,
    "ndjson": write_ndjson,
}
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "ndjson": "application/x-ndjson",
}
