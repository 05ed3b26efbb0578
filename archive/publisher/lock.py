"""The lock of the publication log."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from archive.models import Head


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
        head, _created = Head.objects.get_or_create(pk=1)
        yield head
