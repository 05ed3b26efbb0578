"""The backend: Django's own, with connections that can be given up and end with their thread."""

import threading
from types import SimpleNamespace
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.pq import ConnStatus, TransactionStatus

from cms.postgresql import longest


class Connection(psycopg.Connection):
    """A connection that ends with a question that was not answered in time."""

    def wait(self, *args: Any, **given: Any) -> Any:
        try:
            return super().wait(*args, **{"timeout": longest.get(), **given})
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
            raise


class Held:
    """Ends a connection when nobody holds it any more."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._pgconn = connection.pgconn

    @property
    def is_open(self) -> bool:
        return self._pgconn.status == ConnStatus.OK

    def __del__(self) -> None:
        self._pgconn.finish()


# A server ends threads that have nothing to do. Django's objects refer to each other, and would
# keep the connection of such a thread until the collector comes by, which may be never.
of_this_thread = threading.local()


class DatabaseWrapper(base.DatabaseWrapper):
    # The driver that Django uses, with connections of the kind above.
    Database = SimpleNamespace(**{**vars(psycopg), "connect": Connection.connect})  # type: ignore[assignment]

    def get_new_connection(self, conn_params: dict[str, Any]) -> psycopg.Connection:
        connection = super().get_new_connection(conn_params)
        if not self.allow_thread_sharing:
            before = [each for each in getattr(of_this_thread, "held", []) if each.is_open]
            of_this_thread.held = [*before, Held(connection)]
        return connection
