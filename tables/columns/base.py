"""The columns of a table: convert cells to values, and values to content.

`parse` turns a cell into a value, and `text` turns a value into text for a spreadsheet. `put` turns
a value into content, and `take` turns content into a value. None means “not stated”.
"""

import datetime
import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django_countries import countries

from cms.models.fields import lines
from cms.text.numbers import HOW, signed_decimal, whole_number
from tables.problems import InvalidCell
from tables.relations import Links

Content = dict[str, Any]
LARGEST_IN_A_CELL = 999_999_999  # the record says how large each number may be
MOST_DEGREES = 1000  # the record says which are too many for a latitude
YES, NO = frozenset({"yes", "true", "1", "x"}), frozenset({"no", "false", "0", ""})


@dataclass(frozen=True)
class Column:
    """A column with text. `field` is its name in the content, when it differs from `name`.

    An empty cell clears the field, unless the column `keeps` it. `fixed` is the message for a value
    that a table cannot change.
    """

    name: str
    help: str
    example: str = ""
    field: str = ""
    required: bool = False
    empty: Any = ""
    keeps: bool = False

    fixed = "It cannot be changed by a table."

    @property
    def fields(self) -> tuple[str, ...]:
        """Its fields in the content. Errors of these fields are reported for this column."""
        return (self.field or self.name,)

    def parse(self, cell: Any) -> Any:
        value = self.read(plain(cell) if isinstance(cell, str) else cell)
        if self.required and value in (None, []):
            raise InvalidCell("It must not be empty.")
        return value

    def read(self, cell: Any) -> Any:
        return text_of(cell) or None

    def text(self, value: Any) -> str:
        return "" if value is None else str(value)

    def put(self, value: Any, links: Links) -> Content:
        return {self.fields[0]: self.empty if value is None else value}

    def take(self, content: Content, links: Links) -> Any:
        value = content.get(self.fields[0])
        return None if value in (None, "") else value

    def settle(self, content: Content, before: Content | None, links: Links) -> None:
        """Complete what follows from other columns of the row. `before` is the content of the
        record."""

    def same(self, one: Any, other: Any) -> bool:
        """Whether two values are equal. Different line ends do not matter."""
        return _one_line_end(one) == _one_line_end(other)


@dataclass(frozen=True)
class LinesColumn(Column):
    """Several short texts: one per line, or a list in JSON."""

    def read(self, cell: Any) -> list[str]:
        if isinstance(cell, list):
            return [line for item in cell if (line := " ".join(text_of(item).split()))]
        return lines(text_of(cell))

    def text(self, value: Any) -> str:
        return "\n".join(value)

    def put(self, value: Any, links: Links) -> Content:
        return {self.fields[0]: "\n".join(value)}

    def take(self, content: Content, links: Links) -> Any:
        return lines(content.get(self.fields[0]) or "")


@dataclass(frozen=True)
class ChoiceColumn(Column):
    """A value of a vocabulary, or its label."""

    choices: Any = ()

    def read(self, cell: Any) -> str | None:
        word = text_of(cell)
        values = {value.casefold(): value for value, _label in self.choices.choices}
        values |= {label.casefold(): value for value, label in self.choices.choices}
        if not word:
            return None
        if word.casefold() not in values:
            raise InvalidCell(f"“{word}” is not one of: {', '.join(self.choices.values)}.")
        return str(values[word.casefold()])


@dataclass(frozen=True)
class CountryColumn(Column):
    """A code of ISO 3166-1, or the English name."""

    def read(self, cell: Any) -> str | None:
        word = text_of(cell)
        code = countries.alpha2(word.upper()) or countries.by_name(word, language="en")
        if word and not code:
            raise InvalidCell(
                f"“{word}” is not a country. Write its code, such as FI, or its name."
            )
        return code or None


@dataclass(frozen=True)
class IntegerColumn(Column):
    """A whole number."""

    empty: Any = None

    def read(self, cell: Any) -> int | None:
        text = text_of(cell)
        if not text:
            return None
        number = whole_number(text)
        if number is None or number > LARGEST_IN_A_CELL:
            raise InvalidCell(f"“{text}” is not a whole number up to {LARGEST_IN_A_CELL}, {HOW}.")
        return number


@dataclass(frozen=True)
class DegreesColumn(Column):
    """A coordinate with at most six places."""

    empty: Any = None

    def read(self, cell: Any) -> str | None:
        text = text_of(cell)
        if not text:
            return None
        number = signed_decimal(text)
        if number is None or abs(number) > MOST_DEGREES:
            raise InvalidCell(f"“{text}” is not a number of degrees, such as 60.169857.")
        number = number.quantize(Decimal("0.000001"))
        return format(number, "f").rstrip("0").rstrip(".") if number else "0"

    def take(self, content: Content, links: Links) -> Any:
        return self.read(super().take(content, links))


@dataclass(frozen=True)
class BooleanColumn(Column):
    def read(self, cell: Any) -> bool:
        word = text_of(cell).casefold()
        if word not in YES | NO:
            raise InvalidCell(f"“{word}” is not yes or no.")
        return word in YES

    def text(self, value: Any) -> str:
        return "yes" if value else "no"

    def take(self, content: Content, links: Links) -> Any:
        return bool(content.get(self.fields[0]))


def plain(cell: str) -> str:
    """`cell` without surrounding blank space, as a form would store it."""
    return cell.lstrip(" \n\xa0").rstrip()


def text_of(cell: Any) -> str:
    """A cell as text. A spreadsheet may store 15 as 15.0."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float | Decimal):
        return str(int(cell) if math.isfinite(cell) and cell == int(cell) else cell)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        cell = cell.date()
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    raise InvalidCell("This column takes text, not a list or an object.")


def _one_line_end(value: Any) -> Any:
    match value:
        case str():
            return value.replace("\r\n", "\n").replace("\r", "\n").strip()
        case list():
            return [_one_line_end(item) for item in value]
        case dict():
            return {name: _one_line_end(item) for name, item in value.items()}
    return value
