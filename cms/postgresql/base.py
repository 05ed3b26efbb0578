"""The backend. Its connections have a time limit and end with their thread."""

import threading
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import psycopg
from django.db.backends.postgresql import base, operations
from psycopg.pq import ConnStatus, TransactionStatus

from cms.postgresql import longest


class Connection(psycopg.Connection):
    """A connection that closes when a query is not answered in time.

    `prepared` holds the names of the queries that its server has planned for it, and `asked` those
    that it may plan when they are asked again.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.prepared: set[str] = set()
        self.asked: set[str] = set()

    @cached_property
    def keeps_plans(self) -> bool:
        """Whether the server sees one session. Behind a pooler, each transaction may be another."""
        [backend] = self.execute("SELECT pg_backend_pid()").fetchone() or [None]
        return backend == self.pgconn.backend_pid

    def wait(self, *args: Any, **options: Any) -> Any:
        try:
            return super().wait(*args, **{"timeout": longest.get(), **options})
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
            raise


class Held:
    """Closes a connection when this object is deleted."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._pgconn = connection.pgconn

    @property
    def is_open(self) -> bool:
        return self._pgconn.status == ConnStatus.OK

    def __del__(self) -> None:
        self._pgconn.finish()


# The server ends idle threads. Without this, circular references in Django would keep the
# connection of such a thread open until the next garbage collection.
of_this_thread = threading.local()


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "cms.postgresql.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
    # The driver that Django uses, with the class Connection above.
    Database = SimpleNamespace(**{**vars(psycopg), "connect": Connection.connect})  # type: ignore[assignment]

    def get_new_connection(self, conn_params: dict[str, Any]) -> psycopg.Connection:
        connection = super().get_new_connection(conn_params)
        if not self.allow_thread_sharing:
            before = [held for held in getattr(of_this_thread, "held", []) if held.is_open]
            of_this_thread.held = [*before, Held(connection)]
        return connection
