"""The key of each row: that of the record that is there, or one made of its name."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from cms.models import EventPage
from cms.text.slugs import is_reserved, slug_of
from tables.columns.table import Table
from tables.problems import InvalidCell

from .cell_names import name_fold
from .names import LONGEST_KEY, NAMING, Names

OF_A_NAME = ("given_name", "family_name", "honorific")


@dataclass
class KeyedRow:
    """A row about a record. `note` is what a person is told of it."""

    row: int
    cells: dict[str, Any]
    key: str = ""
    note: str = ""


def naming_column(table: Table) -> str:
    return next(name for name in NAMING if name in table.names)


class RowKeys:
    def __init__(self, table: Table, names: Names, entries: list[KeyedRow]) -> None:
        self.table, self.names, self.links = table, names, names.links
        self.naming = naming_column(table)
        # How many events have a title: one event may have several rows.
        self.titles = Counter(
            title for title, _dates in {self._identity(entry) for entry in entries}
        )
        self.made: dict[str, tuple] = {}  # who has a key that this table makes
        self.dates: dict[int, str | None] = {}
        if table.kind == "event":
            self.dates = self._dates_of(entries)

    def give(self, entry: KeyedRow) -> None:
        """Set the key. Raises `InvalidCell` when several records have the name."""
        cells = entry.cells
        if stated := cells.get("key") or cells.get("code"):
            entry.key = str(stated)
            return
        name = cells.get(self.naming)
        if not name:
            raise InvalidCell("It must not be empty.", self.naming)
        if pks := self._there(entry, name):
            if len(pks) > 1:
                keys = ", ".join(str(self.links.key(self.table.kind, pk)) for pk in pks)
                raise InvalidCell(
                    f"Several have this name: {keys}. Add a column “key” that says which one.",
                    self.naming,
                )
            entry.key = str(self.links.key(self.table.kind, pks[0]))
            # The same name with other accents or in another order is no other name.
            for column in (self.naming, *OF_A_NAME):
                cells.pop(column, None)
            return
        entry.key = self._new_key(entry, name)
        if alike := self._alike(entry, name):
            entry.note = (
                f"It becomes a new record. One that is there is like it: {', '.join(alike)}."
            )

    def _alike(self, entry: KeyedRow, name: str) -> list[str]:
        """The keys of records with nearly the same name. Editions of other dates have it often."""
        if self.table.kind != "event":
            return self.names.alike(self.table.kind, name)
        pks = self.names.find("event", name)
        undated = [pk for pk in pks if not self.dates.get(pk) or "dates" not in entry.cells]
        return [str(self.links.key("event", pk)) for pk in undated]

    def _there(self, entry: KeyedRow, name: str) -> list[int]:
        """The records that the row may be about. An event has the same title and dates."""
        pks = self.names.find(self.table.kind, name)
        if self.table.kind != "event":
            return pks
        return [pk for pk in pks if self.dates.get(pk) == entry.cells.get("dates")]

    def _identity(self, entry: KeyedRow) -> tuple[str, Any]:
        name = name_fold(self.table.kind, str(entry.cells.get(self.naming) or ""))
        return name, entry.cells.get("dates") if self.table.kind == "event" else None

    def _new_key(self, entry: KeyedRow, name: str) -> str:
        """A key that is the same each time that the table comes in: the name, with the year when
        several rows have it, or with a number."""
        identity = self._identity(entry)
        base = slug_of(name)[:LONGEST_KEY].strip("-") or self.table.kind
        if self.titles[identity[0]] > 1:
            year = str(entry.cells.get("dates") or "")[:4]
            base = f"{base}-{year}" if year.isdigit() else base
        key, number = base, 1
        while is_reserved(key) or self._is_taken(key, identity):
            number += 1
            key = f"{base}-{number}"
        self.made[key] = identity
        return key

    def _is_taken(self, key: str, identity: tuple) -> bool:
        if key in self.made:
            return self.made[key] != identity
        return self.links.find(self.table.kind, key) is not None

    def _dates_of(self, entries: list[KeyedRow]) -> dict[int, str | None]:
        """The dates of the events that have the title of a row."""
        titles = {str(entry.cells.get(self.naming) or "") for entry in entries}
        pks = {pk for title in titles if title for pk in self.names.find("event", title)}
        return {event.pk: event.edtf for event in EventPage.objects.filter(pk__in=pks)}
