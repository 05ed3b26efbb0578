"""The records that costly filters let through, counted and named in one query.

A database goes through other records or long texts for them. A list asks twice or more: for their
number, for one page, for what is counted. Where they are few, it does so once.
"""

from dataclasses import dataclass
from datetime import datetime

import orjson
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from api.caches.head_cache import HeadCache
from api.log_state import NO_COUNT
from api.replica import database
from api.snapshot_read import ReadState, known_current, read_with
from archive.models import PublicRecord

FEW = 1000
SORTED_APART = 2000
COUNT_AND_IDS = {
    "postgresql": (
        "SELECT json_build_array(COUNT(*), CASE WHEN COUNT(*) <= {few} THEN "
        "to_json(array_agg(uid)) END)::text FROM ({records}) AS records"
    ),
    "sqlite": (
        "SELECT json_array(COUNT(*), CASE WHEN COUNT(*) <= {few} THEN "
        "json(json_group_array(uid)) END) FROM ({records}) AS records"
    ),
}


@dataclass(frozen=True)
class CountedRecords:
    """The number of some records, and their ids where there are at most `FEW`."""

    count: int = 0
    ids: tuple[str, ...] | None = ()

    def of(self, records: QuerySet[PublicRecord]) -> QuerySet[PublicRecord]:
        """`records`, each by its id where they are few."""
        return records if self.ids is None else PublicRecord.objects.filter(pk__in=self.ids)


latest: HeadCache[CountedRecords] = HeadCache(50)


def counted_current(
    records: QuerySet[PublicRecord], now: datetime, question: str, entries: QuerySet | None
) -> tuple[CountedRecords, ReadState]:
    """`records` with the log brought up to now, and the state of this read. As `count_current`.

    `entries` are the same in the rows of search, where they are found faster there.
    """
    return known_current(
        latest,
        question,
        now,
        lambda: _counted(records, now, entries),
        lambda _read: _counted(records, now, entries)[0],
    )


def _counted(
    records: QuerySet[PublicRecord], now: datetime, entries: QuerySet | None
) -> tuple[CountedRecords, ReadState]:
    try:
        uids = (records if entries is None else entries).order_by().values("uid")
        sql, params = uids.query.sql_with_params()
    except EmptyResultSet:
        return CountedRecords(), read_with(NO_COUNT, now)[0]
    asked = COUNT_AND_IDS[database().vendor].format(few=FEW, records=sql)
    read, text = read_with((asked, params), now)
    if entries is not None and not read.head:
        return CountedRecords(records.order_by().count(), None), read
    count, ids = orjson.loads(text)
    return CountedRecords(count, () if not count else None if ids is None else tuple(ids)), read


def few_of(records: QuerySet[PublicRecord]) -> QuerySet[PublicRecord]:
    """The same for a list that nobody counts."""
    ids = tuple(records.order_by().values_list("pk", flat=True)[: FEW + 1])
    return records if len(ids) > FEW else PublicRecord.objects.filter(pk__in=ids)


def by_themselves(records: QuerySet[PublicRecord], count: int) -> QuerySet[PublicRecord]:
    """`records`, which are `count`: found first and then put in order, where they are few.

    PostgreSQL takes it that they lie anywhere in the order of the list, and would read that from
    the beginning. What is to come lies behind all that was.
    """
    if count > SORTED_APART:
        return records
    return PublicRecord.objects.filter(pk__in=records.order_by().values("pk")[:SORTED_APART])
