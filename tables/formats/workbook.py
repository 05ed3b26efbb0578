"""Write XLSX one row at a time."""

import re
from collections.abc import Iterable
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font

from api.formats.csv_codec import safe
from tables.columns.base import Column
from tables.problems import TooLong

Values = dict[str, Any]
LONGEST_CELL = 32_767
# Characters that XML does not allow, and text that looks like their escapes.
ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")


def write(columns: Iterable[Column], rows: Iterable[Values], file: IO[bytes]) -> None:
    """Write a sheet with comments on its headers. Every cell is text."""
    columns = list(columns)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Table")
    sheet.freeze_panes = "B2"
    sheet.append([_header(sheet, column) for column in columns])
    for values in rows:
        sheet.append([_cell(sheet, column, values[column.name]) for column in columns])
    book.save(file)


def _header(sheet: Any, column: Column) -> Any:
    cell = WriteOnlyCell(sheet, column.name)
    cell.font = Font(bold=True)
    comment = f"{column.help}\nExample: {column.example}" if column.example else column.help
    cell.comment = Comment(f"{comment}\nRequired." if column.required else comment, "Plenary")
    return cell


def _cell(sheet: Any, column: Column, value: Any) -> Any:
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
