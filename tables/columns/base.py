"""The columns of a table: what a cell means, and what a record says in it.

`parse` reads a cell and gives its value, `text` writes a value for a spreadsheet; `put` gives the
content that a value stands for, `take` reads the value from content. None is “not stated”.
"""

import datetime
import math
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django_countries import countries

from cms.models.fields import lines
from tables.problems import Unreadable
from tables.relations import Links

Content = dict[str, Any]
YES, NO = frozenset({"yes", "true", "1", "x"}), frozenset({"no", "false", "0", ""})


@dataclass(frozen=True)
class Column:
    """A text. `field` is what the content calls it, when that is not `name`.

    An empty cell clears what a record says, unless the column `keeps` it; `fixed` is said when a
    row wants to change what no table changes.
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
        """The fields of the content that it speaks for; a broken rule of theirs is said here."""
        return (self.field or self.name,)

    def parse(self, cell: Any) -> Any:
        value = self.read(plain(cell) if isinstance(cell, str) else cell)
        if self.required and value in (None, []):
            raise Unreadable("It must not be empty.")
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

    def same(self, one: Any, other: Any) -> bool:
        """Whether two values say the same. Line ends differ between programs and say nothing."""
        return _one_line_end(one) == _one_line_end(other)


@dataclass(frozen=True)
class Lines(Column):
    """Several short texts: one a line, a list in JSON."""

    def read(self, cell: Any) -> list[str]:
        if isinstance(cell, list):
            return [line for each in cell if (line := " ".join(text_of(each).split()))]
        return lines(text_of(cell))

    def text(self, value: Any) -> str:
        return "\n".join(value)

    def put(self, value: Any, links: Links) -> Content:
        return {self.fields[0]: "\n".join(value)}

    def take(self, content: Content, links: Links) -> Any:
        return lines(content.get(self.fields[0]) or "")


@dataclass(frozen=True)
class Choice(Column):
    """A word of a closed list, or its label."""

    choices: Any = ()

    def read(self, cell: Any) -> str | None:
        word = text_of(cell)
        known = {value.casefold(): value for value, _label in self.choices.choices}
        known |= {label.casefold(): value for value, label in self.choices.choices}
        if not word:
            return None
        if word.casefold() not in known:
            raise Unreadable(f"“{word}” is none of: {', '.join(self.choices.values)}.")
        return str(known[word.casefold()])


@dataclass(frozen=True)
class Country(Column):
    """A code of ISO 3166-1, or the English name."""

    def read(self, cell: Any) -> str | None:
        word = text_of(cell)
        code = countries.alpha2(word.upper()) or countries.by_name(word, language="en")
        if word and not code:
            raise Unreadable(f"“{word}” is no country. Write its code, such as FI, or its name.")
        return code or None


@dataclass(frozen=True)
class Number(Column):
    """A whole number."""

    empty: Any = None

    def read(self, cell: Any) -> int | None:
        words = text_of(cell)
        if words and not re.fullmatch(r"\d+", words):
            raise Unreadable(f"“{words}” is no whole number.")
        if len(words) > 9:
            raise Unreadable(f"“{words}” is too large.")
        return int(words) if words else None


@dataclass(frozen=True)
class Degrees(Column):
    """A coordinate with at most six places."""

    empty: Any = None

    def read(self, cell: Any) -> str | None:
        words = text_of(cell)
        if not words:
            return None
        try:
            number = Decimal(words).quantize(Decimal("0.000001"))
        except InvalidOperation as error:
            raise Unreadable(f"“{words}” is no number of degrees, such as 60.169857.") from error
        return format(number, "f").rstrip("0").rstrip(".") if number else "0"

    def take(self, content: Content, links: Links) -> Any:
        return self.read(super().take(content, links))


@dataclass(frozen=True)
class YesNo(Column):
    def read(self, cell: Any) -> bool:
        word = text_of(cell).casefold()
        if word not in YES | NO:
            raise Unreadable(f"“{word}” is neither yes nor no.")
        return word in YES

    def text(self, value: Any) -> str:
        return "yes" if value else "no"

    def take(self, content: Content, links: Links) -> Any:
        return bool(content.get(self.fields[0]))


def plain(cell: str) -> str:
    """`cell` without the spaces around it, as a form takes it."""
    return cell.lstrip(" \n\xa0").rstrip()


def text_of(cell: Any) -> str:
    """A cell as text. A number that a spreadsheet has kept as 15.0 was typed as 15."""
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
    raise Unreadable("This column takes text, and not a list or an object.")


def _one_line_end(value: Any) -> Any:
    match value:
        case str():
            return value.replace("\r\n", "\n").replace("\r", "\n").strip()
        case list():
            return [_one_line_end(each) for each in value]
        case dict():
            return {name: _one_line_end(each) for name, each in value.items()}
    return value
