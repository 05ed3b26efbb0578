"""The numbers that may have been given: none of them is given again after a restore.

Numbers are reserved in blocks before they are used, so that few publications write to the ledger.
"""

import time
from collections.abc import Iterable
from typing import Any

from django.db import connection

from archive.models import Entry
from archive.registry import registry
from cms.ledger.store import append_if_possible, lines

BLOCK = 100
RETRY = 60  # seconds after a failure, so that a store that is away holds up no publication
LOG = "log"  # the numbers of the log itself


class Reserved:
    """What this process has reserved: `{"log": 1200, "cms_customimage": 300}`."""

    def __init__(self) -> None:
        self.highest: dict[str, int] = {}
        self.retry_at = 0.0

    def reserve(self, numbers: dict[str, int]) -> None:
        """Reserve the next block for each name whose number is beyond the last one."""
        needed = {
            name: number + BLOCK
            for name, number in numbers.items()
            if number > self.highest.get(name, 0)
        }
        if not needed or time.monotonic() < self.retry_at:
            return
        if append_if_possible("numbers", highest=needed):
            self.highest.update(needed)
        else:
            self.retry_at = time.monotonic() + RETRY


reserved = Reserved()


def reserve(entries: Iterable[Entry], object_ids: Iterable[tuple[str, int]]) -> None:
    """Reserve the numbers of `entries` and of their records, `(kind, id)`, before the commit.

    A ledger that cannot be written does not keep a publication back. The next one tries again.
    """
    highest: dict[str, int] = {LOG: max(entry.sequence for entry in entries)}
    for kind, object_id in object_ids:
        table = table_of(registry[kind].model)
        highest[table] = max(object_id, highest.get(table, 0))
    reserved.reserve(highest)


def table_of(model: Any) -> str:
    """The table that gives the numbers of a model: pages share one."""
    return [model, *model._meta.get_parent_list()][-1]._meta.db_table


def all_reserved() -> dict[str, int]:
    """The highest number of each name that the ledger knows."""
    highest: dict[str, int] = {}
    for line in lines():
        if line["what"] == "numbers":
            for name, number in line["highest"].items():
                highest[name] = max(number, highest.get(name, 0))
    return highest


def skip(table: str, number: int) -> None:
    """Let the ids of new rows of `table` begin after `number`, if they would begin earlier."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Not the highest number that is there: rows with higher ones may lie in the trash.
            cursor.execute(
                "SELECT setval(ids, greatest(%s, coalesce(pg_sequence_last_value(ids), 1)))"
                " FROM CAST(pg_get_serial_sequence(%s, 'id') AS regclass) AS ids",
                [number, connection.ops.quote_name(table)],
            )
            return
        cursor.execute(
            "UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [number, table]
        )
        if cursor.rowcount == 0:
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number]
            )
