"""XLSX files: open them within limits, and read the first sheet."""

import datetime
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from defusedxml.common import DefusedXmlException

from cms.dates_in_words.vocabulary import month_name
from cms.documents.zips import ZIP_ERRORS
from tables.problems import InvalidTable, invalid_table

from .archives import open_zip
from .xml_limits import XmlLimits

LARGEST_UNPACKED = 120 * 1024**2
MOST_EMPTY_ROWS = 1_000
HEX = re.compile(r"_x([0-9A-Fa-f]{4})_")
# What a number format has beside the letters that show a date: texts, colours, locales, hours.
NO_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|AM/PM|h+\W*m+|m+\W*s+', re.IGNORECASE)
XML = (".xml", ".rels", ".vml")
UNPACKING = (*ZIP_ERRORS, expat.ExpatError, OSError)
# The errors of openpyxl for broken files.
BROKEN = (
    *ZIP_ERRORS,
    DefusedXmlException,
    ParseError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
)


def read_xlsx(path: Path, most_columns: int) -> Iterator[tuple[int, list[Any]]]:
    """`(1, ["key", "title"])`, …: the rows with their numbers, up to a long run of empty rows."""
    number = 0
    try:
        book = load_book(path)
        sheet = book.worksheets[0]
        empty = 0
        for number, cells in enumerate(sheet.iter_rows(max_col=most_columns), start=1):
            values = [_value(cell, number) for cell in cells]
            while values and values[-1] in (None, ""):
                values.pop()
            empty = 0 if values else empty + 1
            if empty > MOST_EMPTY_ROWS:
                break
            if values:
                yield number, values
        book.close()
    except BROKEN as error:
        raise unreadable(error, number + 1) from error


def load_book(path: Path) -> Any:
    """The workbook, read row by row. Raises `InvalidTable`, or one of `BROKEN`."""
    with open_zip(path, largest=LARGEST_UNPACKED) as archive:
        _check_entries(archive)
    from openpyxl import load_workbook  # 7 MB, for those who read or write a workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except InvalidFileException as error:
        raise ValueError(error) from error


def unreadable(error: Exception, row: int | None = None) -> InvalidTable:
    reason = str(error) or type(error).__name__
    return invalid_table(f"This is not a readable XLSX file: {reason}.", row=row)


def _check_entries(archive: zipfile.ZipFile) -> None:
    for entry in archive.infolist():
        if not entry.filename.lower().endswith(XML):
            continue
        try:
            with archive.open(entry) as file:
                XmlLimits(entry.filename).check(file)
        except UNPACKING as error:
            raise invalid_table(f"{entry.filename} cannot be read: {error}.") from error


def _value(cell: Any, number: int) -> Any:
    if cell.value is None:
        return None
    if reason := why_unusable(cell):
        from openpyxl.utils import get_column_letter

        raise invalid_table(reason, row=number, column=get_column_letter(cell.column))
    if isinstance(cell.value, datetime.date):
        return date_text(cell.value, cell.number_format)
    return unescaped(cell.value) if isinstance(cell.value, str) else cell.value


def date_text(value: datetime.date, number_format: str) -> str:
    """A date as far as its cell shows it: "2012-01" for “Jan 2012”, "26 January" for “26-Jan”.

    A spreadsheet fills in what nobody typed: the first day, or the year in which it was typed.
    """
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        return value.isoformat(timespec="minutes")
    letters = NO_DATE.sub("", number_format).lower()
    has_day, has_month, has_year = (letter in letters for letter in "dmy")
    if not has_year and has_month:
        return f"{value.day} {month_name(value.month)}" if has_day else month_name(value.month)
    if has_day or not has_year:
        return value.strftime("%Y-%m-%d")
    return value.strftime("%Y-%m" if has_month else "%Y")


def why_unusable(cell: Any) -> str:
    """Why nobody can say what the cell holds. Empty when it holds a value."""
    if cell.data_type not in ("f", "e"):
        return ""
    if cell.data_type == "f":
        return (
            "It is a formula. Put the value in its place: copy the cell, and paste the value only."
        )
    return f"It is an error, {cell.value}. Put the value in its place."


def unescaped(text: str) -> str:
    return HEX.sub(lambda match: chr(int(match[1], 16)), text)
