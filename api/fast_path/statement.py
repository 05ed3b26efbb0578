"""A query that is prepared once for each connection, past the cursor of Django.

It goes over the connection of the thread, in no transaction: one query sees one state.
"""

import time
from collections.abc import Sequence
from datetime import datetime

from django.db import DatabaseError, connection

from cms.postgresql.library import Rows, ask_prepared, prepare

PAUSE = 60.0  # seconds without prepared queries after one has failed


class NotAnsweredError(Exception):
    """The database did not answer, or cannot prepare queries, as behind some proxies."""


def adapted(moment: datetime) -> str:
    """A time as a parameter of a query."""
    return str(connection.ops.adapt_datetimefield_value(moment))


class Statement:
    """A query with the parameters `%s`, under a name."""

    _silent_until = 0.0

    def __init__(self, name: str, sql: str) -> None:
        self._name = name
        self._of_file = sql.replace("%s", "?")
        first, *others = sql.split("%s")
        self._of_server = first + "".join(f"${at}{text}" for at, text in enumerate(others, 1))

    def rows(self, params: Sequence[str]) -> Rows:
        """The rows, as text where it is PostgreSQL. Raises `NotAnsweredError`."""
        if time.monotonic() < Statement._silent_until:
            raise NotAnsweredError
        try:
            connection.ensure_connection()
            if connection.vendor == "sqlite":
                return self._rows_of_file(params)
            return self._rows_of_server(params)
        except (DatabaseError, connection.Database.Error) as error:  # type: ignore[attr-defined]
            Statement._silent_until = time.monotonic() + PAUSE
            if not connection.in_atomic_block:
                connection.close()
            raise NotAnsweredError from error

    def _rows_of_file(self, params: Sequence[str]) -> Rows:
        if connection.reads_alone:  # type: ignore[attr-defined]
            raise NotAnsweredError  # it would not see what others commit: `cms.sqlite`
        return connection.connection.execute(self._of_file, params).fetchall()

    def _rows_of_server(self, params: Sequence[str]) -> Rows:
        driver = connection.connection
        if self._name not in driver.prepared:
            prepare(driver.pgconn, self._name, self._of_server)
            driver.prepared.add(self._name)
        return ask_prepared(driver.pgconn, self._name, params)
