"""Keeps the counts of facets beside the facets."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter

from django.db import connection
from django.db.models import QuerySet

from archive.models import Facet, FacetCount, Head, PublicRecord
from archive.publisher.projection import FacetRow

ALL = ""  # in the place of a value or a name: all of them
FacetKey = tuple[str, str, str, str]  # kind, name, locale, value
Owners = Mapping[uuid.UUID, tuple[str, str]]  # the kind and the language of each record

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
# An earlier version of Plenary wrote facets without a value, too.
FACETS = (
    "SELECT record_id, name, value FROM archive_facet WHERE value <> ''",
    "SELECT DISTINCT record_id, name, '' AS value FROM archive_facet WHERE value <> ''",
    "SELECT DISTINCT record_id, '' AS name, '' AS value FROM archive_facet WHERE value <> ''",
)
COUNTED_UNTIL = "UPDATE archive_facetcount SET records = %s WHERE kind = '' AND records = %s"
# First the number of the last entry: what is published while the migration counts has a later one.
COUNT_ALL = (
    "DELETE FROM archive_facetcount",
    "INSERT INTO archive_facetcount (kind, name, locale, value, records) "
    "SELECT '', '', '', '', sequence FROM archive_head",
    *(OF_FACETS.format(facets=facets) for facets in FACETS),
)


def keep_counts(
    before: Counter[FacetKey], after: Counter[FacetKey], entries: tuple[int, int]
) -> None:
    """Let the counts follow what some records had and have now, by `counts_of`.

    `entries` are the last numbers of the log before and after. All is counted anew where the
    counts are behind.
    """
    changes = sorted((key, after[key] - before[key]) for key in before.keys() | after.keys())
    changed = [(key, number) for key, number in changes if number]
    with connection.cursor() as cursor:
        cursor.execute(COUNTED_UNTIL, entries[::-1])
        if not cursor.rowcount:
            count_all()
            return
        for statement, rows in (
            (ADD, [(*key, number) for key, number in changed]),
            (DROP_EMPTY, [key for key, number in changed if number < 0]),
        ):
            if rows:
                cursor.executemany(statement, rows)


def counts_of(
    facets: Iterable[tuple[uuid.UUID, Iterable[FacetRow]]], owners: Owners
) -> Counter[FacetKey]:
    """The counts of these facets alone: those of each record together."""
    counts: Counter[FacetKey] = Counter()
    for uid, rows in facets:
        kind, locale = owners[uid]
        names = set()
        for name, value in rows:
            if value:
                counts[kind, name, locale, value] += 1
                names.add(name)
        for name in names:
            counts[kind, name, locale, ALL] += 1
        if names:
            counts[kind, ALL, locale, ALL] += 1
    return counts


def count_all() -> None:
    """Count the facets of all records anew. Call it under the log's lock."""
    with connection.cursor() as cursor:
        for statement in COUNT_ALL:
            cursor.execute(statement)


def wrong_counts() -> list[FacetKey]:
    """Those that are not what the facets say. Nobody reads those that are behind the log."""
    if not current().exists():
        return []
    records = PublicRecord.objects.values_list("uid", "kind", "locale")
    owners = {uid: (kind, locale) for uid, kind, locale in records.iterator()}
    facets = Facet.objects.order_by("record_id").values_list("record_id", "name", "value")
    by_record = groupby(facets.iterator(), itemgetter(0))
    right = counts_of(((uid, (row[1:] for row in rows)) for uid, rows in by_record), owners)
    columns = ("kind", "name", "locale", "value", "records")
    rows = FacetCount.objects.exclude(kind=ALL).values_list(*columns)
    stored = {tuple(key): number for *key, number in rows}
    return sorted(key for key in right.keys() | stored.keys() if right[key] != stored.get(key, 0))


def current() -> QuerySet[FacetCount]:
    """The row of the last entry that the counts hold, if that is the last one of the log."""
    return FacetCount.objects.filter(kind=ALL, records__in=Head.objects.values("sequence"))
