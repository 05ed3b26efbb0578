"""Documents as rows of a table, for people with a spreadsheet.

A column is a path into the document: `series.title`. A path through a list goes into every item of
it, so `partners.partner.title` and `partners.role` of one row stand in one order. A cell is

- empty for null and for an empty list, the text itself, or a number or a truth as JSON has it;
- for a list, its items with a vertical bar between them: `Finland|Switzerland`. In an item, a
  backslash stands before a bar and a backslash, a null is `\\N` and an empty text `\\E`;
- JSON for everything else: a list within a list, the blocks of a body.

`split` reads a list back, and `unsafe` what `safe` did against formulas.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import orjson

NULL, EMPTY = r"\N", r"\E"
ITEM = re.compile(r"((?:[^|\\]|\\.)*)(?:\||$)", re.DOTALL)
# What spreadsheets take for a formula, whatever space is before it, in both widths. A quote is one
# of them so that the quote that `safe` puts before them can be told from one that was there.
FORMULA = re.compile(r"[\s\ufeff]*[=+\-@＝＋－＠']|[\t\r\n]")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def row(document: dict[str, Any], columns: Iterable[str]) -> dict[str, str]:
    """`{column: cell}` of `document`, in the order of `columns`: see `Resource.columns`."""
    columns = tuple(columns)
    cells = dict.fromkeys(columns, "")
    _fill(cells, _tree(columns), document)
    return cells


Tree = dict[str, tuple[str | None, "Tree"]]


@lru_cache(maxsize=100)
def _tree(columns: tuple[str, ...]) -> Tree:
    """`{name: (column, what is below it)}`, the column None where a name only leads to others."""
    tree: Tree = {}
    for column in columns:
        below = tree
        *holders, name = column.split(".")
        for holder in holders:
            below = below.setdefault(holder, (None, {}))[1]
        below[name] = column, below.get(name, (None, {}))[1]
    return tree


def _fill(cells: dict[str, str], tree: Tree, holder: Any) -> None:
    """Write the cells that are not empty: most columns of a document are."""
    for name, (column, below) in tree.items():
        value = _value(holder, name)
        if value is None or value == []:
            continue
        if column is not None:
            cells[column] = cell(value)
        if below:
            _fill(cells, below, value)


def _value(holder: Any, name: str) -> Any:
    """What `holder` has under `name`; for a list, the list of what each item has."""
    if holder is None:
        return None
    if isinstance(holder, list):
        return [_value(item, name) for item in holder]
    return holder.get(name)


def cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if value == []:
        return ""
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return "|".join(map(_item, value))
    return orjson.dumps(value).decode()


def _item(value: Any) -> str:
    if value is None:
        return NULL
    return cell(value).replace("\\", "\\\\").replace("|", "\\|") or EMPTY


def split(joined: str) -> list[str | None]:
    """The items of a list that `cell` wrote: texts and nulls; numbers come back as texts."""
    return [_read(item) for item in _items(joined)] if joined else []


def _items(joined: str) -> Iterator[str]:
    end = 0
    while match := ITEM.match(joined, end):
        yield match[1]
        if match.end() == match.end(1):
            return
        end = match.end()


def _read(item: str) -> str | None:
    if item == NULL:
        return None
    return "" if item == EMPTY else re.sub(r"\\(.)", r"\1", item, flags=re.DOTALL)


def line(cells: Iterable[str]) -> str:
    """A line of CSV with these cells, as RFC 4180 has it."""
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()


def safe(text: str) -> str:
    """`text` that no spreadsheet takes for a formula: with a quote before it if it might."""
    if not text or not FORMULA.match(text) or NUMBER.fullmatch(text):
        return text
    return f"'{text}"


def unsafe(text: str) -> str:
    """What `safe` was given; a quote that a person typed before other words stays."""
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text
