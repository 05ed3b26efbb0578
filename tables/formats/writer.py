"""Write CSV, XLSX, JSON and NDJSON one row at a time."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import IO, Any

from api.formats.csv_codec import safe
from tables.columns.base import Column, Content

Values = dict[str, Any]
BYTE_ORDER_MARK = "\ufeff"  # tells Excel that a CSV is UTF-8


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
    from .workbook import write  # openpyxl has 7 MB, for those who read or write a workbook

    write(columns, rows, file)


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
