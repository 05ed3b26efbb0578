"""The lock of the publication log."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet

from archive.models import Head
from archive.publisher.compiled_query import read_all


@contextmanager
def appending() -> Iterator[Head]:
    """A transaction that alone may append, and that sees one state of the content.

    PostgreSQL takes the snapshot of a REPEATABLE READ transaction at its first query after LOCK
    TABLE, so the wait for the lock comes first. SQLite has one writer at a time.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                level = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;" if is_outermost else ""
                cursor.execute(f"{level} LOCK TABLE {Head._meta.db_table} IN EXCLUSIVE MODE")
        yield next(iter(read_all("head", _heads)), None) or Head.objects.create(pk=1)


def _heads(now: datetime) -> QuerySet:
    return Head.objects.filter(pk=1)
