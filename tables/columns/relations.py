"""Columns that name other records by their keys, and items with several facts."""

import json
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cms.models.fields import lines
from tables.problems import Unreadable
from tables.relations import Links

from .base import Column, Content, text_of


@dataclass(frozen=True)
class Link(Column):
    """The key of another record."""

    to: str = ""
    empty: Any = None

    def put(self, value: Any, links: Links) -> Content:
        return {self.fields[0]: links.pk(self.to, value) if value else None}

    def take(self, content: Content, links: Links) -> Any:
        pk = content.get(self.fields[0])
        return None if pk is None else links.key(self.to, pk)


@dataclass(frozen=True)
class Linked(Column):
    """The keys of other records in their order: one a line, a list in JSON.

    `field` is the relation, `member` the record in each of its items.
    """

    to: str = ""
    member: str = ""

    def read(self, cell: Any) -> list[str]:
        if not isinstance(cell, list):
            cell = re.split(r"[\n,;]", text_of(cell))
        keys = [key for each in cell if (key := text_of(each))]
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise Unreadable(f"It names these twice: {', '.join(sorted(twice))}.")
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
class Stream(Linked):
    """The same, where the content keeps them as blocks of a stream."""

    def put(self, value: Any, links: Links) -> Content:
        blocks = [
            {"type": self.to, "value": links.pk(self.to, key), "id": str(uuid.uuid4())}
            for key in value
        ]
        return {self.fields[0]: json.dumps(blocks)}

    def take(self, content: Content, links: Links) -> Any:
        blocks = json.loads(content.get(self.fields[0]) or "[]")
        keys = [links.key(self.to, block["value"]) for block in blocks]
        return [key for key in keys if key]


@dataclass(frozen=True)
class Parts(Column):
    """Items with several facts: an item a line, its facts in `columns`' order with a bar between.

    `finland-mfa | sponsor | with the support of`. Facts that are not stated at the end of a line
    are left out. A backslash stands before a bar and a backslash that are meant, and `\\n` is a new
    line. In JSON an item is an object.
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
                raise Unreadable(f"“{unknown[0]}” is none of: {', '.join(names)}.")
            return {each.name: self._fact(each, cells.get(each.name)) for each in self.columns}
        except Unreadable as error:
            raise Unreadable(f"Item {number}: {error}") from error

    @staticmethod
    def _fact(column: Column, cell: Any) -> Any:
        try:
            return column.parse(cell)
        except Unreadable as error:
            raise Unreadable(f"{column.name}: {error}") from error

    def _split(self, item: Any) -> dict[str, str]:
        facts = _facts(text_of(item))
        if len(facts) > len(self.columns):
            shape = " | ".join(column.name for column in self.columns)
            raise Unreadable(f"It has {len(facts)} parts; there are only these: {shape}.")
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
                except Unreadable as error:
                    raise Unreadable(f"Item {number}: {column.name}: {error}") from error
            items.append(item)
        return {self.fields[0]: in_order(items)}

    def take(self, content: Content, links: Links) -> Any:
        items = sorted(content.get(self.fields[0]) or [], key=_place)
        return [{each.name: each.take(item, links) for each in self.columns} for item in items]


def in_order(items: Iterable[Content]) -> list[Content]:
    """New children of a record, numbered."""
    return [{"pk": None, **item, "sort_order": order} for order, item in enumerate(items)]


def _place(item: Content) -> int:
    return item.get("sort_order") or 0


UNIT = re.compile(r"\\(.)|([|])|([^\\|]+)|(\\)$", re.DOTALL)


def _facts(line: str) -> list[str]:
    """The parts of a line between its bars, with what is behind a backslash as it is meant."""
    facts = [""]
    for escaped, bar, words, lone in UNIT.findall(line):
        if bar:
            facts.append("")
        else:
            facts[-1] += ("\n" if escaped == "n" else escaped) or words or lone
    return [fact.strip() for fact in facts]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\r", "").replace("\n", "\\n")
