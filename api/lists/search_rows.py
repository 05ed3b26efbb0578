"""The records of a list in the short rows that search has on PostgreSQL.

They hold what is searched, and what is counted most. They are those of records that are public now,
where the log is not behind.
"""

from dataclasses import replace
from datetime import datetime

from django.db.models import F, Q, QuerySet

from api.query import filters
from api.query.asked_rows import SEARCH_ROWS
from api.replica import database
from archive.models import SearchEntry


def entries_found(kind: str, values: filters.Values, now: datetime) -> QuerySet | None:
    """`uid`, `kind` and `facets` of the records that `values` ask for, by words among others.

    They know nothing of the other records that a filter looks at.
    """
    far = {filters.GROUPS, *filters.parameters_far(kind)}
    if "q" not in values or far & values.keys() or not are_kept():
        return None
    rows = replace(SEARCH_ROWS, kind=kind)
    return _entries(Q(kind=kind) & filters.condition_of_list(kind, values, now).q(rows))


def entries_of(ids: tuple[str, ...]) -> QuerySet | None:
    """The same of the records with these ids."""
    return _entries(Q(record__in=ids)) if are_kept() else None


def are_kept() -> bool:
    return database().vendor == "postgresql"


def _entries(condition: Q) -> QuerySet:
    entries = SearchEntry.objects.filter(condition)
    return entries.values("kind", "facets", uid=F("record_id"))
