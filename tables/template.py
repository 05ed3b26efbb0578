"""Write an empty table for people to fill in."""

import json
from typing import IO, Any

from api.formats.csv_codec import line
from tables.columns.base import Column
from tables.columns.table import Table
from tables.formats.writer import BYTE_ORDER_MARK

HELP = ("Column", "Description", "Example", "Required")


def write_template(table: Table, form: str, file: IO[bytes]) -> None:
    """Write the headers of `table`. XLSX gets a second sheet that explains them, JSON nulls."""
    if form == "csv":
        file.write(f"{BYTE_ORDER_MARK}{line(table.names)}".encode())
    elif form == "xlsx":
        _write_book(table, file)
    else:
        row = json.dumps(dict.fromkeys(table.names), indent=2 if form == "json" else None)
        file.write((f"[{row}]\n" if form == "json" else f"{row}\n").encode())


def _write_book(table: Table, file: IO[bytes]) -> None:
    from openpyxl import Workbook  # 7 MB, for those who read or write a workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.plural)
    sheet.freeze_panes = "B2"
    sheet.append([_bold(sheet, name) for name in table.names])
    guide = book.create_sheet("Columns")
    for letter, width in zip("ABCD", (24, 80, 40, 14), strict=True):
        guide.column_dimensions[letter].width = width
    guide.append([_bold(guide, title) for title in HELP])
    for column in table.columns:
        guide.append(guide_row(column))
    book.save(file)


def guide_row(column: Column) -> list[str]:
    """`[name, help, example, "yes" or ""]`."""
    return [column.name, column.help, column.example, "yes" if column.required else ""]


def _bold(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell
