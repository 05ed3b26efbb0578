"""Which version of each record an export holds."""

import uuid
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple, Protocol

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Collate

from archive.batches import in_batches
from archive.models import PublicRecord

FIELDS = ("key", "entry_id", "uid")
AT_ONCE = 5000


class RecordVersion(NamedTuple):
    """The version of a record that an export holds. It sorts by key."""

    key: str
    sequence: int
    uid: uuid.UUID


class RecordVersions(Protocol):
    """The versions of the records of a kind, in Python's order of keys."""

    def __iter__(self) -> Iterator[RecordVersion]: ...

    def part(self, start: int, end: int) -> list[RecordVersion]: ...

    def place_of(self, key: str) -> int:
        """How many of them have a smaller key."""

    def of(self, uids: set[uuid.UUID]) -> list[RecordVersion]:
        """Those of some records."""


class ListedVersions(list[RecordVersion]):
    """Of a state that only a look at the documents shows."""

    def part(self, start: int, end: int) -> list[RecordVersion]:
        return self[start:end]

    def place_of(self, key: str) -> int:
        return bisect_left(self, key, key=attrgetter("key"))

    def of(self, uids: set[uuid.UUID]) -> list[RecordVersion]:
        return [version for version in self if version.uid in uids]


class StoredVersions:
    """Of the present state: they are read when they are asked for, and none is kept."""

    def __init__(self, records: QuerySet[PublicRecord]) -> None:
        # The order of a database may be that of a language.
        order = Collate("key", "C" if connection.vendor == "postgresql" else "BINARY")
        self._records = records.annotate(code_points=order)
        self._rows = self._records.order_by("code_points").values_list(*FIELDS)

    def __iter__(self) -> Iterator[RecordVersion]:
        return map(RecordVersion._make, self._rows.iterator(chunk_size=AT_ONCE))

    def part(self, start: int, end: int) -> list[RecordVersion]:
        return list(map(RecordVersion._make, self._rows[start:end]))

    def place_of(self, key: str) -> int:
        return self._records.filter(code_points__lt=key).count()

    def of(self, uids: set[uuid.UUID]) -> list[RecordVersion]:
        rows = [
            row
            for part in in_batches(uids)
            for row in self._records.filter(uid__in=part).values_list(*FIELDS)
        ]
        return sorted(map(RecordVersion._make, rows))
