"""The backend: Django's own, with connections that can be given up."""

from types import SimpleNamespace
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

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


class DatabaseWrapper(base.DatabaseWrapper):
    # The driver that Django uses, with connections of the kind above.
    Database = SimpleNamespace(**{**vars(psycopg), "connect": Connection.connect})  # type: ignore[assignment]
