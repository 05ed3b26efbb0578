"""Keeps the counts of facets beside the facets."""

import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from archive.batches import in_batches
from archive.models import Facet, FacetCount, Head

ALL = ""  # in the place of a value or a name: all of them
FacetKey = tuple[str, str, str, str]  # kind, name, locale, value

ADD = """
INSERT INTO archive_facetcount (kind, name, locale, value, records) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (kind, name, locale, value)
DO UPDATE SET records = archive_facetcount.records + EXCLUDED.records
"""
DROP_EMPTY = """
DELETE FROM archive_facetcount
WHERE kind = %s AND name = %s AND locale = %s AND value = %s AND records = 0
"""
OF_FACETS = """
INSERT INTO archive_facetcount (kind, name, locale, value, records)
SELECT record.kind, facet.name, record.locale, facet.value, COUNT(*)
FROM ({facets}) AS facet JOIN archive_record AS record ON facet.record_id = record.uid
GROUP BY 1, 2, 3, 4
"""
FACETS = (
    "SELECT record_id, name, value FROM archive_facet",
    "SELECT DISTINCT record_id, name, '' AS value FROM archive_facet",
    "SELECT DISTINCT record_id, '' AS name, '' AS value FROM archive_facet",
)
UNTIL_NOW = """
UPDATE archive_facetcount SET records = (SELECT sequence FROM archive_head) WHERE kind = ''
"""
COUNT_ALL = (
    "DELETE FROM archive_facetcount",
    *(OF_FACETS.format(facets=facets) for facets in FACETS),
    "INSERT INTO archive_facetcount (kind, name, locale, value, records) "
    "SELECT '', '', '', '', sequence FROM archive_head",
)


@contextmanager
def counted(uids: list[uuid.UUID]) -> Iterator[None]:
    """Let the counts follow what the block does to these records, their facets and the head."""
    if not are_current():
        yield
        count_all()
        return
    before = counts_of(uids)
    yield
    changes = counts_of(uids)
    changes.subtract(before)
    changed = sorted((key, number) for key, number in changes.items() if number)
    with connection.cursor() as cursor:
        for statement, rows in (
            (ADD, [(*key, number) for key, number in changed]),
            (DROP_EMPTY, [key for key, number in changed if number < 0]),
        ):
            if rows:
                cursor.executemany(statement, rows)
        cursor.execute(UNTIL_NOW)


def are_current() -> bool:
    """Whether the counts hold all entries of the log."""
    counted_until = FacetCount.objects.filter(kind=ALL).values("records")
    return Head.objects.filter(sequence__in=counted_until).exists()


def counts_of(uids: list[uuid.UUID]) -> Counter[FacetKey]:
    """The counts of these records alone."""
    counts: Counter[FacetKey] = Counter()
    for part in in_batches(uids):
        facets = Facet.objects.filter(record_id__in=part).order_by("record_id", "name")
        columns = ("record_id", "record__kind", "name", "record__locale", "value")
        last: tuple[uuid.UUID | None, str] = (None, "")
        for uid, kind, name, locale, value in facets.values_list(*columns):
            counts[kind, name, locale, value] += 1
            counts[kind, name, locale, ALL] += (uid, name) != last
            counts[kind, ALL, locale, ALL] += uid != last[0]
            last = uid, name
    return counts


def count_all() -> None:
    """Count the facets of all records anew."""
    with connection.cursor() as cursor:
        for statement in COUNT_ALL:
            cursor.execute(statement)


def wrong_counts() -> list[FacetKey]:
    """Those that are not what the facets say. Nobody reads those that are behind the log."""
    if not are_current():
        return []
    right = counts_of(list(Facet.objects.order_by().values_list("record", flat=True).distinct()))
    columns = ("kind", "name", "locale", "value", "records")
    rows = FacetCount.objects.exclude(kind=ALL).values_list(*columns)
    stored = {tuple(key): number for *key, number in rows}
    return sorted(key for key in right.keys() | stored.keys() if right[key] != stored.get(key, 0))
