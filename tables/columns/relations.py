"""Columns with keys of other records, and with items of several values."""

import json
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cms.models.fields import lines
from tables.problems import InvalidCell
from tables.relations import Links

from .base import Column, Content, text_of


@dataclass(frozen=True)
class RelationColumn(Column):
    """The key of another record."""

    to: str = ""
    empty: Any = None

    def put(self, value: Any, links: Links) -> Content:
        return {self.fields[0]: links.pk(self.to, value) if value else None}

    def take(self, content: Content, links: Links) -> Any:
        pk = content.get(self.fields[0])
        return None if pk is None else links.key(self.to, pk)


@dataclass(frozen=True)
class RelationListColumn(Column):
    """The keys of other records in order: one per line, or a list in JSON.

    `field` is the relation, and `member` is the record in each of its items.
    """

    to: str = ""
    member: str = ""

    def read(self, cell: Any) -> list[str]:
        if not isinstance(cell, list):
            cell = re.split(r"[\n,;]", text_of(cell))
        keys = [key for item in cell if (key := text_of(item))]
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise InvalidCell(f"These are there twice: {', '.join(sorted(twice))}.")
        return keys

    def text(self, value: Any) -> str:
        return "\n".join(value)

    def put(self, value: Any, links: Links) -> Content:
        items = [{self.member: links.pk(self.to, key)} for key in value]
        return {self.fields[0]: in_order(items)}

    def take(self, content: Content, links: Links) -> Any:
        items = sorted(content.get(self.fields[0]) or [], key=_place)
        keys = [links.key(self.to, item[self.member]) for item in items]
        return [key for key in keys if key]


@dataclass(frozen=True)
class StreamColumn(RelationListColumn):
    """The same for a field that stores its records as stream blocks."""

    def put(self, value: Any, links: Links) -> Content:
        blocks = [self.block(text, links) | {"id": str(uuid.uuid4())} for text in value]
        return {self.fields[0]: json.dumps(blocks)}

    def take(self, content: Content, links: Links) -> Any:
        blocks = json.loads(content.get(self.fields[0]) or "[]")
        texts = [self.text_of_block(block, links) for block in blocks]
        return [text for text in texts if text]

    def block(self, text: str, links: Links) -> Content:
        return {"type": self.to, "value": links.pk(self.to, text)}

    def text_of_block(self, block: Content, links: Links) -> str | None:
        """None when the record no longer exists."""
        return links.key(self.to, block["value"])


@dataclass(frozen=True)
class ItemsColumn(Column):
    """Items with several values: one item a line, with bars between the values of its `columns`.

    `finland-mfa | sponsor | with the support of`. Empty values at the end of a line are left out.
    `\\|` is a bar, `\\\\` is a backslash and `\\n` is a new line. In JSON an item is an object.
    """

    columns: tuple[Column, ...] = ()

    def read(self, cell: Any) -> list[Content]:
        items = cell if isinstance(cell, list) else lines(text_of(cell))
        return [self._item(number, item) for number, item in enumerate(items, start=1)]

    def _item(self, number: int, item: Any) -> Content:
        try:
            cells = item if isinstance(item, dict) else self._split(item)
            names = [column.name for column in self.columns]
            if unknown := [name for name in cells if name not in names]:
                raise InvalidCell(f"“{unknown[0]}” is not one of: {', '.join(names)}.")
            return {
                column.name: self._fact(column, cells.get(column.name)) for column in self.columns
            }
        except InvalidCell as error:
            raise InvalidCell(f"Item {number}: {error}") from error

    @staticmethod
    def _fact(column: Column, cell: Any) -> Any:
        try:
            return column.parse(cell)
        except InvalidCell as error:
            raise InvalidCell(f"{column.name}: {error}") from error

    def _split(self, item: Any) -> dict[str, str]:
        facts = _facts(text_of(item))
        if len(facts) > len(self.columns):
            shape = " | ".join(column.name for column in self.columns)
            raise InvalidCell(f"It has {len(facts)} parts. The most is: {shape}.")
        return dict(zip((column.name for column in self.columns), facts, strict=False))

    def text(self, value: Any) -> str:
        return "\n".join(self._line(item) for item in value)

    def _line(self, item: Content) -> str:
        facts = [_escaped(column.text(item[column.name])) for column in self.columns]
        while facts and facts[-1] in ("", "no"):
            facts.pop()
        return " | ".join(facts)

    def put(self, value: Any, links: Links) -> Content:
        items: list[Content] = []
        for number, facts in enumerate(value, start=1):
            item: Content = {}
            for column in self.columns:
                try:
                    item |= column.put(facts[column.name], links)
                except InvalidCell as error:
                    raise InvalidCell(f"Item {number}: {column.name}: {error}") from error
            items.append(item)
        return {self.fields[0]: in_order(items)}

    def take(self, content: Content, links: Links) -> Any:
        items = sorted(content.get(self.fields[0]) or [], key=_place)
        return [
            {column.name: column.take(item, links) for column in self.columns} for item in items
        ]


def in_order(items: Iterable[Content]) -> list[Content]:
    """New children of a record, with their sort order."""
    return [{"pk": None, **item, "sort_order": order} for order, item in enumerate(items)]


def _place(item: Content) -> int:
    return item.get("sort_order") or 0


UNIT = re.compile(r"\\(.)|([|])|([^\\|]+)|(\\)$", re.DOTALL)


def _facts(line: str) -> list[str]:
    """The parts of a line between its bars, with escapes resolved."""
    facts = [""]
    for escaped, bar, text, lone in UNIT.findall(line):
        if bar:
            facts.append("")
        else:
            facts[-1] += ("\n" if escaped == "n" else escaped) or text or lone
    return [fact.strip() for fact in facts]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\r", "").replace("\n", "\\n")
