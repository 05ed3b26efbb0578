"""A query that is prepared once for each connection, past the cursor of Django.

It goes over the connection of the thread, in no transaction: one query sees one state.
"""

import time
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from cms.postgresql.library import Rows, ask_prepared, prepare

# By the index: a look at the whole table passes the dead rows that publications leave behind.
GENERATION = "SELECT generation FROM archive_head WHERE id = 1"
PAUSE = 60.0  # seconds without prepared queries after one has failed


class NotAnsweredError(Exception):
    """The database did not answer, or cannot prepare queries, as behind some proxies."""


def adapted(moment: datetime) -> str:
    """A time as a parameter of a query."""
    return str(connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value(moment))


def uid_in(text: str) -> str:
    """An id as documents have it. SQLite keeps it without hyphens."""
    return text if "-" in text else str(UUID(text))


def as_text(*columns: str) -> str:
    """The columns of a query, as text."""
    return ", ".join(f"CAST({column} AS text)" for column in columns)


class Statement:
    """A query with the parameters `%s`, under a name."""

    _silent_until = 0.0

    def __init__(self, name: str, sql: str) -> None:
        self._name = name
        self._of_file = sql.replace("%s", "?")
        first, *others = sql.split("%s")
        self._of_server = first + "".join(f"${at}{text}" for at, text in enumerate(others, 1))

    def rows(self, params: Sequence[str]) -> Rows:
        """The rows. Raises `NotAnsweredError`.

        PostgreSQL answers text and `bytea` alone: cast all other columns to text.
        """
        if time.monotonic() < Statement._silent_until:
            raise NotAnsweredError
        connection = connections[DEFAULT_DB_ALIAS]
        try:
            connection.ensure_connection()
            if connection.vendor == "sqlite":
                return self._rows_of_file(connection, params)
            return self._rows_of_server(connection, params)
        except (DatabaseError, connection.Database.Error) as error:  # type: ignore[attr-defined]
            Statement._silent_until = time.monotonic() + PAUSE
            if not connection.in_atomic_block:
                connection.close()
            raise NotAnsweredError from error

    def _rows_of_file(self, connection: BaseDatabaseWrapper, params: Sequence[str]) -> Rows:
        if connection.reads_alone:  # type: ignore[attr-defined]
            raise NotAnsweredError  # it would not see what others commit: `cms.sqlite`
        return connection.connection.execute(self._of_file, params).fetchall()

    def _rows_of_server(self, connection: BaseDatabaseWrapper, params: Sequence[str]) -> Rows:
        driver = connection.connection
        if self._name not in driver.prepared:
            prepare(driver.pgconn, self._name, self._of_server)
            driver.prepared.add(self._name)
        return ask_prepared(driver.pgconn, self._name, params)
