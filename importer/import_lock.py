"""Locks that let one run at a time: an import, or what a worker does with one upload.

A lock says who holds it.

On SQLite it is a lock on a file beside the database, on PostgreSQL an advisory lock. Both end with
the process that holds them, even if it crashes. Neither is part of a transaction, so Plenary
refuses a second import at once.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

from anyascii import anyascii
from django.db import DEFAULT_DB_ALIAS, connection, connections

LOCK = 1727  # an arbitrary number that no other lock in this database uses
LONGEST_NAME = 63  # the length at which PostgreSQL cuts the name of a session


class Busy(Exception):
    """Another import is running. The message says which one, who began it and when."""


@contextmanager
def alone(who: str, what: str) -> Iterator[None]:
    """Hold the import lock, or raise `Busy`. `what`: "events from events.csv"."""
    with _held(f"{what}, begun by {who}", ""):
        yield


@contextmanager
def at_work(name: str) -> Iterator[None]:
    """Hold the lock of a piece of work, or raise `Busy`: then somebody is at it and alive."""
    with _held(name, name):
        yield


@contextmanager
def _held(work: str, name: str) -> Iterator[None]:
    with _on_server(work, name) if connection.vendor == "postgresql" else _beside_file(work, name):
        yield


def _refusal(work: str, since: datetime | None) -> Busy:
    when = f" at {since.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if since else ""
    return Busy(f"An import is running: {work}{when}. Try again when it has ended.")


@contextmanager
def _beside_file(work: str, name: str) -> Iterator[None]:
    path = _lock_path(name)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            since = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
            raise _refusal(file.read() or "it has just begun", since) from error
        file.truncate(0)
        file.write(work)
        file.flush()
        try:
            yield
        finally:
            if name:  # nobody asks again for this piece of work
                path.unlink(missing_ok=True)


def _lock_path(name: str) -> Path:
    """The lock file of the database. A database in memory belongs to one process."""
    database = str(connection.settings_dict["NAME"])
    if connection.is_in_memory_db():  # type: ignore[attr-defined]
        database = str(Path(tempfile.gettempdir()) / f"plenary-{os.getpid()}")
    return Path(f"{database}.{name}.working" if name else f"{database}.importing")


@contextmanager
def _on_server(work: str, name: str) -> Iterator[None]:
    """Hold the lock in a session of its own. The name of the session describes the import."""
    key = [LOCK if name else 0, crc32(name.encode()) - 2**31 if name else LOCK]
    session = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        with session.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
            if not cursor.fetchone()[0]:
                cursor.execute(HOLDER, key)
                raise _refusal(*(cursor.fetchone() or ("it has just ended", None)))
            cursor.execute(
                "SELECT set_config('application_name', %s, false)", [anyascii(work)[:LONGEST_NAME]]
            )
        yield
    finally:
        session.close()


HOLDER = """
    SELECT application_name, backend_start FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted
      AND classid::bigint = %s AND objid::bigint = (%s::bigint & 4294967295)
      AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
