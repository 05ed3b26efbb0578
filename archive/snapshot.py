"""Several queries that read one state of the archive."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction


@contextmanager
def one_state(longest_query: int = 0, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """A transaction whose queries all see the same commits, and that writes nothing.

    On PostgreSQL no query takes longer than `longest_query` milliseconds; 0 means no limit. Inside
    another transaction, that transaction decides. The settings let SQLite begin with the lock for
    writing. DEFERRED waits for no writer, and no writer waits for it.
    """
    connection = connections[using]
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()  # which sets the mode of the settings
    mode = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic(using):
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(
                        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; "
                        f"SET LOCAL statement_timeout = {longest_query}; "
                        f"SET LOCAL lock_timeout = {longest_query}; "
                        "SET LOCAL jit = off"  # it costs these queries more time than it saves
                    )
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode  # type: ignore[attr-defined]
