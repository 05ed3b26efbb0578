"""Reading from a replica of the database, if the settings name one.

A replica lags behind the primary. Plenary reads it only while the head of its log equals that of
the primary: then it has everything that any reader has seen. In every other case Plenary reads the
primary.
"""

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from archive.head_watch import HEAD_QUERY, HeadWatch
from archive.snapshot import one_state

logger = logging.getLogger("plenary.api")

REPLICA = "replica"
PAUSE = 5.0  # seconds until one reader tries a failed replica again
CANCELED = "57014"  # PostgreSQL's code for a query that took too long
T = TypeVar("T")

_alias: ContextVar[str] = ContextVar("database that is read", default=DEFAULT_DB_ALIAS)


class Router:
    """Reads for an answer go to the database of that answer. All else goes to the primary."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return _alias.get()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


def database() -> BaseDatabaseWrapper:
    """The connection of the database that is being read, for raw SQL."""
    return connections[_alias.get()]


def primary_may_do_better(error: Exception) -> bool:
    """Whether `error` is due to the replica, and not to a query that is slow on any database."""
    return _alias.get() == REPLICA and getattr(error.__cause__, "sqlstate", "") != CANCELED


class NotReadError(Exception):
    """The primary has to be read."""


class Replica:
    """The replica as this process knows it."""

    def __init__(self) -> None:
        self._head_watch = HeadWatch(lag=0)
        self._next_try = 0.0  # while it answers

    def read(self, respond: Callable[[], T], longest_query: int) -> T:
        """`respond()` in one transaction of the replica. Raises NotReadError if that fails."""
        if not self._is_worth_trying():
            raise NotReadError
        head = self._head_watch.head()
        token = _alias.set(REPLICA)
        try:
            with one_state(longest_query, using=REPLICA):
                with database().cursor() as cursor:
                    has_caught_up = (
                        head is not None and cursor.execute(HEAD_QUERY).fetchone() == head
                    )
                self._next_try = 0.0
                if not has_caught_up:
                    raise NotReadError
                return respond()
        except Error as error:
            if not primary_may_do_better(error):
                raise
            self._next_try = time.monotonic() + PAUSE
            connections[REPLICA].close()
            logger.warning("the replica does not answer: the primary is read", exc_info=True)
            raise NotReadError from error
        finally:
            _alias.reset(token)

    def _is_worth_trying(self) -> bool:
        """Whether to try the replica. After a failure one reader tries it, others do not wait."""
        now = time.monotonic()
        if now < self._next_try:
            return False
        if self._next_try:
            self._next_try = now + PAUSE
        return True


@cache
def replica() -> Replica | None:
    """The replica, or None if the settings name none."""
    return Replica() if REPLICA in connections.settings else None
