"""Many records at once: lists that fit into one statement of SQL, and what many point at."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db.models import QuerySet

# Below the number of parameters that any supported database takes in one statement.
BATCH_SIZE = 500
# From so many records on, what they point at is read apart, each row once. Many point at the same
# few, and Django makes an object of each row that it reads.
MANY = 50


def in_batches(values: Iterable, size: int = BATCH_SIZE) -> Iterator[list]:
    """`values` in lists that fit into one `IN (…)`."""
    remaining = iter(values)
    while batch := list(islice(remaining, size)):
        yield batch


def with_related(rows: QuerySet, paths: Sequence[str], ids: Sequence) -> QuerySet:
    """`rows`, which belong to the records `ids`, with what they point at."""
    if not paths:
        return rows
    return rows.prefetch_related(*paths) if len(ids) >= MANY else rows.select_related(*paths)
