"""Where a table is in an office file, and what its columns are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tables.columns.table import Table
from tables.problems import InvalidTable

from .grid import SAMPLE_ROWS, OfficeFile, Sheet
from .header import Header, check_sheet, find_header, recognised
from .mapping import Mapping, mapping_of
from .options import OfficeOptions


@dataclass
class Layout:
    """Where the table is in its file, and what its columns are."""

    sheet: Sheet
    sheets: list[str]
    header: Header
    mapping: Mapping


def layout_of(
    file: OfficeFile, table: Table, options: OfficeOptions, most: int | None = None
) -> Layout:
    """The layout of a table, with its first `most` rows. Raises `InvalidTable`."""
    name = ""
    try:
        name = check_sheet(file.names, options.sheet) if options.sheet else _best(file, table)
        sheet = file.sheet(name, most)
        header = find_header(sheet, table, options.header_row)
        return Layout(sheet, file.names, header, mapping_of(header, table, options.columns))
    except InvalidTable as error:
        raise InvalidTable(*(replace(problem, sheet=name) for problem in error.problems)) from error


def _best(file: OfficeFile, table: Table) -> str:
    """The sheet whose header Plenary knows best. The first one when no other is better."""
    if len(file.names) == 1:
        return file.names[0]

    def recognised_columns(name: str) -> int:
        rows = file.sheet(name, SAMPLE_ROWS).rows
        return max((recognised(row, table) for row in rows if row.filled), default=0)

    return max(file.names, key=recognised_columns)


def layout_lines(layout: Layout) -> Iterator[str]:
    """What a person is told of a layout: the sheet, the row of the header, and each column."""
    sheet = ""
    if len(layout.sheets) > 1:
        others = ", ".join(name for name in layout.sheets if name != layout.sheet.name)
        sheet = f"sheet “{layout.sheet.name}” (not read: {others}), "
    before = ", as chosen before" if layout.mapping.remembered else ""
    yield f"{sheet}header in row {layout.header.last_row}{before}"
    for name, target in layout.mapping.columns.items():
        yield f"“{name}” is read as {target}" if target else f"“{name}” is not read"
