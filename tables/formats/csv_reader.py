"""Read the lines of a text table, and the rows of CSV."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from cms.text import encodings
from tables.problems import invalid_table

LONGEST_LINE = 2 * 1024**2
LONGEST_CELL = 1_000_000
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
OTHER_ENCODING = "Save the file as UTF-8, which Excel calls “CSV UTF-8”, or choose its encoding."

csv.field_size_limit(LONGEST_CELL)
CONTROLS = re.compile("[\x80-\x9f]")  # no text of Windows has them
NOT_UTF_8 = (
    "The file is not UTF-8. Plenary reads it as Windows-1252, which Excel writes in Western "
    "Europe. If letters are wrong, choose another encoding."
)


def encoding_of(path: Path) -> str:
    """The encoding of a CSV whose encoding nobody has chosen. Empty for UTF-8."""
    data = path.read_bytes()
    if data.startswith(UTF_16):
        return "utf-16le"
    try:
        data.decode()
    except UnicodeDecodeError:
        if b"\0" not in data and not CONTROLS.search(encodings.decode(data, "windows-1252")):
            return "windows-1252"
    return ""


def lines_of(path: Path, longest: int = LONGEST_LINE, encoding: str = "") -> Iterator[str]:
    """The lines of a file in UTF-8, with or without a byte order mark, or in `encoding`."""
    with path.open("rb") as file:
        encoding = _marked(file.peek(3), encoding)
        for number, line in enumerate(_raw_lines(file, longest, encoding), start=1):
            if len(line) > longest:
                raise invalid_table(
                    f"The line is longer than the limit of {longest:,} bytes.", row=number
                )
            yield _decoded(line, number, encoding)


def _marked(head: bytes, encoding: str) -> str:
    """The encoding that a byte order mark states. It is stronger than the chosen one."""
    if head.startswith(codecs.BOM_UTF8):
        return ""
    if encoding.startswith("utf-16") and head.startswith(UTF_16):
        return "utf-16le" if head.startswith(codecs.BOM_UTF16_LE) else "utf-16be"
    return encoding


def _raw_lines(file: io.BufferedReader, longest: int, encoding: str) -> Iterator[bytes]:
    if not encoding.startswith("utf-16"):
        yield from iter(lambda: file.readline(longest + 1), b"")
        return
    try:
        text = encodings.decode(file.read(), encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise invalid_table(f"The file is not {encoding.upper()}.") from error
    for line in io.StringIO(text, newline="\n"):
        yield line.encode("utf-8", "surrogatepass")


def _decoded(line: bytes, number: int, encoding: str) -> str:
    if number == 1 and line.startswith(UTF_16):
        raise invalid_table(f"This is UTF-16. {OTHER_ENCODING}", row=1)
    if b"\0" in line:
        raise invalid_table("It has a NUL character, which text cannot have.", row=number)
    is_utf_8 = encoding in ("", "utf-8") or encoding.startswith("utf-16")
    try:
        if is_utf_8:
            return line.decode("utf-8-sig" if number == 1 else "utf-8")
        return encodings.decode(line, encoding)
    except UnicodeDecodeError as error:
        name = "UTF-8" if is_utf_8 else encoding
        raise invalid_table(
            f"Byte {error.start + 1} of this line is not {name}. {OTHER_ENCODING}", row=number
        ) from error


def csv_rows(path: Path, encoding: str) -> Iterator[tuple[int, list[str], str]]:
    """`(1, ["key", "title"], "comma")`, …: the rows with their numbers and what separates cells."""
    lines = lines_of(path, encoding=encoding)
    first = next(lines, None)
    if first is None:
        return
    delimiter = _delimiter_of(first)
    # Excel writes “sep=;” above the header, and reads it.
    head = [] if _separator_of(first) else [first]
    number = 1 - len(head)
    reader = csv.reader(chain(head, lines), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            number += 1
            yield number, cells, DELIMITERS[delimiter]
    except csv.Error as error:
        raise invalid_table(_explained(str(error)), row=number + 1) from error


def _delimiter_of(line: str) -> str:
    """The character that separates most names in the header. Excel writes a semicolon in countries
    with a decimal comma."""
    if separator := _separator_of(line):
        return separator

    def count(delimiter: str) -> int:
        try:
            return len(next(csv.reader([line], delimiter=delimiter), []))
        except csv.Error:
            return 0

    return max(DELIMITERS, key=count)


def _separator_of(line: str) -> str:
    """“;” of the line “sep=;”. Empty for any other line."""
    name, _equals, separator = line.strip(" \r\n").partition("=")
    return separator if name.lower() == "sep" and separator in DELIMITERS else ""


def _explained(error: str) -> str:
    if "new-line character" in error:
        return "The rows end with a carriage return. Save the file with line feeds."
    if "field larger" in error:
        return f"A cell is longer than the limit of {LONGEST_CELL:,} letters."
    return f"This is not CSV: {error}."
