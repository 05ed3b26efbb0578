"""Cells with partners, people and other items of several facts, by name."""

from typing import Any

from tables.columns.base import Content
from tables.columns.relations import ItemsColumn, RelationColumn
from tables.columns.table import Table
from tables.problems import InvalidCell

from .cell_names import CellName, are_one_word_each, organisation, people, several
from .names import Names
from .targets import role_of
from .words import known_word

BAR = " | "
Cell = tuple[str, str, str]  # the header, the part of the target such as "sponsor", the text


class Items:
    def __init__(self, table: Table, names: Names, surname_first: frozenset[str]) -> None:
        self.table, self.names, self.surname_first = table, names, surname_first

    def of(self, column: ItemsColumn, cells: list[Cell], row: int) -> list[Content]:
        """The items of a column, from all the cells that are read as it."""
        if column.name == "affiliations":
            return [self._affiliation(cells)]
        items: dict[Any, Content] = {}
        for header, part, text in cells:
            for item in self._items(column, header, part, text, row):
                items.setdefault(tuple(item.items()), item)
        return list(items.values())

    def _items(
        self, column: ItemsColumn, header: str, part: str, text: str, row: int
    ) -> list[Content]:
        first = column.columns[0]
        if BAR in text:
            return self._written(column, text, row, header)
        if column.name == "sources":
            return [{"url" if "://" in line else "title": line} for line in several(text)]
        if not isinstance(first, RelationColumn):
            return [{first.name: line} for line in several(text)]
        named = [
            (self.names.key(first.to, cell_name, row, header), cell_name.behind)
            for cell_name in self.cell_names(first.to, text, header)
        ]
        return [
            {first.name: key} | self._role(column, part, behind) for key, behind in named if key
        ]

    def cell_names(self, kind: str, text: str, header: str) -> list[CellName]:
        """The names in a cell. Commas separate names that are there, and words such as acronyms."""
        cell_names: list[CellName] = []
        for part in several(text):
            if self.names.find(kind, part):
                cell_names.append(CellName(part))
                continue
            pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
            are_known = len(pieces) > 1 and all(self.names.find(kind, piece) for piece in pieces)
            if kind == "person" and not are_known:
                cell_names += people(part, surname_first=header in self.surname_first)
            elif are_known or are_one_word_each(part):
                cell_names += [CellName(piece, fields={"name": piece}) for piece in pieces]
            else:
                cell_names.append(organisation(part))
        return cell_names

    def _role(self, column: ItemsColumn, part: str, behind: str) -> Content:
        """The role by the header, or by the words behind the name. Other words are the office."""
        role = role_of(column)
        names = [fact.name for fact in column.columns]
        facts: Content = {role.name: part} if role and part else {}
        if not behind or role is None:
            return facts
        try:
            facts = {role.name: known_word(role, behind)}
        except InvalidCell:
            return facts | {name: behind for name in ("role_then", "role_stated") if name in names}
        return facts | ({"role_stated": behind} if "role_stated" in names else {})

    def _written(self, column: ItemsColumn, text: str, row: int, header: str) -> list[Content]:
        """Items as our own tables write them, with names in the place of keys."""
        first, items = column.columns[0], column.read(text)
        if not isinstance(first, RelationColumn):
            return items
        for item in items:
            name = CellName(item[first.name], fields={"name": item[first.name]})
            item[first.name] = self.names.key(first.to, name, row, header)
        return [item for item in items if item[first.name]]

    def _affiliation(self, cells: list[Cell]) -> Content:
        """The organisation where a person works. One without a record is kept as stated."""
        facts = {part or "organisation": text for _header, part, text in cells}
        name = facts.get("organisation", "")
        key = self.names.existing_key("partner", name) if name else None
        where = {"organisation": key} if key else {"organisation_stated": name} if name else {}
        return where | ({"role": facts["role"]} if "role" in facts else {})
